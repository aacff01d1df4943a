/* zstd (RFC 8878) through libzstd. Frames and skippable frames follow one another; ret == 0 of
 * ZSTD_decompressStream means that a frame is complete, so a file may end there and nowhere else.
 */
#include "corpus/decoder.h"

#include "audit/base/mem.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>
#include <zstd_errors.h>

enum { ZSTD_LONGEST_WINDOW_LOG = sizeof(size_t) == 8 ? 31 : 30 }; /* what `zstd --long=31` writes */

typedef struct {
    InFile *file;
    ZSTD_DCtx *ctx;
    uint64_t n_frames; /* complete ones, skippable ones included */
    bool in_frame;
} Zstd;

static uint32_t le32(const char *p)
{
    const unsigned char *u = (const unsigned char *)p;
    return (uint32_t)u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16 | (uint32_t)u[3] << 24;
}

static bool zstd_recognise(Str head)
{
    if (head.n < 4)
        return false;
    const uint32_t magic = le32(head.s);
    return magic == 0xFD2FB528u || (magic & 0xFFFFFFF0u) == 0x184D2A50u; /* frame, skippable */
}

static void *zstd_open(InFile *f)
{
    Zstd *z = mem_zero(1, sizeof *z);
    z->file = f;
    z->ctx = ZSTD_createDCtx();
    if (!z->ctx)
        mem_out(1, 1 << 17);
    ZSTD_DCtx_setParameter(z->ctx, ZSTD_d_windowLogMax, ZSTD_LONGEST_WINDOW_LOG);
    return z;
}

static DecoderStep zstd_failed(const Zstd *z, size_t code, Err *e)
{
    if (ZSTD_getErrorCode(code) == ZSTD_error_memory_allocation)
        mem_out(1, (size_t)1 << ZSTD_LONGEST_WINDOW_LOG);
    if (ZSTD_getErrorCode(code) == ZSTD_error_prefix_unknown)
        err_set(e, ERR_FORMAT,
                "byte %" PRIu64 " of the file: what follows zstd frame %" PRIu64
                " is not zstd; was something appended?",
                infile_offset(z->file), z->n_frames);
    else
        err_set(e, ERR_FORMAT, "byte %" PRIu64 " of the file: zstd frame %" PRIu64 ": %s",
                infile_offset(z->file), z->n_frames + 1, ZSTD_getErrorName(code));
    return DECODER_DAMAGED;
}

static DecoderStep zstd_read(void *state, char *out, size_t capacity, size_t *n, Err *e)
{
    Zstd *z = state;
    ZSTD_outBuffer o = {out, capacity, 0};
    DecoderStep step = DECODER_MORE;
    while (step == DECODER_MORE && o.pos < o.size) {
        Str chunk;
        const int r = infile_peek(z->file, &chunk, e);
        if (r < 0) {
            step = DECODER_DAMAGED;
        } else if (r == 0 && !z->in_frame) {
            step = DECODER_END;
        } else {
            /* At the end of the file the decoder may still hold finished bytes back. */
            ZSTD_inBuffer i = {r > 0 ? chunk.s : "", r > 0 ? chunk.n : 0, 0};
            const size_t before = o.pos;
            const size_t code = ZSTD_decompressStream(z->ctx, &o, &i);
            infile_consume(z->file, i.pos);
            if (ZSTD_isError(code)) {
                step = zstd_failed(z, code, e);
            } else if (r == 0 && o.pos == before && code != 0) {
                err_set(e, ERR_FORMAT,
                        "the file is cut off: it ends at byte %" PRIu64
                        " in the middle of zstd frame %" PRIu64,
                        infile_offset(z->file), z->n_frames + 1);
                step = DECODER_DAMAGED;
            } else {
                z->in_frame = code != 0;
                z->n_frames += code == 0;
            }
        }
    }
    *n = o.pos;
    return step;
}

static void zstd_close(void *state)
{
    Zstd *z = state;
    ZSTD_freeDCtx(z->ctx);
    free(z);
}

const Decoder decoder_zstd = {zstd_recognise, zstd_open, zstd_read, zstd_close};
