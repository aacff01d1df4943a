/* Checkpoints: see checkpoint.h. */
#include "audit/checkpoint.h"

#include <inttypes.h>

int checkpoint_open(Checkpoint *c, const char *dir, Err *e)
{
    *c = (Checkpoint){0};
    if (!dir) {
        err_set(e, ERR_USAGE, "no --model is given: name a checkpoint directory");
        return -1;
    }
    c->tokenizer = tokenizer_open(dir, e);
    c->model = c->tokenizer ? model_open(dir, e) : NULL;
    if (!c->model)
        goto fail;
    if (tokenizer_size(c->tokenizer) > model_info(c->model)->vocab) {
        err_set(e, ERR_FORMAT,
                "%s: the tokenizer has %" PRIu32
                " pieces but the model has embeddings for %zu ids: "
                "they do not belong together",
                dir, tokenizer_size(c->tokenizer), model_info(c->model)->vocab);
        goto fail;
    }
    if (model_sha256(c->model, c->sha256, e) != 0)
        goto fail;
    return 0;
fail:
    checkpoint_close(c);
    return -1;
}

void checkpoint_close(Checkpoint *c)
{
    model_close(c->model);
    tokenizer_close(c->tokenizer);
    *c = (Checkpoint){0};
}

int checkpoint_fits(const Checkpoint *c, const Options *o, Err *e)
{
    const uint64_t need =
        o->prompt_tokens + o->continuation_tokens + (tokenizer_adds_bos(c->tokenizer) ? 1 : 0);
    if (need <= model_info(c->model)->context)
        return 0;
    err_set(e, ERR_USAGE,
            "--prompt-tokens and --continuation-tokens need %" PRIu64
            " positions (the beginning-of-sequence id counts), but the model's context has %zu",
            need, model_info(c->model)->context);
    return -1;
}
