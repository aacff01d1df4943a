/* BPE as tokenizer.json and GGUF vocabularies define it: words, cut out of a text by others, become
 * ids. One core for two alphabets:
 *
 *   bytes       (GPT-2 and what follows it) a word's symbols are its bytes; the vocabulary's texts
 *               are written in GPT-2's byte alphabet
 *   characters  (Llama, Gemma) a word's symbols are its characters, and with byte fallback the bytes
 *               of those that the vocabulary lacks, as the tokens <0x00> to <0xFF>
 *
 * Two symbols side by side that a merge names become one, the merge of the lowest rank first, then
 * the leftmost pair. Ids are those of the BPE model of the tokenizers library, 0.23.3. */
#ifndef ROTE_BYTEBPE_H
#define ROTE_BYTEBPE_H

#include "audit/base/err.h"
#include "audit/base/str.h"
#include "infer/tokenizer/idsink.h"
#include "infer/tokenizer/textids.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    Str left, right; /* texts of tokens */
} ByteBpeMerge;

typedef struct {
    const TextIds *ids; /* of every token that words may become. ids and texts outlive the ByteBpe;
                           texts are valid UTF-8 */
    const ByteBpeMerge *merges; /* [n_merges] in order of rank; not needed after opening */
    size_t n_merges;
    bool bytes;         /* the alphabet: bytes or characters */
    bool byte_fallback; /* a character that is no token becomes the tokens of its UTF-8 bytes */
    bool has_unknown;   /* else, what has no token becomes `unknown` ... */
    bool fuse_unknown;  /* ... once for a run; without `unknown` it becomes nothing */
    bool ignore_merges; /* a word that is a token becomes that token, whatever the merges give */
    uint32_t unknown;
} ByteBpeFacts;

/* Immutable once open: any number of threads may use one, each with a scratch of its own. */
typedef struct ByteBpe ByteBpe;

/* One thread's memory. It knows words of the ByteBpe it was opened for, so it serves no other. */
typedef struct ByteBpeScratch ByteBpeScratch;

/* NULL with ERR_FORMAT where a merge names a text that is no token, or makes one. */
ByteBpe *bytebpe_open(const ByteBpeFacts *facts, Err *e);
void bytebpe_close(ByteBpe *b); /* accepts NULL */

ByteBpeScratch *bytebpe_scratch_open(const ByteBpe *b);
void bytebpe_scratch_close(ByteBpeScratch *s); /* accepts NULL */

/* Adds the ids of one word: bytes as they are, or valid UTF-8 for the alphabet of characters. Takes
 * time n log n for a word of n bytes, and memory of a multiple of it. Cannot fail. */
void bytebpe_encode(const ByteBpe *b, ByteBpeScratch *s, Str word, IdSink *out);

/* Whether some byte or character becomes nothing at all or the unknown token: false only where every
 * text keeps its bytes. */
bool bytebpe_loses(const ByteBpe *b);

/* "<0x0A>" -> 10; -1 for any other text. */
int bytebpe_fallback_byte(Str text);

/* The halves of a merge written as "left right". False where there is not exactly one space. */
bool bytebpe_split_merge(Str line, ByteBpeMerge *merge);

#endif
