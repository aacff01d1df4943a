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
    {{"a"}, NULL, ERR_USAGE, "is a folder; name the shards in it"},
    {{"*"}, NULL, ERR_USAGE, "is a folder"},
    {{"**/*.x"}, NULL, ERR_USAGE, "one \"*\" for each level"},
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
        FOLDER_TEST(identity_is_what_the_header_says),
        cmocka_unit_test(a_folder_that_cannot_be_read_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
