/* A sample merged of the samples of parts of a corpus: the same as that of the whole. */
#include "corpus/drawn.h"

#include "audit/base/mem.h"

#include <stdlib.h>

struct SampleMerge {
    Sample *sample;
    bool look_at_all;
};

SampleMerge *samplemerge_open(const char *const *names, size_t n_sources, const SampleOptions *o)
{
    SampleMerge *m = mem_zero(1, sizeof *m);
    m->sample = sample_new(names, n_sources, o);
    m->look_at_all = o->look_at_all;
    return m;
}

void samplemerge_add(SampleMerge *m, size_t source, const SampledDoc *d)
{
    Drawn *to = &m->sample->sources[source];
    if (!bottomk_wants(to->keep, d->hash))
        return;
    SampledDoc copy = *d;
    copy.shard = arena_cstr(&m->sample->names, d->shard);
    bottomk_add(to->keep, &copy);
}

static void fault_add(FaultList *to, const Fault *f, Arena *names)
{
    Fault copy = *f;
    copy.shard = arena_cstr(names, f->shard);
    faults_add(to, f->hash, &copy);
}

void samplemerge_count(SampleMerge *m, size_t source, const SourceSample *part)
{
    Drawn *to = &m->sample->sources[source];
    SourceSample *r = &to->result;
    r->n_shards += part->n_shards;
    r->records_seen += part->records_seen;
    r->record_bytes += part->record_bytes;
    for (size_t k = 0; k < N_FAULTS_OF_RECORDS; k++)
        r->malformed_of[k] += part->malformed_of[k];
    for (size_t i = 0; i < part->n_misses; i++)
        bottomk_add_miss(to->keep, &part->misses[i]);
    for (size_t i = 0; i < part->n_malformed_kept; i++) {
        const Fault *f = &part->malformed_kept[i];
        fault_add(&to->malformed[f->kind], f, &m->sample->names);
    }
    for (size_t i = 0; i < part->n_left_out; i++)
        drawn_leave_out(to, arena_cstr(&m->sample->names, part->left_out[i].what),
                        part->left_out[i].n);
    for (size_t i = 0; i < part->n_damaged; i++)
        fault_add(&to->damaged, &part->damaged[i], &m->sample->names);
}

Sample *samplemerge_finish(SampleMerge *m)
{
    Sample *s = m->sample;
    for (size_t i = 0; i < s->n_sources; i++)
        drawn_finish(&s->sources[i], m->look_at_all);
    free(m);
    return s;
}

void samplemerge_close(SampleMerge *m)
{
    if (!m)
        return;
    sample_close(m->sample);
    free(m);
}
