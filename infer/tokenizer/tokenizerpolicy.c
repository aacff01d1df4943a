/* The JSON files beside a tokenizer: see tokenizerpolicy.h. */
#include "infer/tokenizer/tokenizerpolicy.h"

#include "audit/base/buf.h"
#include "audit/base/file.h"
#include "infer/jsonfile.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

typedef json_t *Parser(Str text, Err *e);

/* The object in DIR/name; *root stays NULL where there is no such file. */
static int read_object(const char *dir, const char *name, Parser *parse, Arena *a, json_t **root,
                       Err *e)
{
    const char *path = arena_printf(a, "%s/%s", dir, name);
    Buf bytes = {0};
    *root = NULL;
    if (!file_exists(path))
        return 0;
    if (file_read(path, &bytes, e) != 0) {
        buf_free(&bytes);
        return -1;
    }
    *root = parse(buf_str(&bytes), e);
    buf_free(&bytes);
    if (*root)
        return 0;
    err_add(e, "%s", path);
    return -1;
}

static int get_answer(const json_t *root, const char *key, PolicyAnswer *answer, Err *e)
{
    const json_t *value = json_object_get(root, key);
    if (!value || json_is_null(value))
        return 0;
    if (!json_is_boolean(value)) {
        err_set(e, ERR_FORMAT, "%s is not true or false", key);
        return -1;
    }
    *answer = json_is_true(value) ? POLICY_YES : POLICY_NO;
    return 0;
}

/* A token is a string or an object with the string as its "content". */
static const json_t *token_text(const json_t *value)
{
    return json_is_object(value) ? json_object_get(value, "content") : value;
}

static Str copy_text(const json_t *string, Arena *a)
{
    return arena_str(a, (Str){json_string_value(string), json_string_length(string)});
}

/* bos_token of either file: whether it is there, and its text; s = NULL: null. */
static int read_bos(const json_t *root, bool *said, Str *bos, Arena *a, Err *e)
{
    const json_t *value = json_object_get(root, "bos_token");
    *said = value != NULL;
    *bos = (Str){NULL, 0};
    if (!value || json_is_null(value))
        return 0;
    const json_t *text = token_text(value);
    if (!json_is_string(text)) {
        err_set(e, ERR_FORMAT, "bos_token is not a string or null");
        return -1;
    }
    *bos = copy_text(text, a);
    return 0;
}

static int get_map(TokenizerPolicy *p, const char *dir, Arena *a, Err *e)
{
    json_t *map;
    bool said;
    Str bos;
    if (read_object(dir, "special_tokens_map.json", jsonfile_parse, a, &map, e) != 0)
        return -1;
    const int rc = read_bos(map, &said, &bos, a, e);
    json_decref(map);
    if (rc != 0) {
        err_add(e, "%s/special_tokens_map.json", dir);
        return -1;
    }
    if (said && p->bos_said && !str_equal(bos, p->bos)) {
        err_set(e, ERR_FORMAT,
                "%s: tokenizer_config.json has the bos_token %.60s but special_tokens_map.json has "
                "%.60s; make the two agree",
                dir, p->bos.s ? p->bos.s : "null", bos.s ? bos.s : "null");
        return -1;
    }
    if (said && !p->bos_said) {
        p->map_decides = p->bos_said = true;
        p->bos = bos;
    }
    return 0;
}

static void add_token(TokenizerPolicy *p, size_t *room, PolicyToken token, Arena *a)
{
    if (p->n_added == *room) {
        const size_t larger = *room ? *room * 2 : 16;
        PolicyToken *added = arena_alloc(a, larger, sizeof *added);
        if (p->n_added)
            memcpy(added, p->added, p->n_added * sizeof *added);
        p->added = added;
        *room = larger;
    }
    p->added[p->n_added++] = token;
}

/* added_tokens_decoder: {"32000": {"content": "<pad>", ...}, ...} */
static int get_decoder(TokenizerPolicy *p, size_t *room, json_t *root, Arena *a, Err *e)
{
    json_t *tokens = json_object_get(root, "added_tokens_decoder");
    const char *key;
    json_t *value;
    json_object_foreach(tokens, key, value)
    {
        char *end;
        errno = 0;
        const unsigned long long id = strtoull(key, &end, 10);
        const json_t *text = token_text(value);
        if (key[0] < '0' || key[0] > '9' || *end || errno || !json_is_string(text)) {
            err_set(e, ERR_FORMAT, "added_tokens_decoder: %.40s is no id with a content", key);
            return -1;
        }
        add_token(p, room, (PolicyToken){id, copy_text(text, a)}, a);
    }
    return 0;
}

/* added_tokens.json: {"<pad>": 32000, ...} */
static int get_added(TokenizerPolicy *p, size_t *room, json_t *root, Arena *a, Err *e)
{
    const char *key;
    json_t *value;
    json_object_foreach(root, key, value)
    {
        if (!json_is_integer(value) || json_integer_value(value) < 0) {
            err_set(e, ERR_FORMAT, "%.40s has no id", key);
            return -1;
        }
        const Str text = arena_str(a, str_of(key));
        add_token(p, room, (PolicyToken){(uint64_t)json_integer_value(value), text}, a);
    }
    return 0;
}

/* Keys that would change ids, unless they say what SentencePiece does anyway. */
static int refuse_changes(const json_t *root, Err *e)
{
    static const char *const keys[] = {"do_lower_case", "sp_model_kwargs"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const json_t *value = json_object_get(root, keys[i]);
        const bool harmless = !value || json_is_null(value) || json_is_false(value) ||
                              (json_is_object(value) && json_object_size(value) == 0);
        if (!harmless) {
            err_set(e, ERR_FORMAT, "%s would change the ids and is not implemented", keys[i]);
            return -1;
        }
    }
    return 0;
}

int tokenizerpolicy_read(TokenizerPolicy *p, const char *dir, Arena *a, Err *e)
{
    *p = (TokenizerPolicy){.add_bos = POLICY_UNSAID, .add_prefix_space = POLICY_UNSAID};
    json_t *config = NULL, *added = NULL;
    size_t room = 0;
    int rc = -1;
    if (read_object(dir, "tokenizer_config.json", jsonfile_parse_reals, a, &config, e) != 0)
        return -1;
    p->has_config = config != NULL;
    if (get_answer(config, "add_bos_token", &p->add_bos, e) != 0 ||
        get_answer(config, "add_prefix_space", &p->add_prefix_space, e) != 0 ||
        read_bos(config, &p->bos_said, &p->bos, a, e) != 0 || refuse_changes(config, e) != 0 ||
        get_decoder(p, &room, config, a, e) != 0) {
        err_add(e, "%s/tokenizer_config.json", dir);
        goto done;
    }
    if (get_map(p, dir, a, e) != 0 ||
        read_object(dir, "added_tokens.json", jsonfile_parse, a, &added, e) != 0)
        goto done;
    if (get_added(p, &room, added, a, e) != 0) {
        err_add(e, "%s/added_tokens.json", dir);
        goto done;
    }
    rc = 0;
done:
    json_decref(config);
    json_decref(added);
    return rc;
}
