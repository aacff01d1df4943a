/* rote scan: personal data and secrets in any text. */
#include "audit/command.h"

#include "audit/base/pool.h"
#include "audit/scanning.h"

#include <stdio.h>
#include <string.h>

static int check_options(const Options *o, Err *e)
{
    if (o->n_operands == 0)
        err_set(e, ERR_USAGE,
                "name what to scan: shards, text files, a run directory, or - for "
                "standard input");
    else if (o->show && strcmp(o->show, "masked") != 0 && strcmp(o->show, "full") != 0)
        err_set(e, ERR_USAGE, "--show: \"%s\" is neither masked nor full", o->show);
    else if (o->format && !findingformat_find(o->format))
        err_set(e, ERR_USAGE, "--format: \"%s\" is neither table, jsonl, csv nor sarif", o->format);
    else if (o->format && o->json && strcmp(o->format, "jsonl") != 0)
        err_set(e, ERR_USAGE, "--json is --format jsonl; give one of them");
    else
        return 0;
    return -1;
}

/* What was found and what was left out, for people. */
static void say(const ScanTotals *t, bool placeholders)
{
    fprintf(stderr,
            "rote: %llu findings (%llu high, %llu moderate, %llu low) in %llu texts, %.1f MB\n",
            (unsigned long long)(t->findings[0] + t->findings[1] + t->findings[2]),
            (unsigned long long)t->findings[SEVERITY_HIGH],
            (unsigned long long)t->findings[SEVERITY_MODERATE],
            (unsigned long long)t->findings[SEVERITY_LOW], (unsigned long long)t->texts,
            (double)t->bytes / 1e6);
    if (t->placeholders > 0 && !placeholders)
        fprintf(stderr, "rote: %llu published examples left out (--placeholders shows them)\n",
                (unsigned long long)t->placeholders);
    if (t->known > 0)
        fprintf(stderr, "rote: %llu findings of the baseline left out\n",
                (unsigned long long)t->known);
    if (t->malformed > 0)
        fprintf(stderr, "rote: %llu malformed records were not scanned\n",
                (unsigned long long)t->malformed);
    if (t->damaged > 0)
        fprintf(stderr, "rote: %llu files are damaged and were scanned up to there only\n",
                (unsigned long long)t->damaged);
}

/* 1 where a limit of --fail-on is exceeded, which is said; else 0. */
static int judge(const ScanPlan *p, const ScanTotals *t)
{
    int code = 0;
    uint64_t so_far = 0;
    for (int s = SEVERITY_HIGH; s >= SEVERITY_LOW; s--) {
        so_far += t->findings[s];
        if (!p->limits[s].set || so_far <= p->limits[s].most)
            continue;
        fprintf(stderr, "rote: %llu findings of severity %s%s; --fail-on allows %llu\n",
                (unsigned long long)so_far, severity_name((Severity)s),
                s < SEVERITY_HIGH ? " or higher" : "", (unsigned long long)p->limits[s].most);
        code = 1;
    }
    return code;
}

int command_scan(const Options *o, Err *e)
{
    Arena a = {0};
    ScanPlan p = {0};
    ScanTotals totals = {0};
    int code = -1;
    if (check_options(o, e) != 0 || scanplan_open(&p, o, &a, e) != 0)
        goto done;
    const ScanEnd end = scanning_run(&p, o, &totals, e);
    if (!o->quiet && (end == SCAN_DONE || totals.texts > 0))
        say(&totals, o->placeholders);
    if (end == SCAN_INTERRUPTED)
        code = EXIT_INTERRUPTED;
    else if (end == SCAN_DONE)
        code = judge(&p, &totals);
done:
    scanplan_close(&p);
    arena_free(&a);
    return code >= 0 ? code : err_exit_code(e);
}
