/* What a file was before it was read, so that one which was exchanged or written to meanwhile is
 * noticed. */
#ifndef ROTE_FILESTAMP_H
#define ROTE_FILESTAMP_H

#include "corpus/corpus.h"

#include <sys/stat.h>

typedef struct {
    bool found;
    struct stat st;
} FileStamp;

FileStamp filestamp_of(const char *path);

/* True, with the sentence in *e, when the file is not what it was, or not of the size that the run
 * was planned with. */
bool filestamp_changed(const FileStamp *before, const ShardFile *planned, Err *e);

/* Why a file that could not be opened could not be. */
FaultKind filestamp_kind(const FileStamp *s);

/* Asks the system to fetch a file's first bytes. A hint: nothing happens where it cannot. */
void filestamp_read_ahead(const char *path);

#endif
