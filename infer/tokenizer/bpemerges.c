/* BPE merges: see bpemerges.h. Short words are merged by looking at all pairs each time, which is
 * faster than a heap; long ones by a heap. */
#include "infer/tokenizer/bpemerges.h"

#include "audit/base/mem.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define NO_RANK   UINT32_MAX
#define MERGED    UINT32_MAX /* the id of a symbol that is part of the one before it */
#define NO_SYMBOL SIZE_MAX

/* A pair with rank NO_RANK is a free slot. */
typedef struct {
    uint64_t pair; /* left << 32 | right */
    uint32_t rank, result;
} Merge;

struct BpeMerges {
    Merge *slots;   /* [n_slots] open addressing, at most half of them in use */
    size_t n_slots; /* a power of two */
    uint32_t n_added;
};

typedef struct BpeSymbol {
    uint32_t id;
    uint32_t rank, result; /* of the merge with the next one, in a short word */
} BpeSymbol;

/* The neighbours of a symbol in a long word. */
typedef struct BpeLink {
    size_t prev, next;
} BpeLink;

typedef struct BpeCandidate {
    size_t left;
    uint32_t rank, result;
} BpeCandidate;

/* ---- pairs ---- */

BpeMerges *bpemerges_open(size_t n)
{
    BpeMerges *m = mem_zero(1, sizeof *m);
    m->n_slots = 64;
    while (m->n_slots / 2 < n)
        m->n_slots *= 2;
    m->slots = mem_alloc(m->n_slots, sizeof *m->slots);
    for (size_t i = 0; i < m->n_slots; i++)
        m->slots[i] = (Merge){.rank = NO_RANK};
    return m;
}

void bpemerges_close(BpeMerges *m)
{
    if (!m)
        return;
    free(m->slots);
    free(m);
}

/* Where the pair stands, or the free slot where it would. */
static Merge *merge_of(const BpeMerges *m, uint32_t left, uint32_t right)
{
    const uint64_t pair = (uint64_t)left << 32 | right;
    const uint64_t hash = (pair ^ pair >> 29) * 0x9E3779B97F4A7C15u;
    for (size_t i = (size_t)(hash >> 32);; i++) {
        Merge *slot = &m->slots[i & (m->n_slots - 1)];
        if (slot->rank == NO_RANK || slot->pair == pair)
            return slot;
    }
}

void bpemerges_add(BpeMerges *m, uint32_t left, uint32_t right, uint32_t result)
{
    *merge_of(m, left, right) = (Merge){(uint64_t)left << 32 | right, m->n_added++, result};
}

/* ---- words ---- */

void bpeword_add(BpeWord *w, uint32_t id)
{
    if (w->n == w->room) {
        w->room = w->room ? w->room * 2 : 64;
        w->symbols = mem_resize(w->symbols, w->room, sizeof *w->symbols);
    }
    w->symbols[w->n++].id = id;
}

void bpeword_free(BpeWord *w)
{
    free(w->symbols);
    free(w->links);
    free(w->heap);
    *w = (BpeWord){0};
}

/* ---- short words: every symbol knows the rank of the pair that it begins ---- */

/* Above this a heap is faster. */
enum { SHORT_SYMBOLS = 40 };

static void rank_pair(const BpeMerges *m, BpeWord *w, size_t i)
{
    BpeSymbol *s = &w->symbols[i];
    s->rank = NO_RANK;
    if (i + 1 < w->n) {
        const Merge *found = merge_of(m, s->id, s[1].id);
        s->rank = found->rank;
        s->result = found->result;
    }
}

static void merge_short(const BpeMerges *m, BpeWord *w)
{
    for (size_t i = 0; i < w->n; i++)
        rank_pair(m, w, i);
    for (;;) {
        size_t best = 0;
        for (size_t i = 1; i < w->n; i++) {
            if (w->symbols[i].rank < w->symbols[best].rank)
                best = i;
        }
        BpeSymbol *s = &w->symbols[best];
        if (s->rank == NO_RANK)
            return;
        s->id = s->result;
        w->n--;
        memmove(s + 1, s + 2, (w->n - best - 1) * sizeof *s);
        rank_pair(m, w, best);
        if (best > 0)
            rank_pair(m, w, best - 1);
    }
}

/* ---- long words: a binary heap of pairs, the next to merge first ---- */

static bool goes_before(const BpeCandidate *a, const BpeCandidate *b)
{
    return a->rank != b->rank ? a->rank < b->rank : a->left < b->left;
}

static void heap_push(BpeWord *w, BpeCandidate c)
{
    if (w->n_heap == w->room_heap) {
        w->room_heap = w->room_heap ? w->room_heap * 2 : 64;
        w->heap = mem_resize(w->heap, w->room_heap, sizeof *w->heap);
    }
    size_t i = w->n_heap++;
    for (; i > 0 && goes_before(&c, &w->heap[(i - 1) / 2]); i = (i - 1) / 2)
        w->heap[i] = w->heap[(i - 1) / 2];
    w->heap[i] = c;
}

static BpeCandidate heap_pop(BpeWord *w)
{
    const BpeCandidate top = w->heap[0];
    const BpeCandidate last = w->heap[--w->n_heap];
    size_t i = 0;
    for (size_t child = 1; child < w->n_heap; child = 2 * i + 1) {
        if (child + 1 < w->n_heap && goes_before(&w->heap[child + 1], &w->heap[child]))
            child++;
        if (!goes_before(&w->heap[child], &last))
            break;
        w->heap[i] = w->heap[child];
        i = child;
    }
    w->heap[i] = last;
    return top;
}

static void consider(const BpeMerges *m, BpeWord *w, size_t left)
{
    const size_t right = w->links[left].next;
    if (right == NO_SYMBOL)
        return;
    const Merge *found = merge_of(m, w->symbols[left].id, w->symbols[right].id);
    if (found->rank != NO_RANK)
        heap_push(w, (BpeCandidate){left, found->rank, found->result});
}

static void link_symbols(BpeWord *w)
{
    if (w->room_links < w->n) {
        w->room_links = w->n;
        w->links = mem_resize(w->links, w->room_links, sizeof *w->links);
    }
    for (size_t i = 0; i < w->n; i++)
        w->links[i] = (BpeLink){i > 0 ? i - 1 : NO_SYMBOL, i + 1 < w->n ? i + 1 : NO_SYMBOL};
}

static void merge_long(const BpeMerges *m, BpeWord *w)
{
    w->n_heap = 0;
    link_symbols(w);
    for (size_t i = 0; i < w->n; i++)
        consider(m, w, i);
    while (w->n_heap > 0) {
        const BpeCandidate c = heap_pop(w);
        BpeLink *link = &w->links[c.left];
        const size_t right = link->next;
        if (w->symbols[c.left].id == MERGED || right == NO_SYMBOL)
            continue;
        /* Either of the two may have merged with another one since; then this is another pair. */
        if (merge_of(m, w->symbols[c.left].id, w->symbols[right].id)->rank != c.rank)
            continue;
        w->symbols[c.left].id = c.result;
        w->symbols[right].id = MERGED;
        link->next = w->links[right].next;
        if (link->next != NO_SYMBOL)
            w->links[link->next].prev = c.left;
        if (link->prev != NO_SYMBOL)
            consider(m, w, link->prev);
        consider(m, w, c.left);
    }
}

void bpemerges_run(const BpeMerges *m, BpeWord *w, IdSink *out)
{
    if (w->n == 0)
        return;
    if (w->n <= SHORT_SYMBOLS) {
        merge_short(m, w);
        for (size_t i = 0; i < w->n; i++)
            idsink_add(out, w->symbols[i].id);
        return;
    }
    merge_long(m, w);
    for (size_t i = 0; i != NO_SYMBOL; i = w->links[i].next)
        idsink_add(out, w->symbols[i].id);
}
