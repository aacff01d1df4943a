/* A regular expression as steps of an automaton: the part of RE2's syntax that the catalogue's rows
 * are written in, over bytes. The sieve is made of these; what is not understood is RE2's alone.
 *
 *   "ab*c"     step 0: a -> 1    1: fork -> 2 or 3    2: b -> 1    3: c -> 4    4: end
 *
 * Private to detectors/. Source of the syntax: RE2's wiki page "Syntax". */
#ifndef ROTE_EXPRESSION_H
#define ROTE_EXPRESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint64_t bits[4]; /* bit b: byte b is in the set */
} ByteSet;

static inline bool byteset_has(const ByteSet *s, unsigned char b)
{
    return s->bits[b / 64] >> (b % 64) & 1;
}

typedef enum { STEP_BYTE, STEP_FORK, STEP_END } StepKind;

typedef struct {
    StepKind kind;
    uint32_t next;  /* BYTE, FORK */
    uint32_t other; /* FORK */
    ByteSet set;    /* BYTE */
} ExpressionStep;

typedef struct {
    ExpressionStep *steps; /* [n]; step 0 is the end; malloc'ed */
    uint32_t n, start;
    bool exact; /* false: an assertion such as \b was passed over, so that it matches more */
} Expression;

/* Reads a pattern that begins where it is tried (as if by ^) and may match everything that RE2's
 * longest match would, more where it is not `exact`. False when there is something in it that is
 * not understood, or that takes more than EXPRESSION_STEPS; then nothing is to be freed. */
bool expression_read(Expression *x, const char *pattern);
void expression_free(Expression *x);

enum { EXPRESSION_STEPS = 20000 };

#endif
