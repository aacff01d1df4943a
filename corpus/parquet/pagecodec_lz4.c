/* LZ4 blocks, decoded a piece at a time.
 *
 *   sequence   llllmmmm  [255 .. < 255 more of l]  l literal bytes  u16 offset  [.. more of m]
 *              l, m = 15: bytes are added until one is below 255; then copy m + 4 bytes from offset
 *              back. The last sequence of a block ends behind its literals.
 *
 * The older codec "LZ4" is framed as Hadoop does it: u32 bytes of a frame, decompressed; then
 * chunks of u32 compressed bytes and as many bytes, each a block of its own, until the frame is
 * whole; big endian. Other writers of the same codec number wrote one bare block. A block cannot
 * begin with four 0 bits: its first sequence would copy from in front of the start. A frame below
 * 256 MiB does, so that the two can be told apart. Source: lz4_Block_format.md; Hadoop's
 * BlockDecompressorStream. */
#include "corpus/parquet/lzcopy.h"
#include "corpus/parquet/pagecodec.h"

#include "audit/base/mem.h"

#include <inttypes.h>
#include <stdlib.h>

enum {
    LZ4_HISTORY = 1 << 16,
    LZ4_SHORTEST_COPY = 4,
    LZ4_LONG = 15, /* in four bits: more follows */
    LZ4_FAST_IN = 1 + 16 + 2,
    LZ4_FAST_OUT = 16 + 18 + LZCOPY_SLACK,
};

typedef enum { AT_TOKEN, AT_LITERALS, AT_OFFSET, AT_COPY } Place;

typedef struct {
    bool may_be_framed, is_framed, begun;
    uint64_t block_left; /* compressed bytes of the block in hand */
    uint64_t block_out;  /* bytes that this block has given */
    uint64_t frame_left; /* framed: bytes that the frame still has to give */
    Place place;
    unsigned copy_bits; /* the token's lower half */
    uint64_t literal, copy;
    size_t offset;
} Lz4;

static void *lz4raw_open(void)
{
    return mem_zero(1, sizeof(Lz4));
}

static void *lz4_open(void)
{
    Lz4 *z = mem_zero(1, sizeof *z);
    z->may_be_framed = true;
    return z;
}

static void lz4_start(void *state, uint64_t bytes)
{
    (void)bytes;
    Lz4 *z = state;
    *z = (Lz4){.may_be_framed = z->may_be_framed};
}

static int damaged(const char *how, Err *e)
{
    err_set(e, ERR_FORMAT, "the page's lz4 data %s", how);
    return -1;
}

/* ---- frames ---- */

static int read_u32(PageRaw *in, uint32_t *v, Err *e)
{
    Str s;
    if (pageraw_peek(in, 4, &s, e) != 0)
        return -1;
    if (s.n < 4)
        return damaged("are cut off", e);
    const unsigned char *u = (const unsigned char *)s.s;
    *v = (uint32_t)u[0] << 24 | (uint32_t)u[1] << 16 | (uint32_t)u[2] << 8 | (uint32_t)u[3];
    pageraw_take(in, 4);
    return 0;
}

static int lz4_begin(Lz4 *z, PageRaw *in, Err *e)
{
    Str s;
    if (pageraw_peek(in, 1, &s, e) != 0)
        return -1;
    z->begun = true;
    z->is_framed = z->may_be_framed && s.n > 0 && ((unsigned char)s.s[0] & 0xF0) == 0;
    z->block_left = z->is_framed ? 0 : pageraw_left(in);
    return 0;
}

/* The next block of a framed page. */
static int next_block(Lz4 *z, PageRaw *in, Err *e)
{
    uint32_t n = 0;
    if (z->block_out > z->frame_left)
        return damaged("are damaged: a block is longer than its frame", e);
    z->frame_left -= z->block_out;
    while (z->frame_left == 0) {
        if (read_u32(in, &n, e) != 0)
            return -1;
        z->frame_left = n;
    }
    if (read_u32(in, &n, e) != 0)
        return -1;
    if (n > pageraw_left(in))
        return damaged("are cut off", e);
    z->block_left = n;
    z->block_out = 0;
    z->place = AT_TOKEN;
    return 0;
}

/* ---- blocks ---- */

static int next_byte(Lz4 *z, PageRaw *in, unsigned *b, Err *e)
{
    Str s;
    if (pageraw_peek(in, 1, &s, e) != 0)
        return -1;
    if (z->block_left == 0 || s.n == 0)
        return damaged("are cut off", e);
    *b = (unsigned char)s.s[0];
    pageraw_take(in, 1);
    z->block_left--;
    return 0;
}

static int read_length(Lz4 *z, PageRaw *in, unsigned bits, uint64_t *n, Err *e)
{
    *n = bits;
    for (unsigned b = bits == LZ4_LONG ? 255 : 0; b == 255;) {
        if (next_byte(z, in, &b, e) != 0)
            return -1;
        *n += b;
    }
    return 0;
}

/* What stands between literals and copy, or between copy and literals. */
static int lz4_turn(Lz4 *z, PageRaw *in, size_t behind, Err *e)
{
    unsigned a, b;
    if (z->place == AT_TOKEN) {
        if (next_byte(z, in, &a, e) != 0 || read_length(z, in, a >> 4, &z->literal, e) != 0)
            return -1;
        z->copy_bits = a & 15;
        z->place = AT_LITERALS;
        return 0;
    }
    if (z->block_left == 0) { /* the last sequence */
        z->place = AT_TOKEN;
        return 0;
    }
    if (next_byte(z, in, &a, e) != 0 || next_byte(z, in, &b, e) != 0 ||
        read_length(z, in, z->copy_bits, &z->copy, e) != 0)
        return -1;
    z->copy += LZ4_SHORTEST_COPY;
    z->offset = a | b << 8;
    z->place = AT_COPY;
    if (z->offset > 0 && z->offset <= behind && z->offset <= z->block_out)
        return 0;
    return damaged("are damaged: they point in front of the start", e);
}

static int lz4_literals(Lz4 *z, PageRaw *in, char *out, size_t room, size_t *n, Err *e)
{
    Str s;
    if (z->literal == 0) {
        z->place = AT_OFFSET;
        return 0;
    }
    if (pageraw_peek(in, 1, &s, e) != 0)
        return -1;
    uint64_t k = z->literal < s.n ? z->literal : s.n;
    k = k < room ? k : room;
    k = k < z->block_left ? k : z->block_left;
    if (k == 0)
        return damaged("are cut off", e);
    memcpy(out, s.s, (size_t)k);
    pageraw_take(in, (size_t)k);
    z->block_left -= k;
    z->block_out += k;
    z->literal -= k;
    *n += (size_t)k;
    return 0;
}

static void lz4_copy(Lz4 *z, char *out, size_t room, size_t *n)
{
    const size_t k = z->copy < room ? (size_t)z->copy : room;
    lzcopy(out, z->offset, k);
    z->copy -= k;
    z->block_out += k;
    *n += k;
    if (z->copy == 0)
        z->place = AT_TOKEN;
}

/* Whole sequences whose lengths lie in the token, while there is room; as snappy_fast. */
static size_t lz4_fast(Lz4 *z, const Str s, char *out, size_t room, size_t behind, size_t *used)
{
    const unsigned char *p = (const unsigned char *)s.s;
    const size_t reach = z->block_out < behind ? (size_t)z->block_out : behind;
    size_t at = 0, n = 0;
    while (s.n - at >= LZ4_FAST_IN && room - n >= LZ4_FAST_OUT) {
        const size_t literal = p[at] >> 4, copy = (p[at] & 15u) + LZ4_SHORTEST_COPY;
        if (literal == LZ4_LONG || copy == LZ4_LONG + LZ4_SHORTEST_COPY)
            break;
        const size_t offset = p[at + 1 + literal] | (size_t)p[at + 2 + literal] << 8;
        if (offset == 0 || offset > reach + n + literal)
            break;
        memcpy(out + n, p + at + 1, 16);
        lzcopy_fast(out + n + literal, offset, copy);
        at += 1 + literal + 2;
        n += literal + copy;
    }
    z->block_out += n;
    z->block_left -= at;
    *used = at;
    return n;
}

static int lz4_token(Lz4 *z, PageRaw *in, char *out, size_t room, size_t behind, size_t *n, Err *e)
{
    Str s;
    size_t used;
    if (pageraw_peek(in, LZ4_FAST_IN, &s, e) != 0)
        return -1;
    if (s.n > z->block_left)
        s.n = (size_t)z->block_left;
    *n += lz4_fast(z, s, out, room, behind, &used);
    pageraw_take(in, used);
    return lz4_turn(z, in, 0, e);
}

static int lz4_read(void *state, PageRaw *in, char *out, size_t room, size_t behind, size_t *n,
                    Err *e)
{
    Lz4 *z = state;
    *n = 0;
    if (!z->begun && lz4_begin(z, in, e) != 0)
        return -1;
    while (*n < room) {
        int r = 0;
        if (z->place == AT_TOKEN && z->block_left == 0) {
            if (!z->is_framed)
                return 0; /* the caller knows whether more should have come */
            r = next_block(z, in, e);
        } else if (z->place == AT_TOKEN) {
            r = lz4_token(z, in, out + *n, room - *n, behind + *n, n, e);
        } else if (z->place == AT_LITERALS) {
            r = lz4_literals(z, in, out + *n, room - *n, n, e);
        } else if (z->place == AT_OFFSET) {
            r = lz4_turn(z, in, behind + *n, e);
        } else {
            lz4_copy(z, out + *n, room - *n, n);
        }
        if (r != 0)
            return -1;
    }
    return 0;
}

/* The last literals may have filled the page: then the block ends behind them. */
static int lz4_end(void *state, PageRaw *in, Err *e)
{
    const Lz4 *z = state;
    if (pageraw_left(in) == 0 && z->literal == 0 && z->place != AT_COPY)
        return 0;
    return damaged("go on where the page should end", e);
}

const PageCodec pagecodec_lz4raw = {"lz4_raw", LZ4_HISTORY, lz4raw_open, lz4_start,
                                    lz4_read,  lz4_end,     free};

const PageCodec pagecodec_lz4 = {"lz4", LZ4_HISTORY, lz4_open, lz4_start, lz4_read, lz4_end, free};
