/* Decoding and measuring UTF-8: see glyph.h. */
#include "reports/glyph.h"

typedef struct {
    uint32_t first, last;
} Range;

static bool in_ranges(const Range *r, size_t n, uint32_t c)
{
    for (size_t i = 0; i < n; i++)
        if (c >= r[i].first && c <= r[i].last)
            return true;
    return false;
}

uint32_t glyph_next(Str s, size_t *at)
{
    const unsigned char *p = (const unsigned char *)s.s + *at;
    const size_t left = s.n - *at;
    ++*at;
    if (p[0] < 0x80)
        return p[0];
    const size_t more = p[0] >= 0xC2 && p[0] < 0xE0   ? 1
                        : p[0] >= 0xE0 && p[0] < 0xF0 ? 2
                        : p[0] >= 0xF0 && p[0] < 0xF5 ? 3
                                                      : 0;
    if (more == 0 || left <= more)
        return GLYPH_BAD;
    uint32_t c = p[0] & (0x3Fu >> more);
    for (size_t i = 1; i <= more; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return GLYPH_BAD;
        c = c << 6 | (p[i] & 0x3Fu);
    }
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000}; /* a longer form is not UTF-8 */
    if (c < least[more] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        return GLYPH_BAD;
    *at += more;
    return c;
}

bool glyph_controls(uint32_t c)
{
    static const Range controls[] = {{0x0000, 0x001F}, {0x007F, 0x009F}, {0x061C, 0x061C},
                                     {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2066, 0x2069},
                                     {0xFEFF, 0xFEFF}, {0xFFFE, 0xFFFF}};
    return in_ranges(controls, sizeof controls / sizeof *controls, c);
}

int glyph_width(uint32_t c)
{
    static const Range nothing[] = {{0x0300, 0x036F}, {0x0591, 0x05BD}, {0x064B, 0x065F},
                                    {0x0900, 0x0902}, {0x093C, 0x093C}, {0x1AB0, 0x1AFF},
                                    {0x1DC0, 0x1DFF}, {0x200B, 0x200D}, {0x20D0, 0x20FF},
                                    {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xE0100, 0xE01EF}};
    static const Range wide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},
                                 {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
                                 {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
                                 {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1FAFF},
                                 {0x20000, 0x3FFFD}};
    if (c < 0x300)
        return 1;
    if (in_ranges(nothing, sizeof nothing / sizeof *nothing, c))
        return 0;
    return in_ranges(wide, sizeof wide / sizeof *wide, c) ? 2 : 1;
}

size_t glyph_columns(Str s)
{
    size_t columns = 0;
    for (size_t at = 0; at < s.n;) {
        const uint32_t c = glyph_next(s, &at);
        columns += c == GLYPH_BAD || glyph_controls(c) ? 1 : (size_t)glyph_width(c);
    }
    return columns;
}
