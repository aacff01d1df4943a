#include "detectors/placeholder.h"
bool placeholder_is(const Finding *f, Str text, Arena *a)
{
    (void)f;
    (void)text;
    (void)a;
    return false;
}
