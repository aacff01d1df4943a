/* The forward pass, from top to bottom: forward() at the end reads like the model. See forward.h.
 *
 * Each step below works on one row; between two steps all threads have finished. What a family does
 * not have (a bias, a norm, a gate) is not there in the layer, or neutral in the config. */
#include "infer/session.h"

#include <assert.h>
#include <math.h>

static const Layer *layer_of(const Session *s)
{
    return &s->model->layers[s->layer];
}

static const LayerFacts *facts_of(const Session *s)
{
    return &s->model->config.layers[s->layer];
}

/* x = embedding[token] * scale + positions[position] */
static void embed(Session *s, size_t i, int thread)
{
    (void)thread;
    const Config *c = &s->model->config;
    const Matrix *w = &s->model->frame.embedding, *p = &s->model->frame.positions;
    float *x = s->x + i * s->stride.dim;
    const size_t row_bytes = dtype_bytes(w->dtype, c->dim);
    DTYPES[w->dtype].widen(x, w->data + s->rows[i].token * row_bytes, c->dim);
    if (c->embedding_scale != 1)
        for (size_t d = 0; d < c->dim; d++)
            x[d] *= c->embedding_scale;
    if (p->data) {
        float *position = s->delta + i * s->stride.dim;
        DTYPES[p->dtype].widen(
            position, p->data + s->rows[i].position * dtype_bytes(p->dtype, c->dim), c->dim);
        s->kernel->ops->add(x, position, c->dim);
    }
}

/* normed = norm(x), or x where no norm stands. */
static void read_stream(Session *s, size_t i, const Norm *norm)
{
    const size_t dim = s->model->config.dim;
    float *to = s->normed + i * s->stride.dim;
    const float *x = s->x + i * s->stride.dim;
    if (norm->weight)
        session_norm(s, to, x, norm, dim);
    else
        memcpy(to, x, dim * sizeof *to);
}

/* x += what a half of the layer gave: delta, with the product's bias, normed where a norm stands. */
static void add_to_stream(Session *s, size_t i, const Linear *from, const Norm *norm)
{
    const size_t dim = s->model->config.dim;
    float *delta = s->delta + i * s->stride.dim;
    if (from->bias)
        s->kernel->ops->add(delta, from->bias, dim);
    if (norm->weight)
        session_norm(s, delta, delta, norm, dim);
    s->kernel->ops->add(s->x + i * s->stride.dim, delta, dim);
}

static void before_attention(Session *s, size_t i, int thread)
{
    (void)thread;
    read_stream(s, i, &layer_of(s)->attention_norm);
}

/* A parallel block's feed-forward half reads what its attention read, or its own norm of it. */
static void before_ffn(Session *s, size_t i, int thread)
{
    (void)thread;
    const Layer *l = layer_of(s);
    const bool parallel = s->model->config.parallel;
    if (parallel && l->ffn_norm.weight)
        read_stream(s, i, &l->ffn_norm);
    add_to_stream(s, i, &l->o, &l->attention_post_norm);
    if (!parallel)
        read_stream(s, i, &l->ffn_norm);
}

static void after_ffn(Session *s, size_t i, int thread)
{
    (void)thread;
    add_to_stream(s, i, &layer_of(s)->down, &layer_of(s)->ffn_post_norm);
}

/* What is done to all of a row's queries, keys and values alike. Separate products stand one behind
 * the other in the row; a fused one is q alone, with its own bias. */
static void finish_products(Session *s, float *qkv)
{
    const Config *c = &s->model->config;
    const Layer *l = layer_of(s);
    const Ops *ops = s->kernel->ops;
    const struct {
        const Linear *from;
        size_t at;
    } parts[] = {{&l->q, 0}, {&l->k, c->qkv.k}, {&l->v, c->qkv.v}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].from->bias)
            ops->add(qkv + parts[i].at, parts[i].from->bias, parts[i].from->w.n_out);
    if (c->clip_qkv > 0)
        ops->clip(qkv, c->clip_qkv, c->qkv.n);
    if (c->qk_norm == QK_NORM_ALL) {
        session_norm(s, qkv, qkv, &l->q_norm, c->n_heads * c->head_dim);
        session_norm(s, qkv + c->qkv.k, qkv + c->qkv.k, &l->k_norm, c->n_kv_heads * c->head_dim);
    }
}

/* One head's query or key: normed where heads are, then turned by the row's position. */
static void turn(Session *s, float *head, const Norm *norm, size_t position, float *scratch)
{
    const Config *c = &s->model->config;
    const Ops *ops = s->kernel->ops;
    const size_t rope = facts_of(s)->rope, half = c->ropes[rope].dim / 2;
    if (c->qk_norm == QK_NORM_HEAD)
        session_norm(s, head, head, norm, c->head_dim);
    if (half == 0)
        return;
    if (c->pairs == PAIRS_NEIGHBOURS) {
        memcpy(scratch, head, 2 * half * sizeof *head);
        ops->part_neighbours(head, scratch, half);
    }
    const Angles *a = &s->angles[rope];
    ops->rotate(head, head, a->cos + position * half, a->sin + position * half, half);
}

/* Turns the row's queries and keys; puts keys and values into the cache. */
static void turn_and_store(Session *s, size_t i, int thread)
{
    const Config *c = &s->model->config;
    const Layer *l = layer_of(s);
    const Row *row = &s->rows[i];
    const size_t v_stride = kvcache_value_stride(c), per_group = c->n_heads / c->n_kv_heads;
    const size_t block = row->position / ATTENTION_BLOCK, lane = row->position % ATTENTION_BLOCK;
    float *qkv = s->qkv + i * s->stride.qkv, *scratch = s->thread[thread].head;
    finish_products(s, qkv);
    for (size_t g = 0; g < c->n_kv_heads; g++) {
        for (size_t h = 0; h < per_group; h++)
            turn(s, qkv + g * c->qkv.q_group + h * c->head_dim, &l->q_norm, row->position, scratch);
        float *k = qkv + c->qkv.k + g * c->qkv.kv_step;
        const float *v = qkv + c->qkv.v + g * c->qkv.kv_step;
        turn(s, k, &l->k_norm, row->position, scratch);
        float *keys = kvcache_keys(row->kv, c, s->layer, g);
        for (size_t d = 0; d < c->head_dim; d++)
            keys[(block * c->head_dim + d) * ATTENTION_BLOCK + lane] = k[d];
        memcpy(kvcache_values(row->kv, c, s->layer, g) + row->position * v_stride, v,
               c->head_dim * sizeof *v);
    }
}

/* Attention of one row's heads that share key/value head i % n_kv_heads. */
static void attend(Session *s, size_t i, int thread)
{
    const Config *c = &s->model->config;
    const LayerFacts *f = facts_of(s);
    const size_t r = i / c->n_kv_heads, g = i % c->n_kv_heads, n = c->n_heads / c->n_kv_heads;
    const Row *row = &s->rows[r];
    const size_t end = (size_t)row->position + 1;
    const AttendShape shape = {.n_heads = n,
                               .head_dim = c->head_dim,
                               .v_stride = kvcache_value_stride(c),
                               .first = f->window > 0 && end > f->window ? end - f->window : 0,
                               .n_positions = end,
                               .scale = f->attention_scale,
                               .softcap = c->attention_softcap};
    s->kernel->ops->attend(
        s->attended + r * s->stride.q + g * n * c->head_dim,
        s->qkv + r * s->stride.qkv + g * c->qkv.q_group, kvcache_keys(row->kv, c, s->layer, g),
        kvcache_values(row->kv, c, s->layer, g), &shape, s->thread[thread].scores);
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

/* up = activation(gate) * up, or activation(up), with the products' biases. */
static void activate(Session *s, size_t i, int thread)
{
    (void)thread;
    const Config *c = &s->model->config;
    const Layer *l = layer_of(s);
    const Ops *ops = s->kernel->ops;
    float *gate = s->gate + i * s->stride.ffn, *up = s->up + i * s->stride.ffn;
    if (l->up.bias)
        ops->add(up, l->up.bias, c->ffn_dim);
    if (c->gated && l->gate.bias)
        ops->add(gate, l->gate.bias, c->ffn_dim);
    float *x = c->gated ? gate : up;
    const float *times = c->gated ? up : NULL;
    switch (c->activation) {
    case ACTIVATION_GELU_TANH:
        ops->gelu_tanh(x, times, c->ffn_dim);
        break;
    case ACTIVATION_GELU:
        ops->gelu(x, times, c->ffn_dim);
        break;
    case ACTIVATION_SILU:
        ops->silu(x, times, c->ffn_dim);
        break;
    case ACTIVATION_RELU:
        ops->relu(x, times, c->ffn_dim);
        break;
    }
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
        const Layer *l = layer_of(s);
        session_each(s, n, c->dim, before_attention);
        const GemmJob qkv[] = {{&l->q.w, s->qkv, st.qkv},
                               {&l->k.w, s->qkv + c->qkv.k, st.qkv},
                               {&l->v.w, s->qkv + c->qkv.v, st.qkv}};
        product(s, s->normed, st.dim, qkv, l->k.w.data ? 3 : 1);
        session_each(s, n, c->qkv.n, turn_and_store);
        session_each(s, n * c->n_kv_heads, attend_floats(s), attend);
        const GemmJob o[] = {{&l->o.w, s->delta, st.dim}};
        product(s, s->attended, st.q, o, 1);

        session_each(s, n, 2 * c->dim, before_ffn);
        const GemmJob wide[] = {{&l->up.w, s->up, st.ffn}, {&l->gate.w, s->gate, st.ffn}};
        product(s, s->normed, st.dim, wide, c->gated ? 2 : 1);
        session_each(s, n, 4 * c->ffn_dim, activate);
        const GemmJob down[] = {{&l->down.w, s->delta, st.dim}};
        product(s, c->gated ? s->gate : s->up, st.ffn, down, 1);
        session_each(s, n, c->dim, after_ffn);
    }
    head_run(s);
}
