/* Keys of a GGUF file's metadata that speak of the model, "llama.block_count": which there may be
 * for which architecture, and their values. */
#ifndef ROTE_GGUFKEYS_H
#define ROTE_GGUFKEYS_H

#include "infer/checkpoint/config.h"
#include "infer/checkpoint/gguf.h"

/* What the keys of an architecture may speak of beside its sizes. */
enum {
    MAY_TURN = 1,            /* rotary positions, with their scaling */
    MAY_TURN_PARTLY = 2,     /* fewer dimensions than a head has */
    MAY_FREQUENCIES = 4,     /* the tensor rope_freqs.weight */
    MAY_SLIDE = 8,           /* a window */
    MAY_SLIDE_BY_LAYER = 16, /* in some layers */
    MAY_TURN_LOCALLY = 32,   /* other frequencies in the layers that slide */
    MAY_CAP_SCORES = 64,
    MAY_CAP_LOGITS = 128,
    MAY_CLIP = 256,
    MAY_BE_PARALLEL = 512, /* or not, as a key says */
};

/* What GGUF leaves to the architecture. */
typedef struct {
    const char *name; /* general.architecture */
    Activation activation;
    bool neighbours; /* queries and keys are stored so that rotary pairs are neighbours */
    bool parallel;   /* attention and feed-forward half stand side by side; where no key says it */
    unsigned may;
    uint64_t window;                         /* positions, where no key gives it; 0: all */
    uint64_t window_pattern;                 /* every n-th layer sees all; where no key gives it */
    double attention_softcap, logit_softcap; /* where no key gives it; 0: none */
    uint64_t layers_scaled_by_dim;           /* with so many layers scores are scaled by
                                                1 / sqrt(dim / n_heads); 0: never */
    const char *layout;                      /* tensor_data_layout that the converter writes */
} GgufArch;

/* A file's keys behind its architecture's name. */
typedef struct {
    const Gguf *g;
    const GgufArch *arch;
    Arena *a; /* of whole keys; may be cleared when reading is over */
    Err *e;
} GgufKeys;

/* general.architecture, and that the file holds a model: fills *k but for its keys' check. 0, or -1
 * with ERR_FORMAT that lists the architectures there are. */
int ggufkeys_open(GgufKeys *k, const Gguf *g, Arena *a, Err *e);

/* Refuses, by name, keys that are not known or not implemented for the architecture; `family` is
 * its name for people. 0, or -1 with ERR_FORMAT. */
int ggufkeys_check(const GgufKeys *k, const char *family);

/* The whole key: "llama.block_count" of "block_count". */
const char *ggufkeys_name(const GgufKeys *k, const char *suffix);
bool ggufkeys_given(const GgufKeys *k, const char *suffix);
/* -1 with ERR_FORMAT saying that it is missing. */
int ggufkeys_missing(const GgufKeys *k, const char *suffix);

/* 1 where the key is there, 0 where not (*out stays as it was), -1 with ERR_FORMAT. Numbers are
 * finite and at least 0, or above 0. */
int ggufkeys_integer(const GgufKeys *k, const char *suffix, uint64_t *out);
int ggufkeys_real(const GgufKeys *k, const char *suffix, double *out);
int ggufkeys_positive(const GgufKeys *k, const char *suffix, double *out);

/* A size, 1 .. 2^31 - 1; where the key is missing `otherwise`, and where that is 0 it must not be
 * missing. 0, or -1 with ERR_FORMAT. */
int ggufkeys_size(const GgufKeys *k, const char *suffix, uint64_t otherwise, size_t *out);

#endif
