/* Ids of the Nordic and Baltic countries. */
#include "detectors/ids/ids.h"

#include "detectors/ascii.h"
#include "detectors/ids/checkdigit.h"
#include "detectors/ids/idtext.h"

#include <string.h>

/* Day, month and year in two digits each. */
static bool day_first(const char *s)
{
    return idtext_short_date(idtext_number(s + 4, 2), idtext_number(s + 2, 2), idtext_number(s, 2));
}

/* Plausible where modulo 11 does not hold: since 2007 numbers are issued without it. */
Verdict nordicids_check_cpr(Candidate *c)
{
    static const unsigned char weights[] = {4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
    char s[IDTEXT_BYTES];
    if (idtext_read(c, s) != 10 || !day_first(s) || memcmp(s + 6, "0000", 4) == 0)
        return VERDICT_NO;
    return checkdigit_sum(s, weights, 10) % 11 == 0 ? VERDICT_PROVEN : VERDICT_PLAUSIBLE;
}

/* Date of birth (day 40 more for temporary numbers, month 40 more for those of hospitals, 80 more
 * for invented ones), three digits that give the century, two check digits. */
static bool norway_valid(const char *s)
{
    static const unsigned char first[] = {3, 7, 6, 1, 8, 9, 4, 5, 2};
    static const unsigned char second[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
    const unsigned day = idtext_number(s, 2), month = idtext_number(s + 2, 2);
    const unsigned plain_month = month > 80 ? month - 80 : month > 40 ? month - 40 : month;
    const unsigned year = idtext_number(s + 4, 2), individual = idtext_number(s + 6, 3);
    const unsigned century = individual < 500                 ? 1900
                             : individual < 750 && year >= 54 ? 1800
                             : year < 40                      ? 2000
                             : individual >= 900              ? 1900
                                                              : 0;
    return century != 0 && idtext_date(century + year, plain_month, day > 40 ? day - 40 : day) &&
           (11 - checkdigit_sum(s, first, 9) % 11) % 11 == checkdigit_value(s[9]) &&
           (11 - checkdigit_sum(s, second, 10) % 11) % 11 == checkdigit_value(s[10]);
}

Verdict nordicids_check_norway(Candidate *c)
{
    return idtext_check(c, 11, norway_valid);
}

/* Date of birth (day 60 more for those who are not registered), serial number, Luhn; the century is
 * not counted. */
Verdict nordicids_check_sweden(Candidate *c)
{
    char s[IDTEXT_BYTES];
    const size_t n = idtext_read(c, s);
    if (n != 10 && n != 12)
        return VERDICT_NO;
    static const unsigned char weights[] = {2, 1, 2, 1, 2, 1, 2, 1, 2, 1};
    const char *ten = s + (n - 10);
    const unsigned day = idtext_number(ten + 4, 2), month = idtext_number(ten + 2, 2);
    const unsigned plain_day = day > 60 ? day - 60 : day, year = idtext_number(ten, 2);
    const bool dated = n == 10 ? idtext_short_date(year, month, plain_day)
                               : idtext_number(s, 4) >= 1840 && idtext_number(s, 4) <= 2100 &&
                                     idtext_date(idtext_number(s, 4), month, plain_day);
    return dated && idtext_number(ten + 6, 3) > 0 && checkdigit_crossed(ten, weights, 10) % 10 == 0
               ? VERDICT_PROVEN
               : VERDICT_NO;
}

/* Date of birth, sign of the century, number from 002, remainder modulo 31 as a letter or digit.
 * The separators '-' and '+' are signs of a century too, so that it is read from the text. */
Verdict nordicids_check_finland(Candidate *c)
{
    char s[IDTEXT_BYTES], digits[9];
    const size_t n = idtext_read(c, s);
    if (n != 10 && n != 11)
        return VERDICT_NO;
    const char sign = c->text.s[c->start + 6];
    const char *rest = s + (n - 4); /* three digits and the check character */
    const unsigned century = sign == '+'                                 ? 1800
                             : sign == '-' || strchr("UVWXYuvwxy", sign) ? 1900
                                                                         : 2000;
    memcpy(digits, s, 6);
    memcpy(digits + 6, rest, 3);
    return idtext_digits(digits, 9) && idtext_number(rest, 3) >= 2 &&
                   idtext_date(century + idtext_number(s + 4, 2), idtext_number(s + 2, 2),
                               idtext_number(s, 2)) &&
                   rest[3] == "0123456789ABCDEFHJKLMNPRSTUVWXY"[checkdigit_mod(digits, 9, 31)]
               ? VERDICT_PROVEN
               : VERDICT_NO;
}

static bool iceland_valid(const char *s)
{
    static const unsigned char weights[] = {3, 2, 7, 6, 5, 4, 3, 2, 1};
    return (s[9] == '9' || s[9] == '0') && day_first(s) && checkdigit_sum(s, weights, 9) % 11 == 0;
}

Verdict nordicids_check_iceland(Candidate *c)
{
    return idtext_check(c, 10, iceland_valid);
}

/* Estonia and Lithuania: century and sex, date, serial number; weights 1 to 9, 1, and where the
 * rest is 10, from 3 on again. */
static bool baltic_valid(const char *s)
{
    static const unsigned char first[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 1};
    static const unsigned char second[] = {3, 4, 5, 6, 7, 8, 9, 1, 2, 3};
    if (s[0] < '1' || s[0] > '8')
        return false;
    const unsigned year = 1800 + 100 * (((unsigned)(s[0] - '0') - 1) / 2) + idtext_number(s + 1, 2);
    unsigned check = checkdigit_sum(s, first, 10) % 11;
    if (check == 10)
        check = checkdigit_sum(s, second, 10) % 11 % 10;
    return idtext_date(year, idtext_number(s + 3, 2), idtext_number(s + 5, 2)) &&
           check == checkdigit_value(s[10]);
}

Verdict nordicids_check_baltic(Candidate *c)
{
    return idtext_check(c, 11, baltic_valid);
}

/* Date of birth and century; since 2017 numbers that begin with 32 and hold no date. */
bool nordicids_latvia_valid(const char *s)
{
    static const unsigned char weights[] = {10, 5, 8, 4, 2, 1, 6, 3, 7, 9};
    const bool undated = memcmp(s, "32", 2) == 0;
    const bool dated =
        s[6] <= '2' && idtext_date(1800 + 100 * (unsigned)(s[6] - '0') + idtext_number(s + 4, 2),
                                   idtext_number(s + 2, 2), idtext_number(s, 2));
    return (undated || dated) &&
           (1 + checkdigit_sum(s, weights, 10)) % 11 % 10 == checkdigit_value(s[10]);
}

Verdict nordicids_check_latvia(Candidate *c)
{
    return idtext_check(c, 11, nordicids_latvia_valid);
}

Verdict nordicids_check_passport(Candidate *c)
{
    return idtext_check_form(c, 8, 9);
}
