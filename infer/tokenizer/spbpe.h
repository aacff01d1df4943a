/* SentencePiece's BPE: characters are merged into pieces, the best-scored pair first.
 *
 * Two neighbours merge when their text together is a piece; of all such pairs the one whose piece
 * has the highest score goes first, then the leftmost. User-defined pieces are taken out of the
 * text before and never merge. An unused piece may take part in merges and is split at the end into
 * the two that it was last made of.
 *
 * The work is done in segments. No merge ever joins two characters that stand side by side in no
 * piece, so a text falls apart there, and merges in one segment change nothing in another. For most
 * vocabularies a segment is a word, whose ids are remembered. The exception: what an unused piece
 * was last made of counts across the text, so a vocabulary with unused pieces of more than one
 * character is done in one segment.
 *
 * Time O(n log n) for n characters in a segment. Source: Sennrich et al. 2016; bpe_model.cc of
 * SentencePiece; checked against 0.2.3. */
#ifndef ROTE_SPBPE_H
#define ROTE_SPBPE_H

#include "audit/base/str.h"
#include "infer/tokenizer/spids.h"
#include "infer/tokenizer/spmodel.h"
#include "infer/tokenizer/sptrie.h"

/* Immutable once open: any number of threads may use one, each with a scratch of its own. */
typedef struct SpBpe SpBpe;

/* One thread's memory. It knows segments of the SpBpe it was opened for, so it serves no other. */
typedef struct SpBpeScratch SpBpeScratch;

/* model and symbols (the user-defined pieces) must outlive it. Cannot fail. */
SpBpe *spbpe_open(const SpModel *model, const SpTrie *symbols);
void spbpe_close(SpBpe *b); /* accepts NULL */

SpBpeScratch *spbpe_scratch_open(const SpBpe *b);
void spbpe_scratch_close(SpBpeScratch *s); /* accepts NULL */

/* Adds the ids of normalized text, which is UTF-8. */
void spbpe_encode(const SpBpe *b, SpBpeScratch *s, Str text, SpIds *out);

#endif
