/* What the tokenizers library's Punctuation and Digits take for punctuation and for digits.
 *
 * Neither follows the Unicode version of unicode.h: punctuation is that of the unicode_categories
 * crate, numbers are those of the Rust standard library. punctuation.c is written by
 * tests/oracle/tokenizerjson_golden.py, which asks the library (0.23.3) about every code point. */
#ifndef ROTE_PUNCTUATION_H
#define ROTE_PUNCTUATION_H

#include <stdbool.h>
#include <stdint.h>

/* General category P*, and the ASCII symbols $+<=>^`|~. */
bool punctuation_is(uint32_t codepoint);

/* General category N*. */
bool punctuation_is_numeric(uint32_t codepoint);

#endif
