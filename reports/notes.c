/* The words of a report: see notes.h. Facts follow the Gemma report (arXiv 2403.08295) and
 * Carlini et al. 2022, "Quantifying Memorization". */
#include "reports/notes.h"

#include "audit/base/buf.h"
#include "reports/numeral.h"
#include "reports/report_data.h"
#include "reports/total.h"

#include <assert.h>
#include <string.h>

static bool looked_at_all(const Report *r)
{
    for (size_t s = 0; s < r->n_sources; s++)
        if (!r->sources[s].facts.looked_at_all)
            return false;
    return true;
}

const char *notes_protocol(const Report *r, Arena *a)
{
    const char *prompt = arena_printf(a, "the first %zu tokens of a document", r->prompt_tokens);
    if (r->random)
        prompt = arena_printf(a, "%zu tokens of a document, from one of its tokens at random on",
                              r->prompt_tokens);
    if (r->stride > 0)
        prompt = arena_printf(a, "%zu tokens of a document, from every %zu of its tokens on",
                              r->prompt_tokens, r->stride);
    return arena_printf(a,
                        "Prompt: %s. Continuation: %zu tokens, "
                        "greedy. Exact: all %zu equal the document's. Approximate: at most %zu "
                        "token edits (Levenshtein), exact included.",
                        prompt, r->continuation_tokens, r->continuation_tokens, r->max_edits);
}

static const char *stride_text(const Report *r, const ReportSource *all, Arena *a)
{
    return arena_printf(a,
                        "Every %zu tokens of a document a prompt begins, so what is counted as "
                        "documents here is prompts: %s of %s. A rate is the share of the prompts, "
                        "to which long documents contribute more; prompts of one document are not "
                        "independent.",
                        r->stride, numeral_count(a, all->tally.among[AMONG_ALL].documents),
                        numeral_things(a, all->facts.sampled, "document", "documents"));
}

static const char *duplicates_text(const Report *r, const ReportSource *all, Arena *a)
{
    return arena_printf(
        a,
        "A document begins like one before it in sample order when the first %zu tokens of both "
        "are "
        "the same. Of the sampled ones, %s of %s do, of %s; each counts in the rates. %s left out "
        "and replaced by the next in sample order.",
        r->prompt_tokens + r->continuation_tokens, numeral_count(a, all->facts.duplicates),
        numeral_count(a, all->facts.sampled),
        numeral_things(a, all->facts.duplicate_groups, "beginning", "beginnings"),
        all->facts.duplicates_left_out == 1
            ? "One more was"
            : arena_printf(a, "%s more were", numeral_count(a, all->facts.duplicates_left_out)));
}

static const char *fragile_text(const Report *r, const Tally *t, Arena *a)
{
    const char *text = arena_printf(
        a,
        "A document is fragile when a choice that its flags hang on had a margin over the "
        "runner-up too small for the precision to resolve, so that they could as well be others. "
        "Here it is %s of %s.",
        numeral_count(a, t->fragile),
        numeral_things(a, t->among[AMONG_ALL].documents, "document", "documents"));
    if (!r->rechecks)
        return text;
    return arena_printf(a,
                        "%s Whatever was memorized or fragile was computed again in f32, and "
                        "stands in this report as f32 has it: %s, of which %s changed a flag. "
                        "What the first pass found stays in results.jsonl.",
                        text, numeral_things(a, t->rechecked, "document", "documents"),
                        numeral_count(a, t->changed));
}

static const char *cut_text(const Tally *t, Arena *a)
{
    return arena_printf(
        a,
        "A continuation was ended as soon as it could be neither exact nor approximate any more "
        "(%s of %s). Flags and rates are those of whole continuations. Edit distances of cut ones "
        "are not known: they count as beyond the limit, and there is no mean. Findings in "
        "continuations that are not memorized are of what was written until then, so they are "
        "incomplete; those in memorized ones are not.",
        numeral_count(a, t->cut),
        numeral_things(a, t->among[AMONG_ALL].documents, "document", "documents"));
}

size_t notes_of(const Report *r, Arena *a, Note notes[NOTES_MOST])
{
    const size_t eligible_tokens = r->prompt_tokens + r->continuation_tokens;
    size_t n = 0;
    notes[n++] = (Note){"A lower bound.",
                        "One prompt a document, continued greedily, shows what comes out at the "
                        "first attempt. Longer prompts, other places in the document, or sampling "
                        "many times extract more."};
    notes[n++] = (Note){
        "Sampled documents.",
        arena_printf(a,
                     "A rate is the share of the documents sampled from a source, uniformly and "
                     "without replacement among those of at least %zu tokens. Shorter documents "
                     "are replaced by the next in sample order and counted; the rates say nothing "
                     "about them, nor about malformed records and damaged shards. A record that "
                     "cannot enter the sample any more is passed over unread, so %s.",
                     eligible_tokens,
                     looked_at_all(r) ? "this run was asked to look at all of them"
                                      : "malformed records are counted among those drawn")};
    notes[n++] = (Note){
        "Intervals.", "Two-sided, 95%, Clopper-Pearson; for the weighted totals put together from "
                      "the sources' limits. They cover the chance of the draw and assume that "
                      "documents are independent: near-duplicates and documents of one origin "
                      "make them too narrow."};
    notes[n++] = (Note){"Zero is not none.",
                        "Where nothing was found, the upper limit says what the sample cannot "
                        "exclude. A source without eligible documents has no rate at all."};
    notes[n++] = (Note){"Predictable text.",
                        "Licences, headers, tables and lists can be continued correctly without "
                        "having been seen. No control documents, ones that the model has never "
                        "seen, were measured beside these, so the rate alone does not tell "
                        "memorized from predictable."};
    notes[n++] = (Note){"Totals.",
                        "There is no agreed formula for the memorization of a whole corpus; each "
                        "total is named by its weights. Weights by documents include documents "
                        "that are too short to be sampled; weights by tokens are an estimate from "
                        "the bytes read and the sample's tokens per byte. The pooled counts depend "
                        "on how many documents were sampled from each source."};
    notes[n++] = (Note){"Sensitive and personal.",
                        "A memorized document is sensitive when its continuation holds at least "
                        "one finding of high severity, personal when it holds one of moderate or "
                        "low severity; with both it counts in both."};
    notes[n++] = (Note){"Recited or invented.",
                        "A finding that stands in the document's true continuation was recited. "
                        "One that does not was altered or made up by the model. One that stood in "
                        "the prompt already had been handed to the model."};
    notes[n++] = (Note){"What is not detected.",
                        "Findings come from patterns and check digits. Names, postal addresses, "
                        "places, health and other matters that have no fixed form are not "
                        "detected; patterns miss some values and match some that are harmless."};
    notes[n++] = (Note){"Privacy of this report.",
                        "It holds no text of the corpus or of a continuation and no value that was "
                        "found: only types, counts, and where each document lies."};
    ReportSource all = report_pooled(r);
    if (r->rechecks || all.tally.fragile > 0)
        notes[n++] = (Note){"Fragile documents.", fragile_text(r, &all.tally, a)};
    if (r->stop_early)
        notes[n++] = (Note){"Cut continuations.", cut_text(&all.tally, a)};
    if (r->stride > 0)
        notes[n++] = (Note){"Several prompts a document.", stride_text(r, &all, a)};
    if (all.facts.duplicates + all.facts.duplicates_left_out > 0)
        notes[n++] = (Note){"Repeated beginnings.", duplicates_text(r, &all, a)};
    if (report_clustered(r))
        notes[n++] = (Note){
            "Clusters.",
            "Documents of one cluster (a host, a repository, one document's prompts) are taken as "
            "alike as they were found to be, those of different clusters as independent; a "
            "document "
            "without a cluster is one of its own. From the variance between clusters follows an "
            "effective number of documents, never more than there are, which takes their place in "
            "Clopper and Pearson's limits (Korn and Graubard 1998). Where nothing was hit, or "
            "everything, each cluster counts as one document."};
    tally_free(&all.tally);
    assert(n <= NOTES_MOST);
    return n;
}

/* ---- how sure the flags are ---- */

/* " (web 1, code 2)" for the sources that have any; nothing where there is one source. */
static const char *by_source(const Report *r, uint64_t (*count)(const Tally *t), Arena *a)
{
    const char *list = "";
    for (size_t s = 0; s < r->n_sources; s++) {
        const uint64_t n = count(&r->sources[s].tally);
        if (n > 0)
            list = arena_printf(a, "%s%s%s %s", list, *list ? ", " : "", r->sources[s].facts.name,
                                numeral_count(a, n));
    }
    return *list && r->n_sources > 1 ? arena_printf(a, " (%s)", list) : "";
}

static uint64_t fragile_count(const Tally *t)
{
    return t->fragile;
}

static uint64_t rechecked_count(const Tally *t)
{
    return t->rechecked;
}

static uint64_t changed_count(const Tally *t)
{
    return t->changed;
}

static uint64_t cut_count(const Tally *t)
{
    return t->cut;
}

const char *notes_columns(const Report *r, Arena *a)
{
    return arena_printf(
        a, "%s%s%s",
        "Fragile: a choice that decides about the flags was closer than the precision can resolve.",
        r->rechecks ? " Computed again in f32: what was memorized or fragile; every number of this "
                      "report goes by that, and \"flags changed\" counts where it differs from the "
                      "first pass."
                    : "",
        r->stop_early ? " Cut early: the continuation could match no more; rates are not affected, "
                        "and there is no mean distance."
                      : "");
}

size_t notes_sureness(const Report *r, Arena *a, const char *const **out)
{
    enum { MOST = 3 };
    const char **texts = arena_alloc(a, MOST, sizeof *texts);
    ReportSource all = report_pooled(r);
    const Tally *t = &all.tally;
    size_t n = 0;
    if (r->rechecks || t->fragile > 0)
        texts[n++] = arena_printf(a, "Fragile: %s%s.",
                                  numeral_things(a, t->fragile, "document", "documents"),
                                  by_source(r, fragile_count, a));
    if (r->rechecks)
        texts[n++] = arena_printf(a, "Computed again in f32: %s%s; %s changed a flag%s.",
                                  numeral_things(a, t->rechecked, "document", "documents"),
                                  by_source(r, rechecked_count, a), numeral_count(a, t->changed),
                                  by_source(r, changed_count, a));
    if (r->stop_early)
        texts[n++] = arena_printf(a, "Cut early: %s%s.",
                                  numeral_things(a, t->cut, "continuation", "continuations"),
                                  by_source(r, cut_count, a));
    tally_free(&all.tally);
    assert(n <= MOST);
    *out = texts;
    return n;
}

/* "exact 0.18% - 0.39%, approximate 0.31% - 0.58%" */
static const char *clustered_text(const ReportSource *s, Arena *a)
{
    return arena_printf(a, "exact %s, approximate %s",
                        numeral_interval(a, report_clustered_rate(s, true).interval, " - "),
                        numeral_interval(a, report_clustered_rate(s, false).interval, " - "));
}

size_t notes_kinship(const Report *r, Arena *a, const char *const **out)
{
    const size_t most = r->n_sources + 1;
    const char **texts = arena_alloc(a, most, sizeof *texts);
    ReportSource all = report_pooled(r);
    size_t n = 0;
    if (all.facts.duplicates + all.facts.duplicates_left_out > 0)
        texts[n++] = arena_printf(
            a, "Repeated beginnings: %s of %s, %s more left out and replaced.",
            numeral_count(a, all.facts.duplicates),
            numeral_things(a, all.facts.sampled, "sampled document", "sampled documents"),
            numeral_count(a, all.facts.duplicates_left_out));
    for (size_t s = 0; s < r->n_sources && report_clustered(r); s++) {
        size_t n_clusters;
        clusters_counts(&r->sources[s].clusters, true, &n_clusters, a);
        if (n_clusters > 0)
            texts[n++] =
                arena_printf(a, "Allowing for clusters: %s (%s) %s.", r->sources[s].facts.name,
                             numeral_things(a, n_clusters, "cluster", "clusters"),
                             clustered_text(&r->sources[s], a));
    }
    tally_free(&all.tally);
    *out = texts;
    return n;
}

static const char *without_eligible(const Report *r, Arena *a)
{
    Buf names = {0};
    uint64_t n = 0;
    for (size_t s = 0; s < r->n_sources; s++) {
        if (r->sources[s].tally.among[AMONG_ALL].documents > 0)
            continue;
        buf_printf(&names, "%s%s", n++ > 0 ? ", " : "", r->sources[s].facts.name);
    }
    const char *text = NULL;
    if (n > 0)
        text = arena_printf(a,
                            "%s without eligible documents, so without a rate and outside every "
                            "total: %s.",
                            numeral_things(a, n, "source", "sources"), buf_cstr(&names));
    buf_free(&names);
    return text;
}

static const char *mixture_incomplete(const Report *r, Arena *a)
{
    const Total t = total_of(r, TOTAL_MIXTURE_WEIGHTED, a);
    bool given = false;
    for (size_t s = 0; s < r->n_sources; s++)
        given |= r->sources[s].facts.has_mixture;
    if (given && !t.known)
        return arena_printf(a, "No mixture-weighted total: %s.", t.missing);
    if (given && !t.all_used)
        return arena_printf(a, "The mixture-weighted total covers %s of the training mixture.",
                            numeral_rate(a, t.covered));
    return NULL;
}

/* The kinds of malformed records over all sources, in order of first appearance: how many. */
static size_t kinds_pooled(const Report *r, Arena *a, ReportKind **out)
{
    size_t most = 0, n = 0;
    for (size_t s = 0; s < r->n_sources; s++)
        most += r->sources[s].facts.n_malformed_of;
    *out = arena_alloc(a, most, sizeof **out);
    for (size_t s = 0; s < r->n_sources; s++) {
        const SourceFacts *f = &r->sources[s].facts;
        for (size_t i = 0; i < f->n_malformed_of; i++) {
            size_t k = 0;
            while (k < n && strcmp((*out)[k].kind, f->malformed_of[i].kind) != 0)
                k++;
            n += k == n;
            (*out)[k].kind = f->malformed_of[i].kind;
            (*out)[k].n += f->malformed_of[i].n;
        }
    }
    return n;
}

/* "2 malformed records among those drawn could not be read as documents: not_json 1, not_utf8 1." */
static const char *malformed_text(const Report *r, const SourceFacts *all, Arena *a)
{
    Buf text = {0};
    ReportKind *kinds;
    const size_t n = kinds_pooled(r, a, &kinds);
    buf_printf(&text, "%s%s could not be read as documents",
               numeral_things(a, all->malformed, "malformed record", "malformed records"),
               all->looked_at_all ? "" : " among those drawn");
    for (size_t i = 0; i < n; i++)
        buf_printf(&text, "%s %s %s", i > 0 ? "," : ":", kinds[i].kind,
                   numeral_count(a, kinds[i].n));
    const char *sentence = arena_printf(a, "%s.", buf_cstr(&text));
    buf_free(&text);
    return sentence;
}

size_t notes_warnings(const Report *r, Arena *a, const char *const **out)
{
    enum { OWN_MOST = 5 };
    const size_t most = OWN_MOST + r->n_objections;
    const char **texts = arena_alloc(a, most, sizeof *texts);
    size_t n = 0;
    for (; n < r->n_objections; n++)
        texts[n] = r->objections[n];
    ReportSource all = report_pooled(r);
    if (r->n_sources == 0)
        texts[n++] = "No source was audited.";
    const char *text = without_eligible(r, a);
    if (text)
        texts[n++] = text;
    if (all.facts.n_shards_damaged > 0)
        texts[n++] = arena_printf(
            a, "%s of %s damaged: what lies behind the damage was not read and is not covered.",
            numeral_count(a, all.facts.n_shards_damaged),
            numeral_things(a, all.facts.n_shards, "shard", "shards"));
    if (all.facts.malformed > 0)
        texts[n++] = malformed_text(r, &all.facts, a);
    text = mixture_incomplete(r, a);
    if (text)
        texts[n++] = text;
    tally_free(&all.tally);
    assert(n <= most);
    *out = texts;
    return n;
}

const char *notes_described(const Report *r, Arena *a)
{
    ReportSource all = report_pooled(r);
    const char *text = arena_printf(
        a, "%s of %s and %s of %s are described one by one.",
        numeral_count(a, report_described(r, false)),
        numeral_things(a, all.facts.malformed, "malformed record", "malformed records"),
        numeral_count(a, report_described(r, true)),
        numeral_things(a, all.facts.n_shards_damaged, "damaged shard", "damaged shards"));
    if (all.facts.empty + all.facts.with_nul > 0)
        text = arena_printf(a, "%s Of the documents drawn, %s empty and %s a NUL character.", text,
                            numeral_things(a, all.facts.empty, "is", "are"),
                            numeral_things(a, all.facts.with_nul, "holds", "hold"));
    tally_free(&all.tally);
    return text;
}

const char *notes_not_documents(const Report *r, Arena *a)
{
    Buf text = {0};
    for (size_t s = 0; s < r->n_sources; s++) {
        const SourceFacts *f = &r->sources[s].facts;
        if (f->n_not_documents > 0)
            buf_printf(&text, "%s%s", text.n > 0 ? "; " : "", f->name);
        for (size_t i = 0; i < f->n_not_documents; i++)
            buf_printf(&text, "%s %s %s", i > 0 ? "," : "",
                       numeral_count(a, f->not_documents[i].n), f->not_documents[i].kind);
    }
    const char *sentence = NULL;
    if (text.n > 0)
        sentence = arena_printf(a, "Not documents by their kind, and left out: %s.", buf_cstr(&text));
    buf_free(&text);
    return sentence;
}
