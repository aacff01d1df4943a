/* Opening a checkpoint: every tensor in its place, none left over, and a sentence otherwise. */
#include "tests/tinymodel.h"

#include "audit/base/file.h"
#include "infer/checkpoint/model.h"

static void refuse(const char *folder, const TinyModel *t, const char *says)
{
    Err e = {0};
    tinymodel_write(folder, t);
    Model *m = model_open(folder, &e);
    if (m || e.kind != ERR_FORMAT || !strstr(e.text, says) || !strstr(e.text, folder))
        fail_msg("want \"%s\", got %d: %s", says, e.kind, e.text);
}

static void directories_without_config_are_explained(void **state)
{
    const char *dir = *state;
    Err e = {0};
    assert_null(model_open(dir, &e));
    assert_true(e.kind == ERR_FORMAT && strstr(e.text, "holds no config.json and not exactly one"));
    free(test_file(dir, "adapter_config.json", "{}", 2));
    assert_null(model_open(dir, &e));
    assert_true(e.kind == ERR_FORMAT && strstr(e.text, "holds an adapter"));
}

static void tensors_are_accounted_for(void **state)
{
    const char *dir = *state;
    model_close(tinymodel_open(dir, &(TinyModel){0}));
    refuse(dir, &(TinyModel){.leave = "model.layers.1.mlp.up_proj.weight"},
           "tensor model.layers.1.mlp.up_proj.weight is missing");
    refuse(dir, &(TinyModel){.leave = "model.norm.weight"}, "tensor model.norm.weight is missing");
    refuse(dir, &(TinyModel){.leave = "model.embed_tokens.weight"}, "embed_tokens.weight is miss");
    static const char *const EXTRAS[] = {
        "model.layers.0.self_attn.q_proj.bias",
        "model.layers.2.mlp.up_proj.weight",
        "model.layers.00.mlp.up_proj.weight",
        "model.layers.x.mlp.up_proj.weight",
        "model.layers.99999999999999999999999.mlp.up_proj.weight",
        "score.weight",
    };
    for (size_t i = 0; i < sizeof EXTRAS / sizeof *EXTRAS; i++)
        refuse(dir, &(TinyModel){.extra = EXTRAS[i]}, "is not part of a Gemma model of 2 layers");
    const TinyModel ignored = {.extra = "model.layers.1.self_attn.rotary_emb.inv_freq"};
    model_close(tinymodel_open(dir, &ignored));
}

static void heads_are_tied_or_not(void **state)
{
    const char *dir = *state;
    Model *m = tinymodel_open(dir, &(TinyModel){0});
    assert_ptr_equal(m->frame.head.w.data, m->frame.embedding.data);
    const uint64_t tied = model_info(m)->n_parameters;
    model_close(m);
    model_close(tinymodel_open(dir, &(TinyModel){.head = true, .head_is_copy = true}));
    refuse(dir, &(TinyModel){.head = true}, "lm_head.weight differs from the embedding");
    const char *untied = "\"tie_word_embeddings\":false,";
    refuse(dir, &(TinyModel){.config = untied}, "tensor lm_head.weight is missing");
    m = tinymodel_open(dir, &(TinyModel){.head = true, .config = untied});
    assert_ptr_not_equal(m->frame.head.w.data, m->frame.embedding.data);
    assert_int_equal(model_info(m)->n_parameters, tied + TINY_VOCAB * TINY_DIM);
    model_close(m);
}

/* config.json's text with one number replaced. */
static void config_replace(const char *dir, const char *from, const char *to)
{
    Err e = {0};
    Buf text = {0}, out = {0};
    char *path = test_path(dir, "config.json");
    assert_int_equal(file_read(path, &text, &e), 0);
    const char *all = buf_cstr(&text), *at = strstr(all, from);
    assert_non_null(at);
    buf_add(&out, all, (size_t)(at - all));
    buf_printf(&out, "%s%s", to, at + strlen(from));
    free(test_file(dir, "config.json", buf_str(&out).s, out.n));
    free(path);
    buf_free(&text);
    buf_free(&out);
}

static void shapes_are_compared_with_config(void **state)
{
    const char *dir = *state;
    static const struct {
        const char *from, *to, *says;
    } CASES[] = {
        {"\"vocab_size\":531", "\"vocab_size\":532",
         "has the shape [531, 64], but config.json implies [532, 64]"},
        {"\"hidden_size\":64", "\"hidden_size\":48", "implies [531, 48]"},
        {"\"hidden_size\":64", "\"hidden_size\":80", "implies [531, 80]"},
        {"\"intermediate_size\":200", "\"intermediate_size\":201",
         "gate_proj.weight has the shape [200, 64]"},
        {"\"head_dim\":18", "\"head_dim\":20", "q_proj.weight has the shape [72, 64]"},
        {"\"num_key_value_heads\":2", "\"num_key_value_heads\":1",
         "k_proj.weight has the shape [36, 64]"},
        {"\"num_hidden_layers\":2", "\"num_hidden_layers\":1",
         "not part of a Gemma model of 1 layers"},
        {"\"num_hidden_layers\":2", "\"num_hidden_layers\":3",
         "model.layers.2.self_attn.q_proj.weight is miss"},
        {"\"num_hidden_layers\":2", "\"num_hidden_layers\":65536",
         "65536 layers, but the weights are 20 tensors"},
        {"\"num_attention_heads\":4", "\"num_attention_heads\":2147483646",
         "implies [38654705628, 64]"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Err e = {0};
        tinymodel_write(dir, &(TinyModel){0});
        config_replace(dir, CASES[i].from, CASES[i].to);
        Model *m = model_open(dir, &e);
        if (m || e.kind != ERR_FORMAT || !strstr(e.text, CASES[i].says))
            fail_msg("%s gives %s", CASES[i].to, e.text);
    }
}

static void paths_that_are_no_checkpoint(void **state)
{
    const char *dir = *state;
    Err e = {0};
    char *path = test_path(dir, "missing");
    assert_null(model_open(path, &e));
    assert_int_equal(e.kind, ERR_IO);
    free(path);
    assert_null(model_open(dir, &e));
    assert_int_equal(e.kind, ERR_FORMAT);
    assert_non_null(strstr(e.text, "config.json"));
    path = test_file(dir, "model.gguf", "ggml", 4);
    assert_null(model_open(path, &e));
    assert_int_equal(e.kind, ERR_FORMAT);
    assert_non_null(strstr(e.text, "is a file, but not GGUF; implemented are GGUF files, and ch"));
    free(path);
    path = test_file(dir, "model.gguf", "GGUF", 4);
    assert_null(model_open(path, &e));
    assert_int_equal(e.kind, ERR_FORMAT);
    assert_non_null(strstr(e.text, path));
    /* The only GGUF file of a directory without config.json is meant, of several none. */
    assert_null(model_open(dir, &e));
    assert_non_null(strstr(e.text, path));
    free(path);
    free(test_file(dir, "other.gguf", "GGUF", 4));
    assert_null(model_open(dir, &e));
    assert_int_equal(e.kind, ERR_FORMAT);
    assert_non_null(strstr(e.text, "config.json"));
}

static void file_rename(const char *dir, const char *from, const char *to)
{
    char *a = test_path(dir, from), *b = test_path(dir, to);
    assert_int_equal(rename(a, b), 0);
    free(a);
    free(b);
}

/* A single file may have another name; of two nobody can know which is meant. */
static void weight_files_are_found(void **state)
{
    const char *dir = *state;
    Err e = {0};
    tinymodel_write(dir, &(TinyModel){0});
    file_rename(dir, "model.safetensors", "weights.safetensors");
    Model *m = model_open(dir, &e);
    if (!m)
        fail_msg("%s", e.text);
    model_close(m);
    free(test_file(dir, "more.safetensors", "x", 1));
    assert_null(model_open(dir, &e));
    assert_non_null(strstr(e.text, "2 safetensors files are here (more.safetensors, ...)"));
}

/* The file's JSON header with each `from` replaced by a text of the same length. */
static void header_replace(const char *dir, const char *from, const char *to)
{
    Err e = {0};
    Buf file = {0};
    char *path = test_path(dir, "model.safetensors");
    assert_int_equal(file_read(path, &file, &e), 0);
    assert_int_equal(strlen(from), strlen(to));
    size_t n = 0;
    for (size_t i = 0; i + strlen(from) <= file.n; i++)
        if (memcmp(file.s + i, from, strlen(from)) == 0) {
            memcpy(file.s + i, to, strlen(to));
            n++;
        }
    assert_true(n > 0);
    free(test_file(dir, "model.safetensors", file.s, file.n));
    free(path);
    buf_free(&file);
}

/* A checkpoint of the body alone lacks the prefix; with a tied head nothing is missing. */
static void bodies_are_models_where_heads_are_tied(void **state)
{
    const char *dir = *state;
    Err e = {0};
    tinymodel_write(dir, &(TinyModel){0});
    /* JSON may have spaces where the prefix was. */
    header_replace(dir, "\"model.", "      \"");
    Model *m = model_open(dir, &e);
    if (!m)
        fail_msg("%s", e.text);
    model_close(m);
    refuse(dir, &(TinyModel){.config = "\"tie_word_embeddings\":false,"},
           "tensor lm_head.weight is missing");
}

static void formats_that_cannot_be_computed_with(void **state)
{
    const char *dir = *state;
    Err e = {0};
    tinymodel_write(dir, &(TinyModel){0});
    header_replace(dir, "\"F32\"", "\"I32\"");
    assert_null(model_open(dir, &e));
    assert_non_null(strstr(e.text, "is stored as I32; implemented: f32, f16, bf16"));
}

/* Whatever changes results changes the digest. */
static void digest_covers_what_decides(void **state)
{
    const char *dir = *state;
    char first[SHA256_HEX_BYTES], hex[SHA256_HEX_BYTES];
    Err e = {0};
    Model *m = tinymodel_open(dir, &(TinyModel){0});
    assert_int_equal(model_sha256(m, first, &e), 0);
    model_close(m);
    const TinyModel others[] = {{.poison = "model.norm.weight"}, {.config = "\"use_cache\":true,"}};
    for (size_t i = 0; i < 2; i++) {
        m = tinymodel_open(dir, &others[i]);
        assert_int_equal(model_sha256(m, hex, &e), 0);
        assert_string_not_equal(hex, first);
        model_close(m);
    }
    free(test_file(dir, "generation_config.json", "{\"eos_token_id\":4}", 18));
    m = tinymodel_open(dir, &(TinyModel){0});
    assert_int_equal(model_info(m)->eos[0], 4);
    assert_int_equal(model_sha256(m, hex, &e), 0);
    assert_string_not_equal(hex, first);
    model_close(m);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, test_folder_make, test_folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(directories_without_config_are_explained),
        IN_FOLDER(tensors_are_accounted_for),
        IN_FOLDER(heads_are_tied_or_not),
        IN_FOLDER(shapes_are_compared_with_config),
        IN_FOLDER(paths_that_are_no_checkpoint),
        IN_FOLDER(digest_covers_what_decides),
        IN_FOLDER(weight_files_are_found),
        IN_FOLDER(bodies_are_models_where_heads_are_tied),
        IN_FOLDER(formats_that_cannot_be_computed_with),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
