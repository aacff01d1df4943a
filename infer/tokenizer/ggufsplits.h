/* What tokenizer.ggml.pre stands for: how a family's published tokenizer.json normalizes a text and
 * cuts it into words. A GGUF file holds the name alone.
 *
 * Source: the names, llama-vocab.cpp of llama.cpp and the models that its converter knows by them;
 * what they stand for, the pre_tokenizer and normalizer of those models' tokenizer.json, of which
 * llama.cpp's own patterns are renderings. */
#ifndef ROTE_GGUFSPLITS_H
#define ROTE_GGUFSPLITS_H

#include "audit/base/err.h"
#include "audit/base/str.h"

#include <jansson.h>
#include <stdbool.h>

typedef struct GgufSplits GgufSplits;

/* `pre` is the key's value; s = NULL, and "default", as in files of before the key, leave it to
 * general.architecture. NULL with ERR_FORMAT naming what is not known. Static storage. */
const GgufSplits *ggufsplits_find(Str pre, Str architecture, Err *e);

/* Whether BOS is put before a text where tokenizer.ggml.add_bos_token is absent. */
bool ggufsplits_adds_bos(const GgufSplits *s);

/* The normalizer, pre_tokenizer, decoder and model (without vocab and merges) of a tokenizer.json;
 * json_decref it. Never NULL. */
json_t *ggufsplits_json(const GgufSplits *s);

#endif
