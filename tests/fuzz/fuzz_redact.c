/* Any bytes redacted, as a text in pieces and as a line of JSON: what is no finding comes out as it was,
 * a valid line stays valid, and nothing that was found is left. */
#include "audit/redactor.h"

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void must(int truth, const char *what)
{
    if (!truth) {
        fprintf(stderr, "fuzz_redact: %s\n", what);
        abort();
    }
}

/* The text with each finding replaced, by hand. */
static void plainly(const ScanPlan *p, Str text, Buf *out)
{
    Arena a = {0};
    Finding *f;
    const size_t n = scanner_scan(p->scanner, text, &a, &f);
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        buf_add(out, text.s + at, f[i].start - at);
        buf_printf(out, "<%s>", f[i].type);
        at = f[i].end;
    }
    buf_add(out, text.s + at, text.n - at);
    arena_free(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static ScanPlan plan; /* compiled once for all inputs */
    Err e = {0};
    if (!plan.scanner) {
        plan.scanner = scanner_open(&e);
        plan.placeholders = true;
    }
    must(plan.scanner != NULL, e.text);
    const Str text = {(const char *)data, size};
    Buf want = {0}, out = {0}, line = {0};
    plainly(&plan, text, &want);
    Redactor *r = redactor_open(&plan, REDACT_TYPE, (Str){NULL, 0});
    for (size_t at = 0; at < size; at += 100)
        redactor_add(r, (Str){text.s + at, size - at < 100 ? size - at : 100}, false, &out);
    redactor_add(r, (Str){NULL, 0}, true, &out);
    must(str_equal(buf_str(&out), buf_str(&want)), "another text than by hand");
    const bool is = redactor_line(r, text, "text", &line);
    json_t *before = json_loadb(text.s, text.n, JSON_ALLOW_NUL, NULL);
    json_t *after = json_loadb(buf_str(&line).s, line.n, JSON_ALLOW_NUL, NULL);
    must(is == (json_is_object(before) && json_is_string(json_object_get(before, "text"))),
         "another opinion about the line");
    must(!is || (json_is_object(after) && json_object_size(after) == json_object_size(before)),
         "the line is no object any more");
    if (!is)
        must(str_equal(buf_str(&line), buf_str(&want)), "not redacted as text");
    json_decref(before);
    json_decref(after);
    redactor_close(r);
    buf_free(&want);
    buf_free(&out);
    buf_free(&line);
    return 0;
}
