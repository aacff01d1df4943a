/* One JSON text -> the document in it. jansson does the parsing; whoever replaces it by something
 * faster keeps this contract. */
#ifndef ROTE_RECORD_H
#define ROTE_RECORD_H

#include "corpus/corpus.h"

typedef struct Record Record;

Record *record_open(void);

/* Finds text and id in a JSON object and sets d->text and d->id, valid until the next call.
 *
 * A field that occurs twice counts with its last value, as in every common reader. An id is a
 * string or an integer, which is written in decimal; anything else is no id, as is an integer
 * beyond 64 bits. Integers and fields elsewhere may be of any size. \u0000 in a text is allowed.
 * -1 with ERR_FORMAT when it is not one JSON object (RFC 8259, UTF-8), or has no text field that is
 * a string. The message quotes nothing of the text: it goes into reports. */
int record_parse(Record *r, Str json, const ShardOptions *o, Doc *d, Err *e);

/* Accepts NULL. */
void record_close(Record *r);

#endif
