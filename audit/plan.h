/* The plan: everything that defines a run, as JSON.
 *
 *   {"rote":"0.1.0","command":"audit",
 *    "part":{"part":2,"of":5},                  only of a share of the work
 *    "sample":{"fingerprint":..,"sha256":..,"tokenizer":{..},"anew":false},
 *                                               only of an audit of a kept sample
 *    "model":{...},"tokenizer":{...},"protocol":{...},"corpus":{...},
 *    "sources":[{"name":"web","shards":[{"name":..,"bytes":..,"identity":..}]}],
 *    "mixture":{..} or null,
 *    "forced":[{"check":"loss","what":".."}],   only where --force overruled a check of preflight
 *    "paths":{...}}
 *
 * model.arithmetic is the order in which the kernels add (kernel_arithmetic), model.resolution the
 * margin that this precision cannot resolve (preflight.h), as decimal text: both are facts of the
 * results, but not of the corpus, so a sample alone does not have them.
 *
 * model.sha256, the weights' digest, takes longer to compute than a run should wait: a plan is made
 * without it (null) and settled later. An unsettled plan defines a run but for its weights, so a
 * directory that holds one may hold a sample, which weights have no part in, but never a result.
 *
 * An audit of a sample that was drawn before takes protocol (but for what only audits have), corpus
 * and sources from the sample's plan. sample.tokenizer is the one that the sample was drawn with;
 * anew says that the audit's is another, so that the prompts were made again from the texts.
 *
 * "paths" says where things were found; it may differ from machine to machine and is left out of
 * the fingerprint and of the comparison. Threads, memory and the like are not in the plan: they
 * cannot change a result. */
#ifndef ROTE_PLAN_H
#define ROTE_PLAN_H

#include "audit/base/err.h"
#include "audit/base/hash.h"
#include "audit/options.h"
#include "audit/preflight.h"
#include "corpus/corpus.h"
#include "infer/infer.h"

#include <jansson.h>

/* What a plan is made from. model and preflight are NULL for `rote sample`; model_sha256 is NULL
 * when it is not known yet; of preflight, what was found before the run, the plan keeps the
 * resolution and what --force overruled. */
typedef struct {
    const char *command;
    const Options *options;
    const Model *model;
    const char *model_sha256;
    const char *arithmetic; /* kernel_arithmetic of the options' precision; needed with a model */
    const Preflight *preflight;
    const Tokenizer *tokenizer;
    const Source *sources; /* not read with `kept` */
    size_t n_sources;
    const json_t *kept;        /* plan of the sample that is audited; NULL: it is drawn here */
    const char *sample_sha256; /* of its samples.jsonl */
} PlanParts;

/* The caller drops the reference. */
json_t *plan_make(const PlanParts *p);

/* Whether the weights' digest is part of it, or there is no model of which it could be. */
bool plan_settled(const json_t *plan);

/* Puts the weights' digest in. The plan is an audit's. */
void plan_settle(json_t *plan, const char *sha256);

/* A copy without "part": the plan of the whole. The caller drops the reference. */
json_t *plan_whole(const json_t *plan);

/* Which part of the whole it is; {0, 0} where it is the whole. 0, or -1 with ERR_FORMAT. */
int plan_part(const json_t *plan, WorkPart *out, Err *e);

/* Whether an audit under this plan made its prompts again with its own tokenizer. */
bool plan_anew(const json_t *plan);

/* Puts the options that say how a sample is drawn, as far as later stages read them, to what the
 * plan of a sample says; strings are copied to the arena. 0, or -1 with ERR_FORMAT. */
int plan_drawing(const json_t *plan, Options *o, Arena *a, Err *e);

/* SHA-256 over the plan without "paths": the run's fingerprint. */
void plan_fingerprint(const json_t *plan, char hex[SHA256_HEX_BYTES]);

/* 0 when both define the same run; -1 with ERR_PLAN naming the first difference. `have` is the run
 * directory's, `want` what was asked for now. Where one is not settled, the weights' digest is not
 * compared, nor what was found of weights. */
int plan_compare(const json_t *have, const json_t *want, Err *e);

/* As plan_compare; the text is nothing but "PLACE is X there and Y now". */
int plan_difference(const json_t *have, const json_t *want, Err *e);

/* The numbers of the protocol, read back from a plan. 0, or -1 with ERR_FORMAT. */
typedef struct {
    uint64_t documents, prompt_tokens, continuation_tokens;
    size_t max_edits; /* floor(max_edit_fraction * continuation_tokens) */
    Precision precision;
    float resolution; /* of that precision */
    bool stop_early, recheck;
    bool random;     /* prompts begin at a random token */
    uint64_t stride; /* tokens from prompt to prompt; 0: one prompt a document */
} Protocol;
int plan_protocol(const json_t *plan, Protocol *out, Err *e);

#endif
