/* safetensors: see safetensors.h for the layout and what is checked. */
#include "infer/checkpoint/safetensors.h"

#include "infer/jsonfile.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
    LENGTH_BYTES = 8,
    HEADER_MAX_BYTES = 100 * 1000 * 1000, /* the format's own limit */
};

static const struct {
    const char *name;
    Dtype dtype;
    unsigned bytes;
} STORED[] = {
    {"F32", DTYPE_F32, 4},       {"F16", DTYPE_F16, 2},    {"BF16", DTYPE_BF16, 2},
    {"F64", DTYPE_OTHER, 8},     {"I64", DTYPE_OTHER, 8},  {"U64", DTYPE_OTHER, 8},
    {"C64", DTYPE_OTHER, 8},     {"I32", DTYPE_OTHER, 4},  {"U32", DTYPE_OTHER, 4},
    {"I16", DTYPE_OTHER, 2},     {"U16", DTYPE_OTHER, 2},  {"I8", DTYPE_OTHER, 1},
    {"U8", DTYPE_OTHER, 1},      {"BOOL", DTYPE_OTHER, 1}, {"F8_E4M3", DTYPE_OTHER, 1},
    {"F8_E5M2", DTYPE_OTHER, 1},
};

/* The header's text, after its length was compared with the file's. */
static int header_find(Str file, Str *header, Err *e)
{
    if (file.n < LENGTH_BYTES) {
        err_set(e, ERR_FORMAT, "%zu bytes are too few for a safetensors file", file.n);
        return -1;
    }
    uint64_t n = 0;
    for (size_t i = LENGTH_BYTES; i-- > 0;)
        n = n << 8 | (unsigned char)file.s[i];
    if (str_starts(file, "version https://git-lfs")) {
        err_set(e, ERR_FORMAT,
                "is a pointer of Git LFS, which stands for the weights; fetch them: git lfs pull");
        return -1;
    }
    if (n > HEADER_MAX_BYTES) {
        err_set(e, ERR_FORMAT,
                "the first 8 bytes give a header of %" PRIu64
                " bytes; the format allows %d: this is not a safetensors file, or it is damaged",
                n, HEADER_MAX_BYTES);
        return -1;
    }
    if (n > file.n - LENGTH_BYTES) {
        err_set(e, ERR_FORMAT,
                "the header is said to take %" PRIu64 " bytes, but only %zu follow: the file was "
                "cut short or is damaged",
                n, file.n - LENGTH_BYTES);
        return -1;
    }
    *header = (Str){file.s + LENGTH_BYTES, (size_t)n};
    if (n == 0 || header->s[0] != '{') {
        err_set(e, ERR_FORMAT, "byte 8: the header does not begin with '{'");
        return -1;
    }
    return 0;
}

static int dtype_parse(const json_t *v, Tensor *t, unsigned *bytes, Err *e)
{
    if (!json_is_string(v)) {
        err_set(e, ERR_FORMAT, "dtype is %s", jsonfile_kind(v));
        return -1;
    }
    for (size_t i = 0; i < sizeof STORED / sizeof *STORED; i++)
        if (strcmp(STORED[i].name, json_string_value(v)) == 0) {
            t->dtype_name = STORED[i].name;
            t->dtype = STORED[i].dtype;
            *bytes = STORED[i].bytes;
            return 0;
        }
    err_set(e, ERR_FORMAT, "dtype \"%.100s\" is not known", json_string_value(v));
    return -1;
}

static int shape_parse(const json_t *v, Tensor *t, Arena *a, Err *e)
{
    if (!json_is_array(v)) {
        err_set(e, ERR_FORMAT, "shape is %s", jsonfile_kind(v));
        return -1;
    }
    t->n_dims = json_array_size(v);
    uint64_t *shape = arena_alloc(a, t->n_dims, sizeof *shape);
    t->shape = shape;
    t->n_elements = 1;
    for (size_t i = 0; i < t->n_dims; i++) {
        if (jsonfile_integer(json_array_get(v, i), "a shape's number", 0, INT64_MAX, &shape[i], e))
            return -1;
        if (__builtin_mul_overflow(t->n_elements, shape[i], &t->n_elements)) {
            err_set(e, ERR_FORMAT, "the product of the shape does not fit 64 bits");
            return -1;
        }
    }
    return 0;
}

/* data_offsets: the span in the data, and that it is as long as shape and dtype say. */
static int span_parse(const json_t *v, unsigned element_bytes, Str data, Tensor *t, Err *e)
{
    uint64_t begin, end, want;
    if (!json_is_array(v) || json_array_size(v) != 2) {
        err_set(e, ERR_FORMAT, "data_offsets is not an array of two integers");
        return -1;
    }
    if (jsonfile_integer(json_array_get(v, 0), "data_offsets[0]", 0, INT64_MAX, &begin, e) ||
        jsonfile_integer(json_array_get(v, 1), "data_offsets[1]", 0, INT64_MAX, &end, e))
        return -1;
    if (begin > end || end > data.n) {
        err_set(e, ERR_FORMAT,
                "data_offsets [%" PRIu64 ", %" PRIu64 "] do not lie in the %zu bytes of data that "
                "the file has: it was cut short or is damaged",
                begin, end, data.n);
        return -1;
    }
    if (__builtin_mul_overflow(t->n_elements, element_bytes, &want) || want != end - begin) {
        err_set(e, ERR_FORMAT,
                "data_offsets span %" PRIu64 " bytes, but the shape has %" PRIu64
                " elements of %s, %u bytes each",
                end - begin, t->n_elements, t->dtype_name, element_bytes);
        return -1;
    }
    t->bytes = (Str){data.s + begin, (size_t)(end - begin)};
    return 0;
}

static int tensor_parse(const json_t *v, Str data, Arena *a, Tensor *t, Err *e)
{
    if (!json_is_object(v)) {
        err_set(e, ERR_FORMAT, "is %s where an object is expected", jsonfile_kind(v));
        return -1;
    }
    const json_t *dtype = json_object_get(v, "dtype"), *shape = json_object_get(v, "shape"),
                 *offsets = json_object_get(v, "data_offsets");
    if (!dtype || !shape || !offsets || json_object_size(v) != 3) {
        err_set(e, ERR_FORMAT, "must have exactly dtype, shape and data_offsets");
        return -1;
    }
    unsigned element_bytes;
    if (dtype_parse(dtype, t, &element_bytes, e) || shape_parse(shape, t, a, e))
        return -1;
    return span_parse(offsets, element_bytes, data, t, e);
}

static int by_place(const void *a, const void *b)
{
    const Tensor *x = a, *y = b;
    if (x->bytes.s != y->bytes.s)
        return x->bytes.s < y->bytes.s ? -1 : 1;
    return (x->bytes.n > y->bytes.n) - (x->bytes.n < y->bytes.n);
}

/* Sorted by place, each tensor begins where the one before it ends, and the last ends the file. */
static int cover_check(const Tensor *t, size_t n, Str data, Err *e)
{
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        const size_t begin = (size_t)(t[i].bytes.s - data.s);
        if (begin != at) {
            err_set(e, ERR_FORMAT, "tensor \"%.200s\" begins at byte %zu of the data, but %s %zu",
                    t[i].name, begin,
                    begin < at ? "the one before it ends at" : "nothing covers the bytes from", at);
            return -1;
        }
        at += t[i].bytes.n;
    }
    if (at != data.n) {
        err_set(e, ERR_FORMAT, "the tensors end at byte %zu of the data, but the file has %zu", at,
                data.n);
        return -1;
    }
    return 0;
}

static int metadata_check(json_t *v, Err *e)
{
    const char *key;
    json_t *text;
    if (!json_is_object(v)) {
        err_set(e, ERR_FORMAT, "__metadata__ is %s", jsonfile_kind(v));
        return -1;
    }
    json_object_foreach(v, key, text)
    {
        if (json_is_string(text))
            continue;
        err_set(e, ERR_FORMAT, "__metadata__: \"%.200s\" is %s where a string is expected", key,
                jsonfile_kind(text));
        return -1;
    }
    return 0;
}

int safetensors_parse(Str file, Arena *a, Tensor **tensors, size_t *n, Err *e)
{
    Str header;
    if (header_find(file, &header, e) != 0)
        return -1;
    json_t *root = jsonfile_parse(header, e);
    if (!root) {
        err_add(e, "the header (from byte 8 on)");
        return -1;
    }
    const Str data = {header.s + header.n, file.n - LENGTH_BYTES - header.n};
    Tensor *t = arena_alloc(a, json_object_size(root), sizeof *t);
    size_t n_tensors = 0;
    const char *name;
    json_t *v;
    int rc = 0;
    json_object_foreach(root, name, v)
    {
        if (strcmp(name, "__metadata__") == 0) {
            rc = metadata_check(v, e);
        } else {
            t[n_tensors].name = arena_cstr(a, name);
            rc = tensor_parse(v, data, a, &t[n_tensors], e);
            if (rc != 0)
                err_add(e, "tensor \"%.200s\"", name);
            n_tensors++;
        }
        if (rc != 0)
            break;
    }
    json_decref(root);
    if (rc != 0)
        return -1;
    qsort(t, n_tensors, sizeof *t, by_place);
    *tensors = t;
    *n = n_tensors;
    return cover_check(t, n_tensors, data, e);
}
