/* Generation: the known answers of a trained checkpoint, the same bytes under every setting, truth
 * scoring, ties, and what is refused. */
#include "tests/tinydocuments.h"

#include "infer/forward.h"

#include <jansson.h>
#include <math.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { TRUTH_A_EACH = 40 }; /* sanitizers are slow */
#else
enum { TRUTH_A_EACH = 1 };
#endif

/* Natural log-probabilities of the truth, teacher-forced row by row through forward(). */
static void score_directly(const Model *m, const Prompt *p, float *logprob)
{
    Err e = {0};
    Pool *pool = pool_open(1, &e);
    Session *s = session_open(m, kernel_choose(&e), PRECISION_F32, false, pool);
    const size_t n = 1 + p->n_prompt + p->n_truth;
    KvCache kv = kvcache_make(&m->config, n);
    session_reserve(s, n);
    for (size_t i = 0; i + 1 < n; i++) {
        const size_t decides = i + 1 >= 1 + p->n_prompt ? i - p->n_prompt : SIZE_MAX;
        HeadResult result;
        const Row row = {.kv = &kv,
                         .token = i == 0             ? BOS
                                  : i <= p->n_prompt ? p->prompt[i - 1]
                                                     : p->truth[i - 1 - p->n_prompt],
                         .position = (uint32_t)i,
                         .head = decides != SIZE_MAX,
                         .target = decides != SIZE_MAX ? p->truth[decides] : HEAD_NO_TARGET};
        forward(s, &row, 1, &result);
        if (row.head)
            logprob[decides] = result.target_logprob;
    }
    kvcache_free(&kv);
    session_close(s);
    pool_close(pool);
}

/* ---- tests ---- */

typedef struct {
    uint32_t prompt[50], truth[50], generated[50];
    size_t n_prompt, n_truth, n_generated;
    double truth_logprob, min_margin;
} Known;

static size_t ids_read(const json_t *line, const char *key, uint32_t *ids)
{
    const json_t *a = json_object_get(line, key);
    assert_true(json_is_array(a) && json_array_size(a) <= 50);
    for (size_t i = 0; i < json_array_size(a); i++)
        ids[i] = (uint32_t)json_integer_value(json_array_get(a, i));
    return json_array_size(a);
}

static Known *known_read(const char *path, size_t *n)
{
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    Known *known = NULL;
    char *line = NULL;
    size_t room = 0, number = 0;
    for (*n = 0; getline(&line, &room, f) > 0;) {
        if (number++ % TRUTH_A_EACH != 0)
            continue;
        json_t *v = json_loads(line, 0, NULL);
        assert_non_null(v);
        known = mem_resize(known, *n + 1, sizeof *known);
        Known *k = &known[(*n)++];
        k->n_prompt = ids_read(v, "prompt", k->prompt);
        k->n_truth = ids_read(v, "truth", k->truth);
        k->n_generated = ids_read(v, "generated", k->generated);
        k->truth_logprob = json_number_value(json_object_get(v, "truth_logprob"));
        k->min_margin = json_number_value(json_object_get(v, "min_margin"));
        json_decref(v);
    }
    free(line);
    fclose(f);
    return known;
}

/* Every document of truth-a: the ids unless the choice was nearly a tie, the truth's
 * log-probability, the margin (the reference went on after an end of sequence, so there it is only
 * an upper bound for us to stay above). */
static void known_answers_are_given(void **state)
{
    (void)state;
    test_need(SHARED_DATA "/truth-a/expected.jsonl");
    Err e = {0};
    size_t n, near = 0, turned = 0;
    Known *known = known_read(SHARED_DATA "/truth-a/expected.jsonl", &n);
    Prompt *prompts = mem_zero(n, sizeof *prompts);
    for (size_t i = 0; i < n; i++)
        prompts[i] =
            (Prompt){i, known[i].prompt, known[i].n_prompt, known[i].truth, known[i].n_truth};
    Model *m = model_open(SHARED_DATA "/truth-a/model", &e);
    assert_non_null(m);
    GenerateOptions o = PLAIN;
    o.continuation_tokens = 50;
    Run r = {0};
    assert_int_equal(run_generate(&r, m, o, prompts, n, &e), 0);
    for (size_t i = 0; i < n; i++) {
        const Known *k = &known[i];
        const Result *got = &r.results[i];
        double sum = 0;
        for (size_t j = 0; j < got->n_truth; j++)
            sum += (double)got->truth_logprob[j];
        if (!(got->truth_scored && fabs(sum - k->truth_logprob) < 1e-3))
            fail_msg("document %zu: truth %f, want %f", i, sum, k->truth_logprob);
        near += k->min_margin <= 1e-3;
        if (k->min_margin <= 1e-3 && (got->n != k->n_generated ||
                                      memcmp(got->ids, k->generated, got->n * sizeof *got->ids))) {
            turned++;
            continue;
        }
        assert_int_equal(got->n, k->n_generated);
        assert_memory_equal(got->ids, k->generated, got->n * sizeof *got->ids);
        assert_int_equal(got->ended, got->n < 50);
        const double off = (double)got->min_margin - k->min_margin;
        if (!(got->ended ? off > -1e-3 : fabs(off) < 1e-3))
            fail_msg("document %zu: margin %f, want %f", i, (double)got->min_margin, k->min_margin);
    }
    printf("%zu documents agree; %zu were near a tie, of which %zu went another way\n", n - turned,
           near, turned);
    assert_true(near < n / 20 + 1);
    run_free(&r);
    model_close(m);
    free(prompts);
    free(known);
}

typedef struct {
    int n_threads;
    size_t n_documents, max_in_flight, memory_bytes;
    bool reversed;
    const char *kernel;
} Setting;

/* Compares all settings with the first. The plain kernel is slow and gets a few documents. */
static void settings_compare(const Model *m, const Documents *d)
{
    static const Setting SETTINGS[] = {
        {1, N_DOCUMENTS, 1, MEMORY, false, "avx512"}, {2, N_DOCUMENTS, 7, MEMORY, false, "avx512"},
        {3, N_DOCUMENTS, 64, MEMORY, true, "avx512"}, {2, N_DOCUMENTS, 0, 0, true, "avx512"},
        {1, N_DOCUMENTS, 0, MEMORY, true, "avx512"},  {3, N_DOCUMENTS, 7, MEMORY, true, "avx2"},
        {2, N_DOCUMENTS, 64, 0, false, "avx2"},       {1, N_DOCUMENTS, 1, MEMORY, false, "avx2"},
        {3, 5, 100000, MEMORY, false, "portable"},    {1, 5, 2, MEMORY, true, "portable"},
    };
    Buf all[N_DOCUMENTS + 1] = {0}; /* [n]: the bytes of the first n documents */
    size_t n_compared = 0;
    for (size_t i = 0; i < sizeof SETTINGS / sizeof *SETTINGS; i++) {
        const Setting *s = &SETTINGS[i];
        Err e = {0};
        setenv("ROTE_KERNEL", s->kernel, 1);
        if (!kernel_name(&e)) /* not this processor's */
            continue;
        GenerateOptions o = PLAIN;
        o.n_threads = s->n_threads;
        o.max_in_flight = s->max_in_flight;
        o.memory_bytes = s->memory_bytes;
        Run r = {.reversed = s->reversed};
        if (run_generate(&r, m, o, d->prompts, s->n_documents, &e) != 0)
            fail_msg("%s", e.text);
        for (size_t n = 5; n <= s->n_documents; n += N_DOCUMENTS - 5) {
            Buf bytes = {0};
            run_bytes(&r, n, &bytes);
            if (all[n].n == 0) {
                all[n] = bytes;
                continue;
            }
            if (!str_equal(buf_str(&bytes), buf_str(&all[n])))
                fail_msg("setting %zu (%s, %d threads) gives other bytes", i, s->kernel,
                         s->n_threads);
            n_compared++;
            buf_free(&bytes);
        }
        run_free(&r);
    }
    unsetenv("ROTE_KERNEL");
    for (size_t n = 0; n <= N_DOCUMENTS; n++)
        buf_free(&all[n]);
    assert_true(n_compared > 0);
}

static void settings_change_nothing(void **state)
{
    Documents *d = documents_make();
    const TinyModel kinds[] = {{0}, {.twins = 1}};
    for (size_t i = 0; i < 2; i++) {
        Model *m = tinymodel_open(*state, &kinds[i]);
        Run r = {0};
        must_generate(&r, m, PLAIN, d);
        truths_plant(d, &r);
        run_free(&r);
        settings_compare(m, d);
        model_close(m);
    }
    free(d);
}

/* Twins have equal logits, beside each other or in different chunks of the vocabulary: the lower id
 * is taken, and the margin is exactly nothing. */
static void ties_go_to_the_lowest_id(void **state)
{
    Documents *d = documents_make();
    static const size_t DISTANCES[] = {1, 300};
    for (size_t t = 0; t < 2; t++) {
        Model *m = tinymodel_open(*state, &(TinyModel){.twins = DISTANCES[t]});
        Run r = {0};
        must_generate(&r, m, PLAIN, d);
        size_t n_tied = 0;
        for (size_t i = 0; i < N_DOCUMENTS; i++)
            for (size_t j = 0; j < r.results[i].n; j++) {
                const size_t id = r.results[i].ids[j];
                const bool has_twin = id + DISTANCES[t] < TINY_VOCAB;
                assert_int_equal(id / DISTANCES[t] % 2, 0);
                assert_true((r.results[i].margin[j] == 0) == has_twin);
                if (has_twin && r.results[i].runner_up[j] != CONTINUATION_END)
                    assert_int_equal(r.results[i].runner_up[j], id + DISTANCES[t]);
                n_tied += has_twin;
            }
        assert_true(n_tied > 100);
        run_free(&r);
        model_close(m);
    }
    free(d);
}

/* The truth's log-probabilities are the bits of teacher forcing, wherever the continuation leaves
 * the truth; and where it never does, they are the continuation's own. */
static void truth_is_scored_as_if_alone(void **state)
{
    Documents *d = documents_make();
    Model *m = tinymodel_open(*state, &(TinyModel){0});
    Run r = {0};
    must_generate(&r, m, PLAIN, d);
    truths_plant(d, &r);
    run_free(&r);
    must_generate(&r, m, PLAIN, d);
    size_t whole = 0, n_long = 0;
    for (size_t i = 0; i < N_DOCUMENTS; i++) {
        const Result *k = &r.results[i];
        const Prompt *p = &d->prompts[i];
        float want[MOST_TOKENS];
        assert_int_equal(k->n_truth, p->n_truth);
        assert_int_equal(k->truth_scored, p->n_truth > 0);
        score_directly(m, p, want);
        assert_memory_equal(k->truth_logprob, want, p->n_truth * sizeof *want);
        n_long += p->n_truth > PLAIN.continuation_tokens;
        if (p->n_truth > 0 && p->n_truth <= k->n &&
            memcmp(k->ids, p->truth, p->n_truth * sizeof *k->ids) == 0) {
            whole++;
            assert_memory_equal(k->truth_logprob, k->logprob, p->n_truth * sizeof *want);
        }
    }
    assert_true(whole >= 5 && n_long > 0);

    GenerateOptions o = PLAIN; /* scoring only */
    o.continuation_tokens = 0;
    Run only = {0};
    must_generate(&only, m, o, d);
    for (size_t i = 0; i < N_DOCUMENTS; i++) {
        assert_int_equal(only.results[i].n, 0);
        assert_memory_equal(only.results[i].truth_logprob, r.results[i].truth_logprob,
                            d->prompts[i].n_truth * sizeof(float));
    }
    run_free(&only);
    o = PLAIN; /* generating only: the same continuations */
    o.score_truth = false;
    must_generate(&only, m, o, d);
    for (size_t i = 0; i < N_DOCUMENTS; i++) {
        assert_false(only.results[i].truth_scored);
        assert_int_equal(only.results[i].n, r.results[i].n);
        assert_memory_equal(only.results[i].ids, r.results[i].ids, r.results[i].n * 4);
        assert_memory_equal(only.results[i].margin, r.results[i].margin, r.results[i].n * 4);
    }
    run_free(&only);
    run_free(&r);
    model_close(m);
    free(d);
}

/* What a caller sees of the logits: the choice and its log-probability by plain loops. */
typedef struct {
    Run run; /* first: callbacks get a Run */
    size_t n[N_DOCUMENTS];
    uint32_t best[N_DOCUMENTS][MOST_TOKENS], second[N_DOCUMENTS][MOST_TOKENS];
    float logprob[N_DOCUMENTS][MOST_TOKENS], truth_logprob[N_DOCUMENTS][MOST_TOKENS];
} Seen;

/* The largest but id `without`. */
static size_t best_of(const float *row, size_t without)
{
    size_t best = without == 0;
    for (size_t i = best + 1; i < TINY_VOCAB; i++)
        best = row[i] > row[best] && i != without ? i : best;
    return best;
}

static void see_logits(void *ctx, const Prompt *p, size_t index, const float *row)
{
    Seen *s = ctx;
    const size_t best = best_of(row, SIZE_MAX);
    double sum = 0;
    for (size_t i = 0; i < TINY_VOCAB; i++)
        sum += exp((double)row[i] - (double)row[best]);
    assert_int_equal(index, s->n[p->key]++); /* in order, none twice */
    s->best[p->key][index] = (uint32_t)best;
    s->second[p->key][index] = (uint32_t)best_of(row, best);
    s->logprob[p->key][index] = (float)-log(sum);
    if (index < p->n_truth)
        s->truth_logprob[p->key][index] =
            (float)((double)row[p->truth[index]] - (double)row[best] - log(sum));
}

static void logits_are_shown(void **state)
{
    Model *m = tinymodel_open(*state, &(TinyModel){0});
    Documents *d = documents_make();
    GenerateOptions o = PLAIN;
    Err e = {0};
    d->prompts[3].n_prompt = 0; /* BOS alone */
    o.logits = see_logits;
    for (int truth_only = 0; truth_only < 2; truth_only++) {
        Seen s = {0};
        o.continuation_tokens = truth_only ? 0 : 20;
        assert_int_equal(run_generate(&s.run, m, o, d->prompts, N_DOCUMENTS, &e), 0);
        for (size_t i = 0; i < N_DOCUMENTS; i++) {
            const Result *r = &s.run.results[i];
            assert_int_equal(s.n[i], truth_only ? d->prompts[i].n_truth : r->n + r->ended);
            for (size_t j = 0; j < r->n; j++) {
                assert_int_equal(s.best[i][j], r->ids[j]);
                assert_int_equal(s.second[i][j], r->runner_up[j]);
                assert_true(fabsf(s.logprob[i][j] - r->logprob[j]) < 1e-5f);
            }
            for (size_t j = 0; truth_only && j < r->n_truth; j++)
                assert_true(fabsf(s.truth_logprob[i][j] - r->truth_logprob[j]) < 1e-4f);
        }
        run_free(&s.run);
    }
    model_close(m);
    free(d);
}

/* A prompt longer than a step is fed in pieces. */
static void long_prompts_are_fed_in_pieces(void **state)
{
    enum { LONG = FORWARD_ROWS + 100 };
    uint32_t ids[LONG], truth[3] = {5, 6, 7};
    uint64_t seed = 3;
    for (size_t i = 0; i < LONG; i++)
        ids[i] = random_next(&seed) % TINY_VOCAB;
    const Prompt prompts[] = {
        {.prompt = ids, .n_prompt = LONG, .truth = truth, .n_truth = 3},
        {.prompt = ids + 1, .n_prompt = LONG - 1, .truth = truth, .n_truth = 3},
        {.prompt = ids, .n_prompt = 4, .truth = truth, .n_truth = 3},
    };
    Model *m = tinymodel_open(*state, &(TinyModel){0});
    Run r = {0};
    Err e = {0};
    assert_int_equal(run_generate(&r, m, PLAIN, prompts, 3, &e), 0);
    for (size_t i = 0; i < 3; i++) {
        float want[3];
        score_directly(m, &prompts[i], want);
        assert_memory_equal(r.results[i].truth_logprob, want, sizeof want);
    }
    run_free(&r);
    model_close(m);
}

static void refuse(const Model *m, GenerateOptions o, Prompt p, ErrKind kind, const char *says)
{
    Err e = {0};
    Run r = {0};
    if (run_generate(&r, m, o, &p, 1, &e) != -1 || e.kind != kind || !strstr(e.text, says))
        fail_msg("want \"%s\", got %d: %s", says, e.kind, e.text);
    run_free(&r);
}

static void bad_documents_are_refused(void **state)
{
    const uint32_t good[] = {1, 2, 3}, bad[] = {1, TINY_VOCAB, 3};
    Model *m = tinymodel_open(*state, &(TinyModel){0});
    GenerateOptions o = PLAIN;
    const Prompt p = {.prompt = good, .n_prompt = 3};
    refuse(m, o, (Prompt){.prompt = bad, .n_prompt = 3}, ERR_FORMAT,
           "token 1 of the prompt is 531, but the model's vocabulary has 531");
    refuse(m, o, (Prompt){.prompt = good, .n_prompt = 3, .truth = bad, .n_truth = 2}, ERR_FORMAT,
           "token 1 of the truth is 531");
    o.prepend_bos = false;
    refuse(m, o, (Prompt){.prompt = good}, ERR_FORMAT,
           "the prompt is empty, and no BOS stands before it");
    o = PLAIN;
    o.bos = TINY_VOCAB;
    refuse(m, o, p, ERR_FORMAT, "BOS id is 531, but the model's vocabulary has 531");
    o = PLAIN;
    o.continuation_tokens = TINY_CONTEXT - 3;
    refuse(m, o, p, ERR_FORMAT, "701 tokens are more than the model's context of 700");
    o = PLAIN;
    setenv("ROTE_KERNEL", "abacus", 1);
    refuse(m, o, p, ERR_USAGE, "ROTE_KERNEL is \"abacus\"");
    unsetenv("ROTE_KERNEL");
    model_close(m);
}

static void logits_that_are_not_numbers_are_refused(void **state)
{
    const uint32_t ids[] = {1, 2, 3};
    static const char *const POISONED[] = {
        "model.embed_tokens.weight", "model.layers.0.self_attn.v_proj.weight",
        "model.layers.1.mlp.down_proj.weight", "model.layers.1.input_layernorm.weight",
        "model.norm.weight"};
    for (size_t i = 0; i < sizeof POISONED / sizeof *POISONED; i++) {
        Model *m = tinymodel_open(*state, &(TinyModel){.poison = POISONED[i]});
        refuse(m, PLAIN, (Prompt){.prompt = ids, .n_prompt = 3}, ERR_FORMAT,
               "document 0: the logit of token ");
        refuse(m, PLAIN, (Prompt){.prompt = ids, .n_prompt = 3}, ERR_FORMAT,
               "after position 3 is not finite");
        model_close(m);
    }
}

static void stopping_is_not_an_error(void **state)
{
    Documents *d = documents_make();
    Model *m = tinymodel_open(*state, &(TinyModel){0});
    Run r = {.stop_after = 5};
    Err e = {0};
    assert_int_equal(run_generate(&r, m, PLAIN, d->prompts, N_DOCUMENTS, &e), -1);
    assert_int_equal(e.kind, ERR_NONE);
    assert_int_equal(r.n_done, 5);
    run_free(&r);
    r = (Run){0}; /* no documents at all */
    assert_int_equal(run_generate(&r, m, PLAIN, d->prompts, 0, &e), 0);
    run_free(&r);
    model_close(m);
    free(d);
}

/* Counts documents that were asked for and are not done. */
typedef struct {
    Run run;
    size_t now, most;
} Watch;

static bool watch_next(void *ctx, Prompt *p)
{
    Watch *w = ctx;
    if (!run_next(&w->run, p))
        return false;
    w->now++;
    w->most = w->now > w->most ? w->now : w->most;
    return true;
}

static bool watch_done(void *ctx, const Prompt *p, const Continuation *c)
{
    Watch *w = ctx;
    w->now--;
    (void)c;
    return w->run.results[p->key].n_done++ == 0;
}

static void memory_decides_how_many(void **state)
{
    Model *m = tinymodel_open(*state, &(TinyModel){0});
    const uint32_t ids[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    Prompt prompts[64];
    for (size_t i = 0; i < 64; i++)
        prompts[i] = (Prompt){.prompt = ids, .n_prompt = 9};
    const size_t tokens = 1 + 9 + PLAIN.continuation_tokens;
    static const size_t COUNTS[] = {1, 2, 5, 33};
    for (size_t i = 0; i < 4; i++) {
        GenerateOptions o = PLAIN;
        o.memory_bytes = generate_memory(m, &o, COUNTS[i], tokens);
        assert_int_equal(generate_in_flight(m, &o, tokens), COUNTS[i]);
        Watch w = {.run = {.prompts = prompts, .n = 64}};
        w.run.results = mem_zero(64, sizeof *w.run.results);
        o.next = watch_next;
        o.done = watch_done;
        o.ctx = &w;
        Err e = {0};
        assert_int_equal(generate(m, &o, &e), 0);
        /* one more may be waiting */
        assert_in_range(w.most, COUNTS[i], COUNTS[i] + 1);
        free(w.run.results);
        o.memory_bytes--;
        assert_int_equal(generate_in_flight(m, &o, tokens), COUNTS[i] > 1 ? COUNTS[i] - 1 : 1);
        o.memory_bytes = SIZE_MAX;
        o.max_in_flight = COUNTS[i];
        assert_int_equal(generate_in_flight(m, &o, tokens), COUNTS[i]);
    }
    assert_true(generate_memory(m, &PLAIN, SIZE_MAX / 2, tokens) == SIZE_MAX);
    model_close(m);
}

/* Packing once is counted only where it was done: on a kernel that can, asked for, with room. */
static void packing_once_is_counted(void **state)
{
    Model *m = tinymodel_open(*state, &(TinyModel){0});
    Documents *d = documents_make();
    for (int pack = 0; pack < 2; pack++)
        for (int room = 0; room < 2; room++) {
            GenerateOptions o = PLAIN;
            Profile profile = {.packed_s = -1};
            Run r = {0};
            Err e = {0};
            o.precision = PRECISION_BF16;
            o.profile = &profile;
            o.pack = pack;
            o.memory_bytes = room ? (size_t)1 << 28 : 1;
            const bool packed = generate_packed(m, &o, 64) > 0;
            assert_true(!packed || (pack && room));
            assert_int_equal(run_generate(&r, m, o, d->prompts, 2, &e), 0);
            assert_int_equal(profile.packed_s > 0, packed);
            assert_true(profile.packed_s >= 0 && profile.packed_s <= profile.elapsed);
            run_free(&r);
        }
    free(d);
    model_close(m);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, test_folder_make, test_folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_answers_are_given),
        IN_FOLDER(settings_change_nothing),
        IN_FOLDER(ties_go_to_the_lowest_id),
        IN_FOLDER(truth_is_scored_as_if_alone),
        IN_FOLDER(long_prompts_are_fed_in_pieces),
        IN_FOLDER(logits_are_shown),
        IN_FOLDER(bad_documents_are_refused),
        IN_FOLDER(logits_that_are_not_numbers_are_refused),
        IN_FOLDER(stopping_is_not_an_error),
        IN_FOLDER(memory_decides_how_many),
        IN_FOLDER(packing_once_is_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
