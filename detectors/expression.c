/* Reading regular expressions: see expression.h.
 *
 * Read from left to right into a tree, with a stack of open groups in the place of recursion; then
 * the tree becomes steps from its end to its beginning, so that each step knows what follows. */
#include "detectors/expression.h"

#include "detectors/ascii.h"

#include "audit/base/mem.h"

#include <stdlib.h>
#include <string.h>

typedef enum { NODE_EMPTY, NODE_SET, NODE_THEN, NODE_OR, NODE_REPEAT } NodeKind;

typedef struct {
    NodeKind kind;
    uint32_t a, b;        /* THEN, OR: both; REPEAT: a */
    uint32_t least, most; /* REPEAT; most REPEAT_ENDLESS: no end */
    ByteSet set;          /* SET */
} Node;

enum { REPEAT_ENDLESS = UINT16_MAX, REPEAT_MOST = 1000, GROUPS_OPEN = 32, NODES = 4000 };

/* What was read of a group that is still open: (done | before last */
typedef struct {
    uint32_t done, before, last;
    bool has_done;
    bool folds; /* case does not count */
} Group;

typedef struct {
    const unsigned char *c; /* the next byte; a NUL ends the pattern */
    Node *nodes;            /* node 0 is the empty one */
    uint32_t n;
    Group groups[GROUPS_OPEN];
    size_t open;
    bool exact, understood;
} Reader;

/* ---- sets of bytes ---- */

static void set_add(ByteSet *s, unsigned from, unsigned to)
{
    for (unsigned b = from; b <= to; b++)
        s->bits[b / 64] |= UINT64_C(1) << (b % 64);
}

static void set_join(ByteSet *s, const ByteSet *other, bool inverted)
{
    for (int i = 0; i < 4; i++)
        s->bits[i] |= inverted ? ~other->bits[i] : other->bits[i];
}

/* Where case does not count, the other case of ASCII letters. Of letters above 0x7F some change case
 * and some do not: taken as any of them. */
static void set_fold(Reader *r, ByteSet *s)
{
    for (unsigned char upper = 'A'; upper <= 'Z'; upper++) {
        const unsigned char lower = (unsigned char)(upper + 32);
        if (byteset_has(s, upper))
            set_add(s, lower, lower);
        else if (byteset_has(s, lower))
            set_add(s, upper, upper);
    }
    if (s->bits[2] | s->bits[3]) {
        set_add(s, 0x80, 0xFF);
        r->exact = false;
    }
}

/* \d, \w, \s and their opposites, all of ASCII; false for another letter. */
static bool set_of_class(unsigned char letter, ByteSet *s)
{
    ByteSet class = {{0}};
    switch (letter | 32) {
    case 'd':
        set_add(&class, '0', '9');
        break;
    case 'w':
        set_add(&class, '0', '9');
        set_add(&class, 'A', 'Z');
        set_add(&class, 'a', 'z');
        set_add(&class, '_', '_');
        break;
    case 's':
        set_add(&class, '\t', '\n');
        set_add(&class, '\f', '\r');
        set_add(&class, ' ', ' ');
        break;
    default:
        return false;
    }
    set_join(s, &class, letter < 'a');
    return true;
}

static int hex_value(unsigned char c)
{
    return !ascii_hex((char)c) ? -1 : c <= '9' ? c - '0' : (c | 32) - 'a' + 10;
}

/* The byte behind a backslash; -1 for what is not one byte, or not understood. */
static int escaped_byte(Reader *r)
{
    static const char letters[] = "abfnrtv";
    static const char bytes[] = "\a\0\f\n\r\t\v"; /* \b is an assertion */
    const unsigned char c = *r->c++;
    if (c == 'x') {
        const int high = hex_value(r->c[0]), low = high < 0 ? -1 : hex_value(r->c[1]);
        if (low < 0)
            return -1;
        r->c += 2;
        return high * 16 + low;
    }
    if (c != 0 && !ascii_alnum((char)c) && c < 0x80)
        return c;
    const char *letter = c && c != 'b' ? strchr(letters, c) : NULL;
    return letter ? (unsigned char)bytes[letter - letters] : -1;
}

/* One end of a range within brackets, a byte or an escape of one; -1 when it is none. */
static int class_byte(Reader *r)
{
    if (*r->c == '\\') {
        r->c++;
        return escaped_byte(r);
    }
    return *r->c ? *r->c++ : -1;
}

/* Behind '[', to behind its ']'. */
static bool class_read(Reader *r, ByteSet *s)
{
    ByteSet in = {{0}};
    const bool inverted = *r->c == '^';
    r->c += inverted;
    for (bool first = true; first || *r->c != ']'; first = false) {
        if (*r->c == '\0' || (r->c[0] == '[' && r->c[1] == ':'))
            return false;
        if (*r->c == '\\' && set_of_class(r->c[1], &in)) {
            r->c += 2;
            continue;
        }
        const int from = class_byte(r);
        int to = from;
        if (from >= 0 && r->c[0] == '-' && r->c[1] != ']' && r->c[1] != '\0') {
            r->c++;
            to = class_byte(r);
        }
        if (from < 0 || to < from)
            return false;
        set_add(&in, (unsigned)from, (unsigned)to);
    }
    r->c++;
    if (r->groups[r->open].folds) {
        if (inverted && (in.bits[2] | in.bits[3]))
            return false; /* more, inverted, would be less */
        set_fold(r, &in);
    }
    set_join(s, &in, inverted);
    return true;
}

/* ---- the tree ---- */

static uint32_t node_add(Reader *r, Node n)
{
    if (r->n == NODES) {
        r->understood = false;
        return 0;
    }
    r->nodes[r->n] = n;
    return r->n++;
}

static uint32_t node_then(Reader *r, uint32_t a, uint32_t b)
{
    return a == 0 ? b : b == 0 ? a : node_add(r, (Node){.kind = NODE_THEN, .a = a, .b = b});
}

/* What was read last can no longer be repeated: it joins what stands before it. */
static void group_settle(Reader *r, Group *g)
{
    g->before = node_then(r, g->before, g->last);
    g->last = 0;
}

static void group_alternative(Reader *r, Group *g)
{
    group_settle(r, g);
    g->done = g->has_done ? node_add(r, (Node){.kind = NODE_OR, .a = g->done, .b = g->before})
                          : g->before;
    g->has_done = true;
    g->before = 0;
}

static void atom_add(Reader *r, ByteSet set)
{
    Group *g = &r->groups[r->open];
    group_settle(r, g);
    g->last = node_add(r, (Node){.kind = NODE_SET, .set = set});
}

static void byte_add(Reader *r, unsigned char b)
{
    ByteSet s = {{0}};
    set_add(&s, b, b);
    if (r->groups[r->open].folds)
        set_fold(r, &s);
    atom_add(r, s);
}

/* Behind '(': (?:...), (?i), (?i:...) and plain groups, whose text is RE2's to give. */
static void group_open(Reader *r)
{
    bool folds = r->groups[r->open].folds, opens = true;
    if (*r->c == '?') {
        r->c++;
        if (*r->c == 'i') {
            folds = true;
            r->c++;
        }
        opens = *r->c == ':';
        if (*r->c != ':' && *r->c != ')')
            r->understood = false;
        else
            r->c++;
    }
    if (!opens) {
        r->groups[r->open].folds = folds;
        return;
    }
    group_settle(r, &r->groups[r->open]);
    if (r->open + 1 == GROUPS_OPEN)
        r->understood = false;
    else
        r->groups[++r->open] = (Group){.folds = folds};
}

static void group_close(Reader *r)
{
    if (r->open == 0) {
        r->understood = false;
        return;
    }
    Group *g = &r->groups[r->open];
    group_alternative(r, g);
    r->groups[--r->open].last = g->done;
}

static void escape_add(Reader *r)
{
    ByteSet s = {{0}};
    const unsigned char c = *r->c;
    if (c == 'b' || c == 'B' || c == 'A' || c == 'z') {
        r->c++;
        r->exact = false;
        group_settle(r, &r->groups[r->open]);
    } else if (set_of_class(c, &s)) {
        r->c++;
        atom_add(r, s);
    } else {
        const int b = escaped_byte(r);
        if (b < 0)
            r->understood = false;
        else
            byte_add(r, (unsigned char)b);
    }
}

/* "{3}", "{3,}", "{3,5}" at r->c, which moves behind it. False for anything else, which stands for
 * itself. */
static bool counts_read(Reader *r, uint32_t *least, uint32_t *most)
{
    const char *c = (const char *)r->c + 1;
    char *end;
    if (!ascii_digit(*c))
        return false;
    unsigned long n = strtoul(c, &end, 10), m = n;
    if (*end == ',') {
        c = end + 1;
        m = ascii_digit(*c) ? strtoul(c, &end, 10) : REPEAT_ENDLESS;
        if (!ascii_digit(*c))
            end = (char *)(uintptr_t)c;
    }
    if (*end != '}')
        return false;
    if (n > REPEAT_MOST || (m > REPEAT_MOST && m != REPEAT_ENDLESS) || m < n)
        r->understood = false;
    r->c = (const unsigned char *)end + 1;
    *least = (uint32_t)(n & UINT16_MAX);
    *most = (uint32_t)(m & UINT16_MAX);
    return true;
}

/* What is behind the last atom and repeats it; false when r->c is no such thing. */
static bool repeat_read(Reader *r)
{
    uint32_t least = 0, most = REPEAT_ENDLESS;
    if (*r->c == '{') {
        if (!counts_read(r, &least, &most))
            return false;
    } else if (*r->c == '*' || *r->c == '+' || *r->c == '?') {
        least = *r->c == '+';
        most = *r->c == '?' ? 1 : REPEAT_ENDLESS;
        r->c++;
    } else {
        return false;
    }
    if (*r->c == '?') /* the shortest; all the same to the longest match */
        r->c++;
    Group *g = &r->groups[r->open];
    g->last = node_add(r, (Node){.kind = NODE_REPEAT, .a = g->last, .least = least, .most = most});
    return true;
}

static void part_read(Reader *r)
{
    ByteSet s = {{0}};
    if (repeat_read(r))
        return;
    const unsigned char c = *r->c++;
    switch (c) {
    case '(':
        group_open(r);
        break;
    case ')':
        group_close(r);
        break;
    case '|':
        group_alternative(r, &r->groups[r->open]);
        break;
    case '[':
        if (!class_read(r, &s))
            r->understood = false;
        else
            atom_add(r, s);
        break;
    case '.':
        set_add(&s, 0, '\n' - 1);
        set_add(&s, '\n' + 1, 0xFF);
        atom_add(r, s);
        break;
    case '^':
    case '$':
        r->exact = false;
        group_settle(r, &r->groups[r->open]);
        break;
    case '\\':
        escape_add(r);
        break;
    default:
        byte_add(r, c);
    }
}

/* ---- the steps ---- */

typedef struct {
    const Node *nodes;
    Expression *x;
    uint32_t capacity;
    bool fits;
} Writer;

static uint32_t step_add(Writer *w, ExpressionStep s)
{
    Expression *x = w->x;
    if (x->n == EXPRESSION_STEPS) {
        w->fits = false;
        return 0;
    }
    if (x->n == w->capacity) {
        w->capacity = w->capacity ? 2 * w->capacity : 64;
        x->steps = mem_resize(x->steps, w->capacity, sizeof *x->steps);
    }
    x->steps[x->n] = s;
    return x->n++;
}

/* The steps of a node in front of `next`; returns the first. */
static uint32_t node_write(Writer *w, uint32_t node, uint32_t next)
{
    const Node *n = &w->nodes[node];
    if (!w->fits)
        return 0;
    switch (n->kind) {
    case NODE_EMPTY:
        return next;
    case NODE_SET:
        return step_add(w, (ExpressionStep){.kind = STEP_BYTE, .next = next, .set = n->set});
    case NODE_THEN:
        return node_write(w, n->a, node_write(w, n->b, next));
    case NODE_OR: {
        const uint32_t a = node_write(w, n->a, next), b = node_write(w, n->b, next);
        return step_add(w, (ExpressionStep){.kind = STEP_FORK, .next = a, .other = b});
    }
    case NODE_REPEAT:
        break;
    }
    uint32_t at = next;
    if (n->a == 0)
        return next;
    if (n->most == REPEAT_ENDLESS) {
        at = step_add(w, (ExpressionStep){.kind = STEP_FORK, .other = next});
        const uint32_t again = node_write(w, n->a, at);
        w->x->steps[at].next = again;
    } else {
        for (uint32_t i = n->least; i < n->most && w->fits; i++) {
            const uint32_t one = node_write(w, n->a, at);
            at = step_add(w, (ExpressionStep){.kind = STEP_FORK, .next = one, .other = next});
        }
    }
    for (uint32_t i = 0; i < n->least && w->fits; i++)
        at = node_write(w, n->a, at);
    return at;
}

bool expression_read(Expression *x, const char *pattern)
{
    Reader *r = mem_zero(1, sizeof *r);
    r->c = (const unsigned char *)pattern;
    r->exact = r->understood = true;
    r->nodes = mem_alloc(NODES, sizeof *r->nodes);
    r->nodes[r->n++] = (Node){.kind = NODE_EMPTY};
    while (r->understood && *r->c != '\0')
        part_read(r);
    group_alternative(r, &r->groups[0]);
    *x = (Expression){.exact = r->exact};
    Writer w = {.nodes = r->nodes, .x = x, .fits = r->understood && r->open == 0};
    if (w.fits) {
        step_add(&w, (ExpressionStep){.kind = STEP_END});
        x->start = node_write(&w, r->groups[0].done, 0);
    }
    free(r->nodes);
    free(r);
    if (!w.fits)
        expression_free(x);
    return w.fits;
}

void expression_free(Expression *x)
{
    free(x->steps);
    *x = (Expression){0};
}
