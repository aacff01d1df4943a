/* Of findings that overlap, which stay. Private to detectors/. */
#ifndef ROTE_OVERLAP_H
#define ROTE_OVERLAP_H

#include "detectors/detectors.h"

/* Keeps the best of f[0..n), at the front in order of start: validated first, then higher confidence,
 * then longer, then earlier; but where two types claim the very same bytes, both validated or neither,
 * one that a word near it names goes before one that none names: a subscriber's number behind "IMSI"
 * is that, though one in a hundred has some other number's check digits. Returns how many. */
size_t overlap_resolve(Finding *f, size_t n);

#endif
