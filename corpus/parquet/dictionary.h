/* A column chunk's dictionary: the values to which its pages' indices point. Held whole. */
#ifndef ROTE_DICTIONARY_H
#define ROTE_DICTIONARY_H

#include "corpus/parquet/pagestream.h"
#include "corpus/parquet/parquetschema.h"

/* Most writers end a dictionary at 1 MB, but only once a value has made it longer: the longest
 * document that is read, and a little more. */
#define DICTIONARY_MOST_BYTES PAGESTREAM_HELD_BYTES

typedef struct {
    Buf bytes;        /* the page, decompressed */
    uint32_t *places; /* [n] PARQUET_BYTES: where each value's length stands in bytes; else NULL */
    uint64_t n;
    size_t width; /* bytes a value, 0 for PARQUET_BYTES */
} Dictionary;

/* Replaces the content by the page h, a dictionary page of column c. Start from (Dictionary){0}. 0,
 * or -1 with ERR_FORMAT or ERR_IO. */
int dictionary_read(Dictionary *d, PageStream *p, const PageHeader *h, const ParquetColumn *c,
                    Err *e);
/* -1 with ERR_FORMAT when there is no value i. Valid until the next dictionary_read. */
int dictionary_value(const Dictionary *d, uint64_t i, Str *v, Err *e);
void dictionary_free(Dictionary *d);

#endif
