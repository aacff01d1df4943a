/* The files below a folder. */
#ifndef ROTE_FOLDERTREE_H
#define ROTE_FOLDERTREE_H

#include "audit/base/err.h"

#include <stdbool.h>
#include <stdint.h>

/* `path` is that of something that is no folder, with `root` in front, and lives until it returns.
 * -1 with *e ends the walk. */
typedef int (*FolderVisit)(void *ctx, const char *path, Err *e);

/* Calls `visit` for whatever is no folder at any depth below `root`, in no order; links to folders are
 * followed. Names that begin with a point are passed over unless `hidden`, and *n_hidden counts them
 * (not what is below them). 0, or -1: ERR_IO when a folder cannot be read, ERR_USAGE when a link leads
 * back to a folder that it is in, or what `visit` sets. */
int foldertree_walk(const char *root, bool hidden, FolderVisit visit, void *ctx, uint64_t *n_hidden,
                    Err *e);

#endif
