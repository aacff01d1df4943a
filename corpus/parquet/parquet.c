/* Parquet files: of all columns only those with text, id and cluster are read, row by row, row
 * group by row group. A row is a record.
 *
 * Whatever is wrong with pages is damage of the shard: where one ends early, no later row can be
 * told from another. A null text, and one that is not UTF-8, hurt only their row. Of a page whose
 * rows nobody wants only the header is read, of a row group nothing. */
#include "corpus/format.h"
#include "corpus/parquet/parquetcolumn.h"

#include "audit/base/mem.h"
#include "audit/base/utf8.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    InFile *file;
    ShardOptions options;
    ParquetMeta meta;
    ParquetReader readers[N_ROLES]; /* of the columns that are there */
    Buf printed[N_ROLES];           /* ids and clusters as they are shown */
    size_t group;                   /* in hand */
    bool group_open;
    uint64_t row;     /* of the group; the next */
    uint64_t ordinal; /* of the file; the next */
} Parquet;

/* PARE is what an encrypted file begins with, and a text about parents too. */
static bool parquet_recognise(Str head)
{
    return str_starts(head, "PAR1") ||
           (str_starts(head, "PARE") && memchr(head.s, '\0', head.n) != NULL);
}

static void parquet_close(void *state)
{
    Parquet *p = state;
    for (ParquetRole r = 0; r < N_ROLES; r++) {
        parquetcolumn_close(&p->readers[r]);
        buf_free(&p->printed[r]);
    }
    parquetmeta_free(&p->meta);
    free(p);
}

static void *parquet_open(Input *in, const ShardOptions *o, Err *e)
{
    Parquet *p = mem_zero(1, sizeof *p);
    p->file = input_file(in);
    p->options = *o;
    const char *const paths[N_ROLES] = {o->text_field, o->id_field, o->cluster_field};
    if (parquetmeta_read(&p->meta, p->file, paths, e) != 0) {
        parquet_close(p);
        return NULL;
    }
    for (ParquetRole r = 0; r < N_ROLES; r++)
        if (p->meta.schema.columns[r].path)
            parquetcolumn_open(&p->readers[r], p->file, &p->meta.schema.columns[r],
                               p->meta.data_end);
    return p;
}

/* ---- values as strings ---- */

static uint64_t little_endian(Str v)
{
    uint64_t u = 0;
    for (size_t i = v.n; i-- > 0;)
        u = u << 8 | (unsigned char)v.s[i];
    return u;
}

static void print_value(Buf *out, const ParquetColumn *c, Str v)
{
    buf_clear(out);
    switch (c->form) {
    case FORM_BYTES:
        utf8_printable(out, v);
        return;
    case FORM_UNSIGNED:
        buf_printf(out, "%" PRIu64, little_endian(v));
        return;
    case FORM_SIGNED:
        buf_printf(out, "%" PRId64,
                   v.n == 4 ? (int64_t)(int32_t)little_endian(v) : (int64_t)little_endian(v));
        return;
    case FORM_UUID:
        for (size_t i = 0; i < v.n; i++)
            buf_printf(out, i == 4 || i == 6 || i == 8 || i == 10 ? "-%02x" : "%02x",
                       (unsigned char)v.s[i]);
        return;
    }
}

/* Id or cluster of the row; s NULL where there is none. */
static int read_label(Parquet *p, ParquetRole role, Str *label, Err *e)
{
    const ParquetColumn *c = &p->meta.schema.columns[role];
    Str v;
    *label = (Str){NULL, 0};
    if (!c->path)
        return 0;
    if (parquetcolumn_value(&p->readers[role], p->row, &v, e) != 0)
        return -1;
    if (!v.s)
        return 0;
    print_value(&p->printed[role], c, v);
    *label = buf_str(&p->printed[role]);
    return 0;
}

/* ---- rows ---- */

static int open_group(Parquet *p, Err *e)
{
    p->group_open = true;
    for (ParquetRole r = 0; r < N_ROLES; r++)
        if (p->meta.schema.columns[r].path &&
            parquetcolumn_start(&p->readers[r], &p->meta.groups[p->group], r, e) != 0)
            return -1;
    return 0;
}

static int close_group(Parquet *p, Err *e)
{
    for (ParquetRole r = 0; p->group_open && r < N_ROLES; r++)
        if (p->meta.schema.columns[r].path && parquetcolumn_end(&p->readers[r], e) != 0) {
            err_add(e, "row group %zu", p->group);
            return -1;
        }
    p->group_open = false;
    p->group++;
    p->row = 0;
    return 0;
}

static ShardStep read_row(Parquet *p, Doc *d, Err *e)
{
    Str text;
    if ((!p->group_open && open_group(p, e) != 0) ||
        parquetcolumn_value(&p->readers[ROLE_TEXT], p->row, &text, e) != 0)
        return SHARD_DAMAGED;
    if (!text.s) {
        d->fault = FAULT_NO_TEXT;
        err_set(e, ERR_FORMAT, "no text: the column \"%s\" is null", p->options.text_field);
        return SHARD_MALFORMED;
    }
    const size_t good = utf8_span(text);
    if (good < text.n) {
        d->fault = FAULT_NOT_UTF8;
        err_set(e, ERR_FORMAT, "the column \"%s\" is not UTF-8 text: byte %zu is 0x%02x",
                p->options.text_field, good, (unsigned char)text.s[good]);
        return SHARD_MALFORMED;
    }
    d->text = text;
    if (read_label(p, ROLE_ID, &d->id, e) != 0 || read_label(p, ROLE_CLUSTER, &d->cluster, e) != 0)
        return SHARD_DAMAGED;
    return SHARD_DOC;
}

static ShardStep parquet_next(void *state, Doc *d, Err *e)
{
    Parquet *p = state;
    *d = (Doc){.ordinal = p->ordinal};
    while (p->group < p->meta.n_groups && p->row == p->meta.groups[p->group].n_rows)
        if (close_group(p, e) != 0)
            return SHARD_DAMAGED;
    if (p->group == p->meta.n_groups)
        return SHARD_END;
    d->record_bytes = parquetmeta_row_bytes(&p->meta.groups[p->group], p->row);
    ShardStep step = SHARD_PASSED;
    if (!p->options.wants || p->options.wants(p->options.wants_ctx, p->ordinal))
        step = read_row(p, d, e);
    if (step == SHARD_DAMAGED || step == SHARD_MALFORMED)
        err_add(e, "row %" PRIu64 " of row group %zu", p->row, p->group);
    p->row++;
    p->ordinal++;
    return step;
}

/* The share of the rows that are behind, since most of the bytes are never read. */
static uint64_t parquet_bytes_read(const void *state)
{
    const Parquet *p = state;
    const double share = p->meta.n_rows > 0 ? (double)p->ordinal / (double)p->meta.n_rows : 1;
    return (uint64_t)(share * (double)infile_bytes(p->file));
}

const Format format_parquet = {
    .kind = {"parquet"},
    .recognise = parquet_recognise,
    .open = parquet_open,
    .next = parquet_next,
    .close = parquet_close,
    .bytes_read = parquet_bytes_read,
};
