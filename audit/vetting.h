/* Vetting the weights beside other work: their SHA-256, and whether every number in them is finite.
 *
 * Reading a large checkpoint to the end takes longer than opening it, so threads of their own do
 * both while the corpus is sampled and the first documents are generated. Nothing that the model
 * wrote goes to disk before vetting_wait has returned 0. */
#ifndef ROTE_VETTING_H
#define ROTE_VETTING_H

#include "audit/base/err.h"
#include "infer/infer.h"

typedef struct Vetting Vetting;

/* Starts; the model must outlive it. NULL with ERR_IO when there are no more threads. */
Vetting *vetting_start(const Model *m, int n_threads, Err *e);

/* Whether vetting_wait would return at once. */
bool vetting_over(const Vetting *v);

/* Waits, as often as it is asked. 0, and *sha256 is the model's digest (model_digest), which lives
 * as long as v; or -1 with ERR_FORMAT naming the first number that is not finite, or ERR_IO. */
int vetting_wait(Vetting *v, const char **sha256, Err *e);

/* Accepts NULL. What is not finished is given up. */
void vetting_close(Vetting *v);

#endif
