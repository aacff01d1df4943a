/* Sets of code points: see codeset.h.
 *
 * Every operation ends in `finish`, which sorts and joins, so that the invariants hold whatever the
 * order in which ranges were added. */
#include "infer/tokenizer/codeset.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    UnicodeRange *ranges;
    size_t n;
} Draft;

static Draft draft_of(size_t most, Arena *a)
{
    return (Draft){arena_alloc(a, most ? most : 1, sizeof(UnicodeRange)), 0};
}

static void draft_add(Draft *d, uint32_t first, uint32_t last)
{
    d->ranges[d->n++] = (UnicodeRange){first, last};
}

static int by_first(const void *x, const void *y)
{
    const UnicodeRange *p = x;
    const UnicodeRange *q = y;
    return p->first < q->first ? -1 : p->first > q->first;
}

static CodeSet finish(Draft d)
{
    bool sorted = true;
    for (size_t i = 1; i < d.n && sorted; i++)
        sorted = d.ranges[i - 1].first <= d.ranges[i].first;
    if (!sorted)
        qsort(d.ranges, d.n, sizeof *d.ranges, by_first);
    size_t n = 0;
    for (size_t i = 0; i < d.n; i++) {
        if (n && d.ranges[i].first <= d.ranges[n - 1].last + 1) {
            if (d.ranges[i].last > d.ranges[n - 1].last)
                d.ranges[n - 1].last = d.ranges[i].last;
        } else {
            d.ranges[n++] = d.ranges[i];
        }
    }
    return (CodeSet){d.ranges, n};
}

CodeSet codeset_range(uint32_t first, uint32_t last, Arena *a)
{
    Draft d = draft_of(1, a);
    draft_add(&d, first, last);
    return finish(d);
}

CodeSet codeset_of_class(unsigned mask, Arena *a)
{
    size_t n = 0;
    for (size_t i = 0; i < n_unicode_runs; i++)
        n += (unicode_masks[unicode_runs[i] & 31] & mask) != 0;
    Draft d = draft_of(n, a);
    for (size_t i = 0; i < n_unicode_runs; i++) {
        const bool is_last = i + 1 == n_unicode_runs;
        if (unicode_masks[unicode_runs[i] & 31] & mask)
            draft_add(&d, unicode_runs[i] >> 5,
                      is_last ? UNICODE_LAST : (unicode_runs[i + 1] >> 5) - 1);
    }
    return finish(d);
}

/* Row i of unicode_sets. */
static CodeSet set_of_table(size_t i)
{
    return (CodeSet){unicode_set_ranges + unicode_sets[i].at, unicode_sets[i].n};
}

static const char word_extra[] = "Word_Extra";

CodeSet codeset_word(bool bare, Arena *a)
{
    const unsigned mask = UNICODE_LETTER | UNICODE_MARK | UNICODE_ND | UNICODE_NL | UNICODE_PC;
    CodeSet word = codeset_of_class(mask, a);
    for (size_t i = 0; i < n_unicode_sets; i++)
        if (strcmp(unicode_sets[i].name, word_extra) == 0)
            word = codeset_union(word, set_of_table(i), a);
    static const UnicodeRange latin_1[] = {{0xB2, 0xB3}, {0xB9, 0xB9}, {0xBC, 0xBE}};
    return bare ? codeset_union(word, (CodeSet){latin_1, 3}, a) : word;
}

CodeSet codeset_hex(Arena *a)
{
    Draft d = draft_of(3, a);
    draft_add(&d, '0', '9');
    draft_add(&d, 'A', 'F');
    draft_add(&d, 'a', 'f');
    return finish(d);
}

/* ---- names ---- */

typedef struct {
    const char *name, *other;
    unsigned mask;
} ClassName;

static const ClassName class_names[] = {
    {"L", "Letter", UNICODE_LETTER},
    {"LC", "Cased_Letter", UNICODE_CASED_LETTER},
    {"Lu", "Uppercase_Letter", UNICODE_LU},
    {"Ll", "Lowercase_Letter", UNICODE_LL},
    {"Lt", "Titlecase_Letter", UNICODE_LT},
    {"Lm", "Modifier_Letter", UNICODE_LM},
    {"Lo", "Other_Letter", UNICODE_LO},
    {"M", "Mark", UNICODE_MARK},
    {"M", "Combining_Mark", UNICODE_MARK},
    {"Mn", "Nonspacing_Mark", UNICODE_MN},
    {"Mc", "Spacing_Mark", UNICODE_MC},
    {"Me", "Enclosing_Mark", UNICODE_ME},
    {"N", "Number", UNICODE_NUMBER},
    {"Nd", "Decimal_Number", UNICODE_ND},
    {"Nd", "Digit", UNICODE_ND},
    {"Nl", "Letter_Number", UNICODE_NL},
    {"No", "Other_Number", UNICODE_NO},
    {"P", "Punctuation", UNICODE_PUNCTUATION},
    {"P", "Punct", UNICODE_PUNCTUATION},
    {"Pc", "Connector_Punctuation", UNICODE_PC},
    {"Pd", "Dash_Punctuation", UNICODE_PD},
    {"Ps", "Open_Punctuation", UNICODE_PS},
    {"Pe", "Close_Punctuation", UNICODE_PE},
    {"Pi", "Initial_Punctuation", UNICODE_PI},
    {"Pf", "Final_Punctuation", UNICODE_PF},
    {"Po", "Other_Punctuation", UNICODE_PO},
    {"S", "Symbol", UNICODE_SYMBOL},
    {"Sm", "Math_Symbol", UNICODE_SM},
    {"Sc", "Currency_Symbol", UNICODE_SC},
    {"Sk", "Modifier_Symbol", UNICODE_SK},
    {"So", "Other_Symbol", UNICODE_SO},
    {"Z", "Separator", UNICODE_SEPARATOR},
    {"Zs", "Space_Separator", UNICODE_ZS},
    {"Zl", "Line_Separator", UNICODE_ZL},
    {"Zp", "Paragraph_Separator", UNICODE_ZP},
    {"C", "Other", UNICODE_OTHER},
    {"Cc", "Control", UNICODE_CC},
    {"Cc", "Cntrl", UNICODE_CC},
    {"Cf", "Format", UNICODE_CF},
    {"Co", "Private_Use", UNICODE_CO},
    {"Cn", "Unassigned", UNICODE_CN},
    {"White_Space", "Space", UNICODE_SPACE},
};

/* Whether they are one name to Oniguruma. */
static bool same_name(Str x, const char *y)
{
    for (size_t i = 0;; i++, y++) {
        while (i < x.n && (x.s[i] == ' ' || x.s[i] == '-' || x.s[i] == '_'))
            i++;
        while (*y == '_')
            y++;
        if (i == x.n || !*y)
            return i == x.n && !*y;
        const char c = x.s[i] >= 'A' && x.s[i] <= 'Z' ? (char)(x.s[i] + 'a' - 'A') : x.s[i];
        const char d = *y >= 'A' && *y <= 'Z' ? (char)(*y + 'a' - 'A') : *y;
        if (c != d)
            return false;
    }
}

bool codeset_named(Str name, bool bare, CodeSet *out, Arena *a)
{
    for (size_t i = 0; i < sizeof class_names / sizeof class_names[0]; i++)
        if (same_name(name, class_names[i].name) || same_name(name, class_names[i].other)) {
            *out = codeset_of_class(class_names[i].mask, a);
            return true;
        }
    for (size_t i = 0; i < n_unicode_sets; i++)
        if (same_name(name, unicode_sets[i].name) && !same_name(name, word_extra)) {
            *out = set_of_table(i);
            return true;
        }
    if (same_name(name, "Word"))
        *out = codeset_word(bare, a);
    else if (same_name(name, "Any"))
        *out = codeset_range(0, UNICODE_LAST, a);
    else if (same_name(name, "ASCII"))
        *out = codeset_range(0, 0x7F, a);
    else
        return false;
    return true;
}

/* ---- algebra ---- */

CodeSet codeset_union(CodeSet x, CodeSet y, Arena *a)
{
    Draft d = draft_of(x.n + y.n, a);
    for (size_t i = 0, j = 0; i < x.n || j < y.n;) {
        const bool of_x = j == y.n || (i < x.n && x.ranges[i].first <= y.ranges[j].first);
        d.ranges[d.n++] = of_x ? x.ranges[i++] : y.ranges[j++];
    }
    return finish(d);
}

CodeSet codeset_complement(CodeSet x, Arena *a)
{
    Draft d = draft_of(x.n + 1, a);
    uint32_t next = 0;
    for (size_t i = 0; i < x.n; i++) {
        if (x.ranges[i].first > next)
            draft_add(&d, next, x.ranges[i].first - 1);
        next = x.ranges[i].last + 1;
    }
    if (next <= UNICODE_LAST)
        draft_add(&d, next, UNICODE_LAST);
    return finish(d);
}

CodeSet codeset_intersection(CodeSet x, CodeSet y, Arena *a)
{
    return codeset_complement(codeset_union(codeset_complement(x, a), codeset_complement(y, a), a),
                              a);
}

static bool has(CodeSet x, uint32_t c)
{
    for (size_t low = 0, high = x.n; low < high;) {
        const size_t middle = (low + high) / 2;
        if (x.ranges[middle].last < c)
            low = middle + 1;
        else if (x.ranges[middle].first > c)
            high = middle;
        else
            return true;
    }
    return false;
}

static size_t fold_pairs(void)
{
    size_t n = 0;
    for (size_t i = 0; i < n_unicode_fold_runs; i++)
        n += unicode_fold_runs[i].n;
    return n;
}

/* Pair i of a run: c and, returned, the lowest code point equal to it. */
static uint32_t fold_low(const UnicodeFoldRun *r, uint32_t i, uint32_t *c)
{
    *c = r->first + i * r->step;
    return *c - r->down;
}

CodeSet codeset_fold(CodeSet x, Arena *a)
{
    Draft lows = draft_of(fold_pairs(), a);
    uint32_t c;
    for (size_t i = 0; i < n_unicode_fold_runs; i++)
        for (uint32_t k = 0; k < unicode_fold_runs[i].n; k++) {
            const uint32_t low = fold_low(&unicode_fold_runs[i], k, &c);
            if (has(x, c))
                draft_add(&lows, low, low);
        }
    x = codeset_union(x, finish(lows), a);
    Draft highs = draft_of(fold_pairs(), a);
    for (size_t i = 0; i < n_unicode_fold_runs; i++)
        for (uint32_t k = 0; k < unicode_fold_runs[i].n; k++)
            if (has(x, fold_low(&unicode_fold_runs[i], k, &c)))
                draft_add(&highs, c, c);
    return codeset_union(x, finish(highs), a);
}

uint32_t codeset_several(CodeSet x)
{
    for (size_t i = 0; i < n_unicode_several; i++)
        if (has(x, unicode_several[i].from))
            return unicode_several[i].from;
    return 0;
}

uint32_t codeset_lowest(uint32_t c)
{
    for (size_t i = 0; i < n_unicode_fold_runs; i++) {
        const UnicodeFoldRun *r = &unicode_fold_runs[i];
        if (c >= r->first && (c - r->first) % r->step == 0 && (c - r->first) / r->step < r->n)
            return c - r->down;
    }
    return c;
}

bool codeset_several_begin(uint32_t first, uint32_t second)
{
    for (size_t i = 0; i < n_unicode_several; i++)
        if (codeset_lowest(unicode_several[i].first) == first &&
            codeset_lowest(unicode_several[i].second) == second)
            return true;
    return false;
}

bool codeset_equal(CodeSet x, CodeSet y)
{
    return x.n == y.n && (x.n == 0 || memcmp(x.ranges, y.ranges, x.n * sizeof *x.ranges) == 0);
}

bool codeset_overlap(CodeSet x, CodeSet y)
{
    for (size_t i = 0, j = 0; i < x.n && j < y.n;) {
        if (x.ranges[i].last < y.ranges[j].first)
            i++;
        else if (y.ranges[j].last < x.ranges[i].first)
            j++;
        else
            return true;
    }
    return false;
}

/* ---- bitmaps ---- */

/* The first byte of c in UTF-8. */
static unsigned first_byte(uint32_t c)
{
    return c < 0x80 ? c : c < 0x800 ? 0xC0 | c >> 6 : c < 0x10000 ? 0xE0 | c >> 12 : 0xF0 | c >> 18;
}

static void map_bytes(CodeMap *m, CodeSet x)
{
    for (size_t i = 0; i < x.n; i++)
        for (unsigned b = first_byte(x.ranges[i].first); b <= first_byte(x.ranges[i].last); b++)
            m->bytes[b] = b < 0x80 ? CODEMAP_IN : CODEMAP_LONG;
}

CodeMap *codemap_of(CodeSet x, Arena *a)
{
    CodeMap *m = arena_alloc(a, 1, sizeof *m);
    map_bytes(m, x);
    /* Block 0 is empty, block 1 full; each range leaves at most two blocks of its own. */
    m->bits = arena_alloc(a, 2 * x.n + 2, sizeof *m->bits);
    memset(m->bits[1], 0xFF, sizeof m->bits[1]);
    size_t n = 2;
    for (size_t i = 0; i < x.n; i++) {
        for (uint32_t c = x.ranges[i].first; c <= x.ranges[i].last;) {
            const size_t b = c >> 8;
            if ((c & 255) == 0 && x.ranges[i].last - c >= 255) {
                m->block[b] = 1;
                c += 256;
                continue;
            }
            if (m->block[b] == 0)
                m->block[b] = (uint16_t)n++;
            m->bits[m->block[b]][c >> 6 & 3] |= UINT64_C(1) << (c & 63);
            c++;
        }
    }
    return m;
}
