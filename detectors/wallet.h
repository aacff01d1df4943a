/* Addresses of cryptographic currencies, each with its own checksum. Checks as in
 * detectors/validators.h.
 *
 * Private to detectors/. */
#ifndef ROTE_WALLET_H
#define ROTE_WALLET_H

#include "detectors/detector.h"

/* A version and 20 bytes in base58check: Bitcoin, Litecoin, Dogecoin, Tron; Ripple in its own
 * alphabet. */
Verdict wallet_check_base58(Candidate *c);
/* bech32 or bech32m with a witness program (BIP-173, BIP-350). */
Verdict wallet_check_bech32(Candidate *c);
/* Bitcoin Cash's cashaddr behind "bitcoincash:". */
Verdict wallet_check_cashaddr(Candidate *c);
/* "0x" and 40 digits whose case is the checksum of EIP-55. Plausible: all of one case. */
Verdict wallet_check_ethereum(Candidate *c);
/* 95 characters of block-wise base58 with a checksum of Keccak. */
Verdict wallet_check_monero(Candidate *c);
/* 32 bytes in base58, named so. */
Verdict wallet_check_solana(Candidate *c);

#endif
