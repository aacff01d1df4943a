/* bigcheckpoint DIR: writes a checkpoint of Gemma 2B's shape with random bf16 weights, 5.0 GB, into
 * an existing directory: config.json and model.safetensors. For timings; it has learned nothing. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VOCAB = 256000, DIM = 2048, FFN = 16384, LAYERS = 18, HEADS = 8, HEAD_DIM = 256 };

typedef struct {
    char name[80];
    uint64_t rows, cols; /* cols 0: a vector */
} Entry;

static const char CONFIG[] =
    "{\"model_type\": \"gemma\", \"vocab_size\": 256000, \"hidden_size\": 2048,\n"
    " \"intermediate_size\": 16384, \"num_hidden_layers\": 18, \"num_attention_heads\": 8,\n"
    " \"num_key_value_heads\": 1, \"head_dim\": 256, \"max_position_embeddings\": 8192,\n"
    " \"rms_norm_eps\": 1e-06, \"rope_theta\": 10000.0, \"hidden_activation\": "
    "\"gelu_pytorch_tanh\",\n"
    " \"tie_word_embeddings\": true, \"torch_dtype\": \"bfloat16\"}\n";

static Entry *entries_make(size_t *n)
{
    static const struct {
        const char *name;
        uint64_t rows, cols;
    } LAYER[] = {
        {"input_layernorm", DIM, 0},
        {"mlp.down_proj", DIM, FFN},
        {"mlp.gate_proj", FFN, DIM},
        {"mlp.up_proj", FFN, DIM},
        {"post_attention_layernorm", DIM, 0},
        {"self_attn.k_proj", HEAD_DIM, DIM},
        {"self_attn.o_proj", DIM, HEADS * HEAD_DIM},
        {"self_attn.q_proj", HEADS * HEAD_DIM, DIM},
        {"self_attn.v_proj", HEAD_DIM, DIM},
    };
    enum { PER_LAYER = sizeof LAYER / sizeof *LAYER };
    Entry *all = calloc(2 + LAYERS * PER_LAYER, sizeof *all);
    if (!all)
        return NULL;
    *n = 0;
    all[(*n)++] = (Entry){"model.embed_tokens.weight", VOCAB, DIM};
    all[(*n)++] = (Entry){"model.norm.weight", DIM, 0};
    for (int i = 0; i < LAYERS; i++)
        for (size_t j = 0; j < PER_LAYER; j++) {
            Entry *e = &all[(*n)++];
            *e = (Entry){"", LAYER[j].rows, LAYER[j].cols};
            snprintf(e->name, sizeof e->name, "model.layers.%d.%s.weight", i, LAYER[j].name);
        }
    return all;
}

static uint64_t elements(const Entry *e)
{
    return e->rows * (e->cols ? e->cols : 1);
}

static void header_write(FILE *f, const Entry *all, size_t n)
{
    char *text = NULL;
    size_t size = 0;
    FILE *header = open_memstream(&text, &size);
    uint64_t at = 0;
    for (size_t i = 0; i < n; i++) {
        char shape[48];
        snprintf(shape, sizeof shape, all[i].cols ? "%" PRIu64 ",%" PRIu64 : "%" PRIu64,
                 all[i].rows, all[i].cols);
        fprintf(header,
                "%s\"%s\":{\"dtype\":\"BF16\",\"shape\":[%s],\"data_offsets\":[%" PRIu64 ",%" PRIu64
                "]}",
                i ? "," : "{", all[i].name, shape, at, at + 2 * elements(&all[i]));
        at += 2 * elements(&all[i]);
    }
    fputc('}', header);
    fclose(header);
    const uint64_t length = size;
    fwrite(&length, sizeof length, 1, f); /* little endian, as this machine is */
    fwrite(text, 1, size, f);
    free(text);
}

/* Values between 2^-9 and 2^-5 of either sign, so that activations stay in range. */
static void values_write(FILE *f, uint64_t n, uint64_t *state)
{
    static uint64_t block[1 << 14];
    for (uint64_t left = 2 * n; left > 0;) {
        for (size_t i = 0; i < sizeof block / sizeof *block; i++) {
            *state ^= *state << 13;
            *state ^= *state >> 7;
            *state ^= *state << 17;
            block[i] = (*state & UINT64_C(0x81ff81ff81ff81ff)) + UINT64_C(0x3b003b003b003b00);
        }
        const uint64_t now = left < sizeof block ? left : sizeof block;
        fwrite(block, 1, now, f);
        left -= now;
    }
}

int main(int argc, char **argv)
{
    char path[4096];
    uint64_t state = 88172645463325252u;
    size_t n;
    Entry *all = entries_make(&n);
    if (argc != 2 || !all) {
        fprintf(stderr, "usage: bigcheckpoint DIR\n");
        return 2;
    }
    snprintf(path, sizeof path, "%s/config.json", argv[1]);
    FILE *f = fopen(path, "w");
    if (!f || fputs(CONFIG, f) < 0 || fclose(f) != 0) {
        perror(path);
        return 1;
    }
    snprintf(path, sizeof path, "%s/model.safetensors", argv[1]);
    f = fopen(path, "w");
    if (!f) {
        perror(path);
        return 1;
    }
    header_write(f, all, n);
    for (size_t i = 0; i < n; i++)
        values_write(f, elements(&all[i]), &state);
    if (ferror(f) || fclose(f) != 0) {
        perror(path);
        return 1;
    }
    free(all);
    return 0;
}
