/* config.json: real files pass, what would change the mathematics is refused by name. */
#include "tests/engine.h"

#include "infer/checkpoint/config.h"

#include <math.h>

/* google's Gemma 2B, first release, with the keys of a PretrainedConfig written in full. */
static const char GEMMA_2B[] =
    "{\"_name_or_path\":\"\",\"architectures\":[\"GemmaForCausalLM\"],\"attention_bias\":false,"
    "\"attention_dropout\":0.0,\"bos_token_id\":2,\"eos_token_id\":1,\"head_dim\":256,"
    "\"hidden_act\":\"gelu\",\"hidden_activation\":null,\"hidden_size\":2048,"
    "\"initializer_range\":0.02,\"intermediate_size\":16384,\"max_position_embeddings\":8192,"
    "\"model_type\":\"gemma\",\"num_attention_heads\":8,\"num_hidden_layers\":18,"
    "\"num_key_value_heads\":1,\"pad_token_id\":0,\"rms_norm_eps\":1e-06,\"rope_scaling\":null,"
    "\"rope_theta\":10000.0,\"torch_dtype\":\"bfloat16\",\"transformers_version\":\"4.38.0.dev0\","
    "\"use_cache\":true,\"vocab_size\":256000,\"return_dict\":true,\"output_hidden_states\":false,"
    "\"output_attentions\":false,\"torchscript\":false,\"use_bfloat16\":false,"
    "\"tf_legacy_loss\":false,\"pruned_heads\":{},\"tie_word_embeddings\":true,"
    "\"chunk_size_feed_forward\":0,\"is_encoder_decoder\":false,\"is_decoder\":false,"
    "\"cross_attention_hidden_size\":null,\"add_cross_attention\":false,"
    "\"tie_encoder_decoder\":false,\"max_length\":20,\"min_length\":0,\"do_sample\":false,"
    "\"early_stopping\":false,\"num_beams\":1,\"num_beam_groups\":1,\"diversity_penalty\":0.0,"
    "\"temperature\":1.0,\"top_k\":50,\"top_p\":1.0,\"typical_p\":1.0,\"repetition_penalty\":1.0,"
    "\"length_penalty\":1.0,\"no_repeat_ngram_size\":0,\"encoder_no_repeat_ngram_size\":0,"
    "\"bad_words_ids\":null,\"num_return_sequences\":1,\"output_scores\":false,"
    "\"return_dict_in_generate\":false,\"forced_bos_token_id\":null,\"forced_eos_token_id\":null,"
    "\"remove_invalid_values\":false,\"exponential_decay_length_penalty\":null,"
    "\"suppress_tokens\":null,\"begin_suppress_tokens\":null,\"finetuning_task\":null,"
    "\"id2label\":{\"0\":\"LABEL_0\",\"1\":\"LABEL_1\"},\"label2id\":{\"LABEL_0\":0,\"LABEL_1\":1},"
    "\"tokenizer_class\":null,\"prefix\":null,\"sep_token_id\":null,"
    "\"decoder_start_token_id\":null,\"task_specific_params\":null,\"problem_type\":null}";

/* The published files of other families, as far as they speak of the model. */
static const char LLAMA_32[] =
    "{\"architectures\":[\"LlamaForCausalLM\"],\"attention_bias\":false,\"attention_dropout\":0.0,"
    "\"bos_token_id\":128000,\"eos_token_id\":[128001,128008,128009],\"head_dim\":64,"
    "\"hidden_act\":\"silu\",\"hidden_size\":2048,\"initializer_range\":0.02,"
    "\"intermediate_size\":8192,\"max_position_embeddings\":131072,\"mlp_bias\":false,"
    "\"model_type\":\"llama\",\"num_attention_heads\":32,\"num_hidden_layers\":16,"
    "\"num_key_value_heads\":8,\"pretraining_tp\":1,\"rms_norm_eps\":1e-05,\"rope_scaling\":"
    "{\"factor\":32.0,\"high_freq_factor\":4.0,\"low_freq_factor\":1.0,"
    "\"original_max_position_embeddings\":8192,\"rope_type\":\"llama3\"},\"rope_theta\":500000.0,"
    "\"tie_word_embeddings\":true,\"torch_dtype\":\"bfloat16\",\"transformers_version\":\"4.45.0\","
    "\"use_cache\":true,\"vocab_size\":128256}";
static const char GEMMA_3_4B[] =
    "{\"architectures\":[\"Gemma3ForConditionalGeneration\"],\"boi_token_index\":255999,"
    "\"eoi_token_index\":256000,\"eos_token_id\":[1,106],\"image_token_index\":262144,"
    "\"initializer_range\":0.02,\"mm_tokens_per_image\":256,\"model_type\":\"gemma3\","
    "\"text_config\":{\"hidden_size\":2560,\"intermediate_size\":10240,\"model_type\":"
    "\"gemma3_text\",\"num_hidden_layers\":34,\"rope_scaling\":{\"factor\":8.0,\"rope_type\":"
    "\"linear\"},\"sliding_window\":1024},\"torch_dtype\":\"bfloat16\",\"transformers_version\":"
    "\"4.50.0.dev0\",\"vision_config\":{\"hidden_size\":1152,\"image_size\":896}}";
static const char PYTHIA[] =
    "{\"architectures\":[\"GPTNeoXForCausalLM\"],\"bos_token_id\":0,\"eos_token_id\":0,"
    "\"hidden_act\":\"gelu\",\"hidden_size\":512,\"initializer_range\":0.02,"
    "\"intermediate_size\":2048,\"layer_norm_eps\":1e-05,\"max_position_embeddings\":2048,"
    "\"model_type\":\"gpt_neox\",\"num_attention_heads\":8,\"num_hidden_layers\":6,"
    "\"rotary_emb_base\":10000,\"rotary_pct\":0.25,\"tie_word_embeddings\":false,"
    "\"torch_dtype\":\"float16\",\"transformers_version\":\"4.24.0\",\"use_cache\":true,"
    "\"use_parallel_residual\":true,\"vocab_size\":50304}";
static const char GPT_2[] =
    "{\"activation_function\":\"gelu_new\",\"architectures\":[\"GPT2LMHeadModel\"],\"attn_pdrop\":"
    "0.1,\"bos_token_id\":50256,\"embd_pdrop\":0.1,\"eos_token_id\":50256,\"initializer_range\":"
    "0.02,\"layer_norm_epsilon\":1e-05,\"model_type\":\"gpt2\",\"n_ctx\":1024,\"n_embd\":768,"
    "\"n_head\":12,\"n_layer\":12,\"n_positions\":1024,\"resid_pdrop\":0.1,\"summary_activation\":"
    "null,\"summary_first_dropout\":0.1,\"summary_proj_to_labels\":true,\"summary_type\":"
    "\"cls_index\",\"summary_use_proj\":true,\"task_specific_params\":{\"text-generation\":"
    "{\"do_sample\":true,\"max_length\":50}},\"vocab_size\":50257}";
static const char QWEN_25[] =
    "{\"architectures\":[\"Qwen2ForCausalLM\"],\"attention_dropout\":0.0,\"bos_token_id\":151643,"
    "\"eos_token_id\":151645,\"hidden_act\":\"silu\",\"hidden_size\":896,\"initializer_range\":0."
    "02,"
    "\"intermediate_size\":4864,\"max_position_embeddings\":32768,\"max_window_layers\":21,"
    "\"model_type\":\"qwen2\",\"num_attention_heads\":14,\"num_hidden_layers\":24,"
    "\"num_key_value_heads\":2,\"rms_norm_eps\":1e-06,\"rope_theta\":1000000.0,\"sliding_window\":"
    "32768,\"tie_word_embeddings\":true,\"torch_dtype\":\"bfloat16\",\"transformers_version\":"
    "\"4.43.1\",\"use_cache\":true,\"use_sliding_window\":false,\"vocab_size\":151936}";
static const char FALCON_40B[] =
    "{\"alibi\":false,\"apply_residual_connection_post_layernorm\":false,\"architectures\":"
    "[\"FalconForCausalLM\"],\"attention_dropout\":0.0,\"auto_map\":{\"AutoConfig\":"
    "\"configuration_falcon.FalconConfig\"},\"bias\":false,\"bos_token_id\":11,\"eos_token_id\":11,"
    "\"hidden_dropout\":0.0,\"hidden_size\":8192,\"initializer_range\":0.02,\"layer_norm_epsilon\":"
    "1e-05,\"model_type\":\"falcon\",\"multi_query\":true,\"new_decoder_architecture\":true,"
    "\"num_attention_heads\":128,\"num_hidden_layers\":60,\"num_kv_heads\":8,\"parallel_attn\":"
    "true,"
    "\"torch_dtype\":\"bfloat16\",\"vocab_size\":65024}";

static const char LLAMA_1[] =
    "{\"architectures\":[\"LlamaForCausalLM\"],\"bos_token_id\":1,\"eos_token_id\":2,\"hidden_a"
    "ct\":\"silu\",\"hidden_size\":4096,\"intermediate_size\":11008,\"initializer_range\":0.02,"
    "\"max_sequence_length\":2048,\"model_type\":\"llama\",\"num_attention_heads\":32,\"num_hid"
    "den_layers\":32,\"pad_token_id\":0,\"rms_norm_eps\":1e-06,\"torch_dtype\":\"float16\",\"tr"
    "ansformers_version\":\"4.28.0.dev0\",\"use_cache\":true,\"vocab_size\":32000,\"max_positio"
    "n_embeddings\":2048,\"tie_word_embeddings\":false}";
static const char LLAMA_31[] =
    "{\"architectures\":[\"LlamaForCausalLM\"],\"attention_bias\":false,\"attention_dropout\":0"
    ".0,\"bos_token_id\":128000,\"eos_token_id\":128001,\"hidden_act\":\"silu\",\"initializer_r"
    "ange\":0.02,\"model_type\":\"llama\",\"pretraining_tp\":1,\"rms_norm_eps\":1e-05,\"rope_sc"
    "aling\":{\"factor\":8.0,\"low_freq_factor\":1.0,\"high_freq_factor\":4.0,\"original_max_po"
    "sition_embeddings\":8192,\"rope_type\":\"llama3\"},\"rope_theta\":500000.0,\"tie_word_embe"
    "ddings\":false,\"torch_dtype\":\"bfloat16\",\"transformers_version\":\"4.35.0\",\"use_cach"
    "e\":true,\"hidden_size\":4096,\"intermediate_size\":14336,\"num_hidden_layers\":32,\"num_a"
    "ttention_heads\":32,\"num_key_value_heads\":8,\"vocab_size\":128256,\"max_position_embeddi"
    "ngs\":131072,\"mlp_bias\":false}";
static const char MISTRAL_NEMO[] =
    "{\"architectures\":[\"MistralForCausalLM\"],\"bos_token_id\":1,\"eos_token_id\":2,\"hidden"
    "_act\":\"silu\",\"hidden_size\":5120,\"initializer_range\":0.02,\"intermediate_size\":1433"
    "6,\"max_position_embeddings\":1024000,\"model_type\":\"mistral\",\"num_attention_heads\":3"
    "2,\"num_hidden_layers\":40,\"num_key_value_heads\":8,\"rms_norm_eps\":1e-05,\"rope_theta\""
    ":1000000.0,\"sliding_window\":null,\"tie_word_embeddings\":false,\"torch_dtype\":\"bfloat1"
    "6\",\"transformers_version\":\"4.34.0.dev0\",\"use_cache\":true,\"vocab_size\":131072,\"at"
    "tention_dropout\":0.0,\"head_dim\":128}";
static const char FALCON_7B[] =
    "{\"alibi\":false,\"apply_residual_connection_post_layernorm\":false,\"architectures\":[\"F"
    "alconForCausalLM\"],\"attention_dropout\":0.0,\"auto_map\":{\"AutoConfig\":\"configuration"
    "_falcon.FalconConfig\",\"AutoModel\":\"modeling_falcon.FalconModel\",\"AutoModelForCausalL"
    "M\":\"modeling_falcon.FalconForCausalLM\"},\"bias\":false,\"bos_token_id\":11,\"eos_token_"
    "id\":11,\"hidden_dropout\":0.0,\"hidden_size\":4544,\"initializer_range\":0.02,\"layer_nor"
    "m_epsilon\":1e-05,\"model_type\":\"falcon\",\"multi_query\":true,\"new_decoder_architectur"
    "e\":false,\"num_attention_heads\":71,\"num_hidden_layers\":32,\"parallel_attn\":true,\"tor"
    "ch_dtype\":\"bfloat16\",\"transformers_version\":\"4.27.4\",\"use_cache\":true,\"vocab_siz"
    "e\":65024}";
static const char FALCON_11B[] =
    "{\"activation\":\"gelu\",\"alibi\":false,\"apply_residual_connection_post_layernorm\":fals"
    "e,\"architectures\":[\"FalconForCausalLM\"],\"attention_dropout\":0.0,\"bias\":false,\"bos"
    "_token_id\":11,\"eos_token_id\":11,\"ff_factor\":4,\"ffn_hidden_size\":16384,\"hidden_drop"
    "out\":0.0,\"hidden_size\":4096,\"initializer_range\":0.02,\"layer_norm_epsilon\":1e-05,\"m"
    "ax_position_embeddings\":8192,\"model_type\":\"falcon\",\"multi_query\":true,\"new_decoder"
    "_architecture\":true,\"num_attention_heads\":32,\"num_hidden_layers\":60,\"num_kv_heads\":"
    "8,\"num_ln_in_parallel_attn\":1,\"parallel_attn\":true,\"rope_scaling\":null,\"rope_theta"
    "\":5000042.0,\"tie_word_embeddings\":false,\"torch_dtype\":\"bfloat16\",\"transformers_ver"
    "sion\":\"4.39.2\",\"use_cache\":true,\"vocab_size\":65024}";
static const char FALCON_3[] =
    "{\"architectures\":[\"LlamaForCausalLM\"],\"attention_bias\":false,\"attention_dropout\":0"
    ".0,\"bos_token_id\":11,\"eos_token_id\":11,\"hidden_act\":\"silu\",\"initializer_range\":0"
    ".02,\"model_type\":\"llama\",\"pretraining_tp\":1,\"rms_norm_eps\":1e-06,\"rope_scaling\":"
    "null,\"rope_theta\":1000042,\"tie_word_embeddings\":false,\"torch_dtype\":\"bfloat16\",\"t"
    "ransformers_version\":\"4.35.0\",\"use_cache\":true,\"hidden_size\":3072,\"intermediate_si"
    "ze\":23040,\"num_hidden_layers\":28,\"num_attention_heads\":12,\"num_key_value_heads\":4,"
    "\"vocab_size\":131072,\"max_position_embeddings\":32768,\"activation\":\"swiglu\",\"head_d"
    "im\":256,\"mlp_bias\":false}";
static const char SMOLLM_2[] =
    "{\"architectures\":[\"LlamaForCausalLM\"],\"attention_bias\":false,\"attention_dropout\":0"
    ".0,\"bos_token_id\":0,\"eos_token_id\":0,\"hidden_act\":\"silu\",\"initializer_range\":0.0"
    "41666666666666664,\"model_type\":\"llama\",\"pretraining_tp\":1,\"rms_norm_eps\":1e-05,\"r"
    "ope_scaling\":null,\"rope_theta\":100000,\"tie_word_embeddings\":true,\"torch_dtype\":\"bf"
    "loat16\",\"transformers_version\":\"4.35.0\",\"use_cache\":true,\"hidden_size\":576,\"inte"
    "rmediate_size\":1536,\"num_hidden_layers\":30,\"num_attention_heads\":9,\"num_key_value_he"
    "ads\":3,\"vocab_size\":49152,\"max_position_embeddings\":8192,\"is_llama_config\":true,\"r"
    "ope_interleaved\":false,\"mlp_bias\":false,\"transformers.js_config\":{\"kv_cache_dtype\":"
    "{\"q4f16\":\"float16\",\"fp16\":\"float16\"}}}";
static const char OLMO_7B[] =
    "{\"architectures\":[\"OlmoForCausalLM\"],\"attention_bias\":false,\"attention_dropout\":0."
    "0,\"clip_qkv\":8.0,\"eos_token_id\":50279,\"hidden_act\":\"silu\",\"initializer_range\":0."
    "02,\"model_type\":\"olmo\",\"pad_token_id\":1,\"rope_scaling\":null,\"rope_theta\":10000.0"
    ",\"tie_word_embeddings\":false,\"torch_dtype\":\"float32\",\"transformers_version\":\"4.40"
    ".0.dev0\",\"use_cache\":true,\"hidden_size\":4096,\"intermediate_size\":11008,\"num_hidden"
    "_layers\":32,\"num_attention_heads\":32,\"num_key_value_heads\":32,\"vocab_size\":50304,\""
    "max_position_embeddings\":4096}";
static const char OLMO_2[] =
    "{\"architectures\":[\"Olmo2ForCausalLM\"],\"attention_bias\":false,\"attention_dropout\":0"
    ".0,\"eos_token_id\":100257,\"hidden_act\":\"silu\",\"initializer_range\":0.02,\"model_type"
    "\":\"olmo2\",\"pad_token_id\":100277,\"rms_norm_eps\":1e-06,\"rope_scaling\":null,\"rope_t"
    "heta\":500000,\"tie_word_embeddings\":false,\"torch_dtype\":\"float32\",\"transformers_ver"
    "sion\":\"4.47.0.dev0\",\"use_cache\":false,\"hidden_size\":4096,\"intermediate_size\":1100"
    "8,\"num_hidden_layers\":32,\"num_attention_heads\":32,\"num_key_value_heads\":32,\"vocab_s"
    "ize\":100352,\"max_position_embeddings\":4096}";
static const char QWEN_3[] =
    "{\"architectures\":[\"Qwen3ForCausalLM\"],\"attention_bias\":false,\"attention_dropout\":0"
    ".0,\"bos_token_id\":151643,\"eos_token_id\":151645,\"head_dim\":128,\"hidden_act\":\"silu"
    "\",\"initializer_range\":0.02,\"model_type\":\"qwen3\",\"rms_norm_eps\":1e-06,\"rope_scali"
    "ng\":null,\"rope_theta\":1000000,\"sliding_window\":null,\"torch_dtype\":\"bfloat16\",\"tr"
    "ansformers_version\":\"4.51.0\",\"use_cache\":true,\"use_sliding_window\":false,\"hidden_s"
    "ize\":1024,\"intermediate_size\":3072,\"num_hidden_layers\":28,\"num_attention_heads\":16,"
    "\"num_key_value_heads\":8,\"vocab_size\":151936,\"max_position_embeddings\":40960,\"max_wi"
    "ndow_layers\":28,\"tie_word_embeddings\":true}";
static const char GPT_2_MEDIUM[] =
    "{\"activation_function\":\"gelu_new\",\"architectures\":[\"GPT2LMHeadModel\"],\"attn_pdrop"
    "\":0.1,\"bos_token_id\":50256,\"embd_pdrop\":0.1,\"eos_token_id\":50256,\"initializer_rang"
    "e\":0.02,\"layer_norm_epsilon\":1e-05,\"model_type\":\"gpt2\",\"n_ctx\":1024,\"n_embd\":10"
    "24,\"n_head\":16,\"n_layer\":24,\"n_positions\":1024,\"resid_pdrop\":0.1,\"summary_activat"
    "ion\":null,\"summary_first_dropout\":0.1,\"summary_proj_to_labels\":true,\"summary_type\":"
    "\"cls_index\",\"summary_use_proj\":true,\"task_specific_params\":{\"text-generation\":{\"d"
    "o_sample\":true,\"max_length\":50}},\"vocab_size\":50257,\"n_special\":0,\"predict_special"
    "_tokens\":true}";
static const char GPT_2_XL[] =
    "{\"activation_function\":\"gelu_new\",\"architectures\":[\"GPT2LMHeadModel\"],\"attn_pdrop"
    "\":0.1,\"bos_token_id\":50256,\"embd_pdrop\":0.1,\"eos_token_id\":50256,\"initializer_rang"
    "e\":0.02,\"layer_norm_epsilon\":1e-05,\"model_type\":\"gpt2\",\"n_ctx\":1024,\"n_embd\":16"
    "00,\"n_head\":25,\"n_layer\":48,\"n_positions\":1024,\"resid_pdrop\":0.1,\"summary_activat"
    "ion\":null,\"summary_first_dropout\":0.1,\"summary_proj_to_labels\":true,\"summary_type\":"
    "\"cls_index\",\"summary_use_proj\":true,\"task_specific_params\":{\"text-generation\":{\"d"
    "o_sample\":true,\"max_length\":50}},\"vocab_size\":50257,\"output_past\":true}";
static const char GPT_NEO[] =
    "{\"activation_function\":\"gelu_new\",\"architectures\":[\"GPTNeoForCausalLM\"],\"attentio"
    "n_dropout\":0,\"attention_layers\":[\"global\",\"local\",\"global\",\"local\",\"global\","
    "\"local\",\"global\",\"local\",\"global\",\"local\",\"global\",\"local\"],\"attention_type"
    "s\":[[[\"global\",\"local\"],6]],\"bos_token_id\":50256,\"embed_dropout\":0,\"eos_token_id"
    "\":50256,\"gradient_checkpointing\":false,\"hidden_size\":768,\"initializer_range\":0.02,"
    "\"intermediate_size\":null,\"layer_norm_epsilon\":1e-05,\"max_position_embeddings\":2048,"
    "\"model_type\":\"gpt_neo\",\"num_heads\":12,\"num_layers\":12,\"resid_dropout\":0,\"summar"
    "y_activation\":null,\"summary_first_dropout\":0.1,\"summary_proj_to_labels\":true,\"summar"
    "y_type\":\"cls_index\",\"summary_use_proj\":true,\"torch_dtype\":\"float32\",\"transformer"
    "s_version\":\"4.29.1\",\"use_cache\":true,\"vocab_size\":50257,\"window_size\":256}";
static const char GPT_J[] =
    "{\"activation_function\":\"gelu_new\",\"architectures\":[\"GPTJForCausalLM\"],\"attn_pdrop"
    "\":0.0,\"bos_token_id\":50256,\"embd_pdrop\":0.0,\"eos_token_id\":50256,\"gradient_checkpo"
    "inting\":false,\"initializer_range\":0.02,\"layer_norm_epsilon\":1e-05,\"model_type\":\"gp"
    "tj\",\"n_embd\":4096,\"n_head\":16,\"n_inner\":null,\"n_layer\":28,\"n_positions\":2048,\""
    "resid_pdrop\":0.0,\"rotary\":true,\"rotary_dim\":64,\"scale_attn_weights\":true,\"summary_"
    "activation\":null,\"summary_first_dropout\":0.1,\"summary_proj_to_labels\":true,\"summary_"
    "type\":\"cls_index\",\"summary_use_proj\":true,\"task_specific_params\":{\"text-generation"
    "\":{\"do_sample\":true,\"max_length\":50,\"temperature\":1.0}},\"tie_word_embeddings\":fal"
    "se,\"tokenizer_class\":\"GPT2Tokenizer\",\"transformers_version\":\"4.18.0.dev0\",\"use_ca"
    "che\":true,\"vocab_size\":50400}";
static const char PHI_2[] =
    "{\"_name_or_path\":\"microsoft/phi-2\",\"architectures\":[\"PhiForCausalLM\"],\"attention_"
    "dropout\":0.0,\"bos_token_id\":50256,\"embd_pdrop\":0.0,\"eos_token_id\":50256,\"hidden_ac"
    "t\":\"gelu_new\",\"hidden_size\":2560,\"initializer_range\":0.02,\"intermediate_size\":102"
    "40,\"layer_norm_eps\":1e-05,\"max_position_embeddings\":2048,\"model_type\":\"phi\",\"num_"
    "attention_heads\":32,\"num_hidden_layers\":32,\"num_key_value_heads\":32,\"partial_rotary_"
    "factor\":0.4,\"qk_layernorm\":false,\"resid_pdrop\":0.1,\"rope_scaling\":null,\"rope_theta"
    "\":10000.0,\"tie_word_embeddings\":false,\"torch_dtype\":\"float16\",\"transformers_versio"
    "n\":\"4.37.0\",\"use_cache\":true,\"vocab_size\":51200,\"auto_map\":{\"AutoConfig\":\"conf"
    "iguration_phi.PhiConfig\",\"AutoModelForCausalLM\":\"modeling_phi.PhiForCausalLM\"}}";
static const char GEMMA_2_27B[] =
    "{\"attention_bias\":false,\"attention_dropout\":0.0,\"bos_token_id\":2,\"eos_token_id\":1,"
    "\"head_dim\":128,\"initializer_range\":0.02,\"pad_token_id\":0,\"rms_norm_eps\":1e-06,\"ro"
    "pe_theta\":10000.0,\"torch_dtype\":\"float32\",\"transformers_version\":\"4.42.4\",\"use_c"
    "ache\":true,\"architectures\":[\"Gemma2ForCausalLM\"],\"model_type\":\"gemma2\",\"attn_log"
    "it_softcapping\":50.0,\"cache_implementation\":\"hybrid\",\"final_logit_softcapping\":30.0"
    ",\"hidden_act\":\"gelu_pytorch_tanh\",\"hidden_activation\":\"gelu_pytorch_tanh\",\"query_"
    "pre_attn_scalar\":144,\"sliding_window\":4096,\"hidden_size\":4608,\"intermediate_size\":3"
    "6864,\"num_hidden_layers\":46,\"num_attention_heads\":32,\"num_key_value_heads\":16,\"voca"
    "b_size\":256000,\"max_position_embeddings\":8192,\"sliding_window_size\":4096,\"_attn_impl"
    "ementation\":\"eager\"}";
static const char GEMMA_3_270M[] =
    "{\"architectures\":[\"Gemma3ForCausalLM\"],\"attention_bias\":false,\"attention_dropout\":"
    "0.0,\"attn_logit_softcapping\":null,\"bos_token_id\":2,\"cache_implementation\":\"hybrid\""
    ",\"eos_token_id\":[1,106],\"final_logit_softcapping\":null,\"head_dim\":256,\"hidden_activ"
    "ation\":\"gelu_pytorch_tanh\",\"initializer_range\":0.02,\"model_type\":\"gemma3_text\",\""
    "pad_token_id\":0,\"query_pre_attn_scalar\":256,\"rms_norm_eps\":1e-06,\"rope_local_base_fr"
    "eq\":10000,\"rope_scaling\":null,\"rope_theta\":1000000,\"sliding_window\":512,\"sliding_w"
    "indow_pattern\":6,\"torch_dtype\":\"bfloat16\",\"transformers_version\":\"4.50.0.dev0\",\""
    "use_cache\":true,\"hidden_size\":640,\"intermediate_size\":2048,\"num_hidden_layers\":18,"
    "\"num_attention_heads\":4,\"num_key_value_heads\":1,\"vocab_size\":262144,\"max_position_e"
    "mbeddings\":32768,\"_sliding_window_pattern\":6,\"use_bidirectional_attention\":false,\"la"
    "yer_types\":[\"sliding_attention\",\"sliding_attention\",\"sliding_attention\",\"sliding_a"
    "ttention\",\"sliding_attention\",\"full_attention\",\"sliding_attention\",\"sliding_attent"
    "ion\",\"sliding_attention\",\"sliding_attention\",\"sliding_attention\",\"full_attention\""
    ",\"sliding_attention\",\"sliding_attention\",\"sliding_attention\",\"sliding_attention\","
    "\"sliding_attention\",\"full_attention\"]}";

static const struct {
    const char *text, *family;
    size_t dim, n_heads, n_kv_heads, head_dim, ffn_dim, n_layers, vocab, context, rope_dim, n_eos;
    unsigned parts;
    size_t windows; /* layers that slide */
} PUBLISHED[] = {
    {GEMMA_2B, "Gemma", 2048, 8, 1, 256, 16384, 18, 256000, 8192, 256, 1, 0, 0},
    {LLAMA_32, "Llama", 2048, 32, 8, 64, 8192, 16, 128256, 131072, 64, 3, 0, 0},
    {GEMMA_3_4B, "Gemma 3 (text part)", 2560, 8, 4, 256, 10240, 34, 262208, 131072, 256, 2, 0, 29},
    {PYTHIA, "GPT-NeoX", 512, 8, 8, 64, 2048, 6, 50304, 2048, 16, 1,
     PART_UNTIED | PART_QKV_BIAS | PART_OUT_BIAS, 0},
    {GPT_2, "GPT-2", 768, 12, 12, 64, 3072, 12, 50257, 1024, 0, 1, 0, 0},
    {QWEN_25, "Qwen 2", 896, 14, 2, 64, 4864, 24, 151936, 32768, 64, 1, PART_QKV_BIAS, 0},
    {FALCON_40B, "Falcon", 8192, 128, 8, 64, 32768, 60, 65024, 2048, 64, 1, PART_FFN_NORM, 0},
    {LLAMA_1, "Llama", 4096, 32, 32, 128, 11008, 32, 32000, 2048, 128, 1, PART_UNTIED, 0},
    {LLAMA_31, "Llama", 4096, 32, 8, 128, 14336, 32, 128256, 131072, 128, 1, PART_UNTIED, 0},
    {MISTRAL_NEMO, "Mistral", 5120, 32, 8, 128, 14336, 40, 131072, 1024000, 128, 1, PART_UNTIED, 0},
    {FALCON_7B, "Falcon", 4544, 71, 1, 64, 18176, 32, 65024, 2048, 64, 1, 0, 0},
    {FALCON_11B, "Falcon", 4096, 32, 8, 128, 16384, 60, 65024, 8192, 128, 1, PART_UNTIED, 0},
    {FALCON_3, "Llama", 3072, 12, 4, 256, 23040, 28, 131072, 32768, 256, 1, PART_UNTIED, 0},
    {SMOLLM_2, "Llama", 576, 9, 3, 64, 1536, 30, 49152, 8192, 64, 1, 0, 0},
    {OLMO_7B, "OLMo", 4096, 32, 32, 128, 11008, 32, 50304, 4096, 128, 1, PART_UNTIED, 0},
    {OLMO_2, "OLMo 2", 4096, 32, 32, 128, 11008, 32, 100352, 4096, 128, 1, PART_UNTIED, 0},
    {QWEN_3, "Qwen 3", 1024, 16, 8, 128, 3072, 28, 151936, 40960, 128, 1, 0, 0},
    {GPT_2_MEDIUM, "GPT-2", 1024, 16, 16, 64, 4096, 24, 50257, 1024, 0, 1, 0, 0},
    {GPT_2_XL, "GPT-2", 1600, 25, 25, 64, 6400, 48, 50257, 1024, 0, 1, 0, 0},
    {GPT_NEO, "GPT-Neo", 768, 12, 12, 64, 3072, 12, 50257, 2048, 0, 1, 0, 6},
    {GPT_J, "GPT-J", 4096, 16, 16, 256, 16384, 28, 50400, 2048, 64, 1, PART_UNTIED | PART_HEAD_BIAS,
     0},
    {PHI_2, "Phi", 2560, 32, 32, 80, 10240, 32, 51200, 2048, 32, 1, PART_UNTIED, 0},
    {GEMMA_2_27B, "Gemma 2", 4608, 32, 16, 128, 36864, 46, 256000, 8192, 128, 1, 0, 23},
    {GEMMA_3_270M, "Gemma 3", 640, 4, 1, 256, 2048, 18, 262144, 32768, 256, 2, 0, 15},
};

static Config parse(const char *text, Arena *a)
{
    Err e = {0};
    Config c;
    if (config_parse(&c, str_of(text), a, &e) != 0)
        fail_msg("%s", e.text);
    return c;
}

static void published_files_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof PUBLISHED / sizeof *PUBLISHED; i++) {
        Arena a = {0};
        const Config c = parse(PUBLISHED[i].text, &a);
        size_t windows = 0;
        assert_string_equal(c.family->name, PUBLISHED[i].family);
        assert_int_equal(c.dim, PUBLISHED[i].dim);
        assert_int_equal(c.n_heads, PUBLISHED[i].n_heads);
        assert_int_equal(c.n_kv_heads, PUBLISHED[i].n_kv_heads);
        assert_int_equal(c.head_dim, PUBLISHED[i].head_dim);
        assert_int_equal(c.ffn_dim, PUBLISHED[i].ffn_dim);
        assert_int_equal(c.n_layers, PUBLISHED[i].n_layers);
        assert_int_equal(c.vocab, PUBLISHED[i].vocab);
        assert_int_equal(c.context, PUBLISHED[i].context);
        assert_int_equal(c.ropes[0].dim, PUBLISHED[i].rope_dim);
        assert_int_equal(c.n_eos, PUBLISHED[i].n_eos);
        assert_int_equal(c.parts, PUBLISHED[i].parts);
        for (size_t k = 0; k < c.n_layers; k++)
            windows += c.layers[k].window > 0;
        assert_int_equal(windows, PUBLISHED[i].windows);
        arena_free(&a);
    }
}

static void generation_config_replaces_eos(void **state)
{
    (void)state;
    Arena a = {0};
    Err e = {0};
    Config c = parse(GEMMA_2B, &a);
    assert_int_equal(c.n_eos, 1);
    assert_int_equal(c.eos[0], 1);
    assert_int_equal(config_parse_generation(
                         &c, str_of("{\"eos_token_id\":[107,1],\"temperature\":0.3}"), &a, &e),
                     0);
    assert_int_equal(c.n_eos, 2);
    assert_int_equal(c.eos[0], 1);
    assert_int_equal(c.eos[1], 107);
    assert_int_equal(config_parse_generation(&c, str_of("{\"eos_token_id\":null}"), &a, &e), 0);
    assert_int_equal(c.n_eos, 2);
    assert_int_equal(config_parse_generation(&c, str_of("{\"eos_token_id\":256000}"), &a, &e), -1);
    assert_non_null(strstr(e.text, "eos_token_id is 256000"));
    arena_free(&a);
}

/* Small files, members that cases replace or add to. */
typedef struct {
    const char *key, *value;
} Member;

static const Member GEMMA[] = {
    {"model_type", "\"gemma\""},
    {"vocab_size", "101"},
    {"hidden_size", "40"},
    {"intermediate_size", "72"},
    {"num_hidden_layers", "2"},
    {"num_attention_heads", "4"},
    {"num_key_value_heads", "2"},
    {"head_dim", "16"},
    {"max_position_embeddings", "128"},
    {"rms_norm_eps", "1e-6"},
    {0},
};
static const Member LLAMA[] = {
    {"model_type", "\"llama\""},  {"vocab_size", "101"},
    {"hidden_size", "40"},        {"num_hidden_layers", "2"},
    {"num_attention_heads", "4"}, {"max_position_embeddings", "128"},
    {"intermediate_size", "72"},  {0},
};
static const Member GEMMA3[] = {
    {"model_type", "\"gemma3_text\""}, {"num_hidden_layers", "3"}, {"head_dim", "16"}, {0}};
static const Member MISTRAL[] = {
    {"model_type", "\"mistral\""}, {"num_hidden_layers", "2"}, {"head_dim", "16"}, {0}};
static const Member QWEN2[] = {
    {"model_type", "\"qwen2\""}, {"num_hidden_layers", "2"}, {"hidden_size", "512"}, {0}};
static const Member FALCON[] = {
    {"model_type", "\"falcon\""}, {"num_attention_heads", "4"}, {"hidden_size", "40"}, {0}};
static const Member NEOX[] = {
    {"model_type", "\"gpt_neox\""}, {"num_attention_heads", "4"}, {"hidden_size", "48"}, {0}};
static const Member GPT2[] = {{"model_type", "\"gpt2\""}, {0}};
static const Member NEO[] = {{"model_type", "\"gpt_neo\""}, {"num_layers", "3"}, {0}};
static const Member GPTJ[] = {{"model_type", "\"gptj\""}, {0}};
static const Member OLMO[] = {{"model_type", "\"olmo\""}, {0}};
static const Member VISION[] = {
    {"model_type", "\"gemma3\""}, {"text_config", "{\"num_hidden_layers\":2}"}, {0}};

/* The plain file with `key` set to `value`; NULL: without it. */
static void build(Buf *b, const Member *plain, const char *key, const char *value)
{
    bool seen = false, first = true;
    buf_clear(b);
    buf_add_char(b, '{');
    for (; plain->key; plain++) {
        const bool hit = key && strcmp(plain->key, key) == 0;
        seen |= hit;
        if (hit && !value)
            continue;
        buf_printf(b, "%s\"%s\":%s", first ? "" : ",", plain->key, hit ? value : plain->value);
        first = false;
    }
    if (key && !seen)
        buf_printf(b, ",\"%s\":%s", key, value);
    buf_add_char(b, '}');
}

/* says: NULL when it must pass. */
static const struct {
    const Member *plain;
    const char *key, *value, *says;
} CASES[] = {
    {GEMMA, NULL, NULL, NULL},
    {GEMMA, "model_type", NULL, "model_type is missing"},
    {GEMMA, "model_type", "7", "model_type is an integer"},
    {GEMMA, "model_type", "\"mamba\"", "\"mamba\" is not implemented; implemented: gemma, gemma2"},
    {GEMMA, "vocab_size", NULL, NULL},
    {GEMMA, "vocab_size", "0", "vocab_size is 0; it must lie in 1 .. 2147483647"},
    {GEMMA, "vocab_size", "-5", "vocab_size is -5"},
    {GEMMA, "vocab_size", "4294967296", "vocab_size is 4294967296"},
    {GEMMA, "vocab_size", "99999999999999999999", "not valid JSON"},
    {GEMMA, "vocab_size", "\"101\"", "vocab_size is a string"},
    {GEMMA, "hidden_size", "40.5", "hidden_size is a number with a fraction"},
    {GEMMA, "hidden_size", "null", "hidden_size is null"},
    {GEMMA, "num_hidden_layers", "65537", "num_hidden_layers is 65537; it must lie in 1 .. 65536"},
    {GEMMA, "head_dim", "65537", "head_dim is 65537; it must lie in 1 .. 65536"},
    {GEMMA, "head_dim", "15", "head_dim is 15, of which 15 are to be turned"},
    {GEMMA, "num_attention_heads", "5", "5 heads cannot share 2 key/value heads"},
    {GEMMA, "rms_norm_eps", "0", "rms_norm_eps is not a number above 0"},
    {GEMMA, "rms_norm_eps", "1e-300", "rms_norm_eps is 1e-300, which 32-bit numbers cannot hold"},
    {GEMMA, "rms_norm_eps", "1e999", "not valid JSON"},
    {GEMMA, "rope_theta", "10000", NULL},
    {GEMMA, "rope_theta", "-1.0", "rope_theta is not a number above 0"},
    {GEMMA, "rope_theta", "\"x\"", "rope_theta is not a number above 0"},
    {GEMMA, "rope_scaling", "null", NULL},
    {GEMMA, "rope_scaling", "{\"type\":\"linear\",\"factor\":2.0}", NULL},
    {GEMMA, "rope_scaling", "{\"type\":\"linear\"}", "rope_scaling: factor is missing"},
    {GEMMA, "rope_scaling", "{\"factor\":2.0}", "rope_scaling: factor is not implemented"},
    {GEMMA, "rope_scaling", "{\"type\":\"longrope\"}", "type \"longrope\" is not implemented"},
    {GEMMA, "rope_scaling", "{\"type\":\"linear\",\"rope_type\":\"yarn\",\"factor\":2}",
     "rope_type is \"yarn\", but type \"linear\""},
    {GEMMA, "rope_scaling", "[]", "rope_scaling is an array"},
    {GEMMA, "rope_parameters", "{\"rope_theta\":500.0,\"rope_type\":\"default\"}", NULL},
    {GEMMA, "rope_parameters", "{\"rope_theta\":500.0,\"rope_type\":\"axial\"}", "\"axial\""},
    {GEMMA, "rope_parameters", "{\"rope_theta\":0,\"rope_type\":\"default\"}",
     "rope_parameters: rope_th"},
    {GEMMA, "rope_parameters", "{\"partial_rotary_factor\":1.0}", NULL},
    {GEMMA, "rope_parameters", "{\"partial_rotary_factor\":0.5}",
     "partial_rotary_factor is 0.5; it is not implemented for Gemma"},
    {GEMMA, "rope_parameters", "{\"full_attention\":{}}", "rope_parameters: full_attention"},
    {GEMMA, "hidden_act", "\"gelu\"", NULL},
    {GEMMA, "hidden_act", "\"gelu_pytorch_tanh\"", NULL},
    {GEMMA, "hidden_act", "\"silu\"", "hidden_act \"silu\" is not implemented for Gemma"},
    {GEMMA, "hidden_act", "3", "hidden_act \"an integer\""},
    {GEMMA, "hidden_activation", "null", NULL},
    {GEMMA, "hidden_activation", "\"gelu_pytorch_tanh\"", NULL},
    {GEMMA, "hidden_activation", "\"gelu\"", "hidden_activation \"gelu\" is not implemented"},
    {GEMMA, "hidden_activation", "\"relu\"", "hidden_activation \"relu\" is not implemented"},
    {GEMMA, "tie_word_embeddings", "false", NULL},
    {GEMMA, "tie_word_embeddings", "1", "tie_word_embeddings is an integer"},
    {GEMMA, "tie_word_embeddings", "null", "tie_word_embeddings is null"},
    {GEMMA, "eos_token_id", "null", NULL},
    {GEMMA, "eos_token_id", "[1,5]", NULL},
    {GEMMA, "eos_token_id", "[]", NULL},
    {GEMMA, "eos_token_id", "101", "eos_token_id is 101; it must lie in 0 .. 100"},
    {GEMMA, "eos_token_id", "[1,-1]", "eos_token_id is -1"},
    {GEMMA, "eos_token_id", "\"</s>\"", "eos_token_id is a string"},
    {GEMMA, "layer_types", "null", NULL},
    {GEMMA, "layer_types", "[\"full_attention\",\"full_attention\"]", NULL},
    {GEMMA, "layer_types", "[\"full_attention\"]", "layer_types is not an array of 2"},
    {GEMMA, "layer_types", "[\"full_attention\",\"sliding_attention\"]",
     "layer_types[1] \"sliding_att"},
    {GEMMA, "attention_bias", "true", NULL},
    {GEMMA, "mlp_bias", "true", "mlp_bias is true; it changes what the model computes"},
    {GEMMA, "sliding_window", "null", NULL},
    {GEMMA, "sliding_window", "4096", "sliding_window is 4096"},
    {GEMMA, "attn_logit_softcapping", "50.0", "attn_logit_softcapping is 50.0"},
    {GEMMA, "final_logit_softcapping", "30", "final_logit_softcapping is 30"},
    {GEMMA, "query_pre_attn_scalar", "256", "query_pre_attn_scalar is 256"},
    {GEMMA, "quantization_config", "{\"bits\":4}", "quantization_config is {\"bits\":4}"},
    {GEMMA, "use_bidirectional_attention", "true", "use_bidirectional_attention is true"},
    {GEMMA, "use_bidirectional_attention", "null", NULL},
    {GEMMA, "partial_rotary_factor", "1.0", NULL},
    {GEMMA, "partial_rotary_factor", "0.25", "partial_rotary_factor is 0.25"},
    {GEMMA, "partial_rotary_factor", "0", "partial_rotary_factor is 0"},
    {GEMMA, "auto_map", "{\"AutoModelForCausalLM\":\"mine.Mine\"}", "auto_map is"},
    {GEMMA, "attention_dropout", "0.1", NULL},
    {GEMMA, "dtype", "\"bfloat16\"", NULL},
    {GEMMA, "some_new_trick", "null", "some_new_trick is not known for Gemma"},

    {LLAMA, "num_key_value_heads", "null", NULL},
    {LLAMA, "head_dim", "null", NULL},
    {LLAMA, "mlp_bias", "true", NULL},
    {LLAMA, "hidden_act", "\"xielu\"", "hidden_act \"xielu\" is not implemented for Llama"},
    {LLAMA, "attention_multiplier", "0.5", "attention_multiplier is 0.5"},
    {LLAMA, "logits_scaling", "8", "logits_scaling is 8"},
    {LLAMA, "pretraining_tp", "4", NULL},
    {LLAMA, "rope_interleaved", "false", NULL},
    {LLAMA, "rope_interleaved", "true", "rope_interleaved is true"},
    {LLAMA, "rope_scaling", "{\"rope_type\":\"dynamic\",\"factor\":4.0}", NULL},
    {LLAMA, "rope_scaling", "{\"rope_type\":\"yarn\",\"factor\":4.0}", NULL},
    {LLAMA, "rope_scaling", "{\"rope_type\":\"yarn\",\"factor\":4.0,\"low_freq_factor\":1}",
     "low_freq_factor is not implemented for this rope_type"},
    {LLAMA, "rope_scaling", "{\"rope_type\":\"yarn\",\"factor\":-4.0}",
     "factor is not a number ab"},
    {LLAMA, "rope_scaling", "{\"rope_type\":\"llama3\",\"factor\":4.0}", "low_freq_factor is miss"},
    {LLAMA, "rope_scaling",
     "{\"rope_type\":\"llama3\",\"factor\":4.0,\"low_freq_factor\":1,\"high_freq_factor\":1}",
     "low_freq_factor and high_freq_factor are both 1"},
    {LLAMA, "layer_types", "[\"full_attention\",\"chunked_attention\"]", "\"chunked_attention\""},
    {LLAMA, "num_local_experts", "8", "num_local_experts is not known"},

    {GEMMA3, "sliding_window", "null", "layer 0 is to slide, but sliding_window gives no window"},
    {GEMMA3, "sliding_window_pattern", "0", "sliding_window_pattern is 0"},
    {GEMMA3, "attn_logit_softcapping", "50.0", "attn_logit_softcapping is 50.0"},
    {GEMMA3, "query_pre_attn_scalar", "null", "query_pre_attn_scalar is null"},
    {GEMMA3, "rope_parameters", "{\"rope_type\":\"default\"}", "rope_type is neither full_atten"},
    {GEMMA3, "rope_parameters",
     "{\"full_attention\":{\"rope_type\":\"yarn\",\"factor\":2,\"truncate\":false}}",
     "truncate is false"},
    {GEMMA3, "rope_parameters", "{\"sliding_attention\":{\"rope_type\":\"linear\"}}",
     "rope_parameters: sliding_attention: factor is missing"},

    {MISTRAL, "sliding_window", "null", NULL},
    {MISTRAL, "sliding_window", "0", "sliding_window is 0"},
    {MISTRAL, "layer_types", "[\"sliding_attention\",\"sliding_attention\"]", NULL},
    {MISTRAL, "layer_types", "[\"sliding_attention\",\"full_attention\"]",
     "layer_types[1] \"full_attention\" contradicts sliding_window"},
    {QWEN2, "use_sliding_window", "true", NULL},
    {QWEN2, "layer_types", "[\"full_attention\",\"sliding_attention\"]",
     "layer 1 is to slide, but sliding_window gives no window in use"},
    {QWEN2, "max_window_layers", "-1", "max_window_layers is -1"},
    {QWEN2, "use_mrope", "true", "use_mrope is true"},
    {OLMO, "clip_qkv", "8.0", NULL},
    {OLMO, "clip_qkv", "0", "clip_qkv is not a number above 0"},
    {OLMO, "rms_norm_eps", "1e-5", "rms_norm_eps is not known for OLMo"},

    {FALCON, "alibi", "true", "alibi is true; it changes what the model computes"},
    {FALCON, "n_head", "4", NULL},
    {FALCON, "n_head", "5", "num_attention_heads and n_head contradict each other"},
    {FALCON, "num_attention_heads", "3",
     "hidden_size is 40, which is no multiple of num_attention"},
    {FALCON, "num_ln_in_parallel_attn", "2", "num_ln_in_parallel_attn is 2, but new_decoder"},
    {FALCON, "num_kv_heads", "4", NULL},
    {FALCON, "parallel_attn", "null", "parallel_attn is null where true or false is expected"},
    {NEOX, "rotary_pct", "1.5", "of which 18 are to be turned"},
    {NEOX, "rope_parameters", "{\"partial_rotary_factor\":0.5}", NULL},
    {NEOX, "rope_scaling", "{\"rope_type\":\"yarn\",\"factor\":2}", "yarn with 3 dimensions"},
    {GPT2, "n_inner", "null", NULL},
    {GPT2, "add_cross_attention", "true", "add_cross_attention is true"},
    {GPT2, "n_embd", "700", "n_embd is 700, which is no multiple of n_head, 12"},
    {GPT2, "rope_theta", "500", "rope_theta is not known for GPT-2"},
    {NEO, NULL, NULL, "attention_types describes more than 3 layers"},
    {NEO, "attention_types", "[[[\"global\",\"local\"],1],[[\"local\"],1]]", NULL},
    {NEO, "attention_types", "[[[\"global\"],2]]", "attention_types describes 2 layers, but there"},
    {NEO, "attention_types", "[[[\"global\"],2147483647]]", "describes more than 3 layers"},
    {NEO, "attention_types", "[[[],2147483647],[[\"global\"],3]]", NULL},
    {NEO, "attention_types", "[[\"global\",3]]", "attention_types[0] is not an array of kinds"},
    {NEO, "attention_types", "[[[\"nearby\"],3]]", "\"nearby\" is not implemented"},
    {NEO, "attention_types", "7", "attention_types describes 0 layers"},
    {NEO, "attention_layers", "[\"global\",\"local\",\"local\"]", NULL},
    {NEO, "attention_layers", "[\"global\",\"local\"]", "attention_layers is not an array of 3"},
    {GPTJ, "rotary", "true", NULL},
    {GPTJ, "rotary", "false", "rotary is false"},
    {GPTJ, "rotary_dim", "63", "rotary_dim is no even number"},
    {GPTJ, "rotary_dim", "512", "rotary_dim is 512; it must lie in 1 .. 256"},
    {GPTJ, "rotary_dim", "null", "rotary_dim is no even number"},
    {VISION, NULL, NULL, NULL},
    {VISION, "text_config", "7", "text_config is an integer"},
    {VISION, "text_config", NULL, "text_config is missing"},
    {VISION, "text_config", "{\"model_type\":\"llama\"}", "model_type is not \"gemma3_text\""},
    {VISION, "text_config", "{\"hidden_size\":0}", "text_config: hidden_size is 0"},
    {VISION, "something_else", "1", "something_else is not known"},
};

static void keys_are_obeyed_or_refused(void **state)
{
    (void)state;
    Buf b = {0};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Arena a = {0};
        Err e = {0};
        Config c;
        build(&b, CASES[i].plain, CASES[i].key, CASES[i].value);
        const int rc = config_parse(&c, buf_str(&b), &a, &e);
        const bool right = CASES[i].says
                               ? rc == -1 && e.kind == ERR_FORMAT && strstr(e.text, CASES[i].says)
                               : rc == 0;
        if (!right)
            fail_msg("%s %s: %s gives %d \"%s\"", CASES[i].plain->value, CASES[i].key,
                     CASES[i].value, rc, e.text);
        arena_free(&a);
    }
    buf_free(&b);
}

/* The second frequency of a table of 16 dimensions tells its theta. */
static double theta_of(const Config *c, size_t rope)
{
    return pow(1 / (double)c->ropes[rope].inv_freq[1], (double)c->ropes[rope].dim / 2);
}

static void facts_follow_the_file(void **state)
{
    (void)state;
    static const char REST[] =
        "\"model_type\":\"gemma\",\"vocab_size\":101,\"hidden_size\":40,\"intermediate_size\":72,"
        "\"num_hidden_layers\":2,\"num_attention_heads\":4,\"num_key_value_heads\":2,"
        "\"head_dim\":16,\"max_position_embeddings\":128,\"rms_norm_eps\":0.5}";
    static const struct {
        const char *more;
        double theta;
        bool tied;
        size_t n_eos;
        const char *says;
    } FACTS[] = {
        {"{", 10000, true, 1, NULL},
        {"{\"rope_theta\":500,", 500, true, 1, NULL},
        {"{\"rope_parameters\":{\"rope_theta\":700.0},", 700, true, 1, NULL},
        {"{\"rope_theta\":700,\"rope_parameters\":{\"rope_theta\":700.0},", 700, true, 1, NULL},
        {"{\"rope_theta\":500,\"rope_parameters\":{\"rope_theta\":700.0},", 0, true, 1,
         "rope_theta is 500, but 700 in rope_parameters"},
        {"{\"rope_scaling\":{\"rope_type\":\"default\"},\"rope_parameters\":{\"rope_theta\":7},", 0,
         true, 1, "rope_scaling and rope_parameters contradict each other"},
        {"{\"tie_word_embeddings\":false,\"eos_token_id\":null,", 10000, false, 0, NULL},
        {"{\"eos_token_id\":[3,2,1],", 10000, true, 3, NULL},
        {"{\"hidden_size\":40,", 0, true, 0, "duplicate object key"},
        {"[{", 0, true, 0, "not valid JSON"},
        {"", 0, true, 0, "not valid JSON"},
    };
    for (size_t i = 0; i < sizeof FACTS / sizeof *FACTS; i++) {
        Buf b = {0};
        Arena a = {0};
        Err e = {0};
        Config c;
        buf_printf(&b, "%s%s", FACTS[i].more, REST);
        const int rc = config_parse(&c, buf_str(&b), &a, &e);
        if (FACTS[i].says) {
            assert_int_equal(rc, -1);
            assert_non_null(strstr(e.text, FACTS[i].says));
        } else {
            assert_int_equal(rc, 0);
            assert_true(fabs(theta_of(&c, 0) / FACTS[i].theta - 1) < 1e-4);
            assert_int_equal(c.tied, FACTS[i].tied);
            assert_int_equal(c.parts, FACTS[i].tied ? 0 : PART_UNTIED);
            assert_int_equal(c.n_eos, FACTS[i].n_eos);
            assert_true(c.norm_eps == 0.5f && c.norm_offset == 1);
            assert_true(c.embedding_scale == (float)sqrt(40));
        }
        buf_free(&b);
        arena_free(&a);
    }
}

/* Layer by layer, what slides, what turns it, and how its scores are scaled. */
static void layers_follow_the_file(void **state)
{
    (void)state;
    Arena a = {0};
    Config c = parse("{\"model_type\":\"gemma3_text\",\"num_hidden_layers\":3,\"sliding_window\":9,"
                     "\"sliding_window_pattern\":2,\"head_dim\":16,\"query_pre_attn_scalar\":64,"
                     "\"rope_theta\":7000,\"rope_local_base_freq\":300}",
                     &a);
    static const size_t WINDOWS[] = {9, 0, 9}, ROPES[] = {1, 0, 1};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(c.layers[i].window, WINDOWS[i]);
        assert_int_equal(c.layers[i].rope, ROPES[i]);
        assert_true(c.layers[i].attention_scale == 0.125f);
    }
    assert_true(fabs(theta_of(&c, 0) / 7000 - 1) < 1e-4);
    assert_true(fabs(theta_of(&c, 1) / 300 - 1) < 1e-4);
    c = parse("{\"model_type\":\"qwen2\",\"num_hidden_layers\":3,\"use_sliding_window\":true,"
              "\"sliding_window\":5,\"max_window_layers\":2}",
              &a);
    assert_int_equal(c.layers[1].window, 0);
    assert_int_equal(c.layers[2].window, 5);
    c = parse("{\"model_type\":\"gpt2\",\"n_layer\":2,\"n_head\":192,"
              "\"scale_attn_by_inverse_layer_idx\":true}",
              &a);
    assert_true(c.layers[0].attention_scale == 0.5f && c.layers[1].attention_scale == 0.25f);
    c = parse("{\"model_type\":\"gpt_neo\",\"num_layers\":2,\"attention_types\":[[[\"local\"],2]]}",
              &a);
    assert_true(c.layers[1].attention_scale == 1 && c.layers[1].window == 256);
    arena_free(&a);
}

/* Where heads lie in a row: see QkvLayout's drawing. */
static void heads_are_laid_out(void **state)
{
    (void)state;
    const Config c = {.n_heads = 6, .n_kv_heads = 2, .head_dim = 5};
    const QkvLayout plain = config_qkv_plain(&c), grouped = config_qkv_grouped(&c);
    assert_true(plain.q_group == 15 && plain.k == 30 && plain.v == 40 && plain.kv_step == 5);
    assert_true(grouped.q_group == 25 && grouped.k == 15 && grouped.v == 20);
    assert_true(grouped.kv_step == 25 && grouped.n == 50 && plain.n == 50);
}

static void every_truncation_is_refused(void **state)
{
    (void)state;
    for (size_t n = 0; n + 1 < sizeof GEMMA_2B - 1; n++) {
        Arena a = {0};
        Err e = {0};
        Config c;
        char *exact = copy_of(GEMMA_2B, n, 1);
        assert_int_equal(config_parse(&c, (Str){exact, n}, &a, &e), -1);
        assert_int_equal(e.kind, ERR_FORMAT);
        free(exact);
        arena_free(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_files_are_read),
        cmocka_unit_test(generation_config_replaces_eos),
        cmocka_unit_test(keys_are_obeyed_or_refused),
        cmocka_unit_test(facts_follow_the_file),
        cmocka_unit_test(layers_follow_the_file),
        cmocka_unit_test(heads_are_laid_out),
        cmocka_unit_test(every_truncation_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
