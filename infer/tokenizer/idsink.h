/* Where a BPE encoder puts its ids: all are counted, and written are those
 * number first .. first+want-1. */
#ifndef ROTE_IDSINK_H
#define ROTE_IDSINK_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint32_t *ids; /* [want] */
    size_t first, want;
    size_t n; /* ids so far */
} IdSink;

static inline void idsink_add(IdSink *o, uint32_t id)
{
    if (o->n >= o->first && o->n - o->first < o->want)
        o->ids[o->n - o->first] = id;
    o->n++;
}

#endif
