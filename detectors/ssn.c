/* United States social security numbers. Source: Social Security Administration, "Social Security
 * number randomization" (areas 000, 666 and 900-999, group 00 and serial 0000 are never issued) and
 * "Misused SSNs". */
#include "detectors/validators.h"

#include "detectors/ascii.h"
#include "detectors/mask.h"
#include "detectors/number.h"

#include <string.h>

/* Printed in advertisements and sample cards, and void since. */
static const char *const misused[] = {"078051120", "219099999", "457555462"};

Verdict ssn_check(Candidate *c)
{
    const Str found = candidate_str(c);
    char d[9];
    if (ascii_digits(found, d, sizeof d) != sizeof d ||
        !number_stands_free(c->text, c->start, c->end))
        return VERDICT_NO;
    if (memcmp(d, "000", 3) == 0 || memcmp(d, "666", 3) == 0 || d[0] == '9' ||
        memcmp(d + 3, "00", 2) == 0 || memcmp(d + 5, "0000", 4) == 0 || number_repeats(d, sizeof d))
        return VERDICT_NO;
    for (size_t i = 0; i < sizeof misused / sizeof misused[0]; i++)
        if (memcmp(d, misused[i], sizeof d) == 0)
            return VERDICT_NO;
    return memchr(found.s, '-', found.n) ? VERDICT_PROVEN : VERDICT_PLAUSIBLE;
}

Str ssn_mask(Str found, Arena *a)
{
    return mask_alnum(found, 0, 0, a);
}
