/* The results on disk: results.jsonl, a line a document in the order of samples.jsonl, appended as
 * documents finish; and rechecks.jsonl, the same for the documents that were computed again in f32.
 * DESIGN.md fixes the first fields; more follow, and each line ends in a check.
 *
 * A process that dies leaves whole lines and perhaps a torn last one, which is dropped when the run
 * goes on. A line that is whole but does not agree with its check was damaged, and is an error. */
#ifndef ROTE_RESULTFILE_H
#define ROTE_RESULTFILE_H

#include "audit/base/err.h"
#include "audit/rundir.h"
#include "audit/samplefile.h"

#define RESULTFILE_RESULTS  "results.jsonl"
#define RESULTFILE_RECHECKS "rechecks.jsonl"

/* ---- reading ---- */

typedef struct {
    const char *type; /* lives as long as the line */
    int severity;     /* detectors' Severity */
    bool in_truth, in_prompt;
} ResultFinding;

/* What the report needs of a line. */
typedef struct {
    json_t *json; /* owns the strings */
    Str text;     /* the whole line, without newline; lives as long as its reader */
    Str source, shard, id;
    Str cluster; /* s NULL: none */
    uint64_t ordinal, offset;
    bool exact, approximate;
    bool cut;     /* ended early: what follows of the continuation is not known */
    bool fragile; /* exact or approximate could turn on a margin that cannot be resolved */
    uint64_t edit_distance;    /* only when not `cut`, as the next */
    double char_edit_fraction; /* of the truth's characters */
    ResultFinding *findings;   /* [n_findings], malloc'ed */
    size_t n_findings;
} ResultLine;

typedef struct ResultReader ResultReader;

/* `name`: RESULTFILE_RESULTS or RESULTFILE_RECHECKS. NULL with ERR_IO. A file that is not there
 * reads as an empty one. */
ResultReader *resultreader_open(const RunDir *r, const char *name, Err *e);
/* The next whole line: 1; 0 at the end or before a torn last line; -1 with ERR_FORMAT naming file,
 * line and what to do. */
int resultreader_next(ResultReader *r, ResultLine *line, Err *e);
/* Bytes of the whole lines read so far: where the file is to be cut before it grows again. */
uint64_t resultreader_bytes(const ResultReader *r);
/* One line's text (without newline), its check verified when `checked`. 0, or -1 with ERR_FORMAT. */
int resultline_parse(Str text, bool checked, ResultLine *line, Err *e);
void resultline_free(ResultLine *line);
void resultreader_close(ResultReader *r); /* accepts NULL */

/* 0 when the line of the file `name` belongs to the sampled document; else -1 with ERR_FORMAT. */
int resultline_belongs(const ResultLine *line, const SampleLine *sample, const char *name, Err *e);

/* ---- writing ---- */

typedef struct ResultWriter ResultWriter;

/* Cuts the file to `keep_bytes` and appends from there; made with mode 0600. NULL with ERR_IO. */
ResultWriter *resultwriter_open(const RunDir *r, const char *name, uint64_t keep_bytes, Err *e);
/* Appends whole lines and waits until they are on disk. 0, or -1 with ERR_IO. */
int resultwriter_append(ResultWriter *w, Str lines, Err *e);
void resultwriter_close(ResultWriter *w); /* accepts NULL */

#endif
