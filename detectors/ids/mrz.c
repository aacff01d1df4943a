/* Machine-readable zones of passports, cards and visas: two lines of 44 or 36 characters, or three
 * of 30. Source: ICAO Doc 9303, parts 4 (TD3), 5 (TD1), 6 (TD2) and 7 (visas), eighth edition 2021.
 *
 *   TD3  P<ISSNAME<<GIVEN<<<...            TD1  I<ISSNUMBER<<<#...
 *        NUMBER<<<#NATyymmdd#Fyymmdd#...##      yymmdd#Fyymmdd#NAT...#
 *                                               NAME<<GIVEN<<<...
 * '#' are check digits: of the number, of both dates, of optional data, and of all together. */
#include "detectors/ids/ids.h"

#include "detectors/ascii.h"
#include "detectors/ids/checkdigit.h"
#include "detectors/ids/idtext.h"

#include <string.h>

enum { MRZ_BYTES = 90 };

/* The lines' characters one behind the other; their number, 0 for more than any zone has. */
static size_t mrz_read(Str found, char zone[MRZ_BYTES])
{
    size_t n = 0;
    for (size_t i = 0; i < found.n; i++) {
        const char c = found.s[i];
        if (!ascii_upper(c) && !ascii_digit(c) && c != '<')
            continue;
        if (n == MRZ_BYTES)
            return 0;
        zone[n++] = c;
    }
    return n;
}

/* Whether the character behind s[0, n) is its check digit; '<' stands for the 0 of an
 * empty field. */
static bool field_right(const char *s, size_t n)
{
    return (ascii_digit(s[n]) || (s[n] == '<' && s[0] == '<')) &&
           checkdigit_731(s, n) == checkdigit_value(s[n]);
}

/* Month and day of a date whose parts may be unknown: '<'. */
static bool date_right(const char *s)
{
    return field_right(s, 6) &&
           (!idtext_digits(s, 6) || (s[2] <= '1' && s[4] <= '3' && memcmp(s + 2, "13", 2) < 0));
}

/* The number of a card may be longer than its field: then '<' stands in the check digit's place,
 * and the rest and its check digit at the start of the optional data. */
static bool number_right(const char *number, const char *optional, size_t n_optional)
{
    if (number[9] != '<')
        return field_right(number, 9);
    char whole[9 + MRZ_BYTES];
    const char *end = memchr(optional, '<', n_optional);
    const size_t n = end ? (size_t)(end - optional) : n_optional;
    if (n < 2)
        return false;
    memcpy(whole, number, 9);
    memcpy(whole + 9, optional, n);
    return field_right(whole, 9 + n - 1);
}

/* Number, dates and their check digits of the second line of two; the same in all formats. */
static bool second_line_right(const char *line, size_t n_optional)
{
    return number_right(line, line + 28, n_optional) && date_right(line + 13) &&
           date_right(line + 21) && strchr("MF<X", line[20]);
}

/* The check digit over number, both dates, and optional data, each with its own check digit. */
static bool two_lines_whole(const char *line, size_t n_line)
{
    char joined[MRZ_BYTES];
    const size_t n_tail = n_line - 1 - 21;
    memcpy(joined, line, 10);
    memcpy(joined + 10, line + 13, 7);
    memcpy(joined + 17, line + 21, n_tail);
    return checkdigit_731(joined, 17 + n_tail) == checkdigit_value(line[n_line - 1]) &&
           ascii_digit(line[n_line - 1]);
}

static bool td1_right(const char *zone)
{
    char joined[MRZ_BYTES];
    const char *second = zone + 30;
    memcpy(joined, zone + 5, 25);
    memcpy(joined + 25, second, 7);
    memcpy(joined + 32, second + 8, 7);
    memcpy(joined + 39, second + 18, 11);
    return number_right(zone + 5, zone + 15, 15) && date_right(second) && date_right(second + 8) &&
           strchr("MF<X", second[7]) &&
           checkdigit_731(joined, 50) == checkdigit_value(second[29]) && ascii_digit(second[29]);
}

Verdict mrz_check(Candidate *c)
{
    char zone[MRZ_BYTES];
    const size_t n = mrz_read(candidate_str(c), zone);
    if (n == 90)
        return td1_right(zone) ? VERDICT_PROVEN : VERDICT_NO;
    if (n != 88 && n != 72)
        return VERDICT_NO;
    const size_t n_line = n / 2;
    const char *line = zone + n_line;
    const bool visa = zone[0] == 'V';
    if (!second_line_right(line, n_line - 28 - 1))
        return VERDICT_NO;
    if (visa)
        return VERDICT_PROVEN;
    /* Only TD3 has a check digit of its optional data. */
    return (n == 72 || field_right(line + 28, 14)) && two_lines_whole(line, n_line) ? VERDICT_PROVEN
                                                                                    : VERDICT_NO;
}
