/* Figures of rates on a log axis, as SVG for a page. Private to reports/.
 *
 *     web        |      .    .  |--o---|   .         |  0.37%  37 of 10,000
 *     code       o- - - - -|    .          .         |  0  at most 0.037%
 *                0  //     0.1%   1%       10%     100%
 *
 * A row a source, then the totals. A dot is a rate, the line through it its 95% interval. Zero has
 * no place on a log axis: it stands in a lane of its own, left of a break, and a dashed line runs to
 * the upper limit. A limit below the axis's beginning is cut off there, without an end stroke. */
#ifndef ROTE_FIGURE_H
#define ROTE_FIGURE_H

#include "audit/base/buf.h"
#include "reports/reports.h"

#include <stdbool.h>
#include <stddef.h>

enum { FIGURE_SERIES = 2 };

typedef struct {
    bool known;         /* else nothing is drawn but the figure's words for it */
    double rate;        /* 0..1 */
    Interval interval;  /* holds rate */
    const char *detail; /* stands small beside the rate where there is room; NULL for nothing */
} FigurePoint;

typedef struct {
    const char *label;
    bool total; /* set apart, below the sources */
    FigurePoint point[FIGURE_SERIES];
} FigureRow;

typedef struct {
    const char *id; /* a word, unique on the page */
    const char *title, *caption;
    const char *series[FIGURE_SERIES]; /* names; the second is NULL when there is only one */
    const char *unknown;               /* "no eligible documents" */
    const FigureRow *rows;
    size_t n_rows;
} Figure;

/* Adds a <figure> with two drawings, of which the page's style shows one: class "wide" for a page
 * and "narrow" for a phone. Colours and fonts come from the style (page_style.h). */
void figure_html(const Figure *f, Buf *out);

#endif
