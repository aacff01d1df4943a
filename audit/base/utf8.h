/* UTF-8: what is a character and what is not (RFC 3629). */
#ifndef ROTE_UTF8_H
#define ROTE_UTF8_H

#include "audit/base/buf.h"
#include "audit/base/str.h"

/* Bytes of the well-formed character at the start of s: 1 to 4; 0 when there is none (empty, cut,
 * overlong, surrogate, beyond U+10FFFF). */
size_t utf8_length(Str s);

/* Bytes of s in front of the first one that is not part of a character: s.n when s is UTF-8. */
size_t utf8_span(Str s);

/* Adds s to `out` with every byte that is not part of a character written as \xHH: a name that may
 * hold any bytes, made fit for JSON and for people. */
void utf8_printable(Buf *out, Str s);

#endif
