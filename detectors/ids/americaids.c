/* Ids of Canada and of Latin America. */
#include "detectors/ids/ids.h"

#include "detectors/ascii.h"
#include "detectors/ids/checkdigit.h"
#include "detectors/ids/idtext.h"
#include "detectors/number.h"

#include <string.h>

/* ---- Canada ---- */

static bool sin_valid(const char *s)
{
    return s[0] != '0' && s[0] != '8' && number_luhn(s, 9);
}

Verdict americaids_check_sin(Candidate *c)
{
    return idtext_check(c, 9, sin_valid);
}

/* The number is Luhn's; a version of one or two letters may follow. */
Verdict americaids_check_ohip(Candidate *c)
{
    char s[IDTEXT_BYTES];
    const size_t n = idtext_read(c, s);
    if (n < 10 || n > 12 || s[0] == '0' || !idtext_digits(s, 10) || !number_luhn(s, 10))
        return VERDICT_NO;
    return VERDICT_PROVEN;
}

static bool bc_phn_valid(const char *s)
{
    static const unsigned char weights[] = {2, 4, 8, 5, 10, 9, 7, 3};
    return s[0] == '9' &&
           (11 - checkdigit_sum(s + 1, weights, 8) % 11) % 11 == checkdigit_value(s[9]);
}

Verdict americaids_check_bc_phn(Candidate *c)
{
    return idtext_check(c, 10, bc_phn_valid);
}

Verdict americaids_check_quebec_hin(Candidate *c)
{
    char s[IDTEXT_BYTES];
    if (idtext_read(c, s) != 12 || !idtext_digits(s + 4, 8))
        return VERDICT_NO;
    const unsigned month = idtext_number(s + 6, 2); /* 50 more for women */
    return idtext_short_date(idtext_number(s + 4, 2), month > 50 ? month - 50 : month,
                             idtext_number(s + 8, 2))
               ? VERDICT_PLAUSIBLE
               : VERDICT_NO;
}

/* ---- Brazil ---- */

/* The check digit behind n values, weighted 2, 3, ... from the right and from 2 again behind
 * `longest`. Since 2026 values of a CNPJ are codes of ASCII less 48, so that A is 17. */
static unsigned brazil_digit(const char *s, size_t n, unsigned longest)
{
    unsigned sum = 0, weight = 2;
    for (size_t i = n; i-- > 0; weight = weight == longest ? 2 : weight + 1)
        sum += (unsigned)(s[i] - '0') * weight;
    return sum % 11 < 2 ? 0 : 11 - sum % 11;
}

static bool cpf_valid(const char *s)
{
    return !number_repeats(s, 11) && brazil_digit(s, 9, 11) == checkdigit_value(s[9]) &&
           brazil_digit(s, 10, 11) == checkdigit_value(s[10]);
}

Verdict americaids_check_cpf(Candidate *c)
{
    return idtext_check(c, 11, cpf_valid);
}

static bool cnpj_valid(const char *s)
{
    return !number_repeats(s, 14) && idtext_digits(s + 12, 2) &&
           brazil_digit(s, 12, 9) == checkdigit_value(s[12]) &&
           brazil_digit(s, 13, 9) == checkdigit_value(s[13]);
}

Verdict americaids_check_cnpj(Candidate *c)
{
    return idtext_check_capitals(c, 14, cnpj_valid);
}

/* ---- Mexico ---- */

static bool curp_valid(const char *s)
{
    /* States of the Republic, and NE for those born abroad. */
    static const char states[] =
        "ASBCBSCCCLCMCSCHDFDGGTGRHGJCMCMNMSNTNLOCPLQTQRSPSLSRTCTSTLVZYNZSNE";
    static const char vowels[] = "AEIOUX";
    const bool known_year = idtext_digits(s + 4, 6) &&
                            idtext_short_date(idtext_number(s + 4, 2), idtext_number(s + 6, 2),
                                              idtext_number(s + 8, 2));
    if (!known_year || !strchr(vowels, s[1]) || !strchr("HMX", s[10]))
        return false;
    bool known_state = false;
    for (const char *state = states; *state && !known_state; state += 2)
        known_state = memcmp(state, s + 11, 2) == 0;
    unsigned sum = 0;
    for (size_t i = 0; i < 17; i++) {
        /* N with a tilde stands between N and O in the table of values, and occurs in none. */
        const unsigned v = checkdigit_value(s[i]);
        sum += (v > 23 ? v + 1 : v) * (18 - (unsigned)i);
    }
    return known_state && (10 - sum % 10) % 10 == checkdigit_value(s[17]) && ascii_digit(s[17]);
}

Verdict americaids_check_curp(Candidate *c)
{
    return idtext_check(c, 18, curp_valid);
}

/* Position of a character in "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ". */
static unsigned rfc_value(char c)
{
    const unsigned v = checkdigit_value(c);
    if (c == '&')
        return 24;
    if (c == ' ')
        return 37;
    return c == '\xD1' ? 38 : v > 23 ? v + 1 : v;
}

/* 13 characters, a company's with a blank in front; '&' is a letter here, and N with a tilde one
 * byte, that of Latin-1. 0: none. */
static size_t rfc_read(Str found, char s[14])
{
    char letters[14];
    size_t n = 0;
    for (size_t i = 0; i < found.n; i++) {
        const char c = found.s[i] == '\x91' ? '\xD1' : found.s[i];
        if (!ascii_alnum(c) && c != '&' && c != '\xD1')
            continue;
        if (n == 13)
            return 0;
        letters[n++] = ascii_lower(c) ? (char)(c - 32) : c;
    }
    if (n < 12)
        return 0;
    s[0] = ' ';
    memcpy(s + (n == 12), letters, n);
    return n;
}

Verdict americaids_check_rfc(Candidate *c)
{
    char s[14];
    if (rfc_read(candidate_str(c), s) == 0 || !number_stands_free(c->text, c->start, c->end) ||
        !idtext_digits(s + 4, 6) ||
        !idtext_short_date(idtext_number(s + 4, 2), idtext_number(s + 6, 2),
                           idtext_number(s + 8, 2)))
        return VERDICT_NO;
    unsigned sum = 0;
    for (size_t i = 0; i < 12; i++)
        sum += rfc_value(s[i]) * (13 - (unsigned)i);
    const unsigned check = (11 - sum % 11) % 11;
    return s[12] == (check == 10 ? 'A' : (char)('0' + check)) ? VERDICT_PROVEN : VERDICT_PLAUSIBLE;
}

/* ---- Argentina, Chile, Colombia, Uruguay, Peru, Ecuador ---- */

Verdict americaids_check_dni(Candidate *c)
{
    return idtext_check_form(c, 7, 8);
}

static bool cuit_valid(const char *s)
{
    static const unsigned char weights[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
    static const unsigned char kinds[] = {20, 23, 24, 27, 30, 33, 34, 50, 51, 55};
    const unsigned rest = checkdigit_sum(s, weights, 10) % 11;
    return memchr(kinds, (int)idtext_number(s, 2), sizeof kinds) && rest != 1 &&
           (11 - rest) % 11 == checkdigit_value(s[10]);
}

Verdict americaids_check_cuit(Candidate *c)
{
    return idtext_check(c, 11, cuit_valid);
}

/* Check character of a RUT: weights 2 to 7 from the right, then 2 again; K stands for 10. */
static bool rut_valid(const char *s, size_t n)
{
    unsigned sum = 0;
    for (size_t i = 0; i + 1 < n; i++)
        sum += checkdigit_value(s[n - 2 - i]) * (2 + (unsigned)(i % 6));
    const unsigned check = (11 - sum % 11) % 11;
    return s[n - 1] == (check == 10 ? 'K' : (char)('0' + check));
}

Verdict americaids_check_rut(Candidate *c)
{
    char s[IDTEXT_BYTES];
    const size_t n = idtext_read(c, s);
    if ((n != 8 && n != 9) || number_repeats(s, n) || s[0] == '0')
        return VERDICT_NO;
    return rut_valid(s, n) ? VERDICT_PROVEN : VERDICT_NO;
}

Verdict americaids_check_cedula(Candidate *c)
{
    return idtext_check_form(c, 6, 10);
}

Verdict americaids_check_cedula_letter(Candidate *c)
{
    return idtext_check_form(c, 8, 9);
}

static bool nit_valid(const char *s)
{
    static const unsigned char weights[] = {41, 37, 29, 23, 19, 17, 13, 7, 3};
    const unsigned rest = checkdigit_sum(s, weights, 9) % 11;
    return (rest < 2 ? rest : 11 - rest) == checkdigit_value(s[9]);
}

Verdict americaids_check_nit(Candidate *c)
{
    return idtext_check(c, 10, nit_valid);
}

static bool uruguay_valid(const char *s)
{
    static const unsigned char weights[] = {2, 9, 8, 7, 6, 3, 4};
    return !number_repeats(s, 8) &&
           (10 - checkdigit_sum(s, weights, 7) % 10) % 10 == checkdigit_value(s[7]);
}

Verdict americaids_check_uruguay(Candidate *c)
{
    return idtext_check(c, 8, uruguay_valid);
}

static bool ecuador_valid(const char *s)
{
    const unsigned province = idtext_number(s, 2);
    return ((province >= 1 && province <= 24) || province == 30) && s[2] < '6' &&
           number_luhn(s, 10);
}

Verdict americaids_check_ecuador(Candidate *c)
{
    return idtext_check(c, 10, ecuador_valid);
}

Verdict americaids_check_passport(Candidate *c)
{
    return idtext_check_form(c, 8, 9);
}
