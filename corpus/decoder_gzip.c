/* gzip (RFC 1952) through zlib, which checks every member's CRC-32 and length; libarchive's gzip
 * filter checks neither and stops without a word at bytes that are not gzip. Members follow one
 * another (pigz, bgzip, `cat`); zeros behind the last are tape padding, anything else is damage. */
#include "corpus/decoder.h"

#include "audit/base/mem.h"

#include <assert.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

enum { GZIP_WINDOW_BITS = 15 + 16 }; /* the largest window, and a gzip header around it */

typedef struct {
    InFile *file;
    z_stream z;
    uint64_t n_members; /* complete ones */
    bool in_member;
} Gzip;

static bool gzip_recognise(Str head)
{
    return head.n >= 3 && (unsigned char)head.s[0] == 0x1f && (unsigned char)head.s[1] == 0x8b &&
           head.s[2] == 8; /* deflate, the only method there is */
}

static void *gzip_open(InFile *f)
{
    Gzip *g = mem_zero(1, sizeof *g);
    g->file = f;
    if (inflateInit2(&g->z, GZIP_WINDOW_BITS) != Z_OK)
        mem_out(1, 1 << 16);
    g->in_member = true; /* an empty file is not recognised as gzip */
    return g;
}

/* Between two members: MORE when another begins here, END at the end of the file. */
static DecoderStep gzip_next_member(Gzip *g, Err *e)
{
    const uint64_t start = infile_offset(g->file);
    bool padding = false;
    for (;;) {
        Str chunk;
        const int r = infile_peek(g->file, &chunk, e);
        if (r < 0)
            return DECODER_DAMAGED;
        if (r == 0)
            return DECODER_END;
        if (!padding && (unsigned char)chunk.s[0] == 0x1f) {
            inflateReset(&g->z);
            g->in_member = true;
            return DECODER_MORE;
        }
        padding = true;
        for (size_t i = 0; i < chunk.n; i++) {
            if (chunk.s[i] == 0)
                continue;
            err_set(e, ERR_FORMAT,
                    "byte %" PRIu64 " of the file: what follows gzip member %" PRIu64
                    " is not gzip; was something appended?",
                    start, g->n_members);
            return DECODER_DAMAGED;
        }
        infile_consume(g->file, chunk.n);
    }
}

static DecoderStep gzip_inflate(Gzip *g, Err *e)
{
    Str chunk = {"", 0};
    if (infile_peek(g->file, &chunk, e) < 0)
        return DECODER_DAMAGED;
    const size_t given = chunk.n < UINT_MAX ? chunk.n : UINT_MAX;
    g->z.next_in = (Bytef *)(uintptr_t)chunk.s; /* zlib does not write there */
    g->z.avail_in = (uInt)given;
    const uInt room = g->z.avail_out;
    const int code = inflate(&g->z, Z_NO_FLUSH);
    infile_consume(g->file, given - g->z.avail_in);
    if (code == Z_MEM_ERROR)
        mem_out(1, 1 << 15);
    if (code == Z_STREAM_END) {
        g->in_member = false;
        g->n_members++;
        return DECODER_MORE;
    }
    if (code == Z_OK && (given > 0 || g->z.avail_out < room))
        return DECODER_MORE;
    if (given == 0)
        err_set(e, ERR_FORMAT,
                "the file is cut off: it ends at byte %" PRIu64
                " in the middle of gzip member %" PRIu64,
                infile_offset(g->file), g->n_members + 1);
    else
        err_set(e, ERR_FORMAT, "byte %" PRIu64 " of the file: gzip member %" PRIu64 ": %s",
                infile_offset(g->file), g->n_members + 1, g->z.msg ? g->z.msg : zError(code));
    return DECODER_DAMAGED;
}

static DecoderStep gzip_read(void *state, char *out, size_t capacity, size_t *n, Err *e)
{
    Gzip *g = state;
    assert(capacity <= UINT_MAX);
    g->z.next_out = (Bytef *)out;
    g->z.avail_out = (uInt)capacity;
    DecoderStep step = DECODER_MORE;
    while (step == DECODER_MORE && g->z.avail_out > 0)
        step = g->in_member ? gzip_inflate(g, e) : gzip_next_member(g, e);
    *n = capacity - g->z.avail_out;
    return step;
}

static void gzip_close(void *state)
{
    Gzip *g = state;
    inflateEnd(&g->z);
    free(g);
}

const Decoder decoder_gzip = {gzip_recognise, gzip_open, gzip_read, gzip_close};
