/* The matrix product y = x W^T that every layer is made of, with weights widened to f32 on the fly.
 *
 *   x [m, k] f32, rows x_stride apart     W [n, k] in any format of dtype.h, or stored [k, n]
 *   y [m, n] f32, rows y_stride apart     y[i,j] = sum over k of x[i,k] * W[j,k]
 *
 * The sum is DEFINED as one chain: acc = 0; for k = 0, 1, ...: acc = fma(x[i,k], W[j,k], acc), each
 * step rounded to f32. So an element depends on its row of x and its row of W only: not on the
 * blocking (an accumulator parked in memory loses nothing), the thread, the other rows, or the
 * instruction set. That is why no BLAS is used here: none promises it.
 *
 *            k ->                    panel of W, k-block:           tile of y, in registers:
 *      +-------+-------+           [k-block][panel_cols] f32        [tile_rows][panel_cols]
 *    m | block |       |   x       transposed, one per thread       one per (row tile, panel)
 *      +-------+-------+
 *
 * A thread takes a group of panels of W; for each k-block and panel it widens the panel into its
 * own scratch, then runs down the row tiles of x, whose k-block stays in the level-2 cache. */
#ifndef ROTE_GEMM_H
#define ROTE_GEMM_H

#include "audit/base/pool.h"
#include "infer/kernels/matrix.h"

#include <stdbool.h>
#include <stddef.h>

/* The two inner loops for one instruction set. */
typedef struct {
    const char *name;
    size_t tile_rows;  /* rows of x that a tile takes at most */
    size_t panel_cols; /* rows of W, that is columns of y, in a panel */

    /* panel[kk * panel_cols + j] = W[j, kk] as f32, for j < panel_cols, kk < k; columns from n on
     * are zero.
     *   w  the first weight; rows row_bytes apart, any alignment    n  1 .. panel_cols
     *   dtype  f32, f16 or bf16: gemm.c brings the others to f32 first
     *   panel  aligned to 64 bytes */
    void (*pack)(float *panel, const unsigned char *w, Dtype dtype, size_t row_bytes, size_t n,
                 size_t k);

    /* y[i, j] = the chain over x[i, 0..k) and the panel, for i < rows <= tile_rows and all
     * panel_cols columns; begins at y's present value when `resume`, at 0 otherwise. */
    void (*tile)(float *y, size_t y_stride, const float *x, size_t x_stride, const float *panel,
                 size_t rows, size_t k, bool resume);
} GemmKernel;

extern const GemmKernel gemm_portable, gemm_avx2, gemm_avx512;

/* Scratch of one thread. */
typedef struct {
    float *panel;
    float *edge; /* a tile of y whose panel sticks out of the matrix */
    float *rows; /* a panel's rows of a quantized matrix, widened */
} GemmScratch;

GemmScratch gemm_scratch_make(void);
void gemm_scratch_free(GemmScratch *s);
size_t gemm_scratch_bytes(void);

/* Columns first .. first + n - 1 of the product, into y[i, 0..n), on the calling thread alone. */
void gemm_columns(const GemmKernel *g, GemmScratch *s, float *y, size_t y_stride, const float *x,
                  size_t x_stride, size_t m, const Matrix *w, size_t first, size_t n);

/* One product of several that share x: all columns of w into y. */
typedef struct {
    const Matrix *w;
    float *y;
    size_t y_stride;
} GemmJob;

/* Multiply-adds below which waking the other threads takes longer than doing it all: some 10
 * microseconds' worth. */
enum { GEMM_ALONE = 1 << 19 };

/* All jobs on all threads of the pool, or on the caller alone when there is little to do; scratch
 * has one entry per thread. All w have the same n_in. m may be 0. */
void gemm_run(const GemmKernel *g, GemmScratch *scratch, Pool *pool, const float *x,
              size_t x_stride, size_t m, const GemmJob *jobs, size_t n_jobs);

/* Distance between rows of n floats such that the rows of a tile do not fall into the same few sets
 * of the level-1 cache (n is often a multiple of its 4 KiB): a cache line more than n. */
static inline size_t gemm_stride(size_t n)
{
    return (n + 15) / 16 * 16 + 16;
}

#endif
