/* Windows, duplicates, parts: what the sampler takes of a document, held against the plain way to
 * say it; parts of a drawing merged, against the whole; a shard more. */
#include "tests/shardmaker.h"

#include "corpus/corpus.h"

enum { PREFIX = 5, N_SOURCES = 3, MOST_SHARDS = 5, MOST_DOCS = 400, MOST_WORDS = 40 };

/* ---- a corpus ---- */

/* Document i of a shard says what document (i * 13 + shard * 5) % 97 of all says, so most texts occur
 * several times; word w of text t is t * 1000 + w. */
static size_t text_of(size_t shard, size_t i)
{
    return (i * 13 + shard * 5) % 97;
}

static size_t words_of(size_t text)
{
    return text * 7 % MOST_WORDS;
}

static uint32_t word_of(size_t text, size_t w)
{
    return (uint32_t)(text / 3 * 1000 + w); /* three texts in a row begin alike */
}

static size_t docs_of(size_t shard)
{
    return shard % 4 == 3 ? 3 : MOST_DOCS - shard * 20;
}

static const char *const SHARD_NAMES[] = {"s0", "s1", "s2",  "s3",  "s4",  "s5",  "s6", "s7",
                                          "s8", "s9", "s10", "s11", "s12", "s13", "s14"};

/* Shard j of source s has the number s * MOST_SHARDS + j in the tables above. */
typedef struct {
    char *paths[N_SOURCES * MOST_SHARDS];
    ShardFile files[N_SOURCES * MOST_SHARDS];
    Source sources[N_SOURCES];
} Corpus;

static void plant(Corpus *c, const char *folder, const size_t n_shards[N_SOURCES])
{
    static const char *const names[N_SOURCES] = {"web", "code", "mail"};
    *c = (Corpus){0};
    for (size_t s = 0; s < N_SOURCES; s++) {
        c->sources[s] = (Source){
            .name = names[s], .shards = &c->files[s * MOST_SHARDS], .n_shards = n_shards[s]};
        for (size_t j = 0; j < n_shards[s]; j++) {
            const size_t shard = s * MOST_SHARDS + j;
            Buf b = {0};
            for (size_t i = 0; i < docs_of(shard); i++) {
                const size_t text = text_of(shard, i);
                if (i % 50 == 49) {
                    buf_printf(&b, "{\"no\": 1}\n");
                    continue;
                }
                buf_printf(&b, "{\"id\": \"d%zu\", \"host\": \"h%zu\", \"text\": \"", i, i % 7);
                for (size_t w = 0; w < words_of(text); w++)
                    buf_printf(&b, "%s%u", w ? " " : "", word_of(text, w));
                buf_add_c(&b, "\"}\n");
            }
            c->paths[shard] = test_file(folder, SHARD_NAMES[shard], b.s, b.n);
            c->files[shard] =
                (ShardFile){.path = c->paths[shard], .name = SHARD_NAMES[shard], .bytes = b.n};
            buf_free(&b);
        }
    }
}

static void uproot(Corpus *c)
{
    for (size_t i = 0; i < N_SOURCES * MOST_SHARDS; i++)
        free(c->paths[i]);
}

static size_t tokenize(void *ctx, int thread, Str text, size_t first, uint32_t *ids, size_t want)
{
    (void)ctx;
    (void)thread;
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

static SampleOptions options(size_t k)
{
    return (SampleOptions){.shard = {.text_field = "text", .id_field = "id"},
                           .seed = 7,
                           .documents = k,
                           .prefix_tokens = PREFIX,
                           .n_threads = 2,
                           .tokenize = tokenize};
}

static Sample *draw(const Corpus *c, const SampleOptions *o)
{
    Err e = {0};
    Sample *s = sample_draw(c->sources, N_SOURCES, o, &e);
    if (!s)
        fail_msg("%s", e.text);
    return s;
}

/* ---- the plain way ---- */

typedef struct {
    uint64_t hash;
    size_t shard, ordinal, text;
} Plain;

static int by_hash(const void *x, const void *y)
{
    const Plain *a = x, *b = y;
    return a->hash < b->hash ? -1 : a->hash > b->hash;
}

static bool same_prefix(size_t text, size_t other)
{
    for (size_t w = 0; w < PREFIX; w++)
        if (word_of(text, w) != word_of(other, w))
            return false;
    return true;
}

/* hash * n / 2^64 in the machine's own wide arithmetic. */
static uint64_t random_offset(uint64_t hash, uint64_t n)
{
    const uint64_t h = hash_xxh3(UINT64_C(0x706c616365), &hash, sizeof hash);
    return (uint64_t)(((unsigned __int128)h * n) >> 64);
}

static void check_windows(const SampledDoc *d, size_t text, const SampleOptions *o)
{
    const size_t n = words_of(text);
    size_t want = 1, offset = 0;
    if (o->placement == PLACEMENT_RANDOM)
        offset = (size_t)random_offset(d->hash, n - PREFIX + 1);
    if (o->placement == PLACEMENT_STRIDE)
        for (want = 0; want * o->stride + PREFIX <= n;)
            want++;
    assert_int_equal(d->n_tokens, n);
    assert_int_equal(d->n_windows, want);
    assert_int_equal(d->offset, offset);
    for (size_t i = 0; i < want; i++)
        for (size_t w = 0; w < PREFIX; w++)
            assert_int_equal(d->ids[i * d->step + w],
                             word_of(text, offset + i * (size_t)o->stride + w));
}

/* Hashes all documents of a source, sorts them and walks. */
static void check_plainly(const Corpus *c, size_t source, const SourceSample *r,
                          const SampleOptions *o)
{
    Plain *all = calloc(MOST_SHARDS * MOST_DOCS, sizeof *all);
    size_t n = 0, records = 0, kept = 0, too_short = 0, duplicates = 0;
    for (size_t j = 0; j < c->sources[source].n_shards; j++) {
        const size_t shard = source * MOST_SHARDS + j;
        records += docs_of(shard);
        for (size_t i = 0; i < docs_of(shard); i++)
            if (i % 50 != 49)
                all[n++] = (Plain){hash_document(o->seed, str_of(c->sources[source].name),
                                                 str_of(SHARD_NAMES[shard]), i),
                                   shard, i, text_of(shard, i)};
    }
    assert_int_equal(r->records_seen, records);
    qsort(all, n, sizeof *all, by_hash);
    const size_t k = o->documents;
    size_t *chosen = calloc(n + 1, sizeof *chosen);
    for (size_t i = 0; i < n && kept < k; i++) {
        bool seen = false;
        if (words_of(all[i].text) < PREFIX) {
            too_short++;
            continue;
        }
        for (size_t m = 0; m < kept && o->dedup; m++)
            seen |= same_prefix(all[i].text, all[chosen[m]].text);
        if (seen) {
            duplicates++;
            continue;
        }
        assert_true(kept < r->n_docs);
        const SampledDoc *d = &r->docs[kept];
        assert_true(d->hash == all[i].hash);
        assert_string_equal(d->shard, SHARD_NAMES[all[i].shard]);
        assert_int_equal(d->ordinal, all[i].ordinal);
        check_windows(d, all[i].text, o);
        chosen[kept++] = i;
    }
    assert_int_equal(r->n_docs, kept);
    assert_int_equal(r->too_short, too_short);
    assert_int_equal(r->duplicates_left_out, duplicates);
    uint64_t groups, repeats;
    sample_duplicates(r->docs, r->n_docs, &groups, &repeats);
    uint64_t want_groups = 0, want_repeats = 0;
    for (size_t a = 0; a < kept; a++) {
        size_t before = 0;
        for (size_t b = 0; b < a; b++)
            before += same_prefix(all[chosen[a]].text, all[chosen[b]].text);
        want_repeats += before > 0;
        want_groups += before == 1;
    }
    assert_int_equal(groups, want_groups);
    assert_int_equal(repeats, want_repeats);
    if (o->dedup)
        assert_int_equal(groups, 0);
    free(chosen);
    free(all);
}

static const size_t SHARDS[N_SOURCES] = {5, 1, 4};

static void samples_are_what_the_plain_way_gives(void **state)
{
    static const size_t ks[] = {1, 3, 20, 70, 500, 5000};
    static const uint64_t strides[] = {1, 3, 5, 17, 1000};
    Corpus c;
    plant(&c, *state, SHARDS);
    for (size_t i = 0; i < sizeof ks / sizeof *ks; i++)
        for (int dedup = 0; dedup < 2; dedup++)
            for (int p = PLACEMENT_START; p <= PLACEMENT_STRIDE; p++)
                for (size_t t = 0; t < (p == PLACEMENT_STRIDE ? 5 : 1); t++) {
                    SampleOptions o = options(ks[i]);
                    o.dedup = dedup;
                    o.placement = (Placement)p;
                    o.stride = strides[t];
                    Sample *s = draw(&c, &o);
                    for (size_t k = 0; k < N_SOURCES; k++)
                        check_plainly(&c, k, sample_source(s, k), &o);
                    sample_close(s);
                }
    uproot(&c);
}

static void texts_are_kept(void **state)
{
    Corpus c;
    plant(&c, *state, SHARDS);
    SampleOptions o = options(60);
    o.keep_text = true;
    Sample *s = draw(&c, &o);
    const SourceSample *r = sample_source(s, 0);
    for (size_t i = 0; i < r->n_docs; i++) {
        const SampledDoc *d = &r->docs[i];
        uint32_t ids[MOST_WORDS];
        assert_int_equal(tokenize(NULL, 0, d->text, 0, ids, MOST_WORDS), d->n_tokens);
        assert_memory_equal(ids, d->ids, PREFIX * sizeof *ids);
        assert_true(d->text.n < d->record_bytes);
    }
    sample_close(s);
    uproot(&c);
}

/* Random offsets: over a thousand hashes each offset of 8 comes up about as often; and no product
 * overflows. */
static void random_offsets_are_uniform(void **state)
{
    (void)state;
    size_t seen[8] = {0};
    for (uint64_t i = 0; i < 8000; i++) {
        const uint64_t hash = hash_document(1, str_of("a"), str_of("b"), i) >> 20; /* small, as in a
                                                                                      sample */
        const uint64_t at = placement_random(hash, 8);
        assert_true(at < 8);
        seen[at]++;
        assert_true(placement_random(hash, 1) == 0);
        assert_true(placement_random(hash, UINT64_MAX) == random_offset(hash, UINT64_MAX));
        assert_true(placement_random(hash, 1000003) == random_offset(hash, 1000003));
    }
    double x = 0;
    for (size_t i = 0; i < 8; i++)
        x += ((double)seen[i] - 1000) * ((double)seen[i] - 1000) / 1000;
    assert_true(x < 24.3); /* chi-square with 7 degrees of freedom: 0.1% */
}

/* A document of ids is taken as it is; its windows are those of a text of the same tokens. */
static void ids_are_not_tokenized(void **state)
{
    (void)state;
    const uint32_t ids[] = {9, 8, 7, 6, 5, 4, 3, 2, 1, 0};
    const Doc d = {.text = str_of(""), .ids = ids, .n_ids = 10};
    for (int p = PLACEMENT_START; p <= PLACEMENT_STRIDE; p++) {
        SampleOptions o = options(1);
        o.tokenize = NULL;
        o.placement = (Placement)p;
        o.stride = 2;
        WindowRoom room = {0};
        SampledDoc s = {.hash = 12345};
        assert_true(window_take(&o, 0, &d, &room, &s));
        assert_int_equal(s.n_tokens, 10);
        assert_int_equal(s.n_windows, p == PLACEMENT_STRIDE ? 3 : 1);
        assert_memory_equal(s.ids, ids + s.offset, (PREFIX + (s.n_windows - 1) * 2) * sizeof *ids);
        const Doc few = {.text = str_of(""), .ids = ids, .n_ids = 4};
        assert_false(window_take(&o, 0, &few, &room, &s));
        assert_int_equal(s.n_tokens, 4);
        window_free(&room);
    }
}

/* ---- parts ---- */

static void same_sample(const SourceSample *a, const SourceSample *b)
{
    assert_int_equal(a->n_docs, b->n_docs);
    assert_int_equal(a->n_shards, b->n_shards);
    assert_int_equal(a->records_seen, b->records_seen);
    assert_int_equal(a->record_bytes, b->record_bytes);
    assert_memory_equal(&a->drawn, &b->drawn, sizeof a->drawn);
    assert_int_equal(a->too_short, b->too_short);
    assert_int_equal(a->empty, b->empty);
    assert_int_equal(a->duplicates_left_out, b->duplicates_left_out);
    assert_int_equal(a->malformed, b->malformed);
    assert_memory_equal(a->malformed_of, b->malformed_of, sizeof a->malformed_of);
    assert_int_equal(a->n_misses, b->n_misses);
    assert_int_equal(a->n_malformed_first, b->n_malformed_first);
    for (size_t i = 0; i < a->n_malformed_first; i++) {
        assert_string_equal(a->malformed_first[i].shard, b->malformed_first[i].shard);
        assert_int_equal(a->malformed_first[i].ordinal, b->malformed_first[i].ordinal);
        assert_string_equal(a->malformed_first[i].what, b->malformed_first[i].what);
    }
    for (size_t i = 0; i < a->n_docs; i++) {
        const SampledDoc *x = &a->docs[i], *y = &b->docs[i];
        assert_true(x->hash == y->hash && x->ordinal == y->ordinal && x->offset == y->offset);
        assert_string_equal(x->shard, y->shard);
        assert_true(str_equal(x->id, y->id));
        assert_true(str_equal(x->text, y->text));
        assert_int_equal(x->n_windows, y->n_windows);
        assert_memory_equal(x->ids, y->ids, (PREFIX + (x->n_windows - 1) * 3) * sizeof *x->ids);
    }
}

/* Draws n parts, merges them in some order. */
static Sample *merged(const Corpus *c, const SampleOptions *o, size_t n)
{
    const char *names[N_SOURCES];
    for (size_t s = 0; s < N_SOURCES; s++)
        names[s] = c->sources[s].name;
    SampleMerge *m = samplemerge_open(names, N_SOURCES, o);
    for (size_t i = n; i-- > 0;) {
        SampleOptions part = *o;
        part.part = i + 1;
        part.n_parts = n;
        Sample *p = draw(c, &part);
        for (size_t s = 0; s < N_SOURCES; s++) {
            const SourceSample *r = sample_source(p, s);
            samplemerge_count(m, s, r);
            for (size_t k = 0; k < r->n_docs; k++)
                samplemerge_add(m, s, &r->docs[k]);
        }
        sample_close(p);
    }
    return samplemerge_finish(m);
}

static void merged_parts_are_the_whole(void **state)
{
    static const size_t ns[] = {1, 2, 3, 7, 10, 25};
    static const size_t ks[] = {1, 15, 60, 400, 5000};
    Corpus c;
    plant(&c, *state, SHARDS);
    for (size_t i = 0; i < sizeof ks / sizeof *ks; i++)
        for (size_t j = 0; j < sizeof ns / sizeof *ns; j++)
            for (int dedup = 0; dedup < 2; dedup++) {
                SampleOptions o = options(ks[i]);
                o.dedup = dedup;
                o.keep_text = true;
                o.placement = j % 2 ? PLACEMENT_STRIDE : PLACEMENT_RANDOM;
                o.stride = 3;
                Sample *whole = draw(&c, &o), *m = merged(&c, &o, ns[j]);
                for (size_t s = 0; s < N_SOURCES; s++)
                    same_sample(sample_source(m, s), sample_source(whole, s));
                sample_close(whole);
                sample_close(m);
            }
    uproot(&c);
}

/* A shard more: what was in the sample stays but for as many as the new shard's documents displace,
 * and those are the last. */
static void a_new_shard_displaces_only_what_it_must(void **state)
{
    static const size_t more[N_SOURCES] = {5, 2, 4};
    for (int dedup = 0; dedup < 2; dedup++) {
        Corpus c;
        plant(&c, *state, SHARDS);
        SampleOptions o = options(25);
        o.dedup = dedup;
        Sample *before = draw(&c, &o);
        uproot(&c);
        plant(&c, *state, more);
        Sample *after = draw(&c, &o);
        for (size_t s = 0; s < N_SOURCES; s++) {
            const SourceSample *a = sample_source(before, s), *b = sample_source(after, s);
            if (s != 1) {
                same_sample(a, b);
                continue;
            }
            /* The new sample without the new shard's documents begins the old one; with dedup, a new
             * document may also stand for an old one of the same text. */
            size_t old = 0, fresh = 0, replaced = 0;
            for (size_t i = 0; i < b->n_docs; i++) {
                if (strcmp(b->docs[i].shard, "s6") == 0) {
                    fresh++;
                    continue;
                }
                for (; a->docs[old].hash != b->docs[i].hash; old++, replaced++) {
                    bool stands = false;
                    for (size_t k = 0; k < i; k++)
                        stands |= a->docs[old].prefix.low == b->docs[k].prefix.low;
                    assert_true(dedup && stands);
                }
                old++;
            }
            assert_true(fresh > 0 && old > 0);
            assert_int_equal(a->n_docs, 25);
            assert_int_equal(b->n_docs, 25);
            assert_int_equal(old - replaced + fresh, 25);
        }
        sample_close(before);
        sample_close(after);
        uproot(&c);
    }
}

#define FOLDER_TEST(f) cmocka_unit_test_setup_teardown(f, test_folder_make, test_folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(samples_are_what_the_plain_way_gives),
        FOLDER_TEST(texts_are_kept),
        cmocka_unit_test(random_offsets_are_uniform),
        cmocka_unit_test(ids_are_not_tokenized),
        FOLDER_TEST(merged_parts_are_the_whole),
        FOLDER_TEST(a_new_shard_displaces_only_what_it_must),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
