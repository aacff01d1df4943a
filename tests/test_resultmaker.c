/* From a continuation to its line: which findings reach into it, and where else their value stands;
 * what is said of continuations that were cut or could have gone another way. */
#include "tests/testing.h"

#include "audit/jsonline.h"
#include "audit/resultfile.h"
#include "audit/resultmaker.h"

enum { MOST_IDS = 400 };

static size_t encode(const Tokenizer *t, const char *text, uint32_t *ids)
{
    TokenizerScratch *s = NULL;
    const size_t n = tokenizer_encode(t, &s, str_of(text), ids, MOST_IDS);
    assert_true(n <= MOST_IDS);
    tokenizer_scratch_free(s);
    return n;
}

/* The parsed line of a prompt, its truth and what the model wrote. */
static json_t *line_of(ResultMaker *m, const char *prompt, const char *truth, const char *written)
{
    uint32_t p[MOST_IDS], t[MOST_IDS], w[MOST_IDS];
    static const float zeros[MOST_IDS];
    SampleLine s = {.source = str_of("web"), .shard = str_of("part-0"), .prompt = p, .truth = t};
    s.n_prompt = encode(m->tokenizer, prompt, p);
    s.n_truth = encode(m->tokenizer, truth, t);
    const Continuation c = {.ids = w,
                            .n = encode(m->tokenizer, written, w),
                            .logprob = zeros,
                            .margin = zeros,
                            .runner_up = w};
    Buf line = {0};
    Err e = {0};
    resultmaker_add(m, &s, &c, &line);
    json_t *j = jsonline_read((Str){line.s, line.n - 1}, true, &e);
    assert_non_null(j);
    buf_free(&line);
    return j;
}

static void findings_know_where_their_value_stands(void **state)
{
    (void)state;
    static const struct {
        const char *prompt, *truth, *written;
        int n; /* findings */
        bool in_truth, in_prompt;
        int start, end, before; /* before: begins_in_prompt, 0 when the field is not there */
    } cases[] = {
        {"Write to", " ann.lee@example.org now.", " ann.lee@example.org now.", 1, true, false, 1,
         20, 0},
        {"Write to", " bob.ray@example.org now.", " ann.lee@example.org now.", 1, false, false, 1,
         20, 0},
        {"From ann.lee@example.org, to", " nobody.", " ann.lee@example.org now.", 1, false, true, 1,
         20, 0},
        {"Write to", " Ann.Lee@Example.org now.", " ann.lee@example.org now.", 1, true, false, 1,
         20, 0},
        {"Write to ann.lee@", "example.org now.", "example.org now.", 1, true, false, 0, 11, 8},
        {"Write to ann.lee@", "example.com now.", "example.org now.", 1, false, false, 0, 11, 8},
        {"Write to ann.lee@example.org", " now.", " now.", 0, false, false, 0, 0, 0},
        {"Write to", " ann.lee@example.org now.", " somebody else now.", 0, false, false, 0, 0, 0},
    };
    Err e = {0};
    Tokenizer *t = tokenizer_open("tests/demo/gemma-demo", &e);
    Scanner *s = scanner_open(&e);
    assert_non_null(t);
    assert_non_null(s);
    ResultMaker m = {.tokenizer = t, .scanner = s, .continuation_tokens = MOST_IDS, .max_edits = 5};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *j = line_of(&m, cases[i].prompt, cases[i].truth, cases[i].written);
        const json_t *list = json_object_get(j, "findings"), *f = json_array_get(list, 0);
        if ((int)json_array_size(list) != cases[i].n)
            fail_msg("case %zu has %zu findings", i, json_array_size(list));
        if (f && (json_is_true(json_object_get(f, "in_truth")) != cases[i].in_truth ||
                  json_is_true(json_object_get(f, "in_prompt")) != cases[i].in_prompt ||
                  json_integer_value(json_object_get(f, "start")) != cases[i].start ||
                  json_integer_value(json_object_get(f, "end")) != cases[i].end ||
                  json_integer_value(json_object_get(f, "begins_in_prompt")) != cases[i].before))
            fail_msg("case %zu: %s", i, json_dumps(f, 0));
        json_decref(j);
    }
    resultmaker_free(&m);
    scanner_close(s);
    tokenizer_close(t);
}

/* Ten tokens of truth, two edits allowed, margins of 1 but for one. */
static void cut_and_fragile_documents_say_so(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        size_t n, changed;  /* the first `changed` tokens are not the truth's */
        size_t weak;        /* index of the choice with a margin of 0.1; the end's is index n */
        uint32_t runner_up; /* of every choice; the truth is 300 and on */
        bool cut, ended;
        bool exact, approximate, fragile;
        int edits; /* -1: null */
    } cases[] = {
        {"exact", 10, 0, 99, 1, false, false, true, true, false, 0},
        {"exact, nearly not", 10, 0, 7, 1, false, false, true, true, true, 0},
        {"far off", 10, 10, 99, 300, false, false, false, false, false, 10},
        {"far off, weak at first", 10, 10, 2, 302, false, false, false, false, true, 10},
        {"far off, weak to another error", 10, 10, 2, 1, false, false, false, false, false, 10},
        {"far off, weak when all was over", 10, 10, 5, 305, false, false, false, false, false, 10},
        {"cut", 3, 3, 99, 302, true, false, false, false, false, -1},
        {"cut, weak at first", 3, 3, 2, 302, true, false, false, false, true, -1},
        {"cut, weak to another error", 3, 3, 2, 1, true, false, false, false, false, -1},
        {"ended", 9, 0, 99, 309, false, true, false, true, false, 1},
        {"ended, nearly not", 9, 0, 9, 309, false, true, false, true, true, 1},
        {"ended too early", 7, 0, 99, 1, false, true, false, false, false, 3},
        {"ended too early, nearly not", 7, 0, 7, 307, false, true, false, false, true, 3},
        {"nearly ended in time", 10, 3, 2, CONTINUATION_END, false, false, false, false, false, 3},
    };
    Err e = {0};
    Tokenizer *t = tokenizer_open("tests/demo/gemma-demo", &e);
    Scanner *scanner = scanner_open(&e);
    assert_non_null(t);
    assert_non_null(scanner);
    ResultMaker m = {.tokenizer = t,
                     .scanner = scanner,
                     .continuation_tokens = 10,
                     .max_edits = 2,
                     .resolution = 0.5f};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t truth[10], ids[10], runner_up[10];
        float margin[11], logprob[10] = {0};
        for (uint32_t k = 0; k < 10; k++) {
            truth[k] = 300 + k;
            runner_up[k] = cases[i].runner_up;
            ids[k] = k < cases[i].changed ? 400 + k : truth[k];
        }
        for (size_t k = 0; k <= 10; k++)
            margin[k] = k == cases[i].weak ? 0.1f : 1;
        const SampleLine s = {.source = str_of("web"),
                              .shard = str_of("p"),
                              .prompt = truth,
                              .n_prompt = 5,
                              .truth = truth,
                              .n_truth = 10};
        const Continuation c = {.ids = ids,
                                .n = cases[i].n,
                                .logprob = logprob,
                                .margin = margin,
                                .runner_up = runner_up,
                                .cut = cases[i].cut,
                                .ended = cases[i].ended,
                                .end_margin = margin[cases[i].n],
                                .end_runner_up = cases[i].runner_up};
        Buf line = {0};
        ResultLine l;
        resultmaker_add(&m, &s, &c, &line);
        if (resultline_parse((Str){line.s, line.n - 1}, true, &l, &e) != 0)
            fail_msg("%s: %s", cases[i].what, e.text);
        const json_t *edits = json_object_get(l.json, "edit_distance"),
                     *fraction = json_object_get(l.json, "char_edit_fraction"),
                     *end = json_object_get(l.json, "end_margin");
        if (l.exact != cases[i].exact || l.approximate != cases[i].approximate ||
            l.cut != cases[i].cut || l.fragile != cases[i].fragile ||
            json_is_null(edits) != cases[i].cut || json_is_null(fraction) != cases[i].cut ||
            (!cases[i].cut && (int)l.edit_distance != cases[i].edits) ||
            json_is_null(end) == cases[i].ended ||
            (cases[i].ended && (float)json_real_value(end) != margin[cases[i].n]))
            fail_msg("%s: %s", cases[i].what, buf_cstr(&line));
        resultline_free(&l);
        buf_free(&line);
    }
    resultmaker_free(&m);
    scanner_close(scanner);
    tokenizer_close(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(findings_know_where_their_value_stands),
                                       cmocka_unit_test(cut_and_fragile_documents_say_so)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
