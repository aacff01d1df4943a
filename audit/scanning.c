/* The scan of many files: see scanning.h.
 *
 * Threads take files in order. The file that is first in the order of output writes as it goes; the
 * others keep their findings until it is their turn, or wait once they hold PENDING_BYTES. Files are
 * taken in order, so the first one is always at work, and nobody waits for ever. */
#include "audit/scanning.h"

#include "audit/base/mem.h"
#include "audit/base/pool.h"
#include "audit/baseline.h"
#include "audit/progress.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PENDING_BYTES = 4 << 20 };

typedef struct {
    const ScanPlan *plan;
    const Options *options;
    const FindingFormat *format;
    Baseline *baseline; /* NULL: none */
    pthread_mutex_t lock;
    pthread_cond_t turned;
    size_t next, turn; /* the file to take, the file whose findings are to be written */
    bool written;      /* some finding was */
    Progress progress;
    bool stop;
    ScanTotals totals;
    Err *error; /* the first, in order of files */
} ScanJob;

/* One file at work. */
typedef struct {
    ScanJob *job;
    size_t file;
    const char *path;
    TextPiece piece; /* the text at hand */
    TextPlace place;
    Buf out;
    ScanTotals totals;
} ScanFile;

/* ---- writing ---- */

/* With the lock held. */
static void job_fail(ScanJob *j, const Err *e)
{
    if (j->error->kind == ERR_NONE)
        *j->error = *e;
    else if (e->kind != ERR_NONE)
        fprintf(stderr, "rote scan: %s\n", e->text);
}

/* Writes what the file has; it is its turn, and the lock is held. */
static void file_write(ScanFile *f)
{
    ScanJob *j = f->job;
    const Str text = buf_str(&f->out);
    const size_t from = j->written || text.n == 0 ? 0 : j->format->first_dropped;
    if (text.n > 0 && !j->stop) {
        if (fwrite(text.s + from, 1, text.n - from, stdout) != text.n - from) {
            Err e = {0};
            err_set_errno(&e, "the findings cannot be written to standard output");
            job_fail(j, &e);
            j->stop = true;
        }
        j->written = true;
    }
    buf_clear(&f->out);
}

/* Writes when it is the file's turn, waits for that when too much is pending, or for certain. */
static void file_flush(ScanFile *f, bool wait)
{
    ScanJob *j = f->job;
    if (!wait && f->out.n < 1 << 16)
        return;
    pthread_mutex_lock(&j->lock);
    while (j->turn != f->file && (wait || f->out.n >= PENDING_BYTES) && !j->stop)
        pthread_cond_wait(&j->turned, &j->lock);
    if (j->turn == f->file)
        file_write(f);
    pthread_mutex_unlock(&j->lock);
}

/* ---- findings ---- */

static void finding_write(ScanFile *f, const Finding *found, const TextPart *p, Arena *scratch)
{
    ScanJob *j = f->job;
    const Str masked = finding_mask(found, p->text, scratch);
    const bool full = j->options->show && strcmp(j->options->show, "full") == 0;
    FindingRecord r = {.path = f->path,
                       .has_document = f->piece.has_document,
                       .document = f->piece.document,
                       .id = f->piece.id,
                       .type = found->type,
                       .severity = found->severity,
                       .confidence = found->confidence,
                       .validated = found->validated,
                       .placeholder = found->placeholder,
                       .start = f->place};
    r.shown = full ? (Str){p->text.s + found->start, found->end - found->start} : masked;
    r.fingerprint =
        baseline_fingerprint(found->type, masked, f->path, f->piece.id, f->piece.document);
    textplace_advance(&f->place, p->text, found->start, found->end);
    r.end = f->place;
    if (j->baseline && baseline_knows(j->baseline, r.fingerprint)) {
        f->totals.known++;
        return;
    }
    f->totals.findings[found->severity]++;
    j->format->add(&f->out, &r);
}

static void part_settle(void *arg, const TextPart *p, Arena *scratch)
{
    ScanFile *f = arg;
    size_t at = p->from;
    f->totals.bytes += p->to - p->from;
    if (p->base == 0 && p->from == 0)
        f->place = (TextPlace){0};
    for (size_t i = 0; i < p->n_findings; i++) {
        const Finding *found = &p->findings[i];
        if (!scanplan_wants(f->job->plan, found, p->text, scratch))
            continue;
        if (found->placeholder && !f->job->plan->placeholders) {
            f->totals.placeholders++;
            continue;
        }
        textplace_advance(&f->place, p->text, at, found->start);
        finding_write(f, found, p, scratch);
        at = found->end;
    }
    if (!p->last) /* what follows counts from here */
        textplace_advance(&f->place, p->text, at, p->to);
    file_flush(f, false);
}

/* ---- files ---- */

static bool job_stopped(ScanJob *j)
{
    pthread_mutex_lock(&j->lock);
    j->stop |= interrupt_asked();
    progress_show(&j->progress, j->turn, j->options->n_operands);
    const bool stop = j->stop;
    pthread_mutex_unlock(&j->lock);
    return stop;
}

/* A shard of records that are all no documents was not scanned at all: to call it clean would be
 * wrong. */
static int file_check(const ScanFile *f, const TextInput *in, const Err *first, Err *e)
{
    if (f->totals.texts > 0 || f->totals.malformed == 0 || f->job->options->allow_damage)
        return 0;
    err_set(e, ERR_FORMAT,
            "%s: none of its %llu records is a document (read as %s; the first: %s); is "
            "--text-field %s right? What is no JSON is scanned with --as text, uncompressed",
            f->path, (unsigned long long)f->totals.malformed, textinput_kind(in), first->text,
            f->job->options->text_field);
    return -1;
}

/* Reads the file to its end. 0, or -1 with *e set. */
static int file_read_all(ScanFile *f, TextInput *in, TextScan *scan, Err *e)
{
    Err first = {0}; /* malformed record's */
    while (!job_stopped(f->job)) {
        Err record = {0};
        switch (textinput_next(in, &f->piece, &record)) {
        case TEXTINPUT_PIECE:
            f->totals.texts += f->piece.last;
            textscan_add(scan, f->piece.bytes, f->piece.last);
            break;
        case TEXTINPUT_MALFORMED:
            if (f->totals.malformed++ == 0)
                first = record;
            break;
        case TEXTINPUT_END:
            return file_check(f, in, &first, e);
        case TEXTINPUT_DAMAGED:
            f->totals.damaged++;
            if (f->job->options->allow_damage)
                return 0;
            *e = record;
            err_add(e, "%s", f->path);
            return -1;
        }
    }
    return 0;
}

static void totals_add(ScanTotals *to, const ScanTotals *from)
{
    for (int s = 0; s < 3; s++)
        to->findings[s] += from->findings[s];
    to->placeholders += from->placeholders;
    to->known += from->known;
    to->texts += from->texts;
    to->bytes += from->bytes;
    to->malformed += from->malformed;
    to->damaged += from->damaged;
}

static void file_scan(ScanJob *j, size_t file)
{
    ScanFile f = {.job = j, .file = file, .path = j->options->operands[file]};
    Err e = {0};
    TextInput *in = textinput_open(f.path, &j->plan->input, &e);
    if (in) {
        TextScan *scan = textscan_open(j->plan->scanner, 0, part_settle, &f);
        file_read_all(&f, in, scan, &e);
        textscan_close(scan);
        textinput_close(in);
    }
    file_flush(&f, true);
    pthread_mutex_lock(&j->lock);
    totals_add(&j->totals, &f.totals);
    if (e.kind != ERR_NONE)
        job_fail(j, &e);
    j->turn++;
    pthread_cond_broadcast(&j->turned);
    pthread_mutex_unlock(&j->lock);
    buf_free(&f.out);
}

static void job_work(void *arg, int thread)
{
    ScanJob *j = arg;
    (void)thread;
    for (;;) {
        pthread_mutex_lock(&j->lock);
        const size_t file = j->next;
        const bool more = file < j->options->n_operands && !j->stop;
        j->next += more;
        pthread_mutex_unlock(&j->lock);
        if (!more)
            return;
        file_scan(j, file);
    }
}

/* ---- the run ---- */

static int bytes_write(const Buf *out, Err *e)
{
    if (fwrite(buf_str(out).s, 1, out->n, stdout) == out->n && fflush(stdout) == 0)
        return 0;
    err_set_errno(e, "the findings cannot be written to standard output");
    return -1;
}

ScanEnd scanning_run(const ScanPlan *p, const Options *o, ScanTotals *totals, Err *e)
{
    const size_t processors = o->threads > 0 ? o->threads : (size_t)pool_processors();
    const size_t threads = processors < o->n_operands ? processors : o->n_operands;
    ScanJob j = {.plan = p, .options = o, .error = e};
    j.format = findingformat_find(o->format ? o->format : o->json ? "jsonl" : "table");
    j.baseline = o->baseline ? baseline_open(o->baseline, e) : NULL;
    if (o->baseline && !j.baseline)
        return SCAN_FAILED;
    Pool *pool = pool_open((int)threads, e);
    Buf text = {0};
    int rc = pool ? 0 : -1;
    if (rc == 0) {
        j.format->begin(&text, p->scanner);
        rc = bytes_write(&text, e);
    }
    if (rc == 0) {
        pthread_mutex_init(&j.lock, NULL);
        pthread_cond_init(&j.turned, NULL);
        /* Findings on the same terminal would be written through the line. */
        j.progress = progress_start("scanning", "files", 0, o->quiet || isatty(STDOUT_FILENO));
        pool_run(pool, job_work, &j);
        progress_end(&j.progress);
        pthread_cond_destroy(&j.turned);
        pthread_mutex_destroy(&j.lock);
        buf_clear(&text);
        j.format->end(&text);
        Err last = {0};
        if (bytes_write(&text, &last) != 0 && e->kind == ERR_NONE)
            *e = last;
    }
    pool_close(pool);
    buf_free(&text);
    baseline_close(j.baseline);
    *totals = j.totals;
    return e->kind != ERR_NONE ? SCAN_FAILED : j.stop ? SCAN_INTERRUPTED : SCAN_DONE;
}
