/* A sample: made, counted, closed. sampler.c and samplemerge.c fill it. */
#include "corpus/drawn.h"

#include "audit/base/mem.h"

#include <stdlib.h>
#include <string.h>

Sample *sample_new(const char *const *names, size_t n_sources, const SampleOptions *o)
{
    Sample *s = mem_zero(1, sizeof *s);
    s->n_sources = n_sources;
    s->sources = mem_zero(n_sources, sizeof *s->sources);
    for (size_t i = 0; i < n_sources; i++) {
        Drawn *d = &s->sources[i];
        d->keep = bottomk_open(o->documents, o->prefix_tokens);
        if (o->dedup)
            bottomk_dedup(d->keep);
        d->name = d->result.name = arena_cstr(&s->names, names[i]);
        for (size_t k = 0; k < N_FAULTS_OF_RECORDS; k++)
            d->malformed[k].most = SOURCE_FAULTS_KEPT;
        d->damaged.most = SIZE_MAX;
        pthread_mutex_init(&d->lock, NULL);
    }
    return s;
}

/* The list is short and in order of `what`. */
void drawn_leave_out(Drawn *d, const char *what, uint64_t n)
{
    SourceSample *r = &d->result;
    size_t k = 0;
    if (n == 0)
        return;
    while (k < r->n_left_out && strcmp(r->left_out[k].what, what) < 0)
        k++;
    if (k == r->n_left_out || strcmp(r->left_out[k].what, what) != 0) {
        r->left_out = mem_resize(r->left_out, r->n_left_out + 1, sizeof *r->left_out);
        memmove(&r->left_out[k + 1], &r->left_out[k], (r->n_left_out - k) * sizeof *r->left_out);
        r->left_out[k] = (ShardLeftOut){.what = what};
        r->n_left_out++;
    }
    r->left_out[k].n += n;
}

static int by_place(const void *x, const void *y)
{
    const Fault *a = x, *b = y;
    const int c = strcmp(a->shard, b->shard);
    if (c != 0)
        return c;
    return a->ordinal < b->ordinal ? -1 : a->ordinal > b->ordinal;
}

static void finish_faults(Drawn *d, bool look_at_all)
{
    SourceSample *r = &d->result;
    const uint64_t end = look_at_all ? UINT64_MAX : bottomk_end(d->keep);
    r->malformed_first =
        mem_alloc((size_t)N_FAULTS_OF_RECORDS * SOURCE_FAULTS_KEPT, sizeof *r->malformed_first);
    size_t n_kept = 0;
    for (size_t k = 0; k < N_FAULTS_OF_RECORDS; k++)
        n_kept += d->malformed[k].n;
    Fault *kept = mem_alloc(n_kept, sizeof *kept);
    for (size_t k = 0; k < N_FAULTS_OF_RECORDS; k++)
        r->n_malformed_kept += faults_all(&d->malformed[k], end, kept + r->n_malformed_kept);
    r->malformed_kept = kept;
    for (size_t k = 0; k < N_FAULTS_OF_RECORDS; k++)
        r->n_malformed_first +=
            faults_first(&d->malformed[k], end, r->malformed_first + r->n_malformed_first);
    qsort(r->malformed_first, r->n_malformed_first, sizeof *r->malformed_first, by_place);
    r->damaged = mem_alloc(d->damaged.n, sizeof *r->damaged);
    r->n_damaged = faults_first(&d->damaged, UINT64_MAX, r->damaged);
}

void drawn_finish(Drawn *d, bool look_at_all)
{
    SourceSample *r = &d->result;
    uint64_t all_of[N_FAULTS_OF_RECORDS];
    memcpy(all_of, r->malformed_of, sizeof all_of);
    memset(r->malformed_of, 0, sizeof r->malformed_of);
    r->looked_at_all = look_at_all;
    bottomk_count(d->keep, r);
    r->docs = bottomk_docs(d->keep, &r->n_docs);
    finish_faults(d, look_at_all);
    if (!look_at_all)
        return;
    memcpy(r->malformed_of, all_of, sizeof all_of);
    r->malformed = 0;
    for (size_t k = 0; k < N_FAULTS_OF_RECORDS; k++)
        r->malformed += all_of[k];
}

size_t sample_sources(const Sample *s)
{
    return s->n_sources;
}

const SourceSample *sample_source(const Sample *s, size_t i)
{
    return &s->sources[i].result;
}

void sample_close(Sample *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->n_sources; i++) {
        Drawn *d = &s->sources[i];
        bottomk_close(d->keep);
        for (size_t k = 0; k < N_FAULTS_OF_RECORDS; k++)
            faults_free(&d->malformed[k]);
        faults_free(&d->damaged);
        free(d->result.left_out);
        free(d->result.malformed_first);
        free((Fault *)d->result.malformed_kept);
        free(d->result.damaged);
        pthread_mutex_destroy(&d->lock);
    }
    free(s->sources);
    arena_free(&s->names);
    free(s);
}
