/* Parquet: files of four writers against what pyarrow reads in them
 * (tests/oracle/parquet_golden.py), columns that are asked for, rows that are not. */
#define _GNU_SOURCE /* memfd_create */
#include "tests/parquetmaker.h"
#include "tests/sharddigest.h"
#include "tests/shardseen.h"

#include "corpus/parquet/parquetmeta.h"

#define GOLDEN "tests/golden/parquet/"

/* ---- what other software wrote ---- */

static void files_give_what_pyarrow_reads(void **state)
{
    (void)state;
    FILE *f = fopen(GOLDEN "expected.txt", "r");
    assert_non_null(f);
    char line[1024], name[64], text[64], id[64], cluster[64], sha256[80], path[256];
    uint64_t sixteenths, n_docs, n_malformed, n_passed;
    size_t n = 0, wrong = 0;
    while (fgets(line, sizeof line, f)) {
        assert_int_equal(
            sscanf(line, "%63s %" SCNu64 " %63s %63s %63s %" SCNu64 " %" SCNu64 " %" SCNu64 " %79s",
                   name, &sixteenths, text, id, cluster, &n_docs, &n_malformed, &n_passed, sha256),
            9);
        const ShardOptions o = {.text_field = text,
                                .id_field = strcmp(id, "-") == 0 ? NULL : id,
                                .cluster_field = strcmp(cluster, "-") == 0 ? NULL : cluster};
        ShardDigest g;
        snprintf(path, sizeof path, GOLDEN "%s.parquet", name);
        digest_shard(&g, path, &o, sixteenths);
        if (!g.opened || g.end != SHARD_END || g.n_docs != n_docs || g.n_malformed != n_malformed ||
            g.n_passed != n_passed || strcmp(g.sha256, sha256) != 0) {
            print_message("WRONG %s, %" PRIu64 "/16: %" PRIu64 " documents, %" PRIu64
                          " malformed, %" PRIu64 " passed over. %s\n",
                          name, sixteenths, g.n_docs, g.n_malformed, g.n_passed, g.e.text);
            wrong++;
        }
        n++;
    }
    fclose(f);
    assert_true(n > 80);
    assert_int_equal(wrong, 0);
}

/* ---- what is refused, and what is not ---- */

typedef struct {
    const char *file, *text, *id, *cluster;
    const char *says; /* NULL: it opens */
} Asked;

static const Asked ASKED[] = {
    {"id-list", "text", "id", NULL, NULL}, /* lists are no ids, as in JSON */
    {"id-list", "text", "noise", NULL, NULL},
    {"id-list", "text", "nope", "nope", NULL},
    {"id-list", "text", "id", "tags", "the column \"tags\" of the Parquet file is a list"},
    {"id-list", "text", "id", "noise", "\"noise\" of the Parquet file holds numbers that are no"},
    {"id-bool", "text", NULL, "id", "holds true and false; name another cluster field"},
    {"id-timestamp", "text", NULL, "id", "holds dates, times or decimals"},
    {"id-null", "id", NULL, NULL, "holds nothing but nulls; name another text field"},
    {"id-uuid", "id", NULL, NULL, "holds UUIDs, not text"},
    {"id-int64", "id", NULL, NULL, "holds numbers, not text; name another text field"},
    {"id-list", "tags", NULL, NULL, "the column \"tags\" of the Parquet file is a list"},
    {"id-list", "tags.list", NULL, NULL, "is a structure"},
    {"id-list", "tags.list.element", NULL, NULL, "is a list, or lies in one"},
    {"id-list", "noise", NULL, NULL, "holds numbers, not text"},
    {"id-list", "nope", NULL, NULL,
     "no column \"nope\"; name the one with the text, its columns are: "},
    {"id-list", "text.deeper", NULL, NULL, "no column \"text.deeper\""},
    {"id-list", "", NULL, NULL, "no column \"\""},
    {"deep-v1", "meta", NULL, NULL, "is a structure, of which one field must be named"},
    {"deep-v1", "meta.in.text", "id", "meta.in.host", NULL},
    {"deep-v1", "text", NULL, NULL, "no column \"text\""},
    {"not-utf8", "a\\.b", NULL, NULL, NULL},
    {"not-utf8", "a.b", NULL, NULL, "no column \"a.b\""},
    {"encrypted-text", "text", NULL, NULL, "column \"text\" is encrypted"},
    {"encrypted-text", "other", NULL, NULL, NULL},
    {"encrypted-footer", "text", NULL, NULL, "is an encrypted Parquet file (PARE)"},
};

static void columns_are_named_by_path(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ASKED / sizeof *ASKED; i++) {
        const Asked *a = &ASKED[i];
        char path[256];
        Err e = {0};
        snprintf(path, sizeof path, GOLDEN "%s.parquet", a->file);
        Shard *s = shard_open(
            path,
            &(ShardOptions){.text_field = a->text, .id_field = a->id, .cluster_field = a->cluster},
            &e);
        if ((s != NULL) != (a->says == NULL))
            fail_msg("%s, column %s: %s", a->file, a->text, s ? "opens" : e.text);
        if (s)
            assert_string_equal(shard_kind(s), "parquet");
        else
            expect_has(e.text, a->says);
        shard_close(s);
    }
}

static void a_row_says_what_is_wrong_with_it(void **state)
{
    (void)state;
    Seen *s = see(GOLDEN "not-utf8.parquet");
    assert_int_equal(s->end, SHARD_END);
    assert_int_equal(s->n_docs, 3);
    assert_int_equal(s->n_malformed, 3);
    expect_has(s->first_malformed, "row 1 of row group 0: the column \"text\" is not UTF-8 text: "
                                   "byte 4 is 0xe4");
    assert_int_equal(s->ordinals[2], 5);
    assert_string_equal(s->texts[2], "café");
    forget(s);
    s = see(GOLDEN "all-null-v1.parquet");
    assert_int_equal(s->n_malformed, 9);
    expect_has(s->first_malformed, "row 0 of row group 0: no text: the column \"text\" is null");
    forget(s);
}

/* ---- what is not wanted is not read ---- */

typedef struct {
    uint64_t from, to; /* rows wanted */
    uint64_t asked;
} Wanted;

static bool wants_range(void *ctx, uint64_t ordinal)
{
    Wanted *w = ctx;
    w->asked++;
    return ordinal >= w->from && ordinal < w->to;
}

/* Only the middle page's bytes are right; whoever reads another notices. */
static void pages_of_unwanted_rows_are_not_decompressed(void **state)
{
    const MakerPage good = {.header = {.n_values = 2, .has_crc = true},
                            .body = {"\1\0\0\0a\2\0\0\0bc", 11}};
    MakerPage pages[3] = {good, good, good};
    pages[0].wrong_crc = pages[2].wrong_crc = true;
    Buf b = make_parquet(&(MakerFile){.n_rows = 6, .pages = pages, .n_pages = 3});
    char *path = test_file(*state, "x.parquet", b.s, b.n);
    static const struct {
        uint64_t from, to;
        ShardStep end;
    } cases[] = {{2, 4, SHARD_END},     {3, 4, SHARD_END},     {9, 9, SHARD_END},
                 {1, 4, SHARD_DAMAGED}, {3, 5, SHARD_DAMAGED}, {5, 6, SHARD_DAMAGED}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Wanted w = {cases[i].from, cases[i].to, 0};
        const ShardOptions o = {.text_field = "text", .wants = wants_range, .wants_ctx = &w};
        Err e = {0};
        Doc d;
        Shard *s = shard_open(path, &o, &e);
        assert_non_null(s);
        ShardStep step;
        uint64_t n = 0, before = 0;
        while ((step = shard_next(s, &d, &e)) == SHARD_DOC || step == SHARD_PASSED) {
            assert_int_equal(d.ordinal, n);
            assert_int_equal(step == SHARD_DOC, n >= cases[i].from && n < cases[i].to);
            if (step == SHARD_DOC)
                assert_int_equal(d.text.n, n % 2 + 1);
            else
                assert_null(d.text.s);
            n++;
            assert_true(shard_bytes_read(s) >= before && shard_bytes_read(s) <= b.n);
            before = shard_bytes_read(s);
        }
        assert_int_equal(step, cases[i].end);
        if (step == SHARD_END) {
            assert_int_equal(n, 6);
            assert_int_equal(before, b.n);
        } else {
            expect_has(e.text, "checksum is wrong");
        }
        shard_close(s);
    }
    free(path);
    buf_free(&b);
}

static void rows_share_the_bytes_of_their_group(void **state)
{
    (void)state;
    static const struct {
        uint64_t bytes, n_rows, first, last;
    } cases[] = {{0, 3, 0, 0},
                 {10, 3, 4, 3},
                 {9, 3, 3, 3},
                 {2, 3, 1, 0},
                 {UINT64_MAX, 1, UINT64_MAX, UINT64_MAX}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ParquetGroup g = {.n_rows = cases[i].n_rows};
        g.chunks[ROLE_TEXT].bytes = cases[i].bytes;
        uint64_t sum = 0;
        for (uint64_t row = 0; row < g.n_rows; row++)
            sum += parquetmeta_row_bytes(&g, row);
        assert_int_equal(sum, cases[i].bytes);
        assert_int_equal(parquetmeta_row_bytes(&g, 0), cases[i].first);
        assert_int_equal(parquetmeta_row_bytes(&g, g.n_rows - 1), cases[i].last);
    }
}

#define FOLDER_TEST(f) cmocka_unit_test_setup_teardown(f, test_folder_make, test_folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_give_what_pyarrow_reads),
        cmocka_unit_test(columns_are_named_by_path),
        cmocka_unit_test(a_row_says_what_is_wrong_with_it),
        FOLDER_TEST(pages_of_unwanted_rows_are_not_decompressed),
        cmocka_unit_test(rows_share_the_bytes_of_their_group),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
