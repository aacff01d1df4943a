/* Rechecking: see rechecking.h. */
#include "audit/rechecking.h"

#include "audit/docqueue.h"
#include "audit/plan.h"
#include "audit/resolution.h"
#include "audit/samplefile.h"

bool rechecking_needs(const ResultLine *result)
{
    return result->exact || result->approximate || result->fragile;
}

/* The sample beside its results, of which some are asked for. */
typedef struct {
    SampleFile *samples;
    ResultReader *results;
} Rechecking;

/* The next document that needs it: 1, 0 when there is none, -1. */
static int document_next(void *ctx, SampleLine *s, Err *e)
{
    Rechecking *r = ctx;
    ResultLine result;
    int rc;
    while ((rc = resultreader_next(r->results, &result, e)) > 0) {
        const bool needed = rechecking_needs(&result);
        const int got = samplefile_next(r->samples, s, e);
        const bool bad = got <= 0 || resultreader_belongs(r->results, &result, s, e) != 0;
        if (got == 0)
            resultreader_excess(r->results, e);
        resultline_free(&result);
        if (got > 0 && (bad || !needed))
            sampleline_free(s);
        if (bad)
            return -1;
        if (needed)
            return 1;
    }
    return rc;
}

/* How many documents need it. 0, or -1. */
static int documents_count(const RunDir *dir, uint64_t *n, Err *e)
{
    ResultReader *results = resultreader_open(dir, RESULTFILE_RESULTS, e);
    ResultLine result;
    int rc = results ? 0 : -1;
    *n = 0;
    while (rc == 0 && (rc = resultreader_next(results, &result, e)) > 0) {
        *n += rechecking_needs(&result);
        resultline_free(&result);
        rc = 0;
    }
    resultreader_close(results);
    return rc;
}

Stage rechecking_run(const RunDir *dir, const Options *o, const json_t *plan, const Checkpoint *c,
                     Generated *g, Err *e)
{
    Protocol protocol;
    *g = (Generated){0};
    if (plan_protocol(plan, &protocol, e) != 0)
        return STAGE_FAILED;
    if (!protocol.recheck)
        return STAGE_DONE;
    if (documents_count(dir, &g->total, e) != 0)
        return STAGE_FAILED;
    if (g->total == 0)
        return STAGE_DONE;
    Stage stage = STAGE_FAILED;
    Rechecking r = {.samples = samplefile_open(dir, e)};
    r.results = r.samples ? resultreader_open(dir, RESULTFILE_RESULTS, e) : NULL;
    if (r.results)
        stage = docqueue_run(&(DocQueueJob){.dir = dir,
                                            .file = RESULTFILE_RECHECKS,
                                            .stage = "rechecking",
                                            .checkpoint = c,
                                            .options = o,
                                            .protocol = &protocol,
                                            .precision = PRECISION_F32,
                                            .resolution = resolution_f32(protocol.resolution),
                                            .total = g->total,
                                            .next = document_next,
                                            .ctx = &r},
                             &g->now, e);
    resultreader_close(r.results);
    samplefile_close(r.samples);
    return stage;
}
