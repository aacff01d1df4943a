/* report.json: everything, for machines.
 *
 *   format, version, protocol    what this is and how it was measured
 *   sources[]                    counts, rates, intervals, findings, a source each
 *   total                        pooled counts; the four weightings, null where one is not known
 *   memorized_with_findings[]    every memorized document that carries findings, a line each
 *   left_out                     too short, malformed, damaged, and what was described of it
 *   facts[], notes[]             provenance; what the numbers mean and do not mean
 *
 * A source's `clustered` has, where documents are known not to be independent, intervals that allow
 * for it, else it is null; so has each total's. Of the pooled counts there is none.
 *
 * Every NAME has NAME_rate (of the eligible documents), NAME_interval (Clopper-Pearson, 95%) and
 * NAME_interval_wilson beside it, all null where nothing was eligible; *_share is of the memorized
 * documents. Means of the edit distance are null where a continuation was cut; rechecked and
 * rechecked_changed where nothing was computed again. */
#include "reports/reports.h"

#include "reports/jsonout.h"
#include "reports/notes.h"
#include "reports/report_data.h"
#include "reports/total.h"

#include <string.h>

static const char *const among_keys[N_AMONG] = {"exact", "approximate", "all_continuations"};
static const char *const severity_names[] = {"low", "moderate", "high"};

static void interval_member(JsonOut *j, const char *key, bool known, Interval i)
{
    if (!known) {
        jsonout_null(j, key);
        return;
    }
    jsonout_array(j, key, true);
    jsonout_real(j, NULL, i.low);
    jsonout_real(j, NULL, i.high);
    jsonout_close(j);
}

/* PREFIX + what: hits/n and its intervals, e.g. "exact_" "rate". */
static void rate_members(JsonOut *j, const char *prefix, const char *what, uint64_t hits,
                         uint64_t n)
{
    Arena keys = {0};
    const char *stem = strcmp(what, "rate") == 0 ? "" : arena_printf(&keys, "%s_", what);
    const char *rate = arena_printf(&keys, "%s%s", prefix, what);
    if (n > 0)
        jsonout_real(j, rate, (double)hits / (double)n);
    else
        jsonout_null(j, rate);
    interval_member(j, arena_printf(&keys, "%s%sinterval", prefix, stem), n > 0,
                    interval_clopper_pearson(hits, n));
    interval_member(j, arena_printf(&keys, "%s%sinterval_wilson", prefix, stem), n > 0,
                    interval_wilson(hits, n));
    arena_free(&keys);
}

static void class_member(JsonOut *j, const char *key, uint64_t documents, uint64_t memorized,
                         uint64_t eligible)
{
    jsonout_object(j, key, true);
    jsonout_count(j, "documents", documents);
    rate_members(j, "", "rate", documents, eligible);
    rate_members(j, "", "share", documents, memorized);
    jsonout_close(j);
}

static void types_member(JsonOut *j, const Tally *t, Among among)
{
    jsonout_array(j, "by_type", false);
    for (size_t i = 0; i < t->n_types; i++) {
        const FindingTally *c = &t->types[i].among[among];
        if (c->findings == 0)
            continue;
        jsonout_object(j, NULL, true);
        jsonout_text(j, "type", t->types[i].type);
        jsonout_text(j, "severity", severity_names[t->types[i].severity]);
        jsonout_count(j, "findings", c->findings);
        jsonout_count(j, "in_truth", c->in_truth);
        jsonout_count(j, "in_prompt", c->in_prompt);
        jsonout_count(j, "documents", c->documents);
        jsonout_close(j);
    }
    jsonout_close(j);
}

static void findings_member(JsonOut *j, const Tally *t)
{
    const uint64_t eligible = t->among[AMONG_ALL].documents;
    jsonout_object(j, "findings", false);
    for (int among = 0; among < N_AMONG; among++) {
        const ClassTally *c = &t->among[among];
        jsonout_object(j, among_keys[among], false);
        jsonout_count(j, "documents", c->documents);
        class_member(j, "sensitive", c->sensitive, c->documents, eligible);
        class_member(j, "personal", c->personal, c->documents, eligible);
        class_member(j, "sensitive_or_personal", c->either, c->documents, eligible);
        types_member(j, t, (Among)among);
        jsonout_close(j);
    }
    jsonout_close(j);
}

static void edits_members(JsonOut *j, const Tally *t, size_t max_edits)
{
    const uint64_t eligible = t->among[AMONG_ALL].documents;
    if (tally_has_means(t)) {
        jsonout_real(j, "mean_edit_distance", (double)t->edits_sum / (double)eligible);
        jsonout_real(j, "mean_char_edit_fraction", t->char_edit_fraction_sum / (double)eligible);
    } else {
        jsonout_null(j, "mean_edit_distance");
        jsonout_null(j, "mean_char_edit_fraction");
    }
    jsonout_array(j, "documents_by_edit_distance", true);
    for (size_t i = 0; i <= max_edits; i++)
        jsonout_count(j, NULL, t->edits[i]);
    jsonout_close(j);
    jsonout_count(j, "documents_beyond", t->edits[max_edits + 1]);
}

/* How sure the flags are. */
static void sureness_members(JsonOut *j, const Tally *t, bool rechecks)
{
    jsonout_count(j, "cut", t->cut);
    jsonout_count(j, "fragile", t->fragile);
    if (rechecks) {
        jsonout_count(j, "rechecked", t->rechecked);
        jsonout_count(j, "rechecked_changed", t->changed);
    } else {
        jsonout_null(j, "rechecked");
        jsonout_null(j, "rechecked_changed");
    }
}

static void clustered_member(JsonOut *j, const char *key, const ClusteredRate *c)
{
    jsonout_object(j, key, true);
    if (c->known) {
        jsonout_real(j, "standard_error", c->standard_error);
        jsonout_real(j, "effective_documents", c->effective_n);
    } else {
        jsonout_null(j, "standard_error");
        jsonout_null(j, "effective_documents");
    }
    interval_member(j, "interval", true, c->interval);
    jsonout_close(j);
}

/* Rates that allow for clusters; null where there are none, or not of one source. */
static void clusters_member(JsonOut *j, const Report *r, const ReportSource *s)
{
    Arena scratch = {0};
    size_t n;
    clusters_counts(&s->clusters, true, &n, &scratch);
    arena_free(&scratch);
    if (!report_clustered(r) || n == 0) {
        jsonout_null(j, "clustered");
        return;
    }
    const ClusteredRate exact = report_clustered_rate(s, true),
                        approximate = report_clustered_rate(s, false);
    jsonout_object(j, "clustered", false);
    jsonout_count(j, "clusters", n);
    clustered_member(j, "exact", &exact);
    clustered_member(j, "approximate", &approximate);
    jsonout_close(j);
}

static void duplicates_members(JsonOut *j, const SourceFacts *f)
{
    jsonout_count(j, "sampled_documents", f->sampled);
    jsonout_count(j, "duplicates", f->duplicates);
    jsonout_count(j, "duplicate_groups", f->duplicate_groups);
    jsonout_count(j, "duplicates_left_out", f->duplicates_left_out);
    jsonout_count(j, "too_short_anew", f->too_short_anew);
}

static void kinds_member(JsonOut *j, const char *name, const ReportKind *kinds, size_t n)
{
    jsonout_object(j, name, true);
    for (size_t i = 0; i < n; i++)
        jsonout_count(j, kinds[i].kind, kinds[i].n);
    jsonout_close(j);
}

static void source_members(JsonOut *j, const Report *r, const ReportSource *s)
{
    const SourceFacts *f = &s->facts;
    const ClassTally *among = s->tally.among;
    const double tokens = s->tokens_estimate;
    jsonout_text(j, "name", f->name);
    jsonout_count(j, "records_seen", f->records_seen);
    jsonout_count(j, "record_bytes_seen", f->record_bytes_seen);
    jsonout_count(j, "documents_seen", (uint64_t)(s->documents_estimate + 0.5));
    if (tokens >= 0)
        jsonout_real(j, "tokens_seen_estimate", tokens);
    else
        jsonout_null(j, "tokens_seen_estimate");
    jsonout_count(j, "shards", f->n_shards);
    jsonout_count(j, "shards_damaged", f->n_shards_damaged);
    jsonout_count(j, "too_short", f->too_short);
    jsonout_count(j, "empty", f->empty);
    jsonout_count(j, "with_nul", f->with_nul);
    jsonout_count(j, "malformed", f->malformed);
    duplicates_members(j, f);
    kinds_member(j, "malformed_of", f->malformed_of, f->n_malformed_of);
    kinds_member(j, "not_documents", f->not_documents, f->n_not_documents);
    jsonout_bool(j, "looked_at_all", f->looked_at_all);
    jsonout_count(j, "drawn_records", f->drawn_records);
    jsonout_count(j, "drawn_malformed", f->drawn_malformed);
    jsonout_count(j, "drawn_record_bytes", f->drawn_record_bytes);
    jsonout_count(j, "drawn_tokens", f->drawn_tokens);
    jsonout_count(j, "eligible", among[AMONG_ALL].documents);
    jsonout_count(j, "exact", among[AMONG_EXACT].documents);
    rate_members(j, "exact_", "rate", among[AMONG_EXACT].documents, among[AMONG_ALL].documents);
    jsonout_count(j, "approximate", among[AMONG_APPROXIMATE].documents);
    rate_members(j, "approximate_", "rate", among[AMONG_APPROXIMATE].documents,
                 among[AMONG_ALL].documents);
    clusters_member(j, r, s);
    edits_members(j, &s->tally, r->max_edits);
    sureness_members(j, &s->tally, r->rechecks);
    findings_member(j, &s->tally);
}

static void weighted_member(JsonOut *j, const char *key, const WeightedRate *w)
{
    jsonout_object(j, key, true);
    jsonout_real(j, "rate", w->rate);
    jsonout_real(j, "standard_error", w->standard_error);
    interval_member(j, "interval", true, w->interval);
    jsonout_close(j);
}

static void total_member(JsonOut *j, const Report *r, TotalKind kind)
{
    Arena scratch = {0};
    const Total t = total_of(r, kind, &scratch);
    if (!t.known) {
        jsonout_null(j, total_names[kind].key);
        arena_free(&scratch);
        return;
    }
    jsonout_object(j, total_names[kind].key, false);
    weighted_member(j, "exact", &t.exact);
    weighted_member(j, "approximate", &t.approximate);
    if (t.clustered) {
        jsonout_object(j, "clustered", false);
        weighted_member(j, "exact", &t.exact_clustered);
        weighted_member(j, "approximate", &t.approximate_clustered);
        jsonout_close(j);
    } else {
        jsonout_null(j, "clustered");
    }
    jsonout_array(j, "weights", true);
    for (size_t s = 0; s < r->n_sources; s++) {
        jsonout_object(j, NULL, true);
        jsonout_text(j, "source", r->sources[s].facts.name);
        if (t.used[s])
            jsonout_real(j, "weight", t.weight[s]);
        else
            jsonout_null(j, "weight");
        jsonout_close(j);
    }
    jsonout_close(j);
    if (t.covered >= 0)
        jsonout_real(j, "weight_covered", t.covered);
    else
        jsonout_null(j, "weight_covered");
    jsonout_text(j, "about", total_names[kind].about);
    jsonout_close(j);
    arena_free(&scratch);
}

static void totals_member(JsonOut *j, const Report *r)
{
    ReportSource all = report_pooled(r);
    jsonout_object(j, "total", false);
    jsonout_object(j, "pooled", false);
    source_members(j, r, &all);
    jsonout_close(j);
    for (int kind = 0; kind < N_TOTALS; kind++)
        total_member(j, r, (TotalKind)kind);
    jsonout_close(j);
    tally_free(&all.tally);
}

static void traced_member(JsonOut *j, const Report *r)
{
    jsonout_array(j, "memorized_with_findings", false);
    for (size_t i = 0; i < r->n_traced; i++) {
        const TracedDoc *d = &r->traced[i];
        jsonout_object(j, NULL, true);
        jsonout_text(j, "source", r->sources[d->source].facts.name);
        jsonout_text(j, "shard", d->shard);
        jsonout_count(j, "ordinal", d->ordinal);
        jsonout_count(j, "offset", d->offset);
        jsonout_str(j, "id", d->id);
        jsonout_bool(j, "exact", d->exact);
        jsonout_count(j, "edit_distance", d->edit_distance);
        jsonout_real(j, "char_edit_fraction", d->char_edit_fraction);
        jsonout_bool(j, "sensitive", d->sensitive);
        jsonout_bool(j, "personal", d->personal);
        jsonout_array(j, "findings", true);
        for (size_t k = 0; k < d->n_findings; k++) {
            jsonout_object(j, NULL, true);
            jsonout_text(j, "type", d->findings[k].type);
            jsonout_text(j, "severity", severity_names[d->findings[k].severity]);
            jsonout_bool(j, "in_truth", d->findings[k].in_truth);
            jsonout_bool(j, "in_prompt", d->findings[k].in_prompt);
            jsonout_close(j);
        }
        jsonout_close(j);
        jsonout_close(j);
    }
    jsonout_close(j);
}

static void left_out_member(JsonOut *j, const Report *r)
{
    ReportSource all = report_pooled(r);
    jsonout_object(j, "left_out", false);
    jsonout_count(j, "too_short", all.facts.too_short);
    jsonout_count(j, "malformed", all.facts.malformed);
    jsonout_count(j, "malformed_described", report_described(r, false));
    jsonout_count(j, "shards", all.facts.n_shards);
    jsonout_count(j, "shards_damaged", all.facts.n_shards_damaged);
    jsonout_array(j, "sources_without_eligible_documents", true);
    for (size_t s = 0; s < r->n_sources; s++)
        if (r->sources[s].tally.among[AMONG_ALL].documents == 0)
            jsonout_text(j, NULL, r->sources[s].facts.name);
    jsonout_close(j);
    jsonout_array(j, "faults", false);
    for (size_t i = 0; i < r->n_faults; i++) {
        jsonout_object(j, NULL, true);
        jsonout_text(j, "source", r->faults[i].source);
        jsonout_text(j, "shard", r->faults[i].shard);
        jsonout_count(j, "ordinal", r->faults[i].ordinal);
        jsonout_bool(j, "damage", r->faults[i].damage);
        jsonout_text(j, "kind", r->faults[i].kind);
        jsonout_text(j, "what", r->faults[i].what);
        jsonout_close(j);
    }
    jsonout_close(j);
    jsonout_close(j);
    tally_free(&all.tally);
}

static void texts_members(JsonOut *j, const Report *r)
{
    jsonout_array(j, "facts", false);
    for (size_t i = 0; i < r->n_facts; i++) {
        jsonout_object(j, NULL, true);
        jsonout_text(j, "section", r->facts[i].section);
        jsonout_text(j, "label", r->facts[i].label);
        jsonout_text(j, "value", r->facts[i].value);
        jsonout_close(j);
    }
    jsonout_close(j);
    Arena scratch = {0};
    Note notes[NOTES_MOST];
    const size_t n = notes_of(r, &scratch, notes);
    jsonout_array(j, "notes", false);
    for (size_t i = 0; i < n; i++)
        jsonout_text(j, NULL, arena_printf(&scratch, "%s %s", notes[i].lead, notes[i].text));
    jsonout_close(j);
    arena_free(&scratch);
}

void report_render_json(const Report *r, Buf *out)
{
    JsonOut j = {.out = out};
    jsonout_object(&j, NULL, false);
    jsonout_text(&j, "format", "rote report");
    jsonout_count(&j, "version", 1);
    jsonout_object(&j, "protocol", true);
    jsonout_count(&j, "prompt_tokens", r->prompt_tokens);
    jsonout_count(&j, "continuation_tokens", r->continuation_tokens);
    jsonout_count(&j, "max_edits", r->max_edits);
    jsonout_text(&j, "decoding", "greedy");
    jsonout_text(&j, "placement", r->stride > 0 ? "stride" : r->random ? "random" : "start");
    if (r->stride > 0)
        jsonout_count(&j, "stride", r->stride);
    else
        jsonout_null(&j, "stride");
    jsonout_bool(&j, "stop_early", r->stop_early);
    jsonout_bool(&j, "rechecks", r->rechecks);
    jsonout_real(&j, "confidence", 0.95);
    jsonout_close(&j);
    jsonout_array(&j, "sources", false);
    for (size_t s = 0; s < r->n_sources; s++) {
        jsonout_object(&j, NULL, false);
        source_members(&j, r, &r->sources[s]);
        jsonout_close(&j);
    }
    jsonout_close(&j);
    totals_member(&j, r);
    jsonout_array(&j, "objections", false);
    for (size_t i = 0; i < r->n_objections; i++)
        jsonout_text(&j, NULL, r->objections[i]);
    jsonout_close(&j);
    traced_member(&j, r);
    left_out_member(&j, r);
    texts_members(&j, r);
    jsonout_close(&j);
}
