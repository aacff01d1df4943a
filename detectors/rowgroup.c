/* Rows that are tried together: see rowgroup.h. */
#include "detectors/rowgroup.h"

#include "audit/base/mem.h"

#include <stdlib.h>
#include <string.h>

/* Numbers have most of the rows, and short windows: their automaton is given more room. A literal is
 * rare, and there are hundreds of rows with one: their automata, made whenever a scanner is opened,
 * are small. */
enum { STATES_NUMBER = 6000, STATES_ALONE = 1200, STATES_LITERAL = 64 };

static bool text_equal(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* Most numbers are short: they are not to be tried for rows that want long ones. */
static int size_class(size_t digits)
{
    return digits < 4 ? 0 : digits < 7 ? 1 : 2;
}

static bool rows_alike(const Detector *a, const Detector *b)
{
    return a->anchor == b->anchor && a->anchor != ANCHOR_LITERAL &&
           size_class(a->digits) == size_class(b->digits) && a->window_bytes > 0 &&
           b->window_bytes > 0 && text_equal(a->lead, b->lead) &&
           a->lead_min_bytes == b->lead_min_bytes && a->lead_max_bytes == b->lead_max_bytes &&
           text_equal(a->not_before, b->not_before);
}

/* Marks the bytes of a class "a-z0-9+" with `bit`. A '-' that stands for itself comes
 * first or last. */
static void class_add(const char *class, unsigned char bit, unsigned char table[256])
{
    const unsigned char *c = (const unsigned char *)class;
    while (c && *c) {
        const bool range = c[1] == '-' && c[2];
        const unsigned last = range ? c[2] : c[0];
        for (unsigned b = c[0]; b <= last; b++)
            table[b] |= bit;
        c += range ? 3 : 1;
    }
}

static void group_compile(RowGroup *g, const Detector *const *d)
{
    SieveRow *rows = mem_alloc(g->n, sizeof *rows);
    for (size_t i = 0; i < g->n; i++)
        rows[i] = (SieveRow){d[g->rows[i]]->pattern, d[g->rows[i]]->window_bytes};
    g->sieve = sieve_open(rows, g->n,
                          g->anchor == ANCHOR_NUMBER    ? STATES_NUMBER
                          : g->anchor == ANCHOR_LITERAL ? STATES_LITERAL
                                                        : STATES_ALONE);
    free(rows);
}

RowGroup *rowgroups_open(const Detector *const *d, size_t n, size_t *n_groups, uint32_t *of_row)
{
    RowGroup *groups = mem_zero(n, sizeof *groups);
    *n_groups = 0;
    for (size_t i = 0; i < n; i++) {
        size_t at = 0;
        while (at < *n_groups && !rows_alike(groups[at].like, d[i]))
            at++;
        RowGroup *g = &groups[at];
        if (at == *n_groups) {
            *g = (RowGroup){.anchor = d[i]->anchor, .like = d[i], .digits = d[i]->digits};
            class_add(d[i]->lead, ROWGROUP_LEAD, g->class);
            class_add(d[i]->not_before, ROWGROUP_NOT_BEFORE, g->class);
            ++*n_groups;
        }
        g->rows = mem_resize(g->rows, g->n + 1, sizeof *g->rows);
        g->rows[g->n++] = (uint32_t)i;
        g->digits = d[i]->digits < g->digits ? d[i]->digits : g->digits;
        of_row[i] = (uint32_t)at;
    }
    for (size_t k = 0; k < *n_groups; k++)
        group_compile(&groups[k], d);
    return groups;
}

void rowgroups_close(RowGroup *g, size_t n_groups)
{
    for (size_t k = 0; g && k < n_groups; k++) {
        sieve_close(g[k].sieve);
        free(g[k].rows);
    }
    free(g);
}

/* ---- numbers ---- */

enum { NO_BYTE = 256 };

/* Whether the byte that stands `back` bytes before the anchor can be there. */
static bool before_allowed(const RowGroup *g, unsigned byte, size_t back)
{
    const bool lead = byte != NO_BYTE && (g->class[byte] & ROWGROUP_LEAD);
    if (g->like->lead_min_bytes >= back)
        return lead;
    return back > 1 || g->like->lead_max_bytes > 0 || byte == NO_BYTE ||
           !(g->class[byte] & ROWGROUP_NOT_BEFORE);
}

NumberTable numbertable_make(const RowGroup *g, size_t n_groups)
{
    NumberTable t = {.groups = mem_alloc(n_groups, sizeof *t.groups)};
    for (size_t k = 0; k < n_groups; k++)
        if (g[k].anchor == ANCHOR_NUMBER)
            t.groups[t.n++] = (uint32_t)k;
    t.words = t.n / 64 + 1;
    t.before = mem_zero(257 * t.words, sizeof *t.before);
    t.second = mem_zero(257 * t.words, sizeof *t.second);
    t.inside = mem_zero(t.words, sizeof *t.inside);
    t.digits = mem_zero((ROWGROUP_DIGITS + 1) * t.words, sizeof *t.digits);
    for (size_t i = 0; i < t.n; i++) {
        const RowGroup *group = &g[t.groups[i]];
        const uint64_t bit = UINT64_C(1) << (i % 64);
        for (unsigned byte = 0; byte <= NO_BYTE; byte++) {
            if (before_allowed(group, byte, 1))
                t.before[byte * t.words + i / 64] |= bit;
            if (before_allowed(group, byte, 2))
                t.second[byte * t.words + i / 64] |= bit;
        }
        if (group->like->lead_max_bytes > 0)
            t.inside[i / 64] |= bit;
        for (size_t d = 0; d <= ROWGROUP_DIGITS; d++)
            if (d >= group->digits || d == ROWGROUP_DIGITS)
                t.digits[d * t.words + i / 64] |= bit;
    }
    return t;
}

void numbertable_free(NumberTable *t)
{
    free(t->groups);
    free(t->before);
    free(t->second);
    free(t->inside);
    free(t->digits);
    *t = (NumberTable){0};
}

bool rowgroup_start(const RowGroup *g, Str text, size_t anchor, size_t *start)
{
    const unsigned char *s = (const unsigned char *)text.s;
    size_t at = anchor;
    while (at > 0 && anchor - at < g->like->lead_max_bytes && (g->class[s[at - 1]] & ROWGROUP_LEAD))
        at--;
    *start = at;
    return anchor - at >= g->like->lead_min_bytes &&
           !(at > 0 && (g->class[s[at - 1]] & ROWGROUP_NOT_BEFORE));
}
