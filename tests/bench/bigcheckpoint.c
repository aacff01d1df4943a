/* bigcheckpoint SHAPE DIR: writes a checkpoint of a known model's widths with random bf16 weights
 * into an existing directory: config.json and model.safetensors. For timings: it has learned
 * nothing. The same bytes on every machine and for any number of threads.
 *
 *   bigcheckpoint sizes      prints "SHAPE BYTES" for each shape instead
 *
 * Values lie between 2^-9 and 2^-5, of either sign: a product then neither grows nor dies over the
 * layers, at all these widths. Norms that are not stored as w-1 are ones. */
#include "audit/base/mem.h"
#include "audit/base/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct {
    const char *model_type, *activation;
    bool tied;    /* the output layer is the embedding */
    bool norm_m1; /* norms are stored as w-1 */
} Family;

static const Family GEMMA = {"gemma", "gelu_pytorch_tanh", true, true};
static const Family LLAMA = {"llama", "silu", false, false};

typedef struct {
    const char *name;
    const Family *family;
    uint64_t vocab, dim, ffn, n_layers, n_heads, n_kv_heads, head_dim;
} Shape;

/* The 7B shapes have their models' full widths and few of their layers, since a layer costs what it
 * costs, and a bench has minutes. tiny is the demo checkpoint's. */
static const Shape SHAPES[] = {
    {"gemma-2b", &GEMMA, 256000, 2048, 16384, 18, 8, 1, 256},
    {"mha-7b", &GEMMA, 256000, 3072, 24576, 4, 16, 16, 256},
    {"llama-7b", &LLAMA, 32000, 4096, 11008, 4, 32, 32, 128},
    {"tiny", &GEMMA, 2000, 192, 512, 4, 4, 1, 64},
};
enum { N_SHAPES = sizeof SHAPES / sizeof *SHAPES };

enum { PER_LAYER = 9, OUTSIDE = 3, CHUNK_BYTES = 4 << 20 };

typedef struct {
    char name[80];
    uint64_t rows, cols; /* cols 0: a vector */
} Entry;

/* The tensors in the file's order; *n of them. Free with free(). */
static Entry *entries_make(const Shape *s, size_t *n)
{
    const uint64_t q = s->n_heads * s->head_dim, kv = s->n_kv_heads * s->head_dim;
    const struct {
        const char *name;
        uint64_t rows, cols;
    } layer[PER_LAYER] = {
        {"input_layernorm", s->dim, 0},          {"mlp.down_proj", s->dim, s->ffn},
        {"mlp.gate_proj", s->ffn, s->dim},       {"mlp.up_proj", s->ffn, s->dim},
        {"post_attention_layernorm", s->dim, 0}, {"self_attn.k_proj", kv, s->dim},
        {"self_attn.o_proj", s->dim, q},         {"self_attn.q_proj", q, s->dim},
        {"self_attn.v_proj", kv, s->dim},
    };
    Entry *all = mem_zero(OUTSIDE + s->n_layers * PER_LAYER, sizeof *all);
    *n = 0;
    if (!s->family->tied)
        all[(*n)++] = (Entry){"lm_head.weight", s->vocab, s->dim};
    all[(*n)++] = (Entry){"model.embed_tokens.weight", s->vocab, s->dim};
    for (uint64_t i = 0; i < s->n_layers; i++)
        for (size_t j = 0; j < PER_LAYER; j++) {
            Entry *e = &all[(*n)++];
            *e = (Entry){"", layer[j].rows, layer[j].cols};
            snprintf(e->name, sizeof e->name, "model.layers.%" PRIu64 ".%s.weight", i,
                     layer[j].name);
        }
    all[(*n)++] = (Entry){"model.norm.weight", s->dim, 0};
    return all;
}

static uint64_t entry_bytes(const Entry *e)
{
    return 2 * e->rows * (e->cols ? e->cols : 1);
}

static uint64_t entries_bytes(const Entry *all, size_t n)
{
    uint64_t bytes = 0;
    for (size_t i = 0; i < n; i++)
        bytes += entry_bytes(&all[i]);
    return bytes;
}

/* A safetensors header: its length in 8 bytes, then JSON, filled up with spaces so that the data
 * begin at a multiple of 8. Free with free(). */
static char *header_make(const Entry *all, size_t n, size_t *size)
{
    char *text = NULL;
    FILE *header = open_memstream(&text, size);
    if (!header)
        mem_out(n, sizeof *all);
    uint64_t at = 0;
    fwrite(&at, sizeof at, 1, header); /* the place of the length */
    for (size_t i = 0; i < n; i++) {
        char shape[48];
        snprintf(shape, sizeof shape, all[i].cols ? "%" PRIu64 ",%" PRIu64 : "%" PRIu64,
                 all[i].rows, all[i].cols);
        const uint64_t end = at + entry_bytes(&all[i]);
        fprintf(header, "%s\"%s\":{\"dtype\":\"BF16\",\"shape\":[%s],", i ? "," : "{", all[i].name,
                shape);
        fprintf(header, "\"data_offsets\":[%" PRIu64 ",%" PRIu64 "]}", at, end);
        at = end;
    }
    fputc('}', header);
    for (fflush(header); *size % 8 != 0; fflush(header))
        fputc(' ', header);
    fclose(header);
    const uint64_t length = *size - sizeof length;
    memcpy(text, &length, sizeof length); /* little endian, as this machine is */
    return text;
}

static int all_write(int fd, const void *data, size_t n, uint64_t at)
{
    const char *from = data;
    while (n > 0) {
        const ssize_t wrote = pwrite(fd, from, n, (off_t)at);
        if (wrote < 0 && errno != EINTR)
            return -1;
        const size_t done = wrote < 0 ? 0 : (size_t)wrote;
        from += done;
        at += done;
        n -= done;
    }
    return 0;
}

typedef struct {
    int fd;
    uint64_t start, bytes; /* of the data in the file */
    _Alignas(64) atomic_uint_least64_t next;
    atomic_int failed; /* errno of a write */
} Task;

/* Random values, a chunk at a time; a chunk's follow from its place alone. */
static void values_write(void *arg, int thread)
{
    Task *t = arg;
    (void)thread;
    uint64_t *chunk = mem_alloc(CHUNK_BYTES, 1);
    for (;;) {
        const uint64_t at = atomic_fetch_add(&t->next, CHUNK_BYTES);
        if (at >= t->bytes || atomic_load(&t->failed))
            break;
        uint64_t state = (at / CHUNK_BYTES + 1) * UINT64_C(0x9e3779b97f4a7c15);
        for (size_t i = 0; i < CHUNK_BYTES / sizeof *chunk; i++) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            chunk[i] = (state & UINT64_C(0x81ff81ff81ff81ff)) + UINT64_C(0x3b003b003b003b00);
        }
        const uint64_t left = t->bytes - at;
        if (all_write(t->fd, chunk, left < CHUNK_BYTES ? left : CHUNK_BYTES, t->start + at) != 0)
            atomic_store(&t->failed, errno);
    }
    free(chunk);
}

/* Ones over every vector: the norms. */
static int ones_write(int fd, const Entry *all, size_t n, uint64_t at)
{
    int rc = 0;
    for (size_t i = 0; i < n && rc == 0; at += entry_bytes(&all[i++])) {
        if (all[i].cols)
            continue;
        uint16_t *ones = mem_alloc(all[i].rows, sizeof *ones);
        for (uint64_t j = 0; j < all[i].rows; j++)
            ones[j] = 0x3f80;
        rc = all_write(fd, ones, entry_bytes(&all[i]), at);
        free(ones);
    }
    return rc;
}

/* 0, or -1 with errno. */
static int weights_write(const char *path, const Shape *s, Pool *pool)
{
    size_t n, size;
    Entry *all = entries_make(s, &n);
    char *header = header_make(all, n, &size);
    const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    int rc = fd < 0 ? -1 : all_write(fd, header, size, 0);
    if (rc == 0) {
        Task t = {.fd = fd, .start = size, .bytes = entries_bytes(all, n)};
        pool_run(pool, values_write, &t);
        errno = atomic_load(&t.failed);
        rc = errno ? -1 : 0;
    }
    if (rc == 0 && !s->family->norm_m1)
        rc = ones_write(fd, all, n, size);
    /* Onto the disk now: not while something is timed. */
    if (rc == 0)
        rc = fsync(fd);
    if (fd >= 0 && close(fd) != 0)
        rc = -1;
    free(header);
    free(all);
    return rc;
}

/* 0, or -1 with errno. */
static int config_write(const char *path, const Shape *s)
{
    FILE *f = fopen(path, "w");
    if (!f)
        return -1;
    fprintf(f, "{\"model_type\": \"%s\", \"hidden_act\": \"%s\",\n", s->family->model_type,
            s->family->activation);
    fprintf(f, " \"vocab_size\": %" PRIu64 ", \"hidden_size\": %" PRIu64 ",\n", s->vocab, s->dim);
    fprintf(f, " \"intermediate_size\": %" PRIu64 ", \"num_hidden_layers\": %" PRIu64 ",\n", s->ffn,
            s->n_layers);
    fprintf(f, " \"num_attention_heads\": %" PRIu64 ", \"num_key_value_heads\": %" PRIu64 ",\n",
            s->n_heads, s->n_kv_heads);
    fprintf(f, " \"head_dim\": %" PRIu64 ", \"max_position_embeddings\": 4096,\n", s->head_dim);
    fprintf(f, " \"rms_norm_eps\": 1e-06, \"rope_theta\": 10000.0,\n");
    fprintf(f, " \"tie_word_embeddings\": %s, \"torch_dtype\": \"bfloat16\"}\n",
            s->family->tied ? "true" : "false");
    const bool failed = ferror(f);
    return fclose(f) != 0 || failed ? -1 : 0;
}

static void sizes_print(void)
{
    for (size_t i = 0; i < N_SHAPES; i++) {
        size_t n, size;
        Entry *all = entries_make(&SHAPES[i], &n);
        char *header = header_make(all, n, &size);
        printf("%s %" PRIu64 "\n", SHAPES[i].name, size + entries_bytes(all, n));
        free(header);
        free(all);
    }
}

static const Shape *shape_find(const char *name)
{
    for (size_t i = 0; i < N_SHAPES; i++)
        if (strcmp(SHAPES[i].name, name) == 0)
            return &SHAPES[i];
    return NULL;
}

int main(int argc, char **argv)
{
    Err e = {0};
    if (argc == 2 && strcmp(argv[1], "sizes") == 0) {
        sizes_print();
        return 0;
    }
    const Shape *s = argc == 3 ? shape_find(argv[1]) : NULL;
    Pool *pool = s ? pool_open(pool_processors(), &e) : NULL;
    if (!pool) {
        fprintf(stderr, "%s\n",
                s ? e.text : "usage: bigcheckpoint gemma-2b|mha-7b|llama-7b|tiny DIR");
        return 2;
    }
    const size_t room = strlen(argv[2]) + sizeof "/model.safetensors";
    char *path = mem_alloc(room, 1);
    snprintf(path, room, "%s/config.json", argv[2]);
    int rc = config_write(path, s);
    if (rc == 0) {
        snprintf(path, room, "%s/model.safetensors", argv[2]);
        rc = weights_write(path, s, pool);
    }
    if (rc != 0)
        perror(path);
    free(path);
    pool_close(pool);
    return rc == 0 ? 0 : 1;
}
