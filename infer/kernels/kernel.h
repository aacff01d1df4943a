/* The kernels for this processor. Those of one arithmetic (gemm.h) give the same bits; only the speed
 * differs. */
#ifndef ROTE_KERNEL_H
#define ROTE_KERNEL_H

#include "audit/base/err.h"
#include "infer/infer.h"
#include "infer/kernels/gemm.h"
#include "infer/kernels/ops.h"

#include <stdbool.h>

typedef struct {
    const char *name;          /* "avx512" ... */
    const GemmKernel *gemm[2]; /* by Precision */
    const Ops *ops;
    bool
        bf16; /* it computes with the processor's bf16 instructions, not with f32's in their place */
} Kernel;

/* The fastest that this processor runs, or the one that the environment's ROTE_KERNEL names. NULL
 * with ERR_USAGE when it names one that is unknown or cannot run here. */
const Kernel *kernel_choose(Err *e);

/* Whether this processor and system let the process use tile registers; asks for them. */
bool gemm_amx_allowed(void);

#endif
