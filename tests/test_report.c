/* Renderings of an invented report: against golden files, against numbers counted here, and with
 * names that try to break the formats.
 *
 * After a wanted change of a rendering: ROTE_REGENERATE_GOLDEN=1 build/tests/test_report, then read
 * the difference. */
#include "tests/testing.h"

#include "audit/base/buf.h"
#include "audit/base/err.h"
#include "audit/base/file.h"
#include "reports/reports.h"

#include <inttypes.h>
#include <jansson.h>
#include <math.h>

/* ---- the invented report ---- */

enum { N_SOURCES = 4, MAX_EDITS = 5, FINDINGS_MOST = 3 };

static const struct {
    const char *name;
    uint64_t seen, n, malformed, damaged;
    double mixture;
} invented[N_SOURCES] = {{"web", 90000, 120, 25, 0, 0.5},
                         {"mail", 4000, 80, 0, 0, 0.125},
                         {"code", 30000, 60, 0, 1, 0.25},
                         {"tiny", 12, 0, 0, 0, 0.125}};

static Outcome invented_outcome(size_t source, uint64_t i, OutcomeFinding f[FINDINGS_MOST],
                                char id[32])
{
    Outcome o = {.shard = i % 2 ? "part-1.jsonl.zst" : "part-0.jsonl.zst",
                 .ordinal = i * 37 % 1009,
                 .findings = f};
    snprintf(id, 32, "doc-%" PRIu64, i);
    o.id = i % 5 ? str_of(id) : (Str){0};
    o.exact = source == 1 ? i % 4 == 0 : (source == 2 && i % 20 == 0);
    o.approximate = o.exact || (source == 1 ? i % 7 == 1 : (source == 2 && i % 10 == 0));
    o.edit_distance = o.exact ? 0 : (o.approximate ? 1 + i % MAX_EDITS : MAX_EDITS + 1 + i % 40);
    o.char_edit_fraction = (double)o.edit_distance / 64;
    if (i % 3 == 0)
        f[o.n_findings++] = (OutcomeFinding){"EMAIL_ADDRESS", 1, i % 2 == 0, false};
    if (i % 9 == 0)
        f[o.n_findings++] = (OutcomeFinding){"EMAIL_ADDRESS", 1, false, true};
    if (i % 8 == 0)
        f[o.n_findings++] = (OutcomeFinding){"CREDIT_CARD_NUMBER", 2, o.exact, false};
    return o;
}

static void add_facts(Report *r)
{
    report_fact(r, "Model", "name", "invented-8m");
    report_fact(r, "Model", "SHA-256",
                "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b");
    report_fact(r, "Run", "seed", "0");
}

static void add_source(Report *r, size_t s, bool facts_between)
{
    static const ReportKind beside[] = {{"folders", 1203}, {"links", 2}};
    report_source(r, &(SourceFacts){.name = invented[s].name,
                                    .records_seen = invented[s].seen + invented[s].malformed,
                                    .record_bytes_seen = invented[s].seen * 1000 + s,
                                    .too_short = invented[s].seen / 100,
                                    .malformed = invented[s].malformed,
                                    .n_shards = 2,
                                    .n_shards_damaged = invented[s].damaged,
                                    .looked_at_all = true,
                                    .malformed_of = &(ReportKind){"no_text_field", 25},
                                    .n_malformed_of = invented[s].malformed > 0,
                                    .not_documents = beside,
                                    .n_not_documents = s == 1 ? 2 : s == 0,
                                    .drawn_record_bytes = invented[s].n * 1100,
                                    .drawn_tokens = invented[s].n * (250 + 10 * s),
                                    .has_mixture = true,
                                    .mixture_weight = invented[s].mixture});
    for (uint64_t i = 0; i < invented[s].n; i++) {
        OutcomeFinding f[FINDINGS_MOST];
        char id[32];
        const Outcome o = invented_outcome(s, i, f, id);
        report_outcome(r, &o);
        memset(f, 0xAA, sizeof f); /* what was passed in may go at once */
        memset(id, 'x', sizeof id);
        if (facts_between && s == 1 && i == 3)
            add_facts(r);
    }
}

static Report *invented_report(bool facts_between)
{
    Report *r = report_open(&(ReportProtocol){50, 50, MAX_EDITS, false, false, false, 0});
    if (!facts_between)
        add_facts(r);
    for (size_t s = 0; s < N_SOURCES; s++)
        add_source(r, s, facts_between);
    for (uint64_t i = 0; i < 20; i++)
        report_fault(r, &(ReportFault){"web", "part-0.jsonl.zst", i * 3,
                                       "no key \"text\" in the object", false, "no_text_field"});
    report_fault(
        r, &(ReportFault){"code", "part-1.jsonl.zst", 77, "the frame is cut off", true, NULL});
    return r;
}

static void render_terminal_80(const Report *r, Buf *out)
{
    report_render_terminal(r, 80, out);
}

static const struct {
    const char *file;
    void (*render)(const Report *, Buf *);
} renderings[] = {
    {"small.json", report_render_json},   {"small.csv", report_render_csv},
    {"small.md", report_render_markdown}, {"small.html", report_render_html},
    {"small.txt", render_terminal_80},
};
enum { N_RENDERINGS = sizeof renderings / sizeof *renderings };

static json_t *render_and_parse(const Report *r)
{
    Buf b = {0};
    report_render_json(r, &b);
    json_error_t error;
    json_t *j = json_loadb(b.s, b.n, JSON_REJECT_DUPLICATES, &error);
    if (!j)
        fail_msg("line %d: %s", error.line, error.text);
    buf_free(&b);
    return j;
}

static const json_t *at(const json_t *j, const char *key)
{
    const json_t *v = json_object_get(j, key);
    if (!v)
        fail_msg("no key %s", key);
    return v;
}

static uint64_t count_at(const json_t *j, const char *key)
{
    if (!json_is_integer(at(j, key)))
        fail_msg("%s is not an integer", key);
    return (uint64_t)json_integer_value(at(j, key));
}

static void assert_near(double got, double want)
{
    if (!(fabs(got - want) <= 1e-11 * fmax(1e-300, fabs(want))))
        fail_msg("%.17g, expected %.17g", got, want);
}

static void assert_interval(const json_t *j, const char *key, Interval want)
{
    assert_int_equal(json_array_size(at(j, key)), 2);
    assert_near(json_real_value(json_array_get(at(j, key), 0)), want.low);
    assert_near(json_real_value(json_array_get(at(j, key), 1)), want.high);
}

/* ---- bytes ---- */

static void renderings_are_the_golden_ones(void **state)
{
    (void)state;
    Report *r = invented_report(false);
    for (size_t i = 0; i < N_RENDERINGS; i++) {
        char path[256];
        snprintf(path, sizeof path, "tests/golden/reports/%s", renderings[i].file);
        Buf got = {0}, want = {0};
        Err e = {0};
        renderings[i].render(r, &got);
        if (getenv("ROTE_REGENERATE_GOLDEN"))
            assert_int_equal(file_replace(path, buf_str(&got), &e), 0);
        if (file_read(path, &want, &e) != 0)
            fail_msg("%s", e.text);
        size_t same = 0, line = 1;
        while (same < got.n && same < want.n && got.s[same] == want.s[same])
            line += got.s[same++] == '\n';
        if (same < got.n || same < want.n)
            fail_msg("%s differs from the rendering in line %zu", path, line);
        buf_free(&got);
        buf_free(&want);
    }
    report_close(r);
}

/* What --force overruled stands in every form, escaped as the form asks. */
static void objections_stand_in_every_form(void **state)
{
    (void)state;
    Report *r = invented_report(false);
    report_objection(r, "Forced: the loss is 9.10, above 7.60.");
    for (size_t i = 0; i < N_RENDERINGS; i++) {
        Buf b = {0};
        renderings[i].render(r, &b);
        if (!strstr(buf_cstr(&b), "Forced: the loss is 9.10"))
            fail_msg("%s does not say it", renderings[i].file);
        buf_free(&b);
    }
    Buf csv = {0};
    report_render_csv(r, &csv);
    const char *first_end = strchr(buf_cstr(&csv), '\n'), *last = strstr(csv.s, "\nobjection,");
    assert_non_null(last);
    size_t commas = 0, last_commas = 0;
    for (const char *c = csv.s; c < first_end; c++)
        commas += *c == ',';
    for (const char *c = last; *c; c++)
        last_commas += *c == ',';
    assert_int_equal(last_commas, commas + 1); /* the sentence has one, within quotes */
    assert_non_null(strstr(last, "\"Forced: the loss is 9.10, above 7.60.\""));
    buf_free(&csv);
    report_close(r);
}

static void rendering_again_gives_the_same_bytes(void **state)
{
    (void)state;
    Report *a = invented_report(false), *b = invented_report(true);
    for (size_t i = 0; i < N_RENDERINGS; i++) {
        Buf first = {0}, second = {0}, other = {0};
        renderings[i].render(a, &first);
        renderings[(i + 1) % N_RENDERINGS].render(b, &other);
        buf_clear(&other);
        renderings[i].render(a, &second);
        renderings[i].render(b, &other);
        assert_true(first.n > 100);
        assert_true(str_equal(buf_str(&first), buf_str(&second)));
        assert_true(str_equal(buf_str(&first), buf_str(&other)));
        /* Adds to what stands there. */
        renderings[i].render(a, &second);
        assert_int_equal(second.n, 2 * first.n);
        buf_free(&first);
        buf_free(&second);
        buf_free(&other);
    }
    report_close(a);
    report_close(b);
    report_close(NULL);
}

static void formats_are_those_of_the_run_directory(void **state)
{
    (void)state;
    const ReportFormat *f;
    static const char *const want[] = {"json", "csv", "md", "html"};
    assert_int_equal(report_formats(&f), 4);
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(f[i].extension, want[i]);
}

/* ---- numbers ---- */

/* Counted from the outcomes, without the code under test. */
typedef struct {
    uint64_t exact, approximate, edits, bins[MAX_EDITS + 2];
    uint64_t sensitive[2], personal[2], either[2]; /* among approximate, exact */
    uint64_t emails, emails_in_truth, emails_in_prompt, email_documents; /* among approximate */
    uint64_t all_emails;
} Counted;

static Counted count_source(size_t s)
{
    Counted c = {0};
    for (uint64_t i = 0; i < invented[s].n; i++) {
        OutcomeFinding f[FINDINGS_MOST];
        char id[32];
        const Outcome o = invented_outcome(s, i, f, id);
        const bool high = i % 8 == 0, lower = i % 3 == 0 || i % 9 == 0;
        c.exact += o.exact;
        c.approximate += o.approximate;
        c.edits += o.edit_distance;
        c.bins[o.edit_distance < MAX_EDITS + 1 ? o.edit_distance : MAX_EDITS + 1]++;
        for (int exact = 0; exact <= 1; exact++) {
            const bool in = exact ? o.exact : o.approximate;
            c.sensitive[exact] += in && high;
            c.personal[exact] += in && lower;
            c.either[exact] += in && (high || lower);
        }
        c.all_emails += (uint64_t)(i % 3 == 0) + (i % 9 == 0);
        if (!o.approximate)
            continue;
        c.emails += (uint64_t)(i % 3 == 0) + (i % 9 == 0);
        c.emails_in_truth += i % 3 == 0 && i % 2 == 0;
        c.emails_in_prompt += i % 9 == 0;
        c.email_documents += lower;
    }
    return c;
}

static const json_t *type_at(const json_t *findings, const char *among, const char *type)
{
    const json_t *list = at(at(findings, among), "by_type");
    for (size_t i = 0; i < json_array_size(list); i++)
        if (strcmp(json_string_value(at(json_array_get(list, i), "type")), type) == 0)
            return json_array_get(list, i);
    return NULL;
}

static void check_findings(const json_t *j, const Counted *c, uint64_t n)
{
    const json_t *findings = at(j, "findings");
    for (int exact = 0; exact <= 1; exact++) {
        const json_t *among = at(findings, exact ? "exact" : "approximate");
        const uint64_t memorized = exact ? c->exact : c->approximate;
        const json_t *sensitive = at(among, "sensitive");
        assert_int_equal(count_at(among, "documents"), memorized);
        assert_int_equal(count_at(sensitive, "documents"), c->sensitive[exact]);
        assert_int_equal(count_at(at(among, "personal"), "documents"), c->personal[exact]);
        assert_int_equal(count_at(at(among, "sensitive_or_personal"), "documents"),
                         c->either[exact]);
        if (memorized == 0) {
            assert_true(json_is_null(at(sensitive, "share")));
            continue;
        }
        assert_near(json_real_value(at(sensitive, "share")),
                    (double)c->sensitive[exact] / (double)memorized);
        assert_near(json_real_value(at(sensitive, "rate")),
                    (double)c->sensitive[exact] / (double)n);
        assert_interval(sensitive, "share_interval",
                        interval_clopper_pearson(c->sensitive[exact], memorized));
    }
    const json_t *email = type_at(findings, "approximate", "EMAIL_ADDRESS");
    assert_int_equal(email != NULL, c->emails > 0);
    if (email) {
        assert_string_equal(json_string_value(at(email, "severity")), "moderate");
        assert_int_equal(count_at(email, "findings"), c->emails);
        assert_int_equal(count_at(email, "in_truth"), c->emails_in_truth);
        assert_int_equal(count_at(email, "in_prompt"), c->emails_in_prompt);
        assert_int_equal(count_at(email, "documents"), c->email_documents);
    }
    const json_t *all = type_at(findings, "all_continuations", "EMAIL_ADDRESS");
    assert_int_equal(all ? count_at(all, "findings") : 0, c->all_emails);
}

static void json_has_each_source_as_counted_here(void **state)
{
    (void)state;
    Report *r = invented_report(false);
    json_t *j = render_and_parse(r);
    assert_int_equal(json_array_size(at(j, "sources")), N_SOURCES);
    for (size_t s = 0; s < N_SOURCES; s++) {
        const json_t *source = json_array_get(at(j, "sources"), s);
        const Counted c = count_source(s);
        const uint64_t n = invented[s].n;
        assert_string_equal(json_string_value(at(source, "name")), invented[s].name);
        assert_int_equal(count_at(source, "documents_seen"), invented[s].seen);
        assert_int_equal(count_at(source, "too_short"), invented[s].seen / 100);
        assert_int_equal(count_at(source, "malformed"), invented[s].malformed);
        assert_int_equal(count_at(source, "shards_damaged"), invented[s].damaged);
        assert_int_equal(count_at(source, "eligible"), n);
        assert_int_equal(count_at(source, "exact"), c.exact);
        assert_int_equal(count_at(source, "approximate"), c.approximate);
        check_findings(source, &c, n);
        for (size_t i = 0; i <= MAX_EDITS; i++)
            assert_int_equal(
                json_integer_value(json_array_get(at(source, "documents_by_edit_distance"), i)),
                c.bins[i]);
        assert_int_equal(count_at(source, "documents_beyond"), c.bins[MAX_EDITS + 1]);
        if (n == 0)
            continue;
        assert_near(json_real_value(at(source, "mean_edit_distance")), (double)c.edits / (double)n);
        assert_true(json_is_real(at(source, "exact_rate")));
        assert_near(json_real_value(at(source, "exact_rate")), (double)c.exact / (double)n);
        assert_interval(source, "exact_interval", interval_clopper_pearson(c.exact, n));
        assert_interval(source, "exact_interval_wilson", interval_wilson(c.exact, n));
        assert_near(json_real_value(at(source, "approximate_rate")),
                    (double)c.approximate / (double)n);
        assert_interval(source, "approximate_interval", interval_clopper_pearson(c.approximate, n));
    }
    json_decref(j);
    report_close(r);
}

static void json_has_no_rate_where_nothing_was_eligible(void **state)
{
    (void)state;
    Report *r = invented_report(false);
    json_t *j = render_and_parse(r);
    const json_t *tiny = json_array_get(at(j, "sources"), 3);
    static const char *const null_keys[] = {
        "exact_rate",           "exact_interval",       "exact_interval_wilson",
        "approximate_rate",     "approximate_interval", "approximate_interval_wilson",
        "tokens_seen_estimate", "mean_edit_distance",   "mean_char_edit_fraction"};
    for (size_t i = 0; i < sizeof null_keys / sizeof *null_keys; i++)
        assert_true(json_is_null(at(tiny, null_keys[i])));
    const json_t *named = at(at(j, "left_out"), "sources_without_eligible_documents");
    assert_int_equal(json_array_size(named), 1);
    assert_string_equal(json_string_value(json_array_get(named, 0)), "tiny");
    json_decref(j);
    report_close(r);
}

static void json_has_the_four_totals(void **state)
{
    (void)state;
    Report *r = invented_report(false);
    json_t *j = render_and_parse(r);
    static const char *const keys[] = {"mean_of_sources", "document_weighted", "token_weighted",
                                       "mixture_weighted"};
    for (size_t k = 0; k < 4; k++) {
        const json_t *total = at(at(j, "total"), keys[k]);
        double weight[3], sum = 0, rate = 0, variance = 0;
        for (size_t s = 0; s < 3; s++) { /* tiny has no eligible documents */
            const double seen = (double)invented[s].seen;
            const double tokens = (seen * 1000 + (double)s) * (250 + 10 * (double)s) / 1100;
            weight[s] = k == 0 ? 1 : (k == 1 ? seen : (k == 2 ? tokens : invented[s].mixture));
            sum += weight[s];
        }
        for (size_t s = 0; s < 3; s++) {
            const double n = (double)invented[s].n, p = (double)count_source(s).exact / n;
            weight[s] /= sum;
            rate += weight[s] * p;
            variance += weight[s] * weight[s] * p * (1 - p) / n;
            const json_t *w = json_array_get(at(total, "weights"), s);
            assert_string_equal(json_string_value(at(w, "source")), invented[s].name);
            assert_near(json_real_value(at(w, "weight")), weight[s]);
        }
        assert_true(json_is_null(at(json_array_get(at(total, "weights"), 3), "weight")));
        assert_near(json_real_value(at(at(total, "exact"), "rate")), rate);
        assert_near(json_real_value(at(at(total, "exact"), "standard_error")), sqrt(variance));
        assert_int_equal(json_array_size(at(at(total, "approximate"), "interval")), 2);
        const json_t *covered = at(total, "weight_covered");
        if (k == 2)
            assert_true(json_is_null(covered)); /* tokens per byte of tiny are unknown */
        else
            assert_near(json_real_value(covered), k == 0   ? 0.75
                                                  : k == 1 ? 124000.0 / 124012
                                                           : 0.875);
    }
    const json_t *pooled = at(at(j, "total"), "pooled");
    assert_int_equal(count_at(pooled, "eligible"), 260);
    assert_int_equal(count_at(pooled, "exact"), count_source(1).exact + count_source(2).exact);
    json_decref(j);
    report_close(r);
}

static void mixture_must_be_whole(void **state)
{
    (void)state;
    for (int given = 0; given <= 2; given++) {
        Report *r = report_open(&(ReportProtocol){50, 50, 5, false, false, false, 0});
        for (int s = 0; s < 2; s++) {
            report_source(r, &(SourceFacts){.name = s ? "b" : "a",
                                            .records_seen = 10,
                                            .has_mixture = s < given,
                                            .mixture_weight = 0.5});
            report_outcome(r, &(Outcome){.shard = "s", .exact = true}); /* so approximate too */
        }
        json_t *j = render_and_parse(r);
        assert_int_equal(json_is_null(at(at(j, "total"), "mixture_weighted")), given < 2);
        assert_int_equal(count_at(at(at(j, "total"), "pooled"), "approximate"), 2);
        Buf b = {0};
        report_render_terminal(r, 80, &b);
        assert_int_equal(strstr(buf_cstr(&b), "names 1 of 2 sources") != NULL, given == 1);
        buf_free(&b);
        json_decref(j);
        report_close(r);
    }
}

static void every_memorized_document_can_be_traced(void **state)
{
    (void)state;
    Report *r = invented_report(false);
    json_t *j = render_and_parse(r);
    const json_t *list = at(j, "memorized_with_findings");
    size_t n = 0;
    for (size_t s = 0; s < N_SOURCES; s++)
        for (uint64_t i = 0; i < invented[s].n; i++) {
            OutcomeFinding f[FINDINGS_MOST];
            char id[32];
            const Outcome o = invented_outcome(s, i, f, id);
            if (!o.approximate || o.n_findings == 0)
                continue;
            const json_t *d = json_array_get(list, n++);
            assert_non_null(d);
            assert_string_equal(json_string_value(at(d, "source")), invented[s].name);
            assert_string_equal(json_string_value(at(d, "shard")), o.shard);
            assert_int_equal(count_at(d, "ordinal"), o.ordinal);
            assert_int_equal(json_is_null(at(d, "id")), o.id.s == NULL);
            if (o.id.s)
                assert_string_equal(json_string_value(at(d, "id")), id);
            assert_int_equal(json_is_true(at(d, "exact")), o.exact);
            assert_int_equal(count_at(d, "edit_distance"), o.edit_distance);
            assert_int_equal(json_array_size(at(d, "findings")), o.n_findings);
        }
    assert_int_equal(json_array_size(list), n);
    assert_true(n > 10);
    assert_int_equal(count_at(at(j, "left_out"), "malformed_described"), 20);
    assert_int_equal(count_at(at(j, "left_out"), "malformed"), 25);
    assert_int_equal(json_array_size(at(at(j, "left_out"), "faults")), 21);
    json_decref(j);
    report_close(r);
}

/* ---- how sure the flags are ---- */

/* Two sources of ten documents: of the first the third is cut, fragile, computed again ... by the
 * table; the second has none of it. */
static Report *doubtful_report(bool stop_early, bool rechecks)
{
    static const struct {
        bool exact, cut, fragile, rechecked, changed;
    } rows[10] = {
        {.exact = true, .rechecked = true},
        {.exact = true, .fragile = true, .rechecked = true, .changed = true},
        {.fragile = true, .rechecked = true, .changed = true},
        {.fragile = true, .rechecked = true},
        {.cut = true},
        {.cut = true, .fragile = true, .rechecked = true},
    };
    Report *r = report_open(&(ReportProtocol){50, 50, MAX_EDITS, stop_early, rechecks, false, 0});
    for (int s = 0; s < 2; s++) {
        report_source(r, &(SourceFacts){.name = s ? "plain" : "doubtful", .records_seen = 10});
        for (size_t i = 0; i < 10; i++) {
            Outcome o = {.shard = "s", .ordinal = i, .edit_distance = 20};
            o.char_edit_fraction = 0.5;
            if (s == 0) {
                o.exact = rows[i].exact;
                o.cut = stop_early && rows[i].cut;
                o.fragile = rows[i].fragile;
                o.rechecked = rechecks && rows[i].rechecked;
                o.changed = rechecks && rows[i].changed;
                o.edit_distance = o.exact ? 0 : o.cut ? SIZE_MAX : 20; /* not to be read */
                o.char_edit_fraction = o.cut ? NAN : 0.5;
            }
            report_outcome(r, &o);
        }
    }
    return r;
}

static void doubts_are_counted(void **state)
{
    (void)state;
    for (int form = 0; form < 4; form++) {
        const bool stop_early = form & 1, rechecks = form & 2;
        Report *r = doubtful_report(stop_early, rechecks);
        json_t *j = render_and_parse(r);
        for (int s = 0; s < 3; s++) {
            const json_t *source =
                s == 2 ? at(at(j, "total"), "pooled") : json_array_get(at(j, "sources"), (size_t)s);
            const bool none = s == 1;
            assert_int_equal(count_at(source, "cut"), none || !stop_early ? 0 : 2);
            assert_int_equal(count_at(source, "fragile"), none ? 0 : 4);
            if (rechecks) {
                assert_int_equal(count_at(source, "rechecked"), none ? 0 : 5);
                assert_int_equal(count_at(source, "rechecked_changed"), none ? 0 : 2);
            } else {
                assert_true(json_is_null(at(source, "rechecked")));
                assert_true(json_is_null(at(source, "rechecked_changed")));
            }
            /* No mean where a distance is not known; cut documents are beyond the limit. */
            const bool known = none || !stop_early;
            assert_int_equal(json_is_real(at(source, "mean_edit_distance")), known);
            assert_int_equal(json_is_real(at(source, "mean_char_edit_fraction")), known);
            assert_int_equal(count_at(source, "documents_beyond"), s == 0 ? 8 : s == 1 ? 10 : 18);
        }
        assert_int_equal(json_is_true(at(at(j, "protocol"), "stop_early")), stop_early);
        assert_int_equal(json_is_true(at(at(j, "protocol"), "rechecks")), rechecks);
        json_decref(j);
        report_close(r);
    }
}

/* What each form says of it, and what it must not say where the run has no such thing. */
static void doubts_stand_in_every_form(void **state)
{
    (void)state;
    static const struct {
        const char *file, *always, *rechecks, *cut;
    } cases[] = {
        {"small.csv", ",fragile,", ",2,4,5,2,0,0,", "doubtful"},
        {"small.md", "Fragile documents.", "Computed again in f32: Flags changed", "Cut early"},
        {"small.html", "Fragile documents.", "Flags changed", "Cut early"},
        {"small.txt", "Fragile: 4 documents (doubtful 4).",
         "Computed again in f32: 5 documents (doubtful 5); 2 changed a flag",
         "Cut early: 2 continuations (doubtful 2)."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t k = 0;
        while (strcmp(renderings[k].file, cases[i].file) != 0)
            k++;
        Report *all = doubtful_report(true, true), *none = doubtful_report(false, false);
        Buf with = {0}, without = {0};
        renderings[k].render(all, &with);
        renderings[k].render(none, &without);
        if (!strstr(buf_cstr(&with), cases[i].always) ||
            !strstr(buf_cstr(&with), cases[i].rechecks) || !strstr(buf_cstr(&with), cases[i].cut))
            fail_msg("%s does not say it:\n%s", cases[i].file, buf_cstr(&with));
        if (strstr(buf_cstr(&without), cases[i].rechecks) ||
            (i > 0 && strstr(buf_cstr(&without), cases[i].cut)))
            fail_msg("%s says what is not so", cases[i].file);
        buf_free(&with);
        buf_free(&without);
        report_close(all);
        report_close(none);
    }
}

static void csv_rows_have_a_field_for_each_column(void **state)
{
    (void)state;
    for (int form = 0; form < 4; form++) {
        Report *r = doubtful_report(form & 1, form & 2);
        report_objection(r, "Forced.");
        Buf csv = {0};
        report_render_csv(r, &csv);
        size_t header = 0;
        for (const char *c = buf_cstr(&csv); *c != '\n'; c++)
            header += *c == ',';
        size_t commas = 0;
        for (const char *c = csv.s; *c; c++) {
            commas += *c == ',';
            if (*c != '\n')
                continue;
            if (commas != header)
                fail_msg("form %d: %zu commas instead of %zu before %.40s", form, commas, header,
                         c + 1);
            commas = 0;
        }
        buf_free(&csv);
        report_close(r);
    }
}

/* Two sources: of the first, documents of 7 hosts in turn and every fifth without one; of the second
 * none has a host. Outcomes of host 0 are exact, of host 1 approximate. */
enum { CLUSTERED = 70, HOSTS = 7 };

static bool has_host(int source, size_t i)
{
    return source == 0 && i % 5 != 4;
}

static Report *clustered_report(bool hosts, size_t stride)
{
    Report *r = report_open(&(ReportProtocol){50, 50, MAX_EDITS, false, false, false, stride});
    for (int source = 0; source < 2; source++) {
        report_source(r, &(SourceFacts){.name = source ? "plain" : "hosted",
                                        .records_seen = 100,
                                        .sampled = CLUSTERED,
                                        .duplicates = source ? 0 : 6,
                                        .duplicate_groups = source ? 0 : 2,
                                        .duplicates_left_out = source ? 3 : 0});
        for (size_t i = 0; i < CLUSTERED; i++) {
            char host[16];
            snprintf(host, sizeof host, "h%zu", i % HOSTS);
            Outcome o = {.shard = "s", .ordinal = stride > 0 ? i / 2 : i, .edit_distance = 20};
            o.cluster = hosts && has_host(source, i) ? str_of(host) : (Str){0};
            o.exact = i % HOSTS == 0;
            o.approximate = i % HOSTS <= 1;
            o.edit_distance = o.exact ? 0 : o.approximate ? 1 : 20;
            report_outcome(r, &o);
            memset(host, 'x', sizeof host);
        }
    }
    return r;
}

/* The same counted here. */
static ClusteredRate clustered_here(int source, bool exact)
{
    ClusterCount c[HOSTS + CLUSTERED] = {0};
    size_t n = HOSTS;
    for (size_t i = 0; i < CLUSTERED; i++) {
        ClusterCount *to = has_host(source, i) ? &c[i % HOSTS] : &c[n++];
        to->n++;
        to->hits += exact ? i % HOSTS == 0 : i % HOSTS <= 1;
    }
    return has_host(source, 0) ? clustered_rate(c, n) : clustered_rate(c + HOSTS, n - HOSTS);
}

static void clusters_are_put_together(void **state)
{
    (void)state;
    Report *r = clustered_report(true, 0);
    json_t *j = render_and_parse(r);
    for (int source = 0; source < 2; source++) {
        const json_t *c = at(json_array_get(at(j, "sources"), (size_t)source), "clustered");
        assert_int_equal(count_at(c, "clusters"), source ? CLUSTERED : HOSTS + CLUSTERED / 5);
        for (int exact = 0; exact < 2; exact++) {
            const json_t *got = at(c, exact ? "exact" : "approximate");
            const ClusteredRate want = clustered_here(source, exact);
            assert_near(json_real_value(at(got, "standard_error")), want.standard_error);
            assert_near(json_real_value(at(got, "effective_documents")), want.effective_n);
            assert_interval(got, "interval", want.interval);
        }
    }
    const json_t *hosted = at(json_array_get(at(j, "sources"), 0), "clustered");
    assert_true(json_real_value(at(at(hosted, "exact"), "effective_documents")) < CLUSTERED / 2);
    assert_true(json_is_null(at(at(at(j, "total"), "pooled"), "clustered")));
    /* The plain mean's interval is put together from the sources'. */
    const double weight[] = {0.5, 0.5};
    double rate[2], variance[2];
    Interval interval[2];
    for (int source = 0; source < 2; source++) {
        const ClusteredRate c = clustered_here(source, true);
        rate[source] = 1.0 / HOSTS;
        variance[source] = c.standard_error * c.standard_error;
        interval[source] = c.interval;
    }
    const WeightedRate want = weighted_combine(weight, rate, variance, interval, 2);
    const json_t *mean = at(at(at(j, "total"), "mean_of_sources"), "clustered");
    assert_near(json_real_value(at(at(mean, "exact"), "standard_error")), want.standard_error);
    assert_interval(at(mean, "exact"), "interval", want.interval);
    json_decref(j);
    report_close(r);
}

static void kinship_stands_in_every_form(void **state)
{
    (void)state;
    static const struct {
        const char *file, *duplicates, *clusters, *stride;
    } cases[] = {
        {"small.csv", ",70,6,2,0,0,", ",21,", NULL},
        {"small.md", "Of the sampled ones, 6 of 140 do, of 2 beginnings",
         "Intervals that allow for clusters", "from every 9 of its tokens on"},
        {"small.html", "Of the sampled ones, 6 of 140 do, of 2 beginnings",
         "Intervals that allow for clusters", "from every 9 of its tokens on"},
        {"small.txt", "Repeated beginnings: 6 of 140 sampled documents, 3 more left out",
         "Allowing for clusters: hosted (21 clusters) exact", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t k = 0;
        while (strcmp(renderings[k].file, cases[i].file) != 0)
            k++;
        Report *with = clustered_report(true, 0), *none = clustered_report(false, 0),
               *strides = clustered_report(false, 9);
        Buf all = {0}, without = {0}, several = {0};
        renderings[k].render(with, &all);
        renderings[k].render(none, &without);
        renderings[k].render(strides, &several);
        if (!strstr(buf_cstr(&all), cases[i].duplicates) ||
            !strstr(buf_cstr(&all), cases[i].clusters))
            fail_msg("%s does not say it:\n%s", cases[i].file, buf_cstr(&all));
        if (i > 0 && strstr(buf_cstr(&without), cases[i].clusters))
            fail_msg("%s says what is not so", cases[i].file);
        if (cases[i].stride && (!strstr(buf_cstr(&several), cases[i].stride) ||
                                !strstr(buf_cstr(&several), cases[i].clusters)))
            fail_msg("%s does not say that there are several prompts", cases[i].file);
        buf_free(&all);
        buf_free(&without);
        buf_free(&several);
        report_close(with);
        report_close(none);
        report_close(strides);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(renderings_are_the_golden_ones),
        cmocka_unit_test(objections_stand_in_every_form),
        cmocka_unit_test(rendering_again_gives_the_same_bytes),
        cmocka_unit_test(formats_are_those_of_the_run_directory),
        cmocka_unit_test(json_has_each_source_as_counted_here),
        cmocka_unit_test(json_has_no_rate_where_nothing_was_eligible),
        cmocka_unit_test(json_has_the_four_totals),
        cmocka_unit_test(mixture_must_be_whole),
        cmocka_unit_test(every_memorized_document_can_be_traced),
        cmocka_unit_test(doubts_are_counted),
        cmocka_unit_test(doubts_stand_in_every_form),
        cmocka_unit_test(clusters_are_put_together),
        cmocka_unit_test(kinship_stands_in_every_form),
        cmocka_unit_test(csv_rows_have_a_field_for_each_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
