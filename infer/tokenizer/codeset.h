/* Sets of code points, as sorted ranges, while a pattern is compiled; and as bitmaps, for matching.
 *
 * Ranges live in the arena that each call is given. Names and meanings are Oniguruma's (Unicode
 * syntax): see unicodetables.h for the version. */
#ifndef ROTE_CODESET_H
#define ROTE_CODESET_H

#include "audit/base/arena.h"
#include "audit/base/str.h"
#include "infer/tokenizer/unicodetables.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Disjoint, ascending, not touching: two sets are equal exactly when their ranges are. */
typedef struct {
    const UnicodeRange *ranges; /* [n] */
    size_t n;
} CodeSet;

CodeSet codeset_range(uint32_t first, uint32_t last, Arena *a);
/* All code points with any of these UnicodeClass bits. */
CodeSet codeset_of_class(unsigned mask, Arena *a);
/* Oniguruma's \w: L, M, Nd, Nl, Pc and the circled and squared letters; bare, that is outside of
 * brackets and for \b, also the superscript digits and fractions of Latin-1. */
CodeSet codeset_word(bool bare, Arena *a);
/* \h: 0-9 a-f A-F. */
CodeSet codeset_hex(Arena *a);
/* What stands between \p{ and }, without ^: a category by its short or long name, a script of the
 * table, Word, Any, ASCII. Case, spaces, hyphens and underscores do not count. False: no such
 * name. `bare` as above. */
bool codeset_named(Str name, bool bare, CodeSet *out, Arena *a);

CodeSet codeset_union(CodeSet x, CodeSet y, Arena *a);
CodeSet codeset_intersection(CodeSet x, CodeSet y, Arena *a);
CodeSet codeset_complement(CodeSet x, Arena *a);
/* x and every code point equal to one of x when case is ignored, one for one. */
CodeSet codeset_fold(CodeSet x, Arena *a);
/* The lowest code point equal to c when case is ignored, one for one. */
uint32_t codeset_lowest(uint32_t c);
/* Whether two characters in a row, given by their lowest equals, begin what one character equals
 * when case is ignored (ss: U+00DF). */
bool codeset_several_begin(uint32_t first, uint32_t second);
/* A code point of x that, when case is ignored, equals several in a row; 0 when there is none. */
uint32_t codeset_several(CodeSet x);

bool codeset_equal(CodeSet x, CodeSet y);
bool codeset_overlap(CodeSet x, CodeSet y);

/* ---- for matching ---- */

/* One bit a code point: 256 of them a block; blocks that are alike are kept once. */
enum { CODEMAP_BLOCKS = (UNICODE_LAST + 1) / 256, CODEMAP_WORDS = 4 };

typedef enum {
    CODEMAP_OUT,  /* an ASCII byte that is not in the set */
    CODEMAP_IN,   /* an ASCII byte that is */
    CODEMAP_LONG, /* the first byte of a longer character, some of which are in the set */
} CodeMapByte;

typedef struct {
    uint8_t bytes[256]; /* a CodeMapByte for the first byte of a character */
    uint16_t block[CODEMAP_BLOCKS];
    uint64_t (*bits)[CODEMAP_WORDS];
} CodeMap;

/* All in the arena. */
CodeMap *codemap_of(CodeSet x, Arena *a);

static inline bool codemap_has(const CodeMap *m, uint32_t c)
{
    return m->bits[m->block[c >> 8]][c >> 6 & 3] >> (c & 63) & 1;
}

#endif
