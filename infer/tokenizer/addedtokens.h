/* Tokens that are looked for in a text before it is normalized and cut into words: "<|endoftext|>".
 *
 * As the tokenizers library's AddedVocabulary does it (0.23.3): at each place the longest one
 * counts, from left to right; those with `normalized` are looked for in the normalized text between
 * the others. */
#ifndef ROTE_ADDEDTOKENS_H
#define ROTE_ADDEDTOKENS_H

#include "audit/base/err.h"
#include "audit/base/str.h"
#include "infer/tokenizer/splitpattern.h"
#include "infer/tokenizer/sptrie.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint32_t id;
    Str text;     /* as it stands in the file, and as it is looked for with `normalized` unset */
    bool special; /* says nothing about ids */
    bool single_word; /* not where a word character stands beside it */
    bool lstrip;      /* takes the white space before it along, rstrip that behind it */
    bool rstrip;
    bool normalized;
} AddedToken;

/* The tokens of one of the two passes. Built once, then read-only. Start from (AddedTokens){0}. */
typedef struct {
    const AddedToken *tokens; /* of both passes; the trie's values are places in it */
    SpTrie trie;
    bool begins[256];   /* whether one begins with the byte */
    SplitPattern *word; /* one word character; NULL: no token asks for it */
    size_t n;
} AddedTokens;

/* tokens must outlive t. */
void addedtokens_open(AddedTokens *t, const AddedToken *tokens);

/* Adds tokens[i], looked for as `text`, of at least one byte. 0, or -1 with ERR_FORMAT where
 * another one has that text already or it is very long. */
int addedtokens_add(AddedTokens *t, size_t i, Str text, Err *e);
void addedtokens_close(AddedTokens *t);

/* A part of a text: a token, or what stands between two of them. Parts may overlap: a token found in
 * the white space that the one before took along takes it again. */
typedef struct {
    size_t begin, end;
    const AddedToken *token; /* NULL: text between tokens */
} AddedPart;

/* Where a walk over one text is. Start from (AddedWalk){0}. */
typedef struct {
    size_t searched;               /* no token begins before it any more */
    size_t done;                   /* end of the last part */
    size_t space_begin, space_end; /* white space that was looked at last */
    AddedPart waiting; /* a token that was found behind a part between tokens; end 0: none */
} AddedWalk;

/* The next part that is not empty; false where there is none. text is valid UTF-8. */
bool addedtokens_next(const AddedTokens *t, Str text, AddedWalk *w, AddedPart *part);

#endif
