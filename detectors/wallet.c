/* Checksums of addresses: see wallet.h. Source: the Bitcoin wiki, "Address"; BIP-173, BIP-350; the
 * Bitcoin Cash specification, "cashaddr"; EIP-55; the XRP Ledger's documentation, "Base58 encodings";
 * Monero's documentation, "Standard address". */
#include "detectors/wallet.h"

#include "detectors/ascii.h"
#include "detectors/base58.h"
#include "detectors/keccak.h"

#include <stdint.h>
#include <string.h>

enum { HASH_BYTES = 20 };

Verdict wallet_check_base58(Candidate *c)
{
    /* Bitcoin's and Litecoin's, of a key and of a script; Dogecoin's; Tron's; test networks'. */
    static const unsigned char versions[] = {0x00, 0x05, 0x30, 0x32, 0x1E,
                                             0x16, 0x41, 0x6F, 0xC4, 0x3A};
    const Str s = candidate_str(c);
    unsigned char bytes[BASE58_BYTES_MAX];
    if (s.s[0] == 'r')
        return base58_decode_checked(s, base58_ripple, bytes) == 1 + HASH_BYTES && bytes[0] == 0
                   ? VERDICT_PROVEN
                   : VERDICT_NO;
    if (base58_decode_checked(s, base58_bitcoin, bytes) != 1 + HASH_BYTES)
        return VERDICT_NO;
    return memchr(versions, bytes[0], sizeof versions) ? VERDICT_PROVEN : VERDICT_NO;
}

/* ---- bech32 and cashaddr ---- */

/* The five bits of a character; 32 for one outside of the alphabet. Case is the caller's matter. */
static unsigned value_of(char c)
{
    static const char digits[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    const char *digit = c ? strchr(digits, ascii_to_lower(c)) : NULL;
    return digit ? (unsigned)(digit - digits) : 32;
}

static bool one_case(Str s)
{
    bool upper = false, lower = false;
    for (size_t i = 0; i < s.n; i++) {
        upper = upper || ascii_upper(s.s[i]);
        lower = lower || ascii_lower(s.s[i]);
    }
    return !(upper && lower);
}

static uint32_t bech32_step(uint32_t sum, unsigned value)
{
    static const uint32_t generator[5] = {0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD,
                                          0x2A1462B3};
    const uint32_t top = sum >> 25;
    sum = (sum & 0x1FFFFFF) << 5 ^ value;
    for (unsigned i = 0; i < 5; i++)
        sum ^= top >> i & 1 ? generator[i] : 0;
    return sum;
}

Verdict wallet_check_bech32(Candidate *c)
{
    enum { BECH32 = 1, BECH32M = 0x2BC830A3, CHECKSUM_CHARACTERS = 6 };
    const Str s = candidate_str(c);
    const char *one = memchr(s.s, '1', s.n);
    if (!one || !one_case(s))
        return VERDICT_NO;
    const size_t prefix = (size_t)(one - s.s);
    if (s.n < prefix + 2 + CHECKSUM_CHARACTERS)
        return VERDICT_NO;
    uint32_t sum = 1;
    for (size_t i = 0; i < prefix; i++)
        sum = bech32_step(sum, (unsigned char)ascii_to_lower(s.s[i]) >> 5);
    sum = bech32_step(sum, 0);
    for (size_t i = 0; i < prefix; i++)
        sum = bech32_step(sum, ascii_to_lower(s.s[i]) & 31);
    for (size_t i = prefix + 1; i < s.n; i++) {
        const unsigned value = value_of(s.s[i]);
        if (value > 31)
            return VERDICT_NO;
        sum = bech32_step(sum, value);
    }
    return sum == (value_of(s.s[prefix + 1]) == 0 ? BECH32 : BECH32M) ? VERDICT_PROVEN : VERDICT_NO;
}

static uint64_t cashaddr_step(uint64_t sum, unsigned value)
{
    static const uint64_t generator[5] = {0x98F2BC8E61, 0x79B76D99E2, 0xF33E5FB3C4, 0xAE2EABE2A8,
                                          0x1E4F43E470};
    const uint64_t top = sum >> 35;
    sum = (sum & 0x07FFFFFFFF) << 5 ^ value;
    for (unsigned i = 0; i < 5; i++)
        sum ^= top >> i & 1 ? generator[i] : 0;
    return sum;
}

Verdict wallet_check_cashaddr(Candidate *c)
{
    const Str s = candidate_str(c);
    const char *colon = memchr(s.s, ':', s.n);
    if (!colon || !one_case(s))
        return VERDICT_NO;
    uint64_t sum = 1;
    for (const char *p = s.s; p < colon; p++)
        sum = cashaddr_step(sum, ascii_to_lower(*p) & 31);
    sum = cashaddr_step(sum, 0);
    for (const char *p = colon + 1; p < s.s + s.n; p++) {
        if (value_of(*p) > 31)
            return VERDICT_NO;
        sum = cashaddr_step(sum, value_of(*p));
    }
    return sum == 1 ? VERDICT_PROVEN : VERDICT_NO;
}

/* ---- others ---- */

Verdict wallet_check_ethereum(Candidate *c)
{
    enum { DIGITS = 40 };
    const Str s = candidate_str(c);
    const char *digits = s.s + 2; /* behind "0x" */
    char lower[DIGITS];
    unsigned char digest[KECCAK_BYTES];
    size_t n_lower = 0, n_upper = 0, variety = 0;
    bool seen[256] = {false};
    for (size_t i = 0; i < DIGITS; i++) {
        n_lower += ascii_lower(digits[i]);
        n_upper += ascii_upper(digits[i]);
        lower[i] = ascii_to_lower(digits[i]);
        variety += !seen[(unsigned char)lower[i]];
        seen[(unsigned char)lower[i]] = true;
    }
    if (variety < 8)
        return VERDICT_NO; /* 40 random digits: once in ten million */
    if (n_lower == 0 || n_upper == 0)
        return VERDICT_PLAUSIBLE;
    keccak_digest((Str){lower, DIGITS}, digest);
    for (size_t i = 0; i < DIGITS; i++) {
        const unsigned nibble = digest[i / 2] >> (i % 2 ? 0 : 4) & 15;
        if (ascii_letter(digits[i]) && ascii_upper(digits[i]) != (nibble >= 8))
            return VERDICT_NO;
    }
    return VERDICT_PROVEN;
}

/* Decodes n base58 characters to `bytes` big-endian bytes; false when it takes more. */
static bool block_decode(const char *s, size_t n, unsigned char *out, size_t bytes)
{
    uint64_t value = 0;
    for (size_t i = 0; i < n; i++) {
        const char *digit = s[i] ? strchr(base58_bitcoin, s[i]) : NULL;
        const uint64_t d = digit ? (uint64_t)(digit - base58_bitcoin) : 58;
        if (d > 57 || value > (UINT64_MAX - d) / 58)
            return false;
        value = value * 58 + d;
    }
    if (bytes < 8 && value >> (8 * bytes) != 0)
        return false;
    for (size_t i = 0; i < bytes; i++)
        out[i] = (unsigned char)(value >> 8 * (bytes - 1 - i));
    return true;
}

Verdict wallet_check_monero(Candidate *c)
{
    /* 8 blocks of 8 bytes in 11 characters, and one of 5 in 7. */
    enum { BLOCKS = 8, BYTES = 69, CHARACTERS = 95 };
    const Str s = candidate_str(c);
    unsigned char bytes[BYTES], digest[KECCAK_BYTES];
    if (s.n != CHARACTERS)
        return VERDICT_NO;
    for (size_t b = 0; b < BLOCKS; b++)
        if (!block_decode(s.s + 11 * b, 11, bytes + 8 * b, 8))
            return VERDICT_NO;
    if (!block_decode(s.s + 11 * BLOCKS, 7, bytes + 8 * BLOCKS, 5))
        return VERDICT_NO;
    keccak_digest((Str){(const char *)bytes, BYTES - 4}, digest);
    return memcmp(digest, bytes + BYTES - 4, 4) == 0 ? VERDICT_PROVEN : VERDICT_NO;
}

Verdict wallet_check_solana(Candidate *c)
{
    unsigned char bytes[BASE58_BYTES_MAX];
    return base58_decode(candidate_str(c), base58_bitcoin, bytes) == 32 ? VERDICT_PROVEN
                                                                        : VERDICT_NO;
}
