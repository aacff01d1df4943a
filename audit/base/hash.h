/* Hashes: XXH3 for sampling and torn-line detection, SHA-256 for provenance. */
#ifndef ROTE_HASH_H
#define ROTE_HASH_H

#include "audit/base/err.h"
#include "audit/base/str.h"

#include <stddef.h>
#include <stdint.h>

/* XXH3, 64 bits, of n bytes under a seed. The value is part of the sample's definition and never
 * changes. Source: xxHash specification 0.8. */
uint64_t hash_xxh3(uint64_t seed, const void *bytes, size_t n);

/* The sampling key of a document: XXH3 under `seed` of the source's name, a NUL, the shard's name,
 * a NUL, and the ordinal as 8 bytes little endian. */
uint64_t hash_document(uint64_t seed, Str source, Str shard, uint64_t ordinal);

/* XXH3, 128 bits, under seed 0: names a run of bytes so that two of them never share a name by
 * accident (of a thousand million, the odds are below 1e-20). Source: xxHash specification 0.8. */
typedef struct {
    uint64_t high, low;
} Hash128;
Hash128 hash_xxh3_128(const void *bytes, size_t n);
/* The same for many ordinals of one shard. Start it with hash_prefix_start, end it with
 * hash_prefix_free. One thread at a time. */
typedef struct {
    uint64_t seed;
    unsigned char *bytes; /* [n] what is hashed; the ordinal stands at its end */
    size_t n;
} HashPrefix;

HashPrefix hash_prefix_start(uint64_t seed, Str source, Str shard);
uint64_t hash_prefix_document(HashPrefix *p, uint64_t ordinal);
void hash_prefix_free(HashPrefix *p);

enum { SHA256_HEX_BYTES = 65 }; /* 64 lower-case hex digits and a NUL */

typedef struct Sha256 Sha256;

Sha256 *sha256_open(void);
void sha256_add(Sha256 *h, const void *bytes, size_t n);
/* Writes the digest, then h may only be closed. */
void sha256_hex(Sha256 *h, char hex[SHA256_HEX_BYTES]);
/* Accepts NULL. */
void sha256_close(Sha256 *h);

void sha256_bytes(const void *bytes, size_t n, char hex[SHA256_HEX_BYTES]);

/* Of a whole file. 0, or -1 with ERR_IO. */
int sha256_file(const char *path, char hex[SHA256_HEX_BYTES], Err *e);

#endif
