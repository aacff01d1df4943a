/* An input's bytes block by block, for formats that look at each byte: within a block there is nothing
 * to call. Start from (Blocks){.in = in}. */
#ifndef ROTE_BLOCKS_H
#define ROTE_BLOCKS_H

#include "corpus/input.h"

typedef struct {
    Input *in;
    const char *begin, *at, *end; /* the block; at: the next byte that is not looked at yet */
} Blocks;

/* 1 when there is a byte at b->at, with which a new block may begin: pointers into the one before are
 * invalid then. 0 at the end; -1 with *e set where the stream is broken. */
static inline int blocks_more(Blocks *b, Err *e)
{
    if (b->at < b->end)
        return 1;
    input_consume(b->in, (size_t)(b->end - b->begin));
    b->begin = b->at = b->end = NULL;
    Str chunk;
    const int r = input_peek(b->in, &chunk, e);
    if (r > 0) {
        b->begin = b->at = chunk.s;
        b->end = chunk.s + chunk.n;
    }
    return r;
}

/* Of b->at in the decompressed stream. */
static inline uint64_t blocks_offset(const Blocks *b)
{
    return input_offset(b->in) + (uint64_t)(b->at - b->begin);
}

#endif
