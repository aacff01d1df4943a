/* How little a word looks like English or an identifier of a program.
 *
 * Private to detectors/. */
#ifndef ROTE_RANDOMNESS_H
#define ROTE_RANDOMNESS_H

#include "audit/base/str.h"

#include <stdbool.h>

/* Mean bits that a character of s costs behind the one before it, in a model of pairs of characters
 * counted in English and code: identifiers take 4 to 6, random letters and digits 7 to 9. 0 for
 * fewer than two characters. */
double randomness_bits(Str s);

/* Whether s, of 8 characters or more, was made by chance rather than by a person: hexadecimal digits
 * of both kinds and many, or characters that cost much. `strict` where nothing else speaks for it. */
bool randomness_is(Str s, bool strict);

/* Whether s counts up, repeats itself or holds the words and signs by which documentation leaves a
 * value out ("xxxx", "your", "<...>", "${...}"). */
bool randomness_filler(Str s);

#endif
