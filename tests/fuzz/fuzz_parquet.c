/* Any bytes as a Parquet file, once read whole and once with most rows passed over: ordinals follow
 * one another, texts and ids are UTF-8, the reading ends, and a row that both give is the same. */
#define _GNU_SOURCE /* memfd_create */
#include "audit/base/file.h"
#include "audit/base/mem.h"
#include "audit/base/utf8.h"
#include "corpus/corpus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A few bytes can state any number of rows. */
enum { ROWS_MOST = 3000 };

typedef struct {
    bool opened;
    uint64_t hashes[ROWS_MOST]; /* of text, id and cluster; 0: no document */
    uint64_t n;
} Rows;

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

static bool wants_few(void *ctx, uint64_t ordinal)
{
    (void)ctx;
    return ordinal % 7 == 3;
}

static uint64_t hash_of(const Doc *d)
{
    uint64_t h = hash_xxh3(1, d->text.s, d->text.n);
    h = hash_xxh3(h, d->id.s ? d->id.s : "", d->id.n);
    return hash_xxh3(h, d->cluster.s ? d->cluster.s : "", d->cluster.n) | 1;
}

static void read_rows(Rows *rows, const char *path, const ShardOptions *o, uint64_t size)
{
    Err e = {0};
    Shard *s = shard_open(path, o, &e);
    check(s || (e.kind == ERR_FORMAT && e.text[0]));
    *rows = (Rows){.opened = s != NULL};
    for (bool more = s != NULL; more && rows->n < ROWS_MOST;) {
        Doc d;
        e.text[0] = '\0';
        const ShardStep step = shard_next(s, &d, &e);
        check(d.ordinal == rows->n && shard_bytes_read(s) <= size);
        more = step != SHARD_END && step != SHARD_DAMAGED;
        if (step == SHARD_DOC) {
            check_utf8(d.text);
            check_utf8(d.id);
            check_utf8(d.cluster);
            rows->hashes[rows->n] = hash_of(&d);
        } else if (step == SHARD_DAMAGED || step == SHARD_MALFORMED) {
            check(e.text[0] != '\0' && !strchr(e.text, '\n'));
        }
        rows->n += more;
    }
    shard_close(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const int fd = memfd_create("shard", MFD_CLOEXEC);
    check(fd >= 0 && file_write_all(fd, (const char *)data, size) == 0);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    Rows *all = mem_alloc(1, sizeof *all), *few = mem_alloc(1, sizeof *few);
    static const char *const texts[] = {"text", "meta.text"};
    for (size_t i = 0; i < 2; i++) {
        ShardOptions o = {.text_field = texts[i], .id_field = "id", .cluster_field = "host"};
        read_rows(all, path, &o, size);
        o.wants = wants_few;
        read_rows(few, path, &o, size);
        check(all->opened == few->opened);
        for (uint64_t k = 0; k < all->n && k < few->n; k++)
            check(!few->hashes[k] || few->hashes[k] == all->hashes[k]);
    }
    free(all);
    free(few);
    close(fd);
    return 0;
}
