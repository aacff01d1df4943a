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

/* What the next token or the end would make of the bound, without adding it. */
static void looking_ahead_agrees_with_going_there(void **state)
{
    (void)state;
    enum { MOST = 12 };
    uint64_t seed = 31;
    MatchBound b = {0}, there = {0};
    for (int round = 0; round < 4000; round++) {
        uint32_t truth[MOST], ids[MOST];
        const size_t n_truth = random_below(&seed, MOST + 1), most = 1 + random_below(&seed, MOST);
        const size_t max_edits = random_below(&seed, 6);
        for (size_t i = 0; i < MOST; i++) {
            truth[i] = (uint32_t)random_below(&seed, 3);
            ids[i] = random_below(&seed, 4) ? truth[i] : 3;
        }
        matchbound_start(&b, truth, n_truth, most, max_edits);
        for (size_t n = 0; n < most; n++) {
            for (uint32_t id = 0; id < 5; id++) {
                matchbound_start(&there, truth, n_truth, most, max_edits);
                for (size_t i = 0; i < n; i++)
                    matchbound_add(&there, ids[i]);
                matchbound_add(&there, id);
                assert_int_equal(matchbound_least_after(&b, id), there.least);
            }
            const size_t want = plain_distance(ids, n, truth, n_truth),
                         got = matchbound_distance(&b);
            assert_true(want <= max_edits ? got == want : got > max_edits);
            matchbound_add(&b, ids[n]);
        }
    }
    matchbound_free(&b);
    matchbound_free(&there);
}

/* The table's runner-ups that are no token of the truth, and the end. */
enum { X = 77, END = 99 };

/* Ten tokens of truth, 1 to 10, of which ten can be written; one weak choice each. */
static void fragile_is_what_a_weak_choice_could_turn(void **state)
{
    (void)state;
    static const uint32_t truth[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    static const struct {
        const char *what;
        size_t n;
        uint32_t ids[10];
        size_t weak;        /* index of the choice; n: the end's; END: none is weak */
        uint32_t runner_up; /* of the weak choice */
        bool ended;
        size_t max_edits;
        bool fragile;
    } cases[] = {
        {"exact, sure", 10, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, END, X, 0, 1, false},
        {"exact, first", 10, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 0, X, 0, 1, true},
        {"exact, last", 10, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 9, X, 0, 1, true},
        {"exact, nearly ended", 10, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 9, END, 0, 1, true},
        {"approximate, first", 10, {0, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 0, X, 0, 1, true},
        {"approximate, not sure", 10, {0, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 9, X, 0, 1, true},
        {"approximate, sure by now", 10, {0, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 9, X, 0, 2, false},
        {"approximate, just not sure", 10, {0, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 8, X, 0, 2, true},
        {"ended, sure", 9, {1, 2, 3, 4, 5, 6, 7, 8, 9}, END, X, true, 1, false},
        {"ended within reach", 9, {1, 2, 3, 4, 5, 6, 7, 8, 9}, 9, 10, true, 1, true},
        {"ended within reach, X", 9, {1, 2, 3, 4, 5, 6, 7, 8, 9}, 9, X, true, 1, true},
        {"ended with room, X", 8, {1, 2, 3, 4, 5, 6, 7, 8}, 8, X, true, 2, true},
        {"ended after a detour", 8, {0, 2, 3, 4, 5, 6, 7, 8}, 8, 9, true, 3, false},
        {"ended at once, all match", 0, {0}, 0, X, true, 10, true},
        {"all match, and not exact", 1, {0}, 1, X, true, 10, false},
        {"too far, the truth", 10, {0, 0, 3, 4, 5, 6, 7, 8, 9, 10}, 0, 1, 0, 1, true},
        {"too far, both wrong", 10, {0, 0, 3, 4, 5, 6, 7, 8, 9, 10}, 0, X, 0, 1, false},
        {"too far, second", 10, {0, 0, 3, 4, 5, 6, 7, 8, 9, 10}, 1, 2, 0, 1, true},
        {"too far, second, wrong", 10, {0, 0, 3, 4, 5, 6, 7, 8, 9, 10}, 1, X, 0, 1, false},
        {"hopeless by now", 10, {0, 0, 0, 4, 5, 6, 7, 8, 9, 10}, 2, 3, 0, 1, false},
        {"too far, the truth's one late", 10, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 1, 1, 0, 2, false},
        {"too far, the truth's one early", 10, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 0, 2, 0, 2, false},
        {"the right one taken", 10, {1, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 0, X, 0, 2, false},
        {"no edits: nothing is left", 10, {0, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 1, X, 0, 0, false},
        {"no edits: the choice", 10, {0, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 0, 1, 0, 0, true},
        {"no edits: both wrong", 10, {0, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 0, X, 0, 0, false},
        {"ended too early, the truth", 8, {1, 2, 3, 4, 5, 6, 7, 8}, 8, 9, true, 1, true},
        {"ended too early, in time", 8, {1, 2, 3, 4, 5, 6, 7, 8}, 8, X, true, 1, true},
        {"ended too early, too far", 8, {1, 2, 0, 4, 5, 6, 7, 8}, 8, X, true, 1, false},
        {"ended early, another end", 8, {1, 2, 3, 4, 5, 6, 7, 8}, 8, END, true, 1, false},
        {"ended, long hopeless", 8, {0, 0, 0, 0, 0, 0, 0, 0}, 8, 9, true, 1, false},
        {"ended at once, the truth", 0, {0}, 0, 1, true, 1, true},
        {"an end would match", 10, {0, 2, 3, 4, 5, 6, 7, 8, 10, 0}, 9, END, 0, 2, true},
        {"an end would not", 10, {0, 2, 3, 4, 5, 6, 7, 8, 0, 0}, 8, END, 0, 2, false},
        {"cut", 2, {0, 0}, END, X, false, 1, false},
        {"cut behind a weak choice", 2, {0, 0}, 1, 2, false, 1, true},
        {"cut behind a choice between two wrong ones", 2, {0, 0}, 1, X, false, 1, false},
    };
    MatchBound b = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        float margin[11];
        uint32_t runner_up[11];
        for (size_t k = 0; k <= 10; k++) {
            margin[k] = k == cases[i].weak ? 0.24f : 0.25f; /* below, and at the resolution */
            runner_up[k] = cases[i].runner_up == END ? MATCH_END : cases[i].runner_up;
        }
        const size_t n = cases[i].n;
        const MatchChoices c = {cases[i].ids,   margin,    runner_up,   n,
                                cases[i].ended, margin[n], runner_up[n]};
        const Match m = match_tokens(cases[i].ids, n, truth, 10, cases[i].max_edits);
        matchbound_start(&b, truth, 10, 10, cases[i].max_edits);
        if (match_fragile(&b, &m, &c, 0.25f) != cases[i].fragile)
            fail_msg("%s", cases[i].what);
    }
    matchbound_free(&b);
}

enum { TOKENS = 20, EDITS = 2 };

/* Twenty tokens, of which those in `wrong` are not the truth's; one weak choice between two wrong ones. */
static void fragile_is_also_what_follows_the_truth(void **state)
{
    (void)state;
    static const struct {
        size_t n_wrong, wrong[8], weak, max_edits;
        bool fragile;
    } cases[] = {
        {3, {5, 16, 17}, 16, 2, true},
        {3, {5, 15, 17}, 15, 2, false},           /* 15 tokens are too few */
        {3, {16, 17, 18}, 17, 2, true},           /* 17 tokens, 1 edit */
        {3, {16, 17, 18}, 18, 2, false},          /* hopeless with either */
        {6, {0, 1, 2, 16, 17, 18}, 16, 5, true},  /* 3 edits are less than a quarter of 16 */
        {6, {0, 1, 2, 3, 16, 17}, 16, 5, false},  /* 4 are not */
        {6, {0, 1, 2, 3, 17, 18}, 17, 5, true},   /* of 17 they are */
        {6, {0, 1, 2, 16, 17, 18}, 15, 5, false}, /* the choice was right */
        {3, {5, 16, 17}, TOKENS, 2, false},       /* none is weak */
    };
    MatchBound b = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t truth[TOKENS], ids[TOKENS], runner_up[TOKENS];
        float margin[TOKENS];
        for (uint32_t k = 0; k < TOKENS; k++) {
            truth[k] = ids[k] = k + 1;
            margin[k] = k == cases[i].weak ? 0.24f : 0.25f;
            runner_up[k] = X;
        }
        for (size_t k = 0; k < cases[i].n_wrong; k++)
            ids[cases[i].wrong[k]] = 0;
        const MatchChoices c = {.ids = ids, .margin = margin, .runner_up = runner_up, .n = TOKENS};
        const Match m = match_tokens(ids, TOKENS, truth, TOKENS, cases[i].max_edits);
        matchbound_start(&b, truth, TOKENS, TOKENS, cases[i].max_edits);
        if (match_fragile(&b, &m, &c, 0.25f) != cases[i].fragile)
            fail_msg("case %zu", i);
    }
    matchbound_free(&b);
}

/* The least distance of all texts of up to TOKENS tokens that begin with ids. */
static size_t plain_least(const uint32_t *ids, size_t n, const uint32_t *truth)
{
    size_t least = SIZE_MAX;
    for (size_t j = n; j <= TOKENS; j++) { /* at most TOKENS - n of the truth may be left */
        const size_t before = plain_distance(ids, n, truth, j);
        least = before < least ? before : least;
    }
    return least;
}

/* Whether a weak choice i counts by the three rules that the definition comes from: (a) it stands
 * open in a document that matches, (b) the runner-up continues the beginning of the truth, (c) it
 * leads nearer to the truth, (d) it leads as near, behind text that follows the truth. */
static bool weak_choice_counts(const MatchChoices *c, size_t i, const uint32_t *truth,
                               const Match *m)
{
    uint32_t with[TOKENS], other[TOKENS];
    const uint32_t runner_up = i < c->n ? c->runner_up[i] : c->end_runner_up;
    memcpy(with, c->ids, c->n * sizeof *with);
    memcpy(other, c->ids, i * sizeof *other);
    const size_t before = plain_least(other, i, truth), rest = TOKENS - i;
    const bool open = before == 0 || (before <= EDITS && before + rest > EDITS);
    if ((m->exact || m->approximate) && open)
        return true;
    size_t chosen =
        i < c->n ? plain_least(with, i + 1, truth) : plain_distance(with, i, truth, TOKENS);
    if (runner_up == MATCH_END)
        return !m->approximate && plain_distance(other, i, truth, TOKENS) <= EDITS;
    other[i] = runner_up;
    if (open && !m->exact && memcmp(other, truth, (i + 1) * sizeof *other) == 0)
        return true;
    const size_t least = plain_least(other, i + 1, truth);
    const bool follows = i >= 16 && 4 * before < i;
    return !m->approximate && least <= EDITS && (least < chosen || (least == chosen && follows));
}

static uint32_t other_than(uint64_t *seed, uint32_t id, const uint32_t *truth, size_t i)
{
    static const uint32_t WRONG = 60;
    const size_t kind = random_below(seed, 10);
    const size_t at = kind < 4 ? i : kind < 6 ? i + 1 : kind == 6 && i > 0 ? i - 1 : TOKENS;
    if (kind == 7)
        return MATCH_END;
    return at < TOKENS && truth[at] != id ? truth[at] : WRONG;
}

/* Fragile by the rules, and cut where it became hopeless, a continuation has the flags and the
 * fragility of the whole one. */
static void cutting_changes_no_flag(void **state)
{
    (void)state;
    uint64_t seed = 23;
    MatchBound b = {0}, scratch = {0};
    size_t n_cut = 0, n_approximate = 0, n_fragile[2] = {0};
    for (int round = 0; round < 20000; round++) {
        uint32_t truth[TOKENS], ids[TOKENS], runner_up[TOKENS + 1];
        float margin[TOKENS + 1];
        const size_t n =
            round % 3 ? TOKENS : random_below(&seed, TOKENS); /* some end by themselves */
        const size_t wrong = 2 + random_below(&seed, 30), weak = 1 + random_below(&seed, 60);
        for (size_t i = 0; i < TOKENS; i++)
            truth[i] = (uint32_t)random_below(&seed, round % 2 ? 50 : 4);
        for (size_t i = 0; i <= TOKENS; i++) {
            const uint32_t id = i == TOKENS || random_below(&seed, 100) < wrong ? 50 : truth[i];
            margin[i] = (float)random_below(&seed, weak);
            runner_up[i] = other_than(&seed, i < n ? id : 51, truth, i);
            if (i < TOKENS)
                ids[i] = id;
        }
        MatchChoices c = {ids, margin, runner_up, n, n < TOKENS, margin[n], runner_up[n]};
        size_t kept = 0;
        bool cut = false, counts = false;
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
        for (size_t i = 0; i < n + c.ended; i++)
            counts = counts || (margin[i] < 1 && weak_choice_counts(&c, i, truth, &whole));
        matchbound_start(&scratch, truth, TOKENS, TOKENS, EDITS);
        assert_int_equal(match_fragile(&scratch, &whole, &c, 1), counts);
        c.n = kept;
        c.ended = c.ended && !cut;
        matchbound_start(&scratch, truth, TOKENS, TOKENS, EDITS);
        assert_int_equal(match_fragile(&scratch, &part, &c, 1), counts);
        n_cut += cut;
        n_approximate += whole.approximate;
        n_fragile[whole.approximate] += counts;
    }
    matchbound_free(&b);
    matchbound_free(&scratch);
    assert_true(n_cut > 2000 && n_approximate > 2000 && n_approximate < 18000);
    assert_true(n_fragile[0] > 1000 && n_fragile[1] > 1000 && n_fragile[0] < 10000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bound_is_what_all_continuations_say),
        cmocka_unit_test(bound_agrees_with_the_whole_table),
        cmocka_unit_test(looking_ahead_agrees_with_going_there),
        cmocka_unit_test(fragile_is_what_a_weak_choice_could_turn),
        cmocka_unit_test(fragile_is_also_what_follows_the_truth),
        cmocka_unit_test(cutting_changes_no_flag),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
