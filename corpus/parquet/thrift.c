/* Thrift's compact protocol: see thrift.h.
 *
 *   field   dddd tttt             id = last id + d, type t; d = 0: the id follows, zigzag
 *           0000 0000             the struct's end
 *   integer varint, zigzag        7 bits a byte, lowest first; the top bit says that more follow
 *   binary  varint n, n bytes
 *   list    nnnn tttt             n elements of type t; n = 15: a varint with the number follows
 *   map     varint n, kkkk vvvv   n pairs; the byte of types is there only when n > 0
 *
 * A boolean field has its value in its type; a boolean element of a list has a byte of its own. */
#include "corpus/parquet/thrift.h"

#include <inttypes.h>
#include <string.h>

enum { THRIFT_DEPTH = 64, THRIFT_LONG_LIST = 15 };

void thrift_start(Thrift *t, InFile *f, uint64_t offset, uint64_t limit)
{
    infile_seek(f, offset);
    *t = (Thrift){.file = f, .left = limit, .chunk = {"", 0}};
}

uint64_t thrift_end(Thrift *t)
{
    infile_consume(t->file, t->at);
    t->chunk = (Str){"", 0};
    t->at = 0;
    return infile_offset(t->file);
}

static int cut_off(const Thrift *t, Err *e)
{
    err_set(e, ERR_FORMAT, "Parquet metadata is cut off at byte %" PRIu64, infile_offset(t->file));
    return -1;
}

static uint64_t place(const Thrift *t)
{
    return infile_offset(t->file) + t->at;
}

/* Bytes to look at behind t->at: at least one. */
static int refill(Thrift *t, Err *e)
{
    thrift_end(t);
    if (t->left == 0)
        return cut_off(t, e);
    const int r = infile_peek(t->file, &t->chunk, e);
    if (r < 0)
        return -1;
    if (r == 0)
        return cut_off(t, e);
    if (t->chunk.n > t->left)
        t->chunk.n = (size_t)t->left;
    t->left -= t->chunk.n;
    return 0;
}

static int byte(Thrift *t, unsigned *b, Err *e)
{
    if (t->at == t->chunk.n && refill(t, e) != 0)
        return -1;
    *b = (unsigned char)t->chunk.s[t->at++];
    return 0;
}

static int varint(Thrift *t, uint64_t *v, Err *e)
{
    *v = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        unsigned b;
        if (byte(t, &b, e) != 0)
            return -1;
        *v |= (uint64_t)(b & 0x7F) << shift;
        if (!(b & 0x80))
            return 0;
    }
    err_set(e, ERR_FORMAT,
            "Parquet metadata is damaged: an integer before byte %" PRIu64
            " is longer than 64 bits",
            place(t));
    return -1;
}

static int zigzag(Thrift *t, int64_t *v, Err *e)
{
    uint64_t u;
    if (varint(t, &u, e) != 0)
        return -1;
    *v = (int64_t)(u >> 1) ^ -(int64_t)(u & 1);
    return 0;
}

/* n bytes, into out unless that is NULL. */
static int bytes(Thrift *t, uint64_t n, Buf *out, Err *e)
{
    while (n > 0) {
        if (t->at == t->chunk.n && refill(t, e) != 0)
            return -1;
        const size_t there = t->chunk.n - t->at, k = n < there ? (size_t)n : there;
        if (out)
            buf_add(out, t->chunk.s + t->at, k);
        t->at += k;
        n -= k;
    }
    return 0;
}

static int unexpected(const ThriftField *f, const char *what, Err *e)
{
    err_set(e, ERR_FORMAT, "Parquet metadata is damaged: field %d has type %u where %s belongs",
            f->id, f->type, what);
    return -1;
}

int thrift_field(Thrift *t, ThriftField *f, Err *e)
{
    unsigned b;
    if (byte(t, &b, e) != 0)
        return -1;
    if (b == 0)
        return 0;
    f->type = b & 15;
    int64_t id = f->id + (int64_t)(b >> 4);
    if (b >> 4 == 0 && zigzag(t, &id, e) != 0)
        return -1;
    if (f->type == 0 || f->type > THRIFT_STRUCT || id < INT16_MIN || id > INT16_MAX) {
        err_set(e, ERR_FORMAT,
                "Parquet metadata is damaged: no field can begin with 0x%02x before byte %" PRIu64,
                b, place(t));
        return -1;
    }
    f->id = (int)id;
    return 1;
}

int thrift_int(Thrift *t, const ThriftField *f, int64_t *v, Err *e)
{
    if (f->type == THRIFT_BYTE) {
        unsigned b;
        if (byte(t, &b, e) != 0)
            return -1;
        *v = (int8_t)b;
        return 0;
    }
    if (f->type != THRIFT_I16 && f->type != THRIFT_I32 && f->type != THRIFT_I64)
        return unexpected(f, "an integer", e);
    return zigzag(t, v, e);
}

int thrift_bool(Thrift *t, const ThriftField *f, bool *v, Err *e)
{
    (void)t;
    if (f->type != THRIFT_TRUE && f->type != THRIFT_FALSE)
        return unexpected(f, "true or false", e);
    *v = f->type == THRIFT_TRUE;
    return 0;
}

int thrift_binary(Thrift *t, const ThriftField *f, Buf *out, Err *e)
{
    uint64_t n;
    if (f->type != THRIFT_BINARY)
        return unexpected(f, "a string", e);
    buf_clear(out);
    return varint(t, &n, e) != 0 ? -1 : bytes(t, n, out, e);
}

static int list(Thrift *t, uint64_t *n, unsigned *type, Err *e)
{
    unsigned b;
    if (byte(t, &b, e) != 0)
        return -1;
    *type = b & 15;
    *n = b >> 4;
    return *n == THRIFT_LONG_LIST ? varint(t, n, e) : 0;
}

int thrift_structs(Thrift *t, const ThriftField *f, uint64_t *n, Err *e)
{
    unsigned type;
    if (f->type != THRIFT_LIST)
        return unexpected(f, "a list", e);
    if (list(t, n, &type, e) != 0)
        return -1;
    return *n > 0 && type != THRIFT_STRUCT ? unexpected(f, "a list of structs", e) : 0;
}

int thrift_struct(const ThriftField *f, Err *e)
{
    return f->type == THRIFT_STRUCT ? 0 : unexpected(f, "a struct", e);
}

/* n elements, of type `first` and `second` in turn. */
typedef struct {
    uint64_t n;
    unsigned first, second;
} Elements;

static int elements_of(Thrift *t, unsigned type, Elements *l, Err *e)
{
    *l = (Elements){0};
    if (type != THRIFT_MAP) {
        const int r = list(t, &l->n, &l->first, e);
        l->second = l->first;
        return r;
    }
    unsigned types = 0;
    if (varint(t, &l->n, e) != 0 || (l->n > 0 && byte(t, &types, e) != 0))
        return -1;
    if (l->n > UINT64_MAX / 2)
        return cut_off(t, e);
    *l = (Elements){2 * l->n, types >> 4, types & 15};
    return 0;
}

/* A value of `type`; as an element of a list or map a boolean takes a byte. */
static int skip_value(Thrift *t, unsigned type, bool is_element, int depth, Err *e)
{
    uint64_t n;
    ThriftField f = {0};
    Elements l;
    int r;
    if (depth > THRIFT_DEPTH) {
        err_set(e, ERR_FORMAT, "Parquet metadata is damaged: structs in structs, more than %d deep",
                THRIFT_DEPTH);
        return -1;
    }
    switch (type) {
    case THRIFT_TRUE:
    case THRIFT_FALSE:
        return is_element ? bytes(t, 1, NULL, e) : 0;
    case THRIFT_BYTE:
        return bytes(t, 1, NULL, e);
    case THRIFT_I16:
    case THRIFT_I32:
    case THRIFT_I64:
        return varint(t, &n, e);
    case THRIFT_DOUBLE:
        return bytes(t, 8, NULL, e);
    case THRIFT_BINARY:
        return varint(t, &n, e) != 0 ? -1 : bytes(t, n, NULL, e);
    case THRIFT_STRUCT:
        while ((r = thrift_field(t, &f, e)) == 1)
            if (skip_value(t, f.type, false, depth + 1, e) != 0)
                return -1;
        return r;
    case THRIFT_LIST:
    case THRIFT_SET:
    case THRIFT_MAP:
        if (elements_of(t, type, &l, e) != 0)
            return -1;
        for (uint64_t i = 0; i < l.n; i++)
            if (skip_value(t, i % 2 == 0 ? l.first : l.second, true, depth + 1, e) != 0)
                return -1;
        return 0;
    default:
        err_set(e, ERR_FORMAT,
                "Parquet metadata is damaged: no value has type %u, before byte %" PRIu64, type,
                place(t));
        return -1;
    }
}

int thrift_skip(Thrift *t, const ThriftField *f, Err *e)
{
    return skip_value(t, f->type, false, 0, e);
}

int thrift_skip_struct(Thrift *t, Err *e)
{
    return skip_value(t, THRIFT_STRUCT, false, 0, e);
}
