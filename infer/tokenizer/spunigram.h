/* SentencePiece's unigram model: the pieces whose scores add up to the most (Viterbi).
 *
 * A score is a log-probability; a character without a piece of its own costs the lowest score of
 * all normal pieces less 10; a user-defined piece of n bytes has 0.1 (n - 1), whatever the file
 * says. Sums are float, from the left over the whole text, and of equal sums the one whose last
 * piece is longest stands. So every rounding is the library's.
 *
 * Where no piece reaches over a position, all paths pass through it: what lies before is decided
 * and forgotten. Time O(n * pieces that begin at a position); memory for the longest stretch of
 * text that pieces interlock over. Source: Kudo 2018; unigram_model.cc of SentencePiece; checked against 0.2.3. */
#ifndef ROTE_SPUNIGRAM_H
#define ROTE_SPUNIGRAM_H

#include "audit/base/str.h"
#include "infer/tokenizer/spids.h"
#include "infer/tokenizer/spmodel.h"

/* Immutable once open: any number of threads may use one, each with a scratch of its own. */
typedef struct SpUnigram SpUnigram;
typedef struct SpUnigramScratch SpUnigramScratch;

/* model must outlive it. Cannot fail. */
SpUnigram *spunigram_open(const SpModel *model);
void spunigram_close(SpUnigram *u); /* accepts NULL */

SpUnigramScratch *spunigram_scratch_open(void);
void spunigram_scratch_close(SpUnigramScratch *s); /* accepts NULL */

/* Adds the ids of normalized text, which is UTF-8. */
void spunigram_encode(const SpUnigram *u, SpUnigramScratch *s, Str text, SpIds *out);

#endif
