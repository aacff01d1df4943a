/* Any bytes as token ids. The first byte chooses: raw files of both widths and NumPy arrays (behind
 * the magic), cut at an id or into rows; a Megatron dataset, the second byte saying how many of the
 * bytes behind it are the index. */
#define _GNU_SOURCE /* memfd_create */
#include "tests/fuzz/formatcheck.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_file(const char *path, const void *bytes, size_t n)
{
    FILE *f = fopen(path, "wb");
    check(f && fwrite(bytes, 1, n, f) == n && fclose(f) == 0);
}

/* Names tell the two files of a pair, so they need a folder. */
static void check_pair(const uint8_t *data, size_t size, const ShardOptions *o)
{
    char folder[] = "/tmp/rote-fuzz-XXXXXX", bin[64], idx[64];
    check(mkdtemp(folder) != NULL);
    snprintf(bin, sizeof bin, "%s/x.bin", folder);
    snprintf(idx, sizeof idx, "%s/x.idx", folder);
    const size_t n = size > 0 && data[0] < size ? data[0] : size;
    Buf index = {0};
    buf_add(&index, "MMIDIDX\0\0\1\0\0\0\0\0\0\0", 17);
    buf_add(&index, (const char *)data + (size > 0), n - (size > 0 && n > 0));
    write_file(idx, index.s, index.n);
    write_file(bin, data + n, size - n);
    check_shard(bin, o);
    check_shard(idx, o);
    unlink(bin);
    unlink(idx);
    rmdir(folder);
    buf_free(&index);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    ShardOptions o = {.text_field = "text", .token_bytes = data[0] & 1 ? 2 : 4};
    o.has_end_of_document = data[0] & 2;
    o.row_tokens = data[0] & 4 ? 3 : 0;
    o.end_of_document = data[0] & 8 ? 0 : 7;
    const unsigned form = data[0] >> 4 & 3;
    if (form == 0) {
        check_pair(data + 1, size - 1, &o);
        return 0;
    }
    Buf b = {0};
    if (form == 1)
        buf_add_c(&b, "\x93NUMPY\1");
    if (form == 2)
        buf_add(&b,
                "\x93NUMPY\1\0\x3b\0{'descr': '<i8', 'fortran_order': False, 'shape': (4, 2), }",
                70);
    buf_add(&b, (const char *)data + 1, size - 1);
    check_bytes((const uint8_t *)b.s, b.n, &o);
    buf_free(&b);
    return 0;
}
