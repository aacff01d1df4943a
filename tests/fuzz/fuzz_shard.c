/* Any bytes as a shard: archives and compressions, damaged in every way. */
#define _GNU_SOURCE /* memfd_create */
#include "tests/fuzz/formatcheck.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_bytes(data, size, &(ShardOptions){.text_field = "text", .id_field = "id"});
    return 0;
}
