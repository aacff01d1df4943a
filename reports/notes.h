/* What the numbers of a report mean and do not mean, in words. Private to reports/. */
#ifndef ROTE_NOTES_H
#define ROTE_NOTES_H

#include "audit/base/arena.h"
#include "reports/reports.h"

enum { NOTES_MOST = 15 };

/* A bold lead ("A lower bound.") and what follows it. Plain text. */
typedef struct {
    const char *lead, *text;
} Note;

/* Fills in what this report needs and returns how many; strings are static or live in `a`. */
size_t notes_of(const Report *r, Arena *a, Note notes[NOTES_MOST]);

/* How sure the flags are, where there is something to say of it: "Fragile: 3 documents (web 1, code
 * 2).", "Computed again in f32: ...", "Cut early: ...". *out is an array of sentences in `a`; returns
 * their number. */
size_t notes_sureness(const Report *r, Arena *a, const char *const **out);

/* What is known of the sampled documents among themselves, where there is something: "Repeated
 * beginnings: ...", "Allowing for clusters: ...". *out is an array of sentences in `a`; returns their
 * number. */
size_t notes_kinship(const Report *r, Arena *a, const char *const **out);
/* What the columns of section_sureness mean: below that table. */
const char *notes_columns(const Report *r, Arena *a);

/* The protocol in one line: "50-token prompt, 50 tokens continued greedily; ...". */
const char *notes_protocol(const Report *r, Arena *a);

/* What is wrong or missing and must be read before the numbers: what was overruled,
 * sources without eligible documents, damage, malformed records, an incomplete mixture. *out is an array of sentences in `a`; returns
 * their number, 0 when there is nothing to warn of. */
size_t notes_warnings(const Report *r, Arena *a, const char *const **out);

/* How much of what was malformed or damaged is described one by one, in a sentence: "22 of 316
 * malformed records and 1 of 1 damaged shard are described one by one." */
const char *notes_described(const Report *r, Arena *a);

/* What the shards hold beside documents, in a sentence: "Not documents by their kind, and left out:
 * web 1,203 request records; code 17 folders, 2 links." NULL where there is nothing. */
const char *notes_not_documents(const Report *r, Arena *a);

#endif
