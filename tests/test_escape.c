/* Reports with names that try to break the formats, with nothing in them, and with more than a page
 * holds; and numbers as people read them. */
#include "tests/testing.h"

#include "audit/base/buf.h"
#include "reports/escape.h"
#include "reports/glyph.h"
#include "reports/numeral.h"
#include "reports/reports.h"

#include <jansson.h>

/* ---- numbers ---- */

static void numbers_read_well(void **state)
{
    (void)state;
    static const struct {
        double rate;
        const char *want;
    } percents[] = {
        {0, "0"},           {1, "100"},         {0.3142, "31.4"},    {0.0703, "7.03"},
        {0.0037, "0.37"},   {0.002, "0.20"},    {0.00037, "0.037"},  {0.0000025, "0.00025"},
        {0.09996, "10.0"},  {0.099949, "9.99"}, {0.9996, ">99.9"},   {0.9994, "99.9"},
        {0.000996, "0.10"}, {0.01, "1.00"},     {1e-9, "0.00000010"}};
    Arena a = {0};
    for (size_t i = 0; i < sizeof percents / sizeof *percents; i++)
        assert_string_equal(numeral_percent(&a, percents[i].rate), percents[i].want);
    assert_string_equal(numeral_count(&a, 0), "0");
    assert_string_equal(numeral_count(&a, 999), "999");
    assert_string_equal(numeral_count(&a, 10000), "10,000");
    assert_string_equal(numeral_count(&a, UINT64_MAX), "18,446,744,073,709,551,615");
    assert_string_equal(numeral_hits(&a, 0, 10000, "documents"),
                        "0 of 10,000 documents (at most 0.037%)");
    assert_string_equal(numeral_hits(&a, 0, 0, "documents"), "0 of 0 documents (no rate)");
    assert_string_equal(numeral_hits(&a, 37, 10000, "documents"),
                        "37 of 10,000 documents (0.37%, 95% interval 0.26% to 0.51%)");
    assert_string_equal(numeral_things(&a, 1, "shard", "shards"), "1 shard");
    assert_string_equal(numeral_things(&a, 0, "shard", "shards"), "0 shards");
    arena_free(&a);
}

/* ---- text ---- */

#define BAD "\xEF\xBF\xBD"

static void text_is_escaped_by_format(void **state)
{
    (void)state;
    static const struct {
        void (*escape)(Buf *, Str);
        const char *text, *want;
    } cases[] = {
        {escape_html, "a<b>&\"'", "a&lt;b&gt;&amp;&quot;&#39;"},
        {escape_html, "a\nb\tc\x1b[1m", "a b c" BAD "[1m"},
        {escape_html, "\xE2\x80\xAEx", BAD "x"},
        {escape_html, "\xff\xC3", BAD BAD},
        {escape_html, "\xED\xA0\x80", BAD BAD BAD}, /* a surrogate */
        {escape_html, "\xC0\xAF", BAD BAD},         /* a longer form of '/' */
        {escape_html, "\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80"},
        {escape_markdown, "a|b*c_d_ `e`", "a\\|b\\*c_d\\_ \\`e\\`"},
        {escape_markdown, "EMAIL_ADDRESS <b>", "EMAIL_ADDRESS &lt;b&gt;"},
        {escape_markdown, "x\ny", "x y"},
        {escape_csv, "plain", "plain"},
        {escape_csv, "a,b", "\"a,b\""},
        {escape_csv, "say \"x\"\n", "\"say \"\"x\"\"\n\""},
        {escape_csv, " lead", "\" lead\""},
        {escape_json, "a\"\\\n\t\x01\xff", "\"a\\\"\\\\\\n\\t\\u0001" BAD "\""},
        {escape_plain, "\x1b]0;x\a", BAD "]0;x" BAD},
        {escape_plain, "\xC2\x9B", BAD}, /* the one-character escape sequence */
    };
    Buf b = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buf_clear(&b);
        cases[i].escape(&b, str_of(cases[i].text));
        assert_string_equal(buf_cstr(&b), cases[i].want);
    }
    buf_clear(&b);
    escape_html(&b, (Str){"a\0b", 3});
    assert_string_equal(buf_cstr(&b), "a" BAD "b");
    buf_free(&b);
    assert_int_equal(glyph_columns(str_of("caf\xC3\xA9")), 4);
    assert_int_equal(glyph_columns(str_of("cafe\xCC\x81")), 4);
    assert_int_equal(glyph_columns(str_of("\xE6\x97\xA5\xE6\x9C\xAC")), 4);
}

/* ---- hostile reports ---- */

static const char *const hostile[] = {
    "<script>alert('x')</script>",          "a|b,c\"d\"",
    "new\nline\r\ttab\x1b[31mred",          "\xff\xfe broken \xe2\x82",
    "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e", "\xe2\x80\xaeright-to-left",
    "`*_[x](http://y)_*` &amp; -->]]>",     ""};
enum { N_HOSTILE = sizeof hostile / sizeof *hostile };

static Report *hostile_report(void)
{
    Report *r = report_open(&(ReportProtocol){50, 50, 5, false, false, false, 0});
    for (size_t i = 0; i < N_HOSTILE; i++) {
        const char *h = hostile[i];
        report_fact(r, i == 0 ? "Model" : h, i == 0 ? "name" : h, h);
        report_source(r, &(SourceFacts){.name = h, .records_seen = 10, .malformed = 1});
        for (size_t k = 0; k < 4; k++) {
            const OutcomeFinding f = {h, (int)(k % 3), true, false};
            report_outcome(r, &(Outcome){.shard = h,
                                         .id = {"i\0d\xff", 4},
                                         .exact = k < 2,
                                         .approximate = k < 3,
                                         .edit_distance = k < 2 ? 0 : k,
                                         .char_edit_fraction = 2.5,
                                         .findings = &f,
                                         .n_findings = 1});
        }
        report_fault(r, &(ReportFault){h, h, 1, h, i % 2 == 0, h});
    }
    report_fault(r, &(ReportFault){NULL, NULL, 1, "no source", false, NULL});
    return r;
}

/* Tags open and close in order, nothing of a name has become markup, and no byte is a control
 * character or broken UTF-8. */
static void assert_clean_html(Str page)
{
    static const char *const alone[] = {"!DOCTYPE", "meta"};
    char open[32][16];
    size_t depth = 0;
    for (size_t at = 0; at < page.n;) {
        const size_t from = at;
        const uint32_t c = glyph_next(page, &at);
        assert_true(c != GLYPH_BAD && (c == '\n' || !glyph_controls(c)));
        if (c != '<')
            continue;
        const bool closing = page.s[at] == '/';
        const char *name = page.s + at + closing;
        const size_t n = strcspn(name, " >/");
        const size_t end = from + strcspn(page.s + from, ">");
        assert_true(n > 0 && n < sizeof open[0]);
        bool single = page.s[end - 1] == '/';
        for (size_t i = 0; i < sizeof alone / sizeof *alone; i++)
            single |= strncmp(name, alone[i], n) == 0 && strlen(alone[i]) == n;
        if (closing) {
            assert_true(depth > 0);
            depth--;
            if (strlen(open[depth]) != n || strncmp(open[depth], name, n) != 0)
                fail_msg("byte %zu: </%.*s> closes <%s>", from, (int)n, name, open[depth]);
        } else if (!single) {
            assert_true(depth < 32);
            snprintf(open[depth++], sizeof open[0], "%.*s", (int)n, name);
        }
        at = end + 1;
    }
    assert_int_equal(depth, 0);
}

static void hostile_names_do_not_break_the_page(void **state)
{
    (void)state;
    Report *r = hostile_report();
    Buf b = {0};
    report_render_html(r, &b);
    assert_clean_html(buf_str(&b));
    assert_null(strstr(buf_cstr(&b), "<script"));
    assert_null(strstr(buf_cstr(&b), "href=\"h"));
    assert_null(strstr(buf_cstr(&b), " src="));
    assert_non_null(
        strstr(buf_cstr(&b), "<h1>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</h1>"));
    buf_free(&b);
    report_close(r);
}

/* RFC 4180: the next field at *at; true when it ended a record. */
static bool csv_field(Str csv, size_t *at, Buf *field)
{
    buf_clear(field);
    const bool quoted = *at < csv.n && csv.s[*at] == '"';
    *at += quoted;
    while (*at < csv.n) {
        const char c = csv.s[(*at)++];
        if (quoted && c == '"' && *at < csv.n && csv.s[*at] == '"')
            ++*at;
        else if (quoted && c == '"')
            break;
        else if (!quoted && (c == ',' || c == '\n'))
            return c == '\n';
        buf_add_char(field, c);
    }
    assert_true(quoted && *at < csv.n && (csv.s[*at] == ',' || csv.s[*at] == '\n'));
    return csv.s[(*at)++] == '\n';
}

static void hostile_names_do_not_break_the_csv(void **state)
{
    (void)state;
    Report *r = hostile_report();
    Buf b = {0}, field = {0};
    report_render_csv(r, &b);
    size_t at = 0, columns = 0;
    while (!csv_field(buf_str(&b), &at, &field))
        columns++;
    assert_string_equal(buf_cstr(&field), "approximate_clustered_high");
    for (size_t row = 0; row < N_HOSTILE + 5; row++) {
        size_t commas = 0;
        for (bool end = false; !end; commas += !end) {
            end = csv_field(buf_str(&b), &at, &field);
            if (commas == 1 && row < N_HOSTILE && row != 3) /* 3 is not UTF-8 */
                assert_string_equal(buf_cstr(&field), hostile[row]);
            if (commas == 0)
                assert_int_equal(strcmp(buf_cstr(&field), "source") == 0, row < N_HOSTILE);
        }
        assert_int_equal(commas, columns);
    }
    assert_int_equal(at, b.n);
    buf_free(&b);
    buf_free(&field);
    report_close(r);
}

static void hostile_names_do_not_break_the_rest(void **state)
{
    (void)state;
    Report *r = hostile_report();
    Buf b = {0};
    report_render_json(r, &b);
    json_error_t error;
    json_t *j = json_loadb(b.s, b.n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
    assert_non_null(j);
    const json_t *second = json_array_get(json_object_get(j, "sources"), 2);
    assert_string_equal(json_string_value(json_object_get(second, "name")), hostile[2]);
    json_decref(j);

    buf_clear(&b);
    report_render_markdown(r, &b);
    assert_null(strchr(buf_cstr(&b), '\x1b'));
    assert_null(strstr(buf_cstr(&b), "<script"));
    size_t pipes = 0, first = 0;
    for (size_t i = 0; i < b.n; i++) { /* each line of a table has as many cells as the first */
        pipes += b.s[i] == '|' && b.s[i - 1] != '\\';
        if (b.s[i] != '\n')
            continue;
        assert_true(pipes == 0 || first == 0 || pipes == first);
        first = pipes == 0 ? 0 : (first == 0 ? pipes : first);
        pipes = 0;
    }

    buf_clear(&b);
    report_render_terminal(r, 80, &b);
    for (size_t at = 0; at < b.n;) {
        const uint32_t c = glyph_next(buf_str(&b), &at);
        assert_true(c != GLYPH_BAD && (c == '\n' || !glyph_controls(c)));
    }
    buf_free(&b);
    report_close(r);
}

/* ---- nothing, and a great deal ---- */

static void nothing_is_never_called_clean(void **state)
{
    (void)state;
    for (int sources = 0; sources <= 2; sources++) {
        Report *r = report_open(&(ReportProtocol){64, 300, 30, false, false, false, 0});
        for (int s = 0; s < sources; s++)
            report_source(r, &(SourceFacts){.name = s ? "b" : "a", .records_seen = 40});
        Buf b = {0};
        report_render_html(r, &b);
        assert_clean_html(buf_str(&b));
        assert_non_null(strstr(buf_cstr(&b), "No rate: no source has eligible documents."));
        assert_null(strstr(buf_cstr(&b), "0%</td>"));
        buf_clear(&b);
        report_render_markdown(r, &b);
        assert_non_null(strstr(buf_cstr(&b), "no rate (no source has eligible documents)"));
        assert_null(strstr(buf_cstr(&b), "| 0% |"));
        buf_clear(&b);
        report_render_terminal(r, 80, &b);
        assert_non_null(
            strstr(buf_cstr(&b), sources ? "without eligible documents" : "No source was audited"));
        buf_clear(&b);
        report_render_csv(r, &b);
        report_render_json(r, &b);
        assert_null(strstr(buf_cstr(&b), "nan"));
        buf_free(&b);
        report_close(r);
    }
}

static void a_long_list_says_how_much_it_shows(void **state)
{
    (void)state;
    Report *r = report_open(&(ReportProtocol){50, 50, 5, false, false, false, 0});
    report_source(r, &(SourceFacts){.name = "web", .records_seen = 9000, .malformed = 5000});
    for (uint64_t i = 0; i < 1234; i++) {
        const OutcomeFinding f = {"EMAIL_ADDRESS", i == 1200 ? 2 : 1, true, false};
        report_outcome(r, &(Outcome){.shard = "s",
                                     .ordinal = i,
                                     .exact = true,
                                     .approximate = true,
                                     .findings = &f,
                                     .n_findings = 1});
    }
    for (uint64_t i = 0; i < 300; i++)
        report_fault(r, &(ReportFault){"web", "s", i, "bad", i == 299, NULL});
    Buf b = {0};
    report_render_html(r, &b);
    const char *page = buf_cstr(&b);
    assert_non_null(strstr(page, "100 of 1,234 documents"));
    assert_non_null(strstr(page, "299 of 5,000 malformed records"));
    assert_non_null(strstr(page, "Shown: 200 of 300"));
    /* The sensitive one comes first, and the damaged shard is not among what is cut. */
    assert_non_null(strstr(page, "<td class=\"n\">1200</td>"));
    assert_non_null(strstr(page, "<td class=\"t\">damage</td>"));
    assert_null(strstr(page, "<td class=\"n\">1100</td>"));
    buf_clear(&b);
    report_render_markdown(r, &b);
    assert_non_null(strstr(buf_cstr(&b), "50 of 1,234 documents"));
    buf_clear(&b);
    report_render_json(r, &b);
    size_t n = 0;
    for (const char *p = buf_cstr(&b); (p = strstr(p, "\"sensitive\": false")); p++)
        n++;
    assert_int_equal(n, 1233);
    buf_free(&b);
    report_close(r);
}

static void terminal_fits_where_names_are_normal(void **state)
{
    (void)state;
    Report *r = report_open(&(ReportProtocol){50, 50, 5, false, false, false, 0});
    static const char *const names[] = {"wikipedia-en", "mail", "code", "books",
                                        "a-source-with-a-name-longer-than-its-column"};
    for (size_t s = 0; s < 5; s++) {
        report_source(r, &(SourceFacts){.name = names[s], .records_seen = 1000000});
        for (uint64_t i = 0; i < 10000; i++)
            report_outcome(r,
                           &(Outcome){.shard = "s", .exact = i < s * s * 400, .edit_distance = 9});
    }
    static const size_t widths[] = {80, 100};
    for (size_t w = 0; w < 2; w++) {
        Buf b = {0};
        report_render_terminal(r, (int)widths[w], &b);
        for (const char *p = buf_cstr(&b); *p; p += strcspn(p, "\n") + 1)
            if (strcspn(p, "\n") > widths[w])
                fail_msg("%zu columns: %.*s", strcspn(p, "\n"), (int)strcspn(p, "\n"), p);
        assert_non_null(strstr(buf_cstr(&b), names[4]));
        buf_free(&b);
    }
    report_close(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_read_well),
        cmocka_unit_test(text_is_escaped_by_format),
        cmocka_unit_test(hostile_names_do_not_break_the_page),
        cmocka_unit_test(hostile_names_do_not_break_the_csv),
        cmocka_unit_test(hostile_names_do_not_break_the_rest),
        cmocka_unit_test(nothing_is_never_called_clean),
        cmocka_unit_test(a_long_list_says_how_much_it_shows),
        cmocka_unit_test(terminal_fits_where_names_are_normal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
