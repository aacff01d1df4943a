/* Options into a scanner and a choice of findings: see scanplan.h. */
#include "audit/scanplan.h"

#include <stdlib.h>
#include <string.h>

/* The words of "a,b,c". NULL with ERR_USAGE for an empty one. */
static const char **words_split(const char *option, const char *text, size_t *n, Arena *a, Err *e)
{
    size_t most = 1;
    for (const char *c = text; *c; c++)
        most += *c == ',';
    const char **words = arena_alloc(a, most, sizeof *words);
    for (*n = 0; *n < most; ++*n) {
        const Str word = {text, strcspn(text, ",")};
        if (word.n == 0) {
            err_set(e, ERR_USAGE, "--%s: has an empty word", option);
            return NULL;
        }
        words[*n] = arena_str(a, word).s;
        text += word.n + (text[word.n] == ',');
    }
    return words;
}

static int decimal_parse(const char *option, const char *text, double *out, Err *e)
{
    char *end = NULL;
    *out = text[0] >= '0' && text[0] <= '9' ? strtod(text, &end) : -1;
    if (end && *end == '\0' && strspn(text, "0123456789.") == strlen(text) && *out <= 1)
        return 0;
    err_set(e, ERR_USAGE, "--%s: \"%s\" is not a decimal from 0 to 1", option, text);
    return -1;
}

/* "0.7", "0.6,EMAIL_ADDRESS=0.9". */
static int confidence_parse(const char *text, ScannerOptions *s, Arena *a, Err *e)
{
    static const char name[] = "min-confidence";
    size_t n;
    const char **words = words_split(name, text, &n, a, e);
    if (!words)
        return -1;
    TypeThreshold *t = arena_alloc(a, n, sizeof *t);
    for (size_t i = 0; i < n; i++) {
        const char *equals = strchr(words[i], '=');
        if (!equals) {
            if (decimal_parse(name, words[i], &s->threshold, e) != 0)
                return -1;
            continue;
        }
        t[s->n_thresholds].type = arena_str(a, (Str){words[i], (size_t)(equals - words[i])}).s;
        if (decimal_parse(name, equals + 1, &t[s->n_thresholds++].least, e) != 0)
            return -1;
    }
    s->thresholds = t;
    return 0;
}

static int regions_parse(const char *text, ScannerOptions *s, Arena *a, Err *e)
{
    const char **words = words_split("regions", text, &s->n_regions, a, e);
    if (!words)
        return -1;
    for (size_t i = 0; i < s->n_regions; i++)
        if (!region_known(words[i])) {
            err_set(e, ERR_USAGE, "--regions: \"%s\" is no region; they are written us, uk, de",
                    words[i]);
            return -1;
        }
    s->regions = words;
    return 0;
}

static bool type_known(const Scanner *s, const char *name)
{
    const FindingType *t;
    for (size_t i = 0; (t = scanner_type(s, i)); i++)
        if (strcmp(t->type, name) == 0)
            return true;
    return false;
}

/* A misspelt type would be a false "clean". */
static int types_check(const ScanPlan *p, const ScannerOptions *s, Err *e)
{
    for (size_t i = 0; i < p->n_types; i++)
        if (!type_known(p->scanner, p->types[i])) {
            err_set(e, ERR_USAGE, "--types: \"%s\" is no type, or not one of the regions asked for",
                    p->types[i]);
            return -1;
        }
    for (size_t i = 0; i < s->n_thresholds; i++)
        if (!type_known(p->scanner, s->thresholds[i].type)) {
            err_set(e, ERR_USAGE, "--min-confidence: \"%s\" is no type", s->thresholds[i].type);
            return -1;
        }
    return 0;
}

/* "high", "high:3,moderate:100". */
static int limits_parse(ScanPlan *p, const char *text, Arena *a, Err *e)
{
    size_t n;
    const char **words = words_split("fail-on", text, &n, a, e);
    if (!words)
        return -1;
    for (size_t i = 0; i < n; i++) {
        const Str name = {words[i], strcspn(words[i], ":")};
        const char *count = words[i][name.n] ? words[i] + name.n + 1 : "0";
        char *end = NULL;
        Severity s;
        const unsigned long long most =
            count[0] >= '0' && count[0] <= '9' ? strtoull(count, &end, 10) : 0;
        if (severity_parse(arena_str(a, name).s, &s) != 0 || !end || *end != '\0') {
            err_set(e, ERR_USAGE,
                    "--fail-on: \"%s\" is not low, moderate or high, or one with a "
                    "count as in moderate:10",
                    words[i]);
            return -1;
        }
        p->limits[s].set = true;
        p->limits[s].most = most;
    }
    return 0;
}

static int rules_add(const Options *o, RuleList *rules, size_t *from_file, Arena *a, Err *e)
{
    if (o->rules && rulefile_read(o->rules, rules, a, e) != 0)
        return -1;
    *from_file = rules->n;
    return o->deny ? wordfile_rules(o->deny, rules, a, e) : 0;
}

static int scanner_make(ScanPlan *p, const Options *o, Arena *a, Err *e)
{
    ScannerOptions s = {0};
    RuleList rules = {0};
    size_t from_file = 0, bad = 0;
    if ((o->min_confidence && confidence_parse(o->min_confidence, &s, a, e) != 0) ||
        (o->regions && regions_parse(o->regions, &s, a, e) != 0) ||
        rules_add(o, &rules, &from_file, a, e) != 0)
        return -1;
    s.rules = rules.rules;
    s.n_rules = rules.n;
    p->scanner = scanner_open_with(&s, &bad, e);
    if (!p->scanner) {
        if (bad < rules.n) {
            err_add(e, "%s: line %zu, column %zu", bad < from_file ? o->rules : o->deny,
                    rules.lines[bad], rules.columns[bad]);
            e->kind = ERR_USAGE;
        }
        return -1;
    }
    return types_check(p, &s, e);
}

static int kind_parse(const Options *o, TextInputKind *kind, Err *e)
{
    static const char *const names[] = {
        [TEXTINPUT_ANY] = "any", [TEXTINPUT_TEXT] = "text", [TEXTINPUT_SHARD] = "shard"};
    for (size_t i = 0; o->as && i < sizeof names / sizeof names[0]; i++)
        if (strcmp(o->as, names[i]) == 0) {
            *kind = (TextInputKind)i;
            return 0;
        }
    if (!o->as)
        return 0;
    err_set(e, ERR_USAGE, "--as: \"%s\" is neither text nor shard", o->as);
    return -1;
}

int scanplan_open(ScanPlan *p, const Options *o, Arena *a, Err *e)
{
    *p = (ScanPlan){.placeholders = o->placeholders,
                    .input = {.text_field = o->text_field, .id_field = o->id_field}};
    if (kind_parse(o, &p->input.kind, e) != 0)
        return -1;
    if (o->severity && severity_parse(o->severity, &p->least) != 0) {
        err_set(e, ERR_USAGE, "--severity: \"%s\" is neither low, moderate nor high", o->severity);
        return -1;
    }
    if (o->types && !(p->types = words_split("types", o->types, &p->n_types, a, e)))
        return -1;
    if (o->fail_on && limits_parse(p, o->fail_on, a, e) != 0)
        return -1;
    if (o->allow && wordset_read(o->allow, &p->allowed, a, e) != 0)
        return -1;
    return scanner_make(p, o, a, e);
}

void scanplan_close(ScanPlan *p)
{
    scanner_close(p->scanner);
    wordset_free(&p->allowed);
}

bool scanplan_wants(const ScanPlan *p, const Finding *f, Str text, Arena *scratch)
{
    bool wanted = p->n_types == 0;
    for (size_t i = 0; i < p->n_types && !wanted; i++)
        wanted = strcmp(p->types[i], f->type) == 0;
    if (!wanted || f->severity < p->least)
        return false;
    if (p->allowed.n == 0)
        return true;
    return !wordset_has(&p->allowed, (Str){text.s + f->start, f->end - f->start}) &&
           !wordset_has(&p->allowed, finding_value(f, text, scratch));
}
