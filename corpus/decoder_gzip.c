/* gzip (RFC 1952). ISA-L inflates; header, CRC-32 and length of every member are checked here.
 * Members follow one another (pigz, bgzip, `cat`, a WARC's records); zeros behind the last are tape
 * padding, anything else is damage.
 *
 *     1f 8b 08 flags time[4] xfl os | extra: n[2] ... | name\0 | comment\0 | crc16[2]
 *     deflate | crc32[4] length[4]
 *
 * bgzip writes how long a member is into its extra field (subfield BC, in the SAM specification);
 * elsewhere only the next member's header tells. */
#include "corpus/decoder.h"

#include "audit/base/mem.h"

#include <assert.h>
#include <inttypes.h>
#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <stdlib.h>
#include <string.h>

enum {
    GZIP_HEADER_BYTES = 10,
    GZIP_TRAILER_BYTES = 8,
    GZIP_HAS_CRC = 2,
    GZIP_HAS_EXTRA = 4,
    GZIP_HAS_NAME = 8,
    GZIP_HAS_COMMENT = 16,
    GZIP_UNKNOWN_FLAGS = 0xE0,
    BGZF_HEADER_BYTES = 18,
    /* Where data are damaged, ISA-L may notice some hundred bytes later, and has counted bytes by then
     * that it never wrote. None of them is shown. */
    GZIP_DOUBTFUL_BYTES = 4096,
};

typedef struct {
    InFile *file;
    uint64_t n_members; /* complete ones */
    bool in_member;     /* behind a header, in front of its trailer's end */
    uint32_t header_crc;
    struct inflate_state z;
} Gzip;

static bool gzip_recognise(Str head)
{
    return head.n >= 3 && (unsigned char)head.s[0] == 0x1f && (unsigned char)head.s[1] == 0x8b &&
           head.s[2] == 8; /* deflate, the only method there is */
}

static void gzip_restart(void *state, uint64_t n_units)
{
    Gzip *g = state;
    g->n_members = n_units;
    g->in_member = false;
}

static void *gzip_open(InFile *f)
{
    Gzip *g = mem_zero(1, sizeof *g);
    g->file = f;
    return g;
}

static DecoderStep gzip_broken(const Gzip *g, const char *why, Err *e)
{
    return decoder_broken(g->file, "gzip member", g->n_members, why, e);
}

/* The next n bytes of the file, those of a header into its checksum. to may be NULL. */
static DecoderStep gzip_take(Gzip *g, unsigned char *to, size_t n, Err *e)
{
    while (n > 0) {
        Str chunk;
        const int r = infile_peek(g->file, &chunk, e);
        if (r < 0)
            return DECODER_DAMAGED;
        if (r == 0)
            return decoder_cut(g->file, "gzip member", g->n_members, e);
        const size_t part = chunk.n < n ? chunk.n : n;
        if (to) {
            memcpy(to, chunk.s, part);
            to += part;
        }
        g->header_crc = crc32_gzip_refl(g->header_crc, (const unsigned char *)chunk.s, part);
        infile_consume(g->file, part);
        n -= part;
    }
    return DECODER_MORE;
}

/* A name or a comment, up to its NUL. */
static DecoderStep gzip_pass_string(Gzip *g, Err *e)
{
    for (;;) {
        Str chunk;
        const int r = infile_peek(g->file, &chunk, e);
        if (r <= 0)
            return r < 0 ? DECODER_DAMAGED : gzip_take(g, NULL, 1, e);
        const char *end = memchr(chunk.s, '\0', chunk.n);
        const DecoderStep step = gzip_take(g, NULL, end ? (size_t)(end - chunk.s) + 1 : chunk.n, e);
        if (end || step != DECODER_MORE)
            return step;
    }
}

static DecoderStep gzip_header(Gzip *g, Err *e)
{
    unsigned char h[GZIP_HEADER_BYTES], two[2];
    g->header_crc = 0;
    if (gzip_take(g, h, sizeof h, e) != DECODER_MORE)
        return DECODER_DAMAGED;
    if (!gzip_recognise((Str){(const char *)h, sizeof h}) || h[3] & GZIP_UNKNOWN_FLAGS)
        return gzip_broken(g, "its header is not gzip's", e);
    if (h[3] & GZIP_HAS_EXTRA && (gzip_take(g, two, 2, e) != DECODER_MORE ||
                                  gzip_take(g, NULL, two[0] + 256u * two[1], e) != DECODER_MORE))
        return DECODER_DAMAGED;
    if (h[3] & GZIP_HAS_NAME && gzip_pass_string(g, e) != DECODER_MORE)
        return DECODER_DAMAGED;
    if (h[3] & GZIP_HAS_COMMENT && gzip_pass_string(g, e) != DECODER_MORE)
        return DECODER_DAMAGED;
    const uint32_t crc = g->header_crc & 0xFFFF;
    if (h[3] & GZIP_HAS_CRC) {
        if (gzip_take(g, two, 2, e) != DECODER_MORE)
            return DECODER_DAMAGED;
        if (two[0] + 256u * two[1] != crc)
            return gzip_broken(g, "incorrect header check", e);
    }
    /* Damaged data may use codes that no block defined: not those of the member before, so that a
     * member gives the same bytes wherever the decoder began. */
    memset(&g->z, 0, offsetof(struct inflate_state, tmp_out_buffer));
    isal_inflate_init(&g->z);
    g->z.crc_flag = ISAL_GZIP_NO_HDR; /* computes the CRC-32 */
    g->in_member = true;
    return DECODER_MORE;
}

static DecoderStep gzip_trailer(Gzip *g, Err *e)
{
    /* What the library has taken from the file but not used stands in whole bytes in its bits. */
    infile_seek(g->file, infile_offset(g->file) - (uint64_t)g->z.read_in_length / 8);
    unsigned char t[GZIP_TRAILER_BYTES];
    if (gzip_take(g, t, sizeof t, e) != DECODER_MORE)
        return DECODER_DAMAGED;
    if (decoder_le32(t) != g->z.crc)
        return gzip_broken(g, "incorrect data check: the CRC-32 differs", e);
    if (decoder_le32(t + 4) != g->z.total_out) /* both modulo 2^32 */
        return gzip_broken(g, "incorrect length check", e);
    g->in_member = false;
    g->n_members++;
    return DECODER_MORE;
}

static const char *gzip_reason(int code)
{
    switch (code) {
    case ISAL_INVALID_BLOCK:
        return "damaged data: no deflate block begins here";
    case ISAL_INVALID_SYMBOL:
        return "damaged data: a code that its block does not define";
    case ISAL_INVALID_LOOKBACK:
        return "damaged data: a repetition from before the beginning";
    default:
        return "damaged data";
    }
}

static DecoderStep gzip_inflate(Gzip *g, Err *e)
{
    Str chunk = {"", 0};
    if (infile_peek(g->file, &chunk, e) < 0)
        return DECODER_DAMAGED;
    g->z.next_in = (uint8_t *)(uintptr_t)chunk.s; /* the library does not write there */
    g->z.avail_in = (uint32_t)chunk.n;
    const uint32_t room = g->z.avail_out;
    const int code = isal_inflate(&g->z);
    infile_consume(g->file, chunk.n - g->z.avail_in);
    if (code != ISAL_DECOMP_OK) {
        const uint32_t given = room - g->z.avail_out;
        g->z.avail_out += given < GZIP_DOUBTFUL_BYTES ? given : GZIP_DOUBTFUL_BYTES;
        return gzip_broken(g, gzip_reason(code), e);
    }
    if (g->z.block_state == ISAL_BLOCK_FINISH)
        return gzip_trailer(g, e);
    if (chunk.n == 0 && g->z.avail_out == room)
        return decoder_cut(g->file, "gzip member", g->n_members, e);
    return DECODER_MORE;
}

static DecoderStep gzip_next_member(Gzip *g, Err *e)
{
    if (infile_is_at_stop(g->file))
        return DECODER_END;
    const DecoderStep step =
        decoder_next_unit(g->file, 0x1f, "gzip member", g->n_members, "gzip", e);
    return step == DECODER_MORE ? gzip_header(g, e) : step;
}

static DecoderStep gzip_read(void *state, char *out, size_t capacity, size_t *n, Err *e)
{
    Gzip *g = state;
    assert(capacity <= UINT32_MAX && INFILE_BLOCK_BYTES <= UINT32_MAX);
    size_t done = 0;
    DecoderStep step = DECODER_MORE;
    while (step == DECODER_MORE && done < capacity) {
        if (!g->in_member) {
            step = gzip_next_member(g, e);
            continue;
        }
        g->z.next_out = (uint8_t *)out + done;
        g->z.avail_out = (uint32_t)(capacity - done);
        step = gzip_inflate(g, e);
        done = capacity - g->z.avail_out;
    }
    *n = done;
    return step;
}

static uint64_t gzip_units(const void *state)
{
    return ((const Gzip *)state)->n_members;
}

static void gzip_close(void *state)
{
    free(state);
}

/* ---- where members begin ---- */

/* Size of a member as bgzip writes it, 0 of another. Its header has just the one subfield. */
static uint64_t bgzf_bytes(const InFile *f, uint64_t at)
{
    static const unsigned char extra[6] = {6, 0, 'B', 'C', 2, 0};
    unsigned char h[BGZF_HEADER_BYTES];
    if (infile_look_at(f, at, h, sizeof h) < sizeof h ||
        !gzip_recognise((Str){(const char *)h, sizeof h}) || h[3] != GZIP_HAS_EXTRA ||
        memcmp(h + GZIP_HEADER_BYTES, extra, sizeof extra) != 0)
        return 0;
    return (uint64_t)h[16] + 256u * h[17] + 1;
}

/* What compressors write: among random bytes one place in 10^11 looks so. */
static bool gzip_begins(const unsigned char *h)
{
    const bool is_known_system = h[9] <= 13 || h[9] == 255;
    return gzip_recognise((Str){(const char *)h, GZIP_HEADER_BYTES}) &&
           !(h[3] & GZIP_UNKNOWN_FLAGS) && (h[8] == 0 || h[8] == 2 || h[8] == 4) && is_known_system;
}

static ScoutStep gzip_scout(Scout *s, const InFile *f, uint64_t until)
{
    while (!s->in_unit) { /* set once this is no bgzip file, or not any more */
        if (s->at >= s->want)
            break;
        if (s->at >= until)
            return SCOUT_NOT_YET;
        const uint64_t bytes = bgzf_bytes(f, s->at);
        s->in_unit = bytes == 0;
        s->at += bytes;
    }
    if (s->in_unit)
        return decoder_scan(s, f, until, 0x1f, GZIP_HEADER_BYTES, gzip_begins);
    return s->at < infile_bytes(f) ? SCOUT_FOUND : SCOUT_NONE;
}

const Decoder decoder_gzip = {
    .unit = "gzip member",
    .recognise = gzip_recognise,
    .open = gzip_open,
    .restart = gzip_restart,
    .read = gzip_read,
    .units = gzip_units,
    .close = gzip_close,
    .scout = gzip_scout,
};
