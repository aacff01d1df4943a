/* Token ids as a line of JSON, [3,14,15]: written and read without a JSON tree, for streams of many
 * millions of ids. */
#ifndef ROTE_IDLINE_H
#define ROTE_IDLINE_H

#include "audit/base/buf.h"
#include "audit/base/err.h"
#include "audit/base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* A growing list of ids. Start from {0}; idlist_free at the end. */
typedef struct {
    uint32_t *ids;
    size_t n, capacity;
} IdList;

/* Room for n ids in all; what is there stays. */
void idlist_reserve(IdList *l, size_t n);
void idlist_free(IdList *l);

/* Adds "[3,14,15]", without a newline. */
void idline_add(Buf *out, const uint32_t *ids, size_t n);

/* Whether the line is meant as an array of ids: [ before digits, commas and blanks, and ] behind them
 * unless it was cut off (idline_parse then says so). "[INST] hello" is not; "[12]" and "[12, 3" are.
 */
bool idline_claims(Str line);

/* Reads a JSON array of whole numbers from 0 to 2^32 - 1 and nothing else, blanks allowed. The list
 * is replaced. 0, or -1 with ERR_FORMAT naming the byte. */
int idline_parse(Str line, IdList *out, Err *e);

#endif
