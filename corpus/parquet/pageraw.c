/* Pieces of a page: see pageraw.h. */
#include "corpus/parquet/pageraw.h"

#include "audit/base/mem.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

void pageraw_start(PageRaw *r, const PageHeader *h)
{
    r->offset = h->body;
    r->to_load = h->packed_bytes;
    r->at = r->n = 0;
    r->has_crc = h->has_crc;
    r->crc_stated = h->crc;
    r->crc = (uint32_t)crc32(0, NULL, 0);
    const size_t want = h->packed_bytes < PAGERAW_BYTES ? (size_t)h->packed_bytes : PAGERAW_BYTES;
    if (r->capacity < want) {
        free(r->piece);
        r->piece = mem_alloc(want, 1);
        r->capacity = want;
    }
}

/* Fills the piece behind what is not consumed of it. */
static int load(PageRaw *r, Err *e)
{
    memmove(r->piece, r->piece + r->at, r->n - r->at);
    r->n -= r->at;
    r->at = 0;
    infile_seek(r->file, r->offset); /* another column may have read since */
    while (r->n < r->capacity && r->to_load > 0) {
        Str chunk;
        const int got = infile_peek(r->file, &chunk, e);
        if (got < 0)
            return -1;
        if (got == 0) {
            err_set(e, ERR_FORMAT, "the file ends at byte %" PRIu64 ", in the middle of the page",
                    r->offset);
            return -1;
        }
        size_t k = r->capacity - r->n;
        k = chunk.n < k ? chunk.n : k;
        k = r->to_load < k ? (size_t)r->to_load : k;
        memcpy(r->piece + r->n, chunk.s, k);
        if (r->has_crc)
            r->crc = (uint32_t)crc32(r->crc, (const Bytef *)chunk.s, (uInt)k);
        infile_consume(r->file, k);
        r->n += k;
        r->offset += k;
        r->to_load -= k;
    }
    if (r->to_load == 0 && r->has_crc && r->crc != r->crc_stated) {
        err_set(e, ERR_FORMAT,
                "the page's checksum is wrong: its bytes give %08" PRIx32
                ", its header says %08" PRIx32,
                r->crc, r->crc_stated);
        return -1;
    }
    return 0;
}

int pageraw_peek(PageRaw *r, size_t want, Str *s, Err *e)
{
    if (r->n - r->at < want && r->to_load > 0 && load(r, e) != 0)
        return -1;
    *s = (Str){r->n > r->at ? r->piece + r->at : "", r->n - r->at};
    return 0;
}

void pageraw_take(PageRaw *r, size_t n)
{
    assert(n <= r->n - r->at);
    r->at += n;
}

uint64_t pageraw_left(const PageRaw *r)
{
    return r->n - r->at + r->to_load;
}

int pageraw_drain(PageRaw *r, Err *e)
{
    Str s;
    do {
        if (pageraw_peek(r, 1, &s, e) != 0)
            return -1;
        pageraw_take(r, s.n);
    } while (s.n > 0);
    return 0;
}

void pageraw_free(PageRaw *r)
{
    free(r->piece);
    *r = (PageRaw){.file = r->file};
}
