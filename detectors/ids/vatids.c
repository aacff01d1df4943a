/* Value added tax numbers of the European Union's member states and of Northern Ireland, with the
 * state's letters in front. Source of the forms: European Commission, VIES, "VAT identification
 * number structures"; of the check digits: the member states' tax offices, mostly by way of the
 * Commission's "VAT number algorithms", TAXUD 2004. */
#include "detectors/ids/ids.h"

#include "detectors/ascii.h"
#include "detectors/ids/checkdigit.h"
#include "detectors/ids/idtext.h"
#include "detectors/number.h"

#include <string.h>

/* Each takes the n characters behind the state's letters, with a NUL behind them. */

static bool austria(const char *s, size_t n)
{
    static const unsigned char weights[] = {1, 2, 1, 2, 1, 2, 1};
    return n == 9 && s[0] == 'U' && idtext_digits(s + 1, 8) &&
           (106 - checkdigit_crossed(s + 1, weights, 7)) % 10 == checkdigit_value(s[8]);
}

static bool belgium(const char *s, size_t n)
{
    return n == 10 && idtext_digits(s, 10) && s[0] <= '1' && !number_repeats(s, 10) &&
           97 - idtext_number(s, 8) % 97 == idtext_number(s + 8, 2);
}

/* Nine digits of a company, ten of a person, a foreigner or another. */
static bool bulgaria(const char *s, size_t n)
{
    static const unsigned char first[] = {1, 2, 3, 4, 5, 6, 7, 8},
                               second[] = {3, 4, 5, 6, 7, 8, 9, 10};
    static const unsigned char foreigner[] = {21, 19, 17, 13, 11, 9, 7, 3, 1};
    static const unsigned char other[] = {4, 3, 2, 7, 6, 5, 4, 3, 2};
    if (!idtext_digits(s, n))
        return false;
    if (n == 9) {
        unsigned check = checkdigit_sum(s, first, 8) % 11;
        if (check == 10)
            check = checkdigit_sum(s, second, 8) % 11 % 10;
        return check == checkdigit_value(s[8]);
    }
    return n == 10 && (easternids_egn_valid(s) ||
                       checkdigit_sum(s, foreigner, 9) % 10 == checkdigit_value(s[9]) ||
                       (11 - checkdigit_sum(s, other, 9) % 11) % 11 == checkdigit_value(s[9]));
}

static bool cyprus(const char *s, size_t n)
{
    static const unsigned char odd[] = {1, 0, 5, 7, 9, 13, 15, 17, 19, 21};
    unsigned sum = 0;
    if (n != 9 || !idtext_digits(s, 8) || memcmp(s, "12", 2) == 0)
        return false;
    for (size_t i = 0; i < 8; i++)
        sum += i % 2 == 0 ? odd[checkdigit_value(s[i])] : checkdigit_value(s[i]);
    return s[8] == (char)('A' + sum % 26);
}

/* Eight digits of a company, nine of which the first is 6 of others, birth numbers of persons. */
static bool czechia(const char *s, size_t n)
{
    static const unsigned char weights[] = {8, 7, 6, 5, 4, 3, 2};
    if (!idtext_digits(s, n))
        return false;
    if (n == 8) {
        const unsigned check = (11 - checkdigit_sum(s, weights, 7) % 11) % 11;
        return s[0] != '9' && (check == 0 ? 1 : check % 10) == checkdigit_value(s[7]);
    }
    if (n == 9 && s[0] == '6') {
        const unsigned rest = (21 - checkdigit_sum(s + 1, weights, 7) % 11) % 11;
        return (18 - rest) % 10 == checkdigit_value(s[8]);
    }
    return easternids_rodne_verdict(s, n) != VERDICT_NO;
}

static bool germany(const char *s, size_t n)
{
    return n == 9 && idtext_digits(s, 9) && s[0] != '0' && checkdigit_mod11_10(s, 9);
}

static bool denmark(const char *s, size_t n)
{
    static const unsigned char weights[] = {2, 7, 6, 5, 4, 3, 2, 1};
    return n == 8 && idtext_digits(s, 8) && s[0] != '0' && checkdigit_sum(s, weights, 8) % 11 == 0;
}

static bool estonia(const char *s, size_t n)
{
    static const unsigned char weights[] = {3, 7, 1, 3, 7, 1, 3, 7, 1};
    return n == 9 && idtext_digits(s, 9) && checkdigit_sum(s, weights, 9) % 10 == 0;
}

static bool greece(const char *s, size_t n)
{
    return n == 9 && idtext_digits(s, 9) && southids_afm_valid(s);
}

static bool spain(const char *s, size_t n)
{
    return n == 9 && southids_spanish_valid(s);
}

static bool finland(const char *s, size_t n)
{
    static const unsigned char weights[] = {7, 9, 10, 5, 8, 4, 2, 1};
    return n == 8 && idtext_digits(s, 8) && checkdigit_sum(s, weights, 8) % 11 == 0;
}

/* SIREN behind a key: two digits, modulo 97; or two characters that count in base 34, modulo 11. */
static bool france(const char *s, size_t n)
{
    static const char base34[] = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    if (n != 11 || !idtext_digits(s + 2, 9) ||
        (memcmp(s + 2, "000", 3) != 0 && !number_luhn(s + 2, 9))) /* 000: Monaco */
        return false;
    const uint64_t siren = idtext_number(s + 2, 9);
    if (idtext_digits(s, 2))
        return (siren * 100 + 12) % 97 == idtext_number(s, 2);
    const char *x = strchr(base34, s[0]), *y = strchr(base34, s[1]);
    if (!x || !y)
        return false;
    const unsigned high = (unsigned)(x - base34), low = (unsigned)(y - base34);
    const unsigned key = high < 10 ? high * 24 + low - 10 : high * 34 + low - 100;
    return (siren + 1 + key / 11) % 11 == key % 11;
}

static bool croatia(const char *s, size_t n)
{
    return n == 11 && idtext_digits(s, 11) && easternids_oib_valid(s);
}

static bool hungary(const char *s, size_t n)
{
    static const unsigned char weights[] = {9, 7, 3, 1, 9, 7, 3, 1};
    return n == 8 && idtext_digits(s, 8) && checkdigit_sum(s, weights, 8) % 10 == 0;
}

/* As a PPS number; before 2013 the second character could be a letter, and the first digit then
 * stands behind the others. */
static bool ireland(const char *s, size_t n)
{
    static const unsigned char weights[] = {7, 6, 5, 4, 3, 2};
    if (n == 8 && ascii_upper(s[1]) && idtext_digits(s, 1) && idtext_digits(s + 2, 5)) {
        char old[6];
        memcpy(old, s + 2, 5);
        old[5] = s[0];
        return s[7] == "WABCDEFGHIJKLMNOPQRSTUV"[checkdigit_sum(old, weights, 6) % 23];
    }
    return ukids_ppsn_valid(s, n);
}

/* Seven digits, office of the province, Luhn. */
static bool italy(const char *s, size_t n)
{
    if (n != 11 || !idtext_digits(s, 11) || memcmp(s, "0000000", 7) == 0)
        return false;
    const unsigned office = idtext_number(s + 7, 3);
    return ((office >= 1 && office <= 100) || office == 120 || office == 121 || office == 888 ||
            office == 999) &&
           number_luhn(s, 11);
}

/* Nine digits of a company, twelve of others; the last but one is 1. */
static bool lithuania(const char *s, size_t n)
{
    if ((n != 9 && n != 12) || !idtext_digits(s, n) || s[n - 2] != '1')
        return false;
    unsigned sum = 0, again = 0;
    for (size_t i = 0; i + 1 < n; i++) {
        sum += checkdigit_value(s[i]) * (unsigned)(1 + i % 9);
        again += checkdigit_value(s[i]) * (unsigned)(1 + (i + 2) % 9);
    }
    return (sum % 11 == 10 ? again % 11 % 10 : sum % 11) == checkdigit_value(s[n - 1]);
}

static bool luxembourg(const char *s, size_t n)
{
    return n == 8 && idtext_digits(s, 8) && idtext_number(s, 6) % 89 == idtext_number(s + 6, 2) &&
           idtext_number(s, 8) > 0;
}

/* A company's begins with 4 to 9; others are personal codes. */
static bool latvia(const char *s, size_t n)
{
    static const unsigned char weights[] = {9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1};
    if (n != 11 || !idtext_digits(s, 11))
        return false;
    return s[0] > '3' ? checkdigit_sum(s, weights, 11) % 11 == 3 : nordicids_latvia_valid(s);
}

static bool malta(const char *s, size_t n)
{
    static const unsigned char weights[] = {3, 4, 6, 7, 8, 9, 10, 1};
    return n == 8 && idtext_digits(s, 8) && s[0] != '0' && checkdigit_sum(s, weights, 8) % 37 == 0;
}

/* A company's number as BSN, or since 2020 ISO 7064 mod 97-10 over the whole, letters as 10 to 35;
 * then B and a counter. */
static bool netherlands(const char *s, size_t n)
{
    if (n != 12 || !idtext_digits(s, 9) || s[9] != 'B' || !idtext_digits(s + 10, 2) ||
        idtext_number(s, 9) == 0 || memcmp(s + 10, "00", 2) == 0)
        return false;
    char digits[17] = "2321"; /* N and L */
    memcpy(digits + 4, s, 9);
    memcpy(digits + 13, "11", 2); /* B */
    memcpy(digits + 15, s + 10, 2);
    return centralids_bsn_valid(s) || checkdigit_mod(digits, sizeof digits, 97) == 1;
}

static bool poland(const char *s, size_t n)
{
    return n == 10 && idtext_digits(s, 10) && easternids_nip_valid(s);
}

static bool portugal(const char *s, size_t n)
{
    return n == 9 && idtext_digits(s, 9) && southids_portuguese_nif_valid(s);
}

/* Two to ten digits; shorter ones are weighted as if zeros stood in front. */
static bool romania(const char *s, size_t n)
{
    static const unsigned char weights[] = {7, 5, 3, 2, 1, 7, 5, 3, 2};
    if (n < 4 || n > 10 || !idtext_digits(s, n) || s[0] == '0')
        return false;
    return checkdigit_sum(s, weights + (10 - n), n - 1) * 10 % 11 % 10 ==
           checkdigit_value(s[n - 1]);
}

static bool sweden(const char *s, size_t n)
{
    return n == 12 && idtext_digits(s, 12) && memcmp(s + 10, "01", 2) == 0 && number_luhn(s, 10) &&
           !number_repeats(s, 10);
}

static bool slovenia(const char *s, size_t n)
{
    static const unsigned char weights[] = {8, 7, 6, 5, 4, 3, 2};
    if (n != 8 || !idtext_digits(s, 8) || s[0] == '0')
        return false;
    const unsigned check = 11 - checkdigit_sum(s, weights, 7) % 11;
    return check != 11 && check % 10 == checkdigit_value(s[7]);
}

static bool slovakia(const char *s, size_t n)
{
    return n == 10 && idtext_digits(s, 10) && s[0] != '0' && strchr("234789", s[2]) &&
           checkdigit_mod(s, 10, 11) == 0;
}

/* Nine digits, the last two modulo 97, or since 2010 with 55 added or taken away. */
static bool britain(const char *s, size_t n)
{
    static const unsigned char weights[] = {8, 7, 6, 5, 4, 3, 2, 10, 1};
    if ((n != 9 && n != 12) || !idtext_digits(s, n) || number_repeats(s, 9))
        return false;
    const unsigned rest = checkdigit_sum(s, weights, 9) % 97;
    return rest == 0 || rest == 42 || rest == 55;
}

static const struct {
    char state[3];
    bool (*valid)(const char *s, size_t n);
} states[] = {
    {"AT", austria},     {"BE", belgium},   {"BG", bulgaria},   {"CY", cyprus},  {"CZ", czechia},
    {"DE", germany},     {"DK", denmark},   {"EE", estonia},    {"EL", greece},  {"ES", spain},
    {"FI", finland},     {"FR", france},    {"HR", croatia},    {"HU", hungary}, {"IE", ireland},
    {"IT", italy},       {"LT", lithuania}, {"LU", luxembourg}, {"LV", latvia},  {"MT", malta},
    {"NL", netherlands}, {"PL", poland},    {"PT", portugal},   {"RO", romania}, {"SE", sweden},
    {"SI", slovenia},    {"SK", slovakia},  {"XI", britain},    {"GB", britain},
};

Verdict vatids_check(Candidate *c)
{
    char s[IDTEXT_BYTES];
    const size_t n = idtext_read(c, s);
    for (size_t i = 0; n > 2 && i < sizeof states / sizeof states[0]; i++)
        if (memcmp(s, states[i].state, 2) == 0)
            return states[i].valid(s + 2, n - 2) ? VERDICT_PROVEN : VERDICT_NO;
    return VERDICT_NO;
}

Verdict vatids_check_italy(Candidate *c)
{
    char s[IDTEXT_BYTES];
    return italy(s, idtext_read(c, s)) ? VERDICT_PROVEN : VERDICT_NO;
}
