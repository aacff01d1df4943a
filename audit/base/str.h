/* A string is a pointer and a length; the bytes belong to somebody else and need no NUL.
 *
 * Corpus text may hold any byte, NUL included, so lengths travel with the bytes everywhere. */
#ifndef ROTE_STR_H
#define ROTE_STR_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    const char *s; /* NULL means "no string", which differs from an empty one */
    size_t n;      /* bytes */
} Str;

/* For printf's "%.*s". Only for text known to be short (names, paths). */
#define STR_FMT(x) (int)(x).n, (x).s

/* The bytes of a C string without its NUL; NULL gives (Str){NULL, 0}. */
Str str_of(const char *c);

bool str_equal(Str a, Str b);
bool str_equal_c(Str a, const char *c);

/* Order by bytes, shorter first where one begins the other: < 0, 0, > 0. */
int str_compare(Str a, Str b);

bool str_starts(Str s, const char *prefix);
bool str_ends(Str s, const char *suffix);

#endif
