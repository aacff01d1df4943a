/* Adopting a kept sample: see adopting.h. */
#include "audit/adopting.h"

#include "audit/base/mem.h"
#include "audit/interrupt.h"
#include "audit/plan.h"
#include "audit/sampledocs.h"
#include "audit/samplefile.h"
#include "audit/samplewriter.h"
#include "audit/tokenizing.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* The sample as it is read. */
typedef struct {
    const Options *options;
    Arena a;               /* what the sources point to */
    SourceSample *sources; /* [n] */
    const SourceSample **list;
    size_t *capacity; /* [n] of sources[i].docs */
    uint64_t *too_short;
    size_t n;
    bool anew;
    SampleOptions shape; /* with the audit's tokenizer */
    WindowRoom room;
} Adopting;

static int counts_read(Adopting *w, const SampleFile *f, Err *e)
{
    w->n = json_array_size(samplefile_sources(f));
    w->sources = arena_alloc(&w->a, w->n, sizeof *w->sources);
    w->list = arena_alloc(&w->a, w->n, sizeof *w->list);
    w->capacity = arena_alloc(&w->a, w->n, sizeof *w->capacity);
    w->too_short = arena_alloc(&w->a, w->n, sizeof *w->too_short);
    for (size_t i = 0; i < w->n; i++) {
        if (samplefile_counts(f, i, &w->sources[i], &w->a, e) != 0)
            return -1;
        w->list[i] = &w->sources[i];
    }
    return 0;
}

static void document_keep(Adopting *w, SourceSample *s, size_t *capacity, const SampledDoc *d)
{
    if (s->n_docs == *capacity) {
        *capacity = *capacity > 0 ? 2 * *capacity : 1024;
        s->docs = mem_resize(s->docs, *capacity, sizeof *s->docs);
    }
    const size_t n_ids = (d->n_windows - 1) * d->step + w->shape.prefix_tokens;
    uint32_t *ids = arena_alloc(&w->a, n_ids, sizeof *ids);
    memcpy(ids, d->ids, n_ids * sizeof *ids);
    SampledDoc *to = &s->docs[s->n_docs++];
    *to = *d;
    to->shard = arena_cstr(&w->a, d->shard);
    to->id = arena_str(&w->a, d->id);
    to->cluster = arena_str(&w->a, d->cluster);
    to->text = (Str){0};
    to->ids = ids;
}

/* Its prompts under the audit's tokenizer. 1; 0 when it is too short; -1. */
static int document_remake(Adopting *w, SampledDoc *d, Err *e)
{
    if (!d->text.s) {
        err_set(e, ERR_FORMAT,
                "the sample has documents of ids without a text (%s document %" PRIu64
                "): they can be audited with their own tokenizer only",
                d->shard, d->ordinal);
        return -1;
    }
    const Doc doc = {.text = d->text};
    return window_take(&w->shape, 0, &doc, &w->room, d);
}

/* 0; -1, with ERR_NONE when the user asked to stop. */
static int documents_read(Adopting *w, SampleDocs *docs, Err *e)
{
    SampledDoc d;
    size_t i;
    int rc;
    while ((rc = sampledocs_next(docs, &d, &i, e)) > 0) {
        if (interrupt_asked())
            return -1;
        const int eligible = w->anew ? document_remake(w, &d, e) : 1;
        if (eligible < 0)
            return -1;
        if (eligible)
            document_keep(w, &w->sources[i], &w->capacity[i], &d);
        else
            w->too_short[i]++;
    }
    return rc;
}

static int check_eligible(const Adopting *w, Err *e)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->sources[i].n_docs > 0)
            return 0;
    err_set(e, ERR_FORMAT,
            "no document of the sample has the %zu tokens of prompt and continuation under this "
            "checkpoint's tokenizer",
            w->shape.prefix_tokens);
    return -1;
}

static int adopt(Adopting *w, const RunDir *r, const KeptSample *kept, Err *e)
{
    const Options *o = w->options;
    SampleDocs *docs = sampledocs_open(kept->dir, (size_t)o->prompt_tokens,
                                       (size_t)o->continuation_tokens, w->anew, e);
    int rc = docs ? counts_read(w, sampledocs_file(docs), e) : -1;
    if (rc == 0)
        rc = documents_read(w, docs, e);
    if (rc == 0)
        rc = check_eligible(w, e);
    if (rc == 0)
        rc = samplewriter_write(r, w->list, w->n,
                                &(SampleForm){.prompt_tokens = (size_t)o->prompt_tokens,
                                              .truth_tokens = (size_t)o->continuation_tokens,
                                              .share = o->part,
                                              .too_short_anew = w->anew ? w->too_short : NULL},
                                e);
    sampledocs_close(docs);
    return rc;
}

Stage adopting_run(const RunDir *r, const Options *o, const json_t *plan, const KeptSample *kept,
                   const Tokenizer *t, Err *e)
{
    if (samplefile_exists(r))
        return STAGE_DONE;
    Adopting w = {.options = o, .anew = plan_anew(plan), .shape = sampling_shape(o)};
    Tokenizing *tokenizing = tokenizing_open(t, 1);
    w.shape.tokenize = tokenizing_ids;
    w.shape.tokenize_ctx = tokenizing;
    const int rc = adopt(&w, r, kept, e);
    tokenizing_close(tokenizing);
    window_free(&w.room);
    for (size_t i = 0; i < w.n; i++)
        free(w.sources[i].docs);
    arena_free(&w.a);
    if (rc == 0)
        return STAGE_DONE;
    return e->kind == ERR_NONE ? STAGE_INTERRUPTED : STAGE_FAILED;
}
