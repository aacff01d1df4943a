/* One safetensors file: tensors by name, their bytes left where the file is mapped.
 *
 *   +----------+-----------------------+--------------------------------------+
 *   | u64 n LE | n bytes: JSON object  | data: tensors without gap or overlap |
 *   +----------+-----------------------+--------------------------------------+
 *   {"NAME": {"dtype": "BF16", "shape": [n_out, n_in], "data_offsets": [begin, end]}, ...,
 *    "__metadata__": {"KEY": "TEXT"}}     offsets count from the first byte of data
 *
 * Everything the header says is checked against the file: the tensors cover the data exactly, and
 * each spans shape x element size. Source: the format's description in huggingface/safetensors,
 * version 0.4 and later. */
#ifndef ROTE_SAFETENSORS_H
#define ROTE_SAFETENSORS_H

#include "audit/base/arena.h"
#include "audit/base/err.h"
#include "audit/base/str.h"
#include "infer/checkpoint/tensor.h"

/* Parses the n bytes of a whole file. The tensors are allocated in the arena, in order of their
 * data; their bytes point into `file`. 0, or -1 with ERR_FORMAT naming the byte or the tensor. */
int safetensors_parse(Str file, Arena *a, Tensor **tensors, size_t *n, Err *e);

#endif
