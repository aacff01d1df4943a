/* GGUF vocabularies put together: see ggufvocab.h. One of the two other kinds does the work. */
#include "infer/tokenizer/ggufvocab.h"

#include "audit/base/arena.h"
#include "audit/base/mem.h"
#include "infer/checkpoint/gguf.h"
#include "infer/tokenizer/ggufbytes.h"
#include "infer/tokenizer/ggufpieces.h"
#include "infer/tokenizer/ggufsplits.h"
#include "infer/tokenizer/ggufvocabkeys.h"
#include "infer/tokenizer/sentencepiece.h"
#include "infer/tokenizer/tokenizerjson.h"

#include <inttypes.h>
#include <stdlib.h>

typedef struct {
    const TokenizerKind *kind; /* that encodes and decodes ... */
    void *v;                   /* ... by this */
    bool has_bos, adds_bos;
    uint32_t bos;
} GgufVocab;

typedef struct {
    const TokenizerKind *kind;
    void *scratch;
} GgufVocabScratch;

static bool ggufvocab_claims(Str file)
{
    return str_starts(file, "GGUF");
}

static void ggufvocab_close(void *v)
{
    GgufVocab *g = v;
    if (!g)
        return;
    if (g->v)
        g->kind->close(g->v);
    free(g);
}

/* ---- what decides about ids ---- */

static void hash_number(Sha256 *h, uint64_t x, unsigned n_bytes)
{
    unsigned char bytes[8];
    for (unsigned i = 0; i < n_bytes; i++)
        bytes[i] = (unsigned char)(x >> (8 * i));
    sha256_add(h, bytes, n_bytes);
}

/* A key and its value, as they stand in the file. */
static void hash_value(Sha256 *h, const GgufValue *v)
{
    hash_number(h, v->key.n, 8);
    sha256_add(h, v->key.s, v->key.n);
    hash_number(h, v->type, 4);
    if (v->type == GGUF_ARRAY) {
        hash_number(h, v->element, 4);
        hash_number(h, v->n, 8);
    } else if (v->type == GGUF_STRING) {
        hash_number(h, v->bytes.n, 8);
    }
    sha256_add(h, v->bytes.s, v->bytes.n);
}

static int by_key(const void *a, const void *b)
{
    const GgufValue *const *x = a, *const *y = b;
    return str_compare((*x)->key, (*y)->key);
}

static void digest(const Gguf *g, Arena *a, char hex[SHA256_HEX_BYTES])
{
    const GgufValue **chosen = arena_alloc(a, g->n_values, sizeof *chosen);
    size_t n = 0;
    for (size_t i = 0; i < g->n_values; i++) {
        const Str key = g->values[i].key;
        if (str_starts(key, "tokenizer.") || str_equal_c(key, "general.architecture"))
            chosen[n++] = &g->values[i];
    }
    qsort(chosen, n, sizeof *chosen, by_key);
    Sha256 *h = sha256_open();
    for (size_t i = 0; i < n; i++)
        hash_value(h, chosen[i]);
    sha256_hex(h, hex);
    sha256_close(h);
}

/* ---- opening ---- */

/* BOS by the file's keys; where add_bos_token is absent, `usual` says whether it is put first. */
static int decide_bos(GgufVocab *g, const GgufVocabKeys *k, bool usual, Err *e)
{
    static const char key[] = "tokenizer.ggml.bos_token_id";
    g->has_bos = k->bos != GGUFVOCAB_NO_ID;
    g->adds_bos = k->add_bos == GGUFKEY_TRUE || (usual && k->add_bos == GGUFKEY_ABSENT);
    if (g->adds_bos && !g->has_bos) {
        err_set(e, ERR_FORMAT, "%s is missing, but %s puts BOS before a text", key,
                k->add_bos == GGUFKEY_TRUE ? "tokenizer.ggml.add_bos_token" : "this kind of file");
        return -1;
    }
    if (!g->has_bos)
        return 0;
    g->bos = (uint32_t)k->bos;
    if (k->types[g->bos] != GGUFTOKEN_NONE && g->bos < g->kind->size(g->v))
        return 0;
    err_set(e, ERR_FORMAT, "%s is %" PRIu32 ", which is no token", key, g->bos);
    return -1;
}

static int open_pieces(GgufVocab *g, GgufVocabKeys *k, Err *e)
{
    /* The kind's usual <s>, for files that do not name it. */
    if (k->bos == GGUFVOCAB_NO_ID && k->n > 1 && k->types[1] == GGUFTOKEN_CONTROL)
        k->bos = 1;
    g->kind = &sentencepiece_kind;
    g->v = ggufpieces_open(k, e);
    return g->v ? decide_bos(g, k, k->bos != GGUFVOCAB_NO_ID, e) : -1;
}

static int open_bytes(GgufVocab *g, GgufVocabKeys *k, Err *e)
{
    const GgufSplits *splits = ggufsplits_find(k->pre, k->architecture, e);
    if (!splits)
        return -1;
    g->kind = &tokenizerjson_kind;
    g->v = ggufbytes_open(k, splits, e);
    return g->v ? decide_bos(g, k, ggufsplits_adds_bos(splits), e) : -1;
}

static int open_model(GgufVocab *g, GgufVocabKeys *k, Err *e)
{
    if (str_equal_c(k->model, "llama"))
        return open_pieces(g, k, e);
    if (str_equal_c(k->model, "gpt2"))
        return open_bytes(g, k, e);
    err_set(e, ERR_FORMAT,
            "tokenizer.ggml.model \"%.*s\" is not implemented; \"llama\" and \"gpt2\" are",
            (int)(k->model.n < 60 ? k->model.n : 60), k->model.s);
    return -1;
}

static void *ggufvocab_open(Str file, char sha256[SHA256_HEX_BYTES], Err *e)
{
    GgufVocab *g = mem_zero(1, sizeof *g);
    Arena scratch = {0};
    Gguf gguf = {.version = 0};
    GgufVocabKeys keys;
    int rc = -1;
    if (gguf_parse(&gguf, file, &scratch, e) == 0) {
        digest(&gguf, &scratch, sha256);
        if (ggufvocabkeys_read(&keys, &gguf, &scratch, e) == 0)
            rc = open_model(g, &keys, e);
    }
    arena_free(&scratch);
    if (rc == 0)
        return g;
    ggufvocab_close(g);
    return NULL;
}

bool ggufvocab_missing(Str file)
{
    Arena scratch = {0};
    Gguf g = {.version = 0};
    Err e = {0};
    Str model = {NULL, 0};
    bool found = true;
    if (gguf_parse(&g, file, &scratch, &e) == 0) {
        found = false;
        for (size_t i = 0; i < g.n_values; i++)
            found |= str_starts(g.values[i].key, "tokenizer.ggml.");
        if (gguf_string(&g, "tokenizer.ggml.model", &model, &e) > 0)
            found = !str_equal_c(model, "none") && !str_equal_c(model, "no_vocab");
    }
    arena_free(&scratch);
    return !found;
}

/* ---- facts ---- */

static const char *ggufvocab_name(const void *v)
{
    const GgufVocab *g = v;
    return g->kind->name(g->v);
}

static uint32_t ggufvocab_size(const void *v)
{
    const GgufVocab *g = v;
    return g->kind->size(g->v);
}

static bool ggufvocab_bos(const void *v, uint32_t *id)
{
    const GgufVocab *g = v;
    *id = g->bos;
    return g->has_bos;
}

static bool ggufvocab_adds_bos(const void *v, bool *adds)
{
    *adds = ((const GgufVocab *)v)->adds_bos;
    return true;
}

static bool ggufvocab_find(const void *v, Str text, uint32_t *id)
{
    const GgufVocab *g = v;
    return g->kind->find(g->v, text, id);
}

static bool ggufvocab_adds_space(const void *v)
{
    const GgufVocab *g = v;
    return g->kind->adds_space(g->v);
}

/* ---- use ---- */

static size_t ggufvocab_encode(const void *v, void **scratch, Str text, size_t first, uint32_t *ids,
                               size_t want)
{
    const GgufVocab *g = v;
    if (!*scratch) {
        GgufVocabScratch *made = mem_zero(1, sizeof *made);
        made->kind = g->kind;
        *scratch = made;
    }
    GgufVocabScratch *s = *scratch;
    return g->kind->encode(g->v, &s->scratch, text, first, ids, want);
}

static void ggufvocab_scratch_close(void *scratch)
{
    GgufVocabScratch *s = scratch;
    if (!s)
        return;
    s->kind->scratch_close(s->scratch);
    free(s);
}

static void ggufvocab_decode(const void *v, const uint32_t *ids, size_t n, bool first, Buf *out)
{
    const GgufVocab *g = v;
    g->kind->decode(g->v, ids, n, first, out);
}

const TokenizerKind ggufvocab_kind = {
    .container = "a GGUF file",
    .claims = ggufvocab_claims,
    .open_mapped = ggufvocab_open,
    .close = ggufvocab_close,
    .name = ggufvocab_name,
    .size = ggufvocab_size,
    .bos = ggufvocab_bos,
    .adds_bos = ggufvocab_adds_bos,
    .find = ggufvocab_find,
    .adds_space = ggufvocab_adds_space,
    .encode = ggufvocab_encode,
    .scratch_close = ggufvocab_scratch_close,
    .decode = ggufvocab_decode,
};
