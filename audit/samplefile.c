/* The sample on disk: see samplefile.h. */
#include "audit/samplefile.h"

#include "audit/base/buf.h"
#include "audit/base/file.h"
#include "audit/base/filemap.h"
#include "audit/base/mem.h"
#include "audit/jsonline.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct SampleFile {
    char *path;
    FileMap *map;
    json_t *facts; /* sources.json */
    Str rest;      /* lines not read yet */
    uint64_t documents, line;
};

/* ---- writing ---- */

static json_t *sample_json(const SourceSample *s, const SampledDoc *d, size_t prompt_tokens,
                           size_t truth_tokens)
{
    char hash[17];
    snprintf(hash, sizeof hash, "%016" PRIx64, d->hash);
    return json_pack("{s:o, s:o, s:I, s:o, s:s, s:I, s:I, s:o, s:o}", "source",
                     jsonline_string(str_of(s->name)), "shard", jsonline_string(str_of(d->shard)),
                     "ordinal", (json_int_t)d->ordinal, "id", jsonline_string(d->id), "hash", hash,
                     "record_bytes", (json_int_t)d->record_bytes, "tokens", (json_int_t)d->n_tokens,
                     "prompt", jsonline_ids(d->ids, prompt_tokens), "truth",
                     jsonline_ids(d->ids + prompt_tokens, truth_tokens));
}

static json_t *faults_json(const Fault *f, size_t n)
{
    json_t *a = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(a, json_pack("{s:o, s:I, s:s, s:o}", "shard",
                                           jsonline_string(str_of(f[i].shard)), "ordinal",
                                           (json_int_t)f[i].ordinal, "kind", fault_name(f[i].kind),
                                           "what", jsonline_string(str_of(f[i].what))));
    return a;
}

/* The kinds that occur. */
static json_t *malformed_of_json(const SourceSample *s)
{
    json_t *o = json_object();
    for (int k = 0; k < N_FAULTS_OF_RECORDS; k++)
        if (s->malformed_of[k] > 0)
            json_object_set_new(o, fault_name((FaultKind)k),
                                json_integer((json_int_t)s->malformed_of[k]));
    return o;
}

static json_t *source_json(const SourceSample *s, size_t n_shards)
{
    const SampleDrawn *d = &s->drawn;
    json_t *drawn = json_pack("{s:I, s:I, s:I, s:I}", "records", (json_int_t)d->records,
                              "malformed", (json_int_t)d->malformed, "record_bytes",
                              (json_int_t)d->record_bytes, "tokens", (json_int_t)d->tokens);
    return json_pack(
        "{s:o, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:o, s:b, s:I, s:o, s:o, s:o}", "name",
        jsonline_string(str_of(s->name)), "shards", (json_int_t)n_shards, "records_seen",
        (json_int_t)s->records_seen, "record_bytes", (json_int_t)s->record_bytes, "too_short",
        (json_int_t)s->too_short, "empty", (json_int_t)s->empty, "with_nul",
        (json_int_t)s->with_nul, "malformed", (json_int_t)s->malformed, "malformed_of",
        malformed_of_json(s), "looked_at_all", s->looked_at_all, "sampled", (json_int_t)s->n_docs,
        "drawn", drawn, "malformed_first", faults_json(s->malformed_first, s->n_malformed_first),
        "damaged", faults_json(s->damaged, s->n_damaged));
}

int samplefile_write(const RunDir *r, const Sample *sample, const Source *sources,
                     size_t prompt_tokens, size_t truth_tokens, Err *e)
{
    Arena scratch = {0};
    Buf lines = {0}, facts = {0};
    uint64_t documents = 0;
    json_t *list = json_array();
    for (size_t i = 0; i < sample_sources(sample); i++) {
        const SourceSample *s = sample_source(sample, i);
        for (size_t k = 0; k < s->n_docs; k++)
            jsonline_add(&lines, sample_json(s, &s->docs[k], prompt_tokens, truth_tokens));
        documents += s->n_docs;
        json_array_append_new(list, source_json(s, sources[i].n_shards));
    }
    char sha[SHA256_HEX_BYTES];
    sha256_bytes(buf_str(&lines).s, lines.n, sha);
    jsonline_add_checked(&facts, json_pack("{s:I, s:s, s:o}", "samples", (json_int_t)documents,
                                           "samples_sha256", sha, "sources", list));
    const int rc =
        file_replace(rundir_file(r, "samples.jsonl", &scratch), buf_str(&lines), e) != 0 ||
                file_replace(rundir_file(r, "sources.json", &scratch), buf_str(&facts), e) != 0
            ? -1
            : 0;
    buf_free(&lines);
    buf_free(&facts);
    arena_free(&scratch);
    return rc;
}

/* ---- reading ---- */

bool samplefile_exists(const RunDir *r)
{
    Arena scratch = {0};
    const bool there = file_exists(rundir_file(r, "sources.json", &scratch));
    arena_free(&scratch);
    return there;
}

static json_t *facts_read(const char *path, Err *e)
{
    Buf text = {0};
    json_t *facts = NULL;
    if (file_read(path, &text, e) == 0) {
        Str line = buf_str(&text);
        if (line.n > 0 && line.s[line.n - 1] == '\n')
            line.n--;
        facts = jsonline_read(line, true, e);
        if (!facts)
            err_add(e, "%s", path);
    }
    buf_free(&text);
    return facts;
}

static void digest(const SampleFile *f, char hex[SHA256_HEX_BYTES])
{
    enum { STEP = 1 << 22 };
    Sha256 *h = sha256_open();
    for (size_t at = 0; at < f->rest.n; at += STEP) {
        sha256_add(h, f->rest.s + at, f->rest.n - at < STEP ? f->rest.n - at : STEP);
        filemap_passed(f->map, f->rest.s + at);
    }
    sha256_hex(h, hex);
    sha256_close(h);
}

static int verify(SampleFile *f, Err *e)
{
    Str sha = {0};
    if (jsonline_get_u64(f->facts, "samples", &f->documents, e) != 0 ||
        jsonline_get_string(f->facts, "samples_sha256", false, &sha, e) != 0) {
        err_add(e, "sources.json");
        return -1;
    }
    char have[SHA256_HEX_BYTES];
    digest(f, have);
    if (!str_equal_c(sha, have)) {
        err_set(e, ERR_FORMAT,
                "%s: is not the sample that sources.json describes (SHA-256 %.12s..., not "
                "%.12s...): it was damaged or changed; start again in another --out",
                f->path, have, sha.s);
        return -1;
    }
    return 0;
}

SampleFile *samplefile_open(const RunDir *r, Err *e)
{
    Arena scratch = {0};
    SampleFile *f = mem_zero(1, sizeof *f);
    const char *path = rundir_file(r, "samples.jsonl", &scratch);
    f->path = mem_copy(path, strlen(path));
    f->facts = facts_read(rundir_file(r, "sources.json", &scratch), e);
    f->map = f->facts ? filemap_open(path, e) : NULL;
    arena_free(&scratch);
    if (!f->map)
        goto fail;
    f->rest = filemap_bytes(f->map);
    if (verify(f, e) != 0)
        goto fail;
    return f;
fail:
    samplefile_close(f);
    return NULL;
}

uint64_t samplefile_documents(const SampleFile *f)
{
    return f->documents;
}

const json_t *samplefile_sources(const SampleFile *f)
{
    return json_object_get(f->facts, "sources");
}

int samplefile_next(SampleFile *f, SampleLine *l, Err *e)
{
    *l = (SampleLine){0};
    if (f->rest.n == 0)
        return 0;
    const char *newline = memchr(f->rest.s, '\n', f->rest.n);
    const Str text = {f->rest.s, newline ? (size_t)(newline - f->rest.s) : f->rest.n};
    f->line++;
    f->rest.s += text.n + (newline != NULL);
    f->rest.n -= text.n + (newline != NULL);
    filemap_passed(f->map, text.s);
    l->json = jsonline_read(text, false, e);
    if (!l->json || jsonline_get_string(l->json, "source", false, &l->source, e) != 0 ||
        jsonline_get_string(l->json, "shard", false, &l->shard, e) != 0 ||
        jsonline_get_string(l->json, "id", true, &l->id, e) != 0 ||
        jsonline_get_u64(l->json, "ordinal", &l->ordinal, e) != 0 ||
        jsonline_get_ids(l->json, "prompt", &l->prompt, &l->n_prompt, e) != 0 ||
        jsonline_get_ids(l->json, "truth", &l->truth, &l->n_truth, e) != 0) {
        err_add(e, "%s: line %" PRIu64, f->path, f->line);
        sampleline_free(l);
        return -1;
    }
    return 1;
}

void sampleline_free(SampleLine *l)
{
    json_decref(l->json);
    free(l->prompt);
    free(l->truth);
    *l = (SampleLine){0};
}

void samplefile_close(SampleFile *f)
{
    if (!f)
        return;
    json_decref(f->facts);
    filemap_close(f->map);
    free(f->path);
    free(f);
}
