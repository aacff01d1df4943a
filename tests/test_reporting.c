/* A run directory read back: which answer counts of a document computed again, and rechecks
 * that are missing, too many, or of other documents. */
#include "tests/testing.h"

#include "audit/base/hash.h"
#include "audit/jsonline.h"
#include "audit/rechecking.h"
#include "audit/reporting.h"
#include "audit/rundir.h"

/* One document: its line in results.jsonl, and the one in rechecks.jsonl where `again`. */
typedef struct {
    bool exact, approximate, cut, fragile;
    int edits, findings;
    bool again;
    bool exact2, approximate2, cut2;
    int edits2, findings2;
} Audited;

static const Audited docs[] = {
    {.exact = 1,
     .approximate = 1,
     .again = 1,
     .exact2 = 1,
     .approximate2 = 1,
     .findings = 1,
     .findings2 = 1},
    {.edits = 30},
    {.approximate = 1, .edits = 5, .findings = 1, .again = 1, .edits2 = 7}, /* f32: not memorized */
    {.cut = 1},
    {.fragile = 1, .edits = 9, .again = 1, .exact2 = 1, .approximate2 = 1, .findings2 = 2},
    {.fragile = 1, .cut = 1, .again = 1, .cut2 = 1},
    {.approximate = 1, .edits = 2, .fragile = 1, .again = 1, .approximate2 = 1, .edits2 = 4},
    {.exact = 1, .approximate = 1, .again = 1, .approximate2 = 1, .edits2 = 1},
};
enum { N_DOCS = sizeof docs / sizeof *docs };

static void line_add(Buf *out, int ordinal, bool exact, bool approximate, bool cut, bool fragile,
                     int edits, int n_findings)
{
    json_t *findings = json_array();
    for (int i = 0; i < n_findings; i++)
        json_array_append_new(findings,
                              json_pack("{s:s, s:s, s:b, s:b}", "type", "EMAIL_ADDRESS", "severity",
                                        "moderate", "in_truth", 1, "in_prompt", 0));
    json_t *line = json_pack("{s:s, s:s, s:i, s:i, s:n, s:n, s:b, s:b, s:o, s:o, s:o, s:b, s:b}",
                             "source", "web", "shard", "p", "ordinal", ordinal, "offset", 0, "id",
                             "cluster", "exact", exact, "approximate", approximate, "edit_distance",
                             cut ? json_null() : json_integer(edits), "char_edit_fraction",
                             cut ? json_null() : json_real(edits / 50.0), "findings", findings,
                             "cut", cut, "fragile", fragile);
    assert_non_null(line);
    jsonline_add_checked(out, line);
}

/* A bf16 run of the documents above; lines [from, to) of its rechecks stand. */
static void run_write(const char *folder, bool recheck, int from, int to)
{
    Buf samples = {0}, results = {0}, rechecks = {0}, sources = {0};
    Err e = {0};
    int line = 0;
    for (int i = 0; i < N_DOCS; i++) {
        const Audited *d = &docs[i];
        jsonline_add(&samples, json_pack("{s:s, s:s, s:i, s:i, s:n, s:n, s:[i], s:[i]}", "source",
                                         "web", "shard", "p", "ordinal", i, "offset", 0, "id",
                                         "cluster", "prompt", 1, "truth", 2));
        line_add(&results, i, d->exact, d->approximate, d->cut, d->fragile, d->edits, d->findings);
        if (d->again && line >= from && line < to)
            line_add(&rechecks, i, d->exact2, d->approximate2, d->cut2, false, d->edits2,
                     d->findings2);
        line += d->again;
    }
    char sha[SHA256_HEX_BYTES];
    sha256_bytes(samples.s, samples.n, sha);
    jsonline_add_checked(
        &sources,
        json_pack("{s:i, s:s, s:[{s:s, s:i, s:i, s:i, s:i, s:i, s:i, s:n, s:i, s:i, s:i, s:i, s:i, "
                  "s:i, s:{}, s:b, s:{s:i, s:i, s:i, s:i}, s:[], s:[]}]}",
                  "samples", N_DOCS, "samples_sha256", sha, "sources", "name", "web", "shards", 1,
                  "records_seen", 100, "record_bytes", 1000, "too_short", 0, "empty", 0, "with_nul",
                  0, "too_short_anew", "duplicates_left_out", 0, "duplicates", 0,
                  "duplicate_groups", 0, "malformed", 0, "sampled", N_DOCS, "prompts", N_DOCS,
                  "malformed_of", "looked_at_all", 0, "drawn", "records", N_DOCS, "malformed", 0,
                  "record_bytes", 80, "tokens", 20, "malformed_first", "damaged"));
    json_t *plan =
        json_pack("{s:s, s:{s:s, s:s, s:s}, s:{s:i, s:i, s:i, s:s, s:b, s:b}}", "rote", "0",
                  "model", "sha256", "a", "precision", "bf16", "resolution", "0.03", "protocol",
                  "documents", N_DOCS, "prompt_tokens", 50, "continuation_tokens", 50,
                  "max_edit_fraction", "0.10", "stop_early", 1, "recheck", recheck);
    assert_non_null(plan);
    RunDir *r = rundir_open(folder, true, &e);
    assert_int_equal(rundir_bind(r, plan, &e), 0);
    free(test_file(folder, "samples.jsonl", samples.s, samples.n));
    free(test_file(folder, "sources.json", sources.s, sources.n));
    free(test_file(folder, "results.jsonl", results.s, results.n));
    free(test_file(folder, "rechecks.jsonl", rechecks.n > 0 ? rechecks.s : "", rechecks.n));
    rundir_close(r);
    json_decref(plan);
    buf_free(&samples);
    buf_free(&results);
    buf_free(&rechecks);
    buf_free(&sources);
}

/* The report's one source; NULL with the error where the run is refused. */
static json_t *run_read(const char *folder, Err *e)
{
    RunDir *dir = rundir_open(folder, false, e);
    assert_non_null(dir);
    const NamedList no_limits = {0};
    Buf exceeded = {0}, text = {0};
    json_t *source = NULL;
    Report *r = reporting_read(dir, &no_limits, &exceeded, e);
    if (r) {
        report_render_json(r, &text);
        json_t *all = json_loadb(text.s, text.n, 0, NULL);
        assert_non_null(all);
        source = json_incref(json_array_get(json_object_get(all, "sources"), 0));
        json_decref(all);
    }
    report_close(r);
    buf_free(&exceeded);
    buf_free(&text);
    rundir_close(dir);
    return source;
}

static void rechecks_decide(void **state)
{
    static const struct {
        const char *key;
        int with, without; /* rechecks; -1: null */
    } cases[] = {
        {"exact", 2, 2},
        {"approximate", 4, 4},
        {"cut", 2, 2},
        {"fragile", 3, 3},
        {"rechecked", 6, -1},
        {"rechecked_changed", 3, -1},
        {"documents_beyond", 4, 4},
        {"mean_edit_distance", -1, -1},
    };
    for (int recheck = 0; recheck <= 1; recheck++) {
        Err e = {0};
        char *folder = test_path(*state, recheck ? "with" : "without");
        run_write(folder, recheck, 0, recheck ? N_DOCS : 0);
        json_t *source = run_read(folder, &e);
        if (!source)
            fail_msg("%s", e.text);
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            const json_t *v = json_object_get(source, cases[i].key);
            const int want = recheck ? cases[i].with : cases[i].without;
            assert_non_null(v);
            if (want < 0 ? !json_is_null(v) : json_integer_value(v) != want)
                fail_msg("recheck %d: %s is %d, not %d", recheck, cases[i].key,
                         (int)json_integer_value(v), want);
        }
        /* Documents at 0, 1, 2 ... edits, and findings: the first answers' or f32's. */
        static const int by_edits[2][6] = {{2, 0, 1, 0, 0, 1}, {2, 1, 0, 0, 1, 0}};
        for (size_t i = 0; i < 6; i++)
            assert_int_equal(json_integer_value(json_array_get(
                                 json_object_get(source, "documents_by_edit_distance"), i)),
                             by_edits[recheck][i]);
        const json_t *among = json_object_get(json_object_get(source, "findings"), "exact");
        const json_t *type = json_array_get(json_object_get(among, "by_type"), 0);
        assert_int_equal(json_integer_value(json_object_get(type, "findings")), recheck ? 3 : 1);
        json_decref(source);
        free(folder);
    }
}

static void rechecks_must_be_whole_and_their_own(void **state)
{
    static const struct {
        int from, to; /* lines of the rechecks that stand */
        const char *says;
    } cases[] = {
        {0, 0, "the audit is not finished: only 0 of the documents that are to be computed again"},
        {0, 5, "the audit is not finished: only 5 of the documents"},
        {1, 6, "rechecks.jsonl has web p document 2 at token 0 where"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Err e = {0};
        run_write(*state, true, cases[i].from, cases[i].to);
        assert_null(run_read(*state, &e));
        if (err_exit_code(&e) != 3 || !strstr(e.text, cases[i].says))
            fail_msg("case %zu says: %s", i, e.text);
    }
    run_write(*state, true, 0, N_DOCS);
    char *path = test_path(*state, "rechecks.jsonl");
    FILE *f = fopen(path, "a");
    Buf extra = {0};
    line_add(&extra, N_DOCS - 1, true, true, false, false, 0, 0);
    assert_int_equal(fwrite(extra.s, 1, extra.n, f), extra.n);
    assert_int_equal(fclose(f), 0);
    Err e = {0};
    assert_null(run_read(*state, &e));
    assert_non_null(strstr(e.text, "rechecks.jsonl has more lines"));
    buf_free(&extra);
    free(path);
}

static void what_matched_or_might_have_is_needed(void **state)
{
    (void)state;
    for (int bits = 0; bits < 8; bits++) {
        const ResultLine l = {.exact = bits & 1, .approximate = bits & 2, .fragile = bits & 4};
        assert_int_equal(rechecking_needs(&l), bits != 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rechecks_decide, test_folder_make, test_folder_remove),
        cmocka_unit_test_setup_teardown(rechecks_must_be_whole_and_their_own, test_folder_make,
                                        test_folder_remove),
        cmocka_unit_test(what_matched_or_might_have_is_needed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
