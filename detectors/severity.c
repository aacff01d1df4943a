/* The three levels of severity, by name. */
#include "detectors/detectors.h"

#include <string.h>

static const char *const names[] = {
    [SEVERITY_LOW] = "low",
    [SEVERITY_MODERATE] = "moderate",
    [SEVERITY_HIGH] = "high",
};

const char *severity_name(Severity s)
{
    return names[s];
}

int severity_parse(const char *word, Severity *s)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(word, names[i]) == 0) {
            *s = (Severity)i;
            return 0;
        }
    return -1;
}
