/* A dictionary from texts to ids.
 *
 * Built once, then read-only: any number of threads may look up. Start from (TextIds){0}. */
#ifndef ROTE_TEXTIDS_H
#define ROTE_TEXTIDS_H

#include "audit/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    Str text; /* s = NULL: free */
    uint32_t id;
} TextId;

typedef struct {
    TextId *slots;  /* [n_slots] open addressing by hash, at most half of them in use */
    size_t n_slots; /* a power of two; 0: nothing is in it */
    size_t n;       /* texts */
} TextIds;

/* Room for n texts in all, so that adding them moves nothing. */
void textids_reserve(TextIds *t, size_t n);

/* Adds a text, whose bytes must outlive t. False where it is there already; then nothing
 * changes. */
bool textids_add(TextIds *t, Str text, uint32_t id);

bool textids_find(const TextIds *t, Str text, uint32_t *id);

/* Leaves t empty and usable. */
void textids_free(TextIds *t);

#endif
