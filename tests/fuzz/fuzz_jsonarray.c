/* JSON arrays and objects from any bytes. What is passed over does not move where records end: read
 * whole, read by every second record and not read at all, the records are the same, with the same
 * bytes and the same end. An array that jansson takes has as many records as elements. */
#define _GNU_SOURCE /* memfd_create */
#include "audit/base/file.h"
#include "audit/base/utf8.h"
#include "corpus/corpus.h"

#include <jansson.h>
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

static bool wants(void *ctx, uint64_t ordinal)
{
    const int mode = *(const int *)ctx;
    return mode == 0 || (mode == 1 && ordinal % 2 == 0);
}

typedef struct {
    uint64_t n, bytes;
    ShardStep end;
    char what[ERR_TEXT_BYTES];
} Walked;

static Walked walk(Shard *s, int mode)
{
    Walked w = {.end = SHARD_DOC};
    for (;;) {
        Doc d;
        Err e = {0};
        w.end = shard_next(s, &d, &e);
        check(d.ordinal == w.n);
        if (w.end == SHARD_END || w.end == SHARD_DAMAGED) {
            strcpy(w.what, e.text);
            return w;
        }
        check(w.end != SHARD_PASSED || !wants(&mode, d.ordinal));
        w.n++;
        w.bytes += d.record_bytes;
        if (w.end == SHARD_MALFORMED)
            check_utf8(str_of(e.text));
        if (w.end == SHARD_DOC) {
            check_utf8(d.text);
            check_utf8(d.id);
        }
    }
}

/* NUL bytes and repeated names are no matter for the number of elements. */
static void compare(const uint8_t *data, size_t size, const Walked *w)
{
    const size_t bom = size >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    json_error_t why;
    json_t *root = memchr(data, '\0', size)
                       ? NULL
                       : json_loadb((const char *)data + bom, size - bom, JSON_ALLOW_NUL, &why);
    if (root) {
        check(w->end == SHARD_END);
        check(w->n == (json_is_array(root) ? json_array_size(root) : 1));
    }
    json_decref(root);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const int fd = memfd_create("shard", MFD_CLOEXEC);
    check(fd >= 0 && file_write_all(fd, (const char *)data, size) == 0);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    Walked whole = {0};
    for (int mode = 0; mode < 3; mode++) {
        Err e = {0};
        const ShardOptions o = {
            .text_field = "text", .id_field = "id", .wants = wants, .wants_ctx = &mode};
        Shard *s = shard_open(path, &o, &e);
        check(s || e.kind == ERR_FORMAT);
        const bool ours = s && strcmp(shard_kind(s), "json") == 0;
        if (ours) {
            const Walked w = walk(s, mode);
            whole = mode == 0 ? w : whole;
            check(w.n == whole.n && w.bytes == whole.bytes && w.end == whole.end);
            check(strcmp(w.what, whole.what) == 0);
        }
        shard_close(s);
        if (!ours)
            break;
        if (mode == 0)
            compare(data, size, &whole);
    }
    close(fd);
    return 0;
}
