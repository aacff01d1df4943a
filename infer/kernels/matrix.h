/* A weight matrix as the file holds it, read-only, in the file's own number format, at any alignment
 * (safetensors promises none). */
#ifndef ROTE_MATRIX_H
#define ROTE_MATRIX_H

#include "infer/kernels/dtype.h"

#include <stdbool.h>

typedef struct {
    const unsigned char *data; /* NULL: there is none */
    Dtype dtype;
    size_t n_out, n_in;
    bool transposed; /* data is [n_in, n_out] (GPT-2's safetensors), else [n_out, n_in]; the blocks
                        of a quantized format lie along the inner one */
} Matrix;

#endif
