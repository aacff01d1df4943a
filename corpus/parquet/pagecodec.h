/* Compressions of pages, undone a piece at a time, so that a page of any size takes little memory.
 * A new one is a PageCodec and a row in pagecodec.c's table. Source: Compression.md (Parquet
 * 2.11). */
#ifndef ROTE_PAGECODEC_H
#define ROTE_PAGECODEC_H

#include "corpus/parquet/pageraw.h"

typedef struct {
    const char *name;
    /* Bytes of the output before the one that is written next which must stay in front of it: own
     * decoders copy from there, libraries keep their own window. */
    size_t history;
    /* One for all pages of a column; NULL is never returned. */
    void *(*open)(void);
    /* A page begins that should come to `bytes` bytes, at least 1. */
    void (*start)(void *state, uint64_t bytes);
    /* Writes up to `room` > 0 bytes to out, *n of them, of which `behind` bytes were written before
     * and still stand in front of out. *n is 0 only where the compressed bytes end early. 0, or -1
     * with ERR_FORMAT or ERR_IO. */
    int (*read)(void *state, PageRaw *in, char *out, size_t room, size_t behind, size_t *n, Err *e);
    /* All bytes promised were read: whether the stream ends here too, with a checksum if it has
     * one. 0 or -1. */
    int (*end)(void *state, PageRaw *in, Err *e);
    void (*close)(void *state);
} PageCodec;

extern const PageCodec pagecodec_none;
extern const PageCodec pagecodec_zstd;
extern const PageCodec pagecodec_gzip;
extern const PageCodec pagecodec_brotli;
extern const PageCodec pagecodec_snappy;
extern const PageCodec pagecodec_lz4raw;
extern const PageCodec pagecodec_lz4; /* as Hadoop frames it, or a bare block; told apart */

/* The codec that column metadata call `number`; NULL with ERR_FORMAT that names it. */
const PageCodec *pagecodec_find(int64_t number, Err *e);

#endif
