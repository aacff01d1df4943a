/* Inside of the forward pass: the workspace that forward.c and head.c share.
 *
 * What binds at 64 cores. No machine of that size was at hand: the engine was run on two cores, and what
 * follows is arithmetic. Between two steps of forward() all threads wait for each other, some ten times
 * a layer; waking them takes microseconds, a step of 512 rows of a 2B model, a second of one core,
 * some ten milliseconds: at 64 threads the waits should be a few percent, and the pieces in which work
 * is dealt (a quarter of a thread's share of columns, at least 32) still come out even. What binds first is
 * memory: every step reads all weights once, so 64 cores with bf16 tiles, at the 3 TFLOP/s that one
 * reached here, would want 375 GB/s (512 rows times two operations for each 2 bytes read): about what a
 * socket's makers promise. Raise FORWARD_ROWS then. With two sockets, packed weights and rows lie on both in turn, because the threads that fill
 * them take their shares as they come; half of all reads cross over. Two processes, one for each socket
 * and half of the sources, do not, and give the same bytes. What threads write to lies apart: scratch
 * of each in its own pages, counters in their own cache lines. */
#ifndef ROTE_SESSION_H
#define ROTE_SESSION_H

#include "infer/forward.h"
#include "infer/weightstore.h"

#include <stdatomic.h>

/* What one thread has to itself. */
typedef struct {
    _Alignas(64) float *scores; /* [n_heads / n_kv_heads or 4, positions] */
    float *head;                /* [head_dim] */
    float *row;                 /* the longest row that a step makes before it is put */
    double seconds[PARTS];
    double taken_s; /* of a product's time: what was done with its units */
} ThreadScratch;

/* Distances between rows, in floats. */
typedef struct {
    size_t dim, qkv;
} Strides;

/* One of Config's ropes for each position: factor * cos and factor * sin of position * inv_freq. */
typedef struct {
    float *cos, *sin; /* [positions, dim / 2] */
} Angles;

struct Session {
    const Model *model;
    const Kernel *kernel;
    const GemmKernel *gemm; /* the kernel's, for the run's precision */
    Pool *pool;
    WeightStore *weights;
    Strides stride;
    GemmScratch *scratch;  /* [threads] */
    ThreadScratch *thread; /* [threads] */
    float *block;          /* x, delta, qkv */
    float *x;              /* [rows, dim]: the residual stream */
    float *delta;          /* [rows, dim]: what a layer's half adds to x */
    float *qkv;            /* [rows, qkv.n]: queries, keys and values as Config.qkv says */
    GemmOperand normed;    /* [rows, dim]: what a layer's half reads; the output layer too */
    GemmOperand attended;  /* [rows, n_heads * head_dim] */
    GemmOperand inner;     /* [rows, ffn_dim] */
    Tally *tallies;        /* [chunks of the vocabulary][rows] */
    float *targets;        /* [rows]: logits of the rows' targets */
    size_t *head_rows;     /* [rows]: numbers of the rows with `head` */
    size_t n_head;
    size_t positions; /* that angles and scores have room for */
    Angles angles[CONFIG_ROPES];
    Profile profile;

    /* of the step and layer that is running */
    const Row *rows;
    size_t n_rows;
    size_t layer;
    HeadResult *results;
};

/* Calls step(s, i, thread) for i = 0 .. n - 1, some of them on each thread; or all on the caller
 * when there is little to do. `floats`: what a step handles, roughly. The time goes to `part`. */
void session_each(Session *s, Part part, size_t n, size_t floats,
                  void (*step)(Session *s, size_t i, int thread));

/* gemm_run over m rows of x; the time goes to `part`, but for what takers set apart. */
void session_product(Session *s, Part part, const GemmOperand *x, size_t m, const GemmJob *jobs,
                     size_t n_jobs);

/* Time that a taker spent on another part's work: began at `began`, ends now. */
void session_taken(Session *s, Part part, int thread, double began);

/* Puts row i of x, in float32, into the kernel's format. */
void session_put(const Session *s, const GemmOperand *to, size_t i, const float *x);

/* y = norm(x), [n] of it, as the config's kind of norm; y may be x. */
void session_norm(const Session *s, float *y, const float *x, const Norm *norm, size_t n);

/* The final norm, the output layer and its reduction for the rows with `head`. */
void head_run(Session *s);

#endif
