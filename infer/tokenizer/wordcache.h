/* Words whose ids are known: one thread's memory of what it encoded before.
 *
 * Of fixed size; a word has one place, which the next word of that place takes over. What is found
 * is what would be computed, so results do not depend on what was met before. */
#ifndef ROTE_WORDCACHE_H
#define ROTE_WORDCACHE_H

#include "audit/base/str.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* A place is one cache line. 34 bytes and 7 ids are enough for nearly every word of a text. */
enum { CACHEDWORD_BYTES = 34, CACHEDWORD_IDS = 7 };

typedef struct {
    uint32_t ids[CACHEDWORD_IDS];
    uint8_t n_ids, n_text; /* n_text = 0: empty */
    char text[CACHEDWORD_BYTES];
} CachedWord;

typedef struct WordCache WordCache;

WordCache *wordcache_open(void);
void wordcache_close(WordCache *c); /* accepts NULL */

/* The place of a word of 1 to CACHEDWORD_BYTES bytes. */
CachedWord *wordcache_place(WordCache *c, Str word);

static inline bool cachedword_is(const CachedWord *w, Str word)
{
    return w->n_text == word.n && memcmp(w->text, word.s, word.n) == 0;
}

/* word and n_ids fit. */
static inline void cachedword_set(CachedWord *w, Str word, const uint32_t *ids, size_t n_ids)
{
    w->n_text = (uint8_t)word.n;
    w->n_ids = (uint8_t)n_ids;
    memcpy(w->text, word.s, word.n);
    if (n_ids > 0)
        memcpy(w->ids, ids, n_ids * sizeof *ids);
}

#endif
