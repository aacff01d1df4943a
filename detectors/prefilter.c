/* The pass over all bytes: see prefilter.h. Time is that of the bitmap test per byte, plus the
 * comparisons at the pairs that are set. */
#include "detectors/prefilter.h"

#include "detectors/ascii.h"

#include "audit/base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* One literal, filed under its pair. Its first eight bytes are compared as one number:
 * ((text | folded) & mask) == head. */
typedef struct {
    uint64_t head, mask, folded;
    size_t detector;
    Str literal;
    size_t offset; /* of the pair's second byte from the literal's start */
    bool folds;    /* case does not count; the literal is in lower case */
    uint16_t pair;
} Entry;

enum { PAIRS = 65536 };

/* The entries of one pair, and a first look at its neighbours: bit (byte % 64) of the byte right
 * before and right behind the pair is set where some entry may have it. */
typedef struct {
    uint32_t from, n;
    uint64_t before, behind;
} PairList;

struct Prefilter {
    uint64_t pairs[PAIRS / 64]; /* bit (first << 8 | second) */
    Entry *entries;             /* [n_entries] in order of pair */
    size_t n_entries, capacity;
    PairList *lists;      /* of the pairs that have entries; list 0 is empty */
    uint32_t list[PAIRS]; /* which of them */
    size_t offset_most;   /* of any entry */
    size_t digits;        /* the fewest that a row wants; SIZE_MAX: no row wants any */
};

/* No number of interest has more bytes; and a number that is longer has digits enough. */
enum { NUMBER_BYTES = 40 };

static void pair_set(Prefilter *p, unsigned char first, unsigned char second)
{
    const size_t pair = (size_t)first << 8 | second;
    p->pairs[pair / 64] |= UINT64_C(1) << (pair % 64);
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

/* ---- filing ---- */

static Entry entry_make(size_t detector, Str literal, size_t offset, bool folds)
{
    Entry e = {.detector = detector, .literal = literal, .offset = offset, .folds = folds};
    unsigned char head[8] = {0}, mask[8] = {0}, folded[8] = {0};
    for (size_t i = 0; i < 8 && i < literal.n; i++) {
        head[i] = (unsigned char)literal.s[i];
        mask[i] = 0xFF;
        folded[i] = folds && ascii_lower(literal.s[i]) ? 32 : 0;
    }
    memcpy(&e.head, head, 8);
    memcpy(&e.mask, mask, 8);
    memcpy(&e.folded, folded, 8);
    return e;
}

static void entry_add(Prefilter *p, Entry e, unsigned char first, unsigned char second)
{
    if (p->n_entries == p->capacity) {
        p->capacity = p->capacity ? 2 * p->capacity : 64;
        p->entries = mem_resize(p->entries, p->capacity, sizeof *p->entries);
    }
    e.pair = (uint16_t)(first << 8 | second);
    p->entries[p->n_entries++] = e;
    pair_set(p, first, second);
    if (e.offset > p->offset_most)
        p->offset_most = e.offset;
}

/* The other case of a byte where case does not count, else the byte. */
static unsigned char twin(unsigned char c, bool folds)
{
    return folds && ascii_lower((char)c) ? (unsigned char)(c - 32) : c;
}

static void literal_add(Prefilter *p, size_t detector, Str literal, bool folds)
{
    const size_t offset = rarest_pair(literal);
    const Entry e = entry_make(detector, literal, offset, folds);
    const unsigned char second = (unsigned char)literal.s[offset];
    if (literal.n == 1) {
        for (unsigned first = 0; first < 256; first++) {
            entry_add(p, e, (unsigned char)first, second);
            if (twin(second, folds) != second)
                entry_add(p, e, (unsigned char)first, twin(second, folds));
        }
        return;
    }
    const unsigned char first = (unsigned char)literal.s[offset - 1];
    const unsigned char firsts[2] = {first, twin(first, folds)};
    const unsigned char seconds[2] = {second, twin(second, folds)};
    for (int i = 0; i < (firsts[1] == first ? 1 : 2); i++)
        for (int k = 0; k < (seconds[1] == second ? 1 : 2); k++)
            entry_add(p, e, firsts[i], seconds[k]);
}

static void literals_add(Prefilter *p, size_t detector, const Detector *d)
{
    for (const char *c = d->literals; *c;) {
        const Str literal = {c, strcspn(c, " ")};
        assert(literal.n > 0);
        literal_add(p, detector, literal, d->folds);
        c += literal.n;
        c += strspn(c, " ");
    }
}

static void number_add(Prefilter *p, size_t digits)
{
    for (unsigned char second = '0'; second <= '9'; second++)
        for (unsigned first = 0; first < 256; first++)
            if (!ascii_digit((char)first))
                pair_set(p, (unsigned char)first, second);
    if (digits < p->digits)
        p->digits = digits;
}

static void hex_add(Prefilter *p)
{
    static const unsigned char seconds[] = {':', '-', '.'};
    for (size_t i = 0; i < sizeof seconds; i++)
        for (unsigned first = 0; first < 128; first++)
            if (ascii_hex((char)first) || (first == ':' && seconds[i] == ':'))
                pair_set(p, (unsigned char)first, seconds[i]);
}

static int compare_pairs(const void *a, const void *b)
{
    const Entry *x = a, *y = b;
    if (x->pair != y->pair)
        return x->pair < y->pair ? -1 : 1;
    return (x->detector > y->detector) - (x->detector < y->detector);
}

/* Bits of the bytes that may stand at literal.s[at]; all where that is outside of the literal. */
static uint64_t neighbour_bits(const Entry *e, size_t at)
{
    if (at >= e->literal.n) /* also for -1 */
        return UINT64_MAX;
    const unsigned char c = (unsigned char)e->literal.s[at];
    return UINT64_C(1) << (c % 64) | UINT64_C(1) << (twin(c, e->folds) % 64);
}

static void lists_make(Prefilter *p)
{
    assert(p->n_entries < UINT32_MAX);
    if (p->n_entries > 0)
        qsort(p->entries, p->n_entries, sizeof *p->entries, compare_pairs);
    p->lists = mem_zero(p->n_entries + 1, sizeof *p->lists);
    uint32_t n = 0;
    for (size_t k = 0; k < p->n_entries; k++) {
        const Entry *e = &p->entries[k];
        if (k == 0 || e->pair != e[-1].pair) {
            p->list[e->pair] = ++n;
            p->lists[n].from = (uint32_t)k;
        }
        p->lists[n].n++;
        p->lists[n].before |= neighbour_bits(e, e->literal.n == 1 ? SIZE_MAX : e->offset - 2);
        p->lists[n].behind |= neighbour_bits(e, e->offset + 1);
    }
}

Prefilter *prefilter_open(const Detector *const *d, size_t n)
{
    Prefilter *p = mem_zero(1, sizeof *p);
    p->digits = SIZE_MAX;
    for (size_t i = 0; i < n; i++) {
        switch (d[i]->anchor) {
        case ANCHOR_LITERAL:
            literals_add(p, i, d[i]);
            break;
        case ANCHOR_NUMBER:
            number_add(p, d[i]->digits);
            break;
        case ANCHOR_HEX:
            hex_add(p);
            break;
        }
    }
    lists_make(p);
    return p;
}

void prefilter_close(Prefilter *p)
{
    if (!p)
        return;
    free(p->entries);
    free(p->lists);
    free(p);
}

/* ---- the pass ---- */

/* Literals are told in order of their starts, though a long one may be noticed late, at its rare
 * pair: they wait until none that starts before them can be noticed any more. */
typedef struct {
    size_t detector, at;
} Waiting;

typedef struct {
    const Prefilter *p;
    Str text;
    const PrefilterSink *sink;
    Waiting *waiting; /* in order of `at` */
    size_t n, capacity;
} Pass;

static void waiting_tell(Pass *pass, size_t before)
{
    size_t n = 0;
    while (n < pass->n && pass->waiting[n].at < before) {
        pass->sink->literal(pass->sink->arg, pass->waiting[n].detector, pass->waiting[n].at);
        n++;
    }
    pass->n -= n;
    if (n > 0)
        memmove(pass->waiting, pass->waiting + n, pass->n * sizeof *pass->waiting);
}

static void waiting_add(Pass *pass, Waiting w)
{
    if (pass->n == pass->capacity) {
        pass->capacity = pass->capacity ? 2 * pass->capacity : 32;
        pass->waiting = mem_resize(pass->waiting, pass->capacity, sizeof *pass->waiting);
    }
    size_t at = pass->n++;
    for (; at > 0 && pass->waiting[at - 1].at > w.at; at--)
        pass->waiting[at] = pass->waiting[at - 1];
    pass->waiting[at] = w;
}

/* Digits from `at` on, across what may separate the groups of one number. */
static size_t number_digits(Str text, size_t at)
{
    static const unsigned char separates[256] = {
        [' '] = 1, ['-'] = 1, ['.'] = 1, ['('] = 1, [')'] = 1, ['/'] = 1};
    const size_t to = text.n - at < NUMBER_BYTES ? text.n : at + NUMBER_BYTES;
    size_t digits = 0;
    for (; at < to; at++) {
        if (ascii_digit(text.s[at]))
            digits++;
        else if (!separates[(unsigned char)text.s[at]])
            break;
    }
    return digits;
}

static bool bytes_stand(const char *s, const Entry *e, size_t from)
{
    for (size_t i = from; i < e->literal.n; i++)
        if ((e->folds ? ascii_to_lower(s[i]) : s[i]) != e->literal.s[i])
            return false;
    return true;
}

static bool literal_stands(Str text, size_t at, const Entry *e)
{
    if (at < e->offset || text.n - (at - e->offset) < e->literal.n)
        return false;
    const char *s = text.s + at - e->offset;
    if (text.n - (at - e->offset) < 8)
        return bytes_stand(s, e, 0);
    uint64_t here;
    memcpy(&here, s, 8);
    return ((here | e->folded) & e->mask) == e->head && bytes_stand(s, e, 8);
}

static void entries_try(Pass *pass, size_t at, const PairList *list)
{
    const Prefilter *p = pass->p;
    for (uint32_t k = list->from; k < list->from + list->n; k++) {
        const Entry *e = &p->entries[k];
        if (literal_stands(pass->text, at, e)) {
            waiting_tell(pass, at > p->offset_most ? at - p->offset_most : 0);
            waiting_add(pass, (Waiting){e->detector, at - e->offset});
        }
    }
}

/* The pair that ends at text.s[at] is set: which anchors are really there? */
static void anchors_at(Pass *pass, size_t at, size_t pair)
{
    const Prefilter *p = pass->p;
    const Str text = pass->text;
    const char second = text.s[at];
    const PairList *list = &p->lists[p->list[pair]];
    if (list->n > 0 && (at < 2 || list->before >> ((unsigned char)text.s[at - 2] % 64) & 1) &&
        (at + 1 >= text.n || list->behind >> ((unsigned char)text.s[at + 1] % 64) & 1))
        entries_try(pass, at, list);
    if (ascii_digit(second)) {
        const size_t digits = p->digits == SIZE_MAX ? 0 : number_digits(text, at);
        if (digits >= p->digits && (at == 0 || !ascii_digit(text.s[at - 1])))
            pass->sink->number(pass->sink->arg, at, digits);
    } else if (at > 0 && (second == ':' || second == '-' || second == '.') &&
               (ascii_hex(text.s[at - 1]) || (text.s[at - 1] == ':' && second == ':'))) {
        pass->sink->hex(pass->sink->arg, at);
    }
}

void prefilter_run(const Prefilter *p, Str text, const PrefilterSink *sink)
{
    Pass pass = {.p = p, .text = text, .sink = sink};
    size_t pair = '\n'; /* a text begins like a line */
    for (size_t at = 0; at < text.n; at++) {
        pair = (pair << 8 | (unsigned char)text.s[at]) & (PAIRS - 1);
        if (p->pairs[pair / 64] >> (pair % 64) & 1)
            anchors_at(&pass, at, pair);
    }
    waiting_tell(&pass, SIZE_MAX);
    free(pass.waiting);
}
