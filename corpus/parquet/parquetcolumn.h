/* A column's values by row, going forward: pages in which no row is asked for are passed over
 * unread, only their headers are looked at. */
#ifndef ROTE_PARQUETCOLUMN_H
#define ROTE_PARQUETCOLUMN_H

#include "corpus/parquet/pagevalues.h"
#include "corpus/parquet/parquetmeta.h"

typedef struct {
    InFile *file;
    const ParquetColumn *column;
    uint64_t data_end;         /* byte of the file behind the last page */
    uint64_t n_rows;           /* of the row group */
    uint64_t next;             /* byte of the file at which the next page's header stands */
    uint64_t n_headers, place; /* for messages: pages begun in this row group, and where the last
                                  one's header stands */
    PageHeader dictionary_page, page;
    bool has_dictionary_page, has_dictionary; /* its header was seen; it was read */
    uint64_t page_row, page_rows;             /* the page's first row in the group, and how many */
    bool page_open;                           /* its levels are read */
    bool values_open;                         /* so is what stands in front of its values */
    uint64_t row;                             /* of the group; the next to be taken from the page */
    Hybrid levels;
    Buf levels_bytes, repetition;
    size_t levels_at;    /* of levels_bytes */
    bool levels_are_old; /* encoded as BIT_PACKED */
    bool has_levels;     /* else no row of the page is null */
    PageStream stream;
    PageValues values;
    Dictionary dictionary;
} ParquetReader;

/* A reader of column c, which must outlive it. */
void parquetcolumn_open(ParquetReader *r, InFile *f, const ParquetColumn *c, uint64_t data_end);
/* Goes to a row group. 0, or -1 with ERR_FORMAT when its pages' compression is not read. */
int parquetcolumn_start(ParquetReader *r, const ParquetGroup *g, ParquetRole role, Err *e);
/* The value of a row of the group, not before the last one asked for; s NULL: null. Valid until the
 * next call. 0, or -1 with ERR_FORMAT or ERR_IO; the text names column and page. */
int parquetcolumn_value(ParquetReader *r, uint64_t row, Str *value, Err *e);
/* The row group is behind: a page that was read to its last row is held against what it promised.
 * -1 with ERR_FORMAT or ERR_IO as above. */
int parquetcolumn_end(ParquetReader *r, Err *e);
void parquetcolumn_close(ParquetReader *r);

#endif
