/* Tables of a report: see section.h. */
#include "reports/section.h"

#include "audit/base/mem.h"
#include "reports/escape.h"
#include "reports/numeral.h"
#include "reports/total.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define DASH    "\xE2\x80\x93" /* U+2013 */
#define BETWEEN " \xE2\x80\x93 "
#define N_OF(x) (sizeof(x) / sizeof *(x))

static const char *rate_cell(Arena *a, uint64_t hits, uint64_t n)
{
    return n > 0 ? numeral_rate(a, (double)hits / (double)n) : DASH;
}

static const char *interval_cell(Arena *a, uint64_t hits, uint64_t n)
{
    return n > 0 ? numeral_interval(a, interval_clopper_pearson(hits, n), BETWEEN) : DASH;
}

/* Calls row() for each source and then for all of them pooled. One source is its own pool. */
static void each_source(const Report *r, Table *t, Arena *a,
                        void (*row)(const ReportSource *s, bool total, Table *t, Arena *a))
{
    for (size_t s = 0; s < r->n_sources; s++)
        row(&r->sources[s], false, t, a);
    if (r->n_sources < 2)
        return;
    ReportSource all = report_pooled(r);
    all.facts.name = "All sources, pooled";
    row(&all, true, t, a);
    tally_free(&all.tally);
}

static void source_row(const ReportSource *s, bool total, Table *t, Arena *a)
{
    const ClassTally *among = s->tally.among;
    const uint64_t n = among[AMONG_ALL].documents, exact = among[AMONG_EXACT].documents,
                   approximate = among[AMONG_APPROXIMATE].documents;
    const char *cells[] = {s->facts.name,
                           numeral_count(a, n),
                           numeral_count(a, exact),
                           rate_cell(a, exact, n),
                           interval_cell(a, exact, n),
                           numeral_count(a, approximate),
                           rate_cell(a, approximate, n),
                           interval_cell(a, approximate, n)};
    table_row(t, a, cells, total);
}

Table section_sources(const Report *r, Arena *a)
{
    static const TableColumn columns[] = {{NULL, "Source", COLUMN_TEXT},
                                          {NULL, "Sampled", COLUMN_NUMBER},
                                          {"Exact", "Docs", COLUMN_NUMBER},
                                          {"Exact", "Rate", COLUMN_RATE},
                                          {"Exact", "95% interval", COLUMN_INTERVAL},
                                          {"Approximate", "Docs", COLUMN_NUMBER},
                                          {"Approximate", "Rate", COLUMN_RATE},
                                          {"Approximate", "95% interval", COLUMN_INTERVAL}};
    Table t = {
        .caption = "Memorized documents by source", .columns = columns, .n_columns = N_OF(columns)};
    each_source(r, &t, a, source_row);
    return t;
}

Table section_totals(const Report *r, Arena *a)
{
    static const TableColumn columns[] = {{NULL, "Weighting", COLUMN_TEXT},
                                          {"Exact", "Rate", COLUMN_RATE},
                                          {"Exact", "95% interval", COLUMN_INTERVAL},
                                          {"Exact", "Std. error", COLUMN_INTERVAL},
                                          {"Approximate", "Rate", COLUMN_RATE},
                                          {"Approximate", "95% interval", COLUMN_INTERVAL},
                                          {"Approximate", "Std. error", COLUMN_INTERVAL}};
    Table t = {.caption = "Total memorization, by weighting",
               .columns = columns,
               .n_columns = N_OF(columns)};
    for (int kind = 0; kind < N_TOTALS; kind++) {
        const Total total = total_of(r, (TotalKind)kind, a);
        const WeightedRate *e = &total.exact, *p = &total.approximate;
        const char *cells[] = {total_names[kind].name, DASH, DASH, DASH, DASH, DASH, DASH};
        if (total.known) {
            cells[1] = numeral_rate(a, e->rate);
            cells[2] = numeral_interval(a, e->interval, BETWEEN);
            cells[3] = numeral_rate(a, e->standard_error);
            cells[4] = numeral_rate(a, p->rate);
            cells[5] = numeral_interval(a, p->interval, BETWEEN);
            cells[6] = numeral_rate(a, p->standard_error);
        }
        table_row(&t, a, cells, false);
    }
    return t;
}

Table section_weights(const Report *r, Arena *a)
{
    static const TableColumn columns[] = {{NULL, "Source", COLUMN_TEXT},
                                          {NULL, "Documents seen", COLUMN_NUMBER},
                                          {NULL, "Tokens seen, estimated", COLUMN_NUMBER},
                                          {"Weight", "Plain mean", COLUMN_NUMBER},
                                          {"Weight", "Documents", COLUMN_NUMBER},
                                          {"Weight", "Tokens", COLUMN_NUMBER},
                                          {"Weight", "Mixture", COLUMN_NUMBER}};
    Table t = {.caption = "Weights of the sources in the totals",
               .columns = columns,
               .n_columns = N_OF(columns)};
    Total total[N_TOTALS];
    for (int kind = 0; kind < N_TOTALS; kind++)
        total[kind] = total_of(r, (TotalKind)kind, a);
    for (size_t s = 0; s < r->n_sources; s++) {
        const ReportSource *source = &r->sources[s];
        const char *cells[3 + N_TOTALS] = {
            source->facts.name, numeral_count(a, (uint64_t)(source->documents_estimate + 0.5)),
            source->tokens_estimate < 0
                ? DASH
                : numeral_count(a, (uint64_t)(source->tokens_estimate + 0.5))};
        for (int kind = 0; kind < N_TOTALS; kind++)
            cells[3 + kind] = total[kind].known && total[kind].used[s]
                                  ? numeral_rate(a, total[kind].weight[s])
                                  : DASH;
        table_row(&t, a, cells, false);
    }
    return t;
}

/* ---- edit distances ---- */

enum { EDITS_SHOWN_SINGLY = 8 }; /* a larger max_edits is shown in three groups */

static void edits_row(const ReportSource *s, bool total, Table *t, Arena *a)
{
    const Tally *y = &s->tally;
    const uint64_t n = y->among[AMONG_ALL].documents;
    const char **cells = arena_alloc(a, t->n_columns, sizeof *cells);
    size_t c = 0;
    cells[c++] = s->facts.name;
    if (t->n_columns == 6) {
        const uint64_t few = y->among[AMONG_APPROXIMATE].documents - y->edits[0];
        cells[c++] = numeral_count(a, y->edits[0]);
        cells[c++] = numeral_count(a, few);
        cells[c++] = numeral_count(a, n - y->edits[0] - few);
    } else {
        for (size_t i = 0; c + 2 < t->n_columns; i++)
            cells[c++] = numeral_count(a, y->edits[i]);
    }
    const bool means = tally_has_means(y);
    cells[c++] = means ? numeral_mean(a, (double)y->edits_sum / (double)n) : DASH;
    cells[c++] = means ? numeral_fraction(a, y->char_edit_fraction_sum / (double)n) : DASH;
    assert(c == t->n_columns);
    table_row(t, a, cells, total);
}

Table section_edits(const Report *r, Arena *a)
{
    const bool singly = r->max_edits <= EDITS_SHOWN_SINGLY && r->max_edits != 1;
    const size_t bins = singly ? r->max_edits + 2 : 3;
    TableColumn *columns = arena_alloc(a, bins + 3, sizeof *columns);
    const char *group = "Documents by token edits";
    columns[0] = (TableColumn){NULL, "Source", COLUMN_TEXT};
    for (size_t i = 0; i < bins; i++)
        columns[1 + i] = (TableColumn){group, arena_printf(a, "%zu", i), COLUMN_NUMBER};
    if (!singly)
        columns[2].head = arena_printf(a, "1 to %zu", r->max_edits);
    columns[bins].head = arena_printf(a, "over %zu", r->max_edits);
    columns[bins + 1] = (TableColumn){"Mean", "token edits", COLUMN_NUMBER};
    columns[bins + 2] = (TableColumn){"Mean", "of characters", COLUMN_NUMBER};
    Table t = {.caption = "Edit distance between continuation and truth",
               .columns = columns,
               .n_columns = bins + 3};
    each_source(r, &t, a, edits_row);
    return t;
}

/* ---- how sure the flags are ---- */

/* Three columns that every run has, two of what was computed again, one of what was cut. */
enum { SURENESS_ALWAYS = 3, SURENESS_RECHECKS = 2, SURENESS_CUT = 1 };

static void sureness_row(const ReportSource *s, bool total, Table *t, Arena *a)
{
    const Tally *y = &s->tally;
    const char *cells[SURENESS_ALWAYS + SURENESS_RECHECKS + SURENESS_CUT] = {
        s->facts.name, numeral_count(a, y->among[AMONG_ALL].documents),
        numeral_count(a, y->fragile)};
    size_t c = SURENESS_ALWAYS;
    if (t->n_columns >= SURENESS_ALWAYS + SURENESS_RECHECKS) {
        cells[c++] = numeral_count(a, y->rechecked);
        cells[c++] = numeral_count(a, y->changed);
    }
    if (c < t->n_columns)
        cells[c++] = numeral_count(a, y->cut);
    assert(c == t->n_columns);
    table_row(t, a, cells, total);
}

Table section_sureness(const Report *r, Arena *a)
{
    static const TableColumn always[SURENESS_ALWAYS] = {{NULL, "Source", COLUMN_TEXT},
                                                        {NULL, "Sampled", COLUMN_NUMBER},
                                                        {NULL, "Fragile", COLUMN_NUMBER}};
    static const TableColumn rechecks[SURENESS_RECHECKS] = {
        {"Computed again in f32", "Docs", COLUMN_NUMBER},
        {"Computed again in f32", "Flags changed", COLUMN_NUMBER}};
    static const TableColumn cut[SURENESS_CUT] = {{NULL, "Cut early", COLUMN_NUMBER}};
    const size_t most = SURENESS_ALWAYS + SURENESS_RECHECKS + SURENESS_CUT;
    TableColumn *columns = arena_alloc(a, most, sizeof *columns);
    Table t = {.caption =
                   r->stop_early ? "Flags in doubt, and continuations cut early" : "Flags in doubt",
               .columns = columns,
               .n_columns = SURENESS_ALWAYS};
    memcpy(columns, always, sizeof always);
    if (r->rechecks) {
        memcpy(columns + t.n_columns, rechecks, sizeof rechecks);
        t.n_columns += SURENESS_RECHECKS;
    }
    if (r->stop_early) {
        memcpy(columns + t.n_columns, cut, sizeof cut);
        t.n_columns += SURENESS_CUT;
    }
    ReportSource all = report_pooled(r);
    if (all.tally.fragile > 0 || r->rechecks || r->stop_early)
        each_source(r, &t, a, sureness_row);
    tally_free(&all.tally);
    return t;
}

/* ---- personal data ---- */

static void classes_row(const ReportSource *s, bool total, Table *t, Arena *a, Among among)
{
    const ClassTally *c = &s->tally.among[among];
    const char *cells[] = {s->facts.name,
                           numeral_count(a, c->documents),
                           numeral_count(a, c->sensitive),
                           rate_cell(a, c->sensitive, c->documents),
                           interval_cell(a, c->sensitive, c->documents),
                           numeral_count(a, c->personal),
                           rate_cell(a, c->personal, c->documents),
                           interval_cell(a, c->personal, c->documents)};
    table_row(t, a, cells, total);
}

static void exact_classes_row(const ReportSource *s, bool total, Table *t, Arena *a)
{
    classes_row(s, total, t, a, AMONG_EXACT);
}

static void approximate_classes_row(const ReportSource *s, bool total, Table *t, Arena *a)
{
    classes_row(s, total, t, a, AMONG_APPROXIMATE);
}

Table section_classes(const Report *r, Among among, Arena *a)
{
    static const TableColumn columns[] = {{NULL, "Source", COLUMN_TEXT},
                                          {NULL, "Memorized", COLUMN_NUMBER},
                                          {"With sensitive data", "Docs", COLUMN_NUMBER},
                                          {"With sensitive data", "Share", COLUMN_RATE},
                                          {"With sensitive data", "95% interval", COLUMN_INTERVAL},
                                          {"With personal data", "Docs", COLUMN_NUMBER},
                                          {"With personal data", "Share", COLUMN_RATE},
                                          {"With personal data", "95% interval", COLUMN_INTERVAL}};
    Table t = {.caption = among == AMONG_EXACT
                              ? "Exactly memorized documents that carry personal data"
                              : "Approximately memorized documents (exact included) that carry "
                                "personal data",
               .columns = columns,
               .n_columns = N_OF(columns)};
    each_source(r, &t, a, among == AMONG_EXACT ? exact_classes_row : approximate_classes_row);
    return t;
}

static const char *severity_cell(int severity)
{
    static const char *const names[] = {"low", "moderate", "high"};
    return names[severity];
}

Table section_types(const Report *r, Arena *a)
{
    static const TableColumn columns[] = {{NULL, "Type", COLUMN_CODE},
                                          {NULL, "Severity", COLUMN_TEXT},
                                          {"Among memorized documents", "Docs", COLUMN_NUMBER},
                                          {"Among memorized documents", "exact", COLUMN_NUMBER},
                                          {"Among memorized documents", "Findings", COLUMN_NUMBER},
                                          {"Among memorized documents", "in truth", COLUMN_NUMBER},
                                          {"Among memorized documents", "in prompt", COLUMN_NUMBER},
                                          {"Among all continuations", "Docs", COLUMN_NUMBER},
                                          {"Among all continuations", "Findings", COLUMN_NUMBER},
                                          {"Among all continuations", "in truth", COLUMN_NUMBER},
                                          {"Among all continuations", "in prompt", COLUMN_NUMBER}};
    Table t = {.caption = "Findings by type and severity, all sources",
               .columns = columns,
               .n_columns = N_OF(columns)};
    ReportSource pooled = report_pooled(r);
    for (size_t i = 0; i < pooled.tally.n_types; i++) {
        const TypeTally *y = &pooled.tally.types[i];
        const FindingTally *memorized = &y->among[AMONG_APPROXIMATE], *all = &y->among[AMONG_ALL];
        const char *cells[] = {y->type,
                               severity_cell(y->severity),
                               numeral_count(a, memorized->documents),
                               numeral_count(a, y->among[AMONG_EXACT].documents),
                               numeral_count(a, memorized->findings),
                               numeral_count(a, memorized->in_truth),
                               numeral_count(a, memorized->in_prompt),
                               numeral_count(a, all->documents),
                               numeral_count(a, all->findings),
                               numeral_count(a, all->in_truth),
                               numeral_count(a, all->in_prompt)};
        table_row(&t, a, cells, false);
    }
    tally_free(&pooled.tally);
    return t;
}

Table section_source_types(const Report *r, Arena *a)
{
    static const TableColumn columns[] = {
        {NULL, "Source", COLUMN_TEXT},     {NULL, "Type", COLUMN_CODE},
        {NULL, "Severity", COLUMN_TEXT},   {NULL, "Docs", COLUMN_NUMBER},
        {NULL, "exact", COLUMN_NUMBER},    {NULL, "Findings", COLUMN_NUMBER},
        {NULL, "in truth", COLUMN_NUMBER}, {NULL, "in prompt", COLUMN_NUMBER}};
    Table t = {.caption = "Findings among memorized documents, by source",
               .columns = columns,
               .n_columns = N_OF(columns)};
    for (size_t s = 0; s < r->n_sources; s++) {
        const Tally *tally = &r->sources[s].tally;
        for (size_t i = 0; i < tally->n_types; i++) {
            const TypeTally *y = &tally->types[i];
            const FindingTally *c = &y->among[AMONG_APPROXIMATE];
            const char *cells[] = {r->sources[s].facts.name,
                                   y->type,
                                   severity_cell(y->severity),
                                   numeral_count(a, c->documents),
                                   numeral_count(a, y->among[AMONG_EXACT].documents),
                                   numeral_count(a, c->findings),
                                   numeral_count(a, c->in_truth),
                                   numeral_count(a, c->in_prompt)};
            if (c->findings > 0)
                table_row(&t, a, cells, false);
        }
    }
    return t;
}

/* ---- where the documents lie ---- */

static int traced_compare(const void *pa, const void *pb)
{
    const TracedDoc *a = *(const TracedDoc *const *)pa, *b = *(const TracedDoc *const *)pb;
    if (a->sensitive != b->sensitive)
        return a->sensitive ? -1 : 1;
    if (a->exact != b->exact)
        return a->exact ? -1 : 1;
    return a < b ? -1 : a > b; /* both lie in the report's array: order of the run */
}

/* "EMAIL_ADDRESS x2, PHONE_NUMBER": the types in order of first appearance. */
static const char *types_cell(const TracedDoc *d, Arena *a)
{
    const char *text = "";
    for (size_t i = 0; i < d->n_findings; i++) {
        size_t times = 0, earlier = 0;
        for (size_t k = 0; k < d->n_findings; k++) {
            const bool same = strcmp(d->findings[k].type, d->findings[i].type) == 0;
            times += same;
            earlier += same && k < i;
        }
        if (earlier > 0)
            continue;
        text = arena_printf(a, "%s%s%s", text, *text ? ", " : "", d->findings[i].type);
        if (times > 1)
            text = arena_printf(a, "%s x%zu", text, times);
    }
    return text;
}

/* An id may hold any byte, NUL included; a cell is a C string. */
static const char *id_cell(Str id, Arena *a)
{
    Buf shown = {0};
    escape_plain(&shown, id);
    const char *text = id.s ? arena_cstr(a, buf_cstr(&shown)) : DASH;
    buf_free(&shown);
    return text;
}

Table section_traced(const Report *r, size_t limit, size_t *shown, Arena *a)
{
    static const TableColumn columns[] = {
        {NULL, "Source", COLUMN_TEXT},      {NULL, "Shard", COLUMN_CODE},
        {NULL, "Ordinal", COLUMN_NUMBER},   {NULL, "Id", COLUMN_CODE},
        {NULL, "Edits", COLUMN_NUMBER},     {NULL, "Class", COLUMN_TEXT},
        {NULL, "Types found", COLUMN_CODE},
    };
    Table t = {.caption = "Memorized documents that carry sensitive or personal data",
               .columns = columns,
               .n_columns = N_OF(columns)};
    const TracedDoc **docs = mem_alloc(r->n_traced, sizeof *docs);
    for (size_t i = 0; i < r->n_traced; i++)
        docs[i] = &r->traced[i];
    if (r->n_traced > 0)
        qsort(docs, r->n_traced, sizeof *docs, traced_compare);
    *shown = r->n_traced < limit ? r->n_traced : limit;
    for (size_t i = 0; i < *shown; i++) {
        const TracedDoc *d = docs[i];
        const char *carries = d->sensitive && d->personal ? "both"
                              : d->sensitive              ? "sensitive"
                                                          : "personal";
        const char *cells[] = {r->sources[d->source].facts.name,
                               d->shard,
                               arena_printf(a, "%" PRIu64, d->ordinal),
                               id_cell(d->id, a),
                               d->exact ? "exact" : arena_printf(a, "%zu", d->edit_distance),
                               carries,
                               types_cell(d, a)};
        table_row(&t, a, cells, false);
    }
    free(docs);
    return t;
}

/* ---- what was left out ---- */

static void left_out_row(const ReportSource *s, bool total, Table *t, Arena *a)
{
    const SourceFacts *f = &s->facts;
    const char *cells[] = {f->name,
                           numeral_count(a, f->records_seen),
                           numeral_count(a, s->tally.among[AMONG_ALL].documents),
                           numeral_count(a, f->too_short),
                           numeral_count(a, f->malformed),
                           numeral_count(a, f->n_shards),
                           numeral_count(a, f->n_shards_damaged)};
    table_row(t, a, cells, total);
}

Table section_left_out(const Report *r, Arena *a)
{
    static const TableColumn columns[] = {{NULL, "Source", COLUMN_TEXT},
                                          {"Records", "seen", COLUMN_NUMBER},
                                          {"Records", "sampled", COLUMN_NUMBER},
                                          {"Left out", "too short, replaced", COLUMN_NUMBER},
                                          {"Left out", "malformed", COLUMN_NUMBER},
                                          {"Shards", "read", COLUMN_NUMBER},
                                          {"Shards", "damaged", COLUMN_NUMBER}};
    Table t = {.caption = "What was read and what was left out, by source",
               .columns = columns,
               .n_columns = N_OF(columns)};
    each_source(r, &t, a, left_out_row);
    return t;
}

Table section_faults(const Report *r, size_t limit, size_t *shown, Arena *a)
{
    static const TableColumn columns[] = {{NULL, "Source", COLUMN_TEXT},
                                          {NULL, "Shard", COLUMN_CODE},
                                          {NULL, "Ordinal", COLUMN_NUMBER},
                                          {NULL, "Kind", COLUMN_TEXT},
                                          {NULL, "What", COLUMN_TEXT}};
    Table t = {.caption = "Malformed records and damaged shards",
               .columns = columns,
               .n_columns = N_OF(columns)};
    *shown = 0;
    for (int damage = 1; damage >= 0; damage--)
        for (size_t i = 0; i < r->n_faults && *shown < limit; i++) {
            const ReportFault *f = &r->faults[i];
            const char *cells[] = {f->source ? f->source : DASH, f->shard ? f->shard : DASH,
                                   arena_printf(a, "%" PRIu64, f->ordinal),
                                   f->kind     ? f->kind
                                   : f->damage ? "damage"
                                               : "malformed",
                                   f->what};
            if (f->damage != (damage == 1))
                continue;
            table_row(&t, a, cells, false);
            ++*shown;
        }
    return t;
}
