/* Facts about code points from the Unicode Character Database, and normalisation to NFC.
 *
 * The tables (unicodetables.h) are written by tests/oracle/unicode_tables.py. They reproduce the
 * tokenizers library, whose parts follow different Unicode versions: classes 16.0, NFC 9.0. */
#ifndef ROTE_UNICODE_H
#define ROTE_UNICODE_H

#include "audit/base/buf.h"
#include "audit/base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* Classes that tokenizers' patterns ask for, as bits: one bit for each general category, one for
 * White_Space. Every code point has one category, surrogates and unassigned ones included. */
typedef enum {
    UNICODE_LU = 1 << 0,
    UNICODE_LL = 1 << 1,
    UNICODE_LT = 1 << 2,
    UNICODE_LM = 1 << 3,
    UNICODE_LO = 1 << 4,
    UNICODE_MN = 1 << 5,
    UNICODE_MC = 1 << 6,
    UNICODE_ME = 1 << 7,
    UNICODE_ND = 1 << 8,
    UNICODE_NL = 1 << 9,
    UNICODE_NO = 1 << 10,
    UNICODE_PC = 1 << 11,
    UNICODE_PD = 1 << 12,
    UNICODE_PS = 1 << 13,
    UNICODE_PE = 1 << 14,
    UNICODE_PI = 1 << 15,
    UNICODE_PF = 1 << 16,
    UNICODE_PO = 1 << 17,
    UNICODE_SM = 1 << 18,
    UNICODE_SC = 1 << 19,
    UNICODE_SK = 1 << 20,
    UNICODE_SO = 1 << 21,
    UNICODE_ZS = 1 << 22,
    UNICODE_ZL = 1 << 23,
    UNICODE_ZP = 1 << 24,
    UNICODE_CC = 1 << 25,
    UNICODE_CF = 1 << 26,
    UNICODE_CS = 1 << 27,
    UNICODE_CO = 1 << 28,
    UNICODE_CN = 1 << 29,
    UNICODE_SPACE = 1 << 30, /* White_Space */

    UNICODE_CASED_LETTER = UNICODE_LU | UNICODE_LL | UNICODE_LT,
    UNICODE_LETTER = UNICODE_CASED_LETTER | UNICODE_LM | UNICODE_LO,
    UNICODE_MARK = UNICODE_MN | UNICODE_MC | UNICODE_ME,
    UNICODE_NUMBER = UNICODE_ND | UNICODE_NL | UNICODE_NO,
    UNICODE_PUNCTUATION =
        UNICODE_PC | UNICODE_PD | UNICODE_PS | UNICODE_PE | UNICODE_PI | UNICODE_PF | UNICODE_PO,
    UNICODE_SYMBOL = UNICODE_SM | UNICODE_SC | UNICODE_SK | UNICODE_SO,
    UNICODE_SEPARATOR = UNICODE_ZS | UNICODE_ZL | UNICODE_ZP,
    UNICODE_OTHER = UNICODE_CC | UNICODE_CF | UNICODE_CS | UNICODE_CO | UNICODE_CN,
    UNICODE_UPPER = UNICODE_LU | UNICODE_LT,
    UNICODE_LOWER = UNICODE_LL,
} UnicodeClass;

enum { UNICODE_LAST = 0x10FFFF };

unsigned unicode_class(uint32_t codepoint); /* a sum of bits; 0 beyond UNICODE_LAST */

/* The code point at text.s[*at], which becomes the next one's place. text is valid UTF-8 and *at
 * stands before one of its characters. */
uint32_t unicode_next(Str text, size_t *at);

/* Appends the UTF-8 of a code point that is no surrogate. */
void unicode_add(Buf *out, uint32_t codepoint);

/* Appends the NFC form of valid UTF-8 to `out`. Time is linear in the text (long runs of marks are
 * ordered by counting); memory is that of the longest run of marks. Cannot fail. */
void unicode_nfc(Str text, Buf *out);
/* Whether unicode_nfc would change nothing, decided quickly; false may be wrong, true never is. */
bool unicode_is_nfc(Str text);

#endif
