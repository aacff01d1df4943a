/* Documents through the engine and onto the disk: what generating and rechecking have in common.
 *
 * A file of results grows by whole lines in the order of the documents, in groups, while the engine
 * finishes documents in any order. Interrupted or failed, what is on disk stays, and the next call
 * goes on from it. */
#ifndef ROTE_DOCQUEUE_H
#define ROTE_DOCQUEUE_H

#include "audit/checkpoint.h"
#include "audit/options.h"
#include "audit/plan.h"
#include "audit/rundir.h"
#include "audit/samplefile.h"
#include "audit/sampling.h"

/* Plain values and callbacks, all from the calling thread. */
typedef struct {
    const RunDir *dir;
    const char *file;  /* RESULTFILE_... */
    const char *stage; /* "generating", for people */
    const Checkpoint *checkpoint;
    const Options *options;
    const Protocol *protocol;
    Precision precision;
    float resolution; /* of that precision */
    uint64_t total;   /* documents that next() gives in all */
    /* The next document whose line belongs into the file, from the first on: 1, 0 when there is no
     * more, -1 with an error set. Whoever called it frees the line. */
    int (*next)(void *ctx, SampleLine *s, Err *e);
    /* What must have returned 0 before the file is opened for writing, and whether it would return
     * at once: until then finished lines wait in memory. NULL both: nothing. */
    int (*settle)(void *ctx, Err *e);
    bool (*settles)(void *ctx);
    void *ctx;
} DocQueueJob;

/* Holds the lines that stand against the documents they should be of, then computes and writes
 * those that are missing. *standing receives the lines that are on disk at the end. `settle` is
 * called also where none is missing. STAGE_FAILED with ERR_FORMAT when the file is damaged or of
 * other documents, and with whatever the callbacks and the engine report. */
Stage docqueue_run(const DocQueueJob *job, uint64_t *standing, Err *e);

#endif
