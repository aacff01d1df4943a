/* The configuration file: YAML, a mapping of option names to values.
 *
 *   model: checkpoints/step-9000
 *   documents: 10000
 *   source:
 *     web: [shards/web/part-*.jsonl.zst, more/web/part-*.jsonl.zst]
 *     code: shards/code/part-*.tar.zst
 *   limit: {exact: 0.01, sensitive: 0}
 *
 * Relative paths are relative to the folder where rote is started, as on the command line. */
#ifndef ROTE_CONFIGFILE_H
#define ROTE_CONFIGFILE_H

#include "audit/options.h"

/* Sets every option that the file names; keys of other subcommands are allowed, unknown ones are
 * not. 0, or -1: ERR_USAGE with file, line and column, ERR_IO. */
int configfile_read(const char *path, Options *o, Arena *a, Err *e);

#endif
