/* Ids of the United States: taxpayers, medicine, travel and driving. */
#include "detectors/ids/ids.h"

#include "detectors/ascii.h"
#include "detectors/ids/checkdigit.h"
#include "detectors/ids/idtext.h"
#include "detectors/number.h"

#include <string.h>

/* A number that begins with 9, its groups divided by '-' as printed: proven. Divided by blanks, in
 * part or not at all, so is much else. */
static Verdict nine_verdict(const Candidate *c, bool right)
{
    const Str s = candidate_str(c);
    if (!right)
        return VERDICT_NO;
    return s.n == 11 && s.s[3] == '-' && s.s[6] == '-' ? VERDICT_PROVEN : VERDICT_PLAUSIBLE;
}

Verdict usids_check_itin(Candidate *c)
{
    char s[IDTEXT_BYTES];
    if (idtext_read(c, s) != 9)
        return VERDICT_NO;
    const unsigned group = idtext_number(s + 3, 2);
    return nine_verdict(c, s[0] == '9' &&
                               ((group >= 50 && group <= 65) || (group >= 70 && group <= 88) ||
                                (group >= 90 && group <= 92) || group >= 94));
}

Verdict usids_check_atin(Candidate *c)
{
    char s[IDTEXT_BYTES];
    if (idtext_read(c, s) != 9)
        return VERDICT_NO;
    return nine_verdict(c, s[0] == '9' && memcmp(s + 3, "93", 2) == 0);
}

Verdict usids_check_ptin(Candidate *c)
{
    return idtext_check_form(c, 9, 9);
}

Verdict usids_check_ein(Candidate *c)
{
    /* Prefixes that no campus of the IRS and no other office assigns. */
    static const unsigned char unassigned[] = {0,  7,  8,  9,  17, 18, 19, 28, 29,
                                               49, 69, 70, 78, 79, 89, 96, 97};
    char s[IDTEXT_BYTES];
    if (idtext_read(c, s) != 9 || number_repeats(s, 9) ||
        memchr(unassigned, (int)idtext_number(s, 2), sizeof unassigned))
        return VERDICT_NO;
    return VERDICT_PLAUSIBLE;
}

static bool npi_valid(const char *s)
{
    char prefixed[15] = "80840";
    memcpy(prefixed + 5, s, 10);
    return (s[0] == '1' || s[0] == '2') && number_luhn(prefixed, sizeof prefixed);
}

Verdict usids_check_npi(Candidate *c)
{
    return idtext_check(c, 10, npi_valid);
}

static bool dea_valid(const char *s)
{
    static const unsigned char weights[] = {1, 2, 1, 2, 1, 2};
    return strchr("ABCDEFGHJKLMPRSTUX", s[0]) && (ascii_upper(s[1]) || s[1] == '9') &&
           checkdigit_sum(s + 2, weights, 6) % 10 == checkdigit_value(s[8]);
}

Verdict usids_check_dea(Candidate *c)
{
    const Verdict v = idtext_check_capitals(c, 9, dea_valid);
    /* "US1234563" is a patent. */
    return v == VERDICT_PROVEN && memcmp(c->text.s + c->start, "US", 2) == 0 ? VERDICT_PLAUSIBLE
                                                                             : v;
}

static bool mbi_valid(const char *s)
{
    /* Digit 1 to 9, letter, either, digit, letter, either, digit, two letters, two digits. */
    static const char form[] = "nabnabnaann";
    for (size_t i = 0; i < 11; i++) {
        const bool digit = ascii_digit(s[i]);
        if ((form[i] == 'n' && !digit) || (form[i] == 'a' && digit) ||
            (!digit && strchr("SLOIBZ", s[i])))
            return false;
    }
    return s[0] != '0';
}

Verdict usids_check_mbi(Candidate *c)
{
    return idtext_check_capitals(c, 11, mbi_valid);
}

Verdict usids_check_passport(Candidate *c)
{
    return idtext_check_form(c, 9, 9);
}

Verdict usids_check_license(Candidate *c)
{
    return idtext_check_form(c, 4, 17);
}
