/* Documents through the engine and onto the disk: see docqueue.h.
 *
 * The engine finishes documents in any order; lines are written in the order in which next() gave
 * them. A deque holds the documents from the first unwritten one to the last one handed to the
 * engine:
 *
 *   front                                  back
 *   [finished][in flight][finished][in flight]
 *    written as soon as the front is finished
 */
#include "audit/docqueue.h"

#include "audit/base/clock.h"
#include "audit/base/mem.h"
#include "audit/base/pool.h"
#include "audit/generating.h"
#include "audit/interrupt.h"
#include "audit/progress.h"
#include "audit/resultfile.h"
#include "audit/resultmaker.h"
#include "detectors/detectors.h"

#include <stdio.h>
#include <stdlib.h>

/* Lines are put on disk in groups of this size or this age: a group is what a kill can cost. */
enum { GROUP_BYTES = 1 << 18, GROUP_SECONDS = 2 };

/* Documents from which on packing the weights once takes less time than it saves: some fifty steps. */
enum { PACK_DOCUMENTS = 32 };

typedef struct {
    SampleLine sample;
    MatchBound bound; /* of what is written so far; used with --stop-early */
    Buf line;         /* the result; empty while in flight */
    bool finished;
} Pending;

typedef struct {
    const DocQueueJob *job;
    uint64_t standing_bytes; /* of the file, whole lines */
    ResultWriter *writer;    /* NULL until settled: lines of other weights are not touched */
    ResultMaker maker;
    Progress progress;
    uint64_t front_key; /* number of the front's document among those that next() gives */
    Pending *ring;      /* [capacity] the document with number k lies at k % capacity */
    size_t n, capacity;
    Buf group;        /* finished lines that are not on disk yet */
    double written_s; /* when the last group was written */
    Err *e;           /* of a callback that failed */
    bool failed;
    bool stopping; /* the user asked to stop and was told what happens */
} DocQueue;

static Pending *pending_at(DocQueue *q, uint64_t key)
{
    return &q->ring[key % q->capacity];
}

static void ring_grow(DocQueue *q)
{
    const size_t capacity = q->capacity > 0 ? 2 * q->capacity : 64;
    Pending *ring = mem_zero(capacity, sizeof *ring);
    for (uint64_t k = q->front_key; k < q->front_key + q->n; k++)
        ring[k % capacity] = *pending_at(q, k);
    free(q->ring);
    q->ring = ring;
    q->capacity = capacity;
}

/* On Ctrl-C no document is begun any more, and those in flight are finished. */
static bool asked_to_stop(DocQueue *q)
{
    if (interrupt_asked() && !q->stopping) {
        q->stopping = true;
        progress_end(&q->progress);
        if (!q->job->options->quiet)
            fprintf(stderr,
                    "rote: finishing the %zu documents in flight; Ctrl-C again stops at once\n",
                    q->n);
    }
    return q->stopping;
}

/* ---- the engine's callbacks ---- */

static bool next_document(void *ctx, Prompt *p)
{
    DocQueue *q = ctx;
    SampleLine s;
    if (q->failed || asked_to_stop(q))
        return false;
    const int rc = q->job->next(q->job->ctx, &s, q->e);
    if (rc <= 0) {
        q->failed = rc < 0;
        return false;
    }
    if (q->n == q->capacity)
        ring_grow(q);
    const uint64_t key = q->front_key + q->n++;
    *pending_at(q, key) = (Pending){.sample = s};
    *p = (Prompt){.key = key,
                  .prompt = s.prompt,
                  .n_prompt = s.n_prompt,
                  .truth = s.truth,
                  .n_truth = s.n_truth};
    return true;
}

static bool document_hopeless(void *ctx, const Prompt *p, const uint32_t *ids, size_t n)
{
    DocQueue *q = ctx;
    const Protocol *protocol = q->job->protocol;
    MatchBound *b = &pending_at(q, p->key)->bound;
    if (n == 1)
        matchbound_start(b, p->truth, p->n_truth, protocol->continuation_tokens,
                         protocol->max_edits);
    matchbound_add(b, ids[n - 1]);
    return matchbound_hopeless(b);
}

/* From here on lines may be written. */
static int writer_open(DocQueue *q)
{
    const DocQueueJob *job = q->job;
    if (q->writer)
        return 0;
    if (job->settle) {
        progress_end(&q->progress);
        q->failed |= job->settle(job->ctx, q->e) != 0;
    }
    if (!q->failed) {
        q->writer = resultwriter_open(job->dir, job->file, q->standing_bytes, q->e);
        q->failed = !q->writer;
    }
    return q->failed ? -1 : 0;
}

static int group_write(DocQueue *q)
{
    if (writer_open(q) != 0)
        return -1;
    const int rc = resultwriter_append(q->writer, buf_str(&q->group), q->e);
    buf_clear(&q->group);
    q->written_s = clock_seconds();
    q->failed |= rc != 0;
    return rc;
}

static bool document_done(void *ctx, const Prompt *p, const Continuation *c)
{
    DocQueue *q = ctx;
    Pending *done = pending_at(q, p->key);
    resultmaker_add(&q->maker, &done->sample, c, &done->line);
    matchbound_free(&done->bound);
    done->finished = true;
    while (q->n > 0 && pending_at(q, q->front_key)->finished) {
        Pending *front = pending_at(q, q->front_key);
        buf_add_str(&q->group, buf_str(&front->line));
        buf_free(&front->line);
        sampleline_free(&front->sample);
        q->front_key++;
        q->n--;
    }
    progress_show(&q->progress, q->front_key, q->job->total);
    const bool due = q->group.n >= GROUP_BYTES ||
                     (q->group.n > 0 && clock_seconds() - q->written_s > GROUP_SECONDS);
    /* Rather than make the engine wait, the group grows until what must settle has settled. */
    const bool settled = q->writer || !q->job->settles || q->job->settles(q->job->ctx);
    if (settled && (due || !q->writer))
        group_write(q);
    return !q->failed;
}

/* ---- the run ---- */

/* Walks over the lines that stand, beside the documents that they should be of. */
static int lines_verify(DocQueue *q)
{
    const DocQueueJob *job = q->job;
    ResultReader *reader = resultreader_open(job->dir, job->file, q->e);
    if (!reader)
        return -1;
    ResultLine line;
    int rc;
    while ((rc = resultreader_next(reader, &line, q->e)) > 0) {
        SampleLine sample;
        const int got = job->next(job->ctx, &sample, q->e);
        if (got == 0)
            err_set(q->e, ERR_FORMAT, "%s has more lines than there are documents for it",
                    job->file);
        const bool bad = got <= 0 || resultline_belongs(&line, &sample, job->file, q->e) != 0;
        if (got > 0)
            sampleline_free(&sample);
        resultline_free(&line);
        if (bad) {
            rc = -1;
            break;
        }
        q->front_key++;
    }
    q->standing_bytes = resultreader_bytes(reader);
    resultreader_close(reader);
    return rc;
}

static Stage generate_rest(DocQueue *q)
{
    const DocQueueJob *job = q->job;
    const Options *o = job->options;
    const Tokenizer *t = job->checkpoint->tokenizer;
    const GenerateOptions go = {
        .precision = job->precision,
        .pack = job->total - q->front_key >= PACK_DOCUMENTS,
        .continuation_tokens = job->protocol->continuation_tokens,
        .score_truth = o->score_truth,
        .n_threads = o->threads > 0 ? (int)o->threads : pool_processors(),
        .memory_bytes = generating_memory(o),
        .max_in_flight = o->in_flight,
        .prepend_bos = tokenizer_adds_bos(t),
        .bos = tokenizer_bos(t),
        .next = next_document,
        .done = document_done,
        .hopeless = job->protocol->stop_early ? document_hopeless : NULL,
        .ctx = q,
    };
    Err engine = {0};
    const int rc = generate(job->checkpoint->model, &go, &engine);
    progress_end(&q->progress);
    /* What is finished is kept, whatever happened; and nothing is reported of weights that are not
     * those of the plan, even where no line was missing. */
    if (!q->failed)
        group_write(q);
    if (!q->failed && rc != 0 && engine.kind != ERR_NONE) {
        *q->e = engine;
        q->failed = true;
    }
    if (q->failed)
        return STAGE_FAILED;
    return q->front_key == job->total ? STAGE_DONE : STAGE_INTERRUPTED;
}

static void docqueue_free(DocQueue *q)
{
    for (uint64_t k = q->front_key; k < q->front_key + q->n; k++) {
        buf_free(&pending_at(q, k)->line);
        matchbound_free(&pending_at(q, k)->bound);
        sampleline_free(&pending_at(q, k)->sample);
    }
    free(q->ring);
    buf_free(&q->group);
    resultmaker_free(&q->maker);
    resultwriter_close(q->writer);
}

Stage docqueue_run(const DocQueueJob *job, uint64_t *standing, Err *e)
{
    Stage stage = STAGE_FAILED;
    Scanner *scanner = scanner_open(e);
    DocQueue q = {.job = job,
                  .e = e,
                  .maker = {.tokenizer = job->checkpoint->tokenizer,
                            .scanner = scanner,
                            .continuation_tokens = job->protocol->continuation_tokens,
                            .max_edits = job->protocol->max_edits,
                            .resolution = job->resolution}};
    if (scanner && lines_verify(&q) == 0) {
        q.written_s = clock_seconds();
        q.progress = progress_start(job->stage, "documents", q.front_key, job->options->quiet);
        stage = generate_rest(&q);
        *standing = q.front_key;
    }
    docqueue_free(&q);
    scanner_close(scanner);
    return stage;
}
