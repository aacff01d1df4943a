/* Facts about a checkpoint: see factsheet.h. */
#include "audit/factsheet.h"

#include "audit/jsonline.h"

#include <inttypes.h>

static void size_add(Buf *out, uint64_t bytes)
{
    if (bytes < 1000000000)
        buf_printf(out, "%.1f MB", (double)bytes / 1e6);
    else
        buf_printf(out, "%.2f GB", (double)bytes / 1e9);
}

static void time_add(Buf *out, double s)
{
    if (s < 0.95)
        buf_printf(out, "%.1g s", s);
    else if (s < 90)
        buf_printf(out, "%.0f s", s);
    else if (s < 5400)
        buf_printf(out, "%.0f min", s / 60);
    else if (s < 172800)
        buf_printf(out, "%.1f h", s / 3600);
    else
        buf_printf(out, "%.1f days", s / 86400);
}

static void count_add(Buf *out, uint64_t n)
{
    if (n < 1000000)
        buf_printf(out, "%" PRIu64, n);
    else if (n < 1000000000)
        buf_printf(out, "%.3g million", (double)n / 1e6);
    else
        buf_printf(out, "%.3g billion", (double)n / 1e9);
}

static void model_text(Buf *out, const ModelInfo *i)
{
    buf_printf(out, "family       %s (%s), ", i->family, i->container);
    count_add(out, i->n_parameters);
    buf_printf(out, " parameters, weights in %s (", i->dtype);
    size_add(out, i->weight_bytes);
    buf_printf(out, " in %zu %s)\n", i->n_weight_files, i->n_weight_files == 1 ? "file" : "files");
    buf_printf(out,
               "shape        %zu layers, width %zu, %zu heads of %zu (%zu for keys and values), "
               "inner width %zu\n",
               i->n_layers, i->dim, i->n_heads, i->head_dim, i->n_kv_heads, i->ffn_dim);
    buf_printf(out, "vocabulary   %zu ids, context %zu tokens, generation ends at", i->vocab,
               i->context);
    for (size_t k = 0; k < i->n_eos; k++)
        buf_printf(out, "%s %" PRIu32, k > 0 ? "," : "", i->eos[k]);
    buf_printf(out, "%s\n", i->n_eos > 0 ? "" : " no id");
}

static void tokenizer_text(Buf *out, const Tokenizer *t)
{
    const TokenizerAdded *added;
    const size_t n_added = tokenizer_added(t, &added);
    buf_printf(out, "tokenizer    %s, %" PRIu32 " ids, ", tokenizer_kind(t), tokenizer_size(t));
    if (tokenizer_adds_bos(t))
        buf_printf(out, "puts id %" PRIu32 " (BOS) first\n", tokenizer_bos(t));
    else
        buf_add_c(out, "puts no BOS first\n");
    buf_printf(out, "             SHA-256 %s\n", tokenizer_sha256(t));
    if (n_added > 0)
        buf_printf(out,
                   "             %zu %s added later: literal text of %s in a document is read as "
                   "ordinary text\n",
                   n_added, n_added == 1 ? "token was" : "tokens were",
                   n_added == 1 ? "it" : "them");
}

static void checks_text(Buf *out, const Preflight *p)
{
    for (size_t i = 0; i < PREFLIGHT_CHECKS; i++)
        buf_printf(out, "%-12s %s: %s\n", i == 0 ? "checks" : "",
                   p->checks[i].passed ? "passed" : "NOT PASSED", p->checks[i].what);
}

/* Where bf16 does not bring what people choose it for. Two timings of the same work on a busy machine
 * may differ by a third. */
static void bf16_text(Buf *out, const Preflight *p)
{
    const double times =
        p->token_s[PRECISION_F32] > 0 ? p->token_s[PRECISION_BF16] / p->token_s[PRECISION_F32] : 0;
    if (!kernel_has_bf16())
        buf_printf(out,
                   "             no faster than f32 here: these kernels have no bf16 instructions "
                   "(a token takes %.1f times f32's time)\n",
                   times);
    else if (times > 1.4)
        buf_printf(out,
                   "             slower than f32 on this processor: a token took %.1f times f32's "
                   "time\n",
                   times);
}

static void precision_text(Buf *out, const Options *o, const Preflight *p)
{
    buf_printf(out, "precision    %s, margins below %.2g cannot be resolved\n",
               options_precision_name(o->precision), (double)p->resolution);
    if (o->precision == PRECISION_BF16)
        bf16_text(out, p);
    if (options_rechecks(o))
        buf_add_c(out, "             what is memorized, or could be but for such a margin, is "
                       "computed again in f32\n");
    if (o->stop_early)
        buf_add_c(out, "             a continuation that can match no more is cut\n");
}

/* What is cut cannot be foretold, nor how many documents are computed again: for these the time of one. */
static void time_text(Buf *out, const Options *o, const Preflight *p, uint64_t documents)
{
    enum { UNKNOWN_DOCUMENTS = 1000 };
    const uint64_t n = documents > 0 ? documents : UNKNOWN_DOCUMENTS;
    buf_printf(out, "time         %s ", o->stop_early ? "at most about" : "about");
    time_add(out, p->document_s * (double)n);
    buf_printf(out, " for %" PRIu64 " documents", n);
    if (p->recheck_s > 0) {
        buf_add_c(out, ", and ");
        time_add(out, p->recheck_s * 100);
        buf_add_c(out, " for every 100 that are computed again in f32");
    }
    buf_printf(out, " (an estimate from %zu tokens)\n", p->loss_tokens);
}

void factsheet_text(Buf *out, const Checkpoint *c, const Options *o, const Preflight *p,
                    const char *sha256, uint64_t documents)
{
    model_text(out, model_info(c->model));
    tokenizer_text(out, c->tokenizer);
    if (sha256)
        buf_printf(out, "weights      SHA-256 %s, every number finite\n", sha256);
    else
        buf_add_c(out, "weights      SHA-256 and a search for NaN and infinities run beside the "
                       "first documents\n");
    checks_text(out, p);
    precision_text(out, o, p);
    buf_printf(out, "memory       about ");
    size_add(out, p->memory_bytes);
    buf_add_c(out, " for an audit: the weights, ");
    if (p->packed_bytes > 0) {
        buf_add_c(out, "packed once for the kernels (");
        size_add(out, p->packed_bytes);
        buf_add_c(out, "), ");
    }
    size_add(out, p->work_bytes - p->packed_bytes);
    buf_printf(out, " for %zu documents of %zu tokens in flight, and the program\n", p->in_flight,
               p->document_tokens);
    time_text(out, o, p, documents);
}

static json_t *integer(uint64_t v)
{
    return json_integer((json_int_t)v);
}

static json_t *model_json(const ModelInfo *i, const char *sha256)
{
    return json_pack(
        "{s:s, s:s, s:o, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
        "family", i->family, "container", i->container, "parameters", integer(i->n_parameters),
        "dtype", i->dtype, "weight_bytes", integer(i->weight_bytes), "weight_files",
        integer(i->n_weight_files), "vocab", integer(i->vocab), "dim", integer(i->dim), "layers",
        integer(i->n_layers), "heads", integer(i->n_heads), "kv_heads", integer(i->n_kv_heads),
        "head_dim", integer(i->head_dim), "ffn_dim", integer(i->ffn_dim), "context",
        integer(i->context), "eos", jsonline_ids(i->eos, i->n_eos), "sha256",
        sha256 ? json_string(sha256) : json_null());
}

static json_t *tokenizer_json(const Tokenizer *t)
{
    const TokenizerAdded *added;
    const size_t n = tokenizer_added(t, &added);
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, json_pack("{s:o, s:o}", "id", integer(added[i].id), "text",
                                              jsonline_string(added[i].text)));
    return json_pack("{s:s, s:o, s:o, s:s, s:o}", "kind", tokenizer_kind(t), "pieces",
                     integer(tokenizer_size(t)), "bos",
                     tokenizer_adds_bos(t) ? integer(tokenizer_bos(t)) : json_null(), "sha256",
                     tokenizer_sha256(t), "added_tokens", list);
}

static json_t *checks_json(const Preflight *p)
{
    json_t *list = json_array();
    for (size_t i = 0; i < PREFLIGHT_CHECKS; i++)
        json_array_append_new(list, json_pack("{s:s, s:b, s:o}", "check", p->checks[i].name,
                                              "passed", p->checks[i].passed, "what",
                                              jsonline_string(str_of(p->checks[i].what))));
    return list;
}

json_t *factsheet_json(const Checkpoint *c, const Options *o, const Preflight *p,
                       const char *sha256, const char *kernel)
{
    json_t *run = json_pack(
        "{s:s, s:s, s:b, s:f, s:b, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:f, s:o}", "kernel", kernel,
        "precision", options_precision_name(o->precision), "bf16_instructions", kernel_has_bf16(),
        "resolution", (double)p->resolution, "recheck", options_rechecks(o), "stop_early",
        o->stop_early, "documents_in_flight", integer(p->in_flight), "tokens_per_document",
        integer(p->document_tokens), "memory_bytes", integer(p->work_bytes), "packed_bytes",
        integer(p->packed_bytes), "program_bytes", integer(p->program_bytes), "total_memory_bytes",
        integer(p->memory_bytes), "estimated_seconds_per_document", p->document_s,
        "estimated_seconds_per_recheck", p->recheck_s > 0 ? json_real(p->recheck_s) : json_null());
    json_t *loss =
        json_pack("{s:f, s:f, s:o, s:f, s:f}", "nats_per_token", p->loss, "chance", p->chance,
                  "tokens", integer(p->loss_tokens), "rank", p->rank, "standard_errors", p->rank_z);
    return json_pack("{s:o, s:o, s:o, s:o, s:o}", "model", model_json(model_info(c->model), sha256),
                     "tokenizer", tokenizer_json(c->tokenizer), "checks", checks_json(p), "loss",
                     loss, "run", run);
}
