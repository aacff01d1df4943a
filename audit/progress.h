/* A line on standard error that says how far a stage is, how fast it goes and how long it will
 * still take. Drawn only when standard error is a terminal. */
#ifndef ROTE_PROGRESS_H
#define ROTE_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    const char *stage; /* "sampling" */
    const char *unit;  /* "documents", or "bytes", which are shown as MB */
    bool shown;
    uint64_t first;   /* done before this process began, so that the rate is its own */
    double started_s; /* monotonic */
    double drawn_s;
    bool drawn;
    uint64_t also; /* something else that is counted; also_unit NULL: nothing */
    const char *also_unit;
} Progress;

/* `quiet` shows nothing anywhere. */
Progress progress_start(const char *stage, const char *unit, uint64_t first, bool quiet);

/* What is shown behind the rate from the next drawing on: "1.2 M records". */
void progress_also(Progress *p, uint64_t n, const char *unit);

/* Draws at most ten times a second. total 0: unknown. */
void progress_show(Progress *p, uint64_t done, uint64_t total);

/* Wipes the line. */
void progress_end(Progress *p);

#endif
