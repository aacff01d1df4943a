/* rote sample: only the sample, and what the sampler counted. */
#include "audit/command.h"

#include "audit/interrupt.h"
#include "audit/plan.h"
#include "audit/rundir.h"
#include "audit/sampletable.h"
#include "audit/sampling.h"

#include <stdio.h>

static int check_options(const Options *o, Err *e)
{
    if (o->n_operands > 0)
        err_set(e, ERR_USAGE, "\"%s\" is not expected here; options begin with --", o->operands[0]);
    else if (!o->out)
        err_set(e, ERR_USAGE, "no --out is given: name the run directory");
    else if (!o->model)
        err_set(e, ERR_USAGE,
                "no --model is given: name a checkpoint directory or a "
                "tokenizer.model, whose tokenizer says where a prompt ends");
    else
        return sampling_check(o, e);
    return -1;
}

int command_sample(const Options *o, Err *e)
{
    Arena a = {0};
    Tokenizer *t = NULL;
    RunDir *r = NULL;
    json_t *plan = NULL;
    int code = -1;
    if (check_options(o, e) != 0)
        goto done;
    const Source *sources = sampling_sources(o, &a, e);
    t = sources ? tokenizer_open(o->model, e) : NULL;
    if (!t)
        goto done;
    plan = plan_make(&(PlanParts){.command = "sample",
                                  .options = o,
                                  .tokenizer = t,
                                  .sources = sources,
                                  .n_sources = o->source.n});
    r = rundir_open(o->out, true, e);
    if (!r || rundir_bind(r, plan, e) != 0)
        goto done;
    const Stage stage = sampling_run(r, o, t, sources, e);
    if (stage == STAGE_INTERRUPTED) {
        fprintf(stderr, "rote: interrupted; the same command starts the sampling over\n");
        code = EXIT_INTERRUPTED;
    } else if (stage == STAGE_DONE) {
        code = sampletable_show(r, o, e);
    }
done:
    json_decref(plan);
    rundir_close(r);
    tokenizer_close(t);
    arena_free(&a);
    return code >= 0 ? code : err_exit_code(e);
}
