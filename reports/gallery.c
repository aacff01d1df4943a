/* What the figures show: see gallery.h. */
#include "reports/gallery.h"

#include "reports/numeral.h"
#include "reports/total.h"

static FigurePoint counted(Arena *a, uint64_t hits, uint64_t n)
{
    if (n == 0)
        return (FigurePoint){0};
    return (FigurePoint){
        .known = true,
        .rate = (double)hits / (double)n,
        .interval = interval_clopper_pearson(hits, n),
        .detail = arena_printf(a, "%s of %s", numeral_count(a, hits), numeral_count(a, n))};
}

static FigurePoint weighted(Arena *a, const WeightedRate *w)
{
    return (FigurePoint){.known = true,
                         .rate = w->rate,
                         .interval = w->interval,
                         .detail = numeral_interval(a, w->interval, " \xE2\x80\x93 ")};
}

/* Rows of exact (and, as second series, approximate) rates: sources, then the totals that are
 * known. */
static size_t rate_rows(const Report *r, Arena *a, FigureRow **out)
{
    FigureRow *rows = arena_alloc(a, r->n_sources + N_TOTALS, sizeof *rows);
    size_t n = 0;
    for (size_t s = 0; s < r->n_sources; s++) {
        const ClassTally *among = r->sources[s].tally.among;
        const uint64_t eligible = among[AMONG_ALL].documents;
        rows[n++] =
            (FigureRow){.label = r->sources[s].facts.name,
                        .point = {counted(a, among[AMONG_EXACT].documents, eligible),
                                  counted(a, among[AMONG_APPROXIMATE].documents, eligible)}};
    }
    /* With one source every total is that source's rate once more. */
    for (int kind = 0; kind < N_TOTALS && r->n_sources > 1; kind++) {
        const Total t = total_of(r, (TotalKind)kind, a);
        if (t.known)
            rows[n++] = (FigureRow){.label = total_names[kind].name,
                                    .total = true,
                                    .point = {weighted(a, &t.exact), weighted(a, &t.approximate)}};
    }
    *out = rows;
    return n;
}

static FigureRow class_row(const ReportSource *s, bool total, Arena *a)
{
    const ClassTally *c = &s->tally.among[AMONG_APPROXIMATE];
    return (FigureRow){
        .label = total ? "All sources, pooled" : s->facts.name,
        .total = total,
        .point = {counted(a, c->sensitive, c->documents), counted(a, c->personal, c->documents)}};
}

static size_t class_rows(const Report *r, Arena *a, FigureRow **out)
{
    FigureRow *rows = arena_alloc(a, r->n_sources + 1, sizeof *rows);
    size_t n = 0;
    for (size_t s = 0; s < r->n_sources; s++)
        rows[n++] = class_row(&r->sources[s], false, a);
    if (r->n_sources > 1) {
        ReportSource all = report_pooled(r);
        rows[n++] = class_row(&all, true, a);
        tally_free(&all.tally);
    }
    *out = rows;
    return n;
}

void gallery_of(const Report *r, Arena *a, Figure figures[N_GALLERY])
{
    FigureRow *rates, *classes;
    const size_t n_rates = rate_rows(r, a, &rates), n_classes = class_rows(r, a, &classes);
    figures[0] = (Figure){.id = "figure-exact",
                          .title = "Figure 1. Exact memorization, by source and in total.",
                          .caption = "Share of the sampled documents whose continuation equals the "
                                     "document's own.",
                          .series = {"exact"},
                          .unknown = "no eligible documents",
                          .rows = rates,
                          .n_rows = n_rates};
    figures[1] = (Figure){.id = "figure-personal",
                          .title = "Figure 2. Sensitive and personal data in memorized output, by "
                                   "source.",
                          .caption = "Share of the memorized documents (approximate, exact "
                                     "included) whose continuation carries such data.",
                          .series = {"sensitive", "personal"},
                          .unknown = "nothing memorized",
                          .rows = classes,
                          .n_rows = n_classes};
    figures[2] = (Figure){.id = "figure-approximate",
                          .title = "Figure 3. Approximate beside exact memorization, by source and "
                                   "in total.",
                          .caption = "Shares of the sampled documents; approximate includes exact.",
                          .series = {"exact", "approximate"},
                          .unknown = "no eligible documents",
                          .rows = rates,
                          .n_rows = n_rates};
}
