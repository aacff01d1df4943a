/* WARC and WET: what other software wrote is read, the rest is told with its place, and nothing
 * depends on which records are wanted. */
#define _GNU_SOURCE /* memfd_create */
#include "tests/formatseen.h"

#include "corpus/warcheader.h"

#define GOLDEN "tests/golden/formats/"

static const ShardOptions OPTIONS = {.text_field = "text", .id_field = "id"};

static const struct {
    const char *file, *kind;
} FILES[] = {
    {"all.warc", "warc"},         {"all.warc.gz", "warc.gz"}, {"whole.warc.gz", "warc.gz"},
    {"all.warc.zst", "warc.zst"}, {"wet.warc.gz", "warc.gz"}, {"wget.warc.gz", "warc.gz"},
};

/* tests/oracle/warc_golden.py: warcio and wget wrote these, warcio says what is in them. */
static void what_other_software_wrote_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
        char *path = test_path(GOLDEN, FILES[i].file);
        listing_expect_golden(path, &OPTIONS);
        listing_expect_same_when_passing(path, (Str){NULL, 0}, path, &OPTIONS);
        Err e = {0};
        Shard *s = shard_open(path, &OPTIONS, &e);
        assert_non_null(s);
        assert_string_equal(shard_kind(s), FILES[i].kind);
        shard_close(s);
        free(path);
    }
}

#define SHA_A "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
#define DOC_A " - - " SHA_A "\n"

typedef struct {
    const char *name;
    const char *bytes;
    const char *gives;
} Case;

#define CONVERSION "WARC/1.0\r\nWARC-Type: conversion\r\n"
#define GOOD       CONVERSION "Content-Length: 1\r\n\r\na\r\n\r\n"
#define LOST                                                                                       \
    "no empty line stands where its Content-Length ends it: the length is wrong or the file "      \
    "damaged; reading goes on at the next record that can be found\n"

static const Case CASES[] = {
    {"one", GOOD, "doc 0 1" DOC_A "end\n"},
    {"two", GOOD GOOD, "doc 0 1" DOC_A "doc 1 1" DOC_A "end\n"},
    {"more empty lines than there should be",
     "WARC/1.0\r\nwarc-type:Conversion\r\n"
     "CONTENT-LENGTH:1 \r\n\r\na\r\n\r\n\r\n\n" GOOD "\r\n\r\n",
     "doc 0 1" DOC_A "doc 1 1" DOC_A "end\n"},
    {"LF alone",
     "WARC/1.0\nWARC-Type: conversion\nContent-Length: 1\n\na\n\nWARC/1.1\n"
     "WARC-Type: conversion\nContent-Length: 1\n\na\n\n",
     "doc 0 1" DOC_A "doc 1 1" DOC_A "end\n"},
    {"a folded field, a field of no concern twice",
     CONVERSION "X: 1\r\n  2\r\nX: 3\r\nContent-Length: 1\r\n\r\na\r\n\r\n",
     "doc 0 1" DOC_A "end\n"},
    {"angle brackets around the address",
     CONVERSION "WARC-Target-URI: <http://A.b:1/c>\r\nContent-Length: 1\r\n\r\na\r\n\r\n",
     "doc 0 1 http://A.b:1/c a.b " SHA_A "\nend\n"},
    {"a broken address",
     CONVERSION "WARC-Target-URI: http://\xff.b/\r\nContent-Length: 1\r\n\r\na\r\n\r\n",
     "doc 0 1 http://\\xFF.b/ - " SHA_A "\nend\n"},
    {"length too small", CONVERSION "Content-Length: 1\r\n\r\naaa\r\n\r\n" GOOD,
     "malformed 0 record 1 (byte 0): " LOST "doc 1 1" DOC_A "end\n"},
    {"length too small by the empty lines", CONVERSION "Content-Length: 1\r\n\r\na" GOOD,
     "malformed 0 record 1 (byte 0): " LOST "doc 1 1" DOC_A "end\n"},
    {"one empty line is missing", CONVERSION "Content-Length: 1\r\n\r\na\r\n" GOOD,
     "malformed 0 record 1 (byte 0): " LOST "doc 1 1" DOC_A "end\n"},
    {"length too large takes another record with it",
     CONVERSION "Content-Length: 20\r\n\r\na\r\n\r\n" GOOD GOOD,
     "malformed 0 record 1 (byte 0): " LOST "doc 1 1" DOC_A "end\n"},
    {"length beyond the file", GOOD CONVERSION "Content-Length: 100\r\n\r\na\r\n\r\n",
     "doc 0 1" DOC_A
     "damaged 1 record 2 (byte 59): the file is cut off: it ends 95 bytes before the "
     "end of the block of 100 bytes\n"},
    {"length beyond everything", CONVERSION "Content-Length: 18446744073709551609\r\n\r\na\r\n\r\n",
     "damaged 0 record 1 (byte 0): the file is cut off: it ends 18446744073709551604 bytes before "
     "the "
     "end of the block of 18446744073709551609 bytes\n"},
    {"length of 65 bits", CONVERSION "Content-Length: 18446744073709551620\r\n\r\na\r\n\r\n" GOOD,
     "malformed 0 record 1 (byte 0): its Content-Length is no number of bytes\ndoc 1 1" DOC_A
     "end\n"},
    {"length below zero", CONVERSION "Content-Length: -1\r\n\r\na\r\n\r\n" GOOD,
     "malformed 0 record 1 (byte 0): its Content-Length is no number of bytes\ndoc 1 1" DOC_A
     "end\n"},
    {"length twice", CONVERSION "Content-Length: 1\r\nContent-Length: 2\r\n\r\na\r\n\r\n" GOOD,
     "malformed 0 record 1 (byte 0): it has the field Content-Length twice\ndoc 1 1" DOC_A "end\n"},
    {"no length", CONVERSION "\r\na\r\n\r\n" GOOD,
     "malformed 0 record 1 (byte 0): it has no Content-Length\ndoc 1 1" DOC_A "end\n"},
    {"no type", "WARC/1.0\r\nContent-Length: 1\r\n\r\na\r\n\r\n" GOOD,
     "malformed 0 record 1 (byte 0): it has no WARC-Type\ndoc 1 1" DOC_A "end\n"},
    {"a line that is no field",
     CONVERSION "secret words\r\nContent-Length: 1\r\n\r\na\r\n\r\n" GOOD,
     "malformed 0 record 1 (byte 0): line 3 of its header is no \"name: value\"\ndoc 1 1" DOC_A
     "end\n"},
    {"a version that is not known",
     "WARC/3.0\r\nWARC-Type: conversion\r\nContent-Length: 1\r\n\r\na\r\n\r\n" GOOD,
     "malformed 0 record 1 (byte 0): its version is none of 0.17, 0.18, 1.0 and 1.1\ndoc 1 1" DOC_A
     "end\n"},
    {"a record inside a header", CONVERSION "Content-Length: 1\r\n" GOOD,
     "malformed 0 record 1 (byte 0): another record begins inside its header\ndoc 1 1" DOC_A
     "end\n"},
    {"something between two records", GOOD "what is this\r\nand this\r\n" GOOD,
     "doc 0 1" DOC_A "malformed 1 record 2 (byte 59): no record begins here\ndoc 2 1" DOC_A
     "end\n"},
    {"something behind the last", GOOD "x",
     "doc 0 1" DOC_A "malformed 1 record 2 (byte 59): no record begins here\nend\n"},
    {"not UTF-8",
     CONVERSION "Content-Length: 3\r\n\r\na\xff"
                "b\r\n\r\n" GOOD,
     "malformed 0 record 1 (byte 0): it is not UTF-8 text: byte 1 of its block is 0xff\ndoc 1 "
     "1" DOC_A "end\n"},
    {"a segment", CONVERSION "WARC-Segment-Number: 1\r\nContent-Length: 1\r\n\r\na\r\n\r\n" GOOD,
     "malformed 0 record 1 (byte 0): it is one segment of a longer record; join its segments\n"
     "doc 1 1" DOC_A "end\n"},
    {"what may hide documents counts",
     "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 1\r\n\r\nabc\r\n\r\n" GOOD,
     "malformed 0 record 1 (byte 0): " LOST "doc 1 1" DOC_A "end\n"},
    {"types",
     "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 1\r\nContent-Type: "
     "text/plain\r\n\r\na\r\n\r\n"
     "WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 1\r\nContent-Type: text/plain ; "
     "a=b\r\n\r\na\r\n\r\n"
     "WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 1\r\n\r\na\r\n\r\n",
     "doc 0 1" DOC_A
     "end\nleft 1 metadata records that are no plain text\nleft 1 response records\n"},
};

static void records_are_told_apart(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const Str bytes = str_of(CASES[i].bytes);
        listing_expect(CASES[i].name, listing_of_bytes(bytes, &OPTIONS, true), CASES[i].gives);
        listing_expect_same_when_passing(CASES[i].name, bytes, NULL, &OPTIONS);
    }
}

static void the_forms_before_warc_are_refused_by_name(void **state)
{
    (void)state;
    static const char *const heads[][2] = {
        {"filedesc://x.arc 0.0.0.0 20240101000000 text/plain 9\n1 0 none\n", "ARC"},
        {"warc/0.9 100 warcinfo - 2006 - -\r\n\r\n", "WARC older than 0.17"},
    };
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        Buf b = listing_of_bytes(str_of(heads[i][0]), &OPTIONS, true);
        assert_int_equal(strncmp(buf_cstr(&b), "refused", 7), 0);
        assert_non_null(strstr(buf_cstr(&b), heads[i][1]));
        buf_free(&b);
    }
}

static void a_header_without_end_is_not_held(void **state)
{
    (void)state;
    Buf b = {0};
    buf_add_c(&b, CONVERSION);
    for (int i = 0; i < 200000; i++)
        buf_add_c(&b, "Field: value\r\n");
    buf_add_c(&b, "\r\n" GOOD CONVERSION "Field: ");
    for (int i = 0; i < 300000; i++)
        buf_add_c(&b, "a long line");
    buf_add_c(&b, "\r\n\r\n" GOOD);
    Buf got = listing_of_bytes(buf_str(&b), &OPTIONS, true);
    const char *says = "its header is longer than the 1048576 bytes that are read of one\n";
    Buf want = {0};
    buf_printf(&want,
               "malformed 0 record 1 (byte 0): %sdoc 1 1" DOC_A
               "malformed 2 record 3 (byte 2800094): %sdoc 3 1" DOC_A "end\n",
               says, says);
    listing_expect("long headers", got, buf_cstr(&want));
    buf_free(&want);
    buf_free(&b);
}

/* ---- damage ---- */

static Buf small_warc(void)
{
    Buf b = {0};
    buf_add_c(&b, "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\na: b\r\n\r\n");
    for (int i = 0; i < 3; i++)
        buf_printf(&b,
                   CONVERSION "WARC-Target-URI: http://h%d.example/\r\nContent-Length: %d\r\n\r\n"
                              "%.*s\r\n\r\n",
                   i, 4 * i, 4 * i, "line\nand a line");
    return b;
}

static void a_warc_that_is_cut_off_is_damaged(void **state)
{
    (void)state;
    Buf b = small_warc(), whole = listing_of_bytes(buf_str(&b), &OPTIONS, false);
    for (size_t n = strlen("WARC/"); n < b.n; n++) { /* less is a text */
        Buf cut = listing_of_bytes((Str){b.s, n}, &OPTIONS, false);
        const bool told = strstr(buf_cstr(&cut), "damaged") || strstr(buf_cstr(&cut), "refused");
        const bool between =
            n >= 4 && memcmp(b.s + n - 4, "\r\n\r\n", 4) == 0 && memcmp(b.s + n, "WARC/", 5) == 0;
        if (told == between)
            fail_msg("%zu of %zu bytes: %s", n, b.n, buf_cstr(&cut));
        /* What stands in front of the cut is right. */
        const char *last = strstr(buf_cstr(&cut), told ? "damaged" : "end");
        assert_non_null(last);
        assert_memory_equal(cut.s, whole.s, (size_t)(last - cut.s));
        buf_free(&cut);
    }
    buf_free(&whole);
    buf_free(&b);
}

static void a_flipped_bit_does_no_harm_to_the_reader(void **state)
{
    (void)state;
    Buf b = small_warc();
    for (size_t bit = 0; bit < 8 * b.n; bit++) {
        b.s[bit / 8] ^= (char)(1 << bit % 8);
        listing_expect_same_when_passing("flipped", buf_str(&b), NULL, &OPTIONS);
        b.s[bit / 8] ^= (char)(1 << bit % 8);
    }
    buf_free(&b);
}

/* ---- blocks of the input ---- */

/* Blocks of many lengths around the size in which files are read, so that every way of straddling
 * occurs. */
static void blocks_of_any_length_are_whole(void **state)
{
    (void)state;
    static const size_t lengths[] = {0,       1, (1 << 18) - 70, (1 << 18) - 60, 1 << 18,
                                     3 << 20, 2, (1 << 18) - 64, (1 << 18) - 63, (1 << 18) - 65,
                                     100};
    Buf b = {0}, want = {0};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        buf_printf(&b, CONVERSION "Content-Length: %zu\r\n\r\n", lengths[i]);
        char *text = buf_reserve(&b, lengths[i]);
        for (size_t k = 0; k < lengths[i]; k++)
            text[k] = (char)('a' + (k * 7 + i) % 26);
        b.n += lengths[i];
        buf_printf(&want, "doc %zu %zu - -", i, lengths[i]);
        listing_hash(b.s + b.n - lengths[i], lengths[i], &want);
        buf_add_c(&want, "\n");
        buf_add_c(&b, "\r\n\r\n");
    }
    buf_add_c(&want, "end\n");
    listing_expect("lengths", listing_of_bytes(buf_str(&b), &OPTIONS, true), buf_cstr(&want));
    listing_expect_same_when_passing("lengths", buf_str(&b), NULL, &OPTIONS);
    buf_free(&b);
    buf_free(&want);
}

static bool none(void *ctx, uint64_t ordinal)
{
    (void)ctx;
    (void)ordinal;
    return false;
}

static void blocks_that_are_not_wanted_are_not_read(void **state)
{
    (void)state;
    Buf b = {0};
    for (int i = 0; i < 5; i++) {
        buf_printf(&b, CONVERSION "Content-Length: %d\r\n\r\n", 3 << 20);
        memset(buf_reserve(&b, 3 << 20), 'x', 3 << 20);
        b.n += 3 << 20;
        buf_add_c(&b, "\r\n\r\n");
    }
    const int fd = memfd_create("shard", MFD_CLOEXEC);
    assert_int_equal(file_write_all(fd, b.s, b.n), 0);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    ShardOptions o = OPTIONS;
    o.wants = none;
    Err e = {0};
    Shard *s = shard_open(path, &o, &e);
    Doc d;
    for (int i = 0; i < 5; i++)
        assert_int_equal(shard_next(s, &d, &e), SHARD_PASSED);
    assert_int_equal(shard_next(s, &d, &e), SHARD_END);
    assert_true(shard_bytes_read(s) < b.n / 4);
    shard_close(s);
    close(fd);
    buf_free(&b);
}

/* ---- hosts ---- */

static void hosts_are_those_of_the_address(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"http://example.com/a", "example.com"},
        {"HTTPS://EXAMPLE.com", "example.com"},
        {"http://a.b:80", "a.b"},
        {"http://a.b:80?x", "a.b"},
        {"http://u:p@a.b:80/@c", "a.b"},
        {"http://u@v@a.b#f", "a.b"},
        {"http://[::1]/", "[::1]"},
        {"http://[::1]:8080/", "[::1]"},
        {"http://u@[FE80::1]:8080/", "[fe80::1]"},
        {"http://a.b\\c", "a.b"},
        {"http://\xC3\x9C.de/", "\xC3\x9C.de"}, /* only ASCII has one lower case everywhere */
        {"http:///path", ""},
        {"http://:80/", ""},
        {"mailto:a@b.c", ""},
        {"urn:x:://y", ""},
        {"/a://b", ""},
        {"example.com/a", ""},
        {"://", ""},
        {"", ""},
    };
    Buf host = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        warcheader_host(str_of(cases[i][0]), &host);
        assert_string_equal(buf_cstr(&host), cases[i][1]);
    }
    buf_free(&host);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_other_software_wrote_is_read),
        cmocka_unit_test(records_are_told_apart),
        cmocka_unit_test(the_forms_before_warc_are_refused_by_name),
        cmocka_unit_test(a_header_without_end_is_not_held),
        cmocka_unit_test(a_warc_that_is_cut_off_is_damaged),
        cmocka_unit_test(a_flipped_bit_does_no_harm_to_the_reader),
        cmocka_unit_test(blocks_of_any_length_are_whole),
        cmocka_unit_test(blocks_that_are_not_wanted_are_not_read),
        cmocka_unit_test(hosts_are_those_of_the_address),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
