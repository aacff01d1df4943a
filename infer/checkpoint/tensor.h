/* A tensor of a weight file, its bytes left where the file is mapped: what safetensors.c and gguf.c
 * give to model.c. */
#ifndef ROTE_TENSOR_H
#define ROTE_TENSOR_H

#include "audit/base/str.h"
#include "infer/kernels/dtype.h"

#include <stddef.h>
#include <stdint.h>

typedef struct {
    const char *name;
    const char *dtype_name; /* as in the file, "BF16", "Q4_K" */
    Dtype dtype;
    size_t n_dims;
    const uint64_t *shape; /* [n_dims], the innermost last: [n_out, n_in] (GGUF's order reversed) */
    uint64_t n_elements;
    Str bytes;        /* in the file's mapping */
    const char *file; /* name of the file, for sentences; set by weights.c */
} Tensor;

#endif
