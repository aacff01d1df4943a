/* The keys tokenizer.ggml.* of a GGUF file, read and checked: what both kinds of vocabulary are
 * made from.
 *
 * Source: the format's description, docs/gguf.md of the ggml project; llama-vocab.cpp of llama.cpp
 * for what a missing key means. */
#ifndef ROTE_GGUFVOCABKEYS_H
#define ROTE_GGUFVOCABKEYS_H

#include "audit/base/arena.h"
#include "audit/base/err.h"
#include "audit/base/str.h"
#include "infer/checkpoint/gguf.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum {
    GGUFTOKEN_NONE,   /* a placeholder of the converter ("[PAD32000]"): an id without a token. No
                       number of the file's */
    GGUFTOKEN_NORMAL, /* from here on, the numbers of tokenizer.ggml.token_type */
    GGUFTOKEN_UNKNOWN,
    GGUFTOKEN_CONTROL,
    GGUFTOKEN_USER_DEFINED,
    GGUFTOKEN_UNUSED,
    GGUFTOKEN_BYTE,
} GgufTokenType;

typedef enum { GGUFKEY_ABSENT, GGUFKEY_FALSE, GGUFKEY_TRUE } GgufKeyBool;

#define GGUFVOCAB_NO_ID UINT64_MAX

/* Texts point into the file. */
typedef struct {
    Str architecture;                    /* general.architecture; n = 0: absent */
    Str model;                           /* tokenizer.ggml.model */
    Str pre;                             /* tokenizer.ggml.pre; s = NULL: absent */
    Str *tokens;                         /* [n] valid UTF-8 */
    GgufTokenType *types;                /* [n] */
    uint32_t n;                          /* below UINT32_MAX - 1 */
    float *scores;                       /* [n]; NULL: absent */
    const GgufValue *merges;             /* strings; NULL: absent */
    Str charsmap;                        /* precompiled_charsmap; n = 0: none */
    uint64_t bos, eos, unknown, padding; /* below n, or GGUFVOCAB_NO_ID */
    GgufKeyBool add_bos, add_space_prefix, remove_extra_spaces, lowercase;
} GgufVocabKeys;

/* Arrays live in `a`. 0, or -1 with ERR_FORMAT naming the key, and the token by its id. */
int ggufvocabkeys_read(GgufVocabKeys *k, const Gguf *g, Arena *a, Err *e);

#endif
