/* A file that is written piece by piece and appears all at once: what file_replace does, for a
 * content that need not be in memory as a whole. */
#ifndef ROTE_FILEWRITER_H
#define ROTE_FILEWRITER_H

#include "audit/base/err.h"
#include "audit/base/hash.h"
#include "audit/base/str.h"

typedef struct FileWriter FileWriter;

/* Begins a temporary file beside `path` (mode 0600). NULL with ERR_IO. */
FileWriter *filewriter_open(const char *path, Err *e);

/* Adds bytes. A failure is kept and told by filewriter_commit. */
void filewriter_add(FileWriter *w, Str bytes);

/* Puts the file in the place of `path`, on disk when this returns; sha256 (may be NULL) receives the
 * digest of its content. 0, or -1 with ERR_IO: the old file still stands and the temporary one is
 * gone. w may only be closed afterwards. */
int filewriter_commit(FileWriter *w, char sha256[SHA256_HEX_BYTES], Err *e);

/* Without a commit nothing remains. Accepts NULL. */
void filewriter_close(FileWriter *w);

#endif
