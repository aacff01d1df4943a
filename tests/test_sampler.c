/* Sampling: the k smallest hashes of the eligible documents, whatever the threads and the order;
 * uniform; damage and malformed records told; memory that does not grow. */
#include "tests/shardmaker.h"

#include "corpus/bottomk.h"
#include "corpus/corpus.h"

#include <math.h>
#include <sys/resource.h>

enum { PREFIX = 6, MOST_SHARDS = 8 };

/* A corpus of invented documents: document i of shard s has word_count(s, i) words. */
static size_t word_count(size_t shard, size_t i)
{
    return (shard * 31 + i * 7 + i / 11) % 16;
}

static uint32_t word_id(size_t shard, size_t i, size_t w)
{
    return (uint32_t)(shard * 1000003 + i * 101 + w);
}

static Buf make_lines(size_t shard, size_t n, size_t malformed_every)
{
    Buf b = {0};
    for (size_t i = 0; i < n; i++) {
        if (malformed_every && i % malformed_every == malformed_every - 1) {
            buf_printf(&b, "{\"text\": %zu}\n", i);
            continue;
        }
        if (i % 3 == 0)
            buf_printf(&b, "{\"text\": \"");
        else
            buf_printf(&b, "{\"id\": \"d%zu\", \"text\": \"", i);
        for (size_t w = 0; w < word_count(shard, i); w++)
            buf_printf(&b, "%s%u", w ? " " : "", word_id(shard, i, w));
        buf_add_c(&b, "\"}\n");
    }
    return b;
}

/* Words are decimal numbers, and these are their ids. */
static size_t tokenize(void *ctx, int thread, Str text, size_t first, uint32_t *ids, size_t want)
{
    assert_true(thread >= 0 && thread < 8);
    (void)ctx;
    size_t n = 0;
    for (size_t i = 0; i < text.n;) {
        uint32_t v = 0;
        for (; i < text.n && text.s[i] != ' '; i++)
            v = v * 10 + (uint32_t)(text.s[i] - '0');
        i++;
        if (n >= first && n - first < want)
            ids[n - first] = v;
        n++;
    }
    return n;
}

typedef struct {
    char *paths[MOST_SHARDS];
    ShardFile files[MOST_SHARDS];
    Source source;
} Planted;

static const char *const SHARD_NAMES[MOST_SHARDS] = {"s0", "s1", "s2", "s3",
                                                     "s4", "s5", "s6", "s7"};

/* n_docs[i] documents in shard i, compressed in turn by nothing, zstd and gzip. */
static void plant(Planted *p, const char *folder, const size_t *n_docs, size_t n_shards,
                  size_t malformed_every)
{
    *p = (Planted){.source = {.name = "web", .shards = p->files, .n_shards = n_shards}};
    for (size_t i = 0; i < n_shards; i++) {
        Buf b = make_lines(i, n_docs[i], malformed_every), z = {0};
        if (i % 3 == 0)
            buf_add_str(&z, buf_str(&b));
        else
            z = i % 3 == 1 ? make_zstd(buf_str(&b), 0) : make_gzip(buf_str(&b));
        p->paths[i] = test_file(folder, SHARD_NAMES[i], z.s ? z.s : "", z.n);
        p->files[i] = (ShardFile){.path = p->paths[i], .name = SHARD_NAMES[i], .bytes = z.n};
        buf_free(&b);
        buf_free(&z);
    }
}

static void uproot(Planted *p)
{
    for (size_t i = 0; i < MOST_SHARDS; i++)
        free(p->paths[i]);
}

static SampleOptions options(size_t k, int n_threads)
{
    return (SampleOptions){.shard = {.text_field = "text", .id_field = "id"},
                           .seed = 42,
                           .documents = k,
                           .prefix_tokens = PREFIX,
                           .n_threads = n_threads,
                           .tokenize = tokenize};
}

/* ---- against the definition ---- */

typedef struct {
    uint64_t hash;
    size_t shard, ordinal;
} Wanted;

static int by_hash(const void *x, const void *y)
{
    const Wanted *a = x, *b = y;
    return a->hash < b->hash ? -1 : a->hash > b->hash;
}

static int by_place(const void *x, const void *y)
{
    const Wanted *a = x, *b = y;
    if (a->shard != b->shard)
        return a->shard < b->shard ? -1 : 1;
    return a->ordinal < b->ordinal ? -1 : a->ordinal > b->ordinal;
}

/* Counted are the malformed records that stand before the last document of the sample; described, the
 * first of them by place. */
static void check_malformed(const SourceSample *s, Wanted *bad, size_t n)
{
    assert_int_equal(s->malformed, n);
    assert_int_equal(s->malformed_of[FAULT_TEXT_NOT_STRING], n);
    qsort(bad, n, sizeof *bad, by_place);
    const size_t kept = n < SOURCE_FAULTS_KEPT ? n : SOURCE_FAULTS_KEPT;
    assert_int_equal(s->n_malformed_first, kept);
    for (size_t i = 0; i < kept; i++) {
        const Fault *f = &s->malformed_first[i];
        assert_string_equal(f->shard, SHARD_NAMES[bad[i].shard]);
        assert_int_equal(f->ordinal, bad[i].ordinal);
        assert_int_equal(f->kind, FAULT_TEXT_NOT_STRING);
        assert_non_null(strstr(f->what, "is a number, not a string"));
    }
}

/* Everything hashed and sorted: the plain way to say what the sampler must give. */
static void check_against_definition(const SourceSample *s, const size_t *n_docs, size_t n_shards,
                                     size_t malformed_every, uint64_t seed, size_t k)
{
    size_t total = 0;
    for (size_t i = 0; i < n_shards; i++)
        total += n_docs[i];
    Wanted *all = calloc(total + 1, sizeof *all);
    size_t n = 0;
    for (size_t i = 0; i < n_shards; i++)
        for (size_t d = 0; d < n_docs[i]; d++)
            all[n++] =
                (Wanted){hash_document(seed, str_of("web"), str_of(SHARD_NAMES[i]), d), i, d};
    assert_int_equal(s->records_seen, n);
    qsort(all, n, sizeof *all, by_hash);
    size_t n_sampled = 0, too_short = 0, empty = 0, malformed = 0, n_drawn = 0;
    uint64_t tokens = 0;
    Wanted *bad = calloc(total + 1, sizeof *bad);
    for (; n_drawn < n && n_sampled < k; n_drawn++) {
        const Wanted *w = &all[n_drawn];
        if (malformed_every && w->ordinal % malformed_every == malformed_every - 1) {
            bad[malformed++] = *w;
            continue;
        }
        tokens += word_count(w->shard, w->ordinal);
        empty += word_count(w->shard, w->ordinal) == 0;
        if (word_count(w->shard, w->ordinal) < PREFIX) {
            too_short++;
            continue;
        }
        assert_true(n_sampled < s->n_docs);
        const SampledDoc *d = &s->docs[n_sampled++];
        assert_true(d->hash == w->hash);
        assert_string_equal(d->shard, SHARD_NAMES[w->shard]);
        assert_int_equal(d->ordinal, w->ordinal);
        assert_int_equal(d->n_tokens, word_count(w->shard, w->ordinal));
        for (size_t t = 0; t < PREFIX; t++)
            assert_int_equal(d->ids[t], word_id(w->shard, w->ordinal, t));
        char id[32];
        snprintf(id, sizeof id, "d%zu", w->ordinal);
        assert_true(w->ordinal % 3 == 0 ? d->id.s == NULL : str_equal_c(d->id, id));
    }
    assert_int_equal(s->n_docs, n_sampled);
    assert_int_equal(s->too_short, too_short);
    assert_int_equal(s->empty, empty);
    assert_int_equal(s->drawn.records, n_drawn);
    assert_int_equal(s->drawn.malformed, malformed);
    assert_int_equal(s->drawn.tokens, tokens);
    if (!s->looked_at_all)
        check_malformed(s, bad, malformed);
    free(bad);
    free(all);
}

static void shuffle(ShardFile *f, size_t n, unsigned seed)
{
    for (size_t i = n; i > 1; i--) {
        seed = seed * 1664525u + 1013904223u;
        const size_t j = (seed >> 8) % i;
        const ShardFile t = f[i - 1];
        f[i - 1] = f[j];
        f[j] = t;
    }
}

static void the_sample_is_the_k_smallest_hashes(void **state)
{
    static const size_t n_docs[] = {700, 0, 1501, 3, 2200, 900, 40};
    static const size_t ks[] = {1, 2, 50, 63, 64, 65, 1000, 3329, 100000};
    const size_t n_shards = sizeof n_docs / sizeof *n_docs;
    Planted p;
    plant(&p, *state, n_docs, n_shards, 17);
    for (size_t i = 0; i < sizeof ks / sizeof *ks; i++) {
        for (int threads = 1; threads <= 4; threads++) {
            shuffle(p.files, n_shards, (unsigned)(i * 10 + (size_t)threads));
            SampleOptions o = options(ks[i], threads);
            o.seed = i;
            Err e = {0};
            Sample *s = sample_draw(&p.source, 1, &o, &e);
            assert_non_null(s);
            assert_int_equal(sample_sources(s), 1);
            const SourceSample *r = sample_source(s, 0);
            assert_false(r->looked_at_all);
            check_against_definition(r, n_docs, n_shards, 17, o.seed, ks[i]);
            sample_close(s);

            /* The same sample when all are looked at, and all malformed ones are counted. */
            o.look_at_all = true;
            s = sample_draw(&p.source, 1, &o, &e);
            assert_non_null(s);
            r = sample_source(s, 0);
            check_against_definition(r, n_docs, n_shards, 17, o.seed, ks[i]);
            assert_int_equal(r->malformed, 700 / 17 + 1501 / 17 + 2200 / 17 + 900 / 17 + 40 / 17);
            assert_int_equal(r->n_malformed_first, SOURCE_FAULTS_KEPT);
            for (size_t f = 0; f < SOURCE_FAULTS_KEPT; f++) {
                assert_string_equal(r->malformed_first[f].shard, "s0");
                assert_int_equal(r->malformed_first[f].ordinal, f * 17 + 16);
            }
            sample_close(s);
        }
    }
    uproot(&p);
}

static void sources_do_not_mix(void **state)
{
    static const size_t n_docs[] = {300, 200, 400};
    Planted p;
    plant(&p, *state, n_docs, 3, 0);
    Source two[2] = {{.name = "web", .shards = p.files, .n_shards = 2},
                     {.name = "web", .shards = p.files + 2, .n_shards = 1}};
    Err e = {0};
    SampleOptions o = options(20, 3);
    Sample *s = sample_draw(two, 2, &o, &e);
    assert_non_null(s);
    check_against_definition(sample_source(s, 0), n_docs, 2, 0, o.seed, 20);
    assert_int_equal(sample_source(s, 1)->records_seen, 400);
    for (size_t i = 0; i < sample_source(s, 1)->n_docs; i++)
        assert_string_equal(sample_source(s, 1)->docs[i].shard, "s2");
    sample_close(s);
    o.documents = 0;
    assert_null(sample_draw(two, 2, &o, &e));
    assert_int_equal(e.kind, ERR_USAGE);
    uproot(&p);
}

/* ---- uniformity ---- */

/* Chi-square of the positions of the sampled documents over 40 bins, for several seeds: the values
 * must look like chi-square with 39 degrees of freedom, neither too large nor too small. */
static void every_position_is_equally_likely(void **state)
{
    enum { BINS = 40, PER_BIN = 100, N = BINS * PER_BIN, K = 400, SEEDS = 60 };
    Buf b = {0};
    for (size_t i = 0; i < N; i++)
        buf_add_c(&b, i % 4 == 3 ? "{\"text\": \"1\"}\n" : "{\"text\": \"1 2 3 4 5 6\"}\n");
    ShardFile f = {.path = test_file(*state, "s", b.s, b.n), .name = "s", .bytes = b.n};
    const Source source = {.name = "web", .shards = &f, .n_shards = 1};
    double sum = 0;
    size_t extreme = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        SampleOptions o = options(K, 1);
        o.seed = seed;
        Err e = {0};
        Sample *s = sample_draw(&source, 1, &o, &e);
        assert_non_null(s);
        const SourceSample *r = sample_source(s, 0);
        size_t seen[BINS] = {0};
        for (size_t i = 0; i < r->n_docs; i++)
            seen[r->docs[i].ordinal / PER_BIN]++;
        /* Without replacement each bin varies less: by (M - K) / (M - 1), M eligible in all. */
        const double expected = (double)K / BINS, m = N * 0.75;
        double x = 0;
        for (size_t i = 0; i < BINS; i++)
            x += ((double)seen[i] - expected) * ((double)seen[i] - expected) / expected;
        x *= (m - 1) / (m - K);
        sum += x;
        extreme += x < 19.0 || x > 68.0; /* outside about 99.5% */
        sample_close(s);
    }
    /* The sum has 60 * 39 degrees of freedom: mean 2340, standard deviation 68.4. */
    print_message("chi-square sum %.1f, expected 2340 +- 68; %zu of 60 extreme\n", sum, extreme);
    assert_true(fabs(sum - 2340) < 4 * 68.4);
    assert_true(extreme <= 3);
    buf_free(&b);
    free((char *)f.path);
}

/* ---- damage ---- */

static void cut(Planted *p, size_t shard, size_t keep_percent)
{
    const uint64_t bytes = p->files[shard].bytes * keep_percent / 100;
    assert_int_equal(truncate(p->paths[shard], (off_t)bytes), 0);
    p->files[shard].bytes = bytes;
}

static void expect_has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("\"%s\" does not say \"%s\"", text, part);
}

static void damage_stops_the_run_unless_allowed(void **state)
{
    static const size_t n_docs[] = {2000, 2000, 2000};
    Planted p;
    plant(&p, *state, n_docs, 3, 0);
    cut(&p, 2, 60);
    for (int threads = 1; threads <= 3; threads++) {
        SampleOptions o = options(100000, threads);
        Err e = {0};
        assert_null(sample_draw(&p.source, 1, &o, &e));
        assert_int_equal(e.kind, ERR_FORMAT);
        assert_int_equal(err_exit_code(&e), 3);
        expect_has(e.text, p.paths[2]);
        expect_has(e.text, "cut off");
        expect_has(e.text, "--allow-damage");

        o.allow_damage = true;
        Sample *s = sample_draw(&p.source, 1, &o, &e);
        assert_non_null(s);
        const SourceSample *r = sample_source(s, 0);
        assert_int_equal(r->n_damaged, 1);
        assert_string_equal(r->damaged[0].shard, "s2");
        assert_true(r->damaged[0].ordinal > 500 && r->damaged[0].ordinal < 2000);
        assert_int_equal(r->damaged[0].kind, FAULT_STREAM);
        expect_has(r->damaged[0].what, "in the middle of gzip member 1");
        /* What stands before the damage is in the population, and no more. */
        assert_int_equal(r->records_seen, 4000 + r->damaged[0].ordinal);
        check_against_definition(r, (size_t[]){2000, 2000, (size_t)r->damaged[0].ordinal}, 3, 0,
                                 o.seed, o.documents);
        sample_close(s);
    }
    uproot(&p);
}

static void what_is_no_shard_counts_as_damaged(void **state)
{
    static const size_t n_docs[] = {50, 50};
    Planted p;
    plant(&p, *state, n_docs, 2, 0);
    p.paths[2] = test_file(*state, "s2", "%PDF-1.4 hello", 14);
    p.files[2] = (ShardFile){.path = p.paths[2], .name = "s2", .bytes = 14};
    p.source.n_shards = 3;
    SampleOptions o = options(10, 2);
    Err e = {0};
    assert_null(sample_draw(&p.source, 1, &o, &e));
    assert_int_equal(e.kind, ERR_FORMAT);
    expect_has(e.text, "looks like PDF");
    o.allow_damage = true;
    Sample *s = sample_draw(&p.source, 1, &o, &e);
    assert_non_null(s);
    assert_int_equal(sample_source(s, 0)->n_damaged, 1);
    assert_int_equal(strncmp(sample_source(s, 0)->damaged[0].what, "looks like PDF", 14), 0);
    assert_int_equal(sample_source(s, 0)->damaged[0].kind, FAULT_NOT_SHARD);
    sample_close(s);

    uproot(&p);
}

static void a_shard_that_was_changed_is_damaged(void **state)
{
    static const size_t n_docs[] = {50, 60};
    Planted p;
    plant(&p, *state, n_docs, 2, 0);
    p.files[0].bytes += 7; /* as if it had been longer when the run was planned */
    SampleOptions o = options(10, 1);
    Err e = {0};
    assert_null(sample_draw(&p.source, 1, &o, &e));
    expect_has(e.text, "the file was changed: it has");
    o.allow_damage = true;
    Sample *s = sample_draw(&p.source, 1, &o, &e);
    assert_non_null(s);
    assert_int_equal(sample_source(s, 0)->n_damaged, 1);
    assert_int_equal(sample_source(s, 0)->damaged[0].kind, FAULT_CHANGED);
    assert_int_equal(sample_source(s, 0)->records_seen, 110);
    sample_close(s);
    uproot(&p);
}

/* What the system does not hand over is an error, or damage of its own kind. */
static void what_cannot_be_opened_counts_as_damaged(void **state)
{
    static const size_t n_docs[] = {50, 50, 50, 50};
    static const FaultKind kinds[] = {FAULT_UNREADABLE, FAULT_DIRECTORY, FAULT_PIPE};
    static const char *const says[] = {"cannot be opened: No such file", "is not a regular file",
                                       "is not a regular file"};
    Planted p;
    plant(&p, *state, n_docs, 4, 0);
    for (size_t i = 1; i < 4; i++)
        assert_int_equal(unlink(p.paths[i]), 0);
    assert_int_equal(mkdir(p.paths[2], 0700), 0);
    assert_int_equal(mkfifo(p.paths[3], 0600), 0);
    SampleOptions o = options(10, 2);
    Err e = {0};
    assert_null(sample_draw(&p.source, 1, &o, &e));
    assert_int_equal(e.kind, ERR_IO);
    expect_has(e.text, "--allow-damage");
    o.allow_damage = true;
    Sample *s = sample_draw(&p.source, 1, &o, &e);
    assert_non_null(s);
    const SourceSample *r = sample_source(s, 0);
    assert_int_equal(r->records_seen, 50);
    assert_int_equal(r->n_damaged, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(r->damaged[i].shard, SHARD_NAMES[i + 1]);
        assert_int_equal(r->damaged[i].kind, kinds[i]);
        assert_int_equal(strncmp(r->damaged[i].what, says[i], strlen(says[i])), 0);
    }
    sample_close(s);
    uproot(&p);
}

/* Written to while it is read, to the same size: the progress call does it. */
static bool touch_shard(void *ctx, const SampleProgress *p)
{
    (void)p;
    FILE *f = fopen(ctx, "r+b");
    assert_non_null(f);
    assert_int_equal(fputc('{', f), '{');
    assert_int_equal(fclose(f), 0);
    return true;
}

static size_t tokenize_slowly(void *ctx, int thread, Str text, size_t first, uint32_t *ids,
                              size_t want)
{
    usleep(1000);
    return tokenize(ctx, thread, text, first, ids, want);
}

static void a_shard_that_changes_while_it_is_read_is_damaged(void **state)
{
    static const size_t n_docs[] = {2000};
    Planted p;
    plant(&p, *state, n_docs, 1, 0);
    SampleOptions o = options(10, 1);
    o.tokenize = tokenize_slowly;
    o.documents = 100000;
    o.progress = touch_shard;
    o.progress_ctx = p.paths[0];
    o.allow_damage = true;
    Err e = {0};
    Sample *s = sample_draw(&p.source, 1, &o, &e);
    assert_non_null(s);
    assert_int_equal(sample_source(s, 0)->n_damaged, 1);
    assert_int_equal(sample_source(s, 0)->damaged[0].kind, FAULT_CHANGED);
    expect_has(sample_source(s, 0)->damaged[0].what, "changed while it was read");
    sample_close(s);
    uproot(&p);
}

/* Of several damaged shards that are found, the first by name is told; all are, when allowed. */
static void damaged_shards_are_listed_in_order(void **state)
{
    static const size_t n_docs[] = {900, 800, 700, 600, 500, 400};
    Planted p;
    plant(&p, *state, n_docs, 6, 0);
    cut(&p, 5, 50);
    cut(&p, 1, 50);
    cut(&p, 4, 50);
    shuffle(p.files, 6, 5);
    for (int threads = 1; threads <= 4; threads++) {
        SampleOptions o = options(30, threads);
        o.allow_damage = true;
        Err e = {0};
        Sample *s = sample_draw(&p.source, 1, &o, &e);
        assert_non_null(s);
        const SourceSample *r = sample_source(s, 0);
        assert_int_equal(r->n_damaged, 3);
        assert_string_equal(r->damaged[0].shard, "s1");
        assert_string_equal(r->damaged[1].shard, "s4");
        assert_string_equal(r->damaged[2].shard, "s5");
        sample_close(s);
    }
    uproot(&p);
}

/* ---- progress ---- */

typedef struct {
    SampleProgress last;
    size_t n_calls, stop_after;
} Watch;

static bool watch(void *ctx, const SampleProgress *p)
{
    Watch *w = ctx;
    assert_true(p->bytes_read >= w->last.bytes_read && p->bytes_read <= p->bytes_total);
    assert_true(p->records_seen >= w->last.records_seen);
    w->last = *p;
    return ++w->n_calls != w->stop_after;
}

static void progress_ends_at_all_and_can_stop(void **state)
{
    static const size_t n_docs[] = {30000, 20000, 10000};
    Planted p;
    plant(&p, *state, n_docs, 3, 0);
    for (int threads = 1; threads <= 3; threads++) {
        Watch w = {.stop_after = 0};
        SampleOptions o = options(10, threads);
        o.progress = watch;
        o.progress_ctx = &w;
        Err e = {0};
        Sample *s = sample_draw(&p.source, 1, &o, &e);
        assert_non_null(s);
        assert_true(w.n_calls >= 1);
        assert_int_equal(w.last.bytes_read, w.last.bytes_total);
        assert_int_equal(w.last.records_seen, 60000);
        sample_close(s);

        w = (Watch){.stop_after = 1};
        assert_null(sample_draw(&p.source, 1, &o, &e));
        assert_int_equal(e.kind, ERR_NONE);
        assert_int_equal(w.n_calls, 1);
    }
    uproot(&p);
}

/* ---- memory ---- */

/* Ten thousand documents or two million, with ids, half of them too short: the peak is the same. */
static void memory_does_not_grow_with_the_corpus(void **state)
{
    (void)state;
    size_t peak_kib[2];
    for (int large = 0; large < 2; large++) {
        BottomK *b = bottomk_open(500, PREFIX);
        char id[200];
        memset(id, 'i', sizeof id);
        const uint32_t ids[PREFIX] = {1, 2, 3, 4, 5, 6};
        for (uint64_t i = 0; i < (large ? 2000000u : 10000u); i++) {
            const uint64_t hash = hash_document(1, str_of("m"), str_of("s"), i);
            if (!bottomk_wants(b, hash))
                continue;
            if (i % 2)
                bottomk_add_miss(b, &(Miss){.hash = hash});
            else
                bottomk_add(b, &(SampledDoc){.hash = hash,
                                             .shard = "s",
                                             .ordinal = i,
                                             .id = {id, sizeof id},
                                             .ids = ids});
        }
        size_t n;
        bottomk_docs(b, &n);
        assert_int_equal(n, 500);
        SourceSample counted = {0};
        bottomk_count(b, &counted);
        assert_true(counted.too_short > 350 && counted.too_short < 650);
        bottomk_close(b);
        struct rusage u;
        assert_int_equal(getrusage(RUSAGE_SELF, &u), 0);
        peak_kib[large] = (size_t)u.ru_maxrss;
    }
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    const size_t allowed_kib = 1 << 20; /* the sanitizers keep freed memory for a while */
#else
    const size_t allowed_kib = 256;
#endif
    assert_true(peak_kib[1] - peak_kib[0] < allowed_kib);
}

/* Equal hashes do not occur in practice; their order is defined all the same. */
static void equal_hashes_have_an_order(void **state)
{
    (void)state;
    const uint32_t ids[PREFIX] = {0};
    static const int orders[][4] = {{0, 1, 2, 3}, {3, 2, 1, 0}, {2, 0, 3, 1}};
    static const SampledDoc docs[] = {{.hash = 5, .shard = "a", .ordinal = 9},
                                      {.hash = 5, .shard = "b", .ordinal = 1},
                                      {.hash = 5, .shard = "b", .ordinal = 2},
                                      {.hash = 5, .shard = "c", .ordinal = 0}};
    for (size_t i = 0; i < 3; i++) {
        BottomK *b = bottomk_open(2, PREFIX);
        for (size_t k = 0; k < 4; k++) {
            SampledDoc d = docs[orders[i][k]];
            d.ids = ids;
            bottomk_add(b, &d);
        }
        size_t n;
        const SampledDoc *kept = bottomk_docs(b, &n);
        assert_int_equal(n, 2);
        assert_string_equal(kept[0].shard, "a");
        assert_int_equal(kept[1].ordinal, 1);
        bottomk_close(b);
    }
}

#define FOLDER_TEST(f) cmocka_unit_test_setup_teardown(f, test_folder_make, test_folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(the_sample_is_the_k_smallest_hashes),
        FOLDER_TEST(sources_do_not_mix),
        FOLDER_TEST(every_position_is_equally_likely),
        FOLDER_TEST(damage_stops_the_run_unless_allowed),
        FOLDER_TEST(what_is_no_shard_counts_as_damaged),
        FOLDER_TEST(a_shard_that_was_changed_is_damaged),
        FOLDER_TEST(what_cannot_be_opened_counts_as_damaged),
        FOLDER_TEST(a_shard_that_changes_while_it_is_read_is_damaged),
        FOLDER_TEST(damaged_shards_are_listed_in_order),
        FOLDER_TEST(progress_ends_at_all_and_can_stop),
        cmocka_unit_test(memory_does_not_grow_with_the_corpus),
        cmocka_unit_test(equal_hashes_have_an_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
