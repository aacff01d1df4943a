/* Parts of one run: see parts.h. */
#include "audit/parts.h"

#include "audit/base/buf.h"
#include "audit/base/mem.h"
#include "audit/plan.h"
#include "audit/samplefile.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* One directory that was given. */
typedef struct {
    RunDir *dir;
    json_t *plan; /* without "part" */
    WorkPart part;
} Given;

static int given_open(Given *g, const char *path, Err *e)
{
    g->dir = rundir_open_reading(path, e);
    json_t *plan = g->dir ? rundir_plan(g->dir, e) : NULL;
    int rc = plan ? plan_part(plan, &g->part, e) : -1;
    if (rc == 0 && g->part.n == 0) {
        err_set(e, ERR_USAGE, "%s: is not a part of a run: it was not made with --part", path);
        rc = -1;
    }
    if (rc == 0 && !samplefile_exists(g->dir)) {
        err_set(e, ERR_FORMAT, "%s: is not finished; run its command again to go on", path);
        rc = -1;
    }
    if (rc == 0)
        g->plan = plan_whole(plan);
    json_decref(plan);
    return rc;
}

/* All are of one run, like the first. */
static int check_kinship(const Given *g, size_t n, Err *e)
{
    for (size_t i = 1; i < n; i++) {
        Err why = {0};
        if (g[i].part.n != g[0].part.n)
            err_set(&why, ERR_PLAN, "it is one of %" PRIu64 " parts, the other one of %" PRIu64,
                    g[i].part.n, g[0].part.n);
        else if (plan_difference(g[0].plan, g[i].plan, &why) == 0)
            continue;
        err_set(e, ERR_PLAN, "%s is not of the same run as %s: %s", rundir_path(g[i].dir),
                rundir_path(g[0].dir), why.text);
        return -1;
    }
    return 0;
}

static int by_number(const void *x, const void *y)
{
    const Given *a = x, *b = y;
    return a->part.i < b->part.i ? -1 : a->part.i > b->part.i;
}

/* Each number once; `g` is in order of them. */
static int check_numbers(const Given *g, size_t n, Err *e)
{
    for (size_t i = 1; i < n; i++)
        if (g[i].part.i == g[i - 1].part.i) {
            err_set(e, ERR_USAGE, "part %" PRIu64 " is given twice: %s and %s", g[i].part.i,
                    rundir_path(g[i - 1].dir), rundir_path(g[i].dir));
            return -1;
        }
    if (n == g[0].part.n)
        return 0;
    enum { NAMED = 20 };
    Buf missing = {0};
    uint64_t named = 0, next = 0;
    for (uint64_t number = 1; number <= g[0].part.n; number++) {
        if (next < n && g[next].part.i == number)
            next++;
        else if (named++ < NAMED)
            buf_printf(&missing, "%s%" PRIu64, missing.n > 0 ? ", " : "", number);
    }
    err_set(e, ERR_USAGE, "of %" PRIu64 " parts, %" PRIu64 " %s missing: %s%s", g[0].part.n, named,
            named == 1 ? "is" : "are", buf_cstr(&missing), named > NAMED ? " ..." : "");
    buf_free(&missing);
    return -1;
}

int parts_open(Parts *p, const char *const *paths, size_t n, Err *e)
{
    Given *g = mem_zero(n, sizeof *g);
    int rc = n > 0 ? 0 : -1;
    *p = (Parts){0};
    if (n == 0)
        err_set(e, ERR_USAGE, "no parts are given: name their run directories");
    for (size_t i = 0; i < n && rc == 0; i++)
        rc = given_open(&g[i], paths[i], e);
    if (rc == 0)
        rc = check_kinship(g, n, e);
    if (rc == 0) {
        qsort(g, n, sizeof *g, by_number);
        rc = check_numbers(g, n, e);
    }
    if (rc == 0) {
        *p = (Parts){.dirs = mem_zero(n, sizeof *p->dirs), .n = n, .plan = json_incref(g[0].plan)};
        for (size_t i = 0; i < n; i++) {
            p->dirs[i] = g[i].dir;
            g[i].dir = NULL;
        }
    }
    for (size_t i = 0; i < n; i++) {
        json_decref(g[i].plan);
        rundir_close(g[i].dir);
    }
    free(g);
    return rc;
}

void parts_close(Parts *p)
{
    for (size_t i = 0; i < p->n; i++)
        rundir_close(p->dirs[i]);
    free(p->dirs);
    json_decref(p->plan);
    *p = (Parts){0};
}
