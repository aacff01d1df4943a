/* Preflight: see preflight.h. */
#include "audit/preflight.h"

#include "audit/base/arena.h"
#include "audit/base/buf.h"
#include "audit/base/clock.h"
#include "audit/base/mem.h"
#include "audit/base/pool.h"
#include "audit/generating.h"
#include "audit/resolution.h"
#include "audit/sampletext.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What a loss must be below ln(vocabulary), in nats: with weights that are nearly zero chance alone
 * stays within 0.02 of it over 300 tokens. */
static const double LOSS_BELOW_CHANCE = 0.05;
/* Standard errors by which the ranks of the tokens that follow must be better than a coin's. */
static const double LOSS_Z = 3.5;
/* Tokens that are scored in one piece: small models know more of short texts than of long ones. */
enum { LOSS_PIECE_TOKENS = 64 };

/* ---- text survival ---- */

/* s with each run of blanks as one, none at the ends. */
static Str blanks_joined(Str s, Arena *a)
{
    char *out = arena_alloc(a, s.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        const bool blank = s.s[i] == ' ' || s.s[i] == '\n' || s.s[i] == '\t' || s.s[i] == '\r';
        if (!blank)
            out[n++] = s.s[i];
        else if (n > 0 && out[n - 1] != ' ')
            out[n++] = ' ';
    }
    if (n > 0 && out[n - 1] == ' ')
        n--;
    return (Str){out, n};
}

static void there_and_back(const Tokenizer *t, Str text, Buf *out)
{
    TokenizerScratch *s = NULL;
    const size_t n = tokenizer_encode(t, &s, text, NULL, 0);
    uint32_t *ids = mem_alloc(n, sizeof *ids);
    tokenizer_encode(t, &s, text, ids, n);
    tokenizer_decode(t, ids, n, true, out);
    free(ids);
    tokenizer_scratch_free(s);
}

static void survival_check(Preflight *p, const Tokenizer *t)
{
    PreflightCheck *c = &p->checks[PREFLIGHT_SURVIVAL];
    const SampleText *samples;
    const size_t n = sampletexts(&samples);
    Arena scratch = {0};
    Buf lost = {0};
    size_t n_lost = 0;
    p->blanks_kept = true;
    for (size_t i = 0; i < n; i++) {
        const Str text = str_of(samples[i].text);
        Buf back = {0};
        there_and_back(t, text, &back);
        p->blanks_kept &= str_equal(buf_str(&back), text);
        if (!str_equal(blanks_joined(buf_str(&back), &scratch), blanks_joined(text, &scratch)))
            buf_printf(&lost, "%s%s", n_lost++ > 0 ? ", " : "", samples[i].name);
        buf_free(&back);
    }
    c->name = "text survival";
    c->passed = n_lost == 0;
    if (c->passed)
        snprintf(c->what, sizeof c->what, "%zu sample texts come back from encode and decode%s", n,
                 p->blanks_kept ? "" : ", but for their blanks");
    else
        snprintf(c->what, sizeof c->what,
                 "%zu of %zu sample texts do not come back from encode and decode (%s): the "
                 "tokenizer is damaged, or has no tokens for such text",
                 n_lost, n, buf_cstr(&lost));
    buf_free(&lost);
    arena_free(&scratch);
}

/* ---- one tokenizer ---- */

static void agreement_check(Preflight *p, const Tokenizer *t)
{
    PreflightCheck *c = &p->checks[PREFLIGHT_AGREEMENT];
    const SampleText *samples;
    const size_t n = sampletexts(&samples);
    Err e = {0};
    Str *texts = mem_alloc(n + 1, sizeof *texts);
    for (size_t i = 0; i < n; i++)
        texts[i] = str_of(samples[i].text);
    texts[n] = str_of(SAMPLETEXT_ORDINARY);
    const int rc = tokenizer_agrees(t, texts, n + 1, &e);
    free(texts);
    c->name = "one tokenizer";
    c->passed = rc == 0;
    if (rc == 0)
        snprintf(c->what, sizeof c->what, "no second tokenizer file contradicts the one in use");
    else /* a long path is cut rather than refused: the sentence is for people */
        snprintf(c->what, sizeof c->what, "%.*s", (int)sizeof c->what - 1, e.text);
}

/* ---- loss ---- */

/* The ordinary text, cut into documents that fit the context, and what is summed over its tokens. */
typedef struct {
    const uint32_t *ids; /* [n] */
    size_t n, at, step, vocab;
    Resolution *resolution; /* a position for each of ids */
    double nats;
    size_t scored;
    double rank, rank_squared; /* sums over `ranked` tokens */
    size_t ranked;
} Scoring;

static bool scoring_next(void *ctx, Prompt *p)
{
    Scoring *s = ctx;
    const size_t rest = s->n - s->at, n = rest < s->step ? rest : s->step;
    if (n < 2)
        return false;
    const uint32_t *ids = s->ids + s->at;
    *p = (Prompt){.key = s->at, .prompt = ids, .n_prompt = 1, .truth = ids + 1, .n_truth = n - 1};
    s->at += n;
    return true;
}

static bool scoring_done(void *ctx, const Prompt *p, const Continuation *c)
{
    Scoring *s = ctx;
    (void)p;
    for (size_t i = 0; i < c->n_truth; i++)
        s->nats -= (double)c->truth_logprob[i];
    s->scored += c->n_truth;
    return true;
}

/* The share of the text's other tokens whose logit is lower. The token before is not among them, and
 * a token that repeats it is passed over: weights at random, tied to the embedding, prefer the token
 * that they see. */
static void rank_add(Scoring *s, const Prompt *p, size_t index, const float *row)
{
    const uint32_t before = index > 0 ? p->truth[index - 1] : p->prompt[0], next = p->truth[index];
    double below = 0;
    size_t others = 0;
    for (size_t i = 0; i < s->n; i++) {
        const uint32_t id = s->ids[i];
        if (id == before || id == next)
            continue;
        below += row[id] < row[next] ? 1 : row[id] == row[next] ? 0.5 : 0;
        others++;
    }
    if (next == before || others == 0)
        return;
    const double rank = below / (double)others;
    s->rank += rank;
    s->rank_squared += rank * rank;
    s->ranked++;
}

/* A document's key is where it begins in the text. */
static void logits_f32(void *ctx, const Prompt *p, size_t index, const float *row)
{
    Scoring *s = ctx;
    rank_add(s, p, index, row);
    resolution_f32_row(s->resolution, p->key + index, row, s->vocab);
}

static void logits_bf16(void *ctx, const Prompt *p, size_t index, const float *row)
{
    const Scoring *s = ctx;
    resolution_bf16_row(s->resolution, p->key + index, row);
}

typedef void ScoringLogits(void *ctx, const Prompt *p, size_t index, const float *row);

/* Scores the whole text in a precision. `profile` may be NULL. */
static int scoring_run(Scoring *s, const Checkpoint *c, const Options *o, Precision precision,
                       ScoringLogits *logits, Profile *profile, Err *e)
{
    *s = (Scoring){
        .ids = s->ids, .n = s->n, .step = s->step, .vocab = s->vocab, .resolution = s->resolution};
    const GenerateOptions g = {.precision = precision,
                               .profile = profile,
                               .score_truth = true,
                               .n_threads = o->threads > 0 ? (int)o->threads : pool_processors(),
                               .memory_bytes = generating_memory(o),
                               .prepend_bos = tokenizer_adds_bos(c->tokenizer),
                               .bos = tokenizer_bos(c->tokenizer),
                               .next = scoring_next,
                               .done = scoring_done,
                               .logits = logits,
                               .ctx = s};
    if (generate(c->model, &g, e) == 0)
        return 0;
    /* What the engine could not compute is better said of the weights, if it is theirs. */
    const atomic_bool never = false;
    Err weights = {0};
    if (e->kind == ERR_FORMAT && model_check(c->model, g.n_threads, &never, &weights) != 0)
        *e = weights;
    return -1;
}

static void rank_judge(Preflight *p, const Scoring *s)
{
    const double n = (double)s->ranked, mean = s->ranked > 0 ? s->rank / n : 0;
    const double variance = s->ranked > 1 ? s->rank_squared / n - mean * mean : 0;
    p->rank = mean;
    p->rank_z = variance > 0 ? (mean - 0.5) / sqrt(variance / n) : 0;
}

static void loss_judge(Preflight *p, const Scoring *s)
{
    PreflightCheck *c = &p->checks[PREFLIGHT_LOSS];
    const bool low = p->loss < p->chance - LOSS_BELOW_CHANCE;
    p->loss_tokens = s->scored;
    c->name = "loss";
    c->passed = low || p->rank_z > LOSS_Z;
    if (low)
        snprintf(c->what, sizeof c->what,
                 "%.2f nats a token on %zu tokens of ordinary text, where chance gives %.2f",
                 p->loss, s->scored, p->chance);
    else
        snprintf(
            c->what, sizeof c->what,
            "the loss on %zu tokens of ordinary text is %.2f nats a token, where chance gives "
            "%.2f; the token that follows ranks above %.0f%% of the others, where chance gives "
            "50%% (%.1f standard errors above it; more than %.1f are needed)%s",
            s->scored, p->loss, p->chance, 100 * p->rank, p->rank_z, LOSS_Z,
            c->passed ? ""
                      : ": the weights are untrained or damaged, or the tokenizer is another "
                        "model's");
}

/* How long a token takes, with weights that were all touched before. Packing them is not counted. */
static int time_measure(Preflight *p, Scoring *s, const Checkpoint *c, const Options *o, Err *e)
{
    Profile profile = {0};
    const double began = clock_seconds();
    if (scoring_run(s, c, o, o->precision, NULL, &profile, e) != 0)
        return -1;
    if (s->scored > 0)
        p->token_s = (clock_seconds() - began - profile.packed_s) / (double)s->scored;
    return 0;
}

/* The loss and its judgement from float32's logits, the resolution from both precisions'. */
static int logits_measure(Preflight *p, Scoring *s, const Checkpoint *c, const Options *o, Err *e)
{
    if (scoring_run(s, c, o, PRECISION_F32, logits_f32, NULL, e) != 0)
        return -1;
    if (s->scored > 0) {
        p->loss = s->nats / (double)s->scored;
        p->chance = log((double)s->vocab);
        if (!(p->loss < p->chance - LOSS_BELOW_CHANCE))
            rank_judge(p, s);
    }
    loss_judge(p, s);
    if (scoring_run(s, c, o, PRECISION_BF16, logits_bf16, NULL, e) != 0)
        return -1;
    const float bf16 = resolution_bf16(s->resolution);
    p->resolution = o->precision == PRECISION_BF16 ? bf16 : resolution_f32(bf16);
    return 0;
}

static int text_measure(Preflight *p, const Checkpoint *c, const Options *o, Err *e)
{
    const Str text = str_of(SAMPLETEXT_ORDINARY);
    const ModelInfo *info = model_info(c->model);
    TokenizerScratch *scratch = NULL;
    const size_t n = tokenizer_encode(c->tokenizer, &scratch, text, NULL, 0);
    uint32_t *ids = mem_alloc(n, sizeof *ids);
    tokenizer_encode(c->tokenizer, &scratch, text, ids, n);
    const size_t bos = tokenizer_adds_bos(c->tokenizer) ? 1 : 0;
    const size_t room = info->context > bos ? info->context - bos : 0;
    Resolution resolution;
    resolution_start(&resolution, n);
    Scoring s = {.ids = ids,
                 .n = n,
                 .step = room < LOSS_PIECE_TOKENS ? room : LOSS_PIECE_TOKENS,
                 .vocab = info->vocab,
                 .resolution = &resolution};
    const int rc = logits_measure(p, &s, c, o, e) != 0 ? -1 : time_measure(p, &s, c, o, e);
    resolution_free(&resolution);
    tokenizer_scratch_free(scratch);
    free(ids);
    return rc;
}

/* ---- what an audit takes ---- */

/* The detectors' automata, lines of the sample and of results in the making, blocks of a file that is
 * read, stacks of threads. A round number: audits of 300 and 1,500 documents with three tiny models
 * took 1 to 4 MB more than the rest of the estimate, one with a single document in flight 8 MB. */
enum { BESIDE_ENGINE_BYTES = 3000000 };

/* Bytes of the embedding's pages that an audit touches: the system maps them in pieces. */
static uint64_t embedding_bytes(const ModelInfo *i, const Options *o, size_t document_tokens)
{
    enum { PIECE = 1 << 16 };
    const double element = (double)i->weight_bytes / (double)i->n_parameters;
    const double row = element * (double)i->dim, all = row * (double)i->vocab;
    const double sources = o->source.n > 0 ? (double)o->source.n : 1;
    const double touched = (double)o->documents * sources * (double)document_tokens * (row + PIECE);
    return (uint64_t)(touched < all ? touched : all);
}

/* Time goes with multiplications: a token costs as many as the layers have weights, and one about which
 * something is decided those of the output layer too. What was timed had both. */
static void needs_estimate(Preflight *p, const Checkpoint *c, const Options *o)
{
    const ModelInfo *i = model_info(c->model);
    const int n_threads = o->threads > 0 ? (int)o->threads : pool_processors();
    const size_t bos = tokenizer_adds_bos(c->tokenizer) ? 1 : 0;
    const GenerateOptions g = {.precision = o->precision,
                               .pack = true,
                               .continuation_tokens = o->continuation_tokens,
                               .score_truth = o->score_truth,
                               .n_threads = n_threads,
                               .max_in_flight = o->in_flight,
                               .memory_bytes = generating_memory(o)};
    p->document_tokens = o->prompt_tokens + o->continuation_tokens + bos;
    p->in_flight = generate_in_flight(c->model, &g, p->document_tokens);
    p->work_bytes = generate_memory(c->model, &g, p->in_flight, p->document_tokens);
    p->program_bytes = c->resident_bytes + BESIDE_ENGINE_BYTES;
    p->packed_bytes = generate_packed(c->model, &g, p->document_tokens);
    /* Of weights that are packed the file's pages are handed back, but for the embedding, which is read
     * row by row. */
    const uint64_t embedding = embedding_bytes(i, o, p->document_tokens);
    const uint64_t packed = p->packed_bytes > 0 ? p->packed_bytes + embedding : 0;
    p->memory_bytes = p->program_bytes + p->work_bytes - p->packed_bytes +
                      (packed > i->weight_bytes ? packed : i->weight_bytes);
    const double head = (double)i->vocab * (double)i->dim;
    const double all = (double)i->n_parameters, layers = all > head ? all - head : 0;
    const double written = (double)o->continuation_tokens * (o->score_truth ? 2 : 1);
    const double read = (double)(o->prompt_tokens + bos);
    p->document_s =
        p->token_s * ((read + written) * layers + (written + 1) * head) / (layers + head);
}

int preflight_run(Preflight *p, const Checkpoint *c, const Options *o, Err *e)
{
    *p = (Preflight){0};
    survival_check(p, c->tokenizer);
    agreement_check(p, c->tokenizer);
    if (text_measure(p, c, o, e) != 0)
        return -1;
    needs_estimate(p, c, o);
    return 0;
}

int preflight_judge(const Preflight *p, const Options *o, Err *e)
{
    Buf all = {0};
    for (size_t i = 0; i < PREFLIGHT_CHECKS; i++)
        if (!p->checks[i].passed)
            buf_printf(&all, "%s%s", all.n > 0 ? "; " : "", p->checks[i].what);
    const bool go = all.n == 0 || o->force;
    if (!go) {
        err_set(e, ERR_FORMAT, "%s", buf_cstr(&all));
        err_advise(e, "--force goes on all the same, and the report says so");
    }
    buf_free(&all);
    return go ? 0 : -1;
}
