/* GGUF vocabularies of tokenizer.ggml.model "gpt2": byte-level BPE by merges.
 *
 * Put together as the tokenizer.json that the file was made from would be: its words by
 * tokenizer.ggml.pre, its added tokens those of the types control, user-defined and unknown. What
 * the file does not tell of them (lstrip, rstrip, single_word, normalized) is taken as unset. */
#ifndef ROTE_GGUFBYTES_H
#define ROTE_GGUFBYTES_H

#include "infer/tokenizer/ggufsplits.h"
#include "infer/tokenizer/ggufvocabkeys.h"

/* A tokenizer of tokenizerjson_kind, which needs neither k nor the file any more. NULL with
 * ERR_FORMAT. */
void *ggufbytes_open(const GgufVocabKeys *k, const GgufSplits *s, Err *e);

#endif
