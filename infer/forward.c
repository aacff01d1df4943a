/* The forward pass, from top to bottom: forward() at the end reads like the model. See forward.h.
 *
 * Each step below works on one row; between two steps all threads have finished. What a family does
 * not have (a bias, a norm, a gate) is not there in the layer, or neutral in the config. */
#include "infer/session.h"

#include "audit/base/clock.h"

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

/* normed = norm(x), or x where no norm stands. */
static void read_stream(Session *s, size_t i, const Norm *norm, int thread)
{
    float *row = s->thread[thread].row;
    const float *x = s->x + i * s->stride.dim;
    if (norm->weight)
        session_norm(s, row, x, norm, s->model->config.dim);
    session_put(s, &s->normed, i, norm->weight ? row : x);
}

/* x = embedding[token] * scale + positions[position]; and what the first layer's attention reads. */
static void embed(Session *s, size_t i, int thread)
{
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
    read_stream(s, i, &s->model->layers[0].attention_norm, thread);
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

/* A parallel block's feed-forward half reads what its attention read, or its own norm of it. */
static void before_ffn(Session *s, size_t i, int thread)
{
    const Layer *l = layer_of(s);
    const bool parallel = s->model->config.parallel;
    if (parallel && l->ffn_norm.weight)
        read_stream(s, i, &l->ffn_norm, thread);
    add_to_stream(s, i, &l->o, &l->attention_post_norm);
    if (!parallel)
        read_stream(s, i, &l->ffn_norm, thread);
}

/* Ends a layer and begins the next one: the row is at hand. */
static void after_ffn(Session *s, size_t i, int thread)
{
    const Layer *l = layer_of(s);
    add_to_stream(s, i, &l->down, &l->ffn_post_norm);
    if (s->layer + 1 < s->model->config.n_layers)
        read_stream(s, i, &l[1].attention_norm, thread);
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

/* Attention of one row, key/value head after key/value head. */
static void attend(Session *s, size_t i, int thread)
{
    const Config *c = &s->model->config;
    const LayerFacts *f = facts_of(s);
    const size_t n = c->n_heads / c->n_kv_heads;
    const Row *row = &s->rows[i];
    const size_t end = (size_t)row->position + 1;
    const AttendShape shape = {.n_heads = n,
                               .head_dim = c->head_dim,
                               .v_stride = kvcache_value_stride(c),
                               .first = f->window > 0 && end > f->window ? end - f->window : 0,
                               .n_positions = end,
                               .scale = f->attention_scale,
                               .softcap = c->attention_softcap};
    float *out = s->thread[thread].row;
    for (size_t g = 0; g < c->n_kv_heads; g++)
        s->kernel->ops->attend(
            out + g * n * c->head_dim, s->qkv + i * s->stride.qkv + g * c->qkv.q_group,
            kvcache_keys(row->kv, c, s->layer, g), kvcache_values(row->kv, c, s->layer, g), &shape,
            s->thread[thread].scores);
    session_put(s, &s->attended, i, out);
}

/* What attend() handles at most, as session_each counts. */
static size_t attend_floats(const Session *s)
{
    const Config *c = &s->model->config;
    size_t most = 0;
    for (size_t i = 0; i < s->n_rows; i++)
        most = s->rows[i].position > most ? s->rows[i].position : most;
    return (most + 1) * c->head_dim * c->n_heads / 4;
}

/* f(x) * times, or f(x): the config's activation. */
static void activate(const Session *s, float *x, const float *times, size_t n)
{
    const Ops *ops = s->kernel->ops;
    switch (s->model->config.activation) {
    case ACTIVATION_GELU_TANH:
        ops->gelu_tanh(x, times, n);
        break;
    case ACTIVATION_GELU:
        ops->gelu(x, times, n);
        break;
    case ACTIVATION_SILU:
        ops->silu(x, times, n);
        break;
    case ACTIVATION_RELU:
        ops->relu(x, times, n);
        break;
    }
}

/* ---- what becomes of the units of a product ---- */

/* inner = activation(gate) * up, or activation(up), with the products' biases. The unit is w's: the
 * gate and beside it up, or up alone. */
static void take_inner(void *ctx, int thread, size_t first, size_t n, float *y)
{
    Session *s = ctx;
    const double began = clock_seconds();
    const Layer *l = layer_of(s);
    const Ops *ops = s->kernel->ops;
    const bool gated = s->model->config.gated;
    const float *bias = gated ? l->gate.bias : l->up.bias;
    for (size_t i = 0; i < s->n_rows; i++, y += GEMM_Y_STRIDE) {
        float *up = gated ? y + GEMM_UNIT_COLS / 2 : NULL;
        if (bias)
            ops->add(y, bias + first, n);
        if (gated && l->up.bias)
            ops->add(up, l->up.bias + first, n);
        activate(s, y, up, n);
        gemm_put(s->gemm, &s->inner, i, first, y, n);
    }
    session_taken(s, PART_ACTIVATION, thread, began);
}

/* The unit as it is, into rows of floats. */
static void copy_unit(const Session *s, float *to, size_t stride, size_t n, const float *y)
{
    for (size_t i = 0; i < s->n_rows; i++)
        memcpy(to + i * stride, y + i * GEMM_Y_STRIDE, n * sizeof *to);
}

static void take_delta(void *ctx, int thread, size_t first, size_t n, float *y)
{
    const Session *s = ctx;
    (void)thread;
    copy_unit(s, s->delta + first, s->stride.dim, n, y);
}

static void take_q(void *ctx, int thread, size_t first, size_t n, float *y)
{
    const Session *s = ctx;
    (void)thread;
    copy_unit(s, s->qkv + first, s->stride.qkv, n, y);
}

static void take_k(void *ctx, int thread, size_t first, size_t n, float *y)
{
    const Session *s = ctx;
    (void)thread;
    copy_unit(s, s->qkv + s->model->config.qkv.k + first, s->stride.qkv, n, y);
}

static void take_v(void *ctx, int thread, size_t first, size_t n, float *y)
{
    const Session *s = ctx;
    (void)thread;
    copy_unit(s, s->qkv + s->model->config.qkv.v + first, s->stride.qkv, n, y);
}

void forward(Session *s, const Row *rows, size_t n, HeadResult *results)
{
    const Config *c = &s->model->config;
    assert(n <= FORWARD_ROWS);
    s->rows = rows;
    s->n_rows = n;
    s->results = results;
    s->profile.steps++;
    s->profile.rows += n;

    session_each(s, PART_NORM, n, 2 * c->dim, embed);
    for (s->layer = 0; s->layer < c->n_layers; s->layer++) {
        const LayerWeights *w = &s->weights->layers[s->layer];
        const GemmJob qkv[] = {{.w = w->q, .take = take_q, .ctx = s},
                               {.w = w->k, .take = take_k, .ctx = s},
                               {.w = w->v, .take = take_v, .ctx = s}};
        session_product(s, PART_QKV, &s->normed, n, qkv, w->k.w ? 3 : 1);
        session_each(s, PART_ROPE, n, c->qkv.n, turn_and_store);
        session_each(s, PART_ATTENTION, n, attend_floats(s), attend);
        const GemmJob o = {.w = w->o, .take = take_delta, .ctx = s};
        session_product(s, PART_ATTEND_OUT, &s->attended, n, &o, 1);

        session_each(s, PART_NORM, n, 2 * c->dim, before_ffn);
        const GemmJob wide = {.w = c->gated ? w->gate : w->up,
                              .beside = c->gated ? w->up : (GemmWeight){0},
                              .take = take_inner,
                              .ctx = s};
        session_product(s, PART_FFN_IN, &s->normed, n, &wide, 1);
        const GemmJob down = {.w = w->down, .take = take_delta, .ctx = s};
        session_product(s, PART_FFN_OUT, &s->inner, n, &down, 1);
        session_each(s, PART_NORM, n, 2 * c->dim, after_ffn);
    }
    head_run(s);
}
