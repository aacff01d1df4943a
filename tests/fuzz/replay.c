/* Feeds the files named on the command line to a fuzz target, as libFuzzer would: seeds and past
 * crashes as plain tests. */
#include "audit/base/buf.h"
#include "audit/base/err.h"
#include "audit/base/file.h"

#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        Buf bytes = {0};
        Err e = {0};
        if (file_read(argv[i], &bytes, &e) != 0) {
            fprintf(stderr, "%s\n", e.text);
            return 1;
        }
        LLVMFuzzerTestOneInput((const uint8_t *)buf_str(&bytes).s, bytes.n);
        printf("seed %s\n", argv[i]);
        fflush(stdout);
        buf_free(&bytes);
    }
    return 0;
}
