/* What a continuation in the making can still come to, against all that there are; fragile flags;
 * and that cutting a hopeless continuation changes none. */
#include "tests/plaindistance.h"

#include "detectors/detectors.h"

/* All continuations of up to `most` tokens over an alphabet, beginning with ids: the least and the
 * largest distance, and whether some are exact or approximate and some are not. */
typedef struct {
    const uint32_t *truth;
    size_t n_truth, most, max_edits;
    uint32_t alphabet; /* ids 0 .. alphabet - 1; the truth never has the last */
    size_t least, largest;
    bool exact[2], approximate[2]; /* [0]: one is not; [1]: one is */
} Futures;

static void futures_visit(Futures *f, uint32_t *ids, size_t n)
{
    const size_t distance = plain_distance(ids, n, f->truth, f->n_truth);
    f->least = distance < f->least ? distance : f->least;
    f->largest = distance > f->largest ? distance : f->largest;
    f->exact[distance == 0] = true;
    f->approximate[distance <= f->max_edits] = true;
    for (uint32_t id = 0; n < f->most && id < f->alphabet; id++) {
        ids[n] = id;
        futures_visit(f, ids, n + 1);
    }
}

static Futures futures_of(const Futures *shape, const uint32_t *ids, size_t n)
{
    Futures f = *shape;
    uint32_t all[16];
    f.least = SIZE_MAX;
    memcpy(all, ids, n * sizeof *ids);
    futures_visit(&f, all, n);
    return f;
}

static void bound_compare(const MatchBound *b, const Futures *f)
{
    const size_t more = f->max_edits + 1;
    const size_t least = b->least < more ? b->least : more,
                 want = f->least < more ? f->least : more;
    const size_t largest = b->largest < more ? b->largest : more;
    const size_t want_largest = f->largest < more ? f->largest : more;
    const bool open = (f->exact[0] && f->exact[1]) || (f->approximate[0] && f->approximate[1]);
    if (least != want || largest != want_largest || matchbound_open(b) != open ||
        matchbound_hopeless(b) == f->approximate[1])
        fail_msg("%zu of %zu tokens against %zu, %zu edits: %zu to %zu, not %zu to %zu; open %d",
                 b->n, f->most, f->n_truth, f->max_edits, least, largest, want, want_largest,
                 matchbound_open(b));
}

/* Every truth and every beginning of small shapes, against every continuation that there is. */
static void bound_is_what_all_continuations_say(void **state)
{
    (void)state;
    MatchBound b = {0}; /* one for all: started again and again */
    size_t n_compared = 0;
    for (size_t shape = 0; shape < 6 * 6 * 5; shape++) {
        const size_t n_truth = shape % 6, most = shape / 6 % 6, max_edits = shape / 36;
        const uint32_t alphabet = most < 5 ? 3 : 2;
        const Futures f = {
            .n_truth = n_truth, .most = most, .max_edits = max_edits, .alphabet = alphabet};
        size_t n_truths = 1, n_ids = 1;
        for (size_t i = 0; i < n_truth; i++)
            n_truths *= alphabet - 1;
        for (size_t i = 0; i < most; i++)
            n_ids *= alphabet;
        for (size_t t = 0; t < n_truths; t++) {
            uint32_t truth[8], ids[8];
            for (size_t i = 0, rest = t; i < n_truth; i++, rest /= alphabet - 1)
                truth[i] = (uint32_t)(rest % (alphabet - 1));
            Futures here = f;
            here.truth = truth;
            /* Of a shape with many, every 7th path: each is followed from its first token on. */
            for (size_t k = 0; k<n_ids; k += n_ids> 100 ? 7 : 1) {
                for (size_t i = 0, rest = k; i < most; i++, rest /= alphabet)
                    ids[i] = (uint32_t)(rest % alphabet);
                matchbound_start(&b, truth, n_truth, most, max_edits);
                for (size_t n = 0;; n++) {
                    const Futures all = futures_of(&here, ids, n);
                    bound_compare(&b, &all);
                    n_compared++;
                    if (n == most)
                        break;
                    matchbound_add(&b, ids[n]);
                }
            }
        }
    }
    matchbound_free(&b);
    assert_true(n_compared > 50000);
}

/* The same by formula for long ones: D by the plain programme for every split of the truth. */
static void bound_agrees_with_the_whole_table(void **state)
{
    (void)state;
    enum { MOST = 60 };
    uint64_t seed = 5;
    uint32_t truth[MOST], ids[MOST];
    MatchBound b = {0};
    for (int round = 0; round < 400; round++) {
        const size_t n_truth = random_below(&seed, MOST), most = random_below(&seed, MOST);
        const size_t max_edits = round % 9 == 0 ? SIZE_MAX : random_below(&seed, 12);
        for (size_t i = 0; i < MOST; i++)
            ids[i] = truth[i] = (uint32_t)random_below(&seed, round % 2 ? 3 : 60);
        for (size_t edits = random_below(&seed, 9); edits > 0; edits--) {
            const size_t at = random_below(&seed, MOST - 1);
            if (edits % 2)
                memmove(ids + at, ids + at + 1, (MOST - 1 - at) * sizeof *ids);
            else
                ids[at] = 1000;
        }
        matchbound_start(&b, truth, n_truth, most, max_edits);
        for (size_t n = 0;; n++) {
            size_t least = SIZE_MAX, largest = SIZE_MAX;
            const size_t rest = most - n;
            for (size_t j = 0; j <= n_truth; j++) {
                const size_t before = plain_distance(ids, n, truth, j), missing = n_truth - j;
                const size_t low = before + (missing > rest ? missing - rest : 0);
                const size_t high = before + (missing > rest ? missing : rest);
                least = low < least ? low : least;
                largest = high < largest ? high : largest;
            }
            if (least <= max_edits ? b.least != least : b.least <= max_edits)
                fail_msg("round %d, %zu tokens: least %zu, not %zu", round, n, b.least, least);
            if (largest <= max_edits ? b.largest != largest : b.largest <= max_edits)
                fail_msg("round %d, %zu tokens: largest %zu, not %zu", round, n, b.largest,
                         largest);
            if (n == most)
                break;
            matchbound_add(&b, ids[n]);
        }
        const Match m = match_tokens(ids, most, truth, n_truth, max_edits);
        assert_int_equal(matchbound_hopeless(&b), !m.approximate);
        assert_false(matchbound_open(&b)); /* nothing follows the last token */
    }
    matchbound_free(&b);
}

static void fragile_is_what_a_margin_could_turn(void **state)
{
    (void)state;
    static const uint32_t truth[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    static const struct {
        const char *what;
        size_t n;
        uint32_t ids[10];
        size_t weak; /* the choice with a small margin; 99: none */
        bool ended, weak_end;
        size_t max_edits;
        bool fragile;
    } cases[] = {
        {"exact, sure", 10, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 99, 0, 0, 1, false},
        {"exact, first", 10, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 0, 0, 0, 1, true},
        {"exact, last", 10, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 9, 0, 0, 1, true},
        {"another first, weak", 10, {0, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 0, 0, 0, 1, true},
        {"approximate, before it is sure", 10, {0, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 9, 0, 0, 1, true},
        {"approximate, when it is sure", 10, {0, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 9, 0, 0, 2, false},
        {"approximate, just not sure", 10, {0, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 8, 0, 0, 2, true},
        {"hopeless after two", 10, {0, 0, 3, 4, 5, 6, 7, 8, 9, 10}, 2, 0, 0, 1, false},
        {"the second makes it hopeless", 10, {0, 0, 3, 4, 5, 6, 7, 8, 9, 10}, 1, 0, 0, 1, true},
        {"no edits: what differs decides", 10, {0, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 1, 0, 0, 0, false},
        {"no edits: the choice itself", 10, {0, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 0, 0, 0, 0, true},
        {"ended, sure", 8, {1, 2, 3, 4, 5, 6, 7, 8}, 99, true, false, 1, false},
        {"ended on a weak margin", 8, {1, 2, 3, 4, 5, 6, 7, 8}, 99, true, true, 1, true},
        {"ended weakly, long hopeless", 8, {0, 0, 0, 0, 0, 0, 0, 0}, 99, true, true, 1, false},
        {"ended at once, weakly", 0, {0}, 99, true, true, 1, true},
        {"ended at once, everything is approximate", 0, {0}, 99, true, true, 10, true},
        {"... and not exact: nothing is open", 1, {0}, 99, true, true, 10, false},
        {"cut", 2, {0, 0}, 99, false, false, 1, false},
        {"cut behind a weak choice", 2, {0, 0}, 1, false, false, 1, true},
    };
    MatchBound b = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        float margin[10];
        for (size_t k = 0; k < 10; k++)
            margin[k] = k == cases[i].weak ? 0.24f : 0.25f; /* below, and at the resolution */
        const float end = cases[i].weak_end ? 0.24f : 0.25f;
        matchbound_start(&b, truth, 10, 10, cases[i].max_edits);
        if (match_fragile(&b, cases[i].ids, margin, cases[i].n, cases[i].ended ? &end : NULL,
                          0.25f) != cases[i].fragile)
            fail_msg("%s", cases[i].what);
    }
    matchbound_free(&b);
}

/* Cut where it became hopeless, a continuation has the flags and the fragility of the whole one.
 * */
static void cutting_changes_no_flag(void **state)
{
    (void)state;
    enum { TOKENS = 20, EDITS = 2 };
    uint64_t seed = 23;
    MatchBound b = {0}, scratch = {0};
    size_t n_cut = 0, n_approximate = 0, n_fragile = 0;
    for (int round = 0; round < 5000; round++) {
        uint32_t truth[TOKENS], ids[TOKENS];
        float margin[TOKENS];
        const size_t n =
            round % 3 ? TOKENS : random_below(&seed, TOKENS); /* some end by themselves */
        for (size_t i = 0; i < TOKENS; i++) {
            truth[i] = (uint32_t)random_below(&seed, 50);
            ids[i] = random_below(&seed, 100) < 8 ? 50 : truth[i];
            margin[i] = (float)random_below(&seed, 60);
        }
        const float *end_margin = n < TOKENS ? &margin[n] : NULL;
        size_t kept = 0;
        bool cut = false;
        matchbound_start(&b, truth, TOKENS, TOKENS, EDITS);
        while (kept < n && !cut) {
            matchbound_add(&b, ids[kept++]);
            cut = matchbound_hopeless(&b) && kept < TOKENS;
        }
        const Match whole = match_tokens(ids, n, truth, TOKENS, EDITS);
        const Match part = match_tokens(ids, kept, truth, TOKENS, EDITS);
        assert_int_equal(part.exact, whole.exact);
        assert_int_equal(part.approximate, whole.approximate);
        assert_int_equal(part.first_mismatch, whole.first_mismatch);
        assert_false(cut && whole.approximate);
        matchbound_start(&scratch, truth, TOKENS, TOKENS, EDITS);
        const bool fragile = match_fragile(&scratch, ids, margin, n, end_margin, 1);
        matchbound_start(&scratch, truth, TOKENS, TOKENS, EDITS);
        assert_int_equal(match_fragile(&scratch, ids, margin, kept, cut ? NULL : end_margin, 1),
                         fragile);
        n_cut += cut;
        n_approximate += whole.approximate;
        n_fragile += fragile;
    }
    matchbound_free(&b);
    matchbound_free(&scratch);
    assert_true(n_cut > 500 && n_approximate > 500 && n_fragile > 500 && n_fragile < 4500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bound_is_what_all_continuations_say),
        cmocka_unit_test(bound_agrees_with_the_whole_table),
        cmocka_unit_test(fragile_is_what_a_margin_could_turn),
        cmocka_unit_test(cutting_changes_no_flag),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
