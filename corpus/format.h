/* What stands inside a shard once its compression is undone: how it is recognised and how its
 * records are read, one after another. A new format is a file with a Format in it and a row in
 * format.c's table. */
#ifndef ROTE_FORMAT_H
#define ROTE_FORMAT_H

#include "corpus/corpus.h"
#include "corpus/input.h"

#include <stdbool.h>

typedef struct {
    const char *kind[N_CODECS]; /* what shard_kind says, by compression; NULL: not read in it */
    bool (*recognise)(Str head);
    /* NULL with ERR_FORMAT or ERR_IO. The input stays the caller's. */
    void *(*open)(Input *in, const ShardOptions *o, Err *e);
    /* As shard_next. */
    ShardStep (*next)(void *state, Doc *d, Err *e);
    void (*close)(void *state);
    /* As shard_left_out. NULL: nothing ever is. */
    const ShardLeftOut *(*left_out)(const void *state, size_t *n);
} Format;

/* Format.kind of what is read in every compression. */
#define FORMAT_KINDS(name)                                                                         \
    {                                                                                              \
        name, name ".zst", name ".gz", name ".xz"                                                  \
    }

extern const Format format_jsonl;     /* JSON lines */
extern const Format format_jsonarray; /* a JSON array, or JSON objects over several lines */
extern const Format format_tar;       /* ustar, pax, GNU, v7 */
extern const Format format_zip;
extern const Format format_warc; /* and WET */
extern const Format format_npy;
extern const Format format_tokens; /* raw; recognises whatever there is */
extern const Format format_text;   /* by file, line or paragraph */

/* The format whose records begin with `head`, the first INFILE_BLOCK_BYTES or all there is. NULL
 * with ERR_FORMAT that says what it looks like and what to do. */
const Format *format_recognise(Str head, Codec codec, const ShardOptions *o, Err *e);

#endif
