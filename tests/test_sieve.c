/* The sieve against RE2, and the scanner against the plain way: each pattern tried by RE2 at each
 * anchor, context words looked for by plain comparison. */
#include "tests/testing.h"

#include "detectors/catalogue.h"
#include "detectors/context.h"
#include "detectors/cre2.h"
#include "detectors/detectors.h"
#include "detectors/expression.h"
#include "detectors/prefilter.h"
#include "detectors/sieve.h"
#include "tests/detector_cases.h"

static uint64_t draw(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return *seed >> 33;
}

/* ---- one pattern ---- */

static cre2_regexp_t *compile(const char *pattern)
{
    cre2_options_t *o = cre2_opt_new();
    cre2_opt_set_log_errors(o, 0);
    cre2_opt_set_longest_match(o, 1);
    cre2_opt_set_encoding(o, CRE2_Latin1);
    cre2_regexp_t *re = cre2_new(pattern, (int)strlen(pattern), o);
    cre2_opt_delete(o);
    if (cre2_error_code(re) != CRE2_NO_ERROR)
        fail_msg("%s: %s", pattern, cre2_error_string(re));
    return re;
}

/* A text that the pattern may match: a walk through its steps, with a byte now and then replaced. */
static size_t text_near(const Expression *x, uint64_t *seed, char *text, size_t most)
{
    static const char other[] = "0 9aZ-./:=@\"'_\n\x80\xFFx(";
    size_t n = 0;
    uint32_t at = x->start;
    for (size_t walked = 0; n < most && walked < 100000; walked++) {
        const ExpressionStep *s = &x->steps[at];
        if (s->kind == STEP_END)
            break;
        if (s->kind == STEP_FORK) {
            at = draw(seed) % 3 ? s->next : s->other;
            continue;
        }
        unsigned char b = (unsigned char)draw(seed);
        for (int i = 0; i < 256 && !byteset_has(&s->set, b); i++)
            b++;
        text[n++] = (char)b;
        at = s->next;
    }
    for (int extra = (int)(draw(seed) % 4); extra > 0 && n < most; extra--)
        text[n++] = other[draw(seed) % (sizeof other - 1)];
    if (draw(seed) % 4 == 0 && n > 0)
        text[draw(seed) % n] = other[draw(seed) % (sizeof other - 1)];
    return n;
}

/* 1 + the end of RE2's longest match within the window; 0: none. */
static size_t longest(const cre2_regexp_t *re, Str text, size_t window)
{
    cre2_string_t match;
    const size_t n = window && window < text.n ? window : text.n;
    if (!cre2_match(re, text.s, (int)n, 0, (int)n, CRE2_ANCHOR_START, &match, 1))
        return 0;
    return 1 + (size_t)match.length;
}

static void check_rows(const SieveRow *rows, size_t n, size_t states, int rounds)
{
    Sieve *s = sieve_open(rows, n, states);
    SieveHit *hits = calloc(n, sizeof *hits);
    uint32_t *place = calloc(n, sizeof *place);
    assert_true(sieve_states(s) <= states);
    uint64_t seed = 11;
    for (size_t i = 0; i < n; i++) {
        Expression x;
        if (!expression_read(&x, rows[i].pattern))
            continue;
        for (int round = 0; round < rounds; round++) {
            char text[600];
            const Str t = {text, text_near(&x, &seed, text, sizeof text)};
            const size_t n_hits = sieve_run(s, t, hits, place);
            for (size_t k = 0; k < n; k++) {
                assert_int_equal(place[k], 0);
                cre2_regexp_t *re = k == i || n < 40 ? compile(rows[k].pattern) : NULL;
                if (!re)
                    continue;
                const SieveHit *hit = NULL;
                for (size_t h = 0; h < n_hits; h++)
                    if (hits[h].row == k)
                        hit = &hits[h];
                const size_t want = longest(re, t, rows[k].window_bytes);
                if (hit ? !hit->ask && hit->end + 1 != want : want != 0)
                    fail_msg("%s: %zu where RE2 says %zu", rows[k].pattern, hit ? hit->end + 1 : 0,
                             want);
                cre2_delete(re);
            }
        }
        expression_free(&x);
    }
    free(hits);
    free(place);
    sieve_close(s);
}

static void a_pattern_matches_as_in_re2(void **state)
{
    (void)state;
    static const char *const patterns[] = {
        "a",
        "abc",
        "a|b",
        "ab|cd|",
        "a*",
        "a+b?",
        "(?:ab)*c",
        "a{3}",
        "a{2,}",
        "a{0,3}b",
        "a{,3}",
        "[a-c]x",
        "[^a-c]",
        "[]a]",
        "[^]a]",
        "[a\\]-]",
        "[a-]",
        "[\\d_]+",
        "[\\x41-\\x43]",
        "\\x41",
        "\\d{3}-\\d{2}",
        "\\w+\\s\\S",
        "\\D\\W",
        ".",
        "a.b",
        "(?i)aBc",
        "(?i:ab)c",
        "x(?i)y",
        "(?i:[a-f])+",
        "(a)(?:b)",
        "(?:a|bc)*d",
        "(?:)",
        "(?:a|)b",
        "a*?b",
        "a+?",
        "a??b",
        "\\.\\*",
        "a{x",
        "{",
        "]",
        "(?:(?:a?){2}b)*",
        "\\t\\n\\r",
        "[ \\t]*=",
        "\xE9+",
        "[\\x80-\\xff]",
        "(?i)\xE9",
        "a\\b",
        "^a$",
        "(?:[0-9] ?){3,5}[0-9]",
        "(?:a*)*",
        "(?:a*)+b",
        "(?:a{2}){3}",
        "a{0}",
        "[[:alpha:]]",
        "\\pL",
        "\\Qa.b\\E",
        "(?s).",
        "(?P<n>a)",
        "[a-z&&[b]]",
        "\\a\\f\\v",
        "(?:ab){2,3}?c",
        "[^\\x00-\\x20]+",
        "[^\\W]",
    };
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++)
        for (size_t window = 0; window < 12; window += 5)
            check_rows(&(SieveRow){patterns[i], window}, 1, 200, 60);
}

/* Nothing that RE2 matches is lost where the automaton has no room. */
static void a_sieve_without_room_asks(void **state)
{
    (void)state;
    static const SieveRow rows[] = {
        {"[0-9]{3}-[0-9]{2}-[0-9]{4}", 11},
        {"[0-9](?:[ -]?[0-9]){11,25}", 64},
        {"[0-9]{9,12}", 0},
        {"[0-9]{1,3}(?:\\.[0-9]{1,3}){3}", 16},
        {"[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]){11,30}", 64},
        {"\\pN+", 8},
        {"[0-9]+\\b", 9},
    };
    const size_t n = sizeof rows / sizeof rows[0];
    for (size_t states = 1; states < 400; states = 2 * states + 1)
        check_rows(rows, n, states, 60);
}

static void the_tables_patterns_match_as_in_re2(void **state)
{
    (void)state;
    size_t n = catalogue_detectors(), unread = 0;
    for (size_t i = 0; i < n; i++) {
        const Detector *d = catalogue_detector(i);
        const SieveRow row = {d->pattern, d->window_bytes};
        check_rows(&row, 1, 1200, 40);
        Sieve *s = sieve_open(&row, 1, 1200);
        unread += sieve_unread(s);
        sieve_close(s);
    }
    assert_int_equal(unread, 0); /* each row that is not read is asked of RE2 at every anchor */
}

/* ---- the scanner ---- */

typedef struct {
    Scanner *fast, *plain;
} Both;

static int both_make(void **state)
{
    Both *b = calloc(1, sizeof *b);
    Err e = {0};
    b->fast = scanner_open(&e);
    b->plain = scanner_open_with(&(ScannerOptions){.plain = true}, NULL, &e);
    *state = b;
    return b->fast && b->plain ? 0 : -1;
}

static int both_drop(void **state)
{
    Both *b = *state;
    scanner_close(b->fast);
    scanner_close(b->plain);
    free(b);
    return 0;
}

static size_t check_same(const Both *b, Str text)
{
    Arena a = {0};
    Finding *f, *g;
    const size_t n = scanner_scan(b->fast, text, &a, &f);
    const size_t m = scanner_scan(b->plain, text, &a, &g);
    for (size_t i = 0; i < n || i < m; i++)
        if (i >= n || i >= m || f[i].start != g[i].start || f[i].end != g[i].end ||
            f[i].row->type != g[i].row->type || f[i].confidence != g[i].confidence ||
            f[i].validated != g[i].validated || f[i].placeholder != g[i].placeholder)
            fail_msg("finding %zu of %zu, plain %zu: %s %zu and %s %zu", i, n, m,
                     i < n ? f[i].type : "none", i < n ? f[i].start : 0, i < m ? g[i].type : "none",
                     i < m ? g[i].start : 0);
    arena_free(&a);
    return n;
}

/* Cases' texts, words of context and separators in random order, bytes replaced at random. */
static void findings_are_those_of_the_plain_way(void **state)
{
    static const char *const glue[] = {" ",   "\n", ", ",  "",    "=", ": ", "\"",   "\t",
                                       " - ", "é",  "\\n", "%20", "x", "1",  "\xFF", "."};
    const size_t n_cases = sizeof cases / sizeof cases[0];
    uint64_t seed = 3;
    size_t found = 0;
    for (int round = 0; round < 1500; round++) {
        Buf text = {0};
        while (text.n < 400) {
            const Cases *c = &cases[draw(&seed) % n_cases];
            size_t n = 0;
            while (n < 48 && c->texts[n])
                n++;
            buf_add_c(&text, c->texts[draw(&seed) % n]);
            buf_add_c(&text, glue[draw(&seed) % (sizeof glue / sizeof glue[0])]);
            const Detector *d = catalogue_detector(draw(&seed) % catalogue_detectors());
            const char *words = draw(&seed) % 2 ? d->context : d->against;
            if (words && draw(&seed) % 2) {
                const char *from = words + draw(&seed) % strlen(words);
                from += strcspn(from, "|");
                from += *from == '|';
                buf_add(&text, from, strcspn(from, "|"));
                buf_add_c(&text, glue[draw(&seed) % (sizeof glue / sizeof glue[0])]);
            }
        }
        for (int k = 0; k < round % 20; k++)
            text.s[draw(&seed) % text.n] = (char)draw(&seed);
        found += check_same(*state, buf_str(&text));
        buf_free(&text);
    }
    assert_true(found > 3000);
}

static void random_bytes_are_scanned_the_same(void **state)
{
    static const char alphabet[] = "0123456789 -.:/@()abcdefABCDEF+=\n";
    uint64_t seed = 4;
    for (int round = 0; round < 600; round++) {
        char text[500];
        for (size_t i = 0; i < sizeof text; i++)
            text[i] = round % 3 ? alphabet[draw(&seed) % (sizeof alphabet - 1)] : (char)draw(&seed);
        check_same(*state, (Str){text, sizeof text});
    }
}

/* ---- anchors ---- */

/* What the prefilter tells, against a look at every byte for every literal. */
typedef struct {
    Str text;
    const Detector *const *rows;
    size_t n_numbers, n_hexes, last[8];
    bool seen[8][256]; /* row, place */
} Told;

static bool stands(const Detector *d, const char *word, size_t n, Str text, size_t at)
{
    for (size_t i = 0; i < n; i++) {
        const char c = at + i < text.n ? text.s[at + i] : '\0';
        if (at + i >= text.n || (d->folds && c >= 'A' && c <= 'Z' ? c + 32 : c) != word[i])
            return false;
    }
    return true;
}

static void told_literal(void *arg, size_t i, size_t at)
{
    Told *t = arg;
    assert_true(at >= t->last[i]);
    t->last[i] = at;
    t->seen[i][at] = true;
}

static bool digit_at(Str text, size_t at)
{
    return text.s[at] >= '0' && text.s[at] <= '9';
}

static void told_number(void *arg, size_t at, size_t digits)
{
    Told *t = arg;
    assert_true(digit_at(t->text, at) && (at == 0 || !digit_at(t->text, at - 1)));
    assert_true(digits >= 2 && digits <= t->text.n - at);
    t->n_numbers++;
}

static void told_hex(void *arg, size_t at)
{
    Told *t = arg;
    assert_true(at > 0 && strchr(":-.", t->text.s[at]));
    t->n_hexes++;
}

static void anchors_are_where_a_look_at_each_byte_finds_them(void **state)
{
    (void)state;
    static const Detector rows[] = {
        {.anchor = ANCHOR_LITERAL, .literals = "@ a"},
        {.anchor = ANCHOR_LITERAL, .literals = "token secret_token key tokenkey k"},
        {.anchor = ANCHOR_LITERAL, .literals = "pass secret a_very_long_word", .folds = true},
        {.anchor = ANCHOR_LITERAL, .literals = "z", .folds = true},
        {.anchor = ANCHOR_NUMBER, .digits = 2},
        {.anchor = ANCHOR_HEX},
    };
    static const char *const pieces[] = {"token",
                                         "secret",
                                         "_",
                                         "key",
                                         "K",
                                         "Key",
                                         "PASS",
                                         "Secret",
                                         "@",
                                         "a",
                                         "12",
                                         "1",
                                         ":",
                                         "-",
                                         "::",
                                         "a_very_long_wor",
                                         "a_VERY_long_word",
                                         " ",
                                         "\x80",
                                         "Z",
                                         "z",
                                         "tokenkey",
                                         ".",
                                         "SECRET_TOKEN"};
    enum { N = sizeof rows / sizeof rows[0] };
    const Detector *at[N];
    for (size_t i = 0; i < N; i++)
        at[i] = &rows[i];
    Prefilter *p = prefilter_open(at, N);
    uint64_t seed = 6;
    for (int round = 0; round < 2000; round++) {
        Buf text = {0};
        const size_t want = draw(&seed) % 200;
        while (text.n < want)
            buf_add_c(&text, pieces[draw(&seed) % (sizeof pieces / sizeof pieces[0])]);
        Told t = {.text = buf_str(&text), .rows = at};
        prefilter_run(p, t.text, &(PrefilterSink){&t, told_literal, told_number, told_hex});
        size_t hexes = 0;
        for (size_t k = 0; k < text.n; k++) {
            const char before = k > 0 ? text.s[k - 1] : ' ', here = text.s[k];
            hexes += strchr(":-.", here) && before != '\0' &&
                     (strchr("0123456789abcdefABCDEF", before) || (before == ':' && here == ':'));
            for (size_t i = 0; i < 4; i++) {
                bool wanted = false;
                for (const char *c = rows[i].literals; *c; c += strspn(c, " ")) {
                    const size_t n = strcspn(c, " ");
                    wanted |= stands(&rows[i], c, n, t.text, k);
                    c += n;
                }
                if (wanted != t.seen[i][k])
                    fail_msg("row %zu at %zu of %s", i, k, buf_cstr(&text));
            }
        }
        assert_int_equal(t.n_hexes, hexes);
        buf_free(&text);
    }
    prefilter_close(p);
}

/* ---- words ---- */

static void the_index_finds_the_words_of_each_list(void **state)
{
    (void)state;
    static const char *const lists[] = {"phone|tel|fax",   NULL, "social security|ss#|e mail",
                                        "a|tel|numéro|no", "",   "x y z|y|tels"};
    static const char *const pieces[] = {
        "phone",     "Tel", "tels",   " ",      "_",         "s",     "é",
        "numéro",    "no",  "ss#",    "1",      "\xC3",      "X-y.z", "social",
        " security", "FAX", "e-mail", "E Mail", "homePhone", "a",     "."};
    const size_t n_lists = sizeof lists / sizeof lists[0];
    ContextIndex *x = contextindex_open(lists, n_lists);
    uint64_t seed = 8;
    for (int round = 0; round < 400; round++) {
        Buf text = {0};
        while (text.n < 300)
            buf_add_c(&text, pieces[draw(&seed) % (sizeof pieces / sizeof pieces[0])]);
        ContextView v = {0};
        for (size_t start = 0; start < text.n; start += 1 + draw(&seed) % 9) {
            /* Values begin and end where characters do. */
            while (start < text.n && ((unsigned char)text.s[start] & 0xC0) == 0x80)
                start++;
            size_t end = start + draw(&seed) % (text.n - start + 1);
            while (end < text.n && ((unsigned char)text.s[end] & 0xC0) == 0x80)
                end++;
            for (size_t l = 0; l < n_lists; l++)
                if (contextindex_has(x, &v, buf_str(&text), start, end, l) !=
                    context_has(buf_str(&text), start, end, lists[l]))
                    fail_msg("list %zu at %zu to %zu of %s", l, start, end, buf_cstr(&text));
        }
        contextview_free(&v);
        buf_free(&text);
    }
    contextindex_close(x);
}

#define BOTH_TEST(f) cmocka_unit_test_setup_teardown(f, both_make, both_drop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pattern_matches_as_in_re2),
        cmocka_unit_test(a_sieve_without_room_asks),
        cmocka_unit_test(the_tables_patterns_match_as_in_re2),
        BOTH_TEST(findings_are_those_of_the_plain_way),
        BOTH_TEST(random_bytes_are_scanned_the_same),
        cmocka_unit_test(anchors_are_where_a_look_at_each_byte_finds_them),
        cmocka_unit_test(the_index_finds_the_words_of_each_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
