/* Documents in JSON: see record.h. One walk over the object; where a member's name is the next name of
 * a path, its value is remembered or gone into, all else is walked over. */
#include "corpus/record.h"

#include "corpus/fieldpath.h"
#include "corpus/jsonscan.h"

#include "audit/base/buf.h"
#include "audit/base/mem.h"

#include <stdlib.h>
#include <string.h>

typedef enum { FIELD_TEXT, FIELD_ID, FIELD_CLUSTER, N_FIELDS } Field;

/* What stands where a path leads. */
typedef struct {
    char first;   /* the value's first byte, which says its type; '\0': nothing is there */
    Str bytes;    /* of the whole value */
    JsonString s; /* of a string */
} Found;

struct Record {
    char *text_field; /* as the user wrote it */
    FieldPath paths[N_FIELDS];
    Found found[N_FIELDS];
    Buf key;  /* a name with escapes, decoded */
    Buf room; /* strings with escapes, decoded */
};

Record *record_open(const ShardOptions *o)
{
    Record *r = mem_zero(1, sizeof *r);
    r->text_field = mem_copy(o->text_field, strlen(o->text_field));
    r->paths[FIELD_TEXT] = fieldpath_parse(o->text_field);
    r->paths[FIELD_ID] = fieldpath_parse(o->id_field);
    r->paths[FIELD_CLUSTER] = fieldpath_parse(o->cluster_field);
    return r;
}

/* ---- the walk ---- */

static Str key_name(Record *r, const JsonString *key)
{
    if (!key->escaped)
        return key->raw;
    buf_clear(&r->key);
    return jsonscan_decode(key, buf_reserve(&r->key, key->raw.n));
}

/* The fields of `alive`, a bit each, whose path goes on with this name at this depth. */
static unsigned matching(const Record *r, unsigned alive, size_t depth, Str name)
{
    unsigned match = 0;
    for (unsigned f = 0; f < N_FIELDS; f++)
        if ((alive >> f & 1) && str_equal(r->paths[f].names[depth], name))
            match |= 1u << f;
    return match;
}

/* A member of the same name that stood before does not count any more. Gives the fields whose path
 * goes on inside the value. */
static unsigned forget(Record *r, unsigned match, size_t depth)
{
    unsigned through = 0;
    for (unsigned f = 0; f < N_FIELDS; f++) {
        if (!(match >> f & 1))
            continue;
        r->found[f] = (Found){0};
        through |= (unsigned)(r->paths[f].n > depth + 1) << f;
    }
    return through;
}

static int read_key(Record *r, JsonScan *j, Str *name)
{
    JsonString key;
    if (jsonscan_string(j, &key) != 0)
        return -1;
    jsonscan_blanks(j);
    if (jsonscan_take(j, ':', "':' was expected") != 0)
        return -1;
    jsonscan_blanks(j);
    *name = key_name(r, &key);
    return 0;
}

/* The object that begins here; `alive` fields have paths that led to it by their first `depth` names.
 * Goes no deeper than the longest path. */
static int read_object(Record *r, JsonScan *j, unsigned alive, size_t depth)
{
    if (jsonscan_enter(j) != 0)
        return -1;
    j->at++;
    jsonscan_blanks(j);
    bool more = jsonscan_peek(j) != '}';
    while (more) {
        Str name;
        if (read_key(r, j, &name) != 0)
            return -1;
        const unsigned match = matching(r, alive, depth, name);
        const unsigned through = forget(r, match, depth);
        const char *begin = j->at;
        Found found = {.first = jsonscan_peek(j)};
        const int rc = found.first == '"'              ? jsonscan_string(j, &found.s)
                       : found.first == '{' && through ? read_object(r, j, through, depth + 1)
                                                       : jsonscan_value(j);
        if (rc != 0)
            return -1;
        found.bytes = (Str){begin, (size_t)(j->at - begin)};
        for (unsigned f = 0; f < N_FIELDS; f++)
            if ((match & ~through) >> f & 1)
                r->found[f] = found;
        jsonscan_blanks(j);
        more = jsonscan_peek(j) == ',';
        if (more) {
            j->at++;
            jsonscan_blanks(j);
        }
    }
    jsonscan_leave(j);
    return jsonscan_take(j, '}', "',' or '}' was expected");
}

/* ---- what was found ---- */

static const char *type_name(char first)
{
    switch (first) {
    case '{':
        return "an object";
    case '[':
        return "an array";
    case '"':
        return "a string";
    case 't':
    case 'f':
        return "true or false";
    case 'n':
        return "null";
    default:
        return "a number";
    }
}

static Str string_value(Record *r, const JsonString *s, Str json, char *room)
{
    if (!s->escaped)
        return s->raw;
    if (!room) {
        buf_clear(&r->room);
        room = buf_reserve(&r->room, json.n); /* the same for each string: it does not move */
    }
    return jsonscan_decode(s, room + (s->raw.s - json.s));
}

static bool is_integer(const Found *f)
{
    const bool number = f->first == '-' || (f->first >= '0' && f->first <= '9');
    for (size_t i = 0; i < f->bytes.n; i++)
        if (strchr(".eE", f->bytes.s[i]))
            return false;
    return number;
}

/* A string or an integer; else none. */
static Str label_value(Record *r, const Found *f, Str json, char *room)
{
    if (f->first == '"')
        return string_value(r, &f->s, json, room);
    return is_integer(f) ? f->bytes : (Str){NULL, 0};
}

/* Each string once: two fields may have one path, and decoding in place leaves no string behind. */
static void set_values(Record *r, Str json, char *room, Doc *d)
{
    Str value[N_FIELDS];
    for (unsigned f = 0; f < N_FIELDS; f++) {
        unsigned same = 0;
        while (same < f && r->found[same].bytes.s != r->found[f].bytes.s)
            same++;
        value[f] = same < f ? value[same] : label_value(r, &r->found[f], json, room);
    }
    d->text = value[FIELD_TEXT];
    d->id = value[FIELD_ID];
    d->cluster = value[FIELD_CLUSTER];
}

static int malformed(const JsonScan *j, Doc *d, Err *e)
{
    d->fault = j->fault;
    err_set(e, ERR_FORMAT, "not %s at byte %zu of the record: %s",
            j->fault == FAULT_NOT_UTF8 ? "UTF-8" : "JSON", (size_t)(j->at - j->begin), j->why);
    return -1;
}

static int no_text(const Record *r, Doc *d, Err *e)
{
    const Found *text = &r->found[FIELD_TEXT];
    if (text->first == '\0') {
        d->fault = FAULT_NO_TEXT;
        err_set(e, ERR_FORMAT, "no field \"%s\"", r->text_field);
    } else {
        d->fault = FAULT_TEXT_NOT_STRING;
        err_set(e, ERR_FORMAT, "the field \"%s\" is %s, not a string", r->text_field,
                type_name(text->first));
    }
    return -1;
}

int record_parse(Record *r, Str json, char *room, Doc *d, Err *e)
{
    memset(r->found, 0, sizeof r->found);
    unsigned alive = 0;
    for (unsigned f = 0; f < N_FIELDS; f++)
        alive |= (unsigned)(r->paths[f].n > 0) << f;
    JsonScan j = jsonscan_start(json);
    jsonscan_blanks(&j);
    const char first = jsonscan_peek(&j);
    if (first == '{' ? read_object(r, &j, alive, 0) != 0 : jsonscan_value(&j) != 0)
        return malformed(&j, d, e);
    jsonscan_blanks(&j);
    if (j.at < j.end) {
        jsonscan_fail(&j, FAULT_NOT_JSON, "something stands behind the value");
        return malformed(&j, d, e);
    }
    if (first != '{') {
        d->fault = FAULT_NOT_OBJECT;
        err_set(e, ERR_FORMAT, "the record is %s, not an object", type_name(first));
        return -1;
    }
    if (r->found[FIELD_TEXT].first != '"')
        return no_text(r, d, e);
    set_values(r, json, room, d);
    return 0;
}

void record_close(Record *r)
{
    if (!r)
        return;
    for (size_t f = 0; f < N_FIELDS; f++)
        fieldpath_free(&r->paths[f]);
    buf_free(&r->key);
    buf_free(&r->room);
    free(r->text_field);
    free(r);
}
