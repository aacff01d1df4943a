/* The values of a data page, one after another, in whichever encoding they are. Source:
 * Encodings.md (Parquet 2.11). */
#ifndef ROTE_PAGEVALUES_H
#define ROTE_PAGEVALUES_H

#include "corpus/parquet/deltaints.h"
#include "corpus/parquet/dictionary.h"
#include "corpus/parquet/hybrid.h"

typedef struct ValueDecoder ValueDecoder;

typedef struct {
    const ValueDecoder *decoder;
    const ParquetColumn *column;
    PageStream *stream;
    const Dictionary *dictionary;
    size_t shown; /* bytes of the stream that the last value pointed to */
    char number[8];
    Hybrid indices;
    DeltaInts lengths, prefixes; /* or the integers themselves */
    Buf value;                   /* made of a prefix and a suffix, or of split bytes */
    uint64_t at;                 /* split bytes: of the next value */
    uint64_t n_split;
} PageValues;

/* Begins the values of a page, whose levels have been taken out of the stream. `dictionary` must be
 * the chunk's if the encoding is one of dictionaries. Start from (PageValues){0}; column, stream
 * and dictionary must outlive the reading. 0, or -1 with ERR_FORMAT or ERR_IO. */
int pagevalues_start(PageValues *v, int64_t encoding, const ParquetColumn *c, PageStream *p,
                     const Dictionary *dictionary, Err *e);
/* The next value's bytes (of an integer its 4 or 8, little endian), valid until the next call. -1
 * with ERR_FORMAT when there is none, or ERR_IO. */
int pagevalues_next(PageValues *v, Str *value, Err *e);
/* Passes over n values. */
int pagevalues_skip(PageValues *v, uint64_t n, Err *e);
void pagevalues_free(PageValues *v);

/* Whether an encoding needs the dictionary. */
bool pagevalues_uses_dictionary(int64_t encoding);

#endif
