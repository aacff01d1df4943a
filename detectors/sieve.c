/* The automaton of many patterns: see sieve.h.
 *
 * Subset construction from the start state, nearest states first, so that what does not fit any more
 * is what lies deepest. Bytes that no pattern tells apart are one column of the table.
 *
 *   table[state * columns + column[byte]] -> state; DEAD: nothing can match any more; CUT: unknown
 *   matches[state]: rows whose pattern has matched when the walk comes here
 *   alive[state]: rows that were not decided in a state with a CUT */
#include "detectors/sieve.h"

#include "detectors/expression.h"

#include "audit/base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { DEAD = UINT16_MAX, CUT = UINT16_MAX - 1, STATES_MOST = UINT16_MAX - 2 };

typedef struct {
    uint32_t from, n; /* in `lists` */
} RowList;

struct Sieve {
    size_t n, n_unread;
    size_t longest; /* window; SIZE_MAX: none */
    size_t *window; /* [n]; SIZE_MAX: none */
    bool *exact;    /* [n]; a match is one */
    uint32_t *unread;
    unsigned char column[256];
    size_t columns;
    uint16_t *table;
    RowList *matches, *alive; /* [states] */
    size_t states;
    uint32_t *lists;
    size_t n_lists;
};

/* The steps of all rows, one behind another. */
typedef struct {
    uint32_t row; /* END, BYTE */
    StepKind kind;
    uint32_t next, other; /* in the joined steps */
    uint64_t columns[4];  /* BYTE */
} Step;

/* A set of steps on the way to becoming a state. */
typedef struct {
    uint32_t *at; /* [n], in rising order when it is done */
    uint32_t n;
} StepSet;

typedef struct {
    Sieve *s;
    Step *steps;
    uint32_t n_steps;
    uint32_t *seen; /* [n_steps]: the mark of the set that has the step */
    uint32_t mark;
    uint32_t *stack;   /* [n_steps] */
    StepSet *sets;     /* [states] */
    uint32_t *buckets; /* [n_buckets] state + 1 by hash; 0: free */
    size_t n_buckets, most;
    StepSet *next; /* [columns] where each column leads from the state at hand */
} Maker;

/* ---- columns ---- */

/* Splits the columns by one more set of bytes. */
static void columns_split(Sieve *s, const ByteSet *set)
{
    unsigned char twin[256]; /* the column of a column's bytes that are in the set */
    bool in[256] = {false}, out[256] = {false};
    for (unsigned b = 0; b < 256; b++)
        *(byteset_has(set, (unsigned char)b) ? &in[s->column[b]] : &out[s->column[b]]) = true;
    const size_t before = s->columns;
    for (size_t c = 0; c < before; c++)
        twin[c] = (unsigned char)(in[c] && out[c] ? s->columns++ : c);
    for (unsigned b = 0; b < 256; b++)
        if (byteset_has(set, (unsigned char)b))
            s->column[b] = twin[s->column[b]];
}

static void columns_of(const Sieve *s, const ByteSet *set, uint64_t columns[4])
{
    memset(columns, 0, 4 * sizeof *columns);
    for (unsigned b = 0; b < 256; b++)
        if (byteset_has(set, (unsigned char)b))
            columns[s->column[b] / 64] |= UINT64_C(1) << (s->column[b] % 64);
}

/* ---- states ---- */

static int compare_steps(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Adds a step, or what a fork leads to, to the set under the current mark. */
static void set_add_step(Maker *m, StepSet *set, uint32_t step)
{
    uint32_t depth = 0;
    if (m->seen[step] == m->mark)
        return;
    m->seen[step] = m->mark;
    m->stack[depth++] = step;
    while (depth > 0) {
        const uint32_t at = m->stack[--depth];
        if (m->steps[at].kind != STEP_FORK) {
            set->at = mem_resize(set->at, set->n + 1, sizeof *set->at);
            set->at[set->n++] = at;
            continue;
        }
        const uint32_t ways[2] = {m->steps[at].next, m->steps[at].other};
        for (int i = 0; i < 2; i++)
            if (m->seen[ways[i]] != m->mark) {
                m->seen[ways[i]] = m->mark;
                m->stack[depth++] = ways[i];
            }
    }
}

/* The rows of the set's steps of one kind, each once. */
static RowList rows_list(Maker *m, const StepSet *set, bool ends)
{
    Sieve *s = m->s;
    RowList list = {(uint32_t)s->n_lists, 0};
    for (uint32_t i = 0; i < set->n; i++) {
        const Step *step = &m->steps[set->at[i]];
        if ((step->kind == STEP_END) != ends)
            continue;
        if (list.n > 0 && s->lists[s->n_lists - 1] == step->row)
            continue; /* steps are in order of row */
        s->lists = mem_resize(s->lists, s->n_lists + 1, sizeof *s->lists);
        s->lists[s->n_lists++] = step->row;
        list.n++;
    }
    return list;
}

static uint64_t set_hash(const StepSet *set)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (uint32_t i = 0; i < set->n; i++)
        h = (h ^ set->at[i]) * 0x100000001b3u;
    return h ^ h >> 29;
}

/* The state of a set of steps, which is taken over: an old one, a new one, or CUT. */
static uint16_t state_of(Maker *m, StepSet *set)
{
    Sieve *s = m->s;
    qsort(set->at, set->n, sizeof *set->at, compare_steps);
    size_t bucket = set_hash(set) % m->n_buckets;
    for (; m->buckets[bucket] != 0; bucket = (bucket + 1) % m->n_buckets) {
        const StepSet *old = &m->sets[m->buckets[bucket] - 1];
        if (old->n == set->n && memcmp(old->at, set->at, set->n * sizeof *set->at) == 0) {
            free(set->at);
            *set = (StepSet){0};
            return (uint16_t)(m->buckets[bucket] - 1);
        }
    }
    if (s->states == m->most) {
        free(set->at);
        *set = (StepSet){0};
        return CUT;
    }
    m->buckets[bucket] = (uint32_t)s->states + 1;
    m->sets[s->states] = *set;
    s->matches[s->states] = rows_list(m, set, true);
    *set = (StepSet){0};
    return (uint16_t)s->states++;
}

/* Where the columns lead from a state: one row of the table. */
static void state_expand(Maker *m, size_t state)
{
    Sieve *s = m->s;
    bool cut = false;
    uint64_t live[4] = {0};
    for (uint32_t i = 0; i < m->sets[state].n; i++)
        for (int k = 0; k < 4; k++)
            live[k] |= m->steps[m->sets[state].at[i]].columns[k];
    for (size_t c = 0; c < s->columns; c++) {
        if (!(live[c / 64] >> (c % 64) & 1)) {
            s->table[state * s->columns + c] = DEAD;
            continue;
        }
        m->mark++;
        for (uint32_t i = 0; i < m->sets[state].n; i++) {
            const Step *step = &m->steps[m->sets[state].at[i]];
            if (step->kind == STEP_BYTE && step->columns[c / 64] >> (c % 64) & 1)
                set_add_step(m, &m->next[c], step->next);
        }
        const uint16_t to = state_of(m, &m->next[c]);
        s->table[state * s->columns + c] = to;
        cut |= to == CUT;
    }
    if (cut)
        s->alive[state] = rows_list(m, &m->sets[state], false);
}

/* ---- opening ---- */

/* Puts a row's steps behind those of the rows before; false when it is not understood. */
static bool row_read(Maker *m, const char *pattern, uint32_t row, Expression *x)
{
    if (!expression_read(x, pattern))
        return false;
    for (uint32_t i = 0; i < x->n; i++)
        if (x->steps[i].kind == STEP_BYTE)
            columns_split(m->s, &x->steps[i].set);
    m->s->exact[row] = x->exact;
    return true;
}

static void row_join(Maker *m, const Expression *x, uint32_t row, StepSet *start)
{
    const uint32_t first = m->n_steps;
    m->steps = mem_resize(m->steps, (size_t)first + x->n, sizeof *m->steps);
    for (uint32_t i = 0; i < x->n; i++) {
        const ExpressionStep *from = &x->steps[i];
        Step *to = &m->steps[first + i];
        *to = (Step){row, from->kind, first + from->next, first + from->other, {0}};
        if (from->kind == STEP_BYTE)
            columns_of(m->s, &from->set, to->columns);
    }
    m->n_steps += x->n;
    start->at = mem_resize(start->at, start->n + 1, sizeof *start->at);
    start->at[start->n++] = first + x->start;
}

static void states_make(Maker *m, const StepSet *starts)
{
    Sieve *s = m->s;
    m->seen = mem_zero(m->n_steps, sizeof *m->seen);
    m->stack = mem_alloc(m->n_steps, sizeof *m->stack);
    m->sets = mem_zero(m->most, sizeof *m->sets);
    m->n_buckets = 2 * m->most + 1;
    m->buckets = mem_zero(m->n_buckets, sizeof *m->buckets);
    m->next = mem_zero(s->columns, sizeof *m->next);
    s->matches = mem_zero(m->most, sizeof *s->matches);
    s->alive = mem_zero(m->most, sizeof *s->alive);
    StepSet first = {0};
    m->mark++;
    for (uint32_t i = 0; i < starts->n; i++)
        set_add_step(m, &first, starts->at[i]);
    state_of(m, &first);
    size_t room = 0;
    for (size_t state = 0; state < s->states; state++) {
        if (state == room) {
            room = room ? 2 * room : 64;
            s->table = mem_resize(s->table, room * s->columns, sizeof *s->table);
        }
        state_expand(m, state);
    }
    for (size_t i = 0; i < s->states; i++)
        free(m->sets[i].at);
    s->table = mem_resize(s->table, s->states * s->columns, sizeof *s->table);
    s->matches = mem_resize(s->matches, s->states, sizeof *s->matches);
    s->alive = mem_resize(s->alive, s->states, sizeof *s->alive);
    free(m->seen);
    free(m->stack);
    free(m->sets);
    free(m->buckets);
    free(m->next);
}

Sieve *sieve_open(const SieveRow *rows, size_t n, size_t states)
{
    assert(states > 0 && states <= STATES_MOST);
    Sieve *s = mem_zero(1, sizeof *s);
    Maker m = {.s = s, .most = states};
    StepSet starts = {0};
    Expression *x = mem_zero(n, sizeof *x);
    s->n = n;
    s->columns = 1;
    s->window = mem_alloc(n, sizeof *s->window);
    s->exact = mem_zero(n, sizeof *s->exact);
    s->unread = mem_alloc(n, sizeof *s->unread);
    for (size_t i = 0; i < n; i++) {
        s->window[i] = rows[i].window_bytes ? rows[i].window_bytes : SIZE_MAX;
        if (s->window[i] > s->longest)
            s->longest = s->window[i];
        if (!row_read(&m, rows[i].pattern, (uint32_t)i, &x[i]))
            s->unread[s->n_unread++] = (uint32_t)i;
    }
    for (size_t i = 0; i < n; i++)
        if (x[i].steps)
            row_join(&m, &x[i], (uint32_t)i, &starts);
    if (starts.n > 0)
        states_make(&m, &starts);
    for (size_t i = 0; i < n; i++)
        expression_free(&x[i]);
    free(x);
    free(starts.at);
    free(m.steps);
    return s;
}

void sieve_close(Sieve *s)
{
    if (!s)
        return;
    free(s->window);
    free(s->exact);
    free(s->unread);
    free(s->table);
    free(s->matches);
    free(s->alive);
    free(s->lists);
    free(s);
}

/* ---- walking ---- */

/* Notes what is new of a row. place[row]: 1 + its place among the hits; 0: none yet. */
static size_t hit_note(SieveHit *hits, uint32_t *place, size_t n, SieveHit h)
{
    if (place[h.row] == 0) {
        place[h.row] = (uint32_t)n + 1;
        hits[n] = h;
        return n + 1;
    }
    SieveHit *old = &hits[place[h.row] - 1];
    old->ask |= h.ask;
    old->end = h.end;
    return n;
}

static size_t matches_note(const Sieve *s, size_t state, size_t at, SieveHit *hits, uint32_t *place,
                           size_t n)
{
    const RowList list = s->matches[state];
    for (uint32_t i = 0; i < list.n; i++) {
        const uint32_t row = s->lists[list.from + i];
        if (at <= s->window[row])
            n = hit_note(hits, place, n, (SieveHit){row, !s->exact[row], at});
    }
    return n;
}

static size_t alive_note(const Sieve *s, size_t state, size_t at, SieveHit *hits, uint32_t *place,
                         size_t n)
{
    const RowList list = s->alive[state];
    for (uint32_t i = 0; i < list.n; i++) {
        const uint32_t row = s->lists[list.from + i];
        if (at < s->window[row])
            n = hit_note(hits, place, n, (SieveHit){row, true, at});
    }
    return n;
}

static size_t states_walk(const Sieve *s, Str text, SieveHit *hits, uint32_t *place, size_t n)
{
    const size_t most = text.n < s->longest ? text.n : s->longest;
    size_t state = 0;
    for (size_t at = 0;; at++) {
        if (s->matches[state].n > 0)
            n = matches_note(s, state, at, hits, place, n);
        if (at == most)
            return n;
        const uint16_t to = s->table[state * s->columns + s->column[(unsigned char)text.s[at]]];
        if (to == DEAD)
            return n;
        if (to == CUT)
            return alive_note(s, state, at, hits, place, n);
        state = to;
    }
}

size_t sieve_run(const Sieve *s, Str text, SieveHit *hits, uint32_t *place)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n_unread; i++)
        n = hit_note(hits, place, n, (SieveHit){s->unread[i], true, 0});
    if (s->states > 0)
        n = states_walk(s, text, hits, place, n);
    for (size_t i = 0; i < n; i++)
        place[hits[i].row] = 0;
    return n;
}

size_t sieve_states(const Sieve *s)
{
    return s->states;
}

size_t sieve_unread(const Sieve *s)
{
    return s->n_unread;
}
