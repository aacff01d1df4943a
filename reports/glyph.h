/* Characters of UTF-8 text as a terminal or a page shows them. Private to reports/. */
#ifndef ROTE_GLYPH_H
#define ROTE_GLYPH_H

#include "audit/base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* What glyph_next returns for a byte that is not part of valid UTF-8. */
#define GLYPH_BAD UINT32_MAX

/* The code point at byte *at of s (*at < s.n), and *at moves behind it; a bad byte counts alone. */
uint32_t glyph_next(Str s, size_t *at);

/* Characters that show nothing of their own but change what stands around them: control characters
 * (escape sequences of a terminal begin with one) and the marks that reverse the direction of text.
 * Shown text must not contain them. */
bool glyph_controls(uint32_t c);

/* Columns of a fixed-width font: 0 (combining), 1, or 2 (East Asian wide, emoji). An approximation
 * by ranges of Unicode 15. */
int glyph_width(uint32_t c);

/* Sum over s of the widths; a bad byte or a control character is shown as one column. */
size_t glyph_columns(Str s);

#endif
