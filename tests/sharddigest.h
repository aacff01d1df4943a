/* All that a shard gave in one digest, which tests/oracle/parquet_golden.py works out from what
 * other software reads of the same file. Each record is a letter, D a document, M malformed, P
 * passed over, E a stream that broke. Behind D stand text, id and cluster, each as u64 bytes
 * (little endian) and the bytes, or 2^64 - 1 alone where there is none. */
#ifndef ROTE_SHARDDIGEST_H
#define ROTE_SHARDDIGEST_H

#include "corpus/corpus.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    bool opened;
    uint64_t n_docs, n_malformed, n_passed;
    ShardStep end;
    char sha256[SHA256_HEX_BYTES];
    Err e; /* why it could not be opened, or broke */
} ShardDigest;

/* ShardOptions.wants of about `ctx` (a const uint64_t *, 0 .. 16) of 16 records, in no pattern. */
static inline bool digest_wants(void *ctx, uint64_t ordinal)
{
    return ordinal * UINT64_C(0x9E3779B97F4A7C15) >> 60 < *(const uint64_t *)ctx;
}

static inline void digest_add(Sha256 *h, Str s)
{
    unsigned char n[8];
    const uint64_t bytes = s.s ? s.n : UINT64_MAX;
    for (int i = 0; i < 8; i++)
        n[i] = (unsigned char)(bytes >> 8 * i);
    sha256_add(h, n, sizeof n);
    if (s.s)
        sha256_add(h, s.s, s.n);
}

/* Reads the whole shard, asking for the documents that digest_wants names with `sixteenths`.
 * Ordinals that do not follow one another give an end of -1. */
static inline void digest_shard(ShardDigest *g, const char *path, const ShardOptions *options,
                                uint64_t sixteenths)
{
    *g = (ShardDigest){0};
    ShardOptions o = *options;
    if (sixteenths < 16) {
        o.wants = digest_wants;
        o.wants_ctx = &sixteenths;
    }
    Shard *s = shard_open(path, &o, &g->e);
    if (!s)
        return;
    g->opened = true;
    Sha256 *h = sha256_open();
    for (uint64_t ordinal = 0;; ordinal++) {
        Doc d;
        g->end = shard_next(s, &d, &g->e);
        if (d.ordinal != ordinal)
            g->end = (ShardStep)-1;
        if (g->end == SHARD_DOC) {
            sha256_add(h, "D", 1);
            digest_add(h, d.text);
            digest_add(h, d.id);
            digest_add(h, d.cluster);
            g->n_docs++;
        } else if (g->end == SHARD_MALFORMED) {
            sha256_add(h, "M", 1);
            g->n_malformed++;
        } else if (g->end == SHARD_PASSED) {
            sha256_add(h, "P", 1);
            g->n_passed++;
        } else {
            break;
        }
    }
    if (g->end != SHARD_END)
        sha256_add(h, "E", 1);
    sha256_hex(h, g->sha256);
    sha256_close(h);
    shard_close(s);
}

#endif
