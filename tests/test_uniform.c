/* A sample of 10,000 of 10^6 documents: uniform over positions and over lengths, for several seeds; and
 * what is estimated from the records drawn is right for records of very different lengths. The seeds
 * are fixed, so that what passes once passes always; the bounds are those of the statistics. */
#include "tests/testing.h"

#include "audit/base/buf.h"
#include "corpus/corpus.h"

#include <math.h>

enum { PREFIX = 4 };

/* Words separated by blanks are the tokens. */
static size_t count_words(void *ctx, int thread, Str text, size_t first, uint32_t *ids, size_t want)
{
    (void)ctx;
    (void)thread;
    size_t n = 0;
    for (const char *at = text.s, *end = at + text.n; at < end; n++) {
        if (n >= first && n - first < want)
            ids[n - first] = (uint32_t)(unsigned char)*at;
        const char *blank = memchr(at, ' ', (size_t)(end - at));
        at = blank ? blank + 1 : end;
    }
    return n;
}

static Sample *draw(const Source *source, size_t k, uint64_t seed, bool look_at_all)
{
    const SampleOptions o = {.shard = {.text_field = "t"},
                             .seed = seed,
                             .documents = k,
                             .prefix_tokens = PREFIX,
                             .n_threads = 2,
                             .look_at_all = look_at_all,
                             .tokenize = count_words};
    Err e = {0};
    Sample *s = sample_draw(source, 1, &o, &e);
    if (!s)
        fail_msg("%s", e.text);
    return s;
}

/* Two shards that hold the lines from 0 and from n_first on. */
typedef struct {
    ShardFile files[2];
    Source source;
} Planted;

static void plant(Planted *p, const char *folder, const Buf *first, const Buf *second)
{
    *p = (Planted){.source = {.name = "web", .shards = p->files, .n_shards = 2}};
    p->files[0] = (ShardFile){
        .path = test_file(folder, "a", first->s, first->n), .name = "a", .bytes = first->n};
    p->files[1] = (ShardFile){
        .path = test_file(folder, "b", second->s, second->n), .name = "b", .bytes = second->n};
}

static void uproot(Planted *p)
{
    free((char *)p->files[0].path);
    free((char *)p->files[1].path);
}

/* ---- a million documents ---- */

enum { N = 1000000, N_FIRST = 370000, K = 10000, SEEDS = 8, BINS = 100, LENGTHS = 8 };

/* Of document i: too short (a quarter), or one of eight lengths, so that position and length have
 * nothing to do with each other. */
static size_t words_of(uint64_t i)
{
    const uint64_t mixed = (i + 1) * 0x9E3779B97F4A7C15u >> 40;
    return mixed % 4 == 0 ? mixed % 3 : PREFIX + mixed / 4 % LENGTHS;
}

static void million_plant(Planted *p, const char *folder, size_t *eligible_of)
{
    Buf b[2] = {{0}, {0}};
    for (uint64_t i = 0; i < N; i++) {
        const size_t n = words_of(i);
        Buf *to = &b[i >= N_FIRST];
        buf_add_c(to, "{\"t\":\"");
        for (size_t w = 0; w < n; w++)
            buf_add_c(to, w > 0 ? " a" : "a");
        buf_add_c(to, "\"}\n");
        if (n >= PREFIX)
            eligible_of[n - PREFIX]++;
    }
    plant(p, folder, &b[0], &b[1]);
    buf_free(&b[0]);
    buf_free(&b[1]);
}

/* Chi-square of counts against expected ones, corrected for drawing k of m without replacement. */
static double chi_square(const size_t *seen, const double *expected, size_t n, double k, double m)
{
    double x = 0;
    for (size_t i = 0; i < n; i++)
        x += ((double)seen[i] - expected[i]) * ((double)seen[i] - expected[i]) / expected[i];
    return x * (m - 1) / (m - k);
}

/* How far x is from what chi-square with `df` degrees of freedom gives, in standard deviations of the
 * normal distribution (Wilson & Hilferty 1931). */
static double deviation(double x, double df)
{
    return (cbrt(x / df) - (1 - 2 / (9 * df))) / sqrt(2 / (9 * df));
}

static void a_million_documents_are_sampled_uniformly(void **state)
{
    Planted p;
    size_t eligible_of[LENGTHS] = {0}, eligible = 0;
    million_plant(&p, *state, eligible_of);
    double place[BINS] = {0}, length[LENGTHS];
    for (uint64_t i = 0; i < N; i++)
        if (words_of(i) >= PREFIX)
            place[i / (N / BINS)]++;
    for (size_t i = 0; i < LENGTHS; i++)
        eligible += eligible_of[i];
    for (size_t i = 0; i < BINS; i++)
        place[i] *= (double)K / (double)eligible;
    for (size_t i = 0; i < LENGTHS; i++)
        length[i] = (double)eligible_of[i] * K / (double)eligible;
    double by_place = 0, by_length = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        Sample *s = draw(&p.source, K, seed, false);
        const SourceSample *r = sample_source(s, 0);
        assert_int_equal(r->records_seen, N);
        assert_int_equal(r->n_docs, K);
        size_t seen_place[BINS] = {0}, seen_length[LENGTHS] = {0};
        for (size_t i = 0; i < K; i++) {
            const uint64_t at = r->docs[i].ordinal + (*r->docs[i].shard == 'b' ? N_FIRST : 0);
            assert_int_equal(r->docs[i].n_tokens, words_of(at));
            seen_place[at / (N / BINS)]++;
            seen_length[r->docs[i].n_tokens - PREFIX]++;
        }
        const double x = chi_square(seen_place, place, BINS, K, (double)eligible);
        const double y = chi_square(seen_length, length, LENGTHS, K, (double)eligible);
        assert_true(fabs(deviation(x, BINS - 1)) < 3.5);
        assert_true(fabs(deviation(y, LENGTHS - 1)) < 3.5);
        by_place += x;
        by_length += y;
        sample_close(s);
    }
    const double place_off = deviation(by_place, SEEDS * (BINS - 1));
    const double length_off = deviation(by_length, SEEDS * (LENGTHS - 1));
    print_message("positions %.2f, lengths %.2f standard deviations off, over %d seeds\n",
                  place_off, length_off, SEEDS);
    assert_true(fabs(place_off) < 3 && fabs(length_off) < 3);
    uproot(&p);
}

/* ---- what is estimated ---- */

enum { RECORDS = 40000, DRAWN = 2000, ESTIMATES = 200 };

/* Few long documents hold most of the tokens; a third of the records is too short, a tenth is no JSON,
 * and these are longer than the short ones; tokens are of different lengths. */
static void uneven_plant(Planted *p, const char *folder, double *tokens, double *documents)
{
    Buf b[2] = {{0}, {0}};
    *tokens = *documents = 0;
    for (uint64_t i = 0; i < RECORDS; i++) {
        const uint64_t mixed = (i + 1) * 0x9E3779B97F4A7C15u >> 40;
        const size_t n = mixed % 3 == 0    ? mixed / 3 % PREFIX
                         : mixed % 50 == 1 ? 400 + mixed % 300
                                           : PREFIX + mixed % 20;
        Buf *to = &b[i % 2];
        const bool malformed = mixed % 10 == 7;
        buf_add_c(to, malformed ? "{\"t\":\"no end and no quote" : "{\"t\":\"");
        for (size_t w = 0; w < n && !malformed; w++)
            buf_add_c(to, w == 0 ? "a" : n > 100 ? " longer" : " an");
        buf_add_c(to, malformed ? "\n" : "\"}\n");
        *documents += !malformed;
        *tokens += malformed ? 0 : (double)n;
    }
    plant(p, folder, &b[0], &b[1]);
    buf_free(&b[0]);
    buf_free(&b[1]);
}

/* The mean over many seeds must be the truth, to within three standard errors of that mean and the bias
 * of a ratio estimate: its order is the squared coefficient of variation of the records' lengths over
 * k, here about 5 / k. The mean of the sampled documents alone is 5% off. */
static void tokens_and_documents_are_estimated_from_the_records_drawn(void **state)
{
    Planted p;
    double tokens, documents;
    uneven_plant(&p, *state, &tokens, &documents);
    double sum[3] = {0}, squares[3] = {0};
    const double truth[3] = {tokens, documents, tokens};
    for (uint64_t seed = 0; seed < ESTIMATES; seed++) {
        Sample *s = draw(&p.source, DRAWN, seed, false);
        const SourceSample *r = sample_source(s, 0);
        double sampled_bytes = 0, sampled_tokens = 0;
        for (size_t i = 0; i < r->n_docs; i++) {
            sampled_bytes += (double)r->docs[i].record_bytes;
            sampled_tokens += (double)r->docs[i].n_tokens;
        }
        const SampleDrawn *d = &r->drawn;
        const double seen = (double)r->record_bytes;
        const double x[3] = {seen * (double)d->tokens / (double)d->record_bytes,
                             (double)r->records_seen * (double)(d->records - d->malformed) /
                                 (double)d->records,
                             seen * sampled_tokens / sampled_bytes};
        for (size_t i = 0; i < 3; i++) {
            sum[i] += x[i] / truth[i];
            squares[i] += x[i] / truth[i] * (x[i] / truth[i]);
        }
        sample_close(s);
    }
    double mean[3], error[3];
    for (size_t i = 0; i < 3; i++) {
        mean[i] = sum[i] / ESTIMATES;
        error[i] = sqrt((squares[i] / ESTIMATES - mean[i] * mean[i]) / ESTIMATES);
    }
    print_message("tokens %.4f +- %.4f, documents %.4f +- %.4f of the truth; by sampled documents "
                  "alone tokens would be %.4f +- %.4f\n",
                  mean[0], error[0], mean[1], error[1], mean[2], error[2]);
    assert_true(fabs(mean[0] - 1) < 3 * error[0] + 5.0 / DRAWN);
    assert_true(fabs(mean[1] - 1) < 3 * error[1] + 1.0 / DRAWN);
    assert_true(fabs(mean[2] - 1) > 0.03); /* so the first two would have failed */
    uproot(&p);
}

/* Where everything is drawn nothing is estimated, and looking at all changes what is counted only. */
static void what_is_drawn_whole_is_exact(void **state)
{
    Planted p;
    double tokens, documents;
    uneven_plant(&p, *state, &tokens, &documents);
    Sample *s = draw(&p.source, RECORDS, 1, false);
    const SourceSample *r = sample_source(s, 0);
    assert_int_equal(r->drawn.records, r->records_seen);
    assert_int_equal(r->drawn.record_bytes, r->record_bytes);
    assert_int_equal(r->drawn.tokens, (uint64_t)tokens);
    assert_int_equal(r->drawn.records - r->drawn.malformed, (uint64_t)documents);
    assert_int_equal(r->malformed_of[FAULT_NOT_JSON], r->malformed);
    Sample *all = draw(&p.source, DRAWN, 1, true), *some = draw(&p.source, DRAWN, 1, false);
    assert_int_equal(sample_source(all, 0)->malformed, r->malformed);
    assert_true(sample_source(some, 0)->malformed < r->malformed / 10);
    assert_memory_equal(&sample_source(all, 0)->drawn, &sample_source(some, 0)->drawn,
                        sizeof(SampleDrawn));
    for (size_t i = 0; i < DRAWN; i++)
        assert_true(sample_source(all, 0)->docs[i].hash == sample_source(some, 0)->docs[i].hash);
    sample_close(all);
    sample_close(some);
    sample_close(s);
    uproot(&p);
}

int main(void)
{
#define FOLDER_TEST(f) cmocka_unit_test_setup_teardown(f, test_folder_make, test_folder_remove)
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(a_million_documents_are_sampled_uniformly),
        FOLDER_TEST(tokens_and_documents_are_estimated_from_the_records_drawn),
        FOLDER_TEST(what_is_drawn_whole_is_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
