/* Cutting a text into pieces at what a pattern, a string or a class of characters finds.
 *
 * Source: SplitDelimiterBehavior of the tokenizers library, checked against 0.23.3. */
#ifndef ROTE_TEXTCUT_H
#define ROTE_TEXTCUT_H

#include "audit/base/str.h"
#include "infer/tokenizer/splitpattern.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum {
    CUT_AT_NOTHING,
    CUT_AT_PATTERN,
    CUT_AT_STRING,
    CUT_AT_NUMERIC,     /* each character of N* */
    CUT_AT_PUNCTUATION, /* each character that punctuation_is */
    CUT_AT_SPACE,       /* each character of White_Space */
} TextCutFinder;

/* What becomes of a stretch that was found, between stretches that were not. */
typedef enum {
    CUT_ISOLATED,        /* a piece of its own */
    CUT_REMOVED,         /* no piece */
    CUT_CONTIGUOUS,      /* one piece with others that it touches */
    CUT_MERGED_PREVIOUS, /* the end of the piece before it, unless that was found too */
    CUT_MERGED_NEXT,     /* the beginning of the piece behind it, likewise */
} TextCutBehavior;

typedef struct {
    TextCutFinder finder;
    SplitPattern *pattern; /* of CUT_AT_PATTERN; somebody else's */
    Str string;            /* of CUT_AT_STRING, n > 0 */
    TextCutBehavior behavior;
    bool invert; /* what was found counts as what stands between, and the other way round */
} TextCut;

typedef struct {
    size_t begin, end; /* end 0: none */
    bool found;
} TextStretch;

/* Where a walk over one text is. Start from (TextCutWalk){0}. */
typedef struct {
    size_t done;               /* bytes of the text in stretches that were taken */
    TextStretch match, looked; /* found behind the last stretch; looked at, not used */
} TextCutWalk;

/* The next piece of text, of at least one byte; false where there is none. text is valid UTF-8. */
bool textcut_next(const TextCut *c, Str text, TextCutWalk *w, Str *piece);

#endif
