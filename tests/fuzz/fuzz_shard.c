/* Any bytes as a shard: archives and compressions, damaged in every way. Ordinals follow one
 * another, texts and ids are UTF-8, the reading ends. */
#define _GNU_SOURCE /* memfd_create */
#include "audit/base/file.h"
#include "audit/base/utf8.h"
#include "corpus/corpus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool ok)
{
    if (!ok)
        abort();
}

static void check_utf8(Str s)
{
    while (s.n > 0) {
        const size_t n = utf8_length(s);
        check(n > 0);
        s = (Str){s.s + n, s.n - n};
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const int fd = memfd_create("shard", MFD_CLOEXEC);
    check(fd >= 0 && file_write_all(fd, (const char *)data, size) == 0);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    Err e = {0};
    const ShardOptions o = {.text_field = "text", .id_field = "id"};
    Shard *s = shard_open(path, &o, &e);
    check(s || e.kind == ERR_FORMAT);
    uint64_t n = 0;
    for (ShardStep step = SHARD_DOC; s && (step == SHARD_DOC || step == SHARD_MALFORMED);) {
        Doc d;
        e.text[0] = '\0';
        step = shard_next(s, &d, &e);
        check(shard_bytes_read(s) <= size);
        if (step == SHARD_DOC) {
            check(d.ordinal == n);
            check_utf8(d.text);
            check_utf8(d.id);
        } else if (step != SHARD_END) {
            check(e.text[0] != '\0' && !strchr(e.text, '\n'));
            check(d.ordinal <= n); /* damage may stand in the record that was begun */
        }
        n += step == SHARD_DOC || step == SHARD_MALFORMED;
    }
    shard_close(s);
    close(fd);
    return 0;
}
