/* Decoding base64url without padding. Source: RFC 4648, section 5. Private to detectors/. */
#ifndef ROTE_BASE64_H
#define ROTE_BASE64_H

#include "audit/base/str.h"

#include <stddef.h>

/* Bytes that s decodes to, written to out, which has room for s.n of them; 0 when s holds another
 * character or has an impossible length. */
size_t base64url_decode(Str s, char *out);

#endif
