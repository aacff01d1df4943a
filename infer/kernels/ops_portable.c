/* ops.h for any processor: what the compiler makes of the lanes by itself. */
#include "infer/kernels/attention_lanes.h"
#include "infer/kernels/ops_lanes.h"

const Ops ops_portable = {
    .norm = ops_norm,
    .layer_norm = ops_layer_norm,
    .add = ops_add,
    .gelu_tanh = ops_gelu_tanh,
    .gelu = ops_gelu,
    .silu = ops_silu,
    .relu = ops_relu,
    .softcap = ops_softcap,
    .clip = ops_clip,
    .rotate = ops_rotate,
    .part_neighbours = ops_part_neighbours,
    .attend = ops_attend,
    .tally = ops_tally,
};
