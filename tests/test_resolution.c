/* The margin that a precision cannot resolve: from logits of two precisions, side by side. */
#include "tests/testing.h"

#include "audit/resolution.h"

#include <stdbool.h>

enum { VOCAB = 4, POSITIONS = 3 };

/* Two rows a position: f32's logits, then bf16's. */
typedef struct {
    const char *what;
    size_t n;
    float rows[POSITIONS][2][VOCAB];
    float shift; /* the largest: bf16's resolution */
} Case;

static const Case CASES[] = {
    {"all ahead alike", 1, {{{1, 5, 3, 0}, {2, 6, 4, 1}}}, 0},
    {"the best moves", 1, {{{1, 5, 3, 0}, {1, 5.25f, 3, 0}}}, 0.25f},
    {"the runner-up moves", 1, {{{1, 5, 3, 0}, {1, 5, 3.5f, 0}}}, 0.5f},
    {"they change places", 1, {{{1, 5, 4.75f, 0}, {1, 4.75f, 5, 0}}}, 0.5f},
    {"they move together", 1, {{{1, 5, 3, 0}, {1, 9, 7, 0}}}, 0},
    {"others do not count", 1, {{{1, 5, 3, 0}, {2.5f, 5, 3, 1}}}, 0},
    {"a third one is not f32's", 1, {{{1, 5, 3, 0}, {1, 5, 3, 7}}}, 0},
    {"the best comes first", 1, {{{5, 1, 0, 3}, {5, 1, 0, 4}}}, 1},
    {"the best comes last", 1, {{{0, 1, 3, 5}, {0, 1, 3, 4}}}, 1},
    {"a tie is of the first two", 1, {{{5, 5, 5, 0}, {5, 4, 0, 0}}}, 1},
    {"all equal", 1, {{{2, 2, 2, 2}, {2, 2.125f, 9, 9}}}, 0.125f},
    {"negative", 1, {{{-5, -1, -3, -9}, {-5, -2, -3, -9}}}, 1},
    {"the largest of three",
     3,
     {{{1, 5, 3, 0}, {1, 5.25f, 3, 0}},
      {{0, 1, 3, 5}, {0, 1, 3, 4}},
      {{1, 5, 3, 0}, {1, 5, 3.5f, 0}}},
     1},
};

static Resolution of_case(const Case *c, bool backwards)
{
    Resolution r;
    resolution_start(&r, c->n);
    for (size_t precision = 0; precision < 2; precision++)
        for (size_t k = 0; k < c->n; k++) {
            const size_t i = backwards ? c->n - 1 - k : k;
            if (precision == 0)
                resolution_f32_row(&r, i, c->rows[i][0], VOCAB);
            else
                resolution_bf16_row(&r, i, c->rows[i][1]);
        }
    return r;
}

static void bf16_is_the_largest_shift(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        for (int backwards = 0; backwards < 2; backwards++) {
            Resolution r = of_case(&CASES[i], backwards);
            const float got = resolution_bf16(&r);
            /* The largest logits here lie from 4 to below 8, or are smaller. */
            if (CASES[i].shift > 0 ? got != CASES[i].shift : !(got > 0 && got <= 0x1p-11f))
                fail_msg("%s: %g", CASES[i].what, (double)got);
            resolution_free(&r);
        }
}

/* Where nothing shifts, the spacing of floats at the largest logit is left for float32. */
static void without_a_shift_the_spacing_is_left(void **state)
{
    (void)state;
    static const struct {
        float logit, want;
    } cases[] = {{1, 0x1p-23f},    {1.5f, 0x1p-23f}, {16, 0x1p-19f},  {-20, 0x1p-19f},
                 {0.1f, 0x1p-23f}, {0, 0x1p-23f},    {1e4f, 0x1p-10f}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const float row[] = {cases[i].logit, cases[i].logit};
        Resolution r;
        resolution_start(&r, 1);
        resolution_f32_row(&r, 0, row, 2);
        resolution_bf16_row(&r, 0, row);
        const float bf16 = resolution_bf16(&r);
        if (resolution_f32(bf16) != cases[i].want || bf16 != 1024 * cases[i].want)
            fail_msg("%g: %g", (double)cases[i].logit, (double)bf16);
        resolution_free(&r);
    }
}

static void a_vocabulary_of_one_has_no_margin(void **state)
{
    (void)state;
    const float before[] = {3}, after[] = {4};
    Resolution r;
    resolution_start(&r, 1);
    resolution_f32_row(&r, 0, before, 1);
    resolution_bf16_row(&r, 0, after);
    assert_true(r.largest_shift == 0);
    resolution_free(&r);
    resolution_start(&r, 0); /* no text at all */
    assert_true(resolution_bf16(&r) > 0);
    resolution_free(&r);
}

static void f32_is_a_power_of_two(void **state)
{
    (void)state;
    static const struct {
        float bf16, want;
    } cases[] = {{1, 0x1p-10f},     {1.0001f, 0x1p-9f}, {0.5f, 0x1p-11f},  {0.3f, 0x1p-11f},
                 {0.25f, 0x1p-12f}, {0.2f, 0x1p-12f},   {0.13f, 0x1p-12f}, {0x1p-23f, 0x1p-33f}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (resolution_f32(cases[i].bf16) != cases[i].want)
            fail_msg("%g: %a", (double)cases[i].bf16, (double)resolution_f32(cases[i].bf16));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bf16_is_the_largest_shift),
        cmocka_unit_test(without_a_shift_the_spacing_is_left),
        cmocka_unit_test(a_vocabulary_of_one_has_no_margin),
        cmocka_unit_test(f32_is_a_power_of_two),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
