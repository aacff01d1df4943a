/* Metadata of GGUF as facts: see ggufconfig.h. */
#include "infer/checkpoint/ggufconfig.h"

#include "infer/checkpoint/ggufkeys.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SIZE_MOST = INT32_MAX, EOS_MOST = 3 };

static const Tensor *tensor_find(const Gguf *g, const char *name)
{
    for (size_t i = 0; i < g->n_tensors; i++)
        if (strcmp(g->tensors[i].name, name) == 0)
            return &g->tensors[i];
    return NULL;
}

static bool has(const GgufKeys *k, const char *name)
{
    return tensor_find(k->g, name) != NULL;
}

/* ---- sizes ---- */

/* Rows of the embedding, and that the sizes agree with the tensors that they bound: a number out of
 * proportion must not be allocated. */
static int sizes_compare(Config *c, const GgufKeys *k)
{
    const Tensor *embedding = tensor_find(k->g, "token_embd.weight"),
                 *out = tensor_find(k->g, "blk.0.attn_output.weight");
    if (!embedding || !out || embedding->n_dims != 2 || out->n_dims != 2) {
        err_set(k->e, ERR_FORMAT, "tensor \"%s\" is missing, or has not two dimensions",
                !embedding || embedding->n_dims != 2 ? "token_embd.weight"
                                                     : "blk.0.attn_output.weight");
        return -1;
    }
    if (embedding->shape[1] != c->dim || embedding->shape[0] < 1 ||
        embedding->shape[0] > SIZE_MOST) {
        err_set(k->e, ERR_FORMAT,
                "token_embd.weight has the shape [%" PRIu64 ", %" PRIu64
                "], but %s.embedding_length is %zu",
                embedding->shape[0], embedding->shape[1], k->arch->name, c->dim);
        return -1;
    }
    c->vocab = (size_t)embedding->shape[0];
    size_t vocab;
    if (ggufkeys_size(k, "vocab_size", c->vocab, &vocab) != 0)
        return -1;
    if (vocab != c->vocab) {
        err_set(k->e, ERR_FORMAT, "%s.vocab_size is %zu, but token_embd.weight has %zu rows",
                k->arch->name, vocab, c->vocab);
        return -1;
    }
    if (out->shape[1] != c->n_heads * c->head_dim) {
        err_set(k->e, ERR_FORMAT,
                "%zu heads of %zu dimensions make %zu, but blk.0.attn_output.weight takes %" PRIu64,
                c->n_heads, c->head_dim, c->n_heads * c->head_dim, out->shape[1]);
        return -1;
    }
    if (c->head_dim > CONFIG_HEAD_DIM_MOST) {
        err_set(k->e, ERR_FORMAT, "heads have %zu dimensions, above %d", c->head_dim,
                CONFIG_HEAD_DIM_MOST);
        return -1;
    }
    if (c->n_layers > k->g->n_tensors) {
        err_set(k->e, ERR_FORMAT, "%s.block_count is %zu, but the file has %zu tensors",
                k->arch->name, c->n_layers, k->g->n_tensors);
        return -1;
    }
    return 0;
}

static int sizes_read(Config *c, const GgufKeys *k)
{
    size_t value_dim;
    if (ggufkeys_size(k, "context_length", 0, &c->context) ||
        ggufkeys_size(k, "embedding_length", 0, &c->dim) ||
        ggufkeys_size(k, "block_count", 0, &c->n_layers) ||
        ggufkeys_size(k, "feed_forward_length", 0, &c->ffn_dim) ||
        ggufkeys_size(k, "attention.head_count", 0, &c->n_heads) ||
        ggufkeys_size(k, "attention.head_count_kv", c->n_heads, &c->n_kv_heads))
        return -1;
    if (c->n_heads % c->n_kv_heads != 0) {
        err_set(k->e, ERR_FORMAT,
                "%s.attention.head_count is %zu, which is no multiple of head_count_kv, %zu",
                k->arch->name, c->n_heads, c->n_kv_heads);
        return -1;
    }
    if (!ggufkeys_given(k, "attention.key_length") && c->dim % c->n_heads != 0) {
        err_set(k->e, ERR_FORMAT,
                "%s.embedding_length is %zu, which is no multiple of attention.head_count, %zu, "
                "and attention.key_length is missing",
                k->arch->name, c->dim, c->n_heads);
        return -1;
    }
    if (ggufkeys_size(k, "attention.key_length", c->dim / c->n_heads, &c->head_dim) ||
        ggufkeys_size(k, "attention.value_length", c->head_dim, &value_dim))
        return -1;
    if (value_dim != c->head_dim) {
        err_set(k->e, ERR_FORMAT,
                "%s.attention.value_length is %zu and key_length %zu; other sizes for values than "
                "for keys are not implemented",
                k->arch->name, value_dim, c->head_dim);
        return -1;
    }
    return sizes_compare(c, k);
}

/* ---- facts ---- */

static int caps_read(Config *c, const GgufKeys *k)
{
    double scores = k->arch->attention_softcap, logits = k->arch->logit_softcap, clip = 0, eps;
    const char *eps_key =
        c->norm == NORM_RMS ? "attention.layer_norm_rms_epsilon" : "attention.layer_norm_epsilon";
    if (ggufkeys_real(k, "attn_logit_softcapping", &scores) < 0 ||
        ggufkeys_real(k, "final_logit_softcapping", &logits) < 0 ||
        ggufkeys_real(k, "attention.clamp_kqv", &clip) < 0)
        return -1;
    const int rc = ggufkeys_real(k, eps_key, &eps);
    if (rc <= 0)
        return rc < 0 ? -1 : ggufkeys_missing(k, eps_key);
    c->attention_softcap = (float)scores;
    c->logit_softcap = (float)logits;
    c->clip_qkv = (float)clip;
    c->norm_eps = (float)eps;
    return 0;
}

static int flags_read(Config *c, const GgufKeys *k)
{
    bool causal = true;
    Str layout = str_of(k->arch->layout);
    if (gguf_bool(k->g, ggufkeys_name(k, "use_parallel_residual"), &c->parallel, k->e) < 0 ||
        gguf_bool(k->g, ggufkeys_name(k, "attention.causal"), &causal, k->e) < 0 ||
        gguf_string(k->g, ggufkeys_name(k, "tensor_data_layout"), &layout, k->e) < 0)
        return -1;
    if (k->arch->may & MAY_BE_PARALLEL && !ggufkeys_given(k, "use_parallel_residual"))
        return ggufkeys_missing(k, "use_parallel_residual");
    if (!causal) {
        err_set(k->e, ERR_FORMAT, "%s.attention.causal is false: not a model that continues text",
                k->arch->name);
        return -1;
    }
    if (layout.s && !(k->arch->layout && str_equal_c(layout, k->arch->layout))) {
        err_set(k->e, ERR_FORMAT, "%s.tensor_data_layout \"%.*s\" is not implemented",
                k->arch->name, (int)(layout.n < 100 ? layout.n : 100), layout.s);
        return -1;
    }
    return 0;
}

/* The optional tensors of a family are there in all layers or in none; model.c checks that. */
static void parts_find(Config *c, const GgufKeys *k)
{
    static const struct {
        const char *name;
        unsigned part;
    } PARTS[] = {
        {"output.weight", PART_UNTIED},
        {"output.bias", PART_HEAD_BIAS},
        {"blk.0.attn_q.bias", PART_QKV_BIAS},
        {"blk.0.attn_qkv.bias", PART_QKV_BIAS},
        {"blk.0.attn_output.bias", PART_OUT_BIAS},
        {"blk.0.ffn_up.bias", PART_FFN_BIAS},
        {"blk.0.attn_norm_2.weight", PART_FFN_NORM},
    };
    c->parts = c->family->parts;
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++)
        if (has(k, PARTS[i].name))
            c->parts |= PARTS[i].part;
    c->tied = !(c->parts & PART_UNTIED);
}

/* ---- rotary positions ---- */

/* The tensor of numbers by which each frequency is divided: Llama 3's scaling, worked out. */
static int divisors_read(const GgufKeys *k, RopeFacts *f)
{
    const Tensor *t = tensor_find(k->g, "rope_freqs.weight");
    if (!t)
        return 0;
    if (!(k->arch->may & MAY_FREQUENCIES) || f->scaling != ROPE_PLAIN || t->dtype != DTYPE_F32 ||
        t->n_elements != f->dim / 2) {
        err_set(k->e, ERR_FORMAT,
                "tensor \"rope_freqs.weight\" of %" PRIu64
                " %s is not implemented for %s, or not with this %s.rope.scaling.type, or is not "
                "of %zu F32",
                t->n_elements, t->dtype_name, k->arch->name, k->arch->name, f->dim / 2);
        return -1;
    }
    float *divisors = arena_alloc(k->a, f->dim / 2, sizeof *divisors);
    memcpy(divisors, t->bytes.s, f->dim / 2 * sizeof *divisors);
    for (size_t i = 0; i < f->dim / 2; i++)
        if (!(divisors[i] > 0 && isfinite(divisors[i]))) {
            err_set(k->e, ERR_FORMAT, "tensor \"rope_freqs.weight\": element %zu is %g", i,
                    (double)divisors[i]);
            return -1;
        }
    f->divisors = divisors;
    return 0;
}

static int yarn_read(const Config *c, const GgufKeys *k, RopeFacts *f)
{
    size_t original;
    f->beta_fast = 32;
    f->beta_slow = 1;
    if (ggufkeys_positive(k, "rope.scaling.yarn_beta_fast", &f->beta_fast) < 0 ||
        ggufkeys_positive(k, "rope.scaling.yarn_beta_slow", &f->beta_slow) < 0 ||
        ggufkeys_positive(k, "rope.scaling.yarn_attn_factor", &f->attention_factor) < 0 ||
        ggufkeys_size(k, "rope.scaling.original_context_length", c->context, &original) < 0)
        return -1;
    f->original_context = (double)original;
    return 0;
}

/* Type and factor of the scaling; a factor alone means linear scaling, as in older files. */
static int scaling_read(const Config *c, const GgufKeys *k, RopeFacts *f)
{
    Str type = str_of("linear");
    double factor = 0;
    if (gguf_string(k->g, ggufkeys_name(k, "rope.scaling.type"), &type, k->e) < 0)
        return -1;
    const bool linear = str_equal_c(type, "linear"), yarn = str_equal_c(type, "yarn");
    if (!linear && !yarn && !str_equal_c(type, "none")) {
        err_set(k->e, ERR_FORMAT, "%s.rope.scaling.type \"%.*s\" is not implemented", k->arch->name,
                (int)(type.n < 100 ? type.n : 100), type.s);
        return -1;
    }
    const int rc = ggufkeys_real(k, "rope.scaling.factor", &factor);
    if (rc < 0 || (rc == 0 && ggufkeys_real(k, "rope.scale_linear", &factor) < 0))
        return -1;
    if (yarn && factor == 0)
        return ggufkeys_missing(k, "rope.scaling.factor");
    if (factor == 0 || (!linear && !yarn))
        return 0;
    f->factor = factor;
    f->scaling = yarn ? ROPE_YARN : ROPE_LINEAR;
    return yarn ? yarn_read(c, k, f) : 0;
}

static int ropes_read(Config *c, const GgufKeys *k)
{
    RopeFacts f = {.theta = 10000}, local = {.theta = 10000};
    if (!(k->arch->may & MAY_TURN))
        return 0;
    if (ggufkeys_size(k, "rope.dimension_count", c->head_dim, &f.dim) ||
        ggufkeys_positive(k, "rope.freq_base", &f.theta) < 0 ||
        ggufkeys_positive(k, "rope.freq_base_swa", &local.theta) < 0)
        return -1;
    if (f.dim % 2 != 0 || f.dim > c->head_dim ||
        (f.dim != c->head_dim && !(k->arch->may & MAY_TURN_PARTLY))) {
        err_set(k->e, ERR_FORMAT,
                "%s.rope.dimension_count is %zu, and a head has %zu dimensions: not an even "
                "number, or not implemented for %s",
                k->arch->name, f.dim, c->head_dim, c->family->name);
        return -1;
    }
    local.dim = f.dim;
    if (scaling_read(c, k, &f) != 0 || divisors_read(k, &f) != 0)
        return -1;
    c->ropes[0] = rope_make(&f, k->a);
    if (k->arch->may & MAY_TURN_LOCALLY) /* the scaling is not for layers that slide */
        c->ropes[1] = rope_make(&local, k->a);
    return 0;
}

/* ---- layers ---- */

/* Which layers slide: an array with a bool for each, or all but every n-th. */
static int pattern_read(const Config *c, const GgufKeys *k, uint64_t *every,
                        const GgufValue **array)
{
    const char *key = ggufkeys_name(k, "attention.sliding_window_pattern");
    const GgufValue *v = gguf_find(k->g, key);
    *every = k->arch->window_pattern;
    if (!v || v->type != GGUF_ARRAY)
        return gguf_integer(k->g, key, every, k->e) < 0 ? -1 : 0;
    if (gguf_array(k->g, key, GGUF_BOOL, array, k->e) < 0)
        return -1;
    if ((*array)->n != c->n_layers) {
        err_set(k->e, ERR_FORMAT, "%s has %" PRIu64 " elements for %zu layers", key, (*array)->n,
                c->n_layers);
        return -1;
    }
    return 0;
}

static int layers_read(Config *c, const GgufKeys *k)
{
    uint64_t window = k->arch->window, every;
    const GgufValue *array = NULL;
    if (ggufkeys_integer(k, "attention.sliding_window", &window) < 0 ||
        pattern_read(c, k, &every, &array) != 0)
        return -1;
    if (window > SIZE_MOST) {
        err_set(k->e, ERR_FORMAT, "%s.attention.sliding_window is %" PRIu64 ", above %d",
                k->arch->name, window, SIZE_MOST);
        return -1;
    }
    const bool by_dim =
        k->arch->layers_scaled_by_dim > 0 && c->n_layers == k->arch->layers_scaled_by_dim;
    for (size_t i = 0; i < c->n_layers; i++) {
        const bool slides = window > 0 && (array        ? gguf_element_integer(array, i) != 0
                                           : every == 0 ? true
                                                        : i % every < every - 1);
        c->layers[i].window = slides ? (size_t)window : 0;
        c->layers[i].rope = slides && k->arch->may & MAY_TURN_LOCALLY ? 1 : 0;
        if (by_dim)
            c->layers[i].attention_scale = (float)(1 / sqrt((double)(c->dim / c->n_heads)));
    }
    return 0;
}

/* ---- end of generation ---- */

static int by_id(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static int eos_read(Config *c, const GgufKeys *k)
{
    static const char *const IDS[EOS_MOST] = {"eos", "eot", "eom"};
    c->eos = arena_alloc(k->a, EOS_MOST, sizeof *c->eos);
    for (size_t i = 0; i < EOS_MOST; i++) {
        const char *key = arena_printf(k->a, "tokenizer.ggml.%s_token_id", IDS[i]);
        uint64_t id = 0;
        const int rc = gguf_integer(k->g, key, &id, k->e);
        if (rc < 0)
            return -1;
        if (rc == 0 || (i > 0 && strcmp(k->arch->name, "gemma") == 0))
            continue;
        if (id >= c->vocab) {
            err_set(k->e, ERR_FORMAT, "%s is %" PRIu64 ", but there are %zu ids", key, id,
                    c->vocab);
            return -1;
        }
        bool known = false;
        for (size_t n = 0; n < c->n_eos; n++)
            known = known || c->eos[n] == id;
        if (!known)
            c->eos[c->n_eos++] = (uint32_t)id;
    }
    qsort(c->eos, c->n_eos, sizeof *c->eos, by_id);
    return 0;
}

int ggufconfig_parse(Config *c, const Gguf *g, Arena *a, Err *e)
{
    GgufKeys k;
    *c = (Config){0};
    if (ggufkeys_open(&k, g, a, e) != 0)
        return -1;
    const Family *family = family_find_gguf(k.arch->name);
    assert(family); /* the architectures of ggufkeys.c are those of families */
    config_start(c, family);
    c->norm_offset = 0; /* added by the converter */
    c->activation = k.arch->activation;
    c->parallel = k.arch->parallel;
    c->pairs = k.arch->neighbours ? PAIRS_NEIGHBOURS : PAIRS_HALVES;
    if (ggufkeys_check(&k, family->name) || sizes_read(c, &k) || caps_read(c, &k) ||
        flags_read(c, &k))
        return -1;
    parts_find(c, &k);
    if (config_finish(c, a, e) != 0)
        return -1;
    c->qkv = config_qkv_plain(c);
    return ropes_read(c, &k) || layers_read(c, &k) || eos_read(c, &k) ? -1 : 0;
}
