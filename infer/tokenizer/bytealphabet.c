/* GPT-2's alphabet: see bytealphabet.h. */
#include "infer/tokenizer/bytealphabet.h"

#include "infer/tokenizer/spchar.h"

/* The 68 bytes that have no printable code point of their own come in three runs. */
enum {
    LOW_N = 0x21,       /* 00 - 20 */
    MIDDLE = 0x7F,      /* 7F - A0 */
    MIDDLE_N = 0x22,    /* of them */
    SOFT_HYPHEN = 0xAD, /* and this one */
    SHIFTED = 0x100,    /* the code point of the first */
};

uint32_t bytealphabet_char(uint8_t byte)
{
    if (byte < LOW_N)
        return SHIFTED + byte;
    if (byte >= MIDDLE && byte < MIDDLE + MIDDLE_N)
        return SHIFTED + LOW_N + (byte - MIDDLE);
    return byte == SOFT_HYPHEN ? SHIFTED + LOW_N + MIDDLE_N : byte;
}

int bytealphabet_byte(uint32_t codepoint)
{
    if (codepoint < SHIFTED)
        return bytealphabet_char((uint8_t)codepoint) == codepoint ? (int)codepoint : -1;
    const uint32_t i = codepoint - SHIFTED;
    if (i < LOW_N)
        return (int)i;
    if (i < LOW_N + MIDDLE_N)
        return (int)(MIDDLE + i - LOW_N);
    return i == LOW_N + MIDDLE_N ? SOFT_HYPHEN : -1;
}

void bytealphabet_write(Str bytes, Buf *out)
{
    char *to = buf_reserve(out, 2 * bytes.n);
    size_t n = 0;
    for (size_t i = 0; i < bytes.n; i++) {
        const uint32_t c = bytealphabet_char((uint8_t)bytes.s[i]);
        if (c >= 0x80)
            to[n++] = (char)(0xC0 | c >> 6);
        to[n++] = (char)(c >= 0x80 ? 0x80 | (c & 63) : c);
    }
    out->n += n;
}

bool bytealphabet_read(Str characters, Buf *out)
{
    const size_t before = out->n;
    for (size_t i = 0; i < characters.n;) {
        const size_t n = spchar_bytes(characters.s[i]);
        const int byte = bytealphabet_byte(spchar_code(characters.s + i, n));
        if (byte < 0) {
            out->n = before;
            return false;
        }
        buf_add_char(out, (char)byte);
        i += n;
    }
    return true;
}
