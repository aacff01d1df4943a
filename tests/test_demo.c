/* The demo against what transformers wrote: tests/demo/expected.jsonl (made by check_demo.py), some
 * documents of each source: where each lies in its shard, its ids, and its greedy continuation. */
#include "tests/engine.h"

#include "audit/base/file.h"

#include <jansson.h>

/* Below this gap between the best and the second logit another order of summation may choose the
 * other one: float32 logits of this model agree to about 1e-5. */
static const double margin_that_decides = 1e-4;

/* The lines of a file as an array of objects. */
static json_t *lines_of(const char *path)
{
    Buf text = {0};
    Err e = {0};
    assert_int_equal(file_read(path, &text, &e), 0);
    json_t *all = json_array();
    for (char *line = (char *)(uintptr_t)buf_cstr(&text), *end; (end = strchr(line, '\n'));
         line = end + 1) {
        json_t *j = json_loadb(line, (size_t)(end - line), 0, NULL);
        assert_non_null(j);
        json_array_append_new(all, j);
    }
    buf_free(&text);
    return all;
}

static char *key_of(const json_t *j)
{
    Buf b = {0};
    buf_printf(&b, "%s/%s/%lld", json_string_value(json_object_get(j, "source")),
               json_string_value(json_object_get(j, "shard")),
               (long long)json_integer_value(json_object_get(j, "ordinal")));
    char *key = mem_copy(buf_str(&b).s, b.n);
    buf_free(&b);
    return key;
}

static void sample_has_the_expected_documents(void **state)
{
    const char *build = getenv("BUILD");
    char command[1024];
    snprintf(command, sizeof command,
             "%s/rote sample --quiet --model tests/demo/gemma-demo --out %s/s --documents 1000000"
             " --source letters='tests/demo/letters/*' contracts='tests/demo/contracts/*'"
             " code='tests/demo/code/*' records='tests/demo/records/*'",
             build ? build : "build", (const char *)*state);
    assert_int_equal(system(command), 0);
    char *path = test_path(*state, "s/samples.jsonl");
    json_t *have = json_object(), *lines = lines_of(path),
           *want = lines_of("tests/demo/expected.jsonl");
    assert_true(json_array_size(lines) > 40000);
    assert_int_equal(json_array_size(want), 240);
    for (size_t i = 0; i < json_array_size(lines); i++) {
        char *key = key_of(json_array_get(lines, i));
        json_object_set(have, key, json_array_get(lines, i));
        free(key);
    }
    for (size_t i = 0; i < json_array_size(want); i++) {
        static const char *const same[] = {"id", "prompt", "truth"};
        const json_t *w = json_array_get(want, i);
        char *key = key_of(w);
        for (size_t k = 0; k < sizeof same / sizeof *same; k++)
            if (!json_equal(json_object_get(w, same[k]),
                            json_object_get(json_object_get(have, key), same[k])))
                fail_msg("%s: %s differs", key, same[k]);
        free(key);
    }
    json_decref(have);
    json_decref(lines);
    json_decref(want);
    free(path);
}

static uint32_t *ids_of(const json_t *j, const char *field, size_t *n)
{
    const json_t *a = json_object_get(j, field);
    *n = json_array_size(a);
    uint32_t *ids = mem_alloc(*n, sizeof *ids);
    for (size_t i = 0; i < *n; i++)
        ids[i] = (uint32_t)json_integer_value(json_array_get(a, i));
    return ids;
}

static void continuations_are_those_of_transformers(void **state)
{
    (void)state;
    Err e = {0};
    Model *m = model_open("tests/demo/gemma-demo", &e);
    assert_non_null(m);
    json_t *want = lines_of("tests/demo/expected.jsonl");
    const size_t n = json_array_size(want);
    Prompt *prompts = mem_zero(n, sizeof *prompts);
    Run run = {.prompts = prompts, .results = mem_zero(n, sizeof *run.results), .n = n};
    for (size_t i = 0; i < n; i++)
        prompts[i].prompt = ids_of(json_array_get(want, i), "prompt", &prompts[i].n_prompt);
    const GenerateOptions o = {.continuation_tokens = 50,
                               .n_threads = 2,
                               .memory_bytes = (size_t)1 << 28,
                               .prepend_bos = true,
                               .bos = 2,
                               .next = run_next,
                               .done = run_done,
                               .ctx = &run};
    assert_int_equal(generate(m, &o, &e), 0);
    size_t compared = 0;
    for (size_t i = 0; i < n; i++) {
        const json_t *w = json_array_get(want, i);
        if (json_number_value(json_object_get(w, "min_margin")) >= margin_that_decides) {
            size_t n_ids;
            uint32_t *ids = ids_of(w, "generated", &n_ids);
            assert_int_equal(run.results[i].n, n_ids);
            assert_memory_equal(run.results[i].ids, ids, n_ids * sizeof *ids);
            free(ids);
            compared++;
        }
        free(run.results[i].ids);
        free(run.results[i].logprob);
        free(run.results[i].margin);
        free(run.results[i].truth_logprob);
        free((void *)(uintptr_t)prompts[i].prompt);
    }
    assert_true(compared > n * 9 / 10);
    free(run.results);
    free(prompts);
    json_decref(want);
    model_close(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sample_has_the_expected_documents, test_folder_make,
                                        test_folder_remove),
        cmocka_unit_test(continuations_are_those_of_transformers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
