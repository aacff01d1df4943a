/* ops.h for AVX2. */
#if defined(__x86_64__)
/* System headers come before the pragma, which holds for all that follows. */
#include <float.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#pragma GCC target("avx2,fma")
#include "infer/kernels/attention_lanes.h"
#include "infer/kernels/ops_lanes.h"

const Ops ops_avx2 = OPS_TABLE;
#endif
