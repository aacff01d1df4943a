/* The k smallest: see bottomk.h. A binary heap of slot numbers, the largest key on top, so that the
 * document to displace is found at once; a slot's document stays where it is. With dedup a hash table
 * finds the slot of a prefix: buckets hold the first slot of a chain. */
#include "corpus/bottomk.h"

#include "audit/base/mem.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { BOTTOMK_FIRST_SLOTS = 64, BOTTOMK_FIRST_PRUNING = 1024 };

#define BOTTOMK_NONE SIZE_MAX /* the end of a chain */

struct BottomK {
    size_t k, prefix_tokens;
    _Atomic uint64_t threshold; /* the k-th smallest hash; UINT64_MAX until there are k */
    size_t n, capacity;         /* slots in use, slots allocated */
    SampledDoc *docs;           /* [capacity] by slot; each owns what it points to, but the shard */
    size_t *heap;               /* [n] slots */
    size_t *place;              /* [capacity] by slot: its index in heap */
    bool dedup;
    size_t *buckets; /* [capacity] with dedup: first slot of each chain */
    size_t *chain;   /* [capacity] with dedup: by slot, the next of its chain */
    Miss *misses;    /* [n_misses] */
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

void bottomk_dedup(BottomK *b)
{
    b->dedup = true;
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

static void swap_slots(BottomK *b, size_t i, size_t j)
{
    const size_t t = b->heap[i];
    b->heap[i] = b->heap[j];
    b->heap[j] = t;
    b->place[b->heap[i]] = i;
    b->place[b->heap[j]] = j;
}

static void sift_up(BottomK *b, size_t i)
{
    for (; i > 0 && slot_less(b, b->heap[(i - 1) / 2], b->heap[i]); i = (i - 1) / 2)
        swap_slots(b, (i - 1) / 2, i);
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
        swap_slots(b, i, largest);
        i = largest;
    }
}

/* ---- prefixes ---- */

static size_t *bucket_of(BottomK *b, const Hash128 *prefix)
{
    return &b->buckets[prefix->low % b->capacity];
}

static void chain_put(BottomK *b, size_t slot)
{
    size_t *bucket = bucket_of(b, &b->docs[slot].prefix);
    b->chain[slot] = *bucket;
    *bucket = slot;
}

static void chain_take(BottomK *b, size_t slot)
{
    size_t *link = bucket_of(b, &b->docs[slot].prefix);
    while (*link != slot)
        link = &b->chain[*link];
    *link = b->chain[slot];
}

/* The slot that has this prefix, or BOTTOMK_NONE. */
static size_t slot_find(BottomK *b, const Hash128 *prefix)
{
    if (!b->dedup || b->n == 0)
        return BOTTOMK_NONE;
    size_t slot = *bucket_of(b, prefix);
    while (slot != BOTTOMK_NONE &&
           (b->docs[slot].prefix.high != prefix->high || b->docs[slot].prefix.low != prefix->low))
        slot = b->chain[slot];
    return slot;
}

/* ---- slots ---- */

/* Slots grow as documents come: k may be far more than the corpus holds. */
static void grow(BottomK *b)
{
    size_t more = b->capacity ? b->capacity * 2 : BOTTOMK_FIRST_SLOTS;
    if (more > b->k)
        more = b->k;
    b->docs = mem_resize(b->docs, more, sizeof *b->docs);
    memset(b->docs + b->capacity, 0, (more - b->capacity) * sizeof *b->docs);
    b->heap = mem_resize(b->heap, more, sizeof *b->heap);
    b->place = mem_resize(b->place, more, sizeof *b->place);
    b->capacity = more;
    if (!b->dedup)
        return;
    b->chain = mem_resize(b->chain, more, sizeof *b->chain);
    b->buckets = mem_resize(b->buckets, more, sizeof *b->buckets);
    for (size_t i = 0; i < more; i++)
        b->buckets[i] = BOTTOMK_NONE;
    for (size_t slot = 0; slot < b->n; slot++)
        chain_put(b, slot);
}

/* A copy in the place of `old`, whose memory is reused where that is possible. */
static Str str_replace(Str old, Str s)
{
    if (!s.s) {
        free((char *)old.s);
        return s;
    }
    char *copy = mem_resize((char *)old.s, s.n + 1, 1);
    if (s.n > 0)
        memcpy(copy, s.s, s.n);
    copy[s.n] = '\0';
    return (Str){copy, s.n};
}

static void slot_fill(BottomK *b, size_t slot, const SampledDoc *d)
{
    SampledDoc *to = &b->docs[slot];
    const SampledDoc old = *to;
    const size_t more = d->n_windows > 1 ? (d->n_windows - 1) * d->step : 0;
    uint32_t *ids = mem_resize((uint32_t *)old.ids, more + b->prefix_tokens, sizeof *ids);
    memcpy(ids, d->ids, (more + b->prefix_tokens) * sizeof *ids);
    *to = *d;
    to->ids = ids;
    to->id = str_replace(old.id, d->id);
    to->cluster = str_replace(old.cluster, d->cluster);
    to->text = str_replace(old.text, d->text);
}

static void slot_free(SampledDoc *d)
{
    free((char *)d->id.s);
    free((char *)d->cluster.s);
    free((char *)d->text.s);
    free((uint32_t *)d->ids);
}

/* ---- missed records ---- */

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

/* ---- offers ---- */

/* A document whose prefix is in `slot`: the smaller key stands for both. */
static void add_duplicate(BottomK *b, size_t slot, const SampledDoc *d)
{
    const bool before = compare(d, &b->docs[slot]) < 0;
    const SampledDoc *other = before ? &b->docs[slot] : d;
    const Miss miss = {.hash = other->hash,
                       .record_bytes = other->record_bytes,
                       .n_tokens =
                           other->n_tokens < UINT32_MAX ? (uint32_t)other->n_tokens : UINT32_MAX,
                       .kind = MISS_DUPLICATE,
                       .has_nul = other->has_nul};
    if (before) {
        slot_fill(b, slot, d);
        sift_down(b, b->place[slot]);
    }
    bottomk_add_miss(b, &miss);
}

/* Into a free slot, or into that of the largest key if this one is smaller. */
static void add_first(BottomK *b, const SampledDoc *d)
{
    const bool full = b->n == b->k;
    if (full && compare(d, &b->docs[b->heap[0]]) >= 0)
        return;
    if (!full && b->n == b->capacity)
        grow(b);
    const size_t slot = full ? b->heap[0] : b->n;
    if (full && b->dedup)
        chain_take(b, slot);
    slot_fill(b, slot, d);
    if (b->dedup)
        chain_put(b, slot);
    if (full) {
        sift_down(b, 0);
    } else {
        b->heap[slot] = slot;
        b->place[slot] = slot;
        b->n++;
        sift_up(b, slot);
    }
}

void bottomk_add(BottomK *b, const SampledDoc *d)
{
    const size_t same = slot_find(b, &d->prefix);
    if (same != BOTTOMK_NONE)
        add_duplicate(b, same, d);
    else
        add_first(b, d);
    if (b->n == b->k)
        atomic_store_explicit(&b->threshold, b->docs[b->heap[0]].hash, memory_order_relaxed);
}

/* ---- the result ---- */

SampledDoc *bottomk_docs(BottomK *b, size_t *n)
{
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
    } else if (m->kind == MISS_DUPLICATE) {
        s->duplicates_left_out++;
    } else {
        s->too_short++;
        s->empty += m->kind == MISS_EMPTY;
    }
}

static int by_hash(const void *x, const void *y)
{
    const Miss *a = x, *b = y;
    return a->hash < b->hash ? -1 : a->hash > b->hash;
}

void bottomk_count(BottomK *b, SourceSample *s)
{
    for (size_t i = 0; i < b->n; i++) {
        s->drawn.records++;
        s->drawn.record_bytes += b->docs[i].record_bytes;
        s->drawn.tokens += b->docs[i].n_tokens;
        s->with_nul += b->docs[i].has_nul;
    }
    if (b->n_misses > 0)
        qsort(b->misses, b->n_misses, sizeof *b->misses, by_hash);
    s->misses = b->misses;
    s->n_misses = 0;
    while (s->n_misses < b->n_misses && (b->n < b->k || b->misses[s->n_misses].hash < threshold(b)))
        count_miss(s, &b->misses[s->n_misses++]);
}

void bottomk_close(BottomK *b)
{
    if (!b)
        return;
    for (size_t i = 0; i < b->n; i++)
        slot_free(&b->docs[i]);
    free(b->docs);
    free(b->heap);
    free(b->place);
    free(b->buckets);
    free(b->chain);
    free(b->misses);
    free(b);
}
