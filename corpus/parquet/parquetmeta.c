/* Reading the footer: see parquetmeta.h. Statistics, indexes and bloom filters in it are passed over:
 * what a sampler leaves out it leaves out by row, and rows are counted by the row groups and pages
 * themselves. */
#include "corpus/parquet/parquetmeta.h"

#include "audit/base/mem.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { FOOTER_TAIL_BYTES = 8 }; /* its length and the mark */

/* ColumnChunk and the ColumnMetaData in it, as the file states them. */
typedef struct {
    bool elsewhere, encrypted, has_data;
    int64_t type, codec, n_values, bytes, data_start, dictionary_start;
} Chunk;

static int read_column(Thrift *t, Chunk *c, Err *e)
{
    ThriftField f = {0};
    int r = 0, ok = 0;
    while (ok == 0 && (r = thrift_field(t, &f, e)) == 1) {
        switch (f.id) {
        case 1:
            ok = thrift_int(t, &f, &c->type, e);
            break;
        case 4:
            ok = thrift_int(t, &f, &c->codec, e);
            break;
        case 5:
            ok = thrift_int(t, &f, &c->n_values, e);
            break;
        case 6:
            ok = thrift_int(t, &f, &c->bytes, e);
            break;
        case 9:
            ok = thrift_int(t, &f, &c->data_start, e);
            break;
        case 11:
            ok = thrift_int(t, &f, &c->dictionary_start, e);
            break;
        default:
            ok = thrift_skip(t, &f, e);
        }
    }
    return r == 0 && ok == 0 ? 0 : -1;
}

static int read_chunk(Thrift *t, Chunk *c, Err *e)
{
    *c = (Chunk){.type = -1, .codec = -1, .n_values = -1};
    ThriftField f = {0};
    int r = 0, ok = 0;
    while (ok == 0 && (r = thrift_field(t, &f, e)) == 1) {
        if (f.id == 3) {
            ok = thrift_struct(&f, e) == 0 ? read_column(t, c, e) : -1;
            c->has_data = true;
            continue;
        }
        c->elsewhere = c->elsewhere || f.id == 1;
        c->encrypted = c->encrypted || f.id == 8 || f.id == 9;
        ok = thrift_skip(t, &f, e);
    }
    return r == 0 && ok == 0 ? 0 : -1;
}

/* What is wrong with a chunk that is to be read; NULL: nothing. */
static const char *chunk_fault(const Chunk *c, const ParquetColumn *column, uint64_t n_rows,
                               uint64_t data_end)
{
    if (c->encrypted)
        return "is encrypted, which is not read; decrypt the file";
    if (c->elsewhere)
        return "lies in another file, which is not read; give the file with the data";
    if (!c->has_data || c->type != (int64_t)column->type)
        return "has another type than the schema says";
    if (c->n_values < 0 || (uint64_t)c->n_values != n_rows)
        return "has another number of values than there are rows";
    if (c->bytes < 0)
        return "has fewer bytes than none";
    if (c->data_start < PARQUET_MAGIC_BYTES || (uint64_t)c->data_start >= data_end)
        return "points outside the file";
    return NULL;
}

static int take_chunk(const ParquetMeta *m, ParquetGroup *g, ParquetRole role, const Chunk *c,
                      Err *e)
{
    const ParquetColumn *column = &m->schema.columns[role];
    const char *fault = chunk_fault(c, column, g->n_rows, m->data_end);
    if (fault) {
        err_set(e, ERR_FORMAT, "row group %zu of the Parquet file: column \"%s\" %s", m->n_groups,
                column->path, fault);
        return -1;
    }
    /* Writers that have no dictionary page may state 0, or the data page's own place. */
    const bool has_dictionary =
        c->dictionary_start >= PARQUET_MAGIC_BYTES && c->dictionary_start < c->data_start;
    g->chunks[role] = (ParquetChunk){
        .start = (uint64_t)(has_dictionary ? c->dictionary_start : c->data_start),
        .bytes = (uint64_t)c->bytes,
        .codec = c->codec,
    };
    return 0;
}

static int read_chunks(const ParquetMeta *m, Thrift *t, const ThriftField *f, Chunk found[N_ROLES],
                       Err *e)
{
    uint64_t n;
    if (thrift_structs(t, f, &n, e) != 0)
        return -1;
    if (n != m->schema.n_leaves) {
        err_set(e, ERR_FORMAT,
                "row group %zu of the Parquet file has %" PRIu64 " columns, the schema %" PRIu64,
                m->n_groups, n, m->schema.n_leaves);
        return -1;
    }
    for (uint64_t i = 0; i < n; i++) {
        Chunk c;
        bool wanted = false;
        for (ParquetRole r = 0; r < N_ROLES; r++)
            wanted = wanted || (m->schema.columns[r].path && m->schema.columns[r].leaf == i);
        if ((wanted ? read_chunk(t, &c, e) : thrift_skip_struct(t, e)) != 0)
            return -1;
        for (ParquetRole r = 0; wanted && r < N_ROLES; r++)
            if (m->schema.columns[r].path && m->schema.columns[r].leaf == i)
                found[r] = c;
    }
    return 0;
}

static int read_group(ParquetMeta *m, Thrift *t, ParquetGroup *g, Err *e)
{
    *g = (ParquetGroup){0};
    Chunk found[N_ROLES] = {0};
    int64_t n_rows = -1;
    ThriftField f = {0};
    int r = 0, ok = 0;
    while (ok == 0 && (r = thrift_field(t, &f, e)) == 1) {
        if (f.id == 1)
            ok = read_chunks(m, t, &f, found, e);
        else if (f.id == 3)
            ok = thrift_int(t, &f, &n_rows, e);
        else
            ok = thrift_skip(t, &f, e);
    }
    if (r != 0 || ok != 0)
        return -1;
    if (n_rows < 0 || (uint64_t)n_rows > (uint64_t)INT64_MAX - m->n_rows) {
        err_set(e, ERR_FORMAT,
                "row group %zu of the Parquet file states no possible number of rows", m->n_groups);
        return -1;
    }
    g->n_rows = (uint64_t)n_rows;
    for (ParquetRole role = 0; g->n_rows > 0 && role < N_ROLES; role++)
        if (m->schema.columns[role].path && take_chunk(m, g, role, &found[role], e) != 0)
            return -1;
    return 0;
}

static int read_groups(ParquetMeta *m, Thrift *t, const ThriftField *f, Err *e)
{
    uint64_t n;
    size_t capacity = 0;
    if (thrift_structs(t, f, &n, e) != 0)
        return -1;
    for (uint64_t i = 0; i < n; i++) {
        ParquetGroup g;
        if (read_group(m, t, &g, e) != 0)
            return -1;
        if (m->n_groups == capacity) {
            capacity = capacity > 0 ? 2 * capacity : 16;
            m->groups = mem_resize(m->groups, capacity, sizeof *m->groups);
        }
        m->groups[m->n_groups++] = g;
        m->n_rows += g.n_rows;
    }
    return 0;
}

static int read_metadata(ParquetMeta *m, Thrift *t, const char *const paths[N_ROLES], Err *e)
{
    int64_t n_rows = -1;
    bool has_schema = false, has_groups = false;
    ThriftField f = {0};
    int r = 0, ok = 0;
    while (ok == 0 && (r = thrift_field(t, &f, e)) == 1) {
        if (f.id == 2 && !has_schema) {
            ok = parquetschema_read(&m->schema, t, &f, paths, e);
            has_schema = true;
        } else if (f.id == 4 && has_schema && !has_groups) {
            ok = read_groups(m, t, &f, e);
            has_groups = true;
        } else if (f.id == 3) {
            ok = thrift_int(t, &f, &n_rows, e);
        } else {
            ok = thrift_skip(t, &f, e);
        }
    }
    if (r != 0 || ok != 0)
        return -1;
    if (has_schema && has_groups && n_rows >= 0 && (uint64_t)n_rows == m->n_rows)
        return 0;
    err_set(e, ERR_FORMAT,
            "the Parquet file's footer is damaged: it states %" PRId64
            " rows, and %zu row groups with %" PRIu64,
            n_rows, m->n_groups, m->n_rows);
    return -1;
}

/* The last 8 bytes: what the footer's length is, or why there is none. */
static int read_tail(InFile *f, uint32_t *footer_bytes, Err *e)
{
    char tail[FOOTER_TAIL_BYTES] = {0};
    const uint64_t bytes = infile_bytes(f);
    size_t n = 0;
    if (bytes >= FOOTER_TAIL_BYTES + PARQUET_MAGIC_BYTES)
        infile_seek(f, bytes - FOOTER_TAIL_BYTES);
    else
        infile_seek(f, bytes);
    for (Str chunk; n < sizeof tail;) {
        const int r = infile_peek(f, &chunk, e);
        if (r < 0)
            return -1;
        if (r == 0)
            break;
        const size_t k = chunk.n < sizeof tail - n ? chunk.n : sizeof tail - n;
        memcpy(tail + n, chunk.s, k);
        infile_consume(f, k);
        n += k;
    }
    const unsigned char *u = (const unsigned char *)tail;
    *footer_bytes =
        (uint32_t)u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16 | (uint32_t)u[3] << 24;
    if (memcmp(tail + 4, "PARE", 4) == 0) {
        err_set(e, ERR_FORMAT,
                "is an encrypted Parquet file (PARE), which is not read; decrypt it");
        return -1;
    }
    if (memcmp(tail + 4, "PAR1", 4) != 0) {
        err_set(e, ERR_FORMAT,
                "the Parquet file is cut off: it has %" PRIu64
                " bytes and no footer at their end; fetch it again",
                bytes);
        return -1;
    }
    if (*footer_bytes > bytes - FOOTER_TAIL_BYTES - PARQUET_MAGIC_BYTES) {
        err_set(e, ERR_FORMAT,
                "the Parquet file is damaged: its footer of %" PRIu32
                " bytes is larger than the file of %" PRIu64,
                *footer_bytes, bytes);
        return -1;
    }
    return 0;
}

int parquetmeta_read(ParquetMeta *m, InFile *f, const char *const paths[N_ROLES], Err *e)
{
    *m = (ParquetMeta){0};
    uint32_t footer_bytes;
    if (read_tail(f, &footer_bytes, e) != 0)
        return -1;
    m->data_end = infile_bytes(f) - FOOTER_TAIL_BYTES - footer_bytes;
    Thrift t;
    thrift_start(&t, f, m->data_end, footer_bytes);
    const int rc = read_metadata(m, &t, paths, e);
    thrift_end(&t);
    return rc;
}

uint64_t parquetmeta_row_bytes(const ParquetGroup *g, uint64_t row)
{
    const uint64_t bytes = g->chunks[ROLE_TEXT].bytes;
    return bytes / g->n_rows + (row < bytes % g->n_rows);
}

void parquetmeta_free(ParquetMeta *m)
{
    free(m->groups);
    *m = (ParquetMeta){0};
}
