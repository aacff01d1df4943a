/* A text in pieces and windows gives the findings of the whole text, each byte settled once. */
#include "tests/testing.h"

#include "detectors/detectors.h"
#include "tests/detector_cases.h"

static uint64_t draw(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return *seed >> 33;
}

typedef struct {
    Str whole;
    const Finding *want;
    size_t n_want, n;
    uint64_t settled;
    size_t parts;
} Check;

static void settle(void *arg, const TextPart *p, Arena *scratch)
{
    Check *c = arg;
    assert_non_null(scratch);
    assert_true(p->from <= p->to && p->to <= p->text.n);
    assert_int_equal(p->base + p->from, c->settled);
    assert_memory_equal(p->text.s + p->from, c->whole.s + c->settled, p->to - p->from);
    c->settled += p->to - p->from;
    c->parts++;
    for (size_t i = 0; i < p->n_findings; i++) {
        const Finding *f = &p->findings[i];
        assert_true(f->start >= p->from && f->end <= p->to);
        assert_true(c->n < c->n_want);
        const Finding *w = &c->want[c->n++];
        if (p->base + f->start != w->start || p->base + f->end != w->end || f->row != w->row ||
            f->confidence != w->confidence)
            fail_msg("%s at %zu, %zu bytes, instead of %s at %zu", f->type,
                     (size_t)p->base + f->start, f->end - f->start, w->type, w->start);
    }
}

static void check_text(const Scanner *s, Str text, size_t window, size_t piece)
{
    Arena a = {0};
    Finding *f;
    Check c = {.whole = text, .n_want = scanner_scan(s, text, &a, &f)};
    c.want = f;
    TextScan *t = textscan_open(s, window, settle, &c);
    for (int round = 0; round < 2; round++) { /* a second text begins anew */
        c.n = c.settled = 0;
        for (size_t at = 0; at < text.n; at += piece)
            textscan_add(t, (Str){text.s + at, text.n - at < piece ? text.n - at : piece},
                         round == 1 && text.n - at <= piece);
        if (round == 0 || text.n == 0)
            textscan_add(t, (Str){NULL, 0}, true);
        assert_int_equal(c.n, c.n_want);
        assert_int_equal(c.settled, text.n);
    }
    textscan_close(t);
    arena_free(&a);
}

static void windows_change_nothing(void **state)
{
    (void)state;
    Err e = {0};
    Scanner *s = scanner_open(&e);
    assert_non_null(s);
    uint64_t seed = 21;
    Buf text = {0};
    while (text.n < 400000) {
        const Cases *c = &cases[draw(&seed) % (sizeof cases / sizeof cases[0])];
        size_t n = 0;
        while (n < 48 && c->texts[n])
            n++;
        buf_add_c(&text, c->texts[draw(&seed) % n]);
        buf_add_c(&text, draw(&seed) % 3 ? " " : draw(&seed) % 2 ? ", phone " : "é");
    }
    static const size_t windows[] = {3000, 10000, 65536, 100000, 0};
    for (size_t i = 0; i < sizeof windows / sizeof windows[0]; i++)
        check_text(s, buf_str(&text), windows[i], 1 + draw(&seed) % 70000);
    for (size_t n = 65530; n < 65560; n += 3)
        check_text(s, (Str){text.s, n}, 8, 40000);
    check_text(s, (Str){text.s, 300}, 0, 1);
    check_text(s, (Str){text.s, 0}, 0, 1);
    buf_free(&text);
    scanner_close(s);
}

/* One value moved over the end of a window, byte by byte. */
static void values_across_a_window_are_found(void **state)
{
    (void)state;
    static const char *const values[] = {" joe@somewhere.net ", " phone 212-556-0188 ",
                                         " card 4539 1488 0343 6467 ",
                                         " GB33 BUKB 2020 1555 5555 55 "};
    Err e = {0};
    Scanner *s = scanner_open(&e);
    assert_non_null(s);
    const size_t window = 5000, total = 3 * (window + TEXTSCAN_FINDING_BYTES);
    char *text = malloc(total);
    assert_non_null(text);
    for (size_t v = 0; v < sizeof values / sizeof values[0]; v++)
        for (size_t at = window - 40; at < window + 10; at++) {
            memset(text, 'x', total);
            memcpy(text + at, values[v], strlen(values[v]));
            memcpy(text + window + TEXTSCAN_FINDING_BYTES + at - window, values[v],
                   strlen(values[v]));
            check_text(s, (Str){text, total}, window, total);
        }
    free(text);
    scanner_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(windows_change_nothing),
        cmocka_unit_test(values_across_a_window_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
