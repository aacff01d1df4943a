/* Levenshtein distance, bit-parallel: 64 rows of the dynamic programme a machine word.
 *
 * Source: Myers 1999, "A fast bit-vector algorithm for approximate string matching"; the block form
 * of Hyyro 2003, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances".
 *
 *            b[0] b[1] ...  b[n_b-1]
 *   a[0..63]    one block, swept left to right ---->  what leaves its last row (-1, 0, +1 a
 *   a[64..127]  the next block, fed by it       ---->  column) is kept in `carry`
 *
 * The distance is the last row's number in the first column, n_a, plus the changes along the last
 * row. Sweeping block by block, rather than column by column, needs the symbols of one block only:
 * memory is n_b bytes and a table of 64 symbols, whatever the alphabet. */
#include "detectors/codepoint.h"
#include "detectors/detectors.h"

#include "audit/base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK_ROWS = 64, SLOT_BITS = 7, SLOTS = 1 << SLOT_BITS };

/* Where each symbol of a block stands in it: open addressing, at most half full. */
typedef struct {
    uint32_t symbol[SLOTS];
    uint64_t rows[SLOTS]; /* bit i: the block's row i holds the symbol; 0 marks a free slot */
} BlockMap;

static size_t slot_of(const BlockMap *m, uint32_t symbol)
{
    size_t i = (size_t)((symbol * UINT32_C(2654435769)) >> (32 - SLOT_BITS)); /* 2^32 / golden */
    while (m->rows[i] && m->symbol[i] != symbol)
        i = (i + 1) % SLOTS;
    return i;
}

static void block_map(BlockMap *m, const uint32_t *a, size_t rows)
{
    memset(m->rows, 0, sizeof m->rows);
    for (size_t i = 0; i < rows; i++) {
        const size_t slot = slot_of(m, a[i]);
        m->symbol[slot] = a[i];
        m->rows[slot] |= UINT64_C(1) << i;
    }
}

/* One block of `rows` rows over all of b. carry[j]: the horizontal difference that enters column j
 * from above; replaced by the one that leaves below. Names as in the papers. */
static void block_sweep(const BlockMap *m, size_t rows, const uint32_t *b, size_t n_b,
                        signed char *carry)
{
    const uint64_t last = UINT64_C(1) << (rows - 1);
    uint64_t pv = ~UINT64_C(0), mv = 0;
    for (size_t j = 0; j < n_b; j++) {
        uint64_t eq = m->rows[slot_of(m, b[j])];
        const uint64_t up = carry[j] > 0, down = carry[j] < 0;
        const uint64_t xv = eq | mv;
        eq |= down;
        const uint64_t xh = (((eq & pv) + pv) ^ pv) | eq;
        uint64_t ph = mv | ~(xh | pv);
        uint64_t mh = pv & xh;
        carry[j] = (signed char)(((ph & last) != 0) - ((mh & last) != 0));
        ph = ph << 1 | up;
        mh = mh << 1 | down;
        pv = mh | ~(xv | ph);
        mv = ph & xv;
    }
}

size_t levenshtein_tokens(const uint32_t *a, size_t n_a, const uint32_t *b, size_t n_b)
{
    if (n_a == 0 || n_b == 0)
        return n_a + n_b;
    signed char *carry = mem_alloc(n_b, 1);
    memset(carry, 1, n_b);
    BlockMap m = {0};
    for (size_t at = 0; at < n_a; at += BLOCK_ROWS) {
        const size_t rows = n_a - at < BLOCK_ROWS ? n_a - at : BLOCK_ROWS;
        block_map(&m, a + at, rows);
        block_sweep(&m, rows, b, n_b, carry);
    }
    size_t distance = n_a;
    for (size_t j = 0; j < n_b; j++)
        distance += (size_t)carry[j]; /* -1 wraps around, as size_t arithmetic is defined to do */
    free(carry);
    return distance;
}

static uint32_t *characters(Str s, size_t *n)
{
    uint32_t *c = mem_alloc(s.n, sizeof *c);
    *n = 0;
    for (size_t at = 0; at < s.n;)
        c[(*n)++] = codepoint_next(s, &at);
    return c;
}

size_t levenshtein_chars(Str a, Str b, size_t *n_chars_b)
{
    size_t n_a, n_b;
    uint32_t *chars_a = characters(a, &n_a);
    uint32_t *chars_b = characters(b, &n_b);
    const size_t distance = levenshtein_tokens(chars_a, n_a, chars_b, n_b);
    free(chars_a);
    free(chars_b);
    *n_chars_b = n_b;
    return distance;
}
