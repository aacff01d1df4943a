/* Values of a GGUF file's metadata, by key: see gguf.h and ggufvalue.h. gguf_parse has checked that
 * every value's bytes are there, so nothing here looks at a length again. */
#include "infer/checkpoint/ggufvalue.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

static const struct {
    const char *name;
    unsigned bytes;
} TYPES[GGUF_TYPES] = {
    [GGUF_U8] = {"u8", 1},       [GGUF_I8] = {"i8", 1},     [GGUF_U16] = {"u16", 2},
    [GGUF_I16] = {"i16", 2},     [GGUF_U32] = {"u32", 4},   [GGUF_I32] = {"i32", 4},
    [GGUF_F32] = {"f32", 4},     [GGUF_BOOL] = {"bool", 1}, [GGUF_STRING] = {"string", 0},
    [GGUF_ARRAY] = {"array", 0}, [GGUF_U64] = {"u64", 8},   [GGUF_I64] = {"i64", 8},
    [GGUF_F64] = {"f64", 8},
};

const char *ggufvalue_type_name(GgufType type)
{
    return TYPES[type].name;
}

unsigned ggufvalue_type_bytes(GgufType type)
{
    return TYPES[type].bytes;
}

uint64_t ggufvalue_number(const char *p, unsigned n_bytes)
{
    uint64_t x = 0;
    for (unsigned i = n_bytes; i-- > 0;)
        x = x << 8 | (unsigned char)p[i];
    return x;
}

/* An integer of this type, signed ones widened in two's complement. */
static uint64_t integer_at(const char *p, GgufType type)
{
    const unsigned n_bytes = TYPES[type].bytes;
    const uint64_t x = ggufvalue_number(p, n_bytes);
    const bool is_signed =
        type == GGUF_I8 || type == GGUF_I16 || type == GGUF_I32 || type == GGUF_I64;
    if (!is_signed || n_bytes == 8)
        return x;
    const uint64_t top = (uint64_t)1 << (8 * n_bytes - 1);
    return (x ^ top) - top;
}

static double real_at(const char *p, GgufType type)
{
    float f;
    double d;
    if (type == GGUF_F32) {
        const uint32_t bits = (uint32_t)ggufvalue_number(p, 4);
        memcpy(&f, &bits, sizeof f);
        return (double)f;
    }
    const uint64_t bits = ggufvalue_number(p, 8);
    memcpy(&d, &bits, sizeof d);
    return d;
}

static bool is_integer(GgufType type)
{
    return TYPES[type].bytes > 0 && type != GGUF_F32 && type != GGUF_F64 && type != GGUF_BOOL;
}

static int type_refuse(const GgufValue *v, const char *key, const char *wanted, Err *e)
{
    err_set(e, ERR_FORMAT, "%s is of type %s where %s is expected", key, TYPES[v->type].name,
            wanted);
    return -1;
}

const GgufValue *gguf_find(const Gguf *g, const char *key)
{
    for (size_t i = 0; i < g->n_values; i++)
        if (str_equal_c(g->values[i].key, key))
            return &g->values[i];
    return NULL;
}

int gguf_integer(const Gguf *g, const char *key, uint64_t *out, Err *e)
{
    const GgufValue *v = gguf_find(g, key);
    if (!v)
        return 0;
    if (!is_integer(v->type))
        return type_refuse(v, key, "an integer", e);
    const uint64_t x = integer_at(v->bytes.s, v->type);
    if (v->type != GGUF_U64 && x > INT64_MAX) {
        err_set(e, ERR_FORMAT, "%s is %" PRId64 "; it cannot be negative", key, (int64_t)x);
        return -1;
    }
    *out = x;
    return 1;
}

int gguf_real(const Gguf *g, const char *key, double *out, Err *e)
{
    const GgufValue *v = gguf_find(g, key);
    if (!v)
        return 0;
    if (v->type != GGUF_F32 && v->type != GGUF_F64)
        return type_refuse(v, key, "f32 or f64", e);
    *out = real_at(v->bytes.s, v->type);
    return 1;
}

int gguf_bool(const Gguf *g, const char *key, bool *out, Err *e)
{
    const GgufValue *v = gguf_find(g, key);
    if (!v)
        return 0;
    if (v->type != GGUF_BOOL)
        return type_refuse(v, key, "bool", e);
    *out = v->bytes.s[0] != 0;
    return 1;
}

int gguf_string(const Gguf *g, const char *key, Str *out, Err *e)
{
    const GgufValue *v = gguf_find(g, key);
    if (!v)
        return 0;
    if (v->type != GGUF_STRING)
        return type_refuse(v, key, "string", e);
    *out = v->bytes;
    return 1;
}

int gguf_array(const Gguf *g, const char *key, GgufType element, const GgufValue **out, Err *e)
{
    const GgufValue *v = gguf_find(g, key);
    if (!v)
        return 0;
    if (v->type != GGUF_ARRAY || v->element != element) {
        err_set(e, ERR_FORMAT, "%s is %s%s where an array of %s is expected", key,
                v->type == GGUF_ARRAY ? "an array of " : "of type ",
                TYPES[v->type == GGUF_ARRAY ? v->element : v->type].name, TYPES[element].name);
        return -1;
    }
    *out = v;
    return 1;
}

uint64_t gguf_element_integer(const GgufValue *array, uint64_t i)
{
    const unsigned bytes = TYPES[array->element].bytes;
    assert(i < array->n && bytes > 0);
    return integer_at(array->bytes.s + i * bytes, array->element);
}

double gguf_element_real(const GgufValue *array, uint64_t i)
{
    const unsigned bytes = TYPES[array->element].bytes;
    assert(i < array->n && (array->element == GGUF_F32 || array->element == GGUF_F64));
    return real_at(array->bytes.s + i * bytes, array->element);
}

Str gguf_next_string(const GgufValue *array, size_t *at)
{
    assert(array->element == GGUF_STRING && *at < array->bytes.n);
    const Str s = {array->bytes.s + *at + 8, (size_t)ggufvalue_number(array->bytes.s + *at, 8)};
    *at += 8 + s.n;
    return s;
}
