/* The run directory's files: plan, sample, results; torn, damaged and mixed up. */
#include "tests/testing.h"

#include "audit/base/file.h"
#include "audit/jsonline.h"
#include "audit/plan.h"
#include "audit/resultfile.h"
#include "audit/rundir.h"

#include <sys/wait.h>

static json_t *plan_of(const char *text)
{
    json_error_t je;
    json_t *j = json_loads(text, 0, &je);
    assert_non_null(j);
    return j;
}

static void plan_names_the_first_difference(void **state)
{
    (void)state;
    static const struct {
        const char *have, *want, *says; /* says NULL: no difference */
    } cases[] = {
        {"{\"a\":1,\"paths\":1}", "{\"a\":1,\"paths\":2}", NULL},
        {"{\"p\":{\"seed\":1}}", "{\"p\":{\"seed\":2}}", "p.seed is 1 there and 2 now"},
        {"{\"m\":null}", "{\"m\":\"x\"}", "m is nothing there and \"x\" now"},
        {"{\"s\":[{\"name\":\"web\",\"k\":[1]}]}", "{\"s\":[{\"name\":\"web\",\"k\":[1,2]}]}",
         "s[web].k[1] is nothing there and 2 now"},
        {"{\"a\":1,\"b\":true}", "{\"a\":1}", "b is true there and nothing now"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *have = plan_of(cases[i].have), *want = plan_of(cases[i].want);
        Err e = {0};
        assert_int_equal(plan_compare(have, want, &e), cases[i].says ? -1 : 0);
        if (cases[i].says && (e.kind != ERR_PLAN || !strstr(e.text, cases[i].says)))
            fail_msg("case %zu says: %s", i, e.text);
        json_decref(have);
        json_decref(want);
    }
}

static void fingerprint_ignores_paths(void **state)
{
    (void)state;
    json_t *a = plan_of("{\"a\":1,\"paths\":1}"), *b = plan_of("{\"a\":1,\"paths\":2}"),
           *c = plan_of("{\"a\":2,\"paths\":1}");
    char x[SHA256_HEX_BYTES], y[SHA256_HEX_BYTES], z[SHA256_HEX_BYTES];
    plan_fingerprint(a, x);
    plan_fingerprint(b, y);
    plan_fingerprint(c, z);
    assert_string_equal(x, y);
    assert_string_not_equal(x, z);
    assert_non_null(json_object_get(a, "paths"));
    json_decref(a);
    json_decref(b);
    json_decref(c);
}

static void directory_belongs_to_one_plan_and_one_process(void **state)
{
    char *path = test_path(*state, "deep/run");
    Err e = {0};
    RunDir *r = rundir_open(path, true, &e);
    assert_non_null(r);
    json_t *plan = plan_of("{\"seed\":1}"), *other = plan_of("{\"seed\":2}");
    assert_int_equal(rundir_bind(r, other, &e), 0);
    assert_int_equal(rundir_bind(r, plan, &e), 0); /* nothing was drawn under the other one */
    free(test_file(path, "sources.json", "", 0));
    assert_int_equal(rundir_bind(r, plan, &e), 0);
    assert_int_equal(rundir_bind(r, other, &e), -1);
    assert_int_equal(err_exit_code(&e), 4);
    const pid_t child = fork(); /* the lock is per open file, so a second open is a second owner */
    if (child == 0) {
        Err ce = {0};
        RunDir *second = rundir_open(path, true, &ce);
        _exit(!second && strstr(ce.text, "another rote") ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    rundir_close(r);
    r = rundir_open(path, false, &e);
    assert_non_null(r);
    rundir_close(r);
    json_decref(plan);
    json_decref(other);
    free(path);
}

#define PLAN(sha, seed) "{\"seed\":" seed ",\"model\":{\"family\":\"x\",\"sha256\":" sha "}}"

static void unsettled_plans_differ_in_all_but_weights(void **state)
{
    (void)state;
    json_t *a = plan_of(PLAN("\"a\"", "1")), *b = plan_of(PLAN("\"b\"", "1")),
           *open = plan_of(PLAN("null", "1")), *other = plan_of(PLAN("null", "2"));
    Err e = {0};
    assert_true(plan_settled(a));
    assert_false(plan_settled(open));
    assert_int_equal(plan_compare(a, open, &e), 0);
    assert_int_equal(plan_compare(open, b, &e), 0);
    assert_int_equal(plan_compare(a, b, &e), -1);
    assert_non_null(strstr(e.text, "model.sha256"));
    assert_int_equal(plan_compare(a, other, &e), -1);
    assert_non_null(strstr(e.text, "seed"));
    plan_settle(open, "a");
    char x[SHA256_HEX_BYTES], y[SHA256_HEX_BYTES];
    plan_fingerprint(a, x);
    plan_fingerprint(open, y);
    assert_string_equal(x, y);
    json_decref(a);
    json_decref(b);
    json_decref(open);
    json_decref(other);
}

/* Killed before the digest was there, a run may go on with other weights; afterwards never. */
static void weights_settle_once(void **state)
{
    Err e = {0};
    RunDir *r = rundir_open(*state, true, &e);
    json_t *first = plan_of(PLAN("null", "1")), *again = plan_of(PLAN("null", "1"));
    assert_int_equal(rundir_bind(r, first, &e), 0);
    free(test_file(*state, "samples.jsonl", "", 0));
    free(test_file(*state, "sources.json", "", 0));
    assert_int_equal(rundir_bind(r, again, &e), 0); /* killed, and started with other weights */
    assert_int_equal(rundir_settle(r, again, "b", &e), 0);
    assert_true(plan_settled(again));
    json_t *there = rundir_plan(r, &e);
    assert_true(json_equal(there, again));
    assert_int_equal(rundir_bind(r, first, &e), 0); /* the digest of the first is not known yet */
    assert_int_equal(rundir_settle(r, first, "a", &e), -1);
    assert_int_equal(err_exit_code(&e), 4);
    assert_non_null(strstr(e.text, "model.sha256 is \"b\" there and \"a\" now"));
    json_decref(there);
    there = rundir_plan(r, &e);
    assert_true(json_equal(there, again));
    plan_settle(first, "b");
    assert_int_equal(rundir_settle(r, first, "b", &e), 0);
    json_decref(there);
    json_decref(first);
    json_decref(again);
    rundir_close(r);
}

static void results_under_an_unsettled_plan_are_nobodys(void **state)
{
    Err e = {0};
    RunDir *r = rundir_open(*state, true, &e);
    json_t *plan = plan_of(PLAN("null", "1"));
    assert_int_equal(rundir_bind(r, plan, &e), 0);
    free(test_file(*state, "results.jsonl", "", 0));
    json_t *second = plan_of(PLAN("null", "1"));
    free(test_file(*state, "results.jsonl", "{}\n", 3));
    assert_int_equal(rundir_settle(r, plan, "a", &e), -1);
    assert_int_equal(err_exit_code(&e), 3);
    assert_non_null(strstr(e.text, "of which weights"));
    free(test_file(*state, "results.jsonl", "", 0));
    assert_int_equal(rundir_settle(r, second, "a", &e), 0);
    json_decref(plan);
    json_decref(second);
    rundir_close(r);
}

static void somebody_elses_folder_is_refused(void **state)
{
    free(test_file(*state, "holiday.jpg", "x", 1));
    Err e = {0};
    RunDir *r = rundir_open(*state, true, &e);
    json_t *plan = plan_of("{}");
    assert_int_equal(rundir_bind(r, plan, &e), -1);
    assert_int_equal(err_exit_code(&e), 4);
    assert_non_null(strstr(e.text, "holiday.jpg"));
    json_decref(plan);
    rundir_close(r);
}

static void damaged_plan_is_named(void **state)
{
    Err e = {0};
    RunDir *r = rundir_open(*state, true, &e);
    json_t *plan = plan_of("{\"seed\":1}");
    assert_int_equal(rundir_bind(r, plan, &e), 0);
    char *path = test_path(*state, "plan.json");
    Buf b = {0};
    assert_int_equal(file_read(path, &b, &e), 0);
    for (size_t i = 0; i + 1 < b.n; i++) {
        b.s[i] ^= 1;
        free(test_file(*state, "plan.json", b.s, b.n));
        assert_null(rundir_plan(r, &e));
        assert_int_equal(err_exit_code(&e), 3);
        b.s[i] ^= 1;
    }
    buf_free(&b);
    free(path);
    json_decref(plan);
    rundir_close(r);
}

static void another_format_is_named(void **state)
{
    Err e = {0};
    RunDir *r = rundir_open(*state, true, &e);
    json_t *plan = plan_of("{\"seed\":1}");
    for (int format = 0; format < 4; format += 3) {
        Buf line = {0};
        json_t *outer = json_pack("{s:s, s:O}", "fingerprint", "a", "plan", plan);
        if (format > 0)
            json_object_set_new(outer, "format", json_integer(format));
        jsonline_add_checked(&line, outer);
        free(test_file(*state, "plan.json", line.s, line.n));
        assert_null(rundir_plan(r, &e));
        assert_int_equal(err_exit_code(&e), 4);
        assert_non_null(strstr(e.text, "was made by another version of rote"));
        assert_int_equal(rundir_bind(r, plan, &e), -1);
        assert_non_null(strstr(e.text, "was made by another version of rote"));
        buf_free(&line);
    }
    json_decref(plan);
    rundir_close(r);
}

/* ---- results ---- */

static void result_add(Buf *out, int ordinal)
{
    json_t *finding = json_pack("{s:s, s:s, s:f, s:i, s:i, s:b, s:b}", "type", "EMAIL_ADDRESS",
                                "severity", "moderate", "confidence", 0.9, "start", 1, "end", 9,
                                "in_truth", 1, "in_prompt", 0);
    jsonline_add_checked(
        out, json_pack("{s:s, s:s, s:i, s:i, s:n, s:n, s:b, s:b, s:i, s:f, s:b, s:b, s:[o]}",
                       "source", "web", "shard", "p", "ordinal", ordinal, "offset", 0, "id",
                       "cluster", "exact", 0, "approximate", 1, "edit_distance", 3,
                       "char_edit_fraction", 0.04, "cut", 0, "fragile", 1, "findings", finding));
}

/* Reads all lines; returns how many, or -1. */
static int results_count(const RunDir *r, uint64_t *bytes, Err *e)
{
    ResultReader *reader = resultreader_open(r, RESULTFILE_RESULTS, e);
    assert_non_null(reader);
    ResultLine l;
    int n = 0, rc;
    while ((rc = resultreader_next(reader, &l, e)) > 0) {
        assert_int_equal(l.ordinal, n);
        assert_int_equal(l.n_findings, 1);
        assert_true(l.findings[0].in_truth);
        resultline_free(&l);
        n++;
    }
    *bytes = resultreader_bytes(reader);
    resultreader_close(reader);
    return rc < 0 ? -1 : n;
}

static void torn_results_lose_only_the_torn_line(void **state)
{
    Err e = {0};
    RunDir *r = rundir_open(*state, true, &e);
    Buf all = {0};
    result_add(&all, 0);
    const size_t one = all.n;
    result_add(&all, 1);
    uint64_t bytes = 0;
    assert_int_equal(results_count(r, &bytes, &e), 0); /* no file at all */
    for (size_t cut = 0; cut <= all.n; cut++) {
        free(test_file(*state, "results.jsonl", all.s, cut));
        const int whole = cut < one ? 0 : cut < all.n ? 1 : 2;
        assert_int_equal(results_count(r, &bytes, &e), whole);
        assert_int_equal(bytes, whole == 0 ? 0 : whole == 1 ? one : all.n);
        ResultWriter *w = resultwriter_open(r, RESULTFILE_RESULTS, bytes, &e);
        assert_non_null(w);
        assert_int_equal(resultwriter_append(w, (Str){all.s + bytes, all.n - bytes}, &e), 0);
        resultwriter_close(w);
        assert_int_equal(results_count(r, &bytes, &e), 2);
    }
    buf_free(&all);
    rundir_close(r);
}

#define RESULT(fields)                                                                             \
    "{\"source\":\"web\",\"shard\":\"p\",\"ordinal\":0,\"offset\":0,\"id\":null,\"cluster\":null," \
    "\"findings\":[]," fields "}"

/* Distances are numbers or, of a continuation that was cut, null; one that was cut is no match. */
static void cut_results_have_no_distances(void **state)
{
    (void)state;
    static const struct {
        const char *line, *says; /* says NULL: it is read */
    } cases[] = {
        {RESULT("\"exact\":false,\"approximate\":false,\"cut\":true,\"fragile\":true,"
                "\"edit_distance\":null,\"char_edit_fraction\":null"),
         NULL},
        {RESULT("\"exact\":false,\"approximate\":true,\"cut\":false,\"fragile\":false,"
                "\"edit_distance\":2,\"char_edit_fraction\":0.5"),
         NULL},
        {RESULT("\"exact\":false,\"approximate\":false,\"cut\":true,\"fragile\":true,"
                "\"edit_distance\":9,\"char_edit_fraction\":null"),
         "the continuation was cut, but"},
        {RESULT("\"exact\":false,\"approximate\":false,\"cut\":true,\"fragile\":true,"
                "\"char_edit_fraction\":null"),
         "the continuation was cut, but"},
        {RESULT("\"exact\":false,\"approximate\":true,\"cut\":true,\"fragile\":true,"
                "\"edit_distance\":null,\"char_edit_fraction\":null"),
         "is exact or approximate"},
        {RESULT("\"exact\":false,\"approximate\":false,\"cut\":false,\"fragile\":true,"
                "\"edit_distance\":null,\"char_edit_fraction\":null"),
         "edit_distance"},
        {RESULT("\"exact\":false,\"approximate\":false,\"fragile\":true,\"edit_distance\":9,"
                "\"char_edit_fraction\":1"),
         "\"cut\""},
        {RESULT("\"exact\":false,\"approximate\":false,\"cut\":false,\"edit_distance\":9,"
                "\"char_edit_fraction\":1"),
         "\"fragile\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ResultLine l;
        Err e = {0};
        const int rc = resultline_parse(str_of(cases[i].line), false, &l, &e);
        if (rc != (cases[i].says ? -1 : 0) || (rc != 0 && !strstr(e.text, cases[i].says)))
            fail_msg("case %zu says: %s", i, e.text);
        if (rc == 0)
            resultline_free(&l);
    }
}

static void zeros_after_a_power_cut_are_a_torn_line(void **state)
{
    Err e = {0};
    RunDir *r = rundir_open(*state, true, &e);
    Buf all = {0};
    result_add(&all, 0);
    const size_t one = all.n;
    for (int i = 0; i < 5000; i++)
        buf_add_char(&all, '\0');
    free(test_file(*state, "results.jsonl", all.s, all.n));
    uint64_t bytes = 0;
    assert_int_equal(results_count(r, &bytes, &e), 1);
    assert_int_equal(bytes, one);
    buf_free(&all);
    rundir_close(r);
}

static void each_flipped_bit_is_noticed(void **state)
{
    Err e = {0};
    RunDir *r = rundir_open(*state, true, &e);
    Buf all = {0};
    result_add(&all, 0);
    result_add(&all, 1);
    uint64_t bytes = 0;
    for (size_t i = 0; i < all.n; i++)
        for (int bit = 0; bit < 8; bit++) {
            all.s[i] = (char)(all.s[i] ^ (1 << bit));
            free(test_file(*state, "results.jsonl", all.s, all.n));
            const int n = results_count(r, &bytes, &e);
            /* Without its newline the last line is torn, which costs nothing. */
            if (i == all.n - 1)
                assert_int_equal(n, 1);
            else
                assert_int_equal(n, -1);
            if (n < 0) {
                assert_int_equal(err_exit_code(&e), 3);
                assert_non_null(strstr(e.text, "results.jsonl: line "));
            }
            all.s[i] = (char)(all.s[i] ^ (1 << bit));
        }
    buf_free(&all);
    rundir_close(r);
}

static void names_with_any_bytes_become_json(void **state)
{
    (void)state;
    Buf b = {0};
    jsonline_add(&b, json_pack("{s:o, s:o}", "a", jsonline_string((Str){"x\xff\xc3\xa9\"\n", 6}),
                               "b", jsonline_string((Str){NULL, 0})));
    assert_string_equal(buf_cstr(&b), "{\"a\":\"x\\\\xFF\xc3\xa9\\\"\\n\",\"b\":null}\n");
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plan_names_the_first_difference),
        cmocka_unit_test(fingerprint_ignores_paths),
        cmocka_unit_test_setup_teardown(directory_belongs_to_one_plan_and_one_process,
                                        test_folder_make, test_folder_remove),
        cmocka_unit_test(unsettled_plans_differ_in_all_but_weights),
        cmocka_unit_test_setup_teardown(weights_settle_once, test_folder_make, test_folder_remove),
        cmocka_unit_test_setup_teardown(results_under_an_unsettled_plan_are_nobodys,
                                        test_folder_make, test_folder_remove),
        cmocka_unit_test_setup_teardown(somebody_elses_folder_is_refused, test_folder_make,
                                        test_folder_remove),
        cmocka_unit_test_setup_teardown(damaged_plan_is_named, test_folder_make,
                                        test_folder_remove),
        cmocka_unit_test_setup_teardown(another_format_is_named, test_folder_make,
                                        test_folder_remove),
        cmocka_unit_test_setup_teardown(torn_results_lose_only_the_torn_line, test_folder_make,
                                        test_folder_remove),
        cmocka_unit_test_setup_teardown(zeros_after_a_power_cut_are_a_torn_line, test_folder_make,
                                        test_folder_remove),
        cmocka_unit_test_setup_teardown(each_flipped_bit_is_noticed, test_folder_make,
                                        test_folder_remove),
        cmocka_unit_test(cut_results_have_no_distances),
        cmocka_unit_test(names_with_any_bytes_become_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
