/* Tokenizers: finding the file, its kind, the policy beside it; dispatch to the kind.
 *
 * A new kind is a row of `kinds`. */
#include "audit/base/arena.h"
#include "audit/base/file.h"
#include "audit/base/filemap.h"
#include "audit/base/hash.h"
#include "audit/base/mem.h"
#include "infer/checkpoint/gguffile.h"
#include "infer/infer.h"
#include "infer/tokenizer/ggufvocab.h"
#include "infer/tokenizer/sentencepiece.h"
#include "infer/tokenizer/tokenizerjson.h"
#include "infer/tokenizer/tokenizerkind.h"
#include "infer/tokenizer/tokenizerpolicy.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct Tokenizer {
    Arena arena; /* lives as long as the tokenizer */
    const TokenizerKind *kind;
    void *v;
    const char *file;
    const char *dir;  /* NULL: opened by the file's own path */
    const char *name; /* of the file in dir */
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

static bool claims_lfs(Str file)
{
    return str_starts(file, "version https://git-lfs");
}

static const TokenizerKind lfs_kind = {
    .container = "a pointer of Git LFS, not the file itself (git lfs pull fetches it)",
    .claims = claims_lfs,
};

static const TokenizerKind *const kinds[] = {&sentencepiece_kind, &tokenizerjson_kind,
                                             &ggufvocab_kind, &lfs_kind};

static const TokenizerKind *kind_of(Str file, Err *e)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (!kinds[i]->claims(file))
            continue;
        if (kinds[i]->open || kinds[i]->open_mapped)
            return kinds[i];
        err_set(e, ERR_FORMAT, "is %s", kinds[i]->container);
        return NULL;
    }
    err_set(e, ERR_FORMAT,
            file.n
                ? "its first bytes are those of no tokenizer file that is known (a SentencePiece "
                  ".model, a tokenizer.json, a GGUF file)"
                : "is empty");
    return NULL;
}

/* ---- opening ---- */

/* The tokenizer files of a checkpoint directory: the first that is there is used. */
static const char *const names[] = {"tokenizer.model", "tokenizer.json"};
enum { N_NAMES = sizeof names / sizeof names[0] };

/* The name of the file to use; NULL with an error. */
static const char *name_in(const char *dir, Arena *a, Err *e)
{
    for (size_t i = 0; i < N_NAMES; i++) {
        if (file_exists(arena_printf(a, "%s/%s", dir, names[i])))
            return names[i];
    }
    err_set(e, ERR_FORMAT, "%s holds no tokenizer.model and no tokenizer.json", dir);
    if (file_exists(arena_printf(a, "%s/merges.txt", dir)))
        err_advise(e, "its vocab.json and merges.txt do not say how a text is cut into words: in "
                      "Python, transformers.AutoTokenizer.from_pretrained(D).save_pretrained(D) "
                      "writes a tokenizer.json that does");
    return NULL;
}

static int short_n(Str s)
{
    return (int)(s.n < 100 ? s.n : 100);
}

static const char *bos_place(const TokenizerPolicy *p)
{
    return p->map_decides ? "special_tokens_map.json" : "tokenizer_config.json";
}

/* The tokenizer file itself says whether BOS is put before a text: nothing beside it may say
 * otherwise. A forgotten BOS would be a false "clean". */
static int obey_file(Tokenizer *t, const TokenizerPolicy *p, bool adds, Err *e)
{
    uint32_t named;
    const bool known = p->bos_said && p->bos.s && t->kind->find(t->v, p->bos, &named);
    t->adds_bos = adds;
    if (p->add_bos == (adds ? POLICY_NO : POLICY_YES)) {
        err_set(e, ERR_FORMAT,
                "add_bos_token of tokenizer_config.json is %s, but the post_processor of "
                "tokenizer.json puts %s before a text; make the two agree",
                adds ? "false" : "true", adds ? "BOS" : "nothing");
        return -1;
    }
    if (adds && p->bos_said && (!known || named != t->bos)) {
        err_set(e, ERR_FORMAT,
                "bos_token of %s is %.*s, but the post_processor of tokenizer.json puts id "
                "%" PRIu32 " before a text; make the two agree",
                bos_place(p), p->bos.s ? short_n(p->bos) : 4, p->bos.s ? p->bos.s : "null", t->bos);
        return -1;
    }
    return 0;
}

static int decide_bos(Tokenizer *t, const TokenizerPolicy *p, Err *e)
{
    bool exists = t->kind->bos(t->v, &t->bos), adds;
    if (t->kind->adds_bos && t->kind->adds_bos(t->v, &adds))
        return obey_file(t, p, adds, e);
    if (p->bos_said) {
        exists = p->bos.s && t->kind->find(t->v, p->bos, &t->bos);
        if (p->bos.s && !exists) {
            err_set(e, ERR_FORMAT, "%s names the bos_token %.*s, which is no piece", bos_place(p),
                    short_n(p->bos), p->bos.s);
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

/* A space before each text, asked for or asked away, that the file does not do so. */
static int check_space(const Tokenizer *t, const TokenizerPolicy *p, Err *e)
{
    const bool adds = t->kind->adds_space(t->v);
    const bool differs = adds ? p->add_prefix_space == POLICY_NO
                              : p->add_prefix_space == POLICY_YES && t->kind != &sentencepiece_kind;
    if (!differs)
        return 0;
    err_set(e, ERR_FORMAT,
            "add_prefix_space of tokenizer_config.json is %s but %s %s; that is not implemented",
            adds ? "false" : "true", t->name, adds ? "adds a space" : "adds none");
    return -1;
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

/* The file's digest; with files beside it that decide, that of the lines that the program sha256sum
 * prints of all. */
static int digest(Tokenizer *t, const TokenizerPolicy *p, const char *dir, Err *e)
{
    const char *const beside[] = {p->has_config ? "tokenizer_config.json" : NULL,
                                  p->map_decides ? "special_tokens_map.json" : NULL};
    if (!beside[0] && !beside[1])
        return 0;
    const char *lines = arena_printf(&t->arena, "%s  %s\n", t->sha256, t->name);
    for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++) {
        char hex[SHA256_HEX_BYTES];
        if (!beside[i])
            continue;
        if (sha256_file(arena_printf(&t->arena, "%s/%s", dir, beside[i]), hex, e) != 0)
            return -1;
        lines = arena_printf(&t->arena, "%s%s  %s\n", lines, hex, beside[i]);
    }
    sha256_bytes(lines, strlen(lines), t->sha256);
    return 0;
}

static void *open_kind(Tokenizer *t, Str file, Err *e)
{
    t->kind = kind_of(file, e);
    if (!t->kind)
        return NULL;
    if (t->kind->open_mapped)
        return t->kind->open_mapped(file, t->sha256, e);
    Buf bytes = {0};
    buf_add_str(&bytes, file);
    sha256_bytes(file.s, file.n, t->sha256);
    void *v = t->kind->open(&bytes, e);
    buf_free(&bytes);
    return v;
}

static int open_file(Tokenizer *t, const char *path, Err *e)
{
    t->file = arena_cstr(&t->arena, path);
    FileMap *map = filemap_open(path, e);
    if (!map)
        return -1;
    t->v = open_kind(t, filemap_bytes(map), e);
    filemap_close(map);
    if (t->v)
        return 0;
    err_add(e, "%s", path);
    return -1;
}

static bool is_directory(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* The GGUF file of a directory that holds no tokenizer file; NULL: there is none. */
static const char *gguf_in(const char *dir, Arena *a)
{
    for (size_t i = 0; i < N_NAMES; i++) {
        if (file_exists(arena_printf(a, "%s/%s", dir, names[i])))
            return NULL;
    }
    return gguffile_in(dir, a);
}

Tokenizer *tokenizer_open(const char *path, Err *e)
{
    Tokenizer *t = mem_zero(1, sizeof *t);
    const bool is_dir = is_directory(path);
    const char *gguf = is_dir ? gguf_in(path, &t->arena) : NULL;
    TokenizerPolicy policy = {0};
    if (!is_dir || gguf) {
        if (open_file(t, gguf ? gguf : path, e) != 0)
            goto fail;
    } else {
        t->dir = arena_cstr(&t->arena, path);
        t->name = name_in(path, &t->arena, e);
        if (!t->name || open_file(t, arena_printf(&t->arena, "%s/%s", path, t->name), e) != 0 ||
            tokenizerpolicy_read(&policy, path, &t->arena, e) != 0 ||
            digest(t, &policy, path, e) != 0)
            goto fail;
    }
    if (check_space(t, &policy, e) != 0 || decide_bos(t, &policy, e) != 0) {
        err_add(e, "%s", path);
        goto fail;
    }
    keep_added(t, &policy);
    return t;
fail:
    tokenizer_close(t);
    return NULL;
}

bool tokenizer_missing(const char *path)
{
    /* With the second two alone, tokenizer_open says what is wanted. */
    static const char *const files[] = {"tokenizer.model", "tokenizer.json", "vocab.json",
                                        "tokenizer_config.json"};
    Arena scratch = {0};
    bool found = false;
    if (is_directory(path)) {
        for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
            found |= file_exists(arena_printf(&scratch, "%s/%s", path, files[i]));
        path = found ? NULL : gguffile_in(path, &scratch);
    }
    if (path) {
        Err e = {0};
        FileMap *map = filemap_open(path, &e);
        found = !map || !ggufvocab_missing(filemap_bytes(map));
        filemap_close(map);
    }
    arena_free(&scratch);
    return !found;
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

size_t tokenizer_encode_window(const Tokenizer *t, TokenizerScratch **s, Str text, size_t first,
                               uint32_t *ids, size_t want)
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
    return t->kind->encode(t->v, &(*s)->of_kind, text, first, ids, want);
}

size_t tokenizer_encode(const Tokenizer *t, TokenizerScratch **s, Str text, uint32_t *ids,
                        size_t want)
{
    return tokenizer_encode_window(t, s, text, 0, ids, want);
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

/* ---- two files of one directory ---- */

/* Ids of text, all of them; free them. */
static uint32_t *ids_of(const Tokenizer *t, Str text, size_t *n)
{
    TokenizerScratch *scratch = NULL;
    *n = tokenizer_encode(t, &scratch, text, NULL, 0);
    uint32_t *ids = mem_alloc(*n, sizeof *ids);
    tokenizer_encode(t, &scratch, text, ids, *n);
    tokenizer_scratch_free(scratch);
    return ids;
}

static int compare_ids(const Tokenizer *t, const Tokenizer *other, Str text, Err *e)
{
    size_t n, n_other, i = 0;
    uint32_t *ids = ids_of(t, text, &n), *ids_other = ids_of(other, text, &n_other);
    while (i < n && i < n_other && ids[i] == ids_other[i])
        i++;
    const bool same = i == n && i == n_other;
    if (!same)
        err_set(e, ERR_FORMAT,
                "%s and %s give different ids to one text: they part at its token %zu of %zu and "
                "%zu (from 0)",
                t->name, other->name, i, n, n_other);
    free(ids);
    free(ids_other);
    return same ? 0 : -1;
}

static int compare_bos(const Tokenizer *t, const Tokenizer *other, Err *e)
{
    uint32_t bos;
    bool adds;
    other->kind->bos(other->v, &bos);
    if (!other->kind->adds_bos || !other->kind->adds_bos(other->v, &adds))
        return 0;
    if (adds == t->adds_bos && (!adds || bos == t->bos))
        return 0;
    err_set(e, ERR_FORMAT,
            "%s and what stands beside it put %s before a text, but the post_processor of %s puts "
            "%s there; make the two agree",
            t->name, t->adds_bos ? "BOS" : "nothing", other->name,
            adds == t->adds_bos ? "another token"
            : adds              ? "BOS"
                                : "nothing");
    return -1;
}

static int compare_all(const Tokenizer *t, const Tokenizer *other, const Str *texts, size_t n,
                       Err *e)
{
    for (size_t i = 0; i < n; i++)
        if (compare_ids(t, other, texts[i], e) != 0)
            return -1;
    return compare_bos(t, other, e);
}

int tokenizer_agrees(const Tokenizer *t, const Str *texts, size_t n, Err *e)
{
    int rc = 0;
    for (size_t i = 0; t->dir && i < N_NAMES && rc == 0; i++) {
        Tokenizer other = {.name = names[i]};
        const char *path = arena_printf(&other.arena, "%s/%s", t->dir, names[i]);
        if (strcmp(names[i], t->name) != 0 && file_exists(path)) {
            rc = open_file(&other, path, e);
            if (rc == 0) {
                rc = compare_all(t, &other, texts, n, e);
                other.kind->close(other.v);
                err_add(e, "%s", t->dir);
            }
        }
        arena_free(&other.arena);
    }
    return rc;
}

/* ---- facts ---- */

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
