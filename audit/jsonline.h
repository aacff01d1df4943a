/* Lines of JSON that this program writes and reads back: compact, fields in a fixed order, numbers
 * with nine significant digits, and, where a file grows line by line, a check over each line. */
#ifndef ROTE_JSONLINE_H
#define ROTE_JSONLINE_H

#include "audit/base/buf.h"
#include "audit/base/err.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A JSON string, or null when s is "no string"; bytes that are not UTF-8 become \xHH. */
json_t *jsonline_string(Str s);
/* A JSON string of text that a model or a tokenizer made: what is no UTF-8 becomes U+FFFD, one for each
 * part of a character that begins well and is cut, and for each byte that begins none (as the Unicode
 * Standard recommends, and as Python and Rust do). Bytes are lost; where they matter, write them raw. */
json_t *jsonline_text(Str s);
json_t *jsonline_ids(const uint32_t *ids, size_t n);

/* Adds value as one line with its newline to `out`, and drops the reference. */
void jsonline_add(Buf *out, json_t *value);

/* As jsonline_add for an object, with a last field "check": XXH3 (16 hex digits) of the line up to
 * the comma before it. */
void jsonline_add_checked(Buf *out, json_t *object);

/* Reads one line (without newline). NULL and ERR_FORMAT when it is not a JSON object, or, with
 * `checked`, when its check is missing or wrong. The caller drops the reference. */
json_t *jsonline_read(Str line, bool checked, Err *e);

/* Reads a line that is one JSON string. The bytes live as long as the value, which the caller drops.
 * NULL and ERR_FORMAT when it is not. */
json_t *jsonline_read_text(Str line, Str *text, Err *e);

/* Fields of an object that must be there and of the type asked for: 0, or -1 with ERR_FORMAT naming
 * the field. */
int jsonline_get_u64(const json_t *o, const char *key, uint64_t *out, Err *e);
int jsonline_get_bool(const json_t *o, const char *key, bool *out, Err *e);
int jsonline_get_real(const json_t *o, const char *key, double *out, Err *e);
/* The string lives as long as o and has a NUL behind it; with `may_be_null`, null gives "no string". */
int jsonline_get_string(const json_t *o, const char *key, bool may_be_null, Str *out, Err *e);
/* An array of token ids; *out receives malloc'ed [*n]. */
int jsonline_get_ids(const json_t *o, const char *key, uint32_t **out, size_t *n, Err *e);
/* An array of anything; lives as long as o. */
int jsonline_get_array(const json_t *o, const char *key, json_t **out, Err *e);

/* Hashes as 16 hex digits each, one behind the other: as a JSON string, and back (0, or -1 when v is
 * not n of them). */
json_t *jsonline_hash(const uint64_t *hashes, size_t n);
int jsonline_hex(const json_t *v, uint64_t *hashes, size_t n);

#endif
