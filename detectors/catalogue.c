/* The table's parts, put together. */
#include "detectors/catalogue.h"

#include <string.h>

static const CatalogueRows *const parts[] = {
    &catalogue_contact, &catalogue_device,  &catalogue_finance, &catalogue_government,
    &catalogue_latin,   &catalogue_british, &catalogue_central, &catalogue_south,
    &catalogue_nordic,  &catalogue_eastern, &catalogue_asia,    &catalogue_pacific,
    &catalogue_travel,  &catalogue_secret,  &catalogue_key,     &catalogue_code,
    &catalogue_cloud,   &catalogue_message, &catalogue_payment, &catalogue_model,
    &catalogue_service};

enum { PARTS = sizeof parts / sizeof parts[0] };

size_t catalogue_detectors(void)
{
    size_t n = 0;
    for (size_t p = 0; p < PARTS; p++)
        n += parts[p]->n;
    return n;
}

const Detector *catalogue_detector(size_t i)
{
    for (size_t p = 0; p < PARTS; i -= parts[p++]->n)
        if (i < parts[p]->n)
            return &parts[p]->rows[i];
    return NULL;
}

const Detector *catalogue_find(const char *type)
{
    for (size_t p = 0; p < PARTS; p++)
        for (size_t i = 0; i < parts[p]->n; i++)
            if (strcmp(parts[p]->rows[i].type->type, type) == 0)
                return &parts[p]->rows[i];
    return NULL;
}

const Detector *catalogue_first_of_type(size_t t)
{
    const FindingType *last = NULL;
    for (size_t p = 0; p < PARTS; p++)
        for (size_t i = 0; i < parts[p]->n; i++) {
            const Detector *d = &parts[p]->rows[i];
            if (d->type != last && t-- == 0)
                return d;
            last = d->type;
        }
    return NULL;
}
