/* Strict JSON: see jsonfile.h. The parser is jansson's. */
#include "infer/jsonfile.h"

#include <inttypes.h>
#include <stddef.h>

static json_t *parse(Str text, size_t flags, Err *e)
{
    json_error_t why;
    json_t *v = json_loadb(text.s, text.n, JSON_REJECT_DUPLICATES | flags, &why);
    if (!v)
        err_set(e, ERR_FORMAT, "is not valid JSON: line %d, column %d: %s", why.line, why.column,
                why.text);
    else if (!json_is_object(v)) {
        err_set(e, ERR_FORMAT, "is %s where a JSON object is expected", jsonfile_kind(v));
        json_decref(v);
        v = NULL;
    }
    return v;
}

json_t *jsonfile_parse(Str text, Err *e)
{
    return parse(text, 0, e);
}

json_t *jsonfile_parse_reals(Str text, Err *e)
{
    return parse(text, JSON_DECODE_INT_AS_REAL, e);
}

const char *jsonfile_kind(const json_t *v)
{
    switch (json_typeof(v)) {
    case JSON_OBJECT:
        return "an object";
    case JSON_ARRAY:
        return "an array";
    case JSON_STRING:
        return "a string";
    case JSON_INTEGER:
        return "an integer";
    case JSON_REAL:
        return "a number with a fraction";
    case JSON_TRUE:
        return "true";
    case JSON_FALSE:
        return "false";
    case JSON_NULL:
        return "null";
    }
    return "nothing";
}

int jsonfile_integer(const json_t *v, const char *key, uint64_t least, uint64_t most, uint64_t *out,
                     Err *e)
{
    if (!json_is_integer(v)) {
        err_set(e, ERR_FORMAT, "%s is %s where an integer is expected", key, jsonfile_kind(v));
        return -1;
    }
    const json_int_t n = json_integer_value(v);
    if (n < 0 || (uint64_t)n < least || (uint64_t)n > most) {
        err_set(e, ERR_FORMAT,
                "%s is %" JSON_INTEGER_FORMAT "; it must lie in %" PRIu64 " .. %" PRIu64, key, n,
                least, most);
        return -1;
    }
    *out = (uint64_t)n;
    return 0;
}
