/* bench_engine MODEL PRECISION MODE DOCUMENTS IN_FLIGHT THREADS MEMORY [SECONDS]: documents a
 * second that generate() reaches in the middle of an audit, and where the time goes.
 *
 *   MODEL      a checkpoint; its tokenizer is not needed: prompts are random ids
 *   PRECISION  f32 or bf16      IN_FLIGHT  documents side by side, 0: generate()'s own choice
 *   MODE       full: every document is 50 tokens after BOS, and 50 generated. early: one ends as
 *              soon as it cannot come within 5 edits of its truth. That is random, so nearly all do
 *              after 6 tokens: an audit of a corpus with few memorized documents
 *   DOCUMENTS  the run stops when so many are finished, or after SECONDS, whichever is first
 *   MEMORY     in bytes: GenerateOptions.memory_bytes
 *
 * Which figure is honest. An audit of 10,000 documents runs thousands of steps, and all but the
 * first and the last fifty look alike: each takes as many rows as it has room for, about half of
 * them prompts of documents that have just come, half one token of each document on its way. A
 * bench has time for a few dozen, so it must be in that state from the first and never leave it:
 *   - the documents of the first wave, in mode full, have a prompt of one token and are cut at ages
 *     spread evenly over a document's life, so that from the second step on documents come and go
 *     as they do for ever after. (Their attention sees fewer tokens: below 1% of the time.)
 *   - the run is stopped while documents still wait, so that no step runs half empty.
 * documents_per_s is then the rows fed a second over the rows of a document, 100 in mode full: a
 * document half done at the stop counts by what was done of it. finished_per_s is the rate at which
 * documents ended between the first quarter of them and the last step; the two agree where the
 * state was as steady as claimed. Packing weights once, before the first step, stands apart: an
 * audit pays for it once, whatever its length. What an audit has beside is its end, 50 steps that
 * empty: about half a percent of 10,000 documents.
 *
 * Prints "NAME FIGURE", a fact a line; for each part of a step "part SECONDS SHARE GFLOP/s NAME":
 * the seconds of all threads added, their share of all threads' time, GFLOP/s of all threads
 * together. The part "elsewhere" is threads waiting for each other, and what no part counts. */
#include "audit/base/arena.h"
#include "audit/base/clock.h"
#include "audit/base/mem.h"
#include "infer/infer.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PROMPT = 50, CONTINUATION = 50, MAX_EDITS = 5 };

/* Documents that ended in the same step. */
typedef struct {
    double at;
    size_t before; /* documents that ended earlier */
} Burst;

typedef struct {
    Arena documents; /* their ids, until the run is over */
    size_t vocab, n_first_wave, most;
    double seconds; /* 0: no limit */
    bool early;
    uint64_t n_begun;
    size_t n_finished, n_cut, n_ended;
    uint64_t choices, counted; /* tokens chosen in documents behind the first wave, and how many */
    double start;
    bool admitted; /* since the last document ended: so the next one ends in a later step */
    Burst *bursts; /* [n_bursts] */
    size_t n_bursts;
} Bench;

static uint64_t mixed(uint64_t x)
{
    x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
    return x ^ x >> 31;
}

/* The next document: prompt and truth are one block of random ids. */
static bool bench_next(void *ctx, Prompt *p)
{
    Bench *b = ctx;
    uint32_t *ids = arena_alloc(&b->documents, PROMPT + CONTINUATION, sizeof *ids);
    const uint64_t key = b->n_begun++;
    for (uint64_t i = 0; i < PROMPT + CONTINUATION; i++)
        ids[i] = (uint32_t)(mixed(key * (PROMPT + CONTINUATION) + i + 1) % b->vocab);
    *p = (Prompt){.key = key,
                  .prompt = ids,
                  .n_prompt = key < b->n_first_wave ? 1 : PROMPT,
                  .truth = ids + PROMPT,
                  .n_truth = CONTINUATION};
    b->admitted = true;
    return true;
}

static bool bench_done(void *ctx, const Prompt *p, const Continuation *c)
{
    Bench *b = ctx;
    const double now = clock_seconds();
    if (b->admitted) {
        b->bursts = mem_resize(b->bursts, b->n_bursts + 1, sizeof *b->bursts);
        b->bursts[b->n_bursts++] = (Burst){now, b->n_finished};
        b->admitted = false;
    }
    b->n_finished++;
    b->n_ended += c->ended;
    b->n_cut += !c->ended && c->n < CONTINUATION;
    if (p->key >= b->n_first_wave) {
        b->choices += c->n + c->ended;
        b->counted++;
    }
    return b->n_finished < b->most && (b->seconds <= 0 || now - b->start < b->seconds);
}

/* The least number of edits between the truth and any continuation of at most CONTINUATION tokens
 * that begins with ids[0..n). row[j]: edits between ids[0..n) and truth[0..j); what is left of the
 * truth may follow for nothing as far as there is room, that is less the n - j by which ids are
 * ahead. */
static size_t least_edits(const uint32_t *ids, size_t n, const uint32_t *truth)
{
    size_t row[CONTINUATION + 1];
    for (size_t j = 0; j <= CONTINUATION; j++)
        row[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= CONTINUATION; j++) {
            const size_t above = row[j], other = ids[i - 1] != truth[j - 1];
            size_t least = diagonal + other;
            least = above + 1 < least ? above + 1 : least;
            row[j] = row[j - 1] + 1 < least ? row[j - 1] + 1 : least;
            diagonal = above;
        }
    }
    size_t best = SIZE_MAX;
    for (size_t j = 0; j <= CONTINUATION; j++) {
        const size_t ahead = n > j ? n - j : 0, all = row[j] + ahead;
        best = all < best ? all : best;
    }
    return best;
}

static bool bench_hopeless(void *ctx, const Prompt *p, const uint32_t *ids, size_t n)
{
    const Bench *b = ctx;
    if (p->key < b->n_first_wave)
        return n > p->key * CONTINUATION / b->n_first_wave;
    return b->early && least_edits(ids, n, p->truth) > MAX_EDITS;
}

/* Multiply-adds times two of a row, and of a row of the output layer: what MEASURES and the issue
 * count, with three matrices in the feed-forward half as every shape of bigcheckpoint has. */
static double row_flops(const ModelInfo *m)
{
    const double attention =
        (double)m->dim * (double)m->head_dim * (double)(2 * m->n_heads + 2 * m->n_kv_heads);
    return 2 * (double)m->n_layers * (attention + 3 * (double)m->dim * (double)m->ffn_dim);
}

static double head_flops(const ModelInfo *m)
{
    return 2 * (double)m->dim * (double)m->vocab;
}

/* Documents a second that ended between the first quarter and the last step; 0 where too few did.
 * The documents of the last burst are not all there: the run was stopped in it. */
static double finished_rate(const Bench *b)
{
    size_t first = 0;
    while (first < b->n_bursts && b->bursts[first].before < b->n_finished / 4)
        first++;
    if (first + 2 >= b->n_bursts)
        return 0;
    const Burst *from = &b->bursts[first], *to = &b->bursts[b->n_bursts - 2];
    const size_t n = to[1].before - from[1].before;
    return (double)n / (to->at - from->at);
}

static void parts_print(const Profile *p, double steady, int n_threads)
{
    const double all = steady * n_threads;
    double rest = all;
    for (int i = 0; i < PARTS; i++) {
        const double s = p->seconds[i];
        printf("part %.3f %.4f %.1f %s\n", s, s / all,
               s > 0 ? p->flops[i] / s * n_threads / 1e9 : 0, part_name((Part)i));
        rest -= s;
    }
    printf("part %.3f %.4f 0.0 elsewhere\n", rest, rest / all);
}

static void facts_print(const Bench *b, const GenerateOptions *o, const ModelInfo *m)
{
    const Profile *p = o->profile;
    const double steady = p->elapsed - p->packed_s;
    const double choices =
        b->early && b->counted ? (double)b->choices / (double)b->counted : CONTINUATION;
    const double rows = (o->prepend_bos ? 1 : 0) + PROMPT + choices - 1;
    const double work = rows * row_flops(m) + choices * head_flops(m);
    const double rate = (double)p->rows / rows / steady;
    double counted = 0;
    for (int i = 0; i < PARTS; i++)
        counted += p->flops[i];
    printf("documents_per_s %.4f\n", rate);
    printf("finished_per_s %.4f\n", finished_rate(b));
    printf("gflops %.1f\n", rate * work / 1e9);
    printf("counted_gflops %.1f\n", counted / steady / 1e9);
    printf("document_gflop %.1f\n", work / 1e9);
    printf("document_rows %.1f\n", rows);
    printf("elapsed_s %.3f\npack_once_s %.3f\n", p->elapsed, p->packed_s);
    printf("steps %" PRIu64 "\nrows %" PRIu64 "\nhead_rows %" PRIu64 "\n", p->steps, p->rows,
           p->head_rows);
    printf("rows_per_step %.1f\n", (double)p->rows / (double)p->steps);
    printf("finished %zu\ncut %zu\nended %zu\n", b->n_finished, b->n_cut, b->n_ended);
    parts_print(p, steady, o->n_threads);
}

static int engine_run(const Model *model, GenerateOptions *o, Bench *b, Err *e)
{
    Profile profile = {0};
    o->profile = &profile;
    o->pack = true;
    o->continuation_tokens = CONTINUATION;
    o->prepend_bos = true;
    o->next = bench_next;
    o->done = bench_done;
    o->ctx = b;
    const size_t in_flight = generate_in_flight(model, o, 1 + PROMPT + CONTINUATION);
    o->hopeless = bench_hopeless;
    b->n_first_wave = b->early ? 0 : in_flight;
    b->vocab = model_info(model)->vocab;
    b->start = clock_seconds();
    const int rc = generate(model, o, e);
    const bool failed = rc != 0 && e->kind != ERR_NONE; /* stopped by bench_done: of no kind */
    if (!failed) {
        printf("in_flight %zu\n", in_flight);
        facts_print(b, o, model_info(model));
    }
    free(b->bursts);
    arena_free(&b->documents);
    return failed ? -1 : 0;
}

static bool arguments_read(int argc, char **argv, GenerateOptions *o, Bench *b)
{
    if (argc < 8 || argc > 9)
        return false;
    const bool bf16 = strcmp(argv[2], "bf16") == 0;
    b->early = strcmp(argv[3], "early") == 0;
    o->precision = bf16 ? PRECISION_BF16 : PRECISION_F32;
    b->most = strtoull(argv[4], NULL, 10);
    o->max_in_flight = strtoull(argv[5], NULL, 10);
    o->n_threads = atoi(argv[6]);
    o->memory_bytes = strtoull(argv[7], NULL, 10);
    b->seconds = argc == 9 ? strtod(argv[8], NULL) : 0;
    return (bf16 || strcmp(argv[2], "f32") == 0) && (b->early || strcmp(argv[3], "full") == 0) &&
           b->most > 0 && o->n_threads > 0;
}

int main(int argc, char **argv)
{
    Err e = {0};
    GenerateOptions o = {0};
    Bench b = {0};
    if (!arguments_read(argc, argv, &o, &b)) {
        fprintf(stderr, "usage: bench_engine MODEL f32|bf16 full|early DOCUMENTS IN_FLIGHT THREADS "
                        "MEMORY [SECONDS]\n");
        return 2;
    }
    const double start = clock_seconds();
    Model *model = model_open(argv[1], &e);
    const double open_s = clock_seconds() - start;
    const char *kernel = model ? kernel_name(&e) : NULL;
    if (!kernel || engine_run(model, &o, &b, &e) != 0) {
        fprintf(stderr, "bench_engine: %s\n", e.text);
        model_close(model);
        return 1;
    }
    printf("kernel %s\nopen_s %.3f\nthreads %d\n", kernel, open_s, o.n_threads);
    model_close(model);
    return 0;
}
