/* GPT-2's alphabet: each byte is written as one printable character.
 *
 * Bytes 21-7E, A1-AC and AE-FF stand for the code point of the same number, the other 68, in order,
 * for U+0100 and on: a space is U+0120. Source: bytes_to_unicode of GPT-2's encoder. */
#ifndef ROTE_BYTEALPHABET_H
#define ROTE_BYTEALPHABET_H

#include "audit/base/buf.h"
#include "audit/base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum { BYTEALPHABET_SIZE = 256 };

/* The code point that stands for a byte: below U+0144. */
uint32_t bytealphabet_char(uint8_t byte);

/* The byte that a code point stands for; -1: none. */
int bytealphabet_byte(uint32_t codepoint);

/* Appends the characters (UTF-8) that stand for bytes. */
void bytealphabet_write(Str bytes, Buf *out);

/* Appends the bytes that characters (valid UTF-8) stand for. Where one stands for none: false, and
 * `out` is as before. */
bool bytealphabet_read(Str characters, Buf *out);

#endif
