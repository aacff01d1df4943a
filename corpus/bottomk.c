/* The k smallest: see bottomk.h. A binary heap of slot numbers, the largest key on top, so that the
 * document to displace is found at once; a slot's ids and document stay where they are. */
#include "corpus/bottomk.h"

#include "audit/base/mem.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { BOTTOMK_FIRST_SLOTS = 64, BOTTOMK_FIRST_PRUNING = 1024 };

struct BottomK {
    size_t k, prefix_tokens;
    _Atomic uint64_t threshold; /* the k-th smallest hash; UINT64_MAX until there are k */
    size_t n, capacity;         /* slots in use, slots allocated */
    SampledDoc *docs;           /* [capacity] by slot; ids are set at the end, since they move */
    uint32_t *ids;              /* [capacity, prefix_tokens] by slot */
    size_t *heap;               /* [n] slots */
    Miss *misses;               /* [n_misses] */
    size_t n_misses, misses_capacity;
    size_t prune_at; /* n_misses at which the ones above the threshold are dropped */
};

BottomK *bottomk_open(size_t k, size_t prefix_tokens)
{
    BottomK *b = mem_zero(1, sizeof *b);
    b->k = k;
    b->prefix_tokens = prefix_tokens;
    b->prune_at = BOTTOMK_FIRST_PRUNING;
    atomic_init(&b->threshold, UINT64_MAX);
    return b;
}

bool bottomk_wants(const BottomK *b, uint64_t hash)
{
    return hash <= atomic_load_explicit(&b->threshold, memory_order_relaxed);
}

/* Order of the sample: by hash, then shard, then ordinal, so that even equal hashes have one. */
static int compare(const void *x, const void *y)
{
    const SampledDoc *a = x, *b = y;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    const int c = strcmp(a->shard, b->shard);
    if (c != 0)
        return c;
    return a->ordinal < b->ordinal ? -1 : a->ordinal > b->ordinal;
}

static bool slot_less(const BottomK *b, size_t x, size_t y)
{
    return compare(&b->docs[x], &b->docs[y]) < 0;
}

static void swap_slots(size_t *x, size_t *y)
{
    const size_t t = *x;
    *x = *y;
    *y = t;
}

static void sift_up(BottomK *b, size_t i)
{
    for (; i > 0 && slot_less(b, b->heap[(i - 1) / 2], b->heap[i]); i = (i - 1) / 2)
        swap_slots(&b->heap[(i - 1) / 2], &b->heap[i]);
}

static void sift_down(BottomK *b, size_t i)
{
    for (;;) {
        size_t largest = i;
        for (size_t child = 2 * i + 1; child <= 2 * i + 2 && child < b->n; child++)
            if (slot_less(b, b->heap[largest], b->heap[child]))
                largest = child;
        if (largest == i)
            return;
        swap_slots(&b->heap[i], &b->heap[largest]);
        i = largest;
    }
}

/* Slots grow as documents come: k may be far more than the corpus holds. */
static void grow(BottomK *b)
{
    size_t more = b->capacity ? b->capacity * 2 : BOTTOMK_FIRST_SLOTS;
    if (more > b->k)
        more = b->k;
    if (b->prefix_tokens > SIZE_MAX / sizeof *b->ids)
        mem_out(b->prefix_tokens, sizeof *b->ids);
    b->docs = mem_resize(b->docs, more, sizeof *b->docs);
    b->heap = mem_resize(b->heap, more, sizeof *b->heap);
    b->ids = mem_resize(b->ids, more, b->prefix_tokens * sizeof *b->ids);
    b->capacity = more;
}

static void fill_slot(BottomK *b, size_t slot, const SampledDoc *d)
{
    b->docs[slot] = *d;
    if (d->id.s)
        b->docs[slot].id = (Str){mem_copy(d->id.s, d->id.n), d->id.n};
    memcpy(b->ids + slot * b->prefix_tokens, d->ids, b->prefix_tokens * sizeof *b->ids);
}

void bottomk_add(BottomK *b, const SampledDoc *d)
{
    if (b->n < b->k) {
        if (b->n == b->capacity)
            grow(b);
        const size_t slot = b->n++;
        fill_slot(b, slot, d);
        b->heap[slot] = slot;
        sift_up(b, slot);
    } else {
        const size_t slot = b->heap[0];
        if (compare(d, &b->docs[slot]) >= 0)
            return;
        free((char *)b->docs[slot].id.s);
        fill_slot(b, slot, d);
        sift_down(b, 0);
    }
    if (b->n == b->k)
        atomic_store_explicit(&b->threshold, b->docs[b->heap[0]].hash, memory_order_relaxed);
}

static uint64_t threshold(const BottomK *b)
{
    return atomic_load_explicit(&b->threshold, memory_order_relaxed);
}

static void prune(BottomK *b)
{
    size_t kept = 0;
    for (size_t i = 0; i < b->n_misses; i++)
        if (b->misses[i].hash <= threshold(b))
            b->misses[kept++] = b->misses[i];
    b->n_misses = kept;
    /* Twice what is left: each miss is looked at a bounded number of times. */
    b->prune_at = kept * 2 > BOTTOMK_FIRST_PRUNING ? kept * 2 : BOTTOMK_FIRST_PRUNING;
}

void bottomk_add_miss(BottomK *b, const Miss *m)
{
    if (m->hash > threshold(b))
        return;
    if (b->n_misses == b->prune_at)
        prune(b);
    if (b->n_misses == b->misses_capacity) {
        b->misses_capacity = b->misses_capacity ? b->misses_capacity * 2 : BOTTOMK_FIRST_PRUNING;
        b->misses = mem_resize(b->misses, b->misses_capacity, sizeof *b->misses);
    }
    b->misses[b->n_misses++] = *m;
}

SampledDoc *bottomk_docs(BottomK *b, size_t *n)
{
    for (size_t i = 0; i < b->n; i++)
        b->docs[i].ids = b->ids + i * b->prefix_tokens;
    if (b->n > 0)
        qsort(b->docs, b->n, sizeof *b->docs, compare);
    *n = b->n;
    return b->docs;
}

uint64_t bottomk_end(const BottomK *b)
{
    return b->n < b->k ? UINT64_MAX : threshold(b);
}

static void count_miss(SourceSample *s, const Miss *m)
{
    s->drawn.records++;
    s->drawn.record_bytes += m->record_bytes;
    s->drawn.tokens += m->n_tokens;
    s->with_nul += m->has_nul;
    if (m->kind == MISS_MALFORMED) {
        s->drawn.malformed++;
        s->malformed++;
        s->malformed_of[m->fault]++;
    } else {
        s->too_short++;
        s->empty += m->kind == MISS_EMPTY;
    }
}

void bottomk_count(const BottomK *b, SourceSample *s)
{
    for (size_t i = 0; i < b->n; i++) {
        s->drawn.records++;
        s->drawn.record_bytes += b->docs[i].record_bytes;
        s->drawn.tokens += b->docs[i].n_tokens;
        s->with_nul += b->docs[i].has_nul;
    }
    for (size_t i = 0; i < b->n_misses; i++)
        if (b->n < b->k || b->misses[i].hash < threshold(b))
            count_miss(s, &b->misses[i]);
}

void bottomk_close(BottomK *b)
{
    if (!b)
        return;
    for (size_t i = 0; i < b->n; i++)
        free((char *)b->docs[i].id.s);
    free(b->docs);
    free(b->ids);
    free(b->heap);
    free(b->misses);
    free(b);
}
