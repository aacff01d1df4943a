/* CRC-32 in base 62: see tokencrc.h. */
#include "detectors/tokencrc.h"

#include <stddef.h>
#include <string.h>

enum { CHECKSUM_BYTES = 6 };

uint32_t tokencrc_of(Str s)
{
    uint32_t crc = ~UINT32_C(0);
    for (size_t i = 0; i < s.n; i++) {
        crc ^= (unsigned char)s.s[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? UINT32_C(0xEDB88320) : 0);
    }
    return ~crc;
}

static void base62(uint32_t value, char out[CHECKSUM_BYTES])
{
    static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    for (size_t i = CHECKSUM_BYTES; i > 0; i--) {
        out[i - 1] = digits[value % 62];
        value /= 62;
    }
}

bool tokencrc_fits(Str s)
{
    if (s.n <= CHECKSUM_BYTES)
        return false;
    const Str body = {s.s, s.n - CHECKSUM_BYTES};
    char checksum[CHECKSUM_BYTES];
    base62(tokencrc_of(body), checksum);
    return memcmp(checksum, s.s + body.n, CHECKSUM_BYTES) == 0;
}
