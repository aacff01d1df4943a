/* ops.h for any processor: what the compiler makes of the lanes by itself. */
#include "infer/kernels/attention_lanes.h"
#include "infer/kernels/ops_lanes.h"

const Ops ops_portable = {
    .norm = ops_norm,
    .add = ops_add,
    .geglu = ops_geglu,
    .rotate = ops_rotate,
    .attend = ops_attend,
    .tally = ops_tally,
};
