/* JSON arrays and tall objects: each record once, wherever blocks end; a record that is none hurts only
 * itself; a broken structure is damage; what is not wanted is not looked at. */
#define _GNU_SOURCE /* memfd_create */
#include "tests/shardseen.h"

#include "corpus/infile.h"

#define BYTES(s) s, sizeof s - 1

typedef struct {
    const char *bytes;
    size_t n;
    const char *kind;  /* what shard_kind says */
    const char *texts; /* of the documents, joined by "|" */
    size_t n_malformed;
    ShardStep end;
    const char *says; /* of the damage, or of the first malformed record */
} Case;

static const Case CASES[] = {
    {BYTES("[]"), "json", "", 0, SHARD_END, NULL},
    {BYTES(" \n[ \n ] \n"), "json", "", 0, SHARD_END, NULL},
    {BYTES("[{\"text\": \"a\"}]"), "json", "a", 0, SHARD_END, NULL},
    {BYTES("\xEF\xBB\xBF[{\"text\": \"a\"}]\n"), "json", "a", 0, SHARD_END, NULL},
    {BYTES("[{\"text\": \"a\"},{\"text\": \"b\"}]"), "json", "a|b", 0, SHARD_END, NULL},
    {BYTES("\n [\n  {\"text\": \"a\"},\r\n\t{\"text\": \"b\"} , {\"text\" :\n\"c\"}\n]"), "json",
     "a|b|c", 0, SHARD_END, NULL},
    {BYTES("[{\"text\":\"]},{\\\"\\\\\"},{\"x\":[[{}],{\"y\":[]}],\"text\":\"[{\\\\\\\"\"}]"),
     "json", "]},{\"\\|[{\\\"", 0, SHARD_END, NULL},
    {BYTES("[{\"text\": \"a\"}, 17, \"b\", null, [1, [2]], {\"text\": \"c\"}]"), "json", "a|c", 4,
     SHARD_END, "the record at byte 16: the record is a number, not an object"},
    {BYTES("[{\"text\": \"a\"}, {\"text\" \"x\"}, nonsense, {\"text\": \"\xff\"}, {\"text\": "
           "\"c\"}]"),
     "json", "a|c", 3, SHARD_END, "the record at byte 16: not JSON at byte 8 of the record"},
    {BYTES("[{\"text\": \"a\"}, {\"text\": [1}, {\"text\": \"c\"}]"), "json", "a", 1, SHARD_DAMAGED,
     "the array is cut off"},
    {BYTES("[{\"text\": \"a\"}"), "json", "a", 0, SHARD_DAMAGED, "the array is cut off"},
    {BYTES("[{\"text\": \"a\"},"), "json", "a", 0, SHARD_DAMAGED, "the array is cut off"},
    {BYTES("[{\"text\": \"a\"},]"), "json", "a", 0, SHARD_DAMAGED,
     "byte 15: a record was expected"},
    {BYTES("[{\"text\": \"a\"},,{}]"), "json", "a", 0, SHARD_DAMAGED,
     "byte 15: a record was expected"},
    {BYTES("[{\"text\": \"a\"} {\"text\": \"b\"}]"), "json", "a", 0, SHARD_DAMAGED,
     "byte 15: a ',' or ']' was expected"},
    {BYTES("[{\"text\": \"a\"}}"), "json", "a", 0, SHARD_DAMAGED, "a ',' or ']' was expected"},
    {BYTES("[{\"text\": \"a\"}] x"), "json", "a", 0, SHARD_DAMAGED,
     "something stands behind the array"},
    {BYTES("[{\"text\": \"a\"}][{\"text\": \"b\"}]"), "json", "a", 0, SHARD_DAMAGED,
     "something stands behind the array"},
    {BYTES("[{\"text\": \"a\"}, \0, {\"text\": \"b\"}]"), "json", "a|b", 1, SHARD_END,
     "not JSON at byte 0"},
    {BYTES("[{\"text\": \"a\"}, {\"text\": \"cut"), "json", "a", 0, SHARD_DAMAGED,
     "the record at byte 16: byte 29: the file ends in the middle of a record"},
    {BYTES("[{\"text\": \"a\"}, {\"text\": \"cut\\"), "json", "a", 0, SHARD_DAMAGED,
     "the file ends"},
    {BYTES("{\n  \"text\": \"a\"\n}\n"), "json", "a", 0, SHARD_END, NULL},
    {BYTES("{ \"text\": \"a\",\n  \"id\": 1 }"), "json", "a", 0, SHARD_END, NULL},
    {BYTES("{\n  \"text\": \"a\"\n}\n{\n  \"text\": \"b\"\n}{\"text\": \"c\"}\n\n"), "json",
     "a|b|c", 0, SHARD_END, NULL},
    {BYTES("{\n  \"text\": \"a\"\n},\n{\n  \"text\": \"b\"\n}\n"), "json", "a", 0, SHARD_DAMAGED,
     "byte 17: a '{' was expected"},
    {BYTES("{\n  \"text\": oh\n}\n{\"text\": \"b\"}"), "json", "b", 1, SHARD_END,
     "not JSON at byte 12"},
    {BYTES("{\n  \"text\": \"a"), "json", "", 0, SHARD_DAMAGED, "the file ends"},
    /* JSON lines are still JSON lines. */
    {BYTES("{\"text\": \"a\"}"), "jsonl", "a", 0, SHARD_END, NULL},
    {BYTES("{\"text\": \"a\"}\n{\"text\": \"b\"}\n"), "jsonl", "a|b", 0, SHARD_END, NULL},
    {BYTES("{\"text\": \"a\",\n{\"text\": \"b\"}\n"), "jsonl", "b", 1, SHARD_END, "line 1"},
    {BYTES("{\"text\": \"a\n{\"text\": \"b\"}\n"), "jsonl", "b", 1, SHARD_END, "line 1"},
    {BYTES("[1]\n{\"text\": \"b\"}\n"), "jsonl", "b", 1, SHARD_END, "line 1"},
    {BYTES("{}\n{\"text\": \"b\"}\n"), "jsonl", "b", 1, SHARD_END, "line 1"},
};

static void check_case(const Case *c, const Seen *s)
{
    if (!s->opened)
        fail_msg("%s: %s", c->bytes, s->e.text);
    Buf texts = {0};
    for (size_t i = 0; i < s->n_docs; i++)
        buf_printf(&texts, "%s%s", i > 0 ? "|" : "", s->texts[i]);
    if (strcmp(s->kind, c->kind) != 0 || strcmp(buf_cstr(&texts), c->texts) != 0 ||
        s->end != c->end || s->n_malformed != c->n_malformed)
        fail_msg("%s: %s \"%s\", %zu malformed, end %d: %s", c->bytes, s->kind, buf_cstr(&texts),
                 s->n_malformed, (int)s->end, s->e.text);
    if (c->says)
        expect_has(c->end == SHARD_DAMAGED ? s->e.text : s->first_malformed, c->says);
    buf_free(&texts);
}

static void records_are_told_by_their_structure(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Seen *s = see_bytes((Str){CASES[i].bytes, CASES[i].n});
        check_case(&CASES[i], s);
        forget(s);
    }
}

static void ordinals_and_bytes_are_counted(void **state)
{
    (void)state;
    Seen *s = see_bytes(str_of("[{\"text\": \"a\"}, 17 ,\n{\"text\": \"b\", \"id\": \"x\"}]"));
    assert_int_equal(s->n_docs, 2);
    assert_int_equal(s->ordinals[1], 2);
    assert_int_equal(s->end_ordinal, 3);
    assert_string_equal(s->ids[1], "x");
    assert_int_equal(s->record_bytes, 13 + 2 + 24);
    forget(s);
}

/* The records pushed across the end of a block byte by byte. */
static void blocks_may_end_anywhere(void **state)
{
    (void)state;
    static const char records[] = "{\"text\": \"a\\\\\\\"]}{[\"}, 17, {\"text\": \"b\\u00fc\", "
                                  "\"n\": [[-1.5e+3]]} , \"s\\\"\", {\"text\":\"c\"}]\n ";
    for (size_t shift = 0; shift < sizeof records + 2; shift++) {
        Buf b = {0};
        buf_add_c(&b, "[{\"text\": \"");
        while (b.n < INFILE_BLOCK_BYTES - shift)
            buf_add_char(&b, 'x');
        buf_add_c(&b, "\"},");
        buf_add_c(&b, records);
        Seen *s = see_bytes(buf_str(&b));
        assert_int_equal(s->end, SHARD_END);
        assert_int_equal(s->n_docs, 4);
        assert_int_equal(s->n_malformed, 2);
        assert_string_equal(s->texts[1], "a\\\"]}{[");
        assert_string_equal(s->texts[2], "bü");
        assert_string_equal(s->texts[3], "c");
        forget(s);
        buf_free(&b);
    }
}

/* ---- what is not wanted ---- */

typedef struct {
    size_t n_asked, n_passed, n_docs;
    uint64_t bytes;
} Passing;

static bool wants_every_third(void *ctx, uint64_t ordinal)
{
    Passing *p = ctx;
    p->n_asked++;
    return ordinal % 3 == 2;
}

static Passing pass(Str bytes)
{
    const int fd = memfd_create("shard", MFD_CLOEXEC);
    assert_true(fd >= 0);
    assert_int_equal(file_write_all(fd, bytes.s, bytes.n), 0);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    Passing p = {0};
    ShardOptions o = OPTIONS;
    o.wants = wants_every_third;
    o.wants_ctx = &p;
    Err e = {0};
    Doc d;
    Shard *s = shard_open(path, &o, &e);
    assert_non_null(s);
    for (uint64_t i = 0;; i++) {
        const ShardStep step = shard_next(s, &d, &e);
        assert_int_equal(d.ordinal, i);
        if (step == SHARD_END)
            break;
        assert_int_equal(step, i % 3 == 2 ? SHARD_DOC : SHARD_PASSED);
        p.n_passed += step == SHARD_PASSED;
        p.n_docs += step == SHARD_DOC;
        p.bytes += d.record_bytes;
    }
    shard_close(s);
    close(fd);
    return p;
}

/* Nonsense between the wanted records, in lines and in an array, some of it longer than a block. */
static void what_is_not_wanted_is_not_looked_at(void **state)
{
    (void)state;
    for (int array = 0; array < 2; array++) {
        Buf b = {0};
        uint64_t bytes = 0;
        buf_add_c(&b, array ? "[" : "");
        for (size_t i = 0; i < 30; i++) {
            buf_add_c(&b, i == 0 ? "" : array ? ", " : "\n \n");
            const size_t before = b.n;
            buf_add_c(&b, i % 3 == 2 ? "{\"text\": \"" : "{\"text\" \xff nonsense \"");
            for (size_t k = 0; k < (i % 7 == 0 ? 300000 : i * 100); k++)
                buf_add_char(&b, 'x');
            buf_add_c(&b, "\"}");
            bytes += b.n - before;
        }
        buf_add_c(&b, array ? "]" : "");
        if (!array) /* the head must look like JSON lines */
            memcpy(b.s, "{\"text\": ", 9);
        else
            memcpy(b.s, "[{\"text\": ", 10);
        Passing p = pass(buf_str(&b));
        assert_int_equal(p.n_passed, 20);
        assert_int_equal(p.n_docs, 10);
        assert_int_equal(p.n_asked, 30);
        assert_int_equal(p.bytes, bytes);
        buf_free(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_told_by_their_structure),
        cmocka_unit_test(ordinals_and_bytes_are_counted),
        cmocka_unit_test(blocks_may_end_anywhere),
        cmocka_unit_test(what_is_not_wanted_is_not_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
