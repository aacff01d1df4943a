/* Matching: exact and approximate, edit limits, Levenshtein against a plain dynamic programme and
 * against a published library. */
#include "tests/plaindistance.h"

#include "detectors/codepoint.h"
#include "detectors/detectors.h"

/* ---- matches ---- */

static void match_compares_tokens(void **state)
{
    (void)state;
    static const uint32_t truth[] = {1, 2, 3, 4, 5};
    static const struct {
        size_t n;
        uint32_t continuation[6];
        size_t max_edits;
        Match want;
    } cases[] = {
        {5, {1, 2, 3, 4, 5}, 0, {true, true, 0, 5}},
        {5, {1, 2, 3, 4, 6}, 1, {false, true, 1, 4}},
        {5, {1, 2, 3, 4, 6}, 0, {false, false, 1, 4}},
        {5, {9, 2, 3, 4, 5}, 1, {false, true, 1, 0}},
        {4, {2, 3, 4, 5}, 1, {false, true, 1, 0}}, /* first one missing */
        {4, {1, 2, 3, 4}, 1, {false, true, 1, 4}}, /* ended early */
        {3, {1, 2, 3}, 1, {false, false, 2, 3}},
        {5, {2, 1, 3, 4, 5}, 2, {false, true, 2, 0}},    /* a swap is two edits */
        {5, {1, 1, 2, 3, 4}, 2, {false, true, 2, 1}},    /* shifted by one */
        {6, {1, 2, 3, 4, 5, 6}, 1, {false, true, 1, 5}}, /* longer than the truth */
        {5, {5, 4, 3, 2, 1}, 3, {false, false, 4, 0}},
        {5, {4294967295u, 2, 3, 4, 5}, 0, {false, false, 1, 0}},
        {0, {0}, 5, {false, true, 5, 0}},
        {0, {0}, 4, {false, false, 5, 0}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const Match m =
            match_tokens(cases[i].continuation, cases[i].n, truth, 5, cases[i].max_edits);
        if (m.exact != cases[i].want.exact || m.approximate != cases[i].want.approximate ||
            m.edit_distance != cases[i].want.edit_distance ||
            m.first_mismatch != cases[i].want.first_mismatch)
            fail_msg("case %zu: exact %d, approximate %d, distance %zu, first mismatch %zu", i,
                     m.exact, m.approximate, m.edit_distance, m.first_mismatch);
    }
    const Match empty = match_tokens(NULL, 0, NULL, 0, 0);
    assert_true(empty.exact && empty.approximate && empty.edit_distance == 0);
}

static void max_edits_reads_the_fraction_as_it_was_written(void **state)
{
    (void)state;
    static const struct {
        double fraction;
        size_t tokens, want;
    } cases[] = {
        {0.10, 50, 5},
        {0.1, 49, 4},
        {0.29, 100, 29},
        {0.07, 100, 7},
        {0.57, 100, 57},
        {0.58, 100, 58},
        {1.0, 50, 50},
        {0.0, 50, 0},
        {0.999, 50, 49},
        {0.1, 0, 0},
        {0.3, 10, 3},
        {0.1, 30, 3},
        {1e-3, 999, 0},
        {1e-3, 1000, 1},
        {1e-300, 1000, 0},
        {5e-324, 9, 0},
        {0.1, SIZE_MAX, SIZE_MAX / 10},
        {1.0, SIZE_MAX, SIZE_MAX},
        {1.0 / 3, 3, 0}, /* the user wrote 0.3333333333333333 */
        {0.1234567890123456, 10000000000000000u, 1234567890123456u},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (match_max_edits(cases[i].fraction, cases[i].tokens) != cases[i].want)
            fail_msg("%.17g of %zu: %zu", cases[i].fraction, cases[i].tokens,
                     match_max_edits(cases[i].fraction, cases[i].tokens));
}

/* Every fraction of up to three decimals, as strtod reads it, times 1 to 200 tokens. */
static void max_edits_agrees_with_integers(void **state)
{
    (void)state;
    for (unsigned thousandths = 0; thousandths <= 1000; thousandths++) {
        char text[16];
        snprintf(text, sizeof text, "%u.%03u", thousandths / 1000, thousandths % 1000);
        const double fraction = strtod(text, NULL);
        for (size_t tokens = 1; tokens <= 200; tokens++)
            if (match_max_edits(fraction, tokens) != thousandths * tokens / 1000)
                fail_msg("%s of %zu: %zu", text, tokens, match_max_edits(fraction, tokens));
    }
}

/* ---- Levenshtein ---- */

static void levenshtein_agrees_with_the_plain_programme(void **state)
{
    (void)state;
    static const size_t alphabets[] = {1, 2, 4, 60, 100000};
    uint64_t seed = 7;
    uint32_t a[300], b[300];
    for (int round = 0; round < 6000; round++) {
        const size_t alphabet = alphabets[round % 5];
        const uint32_t step = round % 2 ? 1 : 4096 * 31; /* neighbours, and colliding hashes */
        const size_t n_a = random_below(&seed, round % 7 == 0 ? 300 : 70);
        size_t n_b = random_below(&seed, round % 7 == 0 ? 300 : 70);
        for (size_t i = 0; i < n_a; i++)
            a[i] = (uint32_t)random_below(&seed, alphabet) * step;
        if (round % 3 == 0) { /* nearly equal, as continuations are */
            n_b = n_a;
            memcpy(b, a, sizeof a);
            for (size_t edits = random_below(&seed, 6); edits > 0 && n_b > 0; edits--)
                b[random_below(&seed, n_b)] = (uint32_t)random_below(&seed, alphabet) * step;
        } else {
            for (size_t i = 0; i < n_b; i++)
                b[i] = (uint32_t)random_below(&seed, alphabet) * step;
        }
        const size_t want = plain_distance(a, n_a, b, n_b);
        if (levenshtein_tokens(a, n_a, b, n_b) != want ||
            levenshtein_tokens(b, n_b, a, n_a) != want)
            fail_msg("round %d, %zu and %zu tokens: %zu, not %zu", round, n_a, n_b,
                     levenshtein_tokens(a, n_a, b, n_b), want);
    }
}

static size_t hex_bytes(const char *hex, char *out)
{
    size_t n = 0;
    for (; hex[0] != '-' && hex[0]; hex += 2) {
        unsigned byte;
        assert_int_equal(sscanf(hex, "%2x", &byte), 1);
        out[n++] = (char)byte;
    }
    return n;
}

static size_t comma_tokens(const char *text, uint32_t *out)
{
    size_t n = 0;
    for (char *end = (char *)text; *text != '-' && *end; text = end + 1)
        out[n++] = (uint32_t)strtoul(text, &end, 10);
    return n;
}

/* Made by tests/oracle/levenshtein_golden.py with rapidfuzz 3.14.6. */
static void levenshtein_agrees_with_a_published_library(void **state)
{
    (void)state;
    enum { LONGEST = 8192 };
    static char line[4 * LONGEST], a[LONGEST], b[LONGEST], bytes_a[LONGEST], bytes_b[LONGEST];
    static uint32_t tokens_a[LONGEST], tokens_b[LONGEST];
    FILE *f = fopen("tests/golden/detectors/levenshtein.txt", "r");
    assert_non_null(f);
    size_t lines = 0;
    while (fgets(line, sizeof line, f)) {
        char kind[8];
        size_t want, want_chars = 0, chars = 0, got;
        assert_true(sscanf(line, "%7s %8191s %8191s %zu %zu", kind, a, b, &want, &want_chars) >= 4);
        if (strcmp(kind, "tokens") == 0) {
            const size_t n_a = comma_tokens(a, tokens_a), n_b = comma_tokens(b, tokens_b);
            got = levenshtein_tokens(tokens_a, n_a, tokens_b, n_b);
        } else {
            const Str x = {bytes_a, hex_bytes(a, bytes_a)}, y = {bytes_b, hex_bytes(b, bytes_b)};
            got = levenshtein_chars(x, y, &chars);
        }
        lines++;
        if (got != want || chars != want_chars)
            fail_msg("line %zu: %zu of %zu characters, not %zu of %zu", lines, got, chars, want,
                     want_chars);
    }
    fclose(f);
    assert_true(lines > 140);
}

static void chars_counts_characters_and_broken_bytes(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        size_t distance, chars;
    } cases[] = {
        {"", "", 0, 0},
        {"kitten", "sitting", 3, 7},
        {"", "äöü", 3, 3},
        {"naïve", "naive", 1, 5},
        {"😀", "😁", 1, 1},
        {"\xF0\x9F\x98", "😀", 3, 1}, /* cut in the middle: three bytes for one character */
        {"\xFF", "\xFE", 1, 1},
        {"\xFF", "ÿ", 1, 1},            /* U+00FF is not the byte FF */
        {"\xC0\x80", "", 2, 0},         /* overlong NUL */
        {"\xED\xA0\x80", "", 3, 0},     /* a surrogate */
        {"\xF4\x90\x80\x80", "", 4, 0}, /* beyond U+10FFFF */
        {"a\xC3", "a\xC3\xA9", 1, 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t chars = 99;
        const size_t got = levenshtein_chars(str_of(cases[i].a), str_of(cases[i].b), &chars);
        if (got != cases[i].distance || chars != cases[i].chars)
            fail_msg("case %zu: distance %zu of %zu characters", i, got, chars);
    }
}

/* ---- code points ---- */

static void codepoint_reads_back_and_forth(void **state)
{
    (void)state;
    uint64_t seed = 11;
    static const char *const pieces[] = {"a", "é", "漢", "😀", "\xFF", "\x80", "\xE2\x82", "\xC3"};
    for (int round = 0; round < 2000; round++) {
        char text[64];
        size_t n = 0;
        for (size_t i = random_below(&seed, 12); i > 0; i--) {
            const char *piece = pieces[random_below(&seed, 8)];
            memcpy(text + n, piece, strlen(piece));
            n += strlen(piece);
        }
        const Str s = {text, n};
        for (size_t at = 0; at < n;) {
            const size_t start = at;
            const uint32_t c = codepoint_next(s, &at);
            size_t back;
            assert_int_equal(codepoint_before(s, at, &back), c);
            assert_int_equal(back, start);
        }
    }
}

static void codepoint_knows_which_scripts_use_spaces(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool in_word;
    } cases[] = {
        {"a", true},  {"Z", true},  {"0", true},     {"_", true},     {"é", true},   {"ß", true},
        {"ж", true},  {"Ω", true},  {"ש", true},     {"ع", true},     {"क", true},   {"٣", true},
        {"１", true}, {"Ａ", true}, {" ", false},    {"-", false},    {"\n", false}, {"—", false},
        {"“", false}, {"×", false}, {"漢", false},   {"か", false},   {"한", false}, {"，", false},
        {"€", false}, {"😀", false}, {"\xFF", false}, {"\xC3", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t at = 0;
        if (codepoint_in_word(codepoint_next(str_of(cases[i].text), &at)) != cases[i].in_word)
            fail_msg("%s", cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(match_compares_tokens),
        cmocka_unit_test(max_edits_reads_the_fraction_as_it_was_written),
        cmocka_unit_test(max_edits_agrees_with_integers),
        cmocka_unit_test(levenshtein_agrees_with_the_plain_programme),
        cmocka_unit_test(levenshtein_agrees_with_a_published_library),
        cmocka_unit_test(chars_counts_characters_and_broken_bytes),
        cmocka_unit_test(codepoint_reads_back_and_forth),
        cmocka_unit_test(codepoint_knows_which_scripts_use_spaces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
