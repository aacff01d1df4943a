/* Characters and dates of ids: see idtext.h. */
#include "detectors/ids/idtext.h"

#include "detectors/ascii.h"
#include "detectors/mask.h"
#include "detectors/number.h"

size_t idtext_read(const Candidate *c, char out[IDTEXT_BYTES])
{
    const Str s = candidate_str(c);
    size_t n = 0;
    if (!number_stands_free(c->text, c->start, c->end))
        return 0;
    for (size_t i = 0; i < s.n; i++) {
        if (!ascii_alnum(s.s[i]))
            continue;
        if (n == IDTEXT_BYTES - 1)
            return 0;
        out[n++] = ascii_lower(s.s[i]) ? (char)(s.s[i] - 32) : s.s[i];
    }
    out[n] = '\0';
    return n;
}

Verdict idtext_check(const Candidate *c, size_t n, bool (*valid)(const char *s))
{
    char s[IDTEXT_BYTES];
    return idtext_read(c, s) == n && valid(s) ? VERDICT_PROVEN : VERDICT_NO;
}

Verdict idtext_check_capitals(const Candidate *c, size_t n, bool (*valid)(const char *s))
{
    const Verdict v = idtext_check(c, n, valid);
    for (size_t i = c->start; v == VERDICT_PROVEN && i < c->end; i++)
        if (ascii_lower(c->text.s[i]))
            return VERDICT_PLAUSIBLE;
    return v;
}

Verdict idtext_check_form(const Candidate *c, size_t n, size_t n_max)
{
    char s[IDTEXT_BYTES];
    const size_t n_read = idtext_read(c, s);
    if (n_read < n || n_read > n_max || !idtext_has_digit(c) || number_repeats(s, n_read))
        return VERDICT_NO;
    return VERDICT_PLAUSIBLE;
}

bool idtext_has_digit(const Candidate *c)
{
    return ascii_count_digits(candidate_str(c)) > 0;
}

unsigned idtext_number(const char *s, size_t n)
{
    unsigned value = 0;
    for (size_t i = 0; i < n; i++)
        value = value * 10 + (unsigned)(s[i] - '0');
    return value;
}

bool idtext_digits(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!ascii_digit(s[i]))
            return false;
    return true;
}

bool idtext_date(unsigned year, unsigned month, unsigned day)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12 || day < 1)
        return false;
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= days[month - 1] + (month == 2 && leap ? 1u : 0u);
}

bool idtext_short_date(unsigned two_digits, unsigned month, unsigned day)
{
    return idtext_date(1900 + two_digits, month, day) || idtext_date(2000 + two_digits, month, day);
}

Str idtext_mask(Str found, Arena *a)
{
    return mask_alnum(found, 0, 0, a);
}
