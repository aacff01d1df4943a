/* One shard: its file, its compression, its format, put together. */
#include "corpus/format.h"
#include "corpus/megatron.h"

#include "audit/base/mem.h"

#include <stdlib.h>
#include <string.h>

struct Shard {
    Input *in;
    Codec codec;
    const Format *format;
    void *state; /* the format's */
};

void shard_close(Shard *s)
{
    if (!s)
        return;
    if (s->state)
        s->format->close(s->state);
    input_close(s->in);
    free(s);
}

static int open_pair(Shard *s, const char *index, const ShardOptions *o, Err *e)
{
    s->codec = CODEC_NONE; /* ids may look like anything */
    s->format = &format_megatron;
    s->state = megatron_open(input_file(s->in), index, o, e);
    return s->state ? 0 : -1;
}

static int open_file(Shard *s, const ShardOptions *o, Err *e)
{
    s->codec = input_codec(s->in);
    Str head = {"", 0};
    Err damage = {0};
    /* A stream that is broken from its first byte on is opened all the same: shard_next says so. */
    if (input_peek(s->in, &head, &damage) < 0)
        head = (Str){"", 0};
    s->format = format_recognise(head, s->codec, o, e);
    if (!s->format && input_is_damaged(s->in, &damage)) /* too little was left to recognise */
        err_set(e, ERR_FORMAT, "%s", damage.text);
    if (s->format)
        s->state = s->format->open(s->in, o, e);
    return s->state ? 0 : -1;
}

Shard *shard_open(const char *path, const ShardOptions *o, Err *e)
{
    Shard *s = mem_zero(1, sizeof *s);
    char *data = NULL, *index = NULL;
    const bool is_pair = megatron_pair(path, &data, &index);
    const char *file = is_pair ? data : path;
    s->in = input_open(file, e);
    const int rc = !s->in ? -1 : is_pair ? open_pair(s, index, o, e) : open_file(s, o, e);
    if (rc != 0) {
        if (s->in || strcmp(file, path) != 0) /* else the text begins with it already */
            err_add(e, "%s", path);
        shard_close(s);
        s = NULL;
    }
    free(data);
    free(index);
    return s;
}

ShardStep shard_next(Shard *s, Doc *d, Err *e)
{
    const ShardStep step = s->format->next(s->state, d, e);
    if (step == SHARD_END && infile_check_unchanged(input_file(s->in), e) != 0)
        return SHARD_DAMAGED;
    return step;
}

const ShardLeftOut *shard_left_out(const Shard *s, size_t *n)
{
    *n = 0;
    return s->format->left_out ? s->format->left_out(s->state, n) : NULL;
}

uint64_t shard_bytes_read(const Shard *s)
{
    const uint64_t read = infile_bytes_read(input_file(s->in));
    const uint64_t bytes = infile_bytes(input_file(s->in));
    return read < bytes ? read : bytes;
}

const char *shard_kind(const Shard *s)
{
    return s->format->kind[s->codec];
}
