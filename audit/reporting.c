/* Reporting: see reporting.h. */
#define _GNU_SOURCE /* memrchr */
#include "audit/reporting.h"

#include "audit/base/file.h"
#include "audit/base/mem.h"
#include "audit/jsonline.h"
#include "audit/limits.h"
#include "audit/plan.h"
#include "audit/rechecking.h"
#include "audit/resultfile.h"
#include "audit/samplefile.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* ---- facts from the plan ---- */

/* A value of the plan as text for the report's provenance. */
static const char *fact_text(const json_t *v, Arena *a)
{
    if (json_is_string(v))
        return json_string_value(v);
    if (json_is_integer(v))
        return arena_printf(a, "%" JSON_INTEGER_FORMAT, json_integer_value(v));
    if (json_is_boolean(v))
        return json_is_true(v) ? "yes" : "no";
    return "none";
}

typedef struct {
    const char *part, *key; /* of the plan */
    const char *section, *label;
} FactRow;

static const FactRow fact_table[] = {
    {"model", "family", "Model", "family"},
    {"model", "parameters", "Model", "parameters"},
    {"model", "dtype", "Model", "weights stored as"},
    {"model", "precision", "Model", "computed in"},
    {"model", "sha256", "Model", "SHA-256"},
    {"model", "resolution", "Model", "margins below this cannot be resolved"},
    {"tokenizer", "kind", "Tokenizer", "kind"},
    {"tokenizer", "pieces", "Tokenizer", "pieces"},
    {"tokenizer", "bos", "Tokenizer", "beginning-of-sequence id put first"},
    {"tokenizer", "added_tokens", "Tokenizer",
     "tokens added later, whose literal text in a document is read as ordinary text"},
    {"tokenizer", "sha256", "Tokenizer", "SHA-256"},
    {"protocol", "documents", "Protocol", "documents asked for per source"},
    {"protocol", "prompt_tokens", "Protocol", "prompt tokens"},
    {"protocol", "continuation_tokens", "Protocol", "continuation tokens"},
    {"protocol", "max_edit_fraction", "Protocol", "edit distance allowed, share of tokens"},
    {"protocol", "seed", "Protocol", "seed"},
    {"protocol", "placement", "Protocol", "prompts begin at"},
    {"protocol", "stride", "Protocol", "tokens from prompt to prompt"},
    {"protocol", "dedup_sample", "Protocol", "documents that begin alike left out"},
    {"protocol", "score_truth", "Protocol", "truth scored"},
    {"protocol", "stop_early", "Protocol", "continuations that can match no more are cut"},
    {"protocol", "recheck", "Protocol", "memorized and fragile documents computed again in f32"},
    {"corpus", "text_field", "Corpus", "JSON field of the text"},
    {"corpus", "id_field", "Corpus", "JSON field of the id"},
    {"corpus", "cluster_field", "Corpus", "JSON field of the cluster"},
    {"corpus", "allow_damage", "Corpus", "damaged shards allowed"},
    {"corpus", "check_all", "Corpus", "every record looked at"},
};

/* The last folder of the path under which the checkpoint was first given: what people call it. */
static const char *model_name(const json_t *plan, Arena *a)
{
    const char *path = json_string_value(json_object_get(json_object_get(plan, "paths"), "model"));
    Str s = str_of(path ? path : "");
    while (s.n > 1 && s.s[s.n - 1] == '/')
        s.n--;
    const char *slash = s.n > 0 ? memrchr(s.s, '/', s.n) : NULL;
    if (slash && s.n > 1) {
        s.n -= (size_t)(slash + 1 - s.s);
        s.s = slash + 1;
    }
    return s.n > 0 ? arena_str(a, s).s : "unnamed";
}

static void add_facts(Report *report, const json_t *plan, Arena *a)
{
    char fingerprint[SHA256_HEX_BYTES];
    plan_fingerprint(plan, fingerprint);
    report_fact(report, "Run", "made by",
                arena_printf(a, "rote %s", fact_text(json_object_get(plan, "rote"), a)));
    report_fact(report, "Run", "fingerprint", fingerprint);
    report_fact(report, "Model", "name", model_name(plan, a));
    for (size_t i = 0; i < sizeof fact_table / sizeof *fact_table; i++) {
        const FactRow *f = &fact_table[i];
        const json_t *v = json_object_get(json_object_get(plan, f->part), f->key);
        if (v)
            report_fact(report, f->section, f->label, fact_text(v, a));
    }
}

/* That this is a part, and that the prompts are of another tokenizer than the one the sample was drawn
 * with: what must be known before the numbers are read. */
static int add_circumstances(Report *report, const json_t *plan, Arena *a, Err *e)
{
    WorkPart part;
    if (plan_part(plan, &part, e) != 0)
        return -1;
    if (part.n > 0)
        report_objection(report, arena_printf(a,
                                              "Part %" PRIu64 " of %" PRIu64
                                              " of an audit: merge the parts (rote merge) for the "
                                              "whole.",
                                              part.i, part.n));
    const json_t *sample = json_object_get(plan, "sample");
    if (!sample)
        return 0;
    const json_t *drawn = json_object_get(sample, "tokenizer");
    report_fact(report, "Sample", "drawn before, fingerprint",
                fact_text(json_object_get(sample, "fingerprint"), a));
    report_fact(report, "Sample", "SHA-256 of samples.jsonl",
                fact_text(json_object_get(sample, "sha256"), a));
    report_fact(report, "Sample", "drawn with tokenizer, SHA-256",
                fact_text(json_object_get(drawn, "sha256"), a));
    if (plan_anew(plan))
        report_objection(
            report,
            arena_printf(
                a,
                "The sample was drawn with another tokenizer (%s, SHA-256 %.12s...) than the "
                "checkpoint's (%.12s...): prompts were made again from the kept texts. Which "
                "documents were eligible was decided with the first; those too short under "
                "the second are left out and not replaced. Weights by tokens are in tokens of the "
                "first.",
                fact_text(json_object_get(drawn, "kind"), a),
                fact_text(json_object_get(drawn, "sha256"), a),
                fact_text(json_object_get(json_object_get(plan, "tokenizer"), "sha256"), a)));
    return 0;
}

/* What preflight found and --force overruled. */
static int add_objections(Report *report, const json_t *plan, Arena *a, Err *e)
{
    const json_t *list = json_object_get(plan, "forced");
    for (size_t i = 0; i < json_array_size(list); i++) {
        Str what = {0};
        if (jsonline_get_string(json_array_get(list, i), "what", false, &what, e) != 0) {
            err_add(e, "plan.json: forced");
            return -1;
        }
        report_objection(report, arena_printf(a, "Forced: %s.", what.s));
    }
    return 0;
}

/* ---- sources ---- */

static int add_faults(Report *report, const char *source, const json_t *facts, const char *key,
                      bool damage, Err *e)
{
    json_t *list = NULL;
    if (jsonline_get_array(facts, key, &list, e) != 0)
        return -1;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *j = json_array_get(list, i);
        ReportFault f = {.source = source, .damage = damage};
        Str shard = {0}, kind = {0}, what = {0};
        if (jsonline_get_string(j, "shard", false, &shard, e) != 0 ||
            jsonline_get_string(j, "kind", false, &kind, e) != 0 ||
            jsonline_get_string(j, "what", false, &what, e) != 0 ||
            jsonline_get_u64(j, "ordinal", &f.ordinal, e) != 0)
            return -1;
        f.shard = shard.s;
        f.what = what.s;
        f.kind = kind.s;
        report_fault(report, &f);
    }
    return 0;
}

static int add_counts(const json_t *facts, SourceFacts *f, Err *e)
{
    const json_t *drawn = json_object_get(facts, "drawn");
    return jsonline_get_u64(facts, "records_seen", &f->records_seen, e) != 0 ||
                   jsonline_get_u64(facts, "record_bytes", &f->record_bytes_seen, e) != 0 ||
                   jsonline_get_u64(facts, "too_short", &f->too_short, e) != 0 ||
                   jsonline_get_u64(facts, "empty", &f->empty, e) != 0 ||
                   jsonline_get_u64(facts, "with_nul", &f->with_nul, e) != 0 ||
                   jsonline_get_u64(facts, "malformed", &f->malformed, e) != 0 ||
                   jsonline_get_bool(facts, "looked_at_all", &f->looked_at_all, e) != 0 ||
                   jsonline_get_u64(drawn, "records", &f->drawn_records, e) != 0 ||
                   jsonline_get_u64(drawn, "malformed", &f->drawn_malformed, e) != 0 ||
                   jsonline_get_u64(drawn, "record_bytes", &f->drawn_record_bytes, e) != 0 ||
                   jsonline_get_u64(drawn, "tokens", &f->drawn_tokens, e) != 0
               ? -1
               : 0;
}

/* The counts by kind in the member `name`, in an array of its own that the caller frees; NULL with *e
 * set. */
static ReportKind *read_kinds(const json_t *facts, const char *name, size_t *n, Err *e)
{
    json_t *of = json_object_get(facts, name);
    ReportKind *kinds = mem_alloc(json_object_size(of), sizeof *kinds);
    const char *key;
    json_t *value;
    *n = 0;
    json_object_foreach(of, key, value)
    {
        (void)value;
        kinds[*n].kind = key;
        if (jsonline_get_u64(of, key, &kinds[*n].n, e) != 0) {
            free(kinds);
            return NULL;
        }
        ++*n;
    }
    return kinds;
}

static int add_source(Report *report, const json_t *facts, const json_t *mixture, uint64_t *prompts,
                      const char **name, Err *e)
{
    SourceFacts f = {0};
    Str s = {0};
    json_t *damaged = NULL;
    if (jsonline_get_string(facts, "name", false, &s, e) != 0 ||
        jsonline_get_u64(facts, "shards", &f.n_shards, e) != 0 || add_counts(facts, &f, e) != 0 ||
        jsonline_get_u64(facts, "prompts", prompts, e) != 0 ||
        jsonline_get_u64(facts, "sampled", &f.sampled, e) != 0 ||
        jsonline_get_u64(facts, "duplicates", &f.duplicates, e) != 0 ||
        jsonline_get_u64(facts, "duplicate_groups", &f.duplicate_groups, e) != 0 ||
        jsonline_get_u64(facts, "duplicates_left_out", &f.duplicates_left_out, e) != 0 ||
        jsonline_get_array(facts, "damaged", &damaged, e) != 0) {
        err_add(e, "sources.json");
        return -1;
    }
    f.too_short_anew = (uint64_t)json_integer_value(json_object_get(facts, "too_short_anew"));
    f.name = *name = s.s;
    f.n_shards_damaged = json_array_size(damaged);
    f.has_mixture = json_is_object(mixture);
    const char *weight = json_string_value(json_object_get(mixture, s.s));
    f.mixture_weight = weight ? strtod(weight, NULL) : 0;
    ReportKind *malformed = read_kinds(facts, "malformed_of", &f.n_malformed_of, e);
    ReportKind *left = malformed ? read_kinds(facts, "left_out", &f.n_not_documents, e) : NULL;
    f.malformed_of = malformed;
    f.not_documents = left;
    if (left)
        report_source(report, &f);
    free(malformed);
    free(left);
    if (!left) {
        err_add(e, "sources.json");
        return -1;
    }
    return add_faults(report, s.s, facts, "malformed_first", false, e) != 0 ||
                   add_faults(report, s.s, facts, "damaged", true, e) != 0
               ? -1
               : 0;
}

/* ---- outcomes ---- */

static void count(LimitCounts *c, const ResultLine *l)
{
    bool sensitive = false, personal = false;
    for (size_t i = 0; i < l->n_findings; i++) {
        sensitive |= l->findings[i].severity == 2;
        personal |= l->findings[i].severity < 2;
    }
    c->eligible++;
    c->exact += l->exact;
    c->approximate += l->approximate;
    c->sensitive += l->approximate && sensitive;
    c->personal += l->approximate && personal;
}

/* `first` is the result; `l` is the recheck where there is one, else the same. */
static void add_outcome(Report *report, const ResultLine *first, const ResultLine *l)
{
    OutcomeFinding *findings = mem_alloc(l->n_findings, sizeof *findings);
    for (size_t i = 0; i < l->n_findings; i++)
        findings[i] = (OutcomeFinding){.type = l->findings[i].type,
                                       .severity = l->findings[i].severity,
                                       .in_truth = l->findings[i].in_truth,
                                       .in_prompt = l->findings[i].in_prompt};
    report_outcome(report, &(Outcome){.shard = l->shard.s,
                                      .ordinal = l->ordinal,
                                      .offset = l->offset,
                                      .id = l->id,
                                      .cluster = l->cluster,
                                      .exact = l->exact,
                                      .approximate = l->approximate,
                                      .cut = l->cut,
                                      .fragile = first->fragile,
                                      .rechecked = l != first,
                                      .changed = l->exact != first->exact ||
                                                 l->approximate != first->approximate,
                                      .edit_distance = l->edit_distance,
                                      .char_edit_fraction = l->char_edit_fraction,
                                      .findings = findings,
                                      .n_findings = l->n_findings});
    free(findings);
}

typedef struct {
    const RunDir *dir;
    SampleFile *samples;
    ResultReader *results, *rechecks;
    Report *report;
    const NamedList *limits;
    Buf *exceeded;
    bool recheck;      /* the plan asks for it */
    bool placeholders; /* published examples count as findings */
    uint64_t documents, rechecked, examples;
} Reading;

/* Takes the published examples out of a line's findings; returns how many there were. */
static size_t examples_drop(ResultLine *l)
{
    size_t kept = 0;
    for (size_t i = 0; i < l->n_findings; i++)
        if (!l->findings[i].placeholder)
            l->findings[kept++] = l->findings[i];
    const size_t dropped = l->n_findings - kept;
    l->n_findings = kept;
    return dropped;
}

/* The next line of a file, which is to be of this document: 1, 0 at the end, -1. */
static int line_of(ResultReader *file, const SampleLine *s, ResultLine *l, Err *e)
{
    int rc = resultreader_next(file, l, e);
    if (rc > 0 && resultreader_belongs(file, l, s, e) != 0) {
        resultline_free(l);
        rc = -1;
    }
    return rc;
}

static void say_unfinished(const Reading *r, bool recheck, Err *e)
{
    if (recheck)
        err_set(e, ERR_FORMAT,
                "%s: the audit is not finished: only %" PRIu64
                " of the documents that are to be computed again in f32 were; run rote audit with "
                "the same options again to go on",
                rundir_path(r->dir), r->rechecked);
    else
        err_set(e, ERR_FORMAT,
                "%s: the audit is not finished: %" PRIu64 " of %" PRIu64
                " results stand; run rote audit with the same options again to go on",
                rundir_path(r->dir), r->documents, samplefile_prompts(r->samples));
}

/* One document: the next line of the sample, the next of the results, and the next of the rechecks
 * where the result asks for one. 0, or -1. */
static int read_document(Reading *r, LimitCounts *counts, Err *e)
{
    SampleLine s;
    ResultLine first = {0}, again = {0};
    int rc = samplefile_next(r->samples, &s, e);
    if (rc == 0)
        err_set(e, ERR_FORMAT, "samples.jsonl has fewer lines than sources.json says");
    if (rc <= 0)
        return -1;
    rc = line_of(r->results, &s, &first, e);
    if (rc == 0)
        say_unfinished(r, false, e);
    const bool recheck = rc > 0 && r->recheck && rechecking_needs(&first);
    if (recheck) {
        rc = line_of(r->rechecks, &s, &again, e);
        if (rc == 0)
            say_unfinished(r, true, e);
    }
    if (rc > 0) {
        ResultLine *l = recheck ? &again : &first;
        const size_t examples = r->placeholders ? 0 : examples_drop(l);
        r->examples += l->approximate ? examples : 0;
        r->documents++;
        r->rechecked += recheck;
        count(counts, l);
        add_outcome(r->report, &first, l);
    }
    resultline_free(&again);
    resultline_free(&first);
    sampleline_free(&s);
    return rc > 0 ? 0 : -1;
}

static int read_source(Reading *r, const json_t *facts, const json_t *mixture, Err *e)
{
    LimitCounts counts = {0};
    uint64_t prompts = 0;
    if (add_source(r->report, facts, mixture, &prompts, &counts.source, e) != 0)
        return -1;
    for (uint64_t i = 0; i < prompts; i++)
        if (read_document(r, &counts, e) != 0)
            return -1;
    limits_exceeded(r->limits, &counts, r->exceeded);
    return 0;
}

static int check_ended(ResultReader *file, Err *e)
{
    ResultLine extra;
    const int rc = resultreader_next(file, &extra, e);
    if (rc > 0) {
        resultline_free(&extra);
        resultreader_excess(file, e);
        return -1;
    }
    return rc;
}

static int read_all(Reading *r, const json_t *plan, Err *e)
{
    const json_t *sources = samplefile_sources(r->samples);
    for (size_t i = 0; i < json_array_size(sources); i++)
        if (read_source(r, json_array_get(sources, i), json_object_get(plan, "mixture"), e) != 0)
            return -1;
    if (check_ended(r->results, e) != 0)
        return -1;
    return r->recheck ? check_ended(r->rechecks, e) : 0;
}

/* Whether every stage before the results is over. */
static int check_begun(const RunDir *dir, const json_t *plan, Err *e)
{
    if (samplefile_exists(dir) && plan_settled(plan))
        return 0;
    err_set(e, ERR_FORMAT,
            "%s: the audit is not finished: its %s yet; run rote audit with the same options again "
            "to go on",
            rundir_path(dir),
            samplefile_exists(dir) ? "weights are not vetted" : "sample is not drawn");
    return -1;
}

Report *reporting_read(const RunDir *dir, const NamedList *limits, bool placeholders, Buf *exceeded,
                       Err *e)
{
    Arena a = {0};
    Protocol p;
    Reading r = {.dir = dir, .limits = limits, .placeholders = placeholders, .exceeded = exceeded};
    int rc = -1;
    json_t *plan = rundir_plan(dir, e);
    if (!plan)
        goto done;
    if (plan_protocol(plan, &p, e) != 0) {
        err_add(e, "%s", rundir_path(dir));
        err_advise(e,
                   "another version of rote made this run: report it with that, or audit again in "
                   "another --out");
        goto done;
    }
    if (check_begun(dir, plan, e) != 0)
        goto done;
    r.recheck = p.recheck;
    r.samples = samplefile_open(dir, e);
    r.results = r.samples ? resultreader_open(dir, RESULTFILE_RESULTS, e) : NULL;
    r.rechecks = r.results ? resultreader_open(dir, RESULTFILE_RECHECKS, e) : NULL;
    if (!r.rechecks)
        goto done;
    r.report = report_open(&(ReportProtocol){.prompt_tokens = p.prompt_tokens,
                                             .continuation_tokens = p.continuation_tokens,
                                             .max_edits = p.max_edits,
                                             .random = p.random,
                                             .stride = p.stride,
                                             .stop_early = p.stop_early,
                                             .rechecks = p.recheck});
    add_facts(r.report, plan, &a);
    rc = add_objections(r.report, plan, &a, e) == 0 && add_circumstances(r.report, plan, &a, e) == 0
             ? read_all(&r, plan, e)
             : -1;
    if (rc == 0 && r.examples > 0)
        report_fact(r.report, "Run", "published examples",
                    arena_printf(&a,
                                 "%" PRIu64 " findings in memorized continuations, such as "
                                 "addresses at example.com, are no leaks and not counted",
                                 r.examples));
done:
    if (rc != 0) {
        report_close(r.report);
        r.report = NULL;
    }
    resultreader_close(r.rechecks);
    resultreader_close(r.results);
    samplefile_close(r.samples);
    json_decref(plan);
    arena_free(&a);
    return r.report;
}

/* ---- writing ---- */

int reporting_write(const RunDir *dir, const Report *report, Err *e)
{
    Arena a = {0};
    Buf text = {0};
    int rc = 0;
    const ReportFormat *formats;
    const size_t n = report_formats(&formats);
    for (size_t i = 0; i < n && rc == 0; i++) {
        const char *file = arena_printf(&a, "report.%s", formats[i].extension);
        buf_clear(&text);
        formats[i].render(report, &text);
        rc = file_replace(rundir_file(dir, file, &a), buf_str(&text), e);
    }
    if (rc != 0)
        err_advise(
            e, "the results stand: when it can be written, rote report makes the report of them");
    buf_free(&text);
    arena_free(&a);
    return rc;
}

static int terminal_columns(void)
{
    struct winsize w;
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col > 0 ? w.ws_col : 100;
}

int reporting_finish(const RunDir *dir, const Options *o, Err *e)
{
    Buf exceeded = {0}, text = {0};
    int code = 0;
    Report *report = reporting_read(dir, &o->limit, o->placeholders, &exceeded, e);
    if (!report || reporting_write(dir, report, e) != 0) {
        code = err_exit_code(e);
        goto done;
    }
    if (o->json)
        report_render_json(report, &text);
    else if (!o->quiet)
        report_render_terminal(report, terminal_columns(), &text);
    if (fwrite(buf_str(&text).s, 1, text.n, stdout) != text.n || fflush(stdout) != 0) {
        err_set_errno(e, "the result cannot be written to standard output");
        code = err_exit_code(e);
        goto done;
    }
    fputs(buf_cstr(&exceeded), stderr);
    code = exceeded.n > 0 ? 1 : 0;
done:
    buf_free(&exceeded);
    buf_free(&text);
    report_close(report);
    return code;
}
