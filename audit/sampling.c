/* Sampling: see sampling.h. */
#include "audit/sampling.h"

#include "audit/base/mem.h"
#include "audit/base/pool.h"
#include "audit/interrupt.h"
#include "audit/progress.h"
#include "audit/samplefile.h"
#include "audit/samplewriter.h"
#include "audit/tokenizing.h"

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

int sampling_check(const Options *o, Err *e)
{
    if (o->placement == PLACEMENT_STRIDE && o->stride == 0)
        err_set(e, ERR_USAGE,
                "--placement stride needs --stride: the tokens from prompt to prompt");
    else if (o->placement != PLACEMENT_STRIDE && o->stride > 0)
        err_set(e, ERR_USAGE, "--stride: is for --placement stride");
    else
        return 0;
    return -1;
}

SampleOptions sampling_shape(const Options *o)
{
    return (SampleOptions){.seed = o->seed,
                           .documents = o->documents,
                           .prefix_tokens = o->prompt_tokens + o->continuation_tokens,
                           .placement = (Placement)o->placement,
                           .stride = o->stride,
                           .dedup = o->dedup_sample,
                           .look_at_all = o->check_all,
                           .keep_text = o->keep_text};
}

static ShardOptions shard_options(const Options *o)
{
    return (ShardOptions){.text_field = o->text_field,
                          .id_field = o->id_field,
                          .cluster_field = o->cluster_field,
                          .text_unit = o->text_unit,
                          .members = o->members.at,
                          .n_members = o->members.n,
                          .has_end_of_document = o->end_of_document != OPTIONS_NO_ID,
                          .end_of_document = (uint32_t)o->end_of_document,
                          .row_tokens = o->row_tokens,
                          .token_bytes = options_token_bytes(o)};
}

static bool show_progress(void *ctx, const SampleProgress *p)
{
    progress_also(ctx, p->records_seen, "records");
    progress_show(ctx, p->bytes_read, p->bytes_total);
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

/* What is no document by its kind: a source of which much was left out may have been named wrongly. */
static void tell_left_out(const Sample *s)
{
    for (size_t i = 0; i < sample_sources(s); i++) {
        const SourceSample *source = sample_source(s, i);
        for (size_t k = 0; k < source->n_left_out; k++)
            fprintf(stderr, "%s%s%s%" PRIu64 " %s%s", k ? ", " : "source ", k ? "" : source->name,
                    k ? "" : ": ", source->left_out[k].n, source->left_out[k].what,
                    k + 1 < source->n_left_out ? "" : " are left out\n");
    }
}

int sampling_judge(const Sample *s, const Options *o, Err *e)
{
    return check_readable(s, o, e) == 0 ? check_eligible(s, o, e) : -1;
}

int sampling_write(const RunDir *r, const Sample *s, const Options *o, bool part, Err *e)
{
    const size_t n = sample_sources(s);
    const SourceSample **sources = mem_alloc(n, sizeof *sources);
    for (size_t i = 0; i < n; i++)
        sources[i] = sample_source(s, i);
    const int rc = samplewriter_write(r, sources, n,
                                      &(SampleForm){.prompt_tokens = o->prompt_tokens,
                                                    .truth_tokens = o->continuation_tokens,
                                                    .texts = o->keep_text,
                                                    .part = part},
                                      e);
    free(sources);
    return rc;
}

Stage sampling_run(const RunDir *r, const Options *o, const Tokenizer *t, const Source *sources,
                   Err *e)
{
    if (samplefile_exists(r))
        return STAGE_DONE;
    const bool part = o->part.n > 0;
    Progress progress = progress_start("sampling", "bytes", 0, o->quiet);
    SampleOptions so = sampling_shape(o);
    so.shard = shard_options(o);
    so.n_threads = o->threads > 0 ? (int)o->threads : pool_processors();
    so.part = (size_t)o->part.i;
    so.n_parts = (size_t)o->part.n;
    so.allow_damage = o->allow_damage;
    Tokenizing *tokenizing = tokenizing_open(t, so.n_threads);
    so.tokenize = tokenizing_ids;
    so.tokenize_ctx = tokenizing;
    so.progress = show_progress;
    so.progress_ctx = &progress;
    Sample *s = sample_draw(sources, o->source.n, &so, e);
    progress_end(&progress);
    tokenizing_close(tokenizing);
    if (!s)
        return e->kind == ERR_NONE ? STAGE_INTERRUPTED : STAGE_FAILED;
    if (!o->quiet)
        tell_left_out(s);
    /* A part may hold nothing of a source; the whole is judged where the parts are merged. */
    int rc = part ? 0 : sampling_judge(s, o, e);
    if (rc == 0)
        rc = sampling_write(r, s, o, part, e);
    sample_close(s);
    return rc == 0 ? STAGE_DONE : STAGE_FAILED;
}
