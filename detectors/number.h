/* What cards, phone numbers and the like share: groups of digits that are no part of a longer
 * number.
 *
 * Private to detectors/. */
#ifndef ROTE_NUMBER_H
#define ROTE_NUMBER_H

#include "audit/base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* More groups than any value of ours has. */
enum { NUMBER_GROUPS = 20 };

/* Groups of digits and the single bytes between them: "4111 1111 11" is 4, 4, 2 and two blanks. */
typedef struct {
    size_t n;
    size_t digits[NUMBER_GROUPS];  /* in each group */
    size_t end[NUMBER_GROUPS];     /* offset behind each group */
    char separator[NUMBER_GROUPS]; /* first byte behind each group but the last; 0 behind that */
} NumberGroups;

/* The groups of s; false when there are more than NUMBER_GROUPS. */
bool number_groups(Str s, NumberGroups *g);

/* Whether text.s[start, end) is a number of its own, and not a part of a decimal, a version, a
 * UUID, a date or an amount of money: no '.', '-' or '/' joins it to further digits. */
bool number_stands_free(Str text, size_t start, size_t end);

/* Luhn's check digit, over n digits of ASCII. Source: ISO/IEC 7812-1, annex B. */
bool number_luhn(const char *digits, size_t n);

/* Whether all n digits are the same. */
bool number_repeats(const char *digits, size_t n);

#endif
