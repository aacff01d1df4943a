/* Rules in YAML: see rulefile.h. The parsing is libyaml's. */
#include "audit/rulefile.h"

#include "audit/base/buf.h"
#include "audit/base/file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

typedef enum { FIELD_TEXT, FIELD_WORDS, FIELD_COUNT, FIELD_SHARE, FIELD_FLAG, FIELD_SEVERITY } Kind;

typedef struct {
    const char *name;
    Kind kind;
    size_t offset;
    const char *between; /* WORDS: what stands between them in the Rule */
} Field;

static const Field fields[] = {
    {"type", FIELD_TEXT, offsetof(Rule, type), NULL},
    {"title", FIELD_TEXT, offsetof(Rule, title), NULL},
    {"severity", FIELD_SEVERITY, offsetof(Rule, severity), NULL},
    {"region", FIELD_WORDS, offsetof(Rule, region), "|"},
    {"literals", FIELD_WORDS, offsetof(Rule, literals), " "},
    {"ignore_case", FIELD_FLAG, offsetof(Rule, folds), NULL},
    {"digits", FIELD_COUNT, offsetof(Rule, digits), NULL},
    {"lead", FIELD_TEXT, offsetof(Rule, lead), NULL},
    {"lead_least", FIELD_COUNT, offsetof(Rule, lead_min_bytes), NULL},
    {"lead_most", FIELD_COUNT, offsetof(Rule, lead_max_bytes), NULL},
    {"not_before", FIELD_TEXT, offsetof(Rule, not_before), NULL},
    {"pattern", FIELD_TEXT, offsetof(Rule, pattern), NULL},
    {"window", FIELD_COUNT, offsetof(Rule, window_bytes), NULL},
    {"check", FIELD_TEXT, offsetof(Rule, check), NULL},
    {"confidence", FIELD_SHARE, offsetof(Rule, confidence), NULL},
    {"threshold", FIELD_SHARE, offsetof(Rule, threshold), NULL},
    {"context", FIELD_WORDS, offsetof(Rule, context), "|"},
    {"against", FIELD_WORDS, offsetof(Rule, against), "|"},
    {"mask", FIELD_TEXT, offsetof(Rule, mask), NULL},
};

enum { FIELDS = sizeof fields / sizeof fields[0], WINDOW_USUAL = 256 };

static int fail_at(Err *e, const yaml_node_t *n, const char *what)
{
    err_set(e, ERR_USAGE, "line %zu, column %zu: %s", n->start_mark.line + 1,
            n->start_mark.column + 1, what);
    return -1;
}

/* NULL for what is no scalar, or holds a NUL. */
static const char *scalar(const yaml_node_t *n)
{
    if (n->type != YAML_SCALAR_NODE ||
        strlen((const char *)n->data.scalar.value) != n->data.scalar.length)
        return NULL;
    return (const char *)n->data.scalar.value;
}

/* A word or a list of words, joined as the Rule has them. */
static int words_read(yaml_document_t *doc, const yaml_node_t *value, const Field *f, Rule *r,
                      Arena *a, Err *e)
{
    const char *joined = NULL;
    const yaml_node_t *one = value;
    const bool list = value->type == YAML_SEQUENCE_NODE;
    const size_t n =
        list ? (size_t)(value->data.sequence.items.top - value->data.sequence.items.start) : 1;
    for (size_t i = 0; i < n; i++) {
        if (list)
            one = yaml_document_get_node(doc, value->data.sequence.items.start[i]);
        const char *word = scalar(one);
        if (!word || !word[0])
            return fail_at(e, one, "a word, or a list of words, is expected here");
        if (strstr(word, f->between))
            return fail_at(e, one,
                           f->between[0] == ' ' ? "a literal has no blanks; put them in the pattern"
                                                : "a word has no '|'; give a list");
        joined = joined ? arena_printf(a, "%s%s%s", joined, f->between, word) : arena_cstr(a, word);
    }
    if (!joined)
        return fail_at(e, value, "the list is empty");
    *(const char **)((char *)r + f->offset) = joined;
    return 0;
}

static int number_read(const yaml_node_t *value, const Field *f, Rule *r, Err *e)
{
    const char *text = scalar(value);
    char *end = NULL;
    errno = 0;
    if (f->kind == FIELD_COUNT) {
        const unsigned long n =
            text && text[0] >= '0' && text[0] <= '9' ? strtoul(text, &end, 10) : 0;
        if (!end || *end || errno != 0 || n > RULE_WINDOW_BYTES)
            return fail_at(e, value, "a whole number up to 4096 is expected here");
        *(size_t *)((char *)r + f->offset) = n;
        return 0;
    }
    const double x = text && text[0] >= '0' && text[0] <= '9' ? strtod(text, &end) : 0;
    if (!end || *end || !(x >= 0 && x < 1))
        return fail_at(e, value, "a number from 0 to below 1 is expected here");
    *(double *)((char *)r + f->offset) = x;
    return 0;
}

static int flag_read(const yaml_node_t *value, const Field *f, Rule *r, Err *e)
{
    const char *text = scalar(value);
    const bool yes = text && (strcmp(text, "true") == 0 || strcmp(text, "yes") == 0);
    if (!yes && !(text && (strcmp(text, "false") == 0 || strcmp(text, "no") == 0)))
        return fail_at(e, value, "true or false is expected here");
    *(bool *)((char *)r + f->offset) = yes;
    return 0;
}

static int field_read(yaml_document_t *doc, const yaml_node_t *value, const Field *f, Rule *r,
                      Arena *a, Err *e)
{
    switch (f->kind) {
    case FIELD_WORDS:
        return words_read(doc, value, f, r, a, e);
    case FIELD_COUNT:
    case FIELD_SHARE:
        return number_read(value, f, r, e);
    case FIELD_FLAG:
        return flag_read(value, f, r, e);
    case FIELD_SEVERITY:
        if (!scalar(value) || severity_parse(scalar(value), &r->severity) != 0)
            return fail_at(e, value, "low, moderate or high is expected here");
        return 0;
    case FIELD_TEXT:
        break;
    }
    if (!scalar(value) || !scalar(value)[0])
        return fail_at(e, value, "a text is expected here");
    *(const char **)((char *)r + f->offset) = arena_cstr(a, scalar(value));
    return 0;
}

static const Field *field_find(const char *name)
{
    for (size_t i = 0; name && i < FIELDS; i++)
        if (strcmp(fields[i].name, name) == 0)
            return &fields[i];
    return NULL;
}

static int rule_read(yaml_document_t *doc, const yaml_node_t *node, Rule *r, Arena *a, Err *e)
{
    bool seen[FIELDS] = {false};
    *r = (Rule){.severity = SEVERITY_HIGH, .window_bytes = WINDOW_USUAL, .confidence = 0.8};
    if (node->type != YAML_MAPPING_NODE)
        return fail_at(e, node, "a rule is a mapping of fields to values");
    for (yaml_node_pair_t *p = node->data.mapping.pairs.start; p < node->data.mapping.pairs.top;
         p++) {
        const yaml_node_t *key = yaml_document_get_node(doc, p->key);
        const Field *f = field_find(scalar(key));
        if (!f)
            return fail_at(e, key, "a rule has no such field");
        if (seen[f - fields])
            return fail_at(e, key, "this field stands twice");
        seen[f - fields] = true;
        if (field_read(doc, yaml_document_get_node(doc, p->value), f, r, a, e) != 0)
            return -1;
    }
    return r->type ? 0 : fail_at(e, node, "the rule has no type");
}

static int rules_read(yaml_document_t *doc, RuleList *list, Arena *a, Err *e)
{
    const yaml_node_t *root = yaml_document_get_root_node(doc);
    if (!root)
        return 0; /* an empty file has no rules */
    if (root->type != YAML_SEQUENCE_NODE)
        return fail_at(e, root, "a list of rules is expected");
    const size_t n = (size_t)(root->data.sequence.items.top - root->data.sequence.items.start);
    RuleList all = {arena_alloc(a, list->n + n, sizeof *all.rules),
                    arena_alloc(a, list->n + n, sizeof *all.lines),
                    arena_alloc(a, list->n + n, sizeof *all.columns), list->n};
    for (size_t i = 0; i < list->n; i++) {
        all.rules[i] = list->rules[i];
        all.lines[i] = list->lines[i];
        all.columns[i] = list->columns[i];
    }
    for (size_t i = 0; i < n; i++, all.n++) {
        const yaml_node_t *node = yaml_document_get_node(doc, root->data.sequence.items.start[i]);
        if (rule_read(doc, node, &all.rules[all.n], a, e) != 0)
            return -1;
        all.lines[all.n] = node->start_mark.line + 1;
        all.columns[all.n] = node->start_mark.column + 1;
    }
    *list = all;
    return 0;
}

int rulefile_parse(const char *name, Str text, RuleList *list, Arena *a, Err *e)
{
    yaml_parser_t parser;
    yaml_document_t doc;
    int rc = -1;
    if (!yaml_parser_initialize(&parser)) {
        err_set(e, ERR_IO, "%s: no memory for the YAML parser", name);
        return -1;
    }
    yaml_parser_set_input_string(&parser, (const unsigned char *)text.s, text.n);
    if (!yaml_parser_load(&parser, &doc)) {
        err_set(e, ERR_USAGE, "line %zu, column %zu: %s", parser.problem_mark.line + 1,
                parser.problem_mark.column + 1, parser.problem ? parser.problem : "not YAML");
    } else {
        rc = rules_read(&doc, list, a, e);
        yaml_document_delete(&doc);
    }
    yaml_parser_delete(&parser);
    if (rc != 0)
        err_add(e, "%s", name);
    return rc;
}

int rulefile_read(const char *path, RuleList *list, Arena *a, Err *e)
{
    Buf text = {0};
    int rc = file_read(path, &text, e);
    if (rc == 0)
        rc = rulefile_parse(path, buf_str(&text), list, a, e);
    buf_free(&text);
    return rc;
}
