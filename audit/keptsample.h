/* A sample that was drawn before, opened to be audited: the directory of a finished `rote sample`,
 * of merged parts, or of another audit. */
#ifndef ROTE_KEPTSAMPLE_H
#define ROTE_KEPTSAMPLE_H

#include "audit/base/hash.h"
#include "audit/rundir.h"

/* Start from {0}. */
typedef struct {
    RunDir *dir;                   /* locked for reading */
    json_t *plan;                  /* what it was drawn under */
    char sha256[SHA256_HEX_BYTES]; /* of its samples.jsonl, which is verified */
} KeptSample;

/* `path` is the directory or samples.jsonl in it; `out` the directory that the audit writes to, which
 * must be another. 0, or -1 with ERR_USAGE (a part of a sample, or out), ERR_FORMAT (not finished,
 * damaged) or ERR_IO. */
int keptsample_open(KeptSample *k, const char *path, const char *out, Err *e);

/* Leaves {0}. */
void keptsample_close(KeptSample *k);

#endif
