/* For tests/oracle/tokenizer_golden.py: encodes and decodes what comes in on standard input.
 *
 * tokenizer_stream TOKENIZER
 *   in:  (uint32 n, n bytes of text)*
 *   out: (uint32 n, n ids as uint32, uint32 n, n bytes that the ids decode to)*, or the text of an
 *        error on standard error and exit code 1
 * tokenizer_stream --decode TOKENIZER
 *   in:  (uint32 n, n ids)*                out: (uint32 n, n bytes)*
 * Numbers are little endian. */
#include "audit/base/buf.h"
#include "audit/base/mem.h"
#include "infer/infer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool read_block(Buf *b, size_t size)
{
    uint32_t n;
    if (fread(&n, sizeof n, 1, stdin) != 1)
        return false;
    buf_clear(b);
    buf_reserve(b, n * size + 1);
    b->n = n * size;
    return fread(b->s, size, n, stdin) == n;
}

static void write_block(const void *s, size_t n, size_t size)
{
    const uint32_t count = (uint32_t)n;
    fwrite(&count, sizeof count, 1, stdout);
    fwrite(s, size, n, stdout);
}

static void encode_all(const Tokenizer *t)
{
    TokenizerScratch *scratch = NULL;
    Buf in = {0}, out = {0};
    uint32_t *ids = NULL;
    while (read_block(&in, 1)) {
        const size_t n = tokenizer_encode(t, &scratch, buf_str(&in), NULL, 0);
        ids = mem_resize(ids, n, sizeof *ids);
        if (tokenizer_encode(t, &scratch, buf_str(&in), ids, n) != n)
            abort();
        write_block(ids, n, sizeof *ids);
        buf_clear(&out);
        tokenizer_decode(t, ids, n, true, &out);
        write_block(buf_str(&out).s, out.n, 1);
    }
    free(ids);
    buf_free(&in);
    buf_free(&out);
    tokenizer_scratch_free(scratch);
}

static void decode_all(const Tokenizer *t)
{
    Buf in = {0}, out = {0};
    while (read_block(&in, sizeof(uint32_t))) {
        buf_clear(&out);
        tokenizer_decode(t, (const uint32_t *)in.s, in.n / sizeof(uint32_t), true, &out);
        write_block(buf_str(&out).s, out.n, 1);
    }
    buf_free(&in);
    buf_free(&out);
}

int main(int argc, char **argv)
{
    const bool decode = argc == 3 && strcmp(argv[1], "--decode") == 0;
    if (argc != 2 && !decode)
        return 2;
    Err e = {0};
    Tokenizer *t = tokenizer_open(argv[argc - 1], &e);
    if (!t) {
        fprintf(stderr, "%s\n", e.text);
        return 1;
    }
    if (decode)
        decode_all(t);
    else
        encode_all(t);
    tokenizer_close(t);
    return 0;
}
