/* Progress: see progress.h. */
#include "audit/progress.h"

#include "audit/base/clock.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { BAR_CELLS = 24 };

Progress progress_start(const char *stage, const char *unit, uint64_t first, bool quiet)
{
    return (Progress){.stage = stage,
                      .unit = unit,
                      .shown = !quiet && isatty(STDERR_FILENO),
                      .first = first,
                      .started_s = clock_seconds()};
}

static void time_left(char *out, size_t n, double s)
{
    if (s < 90)
        snprintf(out, n, "%.0f s left", s);
    else if (s < 5400)
        snprintf(out, n, "%.0f min left", s / 60);
    else if (s < 172800)
        snprintf(out, n, "%.1f h left", s / 3600);
    else
        snprintf(out, n, "%.1f days left", s / 86400);
}

void progress_also(Progress *p, uint64_t n, const char *unit)
{
    p->also = n;
    p->also_unit = unit;
}

void progress_show(Progress *p, uint64_t done, uint64_t total)
{
    const double t = clock_seconds();
    if (!p->shown || (p->drawn && t - p->drawn_s < 0.1))
        return;
    p->drawn_s = t;
    p->drawn = true;
    const double elapsed = t - p->started_s;
    const double rate = elapsed > 0 ? (double)(done - p->first) / elapsed : 0;
    const double share = total > 0 ? (double)done / (double)total : 0;
    char bar[BAR_CELLS + 1], left[32] = "", also[64] = "";
    if (p->also_unit)
        snprintf(also, sizeof also, "%.2f M %s, ", (double)p->also / 1e6, p->also_unit);
    for (int i = 0; i < BAR_CELLS; i++)
        bar[i] = (i + 0.5) / BAR_CELLS < share ? '#' : '.';
    bar[BAR_CELLS] = '\0';
    if (rate > 0 && elapsed > 1)
        time_left(left, sizeof left, (double)(total - done) / rate);
    if (strcmp(p->unit, "bytes") == 0)
        fprintf(stderr, "\r\033[K%s [%s] %.0f of %.0f MB, %.1f MB/s, %s%s", p->stage, bar,
                (double)done / 1e6, (double)total / 1e6, rate / 1e6, also, left);
    else
        fprintf(stderr, "\r\033[K%s [%s] %llu of %llu %s, %.3g/s, %s", p->stage, bar,
                (unsigned long long)done, (unsigned long long)total, p->unit, rate, left);
    fflush(stderr);
}

void progress_end(Progress *p)
{
    if (p->drawn) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
    }
}
