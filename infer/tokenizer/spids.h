/* Where an encoder puts its ids: all are counted, and written are those
 * number first .. first+want-1. */
#ifndef ROTE_SPIDS_H
#define ROTE_SPIDS_H

#include "audit/base/str.h"
#include "infer/tokenizer/spmodel.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    const SpModel *model;
    uint32_t *ids; /* [want] */
    size_t first, want;
    size_t n;           /* ids so far */
    bool after_unknown; /* a run of unknown characters is one unknown piece */
} SpIds;

static inline void spids_write(SpIds *o, uint32_t id)
{
    if (o->n >= o->first && o->n - o->first < o->want)
        o->ids[o->n - o->first] = id;
    o->n++;
}

/* A piece that is not the unknown one. */
static inline void spids_add(SpIds *o, uint32_t id)
{
    spids_write(o, id);
    o->after_unknown = false;
}

/* Text that has no piece: its bytes, or the unknown piece once for a run. */
static inline void spids_add_unknown(SpIds *o, Str text)
{
    if (o->model->byte_fallback) {
        for (size_t i = 0; i < text.n; i++)
            spids_write(o, o->model->bytes[(uint8_t)text.s[i]]);
    } else if (!o->after_unknown) {
        spids_write(o, o->model->unknown);
        o->after_unknown = true;
    }
}

#endif
