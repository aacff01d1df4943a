/* A shard's file as it lies on disk: read front to back in blocks, looked at before it is consumed.
 *
 * Every decoder reads from one. Seeking is for archives whose directory stands at their end, and for
 * decoders that work side by side. While one block is decoded, the system is asked for those behind it. */
#ifndef ROTE_INFILE_H
#define ROTE_INFILE_H

#include "audit/base/err.h"
#include "audit/base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* A block is filled whole unless the file ends, so the first look shows at least this much. */
enum { INFILE_BLOCK_BYTES = 1 << 18 };

typedef struct InFile InFile;

/* NULL and ERR_IO when it cannot be opened or is not a regular file; the text begins with path. */
InFile *infile_open(const char *path, Err *e);

/* From now on blocks end at multiples of INFILE_BLOCK_BYTES in the file wherever the reading began, and
 * may be shorter therefore: what a decoder sees, and where it notices damage, must not depend on that. */
void infile_align_blocks(InFile *f);

/* Another reader of the same file, with blocks as f's, at its beginning; for a thread of its own. Close
 * it before f. */
InFile *infile_share(const InFile *f);

/* Shows the bytes at the current position without consuming them: 1 and a non-empty *chunk, valid
 * until the next call that is not infile_consume; 0 at the end of the file; -1 with ERR_IO. */
int infile_peek(InFile *f, Str *chunk, Err *e);

/* Moves the position by n, which is at most what the last peek showed. */
void infile_consume(InFile *f, size_t n);

/* Position `offset`, which may lie behind the end (a peek then gives 0). Cannot fail. Inside the block
 * that is there, the next peek shows what is left of it. */
void infile_seek(InFile *f, uint64_t offset);

/* Copies the n bytes at `offset`, or what there is of them, to `to`; *got receives how many. Moves the
 * position behind them. 0, or -1 with ERR_IO. */
int infile_read_at(InFile *f, uint64_t offset, void *to, size_t n, size_t *got, Err *e);

/* Copies up to n bytes at `offset` to `to` and returns how many; fewer at the end of the file or where
 * it cannot be read. Moves nothing; for a look ahead from any thread. */
size_t infile_look_at(const InFile *f, uint64_t offset, void *to, size_t n);

/* Where a decoder that works on a part of the file ends: with the first unit (frame, member, stream)
 * that ends at `offset` or behind. UINT64_MAX, as at first: nowhere before the end. */
void infile_set_stop(InFile *f, uint64_t offset);
bool infile_is_at_stop(const InFile *f);

uint64_t infile_offset(const InFile *f);
/* Size when it was opened. */
uint64_t infile_bytes(const InFile *f);
/* Bytes asked of the system so far; with seeks it may pass the file's size. */
uint64_t infile_bytes_read(const InFile *f);
/* 0, or -1 with ERR_FORMAT when the file's size is no longer what it was on opening. */
int infile_check_unchanged(const InFile *f, Err *e);

/* Accepts NULL. */
void infile_close(InFile *f);

#endif
