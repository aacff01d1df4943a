/* base64url: see base64.h. */
#include "detectors/base64.h"

#include "detectors/ascii.h"

#include <stdint.h>

static int value_of(char c)
{
    if (ascii_upper(c))
        return c - 'A';
    if (ascii_lower(c))
        return c - 'a' + 26;
    if (ascii_digit(c))
        return c - '0' + 52;
    return c == '-' ? 62 : c == '_' ? 63 : -1;
}

size_t base64url_decode(Str s, char *out)
{
    uint32_t bits = 0;
    unsigned n_bits = 0;
    size_t n = 0;
    if (s.n % 4 == 1)
        return 0;
    for (size_t i = 0; i < s.n; i++) {
        const int v = value_of(s.s[i]);
        if (v < 0)
            return 0;
        bits = bits << 6 | (uint32_t)v;
        n_bits += 6;
        if (n_bits >= 8) {
            n_bits -= 8;
            out[n++] = (char)(bits >> n_bits & 0xFF);
        }
    }
    return n;
}
