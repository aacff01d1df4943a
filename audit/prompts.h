/* What `rote generate` reads: a prompt a line, or with --truth ids to be scored a line.
 *
 *   a text                     what the tokenizer makes of it
 *   [2,15,99]                  ids; a BOS among them is not doubled
 *   "a text\nof two lines"     with --json, where every line is a JSON string or an array of ids
 *   {"prompt":[..],"truth":[..]}   with --truth; other members are passed over (results.jsonl)
 */
#ifndef ROTE_PROMPTS_H
#define ROTE_PROMPTS_H

#include "audit/base/err.h"
#include "audit/base/str.h"
#include "audit/idline.h"
#include "audit/options.h"
#include "infer/infer.h"

#include <stdbool.h>
#include <stddef.h>

/* How lines are read; plain values. tokenizer NULL: lines of ids only. */
typedef struct {
    const Tokenizer *tokenizer;
    TokenizerScratch *scratch; /* prompts_free */
    const ModelInfo *model;
    bool prepend_bos; /* the engine puts BOS first */
    bool truth, json;
    size_t continuation_tokens;
} Prompts;

/* One line's ids: prompt, then truth. Start from {0}; idlist_free(&ids) at the end. */
typedef struct {
    IdList ids;
    size_t n_prompt; /* without the BOS that the engine puts there */
    size_t n_truth;
    size_t unscored; /* ids of a --truth array that come before the first scored one: 0 or 1 */
} PromptLine;

void prompts_start(Prompts *p, const Options *o, const Model *m, const Tokenizer *t);

/* Reads a line. Everything is checked here that the engine would refuse: ids outside the vocabulary,
 * a document longer than the context, an empty prompt. 0, or -1 with ERR_FORMAT. */
int prompts_read(Prompts *p, Str line, PromptLine *out, Err *e);

void prompts_free(Prompts *p);

#endif
