/* The sample on disk, read: samples.jsonl, a line a prompt in sample order, source after source;
 * sources.json, what the sampler counted; texts.jsonl, a line a document, where texts are kept.
 * samplewriter.h writes them, sampledocs.h puts documents together again.
 *
 *   samples.jsonl  {"source":"web","shard":"part-0.jsonl.zst","ordinal":17,"offset":0,
 *                   "id":"notes-17","cluster":null,"hash":"00a1..","prefix":"5e0c..",
 *                   "record_bytes":812,"tokens":204,"prompt":[..],"truth":[..]}
 *   texts.jsonl    {"source":"web","shard":"part-0.jsonl.zst","ordinal":17,"text":".."}
 *   sources.json   {"samples":2576,"samples_sha256":"..","texts_sha256":null,
 *                   "sources":[{"name":"web",..}],"check":".."}
 *
 * offset: the document's token at which the prompt begins. The prompts of one document stand one
 * behind the other. hash: the sampling key; prefix: Hash128 of the document's first tokens
 * (corpus.h). sources.json is written last, so that where it stands the sample is complete. */
#ifndef ROTE_SAMPLEFILE_H
#define ROTE_SAMPLEFILE_H

#include "audit/base/err.h"
#include "audit/rundir.h"
#include "corpus/corpus.h"

#include <jansson.h>

#define SAMPLEFILE_SAMPLES "samples.jsonl"
#define SAMPLEFILE_TEXTS   "texts.jsonl"
#define SAMPLEFILE_SOURCES "sources.json"

/* True when sources.json stands. */
bool samplefile_exists(const RunDir *r);

typedef struct SampleFile SampleFile;

/* One prompt. ids are malloc'ed and belong to whoever holds the line. */
typedef struct {
    json_t *json; /* owns the strings */
    Str text;     /* the whole line, without newline; lives as long as its file */
    Str source, shard, id;
    Str cluster; /* s NULL: none */
    uint64_t ordinal;
    uint64_t offset; /* in tokens of the document */
    uint32_t *prompt, *truth;
    size_t n_prompt, n_truth;
} SampleLine;

/* Opens samples.jsonl and sources.json and verifies that they belong together. NULL with ERR_FORMAT
 * (damaged) or ERR_IO. */
SampleFile *samplefile_open(const RunDir *r, Err *e);

uint64_t samplefile_prompts(const SampleFile *f);
/* SHA-256 of samples.jsonl; of texts.jsonl, NULL where no texts are kept. Both live as long as f. */
const char *samplefile_sha256(const SampleFile *f);
const char *samplefile_texts_sha256(const SampleFile *f);
/* The array "sources" of sources.json; lives as long as f. */
const json_t *samplefile_sources(const SampleFile *f);

/* What was counted of source i, its documents apart; in the arena. 0, or -1 with ERR_FORMAT. */
int samplefile_counts(const SampleFile *f, size_t i, SourceSample *out, Arena *a, Err *e);

/* The next line: 1, 0 at the end, -1 with ERR_FORMAT. */
int samplefile_next(SampleFile *f, SampleLine *line, Err *e);
/* "FILE: line N" of the line read last, in the arena. */
const char *samplefile_place(const SampleFile *f, Arena *a);
void sampleline_free(SampleLine *line);

/* Accepts NULL. */
void samplefile_close(SampleFile *f);

#endif
