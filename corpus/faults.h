/* The first faults in order of (shard, ordinal), whatever the order in which they are found, among
 * those that turn out to count in the end: a malformed record counts when its hash is below the last
 * sampled document's, which is known only when all is read.
 *
 * A fault is let go as soon as `most` others come before it and have no larger hash: should it count,
 * so would they. What is kept of n faults in random order is about most * log(n / most). */
#ifndef ROTE_FAULTS_H
#define ROTE_FAULTS_H

#include "corpus/corpus.h"

/* Start from (FaultList){.most = N}, N at least 1. */
typedef struct {
    struct FaultKept *at; /* [n] in order */
    size_t n, capacity;
    size_t most;
} FaultList;

/* Copies f->what, keeps the pointer f->shard. */
void faults_add(FaultList *l, uint64_t hash, const Fault *f);

/* Adds the first `most` faults with a hash below `end` (UINT64_MAX: all) to out, which has room for them, and returns
 * how many. They live as long as l. */
size_t faults_first(const FaultList *l, uint64_t end, Fault *out);

/* Adds every fault that is kept and has a hash below `end` to out, with its hash, and returns how many: of a part
 * of the records, those that could be among the first of all. */
size_t faults_all(const FaultList *l, uint64_t end, Fault *out);

void faults_free(FaultList *l);

#endif
