/* The families of models: a row of facts each, the names of their keys in config.json, and the
 * names and shapes of their tensors in both containers.
 *
 * The forward pass reads facts, never a family's name. A new family is a row in family.c, its
 * keys in familykeys.c, a golden file, and at most one new fact. What differs by container
 * rather than by model is a column. */
#ifndef ROTE_FAMILY_H
#define ROTE_FAMILY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum { NORM_RMS, NORM_LAYER } NormKind;
typedef enum { QK_NORM_NONE, QK_NORM_HEAD, QK_NORM_ALL } QkNorm; /* per head; over all heads */
typedef enum {
    ACTIVATION_GELU_TANH,
    ACTIVATION_GELU,
    ACTIVATION_SILU,
    ACTIVATION_RELU,
} Activation;
/* Which dimensions a rotation pairs: i and i + dim/2, or 2i and 2i + 1. */
typedef enum { PAIRS_HALVES, PAIRS_NEIGHBOURS } RopePairs;

/* The sizes of which shapes are made. */
typedef enum {
    SIZE_NONE,
    SIZE_VOCAB,
    SIZE_DIM,
    SIZE_FFN,
    SIZE_Q,   /* n_heads * head_dim */
    SIZE_KV,  /* n_kv_heads * head_dim */
    SIZE_QKV, /* both and again the second */
    SIZE_HEAD_DIM,
    SIZE_POSITIONS, /* the context */
} SizeName;

typedef enum {
    TENSOR_FRAME,   /* once; `offset` in Frame */
    TENSOR_HEAD,    /* as TENSOR_FRAME, but named behind the prefix's `head` */
    TENSOR_LAYER,   /* once a layer; `offset` in Layer */
    TENSOR_IGNORED, /* known, and without influence: '*' stands for a number, or at the end for
                       anything; behind the prefix's body */
    TENSOR_FOREIGN, /* as TENSOR_IGNORED, the whole name */
    TENSOR_END,     /* behind the last row */
} TensorPlace;

/* Tensors that only some checkpoints of a family have; Config.parts says which. */
enum {
    PART_UNTIED = 1,
    PART_QKV_BIAS = 2,
    PART_OUT_BIAS = 4, /* of the attention's output product */
    PART_FFN_BIAS = 8,
    PART_HEAD_BIAS = 16,
    PART_FFN_NORM = 32,   /* a parallel block's second norm */
    PART_SEQUENTIAL = 64, /* Falcon's older block, whose halves follow one another */
};

/* Where a tensor goes. Two sizes: to a Matrix; one: to a const float *. Neither name: no tensor in
 * either container, all ones. */
typedef struct {
    const char *name; /* in safetensors, behind prefix and layer */
    const char *gguf; /* in GGUF, a layer's behind "blk.*."; NULL: not there */
    TensorPlace place;
    size_t offset;
    SizeName shape[2];
    unsigned parts;  /* there only where the config has all of these bits */
    unsigned unless; /* and none of these */
    bool is_norm;    /* norm_offset is added */
    bool transposed; /* in safetensors stored [n_in, n_out] */
} TensorRow;

/* What stands in front of the names in safetensors: of what is in the body, and of the head's
 * weight and bias. */
typedef struct {
    const char *body, *head;
} TensorPrefix;

/* What config.json can say. A family's keys give each its name there. */
typedef enum {
    FACT_VOCAB,
    FACT_DIM,
    FACT_FFN, /* null: 4 * dim */
    FACT_LAYERS,
    FACT_HEADS,
    FACT_KV_HEADS, /* null: as many as heads */
    FACT_HEAD_DIM, /* null: dim / heads */
    FACT_CONTEXT,
    FACT_NORM_EPS,
    FACT_ACTIVATION,
    FACT_ACTIVATION_REPAIRED, /* Gemma 1's second key for it */
    FACT_TIED,
    FACT_EOS,
    FACT_ROPE_THETA,
    FACT_ROPE_LOCAL_THETA, /* of sliding layers */
    FACT_ROPE_SCALING,     /* objects, older and newer */
    FACT_ROPE_PARAMETERS,
    FACT_ROTARY_SHARE,     /* of the head's dimensions that are turned */
    FACT_ROTARY_DIM,       /* the same as a number of dimensions */
    FACT_WINDOW,           /* null: none */
    FACT_WINDOW_USED,      /* false: none */
    FACT_WINDOW_PATTERN,   /* every n-th layer sees all positions */
    FACT_WINDOW_LAYERS_AT, /* layers from this one on slide */
    FACT_LAYER_TYPES,      /* an array of "full_attention" and "sliding_attention" */
    FACT_ATTENTION_TYPES,  /* [[["global", "local"], 12]]: 12 times a global and a local layer */
    FACT_ATTENTION_LAYERS, /* the same written out */
    FACT_QUERY_SCALAR,     /* scores are divided by its root instead of head_dim's */
    FACT_SCALED,           /* false: scores are not divided */
    FACT_SCALED_BY_LAYER,  /* true: and divided by the layer's number, from 1 */
    FACT_ATTENTION_SOFTCAP,
    FACT_LOGIT_SOFTCAP,
    FACT_CLIP_QKV,
    FACT_ATTENTION_BIAS, /* of all four products */
    FACT_FFN_BIAS,
    FACT_BIAS, /* both of these */
    FACT_PARALLEL,
    FACT_NEW_DECODER, /* Falcon's: see falcon_read in config.c */
    FACT_MULTI_QUERY,
    FACT_PARALLEL_NORMS,
    FACT_HARMLESS, /* changes the mathematics of other families only */
    FACT_COUNT,
} FactName;

typedef struct {
    const char *name; /* in config.json; several rows may name one fact; NULL ends the table */
    FactName fact;
    const char *missing; /* JSON: what the reference takes where no key is there; NULL: null. In the
                            fact's first row */
} FamilyKey;

/* Which layers slide where the file does not say it layer by layer. */
typedef enum {
    WINDOWS_NONE,
    WINDOWS_ALL,     /* where there is a window */
    WINDOWS_PATTERN, /* all but every n-th */
    WINDOWS_LATE,    /* from FACT_WINDOW_LAYERS_AT on */
} Windows;

/* How the attention's input products are stored. */
typedef enum {
    QKV_SEPARATE,
    QKV_FUSED,         /* one behind the other */
    QKV_FUSED_GROUPED, /* group by group */
} QkvForm;

enum { FAMILY_TABLES = 4 };

typedef struct {
    const char *name;         /* for people */
    const char *model_type;   /* in config.json */
    const char *architecture; /* in its `architectures`: the class that saved it */
    const char *gguf;         /* general.architecture; NULL: no such files */
    const FamilyKey *keys;
    const char *nested; /* the keys stand in this member of config.json; NULL: in the file's root */
    const char *nested_type;      /* its model_type */
    const TensorPrefix *prefixes; /* the forms in use; ends with a body of NULL */
    const char *layer;            /* in safetensors, of a layer behind the body: "layers." */
    const TensorRow *tables[FAMILY_TABLES]; /* NULL: no more */

    NormKind norm;
    float norm_eps;    /* where no key gives it */
    float norm_offset; /* added to norms' weights as safetensors store them */
    QkNorm qk_norm;
    bool gated, parallel;
    bool embedding_scaled; /* by sqrt(dim) */
    bool unscaled;         /* scores are not divided by sqrt(head_dim) */
    QkvForm qkv;
    RopePairs pairs; /* as safetensors store queries and keys */
    Windows windows;
    size_t window_pattern; /* of WINDOWS_PATTERN, where no key gives it */
    unsigned parts;        /* PART_ bits that all its checkpoints have */
    bool heads_divide_dim; /* the reference refuses others */
} Family;

/* Of config.json's model_type; NULL: not implemented. */
const Family *family_find(const char *model_type);
/* Of a name in `architectures`, where config.json has no model_type. */
const Family *family_find_architecture(const char *name);
/* Of general.architecture in GGUF. */
const Family *family_find_gguf(const char *name);
/* The i-th, NULL behind the last: for sentences that list them. */
const Family *family_at(size_t i);

/* Whether a name is the pattern of a TENSOR_IGNORED row. */
bool family_name_matches(const char *pattern, const char *name);

#endif
