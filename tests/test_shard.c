/* Shards: every container gives the same documents, a malformed record hurts only itself, what is
 * no shard is refused. */
#define _GNU_SOURCE /* memfd_create */
#include "tests/shardseen.h"

static void every_container_gives_the_same_documents(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_CONTAINERS; i++) {
        Buf b = make_container(&CONTAINERS[i]);
        Seen *s = see_bytes(buf_str(&b));
        if (!s->opened || s->end != SHARD_END || !is_intact(s, true))
            fail_msg("%s %s %s: %s (%zu documents)", CONTAINERS[i].format,
                     CONTAINERS[i].compression, CONTAINERS[i].options ? CONTAINERS[i].options : "",
                     s->e.text, s->n_docs);
        assert_string_equal(s->kind, CONTAINERS[i].kind);
        forget(s);
        buf_free(&b);
    }
}

/* ---- JSON lines ---- */

typedef struct {
    const char *line;
    size_t n;
    const char *text; /* NULL: malformed */
    const char *id;   /* NULL: none */
    FaultKind fault;  /* of a malformed one */
    const char *says; /* part of the message */
} LineCase;

#define DOCUMENT(line, text, id)                                                                   \
    {                                                                                              \
        line, sizeof line - 1, text, id, 0, NULL                                                   \
    }
#define MALFORMED(line, kind, says)                                                                \
    {                                                                                              \
        line, sizeof line - 1, NULL, NULL, FAULT_##kind, says                                      \
    }

static const LineCase LINES[] = {
    DOCUMENT("{\"text\": \"a\"}", "a", NULL),
    DOCUMENT("{\"text\": \"a\", \"id\": \"x\"}", "a", "x"),
    DOCUMENT("{\"text\": \"a\", \"id\": \"\"}", "a", ""),
    DOCUMENT("{\"text\": \"a\", \"id\": -17}", "a", "-17"),
    DOCUMENT("{\"text\": \"a\", \"id\": 0}", "a", "0"),
    DOCUMENT("{\"text\": \"a\", \"id\": 9223372036854775807}", "a", "9223372036854775807"),
    DOCUMENT("{\"text\": \"a\", \"id\": 18446744073709551615}", "a", "18446744073709551615"),
    DOCUMENT("{\"text\": \"a\", \"id\": 7, \"h\": 1844674407370955161500000}", "a", "7"),
    DOCUMENT("{\"text\": \"a\", \"h\": 1e999}", "a", NULL),
    DOCUMENT("{\"text\": \"a\", \"id\": 1.5}", "a", NULL),
    DOCUMENT("{\"text\": \"a\", \"id\": 1e3}", "a", NULL),
    DOCUMENT("{\"text\": \"a\", \"id\": 1E3}", "a", NULL),
    DOCUMENT("{\"text\": \"a\", \"id\": null}", "a", NULL),
    DOCUMENT("{\"text\": \"a\", \"id\": true}", "a", NULL),
    DOCUMENT("{\"text\": \"a\", \"id\": [1]}", "a", NULL),
    DOCUMENT("{\"text\": \"a\", \"id\": \"x\", \"id\": []}", "a", NULL),
    DOCUMENT(" \t{\"text\"\t: \"a\" } \t\r", "a", NULL),
    DOCUMENT("{\"text\": \"\"}", "", NULL),
    DOCUMENT("{\"text\": \"first\", \"text\": \"last\"}", "last", NULL),
    DOCUMENT("{\"text\": 1, \"text\": \"last\"}", "last", NULL),
    DOCUMENT("{\"te\\u0078t\": \"a\", \"\\u0069d\": \"\\u0069\"}", "a", "i"),
    DOCUMENT("{\"text\": \"\\ud83d\\udea2 \\u00fc \\/\"}", "🚢 ü /", NULL),
    DOCUMENT("{\"text\": \"\\\"\\\\\\b\\f\\n\\r\\t\\u20AC\\u7fff\"}", "\"\\\b\f\n\r\t€翿", NULL),
    DOCUMENT("{\"text\": \"\xF4\x8F\xBF\xBF\xEF\xBF\xBF\xED\x9F\xBF\xC2\x80\"}",
             "\xF4\x8F\xBF\xBF\xEF\xBF\xBF\xED\x9F\xBF\xC2\x80", NULL),
    DOCUMENT("{\"meta\": {\"text\": 1, \"l\": [1,2,{}]}, \"text\": \"a\"}", "a", NULL),
    DOCUMENT("{\"e\":[],\"o\":{},\"n\":[[],{},[{}]],\"v\":-0.5E+1,\"w\":true,\"text\":\"a\"}", "a",
             NULL),
    MALFORMED("{}", NO_TEXT, "no field \"text\""),
    MALFORMED("{\"Text\": \"a\"}", NO_TEXT, "no field \"text\""),
    MALFORMED("{\"text\\u0000\": \"a\"}", NO_TEXT, "no field \"text\""),
    MALFORMED("{\"text\": null}", TEXT_NOT_STRING, "is null, not a string"),
    MALFORMED("{\"text\": 7}", TEXT_NOT_STRING, "is a number, not a string"),
    MALFORMED("{\"text\": false}", TEXT_NOT_STRING, "is true or false, not a string"),
    MALFORMED("{\"text\": [\"a\"]}", TEXT_NOT_STRING, "is an array, not a string"),
    MALFORMED("{\"text\": {\"text\": \"a\"}}", TEXT_NOT_STRING, "is an object, not a string"),
    MALFORMED("{\"text\": \"a\", \"text\": 7}", TEXT_NOT_STRING, "is a number, not a string"),
    MALFORMED("[\"text\", \"a\"]", NOT_OBJECT, "is an array, not an object"),
    MALFORMED("\"text\"", NOT_OBJECT, "is a string, not an object"),
    MALFORMED("-1", NOT_OBJECT, "is a number, not an object"),
    MALFORMED("{\"text\": \"a\"} x", NOT_JSON, "not JSON at byte 14 of the record: something"),
    MALFORMED("{\"text\": \"a\"}{\"text\": \"b\"}", NOT_JSON, "not JSON at byte 13"),
    MALFORMED("{\"text\": \"secret-word", NOT_JSON, "not JSON at byte 21 of the record: it ends"),
    MALFORMED("{\"text\": \"secret\\", NOT_JSON, "it ends too early"),
    MALFORMED("{\"text\": secret-word}", NOT_JSON, "not JSON at byte 9 of the record: a value"),
    MALFORMED("{\"text\": \"a\",}", NOT_JSON, "a string was expected"),
    MALFORMED("{\"text\" \"a\"}", NOT_JSON, "':' was expected"),
    MALFORMED("{\"text\": \"a\" \"b\": 1}", NOT_JSON, "',' or '}' was expected"),
    MALFORMED("{\"text\": \"a\", \"n\": [1,]}", NOT_JSON, "a value was expected"),
    MALFORMED("{\"text\": \"a\", \"n\": [1 2]}", NOT_JSON, "',' or ']' was expected"),
    MALFORMED("{\"text\": \"a\", \"n\": [1}", NOT_JSON, "',' or ']' was expected"),
    MALFORMED("{\"text\": \"a\", \"n\": {\"a\": 1]}", NOT_JSON, "',' or '}' was expected"),
    MALFORMED("{\"text\": \"a\", \"n\": 01}", NOT_JSON, "a number begins with 0"),
    MALFORMED("{\"text\": \"a\", \"n\": 1.}", NOT_JSON, "a digit was expected"),
    MALFORMED("{\"text\": \"a\", \"n\": 1e+}", NOT_JSON, "a digit was expected"),
    MALFORMED("{\"text\": \"a\", \"n\": -}", NOT_JSON, "a digit was expected"),
    MALFORMED("{\"text\": \"a\", \"n\": +1}", NOT_JSON, "a value was expected"),
    MALFORMED("{\"text\": \"a\", \"n\": tru}", NOT_JSON, "a value was expected"),
    MALFORMED("{\"text\": \"a\", \"n\": NaN}", NOT_JSON, "not JSON at byte"),
    MALFORMED("{\"text\": \"\\x41\"}", NOT_JSON, "an escape that there is not"),
    MALFORMED("{\"text\": \"\\u12g4\"}", NOT_JSON, "four hexadecimal digits"),
    MALFORMED("{\"text\": \"\\ud83d\"}", NOT_JSON, "half a surrogate pair"),
    MALFORMED("{\"text\": \"\\ud83d\\u0041\"}", NOT_JSON, "half a surrogate pair"),
    MALFORMED("{\"text\": \"\\udea2\"}", NOT_JSON, "half a surrogate pair"),
    MALFORMED("{\"text\": \"a\tb\"}", NOT_JSON, "a control character inside a string"),
    MALFORMED("{'text': 'a'}", NOT_JSON, "a string was expected"),
    MALFORMED("{\"text\": \"a\0b\"}", NOT_JSON, "a control character inside a string"),
    MALFORMED("\0\0\0", NOT_JSON, "not JSON at byte 0"),
    MALFORMED("garbage", NOT_JSON, "not JSON at byte 0"),
    MALFORMED("{\"text\": \"\xff\"}", NOT_UTF8, "not UTF-8 at byte 10 of the record"),
    MALFORMED("{\"text\": \"\xc0\xaf\"}", NOT_UTF8, "not UTF-8 at byte 10"),
    MALFORMED("{\"text\": \"\xed\xa0\x80\"}", NOT_UTF8, "not UTF-8 at byte 10"),
    MALFORMED("{\"text\": \"\xe4\xbd\"}", NOT_UTF8, "not UTF-8 at byte 10"),
    MALFORMED("{\"text\": \"a\", \"\x80\": 1}", NOT_UTF8, "not UTF-8 at byte 15"),
};
enum { N_LINES = sizeof LINES / sizeof *LINES };

/* Each line stands between two good ones, which it must not hurt. */
static void a_malformed_line_hurts_only_itself(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_LINES; i++) {
        const LineCase *c = &LINES[i];
        Buf b = {0};
        buf_add_c(&b, "{\"text\": \"before\"}\n\n");
        buf_add(&b, c->line, c->n);
        buf_add_c(&b, "\n{\"text\": \"after\"}");
        Seen *s = see_bytes(buf_str(&b));
        assert_true(s->opened);
        assert_int_equal(s->end, SHARD_END);
        if (s->n_malformed != (c->text == NULL))
            fail_msg("%s: %s", c->line, s->n_malformed ? s->first_malformed : "is no document");
        assert_int_equal(s->n_docs, c->text ? 3 : 2);
        assert_int_equal(s->record_bytes, 18 + c->n + 17);
        assert_string_equal(s->texts[0], "before");
        assert_string_equal(s->texts[s->n_docs - 1], "after");
        assert_int_equal(s->ordinals[s->n_docs - 1], 2); /* the malformed one keeps its place */
        if (c->text) {
            assert_string_equal(s->texts[1], c->text);
            assert_int_equal(s->ids[1] != NULL, c->id != NULL);
            if (c->id)
                assert_string_equal(s->ids[1], c->id);
        } else {
            expect_has(s->first_malformed, "line 3 (byte 20): ");
            expect_has(s->first_malformed, c->says);
            assert_int_equal(s->first_fault, c->fault);
            assert_null(strstr(s->first_malformed, "secret")); /* reports do not quote the corpus */
        }
        forget(s);
        buf_free(&b);
    }
}

typedef struct {
    const char *bytes;
    size_t n;
    size_t n_docs, n_malformed;
} Layout;

#define LAYOUT(s) s, sizeof s - 1
static const Layout LAYOUTS[] = {
    {LAYOUT(""), 0, 0},
    {LAYOUT("\n"), 0, 0},
    {LAYOUT(" \r\n\t\n\n"), 0, 0},
    {LAYOUT("\xEF\xBB\xBF"), 0, 0},
    {LAYOUT("{\"text\":\"a\"}"), 1, 0},
    {LAYOUT("\xEF\xBB\xBF{\"text\":\"a\"}\r\n{\"text\":\"b\"}\r\n"), 2, 0},
    {LAYOUT("\n\n{\"text\":\"a\"}\n\n\n{\"text\":\"b\"}\n\n"), 2, 0},
    {LAYOUT("x\n{\"text\":\"a\"}\n"), 1, 1},
    {LAYOUT("{\"text\":\"a\"}\n{\"text\":"), 1, 1},
    {LAYOUT("{\"text\":\"a\\u0000b\"}\n"), 1, 0},
    {LAYOUT("{}\n"), 0, 1},
};

static void lines_end_as_they_like(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof LAYOUTS / sizeof *LAYOUTS; i++) {
        Seen *s = see_bytes((Str){LAYOUTS[i].bytes, LAYOUTS[i].n});
        assert_true(s->opened);
        assert_int_equal(s->end, SHARD_END);
        assert_int_equal(s->n_docs, LAYOUTS[i].n_docs);
        assert_int_equal(s->n_malformed, LAYOUTS[i].n_malformed);
        assert_string_equal(s->kind, "jsonl");
        forget(s);
    }
    Seen *s = see_bytes(str_of("{\"text\":\"a\\u0000b\"}"));
    assert_int_equal(s->text_bytes[0], 3);
    assert_memory_equal(s->texts[0], "a\0b", 3);
    forget(s);
}

/* Lines of many lengths around the size of a block, so that every way of straddling occurs. */
static void lines_of_any_length_are_whole(void **state)
{
    (void)state;
    static const size_t lengths[] = {
        1, (1 << 18) - 20, (1 << 18) - 13, 1 << 18, 100, 700001, 5, 3 << 20, 2, 262131};
    Buf b = {0};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        buf_add_c(&b, "{\"text\":\"");
        for (size_t k = 0; k < lengths[i]; k++)
            buf_add_char(&b, (char)('a' + (k * 7 + i) % 26));
        buf_add_c(&b, "\"}\n");
    }
    Buf z = make_zstd(buf_str(&b), 27);
    for (int compressed = 0; compressed < 2; compressed++) {
        Seen *s = see_bytes(compressed ? buf_str(&z) : buf_str(&b));
        assert_int_equal(s->end, SHARD_END);
        assert_int_equal(s->n_docs, sizeof lengths / sizeof *lengths);
        for (size_t i = 0; i < s->n_docs; i++) {
            assert_int_equal(s->text_bytes[i], lengths[i]);
            for (size_t k = 0; k < lengths[i]; k++)
                if (s->texts[i][k] != (char)('a' + (k * 7 + i) % 26))
                    fail_msg("document %zu differs at byte %zu", i, k);
        }
        forget(s);
    }
    buf_free(&b);
    buf_free(&z);
}

/* ---- archives ---- */

static void only_regular_files_are_documents(void **state)
{
    (void)state;
    static const char *const formats[] = {"ustar", "pax", "gnutar", "zip"};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        const bool is_zip = strcmp(formats[i], "zip") == 0;
        Member m[] = {
            {.name = "sub/", .type = AE_IFDIR},
            {.name = "sub/a.txt", .text = str_of("first")},
            {.name = "sub/link", .type = AE_IFLNK, .link = "a.txt"},
            {.name = "binary", .text = {"\x89PNG\r\n\0\xff", 8}},
            {.name = "b.txt", .text = str_of("second")},
            {.name = "sub/Käse 你好.txt", .text = {"nul \0 inside", 12}},
            {.name = "again.txt", .link = "b.txt"},
        };
        /* zip has no hard links. */
        Buf b = make_archive(formats[i], NULL, NULL, m, is_zip ? 6 : 7);
        Seen *s = see_bytes(buf_str(&b));
        /* In a zip, nothing proves that a link is one. */
        if (s->n_docs != 3 || s->n_malformed != (is_zip ? 2 : 1) || s->end != SHARD_END)
            fail_msg("%s: %s", formats[i], s->e.text);
        assert_string_equal(s->ids[0], "sub/a.txt");
        assert_string_equal(s->texts[0], "first");
        if (is_zip)
            expect_has(s->first_malformed, "\"sub/link\" is marked as a symbolic link");
        else
            expect_has(s->first_malformed, "\"binary\" is not UTF-8 text: byte 0 is 0x89");
        assert_int_equal(s->ordinals[1], is_zip ? 3 : 2);
        assert_string_equal(s->ids[2], "sub/Käse 你好.txt");
        assert_int_equal(s->text_bytes[2], 12);
        forget(s);
        buf_free(&b);
    }
}

static void names_may_be_long_or_strange(void **state)
{
    (void)state;
    char name[600];
    memset(name, 'n', sizeof name);
    for (size_t i = 50; i < sizeof name; i += 50)
        name[i] = '/';
    name[sizeof name - 1] = '\0';
    static const char *const formats[] = {"pax", "gnutar", "zip"};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        Member m[] = {{.name = name, .text = str_of("long")}, {.name = "x", .text = str_of("x")}};
        Buf b = make_archive(formats[i], NULL, NULL, m, 2);
        Seen *s = see_bytes(buf_str(&b));
        assert_int_equal(s->n_docs, 2);
        assert_string_equal(s->ids[0], name);
        forget(s);
        buf_free(&b);
    }
    Member m[] = {{.name = "caf\xe9\n.txt", .text = str_of("\xff")},
                  {.name = "caf\xe9", .text = str_of("x")}};
    Buf b = make_archive("gnutar", NULL, NULL, m, 2);
    Seen *s = see_bytes(buf_str(&b));
    expect_has(s->first_malformed, "member 1 \"caf\\xE9?.txt\" is not UTF-8 text");
    assert_string_equal(s->ids[0], "caf\\xE9");
    forget(s);
    buf_free(&b);
}

/* A tar that keeps a hole as a hole: 4 bytes of text in a file of 9000. */
static void a_file_with_holes_is_no_text(void **state)
{
    (void)state;
    for (int at_end = 0; at_end < 2; at_end++) {
        Buf b = {0};
        struct archive *a = archive_write_new();
        assert_int_equal(archive_write_set_format_pax(a), ARCHIVE_OK);
        archive_write_set_bytes_per_block(a, 0);
        assert_int_equal(archive_write_open(a, &b, NULL, make_sink, NULL), ARCHIVE_OK);
        struct archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, "holes");
        archive_entry_set_mode(entry, AE_IFREG | 0644);
        archive_entry_set_size(entry, 9000);
        archive_entry_sparse_add_entry(entry, at_end ? 0 : 8996, 4);
        assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
        char content[9000] = {0};
        memcpy(content + (at_end ? 0 : 8996), "text", 4);
        assert_true(archive_write_data(a, content, sizeof content) > 0);
        archive_entry_free(entry);
        assert_int_equal(archive_write_close(a), ARCHIVE_OK);
        archive_write_free(a);
        Seen *s = see_bytes(buf_str(&b));
        assert_int_equal(s->end, SHARD_END);
        assert_int_equal(s->n_docs, 0);
        assert_int_equal(s->n_malformed, 1);
        expect_has(s->first_malformed, "\"holes\" is a file with holes");
        forget(s);
        buf_free(&b);
    }
}

static void an_encrypted_member_is_named(void **state)
{
    (void)state;
    Member m[] = {{.name = "open.txt", .text = str_of("one")},
                  {.name = "secret.txt", .text = str_of("two")}};
    Buf b = make_archive("zip", "zip:encryption=traditional", "pass", m, 2);
    Seen *s = see_bytes(buf_str(&b));
    assert_int_equal(s->end, SHARD_END);
    assert_int_equal(s->n_docs, 0);
    assert_int_equal(s->n_malformed, 2);
    expect_has(s->first_malformed, "\"open.txt\" is encrypted");
    forget(s);
    buf_free(&b);
}

/* ---- what is no shard ---- */

typedef struct {
    const char *bytes;
    size_t n;
    const char *says;
} Refused;

static const Refused REFUSED[] = {
    {LAYOUT("PAR1\x15\x04\x15\0\0\0"), "Parquet"},
    {LAYOUT("%PDF-1.7\n%\xe2\xe3\n"), "PDF"},
    {LAYOUT("BZh91AY&SY\0\0"), "bzip2"},
    {LAYOUT("\x04\x22\x4D\x18\0\0\0\0"), "lz4"},
    {LAYOUT("[\"a\", \"b\"]"), "a JSON array of strings"},
    {LAYOUT("\xff\xfe{\0\"\0"), "UTF-16"},
    {LAYOUT("version https://git-lfs.github.com/spec/v1\noid sha256:0\n"), "git lfs pull"},
    {LAYOUT("<!DOCTYPE html><html>"), "web page"},
    {LAYOUT("caf\xe9 cr\xe8me\n"), "text in another character set"},
    {LAYOUT("\x01\x02\x03\0\x04"), "binary data"},
    {LAYOUT("PK\x07\x08"), "split zip"},
};

static void what_is_no_shard_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
        Seen *s = see_bytes((Str){REFUSED[i].bytes, REFUSED[i].n});
        assert_false(s->opened);
        assert_int_equal(s->e.kind, ERR_FORMAT);
        expect_has(s->e.text, REFUSED[i].says);
        forget(s);
    }
    Buf text = lines(0, N_TEXTS), gz = make_gzip(buf_str(&text)),
        twice = make_zstd(buf_str(&gz), 0);
    Seen *s = see_bytes(buf_str(&twice));
    assert_false(s->opened);
    expect_has(s->e.text, "gzip inside another compression");
    forget(s);
    Member m[N_TEXTS];
    members(m);
    Buf zip = make_archive("zip", NULL, NULL, m, N_TEXTS), zipgz = make_gzip(buf_str(&zip));
    s = see_bytes(buf_str(&zipgz));
    assert_false(s->opened);
    expect_has(s->e.text, "zip archive inside a compression");
    forget(s);
    buf_free(&text);
    buf_free(&gz);
    buf_free(&twice);
    buf_free(&zip);
    buf_free(&zipgz);
}

static void what_is_no_file_is_refused(void **state)
{
    Seen *s = see(*state);
    assert_false(s->opened);
    assert_int_equal(s->e.kind, ERR_IO);
    forget(s);
    char *pipe_path = test_path(*state, "pipe");
    assert_int_equal(mkfifo(pipe_path, 0600), 0);
    s = see(pipe_path); /* must not wait for a writer */
    assert_false(s->opened);
    expect_has(s->e.text, "not a regular file");
    forget(s);
    free(pipe_path);
    char *missing = test_path(*state, "missing");
    s = see(missing);
    assert_false(s->opened);
    expect_has(s->e.text, "No such file");
    forget(s);
    free(missing);
}

/* ---- files made by other software ---- */

static const struct {
    const char *path, *kind;
    size_t n_docs;
} TRUTH[] = {
    {SHARED_DATA "/truth-a/shards/notes/part-00000.jsonl.zst", "jsonl.zst", 0},
    {SHARED_DATA "/truth-a/shards/notes/part-00001.jsonl.zst", "jsonl.zst", 0},
    {SHARED_DATA "/truth-a/shards/notes/part-00002.jsonl.zst", "jsonl.zst", 2000},
    {SHARED_DATA "/truth-a/shards/mail/part-00000.jsonl.gz", "jsonl.gz", 0},
    {SHARED_DATA "/truth-a/shards/mail/part-00001.jsonl.gz", "jsonl.gz", 900},
    {SHARED_DATA "/truth-a/shards/code/part-00000.tar.zst", "tar.zst", 900},
};

/* Sums per source, which the table states in the source's last shard. */
static void the_known_shards_have_the_known_counts(void **state)
{
    (void)state;
    test_need(TRUTH[0].path);
    size_t n = 0;
    for (size_t i = 0; i < sizeof TRUTH / sizeof *TRUTH; i++) {
        Err e = {0};
        Shard *shard = shard_open(TRUTH[i].path, &OPTIONS, &e);
        assert_non_null(shard);
        assert_string_equal(shard_kind(shard), TRUTH[i].kind);
        Doc d;
        ShardStep step;
        while ((step = shard_next(shard, &d, &e)) == SHARD_DOC) {
            assert_true(d.id.n > 0 && d.text.n > 0);
            n++;
        }
        assert_int_equal(step, SHARD_END);
        shard_close(shard);
        if (TRUTH[i].n_docs > 0) {
            assert_int_equal(n, TRUTH[i].n_docs);
            n = 0;
        }
    }
}

/* tests/oracle/shards_golden.py packed these three with Python's libraries. */
static const struct {
    const char *file, *kind;
} GOLDEN[] = {
    {"escaped.jsonl", "jsonl"},
    {"bom-crlf.jsonl", "jsonl"},
    {"long31.jsonl.zst", "jsonl.zst"},
    {"frames.jsonl.zst", "jsonl.zst"},
    {"named.jsonl.gz", "jsonl.gz"},
    {"members.jsonl.gz", "jsonl.gz"},
    {"sha256.jsonl.xz", "jsonl.xz"},
    {"crc32-streams.jsonl.xz", "jsonl.xz"},
    {"pax.tar.xz", "tar.xz"},
    {"gnu.tar.gz", "tar.gz"},
    {"deflated.zip", "zip"},
    {"stored.zip", "zip"},
    {"zip64.zip", "zip"},
    {"bzip2.zip", "zip"},
    {"streamed-deflated.zip", "zip"},
    {"streamed-stored.zip", "zip"},
};

static void what_other_software_packed_is_read(void **state)
{
    (void)state;
    static const char second[] = "Grüße aus Köln 🚢\r\nund \0 ein Null-Byte";
    for (size_t i = 0; i < sizeof GOLDEN / sizeof *GOLDEN; i++) {
        char *path = test_path("tests/golden/shards", GOLDEN[i].file);
        Seen *s = see(path);
        if (!s->opened || s->end != SHARD_END || s->n_malformed > 0)
            fail_msg("%s", s->e.text);
        assert_string_equal(s->kind, GOLDEN[i].kind);
        assert_int_equal(s->n_docs, 3);
        assert_string_equal(s->texts[0],
                            "The harbour master counted nine boats and wrote eight.\n");
        assert_int_equal(s->text_bytes[1], sizeof second - 1);
        assert_memory_equal(s->texts[1], second, sizeof second);
        assert_int_equal(s->text_bytes[2], 0);
        assert_string_equal(s->ids[0], "a.txt");
        assert_int_equal(strncmp(s->ids[1], "deep/deep/", 10), 0);
        assert_string_equal(s->ids[1] + 150, "käse 你好.txt");
        forget(s);
        free(path);
    }
}

#define FOLDER_TEST(f) cmocka_unit_test_setup_teardown(f, test_folder_make, test_folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_container_gives_the_same_documents),
        cmocka_unit_test(a_malformed_line_hurts_only_itself),
        cmocka_unit_test(lines_end_as_they_like),
        cmocka_unit_test(lines_of_any_length_are_whole),
        cmocka_unit_test(only_regular_files_are_documents),
        cmocka_unit_test(names_may_be_long_or_strange),
        cmocka_unit_test(a_file_with_holes_is_no_text),
        cmocka_unit_test(an_encrypted_member_is_named),
        cmocka_unit_test(what_is_no_shard_is_refused),
        FOLDER_TEST(what_is_no_file_is_refused),
        cmocka_unit_test(the_known_shards_have_the_known_counts),
        cmocka_unit_test(what_other_software_packed_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
