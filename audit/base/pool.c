/* Threads: see pool.h. A generation counter announces work; the last thread to finish wakes the
 * caller.
 *
 * The engine calls pool_run hundreds of times a second, so both sides spin for a short while before
 * they sleep. */
#define _GNU_SOURCE /* sched_getaffinity */
#include "audit/base/pool.h"

#include "audit/base/mem.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { POOL_SPINS = 2000 };

typedef struct {
    Pool *pool;
    int thread;
    pthread_t handle;
} Worker;

struct Pool {
    int n_threads;
    Worker *workers; /* [n_threads - 1]; worker i is thread i + 1 */
    pthread_mutex_t lock;
    pthread_cond_t work_ready, work_done;
    void (*fn)(void *arg, int thread);
    void *arg;
    bool closing;
    _Alignas(64) atomic_uint generation; /* counts pool_run calls */
    _Alignas(64) atomic_int running;     /* workers that have not finished this generation */
};

static void spin_pause(void)
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

static void *worker_main(void *arg)
{
    Worker *w = arg;
    Pool *p = w->pool;
    unsigned seen = 0;
    for (;;) {
        for (int i = 0; i < POOL_SPINS && atomic_load(&p->generation) == seen; i++)
            spin_pause();
        pthread_mutex_lock(&p->lock);
        while (atomic_load(&p->generation) == seen)
            pthread_cond_wait(&p->work_ready, &p->lock);
        pthread_mutex_unlock(&p->lock);
        seen++;
        if (p->closing)
            return NULL;
        p->fn(p->arg, w->thread);
        if (atomic_fetch_sub(&p->running, 1) == 1) {
            pthread_mutex_lock(&p->lock);
            pthread_cond_signal(&p->work_done);
            pthread_mutex_unlock(&p->lock);
        }
    }
}

static void announce(Pool *p)
{
    pthread_mutex_lock(&p->lock);
    atomic_store(&p->running, p->n_threads - 1);
    atomic_fetch_add(&p->generation, 1);
    pthread_cond_broadcast(&p->work_ready);
    pthread_mutex_unlock(&p->lock);
}

void pool_run(Pool *p, void (*fn)(void *arg, int thread), void *arg)
{
    if (p->n_threads == 1) {
        fn(arg, 0);
        return;
    }
    p->fn = fn;
    p->arg = arg;
    announce(p);
    fn(arg, 0);
    for (int i = 0; i < POOL_SPINS && atomic_load(&p->running) > 0; i++)
        spin_pause();
    pthread_mutex_lock(&p->lock);
    while (atomic_load(&p->running) > 0)
        pthread_cond_wait(&p->work_done, &p->lock);
    pthread_mutex_unlock(&p->lock);
}

Pool *pool_open(int n_threads, Err *e)
{
    Pool *p = mem_aligned(1, sizeof *p);
    memset(p, 0, sizeof *p);
    p->workers = mem_zero((size_t)n_threads, sizeof *p->workers);
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->work_ready, NULL);
    pthread_cond_init(&p->work_done, NULL);
    p->n_threads = 1;
    for (int i = 1; i < n_threads; i++) {
        Worker *w = &p->workers[i - 1];
        *w = (Worker){.pool = p, .thread = i};
        const int rc = pthread_create(&w->handle, NULL, worker_main, w);
        if (rc != 0) {
            err_set(e, ERR_IO, "thread %d of %d cannot be started: %s; use a smaller --threads",
                    i + 1, n_threads, strerror(rc));
            pool_close(p);
            return NULL;
        }
        p->n_threads = i + 1;
    }
    return p;
}

int pool_threads(const Pool *p)
{
    return p->n_threads;
}

void pool_close(Pool *p)
{
    if (!p)
        return;
    if (p->n_threads > 1) {
        p->closing = true;
        announce(p);
        for (int i = 0; i < p->n_threads - 1; i++)
            pthread_join(p->workers[i].handle, NULL);
    }
    pthread_cond_destroy(&p->work_done);
    pthread_cond_destroy(&p->work_ready);
    pthread_mutex_destroy(&p->lock);
    free(p->workers);
    free(p);
}

int pool_processors(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return 1;
    const int n = CPU_COUNT(&set);
    return n > 0 ? n : 1;
}
