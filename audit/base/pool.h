/* A fixed set of threads that do one thing together, then wait for the next.
 *
 * pool_run wakes all of them (the caller is thread 0) and returns when each has returned. Work is
 * divided by the function itself, by thread number or from a shared atomic counter; results must
 * not depend on which thread did what. */
#ifndef ROTE_POOL_H
#define ROTE_POOL_H

#include "audit/base/err.h"

typedef struct Pool Pool;

/* n_threads >= 1, the caller included. NULL and ERR_IO when the system gives no more threads. */
Pool *pool_open(int n_threads, Err *e);

int pool_threads(const Pool *p);

/* Calls fn(arg, thread) once on every thread, thread 0 .. n-1. Not to be called from inside fn. */
void pool_run(Pool *p, void (*fn)(void *arg, int thread), void *arg);

/* Accepts NULL. */
void pool_close(Pool *p);

/* Processors this process may use, at least 1. */
int pool_processors(void);

#endif
