/* Any bytes behind "WARC/1.0" as records. */
#define _GNU_SOURCE /* memfd_create */
#include "tests/fuzz/formatcheck.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Buf b = {0};
    buf_add_c(&b, "WARC/1.0\r\n");
    buf_add(&b, (const char *)data, size);
    check_bytes((const uint8_t *)b.s, b.n, &(ShardOptions){.text_field = "text"});
    buf_free(&b);
    return 0;
}
