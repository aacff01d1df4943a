/* The BPE core: against merging by the definition, on random vocabularies; a long word; its scratch. */
#include "tests/testing.h"

#include "audit/base/buf.h"
#include "audit/base/mem.h"
#include "infer/tokenizer/bytealphabet.h"
#include "infer/tokenizer/bytebpe.h"

#include <stdlib.h>
#include <string.h>

/* ---- the alphabet ---- */

static void the_alphabet_is_gpt2_s(void **state)
{
    (void)state;
    bool taken[0x144] = {false};
    for (unsigned byte = 0; byte < 256; byte++) {
        const uint32_t c = bytealphabet_char((uint8_t)byte);
        assert_true(c < 0x144 && !taken[c]);
        taken[c] = true;
        assert_int_equal(bytealphabet_byte(c), byte);
    }
    assert_int_equal(bytealphabet_char(' '), 0x120);
    assert_int_equal(bytealphabet_char('\n'), 0x10A);
    assert_int_equal(bytealphabet_char(0x7F), 0x121);
    assert_int_equal(bytealphabet_char(0xA0), 0x142);
    assert_int_equal(bytealphabet_char(0xAD), 0x143);
    assert_int_equal(bytealphabet_char(0xE9), 0xE9);
    assert_int_equal(bytealphabet_byte(' '), -1);
    assert_int_equal(bytealphabet_byte(0xAD), -1);
    assert_int_equal(bytealphabet_byte(0x144), -1);
    Buf out = {0};
    assert_false(bytealphabet_read(str_of("ab c"), &out));
    assert_int_equal(out.n, 0);
    buf_free(&out);
}

/* ---- random vocabularies ---- */

enum { LETTERS = 4, MERGES = 40, TEXTS = 100 + MERGES };

typedef struct {
    char text[TEXTS][40];
    uint32_t n;
    TextIds ids;
    ByteBpeMerge merges[MERGES];
    size_t n_merges;
} Vocab;

static uint32_t next(uint64_t *r)
{
    *r = *r * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*r >> 33);
}

static void vocab_add(Vocab *v, const char *text)
{
    if (textids_add(&v->ids, str_of(strcpy(v->text[v->n], text)), v->n))
        v->n++;
}

static void vocab_make(Vocab *v, uint64_t *r)
{
    *v = (Vocab){.n = 0};
    for (int i = 0; i < LETTERS; i++)
        vocab_add(v, (char[]){(char)('a' + i), '\0'});
    while (v->n_merges < 5 + next(r) % (MERGES - 5)) {
        const char *left = v->text[next(r) % v->n], *right = v->text[next(r) % v->n];
        char both[80];
        snprintf(both, sizeof both, "%s%s", left, right);
        if (strlen(both) < 20) {
            v->merges[v->n_merges++] = (ByteBpeMerge){str_of(left), str_of(right)};
            vocab_add(v, both);
        }
    }
}

/* Rank of the last merge of two texts; n_merges: there is none. */
static size_t rank_of(const Vocab *v, Str left, Str right)
{
    size_t rank = v->n_merges;
    for (size_t i = 0; i < v->n_merges; i++) {
        if (str_equal(v->merges[i].left, left) && str_equal(v->merges[i].right, right))
            rank = i;
    }
    return rank;
}

/* By the definition: the pair of the lowest rank, the leftmost of them, until there is none. */
static size_t merge_plainly(const Vocab *v, Str word, uint32_t *ids)
{
    Str *parts = mem_alloc(word.n, sizeof *parts);
    size_t n = word.n;
    for (size_t i = 0; i < n; i++)
        parts[i] = (Str){word.s + i, 1};
    for (;;) {
        size_t best = v->n_merges, at = 0;
        for (size_t i = 0; i + 1 < n; i++) {
            const size_t rank = rank_of(v, parts[i], parts[i + 1]);
            if (rank < best)
                best = rank, at = i;
        }
        if (best == v->n_merges)
            break;
        parts[at].n += parts[at + 1].n;
        memmove(parts + at + 1, parts + at + 2, (--n - at - 1) * sizeof *parts);
    }
    for (size_t i = 0; i < n; i++)
        assert_true(textids_find(&v->ids, parts[i], &ids[i]));
    free(parts);
    return n;
}

static void merging_is_what_it_is_defined_to_be(void **state)
{
    (void)state;
    uint64_t r = 7;
    uint32_t expected[200], ids[200];
    for (int round = 0; round < 300; round++) {
        Vocab v;
        vocab_make(&v, &r);
        ByteBpeFacts f = {.ids = &v.ids, .merges = v.merges, .n_merges = v.n_merges};
        f.bytes = round % 2;
        Err e = {0};
        ByteBpe *b = bytebpe_open(&f, &e);
        if (!b)
            fail_msg("%s", e.text);
        ByteBpeScratch *s = bytebpe_scratch_open(b);
        for (int i = 0; i < 30; i++) {
            char word[200];
            const size_t n = 1 + next(&r) % (i % 3 ? 30 : 199);
            for (size_t k = 0; k < n; k++)
                word[k] = (char)('a' + next(&r) % LETTERS);
            IdSink out = {.ids = ids, .want = 200};
            bytebpe_encode(b, s, (Str){word, n}, &out);
            assert_int_equal(out.n, merge_plainly(&v, (Str){word, n}, expected));
            assert_memory_equal(ids, expected, out.n * sizeof *ids);
        }
        bytebpe_scratch_close(s);
        bytebpe_close(b);
        textids_free(&v.ids);
    }
}

/* ---- the rest of the contract ---- */

static void a_long_word_takes_n_log_n(void **state)
{
    (void)state;
    enum { N = 4 << 20 };
    Vocab v = {.n = 0};
    vocab_add(&v, "a");
    char text[2][40] = {"a", "aa"};
    for (int i = 0; i < 5; i++) {
        v.merges[v.n_merges++] = (ByteBpeMerge){str_of(v.text[i]), str_of(v.text[i])};
        snprintf(text[0], sizeof text[0], "%s%s", v.text[i], v.text[i]);
        vocab_add(&v, text[0]);
    }
    ByteBpeFacts f = {.ids = &v.ids, .merges = v.merges, .n_merges = v.n_merges, .bytes = true};
    Err e = {0};
    ByteBpe *b = bytebpe_open(&f, &e);
    assert_non_null(b);
    ByteBpeScratch *s = bytebpe_scratch_open(b);
    char *word = mem_alloc(N + 1, 1);
    memset(word, 'a', N + 1);
    uint32_t last[N / 32 + 1];
    IdSink out = {.ids = last, .want = N / 32 + 1};
    bytebpe_encode(b, s, (Str){word, N + 1}, &out);
    assert_int_equal(out.n, N / 32 + 1);
    assert_int_equal(last[0], 5);
    assert_int_equal(last[N / 32], 0);
    free(word);
    bytebpe_scratch_close(s);
    bytebpe_close(b);
    textids_free(&v.ids);
}

static void parts_are_told_from_wholes(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        bool good;
        const char *left, *right;
    } lines[] = {{"a b", true, "a", "b"}, {"\xc4\xa0t he", true, "\xc4\xa0t", "he"},
                 {" b", true, "", "b"},   {"a ", true, "a", ""},
                 {"ab", false, "", ""},   {"", false, "", ""},
                 {"a b c", false, "", ""}};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        ByteBpeMerge m;
        assert_int_equal(bytebpe_split_merge(str_of(lines[i].line), &m), lines[i].good);
        if (lines[i].good) {
            assert_true(str_equal_c(m.left, lines[i].left));
            assert_true(str_equal_c(m.right, lines[i].right));
        }
    }
    assert_int_equal(bytebpe_fallback_byte(str_of("<0x0A>")), 10);
    assert_int_equal(bytebpe_fallback_byte(str_of("<0xff>")), 255);
    assert_int_equal(bytebpe_fallback_byte(str_of("<0x0G>")), -1);
    assert_int_equal(bytebpe_fallback_byte(str_of("<0x00>>")), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_alphabet_is_gpt2_s),
        cmocka_unit_test(merging_is_what_it_is_defined_to_be),
        cmocka_unit_test(a_long_word_takes_n_log_n),
        cmocka_unit_test(parts_are_told_from_wholes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
