/* A Parquet file's footer: which columns it has, and where their pages lie.
 *
 *   "PAR1"  pages of all row groups ...  footer (FileMetaData, Thrift)  u32 its length  "PAR1"
 *
 * Source: parquet.thrift and README of the format (Parquet 2.11). */
#ifndef ROTE_PARQUETMETA_H
#define ROTE_PARQUETMETA_H

#include "corpus/parquet/parquetschema.h"

enum { PARQUET_MAGIC_BYTES = 4 };

/* A column's pages in one row group. */
typedef struct {
    uint64_t start; /* byte of the file at which the first page's header stands */
    uint64_t bytes; /* of all pages, decompressed, as the footer states it */
    int64_t codec;  /* as the format numbers them; see pagecodec.h */
} ParquetChunk;

typedef struct {
    uint64_t n_rows;
    ParquetChunk chunks[N_ROLES]; /* of the columns that have a path, when there are rows */
} ParquetGroup;

typedef struct {
    ParquetSchema schema;
    ParquetGroup *groups; /* [n_groups], in the order of the file's rows */
    size_t n_groups;
    uint64_t n_rows;
    uint64_t data_end; /* byte of the file behind the last page: the footer's first */
} ParquetMeta;

/* Reads the footer. `paths` as in parquetschema_read. 0; -1 with ERR_FORMAT (no Parquet file, cut
 * off, damaged, encrypted, or not the columns asked for) or ERR_IO. In both cases parquetmeta_free
 * gives back what *m holds. */
int parquetmeta_read(ParquetMeta *m, InFile *f, const char *const paths[N_ROLES], Err *e);
void parquetmeta_free(ParquetMeta *m);

/* What a row of the group has of the text column's bytes: its even share, so that it is known
 * without reading the row, and the rows of a group come to the whole. */
uint64_t parquetmeta_row_bytes(const ParquetGroup *g, uint64_t row);

#endif
