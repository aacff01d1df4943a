/* ops.h for any processor: what the compiler makes of the lanes by itself. */
#include "infer/kernels/attention_lanes.h"
#include "infer/kernels/ops_lanes.h"

const Ops ops_portable = OPS_TABLE;
