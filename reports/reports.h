/* The reports: outcomes -> statistics -> JSON, CSV, Markdown, HTML with figures, and the table on
 * the terminal.
 *
 * A Report is filled with what the run knows (facts, sources, outcomes) and rendered from that
 * alone: no clock, no environment, so the same run gives the same bytes. No corpus text and no
 * personal data enters it. Whatever is passed in is copied. One thread at a time.
 *
 * Classes: a memorized document is *sensitive* when its continuation holds a finding of high
 * severity, *personal* when it holds one of moderate or low severity. With both it counts in both.
 * A source without eligible documents has no rate: null, an empty field or a dash, never 0. */
#ifndef ROTE_REPORTS_H
#define ROTE_REPORTS_H

#include "audit/base/buf.h"
#include "audit/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- statistics ---- */

typedef struct {
    double low, high;
} Interval;

/* Two-sided 95% intervals for `hits` <= n of `n`; n = 0 gives [0, 1]. Full double precision up to
 * n = 1e9 and beyond; time grows with sqrt(n).
 * Sources: Clopper & Pearson 1934 (by the beta distribution); Wilson 1927. */
Interval interval_clopper_pearson(uint64_t hits, uint64_t n);
Interval interval_wilson(uint64_t hits, uint64_t n);

typedef struct {
    double rate;
    double standard_error; /* sqrt(sum w^2 p (1-p) / n) */
    Interval interval; /* from the sources' Clopper-Pearson limits (MOVER: Zou & Donner 2008), so
                          that zero hits do not give a width of zero */
} WeightedRate;

/* sum_s w_s p_s over n sources with weights (finite, >= 0; scaled to sum 1 here), hits and sizes.
 * Sources of size 0 or weight 0 are left out; when none is left the rate is 0 and the interval
 * [0, 1]. */
WeightedRate weighted_rate(const double *weight, const uint64_t *hits, const uint64_t *n,
                           size_t n_sources);

/* The same from each source's rate, squared standard error and interval. */
WeightedRate weighted_combine(const double *weight, const double *rate, const double *variance,
                              const Interval *interval, size_t n_sources);

/* Documents of one cluster, and how many of them were hit. */
typedef struct {
    uint64_t n, hits;
} ClusterCount;

/* A rate whose documents come in clusters, between which alone they are independent; two-sided, 95%,
 * never narrower than Clopper & Pearson's interval. clustered.c has formulas and sources. */
typedef struct {
    bool known;            /* false: fewer than two clusters say nothing; the interval is [0, 1] */
    double standard_error; /* 0 where nothing or everything was hit */
    double effective_n;    /* independent documents that would say as much, at most n */
    Interval interval;
} ClusteredRate;
ClusteredRate clustered_rate(const ClusterCount *c, size_t n_clusters);

/* ---- what a report is made of ---- */

/* A line of the report's provenance: ("Model", "SHA-256", "ab12..."). Sections keep the order of
 * arrival, and a section may be continued later. On the page, ("Model", "name", ...) is the title
 * and the first five other facts of the section "Model" stand under it. */
typedef struct {
    const char *section, *label, *value;
} ReportFact;

/* Something that was left out or went wrong: what the report lists under "left out". source may be
 * NULL. */
typedef struct {
    const char *source, *shard; /* shard may be NULL too */
    uint64_t ordinal;
    const char *what; /* one sentence, without corpus text */
    bool damage;      /* a damaged shard; else one malformed record */
    const char *kind; /* its name; NULL: none */
} ReportFault;

/* How many malformed records, or things that are no documents, are of a kind. */
typedef struct {
    const char *kind;
    uint64_t n;
} ReportKind;

/* What the sampler knows of a source. */
typedef struct {
    const char *name;
    uint64_t records_seen;          /* documents, eligible or not, and malformed ones */
    uint64_t record_bytes_seen;     /* of these, decompressed */
    uint64_t too_short;             /* replaced by the next in sample order */
    uint64_t empty, with_nul;       /* documents drawn without text; with a NUL character in it */
    uint64_t malformed;             /* of those drawn; where looked_at_all, of all */
    const ReportKind *malformed_of; /* [n_malformed_of] the same by kind */
    size_t n_malformed_of;
    bool looked_at_all; /* no record was passed over */
    const ReportKind *not_documents; /* [n_not_documents] what the shards hold beside documents: "folders",
                                        "request records" ... */
    size_t n_not_documents;
    uint64_t n_shards, n_shards_damaged;
    uint64_t sampled;             /* documents; of each there may be several outcomes */
    uint64_t duplicates;          /* of them, that begin like one before them in sample order */
    uint64_t duplicate_groups;    /* beginnings that these share */
    uint64_t duplicates_left_out; /* documents left out for the same reason and replaced */
    uint64_t too_short_anew;      /* documents of a kept sample that are too short under the
                                     checkpoint's own tokenizer, and were not replaced */
    /* Of the records drawn, a uniform sample of those seen: sampled, too short and malformed ones. */
    uint64_t drawn_records, drawn_malformed, drawn_record_bytes, drawn_tokens;
    bool has_mixture;      /* the user gave this source a share of the training mixture */
    double mixture_weight; /* finite, >= 0, on any scale */
} SourceFacts;

typedef struct {
    const char *type; /* infoType name */
    int severity;     /* 0 low, 1 moderate, 2 high (= sensitive) */
    bool in_truth, in_prompt;
} OutcomeFinding;

/* One audited document. Where it was computed again in f32, that answer, but for `fragile`. */
typedef struct {
    const char *shard;
    uint64_t ordinal;
    uint64_t offset;         /* of the prompt, in tokens of the document */
    Str id;                  /* s NULL when none */
    Str cluster;             /* s NULL when none: then the document is one of its own */
    bool exact, approximate; /* exact counts as approximate too */
    bool cut;     /* the continuation was ended early, being neither: the distances are not known */
    bool fragile; /* the flags of the first answer hang on a margin that cannot be resolved */
    bool rechecked;                 /* computed again in f32 */
    bool changed;                   /* ... and exact or approximate is not what it was */
    size_t edit_distance;           /* not read where cut */
    double char_edit_fraction;      /* finite; passes 1 where the continuation is the longer text;
                                       not read where cut */
    const OutcomeFinding *findings; /* in the continuation */
    size_t n_findings;
} Outcome;

typedef struct Report Report;

typedef struct {
    size_t prompt_tokens, continuation_tokens;
    size_t max_edits; /* floor(fraction * continuation_tokens) */
    bool stop_early;  /* continuations that can match no more were cut */
    bool rechecks;    /* documents that matched or were fragile were computed again in f32 */
    bool random;      /* prompts begin at a random token */
    size_t stride;    /* prompts begin at every so many tokens of a document; 0: one a document */
} ReportProtocol;

Report *report_open(const ReportProtocol *p);
void report_fact(Report *r, const char *section, const char *label, const char *value);
/* Sources are shown in the order in which they are added; outcomes belong to the source added
 * last. The number of outcomes of a source is its number of eligible (= sampled) documents. */
void report_source(Report *r, const SourceFacts *f);
void report_outcome(Report *r, const Outcome *o);
void report_fault(Report *r, const ReportFault *f);
/* Something that must be known before the numbers are read, such as what spoke against them and was
 * overruled: a sentence with its full stop. Every form of the report shows it; the forms for people
 * before the numbers. */
void report_objection(Report *r, const char *what);

/* Each adds the whole rendering to `out`. The report may be rendered any number of times, in any
 * order. */
void report_render_json(const Report *r, Buf *out);
void report_render_csv(const Report *r, Buf *out);
void report_render_markdown(const Report *r, Buf *out);
void report_render_html(const Report *r, Buf *out);
/* Plain text for people, at most `columns` wide where the names and numbers allow it. */
void report_render_terminal(const Report *r, int columns, Buf *out);

/* The files of a run directory: RUN/report.EXTENSION. */
typedef struct {
    const char *extension;
    void (*render)(const Report *r, Buf *out);
} ReportFormat;
/* The table, in static storage, and its length. */
size_t report_formats(const ReportFormat **out);

/* Accepts NULL. */
void report_close(Report *r);

#endif
