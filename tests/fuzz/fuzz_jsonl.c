/* JSON lines from any bytes. Every line that is not blank is one record, a document or a malformed
 * one, with the next ordinal; texts and ids are UTF-8. */
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

/* Another count of the records than the reader's. */
static uint64_t count_records(const uint8_t *data, size_t size)
{
    size_t i = size >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    uint64_t n = 0;
    bool in_record = false;
    for (; i < size; i++) {
        if (data[i] == '\n')
            in_record = false;
        else if (!in_record && !strchr(" \t\r", data[i] ? data[i] : 'x')) {
            in_record = true;
            n++;
        }
    }
    return n;
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
    if (s && strcmp(shard_kind(s), "jsonl") == 0) {
        uint64_t n = 0;
        for (;;) {
            Doc d;
            const ShardStep step = shard_next(s, &d, &e);
            check(d.ordinal == n);
            if (step == SHARD_END)
                break;
            check(step == SHARD_DOC || step == SHARD_MALFORMED);
            n++;
            if (step == SHARD_MALFORMED) {
                check_utf8(str_of(e.text));
                continue;
            }
            check_utf8(d.text);
            check_utf8(d.id);
        }
        check(n == count_records(data, size));
    }
    shard_close(s);
    close(fd);
    return 0;
}
