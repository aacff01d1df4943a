/* Which characters may join: see charpairs.h. */
#include "infer/tokenizer/charpairs.h"

#include "audit/base/mem.h"

#include <stdlib.h>

static uint64_t key_of(uint32_t left, uint32_t right)
{
    return ((uint64_t)left << 21 | right) + 1;
}

static uint64_t *slot_of(const CharPairs *p, uint64_t key)
{
    for (size_t i = (size_t)((key * 0x9E3779B97F4A7C15u) >> 32);; i++) {
        uint64_t *slot = &p->slots[i & (p->n_slots - 1)];
        if (*slot == key || *slot == 0)
            return slot;
    }
}

static void grow(CharPairs *p)
{
    const CharPairs old = *p;
    p->n_slots = old.n_slots ? old.n_slots * 2 : 64;
    p->slots = mem_zero(p->n_slots, sizeof *p->slots);
    for (size_t i = 0; i < old.n_slots; i++) {
        if (old.slots[i])
            *slot_of(p, old.slots[i]) = old.slots[i];
    }
    free(old.slots);
}

void charpairs_add(CharPairs *p, uint32_t left, uint32_t right)
{
    if (left < CHARPAIRS_ASCII && right < CHARPAIRS_ASCII) {
        p->ascii[left][right / 64] |= (uint64_t)1 << (right % 64);
        return;
    }
    if (p->n * 2 >= p->n_slots)
        grow(p);
    uint64_t *slot = slot_of(p, key_of(left, right));
    p->n += *slot == 0;
    *slot = key_of(left, right);
}

bool charpairs_has(const CharPairs *p, uint32_t left, uint32_t right)
{
    if (left < CHARPAIRS_ASCII && right < CHARPAIRS_ASCII)
        return p->ascii[left][right / 64] >> (right % 64) & 1;
    return p->n_slots > 0 && *slot_of(p, key_of(left, right)) != 0;
}

void charpairs_free(CharPairs *p)
{
    free(p->slots);
    *p = (CharPairs){0};
}
