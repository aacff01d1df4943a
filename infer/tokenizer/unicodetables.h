/* The tables behind unicode.c and codeset.c: what unicodetables.c and unicodenfctables.c hold.
 *
 * All arrays are sorted by their first member. */
#ifndef ROTE_UNICODETABLES_H
#define ROTE_UNICODETABLES_H

#include "infer/tokenizer/unicode.h"

#include <stddef.h>
#include <stdint.h>

/* Code points of one class each: first code point << 5 | index in unicode_masks; a run ends where
 * the next begins, the last at U+10FFFF. */
extern const uint32_t unicode_runs[];
extern const size_t n_unicode_runs;
extern const unsigned unicode_masks[];

/* The run that holds code point i << UNICODE_INDEX_BITS; one more entry behind the last block. */
enum { UNICODE_INDEX_BITS = 10 };
extern const uint16_t unicode_index[];

/* Canonical decomposition by one step; second is 0 for a singleton. Hangul is not in it. */
typedef struct {
    uint32_t from, first, second;
} UnicodeDecomposition;
extern const UnicodeDecomposition unicode_decompositions[];
extern const size_t n_unicode_decompositions;

/* Indices of those decompositions that compose again, sorted by (first, second). */
extern const uint16_t unicode_compositions[];
extern const size_t n_unicode_compositions;

/* What is not inert in NFC: marks with a combining class, and code points that NFC replaces or
 * that may join with what stands before them (maybe = 1). */
typedef struct {
    uint32_t first, last;
    uint8_t ccc, maybe;
} UnicodeNfcRange;
extern const UnicodeNfcRange unicode_nfc_ranges[];
extern const size_t n_unicode_nfc_ranges;

/* Code points first, first + step, .. (n of them) equal, when case is ignored, the code point
 * `down` below each, which is the lowest of its class. */
typedef struct {
    uint32_t first, n, step, down;
} UnicodeFoldRun;
extern const UnicodeFoldRun unicode_fold_runs[];
extern const size_t n_unicode_fold_runs;

/* A code point that, when case is ignored, equals two or three in a row (third: 0 for two). */
typedef struct {
    uint32_t from, first, second, third;
} UnicodeSeveral;
extern const UnicodeSeveral unicode_several[];
extern const size_t n_unicode_several;

/* Named sets (scripts; Word_Extra is what \w has beyond L, M, Nd, Nl, Pc): n ranges of
 * unicode_set_ranges from `at` on. */
typedef struct {
    uint32_t first, last;
} UnicodeRange;
typedef struct {
    const char *name;
    size_t at, n;
} UnicodeSet;
extern const UnicodeRange unicode_set_ranges[];
extern const UnicodeSet unicode_sets[];
extern const size_t n_unicode_sets;

#endif
