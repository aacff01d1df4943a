/* Parquet files as no writer at hand makes them: one text column, pages with whatever headers and
 * bytes a test wants. The bytes returned are the caller's, to be freed with buf_free. */
#ifndef ROTE_PARQUETMAKER_H
#define ROTE_PARQUETMAKER_H

#include "tests/testing.h"

#include "audit/base/buf.h"
#include "corpus/parquet/pageheader.h"

#include <zlib.h>

/* A page: what its header says, and its bytes. Sizes that are 0 in the header are those of the
 * bytes; is_plain: version 2, not compressed. */
typedef struct {
    PageHeader header;
    Str body;
    bool is_plain;
    bool wrong_crc;
} MakerPage;

typedef struct {
    const char *name; /* of the column; NULL: "text" */
    int type;         /* 0: BYTE_ARRAY */
    int width;
    int repetition; /* 0 required, 1 optional, 2 repeated */
    int codec;
    int64_t n_rows;
    const MakerPage *pages;
    size_t n_pages;
    size_t n_groups; /* row groups, all the same; 0: one, of no rows when n_rows is 0 */
    size_t gap;      /* not 0: in front of each stand as many bytes of a second column, "other" */
} MakerFile;

/* ---- Thrift's compact protocol ---- */

static inline void maker_varint(Buf *b, uint64_t v)
{
    for (; v >= 0x80; v >>= 7)
        buf_add_char(b, (char)(v | 0x80));
    buf_add_char(b, (char)v);
}

static inline void maker_field(Buf *b, int id, int type)
{
    buf_add_char(b, (char)type); /* the long form: no id needs to be remembered */
    maker_varint(b, (uint64_t)id << 1);
}

static inline void maker_int(Buf *b, int id, int64_t v)
{
    maker_field(b, id, 6);
    maker_varint(b, (uint64_t)v << 1 ^ (uint64_t)(v >> 63));
}

static inline void maker_string(Buf *b, int id, const char *s)
{
    maker_field(b, id, 8);
    maker_varint(b, strlen(s));
    buf_add_c(b, s);
}

static inline void maker_list(Buf *b, int id, size_t n)
{
    maker_field(b, id, 9);
    buf_add_char(b, (char)0xFC); /* of structs, the number follows */
    maker_varint(b, n);
}

static inline void maker_stop(Buf *b)
{
    buf_add_char(b, 0);
}

/* ---- the file ---- */

static inline void maker_page(Buf *b, const MakerPage *p)
{
    const PageHeader *h = &p->header;
    maker_int(b, 1, h->type);
    maker_int(b, 2, (int64_t)(h->bytes ? h->bytes : p->body.n));
    maker_int(b, 3, (int64_t)(h->packed_bytes ? h->packed_bytes : p->body.n));
    if (h->has_crc) {
        const uint32_t crc = (uint32_t)crc32(0, (const Bytef *)p->body.s, (uInt)p->body.n);
        maker_int(b, 4, (int32_t)(crc ^ p->wrong_crc));
    }
    const bool v2 = h->type == PAGE_DATA_V2;
    maker_field(b, v2 ? 8 : h->type == PAGE_DICTIONARY ? 7 : 5, 12);
    maker_int(b, 1, (int64_t)h->n_values);
    maker_int(b, v2 ? 4 : 2, h->encoding);
    if (v2) {
        maker_int(b, 2, (int64_t)h->n_nulls);
        maker_int(b, 3, (int64_t)h->n_values);
        maker_int(b, 5, (int64_t)h->levels_bytes[1]);
        maker_int(b, 6, (int64_t)h->levels_bytes[0]);
        maker_field(b, 7, p->is_plain ? 2 : 1);
    } else if (h->type == PAGE_DATA) {
        maker_int(b, 3, h->levels_encoding);
        maker_int(b, 4, ENCODING_RLE);
    }
    maker_stop(b);
    maker_stop(b);
    buf_add_str(b, p->body);
}

static inline void maker_leaf(Buf *b, const char *name, int type, int width, int repetition)
{
    maker_int(b, 1, type ? type : 6);
    maker_int(b, 2, width);
    maker_int(b, 3, repetition);
    maker_string(b, 4, name ? name : "text");
    maker_stop(b);
}

static inline void maker_schema(Buf *b, const MakerFile *f)
{
    maker_list(b, 2, f->gap > 0 ? 3 : 2);
    maker_string(b, 4, "schema");
    maker_int(b, 5, f->gap > 0 ? 2 : 1);
    maker_stop(b);
    if (f->gap > 0)
        maker_leaf(b, "other", 6, 0, 0);
    maker_leaf(b, f->name, f->type, f->width, f->repetition);
}

static inline void maker_group(Buf *b, const MakerFile *f, int64_t data, int64_t dictionary)
{
    maker_list(b, 1, f->gap > 0 ? 2 : 1);
    if (f->gap > 0)
        maker_stop(b); /* nothing is said of a column that nobody reads */
    maker_field(b, 3, 12);
    maker_int(b, 1, f->type ? f->type : 6);
    maker_int(b, 4, f->codec);
    maker_int(b, 5, f->n_rows);
    maker_int(b, 9, data);
    if (dictionary > 0)
        maker_int(b, 11, dictionary);
    maker_stop(b);
    maker_stop(b);
    maker_int(b, 3, f->n_rows);
    maker_stop(b);
}

/* The pages of a row group; where the first of each kind stands. */
static inline void maker_pages(Buf *b, const MakerFile *f, int64_t *data, int64_t *dictionary)
{
    *data = *dictionary = 0;
    memset(buf_reserve(b, f->gap + 1), 'x', f->gap);
    b->n += f->gap;
    for (size_t i = 0; i < f->n_pages; i++) {
        const bool is_dictionary = f->pages[i].header.type == PAGE_DICTIONARY;
        if (is_dictionary && *dictionary == 0)
            *dictionary = (int64_t)b->n;
        if (!is_dictionary && *data == 0)
            *data = (int64_t)b->n;
        maker_page(b, &f->pages[i]);
    }
}

static inline Buf make_parquet(const MakerFile *f)
{
    Buf b = {0}, groups = {0};
    const size_t n_groups = f->n_rows == 0 ? 0 : f->n_groups == 0 ? 1 : f->n_groups;
    buf_add_c(&b, "PAR1");
    for (size_t i = 0; i < n_groups; i++) {
        int64_t data, dictionary;
        maker_pages(&b, f, &data, &dictionary);
        maker_group(&groups, f, data, dictionary);
    }
    const size_t footer = b.n;
    maker_int(&b, 1, 2);
    maker_schema(&b, f);
    maker_int(&b, 3, f->n_rows * (int64_t)n_groups);
    maker_list(&b, 4, n_groups);
    buf_add_str(&b, buf_str(&groups));
    maker_stop(&b);
    buf_free(&groups);
    const uint32_t n = (uint32_t)(b.n - footer);
    for (int i = 0; i < 4; i++)
        buf_add_char(&b, (char)(n >> 8 * i));
    buf_add_c(&b, "PAR1");
    return b;
}

/* A value in PLAIN. */
static inline void maker_plain(Buf *b, Str s)
{
    for (int i = 0; i < 4; i++)
        buf_add_char(b, (char)(s.n >> 8 * i));
    buf_add_str(b, s);
}

#endif
