/* Decoding ahead: see ahead.h. One lock guards the chunks' list and the pieces; scouting and decoding
 * happen outside it. */
#include "corpus/ahead.h"

#include "audit/base/mem.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

enum {
    AHEAD_CHUNK_BYTES = 1 << 20,  /* of the file: some ms of work, some MB decoded */
    AHEAD_CHUNKS_BYTES = 3 << 20, /* of many threads together, so that their pieces fit */
    AHEAD_REACH_BYTES = 1 << 21,  /* a scout looks no further ahead of its decoder */
    AHEAD_FEWEST_PIECES = 4,
    AHEAD_CHUNKS_PER_THREAD = 4, /* decoded and not consumed yet, at most */
};

#define STOP_UNKNOWN UINT64_MAX

typedef struct Piece {
    struct Piece *next;
    uint64_t file_offset; /* where the decoder stood behind it */
    size_t n;
    char bytes[AHEAD_PIECE_BYTES];
} Piece;

typedef enum { CHUNK_RUNNING, CHUNK_DONE, CHUNK_LAST, CHUNK_FAILED } ChunkState;

/* Belongs to its thread while it is RUNNING, then to the list. */
typedef struct Chunk {
    struct Chunk *next;
    uint64_t start; /* in the file */
    uint64_t stop;  /* where the next chunk begins; STOP_UNKNOWN: not found yet, or there is none */
    Scout scout;    /* its thread's alone */
    bool scout_gave_up;
    bool is_dropped; /* out of the list: its start was a wrong guess */
    ChunkState state;
    uint64_t n_units;    /* once it is DONE */
    Piece *first, *last; /* all full but the last of a chunk that is DONE or LAST */
} Chunk;

typedef struct {
    Ahead *ahead;
    InFile *file;
    void *decoder;
    Piece *piece; /* being filled */
    pthread_t handle;
} Worker;

struct Ahead {
    const Decoder *decoder;
    size_t chunk_bytes;
    size_t most_pieces, kept_pieces; /* the latter for the leftmost chunk */
    size_t most_chunks;
    int n_workers;
    Worker *workers; /* [n_workers] */

    pthread_mutex_t lock; /* guards what follows */
    pthread_cond_t work;  /* a chunk can be taken */
    pthread_cond_t room;  /* a piece came back, or another chunk is the leftmost */
    pthread_cond_t news;  /* the leftmost chunk has a piece or another state */
    bool closing;
    Chunk *head, *tail;
    size_t n_chunks;
    uint64_t next_start; /* of the chunk behind the tail; STOP_UNKNOWN: not known, or none */
    Piece *spare;
    size_t n_pieces; /* in use */

    Piece *shown;    /* the consumer's */
    size_t shown_at; /* consumed of it */
    AheadPlace place;
    uint64_t consumed; /* behind place */
    uint64_t file_offset;
};

/* ---- pieces; the lock is held ---- */

static void piece_give_back(Ahead *a, Piece *p)
{
    p->next = a->spare;
    a->spare = p;
    a->n_pieces--;
    pthread_cond_broadcast(&a->room);
}

static bool chunk_has_room(const Ahead *a, const Chunk *c)
{
    return a->n_pieces < a->most_pieces - (c == a->head ? 0 : a->kept_pieces);
}

/* NULL when the chunk is given up. */
static Piece *piece_take(Ahead *a, Chunk *c)
{
    while (!a->closing && !c->is_dropped && !chunk_has_room(a, c))
        pthread_cond_wait(&a->room, &a->lock);
    if (a->closing || c->is_dropped)
        return NULL;
    Piece *p = a->spare;
    if (p)
        a->spare = p->next;
    else
        p = mem_alloc(1, sizeof *p);
    p->next = NULL;
    p->n = 0;
    a->n_pieces++;
    return p;
}

/* ---- chunks; the lock is held ---- */

static void chunk_free(Ahead *a, Chunk *c)
{
    while (c->first) {
        Piece *p = c->first;
        c->first = p->next;
        piece_give_back(a, p);
    }
    free(c);
}

/* Takes c's successor out of the list; its thread, if it is still at work, frees it. */
static void chunk_drop_next(Ahead *a, Chunk *c)
{
    Chunk *n = c->next;
    c->next = n->next;
    if (a->tail == n)
        a->tail = c;
    a->n_chunks--;
    n->is_dropped = true;
    if (n->state != CHUNK_RUNNING)
        chunk_free(a, n);
    pthread_cond_broadcast(&a->room); /* its thread may wait there */
    pthread_cond_broadcast(&a->work);
}

/* c's decoder stands between two units at `offset`, behind c's stop: what begins at the stop is no
 * unit, nor is any other place that was passed. True when c ends here all the same. */
static bool chunk_swallow(Ahead *a, Chunk *c, uint64_t offset)
{
    while (c->stop < offset) {
        if (c->next) {
            c->stop = c->next->stop;
            chunk_drop_next(a, c);
        } else {
            a->next_start = c->stop = STOP_UNKNOWN;
        }
    }
    if (c->stop == STOP_UNKNOWN) {
        c->scout = (Scout){.at = offset, .want = offset + a->chunk_bytes};
        c->scout_gave_up = false;
    }
    return c->stop == offset;
}

/* NULL when there is no more to do. */
static Chunk *chunk_take(Ahead *a)
{
    while (!a->closing && (a->next_start == STOP_UNKNOWN || a->n_chunks >= a->most_chunks))
        pthread_cond_wait(&a->work, &a->lock);
    if (a->closing)
        return NULL;
    Chunk *c = mem_zero(1, sizeof *c);
    c->start = a->next_start;
    c->stop = a->next_start = STOP_UNKNOWN;
    c->scout = (Scout){.at = c->start, .want = c->start + a->chunk_bytes};
    if (a->tail)
        a->tail->next = c;
    else
        a->head = c;
    a->tail = c;
    a->n_chunks++;
    return c;
}

static void chunk_set_state(Ahead *a, Chunk *c, ChunkState state)
{
    c->state = state;
    if (c == a->head)
        pthread_cond_signal(&a->news);
}

/* ---- one thread; the lock is not held ---- */

/* Looks on for the end of w's chunk, where it is not known, and lets the next one be taken. */
static void worker_scout(Worker *w, Chunk *c)
{
    Ahead *a = w->ahead;
    if (c->stop != STOP_UNKNOWN || c->scout_gave_up)
        return;
    const uint64_t at = infile_offset(w->file);
    const uint64_t from = c->scout.want > at ? c->scout.want : at;
    const ScoutStep step = a->decoder->scout(&c->scout, w->file, from + AHEAD_REACH_BYTES);
    c->scout_gave_up = step == SCOUT_NONE;
    if (step != SCOUT_FOUND)
        return;
    pthread_mutex_lock(&a->lock);
    if (!c->is_dropped) {
        c->stop = a->next_start = c->scout.at;
        pthread_cond_signal(&a->work);
    }
    pthread_mutex_unlock(&a->lock);
}

typedef enum {
    WORK_GOES_ON,
    WORK_DONE,    /* the chunk is the list's now */
    WORK_DROPPED, /* the chunk is out of the list and still the thread's */
} WorkStep;

/* What the decoder's END means for c. The lock is held. */
static WorkStep worker_end(Worker *w, Chunk *c, uint64_t offset)
{
    Ahead *a = w->ahead;
    const bool at_file_end = offset < c->stop;
    if (!at_file_end && !chunk_swallow(a, c, offset))
        return WORK_GOES_ON;
    c->n_units = a->decoder->units(w->decoder);
    /* An end in front of a known stop: the file was cut while it was read. */
    chunk_set_state(a, c,
                    !at_file_end              ? CHUNK_DONE
                    : c->stop == STOP_UNKNOWN ? CHUNK_LAST
                                              : CHUNK_FAILED);
    return WORK_DONE;
}

/* Hands over w->piece, unless it has room for more, and what the decoder said. */
static WorkStep worker_deliver(Worker *w, Chunk *c, DecoderStep step)
{
    Ahead *a = w->ahead;
    WorkStep next = WORK_GOES_ON;
    pthread_mutex_lock(&a->lock);
    if (c->is_dropped) {
        next = WORK_DROPPED;
    } else if (step == DECODER_END) {
        next = worker_end(w, c, infile_offset(w->file));
    } else if (step == DECODER_DAMAGED) {
        chunk_set_state(a, c, CHUNK_FAILED);
        next = WORK_DONE;
    }
    Piece *p = w->piece;
    const bool is_wanted = next != WORK_DROPPED && step != DECODER_DAMAGED;
    if (is_wanted && p->n > 0 && (next == WORK_DONE || p->n == AHEAD_PIECE_BYTES)) {
        p->file_offset = infile_offset(w->file);
        *(c->first ? &c->last->next : &c->first) = p;
        c->last = p;
        w->piece = NULL;
        if (c == a->head)
            pthread_cond_signal(&a->news);
    } else if (next != WORK_GOES_ON) {
        piece_give_back(a, p);
        w->piece = NULL;
    }
    if (next == WORK_DROPPED)
        chunk_free(a, c);
    pthread_mutex_unlock(&a->lock);
    return next;
}

/* Makes w->piece one with room. False when c is given up. */
static bool worker_get_piece(Worker *w, Chunk *c)
{
    Ahead *a = w->ahead;
    pthread_mutex_lock(&a->lock);
    if (!w->piece)
        w->piece = piece_take(a, c);
    if (!w->piece && c->is_dropped)
        chunk_free(a, c);
    pthread_mutex_unlock(&a->lock);
    return w->piece != NULL;
}

static void worker_decode(Worker *w, Chunk *c)
{
    Ahead *a = w->ahead;
    Err unused = {0}; /* the caller of ahead_peek finds the same damage, with the right numbers */
    infile_seek(w->file, c->start);
    if (w->decoder)
        a->decoder->restart(w->decoder, 0);
    else
        w->decoder = a->decoder->open(w->file);
    for (WorkStep next = WORK_GOES_ON; next == WORK_GOES_ON;) {
        worker_scout(w, c);
        infile_set_stop(w->file, c->stop);
        if (!worker_get_piece(w, c))
            return;
        Piece *p = w->piece;
        size_t n = 0;
        const DecoderStep step =
            a->decoder->read(w->decoder, p->bytes + p->n, AHEAD_PIECE_BYTES - p->n, &n, &unused);
        p->n += n;
        next = worker_deliver(w, c, step);
    }
}

static void *worker_main(void *arg)
{
    Worker *w = arg;
    Ahead *a = w->ahead;
    pthread_mutex_lock(&a->lock);
    for (Chunk *c; (c = chunk_take(a));) {
        pthread_mutex_unlock(&a->lock);
        worker_decode(w, c);
        pthread_mutex_lock(&a->lock);
    }
    pthread_mutex_unlock(&a->lock);
    return NULL;
}

/* ---- the consumer ---- */

/* How many pieces and chunks there may be; see ahead.h. */
static void ahead_set_sizes(Ahead *a, const AheadOptions *o)
{
    const size_t n = (size_t)o->n_threads;
    const size_t shared = AHEAD_CHUNKS_BYTES / n;
    a->chunk_bytes = o->chunk_bytes               ? o->chunk_bytes
                     : shared < AHEAD_CHUNK_BYTES ? shared
                                                  : AHEAD_CHUNK_BYTES;
    const size_t bytes = o->buffer_bytes ? o->buffer_bytes : AHEAD_BUFFER_BYTES;
    const size_t pieces = bytes / AHEAD_PIECE_BYTES;
    a->most_pieces = pieces > AHEAD_FEWEST_PIECES ? pieces : AHEAD_FEWEST_PIECES;
    a->kept_pieces = a->most_pieces / 8 > 2 ? a->most_pieces / 8 : 2;
    a->most_chunks = n * AHEAD_CHUNKS_PER_THREAD;
}

Ahead *ahead_open(const InFile *file, const Decoder *d, const AheadOptions *o)
{
    assert(o->n_threads > 0 && d->scout);
    Ahead *a = mem_zero(1, sizeof *a);
    a->decoder = d;
    ahead_set_sizes(a, o);
    pthread_mutex_init(&a->lock, NULL);
    pthread_cond_init(&a->work, NULL);
    pthread_cond_init(&a->room, NULL);
    pthread_cond_init(&a->news, NULL);
    a->workers = mem_zero((size_t)o->n_threads, sizeof *a->workers);
    for (int i = 0; i < o->n_threads; i++) {
        Worker *w = &a->workers[i];
        *w = (Worker){.ahead = a, .file = infile_share(file)};
        if (pthread_create(&w->handle, NULL, worker_main, w) != 0) {
            infile_close(w->file);
            break; /* as many as there are do it, too */
        }
        a->n_workers++;
    }
    if (a->n_workers > 0)
        return a;
    ahead_close(a);
    return NULL;
}

/* The leftmost chunk is consumed: the next is. */
static void ahead_pass_chunk(Ahead *a)
{
    Chunk *c = a->head;
    a->place = (AheadPlace){.offset = c->stop,
                            .n_units = a->place.n_units + c->n_units,
                            .decoded = a->place.decoded + a->consumed};
    a->consumed = 0;
    a->head = c->next;
    if (!a->head)
        a->tail = NULL;
    a->n_chunks--;
    free(c);
    pthread_cond_broadcast(&a->room);
    pthread_cond_broadcast(&a->work);
}

/* The lock is held. Waits until the leftmost chunk has something to say. */
static AheadStep ahead_next_piece(Ahead *a)
{
    for (;;) {
        Chunk *c = a->head;
        const bool is_intact = c && (c->state == CHUNK_DONE || c->state == CHUNK_LAST);
        if (c && c->state == CHUNK_FAILED)
            return AHEAD_BROKEN;
        if (c && c->first && (is_intact || c->first != c->last)) {
            a->shown = c->first;
            a->shown_at = 0;
            c->first = a->shown->next;
            a->file_offset = a->shown->file_offset;
            return AHEAD_BYTES;
        }
        if (c && c->state == CHUNK_LAST)
            return AHEAD_END;
        if (c && c->state == CHUNK_DONE)
            ahead_pass_chunk(a);
        else
            pthread_cond_wait(&a->news, &a->lock);
    }
}

AheadStep ahead_peek(Ahead *a, Str *chunk)
{
    AheadStep step = AHEAD_BYTES;
    if (!a->shown || a->shown_at == a->shown->n) {
        pthread_mutex_lock(&a->lock);
        if (a->shown)
            piece_give_back(a, a->shown);
        a->shown = NULL;
        step = ahead_next_piece(a);
        pthread_mutex_unlock(&a->lock);
    }
    *chunk =
        a->shown ? (Str){a->shown->bytes + a->shown_at, a->shown->n - a->shown_at} : (Str){"", 0};
    return step;
}

void ahead_consume(Ahead *a, size_t n)
{
    assert(a->shown && n <= a->shown->n - a->shown_at);
    a->shown_at += n;
    a->consumed += n;
}

AheadPlace ahead_place(const Ahead *a)
{
    return a->place;
}

uint64_t ahead_file_offset(const Ahead *a)
{
    return a->file_offset;
}

void ahead_close(Ahead *a)
{
    if (!a)
        return;
    pthread_mutex_lock(&a->lock);
    a->closing = true;
    pthread_cond_broadcast(&a->work);
    pthread_cond_broadcast(&a->room);
    pthread_mutex_unlock(&a->lock);
    for (int i = 0; i < a->n_workers; i++) {
        Worker *w = &a->workers[i];
        pthread_join(w->handle, NULL);
        if (w->decoder)
            a->decoder->close(w->decoder);
        infile_close(w->file);
    }
    if (a->shown)
        piece_give_back(a, a->shown);
    while (a->head) {
        Chunk *c = a->head;
        a->head = c->next;
        chunk_free(a, c);
    }
    while (a->spare) {
        Piece *p = a->spare;
        a->spare = p->next;
        free(p);
    }
    pthread_cond_destroy(&a->work);
    pthread_cond_destroy(&a->room);
    pthread_cond_destroy(&a->news);
    pthread_mutex_destroy(&a->lock);
    free(a->workers);
    free(a);
}
