/* Documents of a sample on disk: see sampledocs.h. */
#include "audit/sampledocs.h"

#include "audit/base/filemap.h"
#include "audit/base/mem.h"
#include "audit/jsonline.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct SampleDocs {
    SampleFile *file;
    size_t prompt_tokens, truth_tokens;
    SampleLine line, ahead; /* the document's first line; the next document's, once it was read */
    bool is_ahead;
    size_t source;
    uint32_t *ids; /* [capacity] from the first window to the last */
    size_t capacity;
    FileMap *texts; /* NULL: not asked for */
    Str texts_rest;
    json_t *text; /* the document's line of texts.jsonl */
};

static int texts_open(SampleDocs *s, const RunDir *r, Err *e)
{
    Arena a = {0};
    const char *path = rundir_file(r, SAMPLEFILE_TEXTS, &a);
    const char *want = samplefile_texts_sha256(s->file);
    char have[SHA256_HEX_BYTES];
    int rc = -1;
    if (!want) {
        err_set(e, ERR_FORMAT,
                "%s: the sample was drawn without its texts (--keep-text=no), so it can be audited "
                "with its own tokenizer only",
                rundir_path(r));
    } else if (sha256_file(path, have, e) == 0) {
        if (strcmp(have, want) != 0)
            err_set(e, ERR_FORMAT,
                    "%s: is not the file that sources.json describes (SHA-256 %.12s..., not "
                    "%.12s...): it was damaged or changed",
                    path, have, want);
        else
            s->texts = filemap_open(path, e);
        if (s->texts) {
            s->texts_rest = filemap_bytes(s->texts);
            rc = 0;
        }
    }
    arena_free(&a);
    return rc;
}

SampleDocs *sampledocs_open(const RunDir *r, size_t prompt_tokens, size_t truth_tokens, bool texts,
                            Err *e)
{
    SampleDocs *s = mem_zero(1, sizeof *s);
    s->prompt_tokens = prompt_tokens;
    s->truth_tokens = truth_tokens;
    s->file = samplefile_open(r, e);
    if (s->file && (!texts || texts_open(s, r, e) == 0))
        return s;
    sampledocs_close(s);
    return NULL;
}

const SampleFile *sampledocs_file(const SampleDocs *s)
{
    return s->file;
}

/* Says where in samples.jsonl the error was found. */
static int fail_here(const SampleDocs *s, Err *e)
{
    Arena a = {0};
    err_add(e, "%s", samplefile_place(s->file, &a));
    arena_free(&a);
    return -1;
}

/* ---- lines ---- */

/* The next line, read before or now: 1, 0, -1. */
static int line_next(SampleDocs *s, SampleLine *l, Err *e)
{
    if (s->is_ahead) {
        *l = s->ahead;
        s->is_ahead = false;
        return 1;
    }
    const int rc = samplefile_next(s->file, l, e);
    if (rc <= 0)
        return rc;
    if (l->n_prompt == s->prompt_tokens && l->n_truth == s->truth_tokens)
        return 1;
    err_set(e, ERR_FORMAT, "%zu and %zu ids are not the %zu and %zu of the plan", l->n_prompt,
            l->n_truth, s->prompt_tokens, s->truth_tokens);
    sampleline_free(l);
    return fail_here(s, e);
}

static bool same_document(const SampleLine *a, const SampleLine *b)
{
    return str_equal(a->source, b->source) && str_equal(a->shard, b->shard) &&
           a->ordinal == b->ordinal;
}

static uint32_t *ids_room(SampleDocs *s, size_t n)
{
    if (s->capacity < n) {
        s->capacity = n > 2 * s->capacity ? n : 2 * s->capacity;
        s->ids = mem_resize(s->ids, s->capacity, sizeof *s->ids);
    }
    return s->ids;
}

static void window_put(SampleDocs *s, const SampleLine *l, size_t at)
{
    uint32_t *to = ids_room(s, at + s->prompt_tokens + s->truth_tokens) + at;
    memcpy(to, l->prompt, s->prompt_tokens * sizeof *to);
    memcpy(to + s->prompt_tokens, l->truth, s->truth_tokens * sizeof *to);
}

/* The document's further windows; the line behind them is kept. 0 or -1. */
static int windows_read(SampleDocs *s, SampledDoc *d, Err *e)
{
    SampleLine l;
    int rc;
    while ((rc = line_next(s, &l, e)) > 0) {
        if (!same_document(&l, &s->line)) {
            s->ahead = l;
            s->is_ahead = true;
            return 0;
        }
        const size_t window = s->prompt_tokens + s->truth_tokens;
        if (d->n_windows == 1) {
            d->stride = l.offset - d->offset;
            d->step = d->stride < window ? (size_t)d->stride : window;
        }
        if (l.offset <= d->offset || l.offset > d->n_tokens ||
            l.offset - d->offset != d->n_windows * d->stride) {
            err_set(e, ERR_FORMAT, "the offset %" PRIu64 " does not follow the one before",
                    l.offset);
            sampleline_free(&l);
            return fail_here(s, e);
        }
        window_put(s, &l, d->n_windows++ * d->step);
        sampleline_free(&l);
    }
    return rc;
}

/* The first line's fields that only whole documents have. */
static int fields_read(const SampleLine *l, SampledDoc *d, Err *e)
{
    uint64_t prefix[2];
    *d = (SampledDoc){.shard = l->shard.s,
                      .ordinal = l->ordinal,
                      .id = l->id,
                      .cluster = l->cluster,
                      .offset = l->offset,
                      .n_windows = 1};
    if (jsonline_get_u64(l->json, "record_bytes", &d->record_bytes, e) != 0 ||
        jsonline_get_u64(l->json, "tokens", &d->n_tokens, e) != 0)
        return -1;
    if (jsonline_hex(json_object_get(l->json, "hash"), &d->hash, 1) != 0 ||
        jsonline_hex(json_object_get(l->json, "prefix"), prefix, 2) != 0) {
        err_set(e, ERR_FORMAT, "\"hash\" or \"prefix\" is not one");
        return -1;
    }
    d->has_nul = json_is_true(json_object_get(l->json, "has_nul"));
    d->prefix = (Hash128){.high = prefix[0], .low = prefix[1]};
    return 0;
}

/* Where the document's source stands in sources.json: at or behind the last one's. */
static int source_find(SampleDocs *s, Err *e)
{
    const json_t *sources = samplefile_sources(s->file);
    for (; s->source < json_array_size(sources); s->source++) {
        const json_t *name = json_object_get(json_array_get(sources, s->source), "name");
        if (json_is_string(name) && str_equal_c(s->line.source, json_string_value(name)))
            return 0;
    }
    err_set(e, ERR_FORMAT, "the source %.*s is not where sources.json has it",
            STR_FMT(s->line.source));
    return -1;
}

/* ---- texts ---- */

static int text_read(SampleDocs *s, SampledDoc *d, Err *e)
{
    const char *newline =
        s->texts_rest.n > 0 ? memchr(s->texts_rest.s, '\n', s->texts_rest.n) : NULL;
    if (!newline) {
        err_set(e, ERR_FORMAT, "texts.jsonl has fewer documents than samples.jsonl");
        return -1;
    }
    const Str line = {s->texts_rest.s, (size_t)(newline - s->texts_rest.s)};
    s->texts_rest.s += line.n + 1;
    s->texts_rest.n -= line.n + 1;
    filemap_passed(s->texts, line.s);
    Str source = {0}, shard = {0};
    uint64_t ordinal = 0;
    json_decref(s->text);
    s->text = jsonline_read(line, false, e);
    if (!s->text || jsonline_get_string(s->text, "source", false, &source, e) != 0 ||
        jsonline_get_string(s->text, "shard", false, &shard, e) != 0 ||
        jsonline_get_u64(s->text, "ordinal", &ordinal, e) != 0 ||
        jsonline_get_string(s->text, "text", true, &d->text, e) != 0) {
        err_add(e, SAMPLEFILE_TEXTS);
        return -1;
    }
    if (str_equal(source, s->line.source) && str_equal(shard, s->line.shard) &&
        ordinal == s->line.ordinal)
        return 0;
    err_set(e, ERR_FORMAT,
            "texts.jsonl has another document here: the files do not belong together");
    return -1;
}

/* ---- documents ---- */

int sampledocs_next(SampleDocs *s, SampledDoc *d, size_t *source, Err *e)
{
    sampleline_free(&s->line);
    const int rc = line_next(s, &s->line, e);
    if (rc == 0 && s->texts && s->texts_rest.n > 0) {
        err_set(e, ERR_FORMAT, "texts.jsonl has more documents than samples.jsonl");
        return -1;
    }
    if (rc <= 0)
        return rc;
    if (fields_read(&s->line, d, e) != 0 || source_find(s, e) != 0)
        return fail_here(s, e);
    window_put(s, &s->line, 0);
    if (windows_read(s, d, e) != 0 || (s->texts && text_read(s, d, e) != 0))
        return -1;
    d->ids = s->ids;
    *source = s->source;
    return 1;
}

void sampledocs_close(SampleDocs *s)
{
    if (!s)
        return;
    sampleline_free(&s->line);
    if (s->is_ahead)
        sampleline_free(&s->ahead);
    json_decref(s->text);
    filemap_close(s->texts);
    samplefile_close(s->file);
    free(s->ids);
    free(s);
}
