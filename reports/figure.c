/* Drawing figures: see figure.h. Lengths are SVG units, which are pixels at full width. */
#include "reports/figure.h"

#include "audit/base/arena.h"
#include "reports/escape.h"
#include "reports/glyph.h"
#include "reports/numeral.h"

#include <math.h>
#include <stdio.h>

#define COLUMN_UNITS 7.0 /* a column of label text at 13 units, rounded up */

/* Where things stand:  label | lane // log ... 100% | values  */
typedef struct {
    const char *name;   /* CSS class of the drawing and suffix of its ids */
    double width;       /* of the whole drawing */
    double lane;        /* x of zero */
    double left, right; /* x of the first decade and of 100% */
    bool label_above;   /* else in a gutter on the left */
    bool details;       /* room for FigurePoint.detail */
    double line;        /* height of one series in a row */
    int from;           /* the axis begins at 10^from */
    size_t series;      /* 1 or 2 */
    const Figure *figure;
} Frame;

static double row_height(const Frame *f)
{
    return f->line * (double)f->series + (f->label_above ? 20 : 0) + 8;
}

/* The decade at which the axis begins: below every rate and every limit that zero leaves open, as
 * far as a tenth of a rate; at most 1%. */
static int axis_from(const Figure *f)
{
    double least = 0.01;
    for (size_t i = 0; i < f->n_rows; i++)
        for (size_t s = 0; s < FIGURE_SERIES && f->series[s]; s++) {
            const FigurePoint *p = &f->rows[i].point[s];
            if (!p->known)
                continue;
            const double reach =
                p->rate > 0 ? fmax(p->interval.low, p->rate / 8) : p->interval.high / 2;
            least = fmin(least, reach);
        }
    int from = -2;
    for (double decade = 0.01; decade > least * 1.0000001 && from > -12; decade /= 10)
        from--;
    return from;
}

static double axis_x(const Frame *f, double rate)
{
    const double at = (log10(rate) - f->from) / (0 - f->from);
    return f->left + (f->right - f->left) * fmax(at, 0);
}

static void decade_label(int exponent, char text[24])
{
    const int decimals = exponent < -2 ? -(exponent + 2) : 0;
    snprintf(text, 24, "%.*f%%", decimals, pow(10, exponent + 2));
}

static void line(Buf *out, const char *class, double x1, double y1, double x2, double y2)
{
    buf_printf(out, "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n", class,
               x1, y1, x2, y2);
}

static void axis_labels(const Frame *f, double y, Buf *out)
{
    const double decade = (f->right - f->left) / (0 - f->from);
    const int every = (int)ceil(44 / decade);
    buf_printf(out, "<text class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">0</text>\n",
               f->lane, y);
    for (int e = 0; e >= f->from; e--) {
        char text[24];
        decade_label(e, text);
        if ((0 - e) % every == 0)
            buf_printf(
                out,
                "<text class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n",
                axis_x(f, pow(10, e)), y, text);
    }
}

static void grid(const Frame *f, double top, double bottom, Buf *out)
{
    line(out, "grid zero", f->lane, top, f->lane, bottom);
    for (int e = f->from; e <= 0; e++) {
        line(out, "grid", axis_x(f, pow(10, e)), top, axis_x(f, pow(10, e)), bottom);
        for (int m = 2; m <= 9 && e < 0; m++) {
            const double x = axis_x(f, m * pow(10, e));
            line(out, "minor", x, bottom - 3, x, bottom);
        }
    }
    line(out, "axis", f->left, bottom, f->right, bottom);
    /* The break between zero and the first decade. */
    const double middle = (f->lane + f->left) / 2;
    line(out, "axis", f->lane - 8, bottom, middle - 4, bottom);
    line(out, "axis", middle + 4, bottom, f->left, bottom);
    line(out, "axis", middle - 6, bottom + 4, middle - 2, bottom - 4);
    line(out, "axis", middle + 2, bottom + 4, middle + 6, bottom - 4);
}

static void marker(size_t series, bool zero, double x, double y, Buf *out)
{
    const double r = series == 0 ? 5 : 5.6;
    const char *hollow = zero ? " hollow" : "";
    if (series == 0)
        buf_printf(out, "<circle class=\"dot s1%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>\n", hollow,
                   x, y, r);
    else
        buf_printf(out,
                   "<path class=\"dot s2%s\" d=\"M%.1f %.1fl%.1f %.1fl%.1f %.1fl%.1f %.1fz\"/>\n",
                   hollow, x - r, y, r, -r, r, r, -r, r);
}

static void point(const Frame *f, const FigurePoint *p, size_t series, double y, Buf *out)
{
    Arena a = {0};
    const char *colour = series == 0 ? "s1" : "s2";
    if (!p->known) {
        buf_printf(out, "<text class=\"none\" x=\"%.1f\" y=\"%.1f\">", f->left + 4, y + 4);
        escape_html(out, str_of(f->figure->unknown));
        buf_add_c(out, "</text>\n");
        return;
    }
    const bool zero = p->rate == 0;
    const double x = zero ? f->lane : axis_x(f, p->rate), high = axis_x(f, p->interval.high);
    const char *limit = numeral_rate(&a, p->interval.high);
    buf_printf(out, "<g><title>");
    if (f->series > 1)
        buf_printf(out, "%s: ", f->figure->series[series]);
    buf_printf(out, "%s, 95%% interval %s</title>\n", numeral_rate(&a, p->rate),
               numeral_interval(&a, p->interval, " to "));
    line(out, arena_printf(&a, "whisker %s%s", colour, zero ? " open" : ""),
         zero ? f->lane : axis_x(f, p->interval.low), y, high, y);
    line(out, arena_printf(&a, "whisker %s", colour), high, y - 4, high, y + 4);
    if (!zero && p->interval.low >= pow(10, f->from))
        line(out, arena_printf(&a, "whisker %s", colour), axis_x(f, p->interval.low), y - 4,
             axis_x(f, p->interval.low), y + 4);
    marker(series, zero, x, y, out);
    buf_printf(out, "<text class=\"value\" x=\"%.1f\" y=\"%.1f\">%s", f->right + 14, y + 4.5,
               zero ? "0" : numeral_rate(&a, p->rate));
    if (zero && f->details)
        buf_printf(out, "<tspan class=\"detail\" dx=\"7\">at most %s</tspan>", limit);
    else if (zero)
        buf_printf(out, "<tspan class=\"detail\" dx=\"4\">\xE2\x89\xA4%s</tspan>", limit);
    else if (p->detail && f->details)
        buf_printf(out, "<tspan class=\"detail\" dx=\"7\">%s</tspan>", p->detail);
    buf_add_c(out, "</text></g>\n");
    arena_free(&a);
}

/* A label of at most `columns`: the middle of a longer one is left out, the whole stands in the
 * table and in the row's title. */
static void label_text(Str s, size_t columns, Buf *out)
{
    size_t total = glyph_columns(s), at = 0, passed = 0;
    if (total <= columns) {
        escape_html(out, s);
        return;
    }
    const size_t head = columns / 2, tail = columns - head - 1;
    while (at < s.n) {
        const size_t from = at;
        const uint32_t c = glyph_next(s, &at);
        passed += c == GLYPH_BAD || glyph_controls(c) ? 1 : (size_t)glyph_width(c);
        if (passed > head) {
            escape_html(out, (Str){s.s, from});
            break;
        }
    }
    buf_add_c(out, "\xE2\x80\xA6"); /* an ellipsis */
    while (at < s.n && total - passed > tail) {
        const uint32_t c = glyph_next(s, &at);
        passed += c == GLYPH_BAD || glyph_controls(c) ? 1 : (size_t)glyph_width(c);
    }
    escape_html(out, (Str){s.s + at, s.n - at});
}

static void row(const Frame *f, const FigureRow *r, double top, Buf *out)
{
    const double lines = f->line * (double)f->series;
    const double y = top + 4 + (f->label_above ? 20 : 0);
    const double room = f->label_above ? f->width - 8 : f->lane - 20;
    buf_printf(out, "<text class=\"label%s\" x=\"%.1f\" y=\"%.1f\">", r->total ? " sum" : "", 4.0,
               f->label_above ? top + 18 : y + lines / 2 + 4.5);
    const Str label = str_of(r->label);
    if ((double)glyph_columns(label) * COLUMN_UNITS > room) {
        buf_add_c(out, "<title>");
        escape_html(out, label);
        buf_add_c(out, "</title>");
    }
    label_text(label, (size_t)(room / COLUMN_UNITS), out);
    buf_add_c(out, "</text>\n");
    /* What is not known for the first series is not known for the second either. */
    if (!r->point[0].known)
        point(f, &r->point[0], 0, y + lines / 2, out);
    for (size_t s = 0; s < f->series && r->point[0].known; s++)
        point(f, &r->point[s], s, y + f->line * ((double)s + 0.5), out);
}

/* The figure in words, for those who do not see it. */
static void description(const Figure *f, Buf *out)
{
    Arena a = {0};
    for (size_t i = 0; i < f->n_rows; i++) {
        escape_html(out, str_of(f->rows[i].label));
        for (size_t s = 0; s < FIGURE_SERIES && f->series[s]; s++) {
            const FigurePoint *p = &f->rows[i].point[s];
            buf_printf(out, "%s %s ", s > 0 ? "," : ":", f->series[s]);
            if (p->known)
                buf_printf(out, "%s (%s)", numeral_rate(&a, p->rate),
                           numeral_interval(&a, p->interval, " to "));
            else
                buf_add_c(out, f->unknown);
        }
        buf_add_c(out, ". ");
    }
    arena_free(&a);
}

static void drawing(const Frame *f, Buf *out)
{
    const Figure *g = f->figure;
    const double each = row_height(f), top = 24, gap = 12;
    double bottom = top + each * (double)g->n_rows;
    for (size_t i = 1; i < g->n_rows; i++)
        bottom += g->rows[i].total && !g->rows[i - 1].total ? gap : 0;
    buf_printf(out,
               "<svg class=\"%s\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" "
               "aria-labelledby=\"%s-%s-t %s-%s-d\">\n<title id=\"%s-%s-t\">",
               f->name, f->width, bottom + 28, g->id, f->name, g->id, f->name, g->id, f->name);
    escape_html(out, str_of(g->title));
    buf_printf(out, "</title>\n<desc id=\"%s-%s-d\">", g->id, f->name);
    description(g, out);
    buf_add_c(out, "</desc>\n");
    grid(f, top - 4, bottom + 4, out);
    axis_labels(f, 13, out);
    axis_labels(f, bottom + 21, out);
    double y = top;
    for (size_t i = 0; i < g->n_rows; i++) {
        if (i > 0 && g->rows[i].total && !g->rows[i - 1].total) {
            line(out, "rule", 0, y + gap / 2, f->width, y + gap / 2);
            y += gap;
        }
        row(f, &g->rows[i], y, out);
        y += each;
    }
    buf_add_c(out, "</svg>\n");
}

static void legend(const Figure *f, Buf *out)
{
    buf_add_c(out, "<p class=\"legend\" aria-hidden=\"true\">");
    for (size_t s = 0; s < FIGURE_SERIES && f->series[s]; s++) {
        buf_add_c(out, "<span><svg width=\"14\" height=\"14\" viewBox=\"0 0 14 14\">");
        marker(s, false, 7, 7, out);
        buf_add_c(out, "</svg>");
        escape_html(out, str_of(f->series[s]));
        buf_add_c(out, "</span> ");
    }
    buf_add_c(out, "<span><svg width=\"26\" height=\"14\" viewBox=\"0 0 26 14\">");
    line(out, "whisker", 2, 7, 24, 7);
    line(out, "whisker", 2, 3, 2, 11);
    line(out, "whisker", 24, 3, 24, 11);
    buf_add_c(out, "</svg>95% interval</span> <span><svg width=\"26\" height=\"14\" "
                   "viewBox=\"0 0 26 14\">");
    line(out, "whisker open", 6, 7, 24, 7);
    line(out, "whisker", 24, 3, 24, 11);
    buf_add_c(out,
              "<circle class=\"dot hollow\" cx=\"6\" cy=\"7\" r=\"4.5\"/></svg>none found, and "
              "the upper limit</span> <span>log axis, broken before zero</span></p>\n");
}

void figure_html(const Figure *f, Buf *out)
{
    enum { GUTTER = 190 };
    size_t widest = 0;
    for (size_t i = 0; i < f->n_rows; i++) {
        const size_t w = glyph_columns(str_of(f->rows[i].label));
        widest = w > widest ? w : widest;
    }
    const size_t series = f->series[1] ? 2 : 1;
    const bool above = (double)widest * COLUMN_UNITS > GUTTER - 20;
    const double lane = above ? 14 : GUTTER;
    const Frame wide = {"wide",       760,    lane, lane + 48,
                        576,          above,  true, series == 1 ? 22 : 18,
                        axis_from(f), series, f};
    const Frame narrow = {"narrow",     360,    14, 54, 268, true, false, series == 1 ? 20 : 18,
                          axis_from(f), series, f};
    buf_printf(out, "<figure id=\"%s\">\n<figcaption><strong>", f->id);
    escape_html(out, str_of(f->title));
    buf_add_c(out, "</strong> ");
    escape_html(out, str_of(f->caption));
    buf_add_c(out, "</figcaption>\n");
    legend(f, out);
    drawing(&wide, out);
    drawing(&narrow, out);
    buf_add_c(out, "</figure>\n");
}
