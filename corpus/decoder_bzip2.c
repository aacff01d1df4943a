/* bzip2 (1.0) through libbz2, which checks the CRC-32 of every block and of every stream. Streams
 * follow one another (pbzip2, `cat`); zeros behind the last are tape padding, anything else is damage.
 *
 *     stream   "BZh" level'1'..'9' | block: 31 41 59 26 53 59 ... | end: 17 72 45 38 50 90 crc32[4]
 *
 * Blocks begin at any bit, so only streams are found without decoding, by their first ten bytes. */
#include "corpus/decoder.h"

#include "audit/base/mem.h"

#include <assert.h>
#include <bzlib.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { BZIP2_HEADER_BYTES = 10 };

typedef struct {
    InFile *file;
    bz_stream z;
    uint64_t n_streams; /* complete ones */
    bool in_stream;     /* then z holds memory */
} Bzip2;

static bool bzip2_begins(const unsigned char *p)
{
    static const unsigned char block[6] = {0x31, 0x41, 0x59, 0x26, 0x53, 0x59},
                               end[6] = {0x17, 0x72, 0x45, 0x38, 0x50, 0x90};
    return memcmp(p, "BZh", 3) == 0 && p[3] >= '1' && p[3] <= '9' &&
           (memcmp(p + 4, block, 6) == 0 || memcmp(p + 4, end, 6) == 0);
}

static bool bzip2_recognise(Str head)
{
    return head.n >= 4 && str_starts(head, "BZh") && head.s[3] >= '1' && head.s[3] <= '9';
}

static void bzip2_end_stream(Bzip2 *b)
{
    if (b->in_stream)
        BZ2_bzDecompressEnd(&b->z);
    b->in_stream = false;
}

static void bzip2_restart(void *state, uint64_t n_units)
{
    Bzip2 *b = state;
    bzip2_end_stream(b);
    b->n_streams = n_units;
}

static void *bzip2_open(InFile *f)
{
    Bzip2 *b = mem_zero(1, sizeof *b);
    b->file = f;
    return b;
}

static DecoderStep bzip2_next_stream(Bzip2 *b, Err *e)
{
    if (infile_is_at_stop(b->file))
        return DECODER_END;
    const DecoderStep step =
        decoder_next_unit(b->file, 'B', "bzip2 stream", b->n_streams, "bzip2", e);
    if (step != DECODER_MORE)
        return step;
    const bz_stream nothing = {0};
    b->z = nothing;
    if (BZ2_bzDecompressInit(&b->z, 0, 0) != BZ_OK)
        mem_out(1, 1 << 16);
    b->in_stream = true;
    return DECODER_MORE;
}

static const char *bzip2_reason(int code)
{
    switch (code) {
    case BZ_DATA_ERROR_MAGIC:
        return "its header is not bzip2's";
    case BZ_DATA_ERROR:
        return "damaged data, or a checksum that differs";
    default:
        return "libbz2 cannot go on";
    }
}

/* With z.next_out and z.avail_out as the caller set them. */
static DecoderStep bzip2_decompress(Bzip2 *b, Err *e)
{
    Str chunk = {"", 0};
    if (infile_peek(b->file, &chunk, e) < 0)
        return DECODER_DAMAGED;
    b->z.next_in = (char *)(uintptr_t)chunk.s; /* the library does not write there */
    b->z.avail_in = (unsigned)chunk.n;
    const unsigned room = b->z.avail_out;
    const int code = BZ2_bzDecompress(&b->z);
    infile_consume(b->file, chunk.n - b->z.avail_in);
    if (code == BZ_MEM_ERROR)
        mem_out(1, 4 * 900000);
    if (code == BZ_STREAM_END) {
        bzip2_end_stream(b);
        b->n_streams++;
        return DECODER_MORE;
    }
    if (code != BZ_OK)
        return decoder_broken(b->file, "bzip2 stream", b->n_streams, bzip2_reason(code), e);
    if (chunk.n == 0 && b->z.avail_out == room)
        return decoder_cut(b->file, "bzip2 stream", b->n_streams, e);
    return DECODER_MORE;
}

static DecoderStep bzip2_read(void *state, char *out, size_t capacity, size_t *n, Err *e)
{
    Bzip2 *b = state;
    assert(capacity <= UINT_MAX && INFILE_BLOCK_BYTES <= UINT_MAX);
    size_t done = 0;
    DecoderStep step = DECODER_MORE;
    while (step == DECODER_MORE && done < capacity) {
        if (!b->in_stream) {
            step = bzip2_next_stream(b, e);
            continue;
        }
        b->z.next_out = out + done;
        b->z.avail_out = (unsigned)(capacity - done);
        step = bzip2_decompress(b, e);
        done = (size_t)(b->z.next_out - out);
    }
    *n = done;
    return step;
}

static uint64_t bzip2_units(const void *state)
{
    return ((const Bzip2 *)state)->n_streams;
}

static void bzip2_close(void *state)
{
    Bzip2 *b = state;
    bzip2_end_stream(b);
    free(b);
}

static ScoutStep bzip2_scout(Scout *s, const InFile *f, uint64_t until)
{
    return decoder_scan(s, f, until, 'B', BZIP2_HEADER_BYTES, bzip2_begins);
}

const Decoder decoder_bzip2 = {
    .unit = "bzip2 stream",
    .recognise = bzip2_recognise,
    .open = bzip2_open,
    .restart = bzip2_restart,
    .read = bzip2_read,
    .units = bzip2_units,
    .close = bzip2_close,
    .scout = bzip2_scout,
};
