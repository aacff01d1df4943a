/* Base58 and its checksum: see base58.h. */
#include "detectors/base58.h"

#include <openssl/sha.h>
#include <string.h>

const char base58_bitcoin[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const char base58_ripple[] = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";

size_t base58_decode(Str s, const char *digits, unsigned char out[BASE58_BYTES_MAX])
{
    unsigned char low_first[BASE58_BYTES_MAX];
    size_t n = 0, zeros = 0;
    while (zeros < s.n && s.s[zeros] == digits[0])
        zeros++;
    for (size_t i = zeros; i < s.n; i++) {
        const char *digit = s.s[i] ? strchr(digits, s.s[i]) : NULL;
        if (!digit)
            return 0;
        unsigned carry = (unsigned)(digit - digits);
        for (size_t k = 0; k < n; k++) {
            carry += 58u * low_first[k];
            low_first[k] = (unsigned char)carry;
            carry >>= 8;
        }
        if (carry > 0) {
            if (n == BASE58_BYTES_MAX)
                return 0;
            low_first[n++] = (unsigned char)carry;
        }
    }
    if (zeros + n > BASE58_BYTES_MAX)
        return 0;
    memset(out, 0, zeros);
    for (size_t k = 0; k < n; k++)
        out[zeros + k] = low_first[n - 1 - k];
    return zeros + n;
}

size_t base58_decode_checked(Str s, const char *digits, unsigned char out[BASE58_BYTES_MAX])
{
    unsigned char once[SHA256_DIGEST_LENGTH], twice[SHA256_DIGEST_LENGTH];
    const size_t n = base58_decode(s, digits, out);
    if (n < 5)
        return 0;
    SHA256(out, n - 4, once);
    SHA256(once, sizeof once, twice);
    return memcmp(twice, out + n - 4, 4) == 0 ? n - 4 : 0;
}

Verdict base58_check_key(Candidate *c)
{
    unsigned char bytes[BASE58_BYTES_MAX];
    const size_t n = base58_decode_checked(candidate_str(c), base58_bitcoin, bytes);
    /* Version, 32 bytes of key, and 1 for a compressed public key; or BIP-32's 78 bytes. */
    const bool key = n == 33 || (n == 34 && bytes[33] == 1) || n == 78;
    return key ? VERDICT_PROVEN : VERDICT_NO;
}
