/* Keccak-256 as Ethereum uses it: with the padding of the submission to NIST's contest, not SHA-3's.
 *
 * Private to detectors/. */
#ifndef ROTE_KECCAK_H
#define ROTE_KECCAK_H

#include "audit/base/str.h"

enum { KECCAK_BYTES = 32, KECCAK_RATE_BYTES = 136 };

/* The digest of s, which has fewer than KECCAK_RATE_BYTES bytes. Cannot fail. Source: Bertoni et al.,
 * "The Keccak reference", version 3.0. */
void keccak_digest(Str s, unsigned char digest[KECCAK_BYTES]);

#endif
