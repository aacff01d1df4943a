/* The windows of a document: see corpus.h. */
#include "corpus/corpus.h"

#include "audit/base/mem.h"

#include <stdlib.h>
#include <string.h>

/* "place" in ASCII, so that an offset has nothing to do with any sampling hash of the same bytes. */
#define PLACEMENT_SEED UINT64_C(0x706c616365)

uint64_t placement_random(uint64_t document_hash, uint64_t n_offsets)
{
    unsigned char le[8];
    for (int i = 0; i < 8; i++)
        le[i] = (unsigned char)(document_hash >> (8 * i));
    const uint64_t h = hash_xxh3(PLACEMENT_SEED, le, sizeof le);
    /* The high half of a product is uniform to within n_offsets / 2^64. */
    const uint64_t low = (h & UINT32_MAX) * (n_offsets & UINT32_MAX);
    const uint64_t m1 = (h >> 32) * (n_offsets & UINT32_MAX) + (low >> 32);
    const uint64_t m2 = (h & UINT32_MAX) * (n_offsets >> 32) + (m1 & UINT32_MAX);
    return (h >> 32) * (n_offsets >> 32) + (m1 >> 32) + (m2 >> 32);
}

static void room_reserve(WindowRoom *room, size_t n)
{
    if (room->capacity >= n)
        return;
    free(room->ids);
    room->ids = mem_alloc(n, sizeof *room->ids);
    room->capacity = n;
}

/* Ids number first .. first+n-1 of the document, as many as there are, into the room's beginning;
 * returns how many tokens the document has. */
static size_t ids_take(const SampleOptions *o, int thread, const Doc *d, WindowRoom *room,
                       size_t first, size_t n)
{
    room_reserve(room, n);
    if (!d->ids)
        return o->tokenize(o->tokenize_ctx, thread, d->text, first, room->ids, n);
    if (first < d->n_ids)
        memcpy(room->ids, d->ids + first,
               (d->n_ids - first < n ? d->n_ids - first : n) * sizeof *room->ids);
    return d->n_ids;
}

/* All windows of the document, one `step` behind the other. */
static void windows_gather(const SampleOptions *o, int thread, const Doc *d, WindowRoom *room,
                           const SampledDoc *s)
{
    ids_take(o, thread, d, room, 0, (s->n_windows - 1) * (size_t)s->stride + o->prefix_tokens);
    for (size_t i = 1; i < s->n_windows && s->step < s->stride; i++)
        memmove(room->ids + i * s->step, room->ids + i * (size_t)s->stride,
                o->prefix_tokens * sizeof *room->ids);
}

bool window_take(const SampleOptions *o, int thread, const Doc *d, WindowRoom *room, SampledDoc *s)
{
    const size_t window = o->prefix_tokens;
    const size_t n = ids_take(o, thread, d, room, 0, window);
    s->n_tokens = n;
    if (n < window)
        return false;
    s->prefix = hash_xxh3_128(room->ids, window * sizeof *room->ids);
    s->offset = 0;
    s->n_windows = 1;
    s->stride = o->stride;
    s->step = o->stride < window ? (size_t)o->stride : window;
    if (o->placement == PLACEMENT_RANDOM)
        s->offset = placement_random(s->hash, n - window + 1);
    else if (o->placement == PLACEMENT_STRIDE)
        s->n_windows = (size_t)((n - window) / o->stride) + 1;
    if (s->offset > 0)
        ids_take(o, thread, d, room, (size_t)s->offset, window);
    else if (s->n_windows > 1)
        windows_gather(o, thread, d, room, s);
    s->ids = room->ids;
    return true;
}

void window_free(WindowRoom *room)
{
    free(room->ids);
    *room = (WindowRoom){0};
}

static int by_prefix(const void *x, const void *y)
{
    const Hash128 *a = x, *b = y;
    if (a->high != b->high)
        return a->high < b->high ? -1 : 1;
    return a->low < b->low ? -1 : a->low > b->low;
}

void sample_duplicates(const SampledDoc *docs, size_t n, uint64_t *groups, uint64_t *duplicates)
{
    Hash128 *prefixes = mem_alloc(n, sizeof *prefixes);
    for (size_t i = 0; i < n; i++)
        prefixes[i] = docs[i].prefix;
    if (n > 0)
        qsort(prefixes, n, sizeof *prefixes, by_prefix);
    *groups = *duplicates = 0;
    for (size_t i = 1; i < n; i++) {
        if (by_prefix(&prefixes[i], &prefixes[i - 1]) != 0)
            continue;
        ++*duplicates;
        *groups += i == 1 || by_prefix(&prefixes[i - 1], &prefixes[i - 2]) != 0;
    }
    free(prefixes);
}
