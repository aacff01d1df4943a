/* rote inspect: what a checkpoint is, and what auditing it will take. */
#include "audit/command.h"

#include "audit/base/buf.h"
#include "audit/base/pool.h"
#include "audit/checkpoint.h"
#include "audit/generating.h"
#include "audit/jsonline.h"

#include <stdio.h>

typedef struct {
    const char *kernel;
    size_t in_flight, tokens;
    uint64_t memory_bytes;
} Needs;

static Needs needs_of(const Checkpoint *c, const Options *o, const char *kernel)
{
    const size_t tokens = o->prompt_tokens + o->continuation_tokens + 1;
    const int n_threads = pool_processors();
    const GenerateOptions g = {.continuation_tokens = o->continuation_tokens,
                               .n_threads = n_threads,
                               .memory_bytes = generating_memory(o)};
    const size_t n = generate_in_flight(c->model, &g, tokens);
    return (Needs){.kernel = kernel,
                   .in_flight = n,
                   .tokens = tokens,
                   .memory_bytes = generate_memory(c->model, n, tokens, n_threads)};
}

static json_t *inspect_json(const Checkpoint *c, const Needs *n)
{
    const ModelInfo *i = model_info(c->model);
    json_t *eos = jsonline_ids(i->eos, i->n_eos);
    json_t *model = json_pack(
        "{s:s, s:I, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:o, s:s}", "family",
        i->family, "parameters", (json_int_t)i->n_parameters, "dtype", i->dtype, "weight_bytes",
        (json_int_t)i->weight_bytes, "weight_files", (json_int_t)i->n_weight_files, "vocab",
        (json_int_t)i->vocab, "dim", (json_int_t)i->dim, "layers", (json_int_t)i->n_layers, "heads",
        (json_int_t)i->n_heads, "kv_heads", (json_int_t)i->n_kv_heads, "head_dim",
        (json_int_t)i->head_dim, "ffn_dim", (json_int_t)i->ffn_dim, "context",
        (json_int_t)i->context, "eos", eos, "sha256", c->sha256);
    json_t *bos = tokenizer_adds_bos(c->tokenizer)
                      ? json_integer((json_int_t)tokenizer_bos(c->tokenizer))
                      : json_null();
    json_t *tokenizer = json_pack("{s:s, s:I, s:o, s:s}", "kind", tokenizer_kind(c->tokenizer),
                                  "pieces", (json_int_t)tokenizer_size(c->tokenizer), "bos", bos,
                                  "sha256", tokenizer_sha256(c->tokenizer));
    json_t *run = json_pack("{s:s, s:I, s:I, s:I}", "kernel", n->kernel, "documents_in_flight",
                            (json_int_t)n->in_flight, "tokens_per_document", (json_int_t)n->tokens,
                            "memory_bytes", (json_int_t)n->memory_bytes);
    return json_pack("{s:o, s:o, s:o}", "model", model, "tokenizer", tokenizer, "run", run);
}

static void inspect_text(const Checkpoint *c, const Needs *n, Buf *out)
{
    const ModelInfo *i = model_info(c->model);
    buf_printf(out, "family       %s, %.3g million parameters, weights in %s (%.1f MB in %zu %s)\n",
               i->family, (double)i->n_parameters / 1e6, i->dtype, (double)i->weight_bytes / 1e6,
               i->n_weight_files, i->n_weight_files == 1 ? "file" : "files");
    buf_printf(out,
               "shape        %zu layers, width %zu, %zu heads of %zu (%zu for keys and values), "
               "inner width %zu\n",
               i->n_layers, i->dim, i->n_heads, i->head_dim, i->n_kv_heads, i->ffn_dim);
    buf_printf(out, "vocabulary   %zu ids, context %zu tokens, generation ends at", i->vocab,
               i->context);
    for (size_t k = 0; k < i->n_eos; k++)
        buf_printf(out, "%s %u", k > 0 ? "," : "", i->eos[k]);
    buf_printf(out, "%s\ntokenizer    %s, %u pieces, ", i->n_eos > 0 ? "" : " no id",
               tokenizer_kind(c->tokenizer), tokenizer_size(c->tokenizer));
    if (tokenizer_adds_bos(c->tokenizer))
        buf_printf(out, "puts id %u (BOS) first\n", tokenizer_bos(c->tokenizer));
    else
        buf_add_c(out, "puts no BOS first\n");
    buf_printf(out, "weights      SHA-256 %s\n", c->sha256);
    buf_printf(out, "tokenizer    SHA-256 %s\n", tokenizer_sha256(c->tokenizer));
    buf_printf(out,
               "an audit     %zu documents of %zu tokens in flight, %.1f MB beside the weights, "
               "%s kernels\n",
               n->in_flight, n->tokens, (double)n->memory_bytes / 1e6, n->kernel);
}

int command_inspect(const Options *o, Err *e)
{
    Checkpoint c = {0};
    if (o->n_operands != 1) {
        err_set(e, ERR_USAGE, "give one checkpoint: rote inspect MODEL");
        return err_exit_code(e);
    }
    const char *kernel = kernel_name(e);
    if (!kernel || checkpoint_open(&c, o->operands[0], e) != 0)
        return err_exit_code(e);
    const Needs needs = needs_of(&c, o, kernel);
    Buf out = {0};
    if (o->json)
        jsonline_add(&out, inspect_json(&c, &needs));
    else
        inspect_text(&c, &needs, &out);
    const bool written = fwrite(buf_str(&out).s, 1, out.n, stdout) == out.n && fflush(stdout) == 0;
    if (!written)
        err_set_errno(e, "the result cannot be written to standard output");
    buf_free(&out);
    checkpoint_close(&c);
    return err_exit_code(e);
}
