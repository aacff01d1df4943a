/* Lists of values, one a line: what is never to be reported, and what always is. */
#ifndef ROTE_WORDFILE_H
#define ROTE_WORDFILE_H

#include "audit/base/arena.h"
#include "audit/base/err.h"
#include "audit/rulefile.h"

#include <stdbool.h>
#include <stddef.h>

/* Start from {0}; wordset_free. */
typedef struct {
    Str *slots; /* [n_slots]; s NULL: free */
    size_t n, n_slots;
} WordSet;

/* Adds the file's lines, without the white space around them; empty ones are passed over. 0, or -1 with
 * ERR_IO. The words live in `a`. */
int wordset_read(const char *path, WordSet *w, Arena *a, Err *e);
bool wordset_has(const WordSet *w, Str word);
void wordset_free(WordSet *w);

/* Adds a rule of the type DENIED_VALUE for each line. 0, or -1 with ERR_IO, or ERR_USAGE for a line of
 * more than RULE_WINDOW_BYTES. */
int wordfile_rules(const char *path, RuleList *list, Arena *a, Err *e);

#endif
