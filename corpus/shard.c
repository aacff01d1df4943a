/* One shard: its file, its compression, its format, put together. */
#include "corpus/format.h"

#include "audit/base/mem.h"

#include <stdlib.h>

struct Shard {
    Input *in;
    const Format *format;
    void *state; /* the format's */
};

Shard *shard_open(const char *path, const ShardOptions *o, Err *e)
{
    const AheadOptions ahead = {.n_threads = o->n_threads};
    Input *in = input_open_ahead(path, &ahead, e);
    if (!in)
        return NULL;
    Shard *s = mem_zero(1, sizeof *s);
    s->in = in;
    Str head = {"", 0};
    Err damage = {0};
    /* A stream that is broken from its first byte on is opened all the same: shard_next says so. */
    if (input_peek(in, &head, &damage) < 0)
        head = (Str){"", 0};
    s->format = format_recognise(head, input_codec(in), e);
    if (!s->format && input_is_damaged(in, &damage)) /* too little was left to recognise */
        err_set(e, ERR_FORMAT, "%s", damage.text);
    if (s->format)
        s->state = s->format->open(in, o, e);
    if (!s->state) {
        err_add(e, "%s", path);
        shard_close(s);
        return NULL;
    }
    return s;
}

ShardStep shard_next(Shard *s, Doc *d, Err *e)
{
    const ShardStep step = s->format->next(s->state, d, e);
    if (step == SHARD_END && infile_check_unchanged(input_file(s->in), e) != 0)
        return SHARD_DAMAGED;
    return step;
}

uint64_t shard_bytes_read(const Shard *s)
{
    const uint64_t read = input_bytes_read(s->in);
    const uint64_t bytes = infile_bytes(input_file(s->in));
    return read < bytes ? read : bytes;
}

const char *shard_kind(const Shard *s)
{
    return s->format->kind[input_codec(s->in)];
}

void shard_close(Shard *s)
{
    if (!s)
        return;
    if (s->state)
        s->format->close(s->state);
    input_close(s->in);
    free(s);
}
