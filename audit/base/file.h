/* Writing files so that a crash, a full disk or a power cut leaves either the old content or the
 * new one. */
#ifndef ROTE_FILE_H
#define ROTE_FILE_H

#include "audit/base/buf.h"
#include "audit/base/err.h"

#include <stdbool.h>
#include <stdint.h>

/* Replaces `path` by the content, all or nothing: a temporary file beside it (mode 0600), fsync,
 * rename, fsync of the directory. 0, or -1 with ERR_IO; then the old file still stands and the
 * temporary one is gone. */
int file_replace(const char *path, Str content, Err *e);

/* Adds all of a whole regular file to `out`. 0, or -1 with ERR_IO. */
int file_read(const char *path, Buf *out, Err *e);

/* Writes all n bytes at the descriptor's position, across short writes and EINTR. 0, or -1 with
 * errno set. */
int file_write_all(int fd, const char *s, size_t n);

/* Waits until the directory that holds `path` is on disk: a rename lasts through a power cut only
 * then. 0, or -1 with errno set. */
int file_sync_folder(const char *path);

bool file_exists(const char *path);

/* Whether two paths lead to one file or directory, which is there. */
bool file_same(const char *a, const char *b);

/* Bytes of a regular file; -1 with ERR_IO. */
int64_t file_size(const char *path, Err *e);

#endif
