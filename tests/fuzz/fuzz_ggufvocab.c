/* A GGUF file of any bytes, and a text: see kinduse.h. */
#include "infer/tokenizer/ggufvocab.h"
#include "tests/fuzz/kinduse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Str text, bytes;
    if (!input_divide(data, size, &text, &bytes))
        return 0;
    /* In memory of its own, which ends where the file does and is gone after opening. */
    const Str file = {mem_copy(bytes.s, bytes.n), bytes.n};
    char sha256[SHA256_HEX_BYTES] = "";
    Err e = {0};
    void *v = ggufvocab_kind.open_mapped(file, sha256, &e);
    opening_check(v, &e);
    assert(!v || strlen(sha256) == SHA256_HEX_BYTES - 1);
    assert(!v || !ggufvocab_missing(file));
    free((void *)file.s);
    if (v) {
        kind_use(&ggufvocab_kind, v, text);
        ggufvocab_kind.close(v);
    }
    return 0;
}
