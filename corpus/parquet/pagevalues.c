/* One decoder an encoding: see pagevalues.h.
 *
 *   PLAIN                     u32 length and bytes, or bytes of a fixed width
 *   PLAIN_, RLE_DICTIONARY    u8 bits of an index | runs of indices (hybrid.h)
 *   DELTA_BINARY_PACKED       integers (deltaints.h)
 *   DELTA_LENGTH_BYTE_ARRAY   lengths, packed | bytes of all values
 *   DELTA_BYTE_ARRAY          lengths of what is taken from the value before, packed | the rests as
 *                             DELTA_LENGTH_BYTE_ARRAY
 *   BYTE_STREAM_SPLIT         first bytes of all values | second bytes of all values | ...
 */
#include "corpus/parquet/pagevalues.h"

#include <inttypes.h>
#include <string.h>

struct ValueDecoder {
    int64_t encoding;
    const char *name;
    unsigned types; /* bits 1 << ParquetType: what it can encode of what is read here */
    int (*start)(PageValues *v, Err *e);
    int (*next)(PageValues *v, Str *value, Err *e);
    int (*skip)(PageValues *v, uint64_t n, Err *e);
};

enum {
    BYTES = 1 << PARQUET_BYTES,
    FIXED = 1 << PARQUET_FIXED,
    INTEGERS = 1 << PARQUET_INT32 | 1 << PARQUET_INT64,
};

static int start_nothing(PageValues *v, Err *e)
{
    (void)v, (void)e;
    return 0;
}

static int skip_by_next(PageValues *v, uint64_t n, Err *e)
{
    for (Str value; n > 0; n--) {
        if (v->decoder->next(v, &value, e) != 0)
            return -1;
        pagestream_take(v->stream, v->shown);
        v->shown = 0;
    }
    return 0;
}

/* ---- PLAIN ---- */

static uint32_t le32(const char *p)
{
    const unsigned char *u = (const unsigned char *)p;
    return (uint32_t)u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16 | (uint32_t)u[3] << 24;
}

static int plain_length(PageValues *v, uint64_t *n, Err *e)
{
    Str s;
    *n = v->column->width;
    if (v->column->type != PARQUET_BYTES)
        return 0;
    if (pagestream_need(v->stream, 4, &s, e) != 0)
        return -1;
    *n = le32(s.s);
    pagestream_take(v->stream, 4);
    return 0;
}

static int plain_next(PageValues *v, Str *value, Err *e)
{
    uint64_t n;
    if (plain_length(v, &n, e) != 0 || pagestream_need(v->stream, n, value, e) != 0)
        return -1;
    value->n = v->shown = (size_t)n;
    return 0;
}

static int plain_skip(PageValues *v, uint64_t n, Err *e)
{
    const size_t width = v->column->width;
    if (v->column->type != PARQUET_BYTES) {
        const uint64_t left = pagestream_left(v->stream);
        return pagestream_skip(v->stream, width > 0 && n > left / width ? UINT64_MAX : n * width,
                               e);
    }
    for (uint64_t bytes; n > 0; n--)
        if (plain_length(v, &bytes, e) != 0 || pagestream_skip(v->stream, bytes, e) != 0)
            return -1;
    return 0;
}

/* ---- dictionaries ---- */

static int dictionary_start(PageValues *v, Err *e)
{
    Str s;
    if (pagestream_need(v->stream, 1, &s, e) != 0)
        return -1;
    const unsigned width = (unsigned char)s.s[0];
    pagestream_take(v->stream, 1);
    return hybrid_start(&v->indices, width, e);
}

/* Up to `most` equal indices. */
static int take_indices(PageValues *v, uint64_t most, uint64_t *n, uint32_t *index, Err *e)
{
    Str s;
    size_t used;
    if (pagestream_peek(v->stream, HYBRID_LOOK, &s, e) != 0 ||
        hybrid_next(&v->indices, s, &used, n, index, e) != 0)
        return -1;
    pagestream_take(v->stream, used);
    *n = *n < most ? *n : most;
    hybrid_take(&v->indices, *n);
    return 0;
}

static int dictionary_next(PageValues *v, Str *value, Err *e)
{
    uint64_t n;
    uint32_t index;
    if (take_indices(v, 1, &n, &index, e) != 0)
        return -1;
    return dictionary_value(v->dictionary, index, value, e);
}

static int dictionary_skip(PageValues *v, uint64_t n, Err *e)
{
    uint32_t index;
    for (uint64_t k; n > 0; n -= k)
        if (take_indices(v, n, &k, &index, e) != 0)
            return -1;
    return 0;
}

/* ---- differences ---- */

static int integers_start(PageValues *v, Err *e)
{
    return deltaints_start(&v->lengths, v->stream, e);
}

static int integers_next(PageValues *v, Str *value, Err *e)
{
    int64_t i;
    if (deltaints_next(&v->lengths, &i, e) != 0)
        return -1;
    for (size_t k = 0; k < sizeof v->number; k++)
        v->number[k] = (char)((uint64_t)i >> 8 * k);
    *value = (Str){v->number, v->column->width};
    return 0;
}

static int length_next(DeltaInts *lengths, uint64_t most, uint64_t *n, Err *e)
{
    int64_t i;
    if (deltaints_next(lengths, &i, e) != 0)
        return -1;
    *n = (uint64_t)i;
    if (i >= 0 && *n <= most)
        return 0;
    err_set(e, ERR_FORMAT, "the page has a value of %" PRId64 " bytes, and %" PRIu64 " are there",
            i, most);
    return -1;
}

static int deltalength_next(PageValues *v, Str *value, Err *e)
{
    uint64_t n;
    if (length_next(&v->lengths, pagestream_left(v->stream), &n, e) != 0 ||
        pagestream_need(v->stream, n, value, e) != 0)
        return -1;
    value->n = v->shown = (size_t)n;
    return 0;
}

static int deltalength_skip(PageValues *v, uint64_t n, Err *e)
{
    for (uint64_t bytes; n > 0; n--)
        if (length_next(&v->lengths, pagestream_left(v->stream), &bytes, e) != 0 ||
            pagestream_skip(v->stream, bytes, e) != 0)
            return -1;
    return 0;
}

static int deltabytes_start(PageValues *v, Err *e)
{
    buf_clear(&v->value);
    return deltaints_start(&v->prefixes, v->stream, e) != 0 ? -1 : integers_start(v, e);
}

static int deltabytes_next(PageValues *v, Str *value, Err *e)
{
    uint64_t prefix, rest;
    if (length_next(&v->prefixes, v->value.n, &prefix, e) != 0 ||
        length_next(&v->lengths, pagestream_left(v->stream), &rest, e) != 0)
        return -1;
    v->value.n = (size_t)prefix;
    if (pagestream_copy(v->stream, rest, &v->value, e) != 0)
        return -1;
    *value = buf_str(&v->value);
    if (v->column->type == PARQUET_BYTES || value->n == v->column->width)
        return 0;
    err_set(e, ERR_FORMAT, "the page has a value of %zu bytes where each has %zu", value->n,
            v->column->width);
    return -1;
}

/* ---- split bytes ---- */

/* All of them are needed for the first value. */
static int split_start(PageValues *v, Err *e)
{
    v->at = 0;
    v->n_split = v->column->width > 0 ? pagestream_left(v->stream) / v->column->width : 0;
    buf_clear(&v->value);
    return pagestream_copy(v->stream, pagestream_left(v->stream), &v->value, e);
}

static int split_skip(PageValues *v, uint64_t n, Err *e)
{
    if (n > v->n_split - v->at) {
        err_set(e, ERR_FORMAT, "the page has fewer values than it says");
        return -1;
    }
    v->at += n;
    return 0;
}

static int split_next(PageValues *v, Str *value, Err *e)
{
    const size_t width = v->column->width;
    if (split_skip(v, 1, e) != 0)
        return -1;
    char *out = buf_reserve(&v->value, width);
    for (size_t k = 0; k < width; k++)
        out[k] = v->value.s[k * v->n_split + v->at - 1];
    *value = (Str){out, width};
    return 0;
}

/* ---- the table ---- */

static const ValueDecoder DECODERS[] = {
    {ENCODING_PLAIN, "PLAIN", BYTES | FIXED | INTEGERS, start_nothing, plain_next, plain_skip},
    {ENCODING_PLAIN_DICTIONARY, "PLAIN_DICTIONARY", BYTES | FIXED | INTEGERS, dictionary_start,
     dictionary_next, dictionary_skip},
    {ENCODING_RLE_DICTIONARY, "RLE_DICTIONARY", BYTES | FIXED | INTEGERS, dictionary_start,
     dictionary_next, dictionary_skip},
    {ENCODING_DELTA_BINARY_PACKED, "DELTA_BINARY_PACKED", INTEGERS, integers_start, integers_next,
     skip_by_next},
    {ENCODING_DELTA_LENGTH_BYTE_ARRAY, "DELTA_LENGTH_BYTE_ARRAY", BYTES, integers_start,
     deltalength_next, deltalength_skip},
    {ENCODING_DELTA_BYTE_ARRAY, "DELTA_BYTE_ARRAY", BYTES | FIXED, deltabytes_start,
     deltabytes_next, skip_by_next},
    {ENCODING_BYTE_STREAM_SPLIT, "BYTE_STREAM_SPLIT", FIXED | INTEGERS, split_start, split_next,
     split_skip},
};

bool pagevalues_uses_dictionary(int64_t encoding)
{
    return encoding == ENCODING_PLAIN_DICTIONARY || encoding == ENCODING_RLE_DICTIONARY;
}

int pagevalues_start(PageValues *v, int64_t encoding, const ParquetColumn *c, PageStream *p,
                     const Dictionary *dictionary, Err *e)
{
    v->column = c;
    v->stream = p;
    v->dictionary = dictionary;
    v->shown = 0;
    const char *name = "one that is not known";
    for (size_t i = 0; i < sizeof DECODERS / sizeof *DECODERS; i++) {
        const ValueDecoder *d = &DECODERS[i];
        if (d->encoding != encoding)
            continue;
        name = d->name;
        if (!(d->types & 1u << c->type))
            break;
        v->decoder = d;
        return d->start(v, e);
    }
    err_set(e, ERR_FORMAT,
            "the page's encoding is %s (%" PRId64 "), which is not read for this type", name,
            encoding);
    return -1;
}

int pagevalues_next(PageValues *v, Str *value, Err *e)
{
    pagestream_take(v->stream, v->shown);
    v->shown = 0;
    return v->decoder->next(v, value, e);
}

int pagevalues_skip(PageValues *v, uint64_t n, Err *e)
{
    pagestream_take(v->stream, v->shown);
    v->shown = 0;
    return v->decoder->skip(v, n, e);
}

void pagevalues_free(PageValues *v)
{
    buf_free(&v->value);
    deltaints_free(&v->lengths);
    deltaints_free(&v->prefixes);
    *v = (PageValues){0};
}
