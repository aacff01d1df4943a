/* What a Report holds between being filled and being rendered. Private to reports/. */
#ifndef ROTE_REPORT_DATA_H
#define ROTE_REPORT_DATA_H

#include "audit/base/arena.h"
#include "reports/clusters.h"
#include "reports/reports.h"
#include "reports/tally.h"

typedef struct {
    SourceFacts facts;
    /* Documents among the records seen, and tokens in them; -1 when nothing is known of it. See
     * report.c for how they are estimated. */
    double documents_estimate, tokens_estimate;
    Tally tally;
    Clusters clusters; /* none of all sources as one */
} ReportSource;

/* A memorized document whose continuation holds findings: enough to find it again. */
typedef struct {
    size_t source; /* index in sources */
    const char *shard;
    uint64_t ordinal, offset;
    Str id;
    bool exact, sensitive, personal;
    size_t edit_distance;
    double char_edit_fraction;
    const OutcomeFinding *findings; /* [n_findings] */
    size_t n_findings;
} TracedDoc;

struct Report {
    Arena arena; /* every string and TracedDoc.findings; lives as long as the report */
    size_t prompt_tokens, continuation_tokens, max_edits;
    bool stop_early, rechecks;
    bool random;
    size_t stride;
    ReportFact *facts; /* in order of arrival */
    size_t n_facts, facts_capacity;
    ReportSource *sources; /* in order of arrival */
    size_t n_sources, sources_capacity;
    TracedDoc *traced; /* in order of arrival */
    size_t n_traced, traced_capacity;
    ReportFault *faults; /* in order of arrival */
    size_t n_faults, faults_capacity;
    const char **objections; /* in order of arrival */
    size_t n_objections, objections_capacity;
};

/* All sources as one: sums of the counts, name "all sources", no mixture. Free its tally with
 * tally_free. */
ReportSource report_pooled(const Report *r);

/* Whether documents are known not to be independent: some have a cluster, or give several prompts. */
bool report_clustered(const Report *r);

/* A source's rate with its clusters; exact, or approximate. */
ClusteredRate report_clustered_rate(const ReportSource *s, bool exact);

/* Facts of a section with index >= from: the index of the next one, or r->n_facts. */
size_t report_next_fact(const Report *r, const char *section, size_t from);

/* The value of the fact "name" of the section "Model", NULL when there is none. */
const char *report_model_name(const Report *r);

/* Whether fact i is the first of its section. */
bool report_begins_section(const Report *r, size_t i);

/* The file of the run directory that holds the memorized documents' tokens: "results.jsonl", or
 * "rechecks.jsonl" where each of them was computed again. */
const char *report_tokens_file(const Report *r);

/* Malformed records that are described one by one; damaged shards that are. */
uint64_t report_described(const Report *r, bool damage);

#endif
