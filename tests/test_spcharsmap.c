/* Compiled normalization rules made by hand: what would lead a search astray is refused. */
#include "tests/testing.h"

#include "audit/base/buf.h"
#include "infer/tokenizer/spcharsmap.h"

#include <string.h>

/* unit of a double array: see infer/tokenizer/spcharsmap.c */
static uint32_t unit(unsigned label, bool leaf, size_t offset)
{
    return label | (uint32_t)leaf << 8 | (uint32_t)offset << 10;
}

enum { N_UNITS = 512, A = 'a', STATE = 256 ^ 'a' };

/* One rule, "a" -> the first replacement: the root leads to STATE, and its leaf is STATE ^ 1. */
static void one_rule(uint32_t units[N_UNITS])
{
    for (size_t i = 1; i < N_UNITS; i++)
        units[i] = 1u << 31; /* a leaf: no byte leads to it */
    units[0] = unit(0, false, 256);
    units[STATE] = unit(A, true, 1);
}

static int open_rules(const uint32_t units[N_UNITS], Str replacements, SpCharsmap *c, Err *e)
{
    static Buf blob; /* must live as long as c */
    buf_clear(&blob);
    const uint32_t n = N_UNITS * 4;
    for (int i = 0; i < 4; i++)
        buf_add_char(&blob, (char)(n >> (8 * i)));
    for (size_t k = 0; k < N_UNITS; k++) {
        for (int i = 0; i < 4; i++)
            buf_add_char(&blob, (char)(units[k] >> (8 * i)));
    }
    buf_add_str(&blob, replacements);
    *e = (Err){0};
    return spcharsmap_open(c, buf_str(&blob), e);
}

static void rules_that_lead_astray_are_refused(void **state)
{
    (void)state;
    const Str text = {"x\0", 2};
    uint32_t units[N_UNITS];
    SpCharsmap c;
    Err e;
    Str to;
    one_rule(units);
    assert_int_equal(open_rules(units, text, &c, &e), 0);
    assert_int_equal(spcharsmap_match(&c, str_of("ab"), &to), 1);
    assert_true(str_equal_c(to, "x"));
    assert_int_equal(spcharsmap_match(&c, str_of("ba"), &to), 0);
    spcharsmap_close(&c);

    assert_int_equal(open_rules(units, (Str){"xy", 2}, &c, &e), -1); /* no NUL */
    assert_non_null(strstr(e.text, "does not end"));
    assert_int_equal(open_rules(units, (Str){"\xff\0", 2}, &c, &e), -1);
    assert_non_null(strstr(e.text, "is not UTF-8"));

    units[STATE ^ 1] = 1u << 31 | 2;
    assert_int_equal(open_rules(units, text, &c, &e), -1);
    assert_non_null(strstr(e.text, "is no leaf with an offset below 2"));

    one_rule(units);
    units[STATE] = unit(A, false, N_UNITS);
    assert_int_equal(open_rules(units, text, &c, &e), -1);
    assert_non_null(strstr(e.text, "points to"));

    one_rule(units); /* "a" leads to itself */
    units[STATE] = unit(A, false, 'a');
    assert_int_equal(open_rules(units, text, &c, &e), -1);
    assert_non_null(strstr(e.text, "lead to one another"));
}

/* Rules "a", "aa", "aaa" ...: the library finds no more than 32 that begin one another. */
static void rules_inside_rules_have_a_limit(void **state)
{
    (void)state;
    for (size_t n = 31; n <= 33; n++) {
        uint32_t units[N_UNITS];
        SpCharsmap c;
        Err e;
        Str to;
        one_rule(units);
        for (size_t k = 1, place = STATE; k <= n; k++) {
            const size_t base = 256 + 2 * k; /* its leaf; the next state is base ^ 'a', odd */
            units[place] = unit(A, true, place ^ base);
            units[base] = 1u << 31;
            place = base ^ A;
        }
        if (n > 32) {
            assert_int_equal(open_rules(units, (Str){"x\0", 2}, &c, &e), -1);
            assert_non_null(strstr(e.text, "more than 32 rules begin one another"));
        } else {
            assert_int_equal(open_rules(units, (Str){"x\0", 2}, &c, &e), 0);
            char text[40];
            memset(text, 'a', sizeof text);
            assert_int_equal(spcharsmap_match(&c, (Str){text, sizeof text}, &to), n);
            spcharsmap_close(&c);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_that_lead_astray_are_refused),
        cmocka_unit_test(rules_inside_rules_have_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
