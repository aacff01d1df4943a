/* Opening a checkpoint: facts from config.json, weights bound to places by the family's table.
 *
 * Nothing is left over: each row of the table finds its tensor with the shape that config.json
 * implies, and each tensor of the files is in the table. */
#include "infer/checkpoint/model.h"

#include "audit/base/buf.h"
#include "audit/base/file.h"
#include "audit/base/mem.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char CONFIG_FILE[] = "config.json", GENERATION_FILE[] = "generation_config.json";

static size_t size_of(const Config *c, SizeName s)
{
    switch (s) {
    case SIZE_VOCAB:
        return c->vocab;
    case SIZE_DIM:
        return c->dim;
    case SIZE_FFN:
        return c->ffn_dim;
    case SIZE_Q:
        return c->n_heads * c->head_dim; /* both below 2^31 */
    case SIZE_KV:
        return c->n_kv_heads * c->head_dim;
    case SIZE_NONE:
        break;
    }
    return 1;
}

/* Adds a tensor to what `inspect` shows. */
static void info_add(ModelInfo *info, const Tensor *t)
{
    static const char *const NAMES[] = {
        [DTYPE_F32] = "f32", [DTYPE_F16] = "f16", [DTYPE_BF16] = "bf16"};
    const char *dtype = NAMES[t->dtype];
    info->n_parameters += t->n_elements;
    info->weight_bytes += t->bytes.n;
    info->dtype = !info->dtype || info->dtype == dtype ? dtype : "mixed";
}

/* A tensor of this name, with the row's shape and a dtype that can be computed with. */
static const Tensor *tensor_need(const Model *m, const TensorRow *row, const char *name, Err *e)
{
    const Tensor *t = weights_find(m->weights, name);
    if (!t) {
        err_set(e, ERR_FORMAT, "tensor %s is missing", name);
        return NULL;
    }
    const size_t n_dims = row->shape[1] == SIZE_NONE ? 1 : 2;
    const size_t want[2] = {size_of(&m->config, row->shape[0]), size_of(&m->config, row->shape[1])};
    if (t->n_dims != n_dims || t->shape[0] != want[0] || (n_dims == 2 && t->shape[1] != want[1])) {
        Buf shape = {0};
        for (size_t i = 0; i < t->n_dims && i < 8; i++)
            buf_printf(&shape, "%s%" PRIu64, i ? ", " : "", t->shape[i]);
        if (n_dims == 1)
            err_set(e, ERR_FORMAT, "%s: tensor %s has the shape [%s], but %s implies [%zu]",
                    t->file, name, buf_cstr(&shape), CONFIG_FILE, want[0]);
        else
            err_set(e, ERR_FORMAT, "%s: tensor %s has the shape [%s], but %s implies [%zu, %zu]",
                    t->file, name, buf_cstr(&shape), CONFIG_FILE, want[0], want[1]);
        buf_free(&shape);
        return NULL;
    }
    if (t->dtype == DTYPE_OTHER) {
        err_set(e, ERR_FORMAT, "%s: tensor %s is stored as %s; implemented: F32, F16, BF16",
                t->file, name, t->dtype_name);
        return NULL;
    }
    return t;
}

static Matrix matrix_of(const Tensor *t)
{
    return (Matrix){(const unsigned char *)t->bytes.s, t->dtype, (size_t)t->shape[0],
                    (size_t)t->shape[1]};
}

static const float *norm_of(Model *m, const Tensor *t)
{
    float *w = arena_alloc(&m->arena, (size_t)t->n_elements, sizeof *w);
    for (size_t i = 0; i < t->n_elements; i++)
        w[i] = m->config.family->norm_offset +
               dtype_load((const unsigned char *)t->bytes.s, t->dtype, i);
    return w;
}

/* Puts the tensor of one row, called `name`, into the struct at `base`. */
static int tensor_bind(Model *m, const TensorRow *row, const char *name, void *base, Err *e)
{
    const Tensor *t = tensor_need(m, row, name, e);
    if (!t)
        return -1;
    void *place = (char *)base + row->offset;
    if (row->shape[1] == SIZE_NONE)
        *(const float **)place = norm_of(m, t);
    else
        *(Matrix *)place = matrix_of(t);
    info_add(&m->info, t);
    return 0;
}

/* A tied head may be in the file as well; then it must be the embedding. */
static int head_tie(Model *m, const char *name, Err *e)
{
    const Tensor *t = weights_find(m->weights, name);
    const Matrix *embedding = &m->frame.embedding;
    m->frame.head = *embedding;
    if (!t)
        return 0;
    const size_t n = embedding->n_out * embedding->n_in * dtype_bytes(embedding->dtype);
    if (t->dtype != embedding->dtype || t->bytes.n != n ||
        memcmp(t->bytes.s, embedding->data, n) != 0) {
        err_set(e, ERR_FORMAT,
                "%s: tensor %s differs from the embedding, but %s ties them "
                "(tie_word_embeddings); which one is meant cannot be known",
                t->file, name, CONFIG_FILE);
        return -1;
    }
    return 0;
}

static int row_bind(Model *m, const TensorRow *row, Err *e)
{
    const char *star = strchr(row->name, '*');
    if (row->place == TENSOR_IGNORED)
        return 0;
    if (row->place == TENSOR_FRAME) {
        if (row->offset == offsetof(Frame, head) && m->config.tied)
            return head_tie(m, row->name, e);
        return tensor_bind(m, row, row->name, &m->frame, e);
    }
    for (size_t i = 0; i < m->config.n_layers; i++) {
        Buf name = {0};
        buf_printf(&name, "%.*s%zu%s", (int)(star - row->name), row->name, i, star + 1);
        const int rc = tensor_bind(m, row, buf_cstr(&name), &m->layers[i], e);
        buf_free(&name);
        if (rc != 0)
            return -1;
    }
    return 0;
}

/* Whether a tensor has its place in this model: a row matches, and the layer exists. */
static bool tensor_known(const Model *m, const char *name)
{
    for (const TensorRow *row = m->config.family->tensors; row->name; row++)
        if (family_name_matches(row, name)) {
            if (row->place != TENSOR_LAYER)
                return true;
            const char *number = name + (strchr(row->name, '*') - row->name);
            return (number[0] != '0' || strspn(number, "0123456789") == 1) &&
                   strtoull(number, NULL, 10) < m->config.n_layers;
        }
    return false;
}

static int weights_bind(Model *m, Err *e)
{
    size_t n;
    const Tensor *t = weights_tensors(m->weights, &n);
    /* A layer takes nine tensors at least, so this bounds what a false number can allocate. */
    if (m->config.n_layers > n) {
        err_set(e, ERR_FORMAT, "num_hidden_layers is %zu, but the weights are %zu tensors only",
                m->config.n_layers, n);
        return -1;
    }
    m->layers = arena_alloc(&m->arena, m->config.n_layers, sizeof *m->layers);
    for (const TensorRow *row = m->config.family->tensors; row->name; row++)
        if (row_bind(m, row, e) != 0)
            return -1;
    for (size_t i = 0; i < n; i++)
        if (!tensor_known(m, t[i].name)) {
            err_set(e, ERR_FORMAT, "%s: tensor %.200s is not part of a %s model of %zu layers",
                    t[i].file, t[i].name, m->config.family->name, m->config.n_layers);
            return -1;
        }
    return 0;
}

static int config_load(Model *m, const char *dir, Err *e)
{
    Buf text = {0};
    const char *path = arena_printf(&m->arena, "%s/%s", dir, CONFIG_FILE);
    int rc = file_read(path, &text, e);
    if (rc != 0)
        goto done;
    sha256_bytes(buf_str(&text).s, text.n, m->config_sha256);
    rc = config_parse(&m->config, buf_str(&text), &m->arena, e);
    if (rc != 0) {
        err_add(e, "%s", path);
        goto done;
    }
    path = arena_printf(&m->arena, "%s/%s", dir, GENERATION_FILE);
    if (!file_exists(path))
        goto done;
    buf_clear(&text);
    rc = file_read(path, &text, e);
    if (rc != 0)
        goto done;
    sha256_bytes(buf_str(&text).s, text.n, m->generation_sha256);
    rc = config_parse_generation(&m->config, buf_str(&text), &m->arena, e);
    if (rc != 0)
        err_add(e, "%s", path);
done:
    buf_free(&text);
    return rc;
}

static int directory_check(const char *dir, Err *e)
{
    struct stat st;
    if (stat(dir, &st) != 0) {
        err_set_errno(e, "%s: cannot be opened", dir);
        return -1;
    }
    if (!S_ISDIR(st.st_mode)) {
        err_set(e, ERR_FORMAT,
                "%s: is a file; implemented are checkpoint directories with %s and safetensors",
                dir, CONFIG_FILE);
        return -1;
    }
    return 0;
}

Model *model_open(const char *dir, Err *e)
{
    Model *m = mem_zero(1, sizeof *m);
    if (directory_check(dir, e) != 0 || config_load(m, dir, e) != 0)
        goto fail;
    m->weights = weights_open(dir, e);
    if (!m->weights)
        goto fail;
    if (weights_bind(m, e) != 0) {
        err_add(e, "%s", dir);
        goto fail;
    }
    const Config *c = &m->config;
    m->info.family = c->family->name;
    m->info.vocab = c->vocab;
    m->info.dim = c->dim;
    m->info.n_layers = c->n_layers;
    m->info.n_heads = c->n_heads;
    m->info.n_kv_heads = c->n_kv_heads;
    m->info.head_dim = c->head_dim;
    m->info.ffn_dim = c->ffn_dim;
    m->info.context = c->context;
    m->info.n_weight_files = weights_files(m->weights);
    m->info.eos = c->eos;
    m->info.n_eos = c->n_eos;
    return m;
fail:
    model_close(m);
    return NULL;
}

const ModelInfo *model_info(const Model *m)
{
    return &m->info;
}

int model_sha256(const Model *m, char hex[SHA256_HEX_BYTES], Err *e)
{
    (void)e; /* what is hashed is what was mapped: nothing is left that can fail */
    Buf lines = {0};
    buf_printf(&lines, "%s  %s\n", m->config_sha256, CONFIG_FILE);
    if (*m->generation_sha256)
        buf_printf(&lines, "%s  %s\n", m->generation_sha256, GENERATION_FILE);
    for (size_t i = 0; i < weights_files(m->weights); i++) {
        Str bytes;
        char digest[SHA256_HEX_BYTES];
        const char *name = weights_file(m->weights, i, &bytes);
        sha256_bytes(bytes.s, bytes.n, digest);
        buf_printf(&lines, "%s  %s\n", digest, name);
    }
    sha256_bytes(buf_str(&lines).s, lines.n, hex);
    buf_free(&lines);
    return 0;
}

void model_close(Model *m)
{
    if (!m)
        return;
    weights_close(m->weights);
    arena_free(&m->arena);
    free(m);
}
