/* Where a BPE encoder puts its ids: all are counted, the first `want` are written. */
#ifndef ROTE_IDSINK_H
#define ROTE_IDSINK_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint32_t *ids; /* [want] */
    size_t want;
    size_t n; /* ids so far */
} IdSink;

static inline void idsink_add(IdSink *o, uint32_t id)
{
    if (o->n < o->want)
        o->ids[o->n] = id;
    o->n++;
}

#endif
