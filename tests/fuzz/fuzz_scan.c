/* Any bytes scanned: findings in order, apart, inside the text; values and masks readable; the same
 * a second time, and in a copy that ends where its memory ends. */
#include "detectors/detectors.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void must(int truth, const char *what)
{
    if (!truth) {
        fprintf(stderr, "fuzz_scan: %s\n", what);
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Scanner *scanner; /* compiled once for all inputs */
    Err e = {0};
    if (!scanner)
        scanner = scanner_open(&e);
    must(scanner != NULL, e.text);

    char *exact = malloc(size ? size : 1);
    must(exact != NULL, "out of memory");
    memcpy(exact, data, size);
    const Str text = {exact, size};
    Arena a = {0};
    Finding *f, *again;
    const size_t n = scanner_scan(scanner, text, &a, &f);
    must(scanner_scan(scanner, text, &a, &again) == n, "another count the second time");
    for (size_t i = 0; i < n; i++) {
        must(f[i].start < f[i].end && f[i].end <= size, "a finding outside the text");
        must(i == 0 || f[i - 1].end <= f[i].start, "findings that overlap");
        must(f[i].confidence >= 0.5 && f[i].confidence < 1, "a confidence out of range");
        must(f[i].start == again[i].start && f[i].end == again[i].end, "another place");
        const Str value = finding_value(&f[i], text, &a), mask = finding_mask(&f[i], text, &a);
        must(value.s && value.n > 0 && value.n <= size + 64, "no value");
        must(mask.s && memchr(mask.s, '*', mask.n), "a mask that hides nothing");
    }
    arena_free(&a);
    free(exact);
    return 0;
}
