/* ops.h for AVX2. */
#if defined(__x86_64__)
/* System headers come before the pragma, which holds for all that follows. */
#include <float.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Tuned for processors with wider registers, of which it uses none: else GCC 12 copies the sixteen floats
 * of a lane variable in quarters, and what is then read in halves has to wait for them. */
#pragma GCC target("avx2,fma,tune=skylake-avx512")
#include "infer/kernels/attention_lanes.h"
#include "infer/kernels/ops_lanes.h"

const Ops ops_avx2 = OPS_TABLE;
#endif
