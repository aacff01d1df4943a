/* Compiled normalization rules: see spcharsmap.h.
 *
 *   unit   bits 0-7 label, 8 has a leaf, 9 offset is in 256s, 10-30 offset, 31 is a leaf
 *   state  a place p among the units; base = p ^ offset(unit p)
 *   step   by byte b: q = base ^ b is the next state if the label of unit q is b and it is no leaf
 *   value  unit base, bits 0-30, where unit p has a leaf */
#include "infer/tokenizer/spcharsmap.h"

#include "audit/base/mem.h"
#include "infer/tokenizer/spchar.h"

#include <stdlib.h>
#include <string.h>

/* The library's limit on rules that begin one another (kMaxTrieResultsSize). */
enum { NESTED_RULES_MAX = 32 };

static size_t base_of(size_t state, uint32_t unit)
{
    return state ^ ((size_t)(unit >> 10) << ((unit & (1u << 9)) >> 6));
}

static bool has_leaf(uint32_t unit)
{
    return unit >> 8 & 1;
}

static bool is_step(uint32_t unit, unsigned byte)
{
    return (unit & (1u << 31 | 0xFF)) == byte;
}

/* ---- checking ---- */

/* A walk through all states, depth first; a state on the way to itself would be an endless rule. */
typedef struct {
    uint32_t state;
    uint16_t byte; /* the next to try */
} Visit;

enum { UNSEEN = 0, ON_THE_WAY = 255 }; /* else: 1 + most rules met from the state on */

static int check_value(const SpCharsmap *c, size_t base, Err *e)
{
    const size_t value = c->units[base] & 0x7FFFFFFF;
    if (!(c->units[base] >> 31) || value >= c->replacements.n) {
        err_set(e, ERR_FORMAT, "unit %zu is no leaf with an offset below %zu", base,
                c->replacements.n);
        return -1;
    }
    const char *text = c->replacements.s + value;
    const char *end = memchr(text, '\0', c->replacements.n - value);
    if (!end || !spchar_all_valid((Str){text, (size_t)(end - text)})) {
        err_set(e, ERR_FORMAT, "the replacement at %zu %s", value,
                end ? "is not UTF-8" : "does not end");
        return -1;
    }
    return 0;
}

/* What holds for one state: its steps and its leaf stay inside the array. */
static int check_state(const SpCharsmap *c, size_t state, Err *e)
{
    const size_t base = base_of(state, c->units[state]);
    if ((base | 0xFF) >= c->n_units) {
        err_set(e, ERR_FORMAT, "unit %zu points to %zu of %zu units", state, base, c->n_units);
        return -1;
    }
    return has_leaf(c->units[state]) ? check_value(c, base, e) : 0;
}

/* Follows the next step of the topmost visit: 1 it leads to an unseen state, now on top; 0 it does
 * not; -1 error. */
static int visit_step(const SpCharsmap *c, Visit *stack, size_t top, uint8_t *depth, Err *e)
{
    const uint32_t state = stack[top].state;
    const unsigned byte = stack[top].byte++;
    const size_t next = base_of(state, c->units[state]) ^ byte;
    if (!is_step(c->units[next], byte))
        return 0;
    if (depth[next] == ON_THE_WAY) {
        err_set(e, ERR_FORMAT, "units %u and %zu lead to one another", state, next);
        return -1;
    }
    if (depth[next] != UNSEEN)
        return 0;
    if (check_state(c, next, e) != 0)
        return -1;
    depth[next] = ON_THE_WAY;
    stack[top + 1] = (Visit){(uint32_t)next, 0};
    return 1;
}

/* The most rules that a text can meet from this state on, all of whose steps are done. */
static unsigned rules_from(const SpCharsmap *c, size_t state, const uint8_t *depth)
{
    const size_t base = base_of(state, c->units[state]);
    unsigned most = 0;
    for (unsigned byte = 0; byte < 256; byte++) {
        if (is_step(c->units[base ^ byte], byte) && depth[base ^ byte] - 1u > most)
            most = depth[base ^ byte] - 1u;
    }
    return most + has_leaf(c->units[state]);
}

static int check_units(const SpCharsmap *c, Err *e)
{
    if (check_state(c, 0, e) != 0)
        return -1;
    uint8_t *depth = mem_zero(c->n_units, 1);
    Visit *stack = mem_alloc(c->n_units + 1, sizeof *stack);
    size_t top = 0;
    int rc = 0;
    stack[0] = (Visit){0, 0};
    depth[0] = ON_THE_WAY;
    while (rc == 0) {
        if (stack[top].byte < 256) {
            rc = visit_step(c, stack, top, depth, e);
            top += rc == 1;
            rc = rc == 1 ? 0 : rc;
            continue;
        }
        const unsigned rules = rules_from(c, stack[top].state, depth);
        if (rules > NESTED_RULES_MAX) {
            err_set(e, ERR_FORMAT, "more than %d rules begin one another", NESTED_RULES_MAX);
            rc = -1;
        }
        depth[stack[top].state] = (uint8_t)(rules + 1);
        if (top == 0)
            break;
        top--;
    }
    free(stack);
    free(depth);
    return rc;
}

/* ---- the whole ---- */

static uint32_t little_endian(const char *s)
{
    const unsigned char *b = (const unsigned char *)s;
    return b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

int spcharsmap_open(SpCharsmap *c, Str blob, Err *e)
{
    *c = (SpCharsmap){0};
    if (blob.n == 0)
        return 0;
    const size_t trie_bytes = blob.n > 4 ? little_endian(blob.s) : 0;
    if (trie_bytes == 0 || trie_bytes % 4 != 0 || trie_bytes >= blob.n - 4) {
        err_set(e, ERR_FORMAT, "precompiled_charsmap: %zu bytes cannot hold a trie of %zu bytes",
                blob.n, trie_bytes);
        return -1;
    }
    c->n_units = trie_bytes / 4;
    c->units = mem_alloc(c->n_units, sizeof *c->units);
    for (size_t i = 0; i < c->n_units; i++)
        c->units[i] = little_endian(blob.s + 4 + 4 * i);
    c->replacements = (Str){blob.s + 4 + trie_bytes, blob.n - 4 - trie_bytes};
    if (check_units(c, e) != 0) {
        err_add(e, "precompiled_charsmap");
        spcharsmap_close(c);
        return -1;
    }
    const size_t base = base_of(0, c->units[0]);
    for (unsigned byte = 0; byte < 256; byte++)
        c->begins[byte] = is_step(c->units[base ^ byte], byte);
    return 0;
}

void spcharsmap_close(SpCharsmap *c)
{
    free(c->units);
    *c = (SpCharsmap){0};
}

size_t spcharsmap_match(const SpCharsmap *c, Str text, Str *replacement)
{
    size_t longest = 0;
    if (!c->units)
        return 0;
    size_t base = base_of(0, c->units[0]);
    for (size_t i = 0; i < text.n; i++) {
        const uint8_t byte = (uint8_t)text.s[i];
        const size_t state = base ^ byte;
        const uint32_t unit = c->units[state];
        if (!is_step(unit, byte))
            break;
        base = base_of(state, unit);
        if (has_leaf(unit)) {
            longest = i + 1;
            *replacement = str_of(c->replacements.s + (c->units[base] & 0x7FFFFFFF));
        }
    }
    return longest;
}
