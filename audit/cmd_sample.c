/* rote sample: only the sample, and what the sampler counted. */
#include "audit/command.h"

#include "audit/base/buf.h"
#include "audit/interrupt.h"
#include "audit/jsonline.h"
#include "audit/plan.h"
#include "audit/rundir.h"
#include "audit/samplefile.h"
#include "audit/sampling.h"

#include <inttypes.h>
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
        return 0;
    return -1;
}

static uint64_t field(const json_t *o, const char *key)
{
    return (uint64_t)json_integer_value(json_object_get(o, key));
}

static void table(const json_t *sources, Buf *out)
{
    buf_printf(out, "%-20s %8s %14s %12s %12s %10s %8s\n", "source", "shards", "records seen",
               "sampled", "too short", "malformed", "damaged");
    for (size_t i = 0; i < json_array_size(sources); i++) {
        const json_t *s = json_array_get(sources, i);
        buf_printf(out,
                   "%-20s %8" PRIu64 " %14" PRIu64 " %12" PRIu64 " %12" PRIu64 " %10" PRIu64
                   " %8zu\n",
                   json_string_value(json_object_get(s, "name")), field(s, "shards"),
                   field(s, "records_seen"), field(s, "sampled"), field(s, "too_short"),
                   field(s, "malformed"), json_array_size(json_object_get(s, "damaged")));
    }
}

static int show(const RunDir *r, const Options *o, Err *e)
{
    SampleFile *f = samplefile_open(r, e);
    if (!f)
        return err_exit_code(e);
    Buf out = {0};
    if (o->json)
        jsonline_add(&out, json_pack("{s:I, s:O}", "samples", (json_int_t)samplefile_documents(f),
                                     "sources", (json_t *)(uintptr_t)samplefile_sources(f)));
    else if (!o->quiet)
        table(samplefile_sources(f), &out);
    fwrite(buf_str(&out).s, 1, out.n, stdout);
    buf_free(&out);
    samplefile_close(f);
    if (fflush(stdout) != 0) {
        err_set_errno(e, "the result cannot be written to standard output");
        return err_exit_code(e);
    }
    return 0;
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
        code = show(r, o, e);
    }
done:
    json_decref(plan);
    rundir_close(r);
    tokenizer_close(t);
    arena_free(&a);
    return code >= 0 ? code : err_exit_code(e);
}
