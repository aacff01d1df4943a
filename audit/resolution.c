/* What a precision resolves: see resolution.h. */
#include "audit/resolution.h"

#include "audit/base/mem.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

static const float FINER = 1024; /* resolution.h says why */

void resolution_start(Resolution *r, size_t n)
{
    *r = (Resolution){.pairs = mem_zero(n, sizeof *r->pairs), .n = n};
}

void resolution_f32_row(Resolution *r, size_t at, const float *row, size_t vocab)
{
    ResolutionPair *p = &r->pairs[at];
    assert(at < r->n);
    *p = (ResolutionPair){0};
    if (vocab > 1) {
        p->best = row[1] > row[0];
        p->second = !p->best;
    }
    for (size_t i = 2; i < vocab; i++)
        if (row[i] > row[p->best]) {
            p->second = p->best;
            p->best = (uint32_t)i;
        } else if (row[i] > row[p->second]) {
            p->second = (uint32_t)i;
        }
    p->margin = row[p->best] - row[p->second];
    r->largest_logit = fmaxf(r->largest_logit, fabsf(row[p->best]));
}

void resolution_bf16_row(Resolution *r, size_t at, const float *row)
{
    const ResolutionPair *p = &r->pairs[at];
    assert(at < r->n);
    r->largest_shift = fmaxf(r->largest_shift, fabsf(row[p->best] - row[p->second] - p->margin));
}

float resolution_bf16(const Resolution *r)
{
    const float logit = fmaxf(r->largest_logit, 1), spacing = nextafterf(logit, INFINITY) - logit;
    return fmaxf(r->largest_shift, FINER * spacing);
}

float resolution_f32(float bf16)
{
    int exponent;
    const float fraction = frexpf(bf16 / FINER, &exponent); /* 0.5 to below 1 */
    return ldexpf(1, fraction > 0.5f ? exponent : exponent - 1);
}

void resolution_free(Resolution *r)
{
    free(r->pairs);
    *r = (Resolution){0};
}
