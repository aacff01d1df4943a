/* The table of tokenizer.ggml.pre: see ggufsplits.h.
 *
 * A family is a row of `names`; one that cuts in a way of its own, a GgufSplits too. */
#include "infer/tokenizer/ggufsplits.h"

#include <assert.h>

/* clang-format off */
#define LLAMA3 \
    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}" \
    "]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"

#define QWEN2 \
    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[" \
    "\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"

#define QWEN35 \
    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?[\\p{L}\\p{M}]+|\\p{N}| ?[^\\s\\p{L}\\p" \
    "{M}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"

#define O200K \
    "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(" \
    "?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[" \
    "\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}" \
    "]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"

#define TEKKEN \
    "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+|" \
    "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*|" \
    "\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"

#define DEEPSEEK_LETTERS \
    "\\s?[A-Za-zµÀ-ÖØ-öø-ƺƼ-ƿǄ-ʓʕ-ʯͰ-ͳͶͷͻ-ͽͿΆΈ-ΊΌΎ-ΡΣ-ϵϷ-ҁҊ-ԯԱ-ՖႠ-ჅᎠ-Ᏽᏸ-ᏽᲐ-ᲺᲽ-Ჿᴀ-ᴫᵫ-ᵷ" \
    "ᵹ-ᶚḀ-ἕἘ-Ἕἠ-ὅὈ-Ὅὐ-ὗὙὛὝὟ-ώᾀ-ᾴᾶ-ᾼιῂ-ῄῆ-ῌῐ-ΐῖ-Ίῠ-Ῥῲ-ῴῶ-ῼℂℇℊ-ℓℕℙ-ℝℤΩℨK-ℭℯ-ℴℹℼ-ℿⅅ-ⅉⅎↃↄ" \
    "Ⰰ-ⱻⱾ-ⳤⳫ-ⳮⳲⳳꙀ-ꙭꚀ-ꚛꜢ-ꝯꝱ-ꞇꞋ-ꞎꭰ-ꮿﬀ-ﬆﬓ-ﬗＡ-Ｚａ-ｚ𐐀-𐑏𐒰-𐓓𐓘-𐓻𐲀-𐲲𐳀-𐳲𑢠-𑣟𞤀-𞥃]+"

#define DEEPSEEK_PUNCTUATION \
    "\\s?[!-/:-~！-／：-～‘-‟　-。]+"

#define DEEPSEEK_CJK \
    "[一-龥ࠀ-一가-퟿]+"

#define DEEPSEEK3_CJK \
    "[一-龥぀-ゟ゠-ヿ]+"

#define DEEPSEEK3 \
    "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}" \
    "\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"
/* clang-format on */

typedef enum {
    STEP_END,
    STEP_SPLIT,       /* Split at a pattern, Isolated */
    STEP_DIGIT,       /* Digits, each for itself */
    STEP_DIGITS,      /* Digits, a run together */
    STEP_PUNCTUATION, /* Punctuation, Contiguous */
    STEP_BYTES,       /* ByteLevel */
    STEP_BYTES_CUT,   /* ByteLevel that cuts by GPT-2's pattern */
} StepKind;

typedef struct {
    StepKind kind;
    const char *pattern;
} Step;

struct GgufSplits {
    bool nfc;           /* the normalizer is NFC; else there is none */
    bool ignore_merges; /* of the model */
    bool adds_bos;
    Step steps[8]; /* ends with STEP_END */
};

static const GgufSplits gpt2 = {.steps = {{STEP_BYTES_CUT, NULL}}};
static const GgufSplits gptneox = {.nfc = true, .steps = {{STEP_BYTES_CUT, NULL}}};
static const GgufSplits digit = {.steps = {{STEP_DIGIT, NULL}, {STEP_BYTES_CUT, NULL}}};
static const GgufSplits command_r = {.nfc = true,
                                     .steps = {{STEP_DIGIT, NULL}, {STEP_BYTES_CUT, NULL}}};
static const GgufSplits llama3 = {
    .ignore_merges = true, .adds_bos = true, .steps = {{STEP_SPLIT, LLAMA3}, {STEP_BYTES, NULL}}};
static const GgufSplits dbrx = {.steps = {{STEP_SPLIT, LLAMA3}, {STEP_BYTES, NULL}}};
static const GgufSplits qwen2 = {.nfc = true, .steps = {{STEP_SPLIT, QWEN2}, {STEP_BYTES, NULL}}};
static const GgufSplits qwen35 = {.nfc = true, .steps = {{STEP_SPLIT, QWEN35}, {STEP_BYTES, NULL}}};
static const GgufSplits gpt4o = {.steps = {{STEP_SPLIT, O200K}, {STEP_BYTES, NULL}}};
static const GgufSplits tekken = {
    .ignore_merges = true, .adds_bos = true, .steps = {{STEP_SPLIT, TEKKEN}, {STEP_BYTES, NULL}}};
static const GgufSplits falcon = {.steps = {{STEP_PUNCTUATION, NULL},
                                            {STEP_BYTES_CUT, NULL},
                                            {STEP_DIGITS, NULL},
                                            {STEP_SPLIT, "[0-9][0-9][0-9]"}}};
static const GgufSplits deepseek_llm = {.steps = {{STEP_SPLIT, "[\r\n]"},
                                                  {STEP_SPLIT, DEEPSEEK_LETTERS},
                                                  {STEP_SPLIT, DEEPSEEK_PUNCTUATION},
                                                  {STEP_SPLIT, "\\s+$"},
                                                  {STEP_SPLIT, DEEPSEEK_CJK},
                                                  {STEP_DIGIT, NULL},
                                                  {STEP_BYTES, NULL}}};
static const GgufSplits deepseek_coder = {.steps = {{STEP_SPLIT, "[\r\n]"},
                                                    {STEP_SPLIT, "\\s?\\p{L}+"},
                                                    {STEP_SPLIT, "\\s?\\p{P}+"},
                                                    {STEP_SPLIT, DEEPSEEK_CJK},
                                                    {STEP_DIGIT, NULL},
                                                    {STEP_BYTES, NULL}}};
static const GgufSplits deepseek3 = {.steps = {{STEP_SPLIT, "\\p{N}{1,3}"},
                                               {STEP_SPLIT, DEEPSEEK3_CJK},
                                               {STEP_SPLIT, DEEPSEEK3},
                                               {STEP_BYTES, NULL}}};

typedef struct {
    const char *pre;
    const char *architecture; /* NULL: any; the first row that fits counts */
    const GgufSplits *splits;
} Name;

/* "default" stands for an absent key too. Pythia's and other GPT-NeoX tokenizers give the ids of
 * OLMo's on the converter's test string, and GPT-2's pattern cuts alike: both names stand for
 * GPT-NeoX's file there. */
static const Name names[] = {
    {"gpt-2", "gptneox", &gptneox},
    {"gpt-2", NULL, &gpt2},
    {"phi-2", NULL, &gpt2},
    {"olmo", NULL, &gptneox},
    {"mpt", NULL, &gptneox},
    {"llama-bpe", NULL, &llama3},
    {"llama3", NULL, &llama3},
    {"llama-v3", NULL, &llama3},
    {"falcon3", NULL, &llama3},
    {"dbrx", NULL, &dbrx},
    {"qwen2", NULL, &qwen2},
    {"deepseek-r1-qwen", NULL, &qwen2},
    {"qwen35", NULL, &qwen35},
    {"falcon", NULL, &falcon},
    {"starcoder", NULL, &digit},
    {"refact", NULL, &digit},
    {"smollm", NULL, &digit},
    {"command-r", NULL, &command_r},
    {"deepseek-llm", NULL, &deepseek_llm},
    {"deepseek-coder", NULL, &deepseek_coder},
    {"deepseek-v3", NULL, &deepseek3},
    {"tekken", NULL, &tekken},
    {"gpt-4o", NULL, &gpt4o},
    {"default", "gpt2", &gpt2},
    {"default", "gptj", &gpt2},
    {"default", "phi2", &gpt2},
    {"default", "gptneox", &gptneox},
    {"default", "mpt", &gptneox},
    {"default", "olmo", &gptneox},
    {"default", "olmo2", &dbrx},
    {"default", "falcon", &falcon},
    {"default", "starcoder", &digit},
    {"default", "starcoder2", &digit},
    {"default", "refact", &digit},
    {"default", "command-r", &command_r},
    {"default", "qwen2", &qwen2},
    {"default", "qwen3", &qwen2},
};

/* For "%.*s": a sentence shows the first 60 bytes. */
static int short_n(Str s)
{
    return (int)(s.n < 60 ? s.n : 60);
}

const GgufSplits *ggufsplits_find(Str pre, Str architecture, Err *e)
{
    static const char key[] = "tokenizer.ggml.pre";
    const Str name = pre.s ? pre : str_of("default");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const Name *n = &names[i];
        if (str_equal_c(name, n->pre) &&
            (!n->architecture || str_equal_c(architecture, n->architecture)))
            return n->splits;
    }
    if (!str_equal_c(name, "default")) {
        err_set(e, ERR_FORMAT, "%s \"%.*s\" is not implemented", key, short_n(pre), pre.s);
        return NULL;
    }
    err_set(e, ERR_FORMAT,
            "%s %s, and general.architecture \"%.*s\" does not tell how a text is cut into words; "
            "convert the checkpoint anew",
            key, pre.s ? "is \"default\"" : "is missing", short_n(architecture), architecture.s);
    return NULL;
}

bool ggufsplits_adds_bos(const GgufSplits *s)
{
    return s->adds_bos;
}

static json_t *step_json(const Step *s)
{
    switch (s->kind) {
    case STEP_SPLIT:
        return json_pack("{s:s, s:{s:s}, s:s, s:b}", "type", "Split", "pattern", "Regex",
                         s->pattern, "behavior", "Isolated", "invert", 0);
    case STEP_DIGIT:
    case STEP_DIGITS:
        return json_pack("{s:s, s:b}", "type", "Digits", "individual_digits",
                         s->kind == STEP_DIGIT);
    case STEP_PUNCTUATION:
        return json_pack("{s:s, s:s}", "type", "Punctuation", "behavior", "Contiguous");
    case STEP_BYTES:
    case STEP_BYTES_CUT:
        return json_pack("{s:s, s:b, s:b}", "type", "ByteLevel", "add_prefix_space", 0, "use_regex",
                         s->kind == STEP_BYTES_CUT);
    case STEP_END:
        break;
    }
    return NULL;
}

json_t *ggufsplits_json(const GgufSplits *s)
{
    json_t *steps = json_array();
    for (const Step *step = s->steps; step->kind != STEP_END; step++)
        json_array_append_new(steps, step_json(step));
    json_t *root =
        json_pack("{s:o?, s:{s:s, s:o}, s:{s:s}, s:{s:s, s:b}}", "normalizer",
                  s->nfc ? json_pack("{s:s}", "type", "NFC") : NULL, "pre_tokenizer", "type",
                  "Sequence", "pretokenizers", steps, "decoder", "type", "ByteLevel", "model",
                  "type", "BPE", "ignore_merges", s->ignore_merges);
    assert(root);
    return root;
}
