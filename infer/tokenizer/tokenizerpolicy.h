/* What the JSON files beside a tokenizer say about its use: BOS, and tokens added later.
 *
 * Read are tokenizer_config.json and added_tokens.json of a checkpoint directory, as the
 * transformers library writes them. A key that would change ids and is not implemented is refused
 * by name; keys about decoding, padding and chat are passed over. add_eos_token is passed over too:
 * a prompt goes on, so it never gets an EOS. */
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
    PolicyAnswer add_bos;          /* add_bos_token */
    PolicyAnswer add_prefix_space; /* add_prefix_space */
    bool bos_said;                 /* bos_token is there ... */
    Str bos;                       /* ... with this text; s = NULL: null, there is none */
    PolicyToken *added;            /* [n_added] of both files, in their order */
    size_t n_added;
} TokenizerPolicy;

/* Reads the files that are there; strings live in `a`. 0, or -1 with ERR_IO or ERR_FORMAT. */
int tokenizerpolicy_read(TokenizerPolicy *p, const char *dir, Arena *a, Err *e);

#endif
