/* The blocked product: see gemm.h for the definition and the picture. */
#include "infer/kernels/gemm.h"

#include "audit/base/clock.h"
#include "audit/base/mem.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    GEMM_UNITS_PER_THREAD = 4, /* pieces of work a thread gets, so that they end together */
    GEMM_LINE = 64,
};

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t round_up(size_t n, size_t step)
{
    return (n + step - 1) / step * step;
}

/* ---- x ---- */

/* Rows are whole cache lines. Those that do not lie interleaved are a line further apart: powers of two
 * would fall into the same few sets of the level-1 cache. */
static GemmOperand operand_shape(const GemmKernel *g, size_t rows, size_t k)
{
    const size_t bytes = round_up(smaller(k, g->k_block), g->k_step) * g->x_bytes;
    const size_t row = round_up(bytes, GEMM_LINE) + (g->row_group > 1 ? 0 : GEMM_LINE);
    return (GemmOperand){
        .row_bytes = row, .block_bytes = round_up(rows, g->row_group) * row, .k = k};
}

size_t gemm_operand_bytes(const GemmKernel *g, size_t rows, size_t k)
{
    return (k + g->k_block - 1) / g->k_block * operand_shape(g, rows, k).block_bytes;
}

GemmOperand gemm_operand_make(const GemmKernel *g, size_t rows, size_t k)
{
    GemmOperand x = operand_shape(g, rows, k);
    x.data = mem_aligned(gemm_operand_bytes(g, rows, k), 1);
    return x;
}

void gemm_put(const GemmKernel *g, const GemmOperand *x, size_t row, size_t k, const float *from,
              size_t n)
{
    while (n > 0) {
        const size_t at = k % g->k_block, length = smaller(n, g->k_block - at);
        g->put(x->data + k / g->k_block * x->block_bytes, x->row_bytes, row, at, from, length);
        k += length;
        from += length;
        n -= length;
    }
}

void gemm_operand_free(GemmOperand *x)
{
    free(x->data);
    *x = (GemmOperand){0};
}

/* ---- scratch ---- */

/* A tile may write a whole group of rows. */
static size_t scratch_rows(size_t rows)
{
    return round_up(rows, 32);
}

GemmScratch gemm_scratch_make(size_t rows)
{
    return (GemmScratch){
        .y = mem_aligned(scratch_rows(rows) * GEMM_Y_STRIDE, sizeof(float)),
        .panel = mem_aligned((size_t)GEMM_K_BLOCK_MOST * GEMM_PANEL_COLS_MOST, sizeof(float)),
        .rows = mem_aligned((size_t)GEMM_K_BLOCK_MOST * GEMM_PANEL_COLS_MOST, sizeof(float)),
    };
}

void gemm_scratch_free(GemmScratch *s)
{
    free(s->y);
    free(s->panel);
    free(s->rows);
    *s = (GemmScratch){0};
}

size_t gemm_scratch_bytes(size_t rows)
{
    return sizeof(float) *
           (scratch_rows(rows) * GEMM_Y_STRIDE + 2 * GEMM_K_BLOCK_MOST * GEMM_PANEL_COLS_MOST);
}

/* ---- panels ---- */

/* Packs rows first .. first + n - 1 of w, steps k .. k + length - 1. What is not plain, or lies
 * [n_in, n_out], is brought to f32 rows first. */
static void rows_pack(void (*pack)(void *, const unsigned char *, Dtype, size_t, size_t, size_t),
                      GemmScratch *s, const Matrix *w, size_t first, size_t n, size_t k,
                      size_t length, void *panel)
{
    const DtypeFacts *d = &DTYPES[w->dtype];
    if (w->transposed) {
        float step[GEMM_PANEL_COLS_MOST];
        for (size_t kk = 0; kk < length; kk++) {
            d->widen(step, w->data + ((k + kk) * w->n_out + first) * d->block_bytes, n);
            for (size_t i = 0; i < n; i++)
                s->rows[i * GEMM_K_BLOCK_MOST + kk] = step[i];
        }
    } else {
        const size_t row_bytes = dtype_bytes(w->dtype, w->n_in);
        const unsigned char *from = w->data + first * row_bytes + dtype_bytes(w->dtype, k);
        if (d->block == 1) {
            pack(panel, from, w->dtype, row_bytes, n, length);
            return;
        }
        for (size_t i = 0; i < n; i++)
            d->widen(s->rows + i * GEMM_K_BLOCK_MOST, from + i * row_bytes, length);
    }
    pack(panel, (const unsigned char *)s->rows, DTYPE_F32, GEMM_K_BLOCK_MOST * sizeof(float), n,
         length);
}

static size_t stored_panel_bytes(const Matrix *w)
{
    return round_up(w->n_in, 32) * GEMM_STORED_COLS * sizeof(uint16_t);
}

size_t gemm_stored_panels(const Matrix *w)
{
    return (w->n_out + GEMM_STORED_COLS - 1) / GEMM_STORED_COLS;
}

size_t gemm_stored_bytes(const GemmKernel *g, const Matrix *w)
{
    if (!g->store || (g->x_bytes == sizeof(float) && w->dtype != DTYPE_BF16))
        return 0;
    return gemm_stored_panels(w) * stored_panel_bytes(w);
}

void gemm_store_panel(const GemmKernel *g, GemmScratch *s, const Matrix *w, size_t i,
                      unsigned char *stored)
{
    unsigned char *to = stored + i * stored_panel_bytes(w);
    const size_t first = i * GEMM_STORED_COLS, n = smaller(GEMM_STORED_COLS, w->n_out - first);
    for (size_t k = 0; k < w->n_in; k += GEMM_K_BLOCK_MOST)
        rows_pack(g->store, s, w, first, n, k, smaller(GEMM_K_BLOCK_MOST, w->n_in - k),
                  to + k * GEMM_STORED_COLS * sizeof(uint16_t));
}

static const unsigned char *stored_at(const GemmWeight *w, size_t col, size_t k)
{
    return w->stored + col / GEMM_STORED_COLS * stored_panel_bytes(w->w) +
           k * GEMM_STORED_COLS * sizeof(uint16_t);
}

/* The panel of columns first .. first + n - 1, steps k .. k + length - 1. */
static const void *panel_ready(const GemmKernel *g, GemmScratch *s, const GemmWeight *w,
                               size_t first, size_t n, size_t k, size_t length)
{
    if (w->stored && !g->unstore)
        return stored_at(w, first, k);
    const double began = clock_seconds();
    if (w->stored)
        g->unstore(s->panel, stored_at(w, first, k), length);
    else
        rows_pack(g->pack, s, w->w, first, n, k, length, s->panel);
    s->pack_s += clock_seconds() - began;
    return s->panel;
}

/* ---- the product ---- */

/* The stored panel that comes next, asked for bit by bit while the tiles of the present one run: memory is
 * far, and no processor foresees the jump. */
typedef struct {
    const unsigned char *at; /* NULL: none is known to come, or it is made in scratch */
    size_t bytes;
} Ahead;

/* The part that falls to tile t of n_tiles. */
static void ahead_fetch(const Ahead *a, size_t t, size_t n_tiles)
{
    const size_t lines = a->at ? a->bytes / GEMM_LINE : 0;
    for (size_t i = t * lines / n_tiles; i < (t + 1) * lines / n_tiles; i++) {
        __builtin_prefetch(a->at + i * GEMM_LINE, 0, 2);
        __asm__ volatile(""); /* GCC 12 drops a loop that does nothing but fetch ahead */
    }
}

/* A unit reads a k-block of x once for each of its panels: this is the turn-th time of `turns`. */
typedef struct {
    size_t k, length; /* the k-block */
    size_t turn, turns;
} Turn;

/* One panel of one k-block for all m rows. The tiles fetch their turn's share of the next k-block of x,
 * which is wanted when the last turn is done. Where a kernel takes any number of rows, they are dealt to
 * tiles of nearly equal height, so that no thin last tile runs at half speed. */
static void panel_run(const GemmKernel *g, float *y, const GemmOperand *x, size_t m,
                      const Turn *turn, const void *panel, const Ahead *ahead)
{
    const size_t n_tiles = (m + g->tile_rows - 1) / g->tile_rows, at = turn->k / g->k_block;
    const unsigned char *block = x->data + at * x->block_bytes;
    const bool is_last = turn->k + g->k_block >= x->k; /* then the next unit's first is the next */
    const unsigned char *next = is_last ? x->data : block + x->block_bytes;
    const size_t length = round_up(turn->length, g->k_step);
    const unsigned before = g->enter ? g->enter() : 0;
    for (size_t t = 0; t < n_tiles; t++) {
        const size_t from = g->row_group > 1 ? t * g->tile_rows : t * m / n_tiles;
        const size_t to =
            g->row_group > 1 ? smaller(from + g->tile_rows, m) : (t + 1) * m / n_tiles;
        ahead_fetch(ahead, t, n_tiles);
        g->tile(y + from * GEMM_Y_STRIDE, block + from * x->row_bytes, x->row_bytes, panel,
                to - from, length, turn->k > 0,
                next + from * x->row_bytes + (to - from) * x->row_bytes * turn->turn / turn->turns);
    }
    if (g->leave)
        g->leave(before);
}

/* Neighbouring columns of a product, first .. first + n - 1, and where they go. */
typedef struct {
    const GemmWeight *w;
    size_t first, n;
    float *y;
} Span;

static size_t span_panels(const GemmKernel *g, const Span *s)
{
    return (s->n + g->panel_cols - 1) / g->panel_cols;
}

/* The stored panel behind panel p of a k-block; {0} where the k-block, or the unit, ends. */
static Ahead panel_ahead(const GemmKernel *g, const Span *s, size_t p, size_t k, size_t all_k)
{
    const size_t panels = span_panels(g, s), next_k = p + 1 < panels ? k : k + g->k_block;
    if (!s->w->stored || next_k >= all_k)
        return (Ahead){0};
    return (Ahead){.at = stored_at(s->w, s->first + (p + 1) % panels * g->panel_cols, next_k),
                   .bytes =
                       smaller(g->k_block, all_k - next_k) * GEMM_STORED_COLS * sizeof(uint16_t)};
}

/* All panels of the spans, k-block by k-block: x comes by once for all of them. */
static void spans_run(const GemmKernel *g, GemmScratch *s, const GemmOperand *x, size_t m,
                      const Span *spans, size_t n_spans)
{
    Turn turn = {0};
    for (size_t i = 0; i < n_spans; i++)
        turn.turns += span_panels(g, &spans[i]);
    for (size_t k = 0; k < x->k; k += g->k_block) {
        turn.k = k;
        turn.length = smaller(g->k_block, x->k - k);
        turn.turn = 0;
        for (const Span *span = spans; span < spans + n_spans; span++)
            for (size_t p = 0; p < span_panels(g, span); p++, turn.turn++) {
                const size_t j = p * g->panel_cols;
                const void *panel =
                    panel_ready(g, s, span->w, span->first + j, smaller(g->panel_cols, span->n - j),
                                k, turn.length);
                const Ahead ahead = panel_ahead(g, span, p, k, x->k);
                panel_run(g, span->y + j, x, m, &turn, panel, &ahead);
            }
    }
}

/* What the threads of gemm_run share. */
typedef struct {
    const GemmKernel *g;
    GemmScratch *scratch;
    const GemmOperand *x;
    size_t m;
    const GemmJob *jobs;
    size_t n_jobs;
    size_t unit_cols; /* of jobs that leave it open */
    _Alignas(64) atomic_size_t next_unit;
} GemmTask;

static size_t job_cols(const GemmTask *t, const GemmJob *j)
{
    const size_t most = j->beside.w ? GEMM_UNIT_COLS / 2 : GEMM_UNIT_COLS;
    return smaller(j->unit_cols > 0 ? j->unit_cols : t->unit_cols, most);
}

static size_t job_units(const GemmTask *t, const GemmJob *j)
{
    const size_t cols = job_cols(t, j);
    return (j->w.w->n_out + cols - 1) / cols;
}

static void unit_run(const GemmTask *t, const GemmJob *j, size_t unit, int thread)
{
    GemmScratch *s = &t->scratch[thread];
    const double began = clock_seconds();
    const size_t cols = job_cols(t, j), first = unit * cols;
    const size_t n = smaller(cols, j->w.w->n_out - first);
    const Span spans[] = {{&j->w, first, n, s->y},
                          {&j->beside, first, n, s->y + GEMM_UNIT_COLS / 2}};
    spans_run(t->g, s, t->x, t->m, spans, j->beside.w ? 2 : 1);
    j->take(j->ctx, thread, first, n, s->y);
    s->unit_s += clock_seconds() - began;
}

static void gemm_thread(void *arg, int thread)
{
    GemmTask *t = arg;
    for (;;) {
        size_t unit = atomic_fetch_add_explicit(&t->next_unit, 1, memory_order_relaxed), job = 0;
        while (job < t->n_jobs && unit >= job_units(t, &t->jobs[job]))
            unit -= job_units(t, &t->jobs[job++]);
        if (job == t->n_jobs)
            break;
        unit_run(t, &t->jobs[job], unit, thread);
    }
}

void gemm_run(const GemmKernel *g, GemmScratch *scratch, Pool *pool, const GemmOperand *x, size_t m,
              const GemmJob *jobs, size_t n_jobs)
{
    size_t cols = 0, work = 0;
    if (m == 0)
        return;
    for (size_t i = 0; i < n_jobs; i++) {
        const size_t n = jobs[i].w.w->n_out * (jobs[i].beside.w ? 2 : 1);
        cols += n;
        work += m * n * x->k;
    }
    const size_t share = cols / (GEMM_UNITS_PER_THREAD * (size_t)pool_threads(pool));
    GemmTask t = {.g = g,
                  .scratch = scratch,
                  .x = x,
                  .m = m,
                  .jobs = jobs,
                  .n_jobs = n_jobs,
                  .unit_cols = round_up(share > 0 ? share : 1, GEMM_PANEL_COLS_MOST)};
    if (work < GEMM_ALONE)
        gemm_thread(&t, 0);
    else
        pool_run(pool, gemm_thread, &t);
}
