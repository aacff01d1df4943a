/* Memory that is there or the process is not.
 *
 * Out of memory is one message on standard error and exit 70: a run resumes, so nothing is lost,
 * and no caller needs a branch that is never tested. Sizes are element counts times element sizes,
 * checked for overflow. */
#ifndef ROTE_MEM_H
#define ROTE_MEM_H

#include <stddef.h>

enum { EXIT_MEMORY_OR_BUG = 70 };

/* n elements of `size` bytes, uninitialised; never NULL (n * size of 0 gives one byte). Free with
 * free(). */
void *mem_alloc(size_t n, size_t size);

/* As mem_alloc, all bytes zero. */
void *mem_zero(size_t n, size_t size);

/* realloc with the same promise; p may be NULL. */
void *mem_resize(void *p, size_t n, size_t size);

/* As mem_alloc, aligned to 64 bytes (a cache line, an AVX-512 register). Blocks of 2 MiB and more are
 * asked of the system in huge pages: products walk over them in all directions. Free with free(). */
void *mem_aligned(size_t n, size_t size);

/* A copy of n bytes with a NUL behind them. Free with free(). */
char *mem_copy(const char *s, size_t n);

/* Hands what was freed back to the system, where the C library can: the allocator would keep it, and
 * a stage of a run would still hold what the stage before took. */
void mem_give_back(void);

/* Ends the process with exit code 70 and a sentence that names the size. */
_Noreturn void mem_out(size_t n, size_t size);

#endif
