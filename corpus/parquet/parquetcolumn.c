/* From row to page to value: see parquetcolumn.h.
 *
 *   data page          levels | values        version 1: levels and values are compressed as one
 *   its levels (v1)    u32 bytes | runs       or bit-packed; not there where nothing may be null
 *
 * A row is null where its definition level is below the highest; only the others have a value. */
#include "corpus/parquet/parquetcolumn.h"

#include <inttypes.h>
#include <stdlib.h>

/* No encoding takes more bytes for the levels of a page; they are held while it is read. */
enum { LEVELS_ROW_BYTES = 8, LEVELS_SLACK_BYTES = 1024 };

void parquetcolumn_open(ParquetReader *r, InFile *f, const ParquetColumn *c, uint64_t data_end)
{
    *r = (ParquetReader){.file = f, .column = c, .data_end = data_end, .stream.raw.file = f};
}

int parquetcolumn_start(ParquetReader *r, const ParquetGroup *g, ParquetRole role, Err *e)
{
    const PageCodec *codec = pagecodec_find(g->chunks[role].codec, e);
    if (!codec) {
        err_add(e, "column \"%s\"", r->column->path);
        return -1;
    }
    pagestream_set_codec(&r->stream, codec);
    r->n_rows = g->n_rows;
    r->next = g->chunks[role].start;
    r->n_headers = 0;
    r->has_dictionary_page = r->has_dictionary = false;
    r->page_row = r->page_rows = r->row = 0;
    r->page_open = r->values_open = false;
    return 0;
}

/* ---- finding the page ---- */

static int note_dictionary(ParquetReader *r, const PageHeader *h, Err *e)
{
    if (r->has_dictionary_page || r->page_row > 0) {
        err_set(e, ERR_FORMAT, "a dictionary stands behind other pages");
        return -1;
    }
    r->has_dictionary_page = true;
    r->dictionary_page = *h;
    return 0;
}

/* A page that was read to its last row must end as its header says; of one that was left early
 * nothing is known. */
static int close_page(ParquetReader *r, Err *e)
{
    const bool is_read = r->page_open && r->row == r->page_row + r->page_rows;
    r->page_open = r->values_open = false;
    return is_read ? pagestream_finish(&r->stream, e) : 0;
}

/* The header of the next data page. */
static int next_page(ParquetReader *r, Err *e)
{
    if (close_page(r, e) != 0)
        return -1;
    r->page_row += r->page_rows;
    r->page_rows = 0;
    while (r->page_rows == 0) {
        PageHeader h;
        if (r->next >= r->data_end) {
            err_set(e, ERR_FORMAT, "the pages end after %" PRIu64 " of %" PRIu64 " rows",
                    r->page_row, r->n_rows);
            return -1;
        }
        r->n_headers++;
        r->place = r->next;
        if (pageheader_read(&h, r->file, r->next, r->data_end, e) != 0)
            return -1;
        r->next = h.body + h.packed_bytes;
        if (h.type == PAGE_DICTIONARY && note_dictionary(r, &h, e) != 0)
            return -1;
        if (h.type != PAGE_DATA && h.type != PAGE_DATA_V2)
            continue;
        if (h.n_values > r->n_rows - r->page_row) {
            err_set(e, ERR_FORMAT, "the pages hold more than the row group's %" PRIu64 " rows",
                    r->n_rows);
            return -1;
        }
        r->page = h;
        r->page_rows = h.n_values;
    }
    r->row = r->page_row;
    return 0;
}

/* ---- opening it ---- */

/* Levels of version 1 stand in front of the values, compressed with them. */
static int levels_of_v1(ParquetReader *r, unsigned width, Err *e)
{
    uint64_t n = (r->page_rows * width + 7) / 8;
    r->levels_are_old = r->page.levels_encoding == ENCODING_BIT_PACKED;
    if (!r->levels_are_old && r->page.levels_encoding != ENCODING_RLE) {
        err_set(e, ERR_FORMAT, "the levels have encoding %" PRId64 ", which is not read",
                r->page.levels_encoding);
        return -1;
    }
    if (!r->levels_are_old) {
        Str s;
        if (pagestream_need(&r->stream, 4, &s, e) != 0)
            return -1;
        const unsigned char *u = (const unsigned char *)s.s;
        n = (uint32_t)u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16 | (uint32_t)u[3] << 24;
        pagestream_take(&r->stream, 4);
    }
    if (n > LEVELS_ROW_BYTES * r->page_rows + LEVELS_SLACK_BYTES) {
        err_set(e, ERR_FORMAT, "the page has %" PRIu64 " bytes of levels for %" PRIu64 " rows", n,
                r->page_rows);
        return -1;
    }
    return pagestream_copy(&r->stream, n, &r->levels_bytes, e);
}

static unsigned bits_for(unsigned most)
{
    unsigned bits = 0;
    while (most >> bits > 0)
        bits++;
    return bits;
}

static int open_page(ParquetReader *r, Err *e)
{
    const unsigned width = bits_for(r->column->max_definition);
    if (pagestream_start(&r->stream, &r->page, &r->repetition, &r->levels_bytes, e) != 0 ||
        hybrid_start(&r->levels, width, e) != 0)
        return -1;
    r->page_open = true;
    r->levels_at = 0;
    r->levels_are_old = false;
    /* Some writers leave the levels away in version 2 where nothing is null. */
    const bool v2 = r->page.type == PAGE_DATA_V2;
    r->has_levels = width > 0 && !(v2 && r->page.n_nulls == 0 && r->levels_bytes.n == 0);
    return r->has_levels && !v2 ? levels_of_v1(r, width, e) : 0;
}

static int open_values(ParquetReader *r, Err *e)
{
    r->values_open = true;
    return pagevalues_start(&r->values, r->page.encoding, r->column, &r->stream, &r->dictionary, e);
}

/* The dictionary must be read before the page is begun: they share a stream. */
static int open_dictionary(ParquetReader *r, Err *e)
{
    if (r->has_dictionary || !pagevalues_uses_dictionary(r->page.encoding))
        return 0;
    if (!r->has_dictionary_page) {
        err_set(e, ERR_FORMAT, "the page needs a dictionary, and the row group has none");
        return -1;
    }
    r->has_dictionary = true;
    if (dictionary_read(&r->dictionary, &r->stream, &r->dictionary_page, r->column, e) == 0)
        return 0;
    err_add(e, "its dictionary at byte %" PRIu64, r->dictionary_page.body);
    return -1;
}

/* ---- reading it ---- */

/* *n rows from the next on, at most `most`, are all null or all not. */
static int take_levels(ParquetReader *r, uint64_t most, uint64_t *n, bool *is_null, Err *e)
{
    const unsigned highest = r->column->max_definition;
    uint32_t level = highest;
    *n = most;
    if (r->has_levels && r->levels_are_old) {
        *n = 1;
        level = hybrid_old_bits(r->levels_bytes.s, r->levels.width, r->row - r->page_row);
    } else if (r->has_levels) {
        size_t used;
        const Str rest = {buf_str(&r->levels_bytes).s + r->levels_at,
                          r->levels_bytes.n - r->levels_at};
        if (hybrid_next(&r->levels, rest, &used, n, &level, e) != 0)
            return -1;
        r->levels_at += used;
        *n = *n < most ? *n : most;
        hybrid_take(&r->levels, *n);
    }
    if (level > highest) {
        err_set(e, ERR_FORMAT,
                "the page has a definition level %" PRIu32 " where the highest is %u", level,
                highest);
        return -1;
    }
    *is_null = level < highest;
    r->row += *n;
    return 0;
}

/* Passes over the page's rows in front of `row`. */
static int skip_rows(ParquetReader *r, uint64_t row, Err *e)
{
    uint64_t n_values = 0, n;
    bool is_null;
    while (r->row < row) {
        if (take_levels(r, row - r->row, &n, &is_null, e) != 0)
            return -1;
        n_values += is_null ? 0 : n;
    }
    if (n_values == 0)
        return 0;
    if (!r->values_open && open_values(r, e) != 0)
        return -1;
    return pagevalues_skip(&r->values, n_values, e);
}

static int read_value(ParquetReader *r, uint64_t row, Str *value, Err *e)
{
    while (row - r->page_row >= r->page_rows)
        if (next_page(r, e) != 0)
            return -1;
    if (!r->page_open && (open_dictionary(r, e) != 0 || open_page(r, e) != 0))
        return -1;
    uint64_t n;
    bool is_null;
    if (skip_rows(r, row, e) != 0 || take_levels(r, 1, &n, &is_null, e) != 0)
        return -1;
    *value = (Str){NULL, 0};
    if (is_null)
        return 0;
    if (!r->values_open && open_values(r, e) != 0)
        return -1;
    return pagevalues_next(&r->values, value, e);
}

static int at_page(const ParquetReader *r, Err *e)
{
    err_add(e, "column \"%s\", page %" PRIu64 " at byte %" PRIu64, r->column->path, r->n_headers,
            r->place);
    return -1;
}

int parquetcolumn_value(ParquetReader *r, uint64_t row, Str *value, Err *e)
{
    return read_value(r, row, value, e) == 0 ? 0 : at_page(r, e);
}

int parquetcolumn_end(ParquetReader *r, Err *e)
{
    return close_page(r, e) == 0 ? 0 : at_page(r, e);
}

void parquetcolumn_close(ParquetReader *r)
{
    buf_free(&r->levels_bytes);
    buf_free(&r->repetition);
    pagevalues_free(&r->values);
    pagestream_free(&r->stream);
    dictionary_free(&r->dictionary);
    *r = (ParquetReader){0};
}
