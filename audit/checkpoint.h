/* What is audited: a model and its tokenizer, opened together and checked against each other. */
#ifndef ROTE_CHECKPOINT_H
#define ROTE_CHECKPOINT_H

#include "audit/base/err.h"
#include "audit/options.h"
#include "infer/infer.h"

typedef struct {
    Model *model;
    Tokenizer *tokenizer;    /* NULL: the checkpoint has none */
    uint64_t resident_bytes; /* of this process when both were open, weights not read yet; 0: not
                                known */
} Checkpoint;

/* Opens a checkpoint (a directory, or a GGUF file) and refuses a tokenizer that can give ids which the
 * model has no embedding for. Reads no weights. With `tokenizer_optional`, a checkpoint that holds no
 * tokenizer (tokenizer_missing) opens with none. 0, or -1 with ERR_USAGE, ERR_FORMAT or ERR_IO; then
 * nothing is left open. */
int checkpoint_open(Checkpoint *c, const char *path, bool tokenizer_optional, Err *e);

/* Accepts one that is not open (all zero). */
void checkpoint_close(Checkpoint *c);

/* 0, or -1 with ERR_USAGE when prompt, continuation and BOS do not fit into the model's context. */
int checkpoint_fits(const Checkpoint *c, const Options *o, Err *e);

#endif
