/* Check digits of banks: see account.h. Source: CUSIP Global Services, "CUSIP identifiers"; American
 * Bankers Association, "Routing number policy"; ISO 9362; ISO/IEC 7813. */
#include "detectors/account.h"

#include "detectors/ascii.h"
#include "detectors/mask.h"
#include "detectors/number.h"

#include <string.h>

Verdict account_check_cusip(Candidate *c)
{
    const Str s = candidate_str(c);
    unsigned sum = 0;
    for (size_t i = 0; i < 8; i++) {
        unsigned v = ascii_digit(s.s[i]) ? (unsigned)(s.s[i] - '0') : (unsigned)(s.s[i] - 'A') + 10;
        v *= i % 2 == 1 ? 2 : 1;
        sum += v / 10 + v % 10;
    }
    return (10 - sum % 10) % 10 == (unsigned)(s.s[8] - '0') ? VERDICT_PROVEN : VERDICT_NO;
}

Verdict account_check_routing(Candidate *c)
{
    const Str s = candidate_str(c);
    static const unsigned weights[3] = {3, 7, 1};
    const unsigned district = (unsigned)(s.s[0] - '0') * 10 + (unsigned)(s.s[1] - '0');
    unsigned sum = 0;
    for (size_t i = 0; i < 9; i++)
        sum += weights[i % 3] * (unsigned)(s.s[i] - '0');
    const bool assigned = (district >= 1 && district <= 12) || (district >= 21 && district <= 32) ||
                          (district >= 61 && district <= 72) || district == 80;
    return assigned && sum % 10 == 0 && number_stands_free(c->text, c->start, c->end)
               ? VERDICT_PROVEN
               : VERDICT_NO;
}

Verdict account_check_swift(Candidate *c)
{
    /* ISO 3166-1, and Kosovo's XK, which banks use. */
    static const char countries[] =
        "AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY "
        "BZ CA CD CF CG CH CI CK CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET "
        "FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID "
        "IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS "
        "LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG "
        "NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC "
        "SD SE SG SH SI SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TL TM TN TO TR TT TV TW "
        "TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";
    const Str s = candidate_str(c);
    for (const char *country = countries;; country += 3) {
        if (memcmp(country, s.s + 4, 2) == 0)
            return VERDICT_PROVEN;
        if (country[2] == '\0')
            return VERDICT_NO;
    }
}

Verdict account_check_track(Candidate *c)
{
    char digits[20] = {0};
    size_t n = 0;
    const size_t from = c->start + (c->text.s[c->start] == '%' ? 2 : 1); /* "%B" or ";" */
    for (size_t i = from; i < c->end && n < sizeof digits && ascii_digit(c->text.s[i]); i++)
        digits[n++] = c->text.s[i];
    return n <= 19 && number_luhn(digits, n) && !number_repeats(digits, n) ? VERDICT_PROVEN
                                                                           : VERDICT_NO;
}

Verdict account_check_digits(Candidate *c)
{
    char digits[32] = {0};
    const size_t n = ascii_digits(candidate_str(c), digits, sizeof digits);
    size_t ups = 0;
    for (size_t i = 1; i < n && i < sizeof digits; i++)
        ups += digits[i] == digits[i - 1] + 1;
    return n > sizeof digits || number_repeats(digits, n) || (n > 6 && ups + 2 >= n)
               ? VERDICT_NO
               : VERDICT_PROVEN;
}

Str account_mask(Str found, Arena *a)
{
    return mask_alnum(found, 0, 0, a);
}
