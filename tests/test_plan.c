/* What a plan says of precision: read back, and held against the plan of a run that goes on. */
#include "tests/testing.h"

#include "audit/plan.h"

static json_t *plan_of(const char *model, const char *protocol)
{
    json_error_t je;
    json_t *plan = json_pack("{s:o, s:o}", "model", json_loads(model, 0, &je), "protocol",
                             json_loads(protocol, 0, &je));
    assert_non_null(plan);
    return plan;
}

#define PROTOCOL(more)                                                                             \
    "{\"documents\":10,\"prompt_tokens\":50,\"continuation_tokens\":20,"                           \
    "\"max_edit_fraction\":\"0.10\"" more "}"
#define MODEL(precision, resolution)                                                               \
    "{\"precision\":\"" precision "\",\"resolution\":\"" resolution "\"}"

static void protocol_is_read_back(void **state)
{
    (void)state;
    static const struct {
        const char *model, *protocol;
        const char *says; /* NULL: it is read */
        Precision precision;
        float resolution;
        bool stop_early, recheck;
    } cases[] = {
        {MODEL("f32", "0.25"), PROTOCOL(",\"stop_early\":true"), NULL, PRECISION_F32, 0.25F, true,
         false},
        {MODEL("bf16", "0.0313725509"), PROTOCOL(",\"stop_early\":false,\"recheck\":true"), NULL,
         PRECISION_BF16, 0.0313725509F, false, true},
        {MODEL("bf16", "1e-30"), PROTOCOL(",\"stop_early\":false,\"recheck\":false"), NULL,
         PRECISION_BF16, 1e-30F, false, false},
        {MODEL("bf16", "0.25"), PROTOCOL(",\"stop_early\":false"), "\"recheck\" is missing",
         PRECISION_F32, 0, false, false},
        {MODEL("f32", "0.25"), PROTOCOL(""), "\"stop_early\" is missing", PRECISION_F32, 0, false,
         false},
        {MODEL("f16", "0.25"), PROTOCOL(",\"stop_early\":false"), "\"f16\" is no precision",
         PRECISION_F32, 0, false, false},
        {MODEL("f32", "0"), PROTOCOL(",\"stop_early\":false"), "\"0\" is no resolution",
         PRECISION_F32, 0, false, false},
        {MODEL("f32", "nan"), PROTOCOL(",\"stop_early\":false"), "\"nan\" is no resolution",
         PRECISION_F32, 0, false, false},
        {MODEL("f32", "0.1 or so"), PROTOCOL(",\"stop_early\":false"), "is no resolution",
         PRECISION_F32, 0, false, false},
        {"{}", PROTOCOL(",\"stop_early\":false"), "\"precision\" is missing", PRECISION_F32, 0,
         false, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *plan = plan_of(cases[i].model, cases[i].protocol);
        Protocol p;
        Err e = {0};
        assert_int_equal(plan_protocol(plan, &p, &e), cases[i].says ? -1 : 0);
        if (cases[i].says) {
            if (err_exit_code(&e) != 3 || !strstr(e.text, cases[i].says))
                fail_msg("case %zu says: %s", i, e.text);
        } else {
            assert_int_equal(p.max_edits, 2);
            assert_int_equal(p.precision, cases[i].precision);
            assert_memory_equal(&p.resolution, &cases[i].resolution, sizeof p.resolution);
            assert_int_equal(p.stop_early, cases[i].stop_early);
            assert_int_equal(p.recheck, cases[i].recheck);
        }
        json_decref(plan);
    }
}

#define RUN(sha, precision, arithmetic, resolution)                                                \
    "{\"family\":\"x\",\"sha256\":" sha ",\"precision\":\"" precision                              \
    "\",\"arithmetic\":\"" arithmetic "\",\"resolution\":\"" resolution "\"}"

/* Results of one order of adding are not continued in another, and the sentence says what to set. */
static void another_arithmetic_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *have, *want, *says; /* says NULL: no difference */
    } cases[] = {
        {RUN("\"a\"", "bf16", "bf16 pairs", "1"), RUN("\"a\"", "bf16", "bf16 pairs", "1"), NULL},
        {RUN("\"a\"", "bf16", "bf16 tiles", "1"), RUN("null", "bf16", "bf16 pairs", "2"),
         "set ROTE_KERNEL to amx,"},
        {RUN("null", "bf16", "bf16 pairs", "1"), RUN("null", "bf16", "bf16 tiles", "1"),
         "set ROTE_KERNEL to avx512bf16, avx512, avx2 or portable,"},
        {RUN("\"a\"", "f32", "f32 chain", "1"), RUN("null", "bf16", "bf16 pairs", "2"),
         "model.precision is \"f32\" there and \"bf16\" now"},
        {RUN("\"a\"", "bf16", "bf16 braids", "1"), RUN("null", "bf16", "bf16 pairs", "1"),
         "model.arithmetic is \"bf16 braids\" there"},
        /* Other weights resolve other margins; they are named by their digest. */
        {RUN("\"a\"", "f32", "f32 chain", "1"), RUN("null", "f32", "f32 chain", "2"), NULL},
        {RUN("\"a\"", "f32", "f32 chain", "1"), RUN("\"b\"", "f32", "f32 chain", "2"),
         "model.sha256 is \"a\" there and \"b\" now"},
        {RUN("\"a\"", "f32", "f32 chain", "1"), RUN("\"a\"", "f32", "f32 chain", "2"),
         "model.resolution is \"1\" there and \"2\" now"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *have = plan_of(cases[i].have, "{}"), *want = plan_of(cases[i].want, "{}");
        Err e = {0};
        const int rc = plan_compare(have, want, &e);
        if (rc != (cases[i].says ? -1 : 0))
            fail_msg("case %zu gives %d: %s", i, rc, e.text);
        if (cases[i].says && (e.kind != ERR_PLAN || !strstr(e.text, cases[i].says)))
            fail_msg("case %zu says: %s", i, e.text);
        json_decref(have);
        json_decref(want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(protocol_is_read_back),
                                       cmocka_unit_test(another_arithmetic_is_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
