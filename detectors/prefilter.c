/* The pass over all bytes: see prefilter.h. Time is that of the bitmap test per byte, plus the
 * comparisons at the pairs that are set.
 *
 * Invariant: an anchor is reported at most once per place, whatever its neighbours. */
#include "detectors/prefilter.h"

#include "detectors/ascii.h"

#include "audit/base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* One anchor, filed under the second byte of its pair. */
typedef struct {
    size_t detector;
    Str literal;   /* {NULL, 0} for a number or hex anchor */
    size_t offset; /* of the pair's second byte from the literal's start */
    size_t digits; /* a number needs so many from here on */
} Entry;

struct Prefilter {
    uint64_t pairs[65536 / 64]; /* bit (first << 8 | second) */
    Entry *entries;             /* those filed under byte b: [from[b], from[b + 1]) */
    size_t n_entries;
    size_t from[257];
};

/* No number of interest has more bytes; and a number that is longer has digits enough. */
enum { NUMBER_BYTES = 40 };

static void pair_set(Prefilter *p, unsigned char first, unsigned char second)
{
    const size_t pair = (size_t)first << 8 | second;
    p->pairs[pair / 64] |= UINT64_C(1) << (pair % 64);
}

static bool pair_has(const Prefilter *p, unsigned char first, unsigned char second)
{
    const size_t pair = (size_t)first << 8 | second;
    return p->pairs[pair / 64] >> (pair % 64) & 1;
}

/* How common a byte is in text, roughly: only speed hangs on it. */
static unsigned commonness(unsigned char c)
{
    if (c == ' ' || (c != 0 && strchr("etaoinsrhld", c)))
        return 10;
    if (ascii_lower((char)c))
        return 5;
    if (c != 0 && strchr("0123456789-_./:=*\"\n", c))
        return 4;
    return ascii_upper((char)c) ? 2 : 1;
}

/* Offset of the second byte of the literal's rarest pair; 0 for a literal of one byte. */
static size_t rarest_pair(Str literal)
{
    size_t best = 0;
    unsigned best_score = UINT32_MAX;
    for (size_t i = 1; i < literal.n; i++) {
        const unsigned score =
            commonness((unsigned char)literal.s[i - 1]) * commonness((unsigned char)literal.s[i]);
        if (score < best_score) {
            best = i;
            best_score = score;
        }
    }
    return best;
}

static void entry_add(Prefilter *p, unsigned char second, Entry e)
{
    /* Filed by second byte: counting sort would do, but this runs once and n is small. */
    p->entries = mem_resize(p->entries, p->n_entries + 1, sizeof *p->entries);
    const size_t at = p->from[second + 1];
    memmove(p->entries + at + 1, p->entries + at, (p->n_entries - at) * sizeof *p->entries);
    p->entries[at] = e;
    p->n_entries++;
    for (size_t b = (size_t)second + 1; b <= 256; b++)
        p->from[b]++;
}

static void literals_add(Prefilter *p, size_t detector, const char *literals)
{
    for (const char *c = literals; *c;) {
        const Str literal = {c, strcspn(c, " ")};
        assert(literal.n > 0);
        const size_t offset = rarest_pair(literal);
        const unsigned char second = (unsigned char)literal.s[offset];
        if (literal.n == 1)
            for (unsigned first = 0; first < 256; first++)
                pair_set(p, (unsigned char)first, second);
        else
            pair_set(p, (unsigned char)literal.s[offset - 1], second);
        entry_add(p, second, (Entry){detector, literal, offset, 0});
        c += literal.n;
        c += strspn(c, " ");
    }
}

static void number_add(Prefilter *p, size_t detector, size_t digits)
{
    for (unsigned char second = '0'; second <= '9'; second++) {
        for (unsigned first = 0; first < 256; first++)
            if (!ascii_digit((char)first))
                pair_set(p, (unsigned char)first, second);
        entry_add(p, second, (Entry){detector, {NULL, 0}, 0, digits});
    }
}

static void hex_add(Prefilter *p, size_t detector)
{
    static const unsigned char seconds[] = {':', '-', '.'};
    for (size_t i = 0; i < sizeof seconds; i++) {
        for (unsigned first = 0; first < 128; first++)
            if (ascii_hex((char)first) || (first == ':' && seconds[i] == ':'))
                pair_set(p, (unsigned char)first, seconds[i]);
        entry_add(p, seconds[i], (Entry){detector, {NULL, 0}, 0, 0});
    }
}

Prefilter *prefilter_open(const Detector *const *d, size_t n)
{
    Prefilter *p = mem_zero(1, sizeof *p);
    for (size_t i = 0; i < n; i++) {
        switch (d[i]->anchor) {
        case ANCHOR_LITERAL:
            literals_add(p, i, d[i]->literals);
            break;
        case ANCHOR_NUMBER:
            number_add(p, i, d[i]->digits);
            break;
        case ANCHOR_HEX:
            hex_add(p, i);
            break;
        }
    }
    return p;
}

void prefilter_close(Prefilter *p)
{
    if (!p)
        return;
    free(p->entries);
    free(p);
}

/* Digits from `at` on, across what may separate the groups of one number. */
static size_t number_digits(Str text, size_t at)
{
    size_t digits = 0;
    for (size_t i = at; i < text.n && i - at < NUMBER_BYTES; i++) {
        const char c = text.s[i];
        if (ascii_digit(c))
            digits++;
        else if (c != ' ' && c != '-' && c != '.' && c != '(' && c != ')' && c != '/')
            break;
    }
    return digits;
}

static bool literal_stands(Str text, size_t at, const Entry *e)
{
    return at >= e->offset && text.n - (at - e->offset) >= e->literal.n &&
           memcmp(text.s + at - e->offset, e->literal.s, e->literal.n) == 0;
}

/* The pair that ends at text.s[at] is set: which anchors are really there? */
static void anchors_at(const Prefilter *p, Str text, size_t at,
                       void (*hit)(void *arg, size_t i, size_t at), void *arg)
{
    const unsigned char second = (unsigned char)text.s[at];
    const bool number = ascii_digit((char)second) && (at == 0 || !ascii_digit(text.s[at - 1]));
    const bool hex = at > 0 && (ascii_hex(text.s[at - 1]) || text.s[at - 1] == ':');
    const size_t digits = number ? number_digits(text, at) : 0;
    for (size_t k = p->from[second]; k < p->from[second + 1]; k++) {
        const Entry *e = &p->entries[k];
        if (e->literal.s) {
            if (literal_stands(text, at, e))
                hit(arg, e->detector, at - e->offset);
        } else if (ascii_digit((char)second)) {
            if (number && digits >= e->digits)
                hit(arg, e->detector, at);
        } else if (hex) {
            hit(arg, e->detector, at);
        }
    }
}

void prefilter_run(const Prefilter *p, Str text, void (*hit)(void *arg, size_t i, size_t at),
                   void *arg)
{
    unsigned char before = '\n'; /* a text begins like a line */
    for (size_t at = 0; at < text.n; at++) {
        const unsigned char here = (unsigned char)text.s[at];
        if (pair_has(p, before, here))
            anchors_at(p, text, at, hit, arg);
        before = here;
    }
}
