/* The output layer: see forward.h.
 *
 * Logits of a chunk of the vocabulary, a unit of the product, are reduced where they were computed to
 * a few numbers per row; 256,000 logits per row never exist. Chunks are the same whatever thread
 * takes them, and are joined in increasing order, in double precision. */
#include "infer/session.h"

#include "audit/base/clock.h"

#include <math.h>

static void final_norm(Session *s, size_t i, int thread)
{
    float *row = s->thread[thread].row;
    session_norm(s, row, s->x + s->head_rows[i] * s->stride.dim, &s->model->frame.final_norm,
                 s->model->config.dim);
    session_put(s, &s->normed, i, row);
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

/* A chunk: logits of ids first .. first + n - 1 of all head rows. */
static void take_chunk(void *ctx, int thread, size_t first, size_t n, float *y)
{
    Session *s = ctx;
    const double began = clock_seconds();
    const size_t chunk = first / HEAD_CHUNK;
    for (size_t i = 0; i < s->n_head; i++, y += GEMM_Y_STRIDE) {
        const uint32_t target = s->rows[s->head_rows[i]].target;
        logits_finish(s, y, first, n);
        s->tallies[chunk * FORWARD_ROWS + i] = s->kernel->ops->tally(y, n, (uint32_t)first);
        if (target != HEAD_NO_TARGET && target >= first && target < first + n)
            s->targets[i] = y[target - first];
    }
    session_taken(s, PART_ARGMAX, thread, began);
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
            const bool kept = all.best >= u->second;
            all.second = kept ? all.best : u->second;
            all.second_id = kept ? all.best_id : u->second_id;
            all.best = u->best;
            all.best_id = u->best_id;
        } else if (u->best > all.second) {
            all.second = u->best;
            all.second_id = u->best_id;
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
                      .second = all.second_id,
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
    s->profile.head_rows += s->n_head;
    session_each(s, PART_NORM, s->n_head, c->dim, final_norm);
    const GemmJob job = {
        .w = s->weights->head, .take = take_chunk, .ctx = s, .unit_cols = HEAD_CHUNK};
    session_product(s, PART_HEAD, &s->normed, s->n_head, &job, 1);
    session_each(s, PART_ARGMAX, s->n_head, c->vocab / HEAD_CHUNK * 16, tallies_join);
}

/* Where forward_logits wants its rows. */
typedef struct {
    const Session *s;
    size_t skip, n; /* rows of the product in front of the first one wanted, and the wanted */
    float *logits;
} LogitsTask;

static void take_logits(void *ctx, int thread, size_t first, size_t n, float *y)
{
    const LogitsTask *t = ctx;
    (void)thread;
    y += t->skip * GEMM_Y_STRIDE;
    for (size_t i = 0; i < t->n; i++, y += GEMM_Y_STRIDE) {
        logits_finish(t->s, y, first, n);
        memcpy(t->logits + i * t->s->model->config.vocab + first, y, n * sizeof *y);
    }
}

void forward_logits(Session *s, size_t first, size_t n, float *logits)
{
    const size_t skip =
        first % s->gemm->row_group; /* a product begins with a whole group of rows */
    LogitsTask t = {s, skip, n, logits};
    const GemmJob job = {.w = s->weights->head, .take = take_logits, .ctx = &t};
    GemmOperand rows = s->normed;
    rows.data += (first - skip) * rows.row_bytes;
    session_product(s, PART_HEAD, &rows, skip + n, &job, 1);
}
