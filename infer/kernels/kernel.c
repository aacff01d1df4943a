/* Choice of kernels at run time: see kernel.h. */
#include "infer/kernels/kernel.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
static bool has_avx512(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

static bool has_avx512bf16(void)
{
    return has_avx512() && __builtin_cpu_supports("avx512bf16");
}

static bool has_amx(void)
{
    return has_avx512() && gemm_amx_allowed();
}

static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}
#endif

static bool has_any(void)
{
    return true;
}

/* The fastest first. f16c is not asked for: every processor with AVX2 has it. */
static const struct {
    Kernel kernel;
    bool (*runs)(void);
} KERNELS[] = {
#if defined(__x86_64__)
    {{"amx", {&gemm_avx512, &gemm_amx}, &ops_avx512, true}, has_amx},
    {{"avx512bf16", {&gemm_avx512, &gemm_avx512bf16}, &ops_avx512, true}, has_avx512bf16},
    {{"avx512", {&gemm_avx512, &gemm_pairs_avx512}, &ops_avx512, false}, has_avx512},
    {{"avx2", {&gemm_avx2, &gemm_pairs_avx2}, &ops_avx2, false}, has_avx2},
#endif
    {{"portable", {&gemm_portable, &gemm_pairs_portable}, &ops_portable, false}, has_any},
};

const Kernel *kernel_choose(Err *e)
{
    const char *forced = getenv("ROTE_KERNEL");
    for (size_t i = 0; i < sizeof KERNELS / sizeof *KERNELS; i++) {
        const Kernel *k = &KERNELS[i].kernel;
        if (forced && *forced && strcmp(forced, k->name) != 0)
            continue;
        if (KERNELS[i].runs())
            return k;
        if (forced && *forced) {
            err_set(e, ERR_USAGE, "ROTE_KERNEL is \"%s\", which this processor cannot run",
                    k->name);
            return NULL;
        }
    }
    err_set(e, ERR_USAGE,
            "ROTE_KERNEL is \"%.100s\"; known are amx, avx512bf16, "
            "avx512, avx2 and portable",
            forced);
    return NULL;
}

const char *kernel_name(Err *e)
{
    const Kernel *k = kernel_choose(e);
    return k ? k->name : NULL;
}

bool kernel_has_bf16(void)
{
    Err e = {0};
    const Kernel *k = kernel_choose(&e);
    assert(k);
    return k->bf16;
}

const char *kernel_arithmetic(Precision p, Err *e)
{
    const Kernel *k = kernel_choose(e);
    return k ? k->gemm[p]->arithmetic : NULL;
}
