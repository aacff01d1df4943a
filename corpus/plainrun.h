/* Runs of plain bytes inside a JSON string: ASCII that stands for itself, so neither a quote nor a
 * backslash, a control character or the beginning of a longer UTF-8 character. */
#ifndef ROTE_PLAINRUN_H
#define ROTE_PLAINRUN_H

#include <stddef.h>

/* How many of the n bytes at s are plain before the first that is not; n when all are. Reads nothing
 * behind s + n. With SSE2 where the compiler has it, which is every x86-64. */
size_t plainrun_length(const char *s, size_t n);

/* The same in portable C: what others get, and what the test holds the first against. */
size_t plainrun_length_portable(const char *s, size_t n);

#endif
