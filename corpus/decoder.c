/* What decoders have in common: their sentences about damage, and the search for headers. */
#include "corpus/decoder.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

uint32_t decoder_le32(const void *p)
{
    const unsigned char *u = p;
    return (uint32_t)u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16 | (uint32_t)u[3] << 24;
}

DecoderStep decoder_cut(const InFile *f, const char *unit, uint64_t n_units, Err *e)
{
    err_set(e, ERR_FORMAT,
            "the file is cut off: it ends at byte %" PRIu64 " in the middle of %s %" PRIu64,
            infile_offset(f), unit, n_units + 1);
    return DECODER_DAMAGED;
}

DecoderStep decoder_broken(const InFile *f, const char *unit, uint64_t n_units, const char *why,
                           Err *e)
{
    err_set(e, ERR_FORMAT, "byte %" PRIu64 " of the file: %s %" PRIu64 ": %s", infile_offset(f),
            unit, n_units + 1, why);
    return DECODER_DAMAGED;
}

DecoderStep decoder_appended(uint64_t start, const char *unit, uint64_t n_units, const char *format,
                             Err *e)
{
    err_set(e, ERR_FORMAT,
            "byte %" PRIu64 " of the file: what follows %s %" PRIu64
            " is not %s; was something appended?",
            start, unit, n_units, format);
    return DECODER_DAMAGED;
}

DecoderStep decoder_next_unit(InFile *f, char begin, const char *unit, uint64_t n_units,
                              const char *format, Err *e)
{
    const uint64_t start = infile_offset(f);
    bool padding = false;
    for (;;) {
        Str chunk;
        const int r = infile_peek(f, &chunk, e);
        if (r < 0)
            return DECODER_DAMAGED;
        if (r == 0)
            return DECODER_END;
        if (!padding && chunk.s[0] == begin)
            return DECODER_MORE;
        padding = true;
        for (size_t i = 0; i < chunk.n; i++)
            if (chunk.s[i] != 0)
                return decoder_appended(start, unit, n_units, format, e);
        infile_consume(f, chunk.n);
    }
}

ScoutStep decoder_scan(Scout *s, const InFile *f, uint64_t until, char first, size_t header_bytes,
                       bool (*begins)(const unsigned char *p))
{
    unsigned char window[1 << 14];
    assert(header_bytes > 0 && header_bytes < sizeof window);
    if (s->at < s->want)
        s->at = s->want;
    while (s->at < until) {
        const size_t n = infile_look_at(f, s->at, window, sizeof window);
        if (n < header_bytes)
            return SCOUT_NONE;
        const size_t n_places = n - header_bytes + 1;
        const unsigned char *p = window;
        while ((p = memchr(p, first, (size_t)(window + n_places - p)))) {
            if (begins(p)) {
                s->at += (size_t)(p - window);
                return SCOUT_FOUND;
            }
            p++;
        }
        s->at += n_places;
    }
    return SCOUT_NOT_YET;
}
