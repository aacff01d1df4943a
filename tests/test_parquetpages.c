/* Pages of Parquet files that no writer at hand makes: old encodings, lies, and sizes beyond what is
 * held of a page. */
#define _GNU_SOURCE /* memfd_create */
#include "tests/parquetmaker.h"
#include "tests/sharddigest.h"
#include "tests/shardseen.h"

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

/* A snappy literal may state its length in more bytes than it needs; enough of them that the decoder
 * is at full speed. */
static void lengths_may_be_longer_than_needed(void **state)
{
    (void)state;
    enum { TIMES = 30 };
    static const char *const heads[] = {"\x28", "\xf0\x0a", "\xf4\x0a\0", "\xf8\x0a\0\0",
                                        "\xfc\x0a\0\0\0"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        Buf b = {0};
        maker_varint(&b, TIMES * (sizeof AB - 1));
        for (int k = 0; k < TIMES; k++) {
            buf_add(&b, heads[i], i + 1);
            buf_add(&b, AB, sizeof AB - 1);
        }
        const MakerPage page = {.header = {.n_values = 2 * TIMES, .bytes = TIMES * (sizeof AB - 1)},
                                .body = buf_str(&b)};
        Buf file = make_parquet(
            &(MakerFile){.n_rows = 2 * TIMES, .codec = SNAPPY, .pages = &page, .n_pages = 1});
        Seen *s = see_bytes(buf_str(&file));
        if (s->end != SHARD_END || s->n_docs != 2 * TIMES)
            fail_msg("lengths of %zu bytes: %s", i, s->e.text);
        for (size_t k = 0; k < s->n_docs; k++)
            assert_string_equal(s->texts[k], k % 2 ? "bc" : "a");
        forget(s);
        buf_free(&file);
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

#define FOLDER_TEST(f) cmocka_unit_test_setup_teardown(f, test_folder_make, test_folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_made_by_hand_are_read_or_refused),
        cmocka_unit_test(lengths_may_be_longer_than_needed),
        FOLDER_TEST(a_page_of_any_size_slides_through_the_window),
        cmocka_unit_test(a_long_value_is_a_value_like_any_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
