/* A splitting pattern as instructions, in two forms of the same meaning.
 *
 * The runs form has one instruction for each repetition of a class, and is what backtracking
 * executes. It exists where no group repeats without end, so that a path through it passes each
 * instruction at most once. The steps form consists of single characters and branches, and is what
 * splitsteps.h executes in lockstep. Each alternative of the pattern begins at one of `starts`. */
#ifndef ROTE_SPLITPROGRAM_H
#define ROTE_SPLITPROGRAM_H

#include "audit/base/arena.h"
#include "audit/base/err.h"
#include "infer/tokenizer/codeset.h"
#include "infer/tokenizer/splitparse.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
    SPLITOP_SET,       /* one character of `map`, then the next instruction */
    SPLITOP_RUN,       /* min to max characters of `map` (runs form only) */
    SPLITOP_LOOK_SET,  /* the next character is in `map` (negative: is not, or there is none) */
    SPLITOP_LOOK,      /* what follows, up to its SPLITOP_MATCH, matches here; then `to` */
    SPLITOP_ASSERT,    /* a place; `map` holds the word characters for \b and \B */
    SPLITOP_BRANCH,    /* the next instruction, or, if that fails, `to` */
    SPLITOP_BRANCH_TO, /* `to`, or, if that fails, the next instruction */
    SPLITOP_JUMP,      /* `to` */
    SPLITOP_MATCH,
} SplitOp;

typedef struct {
    SplitOp op;
    SplitGreed greed; /* of a run; possessive also where giving back could not help */
    SplitAssert assertion;
    bool negative;
    uint32_t min, max;
    uint32_t to;
    const CodeMap *map;
} SplitInstr;

typedef struct {
    SplitInstr *instrs;
    uint32_t n;
    uint32_t n_choices; /* instructions that leave a choice to come back to */
} SplitForm;

typedef struct {
    SplitForm runs; /* n is 0 where a group repeats without end */
    SplitForm steps;
    /* For the first byte of a character: the runs form's alternatives that may begin with it, in
     * order, ended by SPLIT_NO_START. A list is empty where no match begins with this byte. */
    const uint32_t *starts[256];
} SplitProgram;

enum { SPLIT_NO_START = UINT32_MAX };

/* All in the arena. 0, or -1 with ERR_FORMAT where the pattern is too large once its counted
 * repetitions are written out. */
int splitprogram_compile(SplitProgram *p, const SplitNode *tree, Arena *a, Err *e);

/* Whether the place `at` in text is what an assertion asks for. */
bool splitprogram_asserts(const SplitInstr *i, Str text, size_t at);

#endif
