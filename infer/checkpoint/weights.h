/* All tensors of a checkpoint: of a directory, whether in one safetensors file or in several with
 * model.safetensors.index.json; or of a GGUF file. Immutable once open. */
#ifndef ROTE_WEIGHTS_H
#define ROTE_WEIGHTS_H

#include "audit/base/err.h"
#include "infer/checkpoint/gguf.h"
#include "infer/checkpoint/tensor.h"

typedef struct Weights Weights;

/* Of a directory: model.safetensors; or the index and its files; or the only .safetensors file
 * there, whatever its name. Maps and checks every file. NULL with ERR_IO or ERR_FORMAT naming
 * file and tensor; a directory of pickles only is refused with the way to convert it. */
Weights *weights_open(const char *dir, Err *e);

/* Of a GGUF file. */
Weights *weights_open_gguf(const char *path, Err *e);

/* What the GGUF file says beside its tensors; NULL for a directory. Lives as long as w. */
const Gguf *weights_gguf(const Weights *w);

/* All tensors, in order of name. Live as long as w. */
const Tensor *weights_tensors(const Weights *w, size_t *n);

/* NULL when there is none of this name. */
const Tensor *weights_find(const Weights *w, const char *name);

/* The files, in order of name: the name without directory, and all bytes. */
size_t weights_files(const Weights *w);
const char *weights_file(const Weights *w, size_t i, Str *bytes);

/* n bytes of a file will not be read again soon: their pages no longer count as this process's memory.
 * They may be read all the same. Does nothing for bytes that lie in no file of w. */
void weights_unneeded(const Weights *w, const void *at, size_t n);

/* Accepts NULL. */
void weights_close(Weights *w);

#endif
