/* Ids of the United Kingdom and of Ireland. */
#include "detectors/ids/ids.h"

#include "detectors/ascii.h"
#include "detectors/ids/checkdigit.h"
#include "detectors/ids/idtext.h"
#include "detectors/number.h"

#include <string.h>

static bool nhs_valid(const char *s)
{
    static const unsigned char weights[] = {10, 9, 8, 7, 6, 5, 4, 3, 2};
    return !number_repeats(s, 10) &&
           (11 - checkdigit_sum(s, weights, 9) % 11) % 11 == checkdigit_value(s[9]);
}

Verdict ukids_check_nhs(Candidate *c)
{
    return idtext_check(c, 10, nhs_valid);
}

/* Scotland's number has the same check digit and begins with the date of birth. */
static bool chi_valid(const char *s)
{
    return nhs_valid(s) &&
           idtext_short_date(idtext_number(s + 4, 2), idtext_number(s + 2, 2), idtext_number(s, 2));
}

Verdict ukids_check_chi(Candidate *c)
{
    return idtext_check(c, 10, chi_valid);
}

/* Two letters with their exceptions, six digits, and A to D where it is given. */
static bool nino_valid(const char *s)
{
    static const char never[] = "BGGBKNNKNTTNZZ";
    for (const char *pair = never; *pair; pair += 2)
        if (memcmp(pair, s, 2) == 0)
            return false;
    return !strchr("DFIQUV", s[0]) && !strchr("DFIOQUV", s[1]) && idtext_digits(s + 2, 6) &&
           !number_repeats(s + 2, 6);
}

Verdict ukids_check_nino(Candidate *c)
{
    return idtext_check_capitals(c, 9, nino_valid);
}

Verdict ukids_check_nino_short(Candidate *c)
{
    const Verdict v = idtext_check(c, 8, nino_valid);
    return v == VERDICT_PROVEN ? VERDICT_PLAUSIBLE : v;
}

/* Surname in five letters, filled with 9; decade, month (50 more for women), day and year of birth;
 * initials, the second 9 where there is none; a digit and two letters that DVLA computes. */
Verdict ukids_check_license(Candidate *c)
{
    char s[IDTEXT_BYTES];
    const size_t n = idtext_read(c, s);
    if (n != 16 && n != 18)
        return VERDICT_NO;
    size_t surname = 0;
    while (surname < 5 && ascii_upper(s[surname]))
        surname++;
    for (size_t i = surname; i < 5; i++)
        if (surname == 0 || s[i] != '9')
            return VERDICT_NO;
    if (!idtext_digits(s + 5, 6) || !ascii_upper(s[11]) || !(ascii_upper(s[12]) || s[12] == '9') ||
        !ascii_digit(s[13]) || !ascii_upper(s[14]) || !ascii_upper(s[15]) ||
        !idtext_digits(s + 16, n - 16))
        return VERDICT_NO;
    const unsigned month = idtext_number(s + 6, 2),
                   year = idtext_number(s + 5, 1) * 10 + idtext_number(s + 10, 1);
    return idtext_short_date(year, month > 50 ? month - 50 : month, idtext_number(s + 8, 2))
               ? VERDICT_PROVEN
               : VERDICT_NO;
}

static bool utr_valid(const char *s)
{
    static const unsigned char weights[] = {6, 7, 8, 9, 10, 5, 4, 3, 2};
    return !number_repeats(s, 10) && s[0] == "21987654321"[checkdigit_sum(s + 1, weights, 9) % 11];
}

Verdict ukids_check_utr(Candidate *c)
{
    return idtext_check(c, 10, utr_valid);
}

Verdict ukids_check_passport(Candidate *c)
{
    return idtext_check_form(c, 9, 9);
}

Verdict ukids_check_electoral(Candidate *c)
{
    return idtext_check_form(c, 3, 7);
}

Verdict ukids_check_irish_passport(Candidate *c)
{
    return idtext_check_form(c, 8, 9);
}

/* Seven digits and their letter; a second letter, A, B or H since 2013, counts with 9. T, W and X
 * once marked wives and companies, and count nothing. */
bool ukids_ppsn_valid(const char *s, size_t n)
{
    static const unsigned char weights[] = {8, 7, 6, 5, 4, 3, 2};
    if ((n != 8 && n != 9) || !idtext_digits(s, 7) || !ascii_upper(s[7]) ||
        (n == 9 && !strchr("ABHTWX", s[8])))
        return false;
    const unsigned second = n == 9 && s[8] <= 'H' ? 9 * (checkdigit_value(s[8]) - 9) : 0;
    const unsigned check = (checkdigit_sum(s, weights, 7) + second) % 23;
    return s[7] == (check == 0 ? 'W' : (char)('A' + check - 1));
}

Verdict ukids_check_ppsn(Candidate *c)
{
    char s[IDTEXT_BYTES];
    const size_t n = idtext_read(c, s);
    return n > 0 && ukids_ppsn_valid(s, n) && !number_repeats(s, 7) ? VERDICT_PROVEN : VERDICT_NO;
}
