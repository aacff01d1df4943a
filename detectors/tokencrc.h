/* The checksum that tokens of several providers end in.
 *
 * Private to detectors/. */
#ifndef ROTE_TOKENCRC_H
#define ROTE_TOKENCRC_H

#include "audit/base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* CRC-32 of ISO/IEC 3309 (reflected, polynomial 0xEDB88320). */
uint32_t tokencrc_of(Str s);

/* Whether `s` ends in six digits of base 62 that are the CRC-32 of what stands before them. Source:
 * the GitHub blog, "Behind GitHub's new authentication token formats" (2021). */
bool tokencrc_fits(Str s);

#endif
