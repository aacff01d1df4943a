/* Limits: see limits.h. */
#include "audit/limits.h"

#include "reports/reports.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static double share(uint64_t hits, uint64_t n)
{
    return n > 0 ? (double)hits / (double)n : INFINITY;
}

static double exact(const LimitCounts *c)
{
    return share(c->exact, c->eligible);
}

static double approximate(const LimitCounts *c)
{
    return share(c->approximate, c->eligible);
}

static double exact_upper(const LimitCounts *c)
{
    return interval_clopper_pearson(c->exact, c->eligible).high;
}

static double approximate_upper(const LimitCounts *c)
{
    return interval_clopper_pearson(c->approximate, c->eligible).high;
}

static double sensitive(const LimitCounts *c)
{
    return (double)c->sensitive;
}

static double personal(const LimitCounts *c)
{
    return (double)c->personal;
}

typedef struct {
    const char *name;
    double (*figure)(const LimitCounts *c);
    const char *what;
} LimitRow;

static const LimitRow limit_table[] = {
    {"exact", exact, "exact memorization rate"},
    {"exact-upper", exact_upper, "upper end of the exact memorization rate's 95% interval"},
    {"approximate", approximate, "approximate memorization rate"},
    {"approximate-upper", approximate_upper,
     "upper end of the approximate memorization rate's 95% interval"},
    {"sensitive", sensitive, "number of memorized documents with sensitive data"},
    {"personal", personal, "number of memorized documents with personal data"},
};

enum { N_LIMITS = sizeof limit_table / sizeof *limit_table };

static const LimitRow *limit_find(const char *name)
{
    for (size_t i = 0; i < N_LIMITS; i++)
        if (strcmp(name, limit_table[i].name) == 0)
            return &limit_table[i];
    return NULL;
}

int limits_check(const NamedList *limits, Err *e)
{
    for (size_t i = 0; i < limits->n; i++) {
        const NamedValues *v = &limits->items[i];
        if (!limit_find(v->name)) {
            err_set(e, ERR_USAGE,
                    "--limit: there is no limit \"%s\"; there are exact, exact-upper, approximate, "
                    "approximate-upper, sensitive, personal",
                    v->name);
            return -1;
        }
        char *end = NULL;
        const double x = isdigit((unsigned char)v->values[0][0]) ? strtod(v->values[0], &end) : -1;
        if (v->n_values != 1 || !end || *end != '\0' || !(x >= 0) || isinf(x)) {
            err_set(e, ERR_USAGE, "--limit: %s needs one number, not \"%s\"", v->name,
                    v->values[v->n_values - 1]);
            return -1;
        }
    }
    return 0;
}

size_t limits_exceeded(const NamedList *limits, const LimitCounts *c, Buf *out)
{
    size_t n = 0;
    for (size_t i = 0; i < limits->n; i++) {
        const LimitRow *row = limit_find(limits->items[i].name);
        const char *text = limits->items[i].values[0];
        const double figure = row->figure(c);
        if (!(figure > strtod(text, NULL)))
            continue;
        n++;
        if (isinf(figure))
            buf_printf(out, "limit exceeded: %s: no eligible document, so its %s is unknown\n",
                       c->source, row->what);
        else
            buf_printf(out, "limit exceeded: %s: the %s is %.6g, over %s\n", c->source, row->what,
                       figure, text);
    }
    return n;
}
