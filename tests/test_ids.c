/* Ids of states as bare values: what the table's rows say of a value that is nothing else, against
 * python-stdnum and against examples that the issuers publish. */
#include "tests/testing.h"

#include "detectors/catalogue.h"
#include "detectors/cre2.h"
#include "detectors/ids/checkdigit.h"

/* Whether row d's pattern matches all of the value. */
static bool pattern_is(const Detector *d, const char *value, Candidate *c)
{
    cre2_options_t *o = cre2_opt_new();
    cre2_opt_set_longest_match(o, 1);
    cre2_opt_set_encoding(o, CRE2_Latin1);
    cre2_regexp_t *re = cre2_new(d->pattern, (int)strlen(d->pattern), o);
    const int n = (int)strlen(value);
    const int matches = cre2_match(re, value, n, 0, n, CRE2_ANCHOR_BOTH, NULL, 0);
    cre2_delete(re);
    cre2_opt_delete(o);
    *c = (Candidate){.text = str_of(value), .start = 0, .end = (size_t)n};
    return matches == 1 && (d->window_bytes == 0 || (size_t)n <= d->window_bytes);
}

/* The best that a row of the type says. A type none of whose rows proves is right where it is
 * plausible. */
static Verdict value_verdict(const char *type, const char *value)
{
    Verdict best = VERDICT_NO;
    bool proves = false;
    const Detector *d;
    for (size_t i = 0; (d = catalogue_detector(i)); i++) {
        if (strcmp(d->type->type, type) != 0)
            continue;
        proves |= d->proven > 0;
        Candidate c;
        const Verdict v = pattern_is(d, value, &c) ? d->check(&c) : VERDICT_NO;
        best = v > best ? v : best;
    }
    return best == VERDICT_PLAUSIBLE && !proves ? VERDICT_PROVEN : best;
}

/* Made by tests/oracle/ids_golden.py with python-stdnum 2.2. */
static void values_agree_with_python_stdnum(void **state)
{
    (void)state;
    FILE *file = fopen("tests/golden/detectors/ids.txt", "r");
    assert_non_null(file);
    char type[64], value[64];
    int valid, failures = 0, lines = 0;
    while (fscanf(file, "%63s %63s %d", type, value, &valid) == 3) {
        lines++;
        if (!catalogue_find(type))
            fail_msg("no type %s", type);
        /* Plausible are right values without check digit (Denmark since 2007), and wrong ones. */
        const Verdict v = value_verdict(type, value);
        if (v != VERDICT_PLAUSIBLE && (v == VERDICT_PROVEN) != (valid == 1)) {
            print_message("%s %s: want %d\n", type, value, valid);
            failures++;
        }
    }
    fclose(file);
    assert_true(lines > 1000);
    assert_int_equal(failures, 0);
}

/* Published by the issuers, and beside each the same with another character. */
static void published_examples_are_right(void **state)
{
    (void)state;
    static const struct {
        const char *type, *right, *wrong;
    } examples[] = {
        {"US_HEALTHCARE_NPI", "1234567893", "1234567892"},
        {"US_DEA_NUMBER", "BB1388568", "BB1388567"},
        {"US_MEDICARE_BENEFICIARY_ID_NUMBER", "1EG4-TE5-MK73", "1SG4-TE5-MK73"},
        {"GERMANY_TAXPAYER_IDENTIFICATION_NUMBER", "86095742719", "86095742718"},
        {"GERMANY_SOCIAL_SECURITY_NUMBER", "15 070649 C 103", "15 070649 C 104"},
        {"GERMANY_IDENTITY_CARD_NUMBER", "T220001293", "T220001294"},
        {"GERMANY_PASSPORT", "C01X00T478", "C01X00T479"},
        {"GERMANY_DRIVERS_LICENSE_NUMBER", "B072RRE2I55", "B072RRE2I65"},
        {"GERMANY_HEALTH_INSURANCE_NUMBER", "A123456780", "A123456781"},
        {"AUSTRIA_SOCIAL_SECURITY_NUMBER", "1237 010180", "1238 010180"},
        {"SWITZERLAND_SOCIAL_SECURITY_NUMBER", "756.9217.0769.85", "756.9217.0769.84"},
        {"SPAIN_SOCIAL_SECURITY_NUMBER", "28/12345678/40", "28/12345678/41"},
        {"UK_DRIVERS_LICENSE_NUMBER", "MORGA657054SM9IJ", "MORGA613054SM9IJ"},
        {"UK_NATIONAL_HEALTH_SERVICE_NUMBER", "943 476 5919", "943 476 5918"},
        {"IRELAND_PPSN", "1234567FA", "1234567GA"},
        {"POLAND_NATIONAL_ID_NUMBER", "ABA300000", "ABA400000"},
        {"RUSSIA_SNILS_NUMBER", "112-233-445 95", "112-233-445 96"},
        {"BRAZIL_CNPJ_NUMBER", "12.ABC.345/01DE-35", "12.ABC.345/01DE-36"},
        {"MEXICO_RFC_NUMBER", "GODE561231GR8", "GODE561231GR9"},
        {"URUGUAY_CDI_NUMBER", "1.234.567-2", "1.234.567-3"},
        {"TAIWAN_ID_NUMBER", "A123456789", "A123456788"},
        {"HONG_KONG_ID_NUMBER", "A123456(3)", "A123456(4)"},
        {"SINGAPORE_NATIONAL_REGISTRATION_ID_NUMBER", "S1234567D", "S1234567E"},
        {"SINGAPORE_NATIONAL_REGISTRATION_ID_NUMBER", "T1234567J", "T1234567K"},
        {"SINGAPORE_NATIONAL_REGISTRATION_ID_NUMBER", "F1234567N", "F1234567M"},
        {"SINGAPORE_NATIONAL_REGISTRATION_ID_NUMBER", "G1234567X", "G1234567W"},
        {"SINGAPORE_NATIONAL_REGISTRATION_ID_NUMBER", "M1234567K", "M1234567L"},
        {"NEW_ZEALAND_NHI_NUMBER", "ZAC5361", "ZAC5362"},
        {"NEW_ZEALAND_NHI_NUMBER", "ZBN77VL", "ZBN77VM"},
        {"VAT_NUMBER", "FR40303265045", "FR41303265045"},
        {"MACHINE_READABLE_ZONE",
         "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
         "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
         "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
         "L898902C36UTO7408122F1204159ZE184226B<<<<<11"},
        {"MACHINE_READABLE_ZONE",
         "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6",
         "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204158<<<<<<<6"},
        {"MACHINE_READABLE_ZONE",
         "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\n"
         "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
         "I<UTOD231458908<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\n"
         "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"},
    };
    int failures = 0;
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        const bool right = value_verdict(examples[i].type, examples[i].right) == VERDICT_PROVEN;
        const bool wrong = value_verdict(examples[i].type, examples[i].wrong) == VERDICT_PROVEN;
        if (!right || wrong)
            print_message("%s %s %d, %s %d\n", examples[i].type, examples[i].right, right,
                          examples[i].wrong, wrong);
        failures += !right || wrong;
    }
    assert_int_equal(failures, 0);
}

/* Each single wrong digit is found by Verhoeff's scheme and by ISO 7064's two. */
static void schemes_find_single_errors(void **state)
{
    (void)state;
    static const struct {
        bool (*valid)(const char *s, size_t n);
        const char *right;
    } schemes[] = {
        {checkdigit_verhoeff, "2363"},
        {checkdigit_verhoeff, "123451"},
        {checkdigit_mod11_10, "07945"},
        {checkdigit_mod11_2, "079X"},
    };
    for (size_t k = 0; k < sizeof schemes / sizeof schemes[0]; k++) {
        const size_t n = strlen(schemes[k].right);
        assert_true(schemes[k].valid(schemes[k].right, n));
        for (size_t i = 0; i < n; i++)
            for (char d = '0'; d <= '9'; d++) {
                char s[32];
                memcpy(s, schemes[k].right, n + 1);
                if (s[i] == d)
                    continue;
                s[i] = d;
                assert_false(schemes[k].valid(s, n));
            }
        assert_false(schemes[k].valid("", 0));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_agree_with_python_stdnum),
        cmocka_unit_test(published_examples_are_right),
        cmocka_unit_test(schemes_find_single_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
