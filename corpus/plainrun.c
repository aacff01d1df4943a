/* Plain bytes: see plainrun.h. Both kinds look at a word of bytes at once: plain are 0x20 to 0x7f
 * without '"' and '\'. */
#include "corpus/plainrun.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define EACH_BYTE(x) (UINT64_C(0x0101010101010101) * (x))

static bool is_plain(unsigned char c)
{
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

/* High bits that are set where a byte of w is zero, perhaps also in bytes above a zero one, which does
 * no harm here: only whether there is one counts. */
static uint64_t zero_bytes(uint64_t w)
{
    return (w - EACH_BYTE(1)) & ~w & EACH_BYTE(0x80);
}

size_t plainrun_length_portable(const char *s, size_t n)
{
    size_t i = 0;
    for (; n - i >= sizeof(uint64_t); i += sizeof(uint64_t)) {
        uint64_t w;
        memcpy(&w, s + i, sizeof w);
        const uint64_t below_blank = (w - EACH_BYTE(0x20)) & ~w & EACH_BYTE(0x80);
        const uint64_t high = w & EACH_BYTE(0x80);
        if (below_blank | high | zero_bytes(w ^ EACH_BYTE('"')) | zero_bytes(w ^ EACH_BYTE('\\')))
            break;
    }
    while (i < n && is_plain((unsigned char)s[i]))
        i++;
    return i;
}

#ifdef __SSE2__
/* A bit for each of 16 bytes that is not plain. Bytes are compared as signed, so that those from 0x80
 * on are below the blank too. */
static unsigned not_plain(const char *s)
{
    const __m128i v = _mm_loadu_si128((const __m128i *)(const void *)s);
    const __m128i quote = _mm_cmpeq_epi8(v, _mm_set1_epi8('"'));
    const __m128i backslash = _mm_cmpeq_epi8(v, _mm_set1_epi8('\\'));
    const __m128i low = _mm_cmplt_epi8(v, _mm_set1_epi8(0x20));
    return (unsigned)_mm_movemask_epi8(_mm_or_si128(low, _mm_or_si128(quote, backslash)));
}

size_t plainrun_length(const char *s, size_t n)
{
    size_t i = 0;
    for (; n - i >= 32; i += 32) {
        const unsigned m = not_plain(s + i) | not_plain(s + i + 16) << 16;
        if (m)
            return i + (size_t)__builtin_ctz(m);
    }
    for (; n - i >= 16; i += 16) {
        const unsigned m = not_plain(s + i);
        if (m)
            return i + (size_t)__builtin_ctz(m);
    }
    while (i < n && is_plain((unsigned char)s[i]))
        i++;
    return i;
}
#else
size_t plainrun_length(const char *s, size_t n)
{
    return plainrun_length_portable(s, n);
}
#endif
