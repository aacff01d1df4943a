/* A sample on disk, as another machine may have left it: documents put together from lines, texts, and
 * the counts of a part, through a merge. The input is three files, a NUL between two: samples.jsonl,
 * texts.jsonl, and one element of the sources of sources.json. Digests and check are made to agree, so
 * that what lies behind them is reached. */
#include "audit/base/file.h"
#include "audit/base/hash.h"
#include "audit/jsonline.h"
#include "audit/sampledocs.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PROMPT = 2, TRUTH = 1 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Str take(Str *rest)
{
    const char *nul = rest->n > 0 ? memchr(rest->s, '\0', rest->n) : NULL;
    const Str part = {rest->s, nul ? (size_t)(nul - rest->s) : rest->n};
    rest->s += part.n + (nul != NULL);
    rest->n -= part.n + (nul != NULL);
    return part;
}

static void put(const RunDir *dir, const char *name, Str bytes)
{
    Arena a = {0};
    Err e = {0};
    const int rc = file_replace(rundir_file(dir, name, &a), bytes, &e);
    assert(rc == 0);
    (void)rc;
    arena_free(&a);
}

static void files_write(const RunDir *dir, Str input)
{
    const Str samples = take(&input), texts = take(&input);
    char samples_sha[SHA256_HEX_BYTES], texts_sha[SHA256_HEX_BYTES];
    sha256_bytes(samples.s, samples.n, samples_sha);
    sha256_bytes(texts.s, texts.n, texts_sha);
    json_t *source = json_loadb(input.s, input.n, 0, NULL);
    json_t *list = json_array();
    if (source)
        json_array_append_new(list, source);
    Buf facts = {0};
    jsonline_add_checked(&facts,
                         json_pack("{s:i, s:s, s:s, s:o}", "samples", 1, "samples_sha256",
                                   samples_sha, "texts_sha256", texts_sha, "sources", list));
    put(dir, SAMPLEFILE_SAMPLES, samples);
    put(dir, SAMPLEFILE_TEXTS, texts);
    put(dir, SAMPLEFILE_SOURCES, buf_str(&facts));
    buf_free(&facts);
}

static void documents_read(const RunDir *dir, bool texts)
{
    static const char *const names[] = {"web"};
    Arena a = {0};
    Err e = {0};
    const SampleOptions o = {.documents = 3, .prefix_tokens = PROMPT + TRUTH, .dedup = texts};
    SampleMerge *m = samplemerge_open(names, 1, &o);
    SampleDocs *docs = sampledocs_open(dir, PROMPT, TRUTH, texts, &e);
    SourceSample counts;
    SampledDoc d;
    size_t source;
    if (docs && json_array_size(samplefile_sources(sampledocs_file(docs))) == 1 &&
        samplefile_counts(sampledocs_file(docs), 0, &counts, &a, &e) == 0)
        samplemerge_count(m, 0, &counts);
    while (docs && sampledocs_next(docs, &d, &source, &e) > 0)
        samplemerge_add(m, source, &d);
    sampledocs_close(docs);
    sample_close(samplemerge_finish(m));
    arena_free(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[] = "/tmp/rote-fuzz-XXXXXX", command[64];
    Err e = {0};
    if (!mkdtemp(path))
        return 0;
    RunDir *dir = rundir_open(path, false, &e);
    assert(dir);
    files_write(dir, (Str){(const char *)data, size});
    documents_read(dir, false);
    documents_read(dir, true);
    rundir_close(dir);
    snprintf(command, sizeof command, "rm -rf %s", path);
    return system(command) == 0 ? 0 : 0;
}
