/* What the fuzz targets of tokenizer files have in common: a text and a file out of one input, and
 * the promises that any kind of tokenizer keeps. */
#ifndef ROTE_TESTS_KINDUSE_H
#define ROTE_TESTS_KINDUSE_H

#include "audit/base/mem.h"
#include "infer/tokenizer/tokenizerkind.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Input: 2 bytes n (little endian), n bytes of text, the file. False when that is too short. */
static inline bool input_divide(const uint8_t *data, size_t size, Str *text, Str *file)
{
    if (size < 2)
        return false;
    size_t n = data[0] | (size_t)data[1] << 8;
    if (n > size - 2)
        n = size - 2;
    *text = (Str){(const char *)data + 2, n};
    *file = (Str){(const char *)data + 2 + n, size - 2 - n};
    return true;
}

/* Opening gives a tokenizer or a sentence. */
static inline void opening_check(const void *v, const Err *e)
{
    assert((v != NULL) == (e->kind == ERR_NONE));
    assert(v || strlen(e->text) > 0);
}

static inline void bos_check(const TokenizerKind *k, const void *v)
{
    uint32_t bos = 0;
    bool adds = false;
    const bool has = k->bos(v, &bos);
    assert(!has || bos < k->size(v));
    if (k->adds_bos && k->adds_bos(v, &adds))
        assert(has || !adds);
}

static inline void kind_use(const TokenizerKind *k, void *v, Str text)
{
    void *scratch = NULL;
    const size_t n = k->encode(v, &scratch, text, 0, NULL, 0);
    uint32_t *ids = mem_alloc(n + 1, sizeof *ids);
    ids[n] = 0xABCDEF01;
    assert(k->encode(v, &scratch, text, 0, ids, n) == n);
    assert(ids[n] == 0xABCDEF01);
    for (size_t i = 0; i < n; i++)
        assert(ids[i] < k->size(v));
    /* What the scratch remembers changes nothing, nor does a shorter answer or a later one. */
    uint32_t *again = mem_alloc(n + 1, sizeof *again);
    assert(k->encode(v, &scratch, text, 0, again, n / 2) == n);
    assert(memcmp(ids, again, n / 2 * sizeof *ids) == 0);
    assert(k->encode(v, &scratch, text, n / 3, again, n - n / 3) == n);
    assert(memcmp(ids + n / 3, again, (n - n / 3) * sizeof *ids) == 0);
    Buf out = {0};
    k->decode(v, ids, n, true, &out);
    k->decode(v, ids, n, false, &out);
    buf_free(&out);
    bos_check(k, v);
    free(again);
    free(ids);
    k->scratch_close(scratch);
}

/* Opens a kind that takes a Buf, and uses what came of it. */
static inline int kind_try(const TokenizerKind *k, const uint8_t *data, size_t size)
{
    Str text, bytes;
    if (!input_divide(data, size, &text, &bytes))
        return 0;
    Buf file = {0};
    Err e = {0};
    buf_add_str(&file, bytes);
    void *v = k->open(&file, &e);
    opening_check(v, &e);
    if (v) {
        kind_use(k, v, text);
        k->close(v);
    }
    buf_free(&file);
    return 0;
}

#endif
