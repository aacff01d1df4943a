/* UTF-8: see spchar.h. */
#include "infer/tokenizer/spchar.h"

size_t spchar_valid(const char *s, size_t n)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char first = (unsigned char)s[0];
    if (first < 0x80)
        return 1;
    if (first < 0xC0 || first >= 0xF8)
        return 0;
    const size_t bytes = spchar_bytes(s[0]);
    if (bytes > n)
        return 0;
    for (size_t i = 1; i < bytes; i++) {
        if (((unsigned char)s[i] & 0xC0) != 0x80)
            return 0;
    }
    const uint32_t code = spchar_code(s, bytes);
    const bool surrogate = code >= 0xD800 && code < 0xE000;
    return code < smallest[bytes] || surrogate || code > 0x10FFFF ? 0 : bytes;
}

bool spchar_all_valid(Str text)
{
    for (size_t i = 0; i < text.n;) {
        const size_t bytes = spchar_valid(text.s + i, text.n - i);
        if (bytes == 0)
            return false;
        i += bytes;
    }
    return true;
}
