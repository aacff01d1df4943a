/* The last stage of a run: the run directory -> a Report -> report.json, .csv, .md, .html. */
#ifndef ROTE_REPORTING_H
#define ROTE_REPORTING_H

#include "audit/options.h"
#include "audit/rundir.h"
#include "reports/reports.h"

/* Reads a finished run back: plan, sampler's counts, every result. Findings that are published examples
 * are left out unless `placeholders`; how many is a fact of the report. NULL with ERR_FORMAT (damaged,
 * or not finished: the sentence says how far it is) or ERR_IO. Lines for limits exceeded are added
 * to `exceeded`. */
Report *reporting_read(const RunDir *r, const NamedList *limits, bool placeholders, Buf *exceeded,
                       Err *e);

/* Writes the four files. 0, or -1 with ERR_IO. */
int reporting_write(const RunDir *r, const Report *report, Err *e);

/* Both, then the table (or with --json the JSON) on standard output and the limits on standard
 * error. Returns the process's exit code; *e is set when it is neither 0 nor 1. */
int reporting_finish(const RunDir *r, const Options *o, Err *e);

#endif
