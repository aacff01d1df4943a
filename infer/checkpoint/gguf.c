/* GGUF files: see gguf.h for the layout and what is checked.
 *
 *   string       u64 length, bytes
 *   metadata     string key, u32 type, value; of an array: u32 element type, u64 count, elements
 *   tensor info  string name, u32 n_dims, u64 sizes[n_dims] (innermost first), u32 type, u64 offset
 *
 * Numbers are little endian. An offset counts from the padding's end and is a multiple of
 * general.alignment (32 where that is missing). No count is used before the bytes that it needs
 * were compared with those that are left. */
#include "infer/checkpoint/gguf.h"

#include "audit/base/mem.h"
#include "infer/checkpoint/ggufvalue.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
    ALIGNMENT_DEFAULT = 32,
    DIMS_MOST = 4, /* the format's own limit */
    /* Bytes that an entry takes at least: its string's length and its numbers. */
    KEY_BYTES_LEAST = 8 + 4 + 1,
    TENSOR_BYTES_LEAST = 8 + 4 + 4 + 8,
    STRING_BYTES_LEAST = 8,
};

/* Types of tensors by the format's numbers; without a name: never given out, or withdrawn. Block
 * and bytes are those of dtype.h where it has the format. */
static const struct {
    const char *name;
    Dtype dtype;
    unsigned block, block_bytes;
} TENSOR_TYPES[] = {
    [0] = {"F32", DTYPE_F32, 0, 0},           [1] = {"F16", DTYPE_F16, 0, 0},
    [2] = {"Q4_0", DTYPE_Q4_0, 0, 0},         [3] = {"Q4_1", DTYPE_Q4_1, 0, 0},
    [6] = {"Q5_0", DTYPE_Q5_0, 0, 0},         [7] = {"Q5_1", DTYPE_Q5_1, 0, 0},
    [8] = {"Q8_0", DTYPE_Q8_0, 0, 0},         [9] = {"Q8_1", DTYPE_OTHER, 32, 36},
    [10] = {"Q2_K", DTYPE_Q2_K, 0, 0},        [11] = {"Q3_K", DTYPE_Q3_K, 0, 0},
    [12] = {"Q4_K", DTYPE_Q4_K, 0, 0},        [13] = {"Q5_K", DTYPE_Q5_K, 0, 0},
    [14] = {"Q6_K", DTYPE_Q6_K, 0, 0},        [15] = {"Q8_K", DTYPE_OTHER, 256, 292},
    [16] = {"IQ2_XXS", DTYPE_OTHER, 256, 66}, [17] = {"IQ2_XS", DTYPE_OTHER, 256, 74},
    [18] = {"IQ3_XXS", DTYPE_OTHER, 256, 98}, [19] = {"IQ1_S", DTYPE_OTHER, 256, 50},
    [20] = {"IQ4_NL", DTYPE_OTHER, 32, 18},   [21] = {"IQ3_S", DTYPE_OTHER, 256, 110},
    [22] = {"IQ2_S", DTYPE_OTHER, 256, 82},   [23] = {"IQ4_XS", DTYPE_OTHER, 256, 136},
    [24] = {"I8", DTYPE_OTHER, 1, 1},         [25] = {"I16", DTYPE_OTHER, 1, 2},
    [26] = {"I32", DTYPE_OTHER, 1, 4},        [27] = {"I64", DTYPE_OTHER, 1, 8},
    [28] = {"F64", DTYPE_OTHER, 1, 8},        [29] = {"IQ1_M", DTYPE_OTHER, 256, 56},
    [30] = {"BF16", DTYPE_BF16, 0, 0},        [34] = {"TQ1_0", DTYPE_OTHER, 256, 54},
    [35] = {"TQ2_0", DTYPE_OTHER, 256, 66},   [39] = {"MXFP4", DTYPE_OTHER, 32, 17},
    [40] = {"NVFP4", DTYPE_OTHER, 64, 36},    [41] = {"Q1_0", DTYPE_OTHER, 128, 18},
    [42] = {"Q2_0", DTYPE_OTHER, 64, 18},
};

/* Where reading stands: at <= file.n. */
typedef struct {
    Str file;
    size_t at;
    Err *e;
} Reader;

/* For "%.*s": a name from the file, of which a sentence shows the first 100 bytes. */
#define SHOWN(str) (int)((str).n < 100 ? (str).n : 100), (str).s

static size_t left(const Reader *r)
{
    return r->file.n - r->at;
}

static int take(Reader *r, uint64_t n, const char *what, Str *out)
{
    if (n > left(r)) {
        err_set(r->e, ERR_FORMAT,
                "byte %zu: %s takes %" PRIu64 " bytes, but only %zu follow: the file was cut short "
                "or is damaged",
                r->at, what, n, left(r));
        return -1;
    }
    *out = (Str){r->file.s + r->at, (size_t)n};
    r->at += (size_t)n;
    return 0;
}

static int take_number(Reader *r, unsigned n_bytes, const char *what, uint64_t *out)
{
    Str bytes;
    if (take(r, n_bytes, what, &bytes) != 0)
        return -1;
    *out = ggufvalue_number(bytes.s, n_bytes);
    return 0;
}

static int take_string(Reader *r, const char *what, Str *out)
{
    uint64_t n;
    return take_number(r, 8, what, &n) || take(r, n, what, out) ? -1 : 0;
}

/* That n things of at least so many bytes can follow. */
static int count_check(const Reader *r, uint64_t n, size_t bytes_least, const char *what)
{
    if (n <= left(r) / bytes_least)
        return 0;
    err_set(r->e, ERR_FORMAT,
            "byte %zu: %" PRIu64 " %s are announced, but only %zu bytes follow: the file was cut "
            "short or is damaged",
            r->at, n, what, left(r));
    return -1;
}

static int magic_check(Reader *r, Gguf *g)
{
    Str magic;
    uint64_t version;
    if (take(r, 4, "the magic", &magic) != 0)
        return -1;
    if (!str_equal_c(magic, "GGUF")) {
        err_set(r->e, ERR_FORMAT, "byte 0: not \"GGUF\": this is not a GGUF file");
        return -1;
    }
    if (take_number(r, 4, "the version", &version) != 0)
        return -1;
    if (version == 2 || version == 3) {
        g->version = (uint32_t)version;
        return 0;
    }
    if ((version & 0xffff) == 0 && version != 0)
        err_set(r->e, ERR_FORMAT,
                "byte 4: the version's bytes are swapped: this is a big-endian GGUF file, and only "
                "little-endian ones are read; convert it with gguf-py's gguf_convert_endian.py");
    else
        err_set(r->e, ERR_FORMAT,
                "byte 4: GGUF version %" PRIu64
                " is not read, only 2 and 3; convert the checkpoint anew",
                version);
    return -1;
}

/* ---- metadata ---- */

static int type_read(Reader *r, GgufType *type)
{
    const size_t at = r->at;
    uint64_t n;
    if (take_number(r, 4, "a type", &n) != 0)
        return -1;
    if (n >= GGUF_TYPES) {
        err_set(r->e, ERR_FORMAT, "byte %zu: type %" PRIu64 " is none of the format's", at, n);
        return -1;
    }
    *type = (GgufType)n;
    return 0;
}

static int bools_check(const Reader *r, Str bytes)
{
    for (size_t i = 0; i < bytes.n; i++)
        if ((unsigned char)bytes.s[i] > 1) {
            err_set(r->e, ERR_FORMAT, "byte %zu: %u where a bool must be 0 or 1",
                    (size_t)(bytes.s - r->file.s) + i, (unsigned char)bytes.s[i]);
            return -1;
        }
    return 0;
}

static int array_read(Reader *r, GgufValue *v)
{
    if (type_read(r, &v->element) != 0 || take_number(r, 8, "an array's count", &v->n) != 0)
        return -1;
    if (v->element == GGUF_ARRAY) {
        err_set(r->e, ERR_FORMAT, "byte %zu: an array of arrays, which is not read", r->at - 12);
        return -1;
    }
    if (v->element != GGUF_STRING) {
        const unsigned bytes = ggufvalue_type_bytes(v->element);
        if (count_check(r, v->n, bytes, "elements") ||
            take(r, v->n * bytes, "an array", &v->bytes) ||
            (v->element == GGUF_BOOL && bools_check(r, v->bytes)))
            return -1;
        return 0;
    }
    if (count_check(r, v->n, STRING_BYTES_LEAST, "strings") != 0)
        return -1;
    const size_t begin = r->at;
    for (uint64_t i = 0; i < v->n; i++) {
        Str s;
        if (take_string(r, "a string", &s) != 0) {
            err_add(r->e, "element %" PRIu64, i);
            return -1;
        }
    }
    v->bytes = (Str){r->file.s + begin, r->at - begin};
    return 0;
}

static int value_read(Reader *r, GgufValue *v)
{
    if (type_read(r, &v->type) != 0)
        return -1;
    v->n = 1;
    if (v->type == GGUF_ARRAY)
        return array_read(r, v);
    if (v->type == GGUF_STRING)
        return take_string(r, "a string", &v->bytes);
    if (take(r, ggufvalue_type_bytes(v->type), "a number", &v->bytes) != 0)
        return -1;
    return v->type == GGUF_BOOL ? bools_check(r, v->bytes) : 0;
}

static int by_key(const void *a, const void *b)
{
    const GgufValue *const *x = a, *const *y = b;
    return str_compare((*x)->key, (*y)->key);
}

static int duplicate_keys_check(const Gguf *g, Err *e)
{
    const GgufValue **sorted = mem_alloc(g->n_values, sizeof *sorted);
    int rc = 0;
    for (size_t i = 0; i < g->n_values; i++)
        sorted[i] = &g->values[i];
    qsort(sorted, g->n_values, sizeof *sorted, by_key);
    for (size_t i = 1; rc == 0 && i < g->n_values; i++)
        if (str_equal(sorted[i - 1]->key, sorted[i]->key)) {
            err_set(e, ERR_FORMAT, "key \"%.*s\" is there twice", SHOWN(sorted[i]->key));
            rc = -1;
        }
    free(sorted);
    return rc;
}

static int values_read(Reader *r, Gguf *g, uint64_t n, Arena *a)
{
    if (count_check(r, n, KEY_BYTES_LEAST, "keys") != 0)
        return -1;
    g->n_values = (size_t)n;
    g->values = arena_alloc(a, g->n_values, sizeof *g->values);
    for (size_t i = 0; i < g->n_values; i++) {
        GgufValue *v = &g->values[i];
        if (take_string(r, "a key", &v->key) != 0) {
            err_add(r->e, "key %zu of %zu", i, g->n_values);
            return -1;
        }
        if (v->key.n == 0) {
            err_set(r->e, ERR_FORMAT, "byte %zu: key %zu of %zu is empty", r->at, i, g->n_values);
            return -1;
        }
        if (value_read(r, v) != 0) {
            err_add(r->e, "key \"%.*s\"", SHOWN(v->key));
            return -1;
        }
    }
    return duplicate_keys_check(g, r->e);
}

/* A model can be split over files, each with its own header; the first says how many there are. */
static int split_check(const Gguf *g, Err *e)
{
    uint64_t n = 1;
    if (gguf_integer(g, "split.count", &n, e) < 0)
        return -1;
    if (n <= 1)
        return 0;
    err_set(e, ERR_FORMAT,
            "split.count is %" PRIu64 ": this is one of %" PRIu64
            " parts of a model; make one file of them with \"llama-gguf-split --merge "
            "NAME-00001-of-%05" PRIu64 ".gguf NAME.gguf\" and give that",
            n, n, n);
    return -1;
}

/* ---- tensors ---- */

static int shape_read(Reader *r, Tensor *t, Arena *a)
{
    const size_t at = r->at;
    uint64_t n;
    if (take_number(r, 4, "the number of dimensions", &n) != 0)
        return -1;
    if (n > DIMS_MOST) {
        err_set(r->e, ERR_FORMAT, "byte %zu: %" PRIu64 " dimensions; the format allows %d", at, n,
                DIMS_MOST);
        return -1;
    }
    t->n_dims = (size_t)n;
    uint64_t *shape = arena_alloc(a, t->n_dims, sizeof *shape);
    t->shape = shape;
    t->n_elements = 1;
    for (size_t i = t->n_dims; i-- > 0;) {
        if (take_number(r, 8, "a size", &shape[i]) != 0)
            return -1;
        if (__builtin_mul_overflow(t->n_elements, shape[i], &t->n_elements)) {
            err_set(r->e, ERR_FORMAT, "byte %zu: the product of the sizes does not fit 64 bits",
                    r->at);
            return -1;
        }
    }
    return 0;
}

/* The type, and how many bytes the tensor takes as this type. */
static int tensor_type_read(Reader *r, Tensor *t, uint64_t *n_bytes)
{
    const size_t at = r->at;
    uint64_t type;
    if (take_number(r, 4, "the type", &type) != 0)
        return -1;
    if (type >= sizeof TENSOR_TYPES / sizeof *TENSOR_TYPES || !TENSOR_TYPES[type].name) {
        err_set(r->e, ERR_FORMAT,
                "byte %zu: type %" PRIu64 " is unknown: it was withdrawn from the format, or is "
                "newer than this program",
                at, type);
        return -1;
    }
    t->dtype_name = TENSOR_TYPES[type].name;
    t->dtype = TENSOR_TYPES[type].dtype;
    const bool known = t->dtype != DTYPE_OTHER;
    const uint64_t block = known ? DTYPES[t->dtype].block : TENSOR_TYPES[type].block,
                   bytes = known ? DTYPES[t->dtype].block_bytes : TENSOR_TYPES[type].block_bytes,
                   innermost = t->n_dims > 0 ? t->shape[t->n_dims - 1] : 1;
    if (innermost % block != 0) {
        err_set(r->e, ERR_FORMAT,
                "the innermost size is %" PRIu64 ", no multiple of %" PRIu64
                ", the elements in a block of %s",
                innermost, block, t->dtype_name);
        return -1;
    }
    if (__builtin_mul_overflow(t->n_elements / block, bytes, n_bytes)) {
        err_set(r->e, ERR_FORMAT, "%" PRIu64 " elements of %s take more bytes than fit 64 bits",
                t->n_elements, t->dtype_name);
        return -1;
    }
    return 0;
}

/* Offset and size of a tensor's bytes, while it is not known where the data begins. */
typedef struct {
    uint64_t offset, n_bytes;
} Span;

static int tensor_read(Reader *r, Tensor *t, Span *span, Arena *a)
{
    Str name;
    if (take_string(r, "a tensor's name", &name) != 0)
        return -1;
    if (memchr(name.s, '\0', name.n)) {
        err_set(r->e, ERR_FORMAT, "byte %zu: the name of a tensor has a NUL in it",
                (size_t)(name.s - r->file.s));
        return -1;
    }
    t->name = arena_str(a, name).s;
    if (shape_read(r, t, a) || tensor_type_read(r, t, &span->n_bytes) ||
        take_number(r, 8, "the offset", &span->offset)) {
        err_add(r->e, "tensor \"%.100s\"", t->name);
        return -1;
    }
    return 0;
}

static int alignment_read(const Gguf *g, uint64_t *alignment, Err *e)
{
    *alignment = ALIGNMENT_DEFAULT;
    const GgufValue *v = gguf_find(g, "general.alignment");
    if (!v)
        return 0;
    if (v->type == GGUF_U32)
        *alignment = ggufvalue_number(v->bytes.s, 4);
    if (v->type != GGUF_U32 || *alignment == 0 || (*alignment & (*alignment - 1)) != 0) {
        err_set(e, ERR_FORMAT, "general.alignment is not a power of two of type u32");
        return -1;
    }
    return 0;
}

/* Gives the tensors their bytes: behind the padding, aligned, inside the file. */
static int spans_place(Reader *r, Gguf *g, const Span *spans)
{
    uint64_t alignment;
    if (alignment_read(g, &alignment, r->e) != 0)
        return -1;
    /* A power of two of at most 32 bits; the sum cannot overflow behind a file that is mapped. */
    const uint64_t begin = ((uint64_t)r->at + alignment - 1) & ~(alignment - 1),
                   n_data = begin < r->file.n ? r->file.n - begin : 0;
    for (size_t i = 0; i < g->n_tensors; i++) {
        Tensor *t = &g->tensors[i];
        const Span s = spans[i];
        if (s.offset % alignment != 0) {
            err_set(r->e, ERR_FORMAT,
                    "tensor \"%.100s\": offset %" PRIu64
                    " is no multiple of the alignment, %" PRIu64,
                    t->name, s.offset, alignment);
            return -1;
        }
        if (s.offset > n_data || s.n_bytes > n_data - s.offset) {
            err_set(r->e, ERR_FORMAT,
                    "tensor \"%.100s\": %" PRIu64 " bytes from offset %" PRIu64
                    " do not lie in the %" PRIu64
                    " bytes of data that the file has: it was cut short or is damaged",
                    t->name, s.n_bytes, s.offset, n_data);
            return -1;
        }
        if (s.n_bytes > 0)
            t->bytes = (Str){r->file.s + begin + s.offset, (size_t)s.n_bytes};
        else
            t->bytes = (Str){r->file.s + r->file.n, 0};
    }
    return 0;
}

static int by_name(const void *a, const void *b)
{
    const Tensor *const *x = a, *const *y = b;
    return strcmp((*x)->name, (*y)->name);
}

static int by_place(const void *a, const void *b)
{
    const Tensor *const *x = a, *const *y = b;
    if ((*x)->bytes.s != (*y)->bytes.s)
        return (*x)->bytes.s < (*y)->bytes.s ? -1 : 1;
    return ((*x)->bytes.n > (*y)->bytes.n) - ((*x)->bytes.n < (*y)->bytes.n);
}

/* No name is there twice, no byte belongs to two. */
static int tensors_apart_check(const Gguf *g, Err *e)
{
    const Tensor **sorted = mem_alloc(g->n_tensors, sizeof *sorted);
    int rc = 0;
    for (size_t i = 0; i < g->n_tensors; i++)
        sorted[i] = &g->tensors[i];
    qsort(sorted, g->n_tensors, sizeof *sorted, by_name);
    for (size_t i = 1; rc == 0 && i < g->n_tensors; i++)
        if (strcmp(sorted[i - 1]->name, sorted[i]->name) == 0) {
            err_set(e, ERR_FORMAT, "tensor \"%.100s\" is there twice", sorted[i]->name);
            rc = -1;
        }
    if (rc == 0)
        qsort(sorted, g->n_tensors, sizeof *sorted, by_place);
    for (size_t i = 1; rc == 0 && i < g->n_tensors; i++) {
        const Tensor *x = sorted[i - 1], *y = sorted[i];
        if (y->bytes.s < x->bytes.s + x->bytes.n) {
            err_set(e, ERR_FORMAT, "tensors \"%.100s\" and \"%.100s\" overlap in the file", x->name,
                    y->name);
            rc = -1;
        }
    }
    free(sorted);
    return rc;
}

static int tensors_read(Reader *r, Gguf *g, uint64_t n, Arena *a)
{
    if (count_check(r, n, TENSOR_BYTES_LEAST, "tensors") != 0)
        return -1;
    g->n_tensors = (size_t)n;
    g->tensors = arena_alloc(a, g->n_tensors, sizeof *g->tensors);
    Span *spans = mem_alloc(g->n_tensors, sizeof *spans);
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < g->n_tensors; i++)
        rc = tensor_read(r, &g->tensors[i], &spans[i], a);
    if (rc == 0)
        rc = spans_place(r, g, spans);
    free(spans);
    return rc == 0 ? tensors_apart_check(g, r->e) : -1;
}

int gguf_parse(Gguf *g, Str file, Arena *a, Err *e)
{
    Reader r = {.file = file, .e = e};
    uint64_t n_tensors, n_values;
    *g = (Gguf){0};
    if (magic_check(&r, g) || take_number(&r, 8, "the number of tensors", &n_tensors) ||
        take_number(&r, 8, "the number of keys", &n_values) || values_read(&r, g, n_values, a) ||
        split_check(g, e))
        return -1;
    return tensors_read(&r, g, n_tensors, a);
}
