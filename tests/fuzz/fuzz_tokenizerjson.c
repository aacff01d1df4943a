/* A tokenizer.json of any bytes, and a text: see kinduse.h. */
#include "infer/tokenizer/tokenizerjson.h"
#include "tests/fuzz/kinduse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return kind_try(&tokenizerjson_kind, data, size);
}
