/* bench_gemm THREADS: the engine's matrix product at the shapes of Gemma 2B, random bf16 weights, f32
 * sums; the best of several rounds. Prints a line "ROWSxDEPTHxCOLUMNS GFLOP/s" for each. */
#include "audit/base/clock.h"
#include "audit/base/mem.h"
#include "infer/kernels/kernel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 5 };

static double speed_of(const Kernel *k, Pool *pool, size_t m, size_t depth, size_t columns)
{
    const int n_threads = pool_threads(pool);
    const size_t xs = gemm_stride(depth), ys = gemm_stride(columns);
    GemmScratch *scratch = mem_zero((size_t)n_threads, sizeof *scratch);
    for (int i = 0; i < n_threads; i++)
        scratch[i] = gemm_scratch_make();
    float *x = mem_aligned(m * xs, sizeof *x), *y = mem_aligned(m * ys, sizeof *y);
    unsigned char *w = mem_alloc(columns * depth, 2);
    for (size_t i = 0; i < m * xs; i++)
        x[i] = (float)(i * 7 % 13) / 13 - 0.5f;
    for (size_t i = 0; i < columns * depth; i++) {
        const uint16_t bits = (uint16_t)(0x3c00 | (i * 2654435761u >> 20 & 0x80ff));
        memcpy(w + 2 * i, &bits, sizeof bits);
    }
    const Matrix matrix = {w, DTYPE_BF16, columns, depth, false};
    const GemmJob job = {&matrix, y, ys};
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
        const double start = clock_seconds();
        gemm_run(k->gemm, scratch, pool, x, xs, m, &job, 1);
        const double rate =
            2e-9 * (double)m * (double)depth * (double)columns / (clock_seconds() - start);
        best = rate > best ? rate : best;
    }
    for (int i = 0; i < n_threads; i++)
        gemm_scratch_free(&scratch[i]);
    free(scratch);
    free(x);
    free(y);
    free(w);
    return best;
}

int main(int argc, char **argv)
{
    static const size_t SHAPES[][3] = {
        {64, 2048, 16384}, {256, 2048, 16384}, {512, 2048, 16384}, {512, 16384, 2048}};
    Err e = {0};
    const Kernel *k = kernel_choose(&e);
    const int n_threads = argc == 2 ? atoi(argv[1]) : 0;
    Pool *pool = k && n_threads > 0 ? pool_open(n_threads, &e) : NULL;
    if (!pool) {
        fprintf(stderr, "%s\n", e.kind != ERR_NONE ? e.text : "usage: bench_gemm THREADS");
        return 2;
    }
    for (size_t i = 0; i < sizeof SHAPES / sizeof *SHAPES; i++) {
        const size_t *s = SHAPES[i];
        printf("%zux%zux%zu %.1f\n", s[0], s[1], s[2], speed_of(k, pool, s[0], s[1], s[2]));
    }
    pool_close(pool);
    return 0;
}
