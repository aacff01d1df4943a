/* peaks THREADS: what this machine can do at most, on so many threads at once; the best of several
 * rounds each. Prints a line "NAME FIGURE UNIT" for
 *   fma    multiply-adds of f32 in registers, the widest this processor has
 *   bf16   the same with pairs of bf16 (vdpbf16ps); 0 where it has none
 *   amx    the same with tiles of bf16 (tdpbf16ps); 0 where processor or kernel has none
 *   read   bytes read from memory, in one stream per thread */
#include "audit/base/clock.h"
#include "audit/base/mem.h"
#include "audit/base/pool.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

enum { ROUNDS = 15, STEPS = 20 * 1000 * 1000, CHAINS = 20, READ_BYTES = 1 << 28 };

typedef struct {
    double (*work)(const char *block); /* does it, returns how much it was */
    const char *block;                 /* READ_BYTES of each thread, one behind the other */
    double *done;                      /* [threads] */
} Task;

static volatile float sink;

#if defined(__x86_64__)
__attribute__((target("avx512f"))) static double fma_512(const char *block)
{
    (void)block;
    __m512 a[CHAINS];
    const __m512 x = _mm512_set1_ps(0.999f), y = _mm512_set1_ps(1e-3f);
#pragma GCC unroll 20
    for (size_t i = 0; i < CHAINS; i++)
        a[i] = _mm512_set1_ps((float)i);
    for (size_t s = 0; s < STEPS / 4; s++)
#pragma GCC unroll 20
        for (size_t i = 0; i < CHAINS; i++)
            a[i] = _mm512_fmadd_ps(a[i], x, y);
    __m512 sum = a[0];
#pragma GCC unroll 20
    for (size_t i = 1; i < CHAINS; i++)
        sum = _mm512_add_ps(sum, a[i]);
    sink = _mm512_reduce_add_ps(sum);
    return 2.0 * 16 * CHAINS * (STEPS / 4);
}

__attribute__((target("avx2,fma"))) static double fma_256(const char *block)
{
    enum { FEW = 12 };
    (void)block;
    __m256 a[FEW];
    const __m256 x = _mm256_set1_ps(0.999f), y = _mm256_set1_ps(1e-3f);
#pragma GCC unroll 12
    for (size_t i = 0; i < FEW; i++)
        a[i] = _mm256_set1_ps((float)i);
    for (size_t s = 0; s < STEPS / 4; s++)
#pragma GCC unroll 12
        for (size_t i = 0; i < FEW; i++)
            a[i] = _mm256_fmadd_ps(a[i], x, y);
    __m256 sum = a[0];
#pragma GCC unroll 12
    for (size_t i = 1; i < FEW; i++)
        sum = _mm256_add_ps(sum, a[i]);
    sink = _mm256_cvtss_f32(sum);
    return 2.0 * 8 * FEW * (STEPS / 4);
}

__attribute__((target("avx512f,avx512bf16"))) static double bf16_512(const char *block)
{
    (void)block;
    __m512 a[CHAINS];
    const __m512bh x = (__m512bh)_mm512_set1_epi32(0x3c003c00);
#pragma GCC unroll 20
    for (size_t i = 0; i < CHAINS; i++)
        a[i] = _mm512_set1_ps((float)i);
    for (size_t s = 0; s < STEPS / 4; s++)
#pragma GCC unroll 20
        for (size_t i = 0; i < CHAINS; i++)
            a[i] = _mm512_dpbf16_ps(a[i], x, x);
    __m512 sum = a[0];
#pragma GCC unroll 20
    for (size_t i = 1; i < CHAINS; i++)
        sum = _mm512_add_ps(sum, a[i]);
    sink = _mm512_reduce_add_ps(sum);
    return 4.0 * 16 * CHAINS * (STEPS / 4);
}

/* What the processor wants to know of its eight tiles: see LDTILECFG in Intel's manual. */
typedef struct {
    uint8_t palette, start_row, reserved[14];
    uint16_t row_bytes[16];
    uint8_t rows[16];
} TileShapes;

/* Tiles of 16 rows of 64 bytes; two of each operand give four sums, to hide a step's time. */
__attribute__((target("amx-tile,amx-bf16"))) static double bf16_tiles(const char *block)
{
    enum { ROWS = 16, DEPTH = 32, COLUMNS = 16, ROW_BYTES = 64, PRODUCTS = 4 };
    /* Static: GCC 12 does not see that loadconfig reads all of it, and would leave out stores. */
    static const TileShapes shapes = {.palette = 1,
                                      .row_bytes = {64, 64, 64, 64, 64, 64, 64, 64},
                                      .rows = {16, 16, 16, 16, 16, 16, 16, 16}};
    static const char zeros[ROWS * ROW_BYTES];
    (void)block;
    _tile_loadconfig(&shapes);
    _tile_zero(0);
    _tile_zero(1);
    _tile_zero(2);
    _tile_zero(3);
    _tile_loadd(4, zeros, ROW_BYTES);
    _tile_loadd(5, zeros, ROW_BYTES);
    _tile_loadd(6, zeros, ROW_BYTES);
    _tile_loadd(7, zeros, ROW_BYTES);
    for (size_t s = 0; s < STEPS / 16; s++) {
        _tile_dpbf16ps(0, 4, 6);
        _tile_dpbf16ps(1, 4, 7);
        _tile_dpbf16ps(2, 5, 6);
        _tile_dpbf16ps(3, 5, 7);
    }
    _tile_release();
    return 2.0 * ROWS * DEPTH * COLUMNS * PRODUCTS * (STEPS / 16);
}

/* Whether the processor has tiles of bf16 and the kernel lets this process use them: Linux wants to
 * be asked first (Documentation/arch/x86/xstate.rst). */
static bool tiles_granted(void)
{
    enum { REQUEST_PERMISSION = 0x1023, TILE_DATA = 18 };
    enum { AMX_BF16 = 1 << 22, AMX_TILE = 1 << 24 };
    unsigned a, b, c, d;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (d & AMX_BF16) && (d & AMX_TILE) &&
           syscall(SYS_arch_prctl, REQUEST_PERMISSION, TILE_DATA) == 0;
}
#endif

static double fma_plain(const char *block)
{
    float a[CHAINS] = {0};
    (void)block;
    for (size_t s = 0; s < STEPS / 4; s++)
        for (size_t i = 0; i < CHAINS; i++)
            a[i] = a[i] * 0.999f + 1e-3f;
    for (size_t i = 0; i < CHAINS; i++)
        sink = a[i];
    return 2.0 * CHAINS * (STEPS / 4);
}

static double read_all(const char *block)
{
    typedef uint64_t Words __attribute__((vector_size(64)));
    Words sums[4] = {{0}}, words[4];
    for (size_t at = 0; at < READ_BYTES; at += sizeof words) {
        memcpy(words, block + at, sizeof words);
#pragma GCC unroll 4
        for (size_t i = 0; i < 4; i++)
            sums[i] += words[i];
    }
    sink = (float)(sums[0] + sums[1] + sums[2] + sums[3])[0];
    return READ_BYTES;
}

static void task_run(void *arg, int thread)
{
    Task *t = arg;
    t->done[thread] = t->work(t->block ? t->block + (size_t)thread * READ_BYTES : NULL);
}

static double best_rate(Pool *pool, double (*work)(const char *), const char *block)
{
    double best = 0, *done = mem_zero((size_t)pool_threads(pool), sizeof *done);
    for (int round = 0; round < ROUNDS; round++) {
        Task t = {work, block, done};
        const double start = clock_seconds();
        pool_run(pool, task_run, &t);
        const double took = clock_seconds() - start;
        double all = 0;
        for (int i = 0; i < pool_threads(pool); i++)
            all += done[i];
        best = all / took > best ? all / took : best;
    }
    free(done);
    return best / 1e9;
}

int main(int argc, char **argv)
{
    Err e = {0};
    const int n_threads = argc == 2 ? atoi(argv[1]) : 0;
    Pool *pool = n_threads > 0 ? pool_open(n_threads, &e) : NULL;
    if (!pool) {
        fprintf(stderr, "usage: peaks THREADS\n");
        return 2;
    }
    double (*fma)(const char *) = fma_plain;
    double bf16 = 0, amx = 0;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f"))
        fma = fma_512;
    else if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        fma = fma_256;
    if (__builtin_cpu_supports("avx512bf16"))
        bf16 = best_rate(pool, bf16_512, NULL);
    if (tiles_granted())
        amx = best_rate(pool, bf16_tiles, NULL);
#endif
    const size_t bytes = (size_t)n_threads * READ_BYTES;
    char *block = mem_alloc(bytes, 1);
    memset(block, 1, bytes);
    printf("fma %.1f GFLOP/s\n", best_rate(pool, fma, NULL));
    printf("bf16 %.1f GFLOP/s\n", bf16);
    printf("amx %.1f GFLOP/s\n", amx);
    printf("read %.1f GB/s\n", best_rate(pool, read_all, block));
    free(block);
    pool_close(pool);
    return 0;
}
