/* Any bytes as one JSON record, by the reader and by jansson: both take it or neither does, and text,
 * id and cluster are the same; decoded in place, they are the same again.
 *
 * The two differ on purpose in what jansson does not take (numbers beyond its types, NUL in a member's
 * name, nesting deeper than its own limit), and in a NUL byte, with which it lets a text end. */
#include "audit/base/mem.h"
#include "audit/base/utf8.h"
#include "corpus/jsonscan.h"
#include "corpus/record.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const ShardOptions OPTIONS = {
    .text_field = "text", .id_field = "meta.id", .cluster_field = "meta.a\\.b"};

static void check(bool ok)
{
    if (!ok)
        abort();
}

static bool same(Str a, const char *b, size_t n)
{
    return a.s && a.n == n && (n == 0 || memcmp(a.s, b, n) == 0);
}

/* A label of ours against a value of jansson's. Integers are compared where jansson's hold them and
 * write them in one way ("-0" is not). */
static void check_label(Str ours, const json_t *theirs)
{
    if (json_is_string(theirs)) {
        check(same(ours, json_string_value(theirs), json_string_length(theirs)));
    } else if (json_is_integer(theirs)) {
        char digits[32];
        const int n =
            snprintf(digits, sizeof digits, "%" JSON_INTEGER_FORMAT, json_integer_value(theirs));
        check(same(ours, digits, (size_t)n) || same(ours, "-0", 2));
    } else if (!json_is_real(theirs)) {
        check(!ours.s);
    }
}

static void compare(Str json, int rc, const Doc *d)
{
    if (json.n > 0 && memchr(json.s, '\0', json.n)) {
        check(rc != 0);
        return;
    }
    json_error_t why;
    json_t *root = json_loadb(json.s, json.n, JSON_ALLOW_NUL | JSON_DECODE_ANY, &why);
    if (!root && json_error_code(&why) == json_error_numeric_overflow)
        root = json_loadb(json.s, json.n,
                          JSON_ALLOW_NUL | JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL, &why);
    if (!root) {
        const enum json_error_code code = json_error_code(&why);
        const bool only_theirs = code == json_error_numeric_overflow ||
                                 code == json_error_null_byte_in_key ||
                                 code == json_error_stack_overflow;
        check(only_theirs ||
              (rc != 0 && (d->fault == FAULT_NOT_JSON || d->fault == FAULT_NOT_UTF8)));
        return;
    }
    const json_t *text = json_object_get(root, "text"), *meta = json_object_get(root, "meta");
    if (rc != 0) {
        check(d->fault == FAULT_TOO_DEEP || d->fault == (!json_is_object(root) ? FAULT_NOT_OBJECT
                                                         : !text               ? FAULT_NO_TEXT
                                                                 : FAULT_TEXT_NOT_STRING));
        check(!json_is_string(text) || d->fault == FAULT_TOO_DEEP);
    } else {
        check(json_is_string(text));
        check(same(d->text, json_string_value(text), json_string_length(text)));
        check_label(d->id, json_object_get(meta, "id"));
        check_label(d->cluster, json_object_get(meta, "a.b"));
    }
    json_decref(root);
}

static void check_utf8(Str s)
{
    while (s.n > 0) {
        const size_t n = utf8_length(s);
        check(n > 0);
        s = (Str){s.s + n, s.n - n};
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* Memory of exactly this size, so that a look behind its end is seen. */
    char *bytes = mem_alloc(size, 1), *room = mem_alloc(size, 1);
    if (size > 0) {
        memcpy(bytes, data, size);
        memcpy(room, data, size);
    }
    Record *r = record_open(&OPTIONS), *in_place = record_open(&OPTIONS);
    Doc d = {0}, p = {0};
    Err e = {0}, ep = {0};
    const int rc = record_parse(r, (Str){bytes, size}, NULL, &d, &e);
    check(size == 0 || memcmp(bytes, data, size) == 0);
    check(record_parse(in_place, (Str){room, size}, room, &p, &ep) == rc);
    check((rc == 0) == (e.kind == ERR_NONE) && strcmp(e.text, ep.text) == 0 && d.fault == p.fault);
    if (rc == 0) {
        check(same(p.text, d.text.s, d.text.n));
        check(!d.id.s ? !p.id.s : same(p.id, d.id.s, d.id.n));
        check(!d.cluster.s ? !p.cluster.s : same(p.cluster, d.cluster.s, d.cluster.n));
        check_utf8(d.text);
        check_utf8(d.id);
        check_utf8(d.cluster);
    }
    compare((Str){bytes, size}, rc, &d);
    record_close(r);
    record_close(in_place);
    free(bytes);
    free(room);
    return 0;
}
