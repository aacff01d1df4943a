/* The table of page codecs, and those of them that libraries undo: see pagecodec.h. */
#include "corpus/parquet/pagecodec.h"

#include "audit/base/mem.h"

#include <brotli/decode.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

static int longer_than_stated(const char *codec, Err *e)
{
    err_set(e, ERR_FORMAT, "the page holds more %s data than its header states", codec);
    return -1;
}

static int cut_off(const char *codec, Err *e)
{
    err_set(e, ERR_FORMAT, "the page's %s data are cut off", codec);
    return -1;
}

/* ---- none ---- */

static void *none_open(void)
{
    return mem_zero(1, 1);
}

static void none_start(void *state, uint64_t bytes)
{
    (void)state, (void)bytes;
}

static int none_read(void *state, PageRaw *in, char *out, size_t room, size_t behind, size_t *n,
                     Err *e)
{
    (void)state, (void)behind;
    Str s;
    if (pageraw_peek(in, 1, &s, e) != 0)
        return -1;
    *n = s.n < room ? s.n : room;
    memcpy(out, s.s, *n);
    pageraw_take(in, *n);
    return 0;
}

static int none_end(void *state, PageRaw *in, Err *e)
{
    (void)state, (void)in, (void)e;
    return 0;
}

const PageCodec pagecodec_none = {"uncompressed", 0,        none_open, none_start,
                                  none_read,      none_end, free};

/* ---- zstd (RFC 8878) ---- */

typedef struct {
    ZSTD_DCtx *ctx;
    size_t last; /* 0 at the end of a frame */
} Zstd;

static void *zstd_open(void)
{
    Zstd *z = mem_zero(1, sizeof *z);
    z->ctx = ZSTD_createDCtx();
    if (!z->ctx)
        mem_out(1, 1 << 17);
    return z;
}

static void zstd_start(void *state, uint64_t bytes)
{
    (void)bytes;
    Zstd *z = state;
    ZSTD_DCtx_reset(z->ctx, ZSTD_reset_session_only);
    z->last = 1;
}

static int zstd_step(Zstd *z, PageRaw *in, char *out, size_t room, size_t *n, Err *e)
{
    ZSTD_outBuffer o = {out, room, 0};
    for (bool ended = false; !ended && (room == 0 || o.pos == 0);) {
        Str s;
        if (pageraw_peek(in, 1, &s, e) != 0)
            return -1;
        ZSTD_inBuffer i = {s.s, s.n, 0};
        z->last = ZSTD_decompressStream(z->ctx, &o, &i);
        if (ZSTD_isError(z->last)) {
            if (ZSTD_getErrorCode(z->last) == ZSTD_error_memory_allocation)
                mem_out(1, (size_t)1 << 27);
            err_set(e, ERR_FORMAT, "the page's zstd data are damaged: %s",
                    ZSTD_getErrorName(z->last));
            return -1;
        }
        pageraw_take(in, i.pos);
        ended = (i.pos == 0 && o.pos == 0) || (room == 0 && z->last == 0);
    }
    *n = o.pos;
    return 0;
}

static int zstd_read(void *state, PageRaw *in, char *out, size_t room, size_t behind, size_t *n,
                     Err *e)
{
    (void)behind;
    return zstd_step(state, in, out, room, n, e);
}

static int zstd_end(void *state, PageRaw *in, Err *e)
{
    Zstd *z = state;
    char none;
    size_t n;
    if (z->last != 0 && zstd_step(z, in, &none, 0, &n, e) != 0)
        return -1;
    if (z->last == 0)
        return 0;
    return pageraw_left(in) > 0 ? longer_than_stated("zstd", e) : cut_off("zstd", e);
}

static void zstd_close(void *state)
{
    Zstd *z = state;
    ZSTD_freeDCtx(z->ctx);
    free(z);
}

const PageCodec pagecodec_zstd = {"zstd",    0,        zstd_open, zstd_start,
                                  zstd_read, zstd_end, zstd_close};

/* ---- gzip (RFC 1952; some writers leave its wrapper away for zlib's, RFC 1950) ---- */

typedef struct {
    z_stream z;
    bool begun; /* inflateInit2 was called */
    int last;
} Gzip;

enum { GZIP_ANY_WRAPPER = MAX_WBITS + 32 };

static void *gzip_open(void)
{
    Gzip *g = mem_zero(1, sizeof *g);
    if (inflateInit2(&g->z, GZIP_ANY_WRAPPER) != Z_OK)
        mem_out(1, 1 << 16);
    return g;
}

static void gzip_start(void *state, uint64_t bytes)
{
    (void)bytes;
    Gzip *g = state;
    inflateReset2(&g->z, GZIP_ANY_WRAPPER);
    g->last = Z_OK;
}

/* With room 0 it goes on to the end of the member, whose checksum stands there. */
static int gzip_step(Gzip *g, PageRaw *in, char *out, size_t room, size_t *n, Err *e)
{
    const uInt most = room < UINT_MAX ? (uInt)room : UINT_MAX;
    g->z.next_out = (Bytef *)out;
    g->z.avail_out = most;
    do {
        Str s;
        if (pageraw_peek(in, 1, &s, e) != 0)
            return -1;
        if (g->last == Z_STREAM_END) {
            if (room == 0 || s.n == 0)
                break;
            inflateReset(&g->z); /* another member */
        }
        g->z.next_in = (z_const Bytef *)(uintptr_t)s.s;
        g->z.avail_in = (uInt)s.n;
        g->last = inflate(&g->z, Z_NO_FLUSH);
        pageraw_take(in, s.n - g->z.avail_in);
        if (g->last == Z_MEM_ERROR)
            mem_out(1, 1 << 16);
        if (g->last == Z_BUF_ERROR)
            break; /* no room, or no more bytes */
        if (g->last != Z_OK && g->last != Z_STREAM_END) {
            err_set(e, ERR_FORMAT, "the page's gzip data are damaged: %s",
                    g->z.msg ? g->z.msg : "no gzip header");
            return -1;
        }
    } while (g->z.avail_out == most);
    *n = most - g->z.avail_out;
    return 0;
}

static int gzip_read(void *state, PageRaw *in, char *out, size_t room, size_t behind, size_t *n,
                     Err *e)
{
    (void)behind;
    return gzip_step(state, in, out, room, n, e);
}

static int gzip_end(void *state, PageRaw *in, Err *e)
{
    Gzip *g = state;
    char none;
    size_t n;
    if (gzip_step(g, in, &none, 0, &n, e) != 0)
        return -1;
    if (g->last == Z_STREAM_END)
        return 0;
    return pageraw_left(in) > 0 ? longer_than_stated("gzip", e) : cut_off("gzip", e);
}

static void gzip_close(void *state)
{
    Gzip *g = state;
    inflateEnd(&g->z);
    free(g);
}

const PageCodec pagecodec_gzip = {"gzip",    0,        gzip_open, gzip_start,
                                  gzip_read, gzip_end, gzip_close};

/* ---- brotli (RFC 7932) ---- */

typedef struct {
    BrotliDecoderState *decoder; /* of the page in hand; NULL before the first */
    BrotliDecoderResult last;
} Brotli;

static void *brotli_open(void)
{
    return mem_zero(1, sizeof(Brotli));
}

static void brotli_start(void *state, uint64_t bytes)
{
    (void)bytes;
    Brotli *b = state;
    BrotliDecoderDestroyInstance(b->decoder); /* there is no way to reset one */
    b->decoder = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    if (!b->decoder)
        mem_out(1, 1 << 16);
    b->last = BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT;
}

static int brotli_step(Brotli *b, PageRaw *in, char *out, size_t room, size_t *n, Err *e)
{
    uint8_t *next_out = (uint8_t *)out;
    size_t left = room;
    while (left == room && b->last != BROTLI_DECODER_RESULT_SUCCESS) {
        Str s;
        if (pageraw_peek(in, 1, &s, e) != 0)
            return -1;
        const uint8_t *next_in = (const uint8_t *)s.s;
        size_t more = s.n;
        b->last =
            BrotliDecoderDecompressStream(b->decoder, &more, &next_in, &left, &next_out, NULL);
        pageraw_take(in, s.n - more);
        if (b->last == BROTLI_DECODER_RESULT_ERROR) {
            err_set(e, ERR_FORMAT, "the page's brotli data are damaged");
            return -1;
        }
        if (b->last == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT ||
            (b->last == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT && s.n == 0))
            break;
    }
    *n = room - left;
    return 0;
}

static int brotli_read(void *state, PageRaw *in, char *out, size_t room, size_t behind, size_t *n,
                       Err *e)
{
    (void)behind;
    return brotli_step(state, in, out, room, n, e);
}

static int brotli_end(void *state, PageRaw *in, Err *e)
{
    Brotli *b = state;
    char none;
    size_t n;
    if (brotli_step(b, in, &none, 0, &n, e) != 0)
        return -1;
    if (b->last == BROTLI_DECODER_RESULT_SUCCESS)
        return 0;
    return b->last == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT ? longer_than_stated("brotli", e)
                                                              : cut_off("brotli", e);
}

static void brotli_close(void *state)
{
    Brotli *b = state;
    BrotliDecoderDestroyInstance(b->decoder);
    free(b);
}

const PageCodec pagecodec_brotli = {"brotli",    0,          brotli_open, brotli_start,
                                    brotli_read, brotli_end, brotli_close};

/* ---- the table ---- */

static const PageCodec *const CODECS[] = {
    [0] = &pagecodec_none,   [1] = &pagecodec_snappy, [2] = &pagecodec_gzip,
    [4] = &pagecodec_brotli, [5] = &pagecodec_lz4,    [6] = &pagecodec_zstd,
    [7] = &pagecodec_lz4raw,
};

const PageCodec *pagecodec_find(int64_t number, Err *e)
{
    const size_t n = sizeof CODECS / sizeof *CODECS;
    if (number >= 0 && (uint64_t)number < n && CODECS[number])
        return CODECS[number];
    err_set(e, ERR_FORMAT,
            "the pages are compressed with %s (codec %" PRId64 "), which is not read",
            number == 3 ? "LZO" : "something unknown", number);
    return NULL;
}
