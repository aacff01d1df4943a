/* Scanning files side by side; what is found comes out in the order of the files and of their texts. */
#ifndef ROTE_SCANNING_H
#define ROTE_SCANNING_H

#include "audit/findingformat.h"
#include "audit/interrupt.h"
#include "audit/scanplan.h"

typedef struct {
    uint64_t findings[3];         /* by severity, without what was left out */
    uint64_t placeholders, known; /* left out */
    uint64_t texts, bytes, malformed, damaged;
} ScanTotals;

typedef enum { SCAN_DONE, SCAN_FAILED, SCAN_INTERRUPTED } ScanEnd;

/* Scans o's operands and writes the findings to standard output. Memory does not grow with files or
 * texts, but for a shard's largest document. A file that cannot be read, or is damaged (without
 * --allow-damage), is said on standard error, the others are scanned all the same, and then SCAN_FAILED
 * with *e set. */
ScanEnd scanning_run(const ScanPlan *p, const Options *o, ScanTotals *totals, Err *e);

#endif
