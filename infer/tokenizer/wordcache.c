/* Words whose ids are known: see wordcache.h. */
#include "infer/tokenizer/wordcache.h"

#include "audit/base/hash.h"
#include "audit/base/mem.h"

#include <stdlib.h>

enum { N_PLACES = 1 << 15 };

struct WordCache {
    CachedWord *places; /* [N_PLACES] */
};

WordCache *wordcache_open(void)
{
    WordCache *c = mem_zero(1, sizeof *c);
    c->places = mem_aligned(N_PLACES, sizeof *c->places);
    for (size_t i = 0; i < N_PLACES; i++)
        c->places[i].n_text = 0;
    return c;
}

void wordcache_close(WordCache *c)
{
    if (!c)
        return;
    free(c->places);
    free(c);
}

CachedWord *wordcache_place(WordCache *c, Str word)
{
    return &c->places[hash_xxh3(0, word.s, word.n) & (N_PLACES - 1)];
}
