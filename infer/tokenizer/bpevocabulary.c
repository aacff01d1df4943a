/* The vocabulary of a tokenizer.json: see bpevocabulary.h. */
#include "infer/tokenizer/bpevocabulary.h"

#include "infer/jsonfile.h"
#include "infer/tokenizer/jsonfield.h"

#include <inttypes.h>
#include <string.h>

static Str copy_string(const json_t *v, Arena *a)
{
    return arena_str(a, (Str){json_string_value(v), json_string_length(v)});
}

static int short_n(Str s)
{
    return (int)(s.n < 60 ? s.n : 60);
}

/* ---- the model's tokens ---- */

static int read_token(BpeVocabulary *v, const char *key, size_t key_n, const json_t *value,
                      size_t id_most, Arena *a, Err *e)
{
    const Str text = arena_str(a, (Str){key, key_n});
    uint64_t id;
    if (jsonfile_integer(value, "the id of a token", 0, id_most, &id, e) != 0) {
        err_add(e, "\"%.*s\"", short_n(text), text.s);
        return -1;
    }
    textids_add(&v->model, text, (uint32_t)id);
    if (id >= v->n_ids)
        v->n_ids = (uint32_t)id + 1;
    return 0;
}

static int read_vocab(BpeVocabulary *v, json_t *vocab, size_t file_bytes, Arena *a, Err *e)
{
    const size_t id_most = file_bytes < UINT32_MAX - 2 ? file_bytes : UINT32_MAX - 2;
    const char *key;
    size_t key_n;
    json_t *value;
    if (!json_is_object(vocab)) {
        err_set(e, ERR_FORMAT, "vocab is missing, or is no object");
        return -1;
    }
    textids_reserve(&v->model, json_object_size(vocab));
    json_object_keylen_foreach(vocab, key, key_n, value)
    {
        if (read_token(v, key, key_n, value, id_most, a, e) != 0) {
            err_add(e, "vocab");
            return -1;
        }
    }
    return 0;
}

static int place_text(BpeVocabulary *v, uint32_t id, Str text, Err *e)
{
    if (v->texts[id].s) {
        err_set(e, ERR_FORMAT, "id %" PRIu32 " is given to \"%.*s\" and to \"%.*s\"", id,
                short_n(v->texts[id]), v->texts[id].s, short_n(text), text.s);
        return -1;
    }
    v->texts[id] = text;
    return 0;
}

/* ---- added tokens ---- */

static int read_flag(const json_t *json, const char *key, bool *flag, Err *e)
{
    if (json_is_boolean(json_object_get(json, key)))
        return jsonfield_bool(json, key, flag, e);
    err_set(e, ERR_FORMAT, "%s is missing, or is not true or false", key);
    return -1;
}

/* The token and the id that the file states. */
static int read_added(const json_t *json, AddedToken *t, uint64_t *id, Arena *a, Err *e)
{
    *t = (AddedToken){.id = 0};
    if (!json_is_object(json)) {
        err_set(e, ERR_FORMAT, "is %s where an object is expected", jsonfile_kind(json));
        return -1;
    }
    if (jsonfield_integer(json, "id", UINT32_MAX - 2, id, e) != 0 ||
        jsonfield_string(json, "content", &t->text, e) != 0 ||
        read_flag(json, "special", &t->special, e) != 0 ||
        read_flag(json, "single_word", &t->single_word, e) != 0 ||
        read_flag(json, "lstrip", &t->lstrip, e) != 0 ||
        read_flag(json, "rstrip", &t->rstrip, e) != 0 ||
        read_flag(json, "normalized", &t->normalized, e) != 0)
        return -1;
    t->text = copy_string(json_object_get(json, "content"), a);
    return 0;
}

/* A token that is there already gets the later one's flags; an empty one is none: so does the
 * library. */
static int add_token(BpeVocabulary *v, AddedToken t, uint64_t said, uint32_t *next, Err *e)
{
    uint32_t id, place;
    if (t.text.n == 0)
        return 0;
    const bool known = textids_find(&v->places, t.text, &place);
    if (known)
        id = v->added[place].id;
    else if (!textids_find(&v->model, t.text, &id))
        id = (*next)++;
    if (id != said) {
        err_set(e, ERR_FORMAT,
                "\"%.*s\" has id %" PRIu64 " in added_tokens, but the tokenizers library would "
                "give it %" PRIu32,
                short_n(t.text), t.text.s, said, id);
        return -1;
    }
    t.id = id;
    if (!known) {
        place = (uint32_t)v->n_added++;
        textids_add(&v->places, t.text, place);
    }
    v->added[place] = t;
    return 0;
}

static int read_all_added(BpeVocabulary *v, const json_t *list, Arena *a, Err *e)
{
    uint32_t next = (uint32_t)v->model.n;
    if (list && !json_is_null(list) && !json_is_array(list)) {
        err_set(e, ERR_FORMAT, "added_tokens is %s where a list is expected", jsonfile_kind(list));
        return -1;
    }
    const size_t n = json_array_size(list);
    v->added = arena_alloc(a, n, sizeof *v->added);
    for (size_t i = 0; i < n; i++) {
        AddedToken t;
        uint64_t said;
        if (read_added(json_array_get(list, i), &t, &said, a, e) != 0) {
            err_add(e, "added_tokens[%zu]", i);
            return -1;
        }
        if (add_token(v, t, said, &next, e) != 0)
            return -1;
    }
    return 0;
}

int bpevocabulary_parse(BpeVocabulary *v, const json_t *root, size_t file_bytes, Arena *a, Err *e)
{
    *v = (BpeVocabulary){.n_ids = 0};
    json_t *vocab = json_object_get(json_object_get(root, "model"), "vocab");
    if (read_vocab(v, vocab, file_bytes, a, e) != 0 ||
        read_all_added(v, json_object_get(root, "added_tokens"), a, e) != 0)
        return -1;
    for (size_t i = 0; i < v->n_added; i++) {
        if (v->added[i].id >= v->n_ids)
            v->n_ids = v->added[i].id + 1;
    }
    v->texts = arena_alloc(a, v->n_ids, sizeof *v->texts);
    for (size_t i = 0; i < v->model.n_slots; i++) {
        const TextId *t = &v->model.slots[i];
        if (t->text.s && place_text(v, t->id, t->text, e) != 0)
            return -1;
    }
    for (size_t i = 0; i < v->n_added; i++) {
        uint32_t id;
        const AddedToken *t = &v->added[i];
        if (!textids_find(&v->model, t->text, &id) && place_text(v, t->id, t->text, e) != 0)
            return -1;
    }
    return 0;
}

/* ---- merges ---- */

/* False where the value is neither "a b" nor ["a", "b"]. */
static bool read_merge(const json_t *json, ByteBpeMerge *merge)
{
    if (json_is_string(json))
        return bytebpe_split_merge((Str){json_string_value(json), json_string_length(json)}, merge);
    const json_t *left = json_array_get(json, 0), *right = json_array_get(json, 1);
    if (json_array_size(json) != 2 || !json_is_string(left) || !json_is_string(right))
        return false;
    merge->left = (Str){json_string_value(left), json_string_length(left)};
    merge->right = (Str){json_string_value(right), json_string_length(right)};
    return true;
}

int bpevocabulary_merges(const json_t *model, Arena *a, ByteBpeMerge **merges, size_t *n, Err *e)
{
    const json_t *list = json_object_get(model, "merges");
    *n = 0;
    if (!json_is_array(list)) {
        err_set(e, ERR_FORMAT, "merges is missing, or is no list");
        return -1;
    }
    *merges = arena_alloc(a, json_array_size(list), sizeof **merges);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *json = json_array_get(list, i);
        if (json_is_string(json) && str_starts(str_of(json_string_value(json)), "#version"))
            continue;
        if (!read_merge(json, &(*merges)[(*n)++])) {
            err_set(e, ERR_FORMAT, "merge %zu is neither \"a b\" nor [\"a\", \"b\"]", i);
            return -1;
        }
    }
    return 0;
}

bool bpevocabulary_find(const BpeVocabulary *v, Str text, uint32_t *id)
{
    uint32_t place;
    if (!textids_find(&v->places, text, &place))
        return textids_find(&v->model, text, id);
    *id = v->added[place].id;
    return true;
}

void bpevocabulary_close(BpeVocabulary *v)
{
    textids_free(&v->model);
    textids_free(&v->places);
}
