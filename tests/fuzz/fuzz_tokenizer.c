/* A SentencePiece .model of any bytes, and a text: see kinduse.h. */
#include "infer/tokenizer/sentencepiece.h"
#include "tests/fuzz/kinduse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return kind_try(&sentencepiece_kind, data, size);
}
