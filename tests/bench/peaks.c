/* peaks THREADS: what this machine can do at most, on so many threads at once; the best of several
 * rounds each. Prints a line "NAME FIGURE UNIT" for
 *   fma    multiply-adds of f32 in registers, the widest this processor has
 *   bf16   the same with pairs of bf16 (vdpbf16ps); 0 where it has none
 *   read   bytes read from memory, in one stream per thread */
#include "audit/base/clock.h"
#include "audit/base/mem.h"
#include "audit/base/pool.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { ROUNDS = 5, STEPS = 20 * 1000 * 1000, CHAINS = 20, READ_BYTES = 1 << 28 };

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
    double bf16 = 0;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f"))
        fma = fma_512;
    else if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        fma = fma_256;
    if (__builtin_cpu_supports("avx512bf16"))
        bf16 = best_rate(pool, bf16_512, NULL);
#endif
    const size_t bytes = (size_t)n_threads * READ_BYTES;
    char *block = mem_alloc(bytes, 1);
    memset(block, 1, bytes);
    printf("fma %.1f GFLOP/s\n", best_rate(pool, fma, NULL));
    printf("bf16 %.1f GFLOP/s\n", bf16);
    printf("read %.1f GB/s\n", best_rate(pool, read_all, block));
    free(block);
    pool_close(pool);
    return 0;
}
