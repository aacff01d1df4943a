/* The workspace of the forward pass: see forward.h and session.h. */
#include "infer/session.h"

#include <math.h>
#include <stdint.h>

/* Scores are kept for up to four heads at a time. */
enum { SCORE_HEADS = 4, LOGITS_STRIDE = HEAD_CHUNK + 16 };

static size_t chunks_of(const Config *c)
{
    return (c->vocab + HEAD_CHUNK - 1) / HEAD_CHUNK;
}

static Strides strides_of(const Config *c)
{
    return (Strides){
        .dim = gemm_stride(c->dim),
        .qkv = gemm_stride(c->qkv.n),
        .q = gemm_stride(c->n_heads * c->head_dim),
        .ffn = gemm_stride(c->ffn_dim),
    };
}

/* Deals out the block at `base` (NULL: only counts) and returns its floats. */
static size_t block_deal(Session *s, float *base)
{
    const Strides st = s->stride;
    const struct {
        float **where;
        size_t stride;
    } parts[] = {
        {&s->x, st.dim},      {&s->normed, st.dim}, {&s->delta, st.dim}, {&s->qkv, st.qkv},
        {&s->attended, st.q}, {&s->gate, st.ffn},   {&s->up, st.ffn},
    };
    size_t at = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (base)
            *parts[i].where = base + at;
        at += FORWARD_ROWS * parts[i].stride;
    }
    return at;
}

Session *session_open(const Model *m, const Kernel *k, Pool *pool)
{
    Session *s = mem_zero(1, sizeof *s);
    const Config *c = &m->config;
    const size_t n_threads = (size_t)pool_threads(pool);
    s->model = m;
    s->kernel = k;
    s->pool = pool;
    s->stride = strides_of(c);
    s->block = mem_aligned(block_deal(s, NULL), sizeof(float));
    block_deal(s, s->block);
    s->tallies = mem_alloc(chunks_of(c) * FORWARD_ROWS, sizeof *s->tallies);
    s->targets = mem_alloc(FORWARD_ROWS, sizeof *s->targets);
    s->head_rows = mem_alloc(FORWARD_ROWS, sizeof *s->head_rows);
    s->gemm = mem_zero(n_threads, sizeof *s->gemm);
    s->thread = mem_zero(n_threads, sizeof *s->thread);
    for (size_t i = 0; i < n_threads; i++) {
        s->gemm[i] = gemm_scratch_make();
        s->thread[i].logits = mem_aligned(FORWARD_ROWS * LOGITS_STRIDE, sizeof(float));
        s->thread[i].head = mem_alloc(c->head_dim, sizeof(float));
    }
    return s;
}

void session_close(Session *s)
{
    if (!s)
        return;
    for (int i = 0; i < pool_threads(s->pool); i++) {
        gemm_scratch_free(&s->gemm[i]);
        free(s->thread[i].logits);
        free(s->thread[i].scores);
        free(s->thread[i].head);
    }
    free(s->gemm);
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

size_t session_bytes(const Model *m, int n_threads, size_t tokens)
{
    const Config *c = &m->config;
    Session s = {.stride = strides_of(c)};
    const size_t positions = kvcache_positions(tokens);
    const size_t each =
        gemm_scratch_bytes() +
        (FORWARD_ROWS * LOGITS_STRIDE + SCORE_HEADS * positions + c->head_dim) * sizeof(float);
    size_t angles = 0;
    for (size_t i = 0; i < CONFIG_ROPES; i++)
        angles += positions * c->ropes[i].dim * sizeof(float);
    return block_deal(&s, NULL) * sizeof(float) + chunks_of(c) * FORWARD_ROWS * sizeof(Tally) +
           (size_t)n_threads * each + angles;
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
    size_t n;
    void (*step)(Session *s, size_t i, int thread);
    _Alignas(64) atomic_size_t next;
} EachTask;

static void each_thread(void *arg, int thread)
{
    EachTask *t = arg;
    enum { AT_ONCE = 4 }; /* rows: few enough to end together, enough to spare the counter */
    for (;;) {
        const size_t from = atomic_fetch_add_explicit(&t->next, AT_ONCE, memory_order_relaxed);
        if (from >= t->n)
            return;
        for (size_t i = from; i < t->n && i < from + AT_ONCE; i++)
            t->step(t->s, i, thread);
    }
}

void session_each(Session *s, size_t n, size_t floats,
                  void (*step)(Session *s, size_t i, int thread))
{
    enum { ALONE = 1 << 15 }; /* floats that take less time than waking the other threads */
    EachTask t = {.s = s, .n = n, .step = step};
    if (n * floats < ALONE)
        each_thread(&t, 0);
    else
        pool_run(s->pool, each_thread, &t);
}

void session_norm(const Session *s, float *y, const float *x, const Norm *norm, size_t n)
{
    const Config *c = &s->model->config;
    if (c->norm == NORM_LAYER)
        s->kernel->ops->layer_norm(y, x, norm->weight, norm->bias, n, c->norm_eps);
    else
        s->kernel->ops->norm(y, x, norm->weight, n, c->norm_eps);
}
