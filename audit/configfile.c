/* The configuration file: see configfile.h. The parsing is libyaml's. */
#include "audit/configfile.h"

#include "audit/base/file.h"

#include <string.h>
#include <yaml.h>

static int fail_at(Err *e, const yaml_node_t *n, const char *what)
{
    err_set(e, ERR_USAGE, "line %zu, column %zu: %s", n->start_mark.line + 1,
            n->start_mark.column + 1, what);
    return -1;
}

static int add_context(Err *e, const yaml_node_t *n)
{
    err_add(e, "line %zu, column %zu", n->start_mark.line + 1, n->start_mark.column + 1);
    return -1;
}

static const char *scalar(const yaml_node_t *n)
{
    return n->type == YAML_SCALAR_NODE ? (const char *)n->data.scalar.value : NULL;
}

/* One NAME: VALUE or NAME: [VALUE, VALUE] below a list option. */
static int set_named(yaml_document_t *doc, const yaml_node_t *name, const yaml_node_t *value,
                     const char *option, Options *o, Arena *a, Err *e)
{
    if (!scalar(name))
        return fail_at(e, name, "a name is expected here");
    if (scalar(value)) {
        const char *pair = arena_printf(a, "%s=%s", scalar(name), scalar(value));
        return options_set(o, option, pair, a, e) == 0 ? 0 : add_context(e, value);
    }
    if (value->type != YAML_SEQUENCE_NODE)
        return fail_at(e, value, "a value or a list of values is expected here");
    for (yaml_node_item_t *i = value->data.sequence.items.start; i < value->data.sequence.items.top;
         i++) {
        const yaml_node_t *item = yaml_document_get_node(doc, *i);
        if (!scalar(item))
            return fail_at(e, item, "a value is expected here");
        const char *pair = arena_printf(a, "%s=%s", scalar(name), scalar(item));
        if (options_set(o, option, pair, a, e) != 0)
            return add_context(e, item);
    }
    return 0;
}

static int set_list(yaml_document_t *doc, const yaml_node_t *value, const char *option, Options *o,
                    Arena *a, Err *e)
{
    if (value->type == YAML_MAPPING_NODE) {
        for (yaml_node_pair_t *p = value->data.mapping.pairs.start;
             p < value->data.mapping.pairs.top; p++)
            if (set_named(doc, yaml_document_get_node(doc, p->key),
                          yaml_document_get_node(doc, p->value), option, o, a, e) != 0)
                return -1;
        return 0;
    }
    if (value->type != YAML_SEQUENCE_NODE)
        return fail_at(e, value, "a mapping of names to values is expected here");
    for (yaml_node_item_t *i = value->data.sequence.items.start; i < value->data.sequence.items.top;
         i++) {
        const yaml_node_t *item = yaml_document_get_node(doc, *i);
        if (!scalar(item))
            return fail_at(e, item, "NAME=VALUE is expected here");
        if (options_set(o, option, scalar(item), a, e) != 0)
            return add_context(e, item);
    }
    return 0;
}

/* WORD or [WORD, WORD]. */
static int set_words(yaml_document_t *doc, const yaml_node_t *value, const char *option, Options *o,
                     Arena *a, Err *e)
{
    if (scalar(value))
        return options_set(o, option, scalar(value), a, e) == 0 ? 0 : add_context(e, value);
    if (value->type != YAML_SEQUENCE_NODE)
        return fail_at(e, value, "a value or a list of values is expected here");
    for (yaml_node_item_t *i = value->data.sequence.items.start; i < value->data.sequence.items.top;
         i++) {
        const yaml_node_t *item = yaml_document_get_node(doc, *i);
        if (!scalar(item))
            return fail_at(e, item, "a value is expected here");
        if (options_set(o, option, scalar(item), a, e) != 0)
            return add_context(e, item);
    }
    return 0;
}

static int set_all(yaml_document_t *doc, Options *o, Arena *a, Err *e)
{
    const yaml_node_t *root = yaml_document_get_root_node(doc);
    if (!root)
        return 0; /* an empty file sets nothing */
    if (root->type != YAML_MAPPING_NODE)
        return fail_at(e, root, "a mapping of option names to values is expected");
    for (yaml_node_pair_t *p = root->data.mapping.pairs.start; p < root->data.mapping.pairs.top;
         p++) {
        const yaml_node_t *key = yaml_document_get_node(doc, p->key);
        const yaml_node_t *value = yaml_document_get_node(doc, p->value);
        if (!scalar(key))
            return fail_at(e, key, "an option name is expected here");
        for (yaml_node_pair_t *q = root->data.mapping.pairs.start; q < p; q++)
            if (strcmp(scalar(yaml_document_get_node(doc, q->key)), scalar(key)) == 0)
                return fail_at(e, key, "this key stands twice");
        if (options_is_list(scalar(key))) {
            if (set_list(doc, value, scalar(key), o, a, e) != 0)
                return -1;
        } else if (options_is_words(scalar(key))) {
            if (set_words(doc, value, scalar(key), o, a, e) != 0)
                return -1;
        } else if (!scalar(value)) {
            return fail_at(e, value, "a single value is expected here");
        } else if (options_set(o, scalar(key), scalar(value), a, e) != 0) {
            return add_context(e, key);
        }
    }
    return 0;
}

int configfile_read(const char *path, Options *o, Arena *a, Err *e)
{
    Buf text = {0};
    if (file_read(path, &text, e) != 0)
        return -1;
    yaml_parser_t parser;
    yaml_document_t doc;
    int rc = -1;
    if (!yaml_parser_initialize(&parser)) {
        err_set(e, ERR_IO, "%s: no memory for the YAML parser", path);
        buf_free(&text);
        return -1;
    }
    const Str bytes = buf_str(&text);
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes.s, bytes.n);
    if (!yaml_parser_load(&parser, &doc)) {
        err_set(e, ERR_USAGE, "%s: line %zu, column %zu: %s", path, parser.problem_mark.line + 1,
                parser.problem_mark.column + 1, parser.problem ? parser.problem : "not YAML");
        goto done;
    }
    rc = set_all(&doc, o, a, e);
    if (rc != 0)
        err_add(e, "%s", path);
    yaml_document_delete(&doc);
done:
    yaml_parser_delete(&parser);
    buf_free(&text);
    return rc;
}
