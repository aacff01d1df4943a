/* Scanning a text: prefilter, pattern, check, context, then overlaps.
 *
 * Time is linear in the text for any bytes: an anchor costs at most its row's lead and window, or,
 * for a row without a window, bytes that no other anchor of the row may cover again; a detector
 * never looks again at what one of its findings covers. */
#include "detectors/ascii.h"
#include "detectors/catalogue.h"
#include "detectors/codepoint.h"
#include "detectors/context.h"
#include "detectors/cre2.h"
#include "detectors/detectors.h"
#include "detectors/prefilter.h"

#include "audit/base/mem.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { LEAD = 1, NOT_BEFORE = 2 };

struct Scanner {
    const Detector **detectors; /* [n] */
    size_t n;
    cre2_regexp_t **patterns;      /* [n] */
    int *groups;                   /* [n]; 0 or 1: which group is the value */
    unsigned char (*classes)[256]; /* [n]; LEAD and NOT_BEFORE of the row's bytes */
    Prefilter *prefilter;
};

/* One scan at work. */
typedef struct {
    const Scanner *scanner;
    Str text;
    size_t *done; /* [n]; no further finding of this detector begins before */
    Finding *findings;
    size_t n, capacity;
} Scan;

/* Marks the bytes of a class "a-z0-9+" with `bit`. A '-' that stands for itself comes
 * first or last. */
static void class_add(const char *class, unsigned char bit, unsigned char table[256])
{
    const unsigned char *c = (const unsigned char *)class;
    while (c && *c) {
        const bool range = c[1] == '-' && c[2];
        const unsigned last = range ? c[2] : c[0];
        for (unsigned b = c[0]; b <= last; b++)
            table[b] |= bit;
        c += range ? 3 : 1;
    }
}

static int pattern_open(Scanner *s, size_t i, const cre2_options_t *options, Err *e)
{
    const Detector *d = s->detectors[i];
    s->patterns[i] = cre2_new(d->pattern, (int)strlen(d->pattern), options);
    if (!s->patterns[i] || cre2_error_code(s->patterns[i]) != CRE2_NO_ERROR) {
        err_set(e, ERR_FORMAT, "the pattern of detector %zu (%s) does not compile: %s", i,
                d->type->type,
                s->patterns[i] ? cre2_error_string(s->patterns[i]) : "out of memory");
        return -1;
    }
    s->groups[i] = cre2_num_capturing_groups(s->patterns[i]);
    assert(s->groups[i] <= 1);
    class_add(d->lead, LEAD, s->classes[i]);
    class_add(d->not_before, NOT_BEFORE, s->classes[i]);
    return 0;
}

Scanner *scanner_open(Err *e)
{
    Scanner *s = mem_zero(1, sizeof *s);
    s->n = catalogue_detectors();
    s->detectors = mem_alloc(s->n, sizeof *s->detectors);
    for (size_t i = 0; i < s->n; i++)
        s->detectors[i] = catalogue_detector(i);
    s->patterns = mem_zero(s->n, sizeof *s->patterns);
    s->groups = mem_zero(s->n, sizeof *s->groups);
    s->classes = mem_zero(s->n, sizeof *s->classes);

    cre2_options_t *options = cre2_opt_new();
    cre2_opt_set_log_errors(options, 0);
    cre2_opt_set_longest_match(options, 1);
    cre2_opt_set_encoding(options, CRE2_Latin1); /* bytes: any text matches, offsets are exact */
    int rc = 0;
    for (size_t i = 0; i < s->n && rc == 0; i++)
        rc = pattern_open(s, i, options, e);
    cre2_opt_delete(options);
    if (rc != 0) {
        scanner_close(s);
        return NULL;
    }
    s->prefilter = prefilter_open(s->detectors, s->n);
    return s;
}

void scanner_close(Scanner *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->n; i++)
        if (s->patterns[i])
            cre2_delete(s->patterns[i]);
    prefilter_close(s->prefilter);
    free(s->detectors);
    free(s->patterns);
    free(s->groups);
    free(s->classes);
    free(s);
}

/* Where the candidate with this anchor begins: back over the lead. -1: nowhere. */
static int lead_start(const Scan *scan, size_t i, size_t anchor, size_t *start)
{
    const Detector *d = scan->scanner->detectors[i];
    const unsigned char *class = scan->scanner->classes[i];
    const unsigned char *text = (const unsigned char *)scan->text.s;
    size_t at = anchor;
    while (at > 0 && anchor - at < d->lead_max_bytes && (class[text[at - 1]] & LEAD))
        at--;
    *start = at;
    if (anchor - at < d->lead_min_bytes || (at > 0 && (class[text[at - 1]] & NOT_BEFORE)))
        return -1;
    return 0;
}

/* Matches row i at c->start; c becomes the value. Returns whether it matched; *match_end receives
 * where the whole match ends. */
static bool pattern_matches(const Scan *scan, size_t i, Candidate *c, size_t *match_end)
{
    const size_t window = scan->scanner->detectors[i]->window_bytes;
    const size_t left = scan->text.n - c->start;
    /* A window without bound still ends where cre2's int does. */
    const size_t bytes = window && window < left ? window : left < INT_MAX ? left : INT_MAX;
    const char *from = scan->text.s + c->start;
    cre2_string_t match[2];
    const int groups = scan->scanner->groups[i];
    if (!cre2_match(scan->scanner->patterns[i], from, (int)bytes, 0, (int)bytes, CRE2_ANCHOR_START,
                    match, 1 + groups))
        return false;
    *match_end = c->start + (size_t)match[0].length;
    if (!match[groups].data)
        return false;
    c->start = (size_t)(match[groups].data - scan->text.s);
    c->end = c->start + (size_t)match[groups].length;
    return true;
}

/* "%20", "\\n": an escape ends there, whose last byte is no part of a word. */
static bool escape_ends(Str s, size_t at)
{
    const char *c = s.s + at;
    return (at >= 2 && c[-2] == '\\' && (c[-1] == 'n' || c[-1] == 't' || c[-1] == 'r')) ||
           (at >= 3 && c[-3] == '%' && ascii_hex(c[-2]) && ascii_hex(c[-1]));
}

/* A value neither begins nor ends inside a word. */
static bool stands_free(const Candidate *c)
{
    size_t first = c->start, last;
    const bool begins_in_word = codepoint_in_word(codepoint_next(c->text, &first));
    const bool ends_in_word = codepoint_in_word(codepoint_before(c->text, c->end, &last));
    return (!begins_in_word || codepoint_word_starts(c->text, c->start) ||
            escape_ends(c->text, c->start)) &&
           (!ends_in_word || codepoint_word_ends(c->text, c->end));
}

static double confidence_of(const Detector *d, Verdict v, const Candidate *c)
{
    double p = v == VERDICT_PROVEN ? d->proven : d->plausible;
    if (context_has(c->text, c->start, c->end, d->context))
        p += (1 - p) * DETECTOR_CONTEXT_SHARE;
    if (context_has(c->text, c->start, c->end, d->against))
        p *= 1 - DETECTOR_CONTEXT_SHARE;
    return p;
}

static void finding_add(Scan *scan, Finding f)
{
    if (scan->n == scan->capacity) {
        scan->capacity = scan->capacity ? 2 * scan->capacity : 16;
        scan->findings = mem_resize(scan->findings, scan->capacity, sizeof *scan->findings);
    }
    scan->findings[scan->n++] = f;
}

/* The prefilter saw an anchor of row i. */
static void anchor_hit(void *arg, size_t i, size_t anchor)
{
    Scan *scan = arg;
    const Detector *d = scan->scanner->detectors[i];
    Candidate c = {.text = scan->text};
    size_t match_end;
    if (anchor < scan->done[i] || lead_start(scan, i, anchor, &c.start) != 0 ||
        c.start < scan->done[i] || !pattern_matches(scan, i, &c, &match_end))
        return;
    const Verdict v = d->check(&c);
    assert(c.start <= c.end && c.end <= c.text.n);
    if (v == VERDICT_NO || c.start == c.end || !stands_free(&c)) {
        if (d->whole)
            scan->done[i] = match_end;
        return;
    }
    scan->done[i] = c.end;
    const double confidence = confidence_of(d, v, &c);
    if (confidence >= DETECTOR_THRESHOLD)
        finding_add(scan, (Finding){d->type->type, d->type->severity, confidence, c.start, c.end});
}

/* ---- overlaps ---- */

static int compare_start(const void *a, const void *b)
{
    const Finding *x = a, *y = b;
    return x->start != y->start ? (x->start < y->start ? -1 : 1)
                                : (x->end < y->end) - (x->end > y->end);
}

/* Higher confidence, then longer, then earlier. */
static int compare_rank(const void *a, const void *b)
{
    const Finding *x = a, *y = b;
    if (x->confidence != y->confidence)
        return x->confidence > y->confidence ? -1 : 1;
    const size_t n_x = x->end - x->start, n_y = y->end - y->start;
    if (n_x != n_y)
        return n_x > n_y ? -1 : 1;
    return x->start != y->start ? (x->start < y->start ? -1 : 1) : strcmp(x->type, y->type);
}

/* Of n findings that hang together over bytes [start, end), keeps the best that do not overlap, at
 * the front in order of start. Linear but for the sort: each taken byte is marked. */
static size_t cluster_resolve(Finding *f, size_t n, size_t start, size_t end)
{
    if (n == 1)
        return 1;
    qsort(f, n, sizeof *f, compare_rank);
    char *taken = mem_zero(end - start, 1);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        char *first = taken + (f[i].start - start);
        const size_t bytes = f[i].end - f[i].start;
        if (memchr(first, 1, bytes))
            continue;
        memset(first, 1, bytes);
        f[kept++] = f[i];
    }
    free(taken);
    qsort(f, kept, sizeof *f, compare_start);
    return kept;
}

static size_t findings_resolve(Finding *f, size_t n)
{
    if (n == 0)
        return 0;
    qsort(f, n, sizeof *f, compare_start);
    size_t kept = 0;
    for (size_t i = 0; i < n;) {
        size_t next = i + 1, end = f[i].end;
        const size_t start = f[i].start;
        for (; next < n && f[next].start < end; next++)
            if (f[next].end > end)
                end = f[next].end;
        const size_t stay = cluster_resolve(f + i, next - i, start, end);
        memmove(f + kept, f + i, stay * sizeof *f);
        kept += stay;
        i = next;
    }
    return kept;
}

size_t scanner_scan(const Scanner *s, Str text, Arena *a, Finding **out)
{
    Scan scan = {.scanner = s, .text = text, .done = mem_zero(s->n, sizeof *scan.done)};
    if (text.n > 0)
        prefilter_run(s->prefilter, text, anchor_hit, &scan);
    const size_t n = findings_resolve(scan.findings, scan.n);
    *out = arena_alloc(a, n, sizeof **out);
    if (n > 0)
        memcpy(*out, scan.findings, n * sizeof **out);
    free(scan.findings);
    free(scan.done);
    return n;
}
