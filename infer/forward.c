/* The forward pass, from top to bottom: forward() at the end reads like the model. See forward.h.
 *
 * Each step below works on one row; between two steps all threads have finished. */
#include "infer/session.h"

#include <assert.h>
#include <math.h>

/* x = embedding[token], times sqrt(dim) (rounded to f32, as the reference's buffer is) where the
 * family says so. */
static void embed(Session *s, size_t i, int thread)
{
    (void)thread;
    const Config *c = &s->model->config;
    const Matrix *w = &s->model->frame.embedding;
    const unsigned char *from = w->data + s->rows[i].token * c->dim * dtype_bytes(w->dtype);
    const float scale = c->family->embedding_scaled ? (float)sqrt((double)c->dim) : 1;
    float *x = s->x + i * s->stride.dim;
    for (size_t d = 0; d < c->dim; d++)
        x[d] = dtype_load(from, w->dtype, d) * scale;
}

/* normed = norm(x) with the weights before attention. */
static void attention_norm(Session *s, size_t i, int thread)
{
    (void)thread;
    const Config *c = &s->model->config;
    s->kernel->ops->norm(s->normed + i * s->stride.dim, s->x + i * s->stride.dim,
                         s->model->layers[s->layer].attention_norm, c->dim, c->norm_eps);
}

/* x += what attention gave; normed = norm(x) with the weights before the feed-forward half. */
static void add_and_ffn_norm(Session *s, size_t i, int thread)
{
    (void)thread;
    const Config *c = &s->model->config;
    float *x = s->x + i * s->stride.dim;
    s->kernel->ops->add(x, s->delta + i * s->stride.dim, c->dim);
    s->kernel->ops->norm(s->normed + i * s->stride.dim, x, s->model->layers[s->layer].ffn_norm,
                         c->dim, c->norm_eps);
}

/* x += what the feed-forward half gave. */
static void add(Session *s, size_t i, int thread)
{
    (void)thread;
    s->kernel->ops->add(s->x + i * s->stride.dim, s->delta + i * s->stride.dim,
                        s->model->config.dim);
}

/* Rotates the row's queries and keys by its position; puts keys and values into the cache. */
static void rotate_and_store(Session *s, size_t i, int thread)
{
    (void)thread;
    const Config *c = &s->model->config;
    const Row *row = &s->rows[i];
    const size_t half = c->head_dim / 2, v_stride = kvcache_value_stride(c);
    const size_t block = row->position / ATTENTION_BLOCK, lane = row->position % ATTENTION_BLOCK;
    const float *cosines = s->cos + row->position * half, *sines = s->sin + row->position * half;
    float *q = s->q + i * s->stride.q;
    for (size_t h = 0; h < c->n_heads; h++)
        s->kernel->ops->rotate(q + h * c->head_dim, q + h * c->head_dim, cosines, sines, half);
    for (size_t h = 0; h < c->n_kv_heads; h++) {
        float *k = s->k + i * s->stride.kv + h * c->head_dim;
        const float *v = s->v + i * s->stride.kv + h * c->head_dim;
        s->kernel->ops->rotate(k, k, cosines, sines, half);
        float *keys = kvcache_keys(row->kv, c, s->layer, h);
        for (size_t d = 0; d < c->head_dim; d++)
            keys[(block * c->head_dim + d) * ATTENTION_BLOCK + lane] = k[d];
        memcpy(kvcache_values(row->kv, c, s->layer, h) + row->position * v_stride, v,
               c->head_dim * sizeof *v);
    }
}

/* Attention of one row's heads that share key/value head i % n_kv_heads. */
static void attend(Session *s, size_t i, int thread)
{
    const Config *c = &s->model->config;
    const size_t r = i / c->n_kv_heads, kv_head = i % c->n_kv_heads;
    const size_t n = c->n_heads / c->n_kv_heads, first = kv_head * n * c->head_dim;
    const Row *row = &s->rows[r];
    s->kernel->ops->attend(s->attended + r * s->stride.q + first, s->q + r * s->stride.q + first, n,
                           c->head_dim, kvcache_keys(row->kv, c, s->layer, kv_head),
                           kvcache_values(row->kv, c, s->layer, kv_head), kvcache_value_stride(c),
                           row->position + 1, (float)(1 / sqrt((double)c->head_dim)),
                           s->thread[thread].scores);
}

/* What attend() handles at most, as session_each counts. */
static size_t attend_floats(const Session *s)
{
    const Config *c = &s->model->config;
    size_t most = 0;
    for (size_t i = 0; i < s->n_rows; i++)
        most = s->rows[i].position > most ? s->rows[i].position : most;
    return (most + 1) * c->head_dim * (c->n_heads / c->n_kv_heads) / 4;
}

static void geglu(Session *s, size_t i, int thread)
{
    (void)thread;
    s->kernel->ops->geglu(s->gate + i * s->stride.ffn, s->up + i * s->stride.ffn,
                          s->model->config.ffn_dim);
}

static void product(Session *s, const float *x, size_t x_stride, const GemmJob *jobs, size_t n_jobs)
{
    gemm_run(s->kernel->gemm, s->gemm, s->pool, x, x_stride, s->n_rows, jobs, n_jobs);
}

void forward(Session *s, const Row *rows, size_t n, HeadResult *results)
{
    const Config *c = &s->model->config;
    const Strides st = s->stride;
    assert(n <= FORWARD_ROWS);
    s->rows = rows;
    s->n_rows = n;
    s->results = results;

    session_each(s, n, c->dim, embed);
    for (s->layer = 0; s->layer < c->n_layers; s->layer++) {
        const Layer *l = &s->model->layers[s->layer];
        session_each(s, n, c->dim, attention_norm);
        const GemmJob qkv[] = {{&l->q, s->q, st.q}, {&l->k, s->k, st.kv}, {&l->v, s->v, st.kv}};
        product(s, s->normed, st.dim, qkv, 3);
        session_each(s, n, c->n_heads * c->head_dim, rotate_and_store);
        session_each(s, n * c->n_kv_heads, attend_floats(s), attend);
        const GemmJob o[] = {{&l->o, s->delta, st.dim}};
        product(s, s->attended, st.q, o, 1);

        session_each(s, n, 2 * c->dim, add_and_ffn_norm);
        const GemmJob wide[] = {{&l->gate, s->gate, st.ffn}, {&l->up, s->up, st.ffn}};
        product(s, s->normed, st.dim, wide, 2);
        session_each(s, n, 4 * c->ffn_dim, geglu);
        const GemmJob down[] = {{&l->down, s->delta, st.dim}};
        product(s, s->gate, st.ffn, down, 1);
        session_each(s, n, c->dim, add);
    }
    head_run(s);
}
