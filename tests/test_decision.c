/* What is decided about findings: published examples, thresholds, regions, users' rules. */
#include "tests/testing.h"

#include "detectors/detectors.h"

typedef struct {
    const char *text;
    const char *type;
    bool placeholder;
} Case;

static const Case cases[] = {
    {"joe@example.com", "EMAIL_ADDRESS", true},
    {"Joe@Mail.Example.ORG", "EMAIL_ADDRESS", true},
    {"joe@myexample.com", "EMAIL_ADDRESS", false},
    {"joe@example.com.br", "EMAIL_ADDRESS", false},
    {"joe@example.de", "EMAIL_ADDRESS", false},
    {"example.com@gmail.com", "EMAIL_ADDRESS", false},
    {"https://www.example.com/~joe", "SOCIAL_MEDIA_HANDLE", true},
    {"https://users.example.net/@joe", "SOCIAL_MEDIA_HANDLE", true},
    {"https://users.somewhere.net/@joe", "SOCIAL_MEDIA_HANDLE", false},
    {"postgres://joe:hunter2@db.example.org:5432", "SECRET/URL_CREDENTIALS", true},
    {"postgres://joe:hunter2@db.intern.net:5432", "SECRET/URL_CREDENTIALS", false},
    {"203.0.113.7", "IP_ADDRESS", true},
    {"203.0.114.7", "IP_ADDRESS", false},
    {"2001:0DB8::1", "IP_ADDRESS", true},
    {"2a00:1450:4001::1", "IP_ADDRESS", false},
    {"00:00:5e:00:53:01", "MAC_ADDRESS", true},
    {"00:1a:2b:3c:4d:5e", "MAC_ADDRESS", false},
    {"212-555-0123", "PHONE_NUMBER", true},
    {"+1 (212) 555-0199", "PHONE_NUMBER", true},
    {"212-555-0223", "PHONE_NUMBER", false},
    {"212-556-0123", "PHONE_NUMBER", false},
    {"+44 20 7946 0958", "PHONE_NUMBER", true},
    {"London 020 7946 0958", "PHONE_NUMBER", true},
    {"+44 (0)20 7946 0958", "PHONE_NUMBER", true},
    {"+44 20 7947 0958", "PHONE_NUMBER", false},
    {"+33 1 99 00 12 34", "PHONE_NUMBER", true},
    {"01 99 00 12 34", "PHONE_NUMBER", true},
    {"+33 1 98 00 12 34", "PHONE_NUMBER", false},
    {"+49 30 23125 123", "PHONE_NUMBER", true},
    {"4111 1111 1111 1111", "CREDIT_CARD_NUMBER", true},
    {"4539 1488 0343 6467", "CREDIT_CARD_NUMBER", false},
    {"ssn 536-22-8726", "US_SOCIAL_SECURITY_NUMBER", false},
    {"GB29 NWBK 6016 1331 9268 19", "IBAN_CODE", true},
    {"GB33 BUKB 2020 1555 5555 55", "IBAN_CODE", false},
    {"AKI"
     "AIOSFODNN7EXAMPLE",
     "AWS_CREDENTIALS", true},
    {"AKI"
     "AQ4ZTR5MLB2K7WXYC",
     "AWS_CREDENTIALS", false},
};

static void published_examples_are_marked(void **state)
{
    (void)state;
    Err e = {0};
    Scanner *s = scanner_open(&e);
    assert_non_null(s);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Arena a = {0};
        Finding *f;
        const size_t n = scanner_scan(s, str_of(cases[i].text), &a, &f);
        if (n != 1 || strcmp(f[0].type, cases[i].type) != 0 ||
            f[0].placeholder != cases[i].placeholder)
            fail_msg("%s: %zu findings, first %s, placeholder %d", cases[i].text, n,
                     n ? f[0].type : "none", n ? f[0].placeholder : -1);
        arena_free(&a);
    }
    scanner_close(s);
}

/* ---- thresholds, regions, rules ---- */

static size_t count_with(const ScannerOptions *o, const char *text, const char *type)
{
    Err e = {0};
    Scanner *s = scanner_open_with(o, NULL, &e);
    if (!s)
        fail_msg("%s", e.text);
    Arena a = {0};
    Finding *f;
    size_t of_type = 0;
    const size_t n = scanner_scan(s, str_of(text), &a, &f);
    for (size_t i = 0; i < n; i++) {
        of_type += strcmp(f[i].type, type) == 0;
        assert_true(finding_mask(&f[i], str_of(text), &a).n > 0);
        assert_true(finding_value(&f[i], str_of(text), &a).n > 0);
    }
    arena_free(&a);
    scanner_close(s);
    return of_type;
}

static void thresholds_decide(void **state)
{
    (void)state;
    static const char text[] = "2125550187 and joe@somewhere.net"; /* 0.3 and 0.9 */
    const TypeThreshold low = {"PHONE_NUMBER", 0.2}, high = {"EMAIL_ADDRESS", 0.95};
    assert_int_equal(count_with(&(ScannerOptions){0}, text, "PHONE_NUMBER"), 0);
    assert_int_equal(count_with(&(ScannerOptions){.threshold = 0.2}, text, "PHONE_NUMBER"), 1);
    assert_int_equal(
        count_with(&(ScannerOptions){.thresholds = &low, .n_thresholds = 1}, text, "PHONE_NUMBER"),
        1);
    assert_int_equal(count_with(&(ScannerOptions){.thresholds = &high, .n_thresholds = 1}, text,
                                "EMAIL_ADDRESS"),
                     0);
    assert_int_equal(
        count_with(&(ScannerOptions){.threshold = 0.95, .thresholds = &low, .n_thresholds = 1},
                   text, "PHONE_NUMBER"),
        1);
}

static void regions_are_on_or_off(void **state)
{
    (void)state;
    static const char *const us[] = {"us"}, *const other[] = {"zz"};
    static const char text[] = "ssn 536-22-8726, joe@somewhere.net";
    const ScannerOptions in = {.regions = us, .n_regions = 1};
    const ScannerOptions out = {.regions = other, .n_regions = 1};
    assert_true(region_known("us"));
    assert_false(region_known("zz"));
    assert_false(region_known(""));
    assert_int_equal(count_with(&in, text, "US_SOCIAL_SECURITY_NUMBER"), 1);
    assert_int_equal(count_with(&out, text, "US_SOCIAL_SECURITY_NUMBER"), 0);
    assert_int_equal(count_with(&out, text, "EMAIL_ADDRESS"), 1);
}

static void rules_stand_beside_the_table(void **state)
{
    (void)state;
    const Rule rules[] = {
        {.type = "EMPLOYEE_NUMBER",
         .severity = SEVERITY_HIGH,
         .literals = "emp-",
         .folds = true,
         .not_before = "a-z",
         .pattern = "(?i:emp)-([0-9]{6})",
         .window_bytes = 32,
         .confidence = 0.6},
        {.type = "CLIENT_NUMBER",
         .digits = 8,
         .pattern = "[0-9]{4} ?[0-9]{4}",
         .window_bytes = 9,
         .confidence = 0.2,
         .context = "client|kunde",
         .check = "luhn",
         .mask = "last4"},
    };
    const ScannerOptions o = {.rules = rules, .n_rules = 2};
    assert_int_equal(count_with(&o, "EMP-123456, Emp-654321, temp-123456", "EMPLOYEE_NUMBER"), 2);
    assert_int_equal(count_with(&o, "Kunde 1234 5674", "CLIENT_NUMBER"), 1);
    assert_int_equal(count_with(&o, "Kunde 1234 5675", "CLIENT_NUMBER"), 0);
    assert_int_equal(count_with(&o, "1234 5674", "CLIENT_NUMBER"), 0);
}

static void a_bad_rule_is_named(void **state)
{
    (void)state;
    static const struct {
        Rule rule;
        const char *says;
    } bad[] = {
        {{.type = "x", .literals = "a", .pattern = "a", .window_bytes = 9, .confidence = 0.6},
         "type"},
        {{.type = "EMAIL_ADDRESS",
          .literals = "a",
          .pattern = "a",
          .window_bytes = 9,
          .confidence = 0.6},
         "type"},
        {{.type = "X", .literals = "a", .window_bytes = 9, .confidence = 0.6},
         "pattern: is missing"},
        {{.type = "X", .literals = "a", .pattern = "a(", .window_bytes = 9, .confidence = 0.6},
         "pattern: does not compile"},
        {{.type = "X", .literals = "a", .pattern = "(a)(b)", .window_bytes = 9, .confidence = 0.6},
         "pattern: has 2 groups"},
        {{.type = "X", .literals = " ", .pattern = "a", .window_bytes = 9, .confidence = 0.6},
         "literals"},
        {{.type = "X", .pattern = "a", .window_bytes = 9, .confidence = 0.6}, "literals"},
        {{.type = "X",
          .literals = "aB",
          .folds = true,
          .pattern = "a",
          .window_bytes = 9,
          .confidence = 0.6},
         "literals"},
        {{.type = "X", .literals = "a", .pattern = "a", .confidence = 0.6}, "window"},
        {{.type = "X", .literals = "a", .pattern = "a", .window_bytes = 5000, .confidence = 0.6},
         "window"},
        {{.type = "X", .literals = "a", .pattern = "a", .window_bytes = 9, .confidence = 1},
         "confidence"},
        {{.type = "X",
          .literals = "a",
          .pattern = "a",
          .window_bytes = 9,
          .confidence = 0.6,
          .check = "md5"},
         "check"},
        {{.type = "X",
          .literals = "a",
          .pattern = "a",
          .window_bytes = 9,
          .confidence = 0.6,
          .mask = "md5"},
         "mask"},
        {{.type = "X",
          .literals = "a",
          .pattern = "a",
          .window_bytes = 9,
          .confidence = 0.6,
          .lead_min_bytes = 2,
          .lead_max_bytes = 1},
         "lead"},
    };
    const Rule good = {
        .type = "GOOD", .literals = "a", .pattern = "a", .window_bytes = 9, .confidence = 0.6};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const Rule rules[] = {good, bad[i].rule, good};
        Err e = {0};
        size_t at = 99;
        assert_null(scanner_open_with(&(ScannerOptions){.rules = rules, .n_rules = 3}, &at, &e));
        assert_int_equal(at, 1);
        assert_int_equal(e.kind, ERR_FORMAT);
        if (strncmp(e.text, bad[i].says, strlen(bad[i].says)) != 0)
            fail_msg("%s instead of %s", e.text, bad[i].says);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_examples_are_marked),
        cmocka_unit_test(thresholds_decide),
        cmocka_unit_test(regions_are_on_or_off),
        cmocka_unit_test(rules_stand_beside_the_table),
        cmocka_unit_test(a_bad_rule_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
