/* Generating: see generating.h. */
#include "audit/generating.h"

#include "audit/docqueue.h"
#include "audit/plan.h"
#include "audit/resultfile.h"
#include "audit/samplefile.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

typedef struct {
    RunDir *dir;
    json_t *plan;
    Vetting *vetting;
    SampleFile *samples;
    bool quiet;
} Generating;

static int sample_next(void *ctx, SampleLine *s, Err *e)
{
    Generating *g = ctx;
    return samplefile_next(g->samples, s, e);
}

/* Waits for the weights' digest and binds the directory to it: from then on results may be written. */
static int weights_settle(void *ctx, Err *e)
{
    Generating *g = ctx;
    const char *sha256;
    if (vetting_wait(g->vetting, &sha256, e) != 0 || rundir_settle(g->dir, g->plan, sha256, e) != 0)
        return -1;
    if (!g->quiet)
        fprintf(stderr, "weights      SHA-256 %s, every number finite\n", sha256);
    return 0;
}

static bool weights_vetted(void *ctx)
{
    const Generating *g = ctx;
    return vetting_over(g->vetting);
}

size_t generating_memory(const Options *o)
{
    if (o->memory > 0)
        return o->memory;
    const long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
    return pages > 0 && page > 0 ? (size_t)pages * (size_t)page / 2 : (size_t)1 << 30;
}

/* Ids of a kept sample, or of a corpus that was tokenized before, may be of another tokenizer: better
 * said now than after hours. */
static int ids_check(const RunDir *r, const Model *m, Err *e)
{
    const size_t vocab = model_info(m)->vocab;
    SampleFile *f = samplefile_open(r, e);
    SampleLine s;
    int rc = f ? 0 : -1;
    while (rc == 0 && (rc = samplefile_next(f, &s, e)) > 0) {
        rc = 0;
        for (size_t i = 0; i < s.n_prompt + s.n_truth && rc == 0; i++) {
            const uint32_t id = i < s.n_prompt ? s.prompt[i] : s.truth[i - s.n_prompt];
            if (id < vocab)
                continue;
            err_set(e, ERR_FORMAT,
                    "%.*s %.*s document %" PRIu64 " has the token id %" PRIu32
                    ", which is not in the model's vocabulary of %zu: it was tokenized for another "
                    "model",
                    STR_FMT(s.source), STR_FMT(s.shard), s.ordinal, id, vocab);
            rc = -1;
        }
        sampleline_free(&s);
    }
    samplefile_close(f);
    return rc;
}

Stage generating_run(RunDir *r, const Options *o, json_t *plan, const Checkpoint *c, Vetting *v,
                     Generated *g, Err *e)
{
    Stage stage = STAGE_FAILED;
    Protocol protocol;
    Generating work = {
        .dir = r, .plan = plan, .vetting = v, .samples = samplefile_open(r, e), .quiet = o->quiet};
    if (work.samples && plan_protocol(plan, &protocol, e) == 0 && ids_check(r, c->model, e) == 0) {
        g->total = samplefile_prompts(work.samples);
        stage = docqueue_run(&(DocQueueJob){.dir = r,
                                            .file = RESULTFILE_RESULTS,
                                            .stage = "generating",
                                            .checkpoint = c,
                                            .options = o,
                                            .protocol = &protocol,
                                            .precision = protocol.precision,
                                            .resolution = protocol.resolution,
                                            .total = g->total,
                                            .next = sample_next,
                                            .settle = weights_settle,
                                            .settles = weights_vetted,
                                            .ctx = &work},
                             &g->now, e);
    }
    samplefile_close(work.samples);
    return stage;
}
