/* Generating: see generating.h.
 *
 * The engine finishes documents in any order; lines are written in the order of the sample. A deque
 * holds the documents from the first unwritten one to the last one handed to the engine:
 *
 *   front                                  back
 *   [finished][in flight][finished][in flight]
 *    written as soon as the front is finished
 */
#include "audit/generating.h"

#include "audit/base/clock.h"
#include "audit/base/mem.h"
#include "audit/base/pool.h"
#include "audit/interrupt.h"
#include "audit/plan.h"
#include "audit/progress.h"
#include "audit/resultfile.h"
#include "audit/resultmaker.h"
#include "audit/samplefile.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Lines are put on disk in groups of this size or this age: a group is what a kill can cost. */
enum { GROUP_BYTES = 1 << 18, GROUP_SECONDS = 2 };

typedef struct {
    SampleLine sample;
    Buf line; /* the result; empty while in flight */
    bool finished;
} Pending;

typedef struct {
    RunDir *dir;
    json_t *plan;
    Vetting *vetting;
    bool settled; /* the weights are vetted and are those of the plan on disk */
    SampleFile *samples;
    uint64_t standing_bytes; /* of results.jsonl, whole lines */
    ResultWriter *writer;    /* NULL until settled: results of other weights are not touched */
    ResultMaker maker;
    Progress progress;
    uint64_t total;
    uint64_t front_key; /* number of the front's document in the sample */
    Pending *ring;      /* [capacity] the document with number k lies at k % capacity */
    size_t n, capacity;
    Buf group;        /* finished lines that are not on disk yet */
    double written_s; /* when the last group was written */
    Err *e;           /* of a callback that failed */
    bool failed;
    bool stopping; /* the user asked to stop and was told what happens */
    bool quiet;
} Work;

static Pending *pending_at(Work *w, uint64_t key)
{
    return &w->ring[key % w->capacity];
}

static void ring_grow(Work *w)
{
    const size_t capacity = w->capacity > 0 ? 2 * w->capacity : 64;
    Pending *ring = mem_zero(capacity, sizeof *ring);
    for (uint64_t k = w->front_key; k < w->front_key + w->n; k++)
        ring[k % capacity] = *pending_at(w, k);
    free(w->ring);
    w->ring = ring;
    w->capacity = capacity;
}

/* On Ctrl-C no document is begun any more, and those in flight are finished. */
static bool asked_to_stop(Work *w)
{
    if (interrupt_asked() && !w->stopping) {
        w->stopping = true;
        progress_end(&w->progress);
        if (!w->quiet)
            fprintf(stderr,
                    "rote: finishing the %zu documents in flight; Ctrl-C again stops at once\n",
                    w->n);
    }
    return w->stopping;
}

static bool next_document(void *ctx, Prompt *p)
{
    Work *w = ctx;
    SampleLine s;
    if (w->failed || asked_to_stop(w))
        return false;
    const int rc = samplefile_next(w->samples, &s, w->e);
    if (rc <= 0) {
        w->failed = rc < 0;
        return false;
    }
    if (w->n == w->capacity)
        ring_grow(w);
    const uint64_t key = w->front_key + w->n++;
    *pending_at(w, key) = (Pending){.sample = s};
    *p = (Prompt){.key = key,
                  .prompt = s.prompt,
                  .n_prompt = s.n_prompt,
                  .truth = s.truth,
                  .n_truth = s.n_truth};
    return true;
}

/* Waits for the weights' digest and binds the directory to it: from here on results may be written. */
static int weights_settle(Work *w)
{
    const char *sha256;
    if (w->settled)
        return 0;
    if (vetting_wait(w->vetting, &sha256, w->e) != 0 ||
        rundir_settle(w->dir, w->plan, sha256, w->e) != 0) {
        w->failed = true;
        return -1;
    }
    w->writer = resultwriter_open(w->dir, w->standing_bytes, w->e);
    if (!w->writer) {
        w->failed = true;
        return -1;
    }
    w->settled = true;
    if (!w->quiet) {
        progress_end(&w->progress);
        fprintf(stderr, "weights      SHA-256 %s, every number finite\n", sha256);
    }
    return 0;
}

static int group_write(Work *w)
{
    if (weights_settle(w) != 0)
        return -1;
    const int rc = resultwriter_append(w->writer, buf_str(&w->group), w->e);
    buf_clear(&w->group);
    w->written_s = clock_seconds();
    w->failed |= rc != 0;
    return rc;
}

static bool document_done(void *ctx, const Prompt *p, const Continuation *c)
{
    Work *w = ctx;
    Pending *done = pending_at(w, p->key);
    resultmaker_add(&w->maker, &done->sample, c, &done->line);
    done->finished = true;
    while (w->n > 0 && pending_at(w, w->front_key)->finished) {
        Pending *front = pending_at(w, w->front_key);
        buf_add_str(&w->group, buf_str(&front->line));
        buf_free(&front->line);
        sampleline_free(&front->sample);
        w->front_key++;
        w->n--;
    }
    progress_show(&w->progress, w->front_key, w->total);
    const bool due = w->group.n >= GROUP_BYTES ||
                     (w->group.n > 0 && clock_seconds() - w->written_s > GROUP_SECONDS);
    /* Rather than make the engine wait, the group grows until the weights are vetted. */
    if ((due || !w->settled) && (w->settled || vetting_over(w->vetting)))
        group_write(w);
    return !w->failed;
}

/* Walks over the results that stand, beside the sample that they belong to. */
static int results_verify(const RunDir *r, SampleFile *samples, uint64_t *n, uint64_t *bytes,
                          Err *e)
{
    ResultReader *reader = resultreader_open(r, e);
    if (!reader)
        return -1;
    ResultLine result;
    int rc;
    *n = 0;
    while ((rc = resultreader_next(reader, &result, e)) > 0) {
        SampleLine sample;
        const int got = samplefile_next(samples, &sample, e);
        if (got == 0)
            err_set(e, ERR_FORMAT, "results.jsonl has more lines than samples.jsonl");
        const int bad = got <= 0 || resultline_belongs(&result, &sample, e) != 0;
        if (got > 0)
            sampleline_free(&sample);
        resultline_free(&result);
        if (bad) {
            rc = -1;
            break;
        }
        (*n)++;
    }
    *bytes = resultreader_bytes(reader);
    resultreader_close(reader);
    return rc;
}

static void work_free(Work *w)
{
    for (uint64_t k = w->front_key; k < w->front_key + w->n; k++) {
        buf_free(&pending_at(w, k)->line);
        sampleline_free(&pending_at(w, k)->sample);
    }
    free(w->ring);
    buf_free(&w->group);
    resultmaker_free(&w->maker);
    resultwriter_close(w->writer);
}

size_t generating_memory(const Options *o)
{
    if (o->memory > 0)
        return o->memory;
    const long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
    return pages > 0 && page > 0 ? (size_t)pages * (size_t)page / 2 : (size_t)1 << 30;
}

static Stage generate_rest(Work *w, const Options *o, const Checkpoint *c, Err *e)
{
    const GenerateOptions go = {
        .continuation_tokens = o->continuation_tokens,
        .score_truth = o->score_truth,
        .n_threads = o->threads > 0 ? (int)o->threads : pool_processors(),
        .memory_bytes = generating_memory(o),
        .max_in_flight = o->in_flight,
        .prepend_bos = tokenizer_adds_bos(c->tokenizer),
        .bos = tokenizer_bos(c->tokenizer),
        .next = next_document,
        .done = document_done,
        .ctx = w,
    };
    Err engine = {0};
    const int rc = generate(c->model, &go, &engine);
    progress_end(&w->progress);
    /* What is finished is kept, whatever happened; and nothing is reported of weights that are not
     * those of the plan, even where no result was missing. */
    if (!w->failed)
        group_write(w);
    if (!w->failed && rc != 0 && engine.kind != ERR_NONE) {
        *e = engine;
        w->failed = true;
    }
    if (w->failed)
        return STAGE_FAILED;
    return w->front_key == w->total ? STAGE_DONE : STAGE_INTERRUPTED;
}

Stage generating_run(RunDir *r, const Options *o, json_t *plan, const Checkpoint *c, Vetting *v,
                     Generated *g, Err *e)
{
    Stage stage = STAGE_FAILED;
    Work w = {.e = e, .dir = r, .plan = plan, .vetting = v, .maker = {.tokenizer = c->tokenizer}};
    Protocol protocol;
    Scanner *scanner = scanner_open(e);
    w.samples = samplefile_open(r, e);
    if (!scanner || !w.samples || plan_protocol(plan, &protocol, e) != 0)
        goto done;
    if (results_verify(r, w.samples, &w.front_key, &w.standing_bytes, e) != 0)
        goto done;
    w.total = samplefile_documents(w.samples);
    w.maker.scanner = scanner;
    w.maker.max_edits = protocol.max_edits;
    w.quiet = o->quiet;
    w.written_s = clock_seconds();
    w.progress = progress_start("generating", "documents", w.front_key, o->quiet);
    g->total = w.total;
    g->before = w.front_key;
    stage = generate_rest(&w, o, c, e);
    g->now = w.front_key;
done:
    work_free(&w);
    samplefile_close(w.samples);
    scanner_close(scanner);
    return stage;
}
