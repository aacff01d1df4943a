/* bench_gemm THREADS: the engine's matrix products at the shapes of Gemma 2B, random bf16 weights that are
 * packed once where the kernel can; the best of several rounds. Prints a line
 * "ROWSxDEPTHxCOLUMNS PRECISION GFLOP/s" for each. */
#include "audit/base/clock.h"
#include "audit/base/mem.h"
#include "infer/kernels/kernel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 5, ROWS_MOST = 512 };

/* Where units go: what follows a product is not measured here. */
static void take_nothing(void *ctx, int thread, size_t first, size_t n, float *y)
{
    (void)ctx;
    (void)thread;
    (void)first;
    (void)n;
    (void)y;
}

static unsigned char *weights_make(size_t n)
{
    unsigned char *w = mem_alloc(n, sizeof(uint16_t));
    for (size_t i = 0; i < n; i++) {
        const uint16_t bits = (uint16_t)(0x3c00 | (i * 2654435761u >> 20 & 0x80ff));
        memcpy(w + 2 * i, &bits, sizeof bits);
    }
    return w;
}

static unsigned char *stored_make(const GemmKernel *g, GemmScratch *s, const Matrix *w)
{
    if (gemm_stored_bytes(g, w) == 0)
        return NULL;
    unsigned char *stored = mem_aligned(gemm_stored_bytes(g, w), 1);
    for (size_t i = 0; i < gemm_stored_panels(w); i++)
        gemm_store_panel(g, s, w, i, stored);
    return stored;
}

static void shape_measure(const GemmKernel *g, const char *precision, Pool *pool,
                          const size_t shape[3])
{
    const size_t m = shape[0], depth = shape[1], columns = shape[2];
    const int n_threads = pool_threads(pool);
    GemmScratch *scratch = mem_aligned((size_t)n_threads, sizeof *scratch);
    for (int i = 0; i < n_threads; i++)
        scratch[i] = gemm_scratch_make(ROWS_MOST);
    unsigned char *weights = weights_make(columns * depth);
    const Matrix w = {weights, DTYPE_BF16, columns, depth, false};
    unsigned char *stored = stored_make(g, scratch, &w);
    GemmOperand x = gemm_operand_make(g, m, depth);
    float *row = mem_alloc(depth, sizeof *row);
    for (size_t i = 0; i < m; i++) {
        for (size_t k = 0; k < depth; k++)
            row[k] = (float)((i + k) * 7 % 13) / 13 - 0.5f;
        gemm_put(g, &x, i, 0, row, depth);
    }
    const GemmJob job = {.w = {&w, stored}, .take = take_nothing};
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
        const double start = clock_seconds();
        gemm_run(g, scratch, pool, &x, m, &job, 1);
        const double rate =
            2e-9 * (double)m * (double)depth * (double)columns / (clock_seconds() - start);
        best = rate > best ? rate : best;
    }
    printf("%zux%zux%zu %s %.1f\n", m, depth, columns, precision, best);
    for (int i = 0; i < n_threads; i++)
        gemm_scratch_free(&scratch[i]);
    gemm_operand_free(&x);
    free(scratch);
    free(stored);
    free(weights);
    free(row);
}

int main(int argc, char **argv)
{
    static const size_t SHAPES[][3] = {
        {64, 2048, 16384}, {256, 2048, 16384}, {512, 2048, 16384}, {512, 16384, 2048}};
    static const char *const NAMES[] = {[PRECISION_F32] = "f32", [PRECISION_BF16] = "bf16"};
    Err e = {0};
    const Kernel *k = kernel_choose(&e);
    const int n_threads = argc == 2 ? atoi(argv[1]) : 0;
    Pool *pool = k && n_threads > 0 ? pool_open(n_threads, &e) : NULL;
    if (!pool) {
        fprintf(stderr, "%s\n", e.kind != ERR_NONE ? e.text : "usage: bench_gemm THREADS");
        return 2;
    }
    for (int p = PRECISION_F32; p <= PRECISION_BF16; p++)
        for (size_t i = 0; i < sizeof SHAPES / sizeof *SHAPES; i++)
            shape_measure(k->gemm[p], NAMES[p], pool, SHAPES[i]);
    pool_close(pool);
    return 0;
}
