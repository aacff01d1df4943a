/* Drawing the sample of every source in one pass: workers pull shards, each document's keyed hash
 * decides whether it is worth reading, one BottomK per source keeps the smallest. What a worker
 * finds never depends on what the others did, only how soon a record is passed over. */
#include "corpus/bottomk.h"
#include "corpus/corpus.h"
#include "corpus/faults.h"
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

/* One source while it is drawn; its lock guards everything below it. */
typedef struct {
    const char *name;
    pthread_mutex_t lock;
    BottomK *keep;
    FaultList malformed[N_FAULTS_OF_RECORDS], damaged;
    SourceSample result; /* records_seen and record_bytes as shards end; the rest at the end */
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
    if (r.shard)
        read_records(&r);
    else
        note_unopened(&r, &e);
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

static Sample *sample_new(const char *const *names, size_t n_sources, const SampleOptions *o)
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
            d->sample->sources[i].result.n_shards++;
            d->tasks[d->n_tasks++] = (Task){i, f, arena_cstr(&d->sample->names, f->name)};
            d->bytes_total += f->bytes;
        }
    }
    if (d->n_tasks > 0)
        qsort(d->tasks, d->n_tasks, sizeof *d->tasks, larger_first);
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

static void finish(Drawn *d, bool look_at_all)
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
        finish(&s->sources[i], o->look_at_all);
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
        for (size_t k = 0; k < N_FAULTS_OF_RECORDS; k++)
            faults_free(&d->malformed[k]);
        faults_free(&d->damaged);
        free(d->result.malformed_first);
        free((Fault *)d->result.malformed_kept);
        free(d->result.damaged);
        pthread_mutex_destroy(&d->lock);
    }
    free(s->sources);
    arena_free(&s->names);
    free(s);
}

/* ---- parts ---- */

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
    for (size_t i = 0; i < part->n_damaged; i++)
        fault_add(&to->damaged, &part->damaged[i], &m->sample->names);
}

Sample *samplemerge_finish(SampleMerge *m)
{
    Sample *s = m->sample;
    for (size_t i = 0; i < s->n_sources; i++)
        finish(&s->sources[i], m->look_at_all);
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
