/* Any bytes as a compressed file: the reading ends, and several threads give what one decoder gives,
 * byte for byte and word for word. The first byte says how large the threads' parts are. */
#define _GNU_SOURCE /* memfd_create */
#include "audit/base/buf.h"
#include "audit/base/file.h"
#include "corpus/input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A bomb is read no further than this: far enough for the threads to be at work. */
enum { FUZZ_MOST_BYTES = 1 << 22 };

static void check(bool ok)
{
    if (!ok)
        abort();
}

static Buf read_some(const char *path, const AheadOptions *o, Err *e)
{
    Buf b = {0};
    Input *in = input_open_ahead(path, o, e);
    check(in != NULL);
    Str chunk;
    int step = 1;
    while (b.n < FUZZ_MOST_BYTES && (step = input_peek(in, &chunk, e)) == 1) {
        check(chunk.n > 0);
        const size_t left = FUZZ_MOST_BYTES - b.n;
        const size_t n = chunk.n < left ? chunk.n : left;
        buf_add(&b, chunk.s, n);
        input_consume(in, n);
    }
    check((step < 0) == (e->kind != ERR_NONE));
    check(input_offset(in) == b.n);
    input_close(in);
    return b;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const int fd = memfd_create("shard", MFD_CLOEXEC);
    check(fd >= 0 && file_write_all(fd, (const char *)data + 1, size - 1) == 0);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    Err e = {0}, ahead_e = {0};
    const AheadOptions none = {0},
                       ahead = {.n_threads = 2 + data[0] % 3, .chunk_bytes = 1 + 16u * data[0]};
    Buf alone = read_some(path, &none, &e);
    Buf together = read_some(path, &ahead, &ahead_e);
    check(alone.n == together.n && memcmp(buf_str(&alone).s, buf_str(&together).s, alone.n) == 0);
    check(strcmp(e.text, ahead_e.text) == 0);
    buf_free(&alone);
    buf_free(&together);
    close(fd);
    return 0;
}
