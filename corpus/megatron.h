/* Megatron's indexed datasets: token ids in FILE.bin, and in FILE.idx where its documents lie. The
 * shard is the .bin; whoever names either means both. */
#ifndef ROTE_MEGATRON_H
#define ROTE_MEGATRON_H

#include "corpus/format.h"

#include <stdbool.h>

/* True when `path` is one of a pair, that is when it ends in .bin or .idx and the file that ends in
 * .idx begins as an index does: sets the paths of both; free them. The .bin may be missing. */
bool megatron_pair(const char *path, char **data, char **index);

/* Reads the documents of `data` that the index tells. The state is format_megatron's, whose open is
 * not called; the .bin stays the caller's. NULL with ERR_FORMAT or ERR_IO, which say what is wrong
 * with the index. */
void *megatron_open(InFile *data, const char *index, const ShardOptions *o, Err *e);

extern const Format format_megatron;

#endif
