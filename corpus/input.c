/* Decompressed bytes: see input.h. Without compression the file's own blocks are shown, uncopied.
 *
 * The decoder fills blocks that end at multiples of INFILE_BLOCK_BYTES of decompressed bytes, also
 * where it takes over from threads that decoded ahead: what a library says about damage may depend on
 * how much it was asked for, and the same damage is to be described by the same words. */
#include "corpus/input.h"

#include "corpus/decoder.h"

#include "audit/base/mem.h"

#include <assert.h>
#include <stdlib.h>

static const Decoder *const DECODERS[N_CODECS] = {
    [CODEC_NONE] = NULL,      [CODEC_ZSTD] = &decoder_zstd,   [CODEC_GZIP] = &decoder_gzip,
    [CODEC_XZ] = &decoder_xz, [CODEC_BZIP2] = &decoder_bzip2, [CODEC_LZ4] = &decoder_lz4,
};

struct Input {
    InFile *file;
    Codec codec;
    AheadOptions ahead_options; /* n_threads 0: not (any more) */
    Ahead *ahead;               /* in place of the decoder while it is not NULL */
    uint64_t ahead_skip;        /* bytes of its first ones that the caller has had already */
    uint64_t ahead_read;        /* of the file, before it or when it was given up */
    void *decoder;              /* NULL for CODEC_NONE and while there is an ahead */
    char *block;                /* [INFILE_BLOCK_BYTES], decoded */
    size_t at, n;               /* block[at .. n) is not consumed yet */
    uint64_t decoded;           /* by the decoder: the offset of block[n] */
    uint64_t skip;              /* bytes of the next ones that the caller has had already */
    uint64_t offset;
    DecoderStep step; /* what the last fill ended with */
    Err damage;       /* when step is DECODER_DAMAGED */
};

Input *input_open(const char *path, Err *e)
{
    const AheadOptions none = {0};
    return input_open_ahead(path, &none, e);
}

Input *input_open_ahead(const char *path, const AheadOptions *o, Err *e)
{
    InFile *file = infile_open(path, e);
    if (!file)
        return NULL;
    Str head = {"", 0};
    if (infile_peek(file, &head, e) < 0) {
        err_add(e, "%s", path);
        infile_close(file);
        return NULL;
    }
    Input *in = mem_zero(1, sizeof *in);
    in->file = file;
    for (Codec c = CODEC_ZSTD; c < N_CODECS; c++)
        if (DECODERS[c]->recognise(head))
            in->codec = c;
    if (in->codec != CODEC_NONE) {
        infile_align_blocks(file);
        in->decoder = DECODERS[in->codec]->open(file);
        in->block = mem_alloc(INFILE_BLOCK_BYTES, 1);
        if (o->n_threads >= 2 && DECODERS[in->codec]->scout)
            in->ahead_options = *o;
    }
    return in;
}

uint64_t input_bytes_read(const Input *in)
{
    const uint64_t read = in->ahead ? ahead_file_offset(in->ahead) : infile_bytes_read(in->file);
    return read > in->ahead_read ? read : in->ahead_read;
}

/* The first block is consumed and there is more: from here on threads decode, from the beginning. */
static void input_go_ahead(Input *in)
{
    in->ahead = ahead_open(in->file, DECODERS[in->codec], &in->ahead_options);
    in->ahead_options.n_threads = 0;
    if (!in->ahead)
        return;
    in->ahead_read = infile_bytes_read(in->file);
    in->ahead_skip = in->offset;
    DECODERS[in->codec]->close(in->decoder); /* its window is memory that the threads use */
    in->decoder = NULL;
}

/* What the threads could not decode is decoded here, from the last place that is known to be good. */
static void input_fall_back(Input *in)
{
    const Decoder *d = DECODERS[in->codec];
    const AheadPlace place = ahead_place(in->ahead);
    in->ahead_read = input_bytes_read(in);
    ahead_close(in->ahead);
    in->ahead = NULL;
    infile_seek(in->file, place.offset);
    in->decoder = d->open(in->file);
    d->restart(in->decoder, place.n_units);
    in->decoded = place.decoded;
    in->skip = in->offset - place.decoded;
    in->at = in->n = 0;
}

/* 1, 0 or -1 as input_peek; 2 when the decoder is to go on. */
static int input_peek_ahead(Input *in, Str *chunk)
{
    for (;;) {
        switch (ahead_peek(in->ahead, chunk)) {
        case AHEAD_END:
            in->step = DECODER_END;
            return 0;
        case AHEAD_BROKEN:
            input_fall_back(in);
            return 2;
        case AHEAD_BYTES:
            break;
        }
        if (in->ahead_skip == 0)
            return 1;
        const size_t n = chunk->n < in->ahead_skip ? chunk->n : (size_t)in->ahead_skip;
        ahead_consume(in->ahead, n);
        in->ahead_skip -= n;
    }
}

/* Lets the decoder fill the block; of what it gives, nothing may be new to the caller. */
static void input_fill(Input *in)
{
    const size_t capacity = INFILE_BLOCK_BYTES - (size_t)(in->decoded % INFILE_BLOCK_BYTES);
    in->step = DECODERS[in->codec]->read(in->decoder, in->block, capacity, &in->n, &in->damage);
    in->decoded += in->n;
    in->at = in->n < in->skip ? in->n : (size_t)in->skip;
    in->skip -= in->at;
}

static int input_peek_plain(Input *in, Str *chunk, Err *e)
{
    if (in->step != DECODER_DAMAGED) {
        const int r = infile_peek(in->file, chunk, &in->damage);
        if (r >= 0)
            return r;
        in->step = DECODER_DAMAGED;
    }
    *e = in->damage;
    return -1;
}

int input_peek(Input *in, Str *chunk, Err *e)
{
    if (in->codec == CODEC_NONE)
        return input_peek_plain(in, chunk, e);
    if (in->ahead_options.n_threads > 0 && in->at == in->n && in->n > 0 && in->step == DECODER_MORE)
        input_go_ahead(in);
    if (in->ahead) {
        const int r = input_peek_ahead(in, chunk);
        if (r != 2)
            return r;
    }
    while (in->at == in->n && in->step == DECODER_MORE)
        input_fill(in);
    *chunk = (Str){in->block + in->at, in->n - in->at};
    if (chunk->n > 0)
        return 1;
    if (in->step == DECODER_END)
        return 0;
    *e = in->damage;
    return -1;
}

void input_consume(Input *in, size_t n)
{
    in->offset += n;
    if (in->codec == CODEC_NONE) {
        infile_consume(in->file, n);
        return;
    }
    if (in->ahead) {
        ahead_consume(in->ahead, n);
        return;
    }
    assert(n <= in->n - in->at);
    in->at += n;
}

uint64_t input_skip(Input *in, uint64_t n)
{
    if (in->codec != CODEC_NONE)
        return 0;
    const uint64_t at = infile_offset(in->file), bytes = infile_bytes(in->file);
    const uint64_t left = at < bytes ? bytes - at : 0, skipped = n < left ? n : left;
    infile_seek(in->file, at + skipped);
    in->offset += skipped;
    return skipped;
}

uint64_t input_offset(const Input *in)
{
    return in->offset;
}

Codec input_codec(const Input *in)
{
    return in->codec;
}

bool input_is_damaged(const Input *in, Err *e)
{
    if (in->step != DECODER_DAMAGED)
        return false;
    *e = in->damage;
    return true;
}

InFile *input_file(const Input *in)
{
    return in->file;
}

void input_close(Input *in)
{
    if (!in)
        return;
    ahead_close(in->ahead);
    if (in->decoder)
        DECODERS[in->codec]->close(in->decoder);
    infile_close(in->file);
    free(in->block);
    free(in);
}
