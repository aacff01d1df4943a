/* Members of the objects that tokenizer.json is made of, with sentences for what is missing.
 *
 * Strings belong to the JSON value. An error names the key, not the object: the caller adds it. */
#ifndef ROTE_JSONFIELD_H
#define ROTE_JSONFIELD_H

#include "audit/base/err.h"
#include "audit/base/str.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* A string. 0, or -1 with ERR_FORMAT where it is missing or something else. */
int jsonfield_string(const json_t *object, const char *key, Str *out, Err *e);

/* true or false; where it is missing or null, *out stays as it was. 0, or -1 with ERR_FORMAT. */
int jsonfield_bool(const json_t *object, const char *key, bool *out, Err *e);

/* An integer from 0 to `most`. 0, or -1 with ERR_FORMAT. */
int jsonfield_integer(const json_t *object, const char *key, uint64_t most, uint64_t *out, Err *e);

/* A character: a string of one. 0, or -1 with ERR_FORMAT. */
int jsonfield_character(const json_t *object, const char *key, Str *out, Err *e);

/* {"String": "x"} or {"Regex": "x"}. 0, or -1 with ERR_FORMAT. */
int jsonfield_pattern(const json_t *object, const char *key, bool *is_regex, Str *out, Err *e);

/* The object's "type", with the object itself checked. 0, or -1 with ERR_FORMAT. */
int jsonfield_type(const json_t *object, Str *out, Err *e);

/* Calls one(ctx, step) for a step, or for each step of a "Sequence", whose list is at `list`
 * ("normalizers"), and so on within. null is no step. 0, or -1 with ERR_FORMAT. */
int jsonfield_steps(const json_t *step, const char *list,
                    int (*one)(void *ctx, const json_t *step, Str type, Err *e), void *ctx, Err *e);

#endif
