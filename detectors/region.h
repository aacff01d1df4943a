/* Where a type of number is issued. Private to detectors/ (region_known is in detectors.h). */
#ifndef ROTE_REGION_H
#define ROTE_REGION_H

#include "detectors/detector.h"

/* The region of a row: its own, else what its type's name begins with ("US_...": "us"); NULL:
 * everywhere. Static storage, or the row's. */
const char *region_of(const Detector *d);

/* Whether a row counts where only regions[0..n) are wanted; n 0: all are. */
bool region_wanted(const Detector *d, const char *const *regions, size_t n);

#endif
