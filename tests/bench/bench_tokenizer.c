/* bench_tokenizer TOKENIZER TEXT...: megabytes a second that one core encodes, in the steady state of
 * an audit: each file is a document, one scratch for all, the best of several rounds. Prints
 * "KIND MB/S". */
#include "audit/base/buf.h"
#include "audit/base/clock.h"
#include "audit/base/file.h"
#include "audit/base/mem.h"
#include "infer/infer.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    enum { ROUNDS = 7 };
    Err e = {0};
    if (argc < 3) {
        fprintf(stderr, "usage: bench_tokenizer TOKENIZER TEXT...\n");
        return 2;
    }
    Tokenizer *t = tokenizer_open(argv[1], &e);
    const size_t n = (size_t)argc - 2;
    Buf *texts = mem_zero(n, sizeof *texts);
    size_t bytes = 0;
    for (size_t i = 0; t && i < n; i++) {
        if (file_read(argv[2 + i], &texts[i], &e) != 0)
            break;
        bytes += texts[i].n;
    }
    if (e.kind != ERR_NONE) {
        fprintf(stderr, "bench_tokenizer: %s\n", e.text);
        return 1;
    }
    uint32_t *ids = mem_alloc(bytes, sizeof *ids);
    TokenizerScratch *scratch = NULL;
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
        const double start = clock_seconds();
        for (size_t i = 0; i < n; i++)
            tokenizer_encode(t, &scratch, buf_str(&texts[i]), ids, bytes);
        const double speed = (double)bytes / 1e6 / (clock_seconds() - start);
        best = speed > best ? speed : best;
    }
    printf("%s %.1f\n", tokenizer_kind(t), best);
    tokenizer_scratch_free(scratch);
    tokenizer_close(t);
    for (size_t i = 0; i < n; i++)
        buf_free(&texts[i]);
    free(texts);
    free(ids);
    return 0;
}
