/* Drawing the sample of every source in one pass: workers pull shards, each document's keyed hash
 * decides whether it is worth tokenizing, one BottomK per source keeps the smallest. What a worker
 * does never depends on what the others did, only how soon a document is passed over. */
#include "corpus/bottomk.h"
#include "corpus/corpus.h"
#include "corpus/faults.h"

#include "audit/base/clock.h"
#include "audit/base/file.h"
#include "audit/base/mem.h"
#include "audit/base/pool.h"

#include <assert.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define SAMPLER_TICK_SECONDS 0.1 /* between two calls of progress() */

/* One source while it is drawn; its lock guards everything below it. */
typedef struct {
    const char *name;
    pthread_mutex_t lock;
    BottomK *keep;
    uint64_t n_shards, documents_seen, text_bytes, malformed;
    FaultList malformed_first, damaged;
    SourceSample result;
} Drawn;

struct Sample {
    Arena names;
    Drawn *sources; /* [n_sources] */
    size_t n_sources;
};

typedef struct {
    size_t source;
    const ShardFile *file;
    const char *name; /* the shard's, in the sample's arena */
} Task;

typedef struct {
    const SampleOptions *options;
    Sample *sample;
    Task *tasks; /* [n_tasks] large ones first, so that none is left for the end */
    size_t n_tasks;
    atomic_size_t next;
    atomic_bool stop;
    uint64_t bytes_total;
    _Atomic uint64_t bytes_read, documents_seen;
    pthread_mutex_t lock; /* guards what follows */
    double told_at;       /* when progress() was called last */
    const Task *failed;   /* the first by (source, shard) of the tasks that failed */
    Err error;
} Draw;

/* One worker's reading of one shard. */
typedef struct {
    Draw *draw;
    const Task *task;
    Drawn *source;
    int thread;
    Shard *shard; /* NULL when it could not be opened */
    WindowRoom *room;
    uint64_t documents, text_bytes;
    uint64_t documents_told, bytes_told; /* part of them that progress() knows of */
    double ticked_at;
} Reading;

/* ---- progress ---- */

static void tell(Draw *d)
{
    const SampleProgress p = {.bytes_read = atomic_load(&d->bytes_read),
                              .bytes_total = d->bytes_total,
                              .documents_seen = atomic_load(&d->documents_seen)};
    if (!d->options->progress(d->options->progress_ctx, &p))
        atomic_store(&d->stop, true);
}

/* Adds what this reading has done to the common counters. The shard counts with the size that it
 * had in the plan, even if it has grown since. */
static void account(Reading *r, uint64_t bytes)
{
    if (bytes > r->task->file->bytes)
        bytes = r->task->file->bytes;
    atomic_fetch_add(&r->draw->bytes_read, bytes - r->bytes_told);
    atomic_fetch_add(&r->draw->documents_seen, r->documents - r->documents_told);
    r->bytes_told = bytes;
    r->documents_told = r->documents;
}

static void tick(Reading *r)
{
    Draw *d = r->draw;
    const double now = clock_seconds();
    if (now - r->ticked_at < SAMPLER_TICK_SECONDS)
        return;
    r->ticked_at = now;
    account(r, shard_bytes_read(r->shard));
    if (!d->options->progress || pthread_mutex_trylock(&d->lock) != 0)
        return;
    if (now - d->told_at >= SAMPLER_TICK_SECONDS) {
        d->told_at = now;
        tell(d);
    }
    pthread_mutex_unlock(&d->lock);
}

/* ---- faults ---- */

static bool task_before(const Task *a, const Task *b)
{
    return a->source != b->source ? a->source < b->source : strcmp(a->name, b->name) < 0;
}

static void draw_fail(Draw *d, const Task *t, const Err *e)
{
    pthread_mutex_lock(&d->lock);
    if (!d->failed || task_before(t, d->failed)) {
        d->failed = t;
        d->error = *e;
    }
    pthread_mutex_unlock(&d->lock);
    atomic_store(&d->stop, true);
}

/* The shard cannot be read from the record `ordinal` on; e says why. */
static void note_damage(Reading *r, uint64_t ordinal, Err *e)
{
    if (r->draw->options->allow_damage) {
        pthread_mutex_lock(&r->source->lock);
        faults_add(&r->source->damaged, r->task->name, ordinal, e->text);
        pthread_mutex_unlock(&r->source->lock);
        return;
    }
    Err full = {0};
    err_set(&full, e->kind,
            "%s: after %" PRIu64 " records: %s; run with --allow-damage to audit "
            "what can be read",
            r->task->file->path, ordinal, e->text);
    draw_fail(r->draw, r->task, &full);
}

static void note_malformed(Reading *r, uint64_t ordinal, const Err *e)
{
    Drawn *s = r->source;
    pthread_mutex_lock(&s->lock);
    s->malformed++;
    faults_add(&s->malformed_first, r->task->name, ordinal, e->text);
    pthread_mutex_unlock(&s->lock);
}

/* True, with the sentence in *e, when the file is not the one that the run was planned with. */
static bool was_changed(const ShardFile *f, Err *e)
{
    Err why = {0};
    const int64_t bytes = file_size(f->path, &why);
    if (bytes >= 0 && (uint64_t)bytes == f->bytes)
        return false;
    if (bytes < 0)
        *e = why;
    else
        err_set(e, ERR_FORMAT,
                "the file was changed: it has %" PRId64 " bytes now and had %" PRIu64
                " when the run was planned",
                bytes, f->bytes);
    return true;
}

/* ---- reading ---- */

/* The document's size, in which tokens are estimated. Ids count as if each were so many bytes of
 * text: the estimate is then exact. */
static uint64_t text_bytes(const Doc *d)
{
    return d->ids ? (uint64_t)d->n_ids * sizeof *d->ids : d->text.n;
}

static void take_document(Reading *r, const Doc *d)
{
    const SampleOptions *o = r->draw->options;
    Drawn *s = r->source;
    r->documents++;
    r->text_bytes += text_bytes(d);
    const uint64_t hash =
        hash_document(o->seed, str_of(s->name), str_of(r->task->name), d->ordinal);
    if (!bottomk_wants(s->keep, hash))
        return;
    SampledDoc sampled = {.hash = hash,
                          .shard = r->task->name,
                          .ordinal = d->ordinal,
                          .id = d->id,
                          .cluster = d->cluster,
                          .text = o->keep_text && !d->ids ? d->text : (Str){0},
                          .text_bytes = text_bytes(d)};
    const bool eligible = window_take(o, r->thread, d, r->room, &sampled);
    pthread_mutex_lock(&s->lock);
    if (eligible)
        bottomk_add(s->keep, &sampled);
    else
        bottomk_add_short(s->keep, hash);
    pthread_mutex_unlock(&s->lock);
}

/* Reads to the end, to the damage, or until someone asks to stop. */
static void read_records(Reading *r)
{
    Err e = {0};
    Doc d = {0};
    ShardStep step = SHARD_DOC;
    while (step == SHARD_DOC || step == SHARD_MALFORMED) {
        if (atomic_load_explicit(&r->draw->stop, memory_order_relaxed))
            return;
        step = shard_next(r->shard, &d, &e);
        if (step == SHARD_DOC)
            take_document(r, &d);
        else if (step == SHARD_MALFORMED)
            note_malformed(r, d.ordinal, &e);
        tick(r);
    }
    /* A file that was exchanged explains whatever else is wrong with it. */
    if (was_changed(r->task->file, &e) || step == SHARD_DAMAGED)
        note_damage(r, d.ordinal, &e);
}

static void read_shard(Draw *d, const Task *t, int thread, WindowRoom *room)
{
    Reading r = {.draw = d,
                 .task = t,
                 .source = &d->sample->sources[t->source],
                 .thread = thread,
                 .room = room,
                 .ticked_at = clock_seconds()};
    Err e = {0};
    r.shard = shard_open(t->file->path, &d->options->shard, &e);
    if (r.shard) {
        read_records(&r);
    } else if (e.kind == ERR_FORMAT) {
        /* The path is already there, and reports name shards, not paths. */
        const size_t prefix = strlen(t->file->path) + strlen(": ");
        Err why = {0};
        err_set(&why, e.kind, "%s", strlen(e.text) > prefix ? e.text + prefix : e.text);
        note_damage(&r, 0, &why);
    } else {
        draw_fail(d, t, &e);
    }
    shard_close(r.shard);
    account(&r, t->file->bytes);
    pthread_mutex_lock(&r.source->lock);
    r.source->documents_seen += r.documents;
    r.source->text_bytes += r.text_bytes;
    pthread_mutex_unlock(&r.source->lock);
}

static void work(void *arg, int thread)
{
    Draw *d = arg;
    WindowRoom room = {0};
    while (!atomic_load(&d->stop)) {
        const size_t i = atomic_fetch_add(&d->next, 1);
        if (i >= d->n_tasks)
            break;
        read_shard(d, &d->tasks[i], thread, &room);
    }
    window_free(&room);
}

/* ---- the whole ---- */

static int larger_first(const void *x, const void *y)
{
    const Task *a = x, *b = y;
    if (a->file->bytes != b->file->bytes)
        return a->file->bytes > b->file->bytes ? -1 : 1;
    return task_before(a, b) ? -1 : task_before(b, a);
}

static Sample *sample_new(size_t n_sources, const SampleOptions *o)
{
    Sample *s = mem_zero(1, sizeof *s);
    s->n_sources = n_sources;
    s->sources = mem_zero(n_sources, sizeof *s->sources);
    for (size_t i = 0; i < n_sources; i++) {
        Drawn *d = &s->sources[i];
        d->keep = bottomk_open(o->documents, o->prefix_tokens);
        if (o->dedup)
            bottomk_dedup(d->keep);
        d->malformed_first.most = SOURCE_FAULTS_KEPT;
        d->damaged.most = SIZE_MAX;
        pthread_mutex_init(&d->lock, NULL);
    }
    return s;
}

/* Whether the shard with this number among all sources' is read here. */
static bool in_part(const SampleOptions *o, size_t number)
{
    return o->n_parts == 0 || number % o->n_parts == o->part - 1;
}

static void plan_tasks(Draw *d, const Source *sources, size_t n_sources)
{
    size_t n = 0, number = 0;
    for (size_t i = 0; i < n_sources; i++)
        n += sources[i].n_shards;
    d->tasks = mem_zero(n, sizeof *d->tasks);
    for (size_t i = 0; i < n_sources; i++) {
        for (size_t k = 0; k < sources[i].n_shards; k++) {
            const ShardFile *f = &sources[i].shards[k];
            if (!in_part(d->options, number++))
                continue;
            d->sample->sources[i].n_shards++;
            d->tasks[d->n_tasks++] = (Task){i, f, arena_cstr(&d->sample->names, f->name)};
            d->bytes_total += f->bytes;
        }
    }
    if (d->n_tasks > 0)
        qsort(d->tasks, d->n_tasks, sizeof *d->tasks, larger_first);
}

static void finish(Drawn *d)
{
    SourceSample *r = &d->result;
    *r = (SourceSample){.name = d->name,
                        .n_shards = d->n_shards,
                        .documents_seen = d->documents_seen,
                        .text_bytes = d->text_bytes,
                        .malformed = d->malformed,
                        .malformed_first = d->malformed_first.at,
                        .n_malformed_first = d->malformed_first.n,
                        .damaged = d->damaged.at,
                        .n_damaged = d->damaged.n};
    r->too_short = bottomk_short(d->keep);
    r->duplicates_left_out = bottomk_duplicates(d->keep);
    r->short_hashes = bottomk_short_hashes(d->keep, &r->n_short_hashes);
    r->duplicate_hashes = bottomk_duplicate_hashes(d->keep, &r->n_duplicate_hashes);
    r->docs = bottomk_docs(d->keep, &r->n_docs);
}

static int draw_run(Draw *d, Err *e)
{
    const size_t wanted = d->options->n_threads > 0 ? (size_t)d->options->n_threads : 1;
    const size_t useful = d->n_tasks > 0 ? d->n_tasks : 1;
    Pool *pool = pool_open((int)(wanted < useful ? wanted : useful), e);
    if (!pool)
        return -1;
    pool_run(pool, work, d);
    pool_close(pool);
    if (d->failed) {
        *e = d->error;
        return -1;
    }
    if (d->options->progress && !atomic_load(&d->stop))
        tell(d);
    return atomic_load(&d->stop) ? -1 : 0;
}

Sample *sample_draw(const Source *sources, size_t n_sources, const SampleOptions *o, Err *e)
{
    *e = (Err){0};
    if (o->documents == 0 || o->prefix_tokens == 0) {
        err_set(e, ERR_USAGE, "a sample of %zu documents of %zu tokens is no sample", o->documents,
                o->prefix_tokens);
        return NULL;
    }
    assert(o->n_parts == 0 || (o->part >= 1 && o->part <= o->n_parts));
    assert(o->placement != PLACEMENT_STRIDE || o->stride > 0);
    Sample *s = sample_new(n_sources, o);
    for (size_t i = 0; i < n_sources; i++)
        s->sources[i].name = arena_cstr(&s->names, sources[i].name);
    Draw d = {.options = o, .sample = s};
    pthread_mutex_init(&d.lock, NULL);
    plan_tasks(&d, sources, n_sources);
    const int rc = draw_run(&d, e);
    pthread_mutex_destroy(&d.lock);
    free(d.tasks);
    if (rc != 0) {
        sample_close(s);
        return NULL;
    }
    for (size_t i = 0; i < n_sources; i++)
        finish(&s->sources[i]);
    return s;
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
        faults_free(&d->malformed_first);
        faults_free(&d->damaged);
        pthread_mutex_destroy(&d->lock);
    }
    free(s->sources);
    arena_free(&s->names);
    free(s);
}

/* ---- parts ---- */

struct SampleMerge {
    Sample *sample;
};

SampleMerge *samplemerge_open(const char *const *names, size_t n_sources, const SampleOptions *o)
{
    SampleMerge *m = mem_zero(1, sizeof *m);
    m->sample = sample_new(n_sources, o);
    for (size_t i = 0; i < n_sources; i++)
        m->sample->sources[i].name = arena_cstr(&m->sample->names, names[i]);
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

static void add_faults(FaultList *to, const Fault *f, size_t n, Arena *names)
{
    for (size_t i = 0; i < n; i++)
        faults_add(to, arena_cstr(names, f[i].shard), f[i].ordinal, f[i].what);
}

void samplemerge_count(SampleMerge *m, size_t source, const SourceSample *part)
{
    Drawn *to = &m->sample->sources[source];
    Arena *names = &m->sample->names;
    to->n_shards += part->n_shards;
    to->documents_seen += part->documents_seen;
    to->text_bytes += part->text_bytes;
    to->malformed += part->malformed;
    for (size_t i = 0; i < part->n_short_hashes; i++)
        bottomk_add_short(to->keep, part->short_hashes[i]);
    for (size_t i = 0; i < part->n_duplicate_hashes; i++)
        bottomk_add_duplicate(to->keep, part->duplicate_hashes[i]);
    add_faults(&to->malformed_first, part->malformed_first, part->n_malformed_first, names);
    add_faults(&to->damaged, part->damaged, part->n_damaged, names);
}

Sample *samplemerge_finish(SampleMerge *m)
{
    Sample *s = m->sample;
    for (size_t i = 0; i < s->n_sources; i++)
        finish(&s->sources[i]);
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
