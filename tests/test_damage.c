/* Damaged shards: cut at every byte, every bit flipped, something appended, changed while they are
 * read. Nothing crashes, nothing is lost without a word. */
#define _GNU_SOURCE /* memfd_create, memmem */
#include "tests/shardseen.h"

/* Every offset and every bit; under the sanitizers, which are slow at large allocations, some. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { DAMAGE_STRIDE = 61 };
#else
enum { DAMAGE_STRIDE = 1 };
#endif

/* Fewer bytes ("PK", "doc-0") could be a text. */
enum { DAMAGE_FEWEST = 6 };

/* A window of 1 GiB has nothing to add here but time. */
static bool is_worth_damaging(const Container *c)
{
    return strcmp(c->compression, "zst long") != 0;
}

/* Ends where nothing in the bytes can tell that more should follow: between lines, frames, members
 * and streams; and inside the zeros that end a tar. */
static bool cut_is_invisible(const Container *c, Str whole, size_t n)
{
    if (strcmp(c->compression, "none") == 0) {
        if (strcmp(c->format, "jsonl") == 0)
            return whole.s[n - 1] == '\n' || whole.s[n] == '\n';
        if (strcmp(c->format, "zip") == 0)
            return false;
        size_t zeros = 0;
        while (zeros < n && whole.s[n - 1 - zeros] == 0)
            zeros++;
        return zeros >= 512;
    }
    const Str rest = {whole.s + n, whole.n - n};
    return str_starts(rest, "\x28\xB5\x2F\xFD") || str_starts(rest, "\x50\x2A\x4D\x18") ||
           str_starts(rest, "\x1f\x8b\x08") ||
           str_starts(rest, "\xFD"
                            "7zXZ") ||
           (strcmp(c->compression, "xz streams") == 0 && str_ends((Str){whole.s, n}, "YZ"));
}

static void a_shard_that_is_cut_off_is_damaged(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_CONTAINERS; i++) {
        const Container *c = &CONTAINERS[i];
        Buf b = make_container(c);
        for (size_t n = DAMAGE_FEWEST; n < b.n && is_worth_damaging(c); n += DAMAGE_STRIDE) {
            Seen *s = see_bytes((Str){b.s, n});
            const bool told = !s->opened || s->end == SHARD_DAMAGED || s->n_malformed > 0;
            if (!told && !cut_is_invisible(c, buf_str(&b), n))
                fail_msg("%s %s: %zu of %zu bytes pass for whole (%zu documents)", c->format,
                         c->compression, n, b.n, s->n_docs);
            /* What was given before the cut is right. */
            for (size_t k = 0; k < s->n_docs; k++) {
                assert_string_equal(s->texts[k], TEXTS[k]);
                assert_int_equal(s->ordinals[k], k);
            }
            assert_true(s->n_malformed <= 1);
            forget(s);
        }
        buf_free(&b);
    }
}

/* Bytes that no checksum protects may change a text, but never lose one without a word. */
static bool flip_is_accounted_for(const Container *c, const Seen *s)
{
    if (!s->opened || s->end == SHARD_DAMAGED)
        return true;
    const bool unprotected = strcmp(c->compression, "none") == 0 && strcmp(c->format, "zip") != 0;
    if (!unprotected)
        return s->n_malformed > 0 || is_intact(s, false);
    size_t same = 0;
    for (size_t i = 0; i < s->n_docs; i++)
        for (size_t k = 0; k < N_TEXTS; k++)
            same += strcmp(s->texts[i], TEXTS[k]) == 0;
    if (strcmp(c->format, "jsonl") ==
        0) /* a lost LF makes one of two lines, a new one two of one */
        return same + 2 >= N_TEXTS && (s->n_malformed > 0 || s->n_docs == N_TEXTS);
    return s->n_docs + s->n_malformed == N_TEXTS && same + 1 >= N_TEXTS;
}

static void a_flipped_bit_is_told_or_harmless(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_CONTAINERS; i++) {
        const Container *c = &CONTAINERS[i];
        Buf b = make_container(c);
        size_t told = 0, harmless = 0;
        for (size_t bit = 0; bit < 8 * b.n && is_worth_damaging(c); bit += DAMAGE_STRIDE) {
            b.s[bit / 8] ^= (char)(1 << bit % 8);
            Seen *s = see_bytes(buf_str(&b));
            if (!flip_is_accounted_for(c, s))
                print_message("BAD %s %s: bit %zu of byte %zu of %zu: %zu documents, %zu malformed",
                              c->format, c->compression, bit % 8, bit / 8, b.n, s->n_docs,
                              s->n_malformed);
            const bool quiet = s->opened && s->end == SHARD_END && s->n_malformed == 0;
            told += !quiet;
            harmless += quiet;
            forget(s);
            b.s[bit / 8] ^= (char)(1 << bit % 8);
        }
        print_message("%-6s %-10s %zu bits told, %zu harmless or without a checksum\n", c->format,
                      c->compression, told, harmless);
        buf_free(&b);
    }
}

typedef struct {
    const char *name;
    const char *compression;
    const char *appended;
    size_t n;
    const char *says; /* NULL: no damage */
} Appended;

static const Appended APPENDED[] = {
    {"gzip and zeros (tape padding)", "gz", "\0\0\0\0\0\0\0\0\0", 9, NULL},
    {"gzip and text", "gz", "hello", 5, "not gzip"},
    {"gzip and zeros and text", "gz", "\0\0\0hello", 8, "not gzip"},
    {"gzip and half a header", "gz", "\x1f\x8b", 2, "cut off"},
    {"gzip and a damaged header", "gz", "\x1f\x8c\x08garbage", 10, "gzip member 2"},
    {"zstd and text", "zst", "hello", 5, "not zstd"},
    {"zstd and half a magic", "zst", "\x28\xB5", 2, "cut off"},
    {"zstd and zeros", "zst", "\0\0\0\0\0\0\0\0", 8, "not zstd"},
    {"xz and text", "xz", "hello world, xz!", 16, "not xz behind it"},
    {"xz and one zero", "xz", "\0", 1, "not xz behind it"},
    {"xz and four zeros (padding)", "xz", "\0\0\0\0", 4, NULL},
};

static void what_is_appended_is_not_passed_over(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof APPENDED / sizeof *APPENDED; i++) {
        const Appended *a = &APPENDED[i];
        Buf text = lines(0, N_TEXTS);
        Buf b = pack(a->compression, buf_str(&text));
        buf_add(&b, a->appended, a->n);
        Seen *s = see_bytes(buf_str(&b));
        assert_true(s->opened);
        if ((s->end == SHARD_DAMAGED) != (a->says != NULL))
            fail_msg("%s: %s", a->name, s->e.text);
        if (a->says)
            expect_has(s->e.text, a->says);
        assert_true(is_intact(s, true));
        forget(s);
        buf_free(&text);
        buf_free(&b);
    }
}

static void a_wrong_checksum_is_damage(void **state)
{
    (void)state;
    Buf text = lines(0, N_TEXTS);
    /* In stored blocks a flipped text bit changes the text and nothing else. */
    Buf b = {0};
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 0, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (Bytef *)text.s;
    z.avail_in = (uInt)text.n;
    z.avail_out = (uInt)text.n + 100;
    z.next_out = (Bytef *)buf_reserve(&b, text.n + 100);
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    b.n = text.n + 100 - z.avail_out;
    deflateEnd(&z);
    char *word = memmem(b.s, b.n, "harbour", 7);
    assert_non_null(word);
    *word = 'H';
    Seen *s = see_bytes(buf_str(&b));
    assert_int_equal(s->end, SHARD_DAMAGED);
    expect_has(s->e.text, "gzip member 1: incorrect data check");
    assert_int_equal(s->end_ordinal, s->n_docs);
    forget(s);
    buf_free(&b);
    buf_free(&text);
}

static void a_file_that_changes_is_damaged(void **state)
{
    Buf text = lines(0, N_TEXTS);
    char *path = test_file(*state, "x.jsonl", text.s, text.n);
    Err e = {0};
    Shard *shard = shard_open(path, &OPTIONS, &e);
    assert_non_null(shard);
    Doc d;
    assert_int_equal(shard_next(shard, &d, &e), SHARD_DOC);
    FILE *f = fopen(path, "ab");
    fputs("{\"text\": \"late\"}\n", f);
    fclose(f);
    ShardStep step;
    while ((step = shard_next(shard, &d, &e)) == SHARD_DOC)
        ;
    assert_int_equal(step, SHARD_DAMAGED);
    expect_has(e.text, "changed while it was read");
    shard_close(shard);
    free(path);
    buf_free(&text);
}

static void a_tar_must_have_its_end_and_nothing_behind_it(void **state)
{
    (void)state;
    Member m[N_TEXTS];
    members(m);
    Buf one = make_archive("ustar", NULL, NULL, m, N_TEXTS);
    Buf two = {0};
    buf_add_str(&two, buf_str(&one));
    buf_add_str(&two, buf_str(&one));
    Seen *s = see_bytes(buf_str(&two));
    assert_true(s->end == SHARD_DAMAGED && s->n_docs == N_TEXTS);
    expect_has(s->e.text, "something follows the end mark");
    forget(s);

    size_t end = one.n;
    while (one.s[end - 1] == 0)
        end--;
    end = (end + 511) / 512 * 512;
    s = see_bytes((Str){one.s, end});
    assert_true(s->end == SHARD_DAMAGED && is_intact(s, true));
    expect_has(s->e.text, "cut off");
    forget(s);
    s = see_bytes((Str){one.s, end + 512}); /* one block of zeros: GNU tar accepts it too */
    assert_true(s->end == SHARD_END && is_intact(s, true));
    forget(s);

    char zeros[10240] = {0};
    s = see_bytes((Str){zeros, sizeof zeros});
    assert_true(s->opened && s->end == SHARD_END && s->n_docs == 0);
    assert_string_equal(s->kind, "tar");
    forget(s);
    buf_free(&one);
    buf_free(&two);
}

static void a_zip_is_held_against_its_directory(void **state)
{
    (void)state;
    Member m[N_TEXTS];
    members(m);
    Buf b = make_archive("zip", NULL, NULL, m, N_TEXTS);
    /* A directory that lost its first entry's signature: libarchive goes on with the second. */
    char *entry = memmem(b.s, b.n, "PK\1\2", 4);
    assert_non_null(entry);
    entry[1] = 'X';
    Seen *s = see_bytes(buf_str(&b));
    assert_int_equal(s->end, SHARD_DAMAGED);
    expect_has(s->e.text, "Damaged Zip archive");
    forget(s);
    entry[1] = 'K';
    b.s[b.n - 12] = b.s[b.n - 14] = 6;
    s = see_bytes(buf_str(&b));
    assert_int_equal(s->end, SHARD_DAMAGED);
    expect_has(s->e.text, "should have 6 members, 5 were found");
    forget(s);
    b.s[b.n - 12] = b.s[b.n - 14] = 5;

    b.s[b.n - 2] = 5; /* a comment of 5 bytes, and another end record's signature in it */
    buf_add(&b, "PK\5\6!", 5);
    s = see_bytes(buf_str(&b));
    assert_true(s->end == SHARD_END && is_intact(s, true));
    forget(s);
    buf_free(&b);

    b = make_archive("zip", NULL, NULL, m, 0);
    s = see_bytes(buf_str(&b));
    assert_true(s->opened && s->end == SHARD_END && s->n_docs == 0);
    assert_string_equal(s->kind, "zip");
    forget(s);
    buf_free(&b);
}

#define FOLDER_TEST(f) cmocka_unit_test_setup_teardown(f, test_folder_make, test_folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shard_that_is_cut_off_is_damaged),
        cmocka_unit_test(a_flipped_bit_is_told_or_harmless),
        cmocka_unit_test(what_is_appended_is_not_passed_over),
        cmocka_unit_test(a_wrong_checksum_is_damage),
        FOLDER_TEST(a_file_that_changes_is_damaged),
        cmocka_unit_test(a_tar_must_have_its_end_and_nothing_behind_it),
        cmocka_unit_test(a_zip_is_held_against_its_directory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
