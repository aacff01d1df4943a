/* What is counted of a source's outcomes. Private to reports/.
 *
 * Classes: a document is *sensitive* when its continuation holds at least one finding of high
 * severity, *personal* when it holds at least one of moderate or low severity. A document with both
 * counts in both; `either` counts it once.
 *
 * Every count is kept among three sets of documents, each inside the next: continued exactly,
 * memorized approximately (exact included), all sampled. */
#ifndef ROTE_TALLY_H
#define ROTE_TALLY_H

#include "audit/base/arena.h"
#include "reports/reports.h"

#include <stddef.h>
#include <stdint.h>

enum { TALLY_HIGH = 2 }; /* OutcomeFinding.severity of what is sensitive */

typedef enum { AMONG_EXACT, AMONG_APPROXIMATE, AMONG_ALL, N_AMONG } Among;

typedef struct {
    uint64_t documents;
    uint64_t sensitive, personal, either; /* of these documents */
} ClassTally;

typedef struct {
    uint64_t findings;
    uint64_t in_truth, in_prompt; /* of these findings */
    uint64_t documents;           /* with at least one of them */
} FindingTally;

typedef struct {
    const char *type; /* lives in the arena given to tally_add_outcome */
    int severity;     /* as in OutcomeFinding */
    FindingTally among[N_AMONG];
    uint64_t last_document; /* number of the outcome that was counted last, from 1 */
} TypeTally;

typedef struct {
    ClassTally among[N_AMONG];
    uint64_t cut, fragile, rechecked, changed; /* outcomes that are so */
    uint64_t edits_sum; /* of the edit distances over all outcomes that were not cut, as the next */
    double char_edit_fraction_sum;
    uint64_t *edits;  /* [max_edits + 2]: outcomes by edit distance 0 .. max_edits, then more; cut
                         ones are among the last */
    TypeTally *types; /* [n_types], highest severity first, then by name */
    size_t n_types, types_capacity;
} Tally;

Tally tally_make(size_t max_edits);
void tally_free(Tally *t);

/* Type names are copied to `a`. Exact counts as approximate, whatever o->approximate says. */
void tally_add_outcome(Tally *t, size_t max_edits, const Outcome *o, Arena *a);

/* Whether the distance of every outcome is known, and there is one: whether there is a mean. */
bool tally_has_means(const Tally *t);

/* Adds the counts of another source's tally, made for the same max_edits. */
void tally_add(Tally *t, size_t max_edits, const Tally *other);

#endif
