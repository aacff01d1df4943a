/* xz (the .xz file format 1.1) through liblzma, which checks every block and the index;
 * libarchive's filter takes a short stream that is damaged for an empty one. Streams and stream
 * padding follow one another; anything else behind them is damage. */
#include "corpus/decoder.h"

#include "audit/base/mem.h"

#include <inttypes.h>
#include <lzma.h>
#include <stdlib.h>
#include <string.h>

#define XZ_MEMORY_BYTES (UINT64_C(2) << 30) /* dictionaries reach 1.5 GiB; the format allows 4 */

typedef struct {
    InFile *file;
    uint64_t n_streams;
    lzma_stream z;
} Xz;

static bool xz_recognise(Str head)
{
    static const char magic[6] = {'\xFD', '7', 'z', 'X', 'Z', '\0'};
    return head.n >= sizeof magic && memcmp(head.s, magic, sizeof magic) == 0;
}

static void xz_restart(void *state, uint64_t n_units)
{
    Xz *x = state;
    x->n_streams = n_units;
    if (lzma_stream_decoder(&x->z, XZ_MEMORY_BYTES, LZMA_CONCATENATED) != LZMA_OK)
        mem_out(1, 1 << 16);
}

static void *xz_open(InFile *f)
{
    Xz *x = mem_zero(1, sizeof *x);
    x->file = f;
    x->z = (lzma_stream)LZMA_STREAM_INIT;
    xz_restart(x, 0);
    return x;
}

static const char *xz_reason(lzma_ret code)
{
    switch (code) {
    case LZMA_FORMAT_ERROR:
        return "not xz";
    case LZMA_OPTIONS_ERROR:
        return "a damaged header, or a filter that liblzma does not know";
    case LZMA_MEMLIMIT_ERROR:
        return "it needs a dictionary of more than 2 GiB, which are the limit";
    case LZMA_DATA_ERROR:
        return "damaged data, or something that is not xz behind it";
    default:
        return "liblzma cannot go on";
    }
}

static DecoderStep xz_read(void *state, char *out, size_t capacity, size_t *n, Err *e)
{
    Xz *x = state;
    x->z.next_out = (uint8_t *)out;
    x->z.avail_out = capacity;
    DecoderStep step = DECODER_MORE;
    while (step == DECODER_MORE && x->z.avail_out > 0) {
        Str chunk = {"", 0};
        const int r = infile_peek(x->file, &chunk, e);
        if (r < 0) {
            step = DECODER_DAMAGED;
            break;
        }
        x->z.next_in = (const uint8_t *)chunk.s;
        x->z.avail_in = chunk.n;
        const lzma_ret code = lzma_code(&x->z, r == 0 ? LZMA_FINISH : LZMA_RUN);
        infile_consume(x->file, chunk.n - x->z.avail_in);
        if (code == LZMA_STREAM_END) {
            step = DECODER_END;
        } else if (code == LZMA_MEM_ERROR) {
            mem_out(1, (size_t)lzma_memusage(&x->z));
        } else if (code == LZMA_BUF_ERROR && r == 0) {
            err_set(e, ERR_FORMAT,
                    "the file is cut off: it ends at byte %" PRIu64 " in the middle of xz data",
                    infile_offset(x->file));
            step = DECODER_DAMAGED;
        } else if (code != LZMA_OK && code != LZMA_BUF_ERROR) {
            err_set(e, ERR_FORMAT, "byte %" PRIu64 " of the file: xz: %s", infile_offset(x->file),
                    xz_reason(code));
            step = DECODER_DAMAGED;
        }
    }
    *n = capacity - x->z.avail_out;
    return step;
}

/* The library goes from stream to stream by itself and does not say where one ends. */
static uint64_t xz_units(const void *state)
{
    return ((const Xz *)state)->n_streams;
}

static void xz_close(void *state)
{
    Xz *x = state;
    lzma_end(&x->z);
    free(x);
}

const Decoder decoder_xz = {
    .unit = "xz stream",
    .recognise = xz_recognise,
    .open = xz_open,
    .restart = xz_restart,
    .read = xz_read,
    .units = xz_units,
    .close = xz_close,
};
