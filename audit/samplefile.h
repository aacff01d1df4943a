/* The sample on disk: samples.jsonl, a line a sampled document in sample order, source after
 * source, and sources.json, what the sampler counted.
 *
 *   samples.jsonl  {"source":"web","shard":"part-0.jsonl.zst","ordinal":17,"id":"notes-17",
 *                   "hash":"00a1..","record_bytes":812,"tokens":204,"prompt":[..],"truth":[..]}
 *   sources.json   {"samples":2576,"samples_sha256":"..","sources":[{"name":"web",..}],"check":".."}
 *
 * sources.json is written last, so that where it stands the sample is complete. */
#ifndef ROTE_SAMPLEFILE_H
#define ROTE_SAMPLEFILE_H

#include "audit/base/err.h"
#include "audit/rundir.h"
#include "corpus/corpus.h"

#include <jansson.h>

/* Writes both files. `sources` gives the number of shards; each sampled document's ids are split
 * into prompt and truth of these lengths. 0, or -1 with ERR_IO. */
int samplefile_write(const RunDir *r, const Sample *s, const Source *sources, size_t prompt_tokens,
                     size_t truth_tokens, Err *e);

/* True when sources.json stands. */
bool samplefile_exists(const RunDir *r);

typedef struct SampleFile SampleFile;

/* One sampled document. ids are malloc'ed and belong to whoever holds the line. */
typedef struct {
    json_t *json; /* owns the strings */
    Str source, shard, id;
    uint64_t ordinal;
    uint32_t *prompt, *truth;
    size_t n_prompt, n_truth;
} SampleLine;

/* Opens both files and verifies that they belong together. NULL with ERR_FORMAT (damaged) or
 * ERR_IO. */
SampleFile *samplefile_open(const RunDir *r, Err *e);

uint64_t samplefile_documents(const SampleFile *f);
/* The array "sources" of sources.json; lives as long as f. */
const json_t *samplefile_sources(const SampleFile *f);

/* The next line: 1, 0 at the end, -1 with ERR_FORMAT. */
int samplefile_next(SampleFile *f, SampleLine *line, Err *e);
void sampleline_free(SampleLine *line);

/* Accepts NULL. */
void samplefile_close(SampleFile *f);

#endif
