/* GGUF vocabularies of tokenizer.ggml.model "llama": SentencePiece's BPE by scores.
 *
 * Put together as the .model file that the GGUF file was made from: what its pieces are, converters
 * keep but for two things. A user-defined piece of spaces has lost their U+2581, which it gets back
 * here. And Gemma's user-defined pieces that look like control pieces ("<start_of_turn>",
 * "<unused7>") were given the type control, under which no text would become them; so, where
 * general.architecture begins with "gemma" and the file names BOS, EOS and padding, other control
 * pieces are user-defined. What stays lost: whether a user-defined piece has U+2581 or a space,
 * which SentencePiece would never find in a text. */
#ifndef ROTE_GGUFPIECES_H
#define ROTE_GGUFPIECES_H

#include "infer/tokenizer/ggufvocabkeys.h"

/* A tokenizer of sentencepiece_kind, which needs neither k nor the file any more. NULL with
 * ERR_FORMAT: also where the scores cannot be those by which the published tokenizer merges. */
void *ggufpieces_open(const GgufVocabKeys *k, Err *e);

#endif
