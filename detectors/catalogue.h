/* The table of what is detected. Private to detectors/. */
#ifndef ROTE_CATALOGUE_H
#define ROTE_CATALOGUE_H

#include "detectors/detector.h"

/* All rows, in static storage; rows of one type stand together and agree in value and mask. */
size_t catalogue_detectors(const Detector **out);

/* All types, each with at least one row; the table behind finding_types. */
size_t catalogue_types(const FindingType **out);

/* The first row of a type, by its name; NULL for a name that is not in the table. */
const Detector *catalogue_find(const char *type);

#endif
