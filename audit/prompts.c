/* Lines of prompts: see prompts.h. */
#include "audit/prompts.h"

#include "audit/jsonline.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

void prompts_start(Prompts *p, const Options *o, const Model *m, const Tokenizer *t)
{
    *p = (Prompts){.tokenizer = t,
                   .model = model_info(m),
                   .prepend_bos = t && tokenizer_adds_bos(t) && !o->no_bos,
                   .truth = o->truth,
                   .json = o->json,
                   .continuation_tokens = o->truth ? 0 : o->continuation_tokens};
}

void prompts_free(Prompts *p)
{
    tokenizer_scratch_free(p->scratch);
}

static int text_encode(Prompts *p, Str text, IdList *out, Err *e)
{
    if (!p->tokenizer) {
        err_set(e, ERR_FORMAT,
                "is a text, but the checkpoint has no tokenizer: give arrays of ids");
        return -1;
    }
    idlist_reserve(out, text.n + 1);
    out->n = tokenizer_encode(p->tokenizer, &p->scratch, text, out->ids, out->capacity);
    if (out->n > out->capacity) {
        idlist_reserve(out, out->n);
        tokenizer_encode(p->tokenizer, &p->scratch, text, out->ids, out->n);
    }
    return 0;
}

/* The engine puts BOS first, so one that is there already is taken away: 1, else 0. */
static size_t bos_take(const Prompts *p, PromptLine *l)
{
    IdList *ids = &l->ids;
    if (!p->prepend_bos || ids->n == 0 || ids->ids[0] != tokenizer_bos(p->tokenizer))
        return 0;
    memmove(ids->ids, ids->ids + 1, (ids->n - 1) * sizeof *ids->ids);
    ids->n--;
    return 1;
}

static int member_add(const json_t *object, const char *key, IdList *out, Err *e)
{
    uint32_t *ids = NULL;
    size_t n;
    if (jsonline_get_ids(object, key, &ids, &n, e) != 0)
        return -1;
    idlist_reserve(out, out->n + n);
    if (n > 0)
        memcpy(out->ids + out->n, ids, n * sizeof *ids);
    out->n += n;
    free(ids);
    return 0;
}

static int object_read(const Prompts *p, Str line, PromptLine *l, Err *e)
{
    json_t *object = jsonline_read(line, false, e);
    int rc = object ? 0 : -1;
    if (rc == 0)
        rc = member_add(object, "prompt", &l->ids, e);
    if (rc == 0) {
        /* A BOS at the head of an empty prompt's truth is truth: it is scored as it stands. */
        if (l->ids.n > 0)
            bos_take(p, l);
        l->n_prompt = l->ids.n;
        rc = member_add(object, "truth", &l->ids, e);
        l->n_truth = l->ids.n - l->n_prompt;
    }
    json_decref(object);
    return rc;
}

/* --truth, an array: what comes first is what the others are given. */
static void array_divide(const Prompts *p, PromptLine *l)
{
    l->unscored = bos_take(p, l);
    if (!p->prepend_bos && l->ids.n > 0) {
        l->n_prompt = 1;
        l->unscored = 1;
    }
    l->n_truth = l->ids.n - l->n_prompt;
}

static int truth_read(const Prompts *p, Str line, PromptLine *l, Err *e)
{
    const char *first = line.s + strspn(line.s, " \t\r");
    if (*first == '{')
        return object_read(p, line, l, e);
    if (idline_parse(line, &l->ids, e) != 0) {
        err_advise(e, "--truth reads [ids] or {\"prompt\":[ids],\"truth\":[ids]}");
        return -1;
    }
    array_divide(p, l);
    return 0;
}

static int prompt_read(Prompts *p, Str line, PromptLine *l, Err *e)
{
    json_t *value = NULL;
    Str text = line;
    const char *first = line.s + strspn(line.s, " \t\r");
    int rc;
    if (p->json ? *first == '[' : idline_claims(line)) {
        rc = idline_parse(line, &l->ids, e);
        if (rc == 0)
            bos_take(p, l);
    } else {
        if (p->json)
            value = jsonline_read_text(line, &text, e);
        rc = p->json && !value ? -1 : text_encode(p, text, &l->ids, e);
        json_decref(value);
    }
    l->n_prompt = l->ids.n;
    return rc;
}

static int line_check(const Prompts *p, const PromptLine *l, Err *e)
{
    for (size_t i = 0; i < l->ids.n; i++)
        if (l->ids.ids[i] >= p->model->vocab) {
            err_set(e, ERR_FORMAT, "id %" PRIu32 " is not in the model's vocabulary of %zu",
                    l->ids.ids[i], p->model->vocab);
            return -1;
        }
    const size_t bos = p->prepend_bos ? 1 : 0;
    if (l->n_prompt + bos == 0 && (l->n_truth > 0 || !p->truth)) {
        err_set(e, ERR_FORMAT, "the prompt is empty, and no BOS stands before it");
        return -1;
    }
    if (l->ids.n + bos + p->continuation_tokens > p->model->context) {
        err_set(e, ERR_FORMAT,
                "%zu ids and %zu to be generated are more than the model's context of %zu",
                l->ids.n + bos, p->continuation_tokens, p->model->context);
        return -1;
    }
    return 0;
}

int prompts_read(Prompts *p, Str line, PromptLine *out, Err *e)
{
    out->ids.n = out->n_prompt = out->n_truth = out->unscored = 0;
    const int rc = p->truth ? truth_read(p, line, out, e) : prompt_read(p, line, out, e);
    return rc == 0 ? line_check(p, out, e) : -1;
}
