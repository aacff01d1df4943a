/* The option table: command line, configuration file, and what is wrong with them. */
#include "tests/testing.h"

#include "audit/configfile.h"
#include "audit/options.h"

enum { MAX_WORDS = 12 };

static int parse(Options *o, Arena *a, Err *e, const char *const *words)
{
    char *argv[MAX_WORDS];
    int argc = 0;
    while (words[argc]) {
        argv[argc] = (char *)(uintptr_t)words[argc];
        argc++;
    }
    options_start(o, argc, argv);
    if (o->config && configfile_read(o->config, o, a, e) != 0)
        return -1;
    return options_parse(o, FOR_AUDIT, argc, argv, a, e);
}

static void defaults_are_the_protocol(void **state)
{
    (void)state;
    Options o;
    Arena a = {0};
    Err e = {0};
    assert_int_equal(parse(&o, &a, &e, (const char *[]){NULL}), 0);
    assert_int_equal(o.documents, 10000);
    assert_int_equal(o.prompt_tokens, 50);
    assert_int_equal(o.continuation_tokens, 50);
    assert_string_equal(o.max_edit_fraction_text, "0.10");
    assert_int_equal(o.seed, 0);
    assert_string_equal(o.text_field, "text");
    assert_int_equal(o.precision, PRECISION_F32);
    assert_true(o.recheck);
    assert_false(o.stop_early);
    arena_free(&a);
}

static void sources_take_several_globs(void **state)
{
    (void)state;
    Options o;
    Arena a = {0};
    Err e = {0};
    const char *words[] = {"--source", "web=a",   "b",        "c",  "code=x", "--source",
                           "web=d=e",  "x/y=1/f", "--memory", "3G", NULL};
    assert_int_equal(parse(&o, &a, &e, words), 0);
    assert_int_equal(o.source.n, 2);
    assert_string_equal(o.source.items[0].name, "web");
    assert_int_equal(o.source.items[0].n_values, 5);
    assert_string_equal(o.source.items[0].values[2], "c");
    assert_string_equal(o.source.items[0].values[3], "d=e");
    assert_string_equal(o.source.items[0].values[4], "x/y=1/f");
    assert_string_equal(o.source.items[1].values[0], "x");
    assert_int_equal(o.memory, (uint64_t)3 << 30);
    assert_int_equal(o.n_operands, 0);
    arena_free(&a);
}

static void mistakes_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *words[4];
        const char *says;
    } cases[] = {
        {{"--documents", "0"}, "--documents: \"0\" is not a whole number from 1"},
        {{"--documents", "10k"}, "--documents: \"10k\""},
        {{"--documents", "-5"}, "--documents: \"-5\""},
        {{"--documents", "99999999999999999999"}, "--documents"},
        {{"--documents"}, "--documents: needs a value (N)"},
        {{"--documents", "5", "--documents=6"}, "--documents: stands twice"},
        {{"--document", "5"}, "no option --document here"},
        {{"--max-edit-fraction", "1.5"}, "--max-edit-fraction: \"1.5\""},
        {{"--max-edit-fraction", "nan"}, "--max-edit-fraction: \"nan\""},
        {{"--max-edit-fraction", "0x1p-3"}, "--max-edit-fraction: \"0x1p-3\""},
        {{"--memory", "4X"}, "--memory: \"4X\" is not a size"},
        {{"--memory", "99999999999T"}, "--memory"},
        {{"--source", "a"}, "\"a\" is not of the form NAME=VALUE"},
        {{"--source", "=a"}, "not of the form"},
        {{"--source", "a/b=c"}, "slash"},
        {{"--allow-damage=maybe"}, "neither true nor false"},
        {{"--precision", "f16"}, "--precision: \"f16\" is neither f32 nor bf16"},
        {{"--precision", ""}, "--precision"},
        {{"--precision"}, "--precision: needs a value (f32|bf16)"},
        {{"--recheck=perhaps"}, "neither true nor false"},
        {{"--placement", "end"}, "--placement: \"end\" is none of start, random, stride"},
        {{"--text-unit", ""}, "--text-unit: \"\" is none of file, line, paragraph"},
        {{"--token-type", "u8"}, "--token-type: \"u8\" is none of u16, u32"},
        {{"--stride", "0"}, "--stride: \"0\" is not a whole number from 1"},
        {{"--part", "0/3"}, "--part: \"0/3\" is not a share such as 2/5"},
        {{"--part", "4/3"}, "--part: \"4/3\""},
        {{"--part", "1/3/5"}, "--part: \"1/3/5\""},
        {{"--part", "1/"}, "--part: \"1/\""},
        {{"--part", "/2"}, "--part: \"/2\""},
        {{"--part", "1"}, "--part: \"1\""},
        {{"--part", "+1/2"}, "--part: \"+1/2\""},
        {{"--part", "1/ 2"}, "--part: \"1/ 2\""},
        {{"--part", "1/99999999999999999999"}, "--part"},
        {{"--members", ""}, "--members: is empty"},
        {{"--end-of-document", "4294967296"}, "--end-of-document"},
        {{"-x"}, "no option -x"},
        {{"--config", "/nowhere/at/all.yaml"}, "/nowhere/at/all.yaml"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Options o;
        Arena a = {0};
        Err e = {0};
        assert_int_equal(parse(&o, &a, &e, cases[i].words), -1);
        if (!strstr(e.text, cases[i].says))
            fail_msg("case %zu says: %s", i, e.text);
        arena_free(&a);
    }
}

/* What says how a sample is drawn, and was set by the user, the first of them. */
static void drawing_options_are_known(void **state)
{
    static const struct {
        const char *words[4], *yaml, *says; /* says NULL: none */
    } cases[] = {
        {{"--sample", "r"}, "", NULL},
        {{"--threads", "2", "--part", "1/2"}, "", NULL},
        {{"--seed", "0"}, "", "seed"},
        {{"--allow-damage"}, "", "allow-damage"},
        {{"--source", "a=b"}, "", "source"},
        {{NULL}, "prompt-tokens: 50\n", "prompt-tokens"},
        {{NULL}, "members: [a, b]\n", "members"},
        {{"--dedup-sample=no"}, "precision: bf16\n", "dedup-sample"},
        {{"--end-of-document", "0"}, "", "end-of-document"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *path = test_file(*state, "p.yaml", cases[i].yaml, strlen(cases[i].yaml));
        const char *words[8] = {"--config", path};
        for (size_t k = 0; k < 4 && cases[i].words[k]; k++)
            words[2 + k] = cases[i].words[k];
        Options o;
        Arena a = {0};
        Err e = {0};
        if (parse(&o, &a, &e, words) != 0)
            fail_msg("case %zu says: %s", i, e.text);
        const char *name = options_drawing(&o);
        if (cases[i].says ? !name || strcmp(name, cases[i].says) != 0 : name != NULL)
            fail_msg("case %zu names %s", i, name ? name : "none");
        arena_free(&a);
        free(path);
    }
}

static void words_are_collected_and_replaced(void **state)
{
    static const char yaml[] = "members: ['*.txt', b]\nplacement: stride\nstride: 7\n";
    char *path = test_file(*state, "p.yaml", yaml, sizeof yaml - 1);
    Options o;
    Arena a = {0};
    Err e = {0};
    assert_int_equal(parse(&o, &a, &e, (const char *[]){"--config", path, NULL}), 0);
    assert_int_equal(o.members.n, 2);
    assert_string_equal(o.members.at[0], "*.txt");
    assert_int_equal(o.placement, 2);
    assert_int_equal(o.stride, 7);
    assert_int_equal(o.end_of_document, OPTIONS_NO_ID);
    assert_int_equal(parse(&o, &a, &e,
                           (const char *[]){"--config", path, "--members", "c", "--members=d",
                                            "--part", "2/5", NULL}),
                     0);
    assert_int_equal(o.members.n, 2);
    assert_string_equal(o.members.at[1], "d");
    assert_int_equal(o.part.i, 2);
    assert_int_equal(o.part.n, 5);
    arena_free(&a);
    free(path);
}

static void precision_decides_about_rechecks(void **state)
{
    static const struct {
        const char *words[4], *yaml;
        Precision precision;
        bool stop_early, rechecks;
    } cases[] = {
        {{NULL}, "", PRECISION_F32, false, false},
        {{"--recheck"}, "", PRECISION_F32, false, false},
        {{"--precision=bf16"}, "", PRECISION_BF16, false, true},
        {{"--precision", "bf16", "--recheck=no"}, "", PRECISION_BF16, false, false},
        {{"--stop-early"}, "precision: bf16\n", PRECISION_BF16, true, true},
        {{NULL}, "precision: bf16\nrecheck: false\n", PRECISION_BF16, false, false},
        {{"--recheck"}, "precision: bf16\nrecheck: no\n", PRECISION_BF16, false, true},
        {{"--precision=f32", "--stop-early=no"},
         "precision: bf16\nstop-early: yes\n",
         PRECISION_F32,
         false,
         false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *path = test_file(*state, "p.yaml", cases[i].yaml, strlen(cases[i].yaml));
        const char *words[8] = {"--config", path};
        for (size_t k = 0; k < 4 && cases[i].words[k]; k++)
            words[2 + k] = cases[i].words[k];
        Options o;
        Arena a = {0};
        Err e = {0};
        if (parse(&o, &a, &e, words) != 0)
            fail_msg("case %zu says: %s", i, e.text);
        if (o.precision != cases[i].precision || o.stop_early != cases[i].stop_early ||
            options_rechecks(&o) != cases[i].rechecks)
            fail_msg("case %zu: %s, %d, %d", i, options_precision_name(o.precision), o.stop_early,
                     options_rechecks(&o));
        arena_free(&a);
        free(path);
    }
}

static void configuration_is_read_and_replaced(void **state)
{
    static const char yaml[] = "model: m\n"
                               "documents: 7\n"
                               "seed: 5\n"
                               "allow-damage: true\n"
                               "source:\n  web: [a, b]\n  code: c\n"
                               "limit: {exact: 0.01}\n";
    char *path = test_file(*state, "c.yaml", yaml, sizeof yaml - 1);
    Options o;
    Arena a = {0};
    Err e = {0};
    assert_int_equal(parse(&o, &a, &e, (const char *[]){"--config", path, "--seed", "6", NULL}), 0);
    assert_string_equal(o.model, "m");
    assert_int_equal(o.documents, 7);
    assert_int_equal(o.seed, 6);
    assert_true(o.allow_damage);
    assert_int_equal(o.source.n, 2);
    assert_int_equal(o.source.items[0].n_values, 2);
    assert_string_equal(o.limit.items[0].values[0], "0.01");
    /* A list on the command line replaces the file's. */
    assert_int_equal(
        parse(&o, &a, &e, (const char *[]){"--config", path, "--source", "web=z", NULL}), 0);
    assert_int_equal(o.source.n, 1);
    assert_string_equal(o.source.items[0].values[0], "z");
    arena_free(&a);
    free(path);
}

static void configuration_mistakes_have_a_place(void **state)
{
    static const struct {
        const char *yaml, *says;
    } cases[] = {
        {"documents: 7\ndocuments: 8\n", "line 2, column 1: this key stands twice"},
        {"documents: x\n", "line 1, column 1: --documents: \"x\""},
        {"colour: red\n", "line 1, column 1: there is no option \"colour\""},
        {"a: [\n", "line 2"},
        {"- a\n", "line 1, column 1: a mapping"},
        {"source: web\n", "line 1, column 9: a mapping of names"},
        {"model: [a]\n", "line 1, column 8: a single value"},
        {"source: {web: {a: b}}\n", "line 1, column 15: a value or a list"},
        {"config: other.yaml\n", "there is no option \"config\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *path = test_file(*state, "c.yaml", cases[i].yaml, strlen(cases[i].yaml));
        Options o;
        Arena a = {0};
        Err e = {0};
        assert_int_equal(parse(&o, &a, &e, (const char *[]){"--config", path, NULL}), -1);
        assert_int_equal(e.kind, ERR_USAGE);
        if (!strstr(e.text, cases[i].says) || !strstr(e.text, "c.yaml"))
            fail_msg("case %zu says: %s", i, e.text);
        arena_free(&a);
        free(path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_are_the_protocol),
        cmocka_unit_test(sources_take_several_globs),
        cmocka_unit_test(mistakes_are_named),
        cmocka_unit_test_setup_teardown(drawing_options_are_known, test_folder_make,
                                        test_folder_remove),
        cmocka_unit_test_setup_teardown(words_are_collected_and_replaced, test_folder_make,
                                        test_folder_remove),
        cmocka_unit_test_setup_teardown(precision_decides_about_rechecks, test_folder_make,
                                        test_folder_remove),
        cmocka_unit_test_setup_teardown(configuration_is_read_and_replaced, test_folder_make,
                                        test_folder_remove),
        cmocka_unit_test_setup_teardown(configuration_mistakes_have_a_place, test_folder_make,
                                        test_folder_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
