/* Hashes: see hash.h. The work is libxxhash's and libcrypto's. */
#include "audit/base/hash.h"

#include "audit/base/filemap.h"
#include "audit/base/mem.h"

#include <assert.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

struct Sha256 {
    EVP_MD_CTX *ctx;
};

uint64_t hash_xxh3(uint64_t seed, const void *bytes, size_t n)
{
    return XXH3_64bits_withSeed(bytes, n, seed);
}

Hash128 hash_xxh3_128(const void *bytes, size_t n)
{
    const XXH128_hash_t h = XXH3_128bits(bytes, n);
    return (Hash128){.high = h.high64, .low = h.low64};
}

HashPrefix hash_prefix_start(uint64_t seed, Str source, Str shard)
{
    HashPrefix p = {.seed = seed, .n = source.n + 1 + shard.n + 1 + sizeof(uint64_t)};
    p.bytes = mem_zero(p.n, 1); /* the NULs */
    if (source.n > 0)
        memcpy(p.bytes, source.s, source.n);
    if (shard.n > 0)
        memcpy(p.bytes + source.n + 1, shard.s, shard.n);
    return p;
}

/* In one piece: for names of a usual length a tenth of what a streaming state costs. */
uint64_t hash_prefix_document(HashPrefix *p, uint64_t ordinal)
{
    unsigned char *le = p->bytes + p->n - sizeof ordinal;
    for (size_t i = 0; i < sizeof ordinal; i++)
        le[i] = (unsigned char)(ordinal >> (8 * i));
    return XXH3_64bits_withSeed(p->bytes, p->n, p->seed);
}

void hash_prefix_free(HashPrefix *p)
{
    free(p->bytes);
    *p = (HashPrefix){0};
}

uint64_t hash_document(uint64_t seed, Str source, Str shard, uint64_t ordinal)
{
    HashPrefix p = hash_prefix_start(seed, source, shard);
    const uint64_t hash = hash_prefix_document(&p, ordinal);
    hash_prefix_free(&p);
    return hash;
}

Sha256 *sha256_open(void)
{
    Sha256 *h = mem_alloc(1, sizeof *h);
    h->ctx = EVP_MD_CTX_new();
    if (!h->ctx)
        mem_out(1, 256);
    const int ok = EVP_DigestInit_ex(h->ctx, EVP_sha256(), NULL);
    assert(ok == 1);
    (void)ok;
    return h;
}

void sha256_add(Sha256 *h, const void *bytes, size_t n)
{
    const int ok = EVP_DigestUpdate(h->ctx, bytes, n);
    assert(ok == 1);
    (void)ok;
}

void sha256_hex(Sha256 *h, char hex[SHA256_HEX_BYTES])
{
    unsigned char digest[32];
    unsigned int n = 0;
    const int ok = EVP_DigestFinal_ex(h->ctx, digest, &n);
    assert(ok == 1 && n == sizeof digest);
    (void)ok;
    for (unsigned int i = 0; i < n; i++)
        snprintf(hex + 2 * i, 3, "%02x", digest[i]);
}

void sha256_close(Sha256 *h)
{
    if (!h)
        return;
    EVP_MD_CTX_free(h->ctx);
    free(h);
}

void sha256_bytes(const void *bytes, size_t n, char hex[SHA256_HEX_BYTES])
{
    Sha256 *h = sha256_open();
    sha256_add(h, bytes, n);
    sha256_hex(h, hex);
    sha256_close(h);
}

int sha256_file(const char *path, char hex[SHA256_HEX_BYTES], Err *e)
{
    FileMap *f = filemap_open(path, e);
    if (!f)
        return -1;
    const Str bytes = filemap_bytes(f);
    sha256_bytes(bytes.s, bytes.n, hex);
    filemap_close(f);
    return 0;
}
