/* JSON records through jansson: see record.h. */
#include "corpus/record.h"

#include "audit/base/mem.h"

#include <inttypes.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Doubles hold every integer up to here. */
#define RECORD_EXACT_DOUBLE 9007199254740992.0

struct Record {
    json_t *root; /* owns what the last Doc points to */
    char number[32];
};

Record *record_open(void)
{
    return mem_zero(1, sizeof(Record));
}

static const char *type_name(const json_t *v)
{
    switch (json_typeof(v)) {
    case JSON_OBJECT:
        return "an object";
    case JSON_ARRAY:
        return "an array";
    case JSON_STRING:
        return "a string";
    case JSON_INTEGER:
    case JSON_REAL:
        return "a number";
    case JSON_TRUE:
    case JSON_FALSE:
        return "true or false";
    case JSON_NULL:
        break;
    }
    return "null";
}

/* jansson's sentence ends in "near '...'", which would carry corpus text into reports. */
static int not_json(const json_error_t *why, Err *e)
{
    const char *near = strstr(why->text, " near ");
    const int n = near ? (int)(near - why->text) : (int)strlen(why->text);
    err_set(e, ERR_FORMAT, "not JSON at byte %d of the line: %.*s", why->position, n, why->text);
    return -1;
}

static Str id_of(Record *r, const json_t *v)
{
    if (json_is_string(v))
        return (Str){json_string_value(v), json_string_length(v)};
    int n = 0;
    if (json_is_integer(v))
        n = snprintf(r->number, sizeof r->number, "%" JSON_INTEGER_FORMAT, json_integer_value(v));
    else if (json_is_real(v) && fabs(json_real_value(v)) <= RECORD_EXACT_DOUBLE &&
             json_real_value(v) == floor(json_real_value(v)))
        n = snprintf(r->number, sizeof r->number, "%.0f", json_real_value(v));
    else
        return (Str){NULL, 0};
    return (Str){r->number, (size_t)n};
}

int record_parse(Record *r, Str json, const ShardOptions *o, Doc *d, Err *e)
{
    json_decref(r->root);
    json_error_t why;
    r->root = json_loadb(json.s, json.n, JSON_ALLOW_NUL, &why);
    /* Corpora carry 64-bit hashes without a sign; they must not cost the document. */
    if (!r->root && json_error_code(&why) == json_error_numeric_overflow)
        r->root = json_loadb(json.s, json.n, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, &why);
    if (!r->root)
        return not_json(&why, e);
    if (!json_is_object(r->root)) {
        err_set(e, ERR_FORMAT, "the line is %s, not an object", type_name(r->root));
        return -1;
    }
    const json_t *text = json_object_get(r->root, o->text_field);
    if (!text) {
        err_set(e, ERR_FORMAT, "no field \"%s\"", o->text_field);
        return -1;
    }
    if (!json_is_string(text)) {
        err_set(e, ERR_FORMAT, "the field \"%s\" is %s, not a string", o->text_field,
                type_name(text));
        return -1;
    }
    d->text = (Str){json_string_value(text), json_string_length(text)};
    const json_t *id = o->id_field ? json_object_get(r->root, o->id_field) : NULL;
    d->id = id ? id_of(r, id) : (Str){NULL, 0};
    return 0;
}

void record_close(Record *r)
{
    if (!r)
        return;
    json_decref(r->root);
    free(r);
}
