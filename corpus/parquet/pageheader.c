/* Page headers: see pageheader.h. */
#include "corpus/parquet/pageheader.h"

#include <inttypes.h>

/* What the file states, before it is checked. */
typedef struct {
    int64_t type, bytes, packed_bytes, crc;
    int64_t n_values, n_nulls, encoding, levels_encoding, definition_bytes, repetition_bytes;
    bool has_crc, is_packed;
    int body; /* which of the union's structs was there: its field id, 0 for none */
} Stated;

/* DataPageHeader (5), DictionaryPageHeader (7), DataPageHeaderV2 (8). */
static int read_body(Thrift *t, Stated *s, int which, Err *e)
{
    ThriftField f = {0};
    int r = 0, ok = 0;
    s->body = which;
    while (ok == 0 && (r = thrift_field(t, &f, e)) == 1) {
        const bool v2 = which == 8;
        if (f.id == 1)
            ok = thrift_int(t, &f, &s->n_values, e);
        else if (f.id == (v2 ? 4 : 2))
            ok = thrift_int(t, &f, &s->encoding, e);
        else if (which == 5 && f.id == 3)
            ok = thrift_int(t, &f, &s->levels_encoding, e);
        else if (v2 && f.id == 2)
            ok = thrift_int(t, &f, &s->n_nulls, e);
        else if (v2 && f.id == 5)
            ok = thrift_int(t, &f, &s->definition_bytes, e);
        else if (v2 && f.id == 6)
            ok = thrift_int(t, &f, &s->repetition_bytes, e);
        else if (v2 && f.id == 7)
            ok = thrift_bool(t, &f, &s->is_packed, e);
        else
            ok = thrift_skip(t, &f, e);
    }
    return r == 0 && ok == 0 ? 0 : -1;
}

static int read_stated(Thrift *t, Stated *s, Err *e)
{
    ThriftField f = {0};
    int r = 0, ok = 0;
    while (ok == 0 && (r = thrift_field(t, &f, e)) == 1) {
        if (f.id == 1) {
            ok = thrift_int(t, &f, &s->type, e);
        } else if (f.id == 2) {
            ok = thrift_int(t, &f, &s->bytes, e);
        } else if (f.id == 3) {
            ok = thrift_int(t, &f, &s->packed_bytes, e);
        } else if (f.id == 4) {
            ok = thrift_int(t, &f, &s->crc, e);
            s->has_crc = true;
        } else if (f.id == 5 || f.id == 7 || f.id == 8) {
            ok = thrift_struct(&f, e) == 0 ? read_body(t, s, f.id, e) : -1;
        } else {
            ok = thrift_skip(t, &f, e);
        }
    }
    return r == 0 && ok == 0 ? 0 : -1;
}

static bool is_size(int64_t n)
{
    return n >= 0 && n <= INT32_MAX;
}

/* The struct that belongs to the type is there, and no size is impossible. */
static bool makes_sense(const Stated *s)
{
    if (!is_size(s->bytes) || !is_size(s->packed_bytes) || s->type < 0)
        return false;
    const int body = s->type == PAGE_DATA         ? 5
                     : s->type == PAGE_DICTIONARY ? 7
                     : s->type == PAGE_DATA_V2    ? 8
                                                  : 0;
    if (body == 0)
        return true; /* index pages and kinds to come are passed over */
    if (s->body != body || !is_size(s->n_values) || s->encoding < 0)
        return false;
    const int64_t levels = s->definition_bytes + s->repetition_bytes;
    return body != 8 ||
           (is_size(s->n_nulls) && is_size(s->definition_bytes) && is_size(s->repetition_bytes) &&
            levels <= s->bytes && levels <= s->packed_bytes);
}

int pageheader_read(PageHeader *h, InFile *f, uint64_t offset, uint64_t limit, Err *e)
{
    Thrift t;
    Stated s = {.type = -1, .bytes = -1, .packed_bytes = -1, .n_values = -1, .encoding = -1};
    s.is_packed = true;
    thrift_start(&t, f, offset, limit > offset ? limit - offset : 0);
    const int rc = read_stated(&t, &s, e);
    const uint64_t body = thrift_end(&t);
    if (rc != 0)
        return -1;
    if (!makes_sense(&s)) {
        err_set(e, ERR_FORMAT, "the page header makes no sense");
        return -1;
    }
    *h = (PageHeader){.type = s.type,
                      .body = body,
                      .packed_bytes = (uint64_t)s.packed_bytes,
                      .bytes = (uint64_t)s.bytes,
                      .has_crc = s.has_crc,
                      .crc = (uint32_t)s.crc,
                      .n_values = s.n_values > 0 ? (uint64_t)s.n_values : 0,
                      .encoding = s.encoding,
                      .levels_encoding = s.levels_encoding,
                      .n_nulls = (uint64_t)s.n_nulls,
                      .levels_bytes = {(uint64_t)s.repetition_bytes, (uint64_t)s.definition_bytes},
                      .is_packed = s.is_packed};
    if (h->packed_bytes <= limit - body)
        return 0;
    err_set(e, ERR_FORMAT,
            "the page of %" PRIu64 " bytes at byte %" PRIu64 " reaches beyond byte %" PRIu64
            ", where the pages end",
            h->packed_bytes, body, limit);
    return -1;
}
