/* Looking up columns in a schema while it is read: see parquetschema.h. */
#include "corpus/parquet/parquetschema.h"

#include "audit/base/arena.h"
#include "audit/base/utf8.h"

#include <inttypes.h>
#include <string.h>

enum {
    SCHEMA_DEPTH = 100,
    SCHEMA_NAMES_SHOWN =
        300, /* bytes of column names in the message that there is no such column */
    CONVERTED_NONE = -1,
};

/* One element, as the file states it. */
typedef struct {
    int64_t type;       /* -1 for a group */
    int64_t width;      /* of a fixed-length type */
    int64_t repetition; /* 0 required, 1 optional, 2 repeated */
    int64_t n_children;
    int64_t converted; /* the older annotation */
    int logical;       /* field id of the newer one's union; 0: none */
    bool is_unsigned;
    Buf name;
} Element;

/* An element whose children are being read. */
typedef struct {
    uint64_t n_children; /* still to come */
    bool on_path[N_ROLES];
    unsigned definition, repetition;
    size_t path_bytes; /* of the path up to and with it */
} Level;

typedef struct {
    ParquetSchema *schema;
    const char *const *paths;
    Str *parts[N_ROLES]; /* [n_parts[role]] the paths' names */
    size_t n_parts[N_ROLES];
    const char *unfit[N_ROLES]; /* why the column cannot be read; NULL: it can, or was not seen */
    bool found[N_ROLES];
    Level levels[SCHEMA_DEPTH];
    size_t depth;
    Buf path;  /* of the element in hand */
    Buf names; /* of leaves, for a message */
    Arena arena;
} Search;

static const char *const ROLE_NAMES[N_ROLES] = {"text", "id", "cluster"};

/* Annotations of both generations that leave a string a string, an integer an integer. */
enum {
    CONVERTED_UTF8 = 0,
    CONVERTED_MAP = 1,
    CONVERTED_MAP_KEY_VALUE = 2,
    CONVERTED_LIST = 3,
    CONVERTED_ENUM = 4,
    CONVERTED_UINT_8 = 11,
    CONVERTED_UINT_64 = 14,
    CONVERTED_INT_64 = 18,
    CONVERTED_JSON = 19,
    LOGICAL_STRING = 1,
    LOGICAL_MAP = 2,
    LOGICAL_LIST = 3,
    LOGICAL_ENUM = 4,
    LOGICAL_INTEGER = 10,
    LOGICAL_NOTHING = 11,
    LOGICAL_JSON = 12,
    LOGICAL_UUID = 14,
    UUID_BYTES = 16,
};

/* ---- the elements ---- */

/* The union LogicalType: one field, whose id says which; IntType is {1: bits, 2: is signed}. */
static int read_logical(Thrift *t, Element *el, Err *e)
{
    ThriftField f = {0};
    int r;
    while ((r = thrift_field(t, &f, e)) == 1) {
        el->logical = f.id;
        if (f.id != LOGICAL_INTEGER || f.type != THRIFT_STRUCT) {
            if (thrift_skip(t, &f, e) != 0)
                return -1;
            continue;
        }
        ThriftField inner = {0};
        bool is_signed = true;
        while ((r = thrift_field(t, &inner, e)) == 1)
            if ((inner.id == 2 ? thrift_bool(t, &inner, &is_signed, e)
                               : thrift_skip(t, &inner, e)) != 0)
                return -1;
        if (r < 0)
            return -1;
        el->is_unsigned = !is_signed;
    }
    return r;
}

static int read_element(Thrift *t, Element *el, Err *e)
{
    el->type = -1;
    el->width = el->repetition = el->n_children = 0;
    el->converted = CONVERTED_NONE;
    el->logical = 0;
    el->is_unsigned = false;
    buf_clear(&el->name);
    ThriftField f = {0};
    int r = 0, ok = 0;
    bool named = false;
    while (ok == 0 && (r = thrift_field(t, &f, e)) == 1) {
        switch (f.id) {
        case 1:
            ok = thrift_int(t, &f, &el->type, e);
            break;
        case 2:
            ok = thrift_int(t, &f, &el->width, e);
            break;
        case 3:
            ok = thrift_int(t, &f, &el->repetition, e);
            break;
        case 4:
            ok = thrift_binary(t, &f, &el->name, e);
            named = true;
            break;
        case 5:
            ok = thrift_int(t, &f, &el->n_children, e);
            break;
        case 6:
            ok = thrift_int(t, &f, &el->converted, e);
            break;
        case 10:
            ok = thrift_struct(&f, e) == 0 ? read_logical(t, el, e) : -1;
            break;
        default:
            ok = thrift_skip(t, &f, e);
        }
    }
    if (r != 0 || ok != 0)
        return -1;
    if (el->n_children > 0) /* a group, whatever type its writer left there */
        el->type = -1;
    if (el->converted >= CONVERTED_UINT_8 && el->converted <= CONVERTED_UINT_64)
        el->is_unsigned = true;
    if (named && el->repetition >= 0 && el->repetition <= 2 && el->n_children >= 0 &&
        el->type < N_PARQUET_TYPES && (el->type != PARQUET_FIXED || el->width >= 0))
        return 0;
    err_set(e, ERR_FORMAT, "the Parquet file's schema is damaged: an element of it makes no sense");
    return -1;
}

/* ---- what fits which role ---- */

/* NULL, or what a group or leaf that was found is instead of a value. */
static const char *group_kind(const Element *el)
{
    if (el->converted == CONVERTED_LIST || el->logical == LOGICAL_LIST)
        return "is a list";
    if (el->converted == CONVERTED_MAP || el->converted == CONVERTED_MAP_KEY_VALUE ||
        el->logical == LOGICAL_MAP)
        return "is a map";
    return "is a structure, of which one field must be named, as in \"meta.text\"";
}

static const char *bytes_form(const Element *el, ParquetColumn *c)
{
    c->form = FORM_BYTES;
    if (el->type == PARQUET_FIXED && el->width == 0)
        return "holds values of no bytes";
    if (el->type == PARQUET_FIXED && el->logical == LOGICAL_UUID && el->width == UUID_BYTES) {
        c->form = FORM_UUID;
        return NULL;
    }
    const bool is_string =
        el->logical == LOGICAL_STRING || el->logical == LOGICAL_ENUM || el->logical == LOGICAL_JSON;
    const bool was_string = el->converted == CONVERTED_UTF8 || el->converted == CONVERTED_ENUM ||
                            el->converted == CONVERTED_JSON;
    if (is_string || was_string || (el->logical == 0 && el->converted == CONVERTED_NONE))
        return NULL;
    return "holds bytes that are marked as something else than text";
}

static const char *integer_form(const Element *el, ParquetColumn *c)
{
    c->form = el->is_unsigned ? FORM_UNSIGNED : FORM_SIGNED;
    const bool was_integer = el->converted >= CONVERTED_UINT_8 && el->converted <= CONVERTED_INT_64;
    if (el->logical == LOGICAL_INTEGER || was_integer ||
        (el->logical == 0 && el->converted == CONVERTED_NONE))
        return NULL;
    return "holds dates, times or decimals, not plain integers";
}

/* Fills c; NULL, or why it does not do for the role. */
static const char *leaf_form(const Element *el, ParquetRole role, ParquetColumn *c)
{
    c->type = (ParquetType)el->type;
    c->width = el->type == PARQUET_INT32   ? 4
               : el->type == PARQUET_INT64 ? 8
               : el->type == PARQUET_FIXED ? (size_t)el->width
                                           : 0;
    if (el->logical == LOGICAL_NOTHING)
        return "holds nothing but nulls";
    switch (c->type) {
    case PARQUET_BYTES:
    case PARQUET_FIXED: {
        const char *unfit = bytes_form(el, c);
        return !unfit && role == ROLE_TEXT && c->form == FORM_UUID ? "holds UUIDs, not text"
                                                                   : unfit;
    }
    case PARQUET_INT32:
    case PARQUET_INT64:
        return role == ROLE_TEXT ? "holds numbers, not text" : integer_form(el, c);
    case PARQUET_BOOLEAN:
        return "holds true and false";
    default:
        return role == ROLE_TEXT ? "holds numbers, not text" : "holds numbers that are no integers";
    }
}

/* ---- the tree ---- */

/* "a.b\.c" -> "a", "b.c". */
static void split_path(Search *s, ParquetRole role)
{
    const char *path = s->paths[role];
    if (!path)
        return;
    const size_t n = strlen(path);
    s->parts[role] = arena_alloc(&s->arena, n + 1, sizeof *s->parts[role]);
    char *out = arena_alloc(&s->arena, n + 1, 1), *start = out;
    for (size_t i = 0; i <= n; i++) {
        if (i == n || path[i] == '.') {
            s->parts[role][s->n_parts[role]++] = (Str){start, (size_t)(out - start)};
            start = out;
            continue;
        }
        if (path[i] == '\\' && path[i + 1] == '.')
            i++;
        *out++ = path[i];
    }
}

static void note_name(Search *s)
{
    if (s->names.n >= SCHEMA_NAMES_SHOWN)
        return;
    buf_add_c(&s->names, s->names.n > 0 ? ", " : "");
    utf8_printable(&s->names, buf_str(&s->path));
    for (size_t i = 0; i < s->names.n; i++)
        if ((unsigned char)s->names.s[i] < 0x20 || s->names.s[i] == 0x7f)
            s->names.s[i] = '?';
    if (s->names.n >= SCHEMA_NAMES_SHOWN) {
        s->names.n = SCHEMA_NAMES_SHOWN;
        while (s->names.n > 0 && ((unsigned char)s->names.s[s->names.n - 1] & 0x80))
            s->names.n--;
        buf_add_c(&s->names, "...");
    }
}

/* The element stands where the role's path ends. */
static int take_column(Search *s, ParquetRole role, const Element *el, const Level *at, Err *e)
{
    ParquetColumn *c = &s->schema->columns[role];
    if (s->found[role]) {
        err_set(e, ERR_FORMAT, "the Parquet file has two columns \"%s\"", s->paths[role]);
        return -1;
    }
    s->found[role] = true;
    c->path = s->paths[role];
    c->leaf = s->schema->n_leaves;
    c->max_definition = at->definition;
    s->unfit[role] = el->type < 0         ? group_kind(el)
                     : at->repetition > 0 ? "is a list, or lies in one"
                                          : leaf_form(el, role, c);
    return 0;
}

static int take_element(Search *s, const Element *el, Err *e)
{
    const Level *above = &s->levels[s->depth - 1];
    Level at = {.n_children = (uint64_t)el->n_children,
                .definition = above->definition + (el->repetition != 0),
                .repetition = above->repetition + (el->repetition == 2)};
    s->path.n = above->path_bytes;
    if (s->depth > 1)
        buf_add_char(&s->path, '.');
    buf_add_str(&s->path, buf_str(&el->name));
    at.path_bytes = s->path.n;
    for (ParquetRole r = 0; r < N_ROLES; r++) {
        at.on_path[r] = above->on_path[r] && s->depth <= s->n_parts[r] &&
                        str_equal(s->parts[r][s->depth - 1], buf_str(&el->name));
        if (at.on_path[r] && s->depth == s->n_parts[r] && take_column(s, r, el, &at, e) != 0)
            return -1;
    }
    if (el->type >= 0) {
        note_name(s);
        s->schema->n_leaves++;
        return 0;
    }
    if (s->depth == SCHEMA_DEPTH) {
        err_set(e, ERR_FORMAT, "the Parquet file's schema is more than %d levels deep",
                SCHEMA_DEPTH);
        return -1;
    }
    s->levels[s->depth++] = at;
    return 0;
}

static int read_tree(Search *s, Thrift *t, uint64_t n, Element *el, Err *e)
{
    for (uint64_t i = 0; i < n; i++) {
        if (read_element(t, el, e) != 0)
            return -1;
        while (s->depth > 0 && s->levels[s->depth - 1].n_children == 0)
            s->depth--;
        if (i == 0) { /* the root, whose name is nobody's business */
            s->levels[s->depth++] =
                (Level){.n_children = (uint64_t)el->n_children, .on_path = {true, true, true}};
            continue;
        }
        if (s->depth == 0) {
            err_set(e, ERR_FORMAT,
                    "the Parquet file's schema is damaged: it has more elements "
                    "than its tree has places");
            return -1;
        }
        s->levels[s->depth - 1].n_children--;
        if (take_element(s, el, e) != 0)
            return -1;
    }
    for (size_t i = 0; i < s->depth; i++)
        if (s->levels[i].n_children > 0) {
            err_set(e, ERR_FORMAT,
                    "the Parquet file's schema is damaged: elements of its tree are missing");
            return -1;
        }
    return 0;
}

static int check_roles(const Search *s, Err *e)
{
    for (ParquetRole r = 0; r < N_ROLES; r++) {
        ParquetColumn *c = &s->schema->columns[r];
        if (!s->paths[r])
            continue;
        if (r == ROLE_ID && s->unfit[r])
            c->path = NULL;
        if (r == ROLE_ID || (s->found[r] && !s->unfit[r]) || (r == ROLE_CLUSTER && !s->found[r]))
            continue;
        if (s->found[r])
            err_set(e, ERR_FORMAT,
                    "the column \"%s\" of the Parquet file %s; name another %s field", s->paths[r],
                    s->unfit[r], ROLE_NAMES[r]);
        else
            err_set(
                e, ERR_FORMAT,
                "the Parquet file has no column \"%s\"; name the one with the text, its columns "
                "are: %.*s",
                s->paths[r], STR_FMT(buf_str(&s->names)));
        return -1;
    }
    return 0;
}

int parquetschema_read(ParquetSchema *schema, Thrift *t, const ThriftField *f,
                       const char *const paths[N_ROLES], Err *e)
{
    *schema = (ParquetSchema){0};
    Search s = {.schema = schema, .paths = paths};
    Element el = {0};
    for (ParquetRole r = 0; r < N_ROLES; r++)
        split_path(&s, r);
    uint64_t n;
    int rc = thrift_structs(t, f, &n, e);
    if (rc == 0)
        rc = read_tree(&s, t, n, &el, e);
    if (rc == 0)
        rc = check_roles(&s, e);
    buf_free(&el.name);
    buf_free(&s.path);
    buf_free(&s.names);
    arena_free(&s.arena);
    return rc;
}
