/* Counting outcomes: see tally.h. */
#include "reports/tally.h"

#include "audit/base/mem.h"
#include "reports/list.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

Tally tally_make(size_t max_edits)
{
    return (Tally){.edits = mem_zero(max_edits + 2, sizeof(uint64_t))};
}

void tally_free(Tally *t)
{
    free(t->edits);
    free(t->types);
    *t = (Tally){0};
}

static int type_compare(const TypeTally *t, const char *type, int severity)
{
    return t->severity != severity ? severity - t->severity : strcmp(t->type, type);
}

/* The counter of a type and severity, made where it belongs when it is the first. With an arena the
 * name is copied to it, else it is kept as it is. */
static TypeTally *type_of(Tally *t, const char *type, int severity, Arena *a)
{
    size_t i = 0;
    while (i < t->n_types && type_compare(&t->types[i], type, severity) < 0)
        i++;
    if (i < t->n_types && type_compare(&t->types[i], type, severity) == 0)
        return &t->types[i];
    t->types = list_room(t->types, t->n_types, &t->types_capacity, sizeof *t->types);
    memmove(&t->types[i + 1], &t->types[i], (t->n_types - i) * sizeof *t->types);
    t->types[i] = (TypeTally){.type = a ? arena_cstr(a, type) : type, .severity = severity};
    t->n_types++;
    return &t->types[i];
}

static void add_finding(Tally *t, const OutcomeFinding *f, Among innermost, Arena *a)
{
    assert(f->severity >= 0 && f->severity <= TALLY_HIGH);
    TypeTally *type = type_of(t, f->type, f->severity, a);
    const uint64_t document = t->among[AMONG_ALL].documents;
    const bool first = type->last_document != document;
    type->last_document = document;
    for (int among = (int)innermost; among < N_AMONG; among++) {
        FindingTally *c = &type->among[among];
        c->findings++;
        c->in_truth += f->in_truth;
        c->in_prompt += f->in_prompt;
        c->documents += first;
    }
}

void tally_add_outcome(Tally *t, size_t max_edits, const Outcome *o, Arena *a)
{
    const Among innermost =
        o->exact ? AMONG_EXACT : (o->approximate ? AMONG_APPROXIMATE : AMONG_ALL);
    bool sensitive = false, personal = false;
    for (size_t i = 0; i < o->n_findings; i++) {
        sensitive |= o->findings[i].severity == TALLY_HIGH;
        personal |= o->findings[i].severity != TALLY_HIGH;
    }
    for (int among = (int)innermost; among < N_AMONG; among++) {
        ClassTally *c = &t->among[among];
        c->documents++;
        c->sensitive += sensitive;
        c->personal += personal;
        c->either += sensitive || personal;
    }
    t->cut += o->cut;
    t->fragile += o->fragile;
    t->rechecked += o->rechecked;
    t->changed += o->changed;
    if (!o->cut) {
        t->edits_sum += o->edit_distance;
        t->char_edit_fraction_sum += o->char_edit_fraction;
    }
    t->edits[!o->cut && o->edit_distance <= max_edits ? o->edit_distance : max_edits + 1]++;
    for (size_t i = 0; i < o->n_findings; i++)
        add_finding(t, &o->findings[i], innermost, a);
}

bool tally_has_means(const Tally *t)
{
    return t->among[AMONG_ALL].documents > 0 && t->cut == 0;
}

void tally_add(Tally *t, size_t max_edits, const Tally *other)
{
    for (int among = 0; among < N_AMONG; among++) {
        const ClassTally *from = &other->among[among];
        ClassTally *to = &t->among[among];
        to->documents += from->documents;
        to->sensitive += from->sensitive;
        to->personal += from->personal;
        to->either += from->either;
    }
    t->cut += other->cut;
    t->fragile += other->fragile;
    t->rechecked += other->rechecked;
    t->changed += other->changed;
    t->edits_sum += other->edits_sum;
    t->char_edit_fraction_sum += other->char_edit_fraction_sum;
    for (size_t i = 0; i < max_edits + 2; i++)
        t->edits[i] += other->edits[i];
    for (size_t i = 0; i < other->n_types; i++) {
        const TypeTally *from = &other->types[i];
        TypeTally *to = type_of(t, from->type, from->severity, NULL);
        for (int among = 0; among < N_AMONG; among++) {
            to->among[among].findings += from->among[among].findings;
            to->among[among].in_truth += from->among[among].in_truth;
            to->among[among].in_prompt += from->among[among].in_prompt;
            to->among[among].documents += from->among[among].documents;
        }
    }
}
