/* rote generate: prompts in, what the model makes of them out; so that anyone can hold the engine
 * against another.
 *
 * The engine finishes documents in any order; lines are written in the order of the input. A ring
 * holds the documents from the first unwritten one to the last one handed over. The number of a
 * document is the number of its line. */
#include "audit/command.h"

#include "audit/base/buf.h"
#include "audit/base/mem.h"
#include "audit/base/pool.h"
#include "audit/checkpoint.h"
#include "audit/generating.h"
#include "audit/interrupt.h"
#include "audit/jsonline.h"
#include "audit/linereader.h"
#include "audit/npy.h"
#include "audit/prompts.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    PromptLine prompt;
    Buf line; /* the answer; empty while in flight */
    bool finished;
} Answer;

typedef struct {
    LineReader input;
    Prompts prompts;
    uint64_t front; /* number of the first line that is not written; its answer: front % capacity */
    size_t n, capacity;
    Answer *ring; /* [capacity] */
    Npy *logits;  /* NULL: not asked for */
    Buf text;
    Err e; /* of the first line that is wrong, or of the output */
    bool ended, interrupted;
} Answering;

static Answer *answer_at(Answering *a, uint64_t number)
{
    return &a->ring[number % a->capacity];
}

static void ring_grow(Answering *a)
{
    const size_t capacity = a->capacity > 0 ? 2 * a->capacity : 64;
    Answer *ring = mem_zero(capacity, sizeof *ring);
    for (uint64_t k = a->front; k < a->front + a->n; k++)
        ring[k % capacity] = *answer_at(a, k);
    free(a->ring);
    a->ring = ring;
    a->capacity = capacity;
}

/* ---- the answers ---- */

/* Nine digits name every float32, seventeen every double; a number that JSON has not is null. */
static void real_add(Buf *out, double x, int digits)
{
    char text[32];
    snprintf(text, sizeof text, "%.*g", digits, x);
    if (!isfinite(x))
        buf_add_c(out, "null");
    else
        buf_printf(out, "%s%s", text, strpbrk(text, ".e") ? "" : ".0");
}

static void reals_add(Buf *out, const char *key, const float *x, size_t n, size_t nulls)
{
    buf_printf(out, "\"%s\":[", key);
    for (size_t i = 0; i < nulls; i++)
        buf_add_c(out, i > 0 ? ",null" : "null");
    for (size_t i = 0; i < n; i++) {
        if (i + nulls > 0)
            buf_add_char(out, ',');
        real_add(out, (double)x[i], 9);
    }
    buf_add_char(out, ']');
}

static void continuation_add(Answering *a, const Continuation *c, Buf *out)
{
    buf_add_c(out, "{\"continuation\":");
    idline_add(out, c->ids, c->n);
    buf_add_c(out, ",\"text\":");
    buf_clear(&a->text);
    if (a->prompts.tokenizer) {
        tokenizer_decode(a->prompts.tokenizer, c->ids, c->n, false, &a->text);
        jsonline_add(out, jsonline_text(buf_str(&a->text)));
        out->n--; /* the newline */
    } else {
        buf_add_c(out, "null");
    }
    buf_add_char(out, ',');
    reals_add(out, "logprobs", c->logprob, c->n, 0);
    buf_add_char(out, ',');
    reals_add(out, "margins", c->margin, c->n, 0);
    buf_add_c(out, "}\n");
}

static void truth_add(const PromptLine *l, const float *logprob, Buf *out)
{
    double sum = 0;
    for (size_t i = 0; i < l->n_truth; i++)
        sum += (double)logprob[i];
    buf_add_char(out, '{');
    reals_add(out, "logprobs", logprob, l->n_truth, l->unscored);
    buf_add_c(out, ",\"sum\":");
    real_add(out, sum, 17);
    buf_add_c(out, "}\n");
}

static void answer_free(Answer *x)
{
    idlist_free(&x->prompt.ids);
    buf_free(&x->line);
    *x = (Answer){0};
}

/* Writes what is finished at the front. */
static void answers_write(Answering *a)
{
    while (a->n > 0 && answer_at(a, a->front)->finished) {
        Answer *x = answer_at(a, a->front);
        if (a->e.kind != ERR_IO &&
            (fwrite(x->line.s, 1, x->line.n, stdout) != x->line.n || fflush(stdout) != 0))
            err_set_errno(&a->e, "the result cannot be written to standard output");
        answer_free(x);
        a->front++;
        a->n--;
    }
}

/* ---- the engine's callbacks ---- */

/* Reads the next line into the back of the ring. 1, 0 when there is no more. */
static int line_take(Answering *a)
{
    Str line;
    const int rc = linereader_next(&a->input, &line, &a->e);
    a->interrupted = a->interrupted || (rc < 0 && a->e.kind == ERR_NONE) || interrupt_asked();
    if (rc <= 0 || a->interrupted)
        return 0;
    if (a->n == a->capacity)
        ring_grow(a);
    Answer *x = answer_at(a, a->front + a->n);
    if (prompts_read(&a->prompts, line, &x->prompt, &a->e) != 0) {
        err_add(&a->e, "%s: line %" PRIu64, a->input.name, a->input.line);
        answer_free(x);
        return 0;
    }
    a->n++;
    return 1;
}

static bool next_prompt(void *ctx, Prompt *p)
{
    Answering *a = ctx;
    while (!a->ended && a->e.kind == ERR_NONE && line_take(a) > 0) {
        const uint64_t number = a->front + a->n - 1;
        Answer *x = answer_at(a, number);
        const PromptLine *l = &x->prompt;
        if (a->prompts.truth && l->n_truth == 0) { /* nothing to score: the engine is not asked */
            truth_add(l, NULL, &x->line);
            x->finished = true;
            answers_write(a);
            continue;
        }
        *p = (Prompt){.key = number, .prompt = l->ids.ids, .n_prompt = l->n_prompt};
        if (a->prompts.truth) {
            p->truth = l->ids.ids + l->n_prompt;
            p->n_truth = l->n_truth;
        }
        return true;
    }
    a->ended = true;
    return false;
}

static bool prompt_done(void *ctx, const Prompt *p, const Continuation *c)
{
    Answering *a = ctx;
    Answer *x = answer_at(a, p->key);
    if (a->prompts.truth)
        truth_add(&x->prompt, c->truth_logprob, &x->line);
    else
        continuation_add(a, c, &x->line);
    x->finished = true;
    answers_write(a);
    a->interrupted |= interrupt_asked();
    return a->e.kind != ERR_IO && !a->interrupted && !(a->logits && npy_failed(a->logits));
}

static void logits_row(void *ctx, const Prompt *p, size_t index, const float *row)
{
    Answering *a = ctx;
    (void)p;
    (void)index;
    npy_add(a->logits, row);
}

/* ---- the command ---- */

static int answer_all(Answering *a, const Checkpoint *c, const Options *o, Err *e)
{
    const GenerateOptions g = {
        .precision = o->precision,
        .continuation_tokens = o->truth ? 0 : o->continuation_tokens,
        .score_truth = o->truth,
        .n_threads = o->threads > 0 ? (int)o->threads : pool_processors(),
        .memory_bytes = generating_memory(o),
        /* one at a time, so that rows of logits come in the order of lines */
        .max_in_flight = a->logits ? 1 : o->in_flight,
        .prepend_bos = a->prompts.prepend_bos,
        .bos = a->prompts.prepend_bos ? tokenizer_bos(c->tokenizer) : 0,
        .next = next_prompt,
        .done = prompt_done,
        .logits = a->logits ? logits_row : NULL,
        .ctx = a,
    };
    Err engine = {0};
    const int rc = generate(c->model, &g, &engine);
    if (rc != 0 && engine.kind != ERR_NONE) {
        *e = engine;
        if (engine.kind == ERR_FORMAT)
            err_add(e, "%s (a document is a line)", a->input.name);
    } else if (a->e.kind != ERR_NONE) {
        *e = a->e;
    } else if (a->logits && !a->interrupted) {
        npy_finish(a->logits, e);
    }
    return e->kind == ERR_NONE && a->interrupted ? EXIT_INTERRUPTED : err_exit_code(e);
}

static void answering_free(Answering *a)
{
    for (uint64_t k = a->front; k < a->front + a->n; k++)
        answer_free(answer_at(a, k));
    free(a->ring);
    buf_free(&a->text);
    prompts_free(&a->prompts);
    linereader_free(&a->input);
    npy_close(a->logits);
}

static int check_options(const Options *o, Err *e)
{
    if (o->n_operands != 1)
        err_set(e, ERR_USAGE,
                "give one checkpoint: rote generate MODEL, prompts on standard input, one a line");
    else if (o->truth && o->json)
        err_set(e, ERR_USAGE, "--json is for prompts; --truth reads ids");
    else if (o->logits && o->in_flight > 1)
        err_set(e, ERR_USAGE, "--logits goes document by document: leave --in-flight away");
    else
        return 0;
    return -1;
}

int command_generate(const Options *o, Err *e)
{
    Checkpoint c = {0};
    if (check_options(o, e) != 0 || !kernel_name(e) ||
        checkpoint_open(&c, o->operands[0], true, e) != 0)
        return err_exit_code(e);
    Answering a = {.input = {.from = stdin, .name = "standard input"}, .front = 1};
    prompts_start(&a.prompts, o, c.model, c.tokenizer);
    int code = -1;
    if (o->logits)
        a.logits = npy_open(o->logits, model_info(c.model)->vocab, e);
    if (e->kind == ERR_NONE)
        code = answer_all(&a, &c, o, e);
    answering_free(&a);
    checkpoint_close(&c);
    return code >= 0 ? code : err_exit_code(e);
}
