/* Classes of code points, and NFC (Unicode Standard Annex 15).
 *
 * NFC goes over the text in segments: a code point that nothing can change, and all behind it that
 * may be reordered or joined (unicode_nfc_ranges). Segments of one such code point, nearly all of
 * any text, are copied; the others are decomposed, ordered and composed. */
#include "infer/tokenizer/unicode.h"

#include "audit/base/mem.h"
#include "infer/tokenizer/unicodetables.h"

#include <stdlib.h>
#include <string.h>

/* Hangul syllables are arithmetic: Unicode Standard, section 3.12. */
enum {
    HANGUL_S = 0xAC00,
    HANGUL_L = 0x1100,
    HANGUL_V = 0x1161,
    HANGUL_T = 0x11A7, /* T 0 is "none" */
    HANGUL_N_L = 19,
    HANGUL_N_V = 21,
    HANGUL_N_T = 28,
    HANGUL_N_S = HANGUL_N_L * HANGUL_N_V * HANGUL_N_T,
};

typedef struct {
    uint32_t *codes;
    uint8_t *ccc;
    size_t n, capacity;
    /* For runs of marks that are ordered by counting; made when one comes. */
    uint32_t *other_codes;
    uint8_t *other_ccc;
    size_t other_capacity;
} Segment;

unsigned unicode_class(uint32_t c)
{
    if (c > UNICODE_LAST)
        return 0;
    size_t low = unicode_index[c >> UNICODE_INDEX_BITS];
    size_t high = unicode_index[(c >> UNICODE_INDEX_BITS) + 1];
    while (low < high) {
        const size_t middle = (low + high + 1) / 2;
        if (unicode_runs[middle] >> 5 <= c)
            low = middle;
        else
            high = middle - 1;
    }
    return unicode_masks[unicode_runs[low] & 31];
}

uint32_t unicode_next(Str text, size_t *at)
{
    const uint8_t *s = (const uint8_t *)text.s + *at;
    if (s[0] < 0x80) {
        *at += 1;
        return s[0];
    }
    if (s[0] < 0xE0) {
        *at += 2;
        return (s[0] & 0x1Fu) << 6 | (s[1] & 0x3Fu);
    }
    if (s[0] < 0xF0) {
        *at += 3;
        return (s[0] & 0x0Fu) << 12 | (s[1] & 0x3Fu) << 6 | (s[2] & 0x3Fu);
    }
    *at += 4;
    return (s[0] & 0x07u) << 18 | (s[1] & 0x3Fu) << 12 | (s[2] & 0x3Fu) << 6 | (s[3] & 0x3Fu);
}

void unicode_add(Buf *out, uint32_t c)
{
    if (c < 0x80) {
        buf_add_char(out, (char)c);
        return;
    }
    const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const unsigned lead[] = {0, 0xC0, 0xE0, 0xF0};
    char *s = buf_reserve(out, (size_t)more + 1);
    s[0] = (char)(lead[more] | c >> (6 * more));
    for (int i = 1; i <= more; i++)
        s[i] = (char)(0x80 | (c >> (6 * (more - i)) & 0x3F));
    out->n += (size_t)more + 1;
}

/* ---- the tables ---- */

/* NULL for what is inert: no combining class, unchanged, joins nothing before it. */
static const UnicodeNfcRange *nfc_range(uint32_t c)
{
    if (c < unicode_nfc_ranges[0].first)
        return NULL;
    size_t low = 0;
    size_t high = n_unicode_nfc_ranges;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (unicode_nfc_ranges[middle].last < c)
            low = middle + 1;
        else
            high = middle;
    }
    const bool in = low < n_unicode_nfc_ranges && unicode_nfc_ranges[low].first <= c;
    return in ? &unicode_nfc_ranges[low] : NULL;
}

static const UnicodeDecomposition *decomposition(uint32_t c)
{
    size_t low = 0;
    size_t high = n_unicode_decompositions;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (unicode_decompositions[middle].from < c)
            low = middle + 1;
        else
            high = middle;
    }
    const bool in = low < n_unicode_decompositions && unicode_decompositions[low].from == c;
    return in ? &unicode_decompositions[low] : NULL;
}

/* The composition of two code points; 0 when there is none. */
static uint32_t composition(uint32_t a, uint32_t b)
{
    if (a >= HANGUL_L && a < HANGUL_L + HANGUL_N_L && b >= HANGUL_V && b < HANGUL_V + HANGUL_N_V)
        return HANGUL_S + ((a - HANGUL_L) * HANGUL_N_V + (b - HANGUL_V)) * HANGUL_N_T;
    if (a >= HANGUL_S && a < HANGUL_S + HANGUL_N_S && (a - HANGUL_S) % HANGUL_N_T == 0 &&
        b > HANGUL_T && b < HANGUL_T + HANGUL_N_T)
        return a + (b - HANGUL_T);
    size_t low = 0;
    size_t high = n_unicode_compositions;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        const UnicodeDecomposition *d = &unicode_decompositions[unicode_compositions[middle]];
        if (d->first == a && d->second == b)
            return d->from;
        if (d->first < a || (d->first == a && d->second < b))
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

/* ---- a segment ---- */

static void segment_push(Segment *s, uint32_t c)
{
    if (s->n == s->capacity) {
        s->capacity = s->capacity ? 2 * s->capacity : 64;
        s->codes = mem_resize(s->codes, s->capacity, sizeof *s->codes);
        s->ccc = mem_resize(s->ccc, s->capacity, sizeof *s->ccc);
    }
    const UnicodeNfcRange *r = nfc_range(c);
    s->codes[s->n] = c;
    s->ccc[s->n++] = r ? r->ccc : 0;
}

/* Pushes the full decomposition of c. Second parts never decompose further; first parts may. */
static void segment_decompose(Segment *s, uint32_t c)
{
    if (c >= HANGUL_S && c < HANGUL_S + HANGUL_N_S) {
        const uint32_t i = c - HANGUL_S;
        segment_push(s, HANGUL_L + i / (HANGUL_N_V * HANGUL_N_T));
        segment_push(s, HANGUL_V + i / HANGUL_N_T % HANGUL_N_V);
        if (i % HANGUL_N_T)
            segment_push(s, HANGUL_T + i % HANGUL_N_T);
        return;
    }
    /* The longest chain is of 3 steps (tests/test_unicode.c goes over all code points). */
    uint32_t behind[8];
    size_t n = 0;
    const UnicodeDecomposition *d;
    while ((d = decomposition(c)) && n < sizeof behind / sizeof behind[0]) {
        if (d->second)
            behind[n++] = d->second;
        c = d->first;
    }
    segment_push(s, c);
    while (n)
        segment_push(s, behind[--n]);
}

/* Orders marks [from, to) by combining class, keeping the order within a class. */
static void segment_order_run(Segment *s, size_t from, size_t to)
{
    enum { SHORT = 16 };
    if (to - from <= SHORT) {
        for (size_t i = from + 1; i < to; i++) {
            const uint32_t c = s->codes[i];
            const uint8_t k = s->ccc[i];
            size_t j = i;
            for (; j > from && s->ccc[j - 1] > k; j--) {
                s->codes[j] = s->codes[j - 1];
                s->ccc[j] = s->ccc[j - 1];
            }
            s->codes[j] = c;
            s->ccc[j] = k;
        }
        return;
    }
    if (s->other_capacity < to - from) {
        s->other_capacity = to - from;
        s->other_codes = mem_resize(s->other_codes, s->other_capacity, sizeof *s->other_codes);
        s->other_ccc = mem_resize(s->other_ccc, s->other_capacity, sizeof *s->other_ccc);
    }
    size_t place[257] = {0};
    for (size_t i = from; i < to; i++)
        place[s->ccc[i] + 1]++;
    for (size_t k = 1; k < 257; k++)
        place[k] += place[k - 1];
    for (size_t i = from; i < to; i++) {
        const size_t j = place[s->ccc[i]]++;
        s->other_codes[j] = s->codes[i];
        s->other_ccc[j] = s->ccc[i];
    }
    memcpy(s->codes + from, s->other_codes, (to - from) * sizeof *s->codes);
    memcpy(s->ccc + from, s->other_ccc, to - from);
}

static void segment_order(Segment *s)
{
    for (size_t i = 0; i < s->n;) {
        if (s->ccc[i] == 0) {
            i++;
            continue;
        }
        const size_t from = i;
        while (i < s->n && s->ccc[i] != 0)
            i++;
        segment_order_run(s, from, i);
    }
}

/* Joins each code point with the last starter where nothing between blocks it, in place. */
static void segment_compose(Segment *s)
{
    bool has_starter = false;
    size_t starter = 0;
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++) {
        const uint32_t c = s->codes[i];
        const uint8_t k = s->ccc[i];
        /* Blocked: what was kept since the starter has a class not below this one's. */
        const bool adjacent = has_starter && n == starter + 1;
        const bool open = adjacent || (has_starter && s->ccc[n - 1] < k);
        const uint32_t joined = open ? composition(s->codes[starter], c) : 0;
        if (joined) {
            s->codes[starter] = joined;
            continue;
        }
        if (k == 0) {
            has_starter = true;
            starter = n;
        }
        s->codes[n] = c;
        s->ccc[n++] = k;
    }
    s->n = n;
}

/* The NFC form of text, which is one segment. */
static void segment_add(Segment *s, Str text, Buf *out)
{
    s->n = 0;
    for (size_t at = 0; at < text.n;)
        segment_decompose(s, unicode_next(text, &at));
    segment_order(s);
    segment_compose(s);
    for (size_t i = 0; i < s->n; i++)
        unicode_add(out, s->codes[i]);
}

/* ---- the text ---- */

void unicode_nfc(Str text, Buf *out)
{
    Segment s = {0};
    size_t copied = 0; /* text[0, copied) is in out */
    size_t inert = 0;  /* where the last inert code point began */
    for (size_t at = 0; at < text.n;) {
        const size_t start = at;
        if (!nfc_range(unicode_next(text, &at))) {
            inert = start;
            continue;
        }
        const size_t from = inert < copied ? copied : inert;
        size_t end = at;
        while (end < text.n) {
            size_t next = end;
            if (!nfc_range(unicode_next(text, &next)))
                break;
            end = next;
        }
        buf_add(out, text.s + copied, from - copied);
        segment_add(&s, (Str){text.s + from, end - from}, out);
        copied = inert = at = end;
    }
    buf_add(out, text.s + copied, text.n - copied);
    free(s.codes);
    free(s.ccc);
    free(s.other_codes);
    free(s.other_ccc);
}

bool unicode_is_nfc(Str text)
{
    uint8_t last = 0;
    for (size_t at = 0; at < text.n;) {
        /* Everything below U+0300 is inert, and U+0300 begins with byte 0xCC. */
        if ((uint8_t)text.s[at] < 0xCC) {
            at += (uint8_t)text.s[at] < 0x80 ? 1 : 2;
            last = 0;
            continue;
        }
        const UnicodeNfcRange *r = nfc_range(unicode_next(text, &at));
        const uint8_t k = r ? r->ccc : 0;
        if (r && (r->maybe || (k != 0 && k < last)))
            return false;
        last = k;
    }
    return true;
}
