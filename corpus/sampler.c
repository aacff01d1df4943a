/* Drawing the sample of every source in one pass: workers pull shards, each document's keyed hash
 * decides whether it is worth reading, one BottomK per source keeps the smallest. What a worker
 * finds never depends on what the others did, only how soon a record is passed over. */
#include "corpus/bottomk.h"
#include "corpus/corpus.h"
#include "corpus/drawn.h"
#include "corpus/filestamp.h"

#include "audit/base/clock.h"
#include "audit/base/mem.h"
#include "audit/base/pool.h"

#include <assert.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define SAMPLER_TICK_SECONDS 0.1 /* between two calls of progress() */

/* Between two looks at the clock, which costs as much as passing over a record. */
enum { SAMPLER_TICK_RECORDS = 1000, SAMPLER_TICK_BYTES = 1 << 16 };

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
    int n_workers;
    atomic_size_t next;
    atomic_bool stop;
    uint64_t bytes_total;
    _Atomic uint64_t bytes_read, records_seen;
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
    FileStamp stamp; /* of the file before it was opened */
    Shard *shard;    /* NULL when it could not be opened */
    WindowRoom *room;
    HashPrefix key;
    uint64_t records, record_bytes;
    uint64_t malformed_of[N_FAULTS_OF_RECORDS]; /* all there are; counted under look_at_all only */
    uint64_t records_told, bytes_told;          /* part of them that progress() knows of */
    uint64_t next_tick, next_tick_bytes; /* records, record_bytes at which the clock is looked at */
    double ticked_at;
} Reading;

/* ---- progress ---- */

static void tell(Draw *d)
{
    const SampleProgress p = {.bytes_read = atomic_load(&d->bytes_read),
                              .bytes_total = d->bytes_total,
                              .records_seen = atomic_load(&d->records_seen)};
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
    atomic_fetch_add(&r->draw->records_seen, r->records - r->records_told);
    r->bytes_told = bytes;
    r->records_told = r->records;
}

static void tick(Reading *r)
{
    if (r->records < r->next_tick && r->record_bytes < r->next_tick_bytes)
        return;
    r->next_tick = r->records + SAMPLER_TICK_RECORDS;
    r->next_tick_bytes = r->record_bytes + SAMPLER_TICK_BYTES;
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
static void note_damage(Reading *r, FaultKind kind, uint64_t ordinal, Err *e)
{
    if (r->draw->options->allow_damage) {
        pthread_mutex_lock(&r->source->lock);
        faults_add(&r->source->damaged, 0, &(Fault){r->task->name, ordinal, kind, e->text, 0});
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

static void take_malformed(Reading *r, const Doc *d, const Err *e)
{
    Drawn *s = r->source;
    const bool all = r->draw->options->look_at_all;
    const uint64_t hash = hash_prefix_document(&r->key, d->ordinal);
    r->malformed_of[d->fault]++;
    if (!all && !bottomk_wants(s->keep, hash))
        return;
    pthread_mutex_lock(&s->lock);
    bottomk_add_miss(s->keep, &(Miss){.hash = hash,
                                      .record_bytes = d->record_bytes,
                                      .kind = MISS_MALFORMED,
                                      .fault = (uint8_t)d->fault});
    faults_add(&s->malformed[d->fault], all ? 0 : hash,
               &(Fault){r->task->name, d->ordinal, d->fault, e->text, 0});
    pthread_mutex_unlock(&s->lock);
}

/* ---- reading ---- */

static bool wants(void *ctx, uint64_t ordinal)
{
    Reading *r = ctx;
    return bottomk_wants(r->source->keep, hash_prefix_document(&r->key, ordinal));
}

static void take_document(Reading *r, const Doc *d)
{
    const SampleOptions *o = r->draw->options;
    Drawn *s = r->source;
    const uint64_t hash = hash_prefix_document(&r->key, d->ordinal);
    if (!bottomk_wants(s->keep, hash))
        return;
    SampledDoc sampled = {.hash = hash,
                          .shard = r->task->name,
                          .ordinal = d->ordinal,
                          .id = d->id,
                          .cluster = d->cluster,
                          .text = o->keep_text && !d->ids ? d->text : (Str){0},
                          .record_bytes = d->record_bytes,
                          .has_nul = d->text.n > 0 && memchr(d->text.s, '\0', d->text.n) != NULL};
    const bool eligible = window_take(o, r->thread, d, r->room, &sampled);
    pthread_mutex_lock(&s->lock);
    if (eligible)
        bottomk_add(s->keep, &sampled);
    else
        bottomk_add_miss(s->keep,
                         &(Miss){.hash = hash,
                                 .record_bytes = d->record_bytes,
                                 .n_tokens = (uint32_t)sampled.n_tokens,
                                 .kind = d->text.n + d->n_ids > 0 ? MISS_SHORT : MISS_EMPTY,
                                 .has_nul = sampled.has_nul});
    pthread_mutex_unlock(&s->lock);
}

/* Reads to the end, to the damage, or until someone asks to stop. */
static void read_records(Reading *r)
{
    Err e = {0};
    Doc d = {0};
    for (;;) {
        if (atomic_load_explicit(&r->draw->stop, memory_order_relaxed))
            return;
        const ShardStep step = shard_next(r->shard, &d, &e);
        if (step == SHARD_END || step == SHARD_DAMAGED) {
            /* A file that was exchanged explains whatever else is wrong with it. */
            if (filestamp_changed(&r->stamp, r->task->file, &e))
                note_damage(r, FAULT_CHANGED, d.ordinal, &e);
            else if (step == SHARD_DAMAGED)
                note_damage(r, e.kind == ERR_IO ? FAULT_UNREADABLE : FAULT_STREAM, d.ordinal, &e);
            return;
        }
        r->records++;
        r->record_bytes += d.record_bytes;
        if (step == SHARD_DOC)
            take_document(r, &d);
        else if (step == SHARD_MALFORMED)
            take_malformed(r, &d, &e);
        tick(r);
    }
}

/* What is wrong with a shard that cannot be opened. The path is in front of the sentence already, and
 * reports name shards, not paths. */
static void note_unopened(Reading *r, const Err *e)
{
    const char *path = r->task->file->path;
    const size_t prefix = strlen(path) + strlen(": ");
    Err why = {0};
    err_set(&why, e->kind, "%s",
            strncmp(e->text, path, strlen(path)) == 0 && strlen(e->text) > prefix ? e->text + prefix
                                                                                  : e->text);
    note_damage(r, e->kind == ERR_FORMAT ? FAULT_NOT_SHARD : filestamp_kind(&r->stamp), 0, &why);
}

/* Threads that a shard may decode with: its share of all by size, so that one which is larger than
 * what a thread has to read in all does not leave the others waiting for it. */
static int threads_for(const Draw *d, const Task *t)
{
    const double share = d->bytes_total > 0 ? (double)t->file->bytes / (double)d->bytes_total : 1;
    const int n = (int)(share * d->options->n_threads + 0.5);
    return n > 1 ? n : 1;
}

/* Adds what was counted in the shard to its source. */
static void settle(Reading *r)
{
    SourceSample *s = &r->source->result;
    account(r, r->task->file->bytes);
    pthread_mutex_lock(&r->source->lock);
    s->records_seen += r->records;
    s->record_bytes += r->record_bytes;
    for (size_t k = 0; k < N_FAULTS_OF_RECORDS; k++)
        s->malformed_of[k] += r->malformed_of[k];
    pthread_mutex_unlock(&r->source->lock);
}

/* Adds what a shard left out to what its source did. */
static void settle_left_out(Reading *r)
{
    size_t n;
    const ShardLeftOut *left = shard_left_out(r->shard, &n);
    pthread_mutex_lock(&r->source->lock);
    for (size_t i = 0; i < n; i++)
        drawn_leave_out(r->source, left[i].what, left[i].n);
    pthread_mutex_unlock(&r->source->lock);
}

static void read_shard(Draw *d, const Task *t, int thread, WindowRoom *room)
{
    const SampleOptions *o = d->options;
    Reading r = {.draw = d,
                 .task = t,
                 .source = &d->sample->sources[t->source],
                 .thread = thread,
                 .room = room,
                 .stamp = filestamp_of(t->file->path),
                 .ticked_at = clock_seconds()};
    r.key = hash_prefix_start(o->seed, str_of(r.source->name), str_of(t->name));
    ShardOptions so = o->shard;
    so.wants = o->look_at_all ? NULL : wants;
    so.wants_ctx = &r;
    so.n_threads = threads_for(d, t);
    Err e = {0};
    r.shard = shard_open(t->file->path, &so, &e);
    if (r.shard) {
        read_records(&r);
        settle_left_out(&r);
    } else {
        note_unopened(&r, &e);
    }
    shard_close(r.shard);
    settle(&r);
    hash_prefix_free(&r.key);
}

static void work(void *arg, int thread)
{
    Draw *d = arg;
    WindowRoom room = {0};
    while (!atomic_load(&d->stop)) {
        const size_t i = atomic_fetch_add(&d->next, 1);
        if (i >= d->n_tasks)
            break;
        /* The one that a worker will take next: its first bytes come while these are decoded. */
        if (i + (size_t)d->n_workers < d->n_tasks)
            filestamp_read_ahead(d->tasks[i + (size_t)d->n_workers].file->path);
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
        /* Each part sees all of them: only the first counts them. */
        if (in_part(d->options, 0))
            drawn_leave_out(&d->sample->sources[i], "hidden files and folders",
                            sources[i].n_hidden);
        for (size_t k = 0; k < sources[i].n_shards; k++) {
            const ShardFile *f = &sources[i].shards[k];
            if (!in_part(d->options, number++))
                continue;
            d->sample->sources[i].result.n_shards++;
            d->tasks[d->n_tasks++] = (Task){i, f, arena_cstr(&d->sample->names, f->name)};
            d->bytes_total += f->bytes;
        }
    }
    if (d->n_tasks > 0)
        qsort(d->tasks, d->n_tasks, sizeof *d->tasks, larger_first);
}

static int draw_run(Draw *d, Err *e)
{
    const size_t wanted = d->options->n_threads > 0 ? (size_t)d->options->n_threads : 1;
    const size_t useful = d->n_tasks > 0 ? d->n_tasks : 1;
    d->n_workers = (int)(wanted < useful ? wanted : useful);
    Pool *pool = pool_open(d->n_workers, e);
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
    const char **names = mem_alloc(n_sources, sizeof *names);
    for (size_t i = 0; i < n_sources; i++)
        names[i] = sources[i].name;
    Sample *s = sample_new(names, n_sources, o);
    free(names);
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
        drawn_finish(&s->sources[i], o->look_at_all);
    return s;
}
