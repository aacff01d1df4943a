/* The post_processor of a tokenizer.json: which token it puts before a text.
 *
 * Kinds: TemplateProcessing, BertProcessing, RobertaProcessing, ByteLevel (which changes no ids) and
 * Sequences of them; others are refused by name. What is put behind a text is not for prompts, which
 * go on, and is passed over. Source: processors of the tokenizers library 0.23.3. */
#ifndef ROTE_POSTPROCESSOR_H
#define ROTE_POSTPROCESSOR_H

#include "audit/base/err.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
    bool puts;   /* a token is put before a single text ... */
    uint64_t id; /* ... this one */
} PostProcessor;

/* From the JSON value, which may be null. 0, or -1 with ERR_FORMAT: also where more than one token
 * is put first, or the text itself is left out or repeated. */
int postprocessor_parse(PostProcessor *p, const json_t *json, Err *e);

#endif
