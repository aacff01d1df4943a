/* Tokenizers: finding the file, its kind, the policy beside it; dispatch to the kind.
 *
 * A new kind is a row of `kinds`. */
#include "audit/base/arena.h"
#include "audit/base/file.h"
#include "audit/base/hash.h"
#include "audit/base/mem.h"
#include "infer/infer.h"
#include "infer/tokenizer/sentencepiece.h"
#include "infer/tokenizer/tokenizerkind.h"
#include "infer/tokenizer/tokenizerpolicy.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct Tokenizer {
    Arena arena; /* lives as long as the tokenizer */
    const TokenizerKind *kind;
    void *v;
    const char *file;
    char sha256[SHA256_HEX_BYTES];
    bool adds_bos;
    uint32_t bos;
    TokenizerAdded *added;
    size_t n_added;
};

struct TokenizerScratch {
    const Tokenizer *tokenizer; /* whose memory it is */
    const TokenizerKind *kind;
    void *of_kind;
};

/* ---- kinds ---- */

static bool claims_json(Str file)
{
    size_t i = 0;
    while (i < file.n && strchr(" \t\r\n", file.s[i]) && file.s[i])
        i++;
    return i < file.n && file.s[i] == '{';
}

static bool claims_gguf(Str file)
{
    return str_starts(file, "GGUF");
}

static bool claims_lfs(Str file)
{
    return str_starts(file, "version https://git-lfs");
}

static const TokenizerKind json_kind = {
    .container = "a tokenizer.json; only SentencePiece .model files are implemented so far",
    .claims = claims_json,
};
static const TokenizerKind gguf_kind = {
    .container = "a GGUF file; only SentencePiece .model files are implemented so far",
    .claims = claims_gguf,
};
static const TokenizerKind lfs_kind = {
    .container = "a pointer of Git LFS, not the file itself (git lfs pull fetches it)",
    .claims = claims_lfs,
};

static const TokenizerKind *const kinds[] = {&sentencepiece_kind, &json_kind, &gguf_kind,
                                             &lfs_kind};

static const TokenizerKind *kind_of(Str file, Err *e)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (!kinds[i]->claims(file))
            continue;
        if (kinds[i]->open)
            return kinds[i];
        err_set(e, ERR_FORMAT, "is %s", kinds[i]->container);
        return NULL;
    }
    err_set(e, ERR_FORMAT,
            file.n ? "its first bytes are not those of a SentencePiece .model" : "is empty");
    return NULL;
}

/* ---- opening ---- */

/* The tokenizer file of a checkpoint directory; NULL with an error. */
static const char *file_in(const char *dir, Arena *a, Err *e)
{
    const char *path = arena_printf(a, "%s/tokenizer.model", dir);
    if (file_exists(path))
        return path;
    const char *json = arena_printf(a, "%s/tokenizer.json", dir);
    if (file_exists(json))
        err_set(e, ERR_FORMAT,
                "%s holds a tokenizer.json but no tokenizer.model; only SentencePiece .model files "
                "are implemented so far",
                dir);
    else
        err_set(e, ERR_FORMAT, "%s holds no tokenizer.model", dir);
    return NULL;
}

static int decide_bos(Tokenizer *t, const TokenizerPolicy *p, Err *e)
{
    bool exists = t->kind->bos(t->v, &t->bos);
    if (p->bos_said) {
        exists = p->bos.s && t->kind->find(t->v, p->bos, &t->bos);
        if (p->bos.s && !exists) {
            err_set(e, ERR_FORMAT,
                    "tokenizer_config.json names the bos_token %.*s, which is no piece",
                    (int)(p->bos.n < 100 ? p->bos.n : 100), p->bos.s);
            return -1;
        }
    }
    if (p->add_bos == POLICY_YES && !exists) {
        err_set(e, ERR_FORMAT,
                "tokenizer_config.json asks for BOS (add_bos_token), but there is no "
                "BOS piece");
        return -1;
    }
    t->adds_bos = exists && p->add_bos != POLICY_NO;
    return 0;
}

/* Keeps those added tokens that the file does not have as pieces under the same ids. */
static void keep_added(Tokenizer *t, const TokenizerPolicy *p)
{
    t->added = arena_alloc(&t->arena, p->n_added, sizeof *t->added);
    for (size_t i = 0; i < p->n_added; i++) {
        uint32_t id;
        if (t->kind->find(t->v, p->added[i].text, &id) && id == p->added[i].id)
            continue;
        t->added[t->n_added++] = (TokenizerAdded){p->added[i].id, p->added[i].text};
    }
}

/* The file's digest; with a tokenizer_config.json, that of the two lines that the program sha256sum
 * prints of both. */
static int digest(Tokenizer *t, const TokenizerPolicy *p, const char *dir, Err *e)
{
    if (!p->has_config)
        return 0;
    char config[SHA256_HEX_BYTES];
    const char *path = arena_printf(&t->arena, "%s/tokenizer_config.json", dir);
    if (sha256_file(path, config, e) != 0)
        return -1;
    const char *lines = arena_printf(&t->arena, "%s  tokenizer.model\n%s  tokenizer_config.json\n",
                                     t->sha256, config);
    sha256_bytes(lines, strlen(lines), t->sha256);
    return 0;
}

static int open_file(Tokenizer *t, const char *path, Err *e)
{
    Buf bytes = {0};
    t->file = arena_cstr(&t->arena, path);
    if (file_read(path, &bytes, e) != 0) {
        buf_free(&bytes);
        return -1;
    }
    sha256_bytes(buf_str(&bytes).s, bytes.n, t->sha256);
    t->kind = kind_of(buf_str(&bytes), e);
    if (t->kind)
        t->v = t->kind->open(&bytes, e);
    buf_free(&bytes);
    if (t->v)
        return 0;
    err_add(e, "%s", path);
    return -1;
}

Tokenizer *tokenizer_open(const char *path, Err *e)
{
    Tokenizer *t = mem_zero(1, sizeof *t);
    struct stat st;
    const bool is_dir = stat(path, &st) == 0 && S_ISDIR(st.st_mode);
    const char *file = is_dir ? file_in(path, &t->arena, e) : path;
    TokenizerPolicy policy = {0};
    if (!file || open_file(t, file, e) != 0)
        goto fail;
    if (is_dir) {
        if (tokenizerpolicy_read(&policy, path, &t->arena, e) != 0 ||
            digest(t, &policy, path, e) != 0)
            goto fail;
        if (policy.add_prefix_space == POLICY_NO && t->kind->adds_space(t->v)) {
            err_set(e, ERR_FORMAT,
                    "%s: add_prefix_space of tokenizer_config.json is false but "
                    "tokenizer.model adds a space; that is not implemented",
                    path);
            goto fail;
        }
    }
    if (decide_bos(t, &policy, e) != 0) {
        err_add(e, "%s", path);
        goto fail;
    }
    keep_added(t, &policy);
    return t;
fail:
    tokenizer_close(t);
    return NULL;
}

void tokenizer_close(Tokenizer *t)
{
    if (!t)
        return;
    if (t->v)
        t->kind->close(t->v);
    arena_free(&t->arena);
    free(t);
}

/* ---- use ---- */

size_t tokenizer_encode(const Tokenizer *t, TokenizerScratch **s, Str text, uint32_t *ids,
                        size_t want)
{
    if (*s && (*s)->tokenizer != t) {
        tokenizer_scratch_free(*s);
        *s = NULL;
    }
    if (!*s) {
        *s = mem_zero(1, sizeof **s);
        (*s)->tokenizer = t;
        (*s)->kind = t->kind;
    }
    return t->kind->encode(t->v, &(*s)->of_kind, text, ids, want);
}

void tokenizer_scratch_free(TokenizerScratch *s)
{
    if (!s)
        return;
    s->kind->scratch_close(s->of_kind);
    free(s);
}

void tokenizer_decode(const Tokenizer *t, const uint32_t *ids, size_t n, bool first, Buf *out)
{
    t->kind->decode(t->v, ids, n, first, out);
}

uint32_t tokenizer_size(const Tokenizer *t)
{
    return t->kind->size(t->v);
}

bool tokenizer_adds_bos(const Tokenizer *t)
{
    return t->adds_bos;
}

uint32_t tokenizer_bos(const Tokenizer *t)
{
    return t->bos;
}

const char *tokenizer_kind(const Tokenizer *t)
{
    return t->kind->name(t->v);
}

const char *tokenizer_file(const Tokenizer *t)
{
    return t->file;
}

const char *tokenizer_sha256(const Tokenizer *t)
{
    return t->sha256;
}

size_t tokenizer_added(const Tokenizer *t, const TokenizerAdded **added)
{
    *added = t->added;
    return t->n_added;
}
