/* Values made comparable, and masked: the shared ways. The result lives in the arena.
 *
 * Private to detectors/. */
#ifndef ROTE_MASK_H
#define ROTE_MASK_H

#include "audit/base/arena.h"
#include "audit/base/str.h"

#include <stddef.h>

/* The bytes as they are; in lower case; only the digits; only letters and digits, in upper case. */
Str value_exact(Str s, Arena *a);
Str value_lower(Str s, Arena *a);
Str value_digits(Str s, Arena *a);
Str value_alnum_upper(Str s, Arena *a);

/* Letters and digits become '*' but for the first `head` and last `tail` of them; what separates
 * them stays. A byte above 0x7F becomes '*' too. */
Str mask_alnum(Str s, size_t head, size_t tail, Arena *a);

/* The first `head` bytes, then "***" whatever the length. */
Str mask_rest(Str s, size_t head, Arena *a);

#endif
