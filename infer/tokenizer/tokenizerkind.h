/* What a kind of tokenizer file gives to tokenizer.c: one row of its table.
 *
 * `v` is what open returned; it is immutable, and any number of threads may use it. A scratch is
 * one thread's memory for one v: *scratch is NULL at first and made by encode. Functions without an
 * Err cannot fail. */
#ifndef ROTE_TOKENIZERKIND_H
#define ROTE_TOKENIZERKIND_H

#include "audit/base/buf.h"
#include "audit/base/err.h"
#include "audit/base/hash.h"
#include "audit/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    const char *container;    /* "a SentencePiece .model": for sentences */
    bool (*claims)(Str file); /* by the bytes, never by the name */
    /* Takes over *file. NULL with ERR_FORMAT. A row with neither `open` nor `open_mapped` is a kind
     * that is recognised but not implemented. */
    void *(*open)(Buf *file, Err *e);
    /* Instead of `open`, for files that hold more than a tokenizer and may be many GB: `file` is
     * mapped, and only during the call. Writes the SHA-256 of what decides about ids. */
    void *(*open_mapped)(Str file, char sha256[SHA256_HEX_BYTES], Err *e);
    void (*close)(void *v);             /* accepts NULL */
    const char *(*name)(const void *v); /* "SentencePiece BPE"; static storage */
    uint32_t (*size)(const void *v);
    /* Whether BOS exists by the file's own word, and its id. */
    bool (*bos)(const void *v, uint32_t *id);
    /* Whether the file itself says if BOS is put before a text, and what it says. NULL: files of
     * this kind never say; then BOS is put there where it exists. */
    bool (*adds_bos)(const void *v, bool *adds);
    /* Whether a piece of any type has this text, and its id. */
    bool (*find)(const void *v, Str text, uint32_t *id);
    bool (*adds_space)(const void *v); /* a space is put before (or behind) a text */
    /* tokenizer_encode_window. */
    size_t (*encode)(const void *v, void **scratch, Str text, size_t first, uint32_t *ids,
                     size_t want);
    void (*scratch_close)(void *scratch); /* accepts NULL */
    void (*decode)(const void *v, const uint32_t *ids, size_t n, bool first, Buf *out);
} TokenizerKind;

#endif
