/* UTF-8: see utf8.h. */
#include "audit/base/utf8.h"

#include <stdint.h>
#include <string.h>

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

size_t utf8_length(Str s)
{
    if (s.n == 0)
        return 0;
    const unsigned char a = (unsigned char)s.s[0];
    if (a < 0x80)
        return 1;
    if (s.n < 2 || !is_continuation(s.s[1]))
        return 0;
    const unsigned char b = (unsigned char)s.s[1];
    if (a >= 0xC2 && a <= 0xDF)
        return 2;
    if (s.n < 3 || !is_continuation(s.s[2]))
        return 0;
    if ((a == 0xE0 && b >= 0xA0) || (a >= 0xE1 && a <= 0xEC) || (a == 0xED && b < 0xA0) ||
        a == 0xEE || a == 0xEF)
        return 3;
    if (s.n < 4 || !is_continuation(s.s[3]))
        return 0;
    if ((a == 0xF0 && b >= 0x90) || (a >= 0xF1 && a <= 0xF3) || (a == 0xF4 && b < 0x90))
        return 4;
    return 0;
}

size_t utf8_span(Str s)
{
    size_t i = 0;
    while (i < s.n) {
        uint64_t eight;
        while (s.n - i >= sizeof eight) { /* most text is ASCII for long stretches */
            memcpy(&eight, s.s + i, sizeof eight);
            if (eight & 0x8080808080808080u)
                break;
            i += sizeof eight;
        }
        if (i == s.n)
            break;
        const size_t n = utf8_length((Str){s.s + i, s.n - i});
        if (n == 0)
            return i;
        i += n;
    }
    return i;
}

void utf8_printable(Buf *out, Str s)
{
    while (s.n > 0) {
        size_t n = utf8_length(s);
        if (n > 0)
            buf_add(out, s.s, n);
        else
            buf_printf(out, "\\x%02X", (unsigned char)s.s[0]);
        n = n > 0 ? n : 1;
        s.s += n;
        s.n -= n;
    }
}
