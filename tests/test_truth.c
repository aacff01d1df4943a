/* An audit whose answer is known: ../shared/data/truth-a, every document of it, through the program
 * itself. */
#include "tests/testing.h"

#include "audit/base/buf.h"
#include "audit/base/err.h"
#include "audit/base/file.h"

#include <jansson.h>
#include <math.h>
#include <unistd.h>

#define TRUTH SHARED_DATA "/truth-a"

/* Where the best and the second logit are closer than this, another order of summation may choose
 * the other one (README of the shared data). */
static const double margin_that_decides = 1e-3;

static json_t *lines_of(const char *path, bool by_document)
{
    Buf text = {0};
    Err e = {0};
    assert_int_equal(file_read(path, &text, &e), 0);
    json_t *all = json_object();
    for (char *line = (char *)(uintptr_t)buf_cstr(&text), *end; (end = strchr(line, '\n'));
         line = end + 1) {
        json_t *j = json_loadb(line, (size_t)(end - line), 0, NULL);
        assert_non_null(j);
        Buf key = {0};
        const char *id = json_string_value(json_object_get(j, "id"));
        const size_t n = strlen(id) - (by_document && strstr(id, ".py") ? 3 : 0);
        buf_printf(&key, "%s/%.*s", json_string_value(json_object_get(j, "source")), (int)n, id);
        assert_null(json_object_get(all, buf_cstr(&key)));
        json_object_set_new(all, buf_cstr(&key), j);
        buf_free(&key);
    }
    buf_free(&text);
    return all;
}

static void compare(const char *key, const json_t *want, const json_t *have)
{
    static const char *const same[][2] = {{"prompt", "prompt"},
                                          {"truth", "truth"},
                                          {"generated", "continuation"},
                                          {"edit_distance", "edit_distance"},
                                          {"exact", "exact"},
                                          {"approximate", "approximate"}};
    const double margin = json_number_value(json_object_get(want, "min_margin"));
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        if (i >= 2 && margin < margin_that_decides)
            continue;
        if (!json_equal(json_object_get(want, same[i][0]), json_object_get(have, same[i][1])))
            fail_msg("%s: %s differs", key, same[i][1]);
    }
    const double lp = json_number_value(json_object_get(want, "truth_logprob"));
    const double have_lp = json_number_value(json_object_get(have, "truth_logprob"));
    if (!(fabs(lp - have_lp) <= 1e-4 * (1 + fabs(lp))))
        fail_msg("%s: truth_logprob %g instead of %g", key, have_lp, lp);
}

static void compare_summary(const char *run)
{
    char *path = test_path(run, "report.json");
    json_t *report = json_load_file(path, 0, NULL);
    json_t *want = json_load_file(TRUTH "/expected_summary.json", 0, NULL);
    assert_non_null(report);
    assert_non_null(want);
    const json_t *sources = json_object_get(report, "sources");
    assert_int_equal(json_array_size(sources), json_object_size(want));
    static const char *const same[][2] = {{"documents", "documents_seen"},
                                          {"too_short", "too_short"},
                                          {"eligible", "eligible"},
                                          {"exact", "exact"},
                                          {"approximate", "approximate"}};
    for (size_t i = 0; i < json_array_size(sources); i++) {
        const json_t *s = json_array_get(sources, i);
        const json_t *w = json_object_get(want, json_string_value(json_object_get(s, "name")));
        for (size_t k = 0; k < sizeof same / sizeof *same; k++)
            if (!json_equal(json_object_get(w, same[k][0]), json_object_get(s, same[k][1])))
                fail_msg("%s: %s differs", json_string_value(json_object_get(s, "name")),
                         same[k][1]);
    }
    json_decref(report);
    json_decref(want);
    free(path);
}

static void every_document_of_truth_a_agrees(void **state)
{
    test_need(TRUTH "/expected.jsonl");
    const char *build = getenv("BUILD");
    char command[1024];
    snprintf(command, sizeof command,
             "%s/rote audit --quiet --score-truth --model " TRUTH "/model"
             " --source notes='" TRUTH "/shards/notes/*' mail='" TRUTH "/shards/mail/*'"
             " code='" TRUTH "/shards/code/*' --out %s/run",
             build ? build : "build", (const char *)*state);
    assert_int_equal(system(command), 0);
    char *run = test_path(*state, "run"), *results = test_path(run, "results.jsonl");
    json_t *want = lines_of(TRUTH "/expected.jsonl", false);
    json_t *have = lines_of(results, true);
    assert_int_equal(json_object_size(want), 2576);
    assert_int_equal(json_object_size(have), json_object_size(want));
    const char *key;
    json_t *value;
    json_object_foreach(want, key, value)
    {
        if (!json_object_get(have, key))
            fail_msg("%s is missing", key);
        compare(key, value, json_object_get(have, key));
    }
    compare_summary(run);
    json_decref(want);
    json_decref(have);
    free(results);
    free(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_document_of_truth_a_agrees, test_folder_make,
                                        test_folder_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
