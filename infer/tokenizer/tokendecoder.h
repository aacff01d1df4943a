/* The decoder of a tokenizer.json: texts of tokens become the text they stand for.
 *
 * Kinds: ByteLevel, or a Sequence of Replace (of a String), ByteFallback, Fuse, Strip (behind Fuse)
 * and Metaspace; others, and other orders, are refused by name. Source: decoders of the tokenizers
 * library, checked against 0.23.3. Where the library writes U+FFFD for bytes that are no UTF-8, the
 * bytes are kept here: a text is given piece by piece. */
#ifndef ROTE_TOKENDECODER_H
#define ROTE_TOKENDECODER_H

#include "audit/base/arena.h"
#include "audit/base/buf.h"
#include "audit/base/err.h"
#include "audit/base/str.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct {
    Str from, to;
} DecoderReplace;

/* Immutable once parsed. */
typedef struct {
    bool bytes;              /* ByteLevel */
    bool byte_fallback;      /* "<0x0A>" is a byte */
    DecoderReplace *replace; /* [n_replace] in order */
    size_t n_replace, room;
    bool fuses;
    Str strip; /* a character, of which up to n_strip are taken off the front of a text */
    size_t n_strip;
    Str metaspace;        /* becomes a space, in the first token of a text ... */
    bool metaspace_drops; /* ... nothing; n = 0: there is no Metaspace */
    Arena *arena;         /* while parsing */
} TokenDecoder;

/* From the JSON value. null is what goes with GPT-2's alphabet when `bytes`, else an error. Strings
 * are copied to `a`. 0, or -1 with ERR_FORMAT. */
int tokendecoder_parse(TokenDecoder *d, const json_t *json, bool bytes, Arena *a, Err *e);

/* What one token's text (valid UTF-8) becomes, added to `out`, save for what begins a text.
 * `verbatim`: a token that no word becomes, whose text is in no alphabet. `first`: of a text. */
void tokendecoder_add(const TokenDecoder *d, Str token, bool verbatim, bool first, Buf *out);

/* Bytes that are dropped at the front of a text. */
size_t tokendecoder_front(const TokenDecoder *d, Str text);

#endif
