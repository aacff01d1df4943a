/* Names and shapes of tensors: see familytensors.h. In safetensors they are those that
 * transformers' classes save, in GGUF those of the gguf package's constants. */
#include "infer/checkpoint/familytensors.h"

#include "infer/checkpoint/model.h"

/* A row of the tables below: where it goes, its shape, its names; then what is special about it. */
#define ROW(in, place_, field, n_out, n_in, safetensors, gguf_, ...)                               \
    {                                                                                              \
        .name = safetensors, .gguf = gguf_, .place = place_, .offset = offsetof(in, field),        \
        .shape = {n_out, n_in}, __VA_ARGS__                                                        \
    }
#define FRAME(...) ROW(Frame, TENSOR_FRAME, __VA_ARGS__, )
#define HEAD(...)  ROW(Frame, TENSOR_HEAD, __VA_ARGS__, )
#define LAYER(...) ROW(Layer, TENSOR_LAYER, __VA_ARGS__, )
#define IGNORED(safetensors, gguf_)                                                                \
    {                                                                                              \
        .name = safetensors, .gguf = gguf_, .place = TENSOR_IGNORED                                \
    }
#define FOREIGN(safetensors)                                                                       \
    {                                                                                              \
        .name = safetensors, .place = TENSOR_FOREIGN                                               \
    }

/* The decoders that follow Llama: embedding, attention and feed-forward products. Which norms stand
 * between them differs, and is in tables of their own. */
const TensorRow FAMILYTENSORS_LLAMA[] = {
    FRAME(embedding, SIZE_VOCAB, SIZE_DIM, "embed_tokens.weight", "token_embd.weight"),
    HEAD(head.w, SIZE_VOCAB, SIZE_DIM, "weight", "output.weight", .parts = PART_UNTIED),
    LAYER(q.w, SIZE_Q, SIZE_DIM, "self_attn.q_proj.weight", "attn_q.weight"),
    LAYER(k.w, SIZE_KV, SIZE_DIM, "self_attn.k_proj.weight", "attn_k.weight"),
    LAYER(v.w, SIZE_KV, SIZE_DIM, "self_attn.v_proj.weight", "attn_v.weight"),
    LAYER(o.w, SIZE_DIM, SIZE_Q, "self_attn.o_proj.weight", "attn_output.weight"),
    LAYER(q.bias, SIZE_Q, SIZE_NONE, "self_attn.q_proj.bias", "attn_q.bias",
          .parts = PART_QKV_BIAS),
    LAYER(k.bias, SIZE_KV, SIZE_NONE, "self_attn.k_proj.bias", "attn_k.bias",
          .parts = PART_QKV_BIAS),
    LAYER(v.bias, SIZE_KV, SIZE_NONE, "self_attn.v_proj.bias", "attn_v.bias",
          .parts = PART_QKV_BIAS),
    LAYER(o.bias, SIZE_DIM, SIZE_NONE, "self_attn.o_proj.bias", "attn_output.bias",
          .parts = PART_OUT_BIAS),
    LAYER(gate.w, SIZE_FFN, SIZE_DIM, "mlp.gate_proj.weight", "ffn_gate.weight"),
    LAYER(up.w, SIZE_FFN, SIZE_DIM, "mlp.up_proj.weight", "ffn_up.weight"),
    LAYER(down.w, SIZE_DIM, SIZE_FFN, "mlp.down_proj.weight", "ffn_down.weight"),
    LAYER(gate.bias, SIZE_FFN, SIZE_NONE, "mlp.gate_proj.bias", "ffn_gate.bias",
          .parts = PART_FFN_BIAS),
    LAYER(up.bias, SIZE_FFN, SIZE_NONE, "mlp.up_proj.bias", "ffn_up.bias", .parts = PART_FFN_BIAS),
    LAYER(down.bias, SIZE_DIM, SIZE_NONE, "mlp.down_proj.bias", "ffn_down.bias",
          .parts = PART_FFN_BIAS),
    /* Tables of frequencies: older releases saved them, they follow from rope_theta. GGUF's
     * holds the divisors of Llama 3's scaling, which ggufconfig.c has read. */
    IGNORED("layers.*.self_attn.rotary_emb.inv_freq", NULL),
    IGNORED("rotary_emb.inv_freq", "rope_freqs.weight"),
    {.place = TENSOR_END},
};

/* A norm before each half. */
const TensorRow FAMILYTENSORS_NORMS_BEFORE[] = {
    FRAME(final_norm.weight, SIZE_DIM, SIZE_NONE, "norm.weight", "output_norm.weight",
          .is_norm = true),
    LAYER(attention_norm.weight, SIZE_DIM, SIZE_NONE, "input_layernorm.weight", "attn_norm.weight",
          .is_norm = true),
    LAYER(ffn_norm.weight, SIZE_DIM, SIZE_NONE, "post_attention_layernorm.weight",
          "ffn_norm.weight", .is_norm = true),
    {.place = TENSOR_END},
};

/* Before and behind each half. */
const TensorRow FAMILYTENSORS_NORMS_AROUND[] = {
    FRAME(final_norm.weight, SIZE_DIM, SIZE_NONE, "norm.weight", "output_norm.weight",
          .is_norm = true),
    LAYER(attention_norm.weight, SIZE_DIM, SIZE_NONE, "input_layernorm.weight", "attn_norm.weight",
          .is_norm = true),
    LAYER(attention_post_norm.weight, SIZE_DIM, SIZE_NONE, "post_attention_layernorm.weight",
          "post_attention_norm.weight", .is_norm = true),
    LAYER(ffn_norm.weight, SIZE_DIM, SIZE_NONE, "pre_feedforward_layernorm.weight",
          "ffn_norm.weight", .is_norm = true),
    LAYER(ffn_post_norm.weight, SIZE_DIM, SIZE_NONE, "post_feedforward_layernorm.weight",
          "post_ffw_norm.weight", .is_norm = true),
    {.place = TENSOR_END},
};

/* Behind each half only. */
const TensorRow FAMILYTENSORS_NORMS_BEHIND[] = {
    FRAME(final_norm.weight, SIZE_DIM, SIZE_NONE, "norm.weight", "output_norm.weight",
          .is_norm = true),
    LAYER(attention_post_norm.weight, SIZE_DIM, SIZE_NONE, "post_attention_layernorm.weight",
          "post_attention_norm.weight", .is_norm = true),
    LAYER(ffn_post_norm.weight, SIZE_DIM, SIZE_NONE, "post_feedforward_layernorm.weight",
          "post_ffw_norm.weight", .is_norm = true),
    {.place = TENSOR_END},
};

/* Before each half, without weights. */
const TensorRow FAMILYTENSORS_NORMS_BARE[] = {
    FRAME(final_norm.weight, SIZE_DIM, SIZE_NONE, NULL, NULL),
    LAYER(attention_norm.weight, SIZE_DIM, SIZE_NONE, NULL, NULL),
    LAYER(ffn_norm.weight, SIZE_DIM, SIZE_NONE, NULL, NULL),
    {.place = TENSOR_END},
};

const TensorRow FAMILYTENSORS_QK_NORMS_HEAD[] = {
    LAYER(q_norm.weight, SIZE_HEAD_DIM, SIZE_NONE, "self_attn.q_norm.weight", "attn_q_norm.weight",
          .is_norm = true),
    LAYER(k_norm.weight, SIZE_HEAD_DIM, SIZE_NONE, "self_attn.k_norm.weight", "attn_k_norm.weight",
          .is_norm = true),
    {.place = TENSOR_END},
};

const TensorRow FAMILYTENSORS_QK_NORMS_ALL[] = {
    LAYER(q_norm.weight, SIZE_Q, SIZE_NONE, "self_attn.q_norm.weight", "attn_q_norm.weight",
          .is_norm = true),
    LAYER(k_norm.weight, SIZE_KV, SIZE_NONE, "self_attn.k_norm.weight", "attn_k_norm.weight",
          .is_norm = true),
    {.place = TENSOR_END},
};

/* Gemma 3's other half: what sees images. */
const TensorRow FAMILYTENSORS_VISION[] = {
    FOREIGN("vision_tower.*"),       FOREIGN("multi_modal_projector.*"),
    FOREIGN("model.vision_tower.*"), FOREIGN("model.multi_modal_projector.*"),
    {.place = TENSOR_END},
};

/* GGUF's attn_norm is what the feed-forward half reads where there are two norms. */
const TensorRow FAMILYTENSORS_FALCON[] = {
    FRAME(embedding, SIZE_VOCAB, SIZE_DIM, "word_embeddings.weight", "token_embd.weight"),
    HEAD(head.w, SIZE_VOCAB, SIZE_DIM, "weight", "output.weight", .parts = PART_UNTIED),
    FRAME(final_norm.weight, SIZE_DIM, SIZE_NONE, "ln_f.weight", "output_norm.weight",
          .is_norm = true),
    FRAME(final_norm.bias, SIZE_DIM, SIZE_NONE, "ln_f.bias", "output_norm.bias"),
    LAYER(attention_norm.weight, SIZE_DIM, SIZE_NONE, "input_layernorm.weight", "attn_norm.weight",
          .unless = PART_FFN_NORM, .is_norm = true),
    LAYER(attention_norm.bias, SIZE_DIM, SIZE_NONE, "input_layernorm.bias", "attn_norm.bias",
          .unless = PART_FFN_NORM),
    LAYER(attention_norm.weight, SIZE_DIM, SIZE_NONE, "ln_attn.weight", "attn_norm_2.weight",
          .parts = PART_FFN_NORM, .is_norm = true),
    LAYER(attention_norm.bias, SIZE_DIM, SIZE_NONE, "ln_attn.bias", "attn_norm_2.bias",
          .parts = PART_FFN_NORM),
    LAYER(ffn_norm.weight, SIZE_DIM, SIZE_NONE, "ln_mlp.weight", "attn_norm.weight",
          .parts = PART_FFN_NORM, .is_norm = true),
    LAYER(ffn_norm.bias, SIZE_DIM, SIZE_NONE, "ln_mlp.bias", "attn_norm.bias",
          .parts = PART_FFN_NORM),
    LAYER(ffn_norm.weight, SIZE_DIM, SIZE_NONE, "post_attention_layernorm.weight", NULL,
          .parts = PART_SEQUENTIAL, .is_norm = true),
    LAYER(ffn_norm.bias, SIZE_DIM, SIZE_NONE, "post_attention_layernorm.bias", NULL,
          .parts = PART_SEQUENTIAL),
    LAYER(q.w, SIZE_QKV, SIZE_DIM, "self_attention.query_key_value.weight", "attn_qkv.weight"),
    LAYER(q.bias, SIZE_QKV, SIZE_NONE, "self_attention.query_key_value.bias", "attn_qkv.bias",
          .parts = PART_QKV_BIAS),
    LAYER(o.w, SIZE_DIM, SIZE_Q, "self_attention.dense.weight", "attn_output.weight"),
    LAYER(o.bias, SIZE_DIM, SIZE_NONE, "self_attention.dense.bias", "attn_output.bias",
          .parts = PART_OUT_BIAS),
    LAYER(up.w, SIZE_FFN, SIZE_DIM, "mlp.dense_h_to_4h.weight", "ffn_up.weight"),
    LAYER(up.bias, SIZE_FFN, SIZE_NONE, "mlp.dense_h_to_4h.bias", "ffn_up.bias",
          .parts = PART_FFN_BIAS),
    LAYER(down.w, SIZE_DIM, SIZE_FFN, "mlp.dense_4h_to_h.weight", "ffn_down.weight"),
    LAYER(down.bias, SIZE_DIM, SIZE_NONE, "mlp.dense_4h_to_h.bias", "ffn_down.bias",
          .parts = PART_FFN_BIAS),
    IGNORED("h.*.self_attention.rotary_emb.inv_freq", NULL),
    IGNORED("h.*.self_attention.maybe_rotary.inv_freq", NULL),
    {.place = TENSOR_END},
};

/* Older releases saved masks and frequencies. */
const TensorRow FAMILYTENSORS_NEOX[] = {
    FRAME(embedding, SIZE_VOCAB, SIZE_DIM, "embed_in.weight", "token_embd.weight"),
    HEAD(head.w, SIZE_VOCAB, SIZE_DIM, "weight", "output.weight", .parts = PART_UNTIED),
    FRAME(final_norm.weight, SIZE_DIM, SIZE_NONE, "final_layer_norm.weight", "output_norm.weight",
          .is_norm = true),
    FRAME(final_norm.bias, SIZE_DIM, SIZE_NONE, "final_layer_norm.bias", "output_norm.bias"),
    LAYER(attention_norm.weight, SIZE_DIM, SIZE_NONE, "input_layernorm.weight", "attn_norm.weight",
          .is_norm = true),
    LAYER(attention_norm.bias, SIZE_DIM, SIZE_NONE, "input_layernorm.bias", "attn_norm.bias"),
    LAYER(ffn_norm.weight, SIZE_DIM, SIZE_NONE, "post_attention_layernorm.weight",
          "ffn_norm.weight", .is_norm = true),
    LAYER(ffn_norm.bias, SIZE_DIM, SIZE_NONE, "post_attention_layernorm.bias", "ffn_norm.bias"),
    LAYER(q.w, SIZE_QKV, SIZE_DIM, "attention.query_key_value.weight", "attn_qkv.weight"),
    LAYER(q.bias, SIZE_QKV, SIZE_NONE, "attention.query_key_value.bias", "attn_qkv.bias",
          .parts = PART_QKV_BIAS),
    LAYER(o.w, SIZE_DIM, SIZE_Q, "attention.dense.weight", "attn_output.weight"),
    LAYER(o.bias, SIZE_DIM, SIZE_NONE, "attention.dense.bias", "attn_output.bias",
          .parts = PART_OUT_BIAS),
    LAYER(up.w, SIZE_FFN, SIZE_DIM, "mlp.dense_h_to_4h.weight", "ffn_up.weight"),
    LAYER(up.bias, SIZE_FFN, SIZE_NONE, "mlp.dense_h_to_4h.bias", "ffn_up.bias"),
    LAYER(down.w, SIZE_DIM, SIZE_FFN, "mlp.dense_4h_to_h.weight", "ffn_down.weight"),
    LAYER(down.bias, SIZE_DIM, SIZE_NONE, "mlp.dense_4h_to_h.bias", "ffn_down.bias"),
    IGNORED("layers.*.attention.bias", NULL),
    IGNORED("layers.*.attention.masked_bias", NULL),
    IGNORED("layers.*.attention.rotary_emb.inv_freq", NULL),
    {.place = TENSOR_END},
};

/* What stands around the attention of GPT-2, GPT-Neo and GPT-J. */
const TensorRow FAMILYTENSORS_GPT_FRAME[] = {
    FRAME(embedding, SIZE_VOCAB, SIZE_DIM, "wte.weight", "token_embd.weight"),
    HEAD(head.w, SIZE_VOCAB, SIZE_DIM, "weight", "output.weight", .parts = PART_UNTIED),
    HEAD(head.bias, SIZE_VOCAB, SIZE_NONE, "bias", "output.bias", .parts = PART_HEAD_BIAS),
    FRAME(final_norm.weight, SIZE_DIM, SIZE_NONE, "ln_f.weight", "output_norm.weight",
          .is_norm = true),
    FRAME(final_norm.bias, SIZE_DIM, SIZE_NONE, "ln_f.bias", "output_norm.bias"),
    LAYER(attention_norm.weight, SIZE_DIM, SIZE_NONE, "ln_1.weight", "attn_norm.weight",
          .is_norm = true),
    LAYER(attention_norm.bias, SIZE_DIM, SIZE_NONE, "ln_1.bias", "attn_norm.bias"),
    {.place = TENSOR_END},
};

/* Learned positions, and a second norm. */
const TensorRow FAMILYTENSORS_GPT_SECOND_NORM[] = {
    FRAME(positions, SIZE_POSITIONS, SIZE_DIM, "wpe.weight", "position_embd.weight"),
    LAYER(ffn_norm.weight, SIZE_DIM, SIZE_NONE, "ln_2.weight", "ffn_norm.weight", .is_norm = true),
    LAYER(ffn_norm.bias, SIZE_DIM, SIZE_NONE, "ln_2.bias", "ffn_norm.bias"),
    {.place = TENSOR_END},
};

const TensorRow FAMILYTENSORS_GPT2[] = {
    LAYER(q.w, SIZE_QKV, SIZE_DIM, "attn.c_attn.weight", "attn_qkv.weight", .transposed = true),
    LAYER(q.bias, SIZE_QKV, SIZE_NONE, "attn.c_attn.bias", "attn_qkv.bias"),
    LAYER(o.w, SIZE_DIM, SIZE_Q, "attn.c_proj.weight", "attn_output.weight", .transposed = true),
    LAYER(o.bias, SIZE_DIM, SIZE_NONE, "attn.c_proj.bias", "attn_output.bias"),
    LAYER(up.w, SIZE_FFN, SIZE_DIM, "mlp.c_fc.weight", "ffn_up.weight", .transposed = true),
    LAYER(up.bias, SIZE_FFN, SIZE_NONE, "mlp.c_fc.bias", "ffn_up.bias"),
    LAYER(down.w, SIZE_DIM, SIZE_FFN, "mlp.c_proj.weight", "ffn_down.weight", .transposed = true),
    LAYER(down.bias, SIZE_DIM, SIZE_NONE, "mlp.c_proj.bias", "ffn_down.bias"),
    IGNORED("h.*.attn.bias", NULL),
    IGNORED("h.*.attn.masked_bias", NULL),
    {.place = TENSOR_END},
};

const TensorRow FAMILYTENSORS_GPT_NEO[] = {
    LAYER(q.w, SIZE_Q, SIZE_DIM, "attn.attention.q_proj.weight", NULL),
    LAYER(k.w, SIZE_KV, SIZE_DIM, "attn.attention.k_proj.weight", NULL),
    LAYER(v.w, SIZE_KV, SIZE_DIM, "attn.attention.v_proj.weight", NULL),
    LAYER(o.w, SIZE_DIM, SIZE_Q, "attn.attention.out_proj.weight", NULL),
    LAYER(o.bias, SIZE_DIM, SIZE_NONE, "attn.attention.out_proj.bias", NULL),
    LAYER(up.w, SIZE_FFN, SIZE_DIM, "mlp.c_fc.weight", NULL),
    LAYER(up.bias, SIZE_FFN, SIZE_NONE, "mlp.c_fc.bias", NULL),
    LAYER(down.w, SIZE_DIM, SIZE_FFN, "mlp.c_proj.weight", NULL),
    LAYER(down.bias, SIZE_DIM, SIZE_NONE, "mlp.c_proj.bias", NULL),
    IGNORED("h.*.attn.attention.bias", NULL),
    IGNORED("h.*.attn.attention.masked_bias", NULL),
    {.place = TENSOR_END},
};

const TensorRow FAMILYTENSORS_GPT_J[] = {
    LAYER(q.w, SIZE_Q, SIZE_DIM, "attn.q_proj.weight", NULL),
    LAYER(k.w, SIZE_KV, SIZE_DIM, "attn.k_proj.weight", NULL),
    LAYER(v.w, SIZE_KV, SIZE_DIM, "attn.v_proj.weight", NULL),
    LAYER(o.w, SIZE_DIM, SIZE_Q, "attn.out_proj.weight", NULL),
    LAYER(up.w, SIZE_FFN, SIZE_DIM, "mlp.fc_in.weight", NULL),
    LAYER(up.bias, SIZE_FFN, SIZE_NONE, "mlp.fc_in.bias", NULL),
    LAYER(down.w, SIZE_DIM, SIZE_FFN, "mlp.fc_out.weight", NULL),
    LAYER(down.bias, SIZE_DIM, SIZE_NONE, "mlp.fc_out.bias", NULL),
    IGNORED("h.*.attn.bias", NULL),
    IGNORED("h.*.attn.masked_bias", NULL),
    {.place = TENSOR_END},
};

/* One norm for both halves, and a bias everywhere. */
const TensorRow FAMILYTENSORS_PHI[] = {
    FRAME(embedding, SIZE_VOCAB, SIZE_DIM, "embed_tokens.weight", NULL),
    HEAD(head.w, SIZE_VOCAB, SIZE_DIM, "weight", NULL, .parts = PART_UNTIED),
    HEAD(head.bias, SIZE_VOCAB, SIZE_NONE, "bias", NULL),
    FRAME(final_norm.weight, SIZE_DIM, SIZE_NONE, "final_layernorm.weight", NULL, .is_norm = true),
    FRAME(final_norm.bias, SIZE_DIM, SIZE_NONE, "final_layernorm.bias", NULL),
    LAYER(attention_norm.weight, SIZE_DIM, SIZE_NONE, "input_layernorm.weight", NULL,
          .is_norm = true),
    LAYER(attention_norm.bias, SIZE_DIM, SIZE_NONE, "input_layernorm.bias", NULL),
    LAYER(q.w, SIZE_Q, SIZE_DIM, "self_attn.q_proj.weight", NULL),
    LAYER(k.w, SIZE_KV, SIZE_DIM, "self_attn.k_proj.weight", NULL),
    LAYER(v.w, SIZE_KV, SIZE_DIM, "self_attn.v_proj.weight", NULL),
    LAYER(o.w, SIZE_DIM, SIZE_Q, "self_attn.dense.weight", NULL),
    LAYER(q.bias, SIZE_Q, SIZE_NONE, "self_attn.q_proj.bias", NULL),
    LAYER(k.bias, SIZE_KV, SIZE_NONE, "self_attn.k_proj.bias", NULL),
    LAYER(v.bias, SIZE_KV, SIZE_NONE, "self_attn.v_proj.bias", NULL),
    LAYER(o.bias, SIZE_DIM, SIZE_NONE, "self_attn.dense.bias", NULL),
    LAYER(up.w, SIZE_FFN, SIZE_DIM, "mlp.fc1.weight", NULL),
    LAYER(up.bias, SIZE_FFN, SIZE_NONE, "mlp.fc1.bias", NULL),
    LAYER(down.w, SIZE_DIM, SIZE_FFN, "mlp.fc2.weight", NULL),
    LAYER(down.bias, SIZE_DIM, SIZE_NONE, "mlp.fc2.bias", NULL),
    {.place = TENSOR_END},
};
