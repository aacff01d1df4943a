/* The table of number formats: see dtype.h. */
#include "infer/kernels/dtype.h"

#include "infer/kernels/quant.h"

static void widen_f32(float *out, const unsigned char *p, size_t n)
{
    memcpy(out, p, n * sizeof *out);
}

static void widen_f16(float *out, const unsigned char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        out[i] = dtype_load(p, DTYPE_F16, i);
}

static void widen_bf16(float *out, const unsigned char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        out[i] = dtype_load(p, DTYPE_BF16, i);
}

const DtypeFacts DTYPES[DTYPE_OTHER] = {
    [DTYPE_F32] = {"f32", 1, 4, widen_f32},        [DTYPE_F16] = {"f16", 1, 2, widen_f16},
    [DTYPE_BF16] = {"bf16", 1, 2, widen_bf16},     [DTYPE_Q8_0] = {"q8_0", 32, 34, quant_q8_0},
    [DTYPE_Q4_0] = {"q4_0", 32, 18, quant_q4_0},   [DTYPE_Q4_1] = {"q4_1", 32, 20, quant_q4_1},
    [DTYPE_Q5_0] = {"q5_0", 32, 22, quant_q5_0},   [DTYPE_Q5_1] = {"q5_1", 32, 24, quant_q5_1},
    [DTYPE_Q2_K] = {"q2_k", 256, 84, quant_q2_k},  [DTYPE_Q3_K] = {"q3_k", 256, 110, quant_q3_k},
    [DTYPE_Q4_K] = {"q4_k", 256, 144, quant_q4_k}, [DTYPE_Q5_K] = {"q5_k", 256, 176, quant_q5_k},
    [DTYPE_Q6_K] = {"q6_k", 256, 210, quant_q6_k},
};
