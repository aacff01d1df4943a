/* bench_detectors HOW TEXT SECONDS: megabytes a second of processor time with which one core looks for
 * the patterns of the whole catalogue in a file.
 *
 *   rote  what `rote scan` does with a text: prefilter, patterns, checks, context, overlaps
 *   re2   RE2, one pattern after another, every match
 *   set   RE2::Set over blocks of 4 KiB, which says only which patterns match in a block
 *
 * The text is taken in blocks of 1 MiB, spread evenly over the file where SECONDS do not suffice for all
 * of it. Prints "MB/s MATCHES PATTERNS". */
#define _GNU_SOURCE
#include "audit/base/filemap.h"
#include "audit/base/mem.h"
#include "detectors/catalogue.h"
#include "detectors/cre2.h"
#include "detectors/detectors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BLOCK_BYTES = 1 << 20, SET_BYTES = 4096 };

typedef struct {
    Scanner *scanner;
    cre2_regexp_t **patterns;
    cre2_set *set;
    size_t n; /* patterns */
} Engine;

static double cpu_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static size_t scan_rote(const Engine *e, Str block)
{
    Arena a = {0};
    Finding *f;
    const size_t n = scanner_scan(e->scanner, block, &a, &f);
    arena_free(&a);
    return n;
}

static size_t scan_re2(const Engine *e, Str block)
{
    size_t found = 0;
    for (size_t i = 0; i < e->n; i++) {
        cre2_string_t m;
        for (int at = 0; cre2_match(e->patterns[i], block.s, (int)block.n, at, (int)block.n,
                                    CRE2_UNANCHORED, &m, 1);
             found++) {
            at = (int)(m.data - block.s) + m.length;
            at += m.length == 0;
            if ((size_t)at >= block.n)
                break;
        }
    }
    return found;
}

static size_t scan_set(const Engine *e, Str block)
{
    size_t found = 0;
    for (size_t at = 0; at < block.n; at += SET_BYTES)
        found += cre2_set_match(e->set, block.s + at,
                                block.n - at < SET_BYTES ? block.n - at : SET_BYTES, NULL, 0);
    return found;
}

/* false: RE2 has no room for the set. */
static bool engine_open(Engine *e, const char *how)
{
    Err error = {0};
    cre2_options_t *o = cre2_opt_new();
    cre2_opt_set_log_errors(o, 0);
    cre2_opt_set_encoding(o, CRE2_Latin1);
    cre2_opt_set_max_mem(o, (int64_t)1 << 28);
    e->n = catalogue_detectors();
    e->scanner = scanner_open(&error);
    e->patterns = mem_zero(e->n, sizeof *e->patterns);
    e->set = cre2_set_new(o, CRE2_UNANCHORED);
    bool fits = e->scanner != NULL;
    for (size_t i = 0; i < e->n; i++) {
        const char *pattern = catalogue_detector(i)->pattern;
        e->patterns[i] = cre2_new(pattern, (int)strlen(pattern), o);
        fits &= cre2_set_add(e->set, pattern, strlen(pattern), NULL, 0) >= 0;
    }
    if (strcmp(how, "set") == 0)
        fits &= cre2_set_compile(e->set) == 1;
    cre2_opt_delete(o);
    return fits;
}

int main(int argc, char **argv)
{
    Err e = {0};
    Engine engine = {0};
    size_t (*scan)(const Engine *, Str) = NULL;
    if (argc == 4)
        scan = strcmp(argv[1], "rote") == 0  ? scan_rote
               : strcmp(argv[1], "re2") == 0 ? scan_re2
               : strcmp(argv[1], "set") == 0 ? scan_set
                                             : NULL;
    if (!scan) {
        fprintf(stderr, "usage: bench_detectors rote|re2|set TEXT SECONDS\n");
        return 2;
    }
    FileMap *file = filemap_open(argv[2], &e);
    if (!file) {
        fprintf(stderr, "bench_detectors: %s\n", e.text);
        return 3;
    }
    if (!engine_open(&engine, argv[1])) {
        printf("0 0 %zu\n", engine.n);
        return 0;
    }
    const Str text = filemap_bytes(file);
    const size_t blocks = (text.n + BLOCK_BYTES - 1) / BLOCK_BYTES;
    const double most = strtod(argv[3], NULL);
    double spent = 0;
    size_t bytes = 0, found = 0;
    /* A stride without a common divisor visits every block once, and any beginning of it evenly. */
    for (size_t i = 0; i < blocks && spent < most; i++) {
        const size_t at = i * 37 % blocks * BLOCK_BYTES;
        const Str block = {text.s + at, text.n - at < BLOCK_BYTES ? text.n - at : BLOCK_BYTES};
        const double start = cpu_seconds();
        found += scan(&engine, block);
        spent += cpu_seconds() - start;
        bytes += block.n;
    }
    printf("%.1f %zu %zu\n", (double)bytes / 1e6 / spent, found, engine.n);
    filemap_close(file);
    return 0;
}
