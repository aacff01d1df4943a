/* Any bytes as a file of rules: an error with a place, or rules; what compiles scans a text twice alike,
 * and as the plain way does. */
#include "audit/rulefile.h"
#include "detectors/detectors.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void must(int truth, const char *what)
{
    if (!truth) {
        fprintf(stderr, "fuzz_rules: %s\n", what);
        abort();
    }
}

static const char sample[] =
    "emp-123456, Kunde 12345678 (a b c) x=1;y:2 [abc] AAAA aaaa 0000 \xFF\xC3\xA9 z";

static void check_scanner(const RuleList *rules)
{
    Err e = {0};
    size_t bad = SIZE_MAX;
    ScannerOptions o = {.rules = rules->rules, .n_rules = rules->n};
    Scanner *fast = scanner_open_with(&o, &bad, &e);
    if (!fast) {
        must(e.kind != ERR_NONE && bad < rules->n, "an error of no rule");
        return;
    }
    o.plain = true;
    Scanner *plain = scanner_open_with(&o, NULL, &e);
    must(plain != NULL, "opened once only");
    Arena a = {0};
    Finding *f, *g;
    const Str text = {sample, sizeof sample - 1};
    const size_t n = scanner_scan(fast, text, &a, &f);
    must(scanner_scan(plain, text, &a, &g) == n, "another count than the plain way");
    for (size_t i = 0; i < n; i++)
        must(f[i].start == g[i].start && f[i].end == g[i].end, "another place than the plain way");
    arena_free(&a);
    scanner_close(fast);
    scanner_close(plain);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena a = {0};
    Err e = {0};
    RuleList rules = {0};
    char *exact = malloc(size ? size : 1);
    must(exact != NULL, "out of memory");
    memcpy(exact, data, size);
    if (rulefile_parse("rules", (Str){exact, size}, &rules, &a, &e) != 0)
        must(e.kind == ERR_USAGE && strncmp(e.text, "rules: line ", 12) == 0, "no place");
    else
        check_scanner(&rules);
    arena_free(&a);
    free(exact);
    return 0;
}
