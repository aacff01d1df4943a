/* What the options of scan and redact ask for: the scanner, and which of its findings count. */
#ifndef ROTE_SCANPLAN_H
#define ROTE_SCANPLAN_H

#include "audit/options.h"
#include "audit/textinput.h"
#include "audit/wordfile.h"
#include "detectors/detectors.h"

typedef struct {
    Scanner *scanner;
    TextInputOptions input;
    const char **types; /* [n_types]; none: all */
    size_t n_types;
    Severity least;
    bool placeholders;
    WordSet allowed;
    /* --fail-on: more than `most` findings of this severity or a higher one exit 1. */
    struct {
        bool set;
        uint64_t most;
    } limits[3];
} ScanPlan;

/* Strings live in `a`. 0, or -1 with ERR_USAGE, ERR_FORMAT or ERR_IO; scanplan_close in both cases. */
int scanplan_open(ScanPlan *p, const Options *o, Arena *a, Err *e);
void scanplan_close(ScanPlan *p);

/* Whether a finding counts, published examples aside: its type and severity are asked for and its text
 * or value is not on the list of --allow. */
bool scanplan_wants(const ScanPlan *p, const Finding *f, Str text, Arena *scratch);

#endif
