/* Access keys of Amazon Web Services. Source: AWS IAM user guide, "IAM identifiers" (the prefixes
 * AKIA and ASIA) and "Managing access keys"; the identifier's rest is base32 (RFC 4648), a secret
 * is 40 characters of base64. */
#include "detectors/validators.h"

#include "detectors/ascii.h"
#include "detectors/context.h"
#include "detectors/mask.h"

#include <stdint.h>
#include <string.h>

/* Different characters in s. */
static size_t variety(Str s)
{
    bool seen[256] = {false};
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        const unsigned char c = (unsigned char)s.s[i];
        n += !seen[c];
        seen[c] = true;
    }
    return n;
}

Verdict aws_check_id(Candidate *c)
{
    const Str found = candidate_str(c);
    /* "AKIAXXXXXXXXXXXXXXXX": 16 random base32 characters have fewer than 7 different ones with
     * probability 1.5e-6. */
    return variety((Str){found.s + 4, found.n - 4}) < 7 ? VERDICT_NO : VERDICT_PROVEN;
}

/* A part of a longer run of base64 is no secret of 40 characters. */
static bool run_goes_on(const Candidate *c)
{
    const Str t = c->text;
    const char before = c->start > 0 ? t.s[c->start - 1] : ' ';
    const char behind = c->end < t.n ? t.s[c->end] : ' ';
    return ascii_alnum(before) || (before && strchr("+/", before)) || ascii_alnum(behind) ||
           (behind && strchr("+/=_-", behind));
}

Verdict aws_check_secret(Candidate *c)
{
    const Str found = candidate_str(c);
    size_t upper = 0, lower = 0, digits = 0;
    for (size_t i = 0; i < found.n; i++) {
        upper += ascii_upper(found.s[i]);
        lower += ascii_lower(found.s[i]);
        digits += ascii_digit(found.s[i]);
    }
    /* 40 random characters: each kind is there, and few repeat; a SHA-1 in hex has one case. */
    if (run_goes_on(c) || upper < 3 || lower < 3 || digits < 1 || variety(found) < 16)
        return VERDICT_NO;
    return context_has(c->text, c->start, c->end,
                       "secret access key|secretaccesskey|secret accesskey|"
                       "aws secret key|aws secret")
               ? VERDICT_PROVEN
               : VERDICT_PLAUSIBLE;
}

Str aws_mask(Str found, Arena *a)
{
    const bool id = str_starts(found, "AKIA") || str_starts(found, "ASIA");
    return mask_rest(found, id && found.n == 20 ? 4 : 0, a);
}
