/* The vocabulary of a tokenizer.json: its model's tokens and merges, and the tokens added to it.
 *
 * Every id is checked: none is given twice, and an added token has the id that the tokenizers
 * library (0.23.3) would give it, which does not read the one that the file states. */
#ifndef ROTE_BPEVOCABULARY_H
#define ROTE_BPEVOCABULARY_H

#include "audit/base/arena.h"
#include "audit/base/err.h"
#include "audit/base/str.h"
#include "infer/tokenizer/addedtokens.h"
#include "infer/tokenizer/bytebpe.h"
#include "infer/tokenizer/textids.h"

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

/* Immutable once parsed; all but `model` and `places` lies in the arena given. */
typedef struct {
    TextIds model;     /* the model's tokens: what words may become */
    TextIds places;    /* of the added ones in `added` */
    Str *texts;        /* [n_ids] by id; s = NULL: no token has this id */
    uint32_t n_ids;    /* the largest id and one */
    AddedToken *added; /* [n_added] */
    size_t n_added;
} BpeVocabulary;

/* `file_bytes` bounds the ids: a file has no more tokens than bytes. 0, or -1 with ERR_FORMAT. */
int bpevocabulary_parse(BpeVocabulary *v, const json_t *root, size_t file_bytes, Arena *a, Err *e);

/* The model's merges, as pairs or as strings; their texts belong to the JSON value. 0, or -1 with
 * ERR_FORMAT. */
int bpevocabulary_merges(const json_t *model, Arena *a, ByteBpeMerge **merges, size_t *n, Err *e);

/* The id of a token of any kind. */
bool bpevocabulary_find(const BpeVocabulary *v, Str text, uint32_t *id);

void bpevocabulary_close(BpeVocabulary *v);

#endif
