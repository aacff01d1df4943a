/* Many regular expressions tried at one place in one walk over the bytes: an automaton made when the
 * scanner is opened, never changed afterwards, so that threads share it without a lock.
 *
 * Most rows of the catalogue want a number of some form. Where a number stands, one walk over it says
 * which rows' patterns match, and how far: the time does not grow with the rows that do not match.
 *
 * The automaton's size is bounded. Where it would grow beyond, and for patterns that expression.h does
 * not understand or only nearly, the sieve says that RE2 is to be asked: it never says less than RE2.
 *
 * Private to detectors/. */
#ifndef ROTE_SIEVE_H
#define ROTE_SIEVE_H

#include "audit/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Sieve Sieve;

typedef struct {
    const char *pattern;
    size_t window_bytes; /* a match ends within so many; 0: anywhere */
} SieveRow;

/* What was learnt about a row. */
typedef struct {
    uint32_t row;
    bool ask;   /* may match: RE2 knows; else it matches: */
    size_t end; /* the longest match's end, from the place where it was tried */
} SieveHit;

/* rows[0..n). Patterns are those that RE2 compiles. Never NULL. At most `states` states. */
Sieve *sieve_open(const SieveRow *rows, size_t n, size_t states);
/* Accepts NULL. */
void sieve_close(Sieve *s);

/* Tries all rows at text.s[0]; hits[n] receives those that match or may match, in no promised order.
 * Returns how many. Reads no more than the longest window.
 *
 *   place  [n] of the caller's, all zero, and so again afterwards */
size_t sieve_run(const Sieve *s, Str text, SieveHit *hits, uint32_t *place);

size_t sieve_states(const Sieve *s);
/* Rows that are always asked of RE2. */
size_t sieve_unread(const Sieve *s);

#endif
