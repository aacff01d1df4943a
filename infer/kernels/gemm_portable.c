/* The plain twin of the kernels: gemm.h's definitions of "f32 chain" and "bf16 pairs" in C, for any
 * processor, and the measure of the others. */
#include "infer/kernels/gemm.h"

#include "infer/kernels/flush.h"
#include "infer/kernels/put_lanes.h"

#include <math.h>

enum { TILE_ROWS = 4, PANEL_COLS = 8 };

static void pack_chain(void *panel, const unsigned char *w, Dtype dtype, size_t row_bytes, size_t n,
                       size_t k)
{
    float *to = panel;
    for (size_t kk = 0; kk < k; kk++)
        for (size_t j = 0; j < PANEL_COLS; j++)
            to[kk * PANEL_COLS + j] = j < n ? dtype_load(w + j * row_bytes, dtype, kk) : 0;
}

static void pack_rounded(void *panel, const unsigned char *w, Dtype dtype, size_t row_bytes,
                         size_t n, size_t k)
{
    pack_chain(panel, w, dtype, row_bytes, n, k);
    panel_exchange(panel, PANEL_COLS, k);
}

static void tile(float *y, const unsigned char *x, size_t row_bytes, const void *panel, size_t rows,
                 size_t k, bool resume, const unsigned char *ahead)
{
    (void)ahead;
    const float *w = panel;
    for (size_t i = 0; i < rows; i++) {
        const float *from = (const float *)(const void *)(x + i * row_bytes);
        float acc[PANEL_COLS], *to = y + i * GEMM_Y_STRIDE;
        for (size_t j = 0; j < PANEL_COLS; j++)
            acc[j] = resume ? to[j] : 0;
        for (size_t kk = 0; kk < k; kk++)
            for (size_t j = 0; j < PANEL_COLS; j++)
                acc[j] = fmaf(from[kk], w[kk * PANEL_COLS + j], acc[j]);
        for (size_t j = 0; j < PANEL_COLS; j++)
            to[j] = acc[j];
    }
}

#define PORTABLE                                                                                   \
    .name = "portable", .tile_rows = TILE_ROWS, .panel_cols = PANEL_COLS, .k_block = 256,          \
    .x_bytes = sizeof(float), .row_group = 1, .line_rows = 1, .tile = tile

const GemmKernel gemm_portable = {
    PORTABLE, .arithmetic = "f32 chain", .k_step = 1, .put = put_plain, .pack = pack_chain,
};

const GemmKernel gemm_pairs_portable = {
    PORTABLE,
    .arithmetic = "bf16 pairs",
    .k_step = 2,
    .put = put_exchanged,
    .pack = pack_rounded,
    .enter = flush_enter,
    .leave = flush_leave,
};
