/* Ids of France, Spain, Italy, Portugal and Greece. */
#include "detectors/ids/ids.h"

#include "detectors/ascii.h"
#include "detectors/ids/checkdigit.h"
#include "detectors/ids/idtext.h"
#include "detectors/number.h"

#include <string.h>

/* ---- France ---- */

/* Sex, year, month, department and commune of birth, order, key: 97 less the rest modulo 97, where
 * Corsica's 2A and 2B count as 19 and 18. */
static bool nir_valid(const char *s)
{
    char digits[15];
    memcpy(digits, s, 15);
    if (s[5] == '2' && (s[6] == 'A' || s[6] == 'B')) {
        digits[5] = '1';
        digits[6] = s[6] == 'A' ? '9' : '8';
    }
    if (!idtext_digits(digits, 15) || !strchr("123478", s[0]))
        return false;
    /* Months 20 to 42 and from 50 on stand for unknown and for births without a certificate. */
    const unsigned month = idtext_number(digits + 3, 2), department = idtext_number(digits + 5, 2);
    return ((month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50) &&
           department >= 1 && memcmp(s + 10, "000", 3) != 0 &&
           97 - checkdigit_mod(digits, 13, 97) == idtext_number(digits + 13, 2);
}

Verdict southids_check_nir(Candidate *c)
{
    return idtext_check(c, 15, nir_valid);
}

/* 12 digits until 2021, nine capitals and digits since; neither has a published check digit. */
Verdict southids_check_cni(Candidate *c)
{
    char s[IDTEXT_BYTES];
    const size_t n = idtext_read(c, s);
    const bool old = n == 12 && idtext_digits(s, 12) && !number_repeats(s, 12);
    return old || (n == 9 && idtext_has_digit(c) && !number_repeats(s, 9)) ? VERDICT_PLAUSIBLE
                                                                           : VERDICT_NO;
}

Verdict southids_check_french_passport(Candidate *c)
{
    return idtext_check_form(c, 9, 9);
}

Verdict southids_check_french_license(Candidate *c)
{
    return idtext_check_form(c, 12, 12);
}

static bool spi_valid(const char *s)
{
    return s[0] <= '3' && checkdigit_mod(s, 10, 511) == idtext_number(s + 10, 3) &&
           !number_repeats(s, 13);
}

Verdict southids_check_spi(Candidate *c)
{
    return idtext_check(c, 13, spi_valid);
}

/* ---- Spain ---- */

static bool control_letter(const char *digits, size_t n, char letter)
{
    return letter == "TRWAGMYFPDXBNJZSQVHLCKE"[checkdigit_mod(digits, n, 23)];
}

static bool spanish_nif_valid(const char *s, size_t n)
{
    if (n == 9 && strchr("KLM", s[0]))
        return idtext_digits(s + 1, 7) && control_letter(s + 1, 7, s[8]);
    return (n == 8 || n == 9) && idtext_digits(s, n - 1) && memcmp(s, "0000000", 7) != 0 &&
           control_letter(s, n - 1, s[n - 1]);
}

/* Eight digits and their letter; seven where the leading zero is left out; K, L or M and seven for
 * Spaniards without a card. */
Verdict southids_check_nif(Candidate *c)
{
    char s[IDTEXT_BYTES];
    const size_t n = idtext_read(c, s);
    return n > 0 && spanish_nif_valid(s, n) ? VERDICT_PROVEN : VERDICT_NO;
}

static bool nie_valid(const char *s)
{
    char digits[8];
    memcpy(digits, s, 8);
    digits[0] = (char)('0' + (s[0] - 'X'));
    return s[0] >= 'X' && s[0] <= 'Z' && idtext_digits(s + 1, 7) && control_letter(digits, 8, s[8]);
}

Verdict southids_check_nie(Candidate *c)
{
    return idtext_check(c, 9, nie_valid);
}

/* Kind of company, province and number, check digit of Luhn's scheme or the letter in its place. */
static bool cif_valid(const char *s)
{
    char luhn[8];
    if (!strchr("ABCDEFGHJNPQRSUVW", s[0]) || !idtext_digits(s + 1, 7))
        return false;
    memcpy(luhn, s + 1, 7);
    luhn[7] = ascii_digit(s[8]) ? s[8] : (char)('0' + (s[8] - 'A' + 1) % 10);
    return s[8] <= 'J' && number_luhn(luhn, 8) && !number_repeats(s + 1, 7);
}

Verdict southids_check_cif(Candidate *c)
{
    return idtext_check(c, 9, cif_valid);
}

bool southids_spanish_valid(const char *s)
{
    return spanish_nif_valid(s, 9) || nie_valid(s) || cif_valid(s);
}

/* Province, number, rest modulo 97; numbers below ten millions are joined without leading zero. */
static bool nuss_valid(const char *s)
{
    const unsigned province = idtext_number(s, 2);
    const unsigned number = idtext_number(s + 2, 8);
    const uint64_t joined =
        (uint64_t)province * (number < 10000000 ? 10000000 : 100000000) + number;
    return ((province >= 1 && province <= 53) || province == 66) && number > 0 &&
           joined % 97 == idtext_number(s + 10, 2);
}

Verdict southids_check_nuss(Candidate *c)
{
    return idtext_check(c, 12, nuss_valid);
}

Verdict southids_check_spanish_passport(Candidate *c)
{
    return idtext_check_form(c, 8, 10);
}

/* ---- Italy ---- */

/* Where the fiscal code has digits, a letter may stand for one, so that equal codes differ. */
static bool omocodia(char *c)
{
    static const char letters[] = "LMNPQRSTUV";
    const char *at = strchr(letters, *c);
    if (at)
        *c = (char)('0' + (at - letters));
    return ascii_digit(*c);
}

static bool fiscal_check(const char *s)
{
    /* Values at odd places, from the first, of 0 to 9 and of A to Z. */
    static const unsigned char odd[] = {1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                                        20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};
    unsigned sum = 0;
    for (size_t i = 0; i < 15; i++) {
        const unsigned v = ascii_digit(s[i]) ? (unsigned)(s[i] - '0') : (unsigned)(s[i] - 'A');
        sum += i % 2 == 0 ? odd[v] : v;
    }
    return s[15] == (char)('A' + sum % 26);
}

/* Surname, name, year, month letter and day (40 more for women), commune, check letter. */
static bool fiscal_valid(const char *s)
{
    static const unsigned char digit_at[] = {6, 7, 9, 10, 12, 13, 14};
    static const char months[] = "ABCDEHLMPRST";
    char plain[17];
    memcpy(plain, s, 17);
    for (size_t i = 0; i < sizeof digit_at; i++)
        if (!omocodia(&plain[digit_at[i]]))
            return false;
    for (size_t i = 0; i < 6; i++)
        if (!ascii_upper(s[i]))
            return false;
    const char *month = strchr(months, s[8]);
    const unsigned day = idtext_number(plain + 9, 2);
    return month && ascii_upper(s[11]) && ascii_upper(s[15]) &&
           idtext_short_date(idtext_number(plain + 6, 2), (unsigned)(month - months) + 1,
                             day > 40 ? day - 40 : day) &&
           fiscal_check(s);
}

Verdict southids_check_fiscal(Candidate *c)
{
    return idtext_check(c, 16, fiscal_valid);
}

Verdict southids_check_italian_document(Candidate *c)
{
    return idtext_check_form(c, 9, 9);
}

Verdict southids_check_italian_license(Candidate *c)
{
    return idtext_check_form(c, 10, 10);
}

/* ---- Portugal ---- */

/* Of those that begin with 4 only 45 is in use: foreigners who pay no income tax. */
bool southids_portuguese_nif_valid(const char *s)
{
    static const unsigned char weights[] = {9, 8, 7, 6, 5, 4, 3, 2};
    const unsigned check = 11 - checkdigit_sum(s, weights, 8) % 11;
    return s[0] != '0' && (s[0] != '4' || s[1] == '5') && !number_repeats(s, 9) &&
           (check > 9 ? 0 : check) == checkdigit_value(s[8]);
}

Verdict southids_check_portuguese_nif(Candidate *c)
{
    return idtext_check(c, 9, southids_portuguese_nif_valid);
}

/* Eight digits and their check digit, version of two characters; the last digit checks the whole by
 * Luhn's scheme, letters as 10 to 35. */
static bool cartao_valid(const char *s)
{
    unsigned sum = 0;
    if (!idtext_digits(s, 9) || !ascii_digit(s[11]))
        return false;
    for (size_t i = 0; i < 12; i++) {
        const unsigned v = checkdigit_value(s[i]) * (i % 2 == 0 ? 2 : 1);
        sum += i % 2 == 0 && v > 9 ? v - 9 : v;
    }
    return sum % 10 == 0;
}

Verdict southids_check_cartao(Candidate *c)
{
    return idtext_check(c, 12, cartao_valid);
}

static bool niss_valid(const char *s)
{
    static const unsigned char weights[] = {29, 23, 19, 17, 13, 11, 7, 5, 3, 2};
    return (s[0] == '1' || s[0] == '2') && !number_repeats(s, 11) &&
           9 - checkdigit_sum(s, weights, 10) % 10 == checkdigit_value(s[10]);
}

Verdict southids_check_niss(Candidate *c)
{
    return idtext_check(c, 11, niss_valid);
}

/* ---- Greece ---- */

/* Eight digits weighted by falling powers of two. */
bool southids_afm_valid(const char *s)
{
    unsigned sum = 0;
    for (size_t i = 0; i < 8; i++)
        sum += checkdigit_value(s[i]) << (8 - i);
    return !number_repeats(s, 9) && sum % 11 % 10 == checkdigit_value(s[8]);
}

Verdict southids_check_afm(Candidate *c)
{
    return idtext_check(c, 9, southids_afm_valid);
}

static bool amka_valid(const char *s)
{
    return idtext_short_date(idtext_number(s + 4, 2), idtext_number(s + 2, 2),
                             idtext_number(s, 2)) &&
           number_luhn(s, 11);
}

Verdict southids_check_amka(Candidate *c)
{
    return idtext_check(c, 11, amka_valid);
}
