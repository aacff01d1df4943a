/* Writes GGUF files for tests: a header, keys, tensors, each as the test says and not as the format
 * demands.
 *
 *     GgufMaker m = {.version = 3};
 *     ggufmaker_string(&m, "general.architecture", "llama");
 *     ggufmaker_tensor(&m, "a", 0, (uint64_t[]){4, 2}, 2, 32);    innermost size first
 *     ggufmaker_file(&m, &out);                                   the bytes; m starts anew      */
#ifndef ROTE_TESTS_GGUFMAKER_H
#define ROTE_TESTS_GGUFMAKER_H

#include "audit/base/buf.h"
#include "infer/checkpoint/gguf.h"

#include <string.h>

typedef struct {
    uint32_t version;
    uint64_t alignment; /* of the data; 0: 32 */
    uint64_t n_keys, n_tensors;
    Buf keys, infos, data;
} GgufMaker;

static inline void ggufmaker_number(Buf *b, uint64_t x, unsigned n_bytes)
{
    for (unsigned i = 0; i < n_bytes; i++)
        buf_add_char(b, (char)(x >> 8 * i));
}

static inline void ggufmaker_text(Buf *b, const char *s, size_t n)
{
    ggufmaker_number(b, n, 8);
    buf_add(b, s, n);
}

/* A key of any type; the value's bytes are the caller's. */
static inline void ggufmaker_key(GgufMaker *m, const char *key, GgufType type, const void *value,
                                 size_t n)
{
    m->n_keys++;
    ggufmaker_text(&m->keys, key, strlen(key));
    ggufmaker_number(&m->keys, type, 4);
    buf_add(&m->keys, value, n);
}

static inline void ggufmaker_u32(GgufMaker *m, const char *key, uint32_t x)
{
    ggufmaker_key(m, key, GGUF_U32, &x, sizeof x);
}

static inline void ggufmaker_f32(GgufMaker *m, const char *key, float x)
{
    ggufmaker_key(m, key, GGUF_F32, &x, sizeof x);
}

static inline void ggufmaker_bool(GgufMaker *m, const char *key, bool x)
{
    const char c = x ? 1 : 0;
    ggufmaker_key(m, key, GGUF_BOOL, &c, 1);
}

static inline void ggufmaker_string(GgufMaker *m, const char *key, const char *s)
{
    ggufmaker_key(m, key, GGUF_STRING, "", 0);
    ggufmaker_text(&m->keys, s, strlen(s));
}

/* An array; its n elements' bytes are the caller's. */
static inline void ggufmaker_array(GgufMaker *m, const char *key, GgufType element, uint64_t n,
                                   const void *bytes, size_t n_bytes)
{
    ggufmaker_key(m, key, GGUF_ARRAY, "", 0);
    ggufmaker_number(&m->keys, element, 4);
    ggufmaker_number(&m->keys, n, 8);
    buf_add(&m->keys, bytes, n_bytes);
}

/* What stands in the list of tensors; adds no data. */
static inline void ggufmaker_info(GgufMaker *m, const char *name, uint32_t type,
                                  const uint64_t *sizes, uint32_t n_dims, uint64_t offset)
{
    m->n_tensors++;
    ggufmaker_text(&m->infos, name, strlen(name));
    ggufmaker_number(&m->infos, n_dims, 4);
    for (uint32_t i = 0; i < n_dims; i++)
        ggufmaker_number(&m->infos, sizes[i], 8);
    ggufmaker_number(&m->infos, type, 4);
    ggufmaker_number(&m->infos, offset, 8);
}

static inline void ggufmaker_pad(const GgufMaker *m, Buf *b)
{
    while (b->n % (m->alignment ? m->alignment : 32) != 0)
        buf_add_char(b, 0);
}

/* A tensor with n_bytes of data behind what is there; byte i is i + 1. */
static inline void ggufmaker_tensor(GgufMaker *m, const char *name, uint32_t type,
                                    const uint64_t *sizes, uint32_t n_dims, size_t n_bytes)
{
    ggufmaker_pad(m, &m->data);
    ggufmaker_info(m, name, type, sizes, n_dims, m->data.n);
    for (size_t i = 0; i < n_bytes; i++)
        buf_add_char(&m->data, (char)(i + 1));
}

static inline void ggufmaker_file(GgufMaker *m, Buf *out)
{
    buf_clear(out);
    buf_add(out, "GGUF", 4);
    ggufmaker_number(out, m->version, 4);
    ggufmaker_number(out, m->n_tensors, 8);
    ggufmaker_number(out, m->n_keys, 8);
    buf_add_str(out, buf_str(&m->keys));
    buf_add_str(out, buf_str(&m->infos));
    if (m->data.n > 0) {
        ggufmaker_pad(m, out);
        buf_add_str(out, buf_str(&m->data));
    }
    buf_free(&m->keys);
    buf_free(&m->infos);
    buf_free(&m->data);
    *m = (GgufMaker){.version = 3};
}

/* Keys of every type and two tensors: what the tests of the format begin with. */
static inline void ggufmaker_sample(GgufMaker *m, uint32_t version)
{
    *m = (GgufMaker){.version = version};
    ggufmaker_string(m, "general.architecture", "llama");
    ggufmaker_key(m, "u8", GGUF_U8, "\xfe", 1);
    ggufmaker_key(m, "i8", GGUF_I8, "\xfe", 1);
    ggufmaker_key(m, "u16", GGUF_U16, "\x01\x80", 2);
    ggufmaker_key(m, "i16", GGUF_I16, "\x01\x40", 2);
    ggufmaker_u32(m, "u32", 4000000000u);
    ggufmaker_key(m, "i32", GGUF_I32, "\xff\xff\xff\xff", 4);
    ggufmaker_f32(m, "f32", -0.1f);
    ggufmaker_bool(m, "bool", true);
    ggufmaker_key(m, "u64", GGUF_U64, "\x01\x02\x03\x04\x05\x06\x07\xf8", 8);
    ggufmaker_key(m, "i64", GGUF_I64, "\x01\x02\x03\x04\x05\x06\x07\x08", 8);
    ggufmaker_key(m, "f64", GGUF_F64, (double[]){0.1}, 8);
    ggufmaker_array(m, "i16s", GGUF_I16, 3, "\x01\x00\xff\xff\x00\x80", 6);
    ggufmaker_array(m, "f32s", GGUF_F32, 2, (float[]){1.5f, -2}, 8);
    ggufmaker_array(m, "bools", GGUF_BOOL, 3, "\1\0\1", 3);
    ggufmaker_array(m, "strings", GGUF_STRING, 3,
                    "\2\0\0\0\0\0\0\0a\0"
                    "\0\0\0\0\0\0\0\0"
                    "\1\0\0\0\0\0\0\0b",
                    27);
    ggufmaker_array(m, "nothing", GGUF_U64, 0, "", 0);
    ggufmaker_tensor(m, "b", 0, (uint64_t[]){3, 2}, 2, 24);
    ggufmaker_tensor(m, "a.weight", 2, (uint64_t[]){64, 1, 2}, 3, 72);
}

#endif
