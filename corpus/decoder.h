/* A compression: how its bytes are recognised and undone. A new one is a file with a Decoder in it,
 * a row in input.c's table, and a column in the formats' tables of kinds.
 *
 * Compressed files are made of units that can be decoded each without the others: zstd and lz4
 * frames, gzip members, bzip2 and xz streams. A decoder counts them, since messages name them, and can
 * start at any of them. A scout finds where units begin without decoding them, so that several
 * decoders can work on one file side by side (ahead.h). */
#ifndef ROTE_DECODER_H
#define ROTE_DECODER_H

#include "corpus/infile.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum {
    DECODER_MORE, /* out was filled; ask again */
    DECODER_END,  /* the compressed stream ended as it should, and the file with it; or a unit ended
                        at the file's stop or behind (infile_set_stop), from where a later stop lets
                        the decoder go on */
    DECODER_DAMAGED, /* *e says at which byte of the file and why; *n bytes before it are good as
                        far as is known: checksums stand behind the data they protect */
} DecoderStep;

/* A search for the first place at `want` or behind where a unit begins. Starts as {.at = a place
 * where a unit begins, .want = ...}. */
typedef struct {
    uint64_t at;   /* looked at so far; the place itself once it is found */
    uint64_t want; /* offset in the file */
    bool
        in_unit; /* the rest is the walker's own: at stands at a block of a unit, not at its header */
    bool has_block_checksum, has_checksum;
} Scout;

typedef enum {
    SCOUT_FOUND,   /* a unit may begin at s->at: certain only where sizes are written in the file */
    SCOUT_NOT_YET, /* not in front of `until` */
    SCOUT_NONE,    /* none that can be found, or none worth decoding apart */
} ScoutStep;

/* Bytes before a boundary may hold what looks like one: whoever uses it sees where the decoder of the
 * part before comes out. */
typedef ScoutStep (*ScoutFn)(Scout *s, const InFile *f, uint64_t until);

typedef struct {
    const char *unit; /* as messages call it: "gzip member" */
    bool (*recognise)(Str head);
    /* At the file's position, where the first unit begins. NULL is never returned: memory is there or
     * the process is not. */
    void *(*open)(InFile *f);
    /* Begins anew at the file's position, where a unit begins that has n_units before it. */
    void (*restart)(void *state, uint64_t n_units);
    /* Writes up to `capacity` bytes to out, *n of them; short only with END or DAMAGED. Not called
     * again after DAMAGED, nor after END at the end of the file. */
    DecoderStep (*read)(void *state, char *out, size_t capacity, size_t *n, Err *e);
    /* Complete units so far, those before the start included. */
    uint64_t (*units)(const void *state);
    void (*close)(void *state);
    ScoutFn scout; /* NULL: units are not looked for */
} Decoder;

extern const Decoder decoder_zstd;  /* RFC 8878, windows up to 2 GiB, frames one after another */
extern const Decoder decoder_gzip;  /* RFC 1952, members one after another */
extern const Decoder decoder_xz;    /* the .xz format 1.1, streams one after another */
extern const Decoder decoder_bzip2; /* bzip2 1.0, streams one after another */
extern const Decoder decoder_lz4;   /* the LZ4 frame format 1.6.4, frames one after another */

/* ---- for decoders ---- */

enum {
    /* Frames that need a larger window are not decoded side by side: each thread would hold one. */
    DECODER_AHEAD_WINDOW_BYTES = 1 << 23,
};

uint32_t decoder_le32(const void *p);

/* Each sets *e and returns DECODER_DAMAGED; n_units are complete.
 * cut: the file ends in the middle of a unit. broken: the unit cannot be decoded, `why` says why.
 * appended: what begins at byte `start` is no unit. */
DecoderStep decoder_cut(const InFile *f, const char *unit, uint64_t n_units, Err *e);
DecoderStep decoder_broken(const InFile *f, const char *unit, uint64_t n_units, const char *why,
                           Err *e);
DecoderStep decoder_appended(uint64_t start, const char *unit, uint64_t n_units, const char *format,
                             Err *e);

/* Between two units of a format that forgives zeros behind the last one (tape padding): MORE where
 * something with the first byte `begin` follows, END at the end of the file, DAMAGED elsewhere. */
DecoderStep decoder_next_unit(InFile *f, char begin, const char *unit, uint64_t n_units,
                              const char *format, Err *e);

/* A search for units that only their header shows: the first place at s->want or behind with
 * `header_bytes` bytes to which `begins` says yes; `first` is the first of them. */
ScoutStep decoder_scan(Scout *s, const InFile *f, uint64_t until, char first, size_t header_bytes,
                       bool (*begins)(const unsigned char *p));

#endif
