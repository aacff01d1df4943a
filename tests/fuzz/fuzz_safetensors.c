/* A safetensors file from an enemy: refused with a sentence, or tensors that lie in the file. */
#include "infer/checkpoint/safetensors.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena a = {0};
    Err e = {0};
    Tensor *t;
    size_t n, covered = 0, sum = 0;
    if (safetensors_parse((Str){(const char *)data, size}, &a, &t, &n, &e) == 0) {
        for (size_t i = 0; i < n; i++) {
            covered += t[i].bytes.n;
            for (size_t j = 0; j < t[i].bytes.n; j++) /* the sanitizer sees a byte outside */
                sum += (unsigned char)t[i].bytes.s[j];
            if (t[i].n_elements > t[i].bytes.n)
                abort();
        }
        if (covered > size || sum > 255 * size)
            abort();
    } else if (e.kind != ERR_FORMAT) {
        abort();
    }
    arena_free(&a);
    return 0;
}
