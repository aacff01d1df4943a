/* The engine: checkpoint + tokens -> continuations and log-probabilities.
 *
 * Three things with three lifetimes: Tokenizer and Model are immutable once open and may be shared
 * by any number of threads; a Generator is one run of the engine over a stream of documents;
 * options are plain values.
 *
 * Every logit is a sum whose order depends on nothing but its own row, so that results are the same
 * bytes for any batch, thread count, order of documents or interruption. */
#ifndef ROTE_INFER_H
#define ROTE_INFER_H

#include "audit/base/buf.h"
#include "audit/base/err.h"
#include "audit/base/hash.h"
#include "audit/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- tokenizer ---- */

typedef struct Tokenizer Tokenizer;

/* Reusable memory of one thread's encoding. Start from NULL: tokenizer_encode makes it on first
 * use. Free it before its tokenizer is closed. */
typedef struct TokenizerScratch TokenizerScratch;

/* `path` is a SentencePiece .model file (BPE or unigram), or a checkpoint directory with
 * tokenizer.model in it. NULL with ERR_IO or ERR_FORMAT; a kind, or an option that would change
 * ids, that is not implemented is named.
 *
 * In a directory, tokenizer_config.json is obeyed where it is: add_bos_token (absent: BOS is added
 * if there is a BOS piece, as SentencePiece-based checkpoints expect; true without one is an error)
 * and bos_token (absent: the .model's own). add_eos_token is not for prompts and is passed over. A
 * .model file given by its own path is used as if nothing stood beside it. */
Tokenizer *tokenizer_open(const char *path, Err *e);

/* Ids of a whole text, without BOS. All of them are counted in the return value; the first `want`
 * are written to ids. The ids are those of the published SentencePiece library: a byte that begins
 * no UTF-8 character counts as U+FFFD, and the text of control pieces ("<s>") is text like any
 * other. Takes time n log n at worst and memory of a small multiple of the text. Cannot fail. */
size_t tokenizer_encode(const Tokenizer *t, TokenizerScratch **s, Str text, uint32_t *ids,
                        size_t want);

/* Adds the text of n ids to `out`, as bytes: byte pieces give their byte, so a character cut by the
 * end of the ids stays cut. `first` says that ids[0] begins a text (a dummy prefix is then
 * dropped). Control pieces give nothing, and so do ids >= tokenizer_size, which a model with more
 * rows than pieces may choose. */
void tokenizer_decode(const Tokenizer *t, const uint32_t *ids, size_t n, bool first, Buf *out);

uint32_t tokenizer_size(const Tokenizer *t);    /* pieces */
bool tokenizer_adds_bos(const Tokenizer *t);    /* whether the model is to see BOS first */
uint32_t tokenizer_bos(const Tokenizer *t);     /* meaningful when tokenizer_adds_bos */
const char *tokenizer_kind(const Tokenizer *t); /* "SentencePiece BPE" ... static storage */
const char *tokenizer_file(const Tokenizer *t); /* the file that was read; lives as long as t */

/* SHA-256 of every file that decides about ids, hex; lives as long as t. That of the .model, and
 * where a tokenizer_config.json is obeyed, what `sha256sum tokenizer.model tokenizer_config.json |
 * sha256sum` prints in the directory. */
const char *tokenizer_sha256(const Tokenizer *t);

/* A token that tokenizer_config.json (added_tokens_decoder) or added_tokens.json names and that the
 * .model does not have under that id: added after the .model was made. */
typedef struct {
    uint64_t id;
    Str text;
} TokenizerAdded;

/* Such tokens, in the files' order; *added lives as long as t. They do not stop an audit and are
 * never produced from text: a document that holds the literal text of one ("<|fim_prefix|>") gets
 * the ids of ordinary text, so whoever reports should say that they exist. */
size_t tokenizer_added(const Tokenizer *t, const TokenizerAdded **added);

void tokenizer_scratch_free(TokenizerScratch *s); /* accepts NULL */
void tokenizer_close(Tokenizer *t);               /* accepts NULL */

/* ---- model ---- */

typedef struct Model Model;

typedef struct {
    const char *family; /* "Gemma" */
    const char *dtype;  /* of the weights as stored: "bf16", "f16", "f32", "mixed" */
    uint64_t n_parameters;
    uint64_t weight_bytes;
    size_t vocab, dim, n_layers, n_heads, n_kv_heads, head_dim, ffn_dim, context;
    size_t n_weight_files;
    const uint32_t *eos; /* [n_eos] ids that end a generation */
    size_t n_eos;
} ModelInfo;

/* Opens a Hugging Face checkpoint directory: config.json, generation_config.json if there,
 * safetensors (one file, or several with an index), memory-mapped. Everything that the files claim
 * is checked here: shapes, dtypes, offsets, keys that would change the mathematics. NULL with
 * ERR_IO or ERR_FORMAT naming file and key. */
Model *model_open(const char *dir, Err *e);
const ModelInfo *model_info(const Model *m);
/* SHA-256 over config.json and the weight files (their digests, in order of name), hex. Reads all
 * weights. 0, or -1 with ERR_IO. */
int model_sha256(const Model *m, char hex[SHA256_HEX_BYTES], Err *e);
/* Accepts NULL. */
void model_close(Model *m);

/* ---- generation ---- */

/* A document to continue. Pointers stay valid until its `done` has returned. */
typedef struct {
    uint64_t key;           /* the caller's own number for it, handed back */
    const uint32_t *prompt; /* [n_prompt] without BOS, n_prompt >= 1 */
    size_t n_prompt;
    const uint32_t *truth; /* [n_truth] for scoring; used only with score_truth */
    size_t n_truth;
} Prompt;

/* What the model wrote. Arrays are valid during the call of `done` only. */
typedef struct {
    const uint32_t *ids;  /* [n] greedy choices; an end-of-sequence id ends the text and is not
                            among them */
    const float *logprob; /* [n] natural log of the softmax probability of each choice */
    const float *margin;  /* [n] logit of the choice minus the runner-up's */
    size_t n;
    bool ended;        /* an end-of-sequence id was chosen */
    float min_margin;  /* smallest margin along the path, the one at the end-of-sequence choice
                          included */
    bool truth_scored; /* truth_logprob was computed */
    const float *truth_logprob; /* [n_truth] natural log-probability of each truth token, given
                                   prompt and truth before it */
    size_t n_truth;
} Continuation;

/* Documents that can be in flight at all: as many as a step has rows. */
enum { GENERATE_IN_FLIGHT_MOST = 512 };

typedef struct {
    size_t continuation_tokens; /* C */
    bool score_truth;           /* also run the truth through the model, teacher-forced */
    int n_threads;
    size_t memory_bytes; /* budget for KV cache and workspace beside the weights; at least one
                            document is kept in flight. Influences the speed, never the result */
    size_t
        max_in_flight; /* documents generated side by side at most, up to GENERATE_IN_FLIGHT_MOST;
                             0: as many as memory allows and are still useful */
    bool prepend_bos;
    uint32_t bos;
    /* Fills *p with the next document and returns true, or returns false when there is none. */
    bool (*next)(void *ctx, Prompt *p);
    /* Takes a finished document, in order of completion, not of arrival. Returning false stops the
     * run. */
    bool (*done)(void *ctx, const Prompt *p, const Continuation *c);
    void *ctx;
} GenerateOptions;

/* Runs until next() has no more and all documents are done. Every callback comes from the calling
 * thread. 0; -1 with ERR_FORMAT when an id lies outside the vocabulary, a document is longer than
 * the model's context, or a logit is not finite (which says where); -1 with ERR_NONE when done()
 * asked to stop. */
int generate(const Model *m, const GenerateOptions *o, Err *e);

/* Bytes that generate() would take beside the weights for n documents in flight of `tokens` tokens
 * each (BOS included). */
size_t generate_memory(const Model *m, size_t n_documents, size_t tokens, int n_threads);
/* Documents that generate() would keep in flight under these options. */
size_t generate_in_flight(const Model *m, const GenerateOptions *o, size_t tokens);

/* "avx512", "avx2" or "portable": the kernels chosen for this processor, or by the environment
 * variable ROTE_KERNEL. All give the same bits. ERR_USAGE (and NULL) when ROTE_KERNEL names none
 * that this processor can run. */
const char *kernel_name(Err *e);

#endif
