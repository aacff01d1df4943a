/* Passwords in URLs: scheme://user:password@host. Source: RFC 3986, section 3.2.1. */
#include "detectors/validators.h"

#include "detectors/ascii.h"
#include "detectors/mask.h"

#include <string.h>

/* What documentation writes where a password goes. */
static const char *const placeholders[] = {"password", "passwd", "pass",  "pwd",
                                           "pw",       "secret", "token", "passwort"};

/* "${PASS}", "%s", "{0}", "<password>", "***": filled in by somebody else. */
static bool is_template(Str password)
{
    for (size_t i = 0; i < sizeof placeholders / sizeof placeholders[0]; i++)
        if (ascii_equal_fold(password, placeholders[i]))
            return true;
    size_t same = 0;
    for (size_t i = 0; i < password.n; i++) {
        if (strchr("${}<>[]", password.s[i]) && password.s[i])
            return true;
        same += password.s[i] == password.s[0];
    }
    const bool format = password.n == 2 && password.s[0] == '%' && ascii_letter(password.s[1]);
    const bool filler = same == password.n && (password.n > 2 || !ascii_alnum(password.s[0])) &&
                        !ascii_digit(password.s[0]);
    return format || filler;
}

Verdict credentials_check(Candidate *c)
{
    const Str found = candidate_str(c);
    const char *slashes = memchr(found.s, ':', found.n);
    const char *user = slashes + 3;
    const char *colon = memchr(user, ':', (size_t)(found.s + found.n - user));
    const char *at = found.s + found.n - 1;
    while (*at != '@')
        at--;
    if (!colon || colon > at)
        return VERDICT_NO;
    while (c->end > c->start && strchr(".:-,", c->text.s[c->end - 1]))
        c->end--; /* a sentence's end */
    return is_template((Str){colon + 1, (size_t)(at - colon - 1)}) ? VERDICT_PLAUSIBLE
                                                                   : VERDICT_PROVEN;
}

static size_t scheme_bytes(Str found)
{
    const char *colon = memchr(found.s, ':', found.n);
    return colon && found.n - (size_t)(colon - found.s) >= 3 ? (size_t)(colon - found.s) + 3 : 0;
}

Str credentials_value(Str found, Arena *a)
{
    const size_t n = scheme_bytes(found);
    return value_exact((Str){found.s + n, found.n - n}, a);
}

Str credentials_mask(Str found, Arena *a)
{
    return mask_rest(found, scheme_bytes(found), a);
}
