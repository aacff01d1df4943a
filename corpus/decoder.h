/* A compression: how its bytes are recognised and undone. A new one is a file with a Decoder in it,
 * a row in input.c's table, and a column in the formats' tables of kinds. */
#ifndef ROTE_DECODER_H
#define ROTE_DECODER_H

#include "corpus/infile.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum {
    DECODER_MORE,    /* out was filled; ask again */
    DECODER_END,     /* the compressed stream ended as it should, and the file with it */
    DECODER_DAMAGED, /* *e says at which byte of the file and why; *n bytes before it are good as
                        far as is known: checksums stand behind the data they protect */
} DecoderStep;

typedef struct {
    bool (*recognise)(Str head);
    /* NULL is never returned: memory is there or the process is not. */
    void *(*open)(InFile *f);
    /* Writes up to `capacity` bytes to out, *n of them; short only with END or DAMAGED. Not called
     * again after these. */
    DecoderStep (*read)(void *state, char *out, size_t capacity, size_t *n, Err *e);
    void (*close)(void *state);
} Decoder;

extern const Decoder decoder_zstd; /* RFC 8878, windows up to 2 GiB, frames one after another */
extern const Decoder decoder_gzip; /* RFC 1952, members one after another */
extern const Decoder decoder_xz;   /* the .xz format 1.1, streams one after another */

#endif
