/* The three figures of the Gemma report (arXiv 2403.08295), from a report. Private to reports/. */
#ifndef ROTE_GALLERY_H
#define ROTE_GALLERY_H

#include "audit/base/arena.h"
#include "reports/figure.h"
#include "reports/report_data.h"

enum { N_GALLERY = 3 };

/* Exact by source and in total; sensitive and personal by source; approximate beside exact. Rows
 * and strings live in `a`, names in the report. */
void gallery_of(const Report *r, Arena *a, Figure figures[N_GALLERY]);

#endif
