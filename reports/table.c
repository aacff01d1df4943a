/* Setting tables: see table.h. */
#include "reports/table.h"

#include "reports/escape.h"
#include "reports/glyph.h"

#include <stdio.h>
#include <string.h>

void table_row(Table *t, Arena *a, const char *const *cells, bool total)
{
    if (t->n_rows == t->rows_capacity) {
        t->rows_capacity = t->rows_capacity < 8 ? 8 : t->rows_capacity * 2;
        TableRow *rows = arena_alloc(a, t->rows_capacity, sizeof *rows);
        if (t->n_rows > 0)
            memcpy(rows, t->rows, t->n_rows * sizeof *rows);
        t->rows = rows;
    }
    const char **copy = arena_alloc(a, t->n_columns, sizeof *copy);
    memcpy(copy, cells, t->n_columns * sizeof *copy);
    t->rows[t->n_rows++] = (TableRow){.cells = copy, .total = total};
}

static bool same_group(const TableColumn *a, const TableColumn *b)
{
    return a->group && b->group && strcmp(a->group, b->group) == 0;
}

static bool has_groups(const Table *t)
{
    for (size_t c = 0; c < t->n_columns; c++)
        if (t->columns[c].group)
            return true;
    return false;
}

static bool begins_group(const Table *t, size_t c)
{
    return t->columns[c].group && (c == 0 || !same_group(&t->columns[c - 1], &t->columns[c]));
}

/* ---- HTML ---- */

enum { TABLE_SHORT_ROWS = 24 };

static const char *column_class(const Table *t, size_t c)
{
    static const char *const plain[] = {[COLUMN_TEXT] = "t",
                                        [COLUMN_CODE] = "c",
                                        [COLUMN_NUMBER] = "n",
                                        [COLUMN_RATE] = "n r",
                                        [COLUMN_INTERVAL] = "n i"};
    static const char *const first[] = {[COLUMN_TEXT] = "t g",
                                        [COLUMN_CODE] = "c g",
                                        [COLUMN_NUMBER] = "n g",
                                        [COLUMN_RATE] = "n r g",
                                        [COLUMN_INTERVAL] = "n i g"};
    return (begins_group(t, c) ? first : plain)[t->columns[c].kind];
}

static void html_head(const Table *t, Buf *out)
{
    const bool groups = has_groups(t);
    buf_add_c(out, "<thead>\n<tr>");
    for (size_t c = 0; c < t->n_columns; c++) {
        size_t span = 1;
        while (c + span < t->n_columns && same_group(&t->columns[c], &t->columns[c + span]))
            span++;
        if (t->columns[c].group)
            buf_printf(out, "<th class=\"g\" scope=\"colgroup\" colspan=\"%zu\">", span);
        else
            buf_printf(out, "<th class=\"%s\" scope=\"col\"%s>", column_class(t, c),
                       groups ? " rowspan=\"2\"" : "");
        escape_html(out, str_of(t->columns[c].group ? t->columns[c].group : t->columns[c].head));
        buf_add_c(out, "</th>");
        c += span - 1;
    }
    buf_add_c(out, "</tr>\n");
    if (groups) {
        buf_add_c(out, "<tr>");
        for (size_t c = 0; c < t->n_columns; c++) {
            if (!t->columns[c].group)
                continue;
            buf_printf(out, "<th class=\"%s\" scope=\"col\">", column_class(t, c));
            escape_html(out, str_of(t->columns[c].head));
            buf_add_c(out, "</th>");
        }
        buf_add_c(out, "</tr>\n");
    }
    buf_add_c(out, "</thead>\n");
}

void table_html(const Table *t, Buf *out)
{
    /* A short table is not cut where a printed page ends. */
    buf_printf(out, "<div class=\"scroll%s\" tabindex=\"0\" role=\"region\" aria-label=\"",
               t->n_rows <= TABLE_SHORT_ROWS ? " short" : "");
    escape_html(out, str_of(t->caption));
    buf_add_c(out, "\">\n<table>\n<caption>");
    escape_html(out, str_of(t->caption));
    buf_add_c(out, "</caption>\n");
    html_head(t, out);
    buf_add_c(out, "<tbody>\n");
    for (size_t i = 0; i < t->n_rows; i++) {
        const bool last = i + 1 < t->n_rows && t->rows[i + 1].total && !t->rows[i].total;
        buf_add_c(out, t->rows[i].total ? "<tr class=\"total\">"
                       : last           ? "<tr class=\"last\">"
                                        : "<tr>");
        for (size_t c = 0; c < t->n_columns; c++) {
            if (c == 0)
                buf_printf(out, "<th class=\"%s\" scope=\"row\">", column_class(t, c));
            else
                buf_printf(out, "<td class=\"%s\">", column_class(t, c));
            escape_html(out, str_of(t->rows[i].cells[c]));
            buf_add_c(out, c == 0 ? "</th>" : "</td>");
        }
        buf_add_c(out, "</tr>\n");
    }
    buf_add_c(out, "</tbody>\n</table>\n</div>\n");
}

/* ---- Markdown ---- */

void table_markdown(const Table *t, Buf *out)
{
    buf_add_c(out, "**");
    escape_markdown(out, str_of(t->caption));
    buf_add_c(out, "**\n\n|");
    for (size_t c = 0; c < t->n_columns; c++) {
        buf_add_char(out, ' ');
        if (t->columns[c].group) {
            escape_markdown(out, str_of(t->columns[c].group));
            buf_add_c(out, ": ");
        }
        escape_markdown(out, str_of(t->columns[c].head));
        buf_add_c(out, " |");
    }
    buf_add_c(out, "\n|");
    for (size_t c = 0; c < t->n_columns; c++)
        buf_add_c(out, t->columns[c].kind <= COLUMN_CODE ? " --- |" : " ---: |");
    buf_add_char(out, '\n');
    for (size_t i = 0; i < t->n_rows; i++) {
        buf_add_char(out, '|');
        for (size_t c = 0; c < t->n_columns; c++) {
            buf_add_char(out, ' ');
            escape_markdown(out, str_of(t->rows[i].cells[c]));
            buf_add_c(out, " |");
        }
        buf_add_char(out, '\n');
    }
    buf_add_char(out, '\n');
}

/* ---- terminal ---- */

static void fill(Buf *out, char c, size_t n)
{
    while (n-- > 0)
        buf_add_char(out, c);
}

static void plain_cell(const char *text, bool right, size_t width, Buf *out)
{
    const size_t wide = glyph_columns(str_of(text));
    const size_t pad = wide < width ? width - wide : 0;
    fill(out, ' ', right ? pad : 0);
    escape_plain(out, str_of(text));
    fill(out, ' ', right ? 0 : pad);
}

/* Blanks at a line's end say nothing. */
static void end_line(Buf *out)
{
    while (out->n > 0 && out->s[out->n - 1] == ' ')
        out->n--;
    buf_add_char(out, '\n');
}

/* Widths of the columns, and of all of them together with two spaces between. Columns are as wide
 * as their widest cell and heading, and together as their group's heading. */
static size_t plain_widths(const Table *t, size_t *width)
{
    size_t all = 0;
    for (size_t c = 0; c < t->n_columns; c++) {
        width[c] = glyph_columns(str_of(t->columns[c].head));
        for (size_t i = 0; i < t->n_rows; i++) {
            const size_t w = glyph_columns(str_of(t->rows[i].cells[c]));
            width[c] = w > width[c] ? w : width[c];
        }
    }
    for (size_t c = 0; c < t->n_columns; c++) {
        size_t span = width[c], last = c;
        while (last + 1 < t->n_columns && same_group(&t->columns[c], &t->columns[last + 1]))
            span += 2 + width[++last];
        const size_t group = t->columns[c].group ? glyph_columns(str_of(t->columns[c].group)) : 0;
        if (begins_group(t, c) && group > span)
            width[last] += group - span;
    }
    for (size_t c = 0; c < t->n_columns; c++)
        all += width[c] + (c > 0 ? 2 : 0);
    return all;
}

/* "----- exact -----" over the columns of each group. */
static void plain_groups(const Table *t, const size_t *width, Buf *out)
{
    for (size_t c = 0; c < t->n_columns; c++) {
        const char *group = t->columns[c].group;
        size_t span = width[c];
        if (c > 0)
            fill(out, ' ', 2);
        while (c + 1 < t->n_columns && same_group(&t->columns[c], &t->columns[c + 1]))
            span += 2 + width[++c];
        const size_t wide = group ? glyph_columns(str_of(group)) + 2 : 0;
        if (!group || wide > span) {
            plain_cell(group, true, span, out);
            continue;
        }
        fill(out, '-', (span - wide) / 2);
        buf_add_char(out, ' ');
        escape_plain(out, str_of(group));
        buf_add_char(out, ' ');
        fill(out, '-', span - wide - (span - wide) / 2);
    }
    end_line(out);
}

static void plain_row(const Table *t, const size_t *width, const char *const *cells, bool stacked,
                      Buf *out)
{
    for (size_t c = 0; c < t->n_columns; c++) {
        if (c > 0)
            fill(out, ' ', 2);
        if (c == 0 && stacked && glyph_columns(str_of(cells[c])) > width[0]) {
            escape_plain(out, str_of(cells[c]));
            buf_add_char(out, '\n');
            fill(out, ' ', width[0]);
            continue;
        }
        plain_cell(cells[c], t->columns[c].kind > COLUMN_CODE, width[c], out);
    }
    end_line(out);
}

void table_plain(const Table *t, size_t columns, Buf *out)
{
    Arena scratch = {0};
    size_t *width = arena_alloc(&scratch, t->n_columns, sizeof *width);
    const size_t all = plain_widths(t, width);
    const bool stacked = all > columns;
    if (stacked) {
        /* Names that fit beside their numbers stay there; the column keeps what room there is. */
        const size_t others = all - width[0];
        width[0] = columns > others + 12 ? columns - others : 12;
    }
    if (has_groups(t))
        plain_groups(t, width, out);
    const char **heads = arena_alloc(&scratch, t->n_columns, sizeof *heads);
    for (size_t c = 0; c < t->n_columns; c++)
        heads[c] = t->columns[c].head;
    plain_row(t, width, heads, stacked, out);
    for (size_t i = 0; i < t->n_rows; i++) {
        if (t->rows[i].total && (i == 0 || !t->rows[i - 1].total)) {
            fill(out, '-', all < columns ? all : columns);
            buf_add_char(out, '\n');
        }
        plain_row(t, width, t->rows[i].cells, stacked, out);
    }
    arena_free(&scratch);
}
