/* Vetting: see vetting.h. */
#include "audit/vetting.h"

#include "audit/base/mem.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    pthread_t thread;
    bool started, joined;
    atomic_bool over;
    int rc;
    Err e;
} VettingPart;

struct Vetting {
    const Model *model;
    int n_threads;
    atomic_bool stop;
    VettingPart digest, check;
    char sha256[SHA256_HEX_BYTES];
};

static void *digest_main(void *arg)
{
    Vetting *v = arg;
    v->digest.rc = model_digest(v->model, v->n_threads, &v->stop, v->sha256, &v->digest.e);
    atomic_store(&v->digest.over, true);
    return NULL;
}

static void *check_main(void *arg)
{
    Vetting *v = arg;
    v->check.rc = model_check(v->model, v->n_threads, &v->stop, &v->check.e);
    atomic_store(&v->check.over, true);
    return NULL;
}

static int part_start(VettingPart *p, void *(*run)(void *), Vetting *v, Err *e)
{
    const int rc = pthread_create(&p->thread, NULL, run, v);
    p->started = rc == 0;
    if (rc != 0)
        err_set(e, ERR_IO, "a thread that reads the weights cannot be started: %s", strerror(rc));
    return rc == 0 ? 0 : -1;
}

static void part_join(VettingPart *p)
{
    if (p->started && !p->joined)
        pthread_join(p->thread, NULL);
    p->joined = p->started;
}

Vetting *vetting_start(const Model *m, int n_threads, Err *e)
{
    Vetting *v = mem_zero(1, sizeof *v);
    v->model = m;
    v->n_threads = n_threads;
    if (part_start(&v->check, check_main, v, e) == 0 &&
        part_start(&v->digest, digest_main, v, e) == 0)
        return v;
    vetting_close(v);
    return NULL;
}

bool vetting_over(const Vetting *v)
{
    return atomic_load(&v->digest.over) && atomic_load(&v->check.over);
}

int vetting_wait(Vetting *v, const char **sha256, Err *e)
{
    part_join(&v->check);
    if (v->check.rc != 0) {
        *e = v->check.e;
        return -1;
    }
    part_join(&v->digest);
    if (v->digest.rc != 0) {
        *e = v->digest.e;
        return -1;
    }
    *sha256 = v->sha256;
    return 0;
}

void vetting_close(Vetting *v)
{
    if (!v)
        return;
    atomic_store(&v->stop, true);
    part_join(&v->check);
    part_join(&v->digest);
    free(v);
}
