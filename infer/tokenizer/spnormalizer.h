/* Text as SentencePiece's algorithms see it: normalized, spaces collapsed and escaped.
 *
 * In this order, from the left: a user-defined piece stays as it is; else the longest rule of the
 * charsmap applies; else a character stays, and a byte that begins none becomes U+FFFD. What comes
 * out is always UTF-8. Source: normalizer.cc of SentencePiece; checked against 0.2.3. */
#ifndef ROTE_SPNORMALIZER_H
#define ROTE_SPNORMALIZER_H

#include "audit/base/buf.h"
#include "audit/base/err.h"
#include "infer/tokenizer/spcharsmap.h"
#include "infer/tokenizer/spmodel.h"
#include "infer/tokenizer/sptrie.h"

typedef struct {
    const SpModel *model;
    const SpTrie *symbols; /* the user-defined pieces */
    SpCharsmap charsmap;
    bool keeps[256]; /* ASCII bytes that come out as they go in, whatever follows */
} SpNormalizer;

/* model and symbols must outlive n. 0, or -1 with ERR_FORMAT; then *n holds nothing. Once open it
 * is immutable: any number of threads may use it. */
int spnormalizer_open(SpNormalizer *n, const SpModel *model, const SpTrie *symbols, Err *e);
void spnormalizer_close(SpNormalizer *n);

/* Replaces the content of `out` by the normalized text. */
void spnormalizer_run(const SpNormalizer *n, Str text, Buf *out);

#endif
