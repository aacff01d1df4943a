/* Plain text by file, line and paragraph. */
#define _GNU_SOURCE /* memfd_create */
#include "tests/formatseen.h"
#include "tests/shardmaker.h"

static ShardOptions by(TextUnit unit)
{
    return (ShardOptions){.text_field = "text", .text_unit = unit};
}

/* The documents, each in angle brackets behind its ordinal and size. */
static Buf documents(Str bytes, TextUnit unit)
{
    const int fd = memfd_create("shard", MFD_CLOEXEC);
    assert_true(fd >= 0);
    assert_int_equal(file_write_all(fd, bytes.s, bytes.n), 0);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    const ShardOptions o = by(unit);
    Err e = {0};
    Shard *s = shard_open(path, &o, &e);
    Buf out = {0};
    if (!s)
        fail_msg("%s", e.text);
    Doc d;
    ShardStep step;
    while ((step = shard_next(s, &d, &e)) == SHARD_DOC || step == SHARD_MALFORMED) {
        buf_printf(&out, "%" PRIu64, d.ordinal);
        if (step == SHARD_DOC)
            buf_printf(&out, ":%" PRIu64 "<%.*s>", d.record_bytes, (int)d.text.n, d.text.s);
        else
            buf_printf(&out, "!<%s>", e.text);
    }
    assert_int_equal(step, SHARD_END);
    shard_close(s);
    close(fd);
    return out;
}

typedef struct {
    const char *text;
    const char *file, *line, *paragraph; /* what each unit gives */
} Case;

static const Case CASES[] = {
    {"a", "0:1<a>", "0:1<a>", "0:1<a>"},
    {"a\n", "0:2<a\n>", "0:1<a>", "0:1<a>"},
    {"a\r\n", "0:3<a\r\n>", "0:2<a>", "0:2<a>"},
    {"\xEF\xBB\xBF"
     "a\nb",
     "0:3<a\nb>", "0:1<a>1:1<b>", "0:3<a\nb>"},
    {"a\nb\n\nc\n", "0:7<a\nb\n\nc\n>", "0:1<a>1:1<b>2:1<c>", "0:3<a\nb>1:1<c>"},
    {"\n \t\r\na b \r\n c\r\n \n\n\nd\n\n", "0:22<\n \t\r\na b \r\n c\r\n \n\n\nd\n\n>",
     "0:5<a b >1:3< c>2:1<d>", "0:9<a b \r\n c>1:1<d>"},
    {"a\n  ", "0:4<a\n  >", "0:1<a>", "0:1<a>"},
    {"a\n\n  b", "0:6<a\n\n  b>", "0:1<a>1:3<  b>", "0:1<a>1:3<  b>"},
    {"a\rb\n", "0:4<a\rb\n>", "0:3<a\rb>", "0:3<a\rb>"},
    {"words { \"a\": 1 }\n", "0:17<words { \"a\": 1 }\n>", "0:16<words { \"a\": 1 }>",
     "0:16<words { \"a\": 1 }>"},
    /* A text that quotes JSON is no JSON lines. */
    {"See:\n\n{\"a\": 1}\n\nand so on\n", "0:26<See:\n\n{\"a\": 1}\n\nand so on\n>",
     "0:4<See:>1:8<{\"a\": 1}>2:9<and so on>", "0:4<See:>1:8<{\"a\": 1}>2:9<and so on>"},
    {"Käse\n\n你好", "0:13<Käse\n\n你好>", "0:5<Käse>1:6<你好>", "0:5<Käse>1:6<你好>"},
};

static void texts_are_cut_where_their_unit_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const Case *c = &CASES[i];
        const char *const want[] = {c->file, c->line, c->paragraph};
        for (TextUnit unit = TEXTUNIT_FILE; unit <= TEXTUNIT_PARAGRAPH; unit++) {
            const Str bytes = str_of(c->text);
            const ShardOptions o = by(unit);
            listing_expect(c->text, documents(bytes, unit), want[unit]);
            listing_expect_same_when_passing(c->text, bytes, NULL, &o);
        }
    }
}

/* A wrong byte costs its own document. It stands behind the bytes that a text is recognised by. */
static void a_wrong_byte_hurts_one_document(void **state)
{
    (void)state;
    Buf b = {0}, want = {0};
    const size_t head = (1 << 18) + 9;
    memset(buf_reserve(&b, head), 'x', head);
    b.n = head;
    buf_add_c(&b, "\n\nb\xff\n\nc\nd\n");
    buf_printf(&want, "0:%zu<%.*s>1!<line 3 (byte %zu): not UTF-8: byte 1 is 0xff>2:3<c\nd>", head,
               (int)head, b.s, head + 2);
    listing_expect("paragraphs", documents(buf_str(&b), TEXTUNIT_PARAGRAPH), buf_cstr(&want));
    buf_clear(&want);
    buf_printf(&want, "0:%zu<%.*s>1!<line 3 (byte %zu): not UTF-8: byte 1 is 0xff>2:1<c>3:1<d>",
               head, (int)head, b.s, head + 2);
    listing_expect("lines", documents(buf_str(&b), TEXTUNIT_LINE), buf_cstr(&want));
    buf_clear(&want);
    buf_printf(&want, "0!<line 1 (byte 0): not UTF-8: byte %zu is 0xff>", head + 3);
    listing_expect("file", documents(buf_str(&b), TEXTUNIT_FILE), buf_cstr(&want));
    buf_free(&want);
    buf_free(&b);
}

/* A wrong byte at every place of the head: no text. A character that the head's end cuts is whole. */
static void only_utf8_is_text(void **state)
{
    (void)state;
    const ShardOptions o = by(TEXTUNIT_FILE);
    for (size_t more = 0; more < 4; more++) {
        Buf b = {0};
        while (b.n < (1 << 18) - more)
            buf_add_char(&b, 'x');
        buf_add_c(&b, "🚢🚢🚢");
        Buf got = listing_of_bytes(buf_str(&b), &o, true);
        assert_int_equal(strncmp(buf_cstr(&got), "doc 0 ", 6), 0);
        buf_free(&got);
        b.s[1000] = (char)(more % 2 ? 0 : 0xFF);
        got = listing_of_bytes(buf_str(&b), &o, true);
        assert_int_equal(strncmp(buf_cstr(&got), "refused", 7), 0);
        buf_free(&got);
        buf_free(&b);
    }
}

/* Lines and paragraphs of many lengths around the size in which files are read, plain and
 * compressed, against a plain way to cut them. */
static void texts_of_any_length_are_whole(void **state)
{
    (void)state;
    static const size_t lengths[] = {1,
                                     (1 << 18) - 3,
                                     (1 << 18) - 1,
                                     1 << 18,
                                     0,
                                     100,
                                     700001,
                                     0,
                                     5,
                                     3 << 20,
                                     2,
                                     262131,
                                     0,
                                     0,
                                     262143,
                                     1};
    Buf b = {0}, lines = {0}, paragraphs = {0};
    size_t n_lines = 0, n_paragraphs = 0, from = 0;
    const size_t n = sizeof lengths / sizeof *lengths;
    for (size_t i = 0; i < n; i++) {
        const size_t at = b.n;
        char *line = buf_reserve(&b, lengths[i] + 1);
        for (size_t k = 0; k < lengths[i]; k++)
            line[k] = (char)('a' + (k * 7 + i) % 26);
        line[lengths[i]] = '\n';
        b.n += lengths[i] + 1;
        if (lengths[i] > 0) {
            buf_printf(&lines, "doc %zu %zu - -", n_lines++, lengths[i]);
            listing_hash(b.s + at, lengths[i], &lines);
            buf_add_c(&lines, "\n");
        }
        if (lengths[i] == 0 || i == n - 1) {
            const size_t to = lengths[i] == 0 ? at - 1 : b.n - 1;
            if (to > from && at > from) {
                buf_printf(&paragraphs, "doc %zu %zu - -", n_paragraphs++, to - from);
                listing_hash(b.s + from, to - from, &paragraphs);
                buf_add_c(&paragraphs, "\n");
            }
            from = b.n;
        }
    }
    buf_add_c(&lines, "end\n");
    buf_add_c(&paragraphs, "end\n");
    Buf packed[] = {b, make_gzip(buf_str(&b)), make_zstd(buf_str(&b), 0)};
    for (size_t i = 0; i < sizeof packed / sizeof *packed; i++) {
        const ShardOptions line = by(TEXTUNIT_LINE), paragraph = by(TEXTUNIT_PARAGRAPH);
        const Str bytes = buf_str(&packed[i]);
        listing_expect("lines", listing_of_bytes(bytes, &line, true), buf_cstr(&lines));
        listing_expect("paragraphs", listing_of_bytes(bytes, &paragraph, true),
                       buf_cstr(&paragraphs));
        listing_expect_same_when_passing("lines", bytes, NULL, &line);
        listing_expect_same_when_passing("paragraphs", bytes, NULL, &paragraph);
        buf_free(&packed[i]);
    }
    buf_free(&lines);
    buf_free(&paragraphs);
}

static void kinds_are_named(void **state)
{
    (void)state;
    Buf gz = make_gzip(str_of("some words\n"));
    const Str packed[] = {str_of("some words\n"), buf_str(&gz)};
    static const char *const kinds[] = {"text", "text.gz"};
    for (size_t i = 0; i < 2; i++) {
        const int fd = memfd_create("shard", MFD_CLOEXEC);
        assert_int_equal(file_write_all(fd, packed[i].s, packed[i].n), 0);
        char path[64];
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        const ShardOptions o = by(TEXTUNIT_FILE);
        Err e = {0};
        Shard *s = shard_open(path, &o, &e);
        assert_non_null(s);
        assert_string_equal(shard_kind(s), kinds[i]);
        shard_close(s);
        close(fd);
    }
    buf_free(&gz);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_cut_where_their_unit_says),
        cmocka_unit_test(a_wrong_byte_hurts_one_document),
        cmocka_unit_test(only_utf8_is_text),
        cmocka_unit_test(texts_of_any_length_are_whole),
        cmocka_unit_test(kinds_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
