/* Lines of JSON: see jsonline.h. */
#include "audit/jsonline.h"

#include "audit/base/hash.h"
#include "audit/base/mem.h"
#include "audit/base/utf8.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const char check_field[] = ",\"check\":\"";
enum { CHECK_DIGITS = 16, CHECK_BYTES = sizeof check_field - 1 + CHECK_DIGITS + 2 };

json_t *jsonline_string(Str s)
{
    if (!s.s)
        return json_null();
    Buf printable = {0};
    utf8_printable(&printable, s);
    const Str p = buf_str(&printable);
    json_t *j = json_stringn(p.s, p.n);
    buf_free(&printable);
    return j;
}

/* Bytes of s that go under one U+FFFD: a character's beginning, longest first, or one byte. */
static size_t replaced_length(Str s)
{
    char whole[4];
    /* It is one when some continuation bytes make a character of it; behind the second byte of a
     * character any will do. */
    for (size_t kept = s.n < 3 ? s.n : 3; kept > 1; kept--)
        for (size_t length = kept + 1; length <= sizeof whole; length++) {
            memcpy(whole, s.s, kept);
            memset(whole + kept, 0x80, length - kept);
            if (utf8_length((Str){whole, length}) == length)
                return kept;
        }
    return 1;
}

json_t *jsonline_text(Str s)
{
    Buf out = {0};
    while (s.n > 0) {
        size_t n = utf8_length(s);
        if (n > 0) {
            buf_add(&out, s.s, n);
        } else {
            n = replaced_length(s);
            buf_add_c(&out, "\xef\xbf\xbd");
        }
        s.s += n;
        s.n -= n;
    }
    json_t *j = json_stringn(buf_str(&out).s, out.n);
    buf_free(&out);
    return j;
}

json_t *jsonline_ids(const uint32_t *ids, size_t n)
{
    json_t *a = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(a, json_integer(ids[i]));
    return a;
}

static int add_to_buf(const char *s, size_t n, void *out)
{
    buf_add(out, s, n);
    return 0;
}

static void dump(Buf *out, json_t *value)
{
    const int rc = json_dump_callback(value, add_to_buf, out,
                                      JSON_COMPACT | JSON_REAL_PRECISION(9) | JSON_ENCODE_ANY);
    if (rc != 0)
        mem_out(1, 1); /* a value that we built cannot be dumped only for want of memory */
    json_decref(value);
}

void jsonline_add(Buf *out, json_t *value)
{
    dump(out, value);
    buf_add_char(out, '\n');
}

void jsonline_add_checked(Buf *out, json_t *object)
{
    const size_t start = out->n;
    dump(out, object);
    out->n--; /* the closing brace comes behind the check */
    const uint64_t check = hash_xxh3(0, out->s + start, out->n - start);
    buf_printf(out, "%s%016" PRIx64 "\"}\n", check_field, check);
}

static int check_verify(Str line, Err *e)
{
    if (line.n > CHECK_BYTES) {
        const char *tail = line.s + line.n - CHECK_BYTES;
        char hex[CHECK_DIGITS + 1];
        snprintf(hex, sizeof hex, "%016" PRIx64, hash_xxh3(0, line.s, line.n - CHECK_BYTES));
        if (memcmp(tail, check_field, sizeof check_field - 1) == 0 &&
            memcmp(tail + sizeof check_field - 1, hex, CHECK_DIGITS) == 0 &&
            memcmp(line.s + line.n - 2, "\"}", 2) == 0)
            return 0;
    }
    err_set(e, ERR_FORMAT, "the line does not agree with its check: it was damaged or changed");
    return -1;
}

json_t *jsonline_read(Str line, bool checked, Err *e)
{
    if (checked && check_verify(line, e) != 0)
        return NULL;
    json_error_t je;
    json_t *o = json_loadb(line.s, line.n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &je);
    if (!o) {
        err_set(e, ERR_FORMAT, "not JSON: %s", je.text);
        return NULL;
    }
    if (!json_is_object(o)) {
        err_set(e, ERR_FORMAT, "not a JSON object");
        json_decref(o);
        return NULL;
    }
    return o;
}

json_t *jsonline_read_text(Str line, Str *text, Err *e)
{
    json_error_t je;
    json_t *v = json_loadb(line.s, line.n, JSON_DECODE_ANY | JSON_ALLOW_NUL, &je);
    if (!json_is_string(v)) {
        err_set(e, ERR_FORMAT, "not a JSON string%s%s", v ? "" : ": ", v ? "" : je.text);
        json_decref(v);
        return NULL;
    }
    *text = (Str){json_string_value(v), json_string_length(v)};
    return v;
}

static int wrong(Err *e, const char *key, const char *expected)
{
    err_set(e, ERR_FORMAT, "field \"%s\" is missing or is not %s", key, expected);
    return -1;
}

int jsonline_get_u64(const json_t *o, const char *key, uint64_t *out, Err *e)
{
    const json_t *v = json_object_get(o, key);
    if (!json_is_integer(v) || json_integer_value(v) < 0)
        return wrong(e, key, "a whole number");
    *out = (uint64_t)json_integer_value(v);
    return 0;
}

int jsonline_get_bool(const json_t *o, const char *key, bool *out, Err *e)
{
    const json_t *v = json_object_get(o, key);
    if (!json_is_boolean(v))
        return wrong(e, key, "true or false");
    *out = json_is_true(v);
    return 0;
}

int jsonline_get_real(const json_t *o, const char *key, double *out, Err *e)
{
    const json_t *v = json_object_get(o, key);
    if (!json_is_number(v))
        return wrong(e, key, "a number");
    *out = json_number_value(v);
    return 0;
}

int jsonline_get_string(const json_t *o, const char *key, bool may_be_null, Str *out, Err *e)
{
    const json_t *v = json_object_get(o, key);
    if (!json_is_string(v) && !(may_be_null && json_is_null(v)))
        return wrong(e, key, "a string");
    *out = (Str){json_string_value(v), json_string_length(v)};
    return 0;
}

int jsonline_get_ids(const json_t *o, const char *key, uint32_t **out, size_t *n, Err *e)
{
    const json_t *v = json_object_get(o, key);
    if (!json_is_array(v))
        return wrong(e, key, "an array of token ids");
    *n = json_array_size(v);
    *out = mem_alloc(*n, sizeof **out);
    for (size_t i = 0; i < *n; i++) {
        const json_t *id = json_array_get(v, i);
        const json_int_t x = json_is_integer(id) ? json_integer_value(id) : -1;
        if (x < 0 || x > UINT32_MAX) {
            free(*out);
            *out = NULL;
            return wrong(e, key, "an array of token ids");
        }
        (*out)[i] = (uint32_t)x;
    }
    return 0;
}

int jsonline_get_array(const json_t *o, const char *key, json_t **out, Err *e)
{
    json_t *v = json_object_get(o, key);
    if (!json_is_array(v))
        return wrong(e, key, "an array");
    *out = v;
    return 0;
}

json_t *jsonline_hash(const uint64_t *hashes, size_t n)
{
    Buf hex = {0};
    for (size_t i = 0; i < n; i++)
        buf_printf(&hex, "%016" PRIx64, hashes[i]);
    json_t *j = json_stringn(buf_str(&hex).s, hex.n);
    buf_free(&hex);
    return j;
}

int jsonline_hex(const json_t *v, uint64_t *hashes, size_t n)
{
    static const char digits[] = "0123456789abcdef";
    const char *s = json_string_value(v);
    if (!s || json_string_length(v) != 16 * n)
        return -1;
    for (size_t i = 0; i < n; i++) {
        hashes[i] = 0;
        for (size_t k = 0; k < 16; k++) {
            const char *digit = memchr(digits, s[16 * i + k], 16);
            if (!digit)
                return -1;
            hashes[i] = hashes[i] << 4 | (uint64_t)(digit - digits);
        }
    }
    return 0;
}
