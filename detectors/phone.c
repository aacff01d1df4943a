/* Telephone numbers. Source: ITU-T E.164 (country codes, at most 15 digits) and E.123 (how they are
 * written); ATIS-0300051, the North American numbering plan (NPA and NXX, N11 codes); the national
 * plans of France (ARCEP) and Great Britain (Ofcom). */
#include "detectors/validators.h"

#include "detectors/ascii.h"
#include "detectors/mask.h"
#include "detectors/number.h"

#include <string.h>

enum { E164_DIGITS_MIN = 8, E164_DIGITS_MAX = 15, E164_DIGITS_USUAL = 13 };

/* Assigned country codes: those of one and two digits, then ranges of those of three. Source: ITU
 * Operational Bulletin 1114, list of assigned country codes. */
typedef struct {
    const char *first, *last;
} CodeRange;

static const CodeRange codes[] = {
    {"1", "1"},     {"7", "7"},     {"20", "20"},   {"27", "27"},   {"30", "34"},   {"36", "36"},
    {"39", "41"},   {"43", "49"},   {"51", "58"},   {"60", "66"},   {"81", "82"},   {"84", "84"},
    {"86", "86"},   {"90", "95"},   {"98", "98"},   {"211", "213"}, {"216", "216"}, {"218", "218"},
    {"220", "258"}, {"260", "269"}, {"290", "291"}, {"297", "299"}, {"350", "359"}, {"370", "383"},
    {"385", "387"}, {"389", "389"}, {"420", "421"}, {"423", "423"}, {"500", "509"}, {"590", "599"},
    {"670", "670"}, {"672", "683"}, {"685", "692"}, {"800", "800"}, {"808", "808"}, {"850", "850"},
    {"852", "853"}, {"855", "856"}, {"870", "870"}, {"878", "878"}, {"880", "883"}, {"886", "886"},
    {"888", "888"}, {"960", "968"}, {"970", "977"}, {"979", "979"}, {"992", "996"}, {"998", "998"},
};

static bool country_known(const char *digits)
{
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        const size_t n = strlen(codes[i].first);
        if (strncmp(digits, codes[i].first, n) >= 0 && strncmp(digits, codes[i].last, n) <= 0)
            return true;
    }
    return false;
}

/* Ten digits of the North American plan. */
static bool nanp_fits(const char *d)
{
    return d[0] >= '2' && d[3] >= '2' && !(d[1] == '1' && d[2] == '1') &&
           !(d[4] == '1' && d[5] == '1') && !number_repeats(d, 10);
}

static bool parentheses_match(Str s)
{
    int open = 0;
    for (size_t i = 0; i < s.n; i++) {
        open += (s.s[i] == '(') - (s.s[i] == ')');
        if (open < 0 || open > 1)
            return false;
    }
    return open == 0;
}

/* Keeps the first `digits` digits of the candidate; false when it has fewer, or when that cuts a
 * group. */
static bool keep_digits(Candidate *c, size_t digits)
{
    size_t at = c->start;
    for (; at < c->end && digits > 0; at++)
        digits -= ascii_digit(c->text.s[at]);
    if (digits > 0 || (at < c->text.n && ascii_digit(c->text.s[at])))
        return false;
    c->end = at;
    return true;
}

/* "+35236450.6", "01234.000000": one point between two groups is a decimal's. */
static bool looks_like_decimal(Str s)
{
    NumberGroups g;
    return number_groups(s, &g) && g.n == 2 && g.separator[0] == '.';
}

/* Cuts the last group of digits and what separates it. */
static void cut_group(Candidate *c)
{
    while (c->end > c->start && ascii_digit(c->text.s[c->end - 1]))
        c->end--;
    while (c->end > c->start && !ascii_digit(c->text.s[c->end - 1]))
        c->end--;
}

Verdict phone_check_international(Candidate *c)
{
    const Str t = c->text;
    if (c->start > 0 && (ascii_alnum(t.s[c->start - 1]) || t.s[c->start - 1] == ')' ||
                         t.s[c->start - 1] == '_' || t.s[c->start - 1] == '.'))
        return VERDICT_NO;
    char d[40];
    const bool plus = t.s[c->start] == '+';
    const size_t prefix = plus ? 0 : 2; /* the digits 00 */
    size_t n = ascii_digits(candidate_str(c), d, sizeof d);
    if (n <= prefix || n > sizeof d || !country_known(d + prefix))
        return VERDICT_NO;
    if (d[prefix] == '1') {
        if (!keep_digits(c, prefix + 11) || !nanp_fits(d + prefix + 1))
            return VERDICT_NO;
    } else {
        /* What follows after a blank may have matched too: whole groups, as many as are usual. */
        size_t groups_end = c->end;
        while (n - prefix > E164_DIGITS_USUAL && groups_end > c->start) {
            cut_group(c);
            if (c->end == c->start)
                return VERDICT_NO;
            n = ascii_count_digits(candidate_str(c));
            groups_end = c->end;
        }
        if (n - prefix < E164_DIGITS_MIN || n - prefix > E164_DIGITS_MAX)
            return VERDICT_NO;
    }
    if (looks_like_decimal(candidate_str(c)) || !parentheses_match(candidate_str(c)) ||
        !number_stands_free(t, c->start, c->end))
        return VERDICT_NO;
    return plus ? VERDICT_PROVEN : VERDICT_PLAUSIBLE;
}

Verdict phone_check_nanp(Candidate *c)
{
    const Str found = candidate_str(c);
    char d[32];
    NumberGroups g;
    const size_t n = ascii_digits(found, d, sizeof d);
    if (n < 10 || n > sizeof d || !number_groups(found, &g) || !parentheses_match(found) ||
        !number_stands_free(c->text, c->start, c->end))
        return VERDICT_NO;
    const size_t first = d[0] == '1' ? 1 : 0;
    if (!nanp_fits(d + first))
        return VERDICT_NO;
    /* The groups of the number itself: 3, 3 and 4 digits. */
    const size_t from = first && g.digits[0] == 1 ? 1 : 0;
    if (g.n - from < 3 || g.digits[from] != 3 || g.digits[from + 1] != 3)
        return VERDICT_PLAUSIBLE;
    const char first_gap = g.separator[from], second_gap = g.separator[from + 1];
    /* "212 555 0123" may be a row of a table, "252.227-7013" is a clause of some law. */
    const bool rather_not = second_gap == ' ' || (first_gap == '.' && second_gap != '.');
    return rather_not && first_gap != ')' ? VERDICT_PLAUSIBLE : VERDICT_PROVEN;
}

/* "01.02.2023", "01/02/2023 12": a date has two groups of two and one of four. */
static bool looks_like_date(const NumberGroups *g)
{
    return g->n >= 3 && g->digits[0] <= 2 && g->digits[1] <= 2 && (g->digits[2] == 4 || g->n == 3);
}

/* "01 02 03 04 05": counting. */
static bool looks_like_counting(const char *digits, size_t n)
{
    for (size_t i = 2; i + 1 < n; i += 2)
        if ((digits[i] - digits[i - 2]) * 10 + digits[i + 1] - digits[i - 1] != 1)
            return false;
    return true;
}

/* "02110-1301": an American ZIP code. */
static bool looks_like_zip(const NumberGroups *g)
{
    return g->n == 2 && g->digits[0] == 5 && g->digits[1] == 4 && g->separator[0] == '-';
}

static bool groups_are(const NumberGroups *g, const char *sizes)
{
    for (size_t i = 0; i < g->n; i++)
        if (sizes[i] == '\0' || g->digits[i] != (size_t)(sizes[i] - '0') ||
            (i + 1 < g->n && g->separator[i] != g->separator[0] && g->separator[0] != ')'))
            return false;
    return sizes[g->n] == '\0';
}

Verdict phone_check_national(Candidate *c)
{
    const Str found = candidate_str(c), t = c->text;
    char d[16];
    NumberGroups g;
    const size_t n = ascii_digits(found, d, sizeof d);
    if (n < 9 || n > 12 || d[1] == '0' || !number_groups(found, &g) || looks_like_date(&g) ||
        looks_like_decimal(found) || looks_like_zip(&g) || looks_like_counting(d, n) ||
        !parentheses_match(found) || !number_stands_free(t, c->start, c->end) ||
        number_repeats(d + 1, n - 1))
        return VERDICT_NO;
    if (t.n - c->end > 1 && t.s[c->end] == ' ' && ascii_digit(t.s[c->end + 1]))
        return VERDICT_NO; /* the groups go on: a row of numbers */
    if (c->start > 1 && t.s[c->start - 1] == ' ' && ascii_digit(t.s[c->start - 2]))
        return VERDICT_NO;
    const bool french = groups_are(&g, "22222") && d[1] != '0';
    const bool british = (d[1] == '2' && groups_are(&g, "344")) ||
                         (d[1] == '1' && (groups_are(&g, "434") || groups_are(&g, "56"))) ||
                         (d[1] == '7' && (groups_are(&g, "56") || groups_are(&g, "533")));
    return french || british ? VERDICT_PROVEN : VERDICT_PLAUSIBLE;
}

Str phone_value(Str found, Arena *a)
{
    Str main = found;
    for (size_t i = 0; i < main.n; i++)
        if (ascii_letter(main.s[i]))
            main.n = i; /* an extension */
    char *out = arena_alloc(a, main.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < main.n; i++) {
        if (main.n - i > 2 && memcmp(main.s + i, "(0)", 3) == 0) {
            i += 2;
            continue;
        }
        if (ascii_digit(main.s[i]))
            out[n++] = main.s[i];
    }
    size_t from = n > 2 && memcmp(out, "00", 2) == 0 ? 2 : 0;
    if (n - from == 11 && out[from] == '1')
        from++;
    return (Str){out + from, n - from};
}

Str phone_mask(Str found, Arena *a)
{
    return mask_alnum(found, 0, 2, a);
}
