/* The blocked product: see gemm.h for the definition and the picture. */
#include "infer/kernels/gemm.h"

#include "audit/base/mem.h"

#include <stdatomic.h>
#include <stdlib.h>

enum {
    GEMM_BLOCK_FLOATS = 256 * 1024, /* of x's k-block: 1 MiB, half of a level-2 cache */
    GEMM_BLOCK_MIN = 256,           /* shorter blocks reload y's tile too often */
    GEMM_BLOCK_MAX = 1024,          /* longer ones push the panel out of the cache */
    GEMM_PANEL_COLS_MAX = 32,
    GEMM_TILE_ROWS_MAX = 14,
    GEMM_UNITS_PER_THREAD = 8, /* pieces of work a thread gets, so that they end together */
    GEMM_GROUP_MAX = 16,       /* panels in a unit at most */
};

GemmScratch gemm_scratch_make(void)
{
    return (GemmScratch){
        .panel = mem_aligned((size_t)GEMM_BLOCK_MAX * GEMM_PANEL_COLS_MAX, sizeof(float)),
        .edge = mem_aligned((size_t)GEMM_TILE_ROWS_MAX * GEMM_PANEL_COLS_MAX, sizeof(float)),
        .rows = mem_aligned((size_t)GEMM_BLOCK_MAX * GEMM_PANEL_COLS_MAX, sizeof(float)),
    };
}

void gemm_scratch_free(GemmScratch *s)
{
    free(s->panel);
    free(s->edge);
    free(s->rows);
    *s = (GemmScratch){0};
}

size_t gemm_scratch_bytes(void)
{
    return sizeof(float) * GEMM_PANEL_COLS_MAX * (2 * GEMM_BLOCK_MAX + GEMM_TILE_ROWS_MAX);
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Length of a k-block for m rows: what keeps x's block in the cache; it begins a block of the
 * weights' format. Any length gives the same bits. */
static size_t block_length(size_t m, Dtype d)
{
    const size_t unit = DTYPES[d].block > 1 ? DTYPE_BLOCK_MOST : 16;
    const size_t fits = GEMM_BLOCK_FLOATS / m / unit * unit;
    if (fits < GEMM_BLOCK_MIN)
        return GEMM_BLOCK_MIN;
    return smaller(fits, GEMM_BLOCK_MAX);
}

/* A panel of weights that lie [n_in, n_out]: already in the panel's order, only to be widened. */
static void pack_transposed(const GemmKernel *g, GemmScratch *s, const Matrix *w, size_t first,
                            size_t n, size_t k, size_t length)
{
    const DtypeFacts *d = &DTYPES[w->dtype];
    for (size_t kk = 0; kk < length; kk++) {
        float *out = s->panel + kk * g->panel_cols;
        d->widen(out, w->data + ((k + kk) * w->n_out + first) * d->block_bytes, n);
        memset(out + n, 0, (g->panel_cols - n) * sizeof *out);
    }
}

/* Rows first .. first + n - 1 of W, steps k .. k + length - 1, into the panel. */
static void panel_pack(const GemmKernel *g, GemmScratch *s, const Matrix *w, size_t first, size_t n,
                       size_t k, size_t length)
{
    if (w->transposed) {
        pack_transposed(g, s, w, first, n, k, length);
        return;
    }
    const DtypeFacts *d = &DTYPES[w->dtype];
    const size_t row_bytes = dtype_bytes(w->dtype, w->n_in);
    const unsigned char *from = w->data + first * row_bytes + dtype_bytes(w->dtype, k);
    if (d->block == 1) {
        g->pack(s->panel, from, w->dtype, row_bytes, n, length);
        return;
    }
    for (size_t i = 0; i < n; i++)
        d->widen(s->rows + i * GEMM_BLOCK_MAX, from + i * row_bytes, length);
    g->pack(s->panel, (const unsigned char *)s->rows, DTYPE_F32, GEMM_BLOCK_MAX * sizeof(float), n,
            length);
}

/* A tile whose panel has only n real columns: computed beside y, the real columns copied. */
static void edge_tile(const GemmKernel *g, GemmScratch *s, float *y, size_t y_stride,
                      const float *x, size_t x_stride, size_t rows, size_t k, size_t n, bool resume)
{
    const size_t cols = g->panel_cols;
    if (resume)
        for (size_t i = 0; i < rows; i++) {
            memcpy(s->edge + i * cols, y + i * y_stride, n * sizeof *y);
            memset(s->edge + i * cols + n, 0, (cols - n) * sizeof *y);
        }
    g->tile(s->edge, cols, x, x_stride, s->panel, rows, k, resume);
    for (size_t i = 0; i < rows; i++)
        memcpy(y + i * y_stride, s->edge + i * cols, n * sizeof *y);
}

/* One panel (n <= panel_cols columns) of one k-block for all m rows. The rows are dealt to tiles of
 * nearly equal height, so that no thin last tile runs at half speed. */
static void panel_run(const GemmKernel *g, GemmScratch *s, float *y, size_t y_stride,
                      const float *x, size_t x_stride, size_t m, size_t k, size_t n, bool resume)
{
    const size_t n_tiles = (m + g->tile_rows - 1) / g->tile_rows;
    for (size_t t = 0; t < n_tiles; t++) {
        const size_t from = t * m / n_tiles, rows = (t + 1) * m / n_tiles - from;
        float *yt = y + from * y_stride;
        const float *xt = x + from * x_stride;
        if (n == g->panel_cols)
            g->tile(yt, y_stride, xt, x_stride, s->panel, rows, k, resume);
        else
            edge_tile(g, s, yt, y_stride, xt, x_stride, rows, k, n, resume);
    }
}

void gemm_columns(const GemmKernel *g, GemmScratch *s, float *y, size_t y_stride, const float *x,
                  size_t x_stride, size_t m, const Matrix *w, size_t first, size_t n)
{
    if (m == 0)
        return;
    const size_t length = block_length(m, w->dtype);
    for (size_t k = 0; k < w->n_in; k += length)
        for (size_t j = 0; j < n; j += g->panel_cols) {
            const size_t block = smaller(length, w->n_in - k);
            const size_t cols = smaller(g->panel_cols, n - j);
            panel_pack(g, s, w, first + j, cols, k, block);
            panel_run(g, s, y + j, y_stride, x + k, x_stride, m, block, cols, k > 0);
        }
}

/* What the threads of gemm_run share. A unit is a group of neighbouring panels of one job. */
typedef struct {
    const GemmKernel *g;
    GemmScratch *scratch;
    const float *x;
    size_t x_stride, m;
    const GemmJob *jobs;
    size_t n_jobs;
    size_t unit_cols;
    _Alignas(64) atomic_size_t next_unit;
} GemmTask;

static size_t job_units(const GemmTask *t, size_t job)
{
    return (t->jobs[job].w->n_out + t->unit_cols - 1) / t->unit_cols;
}

static void gemm_thread(void *arg, int thread)
{
    GemmTask *t = arg;
    for (;;) {
        size_t unit = atomic_fetch_add_explicit(&t->next_unit, 1, memory_order_relaxed), job = 0;
        while (job < t->n_jobs && unit >= job_units(t, job))
            unit -= job_units(t, job++);
        if (job == t->n_jobs)
            return;
        const GemmJob *j = &t->jobs[job];
        const size_t first = unit * t->unit_cols;
        gemm_columns(t->g, &t->scratch[thread], j->y + first, j->y_stride, t->x, t->x_stride, t->m,
                     j->w, first, smaller(t->unit_cols, j->w->n_out - first));
    }
}

void gemm_run(const GemmKernel *g, GemmScratch *scratch, Pool *pool, const float *x,
              size_t x_stride, size_t m, const GemmJob *jobs, size_t n_jobs)
{
    size_t n_panels = 0, work = 0;
    for (size_t i = 0; i < n_jobs; i++) {
        n_panels += (jobs[i].w->n_out + g->panel_cols - 1) / g->panel_cols;
        work += m * jobs[i].w->n_out * jobs[i].w->n_in;
    }
    const size_t share = n_panels / (GEMM_UNITS_PER_THREAD * (size_t)pool_threads(pool));
    const size_t group = smaller(share > 0 ? share : 1, GEMM_GROUP_MAX);
    GemmTask t = {.g = g,
                  .scratch = scratch,
                  .x = x,
                  .x_stride = x_stride,
                  .m = m,
                  .jobs = jobs,
                  .n_jobs = n_jobs,
                  .unit_cols = group * g->panel_cols};
    if (work < GEMM_ALONE)
        gemm_thread(&t, 0);
    else
        pool_run(pool, gemm_thread, &t);
}
