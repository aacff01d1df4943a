/* Code generation for splitting patterns: see splitprogram.h.
 *
 * A run gives nothing back, whatever the pattern says, where that cannot change the outcome: when
 * what follows it must begin with a character outside of its class (or may also end the match
 * there), a shorter run leaves a character of the class next, and fails where the longest does. */
#include "infer/tokenizer/splitprogram.h"

#include "audit/base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { INSTRS_MOST = 16384, SETS_MOST = 2048 };

typedef struct {
    CodeSet set;
    const CodeMap *map;
} Mapped;

/* What may come behind a node: a character of `set` and, where opaque, anything. */
typedef struct {
    CodeSet set;
    bool opaque;
} Follow;

typedef struct {
    Arena *arena;
    Arena scratch; /* sets that only the compiler sees */
    Err *e;
    bool runs;    /* which form */
    bool endless; /* a group repeats without end */
    bool failed;
    SplitForm form;
    uint32_t capacity;
    Mapped *mapped; /* [n_mapped]: each set once */
    size_t n_mapped;
} Compiler;

static void fail(Compiler *c, const char *what, int most)
{
    if (!c->failed)
        err_set(c->e, ERR_FORMAT, "it needs more than the %d %s that are supported", most, what);
    c->failed = true;
}

/* Adds an instruction; its number. After a failure the last place is written again and again. */
static uint32_t emit(Compiler *c, SplitInstr i)
{
    if (c->form.n == INSTRS_MOST)
        fail(c, "steps", INSTRS_MOST);
    if (c->failed)
        return 0;
    if (c->form.n == c->capacity) {
        c->capacity = c->capacity ? 2 * c->capacity : 64;
        c->form.instrs = mem_resize(c->form.instrs, c->capacity, sizeof i);
    }
    c->form.instrs[c->form.n] = i;
    return c->form.n++;
}

static void patch(Compiler *c, uint32_t at)
{
    if (!c->failed)
        c->form.instrs[at].to = c->form.n;
}

static const CodeMap *map_of(Compiler *c, CodeSet set)
{
    for (size_t i = 0; i < c->n_mapped; i++)
        if (codeset_equal(c->mapped[i].set, set))
            return c->mapped[i].map;
    if (c->n_mapped == SETS_MOST) {
        fail(c, "different classes", SETS_MOST);
        return c->mapped[0].map;
    }
    c->mapped[c->n_mapped] = (Mapped){set, codemap_of(set, c->arena)};
    return c->mapped[c->n_mapped++].map;
}

/* ---- what may come first ---- */

/* Adds to `out` what a node may begin with; lookaround before the first character makes it opaque
 * (the character itself is counted all the same). */
static void add_first(Compiler *c, const SplitNode *n, Follow *out)
{
    switch (n->kind) {
    case SPLITNODE_SET:
        out->set = codeset_union(out->set, n->set, &c->scratch);
        break;
    case SPLITNODE_CAT:
        for (const SplitNode *child = n->child; child; child = child->next) {
            add_first(c, child, out);
            if (!splitnode_nullable(child))
                break;
        }
        break;
    case SPLITNODE_ALT:
        for (const SplitNode *child = n->child; child; child = child->next)
            add_first(c, child, out);
        break;
    case SPLITNODE_REPEAT:
        if (n->max)
            add_first(c, n->child, out);
        break;
    case SPLITNODE_LOOK:
    case SPLITNODE_ASSERT:
        out->opaque = true;
        break;
    }
}

/* What may come behind `n` when `behind` comes after its last sibling. */
static Follow follow_of(Compiler *c, const SplitNode *n, Follow behind)
{
    Follow f = {{NULL, 0}, false};
    for (const SplitNode *s = n->next; s; s = s->next) {
        add_first(c, s, &f);
        if (!splitnode_nullable(s))
            return f;
    }
    f.set = codeset_union(f.set, behind.set, &c->scratch);
    f.opaque |= behind.opaque;
    return f;
}

/* ---- nodes ---- */

/* A repeated class in the runs form. */
static void emit_run(Compiler *c, const SplitNode *n, Follow behind)
{
    const CodeSet set = n->child->set;
    SplitGreed greed = n->greed;
    if (greed == SPLITGREED_GREEDY && !behind.opaque && !codeset_overlap(set, behind.set))
        greed = SPLITGREED_POSSESSIVE;
    emit(c, (SplitInstr){.op = SPLITOP_RUN,
                         .greed = greed,
                         .min = n->min,
                         .max = n->max,
                         .map = map_of(c, set)});
}

static SplitInstr branch(SplitGreed greed)
{
    return (SplitInstr){.op = greed == SPLITGREED_LAZY ? SPLITOP_BRANCH_TO : SPLITOP_BRANCH};
}

/* An instruction whose `to` is not known yet: it is put on a chain, which runs through `to`. */
static void emit_chained(Compiler *c, SplitInstr i, uint32_t *chain)
{
    i.to = *chain;
    *chain = emit(c, i);
}

/* Everything on the chain leads to the place reached. */
static void patch_chain(Compiler *c, uint32_t chain)
{
    while (!c->failed && chain != SPLIT_NO_START) {
        const uint32_t next = c->form.instrs[chain].to;
        patch(c, chain);
        chain = next;
    }
}

/* A single class, possessive, in the steps form: X*+ is X*(?!X), and X?+ is X|(?!X). */
static void emit_possessive(Compiler *c, const SplitNode *n)
{
    const CodeMap *map = map_of(c, n->child->set);
    const SplitInstr one = {.op = SPLITOP_SET, .map = map};
    const SplitInstr none = {.op = SPLITOP_LOOK_SET, .negative = true, .map = map};
    if (n->max == 1) {
        const uint32_t other = emit(c, branch(SPLITGREED_GREEDY));
        emit(c, one);
        const uint32_t end = emit(c, (SplitInstr){.op = SPLITOP_JUMP});
        patch(c, other);
        emit(c, none);
        patch(c, end);
        return;
    }
    for (uint32_t i = 0; i < n->min; i++)
        emit(c, one);
    const uint32_t loop = emit(c, branch(SPLITGREED_GREEDY));
    emit(c, one);
    emit(c, (SplitInstr){.op = SPLITOP_JUMP, .to = loop});
    patch(c, loop);
    emit(c, none);
}

static void emit_look_set(Compiler *c, const SplitNode *n)
{
    emit(c, (SplitInstr){
                .op = SPLITOP_LOOK_SET, .negative = n->negative, .map = map_of(c, n->child->set)});
}

static void emit_assert(Compiler *c, const SplitNode *n)
{
    const bool of_words =
        n->assertion == SPLITASSERT_WORD_BOUNDARY || n->assertion == SPLITASSERT_NOT_A_BOUNDARY;
    emit(c, (SplitInstr){.op = SPLITOP_ASSERT,
                         .assertion = n->assertion,
                         .map = of_words ? map_of(c, codeset_word(true, &c->scratch)) : NULL});
}

/* The recursion goes with the nesting of groups, which the parser bounds. */
static void emit_node(Compiler *c, const SplitNode *n, Follow behind)
{
    const Follow any = {{NULL, 0}, true}; /* what follows a copy may be the next one */
    uint32_t chain = SPLIT_NO_START;
    switch (n->kind) {
    case SPLITNODE_SET:
        emit(c, (SplitInstr){.op = SPLITOP_SET, .map = map_of(c, n->set)});
        break;
    case SPLITNODE_CAT:
        for (const SplitNode *child = n->child; child && !c->failed; child = child->next)
            emit_node(c, child, follow_of(c, child, behind));
        break;
    case SPLITNODE_ALT:
        for (const SplitNode *child = n->child; child && !c->failed; child = child->next) {
            const uint32_t other = child->next ? emit(c, branch(SPLITGREED_GREEDY)) : 0;
            emit_node(c, child, behind);
            if (child->next) {
                emit_chained(c, (SplitInstr){.op = SPLITOP_JUMP}, &chain);
                patch(c, other);
            }
        }
        patch_chain(c, chain);
        break;
    case SPLITNODE_REPEAT:
        if (n->child->kind == SPLITNODE_SET && c->runs) {
            emit_run(c, n, behind);
            break;
        }
        if (n->greed == SPLITGREED_POSSESSIVE) {
            emit_possessive(c, n);
            break;
        }
        for (uint32_t i = 0; i < n->min && !c->failed; i++)
            emit_node(c, n->child, any);
        if (n->max == SPLIT_ENDLESS) {
            const uint32_t loop = emit(c, branch(n->greed));
            emit_node(c, n->child, any);
            emit(c, (SplitInstr){.op = SPLITOP_JUMP, .to = loop});
            patch(c, loop);
            c->endless = true;
            break;
        }
        /* Each optional copy, when it is left out, leaves out those behind it. */
        for (uint32_t i = n->min; i < n->max && !c->failed; i++) {
            emit_chained(c, branch(n->greed), &chain);
            emit_node(c, n->child, any);
        }
        patch_chain(c, chain);
        break;
    case SPLITNODE_LOOK:
        if (n->child->kind == SPLITNODE_SET) {
            emit_look_set(c, n);
            break;
        }
        chain = emit(c, (SplitInstr){.op = SPLITOP_LOOK, .negative = n->negative});
        emit_node(c, n->child, (Follow){{NULL, 0}, false});
        emit(c, (SplitInstr){.op = SPLITOP_MATCH});
        patch(c, chain);
        break;
    case SPLITNODE_ASSERT:
        emit_assert(c, n);
        break;
    }
}

/* ---- forms ---- */

/* Choices that instructions [from, n) may leave to come back to, at most. */
static uint32_t choices(const SplitForm *f, uint32_t from)
{
    uint32_t n = 0;
    for (uint32_t i = from; i < f->n; i++) {
        const SplitInstr *in = &f->instrs[i];
        n += in->op == SPLITOP_BRANCH || in->op == SPLITOP_BRANCH_TO ||
             (in->op == SPLITOP_RUN && in->greed != SPLITGREED_POSSESSIVE && in->min != in->max);
    }
    return n;
}

/* Moves what was emitted to the arena, and begins anew. */
static void keep(Compiler *c, SplitForm *out)
{
    *out = c->form;
    out->instrs = arena_alloc(c->arena, c->form.n, sizeof *out->instrs);
    if (c->form.n)
        memcpy(out->instrs, c->form.instrs, c->form.n * sizeof *out->instrs);
    c->form = (SplitForm){c->form.instrs, 0, 0};
}

/* One alternative in the runs form, and which bytes it may begin with. */
typedef struct {
    uint32_t start;
    const CodeMap *first;
} Start;

static const uint32_t *starts_of_byte(Compiler *c, const Start *starts, size_t n, unsigned byte)
{
    size_t used = 0;
    for (size_t i = 0; i < n; i++)
        used += starts[i].first->bytes[byte] != CODEMAP_OUT;
    uint32_t *list = arena_alloc(c->arena, used + 1, sizeof *list);
    list[used] = SPLIT_NO_START;
    used = 0;
    for (size_t i = 0; i < n; i++)
        if (starts[i].first->bytes[byte] != CODEMAP_OUT)
            list[used++] = starts[i].start;
    return list;
}

static bool equal_lists(const uint32_t *x, const uint32_t *y)
{
    while (*x == *y && *x != SPLIT_NO_START)
        x++, y++;
    return *x == *y;
}

static void runs_form(Compiler *c, SplitProgram *p, const SplitNode *tree)
{
    const Follow accepts = {{NULL, 0}, false};
    const bool is_alt = tree->kind == SPLITNODE_ALT;
    size_t n = 0;
    for (const SplitNode *s = is_alt ? tree->child : tree; s; s = s->next)
        n++;
    Start *starts = arena_alloc(&c->scratch, n, sizeof *starts);
    uint32_t most = 0;
    n = 0;
    for (const SplitNode *s = is_alt ? tree->child : tree; s && !c->failed; s = s->next) {
        Follow first = accepts;
        add_first(c, s, &first);
        starts[n] = (Start){c->form.n, codemap_of(first.set, &c->scratch)};
        emit_node(c, s, accepts);
        emit(c, (SplitInstr){.op = SPLITOP_MATCH});
        const uint32_t k = choices(&c->form, starts[n++].start);
        most = k > most ? k : most;
    }
    c->form.n_choices = most;
    for (unsigned b = 0; b < 256 && !c->failed; b++) {
        p->starts[b] = starts_of_byte(c, starts, n, b);
        if (b && equal_lists(p->starts[b], p->starts[b - 1]))
            p->starts[b] = p->starts[b - 1];
    }
}

int splitprogram_compile(SplitProgram *p, const SplitNode *tree, Arena *a, Err *e)
{
    Compiler c = {.arena = a, .e = e, .runs = true};
    c.mapped = arena_alloc(&c.scratch, SETS_MOST, sizeof *c.mapped);
    runs_form(&c, p, tree);
    keep(&c, &p->runs);
    if (c.endless)
        p->runs.n = 0;
    c.runs = false;
    if (!c.failed) {
        emit_node(&c, tree, (Follow){{NULL, 0}, false});
        emit(&c, (SplitInstr){.op = SPLITOP_MATCH});
        keep(&c, &p->steps);
    }
    free(c.form.instrs);
    arena_free(&c.scratch);
    return c.failed ? -1 : 0;
}

/* ---- places ---- */

static bool is_word(const CodeMap *word, Str text, size_t at)
{
    return at < text.n && codemap_has(word, unicode_next(text, &at));
}

static bool is_word_before(const CodeMap *word, Str text, size_t at)
{
    if (at == 0)
        return false;
    do
        at--;
    while (at && ((uint8_t)text.s[at] & 0xC0) == 0x80);
    return is_word(word, text, at);
}

bool splitprogram_asserts(const SplitInstr *i, Str text, size_t at)
{
    switch (i->assertion) {
    case SPLITASSERT_LINE_START:
        /* Oniguruma: behind the text's last newline no line begins. */
        return at == 0 || (text.s[at - 1] == '\n' && at < text.n);
    case SPLITASSERT_LINE_END:
        return at == text.n || text.s[at] == '\n';
    case SPLITASSERT_TEXT_START:
        return at == 0;
    case SPLITASSERT_TEXT_END:
        return at == text.n;
    case SPLITASSERT_LAST_LINE_END:
        return at == text.n || (text.s[at] == '\n' && at + 1 == text.n);
    case SPLITASSERT_WORD_BOUNDARY:
        return is_word(i->map, text, at) != is_word_before(i->map, text, at);
    case SPLITASSERT_NOT_A_BOUNDARY:
        return is_word(i->map, text, at) == is_word_before(i->map, text, at);
    }
    return false;
}
