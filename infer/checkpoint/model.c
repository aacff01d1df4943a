/* Opening a checkpoint: facts from its configuration, weights bound to places by the family's
 * tables.
 *
 * Nothing is left over: each row of the tables finds its tensor with the shape that the
 * configuration implies, and each tensor of the files is in the tables. */
#include "infer/checkpoint/model.h"

#include "audit/base/buf.h"
#include "audit/base/file.h"
#include "audit/base/filemap.h"
#include "audit/base/mem.h"
#include "infer/checkpoint/ggufconfig.h"
#include "infer/checkpoint/gguffile.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char CONFIG_FILE[] = "config.json", GENERATION_FILE[] = "generation_config.json";

/* What binding needs beside the model. */
typedef struct {
    Model *m;
    const Tensor *tensors; /* [n_tensors], by name */
    size_t n_tensors;
    bool *bound; /* [n_tensors]: found their place */
    const TensorPrefix *prefix;
    bool gguf;
    const char *source;                /* of the configuration, for sentences */
    uint64_t dtype_bytes[DTYPE_OTHER]; /* bytes of weights in each format */
} Binder;

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
    case SIZE_QKV:
        return c->qkv.n;
    case SIZE_HEAD_DIM:
        return c->head_dim;
    case SIZE_POSITIONS:
        return c->context;
    case SIZE_NONE:
        break;
    }
    return 1;
}

/* The whole name of a row's tensor, of this layer where it stands in layers. */
static const char *name_of(const Binder *b, const TensorRow *row, size_t layer, Buf *out)
{
    buf_clear(out);
    if (b->gguf) {
        if (row->place == TENSOR_LAYER)
            buf_printf(out, "blk.%zu.", layer);
        buf_add_c(out, row->gguf);
        return buf_cstr(out);
    }
    if (row->place != TENSOR_FOREIGN)
        buf_add_c(out, row->place == TENSOR_HEAD ? b->prefix->head : b->prefix->body);
    if (row->place == TENSOR_LAYER)
        buf_printf(out, "%s%zu.", b->m->config.family->layer, layer);
    buf_add_c(out, row->name);
    return buf_cstr(out);
}

/* Whether a row has a name in this container. */
static bool row_named(const Binder *b, const TensorRow *row)
{
    return (b->gguf ? row->gguf : row->name) != NULL;
}

static bool row_applies(const Binder *b, const TensorRow *row)
{
    const unsigned parts = b->m->config.parts;
    return (row->parts & parts) == row->parts && !(row->unless & parts);
}

static void shape_refuse(const Binder *b, const Tensor *t, const size_t want[2], size_t n_dims,
                         Err *e)
{
    Buf shape = {0}, wanted = {0};
    for (size_t i = 0; i < t->n_dims && i < 8; i++)
        buf_printf(&shape, "%s%" PRIu64, i ? ", " : "", t->shape[i]);
    for (size_t i = 0; i < n_dims; i++)
        buf_printf(&wanted, "%s%zu", i ? ", " : "", want[i]);
    err_set(e, ERR_FORMAT, "%s: tensor %.200s has the shape [%s], but %s implies [%s]", t->file,
            t->name, buf_cstr(&shape), b->source, buf_cstr(&wanted));
    buf_free(&shape);
    buf_free(&wanted);
}

static void dtype_refuse(const Binder *b, const Tensor *t, Err *e)
{
    Buf names = {0};
    for (int d = 0; d < (b->gguf ? DTYPE_OTHER : DTYPE_BF16 + 1); d++)
        buf_printf(&names, "%s%s", d ? ", " : "", DTYPES[d].name);
    err_set(e, ERR_FORMAT, "%s: tensor %.200s is stored as %s; implemented: %s", t->file, t->name,
            t->dtype_name, buf_cstr(&names));
    buf_free(&names);
}

/* A tensor of this name, with the row's shape and a format that can be computed with. */
static const Tensor *tensor_need(Binder *b, const TensorRow *row, const char *name, Err *e)
{
    const Tensor *t = weights_find(b->m->weights, name);
    const Config *c = &b->m->config;
    if (!t) {
        err_set(e, ERR_FORMAT, "tensor %s is missing", name);
        return NULL;
    }
    const size_t n_dims = row->shape[1] == SIZE_NONE ? 1 : 2;
    const bool turned = row->transposed && !b->gguf;
    const size_t want[2] = {size_of(c, row->shape[turned]), size_of(c, row->shape[!turned])};
    if (t->n_dims != n_dims || t->shape[0] != want[0] || (n_dims == 2 && t->shape[1] != want[1])) {
        shape_refuse(b, t, want, n_dims, e);
        return NULL;
    }
    if (t->dtype == DTYPE_OTHER) {
        dtype_refuse(b, t, e);
        return NULL;
    }
    assert(want[n_dims - 1] % DTYPES[t->dtype].block == 0); /* gguf.c refuses others */
    b->bound[t - b->tensors] = true;
    return t;
}

static Matrix matrix_of(const Tensor *t, bool transposed)
{
    return (Matrix){.data = (const unsigned char *)t->bytes.s,
                    .dtype = t->dtype,
                    .n_out = (size_t)t->shape[transposed ? 1 : 0],
                    .n_in = (size_t)t->shape[transposed ? 0 : 1],
                    .transposed = transposed};
}

/* Widened, with `offset` added. */
static const float *vector_of(Model *m, const Tensor *t, float offset)
{
    float *w = arena_alloc(&m->arena, (size_t)t->n_elements, sizeof *w);
    DTYPES[t->dtype].widen(w, (const unsigned char *)t->bytes.s, (size_t)t->n_elements);
    for (size_t i = 0; i < t->n_elements && offset != 0; i++)
        w[i] += offset;
    return w;
}

/* Puts the tensor of one row, called `name`, into the struct at `base`. */
static int tensor_bind(Binder *b, const TensorRow *row, const char *name, void *base, Err *e)
{
    Model *m = b->m;
    const Tensor *t = tensor_need(b, row, name, e);
    if (!t)
        return -1;
    void *place = (char *)base + row->offset;
    if (row->shape[1] == SIZE_NONE)
        *(const float **)place = vector_of(m, t, row->is_norm ? m->config.norm_offset : 0);
    else
        *(Matrix *)place = matrix_of(t, row->transposed && !b->gguf);
    m->info.n_parameters += t->n_elements;
    m->info.weight_bytes += t->bytes.n;
    b->dtype_bytes[t->dtype] += t->bytes.n;
    return 0;
}

/* A tied head may be in the file as well; then it must be the embedding. */
static int head_tie(Binder *b, const char *name, Err *e)
{
    const Tensor *t = weights_find(b->m->weights, name);
    const Matrix *embedding = &b->m->frame.embedding;
    b->m->frame.head.w = *embedding;
    if (!t)
        return 0;
    b->bound[t - b->tensors] = true;
    const size_t n = embedding->n_out * dtype_bytes(embedding->dtype, embedding->n_in);
    if (t->dtype != embedding->dtype || t->bytes.n != n ||
        memcmp(t->bytes.s, embedding->data, n) != 0) {
        err_set(e, ERR_FORMAT,
                "%s: tensor %s differs from the embedding, but %s ties them "
                "(tie_word_embeddings); which one is meant cannot be known",
                t->file, name, b->source);
        return -1;
    }
    return 0;
}

/* A norm without weights of its own multiplies by one. */
static const float *ones_of(Model *m, size_t n)
{
    float *w = arena_alloc(&m->arena, n, sizeof *w);
    for (size_t i = 0; i < n; i++)
        w[i] = 1;
    return w;
}

/* One row, in one layer where it stands in layers; `base` is the struct that it is for. */
static int row_bind(Binder *b, const TensorRow *row, size_t layer, void *base, Err *e)
{
    if (!row->name && !row->gguf) {
        *(const float **)(void *)((char *)base + row->offset) =
            ones_of(b->m, size_of(&b->m->config, row->shape[0]));
        return 0;
    }
    const bool ties = row->place == TENSOR_HEAD && row->parts == PART_UNTIED && b->m->config.tied;
    if (!row_named(b, row) || (!row_applies(b, row) && !ties))
        return 0;
    Buf name = {0};
    name_of(b, row, layer, &name);
    const int rc =
        ties ? head_tie(b, buf_cstr(&name), e) : tensor_bind(b, row, buf_cstr(&name), base, e);
    buf_free(&name);
    return rc;
}

static int table_bind(Binder *b, const TensorRow *table, Err *e)
{
    Model *m = b->m;
    for (const TensorRow *row = table; row->place != TENSOR_END; row++) {
        if ((row->place == TENSOR_FRAME || row->place == TENSOR_HEAD) &&
            row_bind(b, row, 0, &m->frame, e) != 0)
            return -1;
        for (size_t i = 0; i < m->config.n_layers && row->place == TENSOR_LAYER; i++)
            if (row_bind(b, row, i, &m->layers[i], e) != 0)
                return -1;
    }
    return 0;
}

/* Whether a tensor without a place is known to have no influence. */
static bool tensor_ignored(const Binder *b, const char *name)
{
    const Family *f = b->m->config.family;
    Buf pattern = {0};
    bool known = false;
    for (size_t i = 0; i < FAMILY_TABLES && f->tables[i]; i++)
        for (const TensorRow *row = f->tables[i]; row->place != TENSOR_END; row++)
            if ((row->place == TENSOR_IGNORED || row->place == TENSOR_FOREIGN) &&
                row_named(b, row) && family_name_matches(name_of(b, row, 0, &pattern), name))
                known = true;
    buf_free(&pattern);
    return known;
}

/* Of the forms of names that the family has, the one in which both embedding and head are there, or
 * else the embedding; the first where none is, so that sentences name the usual tensor. */
static const TensorPrefix *prefix_choose(const Binder *b)
{
    const TensorPrefix *all = b->m->config.family->prefixes, *best = NULL;
    const char *embedding = b->m->config.family->tables[0]->name; /* the first row of all tables */
    Buf name = {0};
    for (const TensorPrefix *p = all; p->body; p++) {
        buf_clear(&name);
        buf_printf(&name, "%s%s", p->body, embedding);
        if (!weights_find(b->m->weights, buf_cstr(&name)))
            continue;
        best = best ? best : p;
        buf_clear(&name);
        buf_printf(&name, "%sweight", p->head);
        if (weights_find(b->m->weights, buf_cstr(&name))) {
            best = p;
            break;
        }
    }
    buf_free(&name);
    return best ? best : all;
}

/* One format's name; of several, all in order of their bytes. */
static const char *dtype_describe(const Binder *b, Arena *a)
{
    uint64_t bytes[DTYPE_OTHER];
    const char *text = NULL;
    size_t n = 0;
    memcpy(bytes, b->dtype_bytes, sizeof bytes);
    for (;; n++) {
        size_t most = 0;
        for (size_t d = 1; d < DTYPE_OTHER; d++)
            most = bytes[d] > bytes[most] ? d : most;
        if (bytes[most] == 0)
            break;
        bytes[most] = 0;
        text = text ? arena_printf(a, "%s, %s", text, DTYPES[most].name) : DTYPES[most].name;
    }
    return n > 1 ? arena_printf(a, "mixed (%s)", text) : text ? text : "none";
}

static int leftovers_check(const Binder *b, Err *e)
{
    const Config *c = &b->m->config;
    for (size_t i = 0; i < b->n_tensors; i++)
        if (!b->bound[i] && !tensor_ignored(b, b->tensors[i].name)) {
            err_set(e, ERR_FORMAT, "%s: tensor %.200s is not part of a %s model of %zu layers",
                    b->tensors[i].file, b->tensors[i].name, c->family->name, c->n_layers);
            return -1;
        }
    return 0;
}

static int tables_bind(Binder *b, Err *e)
{
    const Family *f = b->m->config.family;
    for (size_t i = 0; i < FAMILY_TABLES && f->tables[i]; i++)
        if (table_bind(b, f->tables[i], e) != 0)
            return -1;
    return leftovers_check(b, e);
}

static int weights_bind(Model *m, Err *e)
{
    Binder b = {.m = m, .gguf = weights_gguf(m->weights) != NULL};
    b.source = b.gguf ? "the metadata" : CONFIG_FILE;
    b.tensors = weights_tensors(m->weights, &b.n_tensors);
    /* A layer takes several tensors, so this bounds what a false number can allocate. */
    if (m->config.n_layers > b.n_tensors) {
        err_set(e, ERR_FORMAT, "%s: %zu layers, but the weights are %zu tensors only", b.source,
                m->config.n_layers, b.n_tensors);
        return -1;
    }
    m->layers = arena_alloc(&m->arena, m->config.n_layers, sizeof *m->layers);
    b.bound = mem_zero(b.n_tensors, sizeof *b.bound);
    b.prefix = prefix_choose(&b);
    const int rc = tables_bind(&b, e);
    free(b.bound);
    m->info.dtype = rc == 0 ? dtype_describe(&b, &m->arena) : NULL;
    m->info.container = b.gguf ? "GGUF" : "safetensors";
    return rc;
}

/* The directory is something else: says what, and what to do. */
static int config_missing(Model *m, const char *dir, Err *e)
{
    if (file_exists(arena_printf(&m->arena, "%s/adapter_config.json", dir)))
        err_set(e, ERR_FORMAT,
                "%s: holds an adapter (adapter_config.json), not a model: merge it into its base "
                "model and give the directory of the result",
                dir);
    else
        err_set(e, ERR_FORMAT,
                "%s: holds no %s and not exactly one GGUF file: give a Hugging Face checkpoint "
                "directory or a GGUF file",
                dir, CONFIG_FILE);
    return -1;
}

static int config_load(Model *m, const char *dir, Err *e)
{
    Buf text = {0};
    const char *path = arena_printf(&m->arena, "%s/%s", dir, CONFIG_FILE);
    struct stat st;
    if (stat(path, &st) != 0 && errno == ENOENT)
        return config_missing(m, dir, e);
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

static int directory_open(Model *m, const char *dir, Err *e)
{
    if (config_load(m, dir, e) != 0)
        return -1;
    m->weights = weights_open(dir, e);
    return m->weights ? 0 : -1;
}

static int gguf_open(Model *m, const char *path, Err *e)
{
    m->weights = weights_open_gguf(path, e);
    if (!m->weights)
        return -1;
    if (ggufconfig_parse(&m->config, weights_gguf(m->weights), &m->arena, e) != 0) {
        err_add(e, "%s", path);
        return -1;
    }
    return 0;
}

/* Whether a file begins as GGUF files do. 1 or 0; -1 with ERR_IO. */
static int is_gguf(const char *path, Err *e)
{
    FileMap *f = filemap_open(path, e);
    if (!f)
        return -1;
    const bool yes = str_starts(filemap_bytes(f), "GGUF");
    filemap_close(f);
    return yes;
}

/* What the path is: a directory with config.json or else one GGUF file, or a GGUF file. */
static int path_open(Model *m, const char *path, Err *e)
{
    struct stat st;
    if (stat(path, &st) != 0) {
        err_set_errno(e, "%s: cannot be opened", path);
        return -1;
    }
    if (S_ISDIR(st.st_mode)) {
        const char *gguf = gguffile_in(path, &m->arena);
        return gguf ? gguf_open(m, gguf, e) : directory_open(m, path, e);
    }
    const int gguf = is_gguf(path, e);
    if (gguf == 0)
        err_set(e, ERR_FORMAT,
                "%s: is a file, but not GGUF; implemented are GGUF files, and checkpoint "
                "directories with %s and safetensors",
                path, CONFIG_FILE);
    return gguf > 0 ? gguf_open(m, path, e) : -1;
}

Model *model_open(const char *path, Err *e)
{
    Model *m = mem_zero(1, sizeof *m);
    if (path_open(m, path, e) != 0)
        goto fail;
    if (weights_bind(m, e) != 0) {
        err_add(e, "%s", path);
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
    const atomic_bool stop = false;
    return model_digest(m, 1, &stop, hex, e);
}

void model_close(Model *m)
{
    if (!m)
        return;
    weights_close(m->weights);
    arena_free(&m->arena);
    free(m);
}
