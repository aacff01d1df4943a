/* Hardware (MAC-48) addresses. Source: IEEE 802-2014, clause 8. */
#include "detectors/validators.h"

#include "detectors/ascii.h"
#include "detectors/mask.h"

#include <stdlib.h>
#include <string.h>

static bool same_separators(Str s)
{
    char separator = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (ascii_hex(s.s[i]))
            continue;
        if (separator && s.s[i] != separator)
            return false;
        separator = s.s[i];
    }
    return true;
}

/* A further octet before or behind: a key's fingerprint, a dump of bytes. */
static bool goes_on(const Candidate *c)
{
    const Str t = c->text;
    const char separator = ascii_hex(t.s[c->start + 2]) ? '.' : t.s[c->start + 2];
    return (c->start > 1 && t.s[c->start - 1] == separator && ascii_hex(t.s[c->start - 2])) ||
           (c->start > 0 && t.s[c->start - 1] == ':' && separator == ':') ||
           (t.n - c->end > 1 && t.s[c->end] == separator && ascii_hex(t.s[c->end + 1]));
}

Verdict mac_check(Candidate *c)
{
    const Str found = candidate_str(c);
    if (!same_separators(found) || goes_on(c))
        return VERDICT_NO;
    char digits[13] = {0};
    size_t n = 0;
    bool letters = false, all_same = true;
    for (size_t i = 0; i < found.n; i++) {
        if (!ascii_hex(found.s[i]))
            continue;
        letters |= ascii_letter(found.s[i]);
        all_same &= n == 0 || found.s[i] == digits[0];
        digits[n++] = found.s[i];
    }
    if (all_same) /* nobody's (00...) or everybody's (ff...) */
        return VERDICT_NO;
    digits[2] = '\0';
    const bool group = strtoul(digits, NULL, 16) & 1; /* the bit of group addresses */
    return letters && !group ? VERDICT_PROVEN : VERDICT_PLAUSIBLE;
}

Str mac_value(Str found, Arena *a)
{
    return value_alnum_upper(found, a);
}

Str mac_mask(Str found, Arena *a)
{
    return mask_alnum(found, 6, 0, a);
}
