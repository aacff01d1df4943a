/* What a kind of tokenizer file gives to tokenizer.c: one row of its table.
 *
 * `v` is what open returned; it is immutable, and any number of threads may use it. A scratch is
 * one thread's memory for one v: *scratch is NULL at first and made by encode. Functions without an
 * Err cannot fail. */
#ifndef ROTE_TOKENIZERKIND_H
#define ROTE_TOKENIZERKIND_H

#include "audit/base/buf.h"
#include "audit/base/err.h"
#include "audit/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    const char *container;    /* "a SentencePiece .model": for sentences */
    bool (*claims)(Str file); /* by the bytes, never by the name */
    /* Takes over *file. NULL with ERR_FORMAT. A row without `open` is a kind that is recognised but
     * not implemented. */
    void *(*open)(Buf *file, Err *e);
    void (*close)(void *v);             /* accepts NULL */
    const char *(*name)(const void *v); /* "SentencePiece BPE"; static storage */
    uint32_t (*size)(const void *v);
    /* Whether BOS exists by the file's own word, and its id. */
    bool (*bos)(const void *v, uint32_t *id);
    /* Whether a piece of any type has this text, and its id. */
    bool (*find)(const void *v, Str text, uint32_t *id);
    bool (*adds_space)(const void *v); /* a space is put before (or behind) a text */
    size_t (*encode)(const void *v, void **scratch, Str text, uint32_t *ids, size_t want);
    void (*scratch_close)(void *scratch); /* accepts NULL */
    void (*decode)(const void *v, const uint32_t *ids, size_t n, bool first, Buf *out);
} TokenizerKind;

#endif
