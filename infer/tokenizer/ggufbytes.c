/* Byte-level BPE out of GGUF: see ggufbytes.h. */
#include "infer/tokenizer/ggufbytes.h"

#include "audit/base/buf.h"
#include "infer/tokenizer/tokenizerjson.h"

#include <inttypes.h>

/* For "%.*s": a sentence shows the first 60 bytes of a token. */
static int short_n(Str s)
{
    return (int)(s.n < 60 ? s.n : 60);
}

static bool is_added(GgufTokenType type)
{
    return type == GGUFTOKEN_CONTROL || type == GGUFTOKEN_USER_DEFINED || type == GGUFTOKEN_UNKNOWN;
}

/* Keys that change ids in ways that byte-level BPE does not have. */
static int refuse_keys(const GgufVocabKeys *k, Err *e)
{
    const struct {
        const char *key;
        bool set;
    } keys[] = {
        {"add_space_prefix", k->add_space_prefix == GGUFKEY_TRUE},
        {"remove_extra_whitespaces", k->remove_extra_spaces == GGUFKEY_TRUE},
        {"normalizer.lowercase", k->lowercase == GGUFKEY_TRUE},
        {"precompiled_charsmap", k->charsmap.n > 0},
    };
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (keys[i].set) {
            err_set(e, ERR_FORMAT,
                    "tokenizer.ggml.%s beside tokenizer.ggml.model \"gpt2\" is not implemented",
                    keys[i].key);
            return -1;
        }
    }
    return 0;
}

/* ---- tokens ---- */

static int add_token(BpeVocabulary *v, uint32_t id, Str text, GgufTokenType type, Err *e)
{
    uint32_t other;
    if (bpevocabulary_find(v, text, &other)) {
        err_set(e, ERR_FORMAT, "tokens %" PRIu32 " and %" PRIu32 " have the same text \"%.*s\"",
                other, id, short_n(text), text.s);
        return -1;
    }
    if (is_added(type)) {
        textids_add(&v->places, text, (uint32_t)v->n_added);
        v->added[v->n_added++] =
            (AddedToken){.id = id, .text = text, .special = type != GGUFTOKEN_USER_DEFINED};
    } else {
        textids_add(&v->model, text, id);
    }
    v->texts[id] = text;
    v->n_ids = id + 1;
    return 0;
}

static int read_tokens(BpeVocabulary *v, const GgufVocabKeys *k, Arena *a, Err *e)
{
    size_t n_added = 0;
    for (uint32_t id = 0; id < k->n; id++)
        n_added += is_added(k->types[id]);
    v->texts = arena_alloc(a, k->n, sizeof *v->texts);
    v->added = arena_alloc(a, n_added, sizeof *v->added);
    textids_reserve(&v->model, k->n);
    textids_reserve(&v->places, n_added);
    for (uint32_t id = 0; id < k->n; id++) {
        const GgufTokenType type = k->types[id];
        if (type == GGUFTOKEN_BYTE) {
            err_set(e, ERR_FORMAT,
                    "token %" PRIu32 " is of the type byte (6), which byte-level BPE does not have",
                    id);
            return -1;
        }
        /* No text becomes an empty token. */
        if (type == GGUFTOKEN_NONE || type == GGUFTOKEN_UNUSED || k->tokens[id].n == 0)
            continue;
        if (add_token(v, id, arena_str(a, k->tokens[id]), type, e) != 0)
            return -1;
    }
    return 0;
}

/* ---- merges ---- */

/* Whether `text` is a token that merging may make or take. An added one that a merge names is one,
 * as in a file that has it in the model's vocabulary too. */
static bool is_mergeable(BpeVocabulary *v, Str text)
{
    uint32_t id, place;
    if (textids_find(&v->model, text, &id))
        return true;
    if (!textids_find(&v->places, text, &place))
        return false;
    textids_add(&v->model, v->added[place].text, v->added[place].id);
    return true;
}

static int check_merge(BpeVocabulary *v, const ByteBpeMerge *m, Buf *whole, Err *e)
{
    buf_clear(whole);
    buf_add_str(whole, m->left);
    buf_add_str(whole, m->right);
    const Str parts[] = {m->left, m->right, buf_str(whole)};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (!is_mergeable(v, parts[i])) {
            err_set(e, ERR_FORMAT, "needs \"%.*s\", which is no token", short_n(parts[i]),
                    parts[i].s);
            return -1;
        }
    }
    return 0;
}

static int read_merges(TokenizerJsonParts *p, const GgufValue *list, Arena *scratch, Err *e)
{
    Buf whole = {0};
    size_t at = 0;
    int rc = 0;
    ByteBpeMerge *merges = arena_alloc(scratch, (size_t)list->n, sizeof *merges);
    for (size_t i = 0; i < list->n && rc == 0; i++) {
        const Str line = gguf_next_string(list, &at);
        if (bytebpe_split_merge(line, &merges[i])) {
            rc = check_merge(&p->vocabulary, &merges[i], &whole, e);
        } else {
            err_set(e, ERR_FORMAT, "\"%.*s\" is not two tokens with one space between",
                    short_n(line), line.s);
            rc = -1;
        }
        if (rc != 0)
            err_add(e, "tokenizer.ggml.merges: merge %zu", i);
    }
    buf_free(&whole);
    p->merges = merges;
    p->n_merges = (size_t)list->n;
    return rc;
}

void *ggufbytes_open(const GgufVocabKeys *k, const GgufSplits *s, Err *e)
{
    TokenizerJsonParts p = {.n_merges = 0};
    Arena scratch = {0};
    void *v = NULL;
    if (!k->merges)
        err_set(e, ERR_FORMAT,
                "tokenizer.ggml.merges is missing: a vocabulary of "
                "tokenizer.ggml.model \"gpt2\" is none without them");
    else if (refuse_keys(k, e) == 0 && read_tokens(&p.vocabulary, k, &p.arena, e) == 0 &&
             read_merges(&p, k->merges, &scratch, e) == 0) {
        json_t *root = ggufsplits_json(s);
        p.root = root;
        v = tokenizerjson_from_parts(&p, e);
        json_decref(root);
    }
    bpevocabulary_close(&p.vocabulary);
    arena_free(&p.arena);
    arena_free(&scratch);
    return v;
}
