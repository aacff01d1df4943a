/* Lines of ids, JSON strings of bytes, and NumPy files: what tokenize and generate read and write. */
#include "tests/testing.h"

#include "audit/base/file.h"
#include "audit/idline.h"
#include "audit/jsonline.h"
#include "audit/npy.h"

static void ids_there_and_back(void **state)
{
    (void)state;
    static const uint32_t ids[] = {0, 7, 10, 4294967295u, 123456789, 0};
    for (size_t n = 0; n <= sizeof ids / sizeof *ids; n++) {
        Buf b = {0};
        IdList l = {0};
        Err e = {0};
        idline_add(&b, ids, n);
        assert_true(idline_claims(buf_str(&b)));
        assert_int_equal(idline_parse(buf_str(&b), &l, &e), 0);
        assert_int_equal(l.n, n);
        if (n > 0)
            assert_memory_equal(l.ids, ids, n * sizeof *ids);
        idlist_free(&l);
        buf_free(&b);
    }
}

static void lines_of_ids(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        int n; /* ids; -1: refused */
        bool claims;
        const char *says;
    } cases[] = {
        {" [ 1 ,\t2 ] \r", 2, true, NULL},
        {"[]", 0, true, NULL},
        {"[ ]", 0, true, NULL},
        {"[12]", 1, true, NULL},
        {"[1,]", -1, true, "byte 3"},
        {"[,1]", -1, true, "byte 1"},
        {"[1 2]", -1, true, "byte 3"},
        {"[01]", -1, true, "byte 1"},
        {"[4294967296]", -1, true, "byte 1"},
        {"[99999999999999999999999999999]", -1, true, "byte 1"},
        {"[-1]", -1, false, "byte 1"},
        {"[1.0]", -1, false, "byte 2"},
        {"[1e3]", -1, false, "byte 2"},
        {"[1", -1, true, "byte 2"},
        {"[", -1, false, "byte 1"},
        {"[1] x", -1, false, "behind"},
        {"[INST] hello", -1, false, "byte 1"},
        {"1,2", -1, false, "not a JSON array"},
        {"", -1, false, "not a JSON array"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        /* A copy without a NUL, so that a sanitizer sees what reads on. */
        const size_t n = strlen(cases[i].line);
        char *copy = malloc(n > 0 ? n : 1);
        memcpy(copy, cases[i].line, n);
        IdList l = {0};
        Err e = {0};
        const int rc = idline_parse((Str){copy, n}, &l, &e);
        if (rc != (cases[i].n < 0 ? -1 : 0) || (rc == 0 && l.n != (size_t)cases[i].n))
            fail_msg("\"%s\": %d, %zu ids", cases[i].line, rc, l.n);
        if (cases[i].says && !strstr(e.text, cases[i].says))
            fail_msg("\"%s\" says: %s", cases[i].line, e.text);
        if (idline_claims((Str){copy, n}) != cases[i].claims)
            fail_msg("\"%s\" is claimed wrongly", cases[i].line);
        idlist_free(&l);
        free(copy);
    }
}

/* The cases of the Unicode Standard, section 3.9, tables 3-8 to 3-11, and what Python gives. */
static void bytes_that_are_no_text_become_replacement_characters(void **state)
{
    (void)state;
#define R "\xef\xbf\xbd"
    static const struct {
        const char *bytes, *text;
    } cases[] = {
        {"plain \xc3\xa9", "plain \xc3\xa9"},
        {"\xc0\xaf\xe0\x80\xbf\xf0\x81\x82\x41", R R R R R R R R "A"},
        {"\xed\xa0\x80\xed\xbf\xbf\xed\xaf\x41", R R R R R R R R "A"},
        {"\xf4\x91\x92\x93\xff\x41\x80\xbf\x42", R R R R R "A" R R "B"},
        {"\xe1\x80\xe2\xf0\x91\x92\xf1\xbf\x41", R R R R "A"},
        {"\xe6\x97", R},
        {"\xf0\x9f\x98", R},
        {"\xf0\x9f\x98\x80\xf0", "\xf0\x9f\x98\x80" R},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *j = jsonline_text(str_of(cases[i].bytes));
        if (strcmp(json_string_value(j), cases[i].text) != 0)
            fail_msg("case %zu gives %s", i, json_string_value(j));
        json_decref(j);
    }
    json_t *nul = jsonline_text((Str){"a\0b", 3});
    assert_int_equal(json_string_length(nul), 3);
    json_decref(nul);
}

static void numpy_files(void **state)
{
    Err e = {0};
    char *path = test_file(*state, "x.npy", "old", 3);
    const float rows[2][3] = {{1, 2, 3}, {-4, 0.5f, 6}};
    Npy *n = npy_open(path, 3, &e);
    npy_add(n, rows[0]);
    npy_close(n); /* given up: the old file stands */
    Buf b = {0};
    assert_int_equal(file_read(path, &b, &e), 0);
    assert_int_equal(b.n, 3);
    n = npy_open(path, 3, &e);
    npy_add(n, rows[0]);
    npy_add(n, rows[1]);
    assert_false(npy_failed(n));
    assert_int_equal(npy_finish(n, &e), 0);
    npy_close(n);
    buf_clear(&b);
    assert_int_equal(file_read(path, &b, &e), 0);
    assert_int_equal(b.n, 128 + sizeof rows);
    assert_memory_equal(b.s, "\x93NUMPY\x01\x00\x76\x00{'descr': '<f4', ", 27);
    assert_non_null(strstr(b.s + 10, "'shape': (2, 3), }"));
    assert_int_equal(b.s[127], '\n');
    assert_memory_equal(b.s + 128, rows, sizeof rows);
    char *tmp = test_path(*state, "x.npy.tmp");
    assert_false(file_exists(tmp));
    free(tmp);
    char *nowhere = test_path(*state, "none/x.npy");
    assert_null(npy_open(nowhere, 3, &e));
    assert_int_equal(err_exit_code(&e), 3);
    free(nowhere);
    free(path);
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_there_and_back),
        cmocka_unit_test(lines_of_ids),
        cmocka_unit_test(bytes_that_are_no_text_become_replacement_characters),
        cmocka_unit_test_setup_teardown(numpy_files, test_folder_make, test_folder_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
