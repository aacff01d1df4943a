/* The SentencePiece kind of tokenizer: a .model file, encoded and decoded as the published library
 * does (0.2.3). */
#ifndef ROTE_SENTENCEPIECE_H
#define ROTE_SENTENCEPIECE_H

#include "infer/tokenizer/spmodel.h"
#include "infer/tokenizer/tokenizerkind.h"

extern const TokenizerKind sentencepiece_kind;

/* The same from a model that another container has given, checked by spmodel_complete; it is taken
 * over in any case (*m then holds nothing). NULL with ERR_FORMAT. */
void *sentencepiece_from_model(SpModel *m, Err *e);

#endif
