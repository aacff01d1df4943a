/* A file's bytes, read-only, mapped into memory.
 *
 * A file that is cut by somebody else while it is mapped raises SIGBUS on access; audit/ turns that
 * into a sentence. */
#ifndef ROTE_FILEMAP_H
#define ROTE_FILEMAP_H

#include "audit/base/err.h"
#include "audit/base/str.h"

typedef struct FileMap FileMap;

/* NULL and ERR_IO when it cannot be opened, is not a regular file, or cannot be mapped. An empty
 * file maps to 0 bytes. The error's text begins with the path. */
FileMap *filemap_open(const char *path, Err *e);

Str filemap_bytes(const FileMap *f);

/* The bytes before `at`, which lies in the file or at its end, will hardly be read again: their pages
 * no longer count as this process's memory. They may be read all the same. Costs nothing worth
 * counting, so that it may be called after every line. */
void filemap_passed(FileMap *f, const char *at);

/* The same of n bytes anywhere in a file, whose pages some other thread may be reading. */
void filemap_unneeded(const void *at, size_t n);

/* Accepts NULL. The bytes are gone afterwards. */
void filemap_close(FileMap *f);

#endif
