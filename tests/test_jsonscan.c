/* Runs of plain bytes against a byte at a time; fields by path; nesting; strings of every length. */
#include "tests/testing.h"

#include "corpus/fieldpath.h"
#include "corpus/jsonscan.h"
#include "corpus/plainrun.h"
#include "corpus/record.h"

#include "audit/base/buf.h"

/* ---- plain runs ---- */

static size_t run_slowly(const unsigned char *s, size_t n)
{
    size_t i = 0;
    while (i < n && s[i] >= 0x20 && s[i] < 0x80 && s[i] != '"' && s[i] != '\\')
        i++;
    return i;
}

/* Every byte value at every place of runs of every length up to 70, in memory of that size. */
static void plain_runs_end_at_the_first_other_byte(void **state)
{
    (void)state;
    for (size_t n = 0; n <= 70; n++) {
        unsigned char *s = malloc(n + 1);
        for (size_t at = 0; at <= n; at++) {
            for (int value = 0; value < 256; value++) {
                for (size_t i = 0; i < n; i++)
                    s[i] = (unsigned char)(0x23 + (i * 7 + n) % 0x39); /* no quote, no backslash */
                if (at < n)
                    s[at] = (unsigned char)value;
                if (at + 3 < n)
                    s[at + 3] = (unsigned char)(value * 7);
                const size_t want = run_slowly(s, n);
                assert_int_equal(plainrun_length((const char *)s, n), want);
                assert_int_equal(plainrun_length_portable((const char *)s, n), want);
            }
        }
        free(s);
    }
}

/* ---- paths ---- */

typedef struct {
    const char *path;
    size_t n;
    const char *names[4];
} PathCase;

static void paths_are_cut_at_points(void **state)
{
    (void)state;
    static const PathCase cases[] = {
        {"text", 1, {"text"}},
        {"meta.text", 2, {"meta", "text"}},
        {"a.b.c.d", 4, {"a", "b", "c", "d"}},
        {"meta\\.text", 1, {"meta.text"}},
        {"a\\.b.c\\\\.d", 3, {"a.b", "c\\", "d"}},
        {"a\\b", 1, {"a\\b"}},
        {"a\\", 1, {"a\\"}},
        {".a.", 3, {"", "a", ""}},
        {NULL, 0, {NULL}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        FieldPath p = fieldpath_parse(cases[i].path);
        assert_int_equal(p.n, cases[i].n);
        for (size_t k = 0; k < p.n; k++)
            assert_true(str_equal_c(p.names[k], cases[i].names[k]));
        fieldpath_free(&p);
    }
}

typedef struct {
    const char *json, *text, *id, *cluster; /* NULL: none; text NULL: malformed */
    FaultKind fault;
} FieldCase;

/* Text at meta.text, id at meta.id.n, cluster at the plain name "a.b". */
static void fields_are_found_by_path(void **state)
{
    (void)state;
    static const FieldCase cases[] = {
        {"{\"meta\":{\"text\":\"t\",\"id\":{\"n\":7}},\"a.b\":\"c\"}", "t", "7", "c", 0},
        {"{\"a.b\":12,\"meta\":{\"x\":{\"text\":\"no\"},\"text\":\"t\"}}", "t", NULL, "12", 0},
        {"{\"meta\":{\"text\":\"t\"},\"a\":{\"b\":\"no\"}}", "t", NULL, NULL, 0},
        {"{\"m\\u0065ta\":{\"t\\u0065xt\":\"t\\u0021\"}}", "t!", NULL, NULL, 0},
        {"{\"meta\":{\"text\":\"1\"},\"meta\":{\"text\":\"2\"}}", "2", NULL, NULL, 0},
        {"{\"meta\":{\"text\":\"1\",\"id\":{\"n\":1}},\"meta\":{\"text\":\"2\",\"id\":3}}", "2",
         NULL, NULL, 0},
        {"{\"meta\":{\"text\":\"1\"},\"meta\":{}}", NULL, NULL, NULL, FAULT_NO_TEXT},
        {"{\"meta\":{\"text\":\"1\"},\"meta\":\"2\"}", NULL, NULL, NULL, FAULT_NO_TEXT},
        {"{\"meta\":[{\"text\":\"1\"}]}", NULL, NULL, NULL, FAULT_NO_TEXT},
        {"{\"meta.text\":\"1\"}", NULL, NULL, NULL, FAULT_NO_TEXT},
        {"{\"text\":\"1\",\"meta\":{}}", NULL, NULL, NULL, FAULT_NO_TEXT},
        {"{\"meta\":{\"text\":{}}}", NULL, NULL, NULL, FAULT_TEXT_NOT_STRING},
        {"{\"meta\":{\"text\":\"1\",}}", NULL, NULL, NULL, FAULT_NOT_JSON},
        {"{\"meta\":{\"text\":\"1\"}", NULL, NULL, NULL, FAULT_NOT_JSON},
    };
    const ShardOptions o = {
        .text_field = "meta.text", .id_field = "meta.id.n", .cluster_field = "a\\.b"};
    Record *r = record_open(&o);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const FieldCase *c = &cases[i];
        Doc d = {0};
        Err e = {0};
        const int rc = record_parse(r, str_of(c->json), NULL, &d, &e);
        if ((rc == 0) != (c->text != NULL))
            fail_msg("%s: %s", c->json, rc == 0 ? "is a document" : e.text);
        assert_int_equal(d.fault, c->fault);
        if (rc != 0)
            continue;
        assert_true(str_equal_c(d.text, c->text));
        assert_true(c->id ? str_equal_c(d.id, c->id) : !d.id.s);
        assert_true(c->cluster ? str_equal_c(d.cluster, c->cluster) : !d.cluster.s);
    }
    record_close(r);
}

/* Text and id may be one field, which decoding in place must not spoil. */
static void one_field_may_serve_twice(void **state)
{
    (void)state;
    char json[] = "{\"id\": \"\\u0041\\u0041\", \"text\": \"a\\nb\\u0042\"}";
    const ShardOptions o = {.text_field = "text", .id_field = "text", .cluster_field = "id"};
    Record *r = record_open(&o);
    Doc d = {0};
    Err e = {0};
    assert_int_equal(record_parse(r, str_of(json), json, &d, &e), 0);
    assert_true(str_equal_c(d.text, "a\nbB"));
    assert_true(str_equal_c(d.id, "a\nbB"));
    assert_true(str_equal_c(d.cluster, "AA"));
    record_close(r);
}

/* ---- depth ---- */

static void nesting_has_a_limit_with_a_name(void **state)
{
    (void)state;
    static const char *const opens[] = {"[", "{\"a\":", "[{\"a\":"};
    static const char *const closes[] = {"]", "}", "}]"};
    static const size_t levels[] = {1, 1, 2};
    const ShardOptions o = {.text_field = "text"};
    Record *r = record_open(&o);
    for (size_t k = 0; k < 3; k++) {
        for (size_t more = 0; more < 2; more++) { /* the object itself is one level */
            Buf b = {0};
            buf_add_c(&b, "{\"text\": \"a\", \"deep\": ");
            const size_t n = (JSONSCAN_DEEPEST - 1) / levels[k] + more;
            for (size_t i = 0; i < n; i++)
                buf_add_c(&b, opens[k]);
            buf_add_c(&b, "0");
            for (size_t i = 0; i < n; i++)
                buf_add_c(&b, closes[k]);
            buf_add_c(&b, "}");
            Doc d = {0};
            Err e = {0};
            assert_int_equal(record_parse(r, buf_str(&b), NULL, &d, &e), more ? -1 : 0);
            assert_int_equal(d.fault, more ? FAULT_TOO_DEEP : 0);
            buf_free(&b);
        }
    }
    record_close(r);
}

/* ---- strings ---- */

/* Texts of every length, with escapes and long characters at every place, in memory of that size. */
static void strings_of_every_length_are_whole(void **state)
{
    (void)state;
    static const struct {
        const char *raw, *meant;
    } parts[] = {
        {"\\n", "\n"},  {"\\u00e9", "é"},        {"é", "é"},     {"你", "你"},   {"\\u4f60", "你"},
        {"🚢", "🚢"},     {"\\ud83d\\uDEA2", "🚢"}, {"\\\\", "\\"}, {"\\\"", "\""}, {"", ""},
        {"\\u0000", ""}};
    const ShardOptions o = {.text_field = "text"};
    Record *r = record_open(&o);
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
        for (size_t before = 0; before < 40; before++)
            for (size_t behind = 0; behind < 40; behind += 3) {
                Buf json = {0}, want = {0};
                buf_add_c(&json, "{\"text\":\"");
                for (size_t i = 0; i < before; i++)
                    buf_add_char(&json, 'a'), buf_add_char(&want, 'a');
                buf_add_c(&json, parts[k].raw);
                if (strcmp(parts[k].raw, "\\u0000") == 0)
                    buf_add_char(&want, '\0');
                buf_add_c(&want, parts[k].meant);
                for (size_t i = 0; i < behind; i++)
                    buf_add_char(&json, 'z'), buf_add_char(&want, 'z');
                buf_add_c(&json, "\"}");
                char *exact = malloc(json.n);
                memcpy(exact, json.s, json.n);
                for (int in_place = 0; in_place < 2; in_place++) {
                    Doc d = {0};
                    Err e = {0};
                    assert_int_equal(
                        record_parse(r, (Str){exact, json.n}, in_place ? exact : NULL, &d, &e), 0);
                    assert_true(str_equal(d.text, buf_str(&want)));
                }
                free(exact);
                buf_free(&json);
                buf_free(&want);
            }
    record_close(r);
}

/* Every text cut short is told as such, without a look behind its end. */
static void a_cut_record_is_no_json(void **state)
{
    (void)state;
    static const char json[] =
        "{\"a\": [-1.5e+7, true, {\"b\": null}], \"text\": \"\\ud83d\\udea2 é你🚢\"}";
    const ShardOptions o = {.text_field = "text"};
    Record *r = record_open(&o);
    for (size_t n = 0; n + 1 < sizeof json; n++) {
        char *exact = malloc(n > 0 ? n : 1);
        memcpy(exact, json, n);
        Doc d = {0};
        Err e = {0};
        assert_int_equal(record_parse(r, (Str){exact, n}, NULL, &d, &e), -1);
        assert_true(d.fault == FAULT_NOT_JSON || d.fault == FAULT_NOT_UTF8);
        free(exact);
    }
    record_close(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_runs_end_at_the_first_other_byte),
        cmocka_unit_test(paths_are_cut_at_points),
        cmocka_unit_test(fields_are_found_by_path),
        cmocka_unit_test(one_field_may_serve_twice),
        cmocka_unit_test(nesting_has_a_limit_with_a_name),
        cmocka_unit_test(strings_of_every_length_are_whole),
        cmocka_unit_test(a_cut_record_is_no_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
