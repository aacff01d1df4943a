/* Packed weights: see weightstore.h. */
#include "infer/weightstore.h"

#include "audit/base/mem.h"

#include <stdatomic.h>
#include <stdlib.h>

enum { LAYER_WEIGHTS = sizeof(LayerWeights) / sizeof(GemmWeight) };

static size_t weights_count(const Model *m)
{
    return m->config.n_layers * LAYER_WEIGHTS + 1;
}

/* Weight i of the store: those of the layers, then the head. */
static GemmWeight *weight_at(WeightStore *w, const Model *m, size_t i)
{
    if (i + 1 == weights_count(m))
        return &w->head;
    LayerWeights *l = &w->layers[i / LAYER_WEIGHTS];
    GemmWeight *const all[LAYER_WEIGHTS] = {&l->q, &l->k, &l->v, &l->o, &l->gate, &l->up, &l->down};
    return all[i % LAYER_WEIGHTS];
}

/* The same place in the model; NULL where no weights stand. */
static const Matrix *matrix_at(const Model *m, size_t i)
{
    if (i + 1 == weights_count(m))
        return &m->frame.head.w;
    const Layer *l = &m->layers[i / LAYER_WEIGHTS];
    const Matrix *const all[LAYER_WEIGHTS] = {&l->q.w,    &l->k.w,  &l->v.w,   &l->o.w,
                                              &l->gate.w, &l->up.w, &l->down.w};
    const Matrix *w = all[i % LAYER_WEIGHTS];
    return w->data ? w : NULL;
}

size_t weightstore_bytes(const Model *m, const GemmKernel *g)
{
    size_t bytes = 0;
    for (size_t i = 0; i < weights_count(m); i++) {
        const Matrix *w = matrix_at(m, i);
        bytes += w ? gemm_stored_bytes(g, w) : 0;
    }
    return bytes;
}

/* What the threads share: panels of all matrices, counted through. */
typedef struct {
    WeightStore *store;
    const Model *model;
    const GemmKernel *g;
    GemmScratch *scratch;
    _Alignas(64) atomic_size_t next_panel;
} PackTask;

/* Hands back the file's pages behind a panel: what is read from now on is what was packed. */
static void panel_unneeded(const Model *m, const Matrix *w, size_t panel)
{
    const size_t row_bytes = dtype_bytes(w->dtype, w->n_in);
    const size_t first = panel * GEMM_STORED_COLS;
    const size_t rows = w->n_out - first < GEMM_STORED_COLS ? w->n_out - first : GEMM_STORED_COLS;
    if (!w->transposed)
        weights_unneeded(m->weights, w->data + first * row_bytes, rows * row_bytes);
}

static void pack_thread(void *arg, int thread)
{
    PackTask *t = arg;
    size_t first = 0, i = 0;
    for (;;) {
        const size_t panel = atomic_fetch_add_explicit(&t->next_panel, 1, memory_order_relaxed);
        for (; i < weights_count(t->model); i++) {
            const GemmWeight *w = weight_at(t->store, t->model, i);
            const size_t n = w->stored ? gemm_stored_panels(w->w) : 0;
            if (panel < first + n)
                break;
            first += n;
        }
        if (i == weights_count(t->model))
            return;
        const GemmWeight *w = weight_at(t->store, t->model, i);
        gemm_store_panel(t->g, &t->scratch[thread], w->w, panel - first,
                         t->store->block + (w->stored - t->store->block));
        panel_unneeded(t->model, w->w, panel - first);
    }
}

WeightStore *weightstore_open(const Model *m, const GemmKernel *g, bool pack, Pool *pool,
                              GemmScratch *scratch)
{
    WeightStore *store = mem_zero(1, sizeof *store);
    store->layers = mem_zero(m->config.n_layers, sizeof *store->layers);
    if (pack)
        store->block = mem_aligned(weightstore_bytes(m, g), 1);
    unsigned char *at = store->block;
    for (size_t i = 0; i < weights_count(m); i++) {
        const Matrix *matrix = matrix_at(m, i);
        const size_t bytes = matrix && pack ? gemm_stored_bytes(g, matrix) : 0;
        *weight_at(store, m, i) = (GemmWeight){matrix, bytes > 0 ? at : NULL};
        at += bytes;
    }
    if (pack) {
        PackTask t = {.store = store, .model = m, .g = g, .scratch = scratch};
        pool_run(pool, pack_thread, &t);
    }
    return store;
}

void weightstore_close(WeightStore *w)
{
    if (!w)
        return;
    free(w->block);
    free(w->layers);
    free(w);
}
