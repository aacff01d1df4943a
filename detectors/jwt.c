/* JSON web tokens in compact form. Source: RFC 7515 (JWS, three parts), RFC 7516 (JWE, five). */
#include "detectors/validators.h"

#include "detectors/base64.h"
#include "detectors/mask.h"

#include "audit/base/mem.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* Whether the token's first part is a header. */
static bool header_names_algorithm(Str token)
{
    const char *dot = memchr(token.s, '.', token.n);
    if (!dot)
        return false;
    const Str header = {token.s, (size_t)(dot - token.s)};
    char *json = mem_alloc(header.n + 1, 1);
    const size_t n = base64url_decode(header, json);
    json_t *object = n > 0 ? json_loadb(json, n, JSON_REJECT_DUPLICATES, NULL) : NULL;
    const bool named = json_is_string(json_object_get(object, "alg"));
    json_decref(object);
    free(json);
    return named;
}

Verdict jwt_check(Candidate *c)
{
    return header_names_algorithm(candidate_str(c)) ? VERDICT_PROVEN : VERDICT_NO;
}

Verdict jwt_check_wrapped(Candidate *c)
{
    Str found = candidate_str(c);
    while (found.n > 0 && found.s[found.n - 1] == '=')
        found.n--;
    char *token = mem_alloc(found.n + 1, 1);
    const size_t n = base64url_decode(found, token);
    const bool fits = header_names_algorithm((Str){token, n});
    free(token);
    return fits ? VERDICT_PROVEN : VERDICT_NO;
}

Str jwt_mask(Str found, Arena *a)
{
    return mask_rest(found, 3, a);
}
