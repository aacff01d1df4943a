/* The tables of a report, as text, for the page and for Markdown. Private to reports/.
 *
 * Each function builds one table; rows and strings live in `a`, names in the report. A dash stands
 * where there is no number. */
#ifndef ROTE_SECTION_H
#define ROTE_SECTION_H

#include "audit/base/arena.h"
#include "reports/report_data.h"
#include "reports/table.h"

/* Sampled, exact and approximate with rate and interval; a row a source, and all pooled. */
Table section_sources(const Report *r, Arena *a);

/* The four weightings with rate, interval and standard error. */
Table section_totals(const Report *r, Arena *a);

/* The weights of the sources in each. */
Table section_weights(const Report *r, Arena *a);

/* Edit distances: documents at 0, 1, ... max_edits and more (grouped where max_edits is large; cut
 * continuations are among more, and leave no mean). */
Table section_edits(const Report *r, Arena *a);

/* Intervals that allow for clusters beside those that do not, a row a source and the totals. No rows
 * where documents are not known to come in clusters. */
Table section_clusters(const Report *r, Arena *a);

/* Sampled documents and prompts, duplicates, documents too short under another tokenizer, a row a
 * source and all pooled. No rows where there is nothing to say. */
Table section_duplicates(const Report *r, Arena *a);

/* Fragile, computed again and cut documents: the columns that this run has, a row a source and all
 * pooled. No rows where nothing was computed again, nothing cut and nothing is fragile. */
Table section_sureness(const Report *r, Arena *a);

/* Memorized documents that carry sensitive and personal data, a row a source and all pooled; among
 * is AMONG_EXACT or AMONG_APPROXIMATE. */
Table section_classes(const Report *r, Among among, Arena *a);

/* Findings by severity and type over all sources: among memorized documents and among all
 * continuations. No rows when there are none. */
Table section_types(const Report *r, Arena *a);

/* The same by source, memorized documents only. */
Table section_source_types(const Report *r, Arena *a);

/* Memorized documents with findings, at most `limit`: sensitive before personal, exact before
 * approximate, then in order of the run. *shown receives the number of rows. */
Table section_traced(const Report *r, size_t limit, size_t *shown, Arena *a);

/* Documents seen, too short, malformed, damaged, a row a source and all pooled. */
Table section_left_out(const Report *r, Arena *a);

/* Damaged shards, then malformed records that are described one by one, at most `limit` rows. *shown
 * receives their number. */
Table section_faults(const Report *r, size_t limit, size_t *shown, Arena *a);

#endif
