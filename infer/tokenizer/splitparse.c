/* The parser of splitting patterns: see splitparse.h.
 *
 *   alternatives = sequence { "|" sequence }
 *   sequence     = { atom { quantifier } }
 *   atom         = character | . | escape | [class] | ( [?:] alternatives ) | (?= ) | (?! ) | ^ ..
 *
 * Recursion goes with the nesting of groups, which is bounded. */
#include "infer/tokenizer/splitparse.h"

#include "audit/base/utf8.h"
#include "infer/tokenizer/splitreader.h"

#include <string.h>

enum { REGEX_MOST_BYTES = 16384, REPEAT_MOST = 1000 };

static SplitNode *node_new(SplitReader *r, SplitNodeKind kind)
{
    SplitNode *n = arena_alloc(r->arena, 1, sizeof *n);
    n->kind = kind;
    return n;
}

bool splitnode_nullable(const SplitNode *n)
{
    switch (n->kind) {
    case SPLITNODE_SET:
        return false;
    case SPLITNODE_CAT:
        for (const SplitNode *c = n->child; c; c = c->next)
            if (!splitnode_nullable(c))
                return false;
        return true;
    case SPLITNODE_ALT:
        for (const SplitNode *c = n->child; c; c = c->next)
            if (splitnode_nullable(c))
                return true;
        return false;
    case SPLITNODE_REPEAT:
        return n->min == 0 || splitnode_nullable(n->child);
    case SPLITNODE_LOOK:
    case SPLITNODE_ASSERT:
        break;
    }
    return true;
}

/* ---- atoms ---- */

static SplitNode *set_node(SplitReader *r, CodeSet set)
{
    SplitNode *n = node_new(r, SPLITNODE_SET);
    n->set = set;
    return n;
}

static SplitNode *literal(SplitReader *r, size_t from, uint32_t code, bool fold)
{
    SplitNode *n = set_node(r, codeset_range(code, code, r->arena));
    if (!fold)
        return n;
    if (codeset_several(n->set)) {
        splitreader_refuse(r, from,
                           "under (?i) this character also stands for several in a row, "
                           "which is not supported");
        return NULL;
    }
    n->set = codeset_fold(n->set, r->arena);
    n->folded = codeset_lowest(code);
    return n;
}

static SplitNode *assertion(SplitReader *r, size_t n_bytes, SplitAssert which)
{
    SplitNode *n = node_new(r, SPLITNODE_ASSERT);
    n->assertion = which;
    r->at += n_bytes;
    return n;
}

static SplitNode *backslash(SplitReader *r, bool fold)
{
    static const char letters[] = "AzZbB";
    static const SplitAssert asserts[] = {SPLITASSERT_TEXT_START, SPLITASSERT_TEXT_END,
                                          SPLITASSERT_LAST_LINE_END, SPLITASSERT_WORD_BOUNDARY,
                                          SPLITASSERT_NOT_A_BOUNDARY};
    const char *next = r->regex.s + r->at + 1;
    if (r->regex.n - r->at >= 2 && *next && strchr(letters, *next))
        return assertion(r, 2, asserts[strchr(letters, *next) - letters]);
    SplitEscape escape;
    const size_t from = r->at;
    if (splitreader_escape(r, true, &escape) != 0)
        return NULL;
    return escape.is_class ? set_node(r, escape.set) : literal(r, from, escape.code, fold);
}

/* One character, class or place that is no group; `at` is not at the end. */
static SplitNode *simple_atom(SplitReader *r, bool fold)
{
    const size_t from = r->at;
    CodeSet set;
    switch (r->regex.s[from]) {
    case '\\':
        return backslash(r, fold);
    case '[':
        return splitbracket(r, fold, &set) == 0 ? set_node(r, set) : NULL;
    case '.':
        r->at++;
        set = codeset_complement(codeset_range('\n', '\n', r->arena), r->arena);
        return set_node(r, set);
    case '^':
        return assertion(r, 1, SPLITASSERT_LINE_START);
    case '$':
        return assertion(r, 1, SPLITASSERT_LINE_END);
    case '*':
    case '+':
    case '?':
        splitreader_refuse(r, from, "a repetition of nothing");
        return NULL;
    default:
        return literal(r, from, unicode_next(r->regex, &r->at), fold);
    }
}

/* ---- quantifiers ---- */

/* Digits at *at; false when there are none. A number too large becomes REPEAT_MOST + 1. */
static bool number(const SplitReader *r, size_t *at, uint32_t *out)
{
    const size_t from = *at;
    *out = 0;
    for (; *at < r->regex.n && r->regex.s[*at] >= '0' && r->regex.s[*at] <= '9'; ++*at) {
        *out = *out * 10 + (uint32_t)(r->regex.s[*at] - '0');
        if (*out > REPEAT_MOST)
            *out = REPEAT_MOST + 1;
    }
    return *at > from;
}

/* {n}, {n,}, {,m}, {n,m} at `at`; false: the brace is an ordinary character. */
static bool interval(SplitReader *r, SplitNode *n)
{
    size_t at = r->at + 1;
    const bool has_min = number(r, &at, &n->min);
    bool has_max = false;
    if (at < r->regex.n && r->regex.s[at] == ',') {
        at++;
        has_max = number(r, &at, &n->max);
        if (!has_max)
            n->max = SPLIT_ENDLESS;
    } else {
        n->max = n->min;
    }
    if (at == r->regex.n || r->regex.s[at] != '}' || (!has_min && !has_max))
        return false;
    r->at = at + 1;
    return true;
}

/* Reads a quantifier if one stands here: 1, 0, or -1 with an error. */
static int quantifier(SplitReader *r, SplitNode *n)
{
    const size_t from = r->at;
    if (from == r->regex.n)
        return 0;
    const char c = r->regex.s[from];
    if (c == '{') {
        if (!interval(r, n))
            return 0;
        if (n->min > REPEAT_MOST || (n->max != SPLIT_ENDLESS && n->max > REPEAT_MOST))
            return splitreader_refuse(r, from, "more than 1000 repetitions");
        if (n->max < n->min)
            return splitreader_refuse(r, from, "an upper limit below the lower one");
        if (n->max == n->min && splitreader_sees(r, "?"))
            return splitreader_refuse(r, from, "{n}? is not supported");
    } else if (c == '*' || c == '+' || c == '?') {
        r->at++;
        n->min = c == '+';
        n->max = c == '?' ? 1 : SPLIT_ENDLESS;
        if (splitreader_sees(r, "+")) {
            n->greed = SPLITGREED_POSSESSIVE;
            r->at++;
        }
    } else {
        return 0;
    }
    if (n->greed == SPLITGREED_GREEDY && splitreader_sees(r, "?")) {
        n->greed = SPLITGREED_LAZY;
        r->at++;
    }
    return 1;
}

/* The atom with the quantifiers behind it. */
static SplitNode *quantified(SplitReader *r, size_t from, SplitNode *atom)
{
    for (;;) {
        SplitNode *n = node_new(r, SPLITNODE_REPEAT);
        const int is = quantifier(r, n);
        if (is <= 0)
            return is == 0 ? atom : NULL;
        const char *why = NULL;
        if (atom->kind == SPLITNODE_LOOK || atom->kind == SPLITNODE_ASSERT)
            why = "a repetition of what consumes nothing";
        else if (n->max > 1 && splitnode_nullable(atom))
            why = "a repetition of what can match nothing is not supported";
        else if (n->greed == SPLITGREED_POSSESSIVE && atom->kind != SPLITNODE_SET)
            why = "possessive repetition is supported for single characters and classes only";
        else if (n->min > 1 && atom->folded && codeset_several_begin(atom->folded, atom->folded))
            why = "under (?i) two of this character also stand for a single one, which is not "
                  "supported";
        if (why) {
            splitreader_refuse(r, from, why);
            return NULL;
        }
        /* (X{1,m})+ takes as much as X+, and gives back in the same steps. */
        const bool same = atom->kind == SPLITNODE_REPEAT && atom->min == 1 &&
                          atom->greed == SPLITGREED_GREEDY && n->greed == SPLITGREED_GREEDY &&
                          n->min <= 1 && n->max == SPLIT_ENDLESS &&
                          atom->child->kind == SPLITNODE_SET;
        n->child = same ? atom->child : atom;
        atom = n;
    }
}

/* ---- groups ---- */

typedef struct {
    const char *opening, *why;
} Refusal;

static const Refusal refusals[] = {
    {"(?<=", "lookbehind is not supported"},    {"(?<!", "lookbehind is not supported"},
    {"(?>", "atomic groups are not supported"}, {"(?~", "absent operators are not supported"},
    {"(?#", "comments are not supported"},      {"(?(", "conditionals are not supported"},
    {"(*", "callouts are not supported"},
};

typedef enum { GROUP_PLAIN, GROUP_LOOK, GROUP_NOT_LOOK, GROUP_REST } GroupKind;

/* (?i: (?-i: (?i) (?-i); `at` stands behind "(?". */
static int options(SplitReader *r, size_t from, bool *fold, GroupKind *kind)
{
    const bool off = splitreader_sees(r, "-");
    r->at += off;
    if (!splitreader_sees(r, "i:") && !splitreader_sees(r, "i)")) {
        r->at += r->at < r->regex.n;
        return splitreader_refuse(r, from, "this kind of group or option is not supported");
    }
    *fold = !off;
    *kind = r->regex.s[r->at + 1] == ':' ? GROUP_PLAIN : GROUP_REST;
    r->at += 2;
    return 0;
}

/* What stands before a group's content; `at` stands on ( and then on the content. */
static int opening(SplitReader *r, bool *fold, GroupKind *kind)
{
    const size_t from = r->at;
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++)
        if (splitreader_sees(r, refusals[i].opening)) {
            r->at += strlen(refusals[i].opening);
            return splitreader_refuse(r, from, refusals[i].why);
        }
    *kind = GROUP_PLAIN;
    if (!splitreader_sees(r, "(?")) {
        r->at++;
        return 0;
    }
    r->at += 2;
    const char c = r->at < r->regex.n ? r->regex.s[r->at] : '\0';
    if (c == '=' || c == '!')
        *kind = c == '=' ? GROUP_LOOK : GROUP_NOT_LOOK;
    if (c == ':' || c == '=' || c == '!') {
        r->at++;
        return 0;
    }
    if (c != '<')
        return options(r, from, fold, kind);
    const char *end = memchr(r->regex.s + r->at, '>', r->regex.n - r->at);
    if (!end)
        return splitreader_refuse(r, from, "a group's name without its >");
    r->at = (size_t)(end - r->regex.s) + 1;
    return 0;
}

/* Adds a child behind the last one. */
typedef struct {
    SplitNode *node, *last;
} Family;

static void adopt(Family *f, SplitNode *child)
{
    if (f->last)
        f->last->next = child;
    else
        f->node->child = child;
    f->last = child;
}

/* What a group whose content has been read stands for; `at` moves behind it. */
static SplitNode *closing(SplitReader *r, size_t from, GroupKind kind, SplitNode *content)
{
    r->depth--;
    if (kind == GROUP_REST)
        return content;
    if (r->at == r->regex.n) {
        splitreader_refuse(r, from, "a group without its )");
        return NULL;
    }
    r->at++;
    if (kind == GROUP_PLAIN)
        return content;
    SplitNode *look = node_new(r, SPLITNODE_LOOK);
    look->child = content;
    look->negative = kind == GROUP_NOT_LOOK;
    return look;
}

/* Puts an atom behind the last one of a sequence; -1 where the two together mean more. */
static int follow(SplitReader *r, size_t from, Family *cat, SplitNode *atom)
{
    if (cat->last && cat->last->folded && atom->folded &&
        codeset_several_begin(cat->last->folded, atom->folded))
        return splitreader_refuse(r, from,
                                  "under (?i) this character and the one before it also "
                                  "stand for a single one, which is not supported");
    adopt(cat, atom);
    return 0;
}

/* The alternatives up to a closing parenthesis or the end. The only recursion: groups. */
static SplitNode *alternatives(SplitReader *r, bool fold)
{
    Family alt = {node_new(r, SPLITNODE_ALT), NULL};
    Family cat = {node_new(r, SPLITNODE_CAT), NULL};
    GroupKind kind = GROUP_PLAIN;
    /* (?i) takes all up to the end of the group that it stands in. */
    while (r->at < r->regex.n && !splitreader_sees(r, ")") && kind != GROUP_REST) {
        const size_t from = r->at;
        SplitNode *atom = NULL;
        if (splitreader_sees(r, "|")) {
            adopt(&alt, cat.node);
            cat = (Family){node_new(r, SPLITNODE_CAT), NULL};
            r->at++;
            continue;
        }
        if (splitreader_sees(r, "(")) {
            bool inner_fold = fold;
            if (splitreader_enter(r) == 0 && opening(r, &inner_fold, &kind) == 0)
                atom = alternatives(r, inner_fold);
            if (atom)
                atom = closing(r, from, kind, atom);
        } else {
            atom = simple_atom(r, fold);
        }
        if (atom && kind != GROUP_REST)
            atom = quantified(r, from, atom);
        if (!atom || follow(r, from, &cat, atom) != 0)
            return NULL;
    }
    if (alt.last) {
        adopt(&alt, cat.node);
        return alt.node;
    }
    /* A group of one thing is that thing, so that it is matched as fast. */
    return cat.last && cat.last == cat.node->child ? cat.last : cat.node;
}

const SplitNode *splitparse(Str regex, Arena *a, Err *e)
{
    SplitReader r = {regex, 0, 0, a, e};
    if (regex.n > REGEX_MOST_BYTES) {
        err_set(e, ERR_FORMAT, "its %zu bytes are more than the %d that are supported", regex.n,
                REGEX_MOST_BYTES);
        return NULL;
    }
    for (size_t at = 0; at < regex.n;) {
        const size_t n = utf8_length((Str){regex.s + at, regex.n - at});
        if (n == 0) {
            err_set(e, ERR_FORMAT, "byte %zu is not UTF-8", at);
            return NULL;
        }
        at += n;
    }
    const SplitNode *n = alternatives(&r, false);
    if (n && r.at < regex.n) {
        splitreader_refuse(&r, r.at, "a closing parenthesis too many");
        return NULL;
    }
    return n;
}
