/* The first faults in order of (shard, ordinal), whatever the order in which they are found. */
#ifndef ROTE_FAULTS_H
#define ROTE_FAULTS_H

#include "corpus/corpus.h"

/* Start from (FaultList){.most = N}. */
typedef struct {
    Fault *at; /* [n] in order; each owns its `what` */
    size_t n, capacity;
    size_t most; /* later ones fall out */
} FaultList;

/* Copies `what`, keeps the pointer `shard`. */
void faults_add(FaultList *l, const char *shard, uint64_t ordinal, const char *what);
void faults_free(FaultList *l);

#endif
