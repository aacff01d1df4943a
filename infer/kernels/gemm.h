/* The matrix product y = x W^T that every layer is made of.
 *
 *   x [m, k] f32, put into the kernel's own format     W [n, k] in any format of dtype.h, or stored
 *   y [m, n] f32, handed over in units                 [k, n]
 *
 * The order in which an element's terms are added is part of its DEFINITION; there are three, named
 * by `arithmetic`. An element depends on its row of x and its row of W only: not on the blocking (an
 * accumulator parked in memory loses nothing), the thread, or the other rows. That is why no BLAS is
 * used here: none promises it.
 *
 *   "f32 chain"   acc = 0; for k = 0, 1, 2 ...: acc = fma(x[k], w[k], acc), rounded to f32
 *   "bf16 pairs"  x, w rounded to bf16 (nearest, ties to even), k padded to even with zeros; acc = 0;
 *                 for k = 0, 2, 4 ...: acc = fma(x[k+1], w[k+1], acc); acc = fma(x[k], w[k], acc)
 *   "bf16 tiles"  x, w rounded to bf16, k padded to a multiple of 32 with zeros; acc = 0; for each 32:
 *                 even = odd = 0; for k = 0, 2 ... 30: even = fma(x[k], w[k], even),
 *                 odd = fma(x[k+1], w[k+1], odd); acc = acc + (even + odd)
 *
 * In both of bf16's, numbers below 2^-126 count as zero wherever they stand, results too. They are what
 * the instructions vdpbf16ps and tdpbf16ps do (Intel's manual says so; found to hold for random bits).
 *
 * A unit of y is some neighbouring columns for all rows, computed by one thread in its own scratch:
 *
 *            k ->                    panel of W, k-block:           tile of y, in registers:
 *      +-------+-------+           [k-block][panel_cols]            [tile_rows][panel_cols]
 *    m | block |       |   x       in the level-1 cache             one per (row tile, panel)
 *      +-------+-------+
 *
 * For each k-block and panel the thread brings the panel into the kernel's format, then runs down the
 * row tiles of x, whose k-block stays in the level-2 cache with the unit. When the last k-block is
 * done the unit is still there, and the caller's `take` does with it what comes next. */
#ifndef ROTE_GEMM_H
#define ROTE_GEMM_H

#include "audit/base/pool.h"
#include "infer/kernels/matrix.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    GEMM_UNIT_COLS = 256,      /* columns of a unit at most */
    GEMM_Y_STRIDE = 256 + 16,  /* floats between rows of a unit */
    GEMM_PANEL_COLS_MOST = 32, /* of any kernel; divides GEMM_UNIT_COLS, as each kernel's does */
    GEMM_K_BLOCK_MOST = 512,   /* of any kernel; each is a multiple of DTYPE_BLOCK_MOST */
    GEMM_STORED_COLS = 32,     /* rows of W in a panel that is packed once */
};

/* The inner loops for one instruction set and one arithmetic. */
typedef struct {
    const char *name;       /* "avx512" ... */
    const char *arithmetic; /* "f32 chain" ... */
    size_t tile_rows;       /* rows of x that a tile takes at most */
    size_t panel_cols;      /* rows of W, that is columns of y, in a panel */
    size_t k_step;          /* rows of x and panels are padded with zeros to a multiple of it */
    size_t k_block;         /* steps that a panel holds at most */

    /* x in memory: k-block after k-block; in each, element (i, k), i a multiple of row_group and k of 32,
     * is at block + i * row_bytes + k * x_bytes * row_group. */
    size_t x_bytes;   /* of an element */
    size_t row_group; /* rows that lie interleaved; 1, or tile_rows */
    size_t
        line_rows; /* rows that share cache lines: best put by one thread, one soon after another */

    /* Puts x[0 .. n) into row `row` of a k-block, places k .. k + n - 1, and zeros behind them up to
     * k_step. k is a multiple of 32. */
    void (*put)(unsigned char *block, size_t row_bytes, size_t row, size_t k, const float *x,
                size_t n);

    /* A panel of W: rows 0 .. n - 1, steps 0 .. k - 1, in the kernel's format; rows from n on and steps
     * from k up to k_step are zero.
     *   w  the first weight; rows row_bytes apart, any alignment    n  1 .. panel_cols
     *   dtype  f32, f16 or bf16: gemm.c brings the others to f32 first
     *   panel  aligned to 64 bytes */
    void (*pack)(void *panel, const unsigned char *w, Dtype dtype, size_t row_bytes, size_t n,
                 size_t k);

    /* Weights packed once (gemm_store) are pairs of bf16, [k / 2][32][2]. `unstore` makes a panel of k
     * steps of it; NULL: the stored form is the panel. A kernel that computes with f32 can store only
     * what is bf16 in the file. */
    void (*store)(void *pairs, const unsigned char *w, Dtype dtype, size_t row_bytes, size_t n,
                  size_t k); /* NULL: this kernel packs on the fly only */
    void (*unstore)(void *panel, const unsigned char *pairs, size_t k);

    /* y[i, j] = the sum over x[i, 0..k) and the panel, for i < rows <= tile_rows and all panel_cols
     * columns; begins at y's present value when `resume`, at 0 otherwise. y's rows are GEMM_Y_STRIDE
     * apart; where row_group is not 1, rows beyond `rows` up to the group's end are there, and may be
     * written.
     *   ahead  the part of x that a later tile reads, its turn's share of it: a kernel may fetch lines
     *          from there on into the level-2 cache, spread over its steps. Any address */
    void (*tile)(float *y, const unsigned char *x, size_t row_bytes, const void *panel, size_t rows,
                 size_t k, bool resume, const unsigned char *ahead);

    /* Around the tiles of a panel, and nothing but tiles: what the processor must be told before and
     * after. NULL: nothing. `enter` gives what `leave` puts back. */
    unsigned (*enter)(void);
    void (*leave)(unsigned before);
} GemmKernel;

extern const GemmKernel gemm_portable, gemm_avx2, gemm_avx512;                   /* f32 chain */
extern const GemmKernel gemm_pairs_portable, gemm_pairs_avx2, gemm_pairs_avx512; /* bf16 pairs */
extern const GemmKernel gemm_avx512bf16;                                         /* bf16 pairs */
extern const GemmKernel gemm_amx;                                                /* bf16 tiles */

/* ---- x ---- */

/* Rows of x in a kernel's format: what a product's tiles read one after the other lies together. */
typedef struct {
    unsigned char *data; /* NULL: not made */
    size_t row_bytes, block_bytes;
    size_t k;
} GemmOperand;

/* Room for `rows` rows of k. Free with gemm_operand_free. */
GemmOperand gemm_operand_make(const GemmKernel *g, size_t rows, size_t k);
void gemm_operand_free(GemmOperand *x);
size_t gemm_operand_bytes(const GemmKernel *g, size_t rows, size_t k);

/* Puts from[0 .. n) into row `row`, places k .. k + n - 1; k is a multiple of 32, and k + n too, or the
 * row's end. Rows may be put by different threads, and parts of a row. */
void gemm_put(const GemmKernel *g, const GemmOperand *x, size_t row, size_t k, const float *from,
              size_t n);

/* ---- W ---- */

/* A weight matrix, as the file holds it and, where it was packed once, in panels too. */
typedef struct {
    const Matrix *w;
    const unsigned char *stored; /* NULL: packed on the fly */
} GemmWeight;

/* Bytes of a matrix packed once; 0 where the kernel cannot (its kind, or the weights' format). */
size_t gemm_stored_bytes(const GemmKernel *g, const Matrix *w);

/* Panels of 32 rows of w: how many there are, and packing number i of them to where it belongs in
 * `stored`, aligned to 64 bytes. */
size_t gemm_stored_panels(const Matrix *w);

/* ---- the product ---- */

/* Scratch of one thread. */
typedef struct {
    _Alignas(64) float *y; /* a unit: [rows, GEMM_Y_STRIDE] */
    unsigned char *panel;  /* one k-block of a panel */
    float *rows;           /* a panel's rows of weights that are not plain, widened */
    double unit_s;         /* seconds spent on units, `take` included; the caller may set it to 0 */
    double pack_s;         /* of them: bringing weights into the kernel's format */
} GemmScratch;

/* For products of up to `rows` rows. */
GemmScratch gemm_scratch_make(size_t rows);
void gemm_scratch_free(GemmScratch *s);
size_t gemm_scratch_bytes(size_t rows);

void gemm_store_panel(const GemmKernel *g, GemmScratch *s, const Matrix *w, size_t i,
                      unsigned char *stored);

/* One product of several that share x, or two of the same shape whose same columns are wanted
 * together. */
typedef struct {
    GemmWeight w, beside; /* beside.w NULL: none */
    /* Called on thread number `thread` for columns first .. first + n - 1 of all m rows: y[i, 0..n) of
     * w; y[i, GEMM_UNIT_COLS / 2 ..) of `beside`. Rows are GEMM_Y_STRIDE apart; y may be written over. */
    void (*take)(void *ctx, int thread, size_t first, size_t n, float *y);
    void *ctx;
    size_t
        unit_cols; /* n of every call but the last, a multiple of 32 up to GEMM_UNIT_COLS; 0: any */
} GemmJob;

/* Multiply-adds below which waking the other threads takes longer than doing it all: some 10
 * microseconds' worth. */
enum { GEMM_ALONE = 1 << 19 };

/* All jobs on all threads of the pool, or on the caller alone when there is little to do; scratch
 * has one entry per thread. All w have x's k. m may be 0. */
void gemm_run(const GemmKernel *g, GemmScratch *scratch, Pool *pool, const GemmOperand *x, size_t m,
              const GemmJob *jobs, size_t n_jobs);

/* Rounds to bf16, to nearest, ties to even; NaN stays NaN. The upper half of the result is the bf16. */
static inline uint32_t gemm_round_bits(uint32_t f32)
{
    if ((f32 & 0x7fffffff) > 0x7f800000)
        return (f32 | 0x400000) & 0xffff0000;
    return (f32 + 0x7fff + (f32 >> 16 & 1)) & 0xffff0000;
}

#endif
