/* How `rote scan` writes findings: JSON lines, CSV, SARIF 2.1.0, a table for people. */
#ifndef ROTE_FINDINGFORMAT_H
#define ROTE_FINDINGFORMAT_H

#include "audit/base/buf.h"
#include "audit/textplace.h"
#include "detectors/detectors.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    const char *path; /* as given */
    bool has_document;
    uint64_t document; /* index in the shard or run */
    Str id;            /* s NULL: none */
    const char *type;
    Severity severity;
    double confidence;
    bool validated, placeholder;
    TextPlace start, end; /* in the document's text */
    Str shown;            /* the finding's text, masked or not */
    uint64_t fingerprint;
} FindingRecord;

typedef struct {
    const char *name;
    void (*begin)(Buf *out, const Scanner *s);
    /* Each record is whole by itself; the writer leaves the first bytes of the first one out. */
    void (*add)(Buf *out, const FindingRecord *r);
    size_t first_dropped; /* how many bytes of that: what joins a record to the one before */
    void (*end)(Buf *out);
} FindingFormat;

/* NULL for a name that is none. */
const FindingFormat *findingformat_find(const char *name);

#endif
