/* The product's inner loops with tdpbf16ps, for "bf16 tiles": see gemm.h.
 *
 * The processor has eight tile registers of 16 rows x 64 bytes. Four hold 32 rows x 32 columns of y;
 * two take 16 rows x 32 steps of x each, two take 16 pairs of steps x 16 columns of a panel:
 *
 *              panel: 6      7
 *      x: 4    y:     0      1        one step of 32: 4 tiles are read, 4 products of 16 x 16 x 32 are
 *         5           2      3        done, in which the multiplier is busy for 64 cycles
 *
 * So the panel's k-block (256 steps: 16 KiB) should lie in the level-1 cache, and the rows of x, 2 KiB
 * for each step, stream in from the level-2 cache in the order in which they lie.
 *
 * Linux gives a program the tile registers when it asks; a processor that has them may be told by its
 * hypervisor not to show them. */
#define _GNU_SOURCE /* syscall */
#include "infer/kernels/gemm.h"
#include "infer/kernels/kernel.h"

#if defined(__x86_64__)
#include "infer/kernels/pack_avx512.h"

#include <cpuid.h>
#include <float.h>
#include <math.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#pragma GCC push_options
#pragma GCC target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma,f16c")
#include "infer/kernels/put_lanes.h"
#pragma GCC pop_options

#define AMX __attribute__((target("amx-tile,amx-bf16,avx512f")))

enum { TILE_ROWS = 32, PANEL_COLS = PACK_COLS, HALF = 16, STEP = 32, STEP_BYTES = 64 };

/* The shape of every tile register, as ldtilecfg wants it. */
typedef struct {
    uint8_t palette, start_row, zero[14];
    uint16_t row_bytes[16];
    uint8_t rows[16];
} TileConfig;

AMX static unsigned enter(void)
{
    /* static: GCC 12 takes the instruction to read eight bytes only, and leaves the rest of a local
     * unwritten. */
    static const TileConfig shape = {
        .palette = 1,
        .row_bytes = {STEP_BYTES, STEP_BYTES, STEP_BYTES, STEP_BYTES, STEP_BYTES, STEP_BYTES,
                      STEP_BYTES, STEP_BYTES},
        .rows = {HALF, HALF, HALF, HALF, HALF, HALF, HALF, HALF},
    };
    _tile_loadconfig(&shape);
    return 0;
}

AMX static void leave(unsigned before)
{
    (void)before;
    _tile_release();
}

/* 32 rows, or 16 of them where no more are wanted. */
AMX static void tile(float *y, const unsigned char *x, size_t row_bytes, const void *panel,
                     size_t rows, size_t k, bool resume, const unsigned char *ahead)
{
    const size_t y_bytes = GEMM_Y_STRIDE * sizeof *y;
    const unsigned char *w = panel;
    float *low = y + HALF * GEMM_Y_STRIDE;
    const bool both = rows > HALF;
    (void)row_bytes; /* the rows of a group lie interleaved */
    (void)ahead;     /* too few steps to spread it over: it was slower */
    if (resume) {
        _tile_loadd(0, y, y_bytes);
        _tile_loadd(1, y + HALF, y_bytes);
        _tile_loadd(2, low, y_bytes);
        _tile_loadd(3, low + HALF, y_bytes);
    } else {
        _tile_zero(0);
        _tile_zero(1);
        _tile_zero(2);
        _tile_zero(3);
    }
    if (both)
        for (size_t kk = 0; kk < k; kk += STEP) {
            _tile_loadd(6, w, 2 * STEP_BYTES);
            _tile_loadd(4, x, STEP_BYTES);
            _tile_loadd(7, w + STEP_BYTES, 2 * STEP_BYTES);
            _tile_dpbf16ps(0, 4, 6);
            _tile_dpbf16ps(1, 4, 7);
            _tile_loadd(5, x + HALF * STEP_BYTES, STEP_BYTES);
            _tile_dpbf16ps(2, 5, 6);
            _tile_dpbf16ps(3, 5, 7);
            w += HALF * 2 * STEP_BYTES;
            x += TILE_ROWS * STEP_BYTES;
        }
    else
        for (size_t kk = 0; kk < k; kk += STEP) {
            _tile_loadd(6, w, 2 * STEP_BYTES);
            _tile_loadd(4, x, STEP_BYTES);
            _tile_loadd(7, w + STEP_BYTES, 2 * STEP_BYTES);
            _tile_dpbf16ps(0, 4, 6);
            _tile_dpbf16ps(1, 4, 7);
            w += HALF * 2 * STEP_BYTES;
            x += TILE_ROWS * STEP_BYTES;
        }
    _tile_stored(0, y, y_bytes);
    _tile_stored(1, y + HALF, y_bytes);
    if (!both)
        return;
    _tile_stored(2, low, y_bytes);
    _tile_stored(3, low + HALF, y_bytes);
}

const GemmKernel gemm_amx = {
    .name = "amx",
    .arithmetic = "bf16 tiles",
    .tile_rows = TILE_ROWS,
    .panel_cols = PANEL_COLS,
    .k_step = STEP,
    .k_block = 256,
    .x_bytes = sizeof(uint16_t),
    .row_group = TILE_ROWS,
    .line_rows = 1,
    .put = put_tiles,
    .pack = pack_pairs,
    .store = pack_pairs,
    .tile = tile,
    .enter = enter,
    .leave = leave,
};

bool gemm_amx_allowed(void)
{
    enum { TILE_BIT = 24, BF16_BIT = 22, REQUEST = 0x1023, TILE_DATA = 18 };
    unsigned a, b, c, d;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (d >> TILE_BIT & 1) && (d >> BF16_BIT & 1) &&
           syscall(SYS_arch_prctl, REQUEST, TILE_DATA) == 0;
}
#endif
