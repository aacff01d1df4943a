/* Places counted in three ways, and members of JSON lines found in them. */
#include "tests/testing.h"

#include "audit/base/utf8.h"
#include "audit/jsonspan.h"
#include "audit/textplace.h"

#include <jansson.h>

static uint64_t draw(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return *seed >> 33;
}

/* Character by character, from the text's first byte. */
static TextPlace plain_place(Str text, size_t to)
{
    TextPlace p = {.bytes = to};
    for (size_t at = 0; at < to;) {
        const size_t n = utf8_length((Str){text.s + at, text.n - at});
        p.chars++;
        p.units += n == 4 ? 2 : 1;
        at += n ? n : 1;
    }
    return p;
}

static void places_do_not_hang_on_the_steps(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a",    "bcdefghijklmnop", "é",        "日本",     "😀",
                                         "\xFF", "\xE2\x82",        "\xF0\x9F", "\xC3\x28", "\n"};
    uint64_t seed = 2;
    for (int round = 0; round < 500; round++) {
        Buf text = {0};
        const size_t want = draw(&seed) % 100;
        while (text.n < want)
            buf_add_c(&text, pieces[draw(&seed) % (sizeof pieces / sizeof pieces[0])]);
        TextPlace p = {0};
        for (size_t at = 0; at <= text.n;) {
            const TextPlace plain = plain_place(buf_str(&text), at);
            assert_int_equal(p.bytes, plain.bytes);
            assert_int_equal(p.chars, plain.chars);
            assert_int_equal(p.units, plain.units);
            const size_t to = at + draw(&seed) % 12;
            if (to > text.n)
                break;
            textplace_advance(&p, buf_str(&text), at, to);
            at = to + (to == text.n && to == at);
        }
        buf_free(&text);
    }
}

static void members_are_where_a_parser_finds_them(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        const char *values; /* of "text" at the top, as they are written, joined by blanks */
    } cases[] = {
        {"{}", ""},
        {"{\"text\":\"a\"}", "\"a\""},
        {" { \"text\" : \"a\" , \"b\":1}", "\"a\""},
        {"{\"b\":{\"text\":\"x\"},\"text\":\"a\"}", "\"a\""},
        {"{\"b\":[\"text\",{\"text\":\"]\"}],\"text\":\"\\\"}\\\\\"}", "\"\\\"}\\\\\""},
        {"{\"text\":1,\"c\":\"text\",\"text\":\"\"}", "\"\""},
        {"{\"text\":\"a\",\"text\":\"b\"}", "\"a\" \"b\""},
        {"{\"t\\u0065xt\":\"a\"}", "\"a\""},
        {"{\"text\":null,\"a\":true,\"b\":-1.5e3,\"text\":\"z\"}", "\"z\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const Str line = str_of(cases[i].line);
        Buf found = {0};
        size_t at = 0, from, to;
        while (jsonspan_next(line, "text", &at, &from, &to)) {
            if (found.n > 0)
                buf_add_char(&found, ' ');
            buf_add(&found, line.s + from, to - from);
        }
        assert_string_equal(buf_cstr(&found), cases[i].values);
        buf_free(&found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_do_not_hang_on_the_steps),
        cmocka_unit_test(members_are_where_a_parser_finds_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
