/* The plan: see plan.h. */
#include "audit/plan.h"

#include "audit/base/buf.h"
#include "audit/jsonline.h"
#include "audit/version.h"
#include "detectors/detectors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static json_t *integer(uint64_t v)
{
    return json_integer((json_int_t)v);
}

static json_t *model_part(const PlanParts *p)
{
    if (!p->model)
        return json_null();
    const ModelInfo *i = model_info(p->model);
    char resolution[32]; /* nine digits name every float */
    snprintf(resolution, sizeof resolution, "%.9g", (double)p->preflight->resolution);
    return json_pack("{s:s, s:o, s:s, s:o, s:s, s:s, s:s}", "family", i->family, "sha256",
                     p->model_sha256 ? json_string(p->model_sha256) : json_null(), "dtype",
                     i->dtype, "parameters", integer(i->n_parameters), "precision",
                     options_precision_name(p->options->precision), "arithmetic", p->arithmetic,
                     "resolution", resolution);
}

static json_t *tokenizer_part(const Tokenizer *t)
{
    const TokenizerAdded *added;
    return json_pack("{s:s, s:s, s:o, s:o, s:o}", "kind", tokenizer_kind(t), "sha256",
                     tokenizer_sha256(t), "pieces", integer(tokenizer_size(t)), "bos",
                     tokenizer_adds_bos(t) ? integer(tokenizer_bos(t)) : json_null(),
                     "added_tokens", integer(tokenizer_added(t, &added)));
}

static json_t *protocol_part(const Options *o, bool audit)
{
    json_t *j = json_pack("{s:o, s:o, s:o, s:o}", "documents", integer(o->documents), "seed",
                          integer(o->seed), "prompt_tokens", integer(o->prompt_tokens),
                          "continuation_tokens", integer(o->continuation_tokens));
    if (audit) {
        json_object_set_new(j, "max_edit_fraction", json_string(o->max_edit_fraction_text));
        json_object_set_new(j, "score_truth", json_boolean(o->score_truth));
        json_object_set_new(j, "stop_early", json_boolean(o->stop_early));
        if (o->precision == PRECISION_BF16)
            json_object_set_new(j, "recheck", json_boolean(o->recheck));
    }
    return j;
}

static json_t *source_part(const Source *s)
{
    json_t *shards = json_array();
    for (size_t i = 0; i < s->n_shards; i++) {
        const ShardFile *f = &s->shards[i];
        json_array_append_new(shards,
                              json_pack("{s:o, s:o, s:s}", "name", jsonline_string(str_of(f->name)),
                                        "bytes", integer(f->bytes), "identity", f->identity));
    }
    return json_pack("{s:o, s:o}", "name", jsonline_string(str_of(s->name)), "shards", shards);
}

static json_t *mixture_part(const Options *o)
{
    if (o->mixture.n == 0)
        return json_null();
    json_t *m = json_object();
    for (size_t i = 0; i < o->mixture.n; i++)
        json_object_set_new(m, o->mixture.items[i].name,
                            json_string(o->mixture.items[i].values[0]));
    return m;
}

/* What the user was told and overruled: part of what the results mean. */
static void forced_part(json_t *plan, const Preflight *p)
{
    json_t *list = json_array();
    for (size_t i = 0; p && i < PREFLIGHT_CHECKS; i++)
        if (!p->checks[i].passed)
            json_array_append_new(list, json_pack("{s:s, s:o}", "check", p->checks[i].name, "what",
                                                  jsonline_string(str_of(p->checks[i].what))));
    if (json_array_size(list) > 0)
        json_object_set(plan, "forced", list);
    json_decref(list);
}

static json_t *paths_part(const PlanParts *p)
{
    json_t *shards = json_object();
    for (size_t i = 0; i < p->n_sources; i++) {
        json_t *list = json_array();
        for (size_t k = 0; k < p->sources[i].n_shards; k++)
            json_array_append_new(list, jsonline_string(str_of(p->sources[i].shards[k].path)));
        json_object_set_new(shards, p->sources[i].name, list);
    }
    return json_pack("{s:o, s:o, s:o}", "model", jsonline_string(str_of(p->options->model)),
                     "tokenizer", jsonline_string(str_of(tokenizer_file(p->tokenizer))), "shards",
                     shards);
}

json_t *plan_make(const PlanParts *p)
{
    const Options *o = p->options;
    json_t *sources = json_array();
    for (size_t i = 0; i < p->n_sources; i++)
        json_array_append_new(sources, source_part(&p->sources[i]));
    json_t *plan = json_object();
    json_object_set_new(plan, "rote", json_string(ROTE_VERSION));
    json_object_set_new(plan, "command", json_string(p->command));
    json_object_set_new(plan, "model", model_part(p));
    json_object_set_new(plan, "tokenizer", tokenizer_part(p->tokenizer));
    json_object_set_new(plan, "protocol", protocol_part(o, p->model != NULL));
    json_object_set_new(plan, "corpus",
                        json_pack("{s:o, s:o, s:b, s:b}", "text_field",
                                  jsonline_string(str_of(o->text_field)), "id_field",
                                  jsonline_string(str_of(o->id_field)), "allow_damage",
                                  o->allow_damage, "check_all", o->check_all));
    json_object_set_new(plan, "sources", sources);
    json_object_set_new(plan, "mixture", mixture_part(o));
    forced_part(plan, p->preflight);
    json_object_set_new(plan, "paths", paths_part(p));
    return plan;
}

bool plan_settled(const json_t *plan)
{
    const json_t *model = json_object_get(plan, "model");
    return !json_is_object(model) || json_is_string(json_object_get(model, "sha256"));
}

void plan_settle(json_t *plan, const char *sha256)
{
    json_object_set_new(json_object_get(plan, "model"), "sha256", json_string(sha256));
}

void plan_fingerprint(const json_t *plan, char hex[SHA256_HEX_BYTES])
{
    json_t *defining = json_copy((json_t *)(uintptr_t)plan); /* shallow; the plan keeps its paths */
    json_object_del(defining, "paths");
    Buf text = {0};
    jsonline_add(&text, defining);
    sha256_bytes(buf_str(&text).s, text.n, hex);
    buf_free(&text);
}

/* ---- comparison ---- */

static void show(Buf *out, const json_t *v)
{
    if (!v || json_is_null(v)) {
        buf_add_c(out, "nothing");
    } else if (json_is_string(v)) {
        buf_printf(out, "\"%s\"", json_string_value(v));
    } else if (json_is_integer(v)) {
        buf_printf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(v));
    } else if (json_is_boolean(v)) {
        buf_add_c(out, json_is_true(v) ? "true" : "false");
    } else {
        buf_printf(out, "%zu entries", json_is_array(v) ? json_array_size(v) : json_object_size(v));
    }
}

static int differ(Str place, const json_t *have, const json_t *want, Err *e)
{
    Buf h = {0}, w = {0};
    show(&h, have);
    show(&w, want);
    err_set(e, ERR_PLAN,
            "the run there has another plan: %.*s is %s there and %s now; give the same options, "
            "or another --out",
            STR_FMT(place), buf_cstr(&h), buf_cstr(&w));
    buf_free(&h);
    buf_free(&w);
    return -1;
}

static int compare_value(Buf *place, const json_t *have, const json_t *want, Err *e);

static int compare_member(Buf *place, const char *key, const json_t *have, const json_t *want,
                          Err *e)
{
    const size_t n = place->n;
    buf_printf(place, "%s%s", n > 0 ? "." : "", key);
    const int rc = compare_value(place, have, want, e);
    place->n = n;
    return rc;
}

static int compare_objects(Buf *place, const json_t *have, const json_t *want, Err *e)
{
    const char *key;
    json_t *value;
    json_object_foreach(
        (json_t *)(uintptr_t)want, key,
        value) if (compare_member(place, key, json_object_get(have, key), value, e) != 0) return -1;
    json_object_foreach((json_t *)(uintptr_t)have, key,
                        value) if (!json_object_get(want, key) &&
                                   compare_member(place, key, value, NULL, e) != 0) return -1;
    return 0;
}

/* An element of an array is called by its "name" where it has one: sources[web]. */
static int compare_arrays(Buf *place, const json_t *have, const json_t *want, Err *e)
{
    const size_t n_have = json_array_size(have), n_want = json_array_size(want);
    for (size_t i = 0; i < n_have || i < n_want; i++) {
        const json_t *h = json_array_get(have, i), *w = json_array_get(want, i);
        const char *name = json_string_value(json_object_get(w ? w : h, "name"));
        const size_t n = place->n;
        if (name)
            buf_printf(place, "[%s]", name);
        else
            buf_printf(place, "[%zu]", i);
        const int rc = compare_value(place, h, w, e);
        place->n = n;
        if (rc != 0)
            return rc;
    }
    return 0;
}

static int compare_value(Buf *place, const json_t *have, const json_t *want, Err *e)
{
    if (json_is_object(have) && json_is_object(want))
        return compare_objects(place, have, want, e);
    if (json_is_array(have) && json_is_array(want))
        return compare_arrays(place, have, want, e);
    if (have && want && json_equal((json_t *)(uintptr_t)have, (json_t *)(uintptr_t)want))
        return 0;
    return differ(buf_str(place), have, want, e);
}

/* A copy without "paths", and, unless it is to be compared, without the weights' digest and what was
 * found of weights: other weights are to be named by their digest. */
static json_t *comparable(const json_t *plan, bool digest)
{
    json_t *c = json_copy((json_t *)(uintptr_t)plan); /* shallow */
    json_object_del(c, "paths");
    if (!digest) {
        json_object_del(c, "forced");
        json_t *model = json_copy(json_object_get(c, "model"));
        json_object_del(model, "sha256");
        json_object_del(model, "resolution");
        if (model)
            json_object_set_new(c, "model", model);
    }
    return c;
}

/* Results are the bits of one order of adding. Another processor may have the kernels for it too,
 * so the sentence says how they are chosen. */
static int compare_arithmetic(const json_t *have, const json_t *want, Err *e)
{
    static const struct {
        const char *arithmetic, *kernels;
    } rows[] = {{"bf16 tiles", "amx"}, {"bf16 pairs", "avx512bf16, avx512, avx2 or portable"}};
    const json_t *hm = json_object_get(have, "model"), *wm = json_object_get(want, "model");
    const char *h = json_string_value(json_object_get(hm, "arithmetic"));
    const char *w = json_string_value(json_object_get(wm, "arithmetic"));
    if (!h || !w || strcmp(h, w) == 0 ||
        !json_equal(json_object_get(hm, "precision"), json_object_get(wm, "precision")))
        return 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(h, rows[i].arithmetic) == 0) {
            err_set(e, ERR_PLAN,
                    "the run there was computed in the order \"%s\" and these kernels add in the "
                    "order \"%s\", which gives other bits; set ROTE_KERNEL to %s, where the "
                    "processor can run it, or give another --out",
                    h, w, rows[i].kernels);
            return -1;
        }
    return 0; /* not one that is known here: named like any other difference */
}

int plan_compare(const json_t *have, const json_t *want, Err *e)
{
    if (compare_arithmetic(have, want, e) != 0)
        return -1;
    const bool digest = plan_settled(have) && plan_settled(want);
    json_t *h = comparable(have, digest), *w = comparable(want, digest);
    Buf place = {0};
    const int rc = compare_value(&place, h, w, e);
    buf_free(&place);
    json_decref(h);
    json_decref(w);
    return rc;
}

/* What stands in the plan under "model". */
static int model_protocol(const json_t *plan, Protocol *out, Err *e)
{
    const json_t *m = json_object_get(plan, "model");
    Str precision = {0}, resolution = {0};
    char *end = NULL;
    if (jsonline_get_string(m, "precision", false, &precision, e) != 0 ||
        jsonline_get_string(m, "resolution", false, &resolution, e) != 0)
        return -1;
    if (options_precision_parse(precision.s, &out->precision, e) != 0) {
        err_set(e, ERR_FORMAT, "\"%s\" is no precision", precision.s);
        return -1;
    }
    out->resolution = strtof(resolution.s, &end);
    if (end == resolution.s || *end != '\0' || !(out->resolution > 0)) {
        err_set(e, ERR_FORMAT, "\"%s\" is no resolution", resolution.s);
        return -1;
    }
    return 0;
}

int plan_protocol(const json_t *plan, Protocol *out, Err *e)
{
    const json_t *p = json_object_get(plan, "protocol");
    Str fraction = {0};
    *out = (Protocol){0};
    if (jsonline_get_u64(p, "documents", &out->documents, e) != 0 ||
        jsonline_get_u64(p, "prompt_tokens", &out->prompt_tokens, e) != 0 ||
        jsonline_get_u64(p, "continuation_tokens", &out->continuation_tokens, e) != 0 ||
        jsonline_get_string(p, "max_edit_fraction", false, &fraction, e) != 0 ||
        jsonline_get_bool(p, "stop_early", &out->stop_early, e) != 0) {
        err_add(e, "plan.json: protocol");
        return -1;
    }
    if (model_protocol(plan, out, e) != 0) {
        err_add(e, "plan.json: model");
        return -1;
    }
    out->max_edits = match_max_edits(strtod(fraction.s, NULL), out->continuation_tokens);
    if (out->precision == PRECISION_F32)
        return 0;
    if (jsonline_get_bool(p, "recheck", &out->recheck, e) != 0) {
        err_add(e, "plan.json: protocol");
        return -1;
    }
    return 0;
}
