/* The C wrapper around RE2: the names and meaning that cre2 publishes. */
#include "tests/testing.h"

#include "detectors/cre2.h"

static cre2_options_t *quiet_options(void)
{
    cre2_options_t *o = cre2_opt_new();
    assert_non_null(o);
    cre2_opt_set_log_errors(o, 0);
    return o;
}

static void match_gives_groups_and_respects_anchor_and_range(void **state)
{
    (void)state;
    static const char text[] = "xx ab12 yy";
    static const struct {
        cre2_anchor_t anchor;
        int start, end, matches, at, length;
    } cases[] = {
        {CRE2_UNANCHORED, 0, 10, 1, 3, 4},   {CRE2_ANCHOR_START, 0, 10, 0, 0, 0},
        {CRE2_ANCHOR_START, 3, 10, 1, 3, 4}, {CRE2_ANCHOR_BOTH, 3, 10, 0, 0, 0},
        {CRE2_ANCHOR_BOTH, 3, 7, 1, 3, 4},   {CRE2_UNANCHORED, 0, 5, 0, 0, 0},
    };
    cre2_options_t *o = quiet_options();
    cre2_regexp_t *re = cre2_new("([a-z]+)([0-9]+)(z)?", 20, o);
    assert_int_equal(cre2_error_code(re), CRE2_NO_ERROR);
    assert_string_equal(cre2_error_string(re), "");
    assert_int_equal(cre2_num_capturing_groups(re), 3);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        cre2_string_t m[6] = {{0}}; /* more than there are groups */
        assert_int_equal(
            cre2_match(re, text, 10, cases[i].start, cases[i].end, cases[i].anchor, m, 6),
            cases[i].matches);
        if (!cases[i].matches)
            continue;
        assert_ptr_equal(m[0].data, text + cases[i].at);
        assert_int_equal(m[0].length, cases[i].length);
        assert_memory_equal(m[2].data, "12", 2);
        assert_null(m[3].data);
        assert_null(m[5].data);
    }
    assert_int_equal(cre2_match(re, text, 10, 0, 10, CRE2_UNANCHORED, NULL, 0), 1);
    cre2_delete(re);
    cre2_opt_delete(o);
}

static void options_change_what_matches(void **state)
{
    (void)state;
    cre2_options_t *o = quiet_options();
    cre2_string_t m;
    cre2_regexp_t *first = cre2_new("a|ab", 4, o);
    cre2_opt_set_longest_match(o, 1);
    cre2_regexp_t *longest = cre2_new("a|ab", 4, o);
    assert_int_equal(cre2_match(first, "ab", 2, 0, 2, CRE2_ANCHOR_START, &m, 1), 1);
    assert_int_equal(m.length, 1);
    assert_int_equal(cre2_match(longest, "ab", 2, 0, 2, CRE2_ANCHOR_START, &m, 1), 1);
    assert_int_equal(m.length, 2);

    cre2_regexp_t *utf8 = cre2_new("^.$", 3, o);
    cre2_opt_set_encoding(o, CRE2_Latin1);
    cre2_regexp_t *bytes = cre2_new("^.$", 3, o);
    assert_int_equal(cre2_match(utf8, "\xC3\xA9", 2, 0, 2, CRE2_ANCHOR_START, &m, 1), 1);
    assert_int_equal(cre2_match(bytes, "\xC3\xA9", 2, 0, 2, CRE2_ANCHOR_START, &m, 1), 0);
    assert_int_equal(cre2_match(bytes, "\xFF", 1, 0, 1, CRE2_ANCHOR_START, &m, 1), 1);

    cre2_opt_set_case_sensitive(o, 0);
    cre2_regexp_t *folded = cre2_new("abc", 3, o);
    assert_int_equal(cre2_match(folded, "ABC", 3, 0, 3, CRE2_ANCHOR_BOTH, &m, 1), 1);
    cre2_opt_set_max_mem(o, 64);
    cre2_regexp_t *too_large = cre2_new("[a-z]{1000}", 11, o);
    assert_int_not_equal(cre2_error_code(too_large), CRE2_NO_ERROR);
    cre2_delete(first);
    cre2_delete(longest);
    cre2_delete(utf8);
    cre2_delete(bytes);
    cre2_delete(folded);
    cre2_delete(too_large);
    cre2_opt_delete(o);
}

static void a_bad_pattern_says_why(void **state)
{
    (void)state;
    cre2_options_t *o = quiet_options();
    cre2_regexp_t *re = cre2_new("a(b", 3, o);
    assert_non_null(re);
    assert_int_equal(cre2_error_code(re), CRE2_ERROR_MISSING_PAREN);
    assert_non_null(strstr(cre2_error_string(re), "missing"));
    assert_int_equal(cre2_num_capturing_groups(re), -1);
    cre2_delete(re);
    cre2_delete(NULL);
    cre2_opt_delete(o);
}

static void a_set_tells_which_patterns_match(void **state)
{
    (void)state;
    cre2_options_t *o = quiet_options();
    cre2_set *set = cre2_set_new(o, CRE2_UNANCHORED);
    char error[12];
    assert_int_equal(cre2_set_add(set, "[0-9]+", 6, NULL, 0), 0);
    assert_int_equal(cre2_set_add(set, "(", 1, error, sizeof error), -1);
    assert_int_equal(strlen(error), sizeof error - 1); /* cut to the buffer, and closed */
    assert_int_equal(cre2_set_add(set, "a+b", 3, error, sizeof error), 1);
    assert_int_equal(cre2_set_add(set, "zzz", 3, NULL, 0), 2);
    assert_int_equal(cre2_set_compile(set), 1);
    int found[3] = {-1, -1, -1};
    assert_int_equal(cre2_set_match(set, "12 aab", 6, found, 3), 2);
    assert_int_equal(found[0] + found[1], 1); /* 0 and 1 in some order */
    assert_int_equal(found[2], -1);
    int one[1] = {-1};
    assert_int_equal(cre2_set_match(set, "12 aab", 6, one, 1), 2);
    assert_int_equal(cre2_set_match(set, "nothing", 7, found, 3), 0);
    cre2_set_delete(set);
    cre2_set_delete(NULL);
    cre2_opt_delete(o);
}

/* An automaton that has no room is no reason to miss a match. */
static void a_set_with_little_memory_still_finds(void **state)
{
    (void)state;
    size_t compiled = 0;
    for (int64_t max_mem = 256; max_mem < 1 << 22; max_mem = max_mem * 5 / 4) {
        cre2_options_t *o = quiet_options();
        cre2_opt_set_max_mem(o, max_mem);
        cre2_set *set = cre2_set_new(o, CRE2_UNANCHORED);
        int found[2];
        if (cre2_set_add(set, "[a-f]{3}[0-9]{5}x", 17, NULL, 0) == 0 &&
            cre2_set_add(set, "b.{9}z", 6, NULL, 0) == 1 && cre2_set_compile(set) == 1) {
            compiled++;
            assert_int_equal(cre2_set_match(set, "-abc12345x--bz", 14, found, 2), 1);
            assert_int_equal(found[0], 0);
        }
        cre2_set_delete(set);
        cre2_opt_delete(o);
    }
    assert_true(compiled > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(match_gives_groups_and_respects_anchor_and_range),
        cmocka_unit_test(options_change_what_matches),
        cmocka_unit_test(a_bad_pattern_says_why),
        cmocka_unit_test(a_set_tells_which_patterns_match),
        cmocka_unit_test(a_set_with_little_memory_still_finds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
