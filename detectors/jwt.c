/* JSON web tokens in compact form. Source: RFC 7515 (JWS, three parts), RFC 7516 (JWE, five). */
#include "detectors/validators.h"

#include "detectors/base64.h"
#include "detectors/mask.h"

#include "audit/base/mem.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

Verdict jwt_check(Candidate *c)
{
    const Str found = candidate_str(c);
    const char *dot = memchr(found.s, '.', found.n);
    const Str header = {found.s, (size_t)(dot - found.s)};
    char *json = mem_alloc(header.n, 1);
    const size_t n = base64url_decode(header, json);
    json_t *object = n > 0 ? json_loadb(json, n, JSON_REJECT_DUPLICATES, NULL) : NULL;
    const bool signed_by = json_is_string(json_object_get(object, "alg"));
    json_decref(object);
    free(json);
    return signed_by ? VERDICT_PROVEN : VERDICT_NO;
}

Str jwt_mask(Str found, Arena *a)
{
    return mask_rest(found, 3, a);
}
