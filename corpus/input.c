/* Decompressed bytes: see input.h. Without compression the file's own blocks are shown, uncopied.
 */
#include "corpus/input.h"

#include "corpus/decoder.h"

#include "audit/base/mem.h"

#include <assert.h>
#include <stdlib.h>

static const Decoder *const DECODERS[N_CODECS] = {
    [CODEC_NONE] = NULL,
    [CODEC_ZSTD] = &decoder_zstd,
    [CODEC_GZIP] = &decoder_gzip,
    [CODEC_XZ] = &decoder_xz,
};

struct Input {
    InFile *file;
    Codec codec;
    void *decoder; /* NULL for CODEC_NONE */
    char *block;   /* [INFILE_BLOCK_BYTES], decoded */
    size_t at, n;  /* block[at .. n) is not consumed yet */
    uint64_t offset;
    DecoderStep step; /* what the last fill ended with */
    Err damage;       /* when step is DECODER_DAMAGED */
};

Input *input_open(const char *path, Err *e)
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
        in->decoder = DECODERS[in->codec]->open(file);
        in->block = mem_alloc(INFILE_BLOCK_BYTES, 1);
    }
    return in;
}

int input_peek(Input *in, Str *chunk, Err *e)
{
    if (in->codec == CODEC_NONE) {
        if (in->step != DECODER_DAMAGED) {
            const int r = infile_peek(in->file, chunk, &in->damage);
            if (r >= 0)
                return r;
            in->step = DECODER_DAMAGED;
        }
        *e = in->damage;
        return -1;
    }
    while (in->at == in->n && in->step == DECODER_MORE) {
        in->at = 0;
        in->step = DECODERS[in->codec]->read(in->decoder, in->block, INFILE_BLOCK_BYTES, &in->n,
                                             &in->damage);
    }
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
    if (in->decoder)
        DECODERS[in->codec]->close(in->decoder);
    infile_close(in->file);
    free(in->block);
    free(in);
}
