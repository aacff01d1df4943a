/* SentencePiece's compiled normalization rules: strings, and what replaces each.
 *
 *   blob = uint32 n (bytes of the trie), trie, replacements
 *   trie = units of 4 bytes, little endian: a Darts-clone double array; the value of a string is
 *          the byte offset of its replacement among the replacements, which end in a NUL each
 *
 * Everything a search can reach is checked when the rules are opened, so that searching needs no
 * check. Immutable then: any number of threads may search.
 * Sources: normalizer.cc of SentencePiece; Susumu Yata, Darts-clone 0.32 (unit layout). */
#ifndef ROTE_SPCHARSMAP_H
#define ROTE_SPCHARSMAP_H

#include "audit/base/err.h"
#include "audit/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint32_t *units; /* NULL: no rules */
    size_t n_units;
    Str replacements; /* points into the blob */
    bool begins[256]; /* whether a rule begins with the byte */
} SpCharsmap;

/* The blob must live as long as c. An empty one is no rules. 0, or -1 with ERR_FORMAT; then *c
 * holds nothing. */
int spcharsmap_open(SpCharsmap *c, Str blob, Err *e);
void spcharsmap_close(SpCharsmap *c);

/* Bytes of the longest rule that text begins with, its replacement in *replacement; 0: none. */
size_t spcharsmap_match(const SpCharsmap *c, Str text, Str *replacement);

#endif
