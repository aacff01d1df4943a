/* Ids of the countries from Poland to Turkey. */
#include "detectors/ids/ids.h"

#include "detectors/ascii.h"
#include "detectors/ids/checkdigit.h"
#include "detectors/ids/idtext.h"
#include "detectors/number.h"

#include <string.h>

/* ---- Poland ---- */

/* Date of birth; the century is added to the month: 80 for 1800, 20 for 2000, 40, 60. */
static bool pesel_valid(const char *s)
{
    static const unsigned char weights[] = {1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1};
    static const unsigned centuries[] = {1900, 2000, 2100, 2200, 1800};
    const unsigned month = idtext_number(s + 2, 2);
    return idtext_date(centuries[month / 20] + idtext_number(s, 2), month % 20,
                       idtext_number(s + 4, 2)) &&
           checkdigit_sum(s, weights, 11) % 10 == 0;
}

Verdict easternids_check_pesel(Candidate *c)
{
    return idtext_check(c, 11, pesel_valid);
}

bool easternids_nip_valid(const char *s)
{
    static const unsigned char weights[] = {6, 5, 7, 2, 3, 4, 5, 6, 7};
    return s[0] != '0' && !number_repeats(s, 10) &&
           checkdigit_sum(s, weights, 9) % 11 == checkdigit_value(s[9]);
}

Verdict easternids_check_nip(Candidate *c)
{
    return idtext_check(c, 10, easternids_nip_valid);
}

/* Three letters, check digit, five digits. */
static bool dowod_valid(const char *s)
{
    static const unsigned char weights[] = {7, 3, 1, 9, 7, 3, 1, 7, 3};
    return idtext_digits(s + 3, 6) && !memchr(s, 'O', 3) && checkdigit_sum(s, weights, 9) % 10 == 0;
}

Verdict easternids_check_dowod(Candidate *c)
{
    return idtext_check_capitals(c, 9, dowod_valid);
}

/* Two letters, check digit, six digits. */
static bool polish_passport_valid(const char *s)
{
    static const unsigned char weights[] = {7, 3, 9, 1, 7, 3, 1, 7, 3};
    return checkdigit_sum(s, weights, 9) % 10 == 0;
}

Verdict easternids_check_polish_passport(Candidate *c)
{
    return idtext_check_capitals(c, 9, polish_passport_valid);
}

/* ---- Czechia and Slovakia, Romania, Bulgaria, Hungary ---- */

/* Date of birth (month 50 more for women; 20 more where a day's numbers were used up, since 2004);
 * since 1954 ten digits that 11 divides, or before 1985 with a rest of 10 written as 0. */
Verdict easternids_rodne_verdict(const char *s, size_t n)
{
    if ((n != 9 && n != 10) || !idtext_digits(s, n))
        return VERDICT_NO;
    const unsigned year = idtext_number(s, 2);
    unsigned month = idtext_number(s + 2, 2);
    month -= month > 50 ? 50 : 0;
    month -= month > 20 ? 20 : 0;
    const unsigned full = n == 9 ? 1900 + year : year < 54 ? 2000 + year : 1900 + year;
    if (!idtext_date(full, month, idtext_number(s + 4, 2)))
        return VERDICT_NO;
    if (n == 9) /* without check digit */
        return year < 54 && memcmp(s + 6, "000", 3) != 0 ? VERDICT_PLAUSIBLE : VERDICT_NO;
    return checkdigit_mod(s, 9, 11) % 10 == checkdigit_value(s[9]) ? VERDICT_PROVEN : VERDICT_NO;
}

Verdict easternids_check_rodne(Candidate *c)
{
    char s[IDTEXT_BYTES];
    return easternids_rodne_verdict(s, idtext_read(c, s));
}

/* Sex and century, date, county, serial number, check digit. */
static bool cnp_valid(const char *s)
{
    static const unsigned char weights[] = {2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9};
    const unsigned county = idtext_number(s + 7, 2), check = checkdigit_sum(s, weights, 12) % 11;
    const unsigned century = s[0] <= '2' || s[0] >= '7' ? 1900 : s[0] <= '4' ? 1800 : 2000;
    return s[0] != '0' &&
           idtext_date(century + idtext_number(s + 1, 2), idtext_number(s + 3, 2),
                       idtext_number(s + 5, 2)) &&
           ((county >= 1 && county <= 48) || county == 51 || county == 52 || county == 70 ||
            county == 80 || county == 81 || county == 82 || county == 83) &&
           (check == 10 ? 1 : check) == checkdigit_value(s[12]);
}

Verdict easternids_check_cnp(Candidate *c)
{
    return idtext_check(c, 13, cnp_valid);
}

/* Date of birth; the month 20 more before 1900, 40 more since 2000. */
bool easternids_egn_valid(const char *s)
{
    static const unsigned char weights[] = {2, 4, 8, 5, 10, 9, 7, 3, 6};
    const unsigned month = idtext_number(s + 2, 2);
    const unsigned century = month > 40 ? 2000 : month > 20 ? 1800 : 1900;
    return idtext_date(century + idtext_number(s, 2), month % 20, idtext_number(s + 4, 2)) &&
           month < 60 && checkdigit_sum(s, weights, 9) % 11 % 10 == checkdigit_value(s[9]);
}

Verdict easternids_check_egn(Candidate *c)
{
    return idtext_check(c, 10, easternids_egn_valid);
}

/* An 8, five digits of days since 1 January 1867, serial number, check digit. */
static bool hungarian_tax_valid(const char *s)
{
    static const unsigned char weights[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    return s[0] == '8' && checkdigit_sum(s, weights, 9) % 11 == checkdigit_value(s[9]);
}

Verdict easternids_check_hungarian_tax(Candidate *c)
{
    return idtext_check(c, 10, hungarian_tax_valid);
}

/* ---- Croatia and the other successors of Yugoslavia ---- */

bool easternids_oib_valid(const char *s)
{
    return !number_repeats(s, 11) && checkdigit_mod11_10(s, 11);
}

Verdict easternids_check_oib(Candidate *c)
{
    return idtext_check(c, 11, easternids_oib_valid);
}

/* Day, month, three digits of the year, region, serial number, check digit. */
static bool jmbg_valid(const char *s)
{
    static const unsigned char weights[] = {7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
    const unsigned year = idtext_number(s + 4, 3);
    return idtext_date(year < 800 ? 2000 + year : 1000 + year, idtext_number(s + 2, 2),
                       idtext_number(s, 2)) &&
           (11 - checkdigit_sum(s, weights, 12) % 11) % 11 % 10 == checkdigit_value(s[12]);
}

Verdict easternids_check_jmbg(Candidate *c)
{
    return idtext_check(c, 13, jmbg_valid);
}

/* ---- Turkey, Russia, Ukraine ---- */

/* The tenth digit is 7 times the digits at odd places less those at even ones, the eleventh the sum
 * of all ten, both modulo 10. */
static bool tckn_valid(const char *s)
{
    static const unsigned char weights[] = {7, 9, 7, 9, 7, 9, 7, 9, 7}; /* 9 is -1 */
    static const unsigned char ones[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    return s[0] != '0' && checkdigit_sum(s, weights, 9) % 10 == checkdigit_value(s[9]) &&
           checkdigit_sum(s, ones, 10) % 10 == checkdigit_value(s[10]);
}

Verdict easternids_check_tckn(Candidate *c)
{
    return idtext_check(c, 11, tckn_valid);
}

/* Nine digits weighted 9 to 1, modulo 101; 100 is written 00. */
static bool snils_valid(const char *s)
{
    static const unsigned char weights[] = {9, 8, 7, 6, 5, 4, 3, 2, 1};
    return !number_repeats(s, 9) && idtext_number(s, 9) > 1001998 &&
           checkdigit_sum(s, weights, 9) % 101 % 100 == idtext_number(s + 9, 2);
}

Verdict easternids_check_snils(Candidate *c)
{
    return idtext_check(c, 11, snils_valid);
}

/* Twelve digits of a person, the last two of which are check digits. */
static bool inn_valid(const char *s)
{
    static const unsigned char first[] = {7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
    static const unsigned char second[] = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
    return !number_repeats(s, 12) &&
           checkdigit_sum(s, first, 10) % 11 % 10 == checkdigit_value(s[10]) &&
           checkdigit_sum(s, second, 11) % 11 % 10 == checkdigit_value(s[11]);
}

Verdict easternids_check_inn(Candidate *c)
{
    return idtext_check(c, 12, inn_valid);
}

Verdict easternids_check_russian_passport(Candidate *c)
{
    return idtext_check_form(c, 10, 10);
}

static bool rntrc_valid(const char *s)
{
    /* The first weight is -1, modulo 11. */
    static const unsigned char weights[] = {10, 5, 7, 9, 4, 6, 10, 5, 7};
    return !number_repeats(s, 10) &&
           checkdigit_sum(s, weights, 9) % 11 % 10 == checkdigit_value(s[9]);
}

Verdict easternids_check_rntrc(Candidate *c)
{
    return idtext_check(c, 10, rntrc_valid);
}
