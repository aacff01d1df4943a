/* Scanning a text: prefilter, sieve, pattern, check, context, then overlaps.
 *
 *   prefilter   one pass over the bytes stops at anchors
 *   sieve       one walk from there says which rows' patterns match, and how far
 *   RE2         where the sieve does not know, or the value is a group of the pattern
 *   check, context, overlap
 *
 * Time is linear in the text for any bytes: an anchor costs at most its rows' lead and window, or,
 * for a row without a window, bytes that no other anchor of the row may cover again; a detector
 * never looks again at what one of its findings covers. */
#include "detectors/ascii.h"
#include "detectors/catalogue.h"
#include "detectors/codepoint.h"
#include "detectors/context.h"
#include "detectors/cre2.h"
#include "detectors/detectors.h"
#include "detectors/overlap.h"
#include "detectors/placeholder.h"
#include "detectors/prefilter.h"
#include "detectors/region.h"
#include "detectors/rowgroup.h"
#include "detectors/rule.h"

#include "audit/base/mem.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct Scanner {
    bool plain;
    const Detector **detectors; /* [n] */
    double *threshold;          /* [n] */
    size_t n;
    cre2_regexp_t **patterns; /* [n] */
    int *groups;              /* [n]; 0 or 1: which group is the value */
    Prefilter *prefilter;
    RowGroup *rowgroups; /* [n_rowgroups] */
    size_t n_rowgroups;
    uint32_t *group_of;  /* [n] */
    NumberTable numbers; /* which groups a number may be the anchor of */
    uint32_t *hexes;     /* [n_hexes] */
    size_t n_hexes;
    ContextIndex *context; /* lists 2i, 2i + 1: words for and against row i */
    Arena arena;           /* rows made of rules */
};

/* One scan at work. */
typedef struct {
    const Scanner *scanner;
    Str text;
    size_t *done;    /* [n]; no further finding of this detector begins before */
    SieveHit *hits;  /* [n] */
    uint32_t *place; /* [n], zero between walks */
    ContextView view;
    Finding *findings;
    size_t n, capacity;
} Scan;

/* ---- opening ---- */

static int pattern_open(Scanner *s, size_t i, const cre2_options_t *options, Err *e)
{
    const Detector *d = s->detectors[i];
    s->patterns[i] = cre2_new(d->pattern, (int)strlen(d->pattern), options);
    if (!s->patterns[i] || cre2_error_code(s->patterns[i]) != CRE2_NO_ERROR) {
        err_set(e, ERR_FORMAT, "pattern: does not compile: %s",
                s->patterns[i] ? cre2_error_string(s->patterns[i]) : "out of memory");
        return -1;
    }
    s->groups[i] = cre2_num_capturing_groups(s->patterns[i]);
    if (s->groups[i] > 1) {
        err_set(e, ERR_FORMAT, "pattern: has %d groups; at most one, the value, may capture",
                s->groups[i]);
        return -1;
    }
    return 0;
}

static int patterns_open(Scanner *s, size_t *bad, Err *e)
{
    s->patterns = mem_zero(s->n, sizeof *s->patterns);
    s->groups = mem_zero(s->n, sizeof *s->groups);
    cre2_options_t *options = cre2_opt_new();
    cre2_opt_set_log_errors(options, 0);
    cre2_opt_set_longest_match(options, 1);
    cre2_opt_set_encoding(options, CRE2_Latin1); /* bytes: any text matches, offsets are exact */
    int rc = 0;
    for (*bad = 0; *bad < s->n; ++*bad)
        if ((rc = pattern_open(s, *bad, options, e)) != 0)
            break;
    cre2_opt_delete(options);
    return rc;
}

static double row_threshold(const Detector *d, const ScannerOptions *o)
{
    double least = o->threshold > 0   ? o->threshold
                   : d->threshold > 0 ? d->threshold
                                      : DETECTOR_THRESHOLD;
    for (size_t i = 0; i < o->n_thresholds; i++)
        if (strcmp(o->thresholds[i].type, d->type->type) == 0)
            least = o->thresholds[i].least;
    return least;
}

static void row_add(Scanner *s, const Detector *d, const ScannerOptions *o)
{
    s->threshold[s->n] = row_threshold(d, o);
    s->detectors[s->n++] = d;
}

/* The rows wanted: the table's, then the rules'. *first_rule receives the place of the first rule. */
static int rows_add(Scanner *s, const ScannerOptions *o, size_t *first_rule, size_t *bad, Err *e)
{
    const size_t n = catalogue_detectors();
    s->detectors = mem_alloc(n + o->n_rules, sizeof *s->detectors);
    s->threshold = mem_alloc(n + o->n_rules, sizeof *s->threshold);
    for (size_t i = 0; i < n; i++)
        if (region_wanted(catalogue_detector(i), o->regions, o->n_regions))
            row_add(s, catalogue_detector(i), o);
    *first_rule = s->n;
    for (*bad = 0; *bad < o->n_rules; ++*bad) {
        const Detector *d = rule_detector(&o->rules[*bad], &s->arena, e);
        if (!d)
            return -1;
        row_add(s, d, o); /* a rule counts whatever its region: the user asked for it */
    }
    return 0;
}

static void groups_index(Scanner *s)
{
    s->group_of = mem_alloc(s->n, sizeof *s->group_of);
    s->rowgroups = rowgroups_open(s->detectors, s->n, &s->n_rowgroups, s->group_of);
    s->numbers = numbertable_make(s->rowgroups, s->n_rowgroups);
    s->hexes = mem_alloc(s->n_rowgroups, sizeof *s->hexes);
    for (size_t g = 0; g < s->n_rowgroups; g++)
        if (s->rowgroups[g].anchor == ANCHOR_HEX)
            s->hexes[s->n_hexes++] = (uint32_t)g;
}

static ContextIndex *context_open(const Scanner *s)
{
    const char **lists = mem_alloc(2 * s->n, sizeof *lists);
    for (size_t i = 0; i < s->n; i++) {
        lists[2 * i] = s->detectors[i]->context;
        lists[2 * i + 1] = s->detectors[i]->against;
    }
    ContextIndex *x = contextindex_open(lists, 2 * s->n);
    free(lists);
    return x;
}

Scanner *scanner_open_with(const ScannerOptions *o, size_t *bad_rule, Err *e)
{
    Scanner *s = mem_zero(1, sizeof *s);
    size_t first_rule = 0, bad = 0;
    s->plain = o->plain;
    if (rows_add(s, o, &first_rule, &bad, e) != 0)
        goto fail;
    if (patterns_open(s, &bad, e) != 0) {
        if (bad < first_rule)
            err_add(e, "row %zu of the table (%s)", bad, s->detectors[bad]->type->type);
        bad = bad < first_rule ? o->n_rules : bad - first_rule;
        goto fail;
    }
    s->prefilter = prefilter_open(s->detectors, s->n);
    s->context = context_open(s);
    groups_index(s);
    return s;
fail:
    if (bad_rule)
        *bad_rule = bad;
    scanner_close(s);
    return NULL;
}

Scanner *scanner_open(Err *e)
{
    return scanner_open_with(&(ScannerOptions){0}, NULL, e);
}

void scanner_close(Scanner *s)
{
    if (!s)
        return;
    for (size_t i = 0; s->patterns && i < s->n; i++)
        if (s->patterns[i])
            cre2_delete(s->patterns[i]);
    prefilter_close(s->prefilter);
    rowgroups_close(s->rowgroups, s->n_rowgroups);
    contextindex_close(s->context);
    free(s->detectors);
    free(s->threshold);
    free(s->patterns);
    free(s->groups);
    free(s->group_of);
    numbertable_free(&s->numbers);
    free(s->hexes);
    arena_free(&s->arena);
    free(s);
}

const FindingType *scanner_type(const Scanner *s, size_t i)
{
    const FindingType *last = NULL;
    for (size_t row = 0; row < s->n; row++) {
        const FindingType *t = s->detectors[row]->type;
        if ((!last || strcmp(t->type, last->type) != 0) && i-- == 0)
            return t;
        last = t;
    }
    return NULL;
}

/* ---- candidates ---- */

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

/* A byte that is no part of a word, whatever stands beside it; others may be. */
static bool stands_plainly(char c)
{
    return (unsigned char)c < 0x80 && !ascii_alnum(c) && c != '_';
}

/* A value neither begins nor ends inside a word. */
static bool stands_free(const Candidate *c)
{
    const char before = c->start > 0 ? c->text.s[c->start - 1] : ' ';
    const char behind = c->end < c->text.n ? c->text.s[c->end] : ' ';
    if (stands_plainly(before) && stands_plainly(behind))
        return true;
    size_t first = c->start, last;
    const bool begins_in_word = codepoint_in_word(codepoint_next(c->text, &first));
    const bool ends_in_word = codepoint_in_word(codepoint_before(c->text, c->end, &last));
    return (!begins_in_word || codepoint_word_starts(c->text, c->start) ||
            escape_ends(c->text, c->start)) &&
           (!ends_in_word || codepoint_word_ends(c->text, c->end));
}

/* Whether the text holds the value and, around it, no letter or digit. */
static bool stands_alone(const Candidate *c)
{
    enum { AROUND_BYTES = 16 };
    if (c->start > AROUND_BYTES || c->text.n - c->end > AROUND_BYTES)
        return false;
    for (size_t i = 0; i < c->text.n; i++)
        if ((i < c->start || i >= c->end) &&
            (ascii_alnum(c->text.s[i]) || (unsigned char)c->text.s[i] >= 0x80))
            return false;
    return true;
}

static bool words_near(Scan *scan, size_t i, const Candidate *c, bool against)
{
    const Scanner *s = scan->scanner;
    const char *words = against ? s->detectors[i]->against : s->detectors[i]->context;
    if (!words)
        return false;
    if (s->plain)
        return context_has(c->text, c->start, c->end, words);
    return contextindex_has(s->context, &scan->view, c->text, c->start, c->end, 2 * i + against);
}

/* *named receives whether one of the row's words stands near; unset where no word could help. */
static double confidence_of(Scan *scan, size_t i, Verdict v, const Candidate *c, bool *named)
{
    const Detector *d = scan->scanner->detectors[i];
    const double least = scan->scanner->threshold[i];
    double p = v == VERDICT_PROVEN ? d->proven : d->plausible;
    if (p + (1 - p) * DETECTOR_CONTEXT_SHARE < least)
        return 0; /* no word could help */
    *named = words_near(scan, i, c, false);
    if (*named || (d->alone && stands_alone(c)))
        p += (1 - p) * DETECTOR_CONTEXT_SHARE;
    if (p >= least && words_near(scan, i, c, true))
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

/* Row i's pattern matched: c is the value, match_end the end of all of it. */
static void candidate_judge(Scan *scan, size_t i, Candidate c, size_t match_end)
{
    const Detector *d = scan->scanner->detectors[i];
    const Verdict v = d->check(&c);
    assert(c.start <= c.end && c.end <= c.text.n);
    if (v == VERDICT_NO || c.start == c.end || !stands_free(&c)) {
        if (d->whole)
            scan->done[i] = match_end;
        return;
    }
    scan->done[i] = c.end;
    bool named = false;
    const double confidence = confidence_of(scan, i, v, &c, &named);
    if (confidence >= scan->scanner->threshold[i])
        finding_add(scan, (Finding){.type = d->type->type,
                                    .severity = d->type->severity,
                                    .confidence = confidence,
                                    .start = c.start,
                                    .end = c.end,
                                    .validated = v == VERDICT_PROVEN,
                                    .named = named,
                                    .row = d});
}

/* Row i has a candidate at `start`; hit NULL: nothing is known of it yet. */
static void row_try(Scan *scan, size_t i, size_t anchor, size_t start, const SieveHit *hit)
{
    Candidate c = {.text = scan->text, .start = start};
    size_t match_end;
    if (anchor < scan->done[i] || start < scan->done[i])
        return;
    if (hit && !hit->ask && scan->scanner->groups[i] == 0)
        c.end = match_end = start + hit->end;
    else if (!pattern_matches(scan, i, &c, &match_end))
        return;
    candidate_judge(scan, i, c, match_end);
}

/* ---- anchors ---- */

static void group_try(Scan *scan, const RowGroup *g, size_t anchor, size_t digits)
{
    size_t start;
    const Detector *const *d = scan->scanner->detectors;
    if (digits < g->digits || (g->n == 1 && anchor < scan->done[g->rows[0]]) ||
        !rowgroup_start(g, scan->text, anchor, &start))
        return;
    if (scan->scanner->plain) {
        for (size_t k = 0; k < g->n; k++)
            if (digits >= d[g->rows[k]]->digits)
                row_try(scan, g->rows[k], anchor, start, NULL);
        return;
    }
    const Str rest = {scan->text.s + start, scan->text.n - start};
    const size_t n = sieve_run(g->sieve, rest, scan->hits, scan->place);
    for (size_t k = 0; k < n; k++) {
        const uint32_t row = g->rows[scan->hits[k].row];
        if (digits >= d[row]->digits)
            row_try(scan, row, anchor, start, &scan->hits[k]);
    }
}

static void literal_hit(void *arg, size_t i, size_t anchor)
{
    Scan *scan = arg;
    const Scanner *s = scan->scanner;
    group_try(scan, &s->rowgroups[s->group_of[i]], anchor, SIZE_MAX);
}

static void number_hit(void *arg, size_t anchor, size_t digits)
{
    Scan *scan = arg;
    const Scanner *s = scan->scanner;
    const NumberTable *t = &s->numbers;
    const unsigned char *text = (const unsigned char *)scan->text.s;
    const unsigned none = 256;
    const uint64_t *before = t->before + (anchor > 0 ? text[anchor - 1] : none) * t->words;
    const uint64_t *second = t->second + (anchor > 1 ? text[anchor - 2] : none) * t->words;
    const char last = anchor > 0 ? scan->text.s[anchor - 1] : ' ';
    const bool in_word = (ascii_alnum(last) || last == '_') && !escape_ends(scan->text, anchor);
    const size_t most = digits < ROWGROUP_DIGITS ? digits : ROWGROUP_DIGITS;
    for (size_t w = 0; w < t->words; w++) {
        uint64_t groups = before[w] & second[w] & t->digits[most * t->words + w];
        if (in_word)
            groups &= t->inside[w];
        for (; groups != 0; groups &= groups - 1) {
            const size_t k = 64 * w + (size_t)__builtin_ctzll(groups);
            group_try(scan, &s->rowgroups[t->groups[k]], anchor, digits);
        }
    }
}

static void hex_hit(void *arg, size_t anchor)
{
    Scan *scan = arg;
    const Scanner *s = scan->scanner;
    for (size_t k = 0; k < s->n_hexes; k++)
        group_try(scan, &s->rowgroups[s->hexes[k]], anchor, SIZE_MAX);
}

size_t scanner_scan(const Scanner *s, Str text, Arena *a, Finding **out)
{
    Scan scan = {.scanner = s,
                 .text = text,
                 .done = mem_zero(s->n, sizeof *scan.done),
                 .hits = mem_alloc(s->n, sizeof *scan.hits),
                 .place = mem_zero(s->n, sizeof *scan.place)};
    const PrefilterSink sink = {&scan, literal_hit, number_hit, hex_hit};
    if (text.n > 0)
        prefilter_run(s->prefilter, text, &sink);
    const size_t n = overlap_resolve(scan.findings, scan.n);
    *out = arena_alloc(a, n, sizeof **out);
    if (n > 0)
        memcpy(*out, scan.findings, n * sizeof **out);
    for (size_t i = 0; i < n; i++)
        (*out)[i].placeholder = placeholder_is(&(*out)[i], text, a);
    contextview_free(&scan.view);
    free(scan.findings);
    free(scan.done);
    free(scan.hits);
    free(scan.place);
    return n;
}
