/* A dictionary from texts to ids: see textids.h. */
#include "infer/tokenizer/textids.h"

#include "audit/base/hash.h"
#include "audit/base/mem.h"

#include <stdlib.h>

static TextId *slot_of(const TextIds *t, Str text)
{
    for (size_t i = (size_t)hash_xxh3(0, text.s, text.n);; i++) {
        TextId *slot = &t->slots[i & (t->n_slots - 1)];
        if (!slot->text.s || str_equal(slot->text, text))
            return slot;
    }
}

static void resize(TextIds *t, size_t n_slots)
{
    const TextIds old = *t;
    t->n_slots = n_slots;
    t->slots = mem_zero(n_slots, sizeof *t->slots);
    for (size_t i = 0; i < old.n_slots; i++) {
        if (old.slots[i].text.s)
            *slot_of(t, old.slots[i].text) = old.slots[i];
    }
    free(old.slots);
}

void textids_reserve(TextIds *t, size_t n)
{
    size_t n_slots = 64;
    while (n_slots / 2 < n)
        n_slots *= 2;
    if (n_slots > t->n_slots)
        resize(t, n_slots);
}

bool textids_add(TextIds *t, Str text, uint32_t id)
{
    textids_reserve(t, t->n + 1);
    TextId *slot = slot_of(t, text);
    if (slot->text.s)
        return false;
    *slot = (TextId){text, id};
    t->n++;
    return true;
}

bool textids_find(const TextIds *t, Str text, uint32_t *id)
{
    if (t->n == 0 || !text.s)
        return false;
    const TextId *slot = slot_of(t, text);
    *id = slot->id;
    return slot->text.s != NULL;
}

void textids_free(TextIds *t)
{
    free(t->slots);
    *t = (TextIds){0};
}
