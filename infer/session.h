/* Inside of the forward pass: the workspace that forward.c and head.c share. */
#ifndef ROTE_SESSION_H
#define ROTE_SESSION_H

#include "infer/forward.h"

#include <stdatomic.h>

/* What one thread has to itself. */
typedef struct {
    float *logits; /* [FORWARD_ROWS, HEAD_CHUNK], rows HEAD_CHUNK + 16 apart */
    float *scores; /* [n_heads / n_kv_heads or 4, positions] */
    float *head;   /* [head_dim] */
} ThreadScratch;

/* Distances between rows, in floats. */
typedef struct {
    size_t dim, qkv, q, ffn;
} Strides;

/* One of Config's ropes for each position: factor * cos and factor * sin of position * inv_freq. */
typedef struct {
    float *cos, *sin; /* [positions, dim / 2] */
} Angles;

struct Session {
    const Model *model;
    const Kernel *kernel;
    Pool *pool;
    Strides stride;
    GemmScratch *gemm;     /* [threads] */
    ThreadScratch *thread; /* [threads] */
    float *block;          /* all that follows up to `tallies` */
    float *x;              /* [rows, dim]: the residual stream */
    float *normed;         /* [rows, dim]: what a layer's half reads */
    float *delta;          /* [rows, dim]: what a layer's half adds to x */
    float *qkv;            /* [rows, qkv.n]: queries, keys and values as Config.qkv says */
    float *attended;       /* [rows, n_heads * head_dim] */
    float *gate, *up;      /* [rows, ffn_dim] */
    Tally *tallies;        /* [chunks of the vocabulary][rows] */
    float *targets;        /* [rows]: logits of the rows' targets */
    size_t *head_rows;     /* [rows]: numbers of the rows with `head` */
    size_t n_head;
    size_t positions; /* that angles and scores have room for */
    Angles angles[CONFIG_ROPES];

    /* of the step and layer that is running */
    const Row *rows;
    size_t n_rows;
    size_t layer;
    HeadResult *results;
};

/* Calls step(s, i, thread) for i = 0 .. n - 1, some of them on each thread; or all on the caller
 * when there is little to do. `floats`: what a step handles, roughly. */
void session_each(Session *s, size_t n, size_t floats,
                  void (*step)(Session *s, size_t i, int thread));

/* y = norm(x), [n] of it, as the config's kind of norm; y may be x. */
void session_norm(const Session *s, float *y, const float *x, const Norm *norm, size_t n);

/* The final norm, the output layer and its reduction for the rows with `head`. */
void head_run(Session *s);

#endif
