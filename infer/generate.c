/* Greedy generation for many documents at once: which rows go into the next step.
 *
 * Each document in flight goes through three stages, and in each feeds tokens at growing positions:
 *
 *   position   0 ... start-1        start ... start+n-2         start+shared-1 ... start+n_truth-2
 *   token      BOS, prompt          what was generated          the truth
 *   stage      PROMPT, many rows    CONTINUE, a row a step      TRUTH, many rows
 *
 * The row that feeds the token at position p decides about the token at p + 1. While the generated
 * tokens equal the truth, their rows are the truth's rows as well, and give its log-probabilities;
 * the third stage takes over where they part, over the same cache. A continuation ends when it is
 * whole, at an end-of-sequence id, or where the caller says that more of it would tell nothing. A
 * step takes one row of each document that continues, then prompt and truth rows of others as far
 * as FORWARD_ROWS goes; a document that is done makes room at once. */
#include "infer/infer.h"

#include "audit/base/clock.h"
#include "audit/base/mem.h"
#include "infer/forward.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Documents in flight that more would not make faster: with 50 + 50 tokens and the truth scored,
 * these fill FORWARD_ROWS. */
enum { GENERATE_DOCUMENTS = 256 };

/* Rows whose logits are computed at once for a caller that wants to see them. */
enum { LOGITS_ROWS = 32 };

typedef enum { STAGE_PROMPT, STAGE_CONTINUE, STAGE_TRUTH, STAGE_DONE } Stage;

/* A document in flight. */
typedef struct {
    Prompt prompt;
    Stage stage;
    KvCache kv;
    size_t kv_bytes;
    size_t start;  /* tokens before the first generated one: BOS and prompt */
    size_t fed;    /* positions in the cache */
    bool on_truth; /* what was generated equals the truth so far */
    size_t n, n_scored;
    bool ended, cut;
    float end_margin, min_margin;
    uint32_t end_runner_up;
    uint32_t *ids, *runner_up;               /* [continuation_tokens] each */
    float *logprob, *margin, *truth_logprob; /* [continuation_tokens] x 2, [n_truth] */
} Document;

typedef struct {
    const Model *model;
    const Kernel *kernel;
    const GenerateOptions *o;
    Session *session;
    size_t packed;        /* bytes of packed weights */
    Document **documents; /* [n_documents], in order of arrival */
    size_t n_documents, most_documents;
    KvCache *spare; /* [n_spare] of documents that are done, for the next of the same length: memory
                       fresh from the system costs more than a document's attention */
    size_t n_spare;
    size_t longest;            /* tokens of the longest document so far */
    size_t kv_budget, kv_used; /* bytes */
    bool has_waiting, exhausted;
    Prompt waiting; /* taken from next(), not yet in flight */
    Row rows[FORWARD_ROWS];
    Document *owners[FORWARD_ROWS]; /* of the rows with `head` */
    size_t positions[FORWARD_ROWS];
    HeadResult results[FORWARD_ROWS];
    float *logits; /* [LOGITS_ROWS, vocab], only where the caller wants to see them */
} Generator;

static size_t truth_length(const GenerateOptions *o, const Prompt *p)
{
    return o->score_truth ? p->n_truth : 0;
}

/* BOS, prompt, and the longer of continuation and truth. */
static size_t document_tokens(const GenerateOptions *o, const Prompt *p)
{
    const size_t n_truth = truth_length(o, p);
    return p->n_prompt + (o->prepend_bos ? 1 : 0) +
           (n_truth > o->continuation_tokens ? n_truth : o->continuation_tokens);
}

static int ids_check(const Prompt *p, const char *what, const uint32_t *ids, size_t n, size_t vocab,
                     Err *e)
{
    for (size_t i = 0; i < n; i++)
        if (ids[i] >= vocab) {
            err_set(e, ERR_FORMAT,
                    "document %" PRIu64 ": token %zu of the %s is %" PRIu32
                    ", but the model's vocabulary has %zu: the tokenizer is another model's",
                    p->key, i, what, ids[i], vocab);
            return -1;
        }
    return 0;
}

static int prompt_check(const Generator *g, const Prompt *p, Err *e)
{
    const Config *c = &g->model->config;
    const size_t tokens = document_tokens(g->o, p);
    if (p->n_prompt == 0 && !g->o->prepend_bos) {
        err_set(e, ERR_FORMAT,
                "document %" PRIu64 ": the prompt is empty, and no BOS stands before it", p->key);
        return -1;
    }
    if (tokens > c->context) {
        err_set(e, ERR_FORMAT,
                "document %" PRIu64 ": %zu tokens are more than the model's context of %zu "
                "(max_position_embeddings)",
                p->key, tokens, c->context);
        return -1;
    }
    if (ids_check(p, "prompt", p->prompt, p->n_prompt, c->vocab, e) != 0)
        return -1;
    return ids_check(p, "truth", p->truth, truth_length(g->o, p), c->vocab, e);
}

static KvCache cache_take(Generator *g, size_t tokens)
{
    while (g->n_spare > 0) {
        KvCache kv = g->spare[--g->n_spare];
        if (kv.positions == kvcache_positions(tokens))
            return kv;
        kvcache_free(&kv);
    }
    return kvcache_make(&g->model->config, tokens);
}

static Document *document_open(Generator *g, const Prompt *p)
{
    Document *d = mem_zero(1, sizeof *d);
    const size_t tokens = document_tokens(g->o, p), c = g->o->continuation_tokens;
    d->prompt = *p;
    d->kv = cache_take(g, tokens);
    d->kv_bytes = kvcache_bytes(&g->model->config, tokens);
    d->start = p->n_prompt + (g->o->prepend_bos ? 1 : 0);
    d->on_truth = truth_length(g->o, p) > 0;
    d->min_margin = INFINITY;
    d->ids = mem_alloc(c, sizeof *d->ids);
    d->runner_up = mem_alloc(c, sizeof *d->runner_up);
    d->logprob = mem_alloc(c, sizeof *d->logprob);
    d->margin = mem_alloc(c, sizeof *d->margin);
    d->truth_logprob = mem_alloc(truth_length(g->o, p), sizeof *d->truth_logprob);
    return d;
}

static void document_close(Generator *g, Document *d)
{
    g->spare[g->n_spare++] = d->kv; /* as many as there are documents at most */
    free(d->ids);
    free(d->runner_up);
    free(d->logprob);
    free(d->margin);
    free(d->truth_logprob);
    free(d);
}

/* Documents in flight for which room must be left before weights are packed. */
enum { PACK_LEAVES_DOCUMENTS = 64 };

static size_t documents_most(const GenerateOptions *o)
{
    const size_t most = o->max_in_flight > 0 ? o->max_in_flight : GENERATE_DOCUMENTS;
    return most < FORWARD_ROWS ? most : FORWARD_ROWS;
}

/* Bytes of packed weights under these options, for documents of up to this many tokens; 0: they are
 * not packed. */
static size_t packed_bytes(const Model *m, const Kernel *k, const GenerateOptions *o, size_t tokens)
{
    const size_t most = documents_most(o);
    const size_t n = most < PACK_LEAVES_DOCUMENTS ? most : PACK_LEAVES_DOCUMENTS;
    const size_t packed = o->pack ? session_packed_bytes(m, k, o->precision) : 0;
    size_t need = kvcache_bytes(&m->config, tokens);
    if (__builtin_mul_overflow(need, n, &need) || __builtin_add_overflow(need, packed, &need) ||
        __builtin_add_overflow(need, session_bytes(m, k, o->precision, o->n_threads, tokens),
                               &need))
        return 0;
    return need <= o->memory_bytes ? packed : 0;
}

/* What the options leave for caches when documents have up to this many tokens. */
static size_t kv_budget(const Model *m, const Kernel *k, const GenerateOptions *o, size_t tokens,
                        size_t packed)
{
    const size_t rest = session_bytes(m, k, o->precision, o->n_threads, tokens) + packed;
    return o->memory_bytes > rest ? o->memory_bytes - rest : 0;
}

/* Makes sure that `waiting` holds the next document, if there is one. */
static int waiting_fill(Generator *g, Err *e)
{
    if (g->has_waiting || g->exhausted)
        return 0;
    g->waiting = (Prompt){0};
    g->has_waiting = g->o->next(g->o->ctx, &g->waiting);
    g->exhausted = !g->has_waiting;
    return g->has_waiting ? prompt_check(g, &g->waiting, e) : 0;
}

/* Takes documents from next() while there is room. One is always let in. */
static int documents_admit(Generator *g, Err *e)
{
    while (g->n_documents < g->most_documents) {
        if (waiting_fill(g, e) != 0)
            return -1;
        if (!g->has_waiting)
            return 0;
        const size_t tokens = document_tokens(g->o, &g->waiting);
        if (tokens > g->longest) {
            g->longest = tokens;
            g->kv_budget = kv_budget(g->model, g->kernel, g->o, tokens, g->packed);
        }
        const size_t room = g->kv_budget > g->kv_used ? g->kv_budget - g->kv_used : 0;
        if (g->n_documents > 0 && kvcache_bytes(&g->model->config, tokens) > room)
            return 0;
        session_reserve(g->session, tokens);
        Document *d = document_open(g, &g->waiting);
        g->documents[g->n_documents++] = d;
        g->kv_used += d->kv_bytes;
        g->has_waiting = false;
    }
    return 0;
}

static uint32_t token_at(const GenerateOptions *o, const Document *d, size_t position)
{
    if (o->prepend_bos && position == 0)
        return o->bos;
    if (position < d->start)
        return d->prompt.prompt[position - (o->prepend_bos ? 1 : 0)];
    const size_t i = position - d->start;
    return d->stage == STAGE_TRUTH ? d->prompt.truth[i] : d->ids[i];
}

/* Positions that the document can feed now. */
static size_t positions_known(const Document *d)
{
    switch (d->stage) {
    case STAGE_PROMPT:
        return d->start;
    case STAGE_CONTINUE:
        return d->start + d->n;
    case STAGE_TRUTH:
        return d->start + d->prompt.n_truth - 1;
    case STAGE_DONE:
        break;
    }
    return d->fed;
}

/* Adds rows of d to the step, as many as are known and fit; returns the new number of rows. */
static size_t rows_add(Generator *g, Document *d, size_t n_rows, size_t *n_heads)
{
    const size_t known = positions_known(d), n_truth = truth_length(g->o, &d->prompt);
    for (; d->fed < known && n_rows < FORWARD_ROWS; d->fed++) {
        Row *r = &g->rows[n_rows++];
        *r = (Row){.kv = &d->kv,
                   .token = token_at(g->o, d, d->fed),
                   .position = (uint32_t)d->fed,
                   .head = d->stage != STAGE_PROMPT || d->fed + 1 == d->start,
                   .target = HEAD_NO_TARGET};
        if (!r->head)
            continue;
        const size_t decides = d->fed + 1 - d->start;
        if (decides < n_truth && (d->stage == STAGE_TRUTH || d->on_truth))
            r->target = d->prompt.truth[decides];
        g->owners[*n_heads] = d;
        g->positions[(*n_heads)++] = d->fed;
    }
    return n_rows;
}

/* The rows of the next step: first those that continue, then prompts and truths. */
static size_t rows_choose(Generator *g, size_t *n_heads)
{
    size_t n = 0;
    *n_heads = 0;
    for (size_t i = 0; i < g->n_documents; i++)
        if (g->documents[i]->stage == STAGE_CONTINUE)
            n = rows_add(g, g->documents[i], n, n_heads);
    for (size_t i = 0; i < g->n_documents; i++)
        if (g->documents[i]->stage != STAGE_CONTINUE)
            n = rows_add(g, g->documents[i], n, n_heads);
    return n;
}

static bool ends_generation(const Config *c, uint32_t id)
{
    for (size_t i = 0; i < c->n_eos; i++)
        if (c->eos[i] == id)
            return true;
    return false;
}

/* Nothing more is generated: what of the truth has no log-probability yet is fed from where the
 * generated tokens left it. */
static void continuation_end(const GenerateOptions *o, Document *d)
{
    if (d->n_scored < truth_length(o, &d->prompt)) {
        d->stage = STAGE_TRUTH;
        d->fed = d->start + d->n_scored - 1;
    } else {
        d->stage = STAGE_DONE;
    }
}

/* The model's choice for the next token. */
static void document_choose(const Generator *g, Document *d, const HeadResult *r)
{
    const Config *c = &g->model->config;
    const bool full = d->n == g->o->continuation_tokens; /* nothing is to be generated at all */
    const bool none = r->second == TALLY_NONE;
    const uint32_t runner_up = none || ends_generation(c, r->second) ? CONTINUATION_END : r->second;
    d->stage = STAGE_CONTINUE;
    if (!full) {
        d->min_margin = r->margin < d->min_margin ? r->margin : d->min_margin;
        d->ended = ends_generation(c, r->best);
        d->end_margin = r->margin;
        d->end_runner_up = runner_up;
    }
    if (!full && !d->ended) {
        d->on_truth = d->on_truth && d->n < d->prompt.n_truth && r->best == d->prompt.truth[d->n];
        d->ids[d->n] = r->best;
        d->logprob[d->n] = r->logprob;
        d->margin[d->n] = r->margin;
        d->runner_up[d->n] = runner_up;
        d->n++;
        d->cut = d->n < g->o->continuation_tokens && g->o->hopeless &&
                 g->o->hopeless(g->o->ctx, &d->prompt, d->ids, d->n);
    }
    if (d->ended || d->cut || d->n == g->o->continuation_tokens)
        continuation_end(g->o, d);
}

/* Whether the caller sees the logits of a row that decides about token `decides` of d. */
static bool logits_wanted(const GenerateOptions *o, const Document *d, size_t decides)
{
    if (o->continuation_tokens == 0)
        return decides < truth_length(o, &d->prompt);
    return d->stage != STAGE_TRUTH && decides < o->continuation_tokens;
}

static void logits_show(Generator *g, size_t n_heads)
{
    const size_t vocab = g->model->config.vocab;
    for (size_t from = 0; from < n_heads; from += LOGITS_ROWS) {
        const size_t n = n_heads - from < LOGITS_ROWS ? n_heads - from : LOGITS_ROWS;
        forward_logits(g->session, from, n, g->logits);
        for (size_t i = 0; i < n; i++) {
            Document *d = g->owners[from + i];
            const size_t decides = g->positions[from + i] + 1 - d->start;
            if (logits_wanted(g->o, d, decides))
                g->o->logits(g->o->ctx, &d->prompt, decides, g->logits + i * vocab);
        }
    }
}

static int results_take(Generator *g, size_t n_heads, Err *e)
{
    for (size_t i = 0; i < n_heads; i++) {
        Document *d = g->owners[i];
        const HeadResult *r = &g->results[i];
        const size_t decides = g->positions[i] + 1 - d->start;
        if (r->bad != TALLY_NONE) {
            err_set(e, ERR_FORMAT,
                    "document %" PRIu64 ": the logit of token %" PRIu32
                    " after position %zu is not finite: the weights hold infinities or NaN, or "
                    "are too large for this model",
                    d->prompt.key, r->bad, g->positions[i]);
            return -1;
        }
        if (decides < truth_length(g->o, &d->prompt) && (d->stage == STAGE_TRUTH || d->on_truth)) {
            d->truth_logprob[decides] = r->target_logprob;
            d->n_scored = decides + 1;
        }
        if (d->stage != STAGE_TRUTH)
            document_choose(g, d, r);
        else if (d->n_scored == d->prompt.n_truth)
            d->stage = STAGE_DONE;
    }
    return 0;
}

/* Hands over what is done and makes room; false when the caller wants no more. */
static bool documents_finish(Generator *g)
{
    size_t kept = 0, i = 0;
    bool go_on = true;
    for (; i < g->n_documents && go_on; i++) {
        Document *d = g->documents[i];
        if (d->stage != STAGE_DONE) {
            g->documents[kept++] = d;
            continue;
        }
        const size_t n_truth = truth_length(g->o, &d->prompt);
        const Continuation c = {.ids = d->ids,
                                .logprob = d->logprob,
                                .margin = d->margin,
                                .runner_up = d->runner_up,
                                .n = d->n,
                                .ended = d->ended,
                                .cut = d->cut,
                                .end_margin = d->end_margin,
                                .end_runner_up = d->end_runner_up,
                                .min_margin = d->min_margin,
                                .truth_scored = n_truth > 0,
                                .truth_logprob = d->truth_logprob,
                                .n_truth = n_truth};
        go_on = g->o->done(g->o->ctx, &d->prompt, &c);
        g->kv_used -= d->kv_bytes;
        document_close(g, d);
    }
    for (; i < g->n_documents; i++)
        g->documents[kept++] = g->documents[i];
    g->n_documents = kept;
    return go_on;
}

static int generator_run(Generator *g, Err *e)
{
    for (;;) {
        if (documents_admit(g, e) != 0)
            return -1;
        if (g->n_documents == 0)
            return 0;
        size_t n_heads;
        const size_t n = rows_choose(g, &n_heads);
        forward(g->session, g->rows, n, g->results);
        if (g->o->logits)
            logits_show(g, n_heads);
        if (results_take(g, n_heads, e) != 0 || !documents_finish(g))
            return -1;
    }
}

/* For estimates, where ROTE_KERNEL was found to be right before. */
static const Kernel *kernel_known(void)
{
    Err e = {0};
    const Kernel *k = kernel_choose(&e);
    assert(k);
    return k;
}

size_t generate_memory(const Model *m, const GenerateOptions *o, size_t n_documents, size_t tokens)
{
    const Kernel *k = kernel_known();
    const size_t rest = session_bytes(m, k, o->precision, o->n_threads, tokens);
    size_t kv = kvcache_bytes(&m->config, tokens), all;
    if (__builtin_mul_overflow(kv, n_documents, &kv) ||
        __builtin_add_overflow(kv, rest + packed_bytes(m, k, o, tokens), &all))
        return SIZE_MAX;
    return all;
}

size_t generate_packed(const Model *m, const GenerateOptions *o, size_t tokens)
{
    return packed_bytes(m, kernel_known(), o, tokens);
}

size_t generate_in_flight(const Model *m, const GenerateOptions *o, size_t tokens)
{
    const Kernel *k = kernel_known();
    const size_t budget = kv_budget(m, k, o, tokens, packed_bytes(m, k, o, tokens));
    const size_t fit = budget / kvcache_bytes(&m->config, tokens ? tokens : 1);
    const size_t most = documents_most(o);
    return fit < 1 ? 1 : fit < most ? fit : most;
}

const char *part_name(Part p)
{
    static const char *const NAMES[PARTS] = {
        [PART_PACK] = "packing",
        [PART_QKV] = "queries, keys, values",
        [PART_ATTEND_OUT] = "attention output",
        [PART_FFN_IN] = "feed-forward in",
        [PART_FFN_OUT] = "feed-forward out",
        [PART_HEAD] = "output layer",
        [PART_ATTENTION] = "attention",
        [PART_NORM] = "norms",
        [PART_ROPE] = "rotary",
        [PART_ACTIVATION] = "activation",
        [PART_ARGMAX] = "argmax",
    };
    return NAMES[p];
}

/* Opens the session when the first document says how long documents are. */
static int generator_start(Generator *g, Pool *pool, Err *e)
{
    const size_t vocab = g->model->config.vocab;
    if (waiting_fill(g, e) != 0)
        return -1;
    const size_t tokens = g->has_waiting ? document_tokens(g->o, &g->waiting) : 1;
    g->packed = packed_bytes(g->model, g->kernel, g->o, tokens);
    g->session = session_open(g->model, g->kernel, g->o->precision, g->packed > 0, pool);
    g->most_documents = documents_most(g->o);
    g->documents = mem_alloc(g->most_documents, sizeof *g->documents);
    g->spare = mem_alloc(g->most_documents, sizeof *g->spare);
    if (g->o->logits)
        g->logits = mem_alloc(LOGITS_ROWS * vocab, sizeof *g->logits);
    return 0;
}

int generate(const Model *m, const GenerateOptions *o, Err *e)
{
    const Kernel *kernel = kernel_choose(e);
    if (!kernel)
        return -1;
    if (o->prepend_bos && o->bos >= m->config.vocab) {
        err_set(e, ERR_FORMAT,
                "the tokenizer's BOS id is %" PRIu32 ", but the model's vocabulary has %zu", o->bos,
                m->config.vocab);
        return -1;
    }
    Pool *pool = pool_open(o->n_threads, e);
    if (!pool)
        return -1;
    const double began = clock_seconds();
    Generator *g = mem_zero(1, sizeof *g);
    g->model = m;
    g->kernel = kernel;
    g->o = o;
    const int rc = generator_start(g, pool, e) == 0 ? generator_run(g, e) : -1;
    for (size_t i = 0; i < g->n_documents; i++)
        document_close(g, g->documents[i]);
    if (o->profile && g->session) {
        session_profile(g->session, o->profile);
        o->profile->elapsed = clock_seconds() - began;
    }
    while (g->n_spare > 0)
        kvcache_free(&g->spare[--g->n_spare]);
    free(g->spare);
    free(g->documents);
    free(g->logits);
    session_close(g->session);
    free(g);
    pool_close(pool);
    return rc;
}
