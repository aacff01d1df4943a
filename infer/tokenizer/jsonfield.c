/* Members of JSON objects: see jsonfield.h. */
#include "infer/tokenizer/jsonfield.h"

#include "infer/jsonfile.h"
#include "infer/tokenizer/spchar.h"

static Str string_of(const json_t *v)
{
    return (Str){json_string_value(v), json_string_length(v)};
}

static int refuse(const json_t *v, const char *key, const char *expected, Err *e)
{
    if (v)
        err_set(e, ERR_FORMAT, "%s is %s where %s is expected", key, jsonfile_kind(v), expected);
    else
        err_set(e, ERR_FORMAT, "%s is missing", key);
    return -1;
}

int jsonfield_string(const json_t *object, const char *key, Str *out, Err *e)
{
    const json_t *v = json_object_get(object, key);
    if (!json_is_string(v))
        return refuse(v, key, "a string", e);
    *out = string_of(v);
    return 0;
}

int jsonfield_bool(const json_t *object, const char *key, bool *out, Err *e)
{
    const json_t *v = json_object_get(object, key);
    if (!v || json_is_null(v))
        return 0;
    if (!json_is_boolean(v))
        return refuse(v, key, "true or false", e);
    *out = json_is_true(v);
    return 0;
}

int jsonfield_integer(const json_t *object, const char *key, uint64_t most, uint64_t *out, Err *e)
{
    const json_t *v = json_object_get(object, key);
    return v ? jsonfile_integer(v, key, 0, most, out, e) : refuse(v, key, "an integer", e);
}

int jsonfield_character(const json_t *object, const char *key, Str *out, Err *e)
{
    if (jsonfield_string(object, key, out, e) != 0)
        return -1;
    if (out->n > 0 && spchar_valid(out->s, out->n) == out->n)
        return 0;
    err_set(e, ERR_FORMAT, "%s is not a single character", key);
    return -1;
}

int jsonfield_pattern(const json_t *object, const char *key, bool *is_regex, Str *out, Err *e)
{
    const json_t *v = json_object_get(object, key);
    const json_t *regex = json_object_get(v, "Regex"), *string = json_object_get(v, "String");
    if (json_object_size(v) != 1 || !json_is_string(regex ? regex : string))
        return refuse(v, key, "an object with a String or a Regex", e);
    *is_regex = regex != NULL;
    *out = string_of(regex ? regex : string);
    return 0;
}

int jsonfield_type(const json_t *object, Str *out, Err *e)
{
    if (!json_is_object(object)) {
        err_set(e, ERR_FORMAT, "is %s where an object is expected", jsonfile_kind(object));
        return -1;
    }
    return jsonfield_string(object, "type", out, e);
}

int jsonfield_steps(const json_t *step, const char *list,
                    int (*one)(void *ctx, const json_t *step, Str type, Err *e), void *ctx, Err *e)
{
    Str type;
    if (!step || json_is_null(step))
        return 0;
    if (jsonfield_type(step, &type, e) != 0)
        return -1;
    if (!str_equal_c(type, "Sequence"))
        return one(ctx, step, type, e);
    const json_t *steps = json_object_get(step, list);
    if (!json_is_array(steps))
        return refuse(steps, list, "a list", e);
    /* As deep as the file nests, which the JSON parser bounds. */
    for (size_t i = 0; i < json_array_size(steps); i++) {
        if (jsonfield_steps(json_array_get(steps, i), list, one, ctx, e) != 0)
            return -1;
    }
    return 0;
}
