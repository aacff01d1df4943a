/* A shard's bytes with the compression undone, looked at before they are consumed. Whatever reads
 * records reads them from here. */
#ifndef ROTE_INPUT_H
#define ROTE_INPUT_H

#include "corpus/infile.h"

#include <stdint.h>

/* Compressions, in the order of input.c's table. */
typedef enum { CODEC_NONE, CODEC_ZSTD, CODEC_GZIP, CODEC_XZ, N_CODECS } Codec;

typedef struct Input Input;

/* Recognises the compression by the first bytes. NULL with ERR_IO; the text begins with path. */
Input *input_open(const char *path, Err *e);

/* As infile_peek, decompressed; -1 with ERR_FORMAT or ERR_IO when the stream is broken here, again
 * at every later call. The first look shows at least INFILE_BLOCK_BYTES unless the stream ends or
 * breaks before. */
int input_peek(Input *in, Str *chunk, Err *e);
void input_consume(Input *in, size_t n);

/* Steps over up to n bytes without reading them, where there is no compression: how many, fewer at the
 * end of the file; 0 under a compression. What a peek showed is gone. */
uint64_t input_skip(Input *in, uint64_t n);

/* Decompressed bytes consumed, those stepped over included. */
uint64_t input_offset(const Input *in);
Codec input_codec(const Input *in);
/* True once the stream is known to be broken, though bytes before the break may still be unread. */
bool input_is_damaged(const Input *in, Err *e);
/* The file below: its size, and for formats that seek (there are none inside a compression) its
 * bytes. */
InFile *input_file(const Input *in);

/* Accepts NULL. */
void input_close(Input *in);

#endif
