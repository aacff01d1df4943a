/* Ids of Asia: India and the countries east of it. */
#include "detectors/ids/ids.h"

#include "detectors/ascii.h"
#include "detectors/ids/checkdigit.h"
#include "detectors/ids/idtext.h"
#include "detectors/number.h"

#include <string.h>

/* ---- India ---- */

/* Twelve digits that read otherwise from behind, the first 2 to 9, the last Verhoeff's. */
static bool aadhaar_valid(const char *s)
{
    bool palindrome = true;
    for (size_t i = 0; i < 6; i++)
        palindrome &= s[i] == s[11 - i];
    return s[0] >= '2' && !palindrome && checkdigit_verhoeff(s, 12);
}

Verdict asiaids_check_aadhaar(Candidate *c)
{
    return idtext_check(c, 12, aadhaar_valid);
}

/* Five letters, the fourth the kind of holder, four digits other than 0000, a letter. */
static bool pan_valid(const char *s)
{
    for (size_t i = 0; i < 5; i++)
        if (!ascii_upper(s[i]))
            return false;
    return strchr("ABCFGHJKLPT", s[3]) && idtext_digits(s + 5, 4) &&
           memcmp(s + 5, "0000", 4) != 0 && ascii_upper(s[9]);
}

Verdict asiaids_check_pan(Candidate *c)
{
    return idtext_check_capitals(c, 10, pan_valid);
}

/* Form only: the fourth letter is no known kind. */
Verdict asiaids_check_pan_form(Candidate *c)
{
    return idtext_check_form(c, 10, 10);
}

/* State, PAN of the holder, number of the registration, Z, check character. */
static bool gstin_valid(const char *s)
{
    const unsigned state = idtext_digits(s, 2) ? idtext_number(s, 2) : 0;
    return ((state >= 1 && state <= 38) || state == 97 || state == 99) && pan_valid(s + 2) &&
           s[12] != '0' && s[13] == 'Z' && checkdigit_luhn36(s, 15);
}

Verdict asiaids_check_gstin(Candidate *c)
{
    return idtext_check(c, 15, gstin_valid);
}

static bool epic_valid(const char *s)
{
    return number_luhn(s + 3, 7);
}

/* Plausible without Luhn's digit, which cards of older series lack. */
Verdict asiaids_check_epic(Candidate *c)
{
    if (idtext_check_form(c, 10, 10) == VERDICT_NO)
        return VERDICT_NO;
    return idtext_check(c, 10, epic_valid) == VERDICT_PROVEN ? VERDICT_PROVEN : VERDICT_PLAUSIBLE;
}

Verdict asiaids_check_indian_passport(Candidate *c)
{
    return idtext_check_form(c, 8, 8);
}

/* ---- China, Taiwan, Hong Kong ---- */

/* Province, prefecture and county, date of birth, serial number, check character modulo 11. */
static bool resident_valid(const char *s)
{
    /* Places that a province's first digit (1 to 8) may be followed by. */
    static const char *const provinces[] = {"12345", "123",   "1234567", "123456",
                                            "01234", "12345", "1",       "123"};
    if (s[0] < '1' || s[0] > '8' || !idtext_digits(s, 17) || !strchr(provinces[s[0] - '1'], s[1]))
        return false;
    const unsigned year = idtext_number(s + 6, 4);
    return year >= 1850 && year <= 2100 &&
           idtext_date(year, idtext_number(s + 10, 2), idtext_number(s + 12, 2)) &&
           checkdigit_mod11_2(s, 18);
}

Verdict asiaids_check_resident(Candidate *c)
{
    return idtext_check(c, 18, resident_valid);
}

/* A letter as two digits, sex or kind of residence, seven digits, check digit. */
static bool taiwan_valid(const char *s)
{
    /* 10 to 35 in the order in which letters were given numbers. */
    static const char order[] = "ABCDEFGHJKLMNPQRSTUVXYWZIO";
    static const unsigned char weights[] = {8, 7, 6, 5, 4, 3, 2, 1, 1};
    const char *at = strchr(order, s[0]);
    if (!ascii_upper(s[0]) || !strchr("1289", s[1]))
        return false;
    const unsigned letter = 10 + (unsigned)(at - order);
    return (letter / 10 + letter % 10 * 9 + checkdigit_sum(s + 1, weights, 9)) % 10 == 0;
}

Verdict asiaids_check_taiwan(Candidate *c)
{
    return idtext_check(c, 10, taiwan_valid);
}

/* One or two letters, six digits, check character; a missing letter counts 36. */
Verdict asiaids_check_hong_kong(Candidate *c)
{
    static const unsigned char weights[] = {8, 7, 6, 5, 4, 3, 2};
    char s[IDTEXT_BYTES];
    const size_t n = idtext_read(c, s);
    if ((n != 8 && n != 9) || !idtext_digits(s + n - 7, 6))
        return VERDICT_NO;
    const unsigned first = n == 8 ? 36 : checkdigit_value(s[0]);
    const unsigned check = (11 - (9 * first + checkdigit_sum(s + n - 8, weights, 7)) % 11) % 11;
    return s[n - 1] == (check == 10 ? 'A' : (char)('0' + check)) ? VERDICT_PROVEN : VERDICT_NO;
}

/* ---- Japan, Korea ---- */

static bool my_number_valid(const char *s)
{
    static const unsigned char weights[] = {6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
    const unsigned rest = checkdigit_sum(s, weights, 11) % 11;
    return !number_repeats(s, 12) && (rest < 2 ? 0 : 11 - rest) == checkdigit_value(s[11]);
}

Verdict asiaids_check_my_number(Candidate *c)
{
    return idtext_check(c, 12, my_number_valid);
}

/* Prefecture's office (first two digits), year, number, check digit, counter of losses. */
Verdict asiaids_check_japanese_license(Candidate *c)
{
    return idtext_check_form(c, 12, 12);
}

/* Date of birth and a digit for century, sex and kind of residence. */
static bool rrn_dated(const char *s, const char *kinds)
{
    static const unsigned centuries[] = {1800, 1900, 1900, 2000, 2000,
                                         1900, 1900, 2000, 2000, 1800};
    return strchr(kinds, s[6]) && idtext_date(centuries[s[6] - '0'] + idtext_number(s, 2),
                                              idtext_number(s + 2, 2), idtext_number(s + 4, 2));
}

/* Plausible where the check digit is wrong: since October 2020 the last six digits are random. */
static Verdict rrn_verdict(Candidate *c, const char *kinds, unsigned base)
{
    static const unsigned char weights[] = {2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5};
    char s[IDTEXT_BYTES];
    if (idtext_read(c, s) != 13 || !rrn_dated(s, kinds))
        return VERDICT_NO;
    return (base - checkdigit_sum(s, weights, 12) % 11) % 10 == checkdigit_value(s[12])
               ? VERDICT_PROVEN
               : VERDICT_PLAUSIBLE;
}

Verdict asiaids_check_rrn(Candidate *c)
{
    return rrn_verdict(c, "12349", 11);
}

Verdict asiaids_check_arn(Candidate *c)
{
    return rrn_verdict(c, "5678", 13);
}

Verdict asiaids_check_korean_passport(Candidate *c)
{
    return idtext_check_form(c, 9, 9);
}

/* Region (11 to 28), year, six digits, two of check and copy, which are not published. */
Verdict asiaids_check_korean_license(Candidate *c)
{
    char s[IDTEXT_BYTES];
    const Verdict v = idtext_check_form(c, 12, 12);
    if (v == VERDICT_NO || idtext_read(c, s) != 12)
        return VERDICT_NO;
    const unsigned region = idtext_number(s, 2);
    return region >= 11 && region <= 28 ? v : VERDICT_NO;
}

/* ---- Singapore, Malaysia, Thailand, Indonesia, the Philippines ---- */

/* S, T for citizens and residents, F, G, M for others; the letter at the end by the sum. */
static bool nric_valid(const char *s)
{
    static const unsigned char weights[] = {2, 7, 6, 5, 4, 3, 2};
    if (!idtext_digits(s + 1, 7))
        return false;
    const unsigned sum = checkdigit_sum(s + 1, weights, 7);
    switch (s[0]) {
    case 'S':
        return s[8] == "JZIHGFEDCBA"[sum % 11];
    case 'T':
        return s[8] == "JZIHGFEDCBA"[(sum + 4) % 11];
    case 'F':
        return s[8] == "XWUTRQPNMLK"[sum % 11];
    case 'G':
        return s[8] == "XWUTRQPNMLK"[(sum + 4) % 11];
    case 'M':
        return s[8] == "KLJNPQRTUWX"[10 - (sum + 3) % 11];
    default:
        return false;
    }
}

Verdict asiaids_check_nric(Candidate *c)
{
    return idtext_check(c, 9, nric_valid);
}

/* Date of birth, place of birth, serial number: no check digit. */
Verdict asiaids_check_mykad(Candidate *c)
{
    char s[IDTEXT_BYTES];
    if (idtext_read(c, s) != 12)
        return VERDICT_NO;
    const unsigned place = idtext_number(s + 6, 2);
    const bool known = (place >= 1 && place <= 16) || (place >= 21 && place <= 68) ||
                       (place >= 71 && place <= 72) || (place >= 74 && place <= 79) ||
                       (place >= 82 && place <= 93) || place >= 98;
    return known && idtext_short_date(idtext_number(s, 2), idtext_number(s + 2, 2),
                                      idtext_number(s + 4, 2))
               ? VERDICT_PLAUSIBLE
               : VERDICT_NO;
}

static bool thai_valid(const char *s)
{
    static const unsigned char weights[] = {13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2};
    return s[0] >= '1' && s[0] <= '8' && !number_repeats(s, 13) &&
           (11 - checkdigit_sum(s, weights, 12) % 11) % 10 == checkdigit_value(s[12]);
}

Verdict asiaids_check_thai(Candidate *c)
{
    return idtext_check(c, 13, thai_valid);
}

/* Province, regency, district, date of birth (day 40 more for women), serial number. */
Verdict asiaids_check_nik(Candidate *c)
{
    /* Second digits of the provinces, by the first. */
    static const char *const provinces[] = {"123456789", "1",      "123456", "",       "123",
                                            "12345",     "123456", "12",     "1234567"};
    char s[IDTEXT_BYTES];
    if (idtext_read(c, s) != 16 || s[0] == '0' || !strchr(provinces[s[0] - '1'], s[1]))
        return VERDICT_NO;
    const unsigned day = idtext_number(s + 6, 2);
    return memcmp(s + 12, "0000", 4) != 0 &&
                   idtext_short_date(idtext_number(s + 10, 2), idtext_number(s + 8, 2),
                                     day > 40 ? day - 40 : day)
               ? VERDICT_PLAUSIBLE
               : VERDICT_NO;
}

Verdict asiaids_check_philippine(Candidate *c)
{
    return idtext_check_form(c, 9, 16);
}

Verdict asiaids_check_passport(Candidate *c)
{
    return idtext_check_form(c, 8, 9);
}
