/* Lines of a stream, one at a time, of any length: memory for one. */
#ifndef ROTE_LINEREADER_H
#define ROTE_LINEREADER_H

#include "audit/base/err.h"
#include "audit/base/str.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* Start from {.from = stdin, .name = "standard input"}; linereader_free at the end. */
typedef struct {
    FILE *from;
    const char *name; /* of the stream, for sentences */
    uint64_t line;    /* number of the line read last, from 1 */
    bool ended;       /* it had its newline: it is not the last one cut short */
    char *text;       /* what getline holds */
    size_t capacity;
} LineReader;

/* The next line without its \n (a \r before it is text); valid until the next call, a NUL behind it.
 * 1; 0 at the end; -1 with ERR_IO, or with ERR_NONE when a signal came first (interrupt.h). */
int linereader_next(LineReader *r, Str *line, Err *e);

void linereader_free(LineReader *r);

#endif
