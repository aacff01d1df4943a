/* The GGUF kind of tokenizer: the vocabulary in a checkpoint file's metadata.
 *
 * tokenizer.ggml.model "llama" is encoded and decoded as SentencePiece does, "gpt2" as the
 * tokenizers library does; others are refused by name. The ids are those of the tokenizer that was
 * published with the checkpoint, as far as the file tells, and not llama.cpp's own where they
 * differ: under "gpt2" the text of a control token in a document is that token, under "llama" it is
 * text like any other. */
#ifndef ROTE_GGUFVOCAB_H
#define ROTE_GGUFVOCAB_H

#include "infer/tokenizer/tokenizerkind.h"

extern const TokenizerKind ggufvocab_kind;

/* Whether a GGUF file holds no tokenizer at all. A file that is damaged, or no GGUF file, is not
 * known to hold none: false. */
bool ggufvocab_missing(Str file);

#endif
