/* Filling a report, and the table of its files: see reports.h. */
#include "reports/report_data.h"

#include "audit/base/mem.h"
#include "reports/list.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

Report *report_open(const ReportProtocol *p)
{
    Report *r = mem_zero(1, sizeof *r);
    r->prompt_tokens = p->prompt_tokens;
    r->continuation_tokens = p->continuation_tokens;
    r->max_edits = p->max_edits;
    r->stop_early = p->stop_early;
    r->rechecks = p->rechecks;
    r->random = p->random;
    r->stride = p->stride;
    return r;
}

void report_fact(Report *r, const char *section, const char *label, const char *value)
{
    r->facts = list_room(r->facts, r->n_facts, &r->facts_capacity, sizeof *r->facts);
    r->facts[r->n_facts++] = (ReportFact){.section = arena_cstr(&r->arena, section),
                                          .label = arena_cstr(&r->arena, label),
                                          .value = arena_cstr(&r->arena, value)};
}

/* Most records are passed over unread, so what is in them is estimated from those drawn, which are a
 * uniform sample of all: documents by the share of the drawn that are documents. Exact where every
 * record was looked at, or all were drawn. */
static double documents_estimate(const SourceFacts *f)
{
    const double seen = (double)f->records_seen;
    if (f->looked_at_all || f->drawn_records == 0)
        return f->malformed < f->records_seen ? seen - (double)f->malformed : 0;
    return seen * (double)(f->drawn_records - f->drawn_malformed) / (double)f->drawn_records;
}

/* A ratio estimate: the record bytes of all records are known, and the drawn ones say how many tokens
 * there are to a record byte. Too short and malformed ones take part in both sums, with their tokens
 * (none of the malformed), since they take up bytes among the records seen as well. Long and short
 * records are in both as often as in the source, so a source of very different lengths is no matter, but for the
 * bias of every ratio estimate: of the order of the lengths' squared coefficient of variation over k. */
static double tokens_estimate(const SourceFacts *f)
{
    if (f->record_bytes_seen == 0)
        return 0;
    if (f->drawn_record_bytes == 0)
        return -1;
    return (double)f->record_bytes_seen * ((double)f->drawn_tokens / (double)f->drawn_record_bytes);
}

static const ReportKind *kinds_copy(Report *r, const ReportKind *kinds, size_t n)
{
    ReportKind *copy = arena_alloc(&r->arena, n, sizeof *copy);
    for (size_t i = 0; i < n; i++)
        copy[i] = (ReportKind){arena_cstr(&r->arena, kinds[i].kind), kinds[i].n};
    return copy;
}

void report_source(Report *r, const SourceFacts *f)
{
    assert(!f->has_mixture || (f->mixture_weight >= 0 && isfinite(f->mixture_weight)));
    r->sources = list_room(r->sources, r->n_sources, &r->sources_capacity, sizeof *r->sources);
    ReportSource *s = &r->sources[r->n_sources++];
    *s = (ReportSource){.facts = *f,
                        .documents_estimate = documents_estimate(f),
                        .tokens_estimate = tokens_estimate(f),
                        .tally = tally_make(r->max_edits)};
    s->facts.name = arena_cstr(&r->arena, f->name);
    s->facts.malformed_of = kinds_copy(r, f->malformed_of, f->n_malformed_of);
    s->facts.not_documents = kinds_copy(r, f->not_documents, f->n_not_documents);
}

/* The shard's name, shared with the document before when it is the same. */
static const char *shard_name(Report *r, const char *shard)
{
    if (r->n_traced > 0 && strcmp(r->traced[r->n_traced - 1].shard, shard) == 0)
        return r->traced[r->n_traced - 1].shard;
    return arena_cstr(&r->arena, shard);
}

static void trace(Report *r, const Outcome *o)
{
    r->traced = list_room(r->traced, r->n_traced, &r->traced_capacity, sizeof *r->traced);
    TracedDoc d = {.source = r->n_sources - 1,
                   .shard = shard_name(r, o->shard),
                   .ordinal = o->ordinal,
                   .offset = o->offset,
                   .id = arena_str(&r->arena, o->id),
                   .exact = o->exact,
                   .edit_distance = o->edit_distance,
                   .char_edit_fraction = o->char_edit_fraction,
                   .n_findings = o->n_findings};
    OutcomeFinding *findings = arena_alloc(&r->arena, o->n_findings, sizeof *findings);
    for (size_t i = 0; i < o->n_findings; i++) {
        findings[i] = o->findings[i];
        findings[i].type = arena_cstr(&r->arena, o->findings[i].type);
        d.sensitive |= findings[i].severity == TALLY_HIGH;
        d.personal |= findings[i].severity != TALLY_HIGH;
    }
    d.findings = findings;
    r->traced[r->n_traced++] = d;
}

void report_outcome(Report *r, const Outcome *o)
{
    assert(r->n_sources > 0);
    assert(!o->cut || (!o->exact && !o->approximate));
    tally_add_outcome(&r->sources[r->n_sources - 1].tally, r->max_edits, o, &r->arena);
    clusters_add(&r->sources[r->n_sources - 1].clusters, o);
    if ((o->exact || o->approximate) && o->n_findings > 0)
        trace(r, o);
}

void report_fault(Report *r, const ReportFault *f)
{
    r->faults = list_room(r->faults, r->n_faults, &r->faults_capacity, sizeof *r->faults);
    r->faults[r->n_faults++] =
        (ReportFault){.source = f->source ? arena_cstr(&r->arena, f->source) : NULL,
                      .shard = f->shard ? arena_cstr(&r->arena, f->shard) : NULL,
                      .ordinal = f->ordinal,
                      .what = arena_cstr(&r->arena, f->what),
                      .damage = f->damage,
                      .kind = f->kind ? arena_cstr(&r->arena, f->kind) : NULL};
}

void report_objection(Report *r, const char *what)
{
    r->objections =
        list_room(r->objections, r->n_objections, &r->objections_capacity, sizeof *r->objections);
    r->objections[r->n_objections++] = arena_cstr(&r->arena, what);
}

ReportSource report_pooled(const Report *r)
{
    ReportSource all = {.facts = {.name = "all sources"}, .tally = tally_make(r->max_edits)};
    for (size_t i = 0; i < r->n_sources; i++) {
        const SourceFacts *f = &r->sources[i].facts;
        all.facts.records_seen += f->records_seen;
        all.facts.record_bytes_seen += f->record_bytes_seen;
        all.facts.empty += f->empty;
        all.facts.with_nul += f->with_nul;
        all.facts.looked_at_all |= f->looked_at_all; /* one plan: all sources are or none */
        all.documents_estimate += r->sources[i].documents_estimate;
        all.facts.too_short += f->too_short;
        all.facts.sampled += f->sampled;
        all.facts.duplicates += f->duplicates;
        all.facts.duplicate_groups += f->duplicate_groups;
        all.facts.duplicates_left_out += f->duplicates_left_out;
        all.facts.too_short_anew += f->too_short_anew;
        all.facts.malformed += f->malformed;
        all.facts.n_shards += f->n_shards;
        all.facts.n_shards_damaged += f->n_shards_damaged;
        all.facts.drawn_records += f->drawn_records;
        all.facts.drawn_malformed += f->drawn_malformed;
        all.facts.drawn_record_bytes += f->drawn_record_bytes;
        all.facts.drawn_tokens += f->drawn_tokens;
        const double tokens = r->sources[i].tokens_estimate;
        all.tokens_estimate =
            tokens < 0 || all.tokens_estimate < 0 ? -1 : all.tokens_estimate + tokens;
        tally_add(&all.tally, r->max_edits, &r->sources[i].tally);
    }
    return all;
}

bool report_clustered(const Report *r)
{
    bool given = false;
    for (size_t s = 0; s < r->n_sources; s++)
        given |= r->sources[s].clusters.given > 0;
    return given || r->stride > 0;
}

ClusteredRate report_clustered_rate(const ReportSource *s, bool exact)
{
    Arena scratch = {0};
    size_t n;
    const ClusterCount *counts = clusters_counts(&s->clusters, exact, &n, &scratch);
    const ClusteredRate rate = clustered_rate(counts, n);
    arena_free(&scratch);
    return rate;
}

size_t report_next_fact(const Report *r, const char *section, size_t from)
{
    while (from < r->n_facts && strcmp(r->facts[from].section, section) != 0)
        from++;
    return from;
}

const char *report_model_name(const Report *r)
{
    for (size_t i = 0; i < r->n_facts; i++)
        if (strcmp(r->facts[i].section, "Model") == 0 && strcmp(r->facts[i].label, "name") == 0)
            return r->facts[i].value;
    return NULL;
}

bool report_begins_section(const Report *r, size_t i)
{
    return report_next_fact(r, r->facts[i].section, 0) == i;
}

const char *report_tokens_file(const Report *r)
{
    return r->rechecks ? "rechecks.jsonl" : "results.jsonl";
}

uint64_t report_described(const Report *r, bool damage)
{
    uint64_t n = 0;
    for (size_t i = 0; i < r->n_faults; i++)
        n += r->faults[i].damage == damage;
    return n;
}

size_t report_formats(const ReportFormat **out)
{
    static const ReportFormat formats[] = {
        {"json", report_render_json},
        {"csv", report_render_csv},
        {"md", report_render_markdown},
        {"html", report_render_html},
    };
    *out = formats;
    return sizeof formats / sizeof *formats;
}

void report_close(Report *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < r->n_sources; i++) {
        tally_free(&r->sources[i].tally);
        clusters_free(&r->sources[i].clusters);
    }
    free(r->sources);
    free(r->facts);
    free(r->traced);
    free(r->faults);
    free(r->objections);
    arena_free(&r->arena);
    free(r);
}
