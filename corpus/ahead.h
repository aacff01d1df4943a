/* One compressed file decoded by several threads, its bytes given in order.
 *
 *     file      |--- chunk ---|--- chunk ---|--- chunk ---| not looked at yet
 *     threads     done           decoding      decoding
 *     pieces    [][][]         [][]          []             -> one consumer, from the left
 *
 * A chunk is a run of units (decoder.h) that one thread decodes into pieces. Where it ends is found by
 * the decoder's scout and may be a wrong guess: a thread that passes the end of its chunk in the
 * middle of a unit takes over the next chunk, whose own thread gives it up. So the pieces are those
 * that one decoder would give. Damage ends the work: the caller decodes again, by itself, from the
 * place where the last intact chunk ended, and so finds what it would have found alone. How many bytes
 * in front of the damage a library gives depends on where its output buffers begin, but never by more
 * than one buffer: a chunk's last piece is shown only once the chunk is known to be intact.
 *
 * Memory: AHEAD_BUFFER_BYTES in pieces for all threads together, and for each thread what its decoder
 * holds (for zstd a window of at most 8 MiB) and a block of the file. A part of the pieces is kept for
 * the leftmost chunk, so the consumer never waits for ever. */
#ifndef ROTE_AHEAD_H
#define ROTE_AHEAD_H

#include "corpus/decoder.h"

enum { AHEAD_BUFFER_BYTES = 24 << 20, AHEAD_PIECE_BYTES = 1 << 18 };

/* Plain values; 0: what the number of threads asks for. Tests set the sizes. */
typedef struct {
    int n_threads;       /* that decode, beside the consumer's */
    size_t chunk_bytes;  /* of the file, that a thread takes at a time; at least one unit */
    size_t buffer_bytes; /* in pieces, all together; at least 4 of them */
} AheadOptions;

typedef struct Ahead Ahead;

typedef enum {
    AHEAD_BYTES,
    AHEAD_END,    /* the file was decoded to its end without damage */
    AHEAD_BROKEN, /* a unit behind ahead_place could not be decoded */
} AheadStep;

/* The last place that is known to be the beginning of a unit. */
typedef struct {
    uint64_t offset;  /* in the file */
    uint64_t n_units; /* before it */
    uint64_t decoded; /* bytes that were decoded before it */
} AheadPlace;

/* From the file's beginning; d->scout is not NULL. The file must stay open. NULL when the system gives
 * no threads. */
Ahead *ahead_open(const InFile *file, const Decoder *d, const AheadOptions *o);

/* The next bytes, not consumed; valid until the next call that is not ahead_consume. */
AheadStep ahead_peek(Ahead *a, Str *chunk);
void ahead_consume(Ahead *a, size_t n);

AheadPlace ahead_place(const Ahead *a);
/* Bytes of the file whose content was shown; for progress. */
uint64_t ahead_file_offset(const Ahead *a);

/* Waits for the threads, which end soon. Accepts NULL. */
void ahead_close(Ahead *a);

#endif
