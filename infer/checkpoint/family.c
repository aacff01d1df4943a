/* The table of families: see family.h. */
#include "infer/checkpoint/family.h"

#include "infer/checkpoint/model.h"

#include <string.h>

/* Names as transformers' GemmaForCausalLM saves them. lm_head.weight is in the file only where the
 * output is not tied; model.c decides. */
static const TensorRow GEMMA_TENSORS[] = {
    {"model.embed_tokens.weight", TENSOR_FRAME, offsetof(Frame, embedding), {SIZE_VOCAB, SIZE_DIM}},
    {"lm_head.weight", TENSOR_FRAME, offsetof(Frame, head), {SIZE_VOCAB, SIZE_DIM}},
    {"model.norm.weight", TENSOR_FRAME, offsetof(Frame, final_norm), {SIZE_DIM}},
    {"model.layers.*.input_layernorm.weight",
     TENSOR_LAYER,
     offsetof(Layer, attention_norm),
     {SIZE_DIM}},
    {"model.layers.*.post_attention_layernorm.weight",
     TENSOR_LAYER,
     offsetof(Layer, ffn_norm),
     {SIZE_DIM}},
    {"model.layers.*.self_attn.q_proj.weight",
     TENSOR_LAYER,
     offsetof(Layer, q),
     {SIZE_Q, SIZE_DIM}},
    {"model.layers.*.self_attn.k_proj.weight",
     TENSOR_LAYER,
     offsetof(Layer, k),
     {SIZE_KV, SIZE_DIM}},
    {"model.layers.*.self_attn.v_proj.weight",
     TENSOR_LAYER,
     offsetof(Layer, v),
     {SIZE_KV, SIZE_DIM}},
    {"model.layers.*.self_attn.o_proj.weight",
     TENSOR_LAYER,
     offsetof(Layer, o),
     {SIZE_DIM, SIZE_Q}},
    {"model.layers.*.mlp.gate_proj.weight",
     TENSOR_LAYER,
     offsetof(Layer, gate),
     {SIZE_FFN, SIZE_DIM}},
    {"model.layers.*.mlp.up_proj.weight", TENSOR_LAYER, offsetof(Layer, up), {SIZE_FFN, SIZE_DIM}},
    {"model.layers.*.mlp.down_proj.weight",
     TENSOR_LAYER,
     offsetof(Layer, down),
     {SIZE_DIM, SIZE_FFN}},
    /* Tables of frequencies that older releases saved; they follow from rope_theta. */
    {"model.layers.*.self_attn.rotary_emb.inv_freq", TENSOR_IGNORED, 0, {SIZE_NONE}},
    {"model.rotary_emb.inv_freq", TENSOR_IGNORED, 0, {SIZE_NONE}},
    {0},
};

static const Family FAMILIES[] = {
    {
        .model_type = "gemma",
        .name = "Gemma",
        .norm_offset = 1,
        .embedding_scaled = true,
        .default_tied = true,
        .default_rope_theta = 10000,
        .default_activation = "gelu_pytorch_tanh",
        .default_eos = 1,
        .tensors = GEMMA_TENSORS,
    },
};

const Family *family_at(size_t i)
{
    return i < sizeof FAMILIES / sizeof *FAMILIES ? &FAMILIES[i] : NULL;
}

const Family *family_find(const char *model_type)
{
    for (size_t i = 0; i < sizeof FAMILIES / sizeof *FAMILIES; i++)
        if (strcmp(FAMILIES[i].model_type, model_type) == 0)
            return &FAMILIES[i];
    return NULL;
}

bool family_name_matches(const TensorRow *row, const char *name)
{
    const char *star = strchr(row->name, '*');
    if (!star)
        return strcmp(row->name, name) == 0;
    const size_t before = (size_t)(star - row->name);
    if (strncmp(row->name, name, before) != 0)
        return false;
    const size_t digits = strspn(name + before, "0123456789");
    return digits > 0 && strcmp(star + 1, name + before + digits) == 0;
}
