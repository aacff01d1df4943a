/* The first faults that count, whatever the order in which they are found and wherever the line falls
 * between those that count and those that do not; and few are kept. */
#include "tests/testing.h"

#include "corpus/faults.h"

enum { N = 3000, MOST = 5, SHARDS = 3 };

static const char *const SHARD[SHARDS] = {"a", "b", "c"};

static uint64_t hash_of(size_t i)
{
    return (i + 1) * 0x9E3779B97F4A7C15u >> 44; /* 20 bits: some are equal */
}

/* Fault i is the i-th by place. */
static Fault fault_of(size_t i)
{
    return (Fault){.shard = SHARD[i / (N / SHARDS)],
                   .ordinal = i % (N / SHARDS),
                   .kind = FAULT_NOT_JSON,
                   .what = "what"};
}

static void the_first_that_count_are_kept(void **state)
{
    (void)state;
    static const size_t steps[] = {1, N - 1, 1777, 1009}; /* in order, backwards, all over */
    static const uint64_t ends[] = {0, 1, 300, 5000, 70000, 500000, UINT64_MAX};
    for (size_t s = 0; s < sizeof steps / sizeof *steps; s++) {
        FaultList l = {.most = MOST};
        size_t most_kept = 0;
        for (size_t i = 0, at = 0; i < N; i++, at = (at + steps[s]) % N) {
            const Fault f = fault_of(at);
            faults_add(&l, hash_of(at), &f);
            most_kept = l.n > most_kept ? l.n : most_kept;
        }
        for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
            Fault out[MOST];
            size_t want = 0;
            const size_t n = faults_first(&l, ends[k], out);
            for (size_t i = 0; i < N && want < MOST; i++) {
                if (ends[k] != UINT64_MAX && hash_of(i) >= ends[k])
                    continue;
                assert_true(want < n);
                assert_string_equal(out[want].shard, fault_of(i).shard);
                assert_int_equal(out[want].ordinal, fault_of(i).ordinal);
                want++;
            }
            assert_int_equal(n, want);
        }
        assert_true(most_kept < 200); /* MOST * log(N / MOST) is 32 */
        faults_free(&l);
    }
}

static void every_kind_has_a_name_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < N_FAULTS; i++)
        for (int k = 0; k < i; k++)
            assert_string_not_equal(fault_name((FaultKind)i), fault_name((FaultKind)k));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_that_count_are_kept),
        cmocka_unit_test(every_kind_has_a_name_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
