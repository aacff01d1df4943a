/* A strict walk over one JSON text (RFC 8259, UTF-8) that builds nothing: whoever wants a value takes
 * its bytes.
 *
 * Numbers may be of any size; \u0000 is allowed; half a surrogate pair is not. Nesting is followed to
 * JSONSCAN_DEEPEST. After a failure the walk is over. */
#ifndef ROTE_JSONSCAN_H
#define ROTE_JSONSCAN_H

#include "corpus/corpus.h"

enum { JSONSCAN_DEEPEST = 2048 };

typedef struct {
    const char *begin, *at, *end; /* at: the next byte that is not looked at yet */
    size_t depth;                 /* arrays and objects that `at` is in */
    FaultKind fault;              /* once it failed */
    const char *why;              /* ... in static storage; NULL before */
} JsonScan;

/* A string's bytes between its quotes. */
typedef struct {
    Str raw;
    bool escaped; /* there are escapes in it */
} JsonString;

JsonScan jsonscan_start(Str json);

void jsonscan_blanks(JsonScan *j);

/* The next byte, '\0' at the end (a NUL is no part of JSON either). */
char jsonscan_peek(const JsonScan *j);

/* Takes the byte c, or fails with `why`. */
int jsonscan_take(JsonScan *j, char c, const char *why);

/* Each walks over what begins at the next byte: 0, or -1 with fault and why set. */
int jsonscan_string(JsonScan *j, JsonString *s);
int jsonscan_value(JsonScan *j);

/* One array or object more, or fewer. */
int jsonscan_enter(JsonScan *j);
void jsonscan_leave(JsonScan *j);

int jsonscan_fail(JsonScan *j, FaultKind fault, const char *why);

/* Writes the string's characters to `to`, which has room for raw.n bytes and may be raw.s itself; they
 * are never more than raw.n bytes. s must come from jsonscan_string. */
Str jsonscan_decode(const JsonString *s, char *to);

#endif
