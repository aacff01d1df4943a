/* Sampling: see sampling.h. */
#include "audit/sampling.h"

#include "audit/base/mem.h"
#include "audit/base/pool.h"
#include "audit/interrupt.h"
#include "audit/progress.h"
#include "audit/samplefile.h"

#include <inttypes.h>
#include <stdlib.h>

Source *sampling_sources(const Options *o, Arena *a, Err *e)
{
    if (o->source.n == 0) {
        err_set(e, ERR_USAGE,
                "no --source is given: name at least one part of the corpus, such as "
                "--source web='shards/web/*.jsonl.zst'");
        return NULL;
    }
    Source *s = arena_alloc(a, o->source.n, sizeof *s);
    for (size_t i = 0; i < o->source.n; i++) {
        const NamedValues *v = &o->source.items[i];
        if (source_expand(&s[i], a, v->name, v->values, v->n_values, e) != 0)
            return NULL;
    }
    return s;
}

typedef struct {
    const Tokenizer *tokenizer;
    TokenizerScratch **scratch; /* [n_threads] */
    Progress progress;
} Drawing;

static size_t tokenize(void *ctx, int thread, Str text, uint32_t *ids, size_t want)
{
    Drawing *d = ctx;
    return tokenizer_encode(d->tokenizer, &d->scratch[thread], text, ids, want);
}

static bool show_progress(void *ctx, const SampleProgress *p)
{
    Drawing *d = ctx;
    progress_also(&d->progress, p->records_seen, "records");
    progress_show(&d->progress, p->bytes_read, p->bytes_total);
    return !interrupt_asked();
}

/* A source of which nothing could be read was named wrongly, or its text field was. Its rates would
 * be unknown, so it is better said now than after hours. */
static int check_readable(const Sample *s, const Options *o, Err *e)
{
    for (size_t i = 0; i < sample_sources(s); i++) {
        const SourceSample *source = sample_source(s, i);
        if (source->n_docs + source->too_short > 0)
            continue;
        if (source->n_malformed_first > 0)
            err_set(e, ERR_FORMAT,
                    "source %s: none of its %" PRIu64
                    " records is a document; the first, in %s: %s; is --text-field %s right?",
                    source->name, source->malformed, source->malformed_first[0].shard,
                    source->malformed_first[0].what, o->text_field);
        else if (source->n_damaged > 0)
            err_set(e, ERR_FORMAT, "source %s: no document can be read; %s: %s", source->name,
                    source->damaged[0].shard, source->damaged[0].what);
        else
            err_set(e, ERR_FORMAT, "source %s: its shards hold no documents", source->name);
        return -1;
    }
    return 0;
}

/* An audit of nothing must not end like an audit that found nothing. */
static int check_eligible(const Sample *s, const Options *o, Err *e)
{
    for (size_t i = 0; i < sample_sources(s); i++)
        if (sample_source(s, i)->n_docs > 0)
            return 0;
    err_set(e, ERR_FORMAT,
            "no document of any source has the %" PRIu64
            " tokens that --prompt-tokens and --continuation-tokens ask for",
            o->prompt_tokens + o->continuation_tokens);
    return -1;
}

Stage sampling_run(const RunDir *r, const Options *o, const Tokenizer *t, const Source *sources,
                   Err *e)
{
    if (samplefile_exists(r))
        return STAGE_DONE;
    const int n_threads = o->threads > 0 ? (int)o->threads : pool_processors();
    Drawing d = {.tokenizer = t,
                 .scratch = mem_zero((size_t)n_threads, sizeof(TokenizerScratch *)),
                 .progress = progress_start("sampling", "bytes", 0, o->quiet)};
    const SampleOptions so = {.shard = {o->text_field, o->id_field},
                              .look_at_all = o->check_all,
                              .seed = o->seed,
                              .documents = o->documents,
                              .prefix_tokens = o->prompt_tokens + o->continuation_tokens,
                              .n_threads = n_threads,
                              .allow_damage = o->allow_damage,
                              .tokenize = tokenize,
                              .tokenize_ctx = &d,
                              .progress = show_progress,
                              .progress_ctx = &d};
    Sample *s = sample_draw(sources, o->source.n, &so, e);
    progress_end(&d.progress);
    for (int i = 0; i < n_threads; i++)
        tokenizer_scratch_free(d.scratch[i]);
    free(d.scratch);
    if (!s)
        return e->kind == ERR_NONE ? STAGE_INTERRUPTED : STAGE_FAILED;
    int rc = check_readable(s, o, e);
    if (rc == 0)
        rc = check_eligible(s, o, e);
    if (rc == 0)
        rc = samplefile_write(r, s, sources, o->prompt_tokens, o->continuation_tokens, e);
    sample_close(s);
    return rc == 0 ? STAGE_DONE : STAGE_FAILED;
}
