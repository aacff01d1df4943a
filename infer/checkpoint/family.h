/* The families of models: a row of facts each, and the names and shapes of their tensors.
 *
 * The forward pass reads facts, never a family's name. A new family is a row in family.c, a golden
 * file, and at most one new fact. */
#ifndef ROTE_FAMILY_H
#define ROTE_FAMILY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The sizes of which shapes are made. */
typedef enum { SIZE_NONE, SIZE_VOCAB, SIZE_DIM, SIZE_FFN, SIZE_Q, SIZE_KV } SizeName;

typedef enum {
    TENSOR_FRAME,   /* once; `offset` in Frame */
    TENSOR_LAYER,   /* once a layer, its number for '*'; `offset` in Layer */
    TENSOR_IGNORED, /* known, and without influence: '*' stands for a number */
} TensorPlace;

/* Where a tensor goes. Two sizes: to a Matrix; one: a norm's vector, to a const float *. */
typedef struct {
    const char *name;
    TensorPlace place;
    size_t offset;
    SizeName shape[2];
} TensorRow;

typedef struct {
    const char *model_type; /* in config.json */
    const char *name;       /* for people */
    float norm_offset;      /* added to a norm's stored weights */
    bool embedding_scaled;  /* the embedding is multiplied by sqrt(dim) */
    /* What a missing key of config.json means; these are the reference's defaults. */
    bool default_tied;
    double default_rope_theta;
    const char *default_activation;
    uint32_t default_eos;
    const TensorRow *tensors; /* ends with a name of NULL */
} Family;

/* NULL for one that is not implemented. */
const Family *family_find(const char *model_type);

/* The i-th family, NULL behind the last: for sentences that list them. */
const Family *family_at(size_t i);

/* Whether a tensor's name is the row's name with a decimal number for '*'. */
bool family_name_matches(const TensorRow *row, const char *name);

#endif
