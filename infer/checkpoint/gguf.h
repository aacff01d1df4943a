/* One GGUF file, version 2 or 3, little endian: metadata by key, tensors by name, all bytes left
 * where the file is mapped.
 *
 *   +------+---------+-----------+------+----------+--------------+---------+------------------+
 *   | GGUF | u32 ver | u64 n_ten | u64  | metadata | tensor infos | padding | tensors, each at |
 *   |      |         |           | n_kv | n_kv     | n_ten        |         | its own offset   |
 *   +------+---------+-----------+------+----------+--------------+---------+------------------+
 *
 * Everything is checked when it is opened: lengths, counts, types, duplicate keys and names, that
 * tensors lie inside the file, are aligned and do not overlap. Afterwards reading cannot fail but
 * for a key that is missing or of another type. Immutable; any thread may read. Refused, with what
 * to do: version 1, big-endian files, and one file of a model that is split over several. Types of
 * tensors that the format has and the engine does not compute with become DTYPE_OTHER.
 * Source: the format's description, docs/gguf.md of the ggml project. */
#ifndef ROTE_GGUF_H
#define ROTE_GGUF_H

#include "audit/base/arena.h"
#include "audit/base/err.h"
#include "audit/base/str.h"
#include "infer/checkpoint/tensor.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum { /* the numbers of the format */
               GGUF_U8,
               GGUF_I8,
               GGUF_U16,
               GGUF_I16,
               GGUF_U32,
               GGUF_I32,
               GGUF_F32,
               GGUF_BOOL,
               GGUF_STRING,
               GGUF_ARRAY,
               GGUF_U64,
               GGUF_I64,
               GGUF_F64,
               GGUF_TYPES,
} GgufType;

typedef struct {
    Str key;
    GgufType type;
    GgufType element; /* of an array */
    uint64_t n;       /* elements of an array; 1 elsewhere */
    Str bytes;        /* the value; of an array, its elements one behind the other */
} GgufValue;

typedef struct {
    uint32_t version;
    GgufValue *values; /* [n_values], in the file's order */
    size_t n_values;
    Tensor *tensors; /* [n_tensors], in the file's order; names end with NUL */
    size_t n_tensors;
} Gguf;

/* Parses the bytes of a whole file; all that g points to lives in `a` or in `file`. 0, or -1 with
 * ERR_FORMAT naming the byte, the key or the tensor. */
int gguf_parse(Gguf *g, Str file, Arena *a, Err *e);

/* NULL when there is none of this key. */
const GgufValue *gguf_find(const Gguf *g, const char *key);

/* The value of a key: 1 where it is there, 0 where not (*out stays as it was), -1 with ERR_FORMAT
 * where it has another type or does not fit. Any integer type serves for an integer that is not
 * negative, any float type (and no integer) for a float. */
int gguf_integer(const Gguf *g, const char *key, uint64_t *out, Err *e);
int gguf_real(const Gguf *g, const char *key, double *out, Err *e);
int gguf_bool(const Gguf *g, const char *key, bool *out, Err *e);
int gguf_string(const Gguf *g, const char *key, Str *out, Err *e);
/* An array with elements of this type. */
int gguf_array(const Gguf *g, const char *key, GgufType element, const GgufValue **out, Err *e);

/* Elements of an array of numbers, i < n, of type U8, I8 .. F64 as `element` says. */
uint64_t gguf_element_integer(const GgufValue *array, uint64_t i); /* two's complement for signed */
double gguf_element_real(const GgufValue *array, uint64_t i);

/* Walks an array of strings: *at is 0 at first and n times afterwards what the call left there. */
Str gguf_next_string(const GgufValue *array, size_t *at);

#endif
