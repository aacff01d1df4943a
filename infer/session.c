/* The workspace of the forward pass: see forward.h and session.h. */
#include "infer/session.h"

#include "audit/base/clock.h"

#include <math.h>
#include <stdint.h>

/* Scores are kept for up to four heads at a time. */
enum { SCORE_HEADS = 4 };

static size_t chunks_of(const Config *c)
{
    return (c->vocab + HEAD_CHUNK - 1) / HEAD_CHUNK;
}

static size_t q_width(const Config *c)
{
    return c->n_heads * c->head_dim;
}

static size_t row_width(const Config *c)
{
    const size_t q = q_width(c);
    return q > c->dim ? q : c->dim;
}

/* Rows of a step do not fall into the same few sets of the level-1 cache: a cache line apart. */
static Strides strides_of(const Config *c)
{
    return (Strides){.dim = (c->dim + 15) / 16 * 16 + 16, .qkv = (c->qkv.n + 15) / 16 * 16 + 16};
}

static size_t block_floats(const Strides *st)
{
    return FORWARD_ROWS * (2 * st->dim + st->qkv);
}

Session *session_open(const Model *m, const Kernel *k, Precision precision, bool pack, Pool *pool)
{
    Session *s = mem_zero(1, sizeof *s);
    const Config *c = &m->config;
    const size_t n_threads = (size_t)pool_threads(pool);
    s->model = m;
    s->kernel = k;
    s->gemm = k->gemm[precision];
    s->pool = pool;
    s->stride = strides_of(c);
    s->block = mem_aligned(block_floats(&s->stride), sizeof(float));
    s->x = s->block;
    s->delta = s->x + FORWARD_ROWS * s->stride.dim;
    s->qkv = s->delta + FORWARD_ROWS * s->stride.dim;
    s->normed = gemm_operand_make(s->gemm, FORWARD_ROWS, c->dim);
    s->attended = gemm_operand_make(s->gemm, FORWARD_ROWS, q_width(c));
    s->inner = gemm_operand_make(s->gemm, FORWARD_ROWS, c->ffn_dim);
    s->tallies = mem_alloc(chunks_of(c) * FORWARD_ROWS, sizeof *s->tallies);
    s->targets = mem_alloc(FORWARD_ROWS, sizeof *s->targets);
    s->head_rows = mem_alloc(FORWARD_ROWS, sizeof *s->head_rows);
    s->scratch = mem_aligned(n_threads, sizeof *s->scratch);
    s->thread = mem_aligned(n_threads, sizeof *s->thread);
    for (size_t i = 0; i < n_threads; i++) {
        s->scratch[i] = gemm_scratch_make(FORWARD_ROWS);
        s->thread[i] = (ThreadScratch){.head = mem_alloc(c->head_dim, sizeof(float)),
                                       .row = mem_aligned(row_width(c), sizeof(float))};
    }
    const double began = clock_seconds();
    s->weights = weightstore_open(m, s->gemm, pack, pool, s->scratch);
    if (pack)
        s->profile.packed_s = clock_seconds() - began;
    return s;
}

void session_close(Session *s)
{
    if (!s)
        return;
    for (int i = 0; i < pool_threads(s->pool); i++) {
        gemm_scratch_free(&s->scratch[i]);
        free(s->thread[i].scores);
        free(s->thread[i].head);
        free(s->thread[i].row);
    }
    weightstore_close(s->weights);
    gemm_operand_free(&s->normed);
    gemm_operand_free(&s->attended);
    gemm_operand_free(&s->inner);
    free(s->scratch);
    free(s->thread);
    free(s->block);
    free(s->tallies);
    free(s->targets);
    free(s->head_rows);
    for (size_t i = 0; i < CONFIG_ROPES; i++) {
        free(s->angles[i].cos);
        free(s->angles[i].sin);
    }
    free(s);
}

size_t session_bytes(const Model *m, const Kernel *k, Precision precision, int n_threads,
                     size_t tokens)
{
    const Config *c = &m->config;
    const GemmKernel *g = k->gemm[precision];
    const Strides stride = strides_of(c);
    const size_t positions = kvcache_positions(tokens);
    const size_t each = gemm_scratch_bytes(FORWARD_ROWS) +
                        (SCORE_HEADS * positions + c->head_dim + row_width(c)) * sizeof(float);
    size_t angles = 0;
    for (size_t i = 0; i < CONFIG_ROPES; i++)
        angles += positions * c->ropes[i].dim * sizeof(float);
    return block_floats(&stride) * sizeof(float) + gemm_operand_bytes(g, FORWARD_ROWS, c->dim) +
           gemm_operand_bytes(g, FORWARD_ROWS, q_width(c)) +
           gemm_operand_bytes(g, FORWARD_ROWS, c->ffn_dim) +
           chunks_of(c) * FORWARD_ROWS * sizeof(Tally) + (size_t)n_threads * each + angles;
}

size_t session_packed_bytes(const Model *m, const Kernel *k, Precision precision)
{
    return weightstore_bytes(m, k->gemm[precision]);
}

void session_profile(const Session *s, Profile *p)
{
    *p = s->profile;
    for (int i = 0; i < pool_threads(s->pool); i++)
        for (size_t part = 0; part < PARTS; part++)
            p->seconds[part] += s->thread[i].seconds[part];
}

/* Tables for positions from .. to - 1, in f32 with the reference's roundings. */
static void angles_extend(Angles *a, const Rope *r, size_t from, size_t to)
{
    const size_t half = r->dim / 2;
    a->cos = mem_resize(a->cos, to * half, sizeof *a->cos);
    a->sin = mem_resize(a->sin, to * half, sizeof *a->sin);
    for (size_t p = from; p < to; p++)
        for (size_t i = 0; i < half; i++) {
            const float angle = (float)p * r->inv_freq[i];
            a->cos[p * half + i] = (float)cos((double)angle) * r->factor;
            a->sin[p * half + i] = (float)sin((double)angle) * r->factor;
        }
}

void session_reserve(Session *s, size_t n)
{
    const size_t positions = kvcache_positions(n);
    if (positions <= s->positions)
        return;
    for (size_t i = 0; i < CONFIG_ROPES; i++)
        if (s->model->config.ropes[i].dim > 0)
            angles_extend(&s->angles[i], &s->model->config.ropes[i], s->positions, positions);
    for (int i = 0; i < pool_threads(s->pool); i++) {
        ThreadScratch *t = &s->thread[i];
        free(t->scores);
        t->scores = mem_aligned(SCORE_HEADS * positions, sizeof *t->scores);
    }
    s->positions = positions;
}

typedef struct {
    Session *s;
    Part part;
    size_t n;
    size_t at_once; /* rows: few enough to end together, enough to spare the counter */
    void (*step)(Session *s, size_t i, int thread);
    _Alignas(64) atomic_size_t next;
} EachTask;

static void each_thread(void *arg, int thread)
{
    EachTask *t = arg;
    const double began = clock_seconds();
    for (;;) {
        const size_t from = atomic_fetch_add_explicit(&t->next, t->at_once, memory_order_relaxed);
        if (from >= t->n)
            break;
        for (size_t i = from; i < t->n && i < from + t->at_once; i++)
            t->step(t->s, i, thread);
    }
    t->s->thread[thread].seconds[t->part] += clock_seconds() - began;
}

void session_each(Session *s, Part part, size_t n, size_t floats,
                  void (*step)(Session *s, size_t i, int thread))
{
    enum { ALONE = 1 << 15 }; /* floats that take less time than waking the other threads */
    enum { FEW = 4 };
    const size_t together = s->gemm->line_rows;
    EachTask t = {
        .s = s, .part = part, .n = n, .at_once = together > FEW ? together : FEW, .step = step};
    if (n * floats < ALONE)
        each_thread(&t, 0);
    else
        pool_run(s->pool, each_thread, &t);
}

void session_product(Session *s, Part part, const GemmOperand *x, size_t m, const GemmJob *jobs,
                     size_t n_jobs)
{
    gemm_run(s->gemm, s->scratch, s->pool, x, m, jobs, n_jobs);
    for (int i = 0; i < pool_threads(s->pool); i++) {
        GemmScratch *g = &s->scratch[i];
        ThreadScratch *t = &s->thread[i];
        t->seconds[PART_PACK] += g->pack_s;
        t->seconds[part] += g->unit_s - g->pack_s - t->taken_s;
        g->unit_s = g->pack_s = t->taken_s = 0;
    }
    for (size_t i = 0; i < n_jobs; i++) {
        const double n = (double)jobs[i].w.w->n_out * (jobs[i].beside.w ? 2 : 1);
        s->profile.flops[part] += 2 * (double)m * n * (double)x->k;
    }
}

void session_taken(Session *s, Part part, int thread, double began)
{
    const double took = clock_seconds() - began;
    s->thread[thread].seconds[part] += took;
    s->thread[thread].taken_s += took;
}

void session_put(const Session *s, const GemmOperand *to, size_t i, const float *x)
{
    gemm_put(s->gemm, to, i, 0, x, to->k);
}

void session_norm(const Session *s, float *y, const float *x, const Norm *norm, size_t n)
{
    const Config *c = &s->model->config;
    if (c->norm == NORM_LAYER)
        s->kernel->ops->layer_norm(y, x, norm->weight, norm->bias, n, c->norm_eps);
    else
        s->kernel->ops->norm(y, x, norm->weight, n, c->norm_eps);
}
