/* Payment card numbers. Source: ISO/IEC 7812 (length, Luhn); the issuers' published ranges. */
#include "detectors/validators.h"

#include "detectors/ascii.h"
#include "detectors/mask.h"
#include "detectors/number.h"

#include <stdlib.h>
#include <string.h>

enum { CARD_DIGITS_MIN = 12, CARD_DIGITS_MAX = 19 };

/* Numbers whose first digits, as many as `first` has, lie between first and last. */
typedef struct {
    const char *first, *last;
    unsigned char shortest, longest; /* digits */
} Issuer;

static const Issuer issuers[] = {
    {"34", "34", 15, 15},         {"37", "37", 15, 15},     /* American Express */
    {"300", "305", 14, 19},       {"3095", "3095", 14, 19}, /* Diners Club */
    {"36", "36", 14, 19},         {"38", "39", 14, 19},     /* Diners Club */
    {"3528", "3589", 16, 19},                               /* JCB */
    {"4", "4", 13, 13},           {"4", "4", 16, 16},           {"4", "4", 19, 19}, /* Visa */
    {"5019", "5019", 16, 16},                                                       /* Dankort */
    {"5018", "5018", 12, 19},     {"5020", "5020", 12, 19},                         /* Maestro */
    {"5038", "5038", 12, 19},     {"5893", "5893", 12, 19},     {"6304", "6304", 12, 19},
    {"6759", "6759", 12, 19},     {"6761", "6763", 12, 19},     {"51", "55", 16, 16},
    {"2221", "2720", 16, 16},                                   /* Mastercard */
    {"506099", "506198", 16, 19}, {"507865", "507964", 16, 19}, /* Verve */
    {"508500", "508999", 16, 16}, {"606985", "607984", 16, 16}, /* RuPay */
    {"608001", "608500", 16, 16}, {"652150", "653149", 16, 16}, {"6011", "6011", 16, 19},
    {"644", "649", 16, 19},       {"65", "65", 16, 19},     /* Discover */
    {"62", "62", 16, 19},         {"8100", "8171", 16, 19}, /* UnionPay */
    {"636", "636", 16, 19},       {"637", "639", 16, 16},   /* InterPayment, InstaPayment */
    {"2200", "2204", 16, 19},                               /* Mir */
    {"9792", "9792", 16, 16},                               /* Troy */
};

/* How the digits are printed on cards when they are grouped, and typed from them. */
static const char *const layouts[] = {
    "4 4 4 4", "4 6 5", "4 6 4",   "4 4 4 4 3", "4 4 4 4 2", "4 4 4 4 1", "6 13", "4 4 5",
    "4 4 4 1", "4 4 4", "4 4 4 3", "4 4 4 2",   "4 5 6",     "8 8",       "6 10",
};

static bool issuer_knows(const char *digits, size_t n)
{
    for (size_t i = 0; i < sizeof issuers / sizeof issuers[0]; i++) {
        const Issuer *is = &issuers[i];
        const size_t m = strlen(is->first);
        if (n >= is->shortest && n <= is->longest && strncmp(digits, is->first, m) >= 0 &&
            strncmp(digits, is->last, m) <= 0)
            return true;
    }
    return false;
}

/* Whether the first n groups are all the same separator apart and sized as on a card. */
static bool layout_fits(const NumberGroups *g, size_t n)
{
    if (n == 1)
        return true;
    for (size_t i = 1; i + 1 < n; i++)
        if (g->separator[i] != g->separator[0])
            return false;
    for (size_t i = 0; i < sizeof layouts / sizeof layouts[0]; i++) {
        const char *c = layouts[i];
        size_t k = 0;
        while (k < n && *c && strtoul(c, (char **)&c, 10) == g->digits[k])
            k++;
        if (k == n && !*c)
            return true;
    }
    return false;
}

/* Whether s[from, to) is a group of four or five hexadecimal digits by itself. */
static bool is_table_group(Str s, size_t from, size_t to)
{
    bool digit = false;
    for (size_t i = from; i < to; i++) {
        if (!ascii_hex(s.s[i]))
            return false;
        digit |= ascii_digit(s.s[i]);
    }
    return digit && (to - from == 4 || to - from == 5);
}

/* "1234 4111 1111 ...", "207D 4111 1111 ...": the groups go on before or behind, so this is a
 * longer number, or a table of numbers or of hexadecimal ones. */
static bool groups_go_on(const Candidate *c, const NumberGroups *g, size_t n, size_t end)
{
    const Str t = c->text;
    const char sep = g->separator[0];
    if (n < 2 || g->digits[0] != 4)
        return false;
    size_t behind = end, before = c->start;
    if (end < t.n && t.s[end] == sep)
        for (behind = end + 1; behind < t.n && behind - end < 8 && ascii_alnum(t.s[behind]);)
            behind++;
    if (c->start > 0 && t.s[c->start - 1] == sep)
        for (before = c->start - 1;
             before > 0 && c->start - before < 8 && ascii_alnum(t.s[before - 1]);)
            before--;
    return (behind > end && is_table_group(t, end + 1, behind)) ||
           (before < c->start && is_table_group(t, before, c->start - 1));
}

Verdict card_check(Candidate *c)
{
    NumberGroups g;
    char digits[64];
    const Str found = candidate_str(c);
    const size_t n_digits = ascii_digits(found, digits, sizeof digits);
    if (n_digits > sizeof digits || !number_groups(found, &g))
        return VERDICT_NO;
    /* What follows the card ("12/27", a code) may have matched too: the most groups that fit. */
    size_t n = n_digits;
    for (size_t groups = g.n; groups > 0; n -= g.digits[--groups]) {
        const size_t end = c->start + g.end[groups - 1];
        if (n < CARD_DIGITS_MIN || n > CARD_DIGITS_MAX || !layout_fits(&g, groups) ||
            !issuer_knows(digits, n) || !number_luhn(digits, n) || number_repeats(digits, n) ||
            !number_stands_free(c->text, c->start, end) || groups_go_on(c, &g, groups, end))
            continue;
        c->end = end;
        return groups == 1 ? VERDICT_PLAUSIBLE : VERDICT_PROVEN;
    }
    return VERDICT_NO;
}

Str card_mask(Str found, Arena *a)
{
    return mask_alnum(found, 0, 4, a);
}
