/* Merging parts of a sample: see mergingsamples.h. What one drawing decides when it has a document in
 * hand is decided again of what the parts kept, by the same code. */
#include "audit/mergingsamples.h"

#include "audit/plan.h"
#include "audit/sampledocs.h"
#include "audit/sampling.h"

/* Adds a part's documents and counts. 0 or -1. */
static int part_add(SampleMerge *m, const RunDir *dir, const Options *o, Err *e)
{
    Arena a = {0};
    SampleDocs *docs = sampledocs_open(dir, (size_t)o->prompt_tokens,
                                       (size_t)o->continuation_tokens, o->keep_text, e);
    int rc = docs ? 0 : -1;
    const size_t n = docs ? json_array_size(samplefile_sources(sampledocs_file(docs))) : 0;
    if (docs && n != o->source.n) {
        err_set(e, ERR_FORMAT, "sources.json has %zu sources, the plan %zu", n, o->source.n);
        rc = -1;
    }
    for (size_t i = 0; i < n && rc == 0; i++) {
        SourceSample counts;
        rc = samplefile_counts(sampledocs_file(docs), i, &counts, &a, e);
        if (rc == 0)
            samplemerge_count(m, i, &counts);
        arena_clear(&a);
    }
    SampledDoc d;
    size_t source;
    while (rc == 0 && (rc = sampledocs_next(docs, &d, &source, e)) > 0) {
        samplemerge_add(m, source, &d);
        rc = 0;
    }
    if (rc != 0)
        err_add(e, "%s", rundir_path(dir));
    sampledocs_close(docs);
    arena_free(&a);
    return rc;
}

int mergingsamples_run(const RunDir *to, const Parts *p, Err *e)
{
    Arena a = {0};
    Options o = {0};
    int rc = plan_drawing(p->plan, &o, &a, e);
    if (rc == 0) {
        const char **names = arena_alloc(&a, o.source.n, sizeof *names);
        for (size_t i = 0; i < o.source.n; i++)
            names[i] = o.source.items[i].name;
        const SampleOptions shape = sampling_shape(&o);
        SampleMerge *m = samplemerge_open(names, o.source.n, &shape);
        for (size_t i = 0; i < p->n && rc == 0; i++)
            rc = part_add(m, p->dirs[i], &o, e);
        if (rc == 0) {
            Sample *s = samplemerge_finish(m);
            rc = sampling_judge(s, &o, e);
            if (rc == 0)
                rc = sampling_write(to, s, &o, false, e);
            sample_close(s);
        } else {
            samplemerge_close(m);
        }
    }
    arena_free(&a);
    return rc;
}
