/* Rules of devices, vehicles, places and days: see device.h. */
#include "detectors/device.h"

#include "detectors/ascii.h"
#include "detectors/mask.h"
#include "detectors/number.h"
#include "detectors/randomness.h"

#include <string.h>

enum { DIGITS_MAX = 24 };

/* The candidate's digits; 0 when they are too many, or part of a longer number. */
static size_t digits_of(const Candidate *c, char digits[DIGITS_MAX])
{
    const size_t n = ascii_digits(candidate_str(c), digits, DIGITS_MAX);
    return n > DIGITS_MAX || !number_stands_free(c->text, c->start, c->end) ? 0 : n;
}

Verdict device_check_imei(Candidate *c)
{
    char d[DIGITS_MAX] = {0};
    const size_t n = digits_of(c, d);
    /* A reporting body's code begins with 01, 1 (test), 3, 4, 5, 8, 9. */
    return n == 15 && number_luhn(d, n) && !number_repeats(d, n) ? VERDICT_PROVEN : VERDICT_NO;
}

Verdict device_check_imsi(Candidate *c)
{
    char d[DIGITS_MAX] = {0};
    const size_t n = digits_of(c, d);
    return n == 15 && d[0] >= '2' && d[0] <= '7' && !number_repeats(d, n) ? VERDICT_PROVEN
                                                                          : VERDICT_NO;
}

Verdict device_check_iccid(Candidate *c)
{
    char d[DIGITS_MAX] = {0};
    const size_t n = digits_of(c, d);
    const Str s = candidate_str(c);
    if ((n != 19 && n != 20) || memcmp(d, "89", 2) != 0 || !number_luhn(d, n) ||
        number_repeats(d + 2, n - 2))
        return VERDICT_NO;
    /* In groups of four it may be a row of a table. */
    return memchr(s.s, ' ', s.n) ? VERDICT_PLAUSIBLE : VERDICT_PROVEN;
}

Verdict device_check_uuid(Candidate *c)
{
    return randomness_is(candidate_str(c), false) ? VERDICT_PROVEN : VERDICT_NO;
}

Verdict device_check_vin(Candidate *c)
{
    static const char letters[] = "ABCDEFGHJKLMNPRSTUVWXYZ";
    static const char values[] = "12345678123457923456789";
    static const unsigned weights[17] = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
    const Str s = candidate_str(c);
    unsigned sum = 0;
    size_t n_letters = 0;
    for (size_t i = 0; i < 17; i++) {
        const char *letter = ascii_digit(s.s[i]) ? NULL : strchr(letters, s.s[i]);
        if (!ascii_digit(s.s[i]) && !letter)
            return VERDICT_NO;
        n_letters += letter != NULL;
        sum += weights[i] * (unsigned)((letter ? values[letter - letters] : s.s[i]) - '0');
    }
    const unsigned check = sum % 11;
    const bool fits = s.s[8] == (check == 10 ? 'X' : (char)('0' + check));
    return fits && n_letters >= 2 ? VERDICT_PROVEN : VERDICT_NO;
}

Verdict device_check_plate(Candidate *c)
{
    const Str s = candidate_str(c);
    size_t letters = 0;
    for (size_t i = 0; i < s.n; i++)
        letters += ascii_upper(s.s[i]) || (unsigned char)s.s[i] >= 0x80;
    return letters > 0 && ascii_count_digits(s) > 0 ? VERDICT_PROVEN : VERDICT_NO;
}

/* A day, month and year in any order that is written: 1990-12-31, 31.12.1990, 12/31/90. */
static bool numbers_are_date(const unsigned v[3], const size_t digits[3])
{
    if (digits[0] == 4)
        return v[0] >= 1900 && v[0] < 2030 && v[1] >= 1 && v[1] <= 12 && v[2] >= 1 && v[2] <= 31;
    const bool year = digits[2] == 2 || (digits[2] == 4 && v[2] >= 1900 && v[2] < 2030);
    return year && v[0] >= 1 && v[1] >= 1 && v[0] <= 31 && v[1] <= 31 && (v[0] <= 12 || v[1] <= 12);
}

Verdict device_check_birth(Candidate *c)
{
    const Str s = candidate_str(c);
    NumberGroups g;
    unsigned v[3] = {0};
    if (!number_groups(s, &g) || g.n < 2 || g.n > 3)
        return VERDICT_NO;
    size_t from = 0;
    for (size_t k = 0; k < g.n; k++) {
        for (size_t i = from; i < g.end[k]; i++)
            v[k] = ascii_digit(s.s[i]) && g.digits[k] <= 4 ? v[k] * 10 + (unsigned)(s.s[i] - '0')
                                                           : v[k];
        from = g.end[k];
    }
    if (g.n == 3)
        return numbers_are_date(v, g.digits) ? VERDICT_PROVEN : VERDICT_NO;
    /* With the month in letters: a day and a year, in either order. */
    const bool day_first = v[0] >= 1 && v[0] <= 31 && v[1] >= 1900 && v[1] < 2030;
    const bool year_first = v[1] >= 1 && v[1] <= 31 && v[0] >= 1900 && v[0] < 2030;
    return day_first || year_first ? VERDICT_PROVEN : VERDICT_NO;
}

Verdict device_check_coordinates(Candidate *c)
{
    const Str s = candidate_str(c);
    double degrees[2] = {0};
    size_t n = 0;
    for (size_t i = 0; i < s.n && n < 2;) {
        if (!ascii_digit(s.s[i])) {
            i++;
            continue;
        }
        double scale = 1;
        bool fraction = false;
        for (; i < s.n && (ascii_digit(s.s[i]) || (s.s[i] == '.' && !fraction)); i++) {
            if (s.s[i] == '.') {
                fraction = true;
                continue;
            }
            degrees[n] = degrees[n] * 10 + (s.s[i] - '0');
            scale *= fraction ? 10 : 1;
        }
        degrees[n++] /= scale;
    }
    const bool there = n == 2 && degrees[0] > 0 && degrees[1] > 0;
    return there && degrees[0] <= 90 && degrees[1] <= 180 ? VERDICT_PROVEN : VERDICT_NO;
}

Verdict device_check_street(Candidate *c)
{
    const Str s = candidate_str(c);
    /* "2016 Ann Lane" in a notice of copyright: a year. */
    const bool year = s.n > 4 && (str_starts(s, "19") || str_starts(s, "20")) &&
                      ascii_count_digits((Str){s.s, 4}) == 4 && !ascii_digit(s.s[4]);
    return year ? VERDICT_PLAUSIBLE : VERDICT_PROVEN;
}

Str device_mask(Str found, Arena *a)
{
    return mask_alnum(found, 0, 0, a);
}
