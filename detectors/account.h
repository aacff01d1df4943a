/* Numbers of banks, accounts and cards beside the card's number. Checks as in
 * detectors/validators.h.
 *
 * Private to detectors/. */
#ifndef ROTE_ACCOUNT_H
#define ROTE_ACCOUNT_H

#include "detectors/detector.h"

/* CUSIP's check digit (ANSI X9.6). */
Verdict account_check_cusip(Candidate *c);
/* A district of the Federal Reserve, and the check digit of ABA's routing numbers. */
Verdict account_check_routing(Candidate *c);
/* The country of a business identifier code (ISO 9362). */
Verdict account_check_swift(Candidate *c);
/* Luhn's digit of the number in a track of a magnetic stripe (ISO/IEC 7813). */
Verdict account_check_track(Candidate *c);
/* Digits that are not all the same, and do not count up. */
Verdict account_check_digits(Candidate *c);
Str account_mask(Str found, Arena *a); /* nothing remains */

#endif
