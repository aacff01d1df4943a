/* Memory: see mem.h. */
#include "audit/base/mem.h"

#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

_Noreturn void mem_out(size_t n, size_t size)
{
    char text[160];
    const int len = snprintf(text, sizeof text,
                             "rote: out of memory asking for %zu x %zu bytes; lower --memory or "
                             "--threads and run the same "
                             "command again to go on\n",
                             n, size);
    if (len > 0 && write(STDERR_FILENO, text, (size_t)len) < 0)
        _exit(EXIT_MEMORY_OR_BUG);
    _exit(EXIT_MEMORY_OR_BUG);
}

static size_t total(size_t n, size_t size)
{
    if (size != 0 && n > (SIZE_MAX - 64) / size)
        mem_out(n, size);
    return n * size != 0 ? n * size : 1;
}

void *mem_alloc(size_t n, size_t size)
{
    void *p = malloc(total(n, size));
    if (!p)
        mem_out(n, size);
    return p;
}

void *mem_zero(size_t n, size_t size)
{
    void *p = calloc(total(n, size), 1);
    if (!p)
        mem_out(n, size);
    return p;
}

void *mem_resize(void *p, size_t n, size_t size)
{
    void *q = realloc(p, total(n, size));
    if (!q)
        mem_out(n, size);
    return q;
}

void *mem_aligned(size_t n, size_t size)
{
    enum { LINE = 64, HUGE = 1 << 21 };
    const size_t bytes = (total(n, size) + LINE - 1) / LINE * LINE;
    void *p = NULL;
    if (posix_memalign(&p, bytes < HUGE ? LINE : HUGE, bytes) != 0)
        mem_out(n, size);
#ifdef MADV_HUGEPAGE
    if (bytes >= HUGE) /* a wish: where it is not granted, all is slower */
        madvise(p, bytes, MADV_HUGEPAGE);
#endif
    return p;
}

char *mem_copy(const char *s, size_t n)
{
    char *p = mem_alloc(n + 1, 1);
    if (n > 0)
        memcpy(p, s, n);
    p[n] = '\0';
    return p;
}

void mem_give_back(void)
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}
