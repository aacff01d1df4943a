/* The same bytes whatever the settings, on checkpoints where nearly every choice is nearly a tie:
 * threads, documents in flight, memory (weights packed once and on the fly), order of documents,
 * going on after a stop, stopping early; for each precision and each kernel of this processor, and
 * among all kernels whose arithmetic is the same. */
#include "tests/tinydocuments.h"

#include "detectors/detectors.h"

#include <stdlib.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { SANITIZED = 1 }; /* and slow */
#else
enum { SANITIZED = 0 };
#endif

/* More steps than a kernel adds up at once, so that it stops and goes on. */
enum { LONG_SUMS = 600 };

enum { EDITS = 2, DOCUMENTS = 16, STOP_AFTER = 6 };

static const int THREADS[] = {1, 2, 3};
static const size_t IN_FLIGHT[] = {1, 2, 7, 64};

/* Slow kernels run some of the settings, by steps that have no divisor in common with their number. */
static const struct {
    const char *name;
    size_t every;
} KERNELS[] = {{"amx", 1}, {"avx512bf16", 1}, {"avx512", 5}, {"avx2", 7}, {"portable", 23}};

/* Every combination of the first four; the last two come and go with the setting's number. */
typedef struct {
    int n_threads;
    size_t in_flight;
    bool large; /* memory: weights are packed once */
    bool early; /* ends what can match no more */
    bool reversed;
    bool stopped; /* after STOP_AFTER documents, and gone on with */
} Setting;

enum { N_SETTINGS = 3 * 4 * 2 * 2 };

static Setting setting_at(size_t i)
{
    return (Setting){.n_threads = THREADS[i % 3],
                     .in_flight = IN_FLIGHT[i / 3 % 4],
                     .large = i / 12 % 2,
                     .early = i / 24 % 2,
                     .reversed = (i + i / 3) % 2,
                     .stopped = (i + i / 12) % 3 == 1};
}

/* What the first run gave, of each arithmetic, for all others to be compared with. */
typedef struct {
    Precision precision;
    const char *arithmetic;
    Buf bytes[2]; /* whole, and stopped early */
} Reference;

typedef struct {
    const Model *model;
    const Documents *documents;
    Reference references[4];
    size_t n_references;
    size_t n_runs, n_packed, n_unpacked, n_near, n_choices, n_cut, n_kernels;
} Grid;

/* Gives out what is not done yet, and knows what is hopeless. */
typedef struct {
    Run run; /* first: callbacks get a Run */
    MatchBound bounds[DOCUMENTS];
} Worker;

static bool worker_next(void *ctx, Prompt *p)
{
    Worker *w = ctx;
    while (run_next(&w->run, p))
        if (w->run.results[p->key].n_done == 0)
            return true;
    return false;
}

static bool worker_hopeless(void *ctx, const Prompt *p, const uint32_t *ids, size_t n)
{
    Worker *w = ctx;
    MatchBound *b = &w->bounds[p->key];
    if (n == 1)
        matchbound_start(b, p->truth, p->n_truth, PLAIN.continuation_tokens, EDITS);
    matchbound_add(b, ids[n - 1]);
    return matchbound_hopeless(b);
}

/* Tokens of the document that comes first: generate() goes by them when it decides about packing. */
static size_t first_tokens(const Grid *g, bool reversed)
{
    const Prompt *p = &g->documents->prompts[reversed ? DOCUMENTS - 1 : 0];
    const size_t most = PLAIN.continuation_tokens;
    return 1 + p->n_prompt + (p->n_truth > most ? p->n_truth : most);
}

/* All documents in a setting; in two goes where it says so, the second in other settings. */
static void setting_run(Grid *g, const Setting *s, Precision precision, Worker *w)
{
    Err e = {0};
    const size_t tokens = first_tokens(g, s->reversed);
    GenerateOptions o = PLAIN;
    o.precision = precision;
    o.n_threads = s->n_threads;
    o.max_in_flight = s->in_flight;
    o.pack = false;
    o.memory_bytes = s->large ? MEMORY : generate_memory(g->model, &o, s->in_flight, tokens);
    o.pack = true;
    o.next = worker_next;
    o.done = run_done;
    o.hopeless = s->early ? worker_hopeless : NULL;
    o.ctx = w;
    w->run = (Run){.prompts = g->documents->prompts,
                   .n = DOCUMENTS,
                   .results = mem_zero(DOCUMENTS, sizeof(Result)),
                   .reversed = s->reversed,
                   .stop_after = s->stopped ? STOP_AFTER : 0};
    const int rc = generate(g->model, &o, &e);
    assert_int_equal(rc, s->stopped ? -1 : 0);
    assert_int_equal(e.kind, ERR_NONE);
    const bool packed = generate_packed(g->model, &o, tokens) > 0;
    if (packed && !s->large)
        fail_msg("weights are packed once in little memory");
    *(packed ? &g->n_packed : &g->n_unpacked) += 1;
    if (s->stopped) {
        assert_int_equal(w->run.n_done, STOP_AFTER);
        w->run.stop_after = 0;
        w->run.next = 0;
        w->run.reversed = !s->reversed;
        o.n_threads = 4 - s->n_threads;
        o.max_in_flight = 5;
        assert_int_equal(generate(g->model, &o, &e), 0);
    }
}

static Buf *reference_find(Grid *g, Precision precision, const char *arithmetic, bool early)
{
    for (size_t i = 0; i < g->n_references; i++)
        if (g->references[i].precision == precision &&
            strcmp(g->references[i].arithmetic, arithmetic) == 0)
            return &g->references[i].bytes[early];
    assert_true(g->n_references < 4);
    Reference *r = &g->references[g->n_references++];
    *r = (Reference){.precision = precision, .arithmetic = arithmetic};
    return &r->bytes[early];
}

static void worker_free(Worker *w)
{
    for (size_t i = 0; i < DOCUMENTS; i++)
        matchbound_free(&w->bounds[i]);
    run_free(&w->run);
    free(w);
}

/* Among equals the lowest id is taken; how many choices were nearly equal. */
static void result_look(Grid *g, const Result *r)
{
    g->n_choices += r->n;
    g->n_cut += r->cut;
    for (size_t k = 0; k < r->n; k++) {
        assert_true(r->margin[k] > 0 || r->ids[k] < r->runner_up[k]);
        g->n_near += r->margin[k] < 1e-5f;
    }
}

static void setting_compare(Grid *g, size_t number, Precision precision, const char *kernel,
                            const char *arithmetic)
{
    const Setting s = setting_at(number);
    Worker *w = mem_zero(1, sizeof *w);
    Buf bytes = {0}, *want = reference_find(g, precision, arithmetic, s.early);
    setting_run(g, &s, precision, w);
    run_bytes(&w->run, DOCUMENTS, &bytes);
    if (want->n > 0 && !str_equal(buf_str(want), buf_str(&bytes)))
        fail_msg("%s, %s, %d threads, %zu in flight, %s memory%s%s%s: other bytes",
                 precision == PRECISION_F32 ? "f32" : "bf16", kernel, s.n_threads, s.in_flight,
                 s.large ? "large" : "small", s.early ? ", early" : "",
                 s.reversed ? ", reversed" : "", s.stopped ? ", stopped" : "");
    if (want->n == 0) {
        buf_add_str(want, buf_str(&bytes));
        for (size_t i = 0; i < DOCUMENTS; i++)
            result_look(g, &w->run.results[i]);
    }
    g->n_runs++;
    buf_free(&bytes);
    worker_free(w);
}

/* Every `more`-th setting of those that each kernel runs. */
static void grid_run(Grid *g, size_t more)
{
    Err e = {0};
    for (size_t k = 0; k < sizeof KERNELS / sizeof *KERNELS; k++) {
        setenv("ROTE_KERNEL", KERNELS[k].name, 1);
        if (!kernel_name(&e)) { /* not this processor's */
            e = (Err){0};
            continue;
        }
        g->n_kernels++;
        const size_t every = KERNELS[k].every * more;
        for (int p = 0; p < 2; p++)
            for (size_t i = 0; i < N_SETTINGS; i += every)
                setting_compare(g, i, (Precision)p, KERNELS[k].name,
                                kernel_arithmetic((Precision)p, &e));
    }
    unsetenv("ROTE_KERNEL");
}

/* Rows of the embedding, which is the output layer too, that are the same or differ by 2e-6 in one
 * element: beside each other, and in different chunks of the vocabulary. */
static void settings_change_no_byte(void **state)
{
    static const TinyModel KINDS[] = {{.twins = 1, .apart = 2e-6f, .ffn = LONG_SUMS},
                                      {.twins = 300, .ffn = LONG_SUMS}};
    Documents *d = documents_make();
    for (size_t i = 0; i < (SANITIZED ? 1 : sizeof KINDS / sizeof *KINDS); i++) {
        Grid g = {.model = tinymodel_open(*state, &KINDS[i]), .documents = d};
        Run r = {0};
        must_generate(&r, g.model, PLAIN, d);
        truths_plant(d, &r);
        run_free(&r);
        grid_run(&g, SANITIZED ? 13 : i == 0 ? 1 : 5);
        printf("%zu runs with %zu kernels agree (%zu packed once, %zu on the fly); of %zu choices "
               "%zu had a margin below 1e-5\n",
               g.n_runs, g.n_kernels, g.n_packed, g.n_unpacked, g.n_choices, g.n_near);
        assert_true(g.n_packed > 0 && g.n_unpacked > 0 && g.n_cut > 0);
        assert_true(g.n_near > g.n_choices / 2 && g.n_runs > g.n_references);
        for (size_t k = 0; k < g.n_references; k++) {
            buf_free(&g.references[k].bytes[0]);
            buf_free(&g.references[k].bytes[1]);
        }
        model_close((Model *)g.model);
    }
    free(d);
}

/* Stopping early changes no flag, nor what is fragile. */
static void stopping_early_changes_no_flag(void **state)
{
    Documents *d = documents_make();
    Grid g = {.model = tinymodel_open(*state, &(TinyModel){.twins = 1, .apart = 2e-6f}),
              .documents = d};
    Run r = {0};
    for (size_t i = 0; i < N_DOCUMENTS; i++)
        d->prompts[i].n_truth = PLAIN.continuation_tokens;
    must_generate(&r, g.model, PLAIN, d);
    truths_plant(d, &r);
    run_free(&r);
    size_t n_exact = 0, n_fragile = 0, n_sure = 0;
    MatchBound b = {0};
    for (int p = 0; p < 2; p++) {
        Worker *both[2];
        for (int early = 0; early < 2; early++) {
            both[early] = mem_zero(1, sizeof *both[early]);
            setting_run(&g, &(Setting){2, 7, true, early, false, false}, (Precision)p, both[early]);
        }
        for (size_t i = 0; i < DOCUMENTS; i++) {
            const Prompt *q = &d->prompts[i];
            Match m[2];
            bool fragile[2];
            for (int early = 0; early < 2; early++) {
                const Result *k = &both[early]->run.results[i];
                const MatchChoices c = {k->ids,   k->margin,     k->runner_up,    k->n,
                                        k->ended, k->end_margin, k->end_runner_up};
                m[early] = match_tokens(k->ids, k->n, q->truth, q->n_truth, EDITS);
                matchbound_start(&b, q->truth, q->n_truth, PLAIN.continuation_tokens, EDITS);
                fragile[early] = match_fragile(&b, &m[early], &c, 0.5f);
            }
            assert_int_equal(m[0].exact, m[1].exact);
            assert_int_equal(m[0].approximate, m[1].approximate);
            assert_int_equal(fragile[0], fragile[1]);
            n_exact += m[0].exact;
            n_fragile += fragile[0];
            n_sure += !fragile[0];
        }
        worker_free(both[0]);
        worker_free(both[1]);
    }
    assert_true(n_exact > 0 && n_fragile > 0 && n_sure > 0);
    matchbound_free(&b);
    model_close((Model *)g.model);
    free(d);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, test_folder_make, test_folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(settings_change_no_byte),
        IN_FOLDER(stopping_early_changes_no_flag),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
