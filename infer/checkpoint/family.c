/* The table of families: see family.h. */
#include "infer/checkpoint/family.h"

#include "infer/checkpoint/familykeys.h"
#include "infer/checkpoint/familytensors.h"

#include <string.h>

/* A checkpoint of the body alone has no prefix; with a tied head nothing is missing in it. */
static const TensorPrefix LLAMA_PREFIXES[] = {{"model.", "lm_head."}, {"", "lm_head."}, {0}};
static const TensorPrefix GPT_PREFIXES[] = {{"transformer.", "lm_head."}, {"", "lm_head."}, {0}};
/* transformers 5 calls the head lm_head. */
static const TensorPrefix NEOX_PREFIXES[] = {
    {"gpt_neox.", "embed_out."}, {"gpt_neox.", "lm_head."}, {0}};
static const TensorPrefix VISION_PREFIXES[] = {
    {"language_model.model.", "language_model.lm_head."},
    {"model.language_model.", "lm_head."},
    {0},
};

static const Family FAMILIES[] = {
    {
        .name = "Gemma",
        .model_type = "gemma",
        .architecture = "GemmaForCausalLM",
        .gguf = "gemma",
        .keys = FAMILYKEYS_GEMMA,
        .prefixes = LLAMA_PREFIXES,
        .layer = "layers.",
        .tables = {FAMILYTENSORS_LLAMA, FAMILYTENSORS_NORMS_BEFORE},
        .norm = NORM_RMS,
        .norm_offset = 1,
        .gated = true,
        .embedding_scaled = true,
    },
    {
        .name = "Gemma 2",
        .model_type = "gemma2",
        .architecture = "Gemma2ForCausalLM",
        .gguf = "gemma2",
        .keys = FAMILYKEYS_GEMMA2,
        .prefixes = LLAMA_PREFIXES,
        .layer = "layers.",
        .tables = {FAMILYTENSORS_LLAMA, FAMILYTENSORS_NORMS_AROUND},
        .norm = NORM_RMS,
        .norm_offset = 1,
        .gated = true,
        .embedding_scaled = true,
        .windows = WINDOWS_PATTERN,
        .window_pattern = 2,
    },
    {
        .name = "Gemma 3",
        .model_type = "gemma3_text",
        .architecture = "Gemma3ForCausalLM",
        .gguf = "gemma3",
        .keys = FAMILYKEYS_GEMMA3,
        .prefixes = LLAMA_PREFIXES,
        .layer = "layers.",
        .tables = {FAMILYTENSORS_LLAMA, FAMILYTENSORS_NORMS_AROUND, FAMILYTENSORS_QK_NORMS_HEAD},
        .norm = NORM_RMS,
        .norm_offset = 1,
        .qk_norm = QK_NORM_HEAD,
        .gated = true,
        .embedding_scaled = true,
        .windows = WINDOWS_PATTERN,
        .window_pattern = 6,
    },
    {
        .name = "Gemma 3 (text part)",
        .model_type = "gemma3",
        .architecture = "Gemma3ForConditionalGeneration",
        .keys = FAMILYKEYS_GEMMA3,
        .nested = "text_config",
        .nested_type = "gemma3_text",
        .prefixes = VISION_PREFIXES,
        .layer = "layers.",
        .tables = {FAMILYTENSORS_LLAMA, FAMILYTENSORS_NORMS_AROUND, FAMILYTENSORS_QK_NORMS_HEAD,
                   FAMILYTENSORS_VISION},
        .norm = NORM_RMS,
        .norm_offset = 1,
        .qk_norm = QK_NORM_HEAD,
        .gated = true,
        .embedding_scaled = true,
        .windows = WINDOWS_PATTERN,
        .window_pattern = 6,
    },
    {
        .name = "Llama",
        .model_type = "llama",
        .architecture = "LlamaForCausalLM",
        .gguf = "llama",
        .keys = FAMILYKEYS_LLAMA,
        .prefixes = LLAMA_PREFIXES,
        .layer = "layers.",
        .tables = {FAMILYTENSORS_LLAMA, FAMILYTENSORS_NORMS_BEFORE},
        .norm = NORM_RMS,
        .gated = true,
    },
    {
        .name = "Mistral",
        .model_type = "mistral",
        .architecture = "MistralForCausalLM",
        .keys = FAMILYKEYS_MISTRAL,
        .prefixes = LLAMA_PREFIXES,
        .layer = "layers.",
        .tables = {FAMILYTENSORS_LLAMA, FAMILYTENSORS_NORMS_BEFORE},
        .norm = NORM_RMS,
        .gated = true,
        .windows = WINDOWS_ALL,
    },
    {
        .name = "Qwen 2",
        .model_type = "qwen2",
        .architecture = "Qwen2ForCausalLM",
        .gguf = "qwen2",
        .keys = FAMILYKEYS_QWEN2,
        .prefixes = LLAMA_PREFIXES,
        .layer = "layers.",
        .tables = {FAMILYTENSORS_LLAMA, FAMILYTENSORS_NORMS_BEFORE},
        .norm = NORM_RMS,
        .gated = true,
        .windows = WINDOWS_LATE,
        .parts = PART_QKV_BIAS,
    },
    {
        .name = "Qwen 3",
        .model_type = "qwen3",
        .architecture = "Qwen3ForCausalLM",
        .gguf = "qwen3",
        .keys = FAMILYKEYS_QWEN3,
        .prefixes = LLAMA_PREFIXES,
        .layer = "layers.",
        .tables = {FAMILYTENSORS_LLAMA, FAMILYTENSORS_NORMS_BEFORE, FAMILYTENSORS_QK_NORMS_HEAD},
        .norm = NORM_RMS,
        .qk_norm = QK_NORM_HEAD,
        .gated = true,
        .windows = WINDOWS_LATE,
    },
    {
        .name = "OLMo",
        .model_type = "olmo",
        .architecture = "OlmoForCausalLM",
        .gguf = "olmo",
        .keys = FAMILYKEYS_OLMO,
        .prefixes = LLAMA_PREFIXES,
        .layer = "layers.",
        .tables = {FAMILYTENSORS_LLAMA, FAMILYTENSORS_NORMS_BARE},
        .norm = NORM_LAYER,
        .norm_eps = 1e-5f,
        .gated = true,
    },
    {
        .name = "OLMo 2",
        .model_type = "olmo2",
        .architecture = "Olmo2ForCausalLM",
        .gguf = "olmo2",
        .keys = FAMILYKEYS_OLMO2,
        .prefixes = LLAMA_PREFIXES,
        .layer = "layers.",
        .tables = {FAMILYTENSORS_LLAMA, FAMILYTENSORS_NORMS_BEHIND, FAMILYTENSORS_QK_NORMS_ALL},
        .norm = NORM_RMS,
        .qk_norm = QK_NORM_ALL,
        .gated = true,
    },
    {
        .name = "Falcon",
        .model_type = "falcon",
        .architecture = "FalconForCausalLM",
        .gguf = "falcon",
        .keys = FAMILYKEYS_FALCON,
        .prefixes = GPT_PREFIXES,
        .layer = "h.",
        .tables = {FAMILYTENSORS_FALCON},
        .norm = NORM_LAYER,
        .qkv = QKV_FUSED_GROUPED,
        .heads_divide_dim = true,
    },
    {
        .name = "GPT-NeoX",
        .model_type = "gpt_neox",
        .architecture = "GPTNeoXForCausalLM",
        .gguf = "gptneox",
        .keys = FAMILYKEYS_NEOX,
        .prefixes = NEOX_PREFIXES,
        .layer = "layers.",
        .tables = {FAMILYTENSORS_NEOX},
        .norm = NORM_LAYER,
        .qkv = QKV_FUSED_GROUPED,
        .heads_divide_dim = true,
    },
    {
        .name = "GPT-2",
        .model_type = "gpt2",
        .architecture = "GPT2LMHeadModel",
        .gguf = "gpt2",
        .keys = FAMILYKEYS_GPT2,
        .prefixes = GPT_PREFIXES,
        .layer = "h.",
        .tables = {FAMILYTENSORS_GPT_FRAME, FAMILYTENSORS_GPT_SECOND_NORM, FAMILYTENSORS_GPT2},
        .norm = NORM_LAYER,
        .qkv = QKV_FUSED,
        .heads_divide_dim = true,
    },
    {
        .name = "GPT-Neo",
        .model_type = "gpt_neo",
        .architecture = "GPTNeoForCausalLM",
        .keys = FAMILYKEYS_GPT_NEO,
        .prefixes = GPT_PREFIXES,
        .layer = "h.",
        .tables = {FAMILYTENSORS_GPT_FRAME, FAMILYTENSORS_GPT_SECOND_NORM, FAMILYTENSORS_GPT_NEO},
        .norm = NORM_LAYER,
        .unscaled = true,
        .heads_divide_dim = true,
    },
    {
        .name = "GPT-J",
        .model_type = "gptj",
        .architecture = "GPTJForCausalLM",
        .keys = FAMILYKEYS_GPT_J,
        .prefixes = GPT_PREFIXES,
        .layer = "h.",
        .tables = {FAMILYTENSORS_GPT_FRAME, FAMILYTENSORS_GPT_J},
        .norm = NORM_LAYER,
        .parallel = true,
        .pairs = PAIRS_NEIGHBOURS,
        .parts = PART_HEAD_BIAS,
        .heads_divide_dim = true,
    },
    {
        .name = "Phi",
        .model_type = "phi",
        .architecture = "PhiForCausalLM",
        .keys = FAMILYKEYS_PHI,
        .prefixes = LLAMA_PREFIXES,
        .layer = "layers.",
        .tables = {FAMILYTENSORS_PHI},
        .norm = NORM_LAYER,
        .parallel = true,
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

const Family *family_find_architecture(const char *name)
{
    for (size_t i = 0; i < sizeof FAMILIES / sizeof *FAMILIES; i++)
        if (strcmp(FAMILIES[i].architecture, name) == 0)
            return &FAMILIES[i];
    return NULL;
}

const Family *family_find_gguf(const char *name)
{
    for (size_t i = 0; i < sizeof FAMILIES / sizeof *FAMILIES; i++)
        if (FAMILIES[i].gguf && strcmp(FAMILIES[i].gguf, name) == 0)
            return &FAMILIES[i];
    return NULL;
}

bool family_name_matches(const char *pattern, const char *name)
{
    const char *star = strchr(pattern, '*');
    if (!star)
        return strcmp(pattern, name) == 0;
    const size_t before = (size_t)(star - pattern);
    if (strncmp(pattern, name, before) != 0)
        return false;
    if (star[1] == '\0')
        return true;
    const size_t digits = strspn(name + before, "0123456789");
    return digits > 0 && strcmp(star + 1, name + before + digits) == 0;
}
