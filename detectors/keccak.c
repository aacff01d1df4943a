/* Keccak-f[1600] over one block: see keccak.h. */
#include "detectors/keccak.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { LANES = 25, ROUNDS = 24 };

static uint64_t rotate(uint64_t x, unsigned by)
{
    return by == 0 ? x : x << by | x >> (64 - by);
}

/* One bit of the round constants' linear feedback shift register (x^8 + x^6 + x^5 + x^4 + 1). */
static bool register_step(unsigned *lfsr)
{
    const bool bit = *lfsr & 1;
    *lfsr = *lfsr & 0x80 ? (*lfsr << 1 ^ 0x71) & 0xFF : *lfsr << 1;
    return bit;
}

static void theta(uint64_t a[LANES])
{
    uint64_t column[5];
    for (size_t x = 0; x < 5; x++)
        column[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
    for (size_t i = 0; i < LANES; i++)
        a[i] ^= column[(i + 4) % 5] ^ rotate(column[(i + 1) % 5], 1);
}

static void rho_pi(uint64_t a[LANES])
{
    size_t x = 1, y = 0;
    uint64_t lane = a[1];
    for (unsigned t = 0; t < 24; t++) {
        const size_t next = (2 * x + 3 * y) % 5;
        x = y;
        y = next;
        const uint64_t old = a[x + 5 * y];
        a[x + 5 * y] = rotate(lane, (t + 1) * (t + 2) / 2 % 64);
        lane = old;
    }
}

static void chi(uint64_t a[LANES])
{
    for (size_t y = 0; y < LANES; y += 5) {
        uint64_t row[5];
        memcpy(row, a + y, sizeof row);
        for (size_t x = 0; x < 5; x++)
            a[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
    }
}

static void permute(uint64_t a[LANES])
{
    unsigned lfsr = 1;
    for (unsigned round = 0; round < ROUNDS; round++) {
        theta(a);
        rho_pi(a);
        chi(a);
        for (unsigned j = 0; j < 7; j++)
            if (register_step(&lfsr))
                a[0] ^= UINT64_C(1) << ((1u << j) - 1);
    }
}

void keccak_digest(Str s, unsigned char digest[KECCAK_BYTES])
{
    unsigned char block[KECCAK_RATE_BYTES] = {0};
    uint64_t a[LANES] = {0};
    assert(s.n < KECCAK_RATE_BYTES);
    memcpy(block, s.s, s.n);
    block[s.n] ^= 0x01;
    block[KECCAK_RATE_BYTES - 1] ^= 0x80;
    for (size_t i = 0; i < KECCAK_RATE_BYTES; i++)
        a[i / 8] |= (uint64_t)block[i] << 8 * (i % 8);
    permute(a);
    for (size_t i = 0; i < KECCAK_BYTES; i++)
        digest[i] = (unsigned char)(a[i / 8] >> 8 * (i % 8));
}
