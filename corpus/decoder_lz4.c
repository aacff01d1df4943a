/* The LZ4 frame format (1.6.4) through liblz4, which checks the header's, the blocks' and the content's
 * checksums where they are written, and the content's size. Frames and skippable frames follow one
 * another; anything else behind them is damage. The legacy format, which has neither an end nor a
 * checksum, is refused by format.c.
 *
 *     frame   04 22 4d 18 | flags | block size | content size[8] | dictionary id[4] | header checksum
 *             block: size[4], highest bit: stored | content | block checksum[4] ...
 *             0[4] | content checksum[4] */
#include "corpus/decoder.h"

#include "audit/base/mem.h"

#include <lz4frame.h>
#include <stdlib.h>

#define LZ4_MAGIC     0x184D2204u
#define LZ4_SKIPPABLE 0x184D2A50u /* the lowest four bits are free */
#define LZ4_STORED    0x80000000u

enum {
    LZ4_HAS_DICTIONARY = 1, /* flags */
    LZ4_HAS_CONTENT_CHECKSUM = 4,
    LZ4_HAS_CONTENT_SIZE = 8,
    LZ4_HAS_BLOCK_CHECKSUMS = 16,
};

typedef struct {
    InFile *file;
    LZ4F_dctx *ctx;
    uint64_t n_frames; /* complete ones, skippable ones included */
    bool in_frame;
} Lz4;

static bool lz4_recognise(Str head)
{
    return head.n >= 4 && decoder_le32(head.s) == LZ4_MAGIC; /* skippable frames are zstd's, too */
}

static void lz4_restart(void *state, uint64_t n_units)
{
    Lz4 *l = state;
    LZ4F_resetDecompressionContext(l->ctx);
    l->n_frames = n_units;
    l->in_frame = false;
}

static void *lz4_open(InFile *f)
{
    Lz4 *l = mem_zero(1, sizeof *l);
    l->file = f;
    if (LZ4F_isError(LZ4F_createDecompressionContext(&l->ctx, LZ4F_VERSION)))
        mem_out(1, 1 << 12);
    return l;
}

/* What may stand at the beginning of a frame, before the library looks at it: it would decode a frame
 * that needs a dictionary without one. MORE when all is well. */
static DecoderStep lz4_look_at_header(const Lz4 *l, Err *e)
{
    unsigned char h[5];
    const size_t n = infile_look_at(l->file, infile_offset(l->file), h, sizeof h);
    if (n < sizeof h)
        return DECODER_MORE; /* the library will ask for more and be told that there is none */
    const uint32_t magic = decoder_le32(h);
    if (magic != LZ4_MAGIC && (magic & 0xFFFFFFF0u) != LZ4_SKIPPABLE)
        return decoder_appended(infile_offset(l->file), "lz4 frame", l->n_frames, "lz4", e);
    if (magic == LZ4_MAGIC && h[4] & LZ4_HAS_DICTIONARY)
        return decoder_broken(l->file, "lz4 frame", l->n_frames,
                              "it needs a dictionary, which is not read; compress it without", e);
    return DECODER_MORE;
}

static DecoderStep lz4_decompress(Lz4 *l, Str chunk, char *out, size_t *n, Err *e)
{
    size_t n_in = chunk.n;
    const size_t room = *n;
    const size_t code = LZ4F_decompress(l->ctx, out, n, chunk.s, &n_in, NULL);
    if (LZ4F_isError(code)) {
        *n = 0;
        return decoder_broken(l->file, "lz4 frame", l->n_frames, LZ4F_getErrorName(code), e);
    }
    infile_consume(l->file, n_in);
    if (chunk.n == 0 && *n == 0 && room > 0 && code != 0)
        return decoder_cut(l->file, "lz4 frame", l->n_frames, e);
    l->in_frame = code != 0;
    l->n_frames += code == 0;
    return DECODER_MORE;
}

static DecoderStep lz4_read(void *state, char *out, size_t capacity, size_t *n, Err *e)
{
    Lz4 *l = state;
    size_t done = 0;
    DecoderStep step = DECODER_MORE;
    while (step == DECODER_MORE && done < capacity) {
        Str chunk = {"", 0};
        if (!l->in_frame && infile_is_at_stop(l->file)) {
            step = DECODER_END;
            break;
        }
        const int r = infile_peek(l->file, &chunk, e);
        if (r < 0) {
            step = DECODER_DAMAGED;
        } else if (!l->in_frame) {
            step = r == 0 ? DECODER_END : lz4_look_at_header(l, e);
        }
        if (step == DECODER_MORE) {
            size_t got = capacity - done;
            step = lz4_decompress(l, chunk, out + done, &got, e);
            done += got;
        }
    }
    *n = done;
    return step;
}

static uint64_t lz4_units(const void *state)
{
    return ((const Lz4 *)state)->n_frames;
}

static void lz4_close(void *state)
{
    Lz4 *l = state;
    LZ4F_freeDecompressionContext(l->ctx);
    free(l);
}

/* ---- where frames begin ---- */

static ScoutStep lz4_walk_header(Scout *s, const InFile *f)
{
    unsigned char h[8];
    if (infile_look_at(f, s->at, h, sizeof h) < sizeof h)
        return SCOUT_NONE;
    const uint32_t magic = decoder_le32(h);
    if ((magic & 0xFFFFFFF0u) == LZ4_SKIPPABLE) {
        s->at += 8 + (uint64_t)decoder_le32(h + 4);
        return SCOUT_NOT_YET;
    }
    if (magic != LZ4_MAGIC || h[4] & LZ4_HAS_DICTIONARY)
        return SCOUT_NONE;
    s->at += 7 + (h[4] & LZ4_HAS_CONTENT_SIZE ? 8 : 0);
    s->in_unit = true;
    s->has_block_checksum = h[4] & LZ4_HAS_BLOCK_CHECKSUMS;
    s->has_checksum = h[4] & LZ4_HAS_CONTENT_CHECKSUM;
    return SCOUT_NOT_YET;
}

static ScoutStep lz4_walk_block(Scout *s, const InFile *f)
{
    unsigned char h[4];
    if (infile_look_at(f, s->at, h, sizeof h) < sizeof h)
        return SCOUT_NONE;
    const uint32_t bytes = decoder_le32(h) & ~LZ4_STORED;
    s->at += sizeof h;
    if (decoder_le32(h) == 0) {
        s->at += s->has_checksum ? 4 : 0;
        s->in_unit = false;
    } else {
        s->at += (uint64_t)bytes + (s->has_block_checksum ? 4 : 0);
    }
    return SCOUT_NOT_YET;
}

static ScoutStep lz4_scout(Scout *s, const InFile *f, uint64_t until)
{
    while (s->in_unit || s->at < s->want) {
        if (s->at >= until)
            return SCOUT_NOT_YET;
        const ScoutStep step = s->in_unit ? lz4_walk_block(s, f) : lz4_walk_header(s, f);
        if (step == SCOUT_NONE)
            return SCOUT_NONE;
    }
    return s->at < infile_bytes(f) ? SCOUT_FOUND : SCOUT_NONE;
}

const Decoder decoder_lz4 = {
    .unit = "lz4 frame",
    .recognise = lz4_recognise,
    .open = lz4_open,
    .restart = lz4_restart,
    .read = lz4_read,
    .units = lz4_units,
    .close = lz4_close,
    .scout = lz4_scout,
};
