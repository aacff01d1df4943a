/* The SentencePiece kind of tokenizer: a .model file, encoded and decoded as the published library
 * does (0.2.3). */
#ifndef ROTE_SENTENCEPIECE_H
#define ROTE_SENTENCEPIECE_H

#include "infer/tokenizer/tokenizerkind.h"

extern const TokenizerKind sentencepiece_kind;

#endif
