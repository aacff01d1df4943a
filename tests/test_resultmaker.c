/* From a continuation to its line: which findings reach into it, and where else their value stands. */
#include "tests/testing.h"

#include "audit/jsonline.h"
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
    const Continuation c = {
        .ids = w, .n = encode(m->tokenizer, written, w), .logprob = zeros, .margin = zeros};
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
    ResultMaker m = {.tokenizer = t, .scanner = s, .max_edits = 5};
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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(findings_know_where_their_value_stands)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
