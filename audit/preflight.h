/* Preflight: is this checkpoint one whose audit would mean something, and how long will it take?
 *
 * Each check is a judgement that --force overrules; what is overruled becomes part of the plan and of
 * every report. What makes a checkpoint unreadable is an error elsewhere and cannot be forced.
 *
 *   text survival   Sample texts in many scripts, code and emoji come back from encode and decode.
 *                   A tokenizer may join and trim blanks (SentencePiece's normaliser does, and its
 *                   dummy prefix), so every run of blanks counts as one and none at the ends; nothing
 *                   else may change. The texts hold no character that NFC or NFKC changes.
 *   one tokenizer   Where tokenizer.model and tokenizer.json stand side by side, both give these texts
 *                   the same ids and put the same id first: which one the model was trained with cannot
 *                   be known.
 *
 *   loss            Ordinary text surprises the model less than chance does. Chance is the uniform
 *                   guess, ln(vocabulary) nats a token. A model that was trained on little and is
 *                   overconfident everywhere else may be worse than that and yet know something: it
 *                   passes when it ranks the token that follows above the text's other tokens more
 *                   often than a coin would, by more than LOSS_Z standard errors. Measured with 500
 *                   and 860 tokens: weights at random or out of place (28 checkpoints) reach -1.8 to
 *                   2.3, two small models trained on invented text 7.1 and 5.1, though their loss is
 *                   12 nats where chance has 7.5.
 *
 * The loss is that of float32, whatever precision the audit is to have. The same text, once more in
 * bf16, says what margins a precision resolves (resolution.h). */
#ifndef ROTE_PREFLIGHT_H
#define ROTE_PREFLIGHT_H

#include "audit/base/err.h"
#include "audit/checkpoint.h"
#include "audit/options.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PREFLIGHT_SURVIVAL, PREFLIGHT_AGREEMENT, PREFLIGHT_LOSS, PREFLIGHT_CHECKS };

typedef struct {
    const char *name; /* "loss" */
    bool passed;
    char what[512]; /* what was found, a sentence without a full stop; the same on every machine */
} PreflightCheck;

typedef struct {
    PreflightCheck checks[PREFLIGHT_CHECKS];
    double loss;   /* nats per token of the ordinary text */
    double chance; /* ln(vocabulary) */
    double rank;   /* share of the text's other tokens below the one that follows: 0.5 is chance; 0
                      when the loss alone was good enough */
    double rank_z; /* standard errors by which it is more than 0.5 */
    size_t loss_tokens; /* tokens that were scored */
    float resolution;   /* margin that the options' precision cannot resolve; above 0, the same
                                for any number of threads and any memory */
    bool blanks_kept;   /* the sample texts came back with their blanks */
    double token_s[2];  /* by Precision, estimate: seconds that a token takes in a full batch; 0:
                                not timed, as bf16 when the audit is in f32 */
    size_t in_flight;   /* documents that an audit keeps in flight */
    size_t document_tokens; /* of an audited document, BOS included */
    double document_s;      /* estimate: seconds for a document of an audit under these options */
    double recheck_s;       /* and for one that is computed again in f32; 0: none is */
    uint64_t program_bytes; /* of this process before it touched the weights, and what an audit adds
                                beside the engine */
    uint64_t work_bytes;    /* KV cache, workspace and packed weights */
    uint64_t packed_bytes;  /* of them: weights packed once for the kernels; 0: they are not */
    uint64_t memory_bytes;  /* an audit's most: all of it, and the weights as far as they stay */
} Preflight;

/* Runs the model on a few hundred tokens some times: in f32, in bf16, and by the clock, alone on the
 * machine as far as this process goes, in the options' precision (and in f32). `resident_bytes` as checkpoint_open left it. 0, whatever the checks say; -1
 * with ERR_FORMAT when the model cannot compute (weights that are not finite are named), ERR_IO. */
int preflight_run(Preflight *p, const Checkpoint *c, const Options *o, Err *e);

/* 0 when all checks passed or --force was given; -1 with ERR_FORMAT: the sentences of those that did
 * not, and what to do. */
int preflight_judge(const Preflight *p, const Options *o, Err *e);

#endif
