/* The sample on disk, written: see samplewriter.h. */
#include "audit/samplewriter.h"

#include "audit/base/buf.h"
#include "audit/base/file.h"
#include "audit/base/filewriter.h"
#include "audit/jsonline.h"
#include "audit/samplefile.h"

#include <string.h>

/* What is counted while lines are written. */
typedef struct {
    uint64_t documents, prompts;
} Written;

typedef struct {
    const SampleForm *form;
    FileWriter *samples, *texts; /* texts NULL: none are kept */
    uint64_t number;             /* of the next prompt among all sources' */
    Buf line;
} Writing;

static json_t *integer(uint64_t v)
{
    return json_integer((json_int_t)v);
}

static json_t *prompt_json(const SourceSample *s, const SampledDoc *d, size_t window,
                           const SampleForm *form)
{
    const uint64_t prefix[2] = {d->prefix.high, d->prefix.low};
    const uint64_t from = window > 0 ? window * d->stride : 0;
    const uint32_t *ids = d->ids + (window > 0 ? window * d->step : 0);
    json_t *j = json_object();
    json_object_set_new(j, "source", jsonline_string(str_of(s->name)));
    json_object_set_new(j, "shard", jsonline_string(str_of(d->shard)));
    json_object_set_new(j, "ordinal", integer(d->ordinal));
    json_object_set_new(j, "offset", integer(d->offset + from));
    json_object_set_new(j, "id", jsonline_string(d->id));
    json_object_set_new(j, "cluster", jsonline_string(d->cluster));
    json_object_set_new(j, "hash", jsonline_hash(&d->hash, 1));
    json_object_set_new(j, "prefix", jsonline_hash(prefix, 2));
    json_object_set_new(j, "record_bytes", integer(d->record_bytes));
    if (d->has_nul)
        json_object_set_new(j, "has_nul", json_true());
    json_object_set_new(j, "tokens", integer(d->n_tokens));
    json_object_set_new(j, "prompt", jsonline_ids(ids, form->prompt_tokens));
    json_object_set_new(j, "truth", jsonline_ids(ids + form->prompt_tokens, form->truth_tokens));
    return j;
}

/* The text is written as it is: what is valid UTF-8, NUL included, comes back byte by byte. */
static void text_write(Writing *w, const SourceSample *s, const SampledDoc *d)
{
    buf_clear(&w->line);
    jsonline_add(&w->line,
                 json_pack("{s:o, s:o, s:o, s:o}", "source", jsonline_string(str_of(s->name)),
                           "shard", jsonline_string(str_of(d->shard)), "ordinal",
                           integer(d->ordinal), "text",
                           d->text.s ? json_stringn(d->text.s, d->text.n) : json_null()));
    filewriter_add(w->texts, buf_str(&w->line));
}

static bool in_share(const Writing *w)
{
    const WorkPart *share = &w->form->share;
    return share->n == 0 || w->number % share->n == share->i - 1;
}

static void document_write(Writing *w, const SourceSample *s, const SampledDoc *d, Written *count)
{
    for (size_t i = 0; i < d->n_windows; i++, w->number++) {
        if (!in_share(w))
            continue;
        count->documents += i == 0;
        count->prompts++;
        buf_clear(&w->line);
        jsonline_add(&w->line, prompt_json(s, d, i, w->form));
        filewriter_add(w->samples, buf_str(&w->line));
    }
    if (w->texts)
        text_write(w, s, d);
}

/* ---- sources.json ---- */

static json_t *faults_json(const Fault *f, size_t n, bool hashed)
{
    json_t *a = json_array();
    for (size_t i = 0; i < n; i++) {
        json_t *j = json_pack("{s:o, s:o, s:s, s:o}", "shard", jsonline_string(str_of(f[i].shard)),
                              "ordinal", integer(f[i].ordinal), "kind", fault_name(f[i].kind),
                              "what", jsonline_string(str_of(f[i].what)));
        if (hashed)
            json_object_set_new(j, "hash", jsonline_hash(&f[i].hash, 1));
        json_array_append_new(a, j);
    }
    return a;
}

/* The kinds that occur. */
static json_t *malformed_of_json(const SourceSample *s)
{
    json_t *o = json_object();
    for (int k = 0; k < N_FAULTS_OF_RECORDS; k++)
        if (s->malformed_of[k] > 0)
            json_object_set_new(o, fault_name((FaultKind)k), integer(s->malformed_of[k]));
    return o;
}

static json_t *left_out_json(const SourceSample *s)
{
    json_t *o = json_object();
    for (size_t i = 0; i < s->n_left_out; i++)
        json_object_set_new(o, s->left_out[i].what, integer(s->left_out[i].n));
    return o;
}

static json_t *misses_json(const Miss *m, size_t n)
{
    json_t *a = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(
            a, json_pack("{s:o, s:i, s:i, s:o, s:i, s:o}", "hash", jsonline_hash(&m[i].hash, 1),
                         "kind", m[i].kind, "fault", m[i].fault, "tokens", integer(m[i].n_tokens),
                         "has_nul", m[i].has_nul, "record_bytes", integer(m[i].record_bytes)));
    return a;
}

static json_t *drawn_json(const SampleDrawn *d)
{
    return json_pack("{s:o, s:o, s:o, s:o}", "records", integer(d->records), "malformed",
                     integer(d->malformed), "record_bytes", integer(d->record_bytes), "tokens",
                     integer(d->tokens));
}

static json_t *source_json(const SourceSample *s, const Written *count, const SampleForm *form,
                           size_t i)
{
    uint64_t groups, duplicates;
    sample_duplicates(s->docs, s->n_docs, &groups, &duplicates);
    json_t *j = json_object();
    json_object_set_new(j, "name", jsonline_string(str_of(s->name)));
    json_object_set_new(j, "shards", integer(s->n_shards));
    json_object_set_new(j, "records_seen", integer(s->records_seen));
    json_object_set_new(j, "record_bytes", integer(s->record_bytes));
    json_object_set_new(j, "too_short", integer(s->too_short));
    json_object_set_new(j, "empty", integer(s->empty));
    json_object_set_new(j, "with_nul", integer(s->with_nul));
    json_object_set_new(j, "too_short_anew",
                        form->too_short_anew ? integer(form->too_short_anew[i]) : json_null());
    json_object_set_new(j, "duplicates_left_out", integer(s->duplicates_left_out));
    json_object_set_new(j, "duplicates", integer(duplicates));
    json_object_set_new(j, "duplicate_groups", integer(groups));
    json_object_set_new(j, "malformed", integer(s->malformed));
    json_object_set_new(j, "malformed_of", malformed_of_json(s));
    json_object_set_new(j, "left_out", left_out_json(s));
    json_object_set_new(j, "looked_at_all", json_boolean(s->looked_at_all));
    json_object_set_new(j, "sampled", integer(count->documents));
    json_object_set_new(j, "prompts", integer(count->prompts));
    json_object_set_new(j, "drawn", drawn_json(&s->drawn));
    json_object_set_new(j, "malformed_first",
                        faults_json(s->malformed_first, s->n_malformed_first, false));
    json_object_set_new(j, "damaged", faults_json(s->damaged, s->n_damaged, false));
    if (form->part) {
        json_object_set_new(j, "missed", misses_json(s->misses, s->n_misses));
        json_object_set_new(j, "malformed_kept",
                            faults_json(s->malformed_kept, s->n_malformed_kept, true));
    }
    return j;
}

/* Writes the lines and gives what sources.json says of them; NULL with ERR_IO. */
static json_t *lines_write(Writing *w, const SourceSample *const *sources, size_t n, Err *e)
{
    char samples[SHA256_HEX_BYTES], texts[SHA256_HEX_BYTES];
    uint64_t prompts = 0;
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++) {
        Written count = {0};
        for (size_t k = 0; k < sources[i]->n_docs; k++)
            document_write(w, sources[i], &sources[i]->docs[k], &count);
        prompts += count.prompts;
        json_array_append_new(list, source_json(sources[i], &count, w->form, i));
    }
    if (filewriter_commit(w->samples, samples, e) != 0 ||
        (w->texts && filewriter_commit(w->texts, texts, e) != 0)) {
        json_decref(list);
        return NULL;
    }
    return json_pack("{s:o, s:s, s:o, s:o}", "samples", integer(prompts), "samples_sha256", samples,
                     "texts_sha256", w->texts ? json_string(texts) : json_null(), "sources", list);
}

int samplewriter_write(const RunDir *r, const SourceSample *const *sources, size_t n,
                       const SampleForm *form, Err *e)
{
    Arena a = {0};
    Buf facts = {0};
    Writing w = {.form = form};
    int rc = -1;
    w.samples = filewriter_open(rundir_file(r, SAMPLEFILE_SAMPLES, &a), e);
    if (w.samples && form->texts)
        w.texts = filewriter_open(rundir_file(r, SAMPLEFILE_TEXTS, &a), e);
    if (w.samples && (w.texts || !form->texts)) {
        json_t *all = lines_write(&w, sources, n, e);
        if (all) {
            jsonline_add_checked(&facts, all);
            rc = file_replace(rundir_file(r, SAMPLEFILE_SOURCES, &a), buf_str(&facts), e);
        }
    }
    filewriter_close(w.samples);
    filewriter_close(w.texts);
    buf_free(&w.line);
    buf_free(&facts);
    arena_free(&a);
    return rc;
}
