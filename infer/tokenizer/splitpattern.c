/* Matching splitting patterns: backtracking through runs of classes, as fast as they can be read.
 *
 * A choice is one entry of a small stack: for a run, how much of it may still be given back, so
 * that neither stack nor memory grows with the text. Backtracking that takes more steps than is
 * linear in the text it looked at (a pattern and a text made for each other, as \s+$ and a megabyte
 * of spaces) is abandoned for lockstep matching, which has the same outcome. */
#include "infer/tokenizer/splitpattern.h"

#include "audit/base/arena.h"
#include "audit/base/mem.h"
#include "infer/tokenizer/splitprogram.h"
#include "infer/tokenizer/splitsteps.h"

#include <stdlib.h>

struct SplitPattern {
    Arena arena;
    SplitProgram program;
};

/* A pattern with more choices on one path is matched in lockstep. */
enum { CHOICES_MOST = 32 };

/* Steps per byte looked at, and in any case, before backtracking is abandoned. Published patterns
 * look at a run of white space three times and give it back once. */
enum { PATIENCE_PER_BYTE = 32, PATIENCE = 4096 };

/* A way not taken: of a branch, the other instruction; of a run, other lengths. */
typedef struct {
    uint32_t pc;         /* to go on with */
    uint32_t more;       /* of a lazy run: characters that it may still take */
    size_t at;           /* where to go on; of a run, where it ends now */
    size_t low;          /* of a greedy run: where it ends at the earliest; elsewhere `at` */
    const CodeMap *lazy; /* of a lazy run: its class; NULL elsewhere */
} Choice;

typedef struct {
    const SplitForm *form;
    const uint8_t *s;
    size_t n;
    size_t steps;
    size_t reach; /* the text looked at ends here */
} Scan;

static Str scan_text(const Scan *z)
{
    return (Str){(const char *)z->s, z->n};
}

/* Bytes of the character at `at` if it is of the class; 0 if not, or at the end. */
static inline size_t one(const Scan *z, const CodeMap *map, size_t at)
{
    if (at >= z->n)
        return 0;
    const uint8_t kind = map->bytes[z->s[at]];
    if (kind != CODEMAP_LONG)
        return kind;
    size_t next = at;
    const uint32_t c = unicode_next(scan_text(z), &next);
    return codemap_has(map, c) ? next - at : 0;
}

/* The end of the longest run of the class from `at`. */
static inline size_t endless(const Scan *z, const CodeMap *map, size_t at)
{
    for (;;) {
        while (at < z->n && map->bytes[z->s[at]] == CODEMAP_IN)
            at++;
        const size_t k = one(z, map, at);
        if (k == 0)
            return at;
        at += k;
    }
}

/* Takes up to `most` characters of the class; their number. */
static uint32_t take(const Scan *z, const CodeMap *map, uint32_t most, size_t *at)
{
    uint32_t taken = 0;
    for (size_t k; taken < most && (k = one(z, map, *at)) != 0; taken++)
        *at += k;
    return taken;
}

/* Executes a run at *at: false where its minimum is not there; *choice is what else it could take,
 * and *has_choice whether there is such. */
static inline bool run(Scan *z, const SplitInstr *i, size_t *at, Choice *choice, bool *has_choice)
{
    const size_t from = *at;
    if (take(z, i->map, i->min, at) < i->min) {
        z->reach = *at > z->reach ? *at : z->reach;
        return false;
    }
    const size_t low = *at;
    *has_choice = false;
    if (i->greed == SPLITGREED_LAZY) {
        *has_choice = i->max > i->min;
        const uint32_t more = i->max == SPLIT_ENDLESS ? SPLIT_ENDLESS : i->max - i->min;
        *choice = (Choice){.more = more, .at = *at, .low = *at, .lazy = i->map};
    } else {
        if (i->max == SPLIT_ENDLESS)
            *at = endless(z, i->map, *at);
        else
            take(z, i->map, i->max - i->min, at);
        *has_choice = i->greed == SPLITGREED_GREEDY && *at > low;
        *choice = (Choice){.at = *at, .low = low};
    }
    z->steps += *at - from;
    z->reach = *at > z->reach ? *at : z->reach;
    return true;
}

/* The next way of the last choice: its place in *at and *pc. Whether the choice has more ways is
 * the answer; false where it is used up. *fits is false where it had none left at all. */
static bool choice_next(Scan *z, Choice *c, size_t *at, bool *fits)
{
    *fits = true;
    z->steps++;
    if (c->lazy) {
        const size_t k = one(z, c->lazy, c->at);
        *fits = k != 0;
        *at = c->at += k;
        z->reach = *at > z->reach ? *at : z->reach;
        c->more -= c->more != SPLIT_ENDLESS;
        return *fits && c->more > 0;
    }
    if (c->at > c->low) {
        do
            c->at--;
        while ((z->s[c->at] & 0xC0) == 0x80);
    }
    *at = c->at;
    return c->at > c->low;
}

static bool is_patient(const Scan *z, size_t from)
{
    return z->steps < PATIENCE || (z->steps - PATIENCE) / PATIENCE_PER_BYTE <= z->reach - from;
}

typedef enum { TRIED_NO, TRIED_YES, TRIED_TOO_LONG } Tried;

/* Whether the instructions from `pc` on match at `at`; *end is where. Recursion: only lookahead
 * inside of lookahead. `from` is where the patience begins to count. */
static Tried try_at(Scan *z, uint32_t pc, size_t at, size_t from, size_t *end)
{
    Choice choices[CHOICES_MOST];
    size_t n_choices = 0;
    for (;;) {
        const SplitInstr *i = &z->form->instrs[pc];
        bool ok = true;
        bool has_choice = false;
        size_t k;
        switch (i->op) {
        case SPLITOP_MATCH:
            *end = at;
            return TRIED_YES;
        case SPLITOP_SET:
            k = one(z, i->map, at);
            ok = k != 0;
            at += k;
            pc++;
            break;
        case SPLITOP_RUN:
            ok = run(z, i, &at, &choices[n_choices], &has_choice);
            pc++;
            if (has_choice)
                choices[n_choices++].pc = pc;
            break;
        case SPLITOP_LOOK_SET:
            ok = (one(z, i->map, at) != 0) != i->negative;
            pc++;
            break;
        case SPLITOP_LOOK: {
            size_t unused;
            const Tried t = try_at(z, pc + 1, at, from, &unused);
            if (t == TRIED_TOO_LONG)
                return t;
            ok = (t == TRIED_YES) != i->negative;
            pc = i->to;
            break;
        }
        case SPLITOP_ASSERT:
            ok = splitprogram_asserts(i, scan_text(z), at);
            pc++;
            break;
        case SPLITOP_BRANCH:
            choices[n_choices++] = (Choice){.pc = i->to, .at = at, .low = at};
            pc++;
            break;
        case SPLITOP_BRANCH_TO:
            choices[n_choices++] = (Choice){.pc = pc + 1, .at = at, .low = at};
            pc = i->to;
            break;
        case SPLITOP_JUMP:
            pc = i->to;
            break;
        }
        while (!ok) {
            if (n_choices == 0)
                return TRIED_NO;
            if (!is_patient(z, from))
                return TRIED_TOO_LONG;
            pc = choices[n_choices - 1].pc;
            n_choices -= !choice_next(z, &choices[n_choices - 1], &at, &ok);
        }
    }
}

bool splitpattern_next(const SplitPattern *p, Str text, size_t from, size_t *start, size_t *end)
{
    const SplitProgram *g = &p->program;
    Scan z = {&g->runs, (const uint8_t *)text.s, text.n, 0, from};
    const bool by_runs = g->runs.n && g->runs.n_choices <= CHOICES_MOST;
    for (size_t at = from; at < text.n && by_runs;) {
        for (const uint32_t *alt = g->starts[z.s[at]]; *alt != SPLIT_NO_START; alt++) {
            const Tried t = try_at(&z, *alt, at, from, end);
            z.steps++;
            if (t == TRIED_TOO_LONG)
                return splitsteps_next(&g->steps, text, from, start, end);
            if (t == TRIED_YES) {
                *start = at;
                return true;
            }
        }
        do
            at++;
        while (at < text.n && (z.s[at] & 0xC0) == 0x80);
        z.reach = at > z.reach ? at : z.reach;
        if (!is_patient(&z, from))
            return splitsteps_next(&g->steps, text, from, start, end);
    }
    return !by_runs && from < text.n && splitsteps_next(&g->steps, text, from, start, end);
}

SplitPattern *splitpattern_compile(Str regex, Err *e)
{
    SplitPattern *p = mem_zero(1, sizeof *p);
    Arena scratch = {0};
    const SplitNode *tree = splitparse(regex, &scratch, e);
    if (!tree || splitprogram_compile(&p->program, tree, &p->arena, e) != 0)
        goto fail;
    if (splitnode_nullable(tree)) {
        err_set(e, ERR_FORMAT, "it can match nothing, which is not supported");
        goto fail;
    }
    arena_free(&scratch);
    return p;
fail:
    err_add(e, "the splitting pattern");
    arena_free(&scratch);
    splitpattern_free(p);
    return NULL;
}

void splitpattern_free(SplitPattern *p)
{
    if (!p)
        return;
    arena_free(&p->arena);
    free(p);
}
