/* Scanning as a whole: the table, offsets, overlaps, context, values, masks, hostile texts,
 * threads. What each type finds is in test_validators.c. */
#include "tests/testing.h"

#include "audit/base/pool.h"
#include "detectors/catalogue.h"
#include "detectors/context.h"
#include "detectors/detectors.h"

#include <time.h>

static int scanner_make(void **state)
{
    Err e = {0};
    *state = scanner_open(&e);
    return *state ? 0 : -1;
}

static int scanner_drop(void **state)
{
    scanner_close(*state);
    return 0;
}

#define STR(literal) ((Str){literal, sizeof literal - 1})

/* ---- the table ---- */

static void the_table_is_consistent(void **state)
{
    (void)state;
    const FindingType *type;
    for (size_t t = 0; (type = finding_type(t)); t++) {
        assert_true(type->type[0] && type->title[0]);
        /* Rows of one type stand together. */
        assert_ptr_equal(catalogue_find(type->type)->type, type);
        for (size_t u = 0; u < t; u++)
            assert_string_not_equal(type->type, finding_type(u)->type);
    }
    for (size_t i = 0; i < catalogue_detectors(); i++) {
        const Detector *d = catalogue_detector(i);
        assert_true(d->proven > 0 || d->plausible > 0);
        assert_true(d->proven < 1 && d->plausible < 1);
        assert_true((d->anchor == ANCHOR_LITERAL) == (d->literals != NULL));
        assert_non_null(d->check);
        assert_ptr_equal(d->value, catalogue_find(d->type->type)->value);
        assert_ptr_equal(d->mask, catalogue_find(d->type->type)->mask);
    }
    assert_null(catalogue_detector(catalogue_detectors()));
    assert_null(catalogue_find("NO_SUCH_TYPE"));
}

static void severity_has_three_names(void **state)
{
    (void)state;
    static const char *const names[] = {"low", "moderate", "high"};
    for (int i = 0; i < 3; i++) {
        Severity s;
        assert_string_equal(severity_name((Severity)i), names[i]);
        assert_int_equal(severity_parse(names[i], &s), 0);
        assert_int_equal(s, i);
    }
    Severity s = SEVERITY_HIGH;
    assert_int_equal(severity_parse("High", &s), -1);
    assert_int_equal(severity_parse("", &s), -1);
    assert_int_equal(s, SEVERITY_HIGH);
}

/* ---- offsets and overlaps ---- */

static void offsets_are_bytes_whatever_stands_before(void **state)
{
    static const Str before[] = {
        {"", 0},   {"\0\0 ", 3}, {"日本語 ", 10}, {"\xFF\xFE\x80 ", 4}, {"😀 ", 5}, {"\xE2\x82 ", 3},
        {"\n", 1}, {"\0", 1},    {"—", 3},        {"\xFF", 1},
    };
    static const char value[] = "joe@example.com";
    for (size_t i = 0; i < sizeof before / sizeof before[0]; i++) {
        char text[64];
        memcpy(text, before[i].s, before[i].n);
        memcpy(text + before[i].n, value, sizeof value); /* with its NUL behind */
        Arena a = {0};
        Finding *f;
        assert_int_equal(scanner_scan(*state, (Str){text, before[i].n + sizeof value}, &a, &f), 1);
        assert_int_equal(f[0].start, before[i].n);
        assert_int_equal(f[0].end, before[i].n + sizeof value - 1);
        arena_free(&a);
    }
    Arena a = {0};
    Finding *f;
    assert_int_equal(scanner_scan(*state, (Str){NULL, 0}, &a, &f), 0);
    assert_int_equal(scanner_scan(*state, STR(""), &a, &f), 0);
    arena_free(&a);
}

/* The types found, in order, joined by blanks. */
static const char *types_found(const Scanner *s, Str text, Arena *a)
{
    Finding *f;
    const size_t n = scanner_scan(s, text, a, &f);
    const char *joined = "";
    for (size_t i = 0; i < n; i++)
        joined = arena_printf(a, "%s%s%s", joined, i ? " " : "", f[i].type);
    return joined;
}

static void of_overlapping_findings_the_best_stays(void **state)
{
    static const struct {
        const char *text, *types;
    } cases[] = {
        {"https://joe:hunter2@example.com/x", "SECRET/URL_CREDENTIALS"},
        {"ftp://joe@example.com/x", "SOCIAL_MEDIA_HANDLE"},
        {"http://joe:hunter2@203.0.113.7:80", "SECRET/URL_CREDENTIALS"},
        {"+1 (212) 555-0123", "PHONE_NUMBER"},
        {"::ffff:203.0.113.7", "IP_ADDRESS"},
        {"card 4111-1111-1111-1111", "CREDIT_CARD_NUMBER"},
        {"4111 1111 1111 1111, joe@example.com 536-22-8726",
         "CREDIT_CARD_NUMBER EMAIL_ADDRESS US_SOCIAL_SECURITY_NUMBER"},
        {"joe@example.com,joe@example.com", "EMAIL_ADDRESS EMAIL_ADDRESS"},
        /* It has the check digits of both; the word near it says which it is. */
        {"IMSI 262018877547274", "IMSI_ID"},
        {"numéro de sécurité sociale 262018877547274", "FRANCE_NIR"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Arena a = {0};
        assert_string_equal(types_found(*state, str_of(cases[i].text), &a), cases[i].types);
        arena_free(&a);
    }
}

/* Pieces put together at random: findings in order, apart, within the text, above the threshold. */
static void findings_are_in_order_and_apart(void **state)
{
    static const char *const pieces[] = {
        "joe@example.com",
        "4111 1111 1111 1111",
        " ",
        "-",
        "://",
        "https://a:b2c@d.example",
        ":",
        "203.0.113.7",
        "2001:db8::1",
        "536-22-8726",
        "+1 212 555 0123",
        "é",
        "\xFF",
        "@",
        ".",
        "1",
        "00:1a:2b:3c:4d:5e",
        "DE89370400440532013000",
        "x.com/someone",
        "(",
        "ssn ",
        "phone ",
        "0",
    };
    uint64_t seed = 5;
    for (int round = 0; round < 3000; round++) {
        Buf text = {0};
        for (int i = 0; i < 12; i++) {
            seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
            buf_add_c(&text, pieces[(seed >> 33) % (sizeof pieces / sizeof pieces[0])]);
        }
        Arena a = {0};
        Finding *f;
        const size_t n = scanner_scan(*state, buf_str(&text), &a, &f);
        for (size_t i = 0; i < n; i++) {
            assert_true(f[i].start < f[i].end && f[i].end <= text.n);
            assert_true(i == 0 || f[i - 1].end <= f[i].start);
            assert_true(f[i].confidence >= DETECTOR_THRESHOLD && f[i].confidence <= 1);
            assert_non_null(finding_value(&f[i], buf_str(&text), &a).s);
        }
        arena_free(&a);
        buf_free(&text);
    }
}

/* ---- context ---- */

static void context_words_are_whole_and_near(void **state)
{
    (void)state;
    static const struct {
        const char *text; /* the value is the '#' */
        bool has;
    } cases[] = {
        {"phone #", true},
        {"Phone: #", true},
        {"# (phone)", true},
        {"phones #", true},
        {"home_phone=#", true},
        {"phoneNumber #", true},
        {"microphone #", false},
        {"phonetic #", false},
        {"téléphone #", false},
        {"phoneé #", false},
        {"phone2 #", true},
        {"ein Phone-#", true},
        {"social security #", true},
        {"social_security #", true},
        {"social  security #", false},
        {"#", false},
        {"phone 12345678901234567890123456789012345678901234567890123456789 #", false},
        {"# 12345678901234567890123456 phone", true},
        {"# 123456789012345678901234567890 phone", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const size_t at = (size_t)(strchr(cases[i].text, '#') - cases[i].text);
        if (context_has(str_of(cases[i].text), at, at + 1, "tele|phone|social security") !=
            cases[i].has)
            fail_msg("%s", cases[i].text);
    }
    assert_false(context_has(STR("phone 1"), 6, 7, NULL));
}

static void context_moves_the_confidence(void **state)
{
    static const struct {
        const char *text;
        double want; /* 0: not found */
    } cases[] = {
        {"212-555-0123", 0.8},        {"phone 212-555-0123", 0.94},
        {"isbn 212-555-0123", 0},     {"2125550123", 0},
        {"phone 2125550123", 0.79},   {"203.0.113.7", 0.8},
        {"server 203.0.113.7", 0.94}, {"version 203.0.113.7", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Arena a = {0};
        Finding *f;
        const size_t n = scanner_scan(*state, str_of(cases[i].text), &a, &f);
        assert_int_equal(n, cases[i].want > 0);
        if (n > 0)
            assert_true(f[0].confidence > cases[i].want - 1e-9 &&
                        f[0].confidence < cases[i].want + 1e-9);
        arena_free(&a);
    }
}

/* ---- values and masks ---- */

typedef struct {
    const char *text, *value, *mask;
} Shown;

static const Shown shown[] = {
    {"Joe.Doe@Example.COM", "joe.doe@example.com", "J***@E***.COM"},
    {"j@x.com", "j@x.com", "***@***.com"},
    {"jürgen@müller.de", "jürgen@müller.de", "j***@m***.de"},
    {"élodie@example.fr", "élodie@example.fr", "é***@e***.fr"},
    {"(212) 555-0123", "2125550123", "(***) ***-**23"},
    {"+1 212 555 0123", "2125550123", "+* *** *** **23"},
    {"1-212-555-0123", "2125550123", "*-***-***-**23"},
    {"212-555-0123 ext. 45", "2125550123", "***-***-**** ***. 45"},
    {"+44 (0)20 7946 0958", "442079460958", "+** (*)** **** **58"},
    {"tel 0044 20 7946 0958", "442079460958", "**** ** **** **58"},
    {"4111 1111 1111 1111", "4111111111111111", "**** **** **** 1111"},
    {"4111111111111111", "4111111111111111", "************1111"},
    {"GB29 NWBK 6016 1331 9268 19", "GB29NWBK60161331926819", "GB** **** **** **** **** **"},
    {"536-22-8726", "536228726", "***-**-****"},
    {"203.0.113.7", "203.0.113.7", "203.*.***.*"},
    {"2001:0DB8:0:0:0:0:0:1", "2001:db8::1", "2001:****:*:*:*:*:*:*"},
    {"00-1a-2b-3c-4d-5e", "001A2B3C4D5E", "00-1a-2b-**-**-**"},
    {"https://www.Twitter.com/Some_One", NULL, NULL}, /* hosts are matched in lower case */
    {"https://www.twitter.com/Some_One", "twitter.com/some_one", "https://www.twitter.com/***"},
    {"twitter.com/Some_One", "twitter.com/some_one", "twitter.com/***"},
    {"ftp://joe@ftp.example.com", "joe@ftp.example.com", "ftp://***"},
    {"https://joe:hunter2@example.com", "joe:hunter2@example.com", "https://***"},
    {"AKI"
     "AQ4ZTR5MLB2K7WXYC",
     "AKI"
     "AQ4ZTR5MLB2K7WXYC",
     "AKIA***"},
    {"eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiI0MiJ9.c2ln", "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiI0MiJ9.c2ln",
     "eyJ***"},
    {"gh"
     "p_aaaaabbbbbcccccdddddeeeeefffff123456",
     "gh"
     "p_aaaaabbbbbcccccdddddeeeeefffff123456",
     "ghp_***"},
    {"-----BEGIN "
     "PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\n-----END PRIVATE KEY-----",
     "-----BEGINPRIVATEKEY-----MIIEvQIBADANBgkqhkiG9w0B-----ENDPRIVATEKEY-----",
     "-----BEGIN PRIVATE KEY***"},
};

static void values_and_masks_are_as_documented(void **state)
{
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
        Arena a = {0};
        Finding *f;
        const Str text = str_of(shown[i].text);
        const size_t n = scanner_scan(*state, text, &a, &f);
        if (n != (shown[i].value != NULL))
            fail_msg("%zu findings in %s", n, shown[i].text);
        if (n > 0) {
            const Str value = finding_value(&f[0], text, &a), mask = finding_mask(&f[0], text, &a);
            if (!str_equal_c(value, shown[i].value) || !str_equal_c(mask, shown[i].mask))
                fail_msg("%s: value %.*s, mask %.*s", shown[i].text, STR_FMT(value), STR_FMT(mask));
        }
        arena_free(&a);
    }
}

/* The mask of `value` shows at most its last `tail` digits, and every '*' hides one byte. */
static void check_mask(const char *type, const char *value, size_t tail)
{
    Arena a = {0};
    const Str text = str_of(value);
    const Finding f = {.type = type, .severity = SEVERITY_HIGH, .confidence = 1, .end = text.n};
    const Str mask = finding_mask(&f, text, &a);
    assert_int_equal(mask.n, text.n);
    size_t shown_digits = 0, later_digits = 0;
    for (size_t i = text.n; i > 0; i--) {
        const bool digit = value[i - 1] >= '0' && value[i - 1] <= '9';
        if (digit && mask.s[i - 1] != '*') {
            assert_int_equal(mask.s[i - 1], value[i - 1]);
            assert_true(later_digits < tail);
            shown_digits++;
        }
        later_digits += digit;
    }
    assert_int_equal(shown_digits, tail);
    arena_free(&a);
}

static void masks_do_not_leak(void **state)
{
    (void)state;
    static const struct {
        const char *type;
        size_t tail;
        const char *forms[4]; /* '#' is any digit */
    } cases[] = {
        {"CREDIT_CARD_NUMBER",
         4,
         {"4#############", "4### #### #### ####", "4###-####-####-####", "37## ###### #####"}},
        {"PHONE_NUMBER",
         2,
         {"(2##) 5##-####", "+44 20 #### ####", "2##5######", "+1 (2##) 5##-#### x##"}},
        {"US_SOCIAL_SECURITY_NUMBER",
         0,
         {"1##-2#-3###", "1## 2# 3###", "1##2#3###", "8##-##-####"}},
    };
    uint64_t seed = 9;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        for (int round = 0; round < 400; round++) {
            char value[32];
            strcpy(value, cases[i].forms[round % 4]);
            for (char *c = value; *c; c++)
                if (*c == '#') {
                    seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
                    *c = (char)('0' + (seed >> 33) % 10);
                }
            check_mask(cases[i].type, value, cases[i].tail);
        }
}

/* A finding may come from a file; its bytes may be anything. */
static void values_and_masks_take_any_bytes(void **state)
{
    (void)state;
    const FindingType *type;
    static const char bytes[] = "a@1.:/-~+\\n \0\xC3\xA9\xFFx0Z";
    for (size_t t = 0; (type = finding_type(t)); t++)
        for (size_t n = 0; n < 40; n++)
            for (size_t step = 1; step < 7; step++) {
                char text[40];
                for (size_t i = 0; i < n; i++)
                    text[i] = bytes[(i * step + n) % (sizeof bytes - 1)];
                char *exact = malloc(n + 1); /* so that a sanitizer sees one byte too far */
                assert_non_null(exact);
                memcpy(exact, text, n);
                exact = realloc(exact, n ? n : 1);
                const Finding f = {.type = type->type, .confidence = 1, .end = n};
                Arena a = {0};
                assert_non_null(finding_value(&f, (Str){exact, n}, &a).s);
                assert_non_null(finding_mask(&f, (Str){exact, n}, &a).s);
                arena_free(&a);
                free(exact);
            }
}

/* ---- hostile texts ---- */

static const char *const hostile[] = {
    "@",
    "a@",
    "a@b.",
    "a.",
    "joe@example.com ",
    "joe@example.",
    "1",
    "1 ",
    "12-",
    "4111 ",
    "1.",
    "4111111111111111 ",
    "1,",
    "(1",
    "+1",
    "+1 ",
    "0 1",
    ":",
    "::",
    "a:",
    "2001:",
    "fe80::",
    "aa-",
    "aaaa.",
    "ab:cd:",
    "eyJ",
    ".eyJ",
    "-eyJ",
    "eyJa.",
    "eyJhbGciOiJFUzI1NiJ9.",
    "://",
    "a://",
    "http://",
    "a://b:",
    "a://b:c",
    "a://b:c@",
    "http://a/~",
    "-----BEGIN ",
    "-----BEGIN PRIVATE KEY-----",
    "A: -----BEGIN PRIVATE KEY-----\n",
    "-----BEGIN PRIVATE KEY-----\nA: b\n",
    "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\n",
    "-----END ",
    "\\n",
    "gh"
    "p_",
    "gh"
    "p_a",
    "AKI"
    "A",
    "AKI"
    "AQ4ZTR5MLB2K7WXYC",
    "secret=",
    "secret",
    "DE89",
    "DE89 ",
    "x.com/",
    "twitter.com/someone ",
    "\xC3\xA9",
    "\xFF",
    "\xE5\x8D\xA1",
    "\xE5\x8D\xA1"
    "1",
    "%20",
    "\"",
    "phone 2",
    "phone 212 555 0123 ",
    "ssn 536-22-8726 ",
    "/",
    "[",
    "]",
    "([{",
    "}])",
    "<",
    "=",
    "\\",
    "password=",
    "token: \"",
    "12 ",
    "1/",
    "1)",
    "00 ",
    "12.34.",
    "A1",
    "AB 12 ",
    "x1-",
    "a_",
    "-",
    "0",
    "a",
};

static double cpu_seconds(const Scanner *s, Str text)
{
    double best = 1e9;
    for (int i = 0; i < 3; i++) {
        struct timespec from, to;
        Arena a = {0};
        Finding *f;
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from);
        scanner_scan(s, text, &a, &f);
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
        arena_free(&a);
        const double t =
            (double)(to.tv_sec - from.tv_sec) + 1e-9 * (double)(to.tv_nsec - from.tv_nsec);
        best = t < best ? t : best;
    }
    return best;
}

/* Eight times the text may cost 8 times as much, and not 64 times: a ratio of processor times
 * within this process, with room for noise on both sides. */
static void time_is_linear_on_hostile_text(void **state)
{
    enum { SMALL = 1 << 15, LARGE = 8 * SMALL };
    char *text = malloc(LARGE);
    assert_non_null(text);
    for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++) {
        const size_t n = strlen(hostile[i]);
        for (size_t k = 0; k < LARGE; k++)
            text[k] = hostile[i][k % n];
        /* The end breaks what the text seemed to be all along. */
        memcpy(text + SMALL - 2, "\n!", 2);
        const double one = cpu_seconds(*state, (Str){text, SMALL});
        for (size_t k = SMALL - 2; k < SMALL; k++)
            text[k] = hostile[i][k % n];
        memcpy(text + LARGE - 2, "\n!", 2);
        const double eight = cpu_seconds(*state, (Str){text, LARGE});
        if (eight > 0.002 && eight > 24 * one)
            fail_msg("\"%s\": %g s, and %g s for eight times as much", hostile[i], one, eight);
    }
    free(text);
}

/* ---- threads ---- */

typedef struct {
    const Scanner *scanner;
    size_t found[4];
} Shared;

static void scan_many(void *arg, int thread)
{
    Shared *shared = arg;
    Arena a = {0};
    for (int i = 0; i < 200; i++)
        for (size_t k = 0; k < sizeof shown / sizeof shown[0]; k++) {
            Finding *f;
            shared->found[thread] += scanner_scan(shared->scanner, str_of(shown[k].text), &a, &f);
            arena_clear(&a);
        }
    arena_free(&a);
}

static void threads_share_a_scanner(void **state)
{
    Err e = {0};
    Pool *p = pool_open(4, &e);
    assert_non_null(p);
    Shared shared = {.scanner = *state};
    pool_run(p, scan_many, &shared);
    pool_close(p);
    for (int i = 0; i < 4; i++)
        assert_int_equal(shared.found[i], 200 * (sizeof shown / sizeof shown[0] - 1));
}

/* ---- the truth that was made for this project ---- */

/* Cards, numbers and addresses planted in the mails; a script counted them: 120, 141, 310, 900. Of
 * the telephone numbers 8 have an N11 code, which is none. */
static void planted_values_are_found(void **state)
{
    static const char *const parts[] = {SHARED_DATA "/truth-a/shards/mail/part-00000.jsonl.gz",
                                        SHARED_DATA "/truth-a/shards/mail/part-00001.jsonl.gz"};
    size_t cards = 0, numbers = 0, phones = 0, mails = 0, others = 0;
    for (size_t i = 0; i < 2; i++) {
        test_need(parts[i]);
        char command[256];
        snprintf(command, sizeof command, "gzip -dc '%s'", parts[i]);
        FILE *pipe = popen(command, "r");
        assert_non_null(pipe);
        Buf text = {0};
        for (int c; (c = getc(pipe)) != EOF;)
            buf_add_char(&text, (char)c);
        assert_int_equal(pclose(pipe), 0);
        Arena a = {0};
        Finding *f;
        const size_t n = scanner_scan(*state, buf_str(&text), &a, &f);
        for (size_t k = 0; k < n; k++) {
            const bool card = strcmp(f[k].type, "CREDIT_CARD_NUMBER") == 0;
            const bool number = strcmp(f[k].type, "US_SOCIAL_SECURITY_NUMBER") == 0;
            const bool phone = strcmp(f[k].type, "PHONE_NUMBER") == 0;
            const bool mail = strcmp(f[k].type, "EMAIL_ADDRESS") == 0;
            *(card ? &cards : number ? &numbers : phone ? &phones : mail ? &mails : &others) += 1;
        }
        arena_free(&a);
        buf_free(&text);
    }
    assert_int_equal(cards, 120);
    assert_int_equal(numbers, 141);
    assert_int_equal(phones, 310 - 8);
    assert_int_equal(mails, 900);
    assert_int_equal(others, 0);
}

#define SCANNER_TEST(f) cmocka_unit_test_setup_teardown(f, scanner_make, scanner_drop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_is_consistent),
        cmocka_unit_test(severity_has_three_names),
        SCANNER_TEST(offsets_are_bytes_whatever_stands_before),
        SCANNER_TEST(of_overlapping_findings_the_best_stays),
        SCANNER_TEST(findings_are_in_order_and_apart),
        cmocka_unit_test(context_words_are_whole_and_near),
        SCANNER_TEST(context_moves_the_confidence),
        SCANNER_TEST(values_and_masks_are_as_documented),
        cmocka_unit_test(masks_do_not_leak),
        cmocka_unit_test(values_and_masks_take_any_bytes),
        SCANNER_TEST(time_is_linear_on_hostile_text),
        SCANNER_TEST(threads_share_a_scanner),
        SCANNER_TEST(planted_values_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
