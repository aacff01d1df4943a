/* Splitting patterns: the library's matches (tests/oracle/splitting_golden.py), Oniguruma's syntax,
 * refusals, the two ways of matching against each other, texts made to be slow. */
#include "tests/testing.h"

#include "infer/tokenizer/splitpattern.h"
#include "infer/tokenizer/splitprogram.h"
#include "infer/tokenizer/splitsteps.h"
#include "tests/splittingstrings.h"

/* ---- golden files ---- */

/* Adds all matches, as the oracle writes them; by steps: through lockstep matching alone. */
static void add_spans(Sha256 *sha, const SplitPattern *p, const SplitForm *steps, Str text)
{
    size_t start;
    size_t end;
    for (size_t at = 0; at <= text.n; at = end) {
        const bool found = steps ? splitsteps_next(steps, text, at, &start, &end)
                                 : splitpattern_next(p, text, at, &start, &end);
        if (!found)
            break;
        assert_true(start >= at && end > start && end <= text.n);
        const uint32_t span[] = {(uint32_t)start, (uint32_t)end};
        sha256_add(sha, span, sizeof span);
    }
    const uint32_t over = UINT32_MAX;
    sha256_add(sha, &over, sizeof over);
}

static void check_golden(const char *name, Str regex, const SplittingFragments *f, bool by_steps)
{
    Err e = {0};
    Arena a = {0};
    SplitProgram program;
    const SplitNode *tree = splitparse(regex, &a, &e);
    SplitPattern *p = splitpattern_compile(regex, &e);
    if (!tree || !p || splitprogram_compile(&program, tree, &a, &e) != 0)
        fail_msg("%s: %s", name, e.text);
    char path[256];
    snprintf(path, sizeof path, SPLITTING "%s.spans", name);
    SplittingBlocks b = splitting_blocks(path);
    Buf text = {0};
    for (size_t i = 0; i < SPLITTING_STRINGS; i++) {
        splitting_string(i, f, &text);
        add_spans(b.sha, p, by_steps ? &program.steps : NULL, buf_str(&text));
        splitting_blocks_next(&b);
    }
    splitting_blocks_end(&b);
    buf_free(&text);
    splitpattern_free(p);
    arena_free(&a);
}

static void check_patterns(bool by_steps)
{
    SplittingFragments f = splitting_fragments();
    Buf file = {0};
    Err e = {0};
    assert_int_equal(file_read(SPLITTING "patterns.txt", &file, &e), 0);
    size_t n = 0;
    for (char *line = strtok((char *)buf_cstr(&file), "\n"); line; line = strtok(NULL, "\n"), n++) {
        char *tab = strchr(line, '\t');
        assert_non_null(tab);
        *tab = '\0';
        check_golden(line, str_of(tab + 1), &f, by_steps);
    }
    assert_true(n >= 29);
    buf_free(&file);
    arena_free(&f.arena);
}

static void test_library(void **state)
{
    (void)state;
    check_patterns(false);
}

static void test_library_by_steps(void **state)
{
    (void)state;
    check_patterns(true);
}

/* ---- syntax ---- */

typedef struct {
    const char *regex, *text, *words; /* words: the matches, each in < > */
} Syntax;

/* What tokenizers 0.23.3 answered. */
static const Syntax syntax[] = {
    {"[a-c-x]+", "b-x d", "<b-x>"},
    {"[]a]+", "]a", "<]a>"},
    {"[^]a]+", "]ab", "<b>"},
    {"[-a]+", "-ab", "<-a>"},
    {"[a-]+", "-ab", "<-a>"},
    {"[--a]+", "-./0Aab", "<-./0Aa>"},
    {"a{,2}b", "aaab", "<aab>"},
    {"a{1,2}+", "aaaaa", "<aaaaa>"},
    {"a{", "aa{", "<a{>"},
    {"a{,}", "a{,}a", "<a{,}>"},
    {"{a", "{a", "<{a>"},
    {"a{b}", "a{b}", "<a{b}>"},
    {"a+{2}", "aaaa", "<aaaa>"},
    {"a]", "a]", "<a]>"},
    {"(?i:\\p{Lu})+", "aA", "<A>"},
    {"(?i:[\\p{Nd}k])+", "aA1K\u212A", "<1K\u212A>"},
    {"(?i:[^a])+", "aAbB", "<bB>"},
    {"[[:punct:]]+", "a$%", "<$%>"},
    {"[[:^digit:]]+", "a1b", "<a><b>"},
    {"\\s+$", "a  \n  b  ", "<  ><  >"},
    {"a$", "a\na", "<a><a>"},
    {"^a", "aa\na", "<a><a>"},
    {"\\n^", "a\n", ""},
    {"a?+a", "aaa", "<aa>"},
    {"\\_\\-\\/\\\"\\ ", "_-/\" ", "<_-/\" >"},
    {"[a&&b]", "a", ""},
    {"[a-z&&[^b]]+", "abc", "<a><c>"},
    {"[&&a]", "a", ""},
    {"[a-z&&]+", "a", ""},
    {"[a&b]+", "a&b", "<a&b>"},
    {"[^\\n&&\\s]+", "a \n", "<a >"},
    {"[^a&&b]+", "abc", "<abc>"},
    {"[\\p{^L}]+", "a1", "<1>"},
    {"\\p{^L}+", "a1", "<1>"},
    {"\\P{^L}+", "a1", "<a>"},
    {"\\p{uppercase letter}", "aA", "<A>"},
    {"(?i)ab|c", "ABC", "<AB><C>"},
    {"a(?i)b|c", "aBC aC C", "<aB><aC>"},
    {"(?i:a(?-i:b))", "AbAB", "<Ab>"},
    {"\\u0041\\x41\\x{41}", "AAA", "<AAA>"},
    {"[a-\\x{7a}]+", "az", "<az>"},
    {"\\v", "\v", "<\v>"},
    {"[\\b]", "\b", "<\b>"},
    {"\\b\\w+\\b", "ab cd", "<ab><cd>"},
    {"[\\w]+|x", "\u00BDa", "<a>"},
    {"\\w+", "\u00BDa", "<\u00BDa>"},
    {".+",
     "a\r\nb\xC2\x85"
     "c",
     "<a\r><b\xC2\x85"
     "c>"},
    {"a+?", "aaa", "<a><a><a>"},
    {"\\Aa", "aa", "<a>"},
    {"a\\z", "aa", "<a>"},
    {"a\\Z", "a\na\n", "<a>"},
    {"a#b", "a#b", "<a#b>"},
    {"(?i:\u017F|k)", "sSK\u212A", "<s><S><K><\u212A>"},
    {"(?i:'s)", "'\u017F", "<'\u017F>"},
    {"(?<name>a)b", "ab", "<ab>"},
    {"[!-\\-]+", "!-", "<!->"},
};

static void test_syntax(void **state)
{
    (void)state;
    Buf words = {0};
    for (size_t i = 0; i < sizeof syntax / sizeof syntax[0]; i++) {
        Err e = {0};
        const Str text = str_of(syntax[i].text);
        SplitPattern *p = splitpattern_compile(str_of(syntax[i].regex), &e);
        if (!p)
            fail_msg("%s", e.text);
        buf_clear(&words);
        size_t start;
        size_t end;
        for (size_t at = 0; splitpattern_next(p, text, at, &start, &end); at = end) {
            buf_add_c(&words, "<");
            buf_add(&words, text.s + start, end - start);
            buf_add_c(&words, ">");
        }
        if (!str_equal_c(buf_str(&words), syntax[i].words))
            fail_msg("%s gives %s, not %s", syntax[i].regex, buf_cstr(&words), syntax[i].words);
        splitpattern_free(p);
    }
    buf_free(&words);
}

typedef struct {
    const char *regex, *sentence; /* a part of the error */
} Refused;

static const Refused refused[] = {
    {"", "can match nothing"},
    {"a*", "can match nothing"},
    {"(?=a)", "can match nothing"},
    {"a|", "can match nothing"},
    {"(?<=a)b", "byte 0, \"(?<=\": lookbehind"},
    {"x(?<!a)b", "byte 1, \"(?<!\": lookbehind"},
    {"(a)\\1", "byte 3, \"\\1\": backreferences"},
    {"(?<n>a)\\k<n>", "backreferences"},
    {"(?>a+)", "atomic groups"},
    {"(?x:a)", "kind of group or option"},
    {"(?m:.)", "kind of group or option"},
    {"(?#c)a", "comments"},
    {"\\Ra", "\"\\R\": this escape"},
    {"\\X", "this escape"},
    {"\\pL", "need a name in braces"},
    {"\\p{Emoji}", "\"\\p{Emoji}\": a character property"},
    {"\\p{L", "no closing brace"},
    {"[\\w-x]", "a hyphen behind a class"},
    {"[a-\\d]", "a class at the end of a range"},
    {"[a-[b]]", "a hyphen before a nested class"},
    {"[b-a]", "an empty range"},
    {"[a", "a class without its ]"},
    {"[[a]", "a class without its ]"},
    {"[[:alpha:]]", "POSIX class is not supported"},
    {"(a", "a group without its )"},
    {"a)", "byte 1, \")\": a closing parenthesis too many"},
    {"+a", "a repetition of nothing"},
    {"a|*", "a repetition of nothing"},
    {"(a|b*)*c", "what can match nothing"},
    {"(?:ab)++", "possessive repetition"},
    {"^*a", "what consumes nothing"},
    {"a{2}?", "{n}? is not supported"},
    {"a{3,2}", "upper limit below"},
    {"a{1001}", "more than 1000"},
    {"a{99999999999999999999}", "more than 1000"},
    {"((a{1000}){1000}){1000}", "more than the 16384 steps"},
    {"\\xe9", "raw byte"},
    {"\\x{d800}", "no character"},
    {"\\x{110000}", "no character"},
    {"\\u00e", "without its digits"},
    {"\\", "a backslash at the end"},
    {"(?i:ss)", "under (?i)"},
    {"(?i:s{2})", "under (?i)"},
    {"(?i:\u00DF)", "under (?i)"},
    {"(?i:[\\p{L}])", "under (?i)"},
    {"a\xFF", "byte 1 is not UTF-8"},
};

static void test_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        Err e = {0};
        SplitPattern *p = splitpattern_compile(str_of(refused[i].regex), &e);
        if (p || e.kind != ERR_FORMAT || !strstr(e.text, refused[i].sentence))
            fail_msg("%s: \"%s\" instead of \"%s\"", refused[i].regex, e.text, refused[i].sentence);
    }
}

static void test_refused_large(void **state)
{
    (void)state;
    Buf deep = {0};
    for (int i = 0; i < 1000; i++)
        buf_add_c(&deep, "(?:[[");
    Err e = {0};
    assert_null(splitpattern_compile(buf_str(&deep), &e));
    assert_non_null(strstr(e.text, "nested deeper than 64"));
    for (int i = 0; i < 20000; i++)
        buf_add_c(&deep, "a");
    assert_null(splitpattern_compile(buf_str(&deep), &e));
    assert_non_null(strstr(e.text, "25000 bytes are more than"));
    buf_free(&deep);
}

/* ---- two ways of matching ---- */

/* A random pattern of `size` pieces or so. */
static void random_regex(uint64_t *r, int size, Buf *out)
{
    static const char *const atoms[] = {"a",   "b",        "[ab]",   "[^a]", ".",     "\\s",
                                        "\\S", "\u00E9",   "[b\\n]", " ",    "(?!a)", "(?=[ab])",
                                        "$",   "(?!ab|b)", "^",      "\\b"};
    static const char *const repeats[] = {"", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}"};
    if (size <= 1) {
        const size_t i = splitting_below(r, 16);
        buf_add_c(out, atoms[i]);
        if (i < 10)
            buf_add_c(out, repeats[splitting_below(r, 10)]);
        if (i < 10 && splitting_below(r, 8) == 0)
            buf_add_c(out, "b*+");
        return;
    }
    const size_t kind = splitting_below(r, 4);
    const int left = 1 + (int)splitting_below(r, (size_t)size - 1);
    if (kind == 0) {
        buf_add_c(out, "(?:");
        random_regex(r, size - 1, out);
        buf_add_c(out, ")");
        buf_add_c(out, repeats[splitting_below(r, 10)]);
    } else {
        random_regex(r, left, out);
        buf_add_c(out, kind == 1 ? "|" : "");
        random_regex(r, size - left, out);
    }
}

static void test_two_ways(void **state)
{
    (void)state;
    uint64_t r = 7;
    Buf regex = {0};
    Buf text = {0};
    Arena a = {0};
    size_t compiled = 0;
    for (int i = 0; i < 4000; i++) {
        buf_clear(&regex);
        random_regex(&r, 1 + (int)splitting_below(&r, 8), &regex);
        Err e = {0};
        SplitPattern *p = splitpattern_compile(buf_str(&regex), &e);
        if (!p)
            continue;
        compiled++;
        SplitProgram program;
        assert_int_equal(
            splitprogram_compile(&program, splitparse(buf_str(&regex), &a, &e), &a, &e), 0);
        for (int k = 0; k < 20; k++) {
            buf_clear(&text);
            for (size_t n = splitting_below(&r, 14); n; n--)
                buf_add_c(&text,
                          (const char *[]){"a", "b", " ", "\n", "\u00E9"}[splitting_below(&r, 5)]);
            size_t s1 = 0, e1 = 0, s2 = 0, e2 = 0;
            for (size_t at = 0;; at = e1) {
                const bool x = splitpattern_next(p, buf_str(&text), at, &s1, &e1);
                const bool y = splitsteps_next(&program.steps, buf_str(&text), at, &s2, &e2);
                if (x != y || (x && (s1 != s2 || e1 != e2)))
                    fail_msg("%s on \"%s\" from %zu: %d %zu-%zu, %d %zu-%zu", buf_cstr(&regex),
                             buf_cstr(&text), at, x, s1, e1, y, s2, e2);
                if (!x)
                    break;
            }
        }
        splitpattern_free(p);
        arena_clear(&a);
    }
    assert_true(compiled > 1000);
    arena_free(&a);
    buf_free(&regex);
    buf_free(&text);
}

/* ---- texts made to be slow ---- */

typedef struct {
    const char *regex, *part, *last; /* the text: part, many times, then last */
    size_t words;                    /* for MEGA repetitions of part */
} Slow;

#define LLAMA_3                                                                                    \
    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}|"                      \
    " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"
#define O200K                                                                                      \
    "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+|"   \
    "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*|"   \
    "\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"

enum { MEGA = 1000000 };

/* Quadratic time would take minutes or hours here; recursion along the text would crash. */
static const Slow slow[] = {
    {LLAMA_3, " ", "", 1},         {LLAMA_3, " ", "x", 2},        {LLAMA_3, "a", "", 1},
    {LLAMA_3, "\n", "", 1},        {LLAMA_3, "'", "", 1},         {LLAMA_3, "\u00A0", "x", 2},
    {LLAMA_3, "9", "", 333334},    {LLAMA_3, "'s", "", MEGA},     {LLAMA_3, " \n", "x", 2},
    {O200K, "A", "", 1},           {O200K, "Aa", "", MEGA},       {O200K, "\u4E00A", "", 2},
    {"\\s+$", " ", "x", 0},        {"\\s+$", " ", "", 1},         {"(?:a|b)+c", "ab", "", 0},
    {"(?:[a-z]'?)+", "a'", "", 1}, {"\\s+(?=\\S)|x", " ", "", 0},
};

static void test_slow_texts(void **state)
{
    (void)state;
    Buf text = {0};
    for (size_t i = 0; i < sizeof slow / sizeof slow[0]; i++) {
        Err e = {0};
        SplitPattern *p = splitpattern_compile(str_of(slow[i].regex), &e);
        assert_non_null(p);
        buf_clear(&text);
        for (size_t k = 0; k < MEGA; k++)
            buf_add_c(&text, slow[i].part);
        buf_add_c(&text, slow[i].last);
        size_t words = 0;
        size_t start;
        size_t end;
        for (size_t at = 0; splitpattern_next(p, buf_str(&text), at, &start, &end); at = end)
            words++;
        if (words != slow[i].words)
            fail_msg("case %zu: %zu words, not %zu", i, words, slow[i].words);
        splitpattern_free(p);
    }
    buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_library),       cmocka_unit_test(test_library_by_steps),
        cmocka_unit_test(test_syntax),        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_refused_large), cmocka_unit_test(test_two_ways),
        cmocka_unit_test(test_slow_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
