/* The GGUF file of a checkpoint directory: what model and tokenizer agree on. */
#ifndef ROTE_GGUFFILE_H
#define ROTE_GGUFFILE_H

#include "audit/base/arena.h"

/* The path of the only GGUF file of a directory without config.json; NULL: there is none, or more
 * than one. */
const char *gguffile_in(const char *dir, Arena *a);

#endif
