/* zstd (RFC 8878) through libzstd, which checks every frame's checksum where there is one. Frames and
 * skippable frames (a seekable file's table is one) follow one another; ret == 0 of
 * ZSTD_decompressStream means that a frame is complete, so a file may end there and nowhere else.
 *
 *     frame       28 b5 2f fd | descriptor | window | dictionary id | content size | block ... | checksum[4]
 *     block       last:1 type:2 size:21 (three bytes, little endian) | content
 *     skippable   5x 2a 4d 18 | size[4] | ...
 *
 * Sizes of blocks are written in front of them, so frames are found by walking from one to the next. */
#include "corpus/decoder.h"

#include "audit/base/mem.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>
#include <zstd_errors.h>

#define ZSTD_MAGIC     0xFD2FB528u
#define ZSTD_SKIPPABLE 0x184D2A50u /* the lowest four bits are free */

enum {
    ZSTD_LONGEST_WINDOW_LOG = sizeof(size_t) == 8 ? 31 : 30, /* what `zstd --long=31` writes */
    ZSTD_HEADER_MOST = 18,
};

typedef struct {
    InFile *file;
    ZSTD_DCtx *ctx;
    uint64_t n_frames; /* complete ones, skippable ones included */
    bool in_frame;
} Zstd;

static bool is_skippable(uint32_t magic)
{
    return (magic & 0xFFFFFFF0u) == ZSTD_SKIPPABLE;
}

static bool zstd_recognise(Str head)
{
    return head.n >= 4 &&
           (decoder_le32(head.s) == ZSTD_MAGIC || is_skippable(decoder_le32(head.s)));
}

static void zstd_restart(void *state, uint64_t n_units)
{
    Zstd *z = state;
    ZSTD_DCtx_reset(z->ctx, ZSTD_reset_session_only);
    z->n_frames = n_units;
    z->in_frame = false;
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
    char why[128];
    switch (ZSTD_getErrorCode(code)) {
    case ZSTD_error_prefix_unknown:
        return decoder_appended(infile_offset(z->file), "zstd frame", z->n_frames, "zstd", e);
    case ZSTD_error_frameParameter_windowTooLarge:
        snprintf(why, sizeof why, "it needs a window of more than %d MiB, which are the limit",
                 1 << (ZSTD_LONGEST_WINDOW_LOG - 20));
        return decoder_broken(z->file, "zstd frame", z->n_frames, why, e);
    case ZSTD_error_memory_allocation:
        return decoder_broken(z->file, "zstd frame", z->n_frames,
                              "there is not enough memory for its window", e);
    case ZSTD_error_dictionary_wrong:
        return decoder_broken(z->file, "zstd frame", z->n_frames,
                              "it needs a dictionary, which is not read; compress it without", e);
    default:
        return decoder_broken(z->file, "zstd frame", z->n_frames, ZSTD_getErrorName(code), e);
    }
}

static DecoderStep zstd_read(void *state, char *out, size_t capacity, size_t *n, Err *e)
{
    Zstd *z = state;
    ZSTD_outBuffer o = {out, capacity, 0};
    DecoderStep step = DECODER_MORE;
    while (step == DECODER_MORE && o.pos < o.size) {
        Str chunk;
        if (!z->in_frame && infile_is_at_stop(z->file)) {
            step = DECODER_END;
            break;
        }
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
                step = decoder_cut(z->file, "zstd frame", z->n_frames, e);
            } else {
                z->in_frame = code != 0;
                z->n_frames += code == 0;
            }
        }
    }
    *n = o.pos;
    return step;
}

static uint64_t zstd_units(const void *state)
{
    return ((const Zstd *)state)->n_frames;
}

static void zstd_close(void *state)
{
    Zstd *z = state;
    ZSTD_freeDCtx(z->ctx);
    free(z);
}

/* ---- where frames begin ---- */

/* From a frame's header to its first block; over a skippable frame as a whole. NONE where there is
 * no frame, or one that is not worth a thread's memory. */
static ScoutStep zstd_walk_header(Scout *s, const InFile *f)
{
    static const unsigned char dictionary_bytes[4] = {0, 1, 2, 4}, content_bytes[4] = {0, 2, 4, 8};
    unsigned char h[ZSTD_HEADER_MOST];
    const size_t n = infile_look_at(f, s->at, h, sizeof h);
    if (n < 8)
        return SCOUT_NONE;
    if (is_skippable(decoder_le32(h))) {
        s->at += 8 + (uint64_t)decoder_le32(h + 4);
        return SCOUT_NOT_YET;
    }
    const unsigned descriptor = h[4];
    const bool is_single = descriptor & 0x20;
    const size_t size_bytes =
        is_single && descriptor >> 6 == 0 ? 1 : content_bytes[descriptor >> 6];
    const size_t size_at = 5 + !is_single + dictionary_bytes[descriptor & 3];
    if (decoder_le32(h) != ZSTD_MAGIC || n < size_at + size_bytes)
        return SCOUT_NONE;
    uint64_t window = 0;
    if (is_single) {
        for (size_t i = size_bytes; i-- > 0;)
            window = window << 8 | h[size_at + i];
        window += size_bytes == 2 ? 256 : 0;
    } else {
        const uint64_t base = UINT64_C(1) << (10 + (h[5] >> 3));
        window = base + base / 8 * (h[5] & 7);
    }
    if (window > DECODER_AHEAD_WINDOW_BYTES)
        return SCOUT_NONE;
    s->at += size_at + size_bytes;
    s->in_unit = true;
    s->has_checksum = descriptor & 4;
    return SCOUT_NOT_YET;
}

static ScoutStep zstd_walk_block(Scout *s, const InFile *f)
{
    enum { RAW = 0, RLE = 1, COMPRESSED = 2 };
    unsigned char h[3];
    if (infile_look_at(f, s->at, h, sizeof h) < sizeof h)
        return SCOUT_NONE;
    const uint32_t block = (uint32_t)h[0] | (uint32_t)h[1] << 8 | (uint32_t)h[2] << 16;
    const uint32_t type = block >> 1 & 3;
    if (type > COMPRESSED)
        return SCOUT_NONE;
    s->at += sizeof h + (type == RLE ? 1 : block >> 3);
    if (block & 1) {
        s->at += s->has_checksum ? 4 : 0;
        s->in_unit = false;
    }
    return SCOUT_NOT_YET;
}

static ScoutStep zstd_scout(Scout *s, const InFile *f, uint64_t until)
{
    while (s->in_unit || s->at < s->want) {
        if (s->at >= until)
            return SCOUT_NOT_YET;
        const ScoutStep step = s->in_unit ? zstd_walk_block(s, f) : zstd_walk_header(s, f);
        if (step == SCOUT_NONE)
            return SCOUT_NONE;
    }
    return s->at < infile_bytes(f) ? SCOUT_FOUND : SCOUT_NONE;
}

const Decoder decoder_zstd = {
    .unit = "zstd frame",
    .recognise = zstd_recognise,
    .open = zstd_open,
    .restart = zstd_restart,
    .read = zstd_read,
    .units = zstd_units,
    .close = zstd_close,
    .scout = zstd_scout,
};
