/* The sample on disk, read: see samplefile.h. */
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
    uint64_t prompts, line;
    char sha256[SHA256_HEX_BYTES]; /* of samples.jsonl */
};

bool samplefile_exists(const RunDir *r)
{
    Arena scratch = {0};
    const bool there = file_exists(rundir_file(r, SAMPLEFILE_SOURCES, &scratch));
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
    if (jsonline_get_u64(f->facts, "samples", &f->prompts, e) != 0 ||
        jsonline_get_string(f->facts, "samples_sha256", false, &sha, e) != 0) {
        err_add(e, "sources.json");
        return -1;
    }
    const char *have = f->sha256;
    digest(f, f->sha256);
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
    const char *path = rundir_file(r, SAMPLEFILE_SAMPLES, &scratch);
    f->path = mem_copy(path, strlen(path));
    f->facts = facts_read(rundir_file(r, SAMPLEFILE_SOURCES, &scratch), e);
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

uint64_t samplefile_prompts(const SampleFile *f)
{
    return f->prompts;
}

const char *samplefile_sha256(const SampleFile *f)
{
    return f->sha256;
}

const char *samplefile_texts_sha256(const SampleFile *f)
{
    return json_string_value(json_object_get(f->facts, "texts_sha256"));
}

const json_t *samplefile_sources(const SampleFile *f)
{
    return json_object_get(f->facts, "sources");
}

static int kind_read(Str name, FaultKind *out, Err *e)
{
    for (int k = 0; k < N_FAULTS; k++)
        if (str_equal_c(name, fault_name((FaultKind)k))) {
            *out = (FaultKind)k;
            return 0;
        }
    err_set(e, ERR_FORMAT, "\"%.*s\" is no kind of fault", STR_FMT(name));
    return -1;
}

/* An array of faults in the arena; `hashed`: with their hashes. */
static int faults_read(const json_t *facts, const char *key, bool hashed, Fault **out, size_t *n,
                       Arena *a, Err *e)
{
    json_t *list = NULL;
    if (jsonline_get_array(facts, key, &list, e) != 0)
        return -1;
    *n = json_array_size(list);
    *out = arena_alloc(a, *n, sizeof **out);
    for (size_t i = 0; i < *n; i++) {
        const json_t *j = json_array_get(list, i);
        Str shard = {0}, kind = {0}, what = {0};
        if (jsonline_get_string(j, "shard", false, &shard, e) != 0 ||
            jsonline_get_string(j, "kind", false, &kind, e) != 0 ||
            jsonline_get_string(j, "what", false, &what, e) != 0 ||
            jsonline_get_u64(j, "ordinal", &(*out)[i].ordinal, e) != 0 ||
            kind_read(kind, &(*out)[i].kind, e) != 0)
            return -1;
        (*out)[i].shard = shard.s;
        (*out)[i].what = what.s;
        if (hashed && jsonline_hex(json_object_get(j, "hash"), &(*out)[i].hash, 1) != 0) {
            err_set(e, ERR_FORMAT, "\"%s\" %zu has no hash", key, i);
            return -1;
        }
    }
    return 0;
}

static int miss_read(const json_t *j, Miss *m, Err *e)
{
    static const char *const keys[] = {"kind", "fault", "tokens", "has_nul", "record_bytes"};
    uint64_t v[5];
    for (size_t i = 0; i < 5; i++)
        if (jsonline_get_u64(j, keys[i], &v[i], e) != 0)
            return -1;
    *m = (Miss){.record_bytes = v[4],
                .n_tokens = (uint32_t)v[2],
                .kind = (uint8_t)v[0],
                .fault = (uint8_t)v[1],
                .has_nul = v[3] != 0};
    if (v[0] < N_MISSES && v[1] < N_FAULTS_OF_RECORDS && v[2] <= UINT32_MAX &&
        jsonline_hex(json_object_get(j, "hash"), &m->hash, 1) == 0)
        return 0;
    err_set(e, ERR_FORMAT, "it is no record that was drawn and missed");
    return -1;
}

/* What a merge needs of a part; a whole sample has none of it. */
static int part_read(const json_t *facts, SourceSample *out, Arena *a, Err *e)
{
    json_t *list = NULL;
    if (!json_object_get(facts, "missed"))
        return 0;
    if (jsonline_get_array(facts, "missed", &list, e) != 0)
        return -1;
    out->n_misses = json_array_size(list);
    Miss *misses = arena_alloc(a, out->n_misses, sizeof *misses);
    for (size_t i = 0; i < out->n_misses; i++)
        if (miss_read(json_array_get(list, i), &misses[i], e) != 0) {
            err_add(e, "missed %zu", i);
            return -1;
        }
    out->misses = misses;
    Fault *kept;
    if (faults_read(facts, "malformed_kept", true, &kept, &out->n_malformed_kept, a, e) != 0)
        return -1;
    for (size_t i = 0; i < out->n_malformed_kept; i++)
        if (kept[i].kind >= N_FAULTS_OF_RECORDS) {
            err_set(e, ERR_FORMAT, "malformed_kept %zu is of no record", i);
            return -1;
        }
    out->malformed_kept = kept;
    return 0;
}

static int drawn_read(const json_t *facts, SampleDrawn *d, Err *e)
{
    const json_t *drawn = json_object_get(facts, "drawn");
    return jsonline_get_u64(drawn, "records", &d->records, e) != 0 ||
                   jsonline_get_u64(drawn, "malformed", &d->malformed, e) != 0 ||
                   jsonline_get_u64(drawn, "record_bytes", &d->record_bytes, e) != 0 ||
                   jsonline_get_u64(drawn, "tokens", &d->tokens, e) != 0
               ? -1
               : 0;
}

/* Malformed records by kind; kinds that do not occur are not there. */
static void kinds_read(const json_t *facts, SourceSample *out)
{
    const json_t *of = json_object_get(facts, "malformed_of");
    for (int k = 0; k < N_FAULTS_OF_RECORDS; k++)
        out->malformed_of[k] =
            (uint64_t)json_integer_value(json_object_get(of, fault_name((FaultKind)k)));
}

static int left_out_read(const json_t *facts, SourceSample *out, Arena *a, Err *e)
{
    json_t *of = json_object_get(facts, "left_out");
    out->left_out = arena_alloc(a, json_object_size(of), sizeof *out->left_out);
    const char *what;
    json_t *value;
    json_object_foreach(of, what, value)
    {
        (void)value;
        ShardLeftOut *to = &out->left_out[out->n_left_out++];
        to->what = what;
        if (jsonline_get_u64(of, what, &to->n, e) != 0)
            return -1;
    }
    return 0;
}

int samplefile_counts(const SampleFile *f, size_t i, SourceSample *out, Arena *a, Err *e)
{
    const json_t *j = json_array_get(samplefile_sources(f), i);
    Str name = {0};
    *out = (SourceSample){0};
    kinds_read(j, out);
    if (jsonline_get_string(j, "name", false, &name, e) != 0 ||
        jsonline_get_u64(j, "shards", &out->n_shards, e) != 0 ||
        jsonline_get_u64(j, "records_seen", &out->records_seen, e) != 0 ||
        jsonline_get_u64(j, "record_bytes", &out->record_bytes, e) != 0 ||
        drawn_read(j, &out->drawn, e) != 0 ||
        jsonline_get_u64(j, "too_short", &out->too_short, e) != 0 ||
        jsonline_get_u64(j, "empty", &out->empty, e) != 0 ||
        jsonline_get_u64(j, "with_nul", &out->with_nul, e) != 0 ||
        jsonline_get_u64(j, "duplicates_left_out", &out->duplicates_left_out, e) != 0 ||
        jsonline_get_u64(j, "malformed", &out->malformed, e) != 0 ||
        jsonline_get_bool(j, "looked_at_all", &out->looked_at_all, e) != 0 ||
        left_out_read(j, out, a, e) != 0 ||
        faults_read(j, "malformed_first", false, &out->malformed_first, &out->n_malformed_first, a,
                    e) != 0 ||
        faults_read(j, "damaged", false, &out->damaged, &out->n_damaged, a, e) != 0 ||
        part_read(j, out, a, e) != 0) {
        err_add(e, SAMPLEFILE_SOURCES);
        return -1;
    }
    out->name = name.s;
    return 0;
}

const char *samplefile_place(const SampleFile *f, Arena *a)
{
    return arena_printf(a, "%s: line %" PRIu64, f->path, f->line);
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
    l->text = text;
    l->json = jsonline_read(text, false, e);
    if (!l->json || jsonline_get_string(l->json, "source", false, &l->source, e) != 0 ||
        jsonline_get_string(l->json, "shard", false, &l->shard, e) != 0 ||
        jsonline_get_string(l->json, "id", true, &l->id, e) != 0 ||
        jsonline_get_string(l->json, "cluster", true, &l->cluster, e) != 0 ||
        jsonline_get_u64(l->json, "ordinal", &l->ordinal, e) != 0 ||
        jsonline_get_u64(l->json, "offset", &l->offset, e) != 0 ||
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
