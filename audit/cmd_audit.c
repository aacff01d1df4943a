/* rote audit: the whole road, resumable at every step. */
#include "audit/command.h"

#include "audit/adopting.h"
#include "audit/base/mem.h"
#include "audit/base/pool.h"
#include "audit/checkpoint.h"
#include "audit/factsheet.h"
#include "audit/generating.h"
#include "audit/interrupt.h"
#include "audit/keptsample.h"
#include "audit/limits.h"
#include "audit/plan.h"
#include "audit/preflight.h"
#include "audit/rechecking.h"
#include "audit/reporting.h"
#include "audit/rundir.h"
#include "audit/sampling.h"
#include "audit/vetting.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int check_options(const Options *o, Err *e)
{
    if (o->n_operands > 0)
        err_set(e, ERR_USAGE, "\"%s\" is not expected here; options begin with --", o->operands[0]);
    else if (!o->out)
        err_set(e, ERR_USAGE, "no --out is given: name the run directory");
    else if (o->sample && options_drawing(o))
        err_set(
            e, ERR_USAGE,
            "--%s: says how a sample is drawn, and the one of --sample was drawn already; leave "
            "it out",
            options_drawing(o));
    else if (o->part.n > 0 && !o->sample)
        err_set(e, ERR_USAGE,
                "--part: an audit takes its share of a sample that was drawn before: name it with "
                "--sample");
    else
        return limits_check(&o->limit, e) == 0 ? sampling_check(o, e) : -1;
    return -1;
}

/* Every source has one weight, every weight a source. */
static int check_mixture(const Options *o, Err *e)
{
    double sum = 0;
    for (size_t i = 0; i < o->mixture.n; i++) {
        const NamedValues *v = &o->mixture.items[i];
        bool known = false;
        for (size_t k = 0; k < o->source.n; k++)
            known |= strcmp(v->name, o->source.items[k].name) == 0;
        char *end = NULL;
        const double w = strtod(v->values[0], &end);
        if (!known || v->n_values != 1 || *end != '\0' || !(w >= 0 && w < 1e300)) {
            err_set(e, ERR_USAGE,
                    "--mixture: \"%s=%s\" is not one weight of 0 or more for one of the sources",
                    v->name, v->values[v->n_values - 1]);
            return -1;
        }
        sum += w;
    }
    if (o->mixture.n > 0 && (o->mixture.n != o->source.n || !(sum > 0))) {
        err_set(e, ERR_USAGE,
                "--mixture: weights are given for %zu of %zu sources; give every source one (0 for "
                "a source that was not trained on), not all 0",
                o->mixture.n, o->source.n);
        return -1;
    }
    return 0;
}

/* `again`: the documents are computed a second time, in f32. */
static void say_interrupted(const Generated *g, bool again)
{
    if (g->total > 0)
        fprintf(stderr,
                "rote: interrupted after %" PRIu64 " of %" PRIu64
                " documents%s; the same command goes on from there\n",
                g->now, g->total, again ? " that are computed again in f32" : "");
    else
        fprintf(stderr, "rote: interrupted while sampling; the same command starts the sampling "
                        "over\n");
}

static void show_facts(const Options *o, const Checkpoint *c, const Preflight *p)
{
    Buf out = {0};
    factsheet_text(&out, c, o, p, NULL, o->documents * o->source.n);
    fputs(buf_cstr(&out), stderr);
    for (size_t i = 0; i < PREFLIGHT_CHECKS; i++)
        if (!p->checks[i].passed)
            fprintf(stderr, "rote: --force: going on although %s\n", p->checks[i].what);
    buf_free(&out);
}

/* Where the sample comes from: shards, or a directory in which it was kept. */
typedef struct {
    const Source *sources; /* NULL with a kept sample */
    KeptSample kept;
} Origin;

static int origin_open(Origin *from, Options *o, Arena *a, Err *e)
{
    if (o->sample)
        return keptsample_open(&from->kept, o->sample, o->out, e) == 0
                   ? plan_drawing(from->kept.plan, o, a, e)
                   : -1;
    from->sources = sampling_sources(o, a, e);
    return from->sources ? 0 : -1;
}

/* The weights are vetted beside sampling and the first documents. */
static int run(RunDir *r, const Options *o, json_t *plan, const Checkpoint *c, const Origin *from,
               Err *e)
{
    Generated g = {0}, again = {0};
    Vetting *v = vetting_start(c->model, o->threads > 0 ? (int)o->threads : pool_processors(), e);
    Stage stage = STAGE_FAILED;
    if (v)
        stage = from->sources ? sampling_run(r, o, c->tokenizer, from->sources, e)
                              : adopting_run(r, o, plan, &from->kept, c->tokenizer, e);
    mem_give_back();
    if (stage == STAGE_DONE)
        stage = generating_run(r, o, plan, c, v, &g, e);
    vetting_close(v);
    mem_give_back();
    if (stage == STAGE_DONE)
        stage = rechecking_run(r, o, plan, c, &again, e);
    mem_give_back();
    if (stage == STAGE_FAILED)
        return err_exit_code(e);
    if (stage == STAGE_INTERRUPTED) {
        say_interrupted(again.total > 0 ? &again : &g, again.total > 0);
        return EXIT_INTERRUPTED;
    }
    return reporting_finish(r, o, e);
}

int command_audit(const Options *given, Err *e)
{
    Arena a = {0};
    Checkpoint c = {0};
    Preflight preflight;
    Origin from = {0};
    Options o = *given;
    RunDir *r = NULL;
    json_t *plan = NULL;
    int code = -1;
    o.keep_text = false; /* an audit's directory holds no more of the corpus than it needs */
    if (check_options(&o, e) != 0 || origin_open(&from, &o, &a, e) != 0 ||
        check_mixture(&o, e) != 0)
        goto done;
    const char *arithmetic = kernel_arithmetic(o.precision, e);
    if (!arithmetic || checkpoint_open(&c, o.model, false, e) != 0 ||
        checkpoint_fits(&c, &o, e) != 0 || preflight_run(&preflight, &c, &o, e) != 0 ||
        preflight_judge(&preflight, &o, e) != 0)
        goto done;
    plan = plan_make(&(PlanParts){.command = "audit",
                                  .options = &o,
                                  .model = c.model,
                                  .arithmetic = arithmetic,
                                  .preflight = &preflight,
                                  .tokenizer = c.tokenizer,
                                  .sources = from.sources,
                                  .n_sources = o.source.n,
                                  .kept = from.kept.plan,
                                  .sample_sha256 = from.kept.sha256});
    r = rundir_open(o.out, true, e);
    if (!r || rundir_bind(r, plan, e) != 0)
        goto done;
    if (!o.quiet)
        show_facts(&o, &c, &preflight);
    code = run(r, &o, plan, &c, &from, e);
done:
    json_decref(plan);
    rundir_close(r);
    keptsample_close(&from.kept);
    checkpoint_close(&c);
    arena_free(&a);
    return code >= 0 ? code : err_exit_code(e);
}
