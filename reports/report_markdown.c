/* report.md: the report for a pull request or a wiki, in GitHub-flavoured Markdown. */
#include "reports/reports.h"

#include "reports/escape.h"
#include "reports/notes.h"
#include "reports/numeral.h"
#include "reports/section.h"
#include "reports/total.h"

enum { MARKDOWN_TRACED = 50, MARKDOWN_FAULTS = 50 };

static void text(Buf *out, const char *before, const char *plain, const char *after)
{
    buf_add_c(out, before);
    escape_markdown(out, str_of(plain));
    buf_add_c(out, after);
}

static void table(Buf *out, Table t)
{
    table_markdown(&t, out);
}

static void weighted_line(const char *name, const Total *t, const WeightedRate *w, uint64_t hits,
                          uint64_t n, Arena *a, Buf *out)
{
    const char *of =
        arena_printf(a, "%s of %s sampled documents", numeral_count(a, hits), numeral_count(a, n));
    if (!t->known)
        buf_printf(out, "- **%s memorization:** no rate (%s)\n", name, t->missing);
    else if (w->rate == 0)
        buf_printf(out, "- **%s memorization:** 0%%, at most %s (document-weighted; %s)\n", name,
                   numeral_rate(a, w->interval.high), of);
    else
        buf_printf(out, "- **%s memorization:** %s, 95%% interval %s (document-weighted; %s)\n",
                   name, numeral_rate(a, w->rate), numeral_interval(a, w->interval, " to "), of);
}

static void summary(const Report *r, Arena *a, Buf *out)
{
    ReportSource all = report_pooled(r);
    const ClassTally *exact = &all.tally.among[AMONG_EXACT],
                     *approximate = &all.tally.among[AMONG_APPROXIMATE];
    const uint64_t n = all.tally.among[AMONG_ALL].documents;
    const Total t = total_of(r, TOTAL_DOCUMENT_WEIGHTED, a);
    buf_add_c(out, "## Summary\n\n");
    weighted_line("Exact", &t, &t.exact, exact->documents, n, a, out);
    weighted_line("Approximate", &t, &t.approximate, approximate->documents, n, a, out);
    buf_printf(
        out, "- **Memorized with sensitive data:** %s; %s exact\n",
        numeral_hits(a, approximate->sensitive, approximate->documents, "memorized documents"),
        numeral_count(a, exact->sensitive));
    buf_printf(
        out, "- **Memorized with personal data:** %s; %s exact\n\n",
        numeral_hits(a, approximate->personal, approximate->documents, "memorized documents"),
        numeral_count(a, exact->personal));
    const char *const *warnings;
    const size_t n_warnings = notes_warnings(r, a, &warnings);
    for (size_t i = 0; i < n_warnings; i++)
        text(out, "> **Note:** ", warnings[i], i + 1 < n_warnings ? "\n>\n" : "\n\n");
    if (r->n_sources > 1)
        table(out, section_totals(r, a));
    tally_free(&all.tally);
}

static void memorized(const Report *r, Arena *a, Buf *out)
{
    size_t shown;
    const Table t = section_traced(r, MARKDOWN_TRACED, &shown, a);
    buf_add_c(out, "## Memorized documents\n\n");
    if (r->n_traced == 0)
        buf_add_c(out, "No memorized document carries a finding.\n\n");
    else if (shown < r->n_traced)
        buf_printf(out,
                   "%s of %s documents; the rest is in report.json (memorized_with_findings) "
                   "and in the run's %s.\n\n",
                   numeral_count(a, shown), numeral_count(a, r->n_traced), report_tokens_file(r));
    if (shown > 0)
        table(out, t);
}

static void left_out(const Report *r, Arena *a, Buf *out)
{
    ReportSource all = report_pooled(r);
    size_t shown;
    const Table faults = section_faults(r, MARKDOWN_FAULTS, &shown, a);
    buf_add_c(out, "## What was left out\n\n");
    table(out, section_left_out(r, a));
    if (all.facts.malformed == 0 && all.facts.n_shards_damaged == 0 && r->n_faults == 0)
        buf_add_c(out, "Nothing was malformed or damaged.");
    else
        text(out, "", notes_described(r, a), "");
    if (shown < r->n_faults)
        buf_printf(out, " Shown: %s of %s; the rest is in report.json (left_out).",
                   numeral_count(a, shown), numeral_count(a, r->n_faults));
    buf_add_c(out, "\n\n");
    const char *not_documents = notes_not_documents(r, a);
    if (not_documents)
        text(out, "", not_documents, "\n\n");
    if (shown > 0)
        table(out, faults);
    tally_free(&all.tally);
}

static void words(const Report *r, Arena *a, Buf *out)
{
    Note notes[NOTES_MOST];
    const size_t n = notes_of(r, a, notes);
    buf_add_c(out, "## What the numbers mean and do not mean\n\n");
    for (size_t i = 0; i < n; i++) {
        text(out, "- **", notes[i].lead, "** ");
        text(out, "", notes[i].text, "\n");
    }
    buf_add_c(out, "\n## Provenance\n\n");
    for (size_t i = 0; i < r->n_facts; i++) {
        if (!report_begins_section(r, i))
            continue;
        text(out, "| ", r->facts[i].section, " | |\n| --- | --- |\n");
        for (size_t k = i; k < r->n_facts; k = report_next_fact(r, r->facts[i].section, k + 1)) {
            text(out, "| ", r->facts[k].label, " | ");
            text(out, "", r->facts[k].value, " |\n");
        }
        buf_add_char(out, '\n');
    }
}

void report_render_markdown(const Report *r, Buf *out)
{
    Arena a = {0};
    const char *model = report_model_name(r);
    buf_add_c(out, "# Memorization audit");
    if (model)
        text(out, ": ", model, "");
    text(out, "\n\n", notes_protocol(r, &a), "\n\n");
    summary(r, &a, out);
    buf_add_c(out, "## By source\n\n");
    table(out, section_sources(r, &a));
    const Table clusters = section_clusters(r, &a), duplicates = section_duplicates(r, &a);
    if (clusters.n_rows > 0)
        table(out, clusters);
    if (duplicates.n_rows > 0)
        table(out, duplicates);
    table(out, section_edits(r, &a));
    const Table sureness = section_sureness(r, &a);
    if (sureness.n_rows > 0) {
        table(out, sureness);
        text(out, "", notes_columns(r, &a), "\n\n");
    }
    if (r->n_sources > 1)
        table(out, section_weights(r, &a));
    buf_add_c(out, "## Personal data\n\n");
    table(out, section_classes(r, AMONG_APPROXIMATE, &a));
    table(out, section_classes(r, AMONG_EXACT, &a));
    const Table types = section_types(r, &a), by_source = section_source_types(r, &a);
    if (types.n_rows > 0)
        table(out, types);
    else
        buf_add_c(out, "No finding in any continuation.\n\n");
    if (r->n_sources > 1 && by_source.n_rows > 0)
        table(out, by_source);
    memorized(r, &a, out);
    left_out(r, &a, out);
    words(r, &a, out);
    arena_free(&a);
}
