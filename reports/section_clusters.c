/* The tables of what is known of the sampled documents among themselves: see section.h. */
#include "reports/section.h"

#include "reports/numeral.h"
#include "reports/total.h"

#define DASH    "\xE2\x80\x93" /* U+2013 */
#define BETWEEN " \xE2\x80\x93 "
#define N_OF(x) (sizeof(x) / sizeof *(x))

static void source_row(const ReportSource *s, Table *t, Arena *a)
{
    const ClassTally *among = s->tally.among;
    const uint64_t n = among[AMONG_ALL].documents;
    const char *cells[] = {s->facts.name, numeral_count(a, 0), DASH, DASH, DASH, DASH};
    if (n > 0) {
        size_t n_clusters;
        clusters_counts(&s->clusters, true, &n_clusters, a);
        cells[1] = numeral_count(a, n_clusters);
        for (int exact = 1; exact >= 0; exact--) {
            const uint64_t hits = among[exact ? AMONG_EXACT : AMONG_APPROXIMATE].documents;
            const char **to = cells + (exact ? 2 : 4);
            to[0] = numeral_interval(a, interval_clopper_pearson(hits, n), BETWEEN);
            to[1] = numeral_interval(a, report_clustered_rate(s, exact).interval, BETWEEN);
        }
    }
    table_row(t, a, cells, false);
}

static void total_row(const Total *total, const char *name, Table *t, Arena *a)
{
    const char *cells[] = {name,
                           "",
                           numeral_interval(a, total->exact.interval, BETWEEN),
                           numeral_interval(a, total->exact_clustered.interval, BETWEEN),
                           numeral_interval(a, total->approximate.interval, BETWEEN),
                           numeral_interval(a, total->approximate_clustered.interval, BETWEEN)};
    table_row(t, a, cells, true);
}

Table section_clusters(const Report *r, Arena *a)
{
    static const TableColumn columns[] = {
        {NULL, "Source", COLUMN_TEXT},
        {NULL, "Clusters", COLUMN_NUMBER},
        {"Exact, 95% interval", "independent", COLUMN_INTERVAL},
        {"Exact, 95% interval", "clustered", COLUMN_INTERVAL},
        {"Approximate, 95% interval", "independent", COLUMN_INTERVAL},
        {"Approximate, 95% interval", "clustered", COLUMN_INTERVAL}};
    Table t = {.caption = "Intervals that allow for clusters",
               .columns = columns,
               .n_columns = N_OF(columns)};
    if (!report_clustered(r))
        return t;
    for (size_t s = 0; s < r->n_sources; s++)
        source_row(&r->sources[s], &t, a);
    for (int kind = 0; kind < N_TOTALS && r->n_sources > 1; kind++) {
        const Total total = total_of(r, (TotalKind)kind, a);
        if (total.clustered)
            total_row(&total, total_names[kind].name, &t, a);
    }
    return t;
}

static void duplicates_row(const ReportSource *s, bool total, Table *t, Arena *a)
{
    const SourceFacts *f = &s->facts;
    const char *cells[] = {f->name,
                           numeral_count(a, f->sampled),
                           numeral_count(a, s->tally.among[AMONG_ALL].documents),
                           numeral_count(a, f->duplicates),
                           numeral_count(a, f->duplicate_groups),
                           numeral_count(a, f->duplicates_left_out),
                           numeral_count(a, f->too_short_anew)};
    table_row(t, a, cells, total);
}

Table section_duplicates(const Report *r, Arena *a)
{
    static const TableColumn columns[] = {{NULL, "Source", COLUMN_TEXT},
                                          {"Sampled", "documents", COLUMN_NUMBER},
                                          {"Sampled", "prompts", COLUMN_NUMBER},
                                          {"Repeated beginnings", "documents", COLUMN_NUMBER},
                                          {"Repeated beginnings", "groups", COLUMN_NUMBER},
                                          {"Repeated beginnings", "left out", COLUMN_NUMBER},
                                          {NULL, "Too short anew", COLUMN_NUMBER}};
    Table t = {.caption = "Sampled documents that begin alike",
               .columns = columns,
               .n_columns = N_OF(columns)};
    ReportSource all = report_pooled(r);
    const SourceFacts *f = &all.facts;
    if (f->duplicates + f->duplicates_left_out + f->too_short_anew > 0 || r->stride > 0) {
        for (size_t s = 0; s < r->n_sources; s++)
            duplicates_row(&r->sources[s], false, &t, a);
        all.facts.name = "All sources, pooled";
        if (r->n_sources > 1)
            duplicates_row(&all, true, &t, a);
    }
    tally_free(&all.tally);
    return t;
}
