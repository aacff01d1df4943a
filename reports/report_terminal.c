/* The table on the terminal: ASCII but for the sources' own names. */
#include "reports/reports.h"

#include "reports/escape.h"
#include "reports/notes.h"
#include "reports/numeral.h"
#include "reports/report_data.h"
#include "reports/table.h"
#include "reports/total.h"

#include <string.h>

static const char *interval_cell(Arena *a, Interval i)
{
    return arena_printf(a, "%s - %s", numeral_percent(a, i.low), numeral_percent(a, i.high));
}

static void counted_cells(Arena *a, uint64_t hits, uint64_t n, const char **cells)
{
    cells[0] = numeral_count(a, hits);
    cells[1] = n > 0 ? numeral_percent(a, (double)hits / (double)n) : "-";
    cells[2] = n > 0 ? interval_cell(a, interval_clopper_pearson(hits, n)) : "-";
}

static void weighted_cells(Arena *a, const WeightedRate *w, const char **cells)
{
    cells[1] = numeral_percent(a, w->rate);
    cells[2] = interval_cell(a, w->interval);
}

static void rates(const Report *r, Arena *a, size_t columns, Buf *out)
{
    static const TableColumn heads[] = {{NULL, "source", COLUMN_TEXT},
                                        {NULL, "sampled", COLUMN_NUMBER},
                                        {"exact", "docs", COLUMN_NUMBER},
                                        {"exact", "%", COLUMN_RATE},
                                        {"exact", "95% interval", COLUMN_INTERVAL},
                                        {"approximate", "docs", COLUMN_NUMBER},
                                        {"approximate", "%", COLUMN_RATE},
                                        {"approximate", "95% interval", COLUMN_INTERVAL}};
    Table t = {.columns = heads, .n_columns = sizeof heads / sizeof *heads};
    for (size_t s = 0; s < r->n_sources; s++) {
        const ClassTally *among = r->sources[s].tally.among;
        const uint64_t n = among[AMONG_ALL].documents;
        const char *cells[8] = {r->sources[s].facts.name, numeral_count(a, n)};
        counted_cells(a, among[AMONG_EXACT].documents, n, cells + 2);
        counted_cells(a, among[AMONG_APPROXIMATE].documents, n, cells + 5);
        table_row(&t, a, cells, false);
    }
    for (int kind = 0; kind < N_TOTALS && r->n_sources > 1; kind++) {
        const Total total = total_of(r, (TotalKind)kind, a);
        const char *cells[8] = {total_names[kind].brief};
        if (!total.known)
            continue;
        weighted_cells(a, &total.exact, cells + 2);
        weighted_cells(a, &total.approximate, cells + 5);
        table_row(&t, a, cells, true);
    }
    table_plain(&t, columns, out);
}

/* Words separated by blanks, broken so that a line has at most `columns` where the words allow it;
 * further lines are indented by two. */
static void paragraph(const char *plain, size_t columns, Buf *out)
{
    Buf safe = {0};
    escape_plain(&safe, str_of(plain));
    const char *s = buf_cstr(&safe);
    size_t at = 0;
    while (*s) {
        const size_t word = strcspn(s, " ");
        if (at > 2 && at + 1 + word > columns) {
            buf_add_c(out, "\n  ");
            at = 2;
        } else if (at > 2) {
            buf_add_char(out, ' ');
            at++;
        }
        buf_add(out, s, word);
        at += word;
        s += word;
        s += strspn(s, " ");
    }
    buf_add_char(out, '\n');
    buf_free(&safe);
}

static const char *personal_line(const ClassTally *c, const char *which, Arena *a)
{
    return arena_printf(a, "Memorized %s: %s, %s with sensitive and %s with personal data.", which,
                        numeral_things(a, c->documents, "document", "documents"),
                        numeral_count(a, c->sensitive), numeral_count(a, c->personal));
}

void report_render_terminal(const Report *r, int columns, Buf *out)
{
    Arena a = {0};
    const size_t width = columns > 0 ? (size_t)columns : 0;
    ReportSource all = report_pooled(r);
    const SourceFacts *f = &all.facts;
    rates(r, &a, width, out);
    buf_add_char(out, '\n');
    paragraph(personal_line(&all.tally.among[AMONG_EXACT], "exactly", &a), width, out);
    paragraph(personal_line(&all.tally.among[AMONG_APPROXIMATE], "approximately", &a), width, out);
    paragraph(
        arena_printf(&a, "Left out: %s too short (replaced), %s, %s of %s damaged.",
                     numeral_things(&a, f->too_short, "document", "documents"),
                     numeral_things(&a, f->malformed, "malformed record", "malformed records"),
                     numeral_count(&a, f->n_shards_damaged),
                     numeral_things(&a, f->n_shards, "shard", "shards")),
        width, out);
    const char *not_documents = notes_not_documents(r, &a);
    if (not_documents)
        paragraph(not_documents, width, out);
    const char *const *sureness;
    const size_t n_sureness = notes_sureness(r, &a, &sureness);
    for (size_t i = 0; i < n_sureness; i++)
        paragraph(sureness[i], width, out);
    const char *const *kinship;
    const size_t n_kinship = notes_kinship(r, &a, &kinship);
    for (size_t i = 0; i < n_kinship; i++)
        paragraph(kinship[i], width, out);
    const char *const *warnings;
    const size_t n = notes_warnings(r, &a, &warnings);
    for (size_t i = 0; i < n; i++)
        paragraph(arena_printf(&a, "Note: %s", warnings[i]), width, out);
    tally_free(&all.tally);
    arena_free(&a);
}
