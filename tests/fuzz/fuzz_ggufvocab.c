/* A GGUF file of any bytes, and a text: opening its vocabulary says what is wrong or the tokenizer
 * keeps its promises.
 *
 * Input: 2 bytes n (little endian), n bytes of text, the file. */
#include "audit/base/mem.h"
#include "infer/tokenizer/ggufvocab.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void use(void *v, Str text)
{
    const TokenizerKind *k = &ggufvocab_kind;
    void *scratch = NULL;
    const size_t n = k->encode(v, &scratch, text, NULL, 0);
    uint32_t *ids = mem_alloc(n + 1, sizeof *ids);
    ids[n] = 0xABCDEF01;
    assert(k->encode(v, &scratch, text, ids, n) == n);
    assert(ids[n] == 0xABCDEF01);
    for (size_t i = 0; i < n; i++)
        assert(ids[i] < k->size(v));
    uint32_t *again = mem_alloc(n + 1, sizeof *again);
    assert(k->encode(v, &scratch, text, again, n / 2) == n);
    assert(memcmp(ids, again, n / 2 * sizeof *ids) == 0);
    Buf out = {0};
    k->decode(v, ids, n, true, &out);
    k->decode(v, ids, n, false, &out);
    buf_free(&out);
    uint32_t bos;
    bool adds;
    assert(k->adds_bos(v, &adds));
    const bool has_bos = k->bos(v, &bos);
    assert(has_bos || !adds);
    assert(!has_bos || bos < k->size(v));
    free(again);
    free(ids);
    k->scratch_close(scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    size_t n = data[0] | (size_t)data[1] << 8;
    if (n > size - 2)
        n = size - 2;
    const Str text = {(const char *)data + 2, n};
    /* In memory of its own, which ends where the file does and is gone after opening. */
    const Str file = {mem_copy((const char *)data + 2 + n, size - 2 - n), size - 2 - n};
    char sha256[SHA256_HEX_BYTES] = "";
    Err e = {0};
    void *v = ggufvocab_kind.open_mapped(file, sha256, &e);
    assert((v != NULL) == (e.kind == ERR_NONE));
    assert(v || strlen(e.text) > 0);
    assert(!v || strlen(sha256) == SHA256_HEX_BYTES - 1);
    assert(!v || !ggufvocab_missing(file));
    free((void *)file.s);
    if (v) {
        use(v, text);
        ggufvocab_kind.close(v);
    }
    return 0;
}
