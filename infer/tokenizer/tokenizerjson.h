/* The tokenizer.json kind of tokenizer: a file of the tokenizers library whose model is BPE, encoded
 * and decoded as the library does (0.23.3). */
#ifndef ROTE_TOKENIZERJSON_H
#define ROTE_TOKENIZERJSON_H

#include "audit/base/arena.h"
#include "infer/tokenizer/bpevocabulary.h"
#include "infer/tokenizer/bytebpe.h"
#include "infer/tokenizer/tokenizerkind.h"

#include <jansson.h>

extern const TokenizerKind tokenizerjson_kind;

/* The parts of a file whose vocabulary and merges another container holds. */
typedef struct {
    Arena arena; /* holds what `vocabulary` points to */
    BpeVocabulary vocabulary;
    const ByteBpeMerge *merges; /* [n_merges] in order of rank; not needed after opening */
    size_t n_merges;
    const json_t *root; /* the file without model.vocab, model.merges and added_tokens; not needed
                           after opening */
} TokenizerJsonParts;

/* A tokenizer of the kind above. Arena and vocabulary are taken over in any case (they are then
 * empty). NULL with ERR_FORMAT. */
void *tokenizerjson_from_parts(TokenizerJsonParts *p, Err *e);

#endif
