/* GitHub's tokens. Source: the GitHub blog, "Behind GitHub's new authentication token formats"
 * (2021): prefix, 30 random characters, and their CRC-32 as six digits in base 62; fine-grained
 * tokens ("github_pat_") have a form but no published checksum. */
#include "detectors/validators.h"

#include "detectors/mask.h"
#include "detectors/tokencrc.h"

enum { PREFIX_BYTES = 4, RANDOM_BYTES = 30, CHECKSUM_BYTES = 6 };

static bool one_character_rules(Str s)
{
    size_t same = 0;
    for (size_t i = 0; i < s.n; i++)
        same += s.s[i] == s.s[0];
    return same > s.n / 2; /* "ghp_xxxxxxxx..." */
}

Verdict github_check(Candidate *c)
{
    const Str found = candidate_str(c);
    if (str_starts(found, "github_pat_"))
        return one_character_rules((Str){found.s + 11, found.n - 11}) ? VERDICT_NO : VERDICT_PROVEN;
    const Str random = {found.s + PREFIX_BYTES, RANDOM_BYTES};
    if (one_character_rules(random))
        return VERDICT_NO;
    if (found.n != PREFIX_BYTES + RANDOM_BYTES + CHECKSUM_BYTES)
        return VERDICT_PROVEN; /* longer forms are announced, their checksum is not published */
    const Str body = {random.s, RANDOM_BYTES + CHECKSUM_BYTES};
    return tokencrc_fits(body) ? VERDICT_PROVEN : VERDICT_PLAUSIBLE;
}

Str github_mask(Str found, Arena *a)
{
    return mask_rest(found, str_starts(found, "github_pat_") ? 11 : PREFIX_BYTES, a);
}
