/* What the JSON files beside a tokenizer say about its use: BOS, and tokens added later.
 *
 * Read are tokenizer_config.json, special_tokens_map.json and added_tokens.json of a checkpoint
 * directory, as the transformers library writes them. A key that would change ids and is not
 * implemented is refused by name; keys about decoding (clean_up_tokenization_spaces), padding and
 * chat are passed over. So are add_eos_token, as a prompt goes on and never gets an EOS, and
 * `legacy`, which changes nothing in a file: it tells transformers to build another pre-tokenizer
 * than the one that tokenizer.json states. */
#ifndef ROTE_TOKENIZERPOLICY_H
#define ROTE_TOKENIZERPOLICY_H

#include "audit/base/arena.h"
#include "audit/base/err.h"
#include "audit/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum { POLICY_UNSAID, POLICY_NO, POLICY_YES } PolicyAnswer;

typedef struct {
    uint64_t id;
    Str text;
} PolicyToken;

typedef struct {
    bool has_config;               /* tokenizer_config.json is there */
    bool map_decides;              /* bos_token comes from special_tokens_map.json alone */
    PolicyAnswer add_bos;          /* add_bos_token */
    PolicyAnswer add_prefix_space; /* add_prefix_space */
    bool bos_said;                 /* bos_token is there, in either file ... */
    Str bos;                       /* ... with this text; s = NULL: null, there is none */
    PolicyToken *added; /* [n_added] of tokenizer_config.json, then of added_tokens.json */
    size_t n_added;
} TokenizerPolicy;

/* Reads the files that are there; strings live in `a`. 0, or -1 with ERR_IO or ERR_FORMAT: also
 * where two of them name different BOS tokens. */
int tokenizerpolicy_read(TokenizerPolicy *p, const char *dir, Arena *a, Err *e);

#endif
