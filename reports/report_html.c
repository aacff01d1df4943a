/* report.html: one self-contained page that can be read, printed and signed.
 *
 * No scripts, no outside resources. Tables and figures come from section.c and gallery.c, words from
 * notes.c; here is the order of the page. */
#include "reports/reports.h"

#include "reports/escape.h"
#include "reports/gallery.h"
#include "reports/notes.h"
#include "reports/numeral.h"
#include "reports/page_style.h"
#include "reports/section.h"
#include "reports/total.h"

#include <stdint.h>
#include <string.h>

#define DASH "\xE2\x80\x93" /* U+2013 */

enum { PAGE_TRACED = 100, PAGE_FAULTS = 200, HEAD_FACTS = 5 };

static void text(Buf *out, const char *before, const char *plain, const char *after)
{
    buf_add_c(out, before);
    escape_html(out, str_of(plain));
    buf_add_c(out, after);
}

static void section_begin(Buf *out, const char *id, const char *title)
{
    buf_printf(out, "<section id=\"%s\" aria-labelledby=\"%s-h\">\n<h2 id=\"%s-h\">%s</h2>\n", id,
               id, id, title);
}

static void head(const Report *r, Buf *out)
{
    const char *model = report_model_name(r);
    buf_add_c(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                   "<meta name=\"color-scheme\" content=\"light dark\">\n"
                   "<title>Memorization audit");
    if (model)
        text(out, ": ", model, "");
    buf_printf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n", page_style);
}

static void masthead(const Report *r, Arena *a, Buf *out)
{
    static const char *const contents[][2] = {
        {"summary", "Summary"},        {"sources", "By source"},     {"figures", "Figures"},
        {"personal", "Personal data"}, {"memorized", "Documents"},   {"left-out", "Left out"},
        {"meaning", "Meaning"},        {"provenance", "Provenance"}, {"sign-off", "Sign-off"}};
    const char *model = report_model_name(r);
    buf_add_c(out, "<header>\n");
    if (model)
        text(out, "<p class=\"over\">Memorization audit</p>\n<h1>", model, "</h1>\n");
    else
        buf_add_c(out, "<p class=\"over\">rote</p>\n<h1>Memorization audit</h1>\n");
    size_t shown = 0;
    for (size_t i = report_next_fact(r, "Model", 0); i < r->n_facts && shown < HEAD_FACTS;
         i = report_next_fact(r, "Model", i + 1)) {
        if (r->facts[i].value == model)
            continue; /* it is the title */
        text(out, shown++ == 0 ? "<dl>\n<dt>" : "<dt>", r->facts[i].label, "</dt>");
        text(out, "<dd>", r->facts[i].value, "</dd>\n");
    }
    if (shown > 0)
        buf_add_c(out, "</dl>\n");
    text(out, "<p class=\"protocol\">", notes_protocol(r, a), "</p>\n");
    buf_add_c(out, "<nav aria-label=\"Contents\">");
    for (size_t i = 0; i < sizeof contents / sizeof *contents; i++)
        buf_printf(out, "<a href=\"#%s\">%s</a> ", contents[i][0], contents[i][1]);
    buf_add_c(out, "</nav>\n</header>\n");
}

/* ---- summary ---- */

static void key_number(Buf *out, const char *name, const char *big, const char *unit,
                       const char *sub)
{
    text(out, "<div><p class=\"name\">", name, "</p>");
    text(out, "<p class=\"big\">", big, "");
    if (unit)
        text(out, "<span class=\"unit\">", unit, "</span>");
    text(out, "</p><p class=\"sub\">", sub, "</p></div>\n");
}

static void key_rate(const char *name, const Total *t, const WeightedRate *w, uint64_t hits,
                     uint64_t n, Arena *a, Buf *out)
{
    if (!t->known) {
        key_number(out, name, DASH, NULL, arena_printf(a, "No rate: %s.", t->missing));
        return;
    }
    const char *interval =
        w->rate == 0
            ? arena_printf(a, "At most %s", numeral_rate(a, w->interval.high))
            : arena_printf(a, "95%% interval %s", numeral_interval(a, w->interval, " to "));
    key_number(out, name, numeral_percent(a, w->rate), "%",
               arena_printf(a, "%s. Document-weighted; %s of %s sampled documents.", interval,
                            numeral_count(a, hits), numeral_count(a, n)));
}

static void key_class(const char *name, const ReportSource *all, bool sensitive, Arena *a, Buf *out)
{
    const ClassTally *among = all->tally.among;
    const ClassTally *approximate = &among[AMONG_APPROXIMATE], *exact = &among[AMONG_EXACT];
    const uint64_t memorized = approximate->documents;
    const uint64_t documents = sensitive ? approximate->sensitive : approximate->personal;
    if (memorized == 0) {
        const bool none = among[AMONG_ALL].documents == 0;
        key_number(out, name, none ? DASH : "0", NULL,
                   none ? "No rate: no source has eligible documents."
                        : "No document of the sample was memorized.");
        return;
    }
    const double share = (double)documents / (double)memorized;
    const Interval i = interval_clopper_pearson(documents, memorized);
    const char *rate = documents == 0
                           ? arena_printf(a, "at most %s", numeral_rate(a, i.high))
                           : arena_printf(a, "%s, 95%% interval %s", numeral_rate(a, share),
                                          numeral_interval(a, i, " to "));
    key_number(
        out, name, numeral_count(a, documents), NULL,
        arena_printf(a, "of %s (%s); %s continued exactly.",
                     numeral_things(a, memorized, "memorized document", "memorized documents"),
                     rate, numeral_count(a, sensitive ? exact->sensitive : exact->personal)));
}

static void warnings(const Report *r, Arena *a, Buf *out)
{
    const char *const *texts;
    const size_t n = notes_warnings(r, a, &texts);
    if (n == 0)
        return;
    buf_add_c(out,
              "<div class=\"warn\" role=\"note\"><strong>Read before the numbers</strong>\n<ul>\n");
    for (size_t i = 0; i < n; i++)
        text(out, "<li>", texts[i], "</li>\n");
    buf_add_c(out, "</ul></div>\n");
}

static void summary(const Report *r, Arena *a, Buf *out)
{
    ReportSource all = report_pooled(r);
    const ClassTally *exact = &all.tally.among[AMONG_EXACT],
                     *approximate = &all.tally.among[AMONG_APPROXIMATE];
    const uint64_t n = all.tally.among[AMONG_ALL].documents;
    const Total t = total_of(r, TOTAL_DOCUMENT_WEIGHTED, a);
    section_begin(out, "summary", "Summary");
    buf_add_c(out, "<div class=\"key\">\n");
    key_rate("Exactly memorized", &t, &t.exact, exact->documents, n, a, out);
    key_rate("Approximately memorized", &t, &t.approximate, approximate->documents, n, a, out);
    key_class("With sensitive data", &all, true, a, out);
    key_class("With personal data", &all, false, a, out);
    buf_add_c(out, "</div>\n");
    warnings(r, a, out);
    if (r->n_sources > 1) {
        const Table totals = section_totals(r, a);
        table_html(&totals, out);
        for (int kind = 0; kind < N_TOTALS; kind++) {
            const Total each = total_of(r, (TotalKind)kind, a);
            text(out, kind == 0 ? "<p class=\"small\">" : " ", total_names[kind].name, ": ");
            if (each.known)
                text(out, "", total_names[kind].about, ".");
            else
                text(out, "", each.missing, ".");
        }
        buf_add_c(out, "</p>\n");
    }
    buf_add_c(out, "</section>\n");
    tally_free(&all.tally);
}

/* ---- the numbers ---- */

static void by_source(const Report *r, Arena *a, Buf *out)
{
    section_begin(out, "sources", "By source");
    const Table rates = section_sources(r, a), edits = section_edits(r, a),
                sureness = section_sureness(r, a), clusters = section_clusters(r, a),
                duplicates = section_duplicates(r, a);
    table_html(&rates, out);
    if (clusters.n_rows > 0)
        table_html(&clusters, out);
    if (duplicates.n_rows > 0)
        table_html(&duplicates, out);
    table_html(&edits, out);
    if (sureness.n_rows > 0) {
        table_html(&sureness, out);
        text(out, "<p class=\"small\">", notes_columns(r, a), "</p>\n");
    }
    if (r->n_sources > 1) {
        const Table weights = section_weights(r, a);
        table_html(&weights, out);
    }
    buf_add_c(out, "</section>\n");
}

static void figures(const Report *r, Arena *a, Buf *out)
{
    Figure gallery[N_GALLERY];
    gallery_of(r, a, gallery);
    section_begin(out, "figures", "Figures");
    for (size_t i = 0; i < N_GALLERY && r->n_sources > 0; i++)
        figure_html(&gallery[i], out);
    buf_add_c(out, "</section>\n");
}

static void personal_data(const Report *r, Arena *a, Buf *out)
{
    section_begin(out, "personal", "Personal data");
    buf_add_c(out,
              "<p>Sensitive: at least one finding of high severity in the continuation. "
              "Personal: at least one of moderate or low severity. A document with both counts "
              "in both. No value that was found is printed here.</p>\n");
    const Table approximate = section_classes(r, AMONG_APPROXIMATE, a),
                exact = section_classes(r, AMONG_EXACT, a), types = section_types(r, a),
                by_source_types = section_source_types(r, a);
    table_html(&approximate, out);
    table_html(&exact, out);
    if (types.n_rows > 0)
        table_html(&types, out);
    else
        buf_add_c(out, "<p>No finding in any continuation.</p>\n");
    if (r->n_sources > 1 && by_source_types.n_rows > 0)
        table_html(&by_source_types, out);
    if (types.n_rows > 0)
        buf_add_c(out, "<p class=\"small\">Docs: documents with at least one such finding; exact: "
                       "those of them continued exactly. In truth: findings whose value stands in "
                       "the document's true continuation. In prompt: findings whose value stood in "
                       "the prompt already.</p>\n");
    buf_add_c(out, "</section>\n");
}

static void memorized(const Report *r, Arena *a, Buf *out)
{
    section_begin(out, "memorized", "Memorized documents");
    size_t shown;
    const Table t = section_traced(r, PAGE_TRACED, &shown, a);
    if (r->n_traced == 0)
        buf_add_c(out, "<p>No memorized document carries a finding.</p>\n");
    else if (shown == r->n_traced)
        buf_printf(out,
                   "<p>%s; sensitive before personal, exact before approximate. Their tokens are "
                   "in the run's %s.</p>\n",
                   numeral_things(a, shown, "document", "documents"), report_tokens_file(r));
    else
        buf_printf(out,
                   "<p>%s of %s documents, sensitive before personal, exact before "
                   "approximate. The rest is in report.json (memorized_with_findings) and in "
                   "the run's %s.</p>\n",
                   numeral_count(a, shown), numeral_count(a, r->n_traced), report_tokens_file(r));
    if (shown > 0)
        table_html(&t, out);
    buf_add_c(out, "</section>\n");
}

static void left_out(const Report *r, Arena *a, Buf *out)
{
    section_begin(out, "left-out", "What was left out");
    const Table counts = section_left_out(r, a);
    table_html(&counts, out);
    ReportSource all = report_pooled(r);
    size_t shown;
    const Table faults = section_faults(r, PAGE_FAULTS, &shown, a);
    if (all.facts.malformed == 0 && all.facts.n_shards_damaged == 0 && r->n_faults == 0)
        buf_add_c(out, "<p>Nothing was malformed or damaged.");
    else
        text(out, "<p>", notes_described(r, a), "");
    if (shown < r->n_faults)
        buf_printf(out, " Shown: %s of %s; the rest is in report.json (left_out).",
                   numeral_count(a, shown), numeral_count(a, r->n_faults));
    buf_add_c(out, "</p>\n");
    const char *not_documents = notes_not_documents(r, a);
    if (not_documents)
        text(out, "<p>", not_documents, "</p>\n");
    if (shown > 0)
        table_html(&faults, out);
    buf_add_c(out, "</section>\n");
    tally_free(&all.tally);
}

/* ---- words ---- */

static void meaning(const Report *r, Arena *a, Buf *out)
{
    Note notes[NOTES_MOST];
    const size_t n = notes_of(r, a, notes);
    section_begin(out, "meaning", "What the numbers mean and do not mean");
    buf_add_c(out, "<ul class=\"notes\">\n");
    for (size_t i = 0; i < n; i++) {
        text(out, "<li><strong>", notes[i].lead, "</strong> ");
        text(out, "", notes[i].text, "</li>\n");
    }
    buf_add_c(out, "</ul>\n</section>\n");
}

static void provenance(const Report *r, Buf *out)
{
    section_begin(out, "provenance", "Provenance");
    if (r->n_facts == 0)
        buf_add_c(out, "<p>No facts were recorded.</p>\n");
    buf_add_c(out, "<div class=\"facts\">\n");
    for (size_t i = 0; i < r->n_facts; i++) {
        if (!report_begins_section(r, i))
            continue;
        text(out, "<div><h3>", r->facts[i].section, "</h3>\n<dl>\n");
        for (size_t k = i; k < r->n_facts; k = report_next_fact(r, r->facts[i].section, k + 1)) {
            text(out, "<dt>", r->facts[k].label, "</dt>");
            text(out, "<dd>", r->facts[k].value, "</dd>\n");
        }
        buf_add_c(out, "</dl></div>\n");
    }
    buf_add_c(out, "</div>\n</section>\n");
}

static void sign_off(Buf *out)
{
    section_begin(out, "sign-off", "Sign-off");
    buf_add_c(out, "<div class=\"sign\">\n");
    for (int i = 0; i < 2; i++)
        buf_printf(
            out,
            "<div><h3>%s</h3>\n<p>Name</p>\n<p>Role</p>\n<p>Date</p>\n<p>Signature</p></div>\n",
            i == 0 ? "Audited by" : "Approved by");
    buf_add_c(out, "</div>\n</section>\n");
}

void report_render_html(const Report *r, Buf *out)
{
    Arena a = {0};
    head(r, out);
    masthead(r, &a, out);
    summary(r, &a, out);
    by_source(r, &a, out);
    figures(r, &a, out);
    personal_data(r, &a, out);
    memorized(r, &a, out);
    left_out(r, &a, out);
    meaning(r, &a, out);
    provenance(r, out);
    sign_off(out);
    buf_add_c(out,
              "<footer>Made by rote. The report is a pure function of the run: rendered again, "
              "it has the same bytes. The same numbers for machines: report.json, "
              "report.csv.</footer>\n</main>\n</body>\n</html>\n");
    arena_free(&a);
}
