/* The plan: everything that defines a run, as JSON.
 *
 *   {"rote":"0.1.0","command":"audit",
 *    "model":{...},"tokenizer":{...},"protocol":{...},"corpus":{...},
 *    "sources":[{"name":"web","shards":[{"name":..,"bytes":..,"identity":..}]}],
 *    "mixture":{..} or null,
 *    "paths":{...}}
 *
 * "paths" says where things were found; it may differ from machine to machine and is left out of
 * the fingerprint and of the comparison. Threads, memory and the like are not in the plan: they
 * cannot change a result. */
#ifndef ROTE_PLAN_H
#define ROTE_PLAN_H

#include "audit/base/err.h"
#include "audit/base/hash.h"
#include "audit/options.h"
#include "corpus/corpus.h"
#include "infer/infer.h"

#include <jansson.h>

/* What a plan is made from. model and model_sha256 are NULL for `rote sample`. */
typedef struct {
    const char *command;
    const Options *options;
    const Model *model;
    const char *model_sha256;
    const Tokenizer *tokenizer;
    const Source *sources;
    size_t n_sources;
} PlanParts;

/* The caller drops the reference. */
json_t *plan_make(const PlanParts *p);

/* SHA-256 over the plan without "paths": the run's fingerprint. */
void plan_fingerprint(const json_t *plan, char hex[SHA256_HEX_BYTES]);

/* 0 when both define the same run; -1 with ERR_PLAN naming the first difference. `have` is the run
 * directory's, `want` what was asked for now. */
int plan_compare(const json_t *have, const json_t *want, Err *e);

/* The numbers of the protocol, read back from a plan. 0, or -1 with ERR_FORMAT. */
typedef struct {
    uint64_t documents, prompt_tokens, continuation_tokens;
    size_t max_edits; /* floor(max_edit_fraction * continuation_tokens) */
} Protocol;
int plan_protocol(const json_t *plan, Protocol *out, Err *e);

#endif
