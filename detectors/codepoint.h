/* Reading text code point by code point, and what stands beside a value: part of a word or not.
 *
 * Private to detectors/. */
#ifndef ROTE_CODEPOINT_H
#define ROTE_CODEPOINT_H

#include "audit/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A byte b that is not part of valid UTF-8 reads as CODEPOINT_BROKEN + b, so broken bytes equal
 * themselves and no character. */
enum { CODEPOINT_BROKEN = 0x110000 };

/* The code point at s[*at], which moves behind it. Needs *at < s.n. Overlong forms, surrogates and
 * values above U+10FFFF are broken bytes, one at a time. Source: RFC 3629, section 4. */
uint32_t codepoint_next(Str s, size_t *at);

/* The code point that ends right before s[at]; needs at > 0. *start receives where it begins. */
uint32_t codepoint_before(Str s, size_t at, size_t *start);

/* True for what continues a word that is written with spaces around it: ASCII letters, digits and
 * '_', and the letters, marks and digits of the scripts that use spaces. Chinese, Japanese, Korean
 * and Thai characters, punctuation and broken bytes are not: in "卡号4111..." the number stands
 * free. */
bool codepoint_in_word(uint32_t c);

/* Whether a value that begins (ends) at `at` begins (ends) a word; the text's ends do. */
bool codepoint_word_starts(Str s, size_t at);
bool codepoint_word_ends(Str s, size_t at);

#endif
