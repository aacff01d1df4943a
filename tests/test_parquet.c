/* Parquet: files of four writers against what pyarrow reads in them
 * (tests/oracle/parquet_golden.py), pages that no writer at hand makes, files that are refused,
 * damage, pages that are not read. */
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

/* ---- pages by hand ---- */

#define BODY(literal)                                                                              \
    {                                                                                              \
        literal, sizeof literal - 1                                                                \
    }

typedef struct {
    const char *name;
    MakerFile file;
    MakerPage pages[4];
    const char *texts; /* of the documents, each ended by a comma; "-" for a malformed row */
    const char *says;  /* NULL: no damage; part of the message, from shard_open or shard_next */
} HandCase;

#define V1(n, e, literal)                                                                          \
    {                                                                                              \
        .header = {.n_values = n, .encoding = e, .levels_encoding = ENCODING_RLE},                 \
        .body = BODY(literal)                                                                      \
    }
#define V2(n, e, literal)                                                                          \
    {                                                                                              \
        .header = {.type = PAGE_DATA_V2, .n_values = n, .encoding = e}, .body = BODY(literal)      \
    }
#define DICTIONARY(n, literal)                                                                     \
    {                                                                                              \
        .header = {.type = PAGE_DICTIONARY, .n_values = n}, .body = BODY(literal)                  \
    }
#define SIZED(n, e, stated, literal)                                                               \
    {                                                                                              \
        .header = {.n_values = n, .encoding = e, .bytes = stated}, .body = BODY(literal)           \
    }
enum { SNAPPY = 1, GZIP = 2, LZO = 3, BROTLI = 4, LZ4 = 5, ZSTD = 6, LZ4_RAW = 7 };

#define AB  "\1\0\0\0a\2\0\0\0bc"
#define TEN "\n\0\0\0aaaaaaaaaa" /* 14 bytes: as lz4, 5 literals, a copy of 4, 5 literals */
#define TEN_LZ4                                                                                    \
    "\x50\n\0\0\0a\1\0\x50"                                                                        \
    "aaaaa"
#define AB_ZSTD     "\x28\xb5\x2f\xfd\x20\x0b\x59\0\0" AB /* a frame of one raw block */
#define LENGTHS_1_1 "\x80\1\4\2\2\0\0\0\0\0"

static const HandCase HAND[] = {
    {"plain", {.n_rows = 2}, {V1(2, 0, AB)}, "a,bc,", NULL},
    {"plain, version 2", {.n_rows = 2}, {V2(2, 0, AB)}, "a,bc,", NULL},
    {"no rows", {.n_rows = 0}, {{.body = {NULL, 0}}}, "", NULL},
    {"empty pages between", {.n_rows = 2}, {V1(0, 0, ""), V1(2, 0, AB)}, "a,bc,", NULL},
    {"a kind of page to come",
     {.n_rows = 2},
     {{.header = {.type = 9}, .body = BODY("??")}, V1(2, 0, AB)},
     "a,bc,",
     NULL},
    {"levels, bit-packed the old way",
     {.n_rows = 3, .repetition = 1},
     {{.header = {.n_values = 3, .levels_encoding = ENCODING_BIT_PACKED}, .body = BODY("\xA0" AB)}},
     "a,-bc,",
     NULL},
    {"levels in a run and a cut group",
     {.n_rows = 5, .repetition = 1},
     {V1(5, 0, "\4\0\0\0\4\0\3\5" AB)},
     "--a,-bc,",
     NULL},
    {"version 2 without levels", {.n_rows = 2, .repetition = 1}, {V2(2, 0, AB)}, "a,bc,", NULL},
    {"version 2 with one null and no levels",
     {.n_rows = 2, .repetition = 1},
     {{.header = {.type = PAGE_DATA_V2, .n_values = 2, .n_nulls = 1}, .body = BODY("\1\0\0\0a")}},
     "",
     "levels or indices are cut off"},
    {"levels longer than rows need",
     {.n_rows = 1, .repetition = 1},
     {V1(1, 0, "\0\0\1\0\2\1" AB)},
     "",
     "65536 bytes of levels for 1 rows"},
    {"levels of an encoding that is none",
     {.n_rows = 1, .repetition = 1},
     {{.header = {.n_values = 1, .levels_encoding = 7}, .body = BODY(AB)}},
     "",
     "the levels have encoding 7"},
    {"fixed width", {.n_rows = 2, .type = 7, .width = 3}, {V1(2, 0, "abcdef")}, "abc,def,", NULL},
    {"delta lengths", {.n_rows = 2}, {V1(2, 6, LENGTHS_1_1 "ab")}, "a,b,", NULL},
    {"prefixes",
     {.n_rows = 2},
     {V1(2, 7, "\x80\1\4\2\0\2\0\0\0\0" LENGTHS_1_1 "ab")},
     "a,ab,",
     NULL},
    {"a prefix of nothing",
     {.n_rows = 2},
     {V1(2, 7, "\x80\1\4\2\n\2\0\0\0\0" LENGTHS_1_1 "ab")},
     "",
     "a value of 5 bytes, and 0 are"},
    {"a negative length",
     {.n_rows = 2},
     {V1(2, 6, "\x80\1\4\2\1\0\0\0\0\0ab")},
     "",
     "a value of -1 bytes"},
    {"a length beyond the page",
     {.n_rows = 2},
     {V1(2, 6, "\x80\1\4\2\2\2\0\0\0\0ab")},
     "a,",
     "a value of 2 bytes, and 1 are there"},
    {"integers of 65 bits",
     {.n_rows = 2},
     {V1(2, 6, "\x80\1\4\2\2\0\x41\0\0\0ab")},
     "",
     "packed integers are damaged"},
    {"miniblocks of no values",
     {.n_rows = 2},
     {V1(2, 6, "\x80\1\0\2\2\0\0\0\0\0ab")},
     "",
     "packed integers are damaged"},
    {"fewer packed integers than rows",
     {.n_rows = 3},
     {V1(3, 6, LENGTHS_1_1 "abc")},
     "a,b,",
     "fewer packed integers than values"},
    {"dictionary", {.n_rows = 3}, {DICTIONARY(2, AB), V1(3, 8, "\1\3\2")}, "a,bc,a,", NULL},
    {"dictionary by its old name",
     {.n_rows = 3},
     {DICTIONARY(2, AB), V1(3, 2, "\1\6\1")},
     "bc,bc,bc,",
     NULL},
    {"dictionary of one, indices of 0 bits",
     {.n_rows = 3},
     {DICTIONARY(1, AB), V1(3, 8, "\0\6")},
     "a,a,a,",
     NULL},
    {"an index beyond the dictionary",
     {.n_rows = 2},
     {DICTIONARY(2, AB), V1(2, 8, "\2\2\1\2\2")},
     "bc,",
     "points to value 2 of a dictionary that has 2"},
    {"indices of 33 bits",
     {.n_rows = 2},
     {DICTIONARY(2, AB), V1(2, 8, "\x21\3\0\0\0\0")},
     "",
     "runs are of 33 bits"},
    {"a run of too wide a value",
     {.n_rows = 2},
     {DICTIONARY(2, AB), V1(2, 8, "\1\4\2")},
     "",
     "wider than 1 bits"},
    {"no dictionary", {.n_rows = 2}, {V1(2, 8, "\1\4\1")}, "", "needs a dictionary"},
    {"a dictionary too late",
     {.n_rows = 3},
     {DICTIONARY(2, AB), V1(2, 0, AB), DICTIONARY(2, AB), V1(1, 8, "\0\2")},
     "a,bc,",
     "a dictionary stands behind"},
    {"a dictionary cut off",
     {.n_rows = 1},
     {DICTIONARY(3, AB), V1(1, 8, "\0\2")},
     "",
     "dictionary of 3 values is cut off"},
    {"a value beyond its page",
     {.n_rows = 2},
     {V1(2, 0, "\1\0\0\0a\3\0\0\0bc")},
     "a,",
     "column \"text\", page 1 at byte 4: the page ends in the middle of a value"},
    {"fewer rows than promised",
     {.n_rows = 3},
     {V1(2, 0, AB)},
     "a,bc,",
     "row 2 of row group 0: column \"text\", page"},
    {"more rows than promised", {.n_rows = 1}, {V1(2, 0, AB)}, "", "more than the row group's 1"},
    {"two sizes of a page that is not compressed",
     {.n_rows = 2},
     {SIZED(2, 0, 12, AB)},
     "",
     "not compressed, yet has two sizes"},
    {"an encoding that is none", {.n_rows = 2}, {V1(2, 42, AB)}, "", "one that is not known (42)"},
    {"an encoding for numbers", {.n_rows = 2}, {V1(2, 9, AB)}, "", "BYTE_STREAM_SPLIT (9)"},
    {"LZO", {.n_rows = 2, .codec = LZO}, {V1(2, 0, AB)}, "", "compressed with LZO (codec 3)"},
    {"a codec that is none",
     {.n_rows = 2, .codec = 77},
     {V1(2, 0, AB)},
     "",
     "something unknown (codec 77)"},
    {"repeated", {.n_rows = 2, .repetition = 2}, {V1(2, 0, AB)}, "", "is a list, or lies in one"},
    {"a dictionary that states 2 GB",
     {.n_rows = 1, .codec = ZSTD},
     {{.header = {.type = PAGE_DICTIONARY, .n_values = 2, .bytes = 2000000000}, .body = BODY("?")},
      V1(1, 8, "\0\2")},
     "",
     "its dictionary at byte 27: the dictionary has 2000000000 bytes; more than 1090519040 are not "
     "read"},
    {"a value of 2 GB",
     {.n_rows = 1, .codec = ZSTD},
     {SIZED(1, 0, 0x7fffffff, "\x28\xb5\x2f\xfd\x20\5\x29\0\0\xfb\xff\xff\x7f?")},
     "",
     "a value of the page has 2147483643 bytes; more than 1073741824 are not read"},
    {"zstd", {.n_rows = 2, .codec = ZSTD}, {SIZED(2, 0, 11, AB_ZSTD)}, "a,bc,", NULL},
    {"zstd that ends early",
     {.n_rows = 2, .codec = ZSTD},
     {SIZED(2, 0, 12, AB_ZSTD)},
     "a,bc,",
     "come to 11 bytes, 1 fewer than its header says"},
    {"zstd that goes on",
     {.n_rows = 2, .codec = ZSTD},
     {SIZED(2, 0, 10, AB_ZSTD)},
     "",
     "more zstd data than its header states"},
    {"zstd that is none",
     {.n_rows = 2, .codec = ZSTD},
     {SIZED(2, 0, 11, AB)},
     "",
     "zstd data are damaged: "},
    {"gzip that is none",
     {.n_rows = 2, .codec = GZIP},
     {SIZED(2, 0, 11, AB)},
     "",
     "gzip data are damaged: "},
    {"brotli that is none",
     {.n_rows = 2, .codec = BROTLI},
     {SIZED(2, 0, 11, AB)},
     "",
     "brotli data are "},
    {"a page that states 2 GB and has none",
     {.n_rows = 1, .codec = SNAPPY},
     {SIZED(1, 0, 0x7fffffff, "\xff\xff\xff\xff\7\x0c\1\0\0\1")},
     "",
     "snappy data are cut off"},
    {"snappy", {.n_rows = 2, .codec = SNAPPY}, {SIZED(2, 0, 11, "\x0b\x28" AB)}, "a,bc,", NULL},
    {"snappy with a copy",
     {.n_rows = 1, .codec = SNAPPY},
     {SIZED(1, 0, 14, "\x0e\x10\n\0\0\0a\x15\1")},
     "aaaaaaaaaa,",
     NULL},
    {"snappy from in front of the start",
     {.n_rows = 1, .codec = SNAPPY},
     {SIZED(1, 0, 14, "\x0e\x10\n\0\0\0a\x15\6")},
     "",
     "point 6 bytes back where 5 are kept"},
    {"snappy from no distance",
     {.n_rows = 1, .codec = SNAPPY},
     {SIZED(1, 0, 14, "\x0e\x10\n\0\0\0a\x15\0")},
     "",
     "snappy data are damaged"},
    {"snappy of another length",
     {.n_rows = 2, .codec = SNAPPY},
     {SIZED(2, 0, 12, "\x0b\x28" AB)},
     "",
     "come to 11 bytes, its header says 12"},
    {"snappy and more",
     {.n_rows = 2, .codec = SNAPPY},
     {SIZED(2, 0, 11, "\x0b\x28" AB "\0a")},
     "",
     "more snappy data"},
    {"version 2, not compressed after all",
     {.n_rows = 2, .codec = SNAPPY},
     {{.header = {.type = PAGE_DATA_V2, .n_values = 2}, .body = BODY(AB), .is_plain = true}},
     "a,bc,",
     NULL},
    {"lz4 block", {.n_rows = 1, .codec = LZ4_RAW}, {SIZED(1, 0, 14, TEN_LZ4)}, "aaaaaaaaaa,", NULL},
    {"lz4 block by the old number",
     {.n_rows = 1, .codec = LZ4},
     {SIZED(1, 0, 14, TEN_LZ4)},
     "aaaaaaaaaa,",
     NULL},
    {"lz4 frames, one of two blocks",
     {.n_rows = 3, .codec = LZ4},
     {SIZED(3, 0, 42,
            "\0\0\0\x0e\0\0\0\x0e" TEN_LZ4 "\0\0\0\x1c\0\0\0\x0e" TEN_LZ4 "\0\0\0\x0e" TEN_LZ4)},
     "aaaaaaaaaa,aaaaaaaaaa,aaaaaaaaaa,",
     NULL},
    {"lz4 from in front of the block",
     {.n_rows = 1, .codec = LZ4_RAW},
     {SIZED(1, 0, 14,
            "\x50\n\0\0\0a\6\0\x50"
            "aaaaa")},
     "",
     "in front of the start"},
    {"lz4 cut off",
     {.n_rows = 1, .codec = LZ4_RAW},
     {SIZED(1, 0, 14,
            "\x50\n\0\0\0a\1\0\x50"
            "aa")},
     "",
     "lz4 data are cut off"},
};

/* What a shard gave, in the words of HandCase. */
static void check_hand(const HandCase *c, const Seen *s)
{
    Buf got = {0};
    uint64_t next = 0;
    for (size_t i = 0; i < s->n_docs; i++) {
        for (; next < s->ordinals[i]; next++)
            buf_add_char(&got, '-');
        buf_printf(&got, "%s,", s->texts[i]);
        next++;
    }
    const bool told = !s->opened || s->end == SHARD_DAMAGED;
    if (strcmp(buf_cstr(&got), c->texts) != 0 || told != (c->says != NULL))
        fail_msg("%s: gives \"%s\" for \"%s\", and says: %s", c->name, buf_cstr(&got), c->texts,
                 s->e.text);
    if (c->says && !strstr(s->e.text, c->says))
        fail_msg("%s: \"%s\" does not say \"%s\"", c->name, s->e.text, c->says);
    buf_free(&got);
}

static void pages_made_by_hand_are_read_or_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof HAND / sizeof *HAND; i++) {
        MakerFile f = HAND[i].file;
        f.pages = HAND[i].pages;
        while (f.n_pages < 4 && (f.pages[f.n_pages].body.s || f.pages[f.n_pages].header.n_values))
            f.n_pages++;
        Buf b = make_parquet(&f);
        Seen *s = see_bytes(buf_str(&b));
        check_hand(&HAND[i], s);
        forget(s);
        buf_free(&b);
    }
}

/* ---- pages larger than the window ---- */

enum {
    PERIOD = 1000,
    PERIODIC_ROWS = 12000
}; /* bytes of a value with its length; all are the same */

static Buf periodic(void)
{
    Buf b = {0};
    char text[PERIOD - 4];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)('a' + i * i % 23);
    for (int i = 0; i < PERIODIC_ROWS; i++)
        maker_plain(&b, (Str){text, sizeof text});
    return b;
}

/* The same as a snappy stream: a literal of one period, and copies from a period back. */
static Buf periodic_snappy(Str plain)
{
    Buf b = {0};
    maker_varint(&b, plain.n);
    buf_add(&b, "\xf4\xe7\3", 3);
    buf_add(&b, plain.s, PERIOD);
    for (size_t left = plain.n - PERIOD; left > 0;) {
        const size_t k = left < 64 ? left : 64;
        buf_add_char(&b, (char)((k - 1) << 2 | 2));
        buf_add(&b, "\xe8\3", 2);
        left -= k;
    }
    return b;
}

static void add_lz4_length(Buf *b, size_t n)
{
    for (n -= 15; n >= 255; n -= 255)
        buf_add_char(b, '\xff');
    buf_add_char(b, (char)n);
}

/* And as an lz4 block: a period, one copy of nearly everything, the last 5 bytes. */
static Buf periodic_lz4(Str plain)
{
    Buf b = {0};
    buf_add_char(&b, '\xff');
    add_lz4_length(&b, PERIOD);
    buf_add(&b, plain.s, PERIOD);
    buf_add(&b, "\xe8\3", 2);
    add_lz4_length(&b, plain.n - PERIOD - 5 - 4);
    buf_add_char(&b, '\x50');
    buf_add(&b, plain.s + plain.n - 5, 5);
    return b;
}

static void a_page_of_any_size_slides_through_the_window(void **state)
{
    (void)state;
    Buf plain = periodic();
    static const int codecs[] = {0, SNAPPY, GZIP, ZSTD, LZ4_RAW};
    for (size_t i = 0; i < sizeof codecs / sizeof *codecs; i++) {
        const Str p = buf_str(&plain);
        Buf packed = codecs[i] == SNAPPY    ? periodic_snappy(p)
                     : codecs[i] == GZIP    ? make_gzip(p)
                     : codecs[i] == ZSTD    ? make_zstd(p, 0)
                     : codecs[i] == LZ4_RAW ? periodic_lz4(p)
                                            : pack("none", p);
        const MakerPage page = {
            .header = {.n_values = PERIODIC_ROWS, .bytes = p.n, .has_crc = true},
            .body = buf_str(&packed)};
        Buf b = make_parquet(&(MakerFile){
            .n_rows = PERIODIC_ROWS, .codec = codecs[i], .pages = &page, .n_pages = 1});
        char *path = test_file(*state, "large", b.s, b.n);
        for (uint64_t sixteenths = 1; sixteenths <= 16; sixteenths += 15) {
            ShardDigest g;
            uint64_t want = 0;
            for (uint64_t row = 0; row < PERIODIC_ROWS; row++)
                want += sixteenths == 16 || digest_wants(&sixteenths, row);
            digest_shard(&g, path, &OPTIONS, sixteenths);
            if (g.end != SHARD_END || g.n_docs != want)
                fail_msg("codec %d: %s", codecs[i], g.e.text);
        }
        Err e = {0};
        Doc d;
        Shard *s = shard_open(path, &OPTIONS, &e);
        for (int row = 0; row < PERIODIC_ROWS; row++) {
            assert_int_equal(shard_next(s, &d, &e), SHARD_DOC);
            assert_int_equal(d.text.n, PERIOD - 4);
            if (memcmp(d.text.s, plain.s + 4, PERIOD - 4) != 0)
                fail_msg("codec %d: row %d differs", codecs[i], row);
        }
        assert_int_equal(shard_next(s, &d, &e), SHARD_END);
        shard_close(s);
        free(path);
        buf_free(&b);
        buf_free(&packed);
    }
    buf_free(&plain);
}

/* A value longer than the window, between short ones. */
static void a_long_value_is_a_value_like_any_other(void **state)
{
    (void)state;
    Buf plain = {0}, text = {0};
    for (size_t i = 0; i < 9u << 20; i++)
        buf_add_char(&text, (char)(' ' + i * i % 91));
    maker_plain(&plain, str_of("before"));
    maker_plain(&plain, buf_str(&text));
    maker_plain(&plain, str_of("after"));
    Buf packed = make_zstd(buf_str(&plain), 0);
    const MakerPage page = {.header = {.n_values = 3, .bytes = plain.n}, .body = buf_str(&packed)};
    Buf b = make_parquet(&(MakerFile){.n_rows = 3, .codec = ZSTD, .pages = &page, .n_pages = 1});
    Seen *s = see_bytes(buf_str(&b));
    assert_int_equal(s->end, SHARD_END);
    assert_int_equal(s->n_docs, 3);
    assert_int_equal(s->text_bytes[1], text.n);
    assert_memory_equal(s->texts[1], text.s, text.n);
    assert_string_equal(s->texts[2], "after");
    forget(s);
    buf_free(&b);
    buf_free(&packed);
    buf_free(&plain);
    buf_free(&text);
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
    const MakerPage good = {.header = {.n_values = 2, .has_crc = true}, .body = BODY(AB)};
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

/* ---- damage ---- */

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { FLIP_STRIDE = 331, CUT_STRIDE = 17 };
#else
enum { FLIP_STRIDE = 5, CUT_STRIDE = 1 };
#endif

static const struct {
    const char *file;
    bool has_crc;
} DAMAGED[] = {
    {"zstd-plain", true},
    {"snappy-dictionary", true},
    {"gzip-delta_byte_array", true},
    {"brotli-delta_length_byte_array", true},
    {"lz4-delta_byte_array", true},
    {"none-delta_length_byte_array", true},
    {"deep-v2", false},
    {"duckdb-snappy-v2", false},
    {"polars", false},
    {"fastparquet-lz4", false},
};

static Buf golden_bytes(const char *name)
{
    char path[256];
    Buf b = {0};
    Err e = {0};
    snprintf(path, sizeof path, GOLDEN "%s.parquet", name);
    if (file_read(path, &b, &e) != 0)
        fail_msg("%s", e.text);
    return b;
}

static void digest_bytes(ShardDigest *g, Str bytes, const ShardOptions *o)
{
    const int fd = memfd_create("shard", MFD_CLOEXEC);
    assert_true(fd >= 0);
    assert_int_equal(file_write_all(fd, bytes.s, bytes.n), 0);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    digest_shard(g, path, o, 16);
    close(fd);
}

/* The footer is at the end, so that no cut goes unnoticed. */
static void a_file_that_is_cut_off_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof DAMAGED / sizeof *DAMAGED; i++) {
        Buf b = golden_bytes(DAMAGED[i].file);
        for (size_t n = 4; n < b.n; n += CUT_STRIDE) {
            ShardDigest g;
            digest_bytes(&g, (Str){b.s, n}, &OPTIONS);
            if (g.opened || g.e.kind != ERR_FORMAT)
                fail_msg("%s: %zu of %zu bytes open", DAMAGED[i].file, n, b.n);
        }
        buf_free(&b);
    }
}

/* Marks the bytes of all pages' bodies, which follow one another. */
static void mark_bodies(Str file, char *is_body)
{
    const int fd = memfd_create("shard", MFD_CLOEXEC);
    assert_int_equal(file_write_all(fd, file.s, file.n), 0);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    Err e = {0};
    InFile *f = infile_open(path, &e);
    const unsigned char *u = (const unsigned char *)file.s + file.n - 8;
    const uint64_t data_end = file.n - 8 - (u[0] | (uint64_t)u[1] << 8);
    PageHeader h;
    size_t n = 0;
    for (uint64_t at = 4; pageheader_read(&h, f, at, data_end, &e) == 0; n++) {
        memset(is_body + h.body, 1, (size_t)h.packed_bytes);
        at = h.body + h.packed_bytes;
        if (at == data_end)
            break;
    }
    assert_true(n > 2);
    infile_close(f);
    close(fd);
}

static void a_flipped_bit_is_told_where_there_is_a_checksum(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof DAMAGED / sizeof *DAMAGED; i++) {
        Buf b = golden_bytes(DAMAGED[i].file);
        char *is_body = calloc(b.n, 1);
        if (DAMAGED[i].has_crc)
            mark_bodies(buf_str(&b), is_body);
        const bool nested = strstr(DAMAGED[i].file, "deep") != NULL;
        ShardOptions o = OPTIONS;
        Err e = {0};
        char path[256];
        snprintf(path, sizeof path, GOLDEN "%s.parquet", DAMAGED[i].file);
        Shard *probe = shard_open(path, &o, &e);
        if (!probe)
            o.text_field = nested ? "meta.in.text" : "meta.text";
        shard_close(probe);
        ShardDigest whole, g;
        digest_bytes(&whole, buf_str(&b), &o);
        assert_true(whole.opened && whole.end == SHARD_END);
        size_t told = 0, harmless = 0, silent = 0;
        for (size_t bit = 0; bit < 8 * b.n; bit += FLIP_STRIDE) {
            b.s[bit / 8] ^= (char)(1 << bit % 8);
            digest_bytes(&g, buf_str(&b), &o);
            const bool quiet = g.opened && g.end == SHARD_END;
            const bool same = quiet && strcmp(g.sha256, whole.sha256) == 0;
            if (!quiet)
                assert_true(g.e.text[0] && !strchr(g.e.text, '\n') && g.end != (ShardStep)-1);
            if (quiet && !same && is_body[bit / 8])
                fail_msg("%s: bit %zu of byte %zu changes the documents without a word",
                         DAMAGED[i].file, bit % 8, bit / 8);
            told += !quiet;
            harmless += same;
            silent += quiet && !same;
            b.s[bit / 8] ^= (char)(1 << bit % 8);
        }
        print_message("%-32s %zu bits told, %zu harmless, %zu change what no checksum covers\n",
                      DAMAGED[i].file, told, harmless, silent);
        free(is_body);
        buf_free(&b);
    }
}

#define FOLDER_TEST(f) cmocka_unit_test_setup_teardown(f, test_folder_make, test_folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_give_what_pyarrow_reads),
        cmocka_unit_test(columns_are_named_by_path),
        cmocka_unit_test(a_row_says_what_is_wrong_with_it),
        cmocka_unit_test(pages_made_by_hand_are_read_or_refused),
        FOLDER_TEST(a_page_of_any_size_slides_through_the_window),
        cmocka_unit_test(a_long_value_is_a_value_like_any_other),
        FOLDER_TEST(pages_of_unwanted_rows_are_not_decompressed),
        cmocka_unit_test(rows_share_the_bytes_of_their_group),
        cmocka_unit_test(a_file_that_is_cut_off_is_refused),
        cmocka_unit_test(a_flipped_bit_is_told_where_there_is_a_checksum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
