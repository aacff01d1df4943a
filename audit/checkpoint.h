/* What is audited: a model and its tokenizer, opened together and checked against each other. */
#ifndef ROTE_CHECKPOINT_H
#define ROTE_CHECKPOINT_H

#include "audit/base/err.h"
#include "audit/options.h"
#include "infer/infer.h"

typedef struct {
    Model *model;
    Tokenizer *tokenizer;
    char sha256[SHA256_HEX_BYTES]; /* of the model */
} Checkpoint;

/* Opens the directory, refuses a tokenizer that can give ids which the model has no embedding for,
 * and computes the SHA-256 (reads all weights). 0, or -1 with ERR_USAGE, ERR_FORMAT or ERR_IO; then
 * nothing is left open. */
int checkpoint_open(Checkpoint *c, const char *dir, Err *e);

/* Accepts one that is not open (all zero). */
void checkpoint_close(Checkpoint *c);

/* 0, or -1 with ERR_USAGE when prompt, continuation and BOS do not fit into the model's context. */
int checkpoint_fits(const Checkpoint *c, const Options *o, Err *e);

#endif
