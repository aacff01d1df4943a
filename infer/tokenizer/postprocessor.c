/* Post-processors: see postprocessor.h. */
#include "infer/tokenizer/postprocessor.h"

#include "infer/jsonfile.h"
#include "infer/tokenizer/jsonfield.h"

static int put_first(PostProcessor *p, const json_t *id, Err *e)
{
    if (p->puts) {
        err_set(e, ERR_FORMAT, "more than one token before a text is not implemented");
        return -1;
    }
    p->puts = true;
    if (!id) {
        err_set(e, ERR_FORMAT, "the token before a text has no id");
        return -1;
    }
    return jsonfile_integer(id, "the id of the token before a text", 0, UINT32_MAX - 1, &p->id, e);
}

/* {"SpecialToken": {"id": "<s>", ..}} with special_tokens {"<s>": {"ids": [1], ..}}. */
static int put_special(PostProcessor *p, const json_t *json, const json_t *special, Err *e)
{
    const json_t *name = json_object_get(special, "id");
    const json_t *tokens = json_object_get(json, "special_tokens");
    const json_t *token =
        json_is_string(name) ? json_object_get(tokens, json_string_value(name)) : NULL;
    const json_t *ids = json_object_get(token, "ids");
    if (json_array_size(ids) != 1) {
        err_set(e, ERR_FORMAT, "special_tokens has no entry with one id for a token of single");
        return -1;
    }
    return put_first(p, json_array_get(ids, 0), e);
}

static int parse_template(PostProcessor *p, const json_t *json, Err *e)
{
    const json_t *single = json_object_get(json, "single");
    bool text_came = false;
    for (size_t i = 0; i < json_array_size(single); i++) {
        const json_t *part = json_array_get(single, i);
        const json_t *special = json_object_get(part, "SpecialToken");
        const json_t *text = json_object_get(part, "Sequence");
        const json_t *which = json_object_get(text, "id");
        if (special && !text_came) {
            if (put_special(p, json, special, e) != 0)
                return -1;
        } else if (!special && (text_came || !json_is_string(which) ||
                                !str_equal_c(str_of(json_string_value(which)), "A"))) {
            err_set(e, ERR_FORMAT, "single does not hold the text A once");
            return -1;
        }
        text_came |= !special;
    }
    if (!text_came)
        err_set(e, ERR_FORMAT, "single does not hold the text A once");
    return text_came ? 0 : -1;
}

static int parse_step(void *ctx, const json_t *json, Str type, Err *e)
{
    PostProcessor *p = ctx;
    int rc = -1;
    if (str_equal_c(type, "ByteLevel"))
        return 0;
    if (str_equal_c(type, "TemplateProcessing")) {
        rc = parse_template(p, json, e);
    } else if (str_equal_c(type, "BertProcessing") || str_equal_c(type, "RobertaProcessing")) {
        rc = put_first(p, json_array_get(json_object_get(json, "cls"), 1), e);
    } else {
        err_set(e, ERR_FORMAT, "the kind is not implemented");
    }
    if (rc != 0)
        err_add(e, "%.*s", (int)(type.n < 60 ? type.n : 60), type.s);
    return rc;
}

int postprocessor_parse(PostProcessor *p, const json_t *json, Err *e)
{
    *p = (PostProcessor){.puts = false};
    const int rc = jsonfield_steps(json, "processors", parse_step, p, e);
    if (rc != 0)
        err_add(e, "post_processor");
    return rc;
}
