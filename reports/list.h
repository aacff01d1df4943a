/* Growing arrays. Private to reports/. */
#ifndef ROTE_LIST_H
#define ROTE_LIST_H

#include "audit/base/mem.h"

#include <stddef.h>

/* The array `items` of n elements of `size` bytes with room for one more behind them; it may move.
 * Start from NULL and a capacity of 0; free with free(). */
static inline void *list_room(void *items, size_t n, size_t *capacity, size_t size)
{
    if (n < *capacity)
        return items;
    *capacity = *capacity < 8 ? 8 : *capacity * 2;
    return mem_resize(items, *capacity, size);
}

#endif
