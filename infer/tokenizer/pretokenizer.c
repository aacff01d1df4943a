/* Pre-tokenizers: see pretokenizer.h.
 *
 * A step rewrites its text (a prefix, another character for the space), cuts it into pieces, and may
 * write these in GPT-2's byte alphabet for the steps behind it. Each piece goes through all later
 * steps before the next one is cut, so that no list of pieces is ever held. */
#include "infer/tokenizer/pretokenizer.h"

#include "audit/base/buf.h"
#include "audit/base/mem.h"
#include "infer/tokenizer/bytealphabet.h"
#include "infer/tokenizer/jsonfield.h"
#include "infer/tokenizer/splitpattern.h"
#include "infer/tokenizer/textcut.h"

#include <stdlib.h>
#include <string.h>

/* By which ByteLevel cuts. Source: GPT-2's encoder. */
#define GPT2_PATTERN                                                                               \
    "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"

typedef struct {
    Str prefix;         /* put before a text that does not begin with it; n = 0: nothing is */
    bool only_at_start; /* ... of a document */
    Str space;          /* what each space becomes; n = 0: it stays */
    bool is_bytes;      /* ByteLevel */
    TextCut cut;
} Step;

struct PreTokenizer {
    Step *steps; /* [n] */
    size_t n;
    bool bytes;
    bool writes_bytes; /* ByteLevel is not the last step */
    Arena *arena;      /* while parsing */
};

typedef struct {
    Buf rewritten, written;
} StepScratch;

struct PreTokenizerScratch {
    StepScratch *steps; /* [n] */
    size_t n;
    Buf word;
};

/* Running needs stack for each step. Published files have at most six. */
enum { STEPS_MOST = 64 };

/* A buffer beyond this is given back after use. */
enum { KEPT_BYTES = 1 << 26 };

/* ---- parsing ---- */

static int refuse(Err *e, const char *what, Str which)
{
    err_set(e, ERR_FORMAT, "%s %.*s is not implemented", what, (int)(which.n < 60 ? which.n : 60),
            which.s);
    return -1;
}

static int parse_behavior(const json_t *json, TextCutBehavior *behavior, Err *e)
{
    static const struct {
        const char *name;
        TextCutBehavior behavior;
    } names[] = {
        {"Isolated", CUT_ISOLATED},          {"Removed", CUT_REMOVED},
        {"Contiguous", CUT_CONTIGUOUS},      {"MergedWithPrevious", CUT_MERGED_PREVIOUS},
        {"MergedWithNext", CUT_MERGED_NEXT},
    };
    Str name;
    if (jsonfield_string(json, "behavior", &name, e) != 0)
        return -1;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (str_equal_c(name, names[i].name)) {
            *behavior = names[i].behavior;
            return 0;
        }
    }
    return refuse(e, "the behavior", name);
}

static int parse_split(PreTokenizer *p, const json_t *json, Step *s, Err *e)
{
    bool is_regex;
    Str pattern;
    (void)p;
    if (jsonfield_pattern(json, "pattern", &is_regex, &pattern, e) != 0 ||
        parse_behavior(json, &s->cut.behavior, e) != 0 ||
        jsonfield_bool(json, "invert", &s->cut.invert, e) != 0)
        return -1;
    if (pattern.n == 0) {
        err_set(e, ERR_FORMAT, "a Split by an empty pattern is not implemented");
        return -1;
    }
    s->cut.finder = is_regex ? CUT_AT_PATTERN : CUT_AT_STRING;
    if (!is_regex) {
        s->cut.string = arena_str(p->arena, pattern);
        return 0;
    }
    s->cut.pattern = splitpattern_compile(pattern, e);
    return s->cut.pattern ? 0 : -1;
}

static int parse_bytes(PreTokenizer *p, const json_t *json, Step *s, Err *e)
{
    bool add_prefix_space = true, use_regex = true;
    if (p->bytes) {
        err_set(e, ERR_FORMAT, "a second ByteLevel is not implemented");
        return -1;
    }
    if (jsonfield_bool(json, "add_prefix_space", &add_prefix_space, e) != 0 ||
        jsonfield_bool(json, "use_regex", &use_regex, e) != 0)
        return -1;
    p->bytes = s->is_bytes = true;
    if (add_prefix_space)
        s->prefix = str_of(" ");
    if (use_regex) {
        s->cut.finder = CUT_AT_PATTERN;
        s->cut.pattern = splitpattern_compile(str_of(GPT2_PATTERN), e);
    }
    return use_regex && !s->cut.pattern ? -1 : 0;
}

static int parse_metaspace(PreTokenizer *p, const json_t *json, Step *s, Err *e)
{
    Str space, scheme = str_of("always");
    bool add_prefix_space = true, split = true;
    if (jsonfield_character(json, "replacement", &space, e) != 0 ||
        jsonfield_bool(json, "add_prefix_space", &add_prefix_space, e) != 0 ||
        jsonfield_bool(json, "split", &split, e) != 0)
        return -1;
    if (json_object_get(json, "prepend_scheme") &&
        jsonfield_string(json, "prepend_scheme", &scheme, e) != 0)
        return -1;
    if (p->bytes) {
        err_set(e, ERR_FORMAT, "a Metaspace behind a ByteLevel is not implemented");
        return -1;
    }
    s->space = arena_str(p->arena, space);
    s->only_at_start = str_equal_c(scheme, "first");
    if (s->only_at_start || str_equal_c(scheme, "always"))
        s->prefix = s->space;
    else if (!str_equal_c(scheme, "never"))
        return refuse(e, "the prepend_scheme", scheme);
    if (!add_prefix_space && s->prefix.n > 0) {
        err_set(e, ERR_FORMAT, "add_prefix_space is false but prepend_scheme is not never");
        return -1;
    }
    if (split) {
        s->cut.finder = CUT_AT_STRING;
        s->cut.string = s->space;
        s->cut.behavior = CUT_MERGED_NEXT;
    }
    return 0;
}

static int parse_digits(PreTokenizer *p, const json_t *json, Step *s, Err *e)
{
    bool individual = false;
    (void)p;
    s->cut.finder = CUT_AT_NUMERIC;
    if (jsonfield_bool(json, "individual_digits", &individual, e) != 0)
        return -1;
    s->cut.behavior = individual ? CUT_ISOLATED : CUT_CONTIGUOUS;
    return 0;
}

static int parse_punctuation(PreTokenizer *p, const json_t *json, Step *s, Err *e)
{
    (void)p;
    s->cut.finder = CUT_AT_PUNCTUATION;
    return json_object_get(json, "behavior") ? parse_behavior(json, &s->cut.behavior, e) : 0;
}

static int parse_space(PreTokenizer *p, const json_t *json, Step *s, Err *e)
{
    (void)p, (void)json, (void)e;
    s->cut.finder = CUT_AT_SPACE;
    s->cut.behavior = CUT_REMOVED;
    return 0;
}

static int add_step(PreTokenizer *p, Step s, Err *e)
{
    if (p->n == STEPS_MOST) {
        err_set(e, ERR_FORMAT, "has more than %d steps", STEPS_MOST);
        return -1;
    }
    for (size_t i = 0; i < p->n && s.only_at_start; i++) {
        if (p->steps[i].prefix.n > 0) {
            err_set(e, ERR_FORMAT,
                    "the prepend_scheme first behind another prefix is not "
                    "implemented");
            return -1;
        }
    }
    p->writes_bytes = p->bytes && !s.is_bytes;
    p->steps[p->n++] = s;
    return 0;
}

static int parse_step(void *ctx, const json_t *json, Str type, Err *e)
{
    static const struct {
        const char *type;
        int (*parse)(PreTokenizer *p, const json_t *json, Step *s, Err *e);
    } kinds[] = {
        {"ByteLevel", parse_bytes},         {"Split", parse_split},
        {"Metaspace", parse_metaspace},     {"Digits", parse_digits},
        {"Punctuation", parse_punctuation}, {"WhitespaceSplit", parse_space},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (!str_equal_c(type, kinds[i].type))
            continue;
        Step s = {.is_bytes = false};
        if (kinds[i].parse(ctx, json, &s, e) == 0 && add_step(ctx, s, e) == 0)
            return 0;
        splitpattern_free(s.cut.pattern);
        err_add(e, "%s", kinds[i].type);
        return -1;
    }
    return refuse(e, "the kind", type);
}

PreTokenizer *pretokenizer_parse(const json_t *json, Arena *a, Err *e)
{
    PreTokenizer *p = mem_zero(1, sizeof *p);
    p->arena = a;
    p->steps = mem_zero(STEPS_MOST, sizeof *p->steps);
    if (jsonfield_steps(json, "pretokenizers", parse_step, p, e) == 0)
        return p;
    err_add(e, "pre_tokenizer");
    pretokenizer_close(p);
    return NULL;
}

void pretokenizer_close(PreTokenizer *p)
{
    if (!p)
        return;
    for (size_t i = 0; i < p->n; i++)
        splitpattern_free(p->steps[i].cut.pattern);
    free(p->steps);
    free(p);
}

bool pretokenizer_bytes(const PreTokenizer *p)
{
    return p->bytes;
}

bool pretokenizer_prepends(const PreTokenizer *p)
{
    for (size_t i = 0; i < p->n; i++) {
        if (p->steps[i].prefix.n > 0)
            return true;
    }
    return false;
}

bool pretokenizer_asks_start(const PreTokenizer *p)
{
    for (size_t i = 0; i < p->n; i++) {
        if (p->steps[i].only_at_start)
            return true;
    }
    return false;
}

PreTokenizerScratch *pretokenizer_scratch_open(const PreTokenizer *p)
{
    PreTokenizerScratch *s = mem_zero(1, sizeof *s);
    s->n = p->n;
    s->steps = mem_zero(p->n, sizeof *s->steps);
    return s;
}

void pretokenizer_scratch_close(PreTokenizerScratch *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->n; i++) {
        buf_free(&s->steps[i].rewritten);
        buf_free(&s->steps[i].written);
    }
    free(s->steps);
    buf_free(&s->word);
    free(s);
}

/* ---- running ---- */

typedef struct {
    const PreTokenizer *p;
    PreTokenizerScratch *s;
    void (*word)(void *ctx, Str w);
    void *ctx;
} Run;

static bool starts_with(Str text, Str prefix)
{
    return prefix.n > 0 && text.n >= prefix.n && memcmp(text.s, prefix.s, prefix.n) == 0;
}

static Str rewrite(const Step *s, Str text, bool at_start, Buf *out)
{
    buf_clear(out);
    const bool any_space = s->space.n > 0 && memchr(text.s, ' ', text.n);
    const bool begins_so = starts_with(text, s->prefix) || (s->space.n > 0 && text.s[0] == ' ');
    const bool prefix = s->prefix.n > 0 && !begins_so && (at_start || !s->only_at_start);
    if (!any_space && !prefix)
        return text;
    if (prefix)
        buf_add_str(out, s->prefix);
    while (s->space.n > 0 && text.n > 0) {
        const char *space = memchr(text.s, ' ', text.n);
        if (!space)
            break;
        const size_t n = (size_t)(space - text.s);
        buf_add(out, text.s, n);
        buf_add_str(out, s->space);
        text = (Str){space + 1, text.n - n - 1};
    }
    buf_add_str(out, text);
    return buf_str(out);
}

static void run_from(const Run *r, size_t i, Str text, bool at_start)
{
    if (i == r->p->n) {
        if (r->p->writes_bytes) {
            buf_clear(&r->s->word);
            bytealphabet_read(text, &r->s->word);
            text = buf_str(&r->s->word);
        }
        r->word(r->ctx, text);
        return;
    }
    const Step *step = &r->p->steps[i];
    StepScratch *scratch = &r->s->steps[i];
    text = rewrite(step, text, at_start, &scratch->rewritten);
    TextCutWalk walk = {0};
    for (Str piece; textcut_next(&step->cut, text, &walk, &piece);) {
        const bool first = at_start && piece.s == text.s;
        if (step->is_bytes && r->p->writes_bytes) {
            buf_clear(&scratch->written);
            bytealphabet_write(piece, &scratch->written);
            piece = buf_str(&scratch->written);
        }
        run_from(r, i + 1, piece, first);
    }
}

void pretokenizer_run(const PreTokenizer *p, PreTokenizerScratch *s, Str text, bool at_start,
                      void (*word)(void *ctx, Str w), void *ctx)
{
    const Run r = {p, s, word, ctx};
    if (text.n > 0)
        run_from(&r, 0, text, at_start);
    for (size_t i = 0; i < s->n; i++) {
        if (s->steps[i].rewritten.capacity > KEPT_BYTES)
            buf_free(&s->steps[i].rewritten);
        if (s->steps[i].written.capacity > KEPT_BYTES)
            buf_free(&s->steps[i].written);
    }
    if (s->word.capacity > KEPT_BYTES)
        buf_free(&s->word);
}
