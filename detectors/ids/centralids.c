/* Ids of Germany, Austria, Switzerland, the Netherlands, Belgium and Luxembourg. */
#include "detectors/ids/ids.h"

#include "detectors/ascii.h"
#include "detectors/ids/checkdigit.h"
#include "detectors/ids/idtext.h"
#include "detectors/number.h"

#include <string.h>

/* ---- Germany ---- */

/* Of the first ten digits one occurs twice or three times, not three in a row, and the others once
 * at most. */
static bool idnr_valid(const char *s)
{
    unsigned count[10] = {0}, doubled = 0, absent = 0;
    if (s[0] == '0')
        return false;
    for (size_t i = 0; i < 10; i++) {
        count[checkdigit_value(s[i])]++;
        if (i > 1 && s[i] == s[i - 1] && s[i] == s[i - 2])
            return false;
    }
    for (size_t d = 0; d < 10; d++) {
        if (count[d] > 3)
            return false;
        doubled += count[d] > 1;
        absent += count[d] == 0;
    }
    return doubled == 1 && (absent == 1 || absent == 2) && checkdigit_mod11_10(s, 11);
}

Verdict centralids_check_idnr(Candidate *c)
{
    return idtext_check(c, 11, idnr_valid);
}

/* Area, date of birth, first letter of the name as two digits, serial number, check digit. */
static bool rvnr_valid(const char *s)
{
    static const unsigned char weights[] = {2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2};
    if (!idtext_digits(s, 8) || !ascii_upper(s[8]) || !idtext_digits(s + 9, 3))
        return false;
    const unsigned letter = checkdigit_value(s[8]) - 9, area = idtext_number(s, 2);
    char digits[12];
    memcpy(digits, s, 8);
    digits[8] = (char)('0' + letter / 10);
    digits[9] = (char)('0' + letter % 10);
    memcpy(digits + 10, s + 9, 2);
    static const unsigned char last_weight[] = {1};
    const unsigned sum =
        checkdigit_crossed(digits, weights, 11) + checkdigit_crossed(digits + 11, last_weight, 1);
    /* Beyond the 31st: a second number for the same date. Month 13 to 15 likewise: no. */
    const unsigned day = idtext_number(s + 2, 2), month = idtext_number(s + 4, 2);
    return area >= 2 && month >= 1 && month <= 12 && day >= 1 && day <= 31 &&
           sum % 10 == checkdigit_value(s[11]);
}

Verdict centralids_check_rvnr(Candidate *c)
{
    return idtext_check(c, 12, rvnr_valid);
}

static bool german_serial(const char *s, const char *first)
{
    bool digit = false;
    for (size_t i = 0; i < 9; i++) {
        digit |= ascii_digit(s[i]);
        if (ascii_upper(s[i]) && !strchr("CFGHJKLMNPRTVWXYZ", s[i]))
            return false;
    }
    return digit && s[0] && strchr(first, s[0]);
}

/* Nine characters as printed; with a tenth, the check digit of the machine-readable zone. */
static Verdict german_document(Candidate *c, const char *first)
{
    char s[IDTEXT_BYTES];
    const size_t n = idtext_read(c, s);
    if ((n != 9 && n != 10) || !german_serial(s, first))
        return VERDICT_NO;
    if (n == 9)
        return VERDICT_PLAUSIBLE;
    return checkdigit_731(s, 9) == checkdigit_value(s[9]) && ascii_digit(s[9]) ? VERDICT_PROVEN
                                                                               : VERDICT_NO;
}

/* T and digits before November 2010, capitals that stand for a place since. */
Verdict centralids_check_ausweis(Candidate *c)
{
    return german_document(c, "LMNPRTVWXY");
}

Verdict centralids_check_pass(Candidate *c)
{
    return german_document(c, "CFGHJK");
}

/* Authority, five characters, check digit and a counter of copies. */
static bool fuehrerschein_valid(const char *s)
{
    static const unsigned char weights[] = {9, 8, 7, 6, 5, 4, 3, 2, 1};
    const unsigned check = checkdigit_sum(s, weights, 9) % 11;
    return idtext_digits(s + 1, 2) && s[9] == (check == 10 ? 'X' : (char)('0' + check));
}

Verdict centralids_check_license(Candidate *c)
{
    return idtext_check_capitals(c, 11, fuehrerschein_valid);
}

/* A letter as two digits and eight more, weights 1 and 2, sums of digits. */
static bool kvnr_valid(const char *s)
{
    static const unsigned char weights[] = {1, 2, 1, 2, 1, 2, 1, 2, 1, 2};
    if (!ascii_upper(s[0]) || !idtext_digits(s + 1, 9))
        return false;
    const unsigned letter = checkdigit_value(s[0]) - 9;
    char digits[10] = {(char)('0' + letter / 10), (char)('0' + letter % 10)};
    memcpy(digits + 2, s + 1, 8);
    return checkdigit_crossed(digits, weights, 10) % 10 == checkdigit_value(s[9]);
}

Verdict centralids_check_kvnr(Candidate *c)
{
    return idtext_check(c, 10, kvnr_valid);
}

/* ---- Austria, Switzerland, Luxembourg ---- */

/* Serial number, check digit, date of birth; months 13 to 15 continue a date whose numbers were
 * used up. */
static bool svnr_valid(const char *s)
{
    static const unsigned char weights[] = {3, 7, 9, 0, 5, 8, 4, 2, 1, 6};
    const unsigned day = idtext_number(s + 4, 2), month = idtext_number(s + 6, 2);
    return s[0] != '0' && day >= 1 && day <= 31 && month >= 1 && month <= 15 &&
           checkdigit_sum(s, weights, 10) % 11 == checkdigit_value(s[3]);
}

Verdict centralids_check_svnr(Candidate *c)
{
    return idtext_check(c, 10, svnr_valid);
}

/* Country 756 and the check digit of an EAN. */
static bool ahv_valid(const char *s)
{
    static const unsigned char weights[] = {1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1};
    return memcmp(s, "756", 3) == 0 && checkdigit_sum(s, weights, 13) % 10 == 0;
}

Verdict centralids_check_ahv(Candidate *c)
{
    return idtext_check(c, 13, ahv_valid);
}

/* Year, month, day, serial number; Luhn over the first eleven, Verhoeff over these too. */
static bool luxembourg_valid(const char *s)
{
    char eleven_and_last[12];
    memcpy(eleven_and_last, s, 11);
    eleven_and_last[11] = s[12];
    const unsigned year = idtext_number(s, 4);
    return year >= 1850 && year <= 2100 &&
           idtext_date(year, idtext_number(s + 4, 2), idtext_number(s + 6, 2)) &&
           number_luhn(s, 12) && checkdigit_verhoeff(eleven_and_last, 12);
}

Verdict centralids_check_luxembourg(Candidate *c)
{
    return idtext_check(c, 13, luxembourg_valid);
}

/* ---- the Netherlands, Belgium ---- */

bool centralids_bsn_valid(const char *s)
{
    static const unsigned char weights[] = {9, 8, 7, 6, 5, 4, 3, 2, 10}; /* 10 is -1 */
    return !number_repeats(s, 9) && memcmp(s, "00", 2) != 0 &&
           checkdigit_sum(s, weights, 9) % 11 == 0;
}

Verdict centralids_check_bsn(Candidate *c)
{
    return idtext_check(c, 9, centralids_bsn_valid);
}

/* Two capitals, six capitals or digits, one digit; never the letter O. */
static bool dutch_document(const char *s)
{
    return ascii_upper(s[0]) && ascii_upper(s[1]) && ascii_digit(s[8]) && !memchr(s, 'O', 9);
}

Verdict centralids_check_dutch_document(Candidate *c)
{
    return idtext_check(c, 9, dutch_document) == VERDICT_PROVEN ? VERDICT_PLAUSIBLE : VERDICT_NO;
}

/* Births of this century are later than none of these two digits. */
enum { LATEST_YEAR = 40 };

/* Date of birth (month 20 or 40 more for those who are in the second register, 00 where unknown),
 * serial number, 97 less the rest modulo 97; with a 2 in front for births since 2000. */
static bool belgian_valid(const char *s)
{
    char with_two[10] = "2";
    memcpy(with_two + 1, s, 9);
    const unsigned check = idtext_number(s + 9, 2), month = idtext_number(s + 2, 2) % 20,
                   day = idtext_number(s + 4, 2);
    if (idtext_number(s + 2, 2) > 52 || month > 12 || day > 31 || number_repeats(s, 11))
        return false;
    const bool known = month > 0 && day > 0;
    if (known && !idtext_short_date(idtext_number(s, 2), month, day))
        return false;
    return 97 - checkdigit_mod(s, 9, 97) == check ||
           (idtext_number(s, 2) <= LATEST_YEAR && 97 - checkdigit_mod(with_two, 10, 97) == check);
}

Verdict centralids_check_belgian(Candidate *c)
{
    return idtext_check(c, 11, belgian_valid);
}
