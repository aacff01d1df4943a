/* bench_hyperscan TEXT SECONDS: as bench_detectors, by Hyperscan, which tries all patterns in one pass and
 * says where each ends (and not where it begins). Patterns that it does not take are left out. Prints
 * "MB/s MATCHES PATTERNS". */
#define _GNU_SOURCE
#include "audit/base/filemap.h"
#include "audit/base/mem.h"
#include "detectors/catalogue.h"

#include <hs/hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { BLOCK_BYTES = 1 << 20 };

static double cpu_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int count(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
                 void *arg)
{
    (void)id;
    (void)from;
    (void)to;
    (void)flags;
    ++*(size_t *)arg;
    return 0;
}

/* All patterns that compile alone. */
static hs_database_t *compile(size_t *n)
{
    const char **patterns = mem_alloc(catalogue_detectors(), sizeof *patterns);
    unsigned *flags = mem_zero(catalogue_detectors(), sizeof *flags);
    hs_database_t *all = NULL, *one = NULL;
    hs_compile_error_t *error = NULL;
    *n = 0;
    for (size_t i = 0; i < catalogue_detectors(); i++) {
        const char *pattern = catalogue_detector(i)->pattern;
        if (hs_compile(pattern, 0, HS_MODE_BLOCK, NULL, &one, &error) != HS_SUCCESS) {
            hs_free_compile_error(error);
            continue;
        }
        hs_free_database(one);
        patterns[(*n)++] = pattern;
    }
    if (hs_compile_multi(patterns, flags, NULL, (unsigned)*n, HS_MODE_BLOCK, NULL, &all, &error) !=
        HS_SUCCESS) {
        fprintf(stderr, "bench_hyperscan: %s\n", error->message);
        hs_free_compile_error(error);
        all = NULL;
    }
    free(patterns);
    free(flags);
    return all;
}

int main(int argc, char **argv)
{
    Err e = {0};
    size_t n, bytes = 0, found = 0;
    hs_scratch_t *scratch = NULL;
    if (argc != 3) {
        fprintf(stderr, "usage: bench_hyperscan TEXT SECONDS\n");
        return 2;
    }
    FileMap *file = filemap_open(argv[1], &e);
    hs_database_t *all = compile(&n);
    if (!file || !all || hs_alloc_scratch(all, &scratch) != HS_SUCCESS) {
        printf("0 0 %zu\n", n);
        return 0;
    }
    const Str text = filemap_bytes(file);
    const size_t blocks = (text.n + BLOCK_BYTES - 1) / BLOCK_BYTES;
    const double most = strtod(argv[2], NULL);
    double spent = 0;
    for (size_t i = 0; i < blocks && spent < most; i++) {
        const size_t at = i * 37 % blocks * BLOCK_BYTES;
        const size_t size = text.n - at < BLOCK_BYTES ? text.n - at : BLOCK_BYTES;
        const double start = cpu_seconds();
        hs_scan(all, text.s + at, (unsigned)size, 0, scratch, count, &found);
        spent += cpu_seconds() - start;
        bytes += size;
    }
    printf("%.1f %zu %zu\n", (double)bytes / 1e6 / spent, found, n);
    hs_free_scratch(scratch);
    hs_free_database(all);
    filemap_close(file);
    return 0;
}
