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

/* What both a sample and an audit that draws its own are asked for. */
static json_t *drawing_part(const Options *o)
{
    json_t *j = json_pack("{s:o, s:o, s:o, s:o, s:s, s:b}", "documents", integer(o->documents),
                          "seed", integer(o->seed), "prompt_tokens", integer(o->prompt_tokens),
                          "continuation_tokens", integer(o->continuation_tokens), "placement",
                          options_placement_name(o->placement), "dedup_sample", o->dedup_sample);
    if (o->placement == PLACEMENT_STRIDE)
        json_object_set_new(j, "stride", integer(o->stride));
    return j;
}

/* The same from the plan of a kept sample, which may be an audit's and have more. */
static json_t *drawing_copy(const json_t *kept)
{
    static const char *const keys[] = {
        "documents", "seed",         "prompt_tokens", "continuation_tokens",
        "placement", "dedup_sample", "stride"};
    json_t *j = json_object();
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        json_t *v = json_object_get(json_object_get(kept, "protocol"), keys[i]);
        if (v)
            json_object_set(j, keys[i], v);
    }
    return j;
}

static json_t *protocol_part(const PlanParts *p)
{
    const Options *o = p->options;
    json_t *j = p->kept ? drawing_copy(p->kept) : drawing_part(o);
    if (!p->model) {
        json_object_set_new(j, "keep_text", json_boolean(o->keep_text));
    } else {
        json_object_set_new(j, "max_edit_fraction", json_string(o->max_edit_fraction_text));
        json_object_set_new(j, "score_truth", json_boolean(o->score_truth));
        json_object_set_new(j, "stop_early", json_boolean(o->stop_early));
        if (o->precision == PRECISION_BF16)
            json_object_set_new(j, "recheck", json_boolean(o->recheck));
    }
    return j;
}

static json_t *corpus_part(const Options *o)
{
    json_t *members = json_array();
    for (size_t i = 0; i < o->members.n; i++)
        json_array_append_new(members, jsonline_string(str_of(o->members.at[i])));
    return json_pack(
        "{s:o, s:o, s:o, s:s, s:o, s:o, s:o, s:i, s:b, s:b}", "text_field",
        jsonline_string(str_of(o->text_field)), "id_field", jsonline_string(str_of(o->id_field)),
        "cluster_field", jsonline_string(str_of(o->cluster_field)), "text_unit",
        options_text_unit_name(o->text_unit), "members", members, "end_of_document",
        o->end_of_document == OPTIONS_NO_ID ? json_null() : integer(o->end_of_document),
        "row_tokens", o->row_tokens > 0 ? integer(o->row_tokens) : json_null(), "token_bytes",
        (int)options_token_bytes(o), "allow_damage", o->allow_damage, "check_all", o->check_all);
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
    if (p->kept)
        json_object_update(shards, json_object_get(json_object_get(p->kept, "paths"), "shards"));
    for (size_t i = 0; i < p->n_sources && !p->kept; i++) {
        json_t *list = json_array();
        for (size_t k = 0; k < p->sources[i].n_shards; k++)
            json_array_append_new(list, jsonline_string(str_of(p->sources[i].shards[k].path)));
        json_object_set_new(shards, p->sources[i].name, list);
    }
    return json_pack("{s:o, s:o, s:o}", "model", jsonline_string(str_of(p->options->model)),
                     "tokenizer", jsonline_string(str_of(tokenizer_file(p->tokenizer))), "shards",
                     shards);
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

static json_t *sources_part(const PlanParts *p)
{
    if (p->kept)
        return json_incref(json_object_get(p->kept, "sources"));
    json_t *sources = json_array();
    for (size_t i = 0; i < p->n_sources; i++)
        json_array_append_new(sources, source_part(&p->sources[i]));
    return sources;
}

/* The kept sample that is audited. */
static json_t *sample_part(const PlanParts *p)
{
    char fingerprint[SHA256_HEX_BYTES];
    plan_fingerprint(p->kept, fingerprint);
    json_t *tokenizer = json_object_get(p->kept, "tokenizer");
    const char *sha256 = json_string_value(json_object_get(tokenizer, "sha256"));
    const bool anew = !sha256 || strcmp(sha256, tokenizer_sha256(p->tokenizer)) != 0;
    return json_pack("{s:s, s:s, s:O, s:b}", "fingerprint", fingerprint, "sha256", p->sample_sha256,
                     "tokenizer", tokenizer, "anew", anew);
}

json_t *plan_make(const PlanParts *p)
{
    const Options *o = p->options;
    json_t *plan = json_object();
    json_object_set_new(plan, "rote", json_string(ROTE_VERSION));
    json_object_set_new(plan, "command", json_string(p->command));
    if (o->part.n > 0)
        json_object_set_new(
            plan, "part",
            json_pack("{s:o, s:o}", "part", integer(o->part.i), "of", integer(o->part.n)));
    if (p->kept)
        json_object_set_new(plan, "sample", sample_part(p));
    json_object_set_new(plan, "model", model_part(p));
    json_object_set_new(plan, "tokenizer", tokenizer_part(p->tokenizer));
    json_object_set_new(plan, "protocol", protocol_part(p));
    json_object_set_new(plan, "corpus",
                        p->kept ? json_incref(json_object_get(p->kept, "corpus")) : corpus_part(o));
    json_object_set_new(plan, "sources", sources_part(p));
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

json_t *plan_whole(const json_t *plan)
{
    json_t *whole = json_copy((json_t *)(uintptr_t)plan); /* shallow */
    json_object_del(whole, "part");
    return whole;
}

int plan_part(const json_t *plan, WorkPart *out, Err *e)
{
    const json_t *part = json_object_get(plan, "part");
    *out = (WorkPart){0, 0};
    if (!part)
        return 0;
    if (jsonline_get_u64(part, "part", &out->i, e) == 0 &&
        jsonline_get_u64(part, "of", &out->n, e) == 0 && out->i >= 1 && out->i <= out->n)
        return 0;
    err_set(e, ERR_FORMAT, "plan.json: \"part\" is none");
    return -1;
}

bool plan_anew(const json_t *plan)
{
    return json_is_true(json_object_get(json_object_get(plan, "sample"), "anew"));
}

int plan_drawing(const json_t *plan, Options *o, Arena *a, Err *e)
{
    const json_t *p = json_object_get(plan, "protocol");
    const json_t *sources = json_object_get(plan, "sources");
    Str placement = {0};
    Err word = {0};
    if (jsonline_get_u64(p, "documents", &o->documents, e) != 0 ||
        jsonline_get_u64(p, "seed", &o->seed, e) != 0 ||
        jsonline_get_u64(p, "prompt_tokens", &o->prompt_tokens, e) != 0 ||
        jsonline_get_u64(p, "continuation_tokens", &o->continuation_tokens, e) != 0 ||
        jsonline_get_bool(p, "dedup_sample", &o->dedup_sample, e) != 0 ||
        jsonline_get_string(p, "placement", false, &placement, e) != 0) {
        err_add(e, "plan.json: protocol");
        return -1;
    }
    o->keep_text = json_is_true(json_object_get(p, "keep_text"));
    o->check_all = json_is_true(json_object_get(json_object_get(plan, "corpus"), "check_all"));
    o->stride = (uint64_t)json_integer_value(json_object_get(p, "stride"));
    if (options_placement_parse(placement.s, &o->placement, &word) != 0 || o->documents == 0 ||
        o->prompt_tokens == 0 || o->continuation_tokens == 0 ||
        o->prompt_tokens + o->continuation_tokens > OPTIONS_MOST_TOKENS ||
        (o->placement == PLACEMENT_STRIDE && o->stride == 0)) {
        err_set(e, ERR_FORMAT, "plan.json: protocol: not that of a sample");
        return -1;
    }
    o->source = (NamedList){.items = arena_alloc(a, json_array_size(sources), sizeof(NamedValues)),
                            .n = json_array_size(sources)};
    for (size_t i = 0; i < o->source.n; i++) {
        Str name = {0};
        if (jsonline_get_string(json_array_get(sources, i), "name", false, &name, e) != 0) {
            err_add(e, "plan.json: source %zu", i);
            return -1;
        }
        o->source.items[i].name = arena_str(a, name).s;
    }
    return 0;
}

void plan_settle(json_t *plan, const char *sha256)
{
    json_object_set_new(json_object_get(plan, "model"), "sha256", json_string(sha256));
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
    err_set(e, ERR_PLAN, "%.*s is %s there and %s now", STR_FMT(place), buf_cstr(&h), buf_cstr(&w));
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

int plan_difference(const json_t *have, const json_t *want, Err *e)
{
    const bool digest = plan_settled(have) && plan_settled(want);
    json_t *h = comparable(have, digest), *w = comparable(want, digest);
    Buf place = {0};
    const int rc = compare_value(&place, h, w, e);
    buf_free(&place);
    json_decref(h);
    json_decref(w);
    return rc;
}

int plan_compare(const json_t *have, const json_t *want, Err *e)
{
    Err difference = {0};
    if (compare_arithmetic(have, want, e) != 0)
        return -1;
    if (plan_difference(have, want, &difference) == 0)
        return 0;
    err_set(e, ERR_PLAN,
            "the run there has another plan: %s; give the same options, or another --out",
            difference.text);
    return -1;
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
    const char *placement = json_string_value(json_object_get(p, "placement"));
    out->random = placement && strcmp(placement, "random") == 0;
    out->stride = (uint64_t)json_integer_value(json_object_get(p, "stride"));
    out->max_edits = match_max_edits(strtod(fraction.s, NULL), out->continuation_tokens);
    if (out->precision == PRECISION_F32)
        return 0;
    if (jsonline_get_bool(p, "recheck", &out->recheck, e) != 0) {
        err_add(e, "plan.json: protocol");
        return -1;
    }
    return 0;
}
