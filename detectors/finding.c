/* What is done with a finding once it is found: its value and its mask, by the row of its type. */
#include "detectors/catalogue.h"
#include "detectors/detectors.h"

#include <assert.h>

static Str finding_str(const Finding *f, Str text)
{
    assert(f->start <= f->end && f->end <= text.n);
    return (Str){text.s + f->start, f->end - f->start};
}

static const Detector *finding_row(const Finding *f)
{
    const Detector *d = f->row ? f->row : catalogue_find(f->type);
    assert(d);
    return d;
}

Str finding_value(const Finding *f, Str text, Arena *a)
{
    const Detector *d = finding_row(f);
    return d->value(finding_str(f, text), a);
}

Str finding_mask(const Finding *f, Str text, Arena *a)
{
    const Detector *d = finding_row(f);
    return d->mask(finding_str(f, text), a);
}

const FindingType *finding_type(size_t i)
{
    const Detector *d = catalogue_first_of_type(i);
    return d ? d->type : NULL;
}
