/* The pre-tokenizer of a tokenizer.json: a normalized text becomes words.
 *
 * Kinds: ByteLevel, Split, Digits, Punctuation, Metaspace, WhitespaceSplit and Sequences of them;
 * others are refused by name. Source: pre_tokenizers of the tokenizers library, checked against
 * 0.23.3. */
#ifndef ROTE_PRETOKENIZER_H
#define ROTE_PRETOKENIZER_H

#include "audit/base/arena.h"
#include "audit/base/err.h"
#include "audit/base/str.h"

#include <jansson.h>
#include <stdbool.h>

/* Immutable once parsed: any number of threads may use one, each with a scratch of its own. */
typedef struct PreTokenizer PreTokenizer;
typedef struct PreTokenizerScratch PreTokenizerScratch;

/* From the JSON value; null gives a pre-tokenizer to which a text is one word. Everything that does
 * not lie in `a` ends with pretokenizer_close. NULL with ERR_FORMAT. */
PreTokenizer *pretokenizer_parse(const json_t *json, Arena *a, Err *e);
void pretokenizer_close(PreTokenizer *p); /* accepts NULL */

PreTokenizerScratch *pretokenizer_scratch_open(const PreTokenizer *p);
void pretokenizer_scratch_close(PreTokenizerScratch *s); /* accepts NULL */

/* Whether there is a ByteLevel step: words are then bytes, for a vocabulary in GPT-2's alphabet. */
bool pretokenizer_bytes(const PreTokenizer *p);

/* Whether a text may get a space, or what stands for one, put before it. */
bool pretokenizer_prepends(const PreTokenizer *p);

/* Whether some step looks at whether a text is the beginning of a document. */
bool pretokenizer_asks_start(const PreTokenizer *p);

/* Calls word(ctx, w) for each word of text, in order. With pretokenizer_bytes, w is the bytes that
 * the alphabet's characters stand for. text is valid UTF-8; `at_start` says that it begins a
 * document. Cannot fail. */
void pretokenizer_run(const PreTokenizer *p, PreTokenizerScratch *s, Str text, bool at_start,
                      void (*word)(void *ctx, Str w), void *ctx);

#endif
