/* Code points of UTF-8 text that may be broken anywhere, and word boundaries between them.
 *
 * Invariant: reading never goes beyond the given bytes, and always moves on by at least one. */
#include "detectors/codepoint.h"

/* How many bytes the sequence at s[at] has; 0 where it is not valid UTF-8. Source: the Unicode
 * Standard, table 3-7 (well-formed byte sequences). */
static size_t sequence_bytes(Str s, size_t at)
{
    const unsigned char *u = (const unsigned char *)s.s + at;
    const size_t left = s.n - at;
    const unsigned char lead = u[0];
    if (lead < 0x80)
        return 1;
    const size_t n = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (n == 0 || n > left)
        return 0;
    const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (u[1] < low || u[1] > high)
        return 0;
    for (size_t i = 2; i < n; i++)
        if ((u[i] & 0xC0) != 0x80)
            return 0;
    return n;
}

uint32_t codepoint_next(Str s, size_t *at)
{
    const unsigned char *u = (const unsigned char *)s.s + *at;
    const size_t n = sequence_bytes(s, *at);
    *at += n == 0 ? 1 : n;
    switch (n) {
    case 1:
        return u[0];
    case 2:
        return (uint32_t)(u[0] & 0x1F) << 6 | (uint32_t)(u[1] & 0x3F);
    case 3:
        return (uint32_t)(u[0] & 0x0F) << 12 | (uint32_t)(u[1] & 0x3F) << 6 |
               (uint32_t)(u[2] & 0x3F);
    case 4:
        return (uint32_t)(u[0] & 0x07) << 18 | (uint32_t)(u[1] & 0x3F) << 12 |
               (uint32_t)(u[2] & 0x3F) << 6 | (uint32_t)(u[3] & 0x3F);
    default:
        return CODEPOINT_BROKEN + u[0];
    }
}

uint32_t codepoint_before(Str s, size_t at, size_t *start)
{
    for (size_t back = 1; back <= 4 && back <= at; back++) {
        size_t end = at - back;
        if ((((unsigned char)s.s[end]) & 0xC0) == 0x80 && back < 4)
            continue;
        const uint32_t c = codepoint_next(s, &end);
        if (end != at)
            break;
        *start = at - back;
        return c;
    }
    *start = at - 1;
    return CODEPOINT_BROKEN + (unsigned char)s.s[at - 1];
}

/* Blocks of the Unicode Standard 15 whose scripts put spaces between words, coarsely: whole blocks,
 * punctuation of the Latin-1 block left out. */
typedef struct {
    uint32_t first, last;
} Range;

static const Range word_ranges[] = {
    {0x00AA, 0x00AA},   {0x00B5, 0x00B5},   {0x00BA, 0x00BA},
    {0x00C0, 0x00D6},   {0x00D8, 0x00F6},   {0x00F8, 0x02C1},   /* Latin */
    {0x0300, 0x037D},   {0x037F, 0x0386},   {0x0388, 0x0481},   /* marks, Greek, Cyrillic */
    {0x0483, 0x0559},   {0x0560, 0x0588},   {0x0591, 0x05BD},   /* Armenian, Hebrew points */
    {0x05D0, 0x05F2},   {0x0610, 0x061A},   {0x0620, 0x0669},   /* Hebrew, Arabic, its digits */
    {0x066E, 0x06D3},   {0x06D5, 0x06FF},   {0x0710, 0x085B},   /* Syriac to Mandaic */
    {0x08A0, 0x0963},   {0x0966, 0x0DF3},                       /* Devanagari to Sinhala */
    {0x10A0, 0x10FA},   {0x10FC, 0x10FF},   {0x1200, 0x135F},   /* Georgian, Ethiopic */
    {0x1380, 0x167F},   {0x1800, 0x18AA},   {0x1C80, 0x1FFE},   /* Cherokee .., Greek extended */
    {0x2C00, 0x2DFF},   {0xA640, 0xA6EF},   {0xA720, 0xA7FF},   /* Glagolitic, Cyrillic, Latin */
    {0xAB30, 0xABBF},   {0xFB00, 0xFDFB},   {0xFE70, 0xFEFC},   /* ligatures, Arabic forms */
    {0xFF10, 0xFF19},   {0xFF21, 0xFF3A},   {0xFF41, 0xFF5A},   /* full-width digits, letters */
    {0x10400, 0x1044F}, {0x1D400, 0x1D7FF}, {0x1E900, 0x1E95F}, /* Deseret, mathematical, Adlam */
};

bool codepoint_in_word(uint32_t c)
{
    if (c < 0x80)
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '_';
    for (size_t i = 0; i < sizeof word_ranges / sizeof word_ranges[0]; i++)
        if (c <= word_ranges[i].last)
            return c >= word_ranges[i].first;
    return false;
}

bool codepoint_word_starts(Str s, size_t at)
{
    size_t start;
    return at == 0 || !codepoint_in_word(codepoint_before(s, at, &start));
}

bool codepoint_word_ends(Str s, size_t at)
{
    return at >= s.n || !codepoint_in_word(codepoint_next(s, &at));
}
