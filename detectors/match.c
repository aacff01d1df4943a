/* Exact and approximate memorization of one continuation. Source: MEASURES (Gemma reports; Ippolito
 * et al. 2022), read at token level. */
#include "detectors/detectors.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

__extension__ typedef unsigned __int128 Wide;

/* The shortest decimal that reads back as x is the one the user wrote: 0.29 and not
 * 0.28999999999999998. As digits * 10^exponent, at most 17 digits; x must be finite, >= 0. */
static uint64_t decimal_of(double x, int *exponent)
{
    char text[40];
    int digits = 1;
    do
        snprintf(text, sizeof text, "%.*e", digits - 1, x);
    while (strtod(text, NULL) != x && digits++ < 17);

    /* "d.ddde-XX"; the point may be another character in the user's locale. */
    uint64_t value = 0;
    const char *c = text;
    for (; *c != 'e'; c++)
        if (*c >= '0' && *c <= '9')
            value = value * 10 + (uint64_t)(*c - '0');
    *exponent = (int)strtol(c + 1, NULL, 10) - (digits - 1);
    return value;
}

size_t match_max_edits(double fraction, size_t tokens)
{
    assert(fraction >= 0 && fraction <= 1);
    int exponent;
    const uint64_t digits = decimal_of(fraction, &exponent);
    Wide edits = (Wide)digits * tokens; /* < 10^17 * 2^64 < 2^121 */
    for (; exponent < 0 && edits > 0; exponent++)
        edits /= 10; /* the floor of floors is the floor of the quotient */
    return (size_t)edits;
}

Match match_tokens(const uint32_t *continuation, size_t n_continuation, const uint32_t *truth,
                   size_t n_truth, size_t max_edits)
{
    Match m = {0};
    const size_t both = n_continuation < n_truth ? n_continuation : n_truth;
    while (m.first_mismatch < both && continuation[m.first_mismatch] == truth[m.first_mismatch])
        m.first_mismatch++;
    m.exact = m.first_mismatch == n_truth && n_continuation == n_truth;
    m.edit_distance =
        m.exact ? 0 : levenshtein_tokens(continuation, n_continuation, truth, n_truth);
    m.approximate = m.edit_distance <= max_edits;
    return m;
}

/* The least distance after a choice; MATCH_END's is that of what stands. */
static size_t least_after(const MatchBound *b, uint32_t id)
{
    return id == MATCH_END ? matchbound_distance(b) : matchbound_least_after(b, id);
}

/* Whether what is written is so near to the truth that the model seems to know it, and may find back to
 * it behind a wrong token. */
static bool truth_followed(const MatchBound *b)
{
    enum { TOKENS_LEAST = 16, TOKENS_PER_EDIT = 4 };
    return b->n >= TOKENS_LEAST && b->least < (b->n + TOKENS_PER_EDIT - 1) / TOKENS_PER_EDIT;
}

/* Whether the flags hang on the choice between id and a runner-up with nearly its logit. */
static bool choice_decides(const MatchBound *b, bool matched, uint32_t id, uint32_t runner_up)
{
    if (matched)
        return matchbound_open(b);
    const size_t other = least_after(b, runner_up), chosen = least_after(b, id);
    return other <= b->max_edits &&
           (runner_up == MATCH_END || other < chosen || (other == chosen && truth_followed(b)));
}

bool match_fragile(MatchBound *b, const Match *m, const MatchChoices *c, float resolution)
{
    const bool matched = m->exact || m->approximate;
    for (size_t i = 0; i < c->n && !matchbound_hopeless(b); i++) {
        if (c->margin[i] < resolution && choice_decides(b, matched, c->ids[i], c->runner_up[i]))
            return true;
        matchbound_add(b, c->ids[i]);
    }
    return c->ended && c->end_margin < resolution && !matchbound_hopeless(b) &&
           choice_decides(b, matched, MATCH_END, c->end_runner_up);
}
