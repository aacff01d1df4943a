/* One JSON text -> the document in it, by a strict walk that builds no tree (jsonscan.h). */
#ifndef ROTE_RECORD_H
#define ROTE_RECORD_H

#include "corpus/corpus.h"

typedef struct Record Record;

/* Fields are named by o's paths (fieldpath.h); they are copied. */
Record *record_open(const ShardOptions *o);

/* Finds text, id and cluster in a JSON object and sets them in d, valid until the next call and as
 * long as the memory of `json`, into which they may point.
 *
 * room  NULL, or json's own memory where that may be written to: strings with escapes are decoded in
 *       place then, and a text of a gigabyte is held once
 *
 * A member that occurs twice counts with its last value, as in every common reader. Paths lead through
 * objects, not arrays. An id or a cluster is a string, or an integer (no point, no exponent), which
 * stays as it is written; anything else is none. Numbers may be of any size. \u0000 in a text is
 * allowed. -1 with ERR_FORMAT and d->fault when it is not one JSON object (RFC 8259, UTF-8), or has no
 * text field that is a string. The message quotes nothing of the text: it goes into reports. */
int record_parse(Record *r, Str json, char *room, Doc *d, Err *e);

/* Accepts NULL. */
void record_close(Record *r);

#endif
