/* Classes of code points and NFC: the library's answers (tests/oracle/splitting_golden.py) over all
 * code points and on strings of marks. */
#include "tests/testing.h"

#include "infer/tokenizer/codeset.h"
#include "infer/tokenizer/unicode.h"
#include "tests/splittingstrings.h"

static bool is_character(uint32_t c)
{
    return c < 0xD800 || c >= 0xE000;
}

/* Every set of sets.txt, by its ranges and by its bitmap. */
static void test_sets(void **state)
{
    (void)state;
    Buf file = {0};
    Arena a = {0};
    Err e = {0};
    assert_int_equal(file_read(SPLITTING "sets.txt", &file, &e), 0);
    size_t n = 0;
    for (char *line = strtok((char *)buf_cstr(&file), "\n"); line; line = strtok(NULL, "\n")) {
        char *digest = strchr(line, ' ');
        assert_non_null(digest);
        const Str name = {line, (size_t)(digest - line)};
        CodeSet set;
        assert_true(codeset_named(name, false, &set, &a));
        const CodeMap *map = codemap_of(set, &a);
        Sha256 *sha = sha256_open();
        size_t r = 0;
        for (uint32_t c = 0; c <= UNICODE_LAST; c++) {
            while (r < set.n && set.ranges[r].last < c)
                r++;
            const bool in = r < set.n && set.ranges[r].first <= c;
            assert_int_equal(in, codemap_has(map, c));
            if (in && is_character(c))
                sha256_add(sha, &c, sizeof c);
        }
        char hex[SHA256_HEX_BYTES];
        sha256_hex(sha, hex);
        sha256_close(sha);
        if (strcmp(hex, digest + 1) != 0)
            fail_msg("\\p{%.*s} differs", (int)name.n, name.s);
        arena_clear(&a);
        n++;
    }
    assert_true(n > 60);
    arena_free(&a);
    buf_free(&file);
}

/* unicode_class and the ranges of a class are two ways to ask the same. */
static void test_class(void **state)
{
    (void)state;
    Arena a = {0};
    for (unsigned bit = 1; bit <= UNICODE_SPACE; bit <<= 1) {
        const CodeMap *map = codemap_of(codeset_of_class(bit, &a), &a);
        for (uint32_t c = 0; c <= UNICODE_LAST; c++)
            if (codemap_has(map, c) != ((unicode_class(c) & bit) != 0))
                fail_msg("U+%04X, bit %x", c, bit);
        arena_clear(&a);
    }
    for (uint32_t c = 0; c <= UNICODE_LAST; c++) {
        const unsigned category = unicode_class(c) & ~(unsigned)UNICODE_SPACE;
        assert_true(category && (category & (category - 1)) == 0);
    }
    assert_int_equal(unicode_class(UNICODE_LAST + 1), 0);
    assert_int_equal(unicode_class('A'), UNICODE_LU);
    assert_int_equal(unicode_class(0xA0), UNICODE_ZS | UNICODE_SPACE);
    assert_int_equal(unicode_class(0x85), UNICODE_CC | UNICODE_SPACE);
    arena_free(&a);
}

/* The NFC form of s goes to `out`; the quick check must not contradict it. */
static void nfc(const Buf *s, Buf *out)
{
    buf_clear(out);
    unicode_nfc(buf_str(s), out);
    const bool same = str_equal(buf_str(s), buf_str(out));
    if (unicode_is_nfc(buf_str(s)) && !same)
        fail_msg("the quick check is wrong about \"%s\"", buf_cstr((Buf *)s));
    /* A normal form is its own. */
    Buf again = {0};
    unicode_nfc(buf_str(out), &again);
    assert_true(str_equal(buf_str(out), buf_str(&again)));
    buf_free(&again);
}

static void test_nfc_everything(void **state)
{
    (void)state;
    static const char *const around[][2] = {
        {"", ""}, {"a", "\u0334\u0301"}, {"e\u0345", "\u0300\u1161"}};
    Buf golden = {0};
    Err e = {0};
    assert_int_equal(file_read(SPLITTING "everything.txt", &golden, &e), 0);
    Buf in = {0};
    Buf out = {0};
    for (size_t i = 0; i < 3; i++) {
        Sha256 *sha = sha256_open();
        for (uint32_t c = 0; c <= UNICODE_LAST; c++) {
            if (!is_character(c))
                continue;
            buf_clear(&in);
            buf_add_c(&in, around[i][0]);
            unicode_add(&in, c);
            buf_add_c(&in, around[i][1]);
            nfc(&in, &out);
            sha256_add(sha, buf_str(&out).s, out.n);
            sha256_add(sha, "", 1);
        }
        char hex[SHA256_HEX_BYTES];
        sha256_hex(sha, hex);
        sha256_close(sha);
        assert_true(golden.n >= (i + 1) * SHA256_HEX_BYTES);
        if (memcmp(hex, golden.s + i * SHA256_HEX_BYTES, SHA256_HEX_BYTES - 1) != 0)
            fail_msg("surroundings %zu: some code point differs", i);
    }
    buf_free(&in);
    buf_free(&out);
    buf_free(&golden);
}

/* As marks_at of the oracle. */
static void marks_at(uint64_t i, Buf *out)
{
    static const uint32_t marks[][2] = {
        {0x41, 0x5A},       {0xC0, 0x233},      {0x300, 0x36F},    {0x591, 0x5C7},
        {0x653, 0x655},     {0x900, 0x9FF},     {0xB40, 0xD60},    {0xF40, 0xFBF},
        {0x1100, 0x11FF},   {0x1B05, 0x1B44},   {0x1DC0, 0x1DFF},  {0x1E00, 0x1FFF},
        {0x2126, 0x212B},   {0x3091, 0x309A},   {0xAC00, 0xAC80},  {0xFB1D, 0xFB4E},
        {0x11080, 0x11140}, {0x1D158, 0x1D1FF}, {0x2F800, 0x2FA20}};
    uint64_t r = i + 1000000;
    const size_t most = splitting_below(&r, 30) ? 12 : 90;
    buf_clear(out);
    for (size_t n = 1 + splitting_below(&r, most); n; n--) {
        const uint32_t *range = marks[splitting_below(&r, sizeof marks / sizeof marks[0])];
        unicode_add(out, range[0] + (uint32_t)splitting_below(&r, range[1] - range[0] + 1));
    }
}

static void test_nfc_marks(void **state)
{
    (void)state;
    SplittingBlocks b = splitting_blocks(SPLITTING "nfc.hashes");
    Buf in = {0};
    Buf out = {0};
    for (size_t i = 0; i < SPLITTING_STRINGS; i++) {
        marks_at(i, &in);
        nfc(&in, &out);
        sha256_add(b.sha, buf_str(&out).s, out.n);
        sha256_add(b.sha, "", 1);
        splitting_blocks_next(&b);
    }
    splitting_blocks_end(&b);
    buf_free(&in);
    buf_free(&out);
}

/* A run of marks that would take hours if ordering them were quadratic. */
static void test_nfc_long_run(void **state)
{
    (void)state;
    enum { MARKS = 1000000 };
    Buf in = {0};
    Buf out = {0};
    buf_add_c(&in, "x");
    for (size_t i = 0; i < MARKS; i++)
        unicode_add(&in, i % 2 ? 0x0315 : 0x0316); /* classes 232 and 220 */
    unicode_nfc(buf_str(&in), &out);
    assert_int_equal(in.n, out.n);
    for (size_t i = 0; i < MARKS; i++) {
        size_t at = 1 + 2 * i;
        if (unicode_next(buf_str(&out), &at) != (i < MARKS / 2 ? 0x0316 : 0x0315))
            fail_msg("mark %zu", i);
    }
    buf_free(&in);
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sets),           cmocka_unit_test(test_class),
        cmocka_unit_test(test_nfc_everything), cmocka_unit_test(test_nfc_marks),
        cmocka_unit_test(test_nfc_long_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
