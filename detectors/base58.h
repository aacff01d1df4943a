/* Base58 as Bitcoin writes it.
 *
 * Private to detectors/. */
#ifndef ROTE_BASE58_H
#define ROTE_BASE58_H

#include "detectors/detector.h"

#include <stddef.h>

enum { BASE58_BYTES_MAX = 128 };

/* Decodes s into out; the number of bytes, or 0 when s holds another character or takes more than
 * BASE58_BYTES_MAX bytes. digits: the alphabet's 58 characters. */
size_t base58_decode(Str s, const char *digits, unsigned char out[BASE58_BYTES_MAX]);

/* The same where the last four bytes are the checksum of the others (the first four of SHA-256 of
 * SHA-256), which are left out; 0 when they are not. */
size_t base58_decode_checked(Str s, const char *digits, unsigned char out[BASE58_BYTES_MAX]);

/* Bitcoin's and Ripple's alphabets. */
extern const char base58_bitcoin[], base58_ripple[];

/* A private key for a wallet: Bitcoin's wallet import format, or an extended private key. Source:
 * the Bitcoin wiki, "Wallet import format"; BIP-32. */
Verdict base58_check_key(Candidate *c);

#endif
