/* A table of text, built once and set for a page, for Markdown and for a terminal. Private to
 * reports/.
 *
 * Cells are plain text (escaped when set); NULL is an empty cell. Strings belong to the caller and
 * must outlive the table. */
#ifndef ROTE_TABLE_H
#define ROTE_TABLE_H

#include "audit/base/arena.h"
#include "audit/base/buf.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum {
    COLUMN_TEXT,
    COLUMN_CODE, /* fixed-width */
    COLUMN_NUMBER,
    COLUMN_RATE,     /* the number to look at */
    COLUMN_INTERVAL, /* stands beside one */
} ColumnKind;

/* Neighbouring columns of the same group share a heading above their own. */
typedef struct {
    const char *group; /* NULL for none */
    const char *head;
    ColumnKind kind;
} TableColumn;

typedef struct {
    const char *const *cells; /* [n_columns] */
    bool total;               /* set apart from the rows above */
} TableRow;

typedef struct {
    const char *caption;
    const TableColumn *columns;
    size_t n_columns;
    TableRow *rows; /* in the arena given to table_row */
    size_t n_rows, rows_capacity;
} Table;

/* Adds a row; `cells` [n_columns] is copied to `a`, its strings are not. */
void table_row(Table *t, Arena *a, const char *const *cells, bool total);

/* The first cell of a row is its heading. */
void table_html(const Table *t, Buf *out);

/* The caption in bold, then the table; group and heading are joined. */
void table_markdown(const Table *t, Buf *out);

/* Aligned columns. When the table is wider than `columns`, each first cell goes on a line of its
 * own. */
void table_plain(const Table *t, size_t columns, Buf *out);

#endif
