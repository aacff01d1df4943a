/* What the parser of patterns and that of bracketed classes share: a place in the pattern, and what
 * a backslash means. */
#ifndef ROTE_SPLITREADER_H
#define ROTE_SPLITREADER_H

#include "audit/base/arena.h"
#include "audit/base/err.h"
#include "audit/base/str.h"
#include "infer/tokenizer/codeset.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SPLITREADER_DEEPEST = 64 };

typedef struct {
    Str regex; /* valid UTF-8 */
    size_t at;
    unsigned depth; /* of groups and brackets */
    Arena *arena;
    Err *e;
} SplitReader;

/* Sets ERR_FORMAT, naming the construct regex[from, at) and what is the matter with it; -1. */
int splitreader_refuse(SplitReader *r, size_t from, const char *why);

static inline bool splitreader_sees(const SplitReader *r, const char *text)
{
    return str_starts((Str){r->regex.s + r->at, r->regex.n - r->at}, text);
}

/* Goes one level down; -1 where that is too deep. */
int splitreader_enter(SplitReader *r);

/* What stands behind a backslash: one character, or a class of them. */
typedef struct {
    bool is_class;
    uint32_t code;
    CodeSet set;
} SplitEscape;

/* Reads an escape that is not special to one place; `at` stands on the backslash and then behind
 * the escape. bare: outside of brackets. 0, or -1 with an error. */
int splitreader_escape(SplitReader *r, bool bare, SplitEscape *out);

/* Reads a bracketed class; `at` stands on its [ and then behind its ]. 0, or -1 with an error. */
int splitbracket(SplitReader *r, bool fold, CodeSet *out);

#endif
