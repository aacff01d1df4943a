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

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- tokenizer ---- */

typedef struct Tokenizer Tokenizer;

/* Reusable memory of one thread's encoding. Start from NULL: tokenizer_encode makes it on first
 * use. Free it before its tokenizer is closed. */
typedef struct TokenizerScratch TokenizerScratch;

/* `path` is a SentencePiece .model file (BPE or unigram), a tokenizer.json of the tokenizers
 * library (BPE), a GGUF file with a vocabulary in its metadata, or a checkpoint directory with
 * tokenizer.model or else tokenizer.json in it, or else a single GGUF file and no config.json. NULL
 * with ERR_IO or ERR_FORMAT; a kind, or an option that would change ids, that is not implemented is
 * named.
 *
 * In a directory, what stands beside is obeyed: add_bos_token of tokenizer_config.json, bos_token of
 * it or else of special_tokens_map.json. A .model does not say whether BOS is put before a text:
 * where add_bos_token does not either, BOS is added if there is a BOS piece, as SentencePiece-based
 * checkpoints expect; true without one is an error. A tokenizer.json says it by its post_processor,
 * and transformers (5.23) goes by that alone: files beside it that say otherwise are an error that
 * names both. add_eos_token is not for prompts and is passed over. A file given by its own path is
 * used as if nothing stood beside it. A GGUF file always is, and says it by
 * tokenizer.ggml.add_bos_token; where that is absent, the vocabularies of SentencePiece's kind, of
 * Llama 3 and of tekken get BOS, as in llama.cpp. */
Tokenizer *tokenizer_open(const char *path, Err *e);

/* Whether a checkpoint holds no tokenizer at all: a directory none of whose files is one's, a GGUF
 * file without a vocabulary. A broken tokenizer is not missing, nor is one that is not implemented:
 * tokenizer_open says what is wrong. */
bool tokenizer_missing(const char *path);

/* Ids of a whole text, without BOS. All of them are counted in the return value; the first `want`
 * are written to ids. A byte that begins no UTF-8 character counts as U+FFFD. Takes time n log n at
 * worst and memory of a small multiple of the text. Cannot fail.
 *
 * The ids are those of the published library of the file's kind. Of a .model, sentencepiece: the
 * text of control pieces ("<s>") is text like any other. Of a tokenizer.json, what
 * Tokenizer.encode(text, add_special_tokens=False) of tokenizers gives: an added token whose text
 * stands in a document ("<|endoftext|>") becomes that token there, special or not, as it does
 * wherever a corpus is tokenized with that library.
 *
 * Of a GGUF file, those of the tokenizer that it was made from. tokenizer.ggml.model "llama": as of
 * a .model; user-defined tokens are found in text, control tokens are not (but for Gemma's
 * "<start_of_turn>" and the like, which its .model has as user-defined). "gpt2": as of a
 * tokenizer.json; both are found. */
size_t tokenizer_encode(const Tokenizer *t, TokenizerScratch **s, Str text, uint32_t *ids,
                        size_t want);

/* The same, but the ids written are those number first .. first+want-1, as many of them as there
 * are. */
size_t tokenizer_encode_window(const Tokenizer *t, TokenizerScratch **s, Str text, size_t first,
                               uint32_t *ids, size_t want);

/* Adds the text of n ids to `out`, as bytes: byte pieces give their byte, so a character cut by the
 * end of the ids stays cut. `first` says that ids[0] begins a text (a dummy prefix is then
 * dropped). What gives nothing: control pieces of a .model, which no text becomes, and ids that are
 * no token, which a model with more rows than tokens may choose. Added tokens of a tokenizer.json,
 * special or not, give their text. GGUF vocabularies do as the kind of file that they stand for.
 * clean_up_tokenization_spaces of tokenizer_config.json is not obeyed: it changes the text. */
void tokenizer_decode(const Tokenizer *t, const uint32_t *ids, size_t n, bool first, Buf *out);

uint32_t tokenizer_size(const Tokenizer *t);    /* the largest id of a token, and one */
bool tokenizer_adds_bos(const Tokenizer *t);    /* whether the model is to see BOS first */
uint32_t tokenizer_bos(const Tokenizer *t);     /* meaningful when tokenizer_adds_bos */
const char *tokenizer_kind(const Tokenizer *t); /* "SentencePiece BPE" ... static storage */
const char *tokenizer_file(const Tokenizer *t); /* the file that was read; lives as long as t */

/* SHA-256 of every file that decides about ids, hex; lives as long as t. That of the tokenizer file,
 * and where tokenizer_config.json is there, or bos_token comes from special_tokens_map.json, what
 * `sha256sum tokenizer.model tokenizer_config.json special_tokens_map.json | sha256sum` prints in
 * the directory (of those files that count; tokenizer.json in the place of tokenizer.model). Of a
 * GGUF file, whose weights do not count: the SHA-256 over those entries of its metadata whose key is
 * general.architecture or begins with "tokenizer.", in byte order of the keys, each as it stands in
 * a file of version 2 or 3 (key, type, value; strings and arrays with their lengths). */
const char *tokenizer_sha256(const Tokenizer *t);

/* A token that tokenizer_config.json (added_tokens_decoder) or added_tokens.json names and that the
 * tokenizer file does not have under that id: added after the file was made. */
typedef struct {
    uint64_t id;
    Str text;
} TokenizerAdded;

/* Such tokens, in the files' order; *added lives as long as t. They do not stop an audit and are
 * never produced from text: a document that holds the literal text of one ("<|fim_prefix|>") gets
 * the ids of ordinary text, so whoever reports should say that they exist. */
size_t tokenizer_added(const Tokenizer *t, const TokenizerAdded **added);

/* Where the directory that t was opened from holds both tokenizer.model and tokenizer.json: whether
 * the other one gives the same ids to each of n texts, and puts the same token before them. 0 if
 * so, or if there is no other; -1 with ERR_FORMAT or ERR_IO where they differ or the other cannot be read.
 * Added tokens ("<s>") in text become tokens by one of the two only. */
int tokenizer_agrees(const Tokenizer *t, const Str *texts, size_t n, Err *e);

void tokenizer_scratch_free(TokenizerScratch *s); /* accepts NULL */
void tokenizer_close(Tokenizer *t);               /* accepts NULL */

/* ---- model ---- */

typedef struct Model Model;

typedef struct {
    const char *family;    /* "Gemma" */
    const char *container; /* "safetensors", "GGUF" */
    const char *dtype; /* of the weights as stored: "bf16", "q8_0" ...; "mixed (q4_k, f32)" in order
                              of their bytes */
    uint64_t n_parameters;
    uint64_t weight_bytes;
    size_t vocab, dim, n_layers, n_heads, n_kv_heads, head_dim, ffn_dim, context;
    size_t n_weight_files;
    const uint32_t *eos; /* [n_eos] ids that end a generation */
    size_t n_eos;
} ModelInfo;

/* Opens a checkpoint, memory-mapped: a Hugging Face directory with config.json,
 * generation_config.json if there, and safetensors (one file, or several with an index); or a GGUF
 * file, known by its bytes, or a directory that holds one and no config.json. Everything that the
 * files claim is checked here: shapes, dtypes, offsets, keys that would change the mathematics. NULL
 * with ERR_IO or ERR_FORMAT naming file and key. */
Model *model_open(const char *path, Err *e);
const ModelInfo *model_info(const Model *m);
/* SHA-256 over config.json, generation_config.json and the weight files (their digests, in order of
 * name), hex; of a GGUF file, its own. Reads all weights. 0, or -1 with ERR_IO. */
int model_sha256(const Model *m, char hex[SHA256_HEX_BYTES], Err *e);
/* The same digest, the files hashed side by side on up to n_threads threads; a GGUF file has that of
 * its bytes. 0; -1 with ERR_NONE when *stop became true, with ERR_IO when there are no threads. */
int model_digest(const Model *m, int n_threads, const atomic_bool *stop, char hex[SHA256_HEX_BYTES],
                 Err *e);
/* Whether every number that the model computes with is finite: reads all weights, on n_threads
 * threads. 0; -1 with ERR_FORMAT naming file, tensor, row and column of the first that is not (in
 * order of the tensors' places in the model), with ERR_NONE when *stop became true, with ERR_IO when
 * there are no threads. */
int model_check(const Model *m, int n_threads, const atomic_bool *stop, Err *e);
/* Accepts NULL. */
void model_close(Model *m);

/* ---- generation ---- */

/* The precision of the matrix products; everything else is float32.
 *   F32   weights and activations widened to f32, every step of a sum rounded to f32
 *   BF16  weights and activations rounded to bf16 (nearest, ties to even), sums in f32: what the
 *         processor's bf16 instructions do, many times faster where it has them */
typedef enum { PRECISION_F32, PRECISION_BF16 } Precision;

/* A document to continue. Pointers stay valid until its `done` has returned. */
typedef struct {
    uint64_t key;           /* the caller's own number for it, handed back */
    const uint32_t *prompt; /* [n_prompt] without BOS; n_prompt >= 1, or 0 where BOS is prepended */
    size_t n_prompt;
    const uint32_t *truth; /* [n_truth] for scoring; used only with score_truth */
    size_t n_truth;
} Prompt;

/* In the place of a runner-up's id: taking it would have ended the text. */
#define CONTINUATION_END UINT32_MAX

/* What the model wrote. Arrays are valid during the call of `done` only. */
typedef struct {
    const uint32_t *ids;       /* [n] greedy choices; an end-of-sequence id ends the text and is not
                            among them */
    const float *logprob;      /* [n] natural log of the softmax probability of each choice */
    const float *margin;       /* [n] logit of the choice minus the runner-up's */
    const uint32_t *runner_up; /* [n] the id with the largest logit but the choice's, the lowest of
                                  equals; CONTINUATION_END for an end-of-sequence id, and for none
                                  where the vocabulary is one token */
    size_t n;
    bool ended;             /* an end-of-sequence id was chosen */
    bool cut;               /* hopeless() ended it before it was whole */
    float end_margin;       /* margin of the end-of-sequence choice; meaningful when `ended` */
    uint32_t end_runner_up; /* its runner-up; the same */
    float min_margin;       /* smallest margin along the path, the one at the end-of-sequence choice
                          included */
    bool truth_scored;      /* truth_logprob was computed */
    const float *truth_logprob; /* [n_truth] natural log-probability of each truth token, given
                                   prompt and truth before it */
    size_t n_truth;
} Continuation;

/* Documents that can be in flight at all: as many as a step has rows. */
enum { GENERATE_IN_FLIGHT_MOST = 512 };

/* Where a run's time went: seconds, those of all threads added up, and multiply-adds times two. */
typedef enum {
    PART_PACK,       /* weights brought into the kernels' order, but for packing once */
    PART_QKV,        /* products: queries, keys and values */
    PART_ATTEND_OUT, /* attention's output */
    PART_FFN_IN,     /* up and gate */
    PART_FFN_OUT,    /* down */
    PART_HEAD,       /* the output layer */
    PART_ATTENTION,  /* between the products: scores, softmax, weighted values */
    PART_NORM,       /* norms, additions to the residual stream, the embedding */
    PART_ROPE,       /* rotary embedding, and storing keys and values */
    PART_ACTIVATION,
    PART_ARGMAX, /* best, runner-up and sum of exponentials over the vocabulary */
    PARTS
} Part;

typedef struct {
    double seconds[PARTS];
    double flops[PARTS];
    double elapsed;     /* seconds on the clock, packing once included */
    double packed_s;    /* of it: packing once, before the first step */
    uint64_t steps;     /* forward passes */
    uint64_t rows;      /* tokens fed */
    uint64_t head_rows; /* of them, rows that went through the output layer */
} Profile;

/* "attention": for tables. */
const char *part_name(Part p);

typedef struct {
    Precision precision;
    /* Pack the weights once, before the first step, if memory_bytes has room for it: worth it from some
     * ten steps on. Influences the speed, never the result. */
    bool pack;
    Profile *profile;           /* NULL, or filled when generate() returns */
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
    /* NULL, or is asked after each chosen token that more would follow: true ends the continuation
     * there, as `cut`. ids are all n >= 1 chosen so far, one more than at the document's last call;
     * a document begins at n = 1. Not asked behind the last token, nor at an end of sequence. The
     * truth is scored all the same. */
    bool (*hopeless)(void *ctx, const Prompt *p, const uint32_t *ids, size_t n);
    /* NULL, or sees the [vocab] logits behind token `index` of the continuation (of the truth, where
     * continuation_tokens is 0 and score_truth is set): for one document in increasing order of
     * index, before its done(). Takes an output layer more for each. */
    void (*logits)(void *ctx, const Prompt *p, size_t index, const float *row);
    void *ctx;
} GenerateOptions;

/* Runs until next() has no more and all documents are done. Every callback comes from the calling
 * thread. 0; -1 with ERR_FORMAT when an id lies outside the vocabulary, a document is longer than
 * the model's context, or a logit is not finite (which says where); -1 with ERR_NONE when done()
 * asked to stop. */
int generate(const Model *m, const GenerateOptions *o, Err *e);

/* Bytes that generate() would take under these options beside the weights as the files hold them, for n
 * documents in flight of `tokens` tokens each (BOS included); packed weights included. These three need
 * a kernel that can be chosen (kernel_name). */
size_t generate_memory(const Model *m, const GenerateOptions *o, size_t n_documents, size_t tokens);
/* Bytes of packed weights in it: 0 where there are none. */
size_t generate_packed(const Model *m, const GenerateOptions *o, size_t tokens);
/* Documents that generate() would keep in flight under these options. */
size_t generate_in_flight(const Model *m, const GenerateOptions *o, size_t tokens);

/* "amx", "avx512bf16", "avx512", "avx2" or "portable": the kernels chosen for this processor, or by
 * the environment variable ROTE_KERNEL. ERR_USAGE (and NULL) when ROTE_KERNEL names none that this
 * processor can run. */
const char *kernel_name(Err *e);

/* The order in which those kernels add up a product, which results depend on: "f32 chain" for every
 * kernel; of bf16 "bf16 tiles" for amx and "bf16 pairs" for all others. Same arithmetic, same bits.
 * ERR_USAGE (and NULL) as kernel_name. */
const char *kernel_arithmetic(Precision p, Err *e);

#endif
