/* A sample while it is drawn, or merged of parts: of each source what is kept and what was counted.
 * Private to corpus/: sampler.c draws, samplemerge.c merges, sample.c has what both do. */
#ifndef ROTE_DRAWN_H
#define ROTE_DRAWN_H

#include "corpus/bottomk.h"
#include "corpus/corpus.h"
#include "corpus/faults.h"

#include "audit/base/arena.h"

#include <pthread.h>

/* One source while it is drawn; its lock guards everything below it. */
typedef struct {
    const char *name;
    pthread_mutex_t lock;
    BottomK *keep;
    FaultList malformed[N_FAULTS_OF_RECORDS], damaged;
    SourceSample result; /* records_seen and record_bytes as shards end; the rest at the end */
} Drawn;

struct Sample {
    Arena names;
    Drawn *sources; /* [n_sources] */
    size_t n_sources;
};

/* An empty sample of n_sources sources; o says how much is kept. Never NULL; sample_close frees it. */
Sample *sample_new(const char *const *names, size_t n_sources, const SampleOptions *o);

/* Adds n to what `what` counts of the things left out. `what` lives as long as the sample. */
void drawn_leave_out(Drawn *d, const char *what, uint64_t n);

/* Fills the rest of d->result, once nothing more is added. */
void drawn_finish(Drawn *d, bool look_at_all);

#endif
