/* Sources: patterns -> shards, their names and their identities. */
#include "tests/testing.h"

#include "audit/base/buf.h"
#include "corpus/corpus.h"

/* Folders and files below the test's folder: a/1.x a/2.x b/1.x c[1].x sub/d/e.x */
static void plant(const char *folder)
{
    static const char *const dirs[] = {"a", "b", "sub", "sub/d"};
    static const char *const files[] = {"a/1.x",  "a/2.x",     "b/1.x",
                                        "c[1].x", "sub/d/e.x", "a/.hid.x"};
    for (size_t i = 0; i < sizeof dirs / sizeof *dirs; i++) {
        char *p = test_path(folder, dirs[i]);
        assert_int_equal(mkdir(p, 0700), 0);
        free(p);
    }
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        free(test_file(folder, files[i], files[i], strlen(files[i])));
}

typedef struct {
    const char *patterns[3]; /* below the folder */
    const char *names;       /* joined by blanks, in order; NULL: an error */
    ErrKind kind;
    const char *says;
} Case;

static const Case CASES[] = {
    {{"a/1.x"}, "1.x", ERR_NONE, NULL},
    {{"a/*.x"}, "1.x 2.x", ERR_NONE, NULL},
    {{"*/*.x"}, "a/1.x a/2.x b/1.x", ERR_NONE, NULL},
    {{"[ab]/1.x"}, "a/1.x b/1.x", ERR_NONE, NULL},
    {{"a/?.x", "sub/d/e.x"}, "1.x 2.x e.x", ERR_NONE, NULL},
    {{"su*/d/e.x"}, "sub/d/e.x", ERR_NONE, NULL},
    {{"sub/*/e.x"}, "d/e.x", ERR_NONE, NULL},
    {{"sub//d//*.x"}, "e.x", ERR_NONE, NULL},
    {{"sub//?//*.x"}, "d/e.x", ERR_NONE, NULL},
    {{"c[1].x"}, "c[1].x", ERR_NONE, NULL}, /* exists: a name, not a pattern */
    {{"c\\[1\\].x"}, "c[1].x", ERR_NONE, NULL},
    {{"b/1.x", "a/2.x"}, "1.x 2.x", ERR_NONE, NULL},
    {{"a/1.x", "b/1.x"}, NULL, ERR_USAGE, "two shards would be called 1.x"},
    {{"a/*.x", "a/1.x"}, NULL, ERR_USAGE, "named twice"},
    {{"a/*.x", "*/1.x"}, "1.x 2.x a/1.x b/1.x", ERR_NONE, NULL},
    {{"a/*.y"}, NULL, ERR_USAGE, "matches no file"},
    {{"a/3.x"}, NULL, ERR_USAGE, "matches no file"},
    {{"a/1.x/y"}, NULL, ERR_IO, "cannot be opened"},
    {{"*"}, NULL, ERR_USAGE, "is a folder; name the shards in it"},
    {{"a"}, "1.x 2.x", ERR_NONE, NULL},
    {{"a/"}, "1.x 2.x", ERR_NONE, NULL},
    {{"sub"}, "d/e.x", ERR_NONE, NULL},
    {{"."}, "a/1.x a/2.x b/1.x c[1].x sub/d/e.x", ERR_NONE, NULL},
    {{"a", "b/1.x"}, NULL, ERR_USAGE, "two shards would be called 1.x"},
    {{"**/*.x"}, "a/1.x a/2.x b/1.x c[1].x sub/d/e.x", ERR_NONE, NULL},
    {{"**"}, "a/1.x a/2.x b/1.x c[1].x sub/d/e.x", ERR_NONE, NULL},
    {{"**/1.x"}, "a/1.x b/1.x", ERR_NONE, NULL},
    {{"a/**/1.x"}, "1.x", ERR_NONE, NULL},
    {{"?/**/1.x"}, "a/1.x b/1.x", ERR_NONE, NULL},
    {{"s*/**"}, "sub/d/e.x", ERR_NONE, NULL},
    {{"sub//**//e.x"}, "d/e.x", ERR_NONE, NULL},
    {{"s\\ub/**/e.x"}, "d/e.x", ERR_NONE, NULL},
    {{"**/.hid.x"}, "a/.hid.x", ERR_NONE, NULL},
    {{"**/.*"}, "a/.hid.x", ERR_NONE, NULL},
    {{"b/**/2.x"}, NULL, ERR_USAGE, "matches no file"},
    {{"nowhere/**"}, NULL, ERR_USAGE, "matches no file"},
    {{"a/1.x/**"}, NULL, ERR_USAGE, "matches no file"},
    {{NULL}, NULL, ERR_USAGE, "no shards"},
};

static void check(const char *folder, const Case *c)
{
    char *patterns[3];
    size_t n = 0;
    while (n < 3 && c->patterns[n]) {
        patterns[n] = test_path(folder, c->patterns[n]);
        n++;
    }
    Arena a = {0};
    Err e = {0};
    Source s = {0};
    const int rc = source_expand(&s, &a, "web", (const char *const *)patterns, n, &e);
    if (c->names) {
        if (rc != 0)
            fail_msg("%s: %s", c->patterns[0], e.text);
        Buf names = {0};
        for (size_t i = 0; i < s.n_shards; i++)
            buf_printf(&names, "%s%s", i ? " " : "", s.shards[i].name);
        assert_string_equal(buf_cstr(&names), c->names);
        assert_string_equal(s.name, "web");
        buf_free(&names);
    } else {
        assert_int_equal(rc, -1);
        assert_int_equal(e.kind, c->kind);
        assert_int_equal(strncmp(e.text, "source web: ", 12), 0);
        if (!strstr(e.text, c->says))
            fail_msg("\"%s\" does not say \"%s\"", e.text, c->says);
    }
    arena_free(&a);
    for (size_t i = 0; i < n; i++)
        free(patterns[i]);
}

static void patterns_become_named_shards(void **state)
{
    plant(*state);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        check(*state, &CASES[i]);
}

static void a_duplicate_names_both_paths(void **state)
{
    plant(*state);
    char *p[2] = {test_path(*state, "b/1.x"), test_path(*state, "a/1.x")};
    Arena a = {0};
    Err e = {0};
    Source s;
    assert_int_equal(source_expand(&s, &a, "web", (const char *const *)p, 2, &e), -1);
    assert_non_null(strstr(e.text, p[0]));
    assert_non_null(strstr(e.text, p[1]));
    arena_free(&a);
    free(p[0]);
    free(p[1]);
}

/* The names of a source of one pattern, joined by blanks, or what is wrong. Free it. */
static Buf names_of(const char *pattern)
{
    Arena a = {0};
    Err e = {0};
    Source s;
    Buf b = {0};
    if (source_expand(&s, &a, "web", &pattern, 1, &e) != 0)
        buf_add_c(&b, e.text);
    else
        for (size_t i = 0; i < s.n_shards; i++)
            buf_printf(&b, "%s%s", i ? " " : "", s.shards[i].name);
    arena_free(&a);
    return b;
}

static void expect_names(const char *pattern, const char *part)
{
    Buf b = names_of(pattern);
    if (!strstr(buf_cstr(&b), part))
        fail_msg("%s: \"%s\" does not say \"%s\"", pattern, b.s, part);
    buf_free(&b);
}

static void what_is_hidden_in_a_folder_is_counted(void **state)
{
    plant(*state);
    char *cache = test_path(*state, "sub/.cache");
    assert_int_equal(mkdir(cache, 0700), 0);
    free(test_file(cache, "f", "", 0));
    free(test_file(cache, "g", "", 0));
    Arena a = {0};
    Err e = {0};
    Source s;
    assert_int_equal(source_expand(&s, &a, "web", (const char *const *)state, 1, &e), 0);
    assert_int_equal(s.n_shards, 5);
    assert_int_equal(s.n_hidden, 2); /* a/.hid.x, and sub/.cache as a whole */
    arena_free(&a);
    free(cache);
}

static void folders_may_be_linked_but_not_into_themselves(void **state)
{
    plant(*state);
    char *link = test_path(*state, "b/there"), *loop = test_path(*state, "b/back");
    assert_int_equal(symlink("../sub", link), 0);
    expect_names(*state, "a/1.x a/2.x b/1.x b/there/d/e.x c[1].x sub/d/e.x");
    assert_int_equal(symlink("..", loop), 0);
    expect_names(*state, "b/back: this link leads back to a folder that it is in");
    unlink(loop);
    assert_int_equal(symlink("nowhere", loop), 0);
    expect_names(*state, "b/back: cannot be opened: No such file");
    unlink(loop);
    assert_int_equal(mkfifo(loop, 0600), 0);
    expect_names(*state, "b/back: is not a regular file");
    free(link);
    free(loop);
}

static void an_empty_folder_is_no_source(void **state)
{
    free(test_file(*state, ".x", "", 0));
    expect_names(*state, "there is no file in this folder");
}

static void lists_name_files(void **state)
{
    plant(*state);
    char before[4096];
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(*state), 0);
    static const struct {
        const char *list, *says;
    } cases[] = {
        {"a/1.x\nb/1.x\n", "a/1.x b/1.x"},
        {"./b/1.x\r\n\n\r\na//2.x", "a/2.x b/1.x"},
        {"sub/../a/1.x\n", "sub/../a/1.x"},
        {"c[1].x\n", "c[1].x"},
        {"a/1.x\na/3.x\n", "list, line 2: a/3.x: cannot be opened: No such file"},
        {"a/*.x\n", "line 1: a/*.x: cannot be opened"}, /* a path, not a pattern */
        {"a/1.x\n./a/1.x\n", "named twice"},
        {"a\n", "line 1: a is a folder"},
        {"\n", "this list names no file"},
        {"", "this list names no file"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        free(test_file(".", "list", cases[i].list, strlen(cases[i].list)));
        Buf b = names_of("@list");
        if (!strstr(buf_cstr(&b), cases[i].says))
            fail_msg("%zu: \"%s\" does not say \"%s\"", i, b.s, cases[i].says);
        buf_free(&b);
    }
    expect_names("@nowhere", "nowhere: ");
    free(test_file(".", "list", "a/1.x\0b/1.x\n", 12));
    expect_names("@list", "NUL");
    Buf line = {0};
    buf_printf(&line, "%s/a/1.x\n", (char *)*state);
    free(test_file(".", "list", line.s, line.n));
    Buf b = names_of("@list");
    assert_string_equal(buf_cstr(&b), "1.x"); /* where it lies is another machine's business */
    free(test_file(".", "@list", "x", 1));
    expect_names("@list", "@list"); /* a file of this name is a shard */
    buf_free(&b);
    buf_free(&line);
    assert_int_equal(chdir(before), 0);
}

static void an_index_is_no_shard_of_its_own(void **state)
{
    static const char index[] = "MMIDIDX\0\0 and more";
    free(test_file(*state, "x.bin", "abcd", 4));
    free(test_file(*state, "x.idx", index, sizeof index - 1));
    free(test_file(*state, "y.bin", "abcd", 4));
    free(test_file(*state, "y.idx", "none", 4));
    static const char *const cases[][2] = {
        {"x.idx", "x.bin"},       {"x.bin", "x.bin"},          {"x.*", "x.bin"},
        {"*.idx", "x.bin y.idx"}, {"**", "x.bin y.bin y.idx"}, {"", "x.bin y.bin y.idx"},
        {"x.i[d]x", "x.bin"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *pattern = test_path(*state, cases[i][0]);
        Buf b = names_of(pattern);
        assert_string_equal(buf_cstr(&b), cases[i][1]);
        buf_free(&b);
        free(pattern);
    }
    /* Another index is another dataset. */
    char *pattern = test_path(*state, "x.bin"), *bin = test_path(*state, "x.bin");
    char identity[2][SHA256_HEX_BYTES];
    for (int i = 0; i < 2; i++) {
        Arena a = {0};
        Err e = {0};
        Source s;
        assert_int_equal(source_expand(&s, &a, "x", (const char *const *)&pattern, 1, &e), 0);
        assert_int_equal(s.shards[0].bytes, 4);
        memcpy(identity[i], s.shards[0].identity, sizeof identity[i]);
        arena_free(&a);
        free(test_file(*state, "x.idx", index, sizeof index - 2));
    }
    assert_string_not_equal(identity[0], identity[1]);
    assert_int_equal(unlink(bin), 0);
    char *idx = test_path(*state, "x.idx");
    expect_names(idx, "x.idx is the index of a .bin: ");
    free(idx);
    free(pattern);
    free(bin);
}

/* The definition, computed another way: size, first MiB, last MiB. */
static void identity_is_what_the_header_says(void **state)
{
    static const size_t sizes[] = {0, 1, 1000, 1 << 20, (1 << 20) + 1, (2 << 20) - 7, 5 << 20};
    const size_t mib = 1 << 20;
    char last[SHA256_HEX_BYTES] = "";
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        const size_t n = sizes[i], end = n < mib ? n : mib;
        char *bytes = malloc(n + 1);
        for (size_t k = 0; k < n; k++)
            bytes[k] = (char)(k * 31 + k / 251);
        char *path = test_file(*state, "shard", bytes, n);
        Buf b = {0};
        for (int k = 0; k < 8; k++)
            buf_add_char(&b, (char)((uint64_t)n >> (8 * k)));
        buf_add(&b, bytes, end);
        buf_add(&b, bytes + n - end, end);
        char want[SHA256_HEX_BYTES];
        sha256_bytes(b.s, b.n, want);
        Arena a = {0};
        Err e = {0};
        Source s;
        assert_int_equal(source_expand(&s, &a, "x", (const char *const *)&path, 1, &e), 0);
        assert_int_equal(s.shards[0].bytes, n);
        assert_string_equal(s.shards[0].identity, want);
        assert_string_not_equal(s.shards[0].identity, last);
        memcpy(last, want, sizeof last);
        arena_free(&a);
        buf_free(&b);
        free(path);
        free(bytes);
    }
}

/* Root may read everything, so root becomes nobody for the while. */
static void a_folder_that_cannot_be_read_is_an_error(void **state)
{
    (void)state;
    const bool is_root = geteuid() == 0;
    if (is_root)
        assert_int_equal(seteuid(65534), 0);
    void *folder;
    assert_int_equal(test_folder_make(&folder), 0);
    plant(folder);
    char *closed = test_path(folder, "b"), *pattern = test_path(folder, "*/*.x");
    assert_int_equal(chmod(closed, 0), 0);
    Arena a = {0};
    Err e = {0};
    Source s;
    assert_int_equal(source_expand(&s, &a, "web", (const char *const *)&pattern, 1, &e), -1);
    assert_int_equal(e.kind, ERR_IO);
    assert_non_null(strstr(e.text, "Permission denied"));
    assert_int_equal(chmod(closed, 0700), 0);
    if (is_root)
        assert_int_equal(seteuid(0), 0);
    assert_int_equal(test_folder_remove(&folder), 0);
    arena_free(&a);
    free(closed);
    free(pattern);
}

#define FOLDER_TEST(f) cmocka_unit_test_setup_teardown(f, test_folder_make, test_folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(patterns_become_named_shards),
        FOLDER_TEST(a_duplicate_names_both_paths),
        FOLDER_TEST(what_is_hidden_in_a_folder_is_counted),
        FOLDER_TEST(folders_may_be_linked_but_not_into_themselves),
        FOLDER_TEST(an_empty_folder_is_no_source),
        FOLDER_TEST(lists_name_files),
        FOLDER_TEST(an_index_is_no_shard_of_its_own),
        FOLDER_TEST(identity_is_what_the_header_says),
        cmocka_unit_test(a_folder_that_cannot_be_read_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
