/* Bracketed classes: [a-z], [^\s\p{L}], [[:digit:]], [a[bc]], [\p{L}&&[^\p{Han}]].
 *
 * && binds weakest: the class is the intersection of the unions between them; ^ complements all of
 * it. Under (?i) the outermost class is folded before it is complemented. What Oniguruma takes for
 * an error is one here; where it guesses (a hyphen before a nested class), it is refused. */
#include "infer/tokenizer/splitreader.h"

#include <string.h>

typedef struct {
    CodeSet set;    /* since the last && */
    CodeSet before; /* the intersection of what stands before it */
    bool has_before;
} Bracket;

typedef struct {
    const char *name;
    unsigned mask;
} PosixName;

static const PosixName posix_names[] = {
    {"digit", UNICODE_ND},
    {"space", UNICODE_SPACE},
    {"punct", UNICODE_PUNCTUATION | UNICODE_SYMBOL},
    {"cntrl", UNICODE_CC},
};

static void add(SplitReader *r, Bracket *b, CodeSet set)
{
    b->set = codeset_union(b->set, set, r->arena);
}

/* [:name:] and [:^name:]; 1: it was one; 0: it is none; -1 with an error. */
static int posix(SplitReader *r, Bracket *b)
{
    if (!splitreader_sees(r, "[:"))
        return 0;
    const size_t from = r->at;
    const char *s = r->regex.s;
    size_t to = from + 2;
    while (to < r->regex.n && ((s[to] >= 'a' && s[to] <= 'z') || s[to] == '^'))
        to++;
    if (r->regex.n - to < 2 || s[to] != ':' || s[to + 1] != ']') {
        r->at += 2;
        return splitreader_refuse(r, from, "neither a POSIX class nor clearly a nested one");
    }
    r->at = to + 2;
    const bool inverted = s[from + 2] == '^';
    const Str name = {s + from + 2 + inverted, to - from - 2 - inverted};
    CodeSet set = {NULL, 0};
    bool found = false;
    for (size_t i = 0; i < sizeof posix_names / sizeof posix_names[0] && !found; i++)
        if (str_equal_c(name, posix_names[i].name)) {
            set = codeset_of_class(posix_names[i].mask, r->arena);
            found = true;
        }
    if (str_equal_c(name, "word") || str_equal_c(name, "xdigit")) {
        set = str_equal_c(name, "word") ? codeset_word(false, r->arena) : codeset_hex(r->arena);
        found = true;
    }
    if (!found)
        return splitreader_refuse(r, from, "this POSIX class is not supported");
    add(r, b, inverted ? codeset_complement(set, r->arena) : set);
    return 1;
}

/* One character or escape class. */
static int value(SplitReader *r, SplitEscape *out)
{
    if (splitreader_sees(r, "\\b")) {
        r->at += 2;
        *out = (SplitEscape){.code = '\b'};
        return 0;
    }
    if (splitreader_sees(r, "\\"))
        return splitreader_escape(r, false, out);
    *out = (SplitEscape){0};
    out->code = unicode_next(r->regex, &r->at);
    return 0;
}

/* A character, a range, or an escape class. */
static int item(SplitReader *r, Bracket *b)
{
    const size_t from = r->at;
    SplitEscape low;
    if (value(r, &low) != 0)
        return -1;
    const bool hyphen =
        splitreader_sees(r, "-") && r->at + 1 < r->regex.n && r->regex.s[r->at + 1] != ']';
    if (low.is_class) {
        if (hyphen)
            return splitreader_refuse(r, r->at, "a hyphen behind a class; a literal one is \\-");
        add(r, b, low.set);
        return 0;
    }
    if (!hyphen) {
        add(r, b, codeset_range(low.code, low.code, r->arena));
        return 0;
    }
    r->at++;
    if (splitreader_sees(r, "[") || splitreader_sees(r, "&&"))
        return splitreader_refuse(r, r->at - 1,
                                  "a hyphen before a nested class or &&; a literal "
                                  "one is \\-");
    SplitEscape high;
    if (value(r, &high) != 0)
        return -1;
    if (high.is_class)
        return splitreader_refuse(r, from, "a class at the end of a range");
    if (high.code < low.code)
        return splitreader_refuse(r, from, "an empty range");
    if (splitreader_sees(r, "--"))
        return splitreader_refuse(r, r->at, "two hyphens behind a range; a literal one is \\-");
    add(r, b, codeset_range(low.code, high.code, r->arena));
    return 0;
}

/* One element that is not a nested class, or &&. */
static int element(SplitReader *r, Bracket *b)
{
    if (splitreader_sees(r, "&&")) {
        r->at += 2;
        b->before = b->has_before ? codeset_intersection(b->before, b->set, r->arena) : b->set;
        b->has_before = true;
        b->set = (CodeSet){NULL, 0};
        return 0;
    }
    return item(r, b);
}

int splitbracket(SplitReader *r, bool fold, CodeSet *out)
{
    const size_t from = r->at++;
    if (splitreader_enter(r) != 0)
        return -1;
    const bool inverted = splitreader_sees(r, "^");
    r->at += inverted;
    Bracket b = {0};
    for (const size_t first = r->at; r->at == first || !splitreader_sees(r, "]");) {
        if (r->at == r->regex.n)
            return splitreader_refuse(r, from, "a class without its ]");
        const int is_posix = posix(r, &b);
        if (is_posix < 0)
            return -1;
        if (is_posix)
            continue;
        CodeSet inner;
        const bool is_nested = splitreader_sees(r, "[");
        if (is_nested ? splitbracket(r, false, &inner) != 0 : element(r, &b) != 0)
            return -1;
        if (is_nested)
            add(r, &b, inner);
    }
    r->at++;
    r->depth--;
    if (b.has_before)
        b.set = codeset_intersection(b.before, b.set, r->arena);
    if (fold) {
        if (!inverted && codeset_several(b.set))
            return splitreader_refuse(r, from,
                                      "under (?i) this class also stands for several "
                                      "characters in a row, which is not supported");
        b.set = codeset_fold(b.set, r->arena);
    }
    *out = inverted ? codeset_complement(b.set, r->arena) : b.set;
    return 0;
}
