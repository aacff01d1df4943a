/* The output layer: see forward.h.
 *
 * Logits of a chunk of the vocabulary are computed into a thread's own scratch and reduced there to
 * a few numbers per row; 256,000 logits per row never exist. Chunks are the same whatever thread
 * takes them, and are joined in increasing order, in double precision. */
#include "infer/session.h"

#include <math.h>

enum { LOGITS_STRIDE = HEAD_CHUNK + 16 };

static void final_norm(Session *s, size_t i, int thread)
{
    (void)thread;
    session_norm(s, s->normed + i * s->stride.dim, s->x + s->head_rows[i] * s->stride.dim,
                 &s->model->frame.final_norm, s->model->config.dim);
}

/* What follows the product, for n logits of one row from id `first` on. */
static void logits_finish(const Session *s, float *logits, size_t first, size_t n)
{
    const float *bias = s->model->frame.head.bias, cap = s->model->config.logit_softcap;
    if (bias)
        s->kernel->ops->add(logits, bias + first, n);
    if (cap > 0)
        s->kernel->ops->softcap(logits, cap, n);
}

typedef struct {
    Session *s;
    _Alignas(64) atomic_size_t next_chunk;
} HeadTask;

static void chunk_run(Session *s, size_t chunk, int thread)
{
    const size_t vocab = s->model->config.vocab, first = chunk * HEAD_CHUNK;
    const size_t n = vocab - first < HEAD_CHUNK ? vocab - first : HEAD_CHUNK;
    float *logits = s->thread[thread].logits;
    gemm_columns(s->kernel->gemm, &s->gemm[thread], logits, LOGITS_STRIDE, s->normed, s->stride.dim,
                 s->n_head, &s->model->frame.head.w, first, n);
    for (size_t i = 0; i < s->n_head; i++) {
        const uint32_t target = s->rows[s->head_rows[i]].target;
        float *row = logits + i * LOGITS_STRIDE;
        logits_finish(s, row, first, n);
        s->tallies[chunk * FORWARD_ROWS + i] = s->kernel->ops->tally(row, n, (uint32_t)first);
        if (target != HEAD_NO_TARGET && target >= first && target < first + n)
            s->targets[i] = row[target - first];
    }
}

static void head_thread(void *arg, int thread)
{
    HeadTask *t = arg;
    const size_t n_chunks = (t->s->model->config.vocab + HEAD_CHUNK - 1) / HEAD_CHUNK;
    for (;;) {
        const size_t i = atomic_fetch_add_explicit(&t->next_chunk, 1, memory_order_relaxed);
        if (i >= n_chunks)
            return;
        chunk_run(t->s, i, thread);
    }
}

/* Joins the chunks of head row i. */
static void tallies_join(Session *s, size_t i, int thread)
{
    (void)thread;
    const size_t n_chunks = (s->model->config.vocab + HEAD_CHUNK - 1) / HEAD_CHUNK;
    const Tally *t = s->tallies + i;
    Tally all = *t;
    for (size_t c = 1; c < n_chunks; c++) {
        const Tally *u = t + c * FORWARD_ROWS;
        if (u->best > all.best) {
            all.second = all.best > u->second ? all.best : u->second;
            all.best = u->best;
            all.best_id = u->best_id;
        } else if (u->best > all.second) {
            all.second = u->best;
        }
        if (all.bad_id == TALLY_NONE)
            all.bad_id = u->bad_id;
    }
    double sum = 0;
    for (size_t c = 0; c < n_chunks; c++) {
        const Tally *u = t + c * FORWARD_ROWS;
        sum += (double)u->sum * exp((double)u->best - (double)all.best);
    }
    const double log_sum = log(sum);
    HeadResult *r = &s->results[i];
    *r = (HeadResult){.best = all.best_id,
                      .margin = all.best - all.second,
                      .logprob = (float)-log_sum,
                      .bad = all.bad_id};
    if (s->rows[s->head_rows[i]].target != HEAD_NO_TARGET)
        r->target_logprob = (float)((double)s->targets[i] - (double)all.best - log_sum);
}

void head_run(Session *s)
{
    const Config *c = &s->model->config;
    s->n_head = 0;
    for (size_t i = 0; i < s->n_rows; i++)
        if (s->rows[i].head)
            s->head_rows[s->n_head++] = i;
    if (s->n_head == 0)
        return;
    session_each(s, s->n_head, c->dim, final_norm);
    HeadTask t = {.s = s};
    if (s->n_head * c->dim * c->vocab < GEMM_ALONE)
        head_thread(&t, 0);
    else
        pool_run(s->pool, head_thread, &t);
    session_each(s, s->n_head, c->vocab / HEAD_CHUNK * 16, tallies_join);
}

void forward_logits(Session *s, size_t first, size_t n, float *logits)
{
    const size_t vocab = s->model->config.vocab;
    const GemmJob job = {&s->model->frame.head.w, logits, vocab};
    gemm_run(s->kernel->gemm, s->gemm, s->pool, s->normed + first * s->stride.dim, s->stride.dim, n,
             &job, 1);
    for (size_t i = 0; i < n; i++)
        logits_finish(s, logits + i * vocab, 0, vocab);
}
