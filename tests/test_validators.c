/* What is found and what is not, type by type: the texts of detector_cases.h, values cut at every
 * byte, and check digits against published libraries. */
#include "tests/testing.h"

#include "detectors/detectors.h"
#include "tests/detector_cases.h"
#include "tests/detector_cases_cloud.h"
#include "tests/detector_cases_code.h"
#include "tests/detector_cases_device.h"
#include "tests/detector_cases_finance.h"
#include "tests/detector_cases_government.h"
#include "tests/detector_cases_key.h"
#include "tests/detector_cases_message.h"
#include "tests/detector_cases_model.h"
#include "tests/detector_cases_payment.h"
#include "tests/detector_cases_service.h"

/* ---- the tests ---- */

/* The tables of cases, each from a file of its own. */
static const struct {
    const Cases *cases;
    size_t n;
} tables[] = {
    {cases, sizeof cases / sizeof cases[0]},
    GOVERNMENT_CASES,
    {cases_cloud, sizeof cases_cloud / sizeof cases_cloud[0]},
    {cases_code, sizeof cases_code / sizeof cases_code[0]},
    {cases_device, sizeof cases_device / sizeof cases_device[0]},
    {cases_finance, sizeof cases_finance / sizeof cases_finance[0]},
    {cases_key, sizeof cases_key / sizeof cases_key[0]},
    {cases_message, sizeof cases_message / sizeof cases_message[0]},
    {cases_model, sizeof cases_model / sizeof cases_model[0]},
    {cases_payment, sizeof cases_payment / sizeof cases_payment[0]},
    {cases_service, sizeof cases_service / sizeof cases_service[0]},
};

/* Entry i of all tables; NULL behind the last. */
static const Cases *cases_at(size_t i)
{
    for (size_t t = 0; t < sizeof tables / sizeof tables[0]; i -= tables[t++].n)
        if (i < tables[t].n)
            return &tables[t].cases[i];
    return NULL;
}

/* Takes the marks out of `marked`; the spans between them go to from/to; returns how many. */
static size_t marks_out(const char *marked, char *text, size_t *n, size_t from[8], size_t to[8])
{
    size_t spans = 0;
    *n = 0;
    while (*marked) {
        if (strncmp(marked, OPEN, strlen(OPEN)) == 0) {
            from[spans] = *n;
            marked += strlen(OPEN);
        } else if (strncmp(marked, CLOSE, strlen(CLOSE)) == 0) {
            to[spans++] = *n;
            marked += strlen(CLOSE);
        } else {
            text[(*n)++] = *marked++;
        }
    }
    return spans;
}

/* Scans one case; returns 0 when just the marked spans are found. */
static int case_fails(const Scanner *s, const char *type, const char *marked)
{
    char text[1024];
    size_t n, from[8], to[8], seen = 0, wrong = 0;
    const size_t spans = marks_out(marked, text, &n, from, to);
    Arena a = {0};
    Finding *f;
    const size_t n_found = scanner_scan(s, (Str){text, n}, &a, &f);
    for (size_t i = 0; i < n_found; i++) {
        if (strcmp(f[i].type, type) != 0)
            continue;
        if (seen < spans && f[i].start == from[seen] && f[i].end == to[seen])
            seen++;
        else
            wrong++;
        if (wrong)
            print_message("%s: found %.*s\n", type, (int)(f[i].end - f[i].start),
                          text + f[i].start);
    }
    arena_free(&a);
    if (seen == spans && wrong == 0)
        return 0;
    print_message("%s: %zu of %zu found, %zu wrong: %s\n", type, seen, spans, wrong, marked);
    return 1;
}

static Scanner *open_scanner(void)
{
    Err e = {0};
    Scanner *s = scanner_open(&e);
    if (!s)
        fail_msg("%s", e.text);
    return s;
}

static void every_type_finds_its_values_and_no_others(void **state)
{
    (void)state;
    Scanner *s = open_scanner();
    int failures = 0;
    const Cases *c;
    for (size_t i = 0; (c = cases_at(i)); i++)
        for (size_t k = 0; c->texts[k]; k++)
            failures += case_fails(s, c->type, c->texts[k]);
    scanner_close(s);
    assert_int_equal(failures, 0);
}

/* Secrets whose types have a name of Sensitive Data Protection. */
static bool is_secret(const char *type)
{
    static const char *const names[] = {"GCP_API_KEY", "GCP_CREDENTIALS", "AZURE_AUTH_TOKEN",
                                        "OAUTH_CLIENT_SECRET"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(type, names[i]) == 0)
            return true;
    return strncmp(type, "SECRET/", 7) == 0;
}

/* Ten with and ten without; three of each for a kind of secret, of which there are hundreds. */
static void every_type_has_cases_of_each_kind(void **state)
{
    (void)state;
    const FindingType *type;
    for (size_t t = 0; (type = finding_type(t)); t++) {
        size_t with = 0, without = 0;
        const Cases *c;
        for (size_t i = 0; (c = cases_at(i)); i++)
            for (size_t k = 0; strcmp(c->type, type->type) == 0 && c->texts[k]; k++)
                *(strstr(c->texts[k], OPEN) ? &with : &without) += 1;
        const size_t least = is_secret(type->type) ? 3 : 10;
        if (with < least || without < least)
            fail_msg("%s: %zu with, %zu without", type->type, with, without);
    }
}

/* Every byte of these counts: cut anywhere, nothing of the type is left. (A cut e-mail address or
 * telephone number may well be another valid one.) */
static void a_value_cut_at_the_end_of_the_text_is_none(void **state)
{
    (void)state;
    static const char *const fixed[] = {"CREDIT_CARD_NUMBER", "IBAN_CODE",
                                        "US_SOCIAL_SECURITY_NUMBER", "MAC_ADDRESS",
                                        "AWS_CREDENTIALS"};
    Scanner *s = open_scanner();
    size_t cuts = 0;
    const Cases *c;
    for (size_t i = 0; (c = cases_at(i)); i++) {
        size_t t = 0;
        while (t < 5 && strcmp(fixed[t], c->type) != 0)
            t++;
        for (size_t k = 0; t < 5 && c->texts[k]; k++) {
            char text[1024];
            size_t n, from[8], to[8];
            if (marks_out(c->texts[k], text, &n, from, to) == 0)
                continue;
            for (size_t cut = from[0]; cut < to[0]; cut++, cuts++) {
                Arena a = {0};
                Finding *f;
                const size_t n_found = scanner_scan(s, (Str){text, cut}, &a, &f);
                for (size_t j = 0; j < n_found; j++)
                    if (strcmp(f[j].type, c->type) == 0)
                        fail_msg("%s in %.*s", f[j].type, (int)cut, text);
                arena_free(&a);
            }
        }
    }
    scanner_close(s);
    assert_true(cuts > 1000);
}

/* Made by tests/oracle/identifiers_golden.py with schwifty 2026.10.1, python-stdnum 2.2 and
 * zlib. */
static void check_digits_agree_with_published_libraries(void **state)
{
    (void)state;
    Scanner *s = open_scanner();
    FILE *file = fopen("tests/golden/detectors/identifiers.txt", "r");
    assert_non_null(file);
    char type[32], value[64];
    int valid, failures = 0, lines = 0;
    while (fscanf(file, "%31s %63s %d", type, value, &valid) == 3) {
        lines++;
        const bool github = strcmp(type, "GITHUB") == 0;
        /* Many a number is valid as several: a card's is named. */
        const char *before = github                                    ? "gh"
                                                                         "p_"
                             : strcmp(type, "CREDIT_CARD_NUMBER") == 0 ? "card "
                                                                       : "";
        const size_t start = github ? 0 : strlen(before);
        char text[128];
        snprintf(text, sizeof text, "%s%s", before, value);
        Arena a = {0};
        Finding *f;
        const size_t n = scanner_scan(s, str_of(text), &a, &f);
        const bool found = n == 1 && f[0].start == start && f[0].end == strlen(text) &&
                           (github ? f[0].confidence > 0.9 : strcmp(f[0].type, type) == 0);
        if (found != (valid == 1)) {
            print_message("%s: %sfound\n", text, found ? "" : "not ");
            failures++;
        }
        arena_free(&a);
    }
    fclose(file);
    scanner_close(s);
    assert_true(lines > 350);
    assert_int_equal(failures, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_finds_its_values_and_no_others),
        cmocka_unit_test(every_type_has_cases_of_each_kind),
        cmocka_unit_test(a_value_cut_at_the_end_of_the_text_is_none),
        cmocka_unit_test(check_digits_agree_with_published_libraries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
