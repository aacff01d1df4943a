/* Checkpoints: see checkpoint.h. */
#include "audit/checkpoint.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

/* Resident memory of this process, from the second number of /proc/self/statm, in pages. 0 when it
 * cannot be read. */
static uint64_t resident_bytes(void)
{
    unsigned long long pages = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (f && fscanf(f, "%*u %llu", &pages) != 1)
        pages = 0;
    if (f)
        fclose(f);
    const long page = sysconf(_SC_PAGESIZE);
    return page > 0 ? (uint64_t)pages * (uint64_t)page : 0;
}

/* The ids that a tokenizer can give against the ids that the model knows. */
static int ids_check(const Checkpoint *c, const char *path, Err *e)
{
    const size_t ids = tokenizer_size(c->tokenizer), rows = model_info(c->model)->vocab;
    if (ids <= rows)
        return 0;
    err_set(
        e, ERR_FORMAT,
        "%s: the tokenizer has %zu ids but the model has embeddings for %zu: they do not belong "
        "together",
        path, ids, rows);
    return -1;
}

int checkpoint_open(Checkpoint *c, const char *path, bool tokenizer_optional, Err *e)
{
    *c = (Checkpoint){0};
    if (!path) {
        err_set(e, ERR_USAGE, "no --model is given: name a checkpoint directory or a GGUF file");
        return -1;
    }
    c->model = model_open(path, e); /* first: it says best what a path is that is no checkpoint */
    if (!c->model)
        goto fail;
    if (!tokenizer_optional || !tokenizer_missing(path)) {
        c->tokenizer = tokenizer_open(path, e);
        if (!c->tokenizer || ids_check(c, path, e) != 0)
            goto fail;
    }
    c->resident_bytes = resident_bytes();
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
