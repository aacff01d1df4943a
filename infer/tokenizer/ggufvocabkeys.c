/* Keys of GGUF vocabularies: see ggufvocabkeys.h. */
#include "infer/tokenizer/ggufvocabkeys.h"

#include "infer/tokenizer/spchar.h"

#include <inttypes.h>

static int missing(const char *key, Err *e)
{
    err_set(e, ERR_FORMAT, "%s is missing: without it the file holds no tokenizer", key);
    return -1;
}

static int same_length(const GgufValue *array, const char *key, uint32_t n, Err *e)
{
    if (array->n == n)
        return 0;
    err_set(e, ERR_FORMAT, "%s has %" PRIu64 " elements, but tokenizer.ggml.tokens has %" PRIu32,
            key, array->n, n);
    return -1;
}

/* ---- tokens ---- */

static int read_tokens(GgufVocabKeys *k, const Gguf *g, Arena *a, Err *e)
{
    static const char key[] = "tokenizer.ggml.tokens";
    const GgufValue *array;
    const int rc = gguf_array(g, key, GGUF_STRING, &array, e);
    if (rc <= 0)
        return rc < 0 ? -1 : missing(key, e);
    if (array->n == 0 || array->n >= UINT32_MAX - 1) {
        err_set(e, ERR_FORMAT, "%s has %" PRIu64 " elements", key, array->n);
        return -1;
    }
    k->n = (uint32_t)array->n;
    k->tokens = arena_alloc(a, k->n, sizeof *k->tokens);
    size_t at = 0;
    for (uint32_t i = 0; i < k->n; i++) {
        k->tokens[i] = gguf_next_string(array, &at);
        if (!spchar_all_valid(k->tokens[i])) {
            err_set(e, ERR_FORMAT, "%s: token %" PRIu32 " is not UTF-8", key, i);
            return -1;
        }
    }
    return 0;
}

/* What converters write for ids that the model has a row for and the tokenizer no token: "[PADn]",
 * of the type unused; and in 2023 of the type user-defined, n being the id. */
static bool is_placeholder(Str text, GgufTokenType type, uint32_t id)
{
    uint64_t number = 0;
    if (!str_starts(text, "[PAD") || !str_ends(text, "]") || text.n < 6 || text.n > 15)
        return false;
    for (size_t i = 4; i + 1 < text.n; i++) {
        if (text.s[i] < '0' || text.s[i] > '9')
            return false;
        number = number * 10 + (uint64_t)(text.s[i] - '0');
    }
    return type == GGUFTOKEN_UNUSED || (type == GGUFTOKEN_USER_DEFINED && number == id);
}

static int read_types(GgufVocabKeys *k, const Gguf *g, Arena *a, Err *e)
{
    static const char key[] = "tokenizer.ggml.token_type";
    const GgufValue *array;
    const int rc = gguf_array(g, key, GGUF_I32, &array, e);
    if (rc <= 0)
        return rc < 0 ? -1 : missing(key, e);
    if (same_length(array, key, k->n, e) != 0)
        return -1;
    k->types = arena_alloc(a, k->n, sizeof *k->types);
    for (uint32_t i = 0; i < k->n; i++) {
        const int64_t type = (int64_t)gguf_element_integer(array, i);
        if (type < GGUFTOKEN_NORMAL || type > GGUFTOKEN_BYTE) {
            err_set(e, ERR_FORMAT,
                    "%s: token %" PRIu32 " has type %" PRId64 "; 1 to %d are the format's", key, i,
                    type, GGUFTOKEN_BYTE);
            return -1;
        }
        k->types[i] = (GgufTokenType)type;
        if (is_placeholder(k->tokens[i], k->types[i], i))
            k->types[i] = GGUFTOKEN_NONE;
    }
    return 0;
}

/* ---- other keys ---- */

/* f32, or as some converters write whole numbers, i32. */
static int read_scores(GgufVocabKeys *k, const Gguf *g, Arena *a, Err *e)
{
    static const char key[] = "tokenizer.ggml.scores";
    const GgufValue *array = gguf_find(g, key);
    const bool whole = array && array->type == GGUF_ARRAY && array->element == GGUF_I32;
    const int rc = whole ? 1 : gguf_array(g, key, GGUF_F32, &array, e);
    if (rc <= 0)
        return rc;
    if (same_length(array, key, k->n, e) != 0)
        return -1;
    k->scores = arena_alloc(a, k->n, sizeof *k->scores);
    for (uint32_t i = 0; i < k->n; i++)
        k->scores[i] = whole ? (float)(int64_t)gguf_element_integer(array, i)
                             : (float)gguf_element_real(array, i);
    return 0;
}

/* u8 or i8: converters have written either. */
static int read_charsmap(GgufVocabKeys *k, const Gguf *g, Err *e)
{
    static const char key[] = "tokenizer.ggml.precompiled_charsmap";
    const GgufValue *array = gguf_find(g, key);
    const bool is_signed = array && array->type == GGUF_ARRAY && array->element == GGUF_I8;
    const int rc = is_signed ? 1 : gguf_array(g, key, GGUF_U8, &array, e);
    if (rc > 0)
        k->charsmap = array->bytes;
    return rc < 0 ? -1 : 0;
}

static int read_arrays(GgufVocabKeys *k, const Gguf *g, Arena *a, Err *e)
{
    return read_scores(k, g, a, e) != 0 || read_charsmap(k, g, e) != 0 ||
                   gguf_array(g, "tokenizer.ggml.merges", GGUF_STRING, &k->merges, e) < 0
               ? -1
               : 0;
}

static int read_id(const GgufVocabKeys *k, const Gguf *g, const char *key, uint64_t *id, Err *e)
{
    *id = GGUFVOCAB_NO_ID;
    const int rc = gguf_integer(g, key, id, e);
    if (rc <= 0)
        return rc;
    if (*id < k->n)
        return 0;
    err_set(e, ERR_FORMAT, "%s is %" PRIu64 ", but there are %" PRIu32 " tokens", key, *id, k->n);
    return -1;
}

static int read_bool(const Gguf *g, const char *key, GgufKeyBool *out, Err *e)
{
    bool value;
    const int rc = gguf_bool(g, key, &value, e);
    if (rc > 0)
        *out = value ? GGUFKEY_TRUE : GGUFKEY_FALSE;
    return rc < 0 ? -1 : 0;
}

static int read_facts(GgufVocabKeys *k, const Gguf *g, Err *e)
{
    if (read_id(k, g, "tokenizer.ggml.bos_token_id", &k->bos, e) != 0 ||
        read_id(k, g, "tokenizer.ggml.eos_token_id", &k->eos, e) != 0 ||
        read_id(k, g, "tokenizer.ggml.unknown_token_id", &k->unknown, e) != 0 ||
        read_id(k, g, "tokenizer.ggml.padding_token_id", &k->padding, e) != 0)
        return -1;
    if (read_bool(g, "tokenizer.ggml.add_bos_token", &k->add_bos, e) != 0 ||
        read_bool(g, "tokenizer.ggml.add_space_prefix", &k->add_space_prefix, e) != 0 ||
        read_bool(g, "tokenizer.ggml.remove_extra_whitespaces", &k->remove_extra_spaces, e) != 0 ||
        read_bool(g, "tokenizer.ggml.normalizer.lowercase", &k->lowercase, e) != 0)
        return -1;
    return 0;
}

int ggufvocabkeys_read(GgufVocabKeys *k, const Gguf *g, Arena *a, Err *e)
{
    static const char model[] = "tokenizer.ggml.model";
    *k = (GgufVocabKeys){.architecture = {"", 0}};
    const int rc = gguf_string(g, model, &k->model, e);
    if (rc <= 0)
        return rc < 0 ? -1 : missing(model, e);
    if (gguf_string(g, "general.architecture", &k->architecture, e) < 0 ||
        gguf_string(g, "tokenizer.ggml.pre", &k->pre, e) < 0)
        return -1;
    return read_tokens(k, g, a, e) || read_types(k, g, a, e) || read_arrays(k, g, a, e) ||
                   read_facts(k, g, e)
               ? -1
               : 0;
}
