/* Any bytes as plain text, in each unit. A beginning of words makes most inputs texts. */
#define _GNU_SOURCE /* memfd_create */
#include "tests/fuzz/formatcheck.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Buf b = {0};
    buf_add_c(&b, "words\n");
    buf_add(&b, (const char *)data, size);
    for (TextUnit unit = TEXTUNIT_FILE; unit <= TEXTUNIT_PARAGRAPH; unit++)
        check_bytes((const uint8_t *)b.s, b.n,
                    &(ShardOptions){.text_field = "text", .text_unit = unit});
    buf_free(&b);
    return 0;
}
