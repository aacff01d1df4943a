/* The words by which a wallet's seed is written down. Source: BIP-39.
 *
 * Private to detectors/. */
#ifndef ROTE_MNEMONIC_H
#define ROTE_MNEMONIC_H

#include "detectors/detector.h"

enum { MNEMONIC_WORDS = 2048 };
extern const char *const mnemonic_words[MNEMONIC_WORDS];

/* Finds 12, 15, 18, 21 or 24 words of the list whose last bits are the checksum of the others, from
 * the candidate's start on, and cuts what follows. */
Verdict mnemonic_check(Candidate *c);

#endif
