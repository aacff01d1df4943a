/* What must hold of any shard, whatever its bytes: ordinals follow one another, texts and ids are
 * UTF-8, the reading ends, and what is not wanted changes nothing about the rest. */
#ifndef ROTE_FORMATCHECK_H
#define ROTE_FORMATCHECK_H

#include "audit/base/buf.h"
#include "audit/base/file.h"
#include "audit/base/hash.h"
#include "audit/base/utf8.h"
#include "corpus/corpus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h> /* memfd_create: whoever includes this defines _GNU_SOURCE */
#include <sys/stat.h>
#include <unistd.h>

static inline void check(bool ok)
{
    if (!ok)
        abort();
}

/* One record, as far as it can be compared. */
typedef struct {
    ShardStep step;
    uint64_t ordinal, bytes, hash;
} CheckedStep;

static inline bool check_wants(void *ctx, uint64_t ordinal)
{
    return ctx == NULL || ordinal % 3 == 1;
}

static inline CheckedStep check_step(Shard *s)
{
    Doc d = {0};
    Err e = {0};
    CheckedStep c = {.step = shard_next(s, &d, &e)};
    c.ordinal = d.ordinal;
    c.bytes = d.record_bytes;
    if (c.step == SHARD_DOC && d.ids) {
        check(d.text.n == 0);
        c.hash = hash_xxh3(1, d.ids, d.n_ids * sizeof *d.ids);
    } else if (c.step == SHARD_DOC) {
        check(utf8_span(d.text) == d.text.n && utf8_span(d.id) == d.id.n &&
              utf8_span(d.cluster) == d.cluster.n);
        c.hash = hash_xxh3(hash_xxh3(2, d.text.s, d.text.n), d.id.n ? d.id.s : "", d.id.n);
    } else if (c.step == SHARD_MALFORMED || c.step == SHARD_DAMAGED) {
        check(e.kind != ERR_NONE && e.text[0] && !strchr(e.text, '\n'));
        check(utf8_span(str_of(e.text)) == strlen(e.text));
    }
    return c;
}

/* All steps of the shard, as CheckedSteps in a Buf. Nothing if it is refused. */
static inline Buf check_read(const char *path, ShardOptions o, void *some)
{
    Buf steps = {0};
    Err e = {0};
    o.wants = check_wants;
    o.wants_ctx = some;
    Shard *s = shard_open(path, &o, &e);
    check(s || e.kind == ERR_FORMAT || e.kind == ERR_IO);
    struct stat st;
    check(stat(path, &st) == 0);
    uint64_t n = 0;
    for (CheckedStep c = {0}; s && c.step != SHARD_END && c.step != SHARD_DAMAGED;) {
        c = check_step(s);
        check(shard_bytes_read(s) <= (uint64_t)st.st_size);
        const bool is_record = c.step != SHARD_END && c.step != SHARD_DAMAGED;
        check(is_record ? c.ordinal == n : c.ordinal <= n);
        n += is_record;
        buf_add(&steps, (const char *)&c, sizeof c);
    }
    shard_close(s);
    return steps;
}

static inline void check_shard(const char *path, const ShardOptions *o)
{
    int some = 0;
    Buf all = check_read(path, *o, NULL), few = check_read(path, *o, &some);
    size_t n = few.n / sizeof(CheckedStep);
    for (size_t i = 0; i < n; i++) {
        CheckedStep a, b;
        check((i + 1) * sizeof a <= all.n);
        memcpy(&a, all.s + i * sizeof a, sizeof a);
        memcpy(&b, few.s + i * sizeof b, sizeof b);
        check(a.ordinal == b.ordinal);
        if (b.step == SHARD_PASSED)
            check((a.step == SHARD_MALFORMED || a.step == SHARD_DOC) && a.bytes == b.bytes);
        else if (a.step == SHARD_DAMAGED || b.step == SHARD_DAMAGED)
            break; /* what is not read is not known to be damaged */
        else
            check(a.step == b.step && a.hash == b.hash && a.bytes == b.bytes);
    }
    buf_free(&all);
    buf_free(&few);
}

/* The same of bytes, in a file in memory. */
static inline void check_bytes(const uint8_t *data, size_t size, const ShardOptions *o)
{
    const int fd = memfd_create("shard", MFD_CLOEXEC);
    check(fd >= 0 && file_write_all(fd, (const char *)data, size) == 0);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    check_shard(path, o);
    close(fd);
}

#endif
