/* Sampling: see sampling.h. */
#include "audit/sampling.h"

#include "audit/base/mem.h"
#include "audit/base/pool.h"
#include "audit/interrupt.h"
#include "audit/progress.h"
#include "audit/samplefile.h"

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
    progress_show(&d->progress, p->bytes_read, p->bytes_total);
    return !interrupt_asked();
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
    const int rc = samplefile_write(r, s, sources, o->prompt_tokens, o->continuation_tokens, e);
    sample_close(s);
    return rc == 0 ? STAGE_DONE : STAGE_FAILED;
}
