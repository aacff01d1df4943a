/* Ids of Africa and of the Near and Middle East. */
#include "detectors/ids/ids.h"

#include "detectors/ascii.h"
#include "detectors/ids/checkdigit.h"
#include "detectors/ids/idtext.h"
#include "detectors/number.h"

#include <string.h>

static bool teudat_valid(const char *s)
{
    return !number_repeats(s, 9) && number_luhn(s, 9);
}

Verdict worldids_check_teudat(Candidate *c)
{
    return idtext_check(c, 9, teudat_valid);
}

/* Date of birth, sex and serial number, citizenship, a digit that once was a class, Luhn. */
static bool south_africa_valid(const char *s)
{
    return idtext_short_date(idtext_number(s, 2), idtext_number(s + 2, 2),
                             idtext_number(s + 4, 2)) &&
           s[10] <= '2' && number_luhn(s, 13);
}

Verdict worldids_check_south_africa(Candidate *c)
{
    return idtext_check(c, 13, south_africa_valid);
}

/* Country 784, year of birth, seven digits, Luhn. */
static bool emirates_valid(const char *s)
{
    const unsigned year = idtext_number(s + 3, 4);
    return memcmp(s, "784", 3) == 0 && year >= 1900 && year <= 2100 && number_luhn(s, 15);
}

Verdict worldids_check_emirates(Candidate *c)
{
    return idtext_check(c, 15, emirates_valid);
}

/* Century, date of birth, governorate, serial number, a digit whose rule is not published. */
Verdict worldids_check_egypt(Candidate *c)
{
    char s[IDTEXT_BYTES];
    if (idtext_read(c, s) != 14 || (s[0] != '2' && s[0] != '3'))
        return VERDICT_NO;
    const unsigned place = idtext_number(s + 7, 2);
    return idtext_date((s[0] == '2' ? 1900 : 2000) + idtext_number(s + 1, 2),
                       idtext_number(s + 3, 2), idtext_number(s + 5, 2)) &&
                   ((place >= 1 && place <= 35) || place == 88)
               ? VERDICT_PLAUSIBLE
               : VERDICT_NO;
}

/* Eleven digits, Verhoeff's the last: NIMC does not say so, numbers in use follow it. */
Verdict worldids_check_nigeria(Candidate *c)
{
    const Verdict v = idtext_check_form(c, 11, 11);
    char s[IDTEXT_BYTES];
    return v != VERDICT_NO && idtext_read(c, s) == 11 && checkdigit_verhoeff(s, 11) ? VERDICT_PROVEN
                                                                                    : v;
}

/* Province and division, family, 1 to 9: no check digit. */
Verdict worldids_check_pakistan(Candidate *c)
{
    char s[IDTEXT_BYTES];
    if (idtext_read(c, s) != 13 || s[0] < '1' || s[0] > '7' || s[12] == '0' ||
        number_repeats(s, 13))
        return VERDICT_NO;
    return VERDICT_PLAUSIBLE;
}
