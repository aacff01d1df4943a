/* A splitting pattern as a tree: the parser behind splitpattern.h.
 *
 * Syntax and meaning are Oniguruma's with its Ruby syntax, as the tokenizers library compiles it:
 * one `^` or `$` a line, (?i) folds literals and bracketed classes but not a bare \p{..}, `*+ ++
 * ?+` are possessive, `{n,m}+` is a repetition of a repetition. */
#ifndef ROTE_SPLITPARSE_H
#define ROTE_SPLITPARSE_H

#include "audit/base/arena.h"
#include "audit/base/err.h"
#include "audit/base/str.h"
#include "infer/tokenizer/codeset.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
    SPLITNODE_SET,    /* one character of `set` */
    SPLITNODE_CAT,    /* the children, one behind the other; none: the empty string */
    SPLITNODE_ALT,    /* one of the children, the first that leads to a match */
    SPLITNODE_REPEAT, /* the child, min to max times */
    SPLITNODE_LOOK,   /* the child matches here (or does not: negative); consumes nothing */
    SPLITNODE_ASSERT, /* a place; consumes nothing */
} SplitNodeKind;

typedef enum { SPLITGREED_GREEDY, SPLITGREED_LAZY, SPLITGREED_POSSESSIVE } SplitGreed;

typedef enum {
    SPLITASSERT_LINE_START,     /* ^ */
    SPLITASSERT_LINE_END,       /* $ */
    SPLITASSERT_TEXT_START,     /* \A */
    SPLITASSERT_TEXT_END,       /* \z */
    SPLITASSERT_LAST_LINE_END,  /* \Z */
    SPLITASSERT_WORD_BOUNDARY,  /* \b */
    SPLITASSERT_NOT_A_BOUNDARY, /* \B */
} SplitAssert;

enum { SPLIT_ENDLESS = UINT32_MAX }; /* a repetition without upper limit */

typedef struct SplitNode SplitNode;
struct SplitNode {
    SplitNodeKind kind;
    SplitNode *child, *next; /* the first child; the next sibling */
    CodeSet set;
    uint32_t folded; /* of a literal under (?i): the lowest code point equal to it; 0 elsewhere */
    uint32_t min, max;
    SplitGreed greed;
    bool negative;
    SplitAssert assertion;
};

/* The tree, in the arena, as are its sets. NULL with ERR_FORMAT naming the construct and its byte.
 * Refused are constructs outside the subset, repetitions of what can match nothing (engines differ
 * there), and patterns of more than 16 KiB or nested deeper than 64. */
const SplitNode *splitparse(Str regex, Arena *a, Err *e);

/* Whether it can match without consuming a character. */
bool splitnode_nullable(const SplitNode *n);

#endif
