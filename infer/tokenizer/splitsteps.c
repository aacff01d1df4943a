/* Lockstep matching: see splitsteps.h.
 *
 * At each place in the text there is a list of threads, best first: instructions that wait for a
 * character. A thread that reaches an instruction where a better one already is can only repeat it,
 * and ends. A thread that matches ends all worse ones. */
#include "infer/tokenizer/splitsteps.h"

#include "audit/base/mem.h"

#include <stdlib.h>

typedef struct {
    uint32_t pc;
    size_t start; /* where its match began */
} Thread;

typedef struct {
    Thread *threads;
    uint32_t n;
} ThreadList;

typedef struct {
    const SplitForm *form;
    Str text;
    ThreadList now, then;
    size_t *seen;    /* [form->n]: 1 + the place for which a thread last came to this instruction */
    uint32_t *stack; /* instructions still to be visited */
} Steps;

static Steps steps_open(const SplitForm *form, Str text)
{
    const size_t n = form->n;
    return (Steps){
        .form = form,
        .text = text,
        .now = {mem_alloc(n, sizeof(Thread)), 0},
        .then = {mem_alloc(n, sizeof(Thread)), 0},
        .seen = mem_zero(n, sizeof(size_t)),
        /* A branch replaces itself by two, and is visited once. */
        .stack = mem_alloc(n + 1, sizeof(uint32_t)),
    };
}

static void steps_close(Steps *s)
{
    free(s->now.threads);
    free(s->then.threads);
    free(s->seen);
    free(s->stack);
}

static bool has_next(const CodeMap *map, Str text, size_t at)
{
    return at < text.n && codemap_has(map, unicode_next(text, &at));
}

/* Where an instruction that consumes nothing leads, the better way last on the stack; the new
 * height of the stack. `looks` is whether a SPLITOP_LOOK's content matches. */
static uint32_t lead(Steps *s, uint32_t pc, size_t at, bool looks, uint32_t height)
{
    const SplitInstr *i = &s->form->instrs[pc];
    switch (i->op) {
    case SPLITOP_BRANCH:
        s->stack[height++] = i->to;
        s->stack[height++] = pc + 1;
        break;
    case SPLITOP_BRANCH_TO:
        s->stack[height++] = pc + 1;
        s->stack[height++] = i->to;
        break;
    case SPLITOP_JUMP:
        s->stack[height++] = i->to;
        break;
    case SPLITOP_LOOK_SET:
        if (has_next(i->map, s->text, at) != i->negative)
            s->stack[height++] = pc + 1;
        break;
    case SPLITOP_LOOK:
        if (looks != i->negative)
            s->stack[height++] = i->to;
        break;
    case SPLITOP_ASSERT:
        if (splitprogram_asserts(i, s->text, at))
            s->stack[height++] = pc + 1;
        break;
    case SPLITOP_SET:
    case SPLITOP_RUN:
    case SPLITOP_MATCH:
        break;
    }
    return height;
}

typedef struct {
    uint32_t pc;   /* where the program begins */
    size_t from;   /* where the match begins, at the earliest */
    bool anchored; /* and at the latest */
    bool first;    /* any match will do: nobody asks for its end */
} Question;

/* Runs until the answer is known. */
static bool ask(const SplitForm *form, Str text, Question q, size_t *start, size_t *end)
{
    Steps s = steps_open(form, text);
    bool found = false;
    for (size_t at = q.from;;) {
        /* The threads that arrived here, best first, and behind them one that begins here. */
        const uint32_t n_arrived = s.now.n;
        const bool begins = !found && (at == q.from || !q.anchored);
        size_t next = at;
        const uint32_t c = at < text.n ? unicode_next(text, &next) : 0;
        bool cut = false;
        s.then.n = 0;
        for (uint32_t t = 0; t < n_arrived + begins && !cut; t++) {
            const Thread thread = t < n_arrived ? s.now.threads[t] : (Thread){q.pc, at};
            uint32_t height = 0;
            s.stack[height++] = thread.pc;
            while (height && !cut) {
                const uint32_t pc = s.stack[--height];
                const SplitInstr *i = &form->instrs[pc];
                if (s.seen[pc] == at + 1)
                    continue;
                s.seen[pc] = at + 1;
                if (i->op == SPLITOP_MATCH) {
                    found = cut = true;
                    *start = thread.start;
                    *end = at;
                } else if (i->op == SPLITOP_SET) {
                    if (at < text.n && codemap_has(i->map, c))
                        s.then.threads[s.then.n++] = (Thread){pc + 1, thread.start};
                } else {
                    size_t unused;
                    const bool looks =
                        i->op == SPLITOP_LOOK &&
                        ask(form, text, (Question){pc + 1, at, true, true}, &unused, &unused);
                    height = lead(&s, pc, at, looks, height);
                }
            }
        }
        const bool over = s.then.n == 0 && (found || q.anchored);
        if (at == text.n || over || (found && q.first))
            break;
        const ThreadList arrived = s.then;
        s.then = s.now;
        s.now = arrived;
        at = next;
    }
    steps_close(&s);
    return found;
}

bool splitsteps_next(const SplitForm *form, Str text, size_t from, size_t *start, size_t *end)
{
    return ask(form, text, (Question){0, from, false, false}, start, end);
}
