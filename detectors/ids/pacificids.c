/* Ids of Australia and New Zealand. */
#include "detectors/ids/ids.h"

#include "detectors/ascii.h"
#include "detectors/ids/checkdigit.h"
#include "detectors/ids/idtext.h"
#include "detectors/number.h"

#include <string.h>

/* Nine digits, or eight of the older series, modulo 11. */
Verdict pacificids_check_tfn(Candidate *c)
{
    static const unsigned char nine[] = {1, 4, 3, 7, 5, 8, 6, 9, 10};
    static const unsigned char eight[] = {10, 7, 8, 4, 6, 3, 5, 1};
    char s[IDTEXT_BYTES];
    const size_t n = idtext_read(c, s);
    if ((n != 8 && n != 9) || number_repeats(s, n))
        return VERDICT_NO;
    return checkdigit_sum(s, n == 9 ? nine : eight, n) % 11 == 0 ? VERDICT_PROVEN : VERDICT_NO;
}

/* One less in the first digit, modulo 89. */
static bool abn_valid(const char *s)
{
    static const unsigned char weights[] = {10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19};
    return s[0] != '0' && (checkdigit_sum(s, weights, 11) - 10) % 89 == 0;
}

Verdict pacificids_check_abn(Candidate *c)
{
    return idtext_check(c, 11, abn_valid);
}

static bool acn_valid(const char *s)
{
    static const unsigned char weights[] = {8, 7, 6, 5, 4, 3, 2, 1, 1};
    return !number_repeats(s, 9) && checkdigit_sum(s, weights, 9) % 10 == 0;
}

Verdict pacificids_check_acn(Candidate *c)
{
    return idtext_check(c, 9, acn_valid);
}

/* Eight digits, the first 2 to 6, check digit, issue of the card from 1; the person's number on the
 * card may follow. */
Verdict pacificids_check_medicare(Candidate *c)
{
    static const unsigned char weights[] = {1, 3, 7, 9, 1, 3, 7, 9};
    char s[IDTEXT_BYTES];
    const size_t n = idtext_read(c, s);
    if ((n != 10 && n != 11) || s[0] < '2' || s[0] > '6' || s[9] == '0' || s[n - 1] == '0')
        return VERDICT_NO;
    return checkdigit_sum(s, weights, 8) % 10 == checkdigit_value(s[8]) ? VERDICT_PROVEN
                                                                        : VERDICT_NO;
}

Verdict pacificids_check_passport(Candidate *c)
{
    return idtext_check_form(c, 8, 9);
}

Verdict pacificids_check_license(Candidate *c)
{
    return idtext_check_form(c, 6, 10);
}

/* Eight or nine digits between 10,000,000 and 150,000,000; where the first weights leave 10, the
 * second ones decide. */
Verdict pacificids_check_ird(Candidate *c)
{
    static const unsigned char first[] = {3, 2, 7, 6, 5, 4, 3, 2};
    static const unsigned char second[] = {7, 4, 3, 2, 5, 2, 7, 6};
    char s[IDTEXT_BYTES], nine[9];
    const size_t n = idtext_read(c, s);
    if (n != 8 && n != 9)
        return VERDICT_NO;
    nine[0] = '0';
    memcpy(nine + (9 - n), s, n);
    const unsigned number = idtext_number(nine, 9);
    if (number < 10000000 || number > 150000000 || number_repeats(s, n))
        return VERDICT_NO;
    unsigned check = (11 - checkdigit_sum(nine, first, 8) % 11) % 11;
    if (check == 10)
        check = (11 - checkdigit_sum(nine, second, 8) % 11) % 11;
    return check == checkdigit_value(nine[8]) ? VERDICT_PROVEN : VERDICT_NO;
}

/* Three letters but I and O, then four digits (the last modulo 11), or since 2019 two digits, a
 * letter and the check letter, modulo 23. Letters count 1 to 24. */
Verdict pacificids_check_nhi(Candidate *c)
{
    static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    char s[IDTEXT_BYTES];
    if (idtext_read(c, s) != 7)
        return VERDICT_NO;
    unsigned sum = 0;
    for (size_t i = 0; i < 6; i++) {
        const char *at = strchr(letters, s[i]);
        if ((i < 3 && !at) || (!at && !ascii_digit(s[i])))
            return VERDICT_NO;
        sum += (at ? (unsigned)(at - letters) + 1 : checkdigit_value(s[i])) * (7 - (unsigned)i);
    }
    if (idtext_digits(s + 3, 4)) {
        const unsigned rest = sum % 11;
        return rest != 0 && (11 - rest) % 10 == checkdigit_value(s[6]) ? VERDICT_PROVEN
                                                                       : VERDICT_NO;
    }
    if (!idtext_digits(s + 3, 2) || !ascii_upper(s[5]))
        return VERDICT_NO;
    return s[6] == letters[22 - sum % 23] ? VERDICT_PROVEN : VERDICT_NO;
}
