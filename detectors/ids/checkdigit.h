/* Check digit schemes that several issuers share. Pure functions over ASCII; none can fail.
 *
 * Digits are '0' to '9'; where letters are allowed they are capitals, A = 10 to Z = 35.
 * Private to detectors/. */
#ifndef ROTE_CHECKDIGIT_H
#define ROTE_CHECKDIGIT_H

#include <stdbool.h>
#include <stddef.h>

/* 0 to 9 of a digit, 10 to 35 of a capital, 0 of '<' and anything else. */
unsigned checkdigit_value(char c);

/* Sum of value i times weight i; the caller takes the remainder that its scheme asks for. */
unsigned checkdigit_sum(const char *s, const unsigned char *weights, size_t n);

/* Sum of value i times 7, 3, 1, 7, ... modulo 10. Source: ICAO Doc 9303 part 3, section 4.9. */
unsigned checkdigit_731(const char *s, size_t n);

/* The number of n digits modulo m. m <= 1,000,000. */
unsigned checkdigit_mod(const char *digits, size_t n, unsigned m);

/* Sum of the decimal digits of value i times weight i, as in Luhn's scheme. */
unsigned checkdigit_crossed(const char *s, const unsigned char *weights, size_t n);

/* Whether the last of n digits is right by ISO/IEC 7064 mod 11,10. */
bool checkdigit_mod11_10(const char *digits, size_t n);

/* Whether the last of n characters (a digit or 'X') is right by ISO/IEC 7064 mod 11-2. */
bool checkdigit_mod11_2(const char *digits, size_t n);

/* Whether the last of n digits is right by Verhoeff's scheme over the dihedral group of order 10.
 * Source: Verhoeff 1969, "Error detecting decimal codes". */
bool checkdigit_verhoeff(const char *digits, size_t n);

/* Luhn's scheme in base 36 over letters and digits, the last one being the check character; the
 * weights are 1 and 2 from the left. Source: GSTN, format of the GSTIN. */
bool checkdigit_luhn36(const char *s, size_t n);

#endif
