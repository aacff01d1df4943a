/* Words near a value that make it more, or less, likely to be what it looks like.
 *
 * Private to detectors/. */
#ifndef ROTE_CONTEXT_H
#define ROTE_CONTEXT_H

#include "audit/base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* How far a word may stand from the value, in bytes. */
enum { CONTEXT_BEFORE_BYTES = 64, CONTEXT_AFTER_BYTES = 32 };

/* Whether one of `words` (lower case, separated by '|') stands within those distances of
 * text.s[start, end), whole: not inside a longer word, though identifiers split at '_', digits and
 * an upper-case letter behind a lower-case one ("creditCard2" has "card"), and a plural 's' may
 * follow. Case does not count; a blank in a word stands for one byte of white space, '_', '-' or
 * '.'. NULL words: false. */
bool context_has(Str text, size_t start, size_t end, const char *words);

/* The same for many lists of words at once: where a number could be one of fifty things, the words
 * around it are looked up once. context_has is the plain way to the same answers. */
typedef struct ContextIndex ContextIndex; /* immutable; shared by threads */

/* lists[0..n), each as above or NULL; they must outlive it. Never NULL. */
ContextIndex *contextindex_open(const char *const *lists, size_t n);
/* Accepts NULL. */
void contextindex_close(ContextIndex *x);

/* Words seen in a part of one text. Start from {0} for each text; free with contextview_free. Not
 * for two threads at once. */
typedef struct {
    struct ContextWord *words; /* [n], in order of place */
    size_t n, capacity;
    size_t from, to; /* the part that was looked at */
} ContextView;

/* context_has(text, start, end, lists[list]). Cheap when start does not fall from call to call. */
bool contextindex_has(const ContextIndex *x, ContextView *v, Str text, size_t start, size_t end,
                      size_t list);
void contextview_free(ContextView *v);

#endif
