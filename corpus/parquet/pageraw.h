/* A page's bytes as they lie in the file, looked at before they are consumed, a piece at a time.
 * The page's checksum is verified when its last piece is loaded: of a page of up to a piece, before
 * any of it is seen. */
#ifndef ROTE_PAGERAW_H
#define ROTE_PAGERAW_H

#include "corpus/parquet/pageheader.h"

enum { PAGERAW_BYTES = 1 << 20, PAGERAW_LOOK = 256 };

typedef struct {
    InFile *file;
    uint64_t offset;        /* of the next byte to load */
    uint64_t to_load;       /* bytes of the page that are still to be loaded */
    char *piece;            /* [capacity] */
    size_t capacity, at, n; /* piece[at .. n) is not consumed yet */
    bool has_crc;
    uint32_t crc, crc_stated;
} PageRaw;

/* Begins page h; start from (PageRaw){.file = f}. */
void pageraw_start(PageRaw *r, const PageHeader *h);
/* Shows at least `want` bytes (at most PAGERAW_LOOK), or all that the page still has, if fewer; *s
 * is empty at its end. Valid until the next call. 0, or -1 with ERR_IO or ERR_FORMAT (wrong
 * checksum). */
int pageraw_peek(PageRaw *r, size_t want, Str *s, Err *e);
void pageraw_take(PageRaw *r, size_t n);
/* Bytes not consumed yet. */
uint64_t pageraw_left(const PageRaw *r);
/* Loads what is left, for the checksum's sake. */
int pageraw_drain(PageRaw *r, Err *e);
void pageraw_free(PageRaw *r);

#endif
