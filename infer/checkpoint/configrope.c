/* Rotary positions in config.json: see configrope.h.
 *
 * A scaling is an object: its kind, and members that this kind reads. A member that its kind
 * does not read is refused: whoever wrote it meant something else than what would be computed.
 * Source: transformers' modeling_rope_utils. */
#include "infer/checkpoint/configrope.h"

#include "infer/jsonfile.h"

#include <string.h>

enum { DEFAULT = 1, LINEAR = 2, DYNAMIC = 4, LLAMA3 = 8, YARN = 16 };

/* "dynamic" stretches the frequencies of documents longer than the context, which are refused
 * anyway; within it they are the plain ones. */
static const struct {
    const char *name;
    unsigned kind;
    RopeScaling scaling;
} KINDS[] = {
    {"default", DEFAULT, ROPE_PLAIN}, {"linear", LINEAR, ROPE_LINEAR},
    {"dynamic", DYNAMIC, ROPE_PLAIN}, {"llama3", LLAMA3, ROPE_LLAMA3},
    {"yarn", YARN, ROPE_YARN},
};

/* An object as it was read. */
typedef struct {
    unsigned kind;
    double share; /* of the head; 0: not given */
    RopeFacts facts;
} RopeObject;

/* Members that are numbers above 0. */
static const struct {
    const char *name;
    unsigned read, required; /* by which kinds */
    size_t offset;           /* of the double in RopeObject */
} MEMBERS[] = {
    {"rope_theta", ~0u, 0, offsetof(RopeObject, facts.theta)},
    {"partial_rotary_factor", ~0u, 0, offsetof(RopeObject, share)},
    {"factor", LINEAR | DYNAMIC | LLAMA3 | YARN, LINEAR | DYNAMIC | LLAMA3,
     offsetof(RopeObject, facts.factor)},
    {"original_max_position_embeddings", LLAMA3 | YARN, 0,
     offsetof(RopeObject, facts.original_context)},
    {"low_freq_factor", LLAMA3, LLAMA3, offsetof(RopeObject, facts.low_freq_factor)},
    {"high_freq_factor", LLAMA3, LLAMA3, offsetof(RopeObject, facts.high_freq_factor)},
    {"beta_fast", YARN, 0, offsetof(RopeObject, facts.beta_fast)},
    {"beta_slow", YARN, 0, offsetof(RopeObject, facts.beta_slow)},
    {"attention_factor", YARN, 0, offsetof(RopeObject, facts.attention_factor)},
    {"mscale", YARN, 0, offsetof(RopeObject, facts.mscale)},
    {"mscale_all_dim", YARN, 0, offsetof(RopeObject, facts.mscale_all_dim)},
};

static int kind_read(RopeObject *o, const json_t *object, Err *e)
{
    static const char *const NAMES[] = {"rope_type", "type"};
    o->kind = DEFAULT;
    const char *first = NULL;
    for (size_t n = 0; n < sizeof NAMES / sizeof *NAMES; n++) {
        const json_t *v = json_object_get(object, NAMES[n]);
        if (!v)
            continue;
        const char *name = json_string_value(v);
        size_t i = 0;
        while (name && i < sizeof KINDS / sizeof *KINDS && strcmp(KINDS[i].name, name) != 0)
            i++;
        if (!name || i == sizeof KINDS / sizeof *KINDS) {
            err_set(e, ERR_FORMAT, "%s \"%.100s\" is not implemented", NAMES[n],
                    name ? name : jsonfile_kind(v));
            return -1;
        }
        if (first && strcmp(first, name) != 0) {
            err_set(e, ERR_FORMAT, "rope_type is \"%.100s\", but type \"%.100s\"", first, name);
            return -1;
        }
        first = name;
        o->kind = KINDS[i].kind;
        o->facts.scaling = KINDS[i].scaling;
    }
    return 0;
}

static int member_read(RopeObject *o, const char *name, const json_t *v, Err *e)
{
    if (strcmp(name, "rope_type") == 0 || strcmp(name, "type") == 0 || json_is_null(v))
        return 0;
    if (strcmp(name, "truncate") == 0 && o->kind == YARN && json_is_boolean(v)) {
        o->facts.no_truncate = json_is_false(v);
        return 0;
    }
    for (size_t i = 0; i < sizeof MEMBERS / sizeof *MEMBERS; i++)
        if (strcmp(name, MEMBERS[i].name) == 0 && (MEMBERS[i].read & o->kind))
            return configkeys_positive(v, name, (double *)(void *)((char *)o + MEMBERS[i].offset),
                                       e);
    err_set(e, ERR_FORMAT, "%.200s is not implemented for this rope_type", name);
    return -1;
}

/* What the members imply together; gaps get the reference's defaults. */
static int object_check(RopeObject *o, const Config *c, Err *e)
{
    RopeFacts *f = &o->facts;
    for (size_t i = 0; i < sizeof MEMBERS / sizeof *MEMBERS; i++)
        if ((MEMBERS[i].required & o->kind) &&
            !(*(double *)(void *)((char *)o + MEMBERS[i].offset) > 0)) {
            err_set(e, ERR_FORMAT, "%s is missing", MEMBERS[i].name);
            return -1;
        }
    if (o->kind & (LLAMA3 | YARN))
        f->original_context = f->original_context > 0 ? f->original_context : (double)c->context;
    if (o->kind == LLAMA3 && f->low_freq_factor == f->high_freq_factor) {
        err_set(e, ERR_FORMAT, "low_freq_factor and high_freq_factor are both %g",
                f->low_freq_factor);
        return -1;
    }
    if (o->kind == YARN) {
        f->factor = f->factor > 0 ? f->factor : (double)c->context / f->original_context;
        f->beta_fast = f->beta_fast > 0 ? f->beta_fast : 32;
        f->beta_slow = f->beta_slow > 0 ? f->beta_slow : 1;
    }
    return 0;
}

static int object_read(RopeObject *o, json_t *object, const char *where, const Config *c, Err *e)
{
    const char *name;
    json_t *v;
    if (!json_is_object(object)) {
        err_set(e, ERR_FORMAT, "%s is %s where an object is expected", where,
                jsonfile_kind(object));
        return -1;
    }
    int rc = kind_read(o, object, e);
    json_object_foreach(object, name, v)
    {
        rc = rc ? rc : member_read(o, name, v, e);
    }
    rc = rc ? rc : object_check(o, c, e);
    if (rc != 0)
        err_add(e, "%s", where);
    return rc;
}

/* A key outside the object and the member inside say the same; where both stand, they must
 * agree. */
static int outer_join(const ConfigKeys *k, FactName f, double *inner, Err *e)
{
    double outer = 0;
    const int given = configkeys_number(k, f, &outer, e);
    if (given < 0)
        return -1;
    if (given && *inner > 0 && k->facts[f].in_file && outer != *inner) {
        err_set(e, ERR_FORMAT, "%s is %g, but %g in rope_parameters", k->facts[f].name, outer,
                *inner);
        return -1;
    }
    if (given && !(*inner > 0))
        *inner = outer;
    return 0;
}

/* How much of each head is turned, and the table. */
static int rope_finish(Config *c, size_t which, RopeObject *o, const ConfigKeys *k, Arena *a,
                       Err *e)
{
    RopeFacts *f = &o->facts;
    if (outer_join(k, FACT_ROTARY_SHARE, &o->share, e) != 0)
        return -1;
    if (!configkeys_has(k, FACT_ROTARY_SHARE) && o->share > 0 && o->share != 1) {
        err_set(e, ERR_FORMAT, "partial_rotary_factor is %g; it is not implemented for %s",
                o->share, c->family->name);
        return -1;
    }
    const double turned = (double)c->head_dim * (o->share > 0 ? o->share : 1);
    if (!(turned <= (double)c->head_dim) || ((size_t)turned + 1) / 2 * 2 > c->head_dim) {
        err_set(e, ERR_FORMAT,
                "head_dim is %zu, of which %g are to be turned; rotary positions need an even "
                "number that the head has",
                c->head_dim, turned);
        return -1;
    }
    f->span = (size_t)turned;
    f->dim = (f->span + 1) / 2 * 2;
    if (o->kind == YARN && (f->span % 2 != 0 || f->theta == 1)) {
        err_set(e, ERR_FORMAT, "yarn with %zu dimensions and rope_theta %g is not defined", f->span,
                f->theta);
        return -1;
    }
    c->ropes[which] = rope_make(f, a);
    return 0;
}

/* GPT-J: a number of dimensions, and nothing else to say. */
static int rotary_dim_read(Config *c, const ConfigKeys *k, Arena *a, Err *e)
{
    RopeFacts f = {.theta = 10000};
    const int given = configkeys_size(k, FACT_ROTARY_DIM, c->head_dim, &f.dim, e);
    if (given < 0)
        return -1;
    if (!given || f.dim % 2 != 0) {
        err_set(e, ERR_FORMAT, "%s is no even number", k->facts[FACT_ROTARY_DIM].name);
        return -1;
    }
    c->ropes[0] = rope_make(&f, a);
    return 0;
}

/* The object that a fact gives; NULL: none. */
static json_t *object_of(const ConfigKeys *k, FactName f)
{
    const json_t *v = k->facts[f].value;
    return v && !json_is_null(v) ? (json_t *)v : NULL;
}

static int one_rope_read(Config *c, const ConfigKeys *k, Arena *a, Err *e)
{
    json_t *older = object_of(k, FACT_ROPE_SCALING), *newer = object_of(k, FACT_ROPE_PARAMETERS);
    RopeObject o = {.kind = DEFAULT};
    if (older && newer && !json_equal(older, newer)) {
        err_set(e, ERR_FORMAT, "rope_scaling and rope_parameters contradict each other");
        return -1;
    }
    if (older && object_read(&o, older, "rope_scaling", c, e) != 0)
        return -1;
    if (!older && newer && object_read(&o, newer, "rope_parameters", c, e) != 0)
        return -1;
    if (outer_join(k, FACT_ROPE_THETA, &o.facts.theta, e) != 0)
        return -1;
    return rope_finish(c, 0, &o, k, a, e);
}

/* Gemma 3: one for layers that see all, one for those that slide. rope_scaling is the first's. */
static int two_ropes_read(Config *c, const ConfigKeys *k, Arena *a, Err *e)
{
    static const char *const LAYERS[CONFIG_ROPES] = {"full_attention", "sliding_attention"};
    static const FactName THETAS[CONFIG_ROPES] = {FACT_ROPE_THETA, FACT_ROPE_LOCAL_THETA};
    RopeObject o[CONFIG_ROPES] = {{.kind = DEFAULT}, {.kind = DEFAULT}};
    json_t *older = object_of(k, FACT_ROPE_SCALING), *newer = object_of(k, FACT_ROPE_PARAMETERS);
    const char *name;
    json_t *v;
    if (older && newer) {
        err_set(e, ERR_FORMAT, "both rope_scaling and rope_parameters are given");
        return -1;
    }
    if (older && object_read(&o[0], older, "rope_scaling", c, e) != 0)
        return -1;
    if (newer && !json_is_object(newer)) {
        err_set(e, ERR_FORMAT, "rope_parameters is %s where an object is expected",
                jsonfile_kind(newer));
        return -1;
    }
    json_object_foreach(newer, name, v)
    {
        const size_t i = strcmp(name, LAYERS[0]) == 0 ? 0 : 1;
        if (strcmp(name, LAYERS[i]) != 0) {
            err_set(e, ERR_FORMAT, "rope_parameters: %.200s is neither %s nor %s", name, LAYERS[0],
                    LAYERS[1]);
            return -1;
        }
        if (!json_is_null(v) && object_read(&o[i], v, LAYERS[i], c, e) != 0) {
            err_add(e, "rope_parameters");
            return -1;
        }
    }
    if (o[0].facts.no_truncate || o[1].facts.no_truncate) {
        /* The reference looks for it beside the two objects, and does not find it there. */
        err_set(e, ERR_FORMAT, "truncate is false; it is not implemented for %s", c->family->name);
        return -1;
    }
    for (size_t i = 0; i < CONFIG_ROPES; i++)
        if (outer_join(k, THETAS[i], &o[i].facts.theta, e) != 0 ||
            rope_finish(c, i, &o[i], k, a, e) != 0)
            return -1;
    return 0;
}

int configrope_read(Config *c, const ConfigKeys *k, Arena *a, Err *e)
{
    if (configkeys_has(k, FACT_ROTARY_DIM))
        return rotary_dim_read(c, k, a, e);
    if (configkeys_has(k, FACT_ROPE_LOCAL_THETA))
        return two_ropes_read(c, k, a, e);
    return configkeys_has(k, FACT_ROPE_THETA) ? one_rope_read(c, k, a, e) : 0;
}
