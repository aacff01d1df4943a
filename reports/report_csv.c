/* report.csv: a row a source, then the totals; tidy, for spreadsheets and data frames.
 *
 * Column `scope` tells the rows apart: source, pooled (sums over the sources), and the weightings,
 * which have rates, intervals and standard errors but no counts; objection, whose name is the
 * sentence. What is not known is an empty field. Source: RFC 4180, with line feeds only. */
#include "reports/reports.h"

#include "reports/escape.h"
#include "reports/report_data.h"
#include "reports/total.h"

#include <inttypes.h>
#include <string.h>

static const char *const csv_header =
    "scope,name,records_seen,record_bytes_seen,documents_seen,tokens_seen_estimate,shards,"
    "shards_damaged,"
    "too_short,malformed,eligible,"
    "exact,exact_rate,exact_low,exact_high,exact_wilson_low,exact_wilson_high,"
    "exact_standard_error,"
    "approximate,approximate_rate,approximate_low,approximate_high,approximate_wilson_low,"
    "approximate_wilson_high,approximate_standard_error,"
    "mean_edit_distance,"
    "exact_sensitive,exact_personal,exact_sensitive_or_personal,"
    "approximate_sensitive,approximate_personal,approximate_sensitive_or_personal,"
    "cut,fragile,rechecked,rechecked_changed,"
    "sampled_documents,duplicates,duplicate_groups,duplicates_left_out,too_short_anew,"
    "clusters,exact_clustered_low,exact_clustered_high,approximate_clustered_low,"
    "approximate_clustered_high\n";

static void count_field(Buf *out, uint64_t n)
{
    buf_printf(out, ",%" PRIu64, n);
}

static void real_field(Buf *out, bool known, double x)
{
    if (known)
        buf_printf(out, ",%.12g", x);
    else
        buf_add_char(out, ',');
}

static void rate_fields(Buf *out, uint64_t hits, uint64_t n)
{
    const bool known = n > 0;
    const double rate = known ? (double)hits / (double)n : 0;
    const Interval cp = interval_clopper_pearson(hits, n), w = interval_wilson(hits, n);
    count_field(out, hits);
    real_field(out, known, rate);
    real_field(out, known, cp.low);
    real_field(out, known, cp.high);
    real_field(out, known, w.low);
    real_field(out, known, w.high);
    buf_add_char(out, ','); /* a standard error belongs to a weighting */
}

/* Clusters, and the intervals that allow for them; empty where there are none. */
static void clusters_fields(Buf *out, const Report *r, const ReportSource *s)
{
    Arena scratch = {0};
    size_t n;
    clusters_counts(&s->clusters, true, &n, &scratch);
    arena_free(&scratch);
    if (!report_clustered(r) || n == 0) {
        buf_add_c(out, ",,,,,");
        return;
    }
    const Interval exact = report_clustered_rate(s, true).interval,
                   approximate = report_clustered_rate(s, false).interval;
    count_field(out, n);
    real_field(out, true, exact.low);
    real_field(out, true, exact.high);
    real_field(out, true, approximate.low);
    real_field(out, true, approximate.high);
}

static void source_row(Buf *out, const Report *r, const char *scope, const ReportSource *s)
{
    const SourceFacts *f = &s->facts;
    const ClassTally *among = s->tally.among;
    const uint64_t eligible = among[AMONG_ALL].documents;
    const double tokens = s->tokens_estimate;
    buf_printf(out, "%s,", scope);
    escape_csv(out, str_of(f->name));
    count_field(out, f->records_seen);
    count_field(out, f->record_bytes_seen);
    count_field(out, (uint64_t)(s->documents_estimate + 0.5));
    real_field(out, tokens >= 0, tokens);
    count_field(out, f->n_shards);
    count_field(out, f->n_shards_damaged);
    count_field(out, f->too_short);
    count_field(out, f->malformed);
    count_field(out, eligible);
    rate_fields(out, among[AMONG_EXACT].documents, eligible);
    rate_fields(out, among[AMONG_APPROXIMATE].documents, eligible);
    const bool means = tally_has_means(&s->tally);
    real_field(out, means, means ? (double)s->tally.edits_sum / (double)eligible : 0);
    for (int i = AMONG_EXACT; i <= AMONG_APPROXIMATE; i++) {
        count_field(out, among[i].sensitive);
        count_field(out, among[i].personal);
        count_field(out, among[i].either);
    }
    count_field(out, s->tally.cut);
    count_field(out, s->tally.fragile);
    if (r->rechecks) {
        count_field(out, s->tally.rechecked);
        count_field(out, s->tally.changed);
    } else {
        buf_add_c(out, ",,");
    }
    count_field(out, f->sampled);
    count_field(out, f->duplicates);
    count_field(out, f->duplicate_groups);
    count_field(out, f->duplicates_left_out);
    count_field(out, f->too_short_anew);
    clusters_fields(out, r, s);
    buf_add_char(out, '\n');
}

static void weighted_fields(Buf *out, bool known, const WeightedRate *w)
{
    buf_add_char(out, ','); /* no count */
    real_field(out, known, w->rate);
    real_field(out, known, w->interval.low);
    real_field(out, known, w->interval.high);
    buf_add_c(out, ",,"); /* no Wilson interval */
    real_field(out, known, w->standard_error);
}

void report_render_csv(const Report *r, Buf *out)
{
    buf_add_c(out, csv_header);
    for (size_t s = 0; s < r->n_sources; s++)
        source_row(out, r, "source", &r->sources[s]);
    ReportSource all = report_pooled(r);
    source_row(out, r, "pooled", &all);
    tally_free(&all.tally);
    for (int kind = 0; kind < N_TOTALS; kind++) {
        Arena scratch = {0};
        const Total t = total_of(r, (TotalKind)kind, &scratch);
        buf_printf(out, "%s,", total_names[kind].key);
        escape_csv(out, str_of(total_names[kind].name));
        buf_add_c(out, ",,,,,,,,,"); /* records_seen .. eligible */
        weighted_fields(out, t.known, &t.exact);
        weighted_fields(out, t.known, &t.approximate);
        buf_add_c(out, ",,,,,,,,,,,"); /* mean_edit_distance .. rechecked_changed */
        buf_add_c(out, ",,,,,,");      /* sampled_documents .. clusters */
        const Interval *e = &t.exact_clustered.interval, *p = &t.approximate_clustered.interval;
        real_field(out, t.clustered, e->low);
        real_field(out, t.clustered, e->high);
        real_field(out, t.clustered, p->low);
        real_field(out, t.clustered, p->high);
        buf_add_char(out, '\n');
        arena_free(&scratch);
    }
    for (size_t i = 0; i < r->n_objections; i++) {
        buf_add_c(out, "objection,");
        escape_csv(out, str_of(r->objections[i]));
        for (const char *c = strchr(strchr(csv_header, ',') + 1, ','); c; c = strchr(c + 1, ','))
            buf_add_char(out, ',');
        buf_add_char(out, '\n');
    }
}
