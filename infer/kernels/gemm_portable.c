/* The plain twin of the kernels: gemm.h's definition in C, for any processor, and the measure of
 * the others. */
#include "infer/kernels/gemm.h"

#include <math.h>

enum { TILE_ROWS = 4, PANEL_COLS = 8 };

static void pack(float *panel, const unsigned char *w, Dtype dtype, size_t row_bytes, size_t n,
                 size_t k)
{
    for (size_t kk = 0; kk < k; kk++)
        for (size_t j = 0; j < PANEL_COLS; j++)
            panel[kk * PANEL_COLS + j] = j < n ? dtype_load(w + j * row_bytes, dtype, kk) : 0;
}

static void tile(float *y, size_t y_stride, const float *x, size_t x_stride, const float *panel,
                 size_t rows, size_t k, bool resume)
{
    for (size_t i = 0; i < rows; i++) {
        float acc[PANEL_COLS];
        for (size_t j = 0; j < PANEL_COLS; j++)
            acc[j] = resume ? y[i * y_stride + j] : 0;
        for (size_t kk = 0; kk < k; kk++)
            for (size_t j = 0; j < PANEL_COLS; j++)
                acc[j] = fmaf(x[i * x_stride + kk], panel[kk * PANEL_COLS + j], acc[j]);
        for (size_t j = 0; j < PANEL_COLS; j++)
            y[i * y_stride + j] = acc[j];
    }
}

const GemmKernel gemm_portable = {
    .name = "portable",
    .tile_rows = TILE_ROWS,
    .panel_cols = PANEL_COLS,
    .pack = pack,
    .tile = tile,
};
