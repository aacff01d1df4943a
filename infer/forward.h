/* One step of the model over a batch of rows, each a token of some document at some position.
 *
 * Rows of many documents, prompts and continuations mixed, go through each matrix product together,
 * without padding. A row's results depend on its own document alone, bit for bit: every sum runs in
 * an order that depends on nothing but the row. */
#ifndef ROTE_FORWARD_H
#define ROTE_FORWARD_H

#include "audit/base/err.h"
#include "audit/base/pool.h"
#include "infer/checkpoint/model.h"
#include "infer/kernels/kernel.h"
#include "infer/kvcache.h"

/* Rows that one step takes at most: enough to make widening a panel of weights cheap (about 5% of
 * its product at 256 rows). Measured: 256, 512 and 1024 differ by less than 3%. */
enum { FORWARD_ROWS = GENERATE_IN_FLIGHT_MOST };

/* Columns of the output layer that are reduced at once, so that logits never travel to memory. Part
 * of the definition of a log-probability's sum: never change it with the machine. */
enum { HEAD_CHUNK = 256 };

#define HEAD_NO_TARGET UINT32_MAX

typedef struct {
    KvCache *kv;       /* the document's; positions before this one are filled by earlier rows */
    uint32_t token;    /* < vocab */
    uint32_t position; /* < kv->positions; rows of one document stand in order of position */
    bool head;         /* the output layer is wanted for this row */
    uint32_t target;   /* an id whose log-probability is wanted too, or HEAD_NO_TARGET */
} Row;

/* What the output layer says about a row. */
typedef struct {
    uint32_t best;        /* the id with the largest logit; the lowest of equals */
    uint32_t second;      /* of all others the same; TALLY_NONE where there is no other */
    float margin;         /* best's logit minus second's */
    float logprob;        /* natural log of its probability */
    float target_logprob; /* of the row's target */
    uint32_t bad;         /* an id whose logit is not finite, or TALLY_NONE */
} HeadResult;

/* Workspace of a run: mutable, for one generate() at a time. */
typedef struct Session Session;

/* Never NULL. Packs the weights once where `pack`, which takes a pass over them. The model, kernel and
 * pool must outlive it. */
Session *session_open(const Model *m, const Kernel *k, Precision precision, bool pack, Pool *pool);
void session_close(Session *s); /* accepts NULL */

/* Bytes that session_open takes with this many threads, for documents of up to `tokens`, without packed
 * weights; and theirs (0: these kernels pack none of this model's). */
size_t session_bytes(const Model *m, const Kernel *k, Precision precision, int n_threads,
                     size_t tokens);
size_t session_packed_bytes(const Model *m, const Kernel *k, Precision precision);

/* Where the time went so far; *p but for elapsed. */
void session_profile(const Session *s, Profile *p);

/* Tables for positions below n; call before forward() sees them. */
void session_reserve(Session *s, size_t n);

/* Runs n <= FORWARD_ROWS rows and writes a HeadResult for each with `head`, in order of rows. */
void forward(Session *s, const Row *rows, size_t n, HeadResult *results);

/* All logits of head rows first .. first + n - 1 of the last forward(), [n, vocab]. */
void forward_logits(Session *s, size_t first, size_t n, float *logits);

#endif
