/* What a continuation in the making can still come to: see detectors.h.
 *
 * D[n][j] is the edit distance of the n tokens written and the truth's first j of m. Behind them
 * come r = most_tokens - n tokens at most, and it may be fewer: w. Every alignment of the whole
 * with the truth cuts the truth somewhere, so its distance is the min over j of D[n][j] + the
 * distance of w and the truth's last m - j.
 *
 *   least    Best is a w of just those tokens; where they are more than r, m - j - r are missing.
 *            That is the min of D[n][j] + max(0, m - j - r). A j with any missing is no better than
 *            j + 1, as D[n][j+1] <= D[n][j] + 1: it is the min of D[n][j] over m - j <= r.
 *   largest  Worst are r tokens that the truth does not have: any w is at most max(r, m - j) from
 *            m - j tokens, and these are that far. The min of D[n][j] + max(r, m - j) is again
 *            reached where m - j <= r: it is least + r.
 *
 * So least never falls as n grows, and largest never rises.
 *
 * Of D only values up to `limit` = max_edits matter, and D[n][j] >= |n - j|, so a band of the row
 * is kept; a value in it is exact when it is at most limit, and limit + 1 stands for all others
 * (Ukkonen 1985).
 *
 *   cells[d] = D[n][n - limit + d]      d = 0 .. 2 limit
 */
#include "detectors/detectors.h"

#include "audit/base/mem.h"

#include <assert.h>
#include <stdlib.h>

static size_t lower_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* a + more, or limit + 1 where that is less. a is at most limit + 1. */
static size_t sum_of(const MatchBound *b, size_t a, size_t more)
{
    return more > b->limit + 1 - a ? b->limit + 1 : a + more;
}

/* Whether cells[d] is a cell of D: 0 <= j <= n_truth. */
static bool cell_exists(const MatchBound *b, size_t d)
{
    return b->n + d >= b->limit && b->n + d - b->limit <= b->n_truth;
}

/* The row of D as it stands -> least and largest. */
static void reach(MatchBound *b)
{
    const size_t rest = b->most_tokens - b->n;
    b->least = b->limit + 1;
    for (size_t d = 0; d <= 2 * b->limit; d++)
        if (cell_exists(b, d) && b->n_truth - (b->n + d - b->limit) <= rest)
            b->least = lower_of(b->least, b->cells[d]);
    b->largest = sum_of(b, b->least, rest);
}

void matchbound_start(MatchBound *b, const uint32_t *truth, size_t n_truth, size_t most_tokens,
                      size_t max_edits)
{
    /* No distance is more than the longer one's tokens, so a wider band would hold nothing. */
    const size_t limit = lower_of(max_edits, n_truth > most_tokens ? n_truth : most_tokens);
    size_t *cells = b->cells;
    if (!cells || limit != b->limit)
        cells = mem_resize(cells, 2 * limit + 1, sizeof *cells);
    *b = (MatchBound){.cells = cells,
                      .limit = limit,
                      .truth = truth,
                      .n_truth = n_truth,
                      .most_tokens = most_tokens,
                      .max_edits = max_edits};
    for (size_t d = 0; d <= 2 * limit; d++) /* D[0][j] = j */
        cells[d] = d >= limit && d - limit <= n_truth ? d - limit : limit + 1;
    reach(b);
}

/* cells[d] of the next row, whose token is id; cells[d] and on are still the row before, and `left` is
 * the new row's cells[d - 1]. b->n counts the token already. */
static size_t cell_next(const MatchBound *b, size_t d, size_t left, uint32_t id)
{
    const size_t limit = b->limit;
    size_t cell = limit + 1;
    if (!cell_exists(b, d))
        return cell;
    const size_t j = b->n + d - limit;
    if (d < 2 * limit) /* the token is too much */
        cell = lower_of(cell, sum_of(b, b->cells[d + 1], 1));
    if (j > 0) /* it stands for the truth's, or is it */
        cell = lower_of(cell, sum_of(b, b->cells[d], id != b->truth[j - 1]));
    if (j > 0 && d > 0) /* the truth's is missing */
        cell = lower_of(cell, sum_of(b, left, 1));
    return cell;
}

void matchbound_add(MatchBound *b, uint32_t id)
{
    assert(b->n < b->most_tokens);
    b->n++;
    for (size_t d = 0; d <= 2 * b->limit; d++)
        b->cells[d] = cell_next(b, d, d > 0 ? b->cells[d - 1] : 0, id);
    reach(b);
}

size_t matchbound_least_after(const MatchBound *b, uint32_t id)
{
    MatchBound next = *b; /* cells stay b's, and are only read */
    assert(b->n < b->most_tokens);
    next.n++;
    const size_t rest = b->most_tokens - next.n;
    size_t least = b->limit + 1, cell = 0;
    for (size_t d = 0; d <= 2 * b->limit; d++) {
        cell = cell_next(&next, d, cell, id);
        if (cell_exists(&next, d) && b->n_truth - (next.n + d - b->limit) <= rest)
            least = lower_of(least, cell);
    }
    return least;
}

size_t matchbound_distance(const MatchBound *b)
{
    /* cells[d] with n - limit + d = n_truth */
    const size_t d = b->n_truth + b->limit - b->n;
    return b->n <= b->n_truth + b->limit && d <= 2 * b->limit ? b->cells[d] : b->limit + 1;
}

bool matchbound_hopeless(const MatchBound *b)
{
    return b->least > b->max_edits;
}

bool matchbound_open(const MatchBound *b)
{
    const bool exact = b->least == 0 && b->largest > 0;
    const bool approximate = b->least <= b->max_edits && b->largest > b->max_edits;
    return exact || approximate;
}

void matchbound_free(MatchBound *b)
{
    free(b->cells);
    *b = (MatchBound){0};
}
