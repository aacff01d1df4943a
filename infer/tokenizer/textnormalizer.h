/* The normalizer of a tokenizer.json: what happens to a text before it is cut into words.
 *
 * Kinds: NFC, Replace (of a String), Prepend, and Sequences of them; others are refused by name.
 * Source: normalizers of the tokenizers library, checked against 0.23.3. */
#ifndef ROTE_TEXTNORMALIZER_H
#define ROTE_TEXTNORMALIZER_H

#include "audit/base/arena.h"
#include "audit/base/buf.h"
#include "audit/base/err.h"
#include "audit/base/str.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum { NORMALIZE_NFC, NORMALIZE_REPLACE, NORMALIZE_PREPEND } NormalizeKind;

typedef struct {
    NormalizeKind kind;
    Str pattern; /* of replace */
    Str content; /* of replace and prepend */
} NormalizeStep;

/* Immutable once parsed. */
typedef struct {
    NormalizeStep *steps; /* [n] in order; n = 0: the identity */
    size_t n, room;
    Arena *arena; /* while parsing */
} TextNormalizer;

/* From the JSON value, which may be null; strings are copied to `a`. 0, or -1 with ERR_FORMAT. */
int textnormalizer_parse(TextNormalizer *t, const json_t *json, Arena *a, Err *e);

/* The normalized text: `text` itself where nothing changes, else what one of the two buffers holds.
 * text is valid UTF-8, and so is the result. Cannot fail. */
Str textnormalizer_run(const TextNormalizer *t, Str text, Buf buffers[2]);

/* Whether a text may get something put before it. */
bool textnormalizer_prepends(const TextNormalizer *t);

#endif
