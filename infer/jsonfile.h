/* JSON of a checkpoint, parsed strictly: duplicate keys, bytes behind the end, numbers that do not
 * fit and text that is not UTF-8 are refused. */
#ifndef ROTE_JSONFILE_H
#define ROTE_JSONFILE_H

#include "audit/base/err.h"
#include "audit/base/str.h"

#include <jansson.h>
#include <stdint.h>

/* An object; the caller ends it with json_decref. NULL and ERR_FORMAT with line and column. */
json_t *jsonfile_parse(Str text, Err *e);

/* The same with every number as a real, so that integers of any size are taken: Python writes 10^30
 * for "no limit" into the model_max_length of most published tokenizer_config.json. */
json_t *jsonfile_parse_reals(Str text, Err *e);

/* "null", "a string" ...: what a value is, for sentences. Static storage. */
const char *jsonfile_kind(const json_t *v);

/* An integer of at least `least` and at most `most`. 0, or -1 with ERR_FORMAT naming the key. */
int jsonfile_integer(const json_t *v, const char *key, uint64_t least, uint64_t most, uint64_t *out,
                     Err *e);

#endif
