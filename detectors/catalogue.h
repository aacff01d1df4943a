/* The table: what is detected, how, and how sure that is. It stands in parts, detectors/catalogue/;
 * each form in which a type is written is one row.
 *
 * Names are Sensitive Data Protection's infoTypes where one exists; SECRET/<kind> for secrets that
 * have none; a name of the same form elsewhere (SOCIAL_MEDIA_HANDLE). Severity follows its three
 * levels: what opens an account or is issued by a government, a bank or a card scheme is high; what
 * reaches or names a person is moderate; what identifies no one alone is low.
 *
 * Confidence, before context: 0.95 and above a check that chance hardly passes, or an unmistakable
 * form; 0.8 to 0.9 a form with rules that chance passes once in tens to thousands; 0.5 to 0.6 right
 * in form, shown but to be looked at; below, shown only near a word that says what it is.
 *
 * Private to detectors/. */
#ifndef ROTE_CATALOGUE_H
#define ROTE_CATALOGUE_H

#include "detectors/detector.h"

/* A part of the table; rows of one type stand together and agree in value and mask. */
typedef struct {
    const Detector *rows; /* [n] */
    size_t n;
} CatalogueRows;

extern const CatalogueRows catalogue_contact, catalogue_finance, catalogue_government,
    catalogue_latin, catalogue_british, catalogue_central, catalogue_south, catalogue_nordic,
    catalogue_eastern, catalogue_asia, catalogue_pacific, catalogue_travel, catalogue_secret,
    catalogue_key, catalogue_code, catalogue_cloud, catalogue_message, catalogue_payment,
    catalogue_model, catalogue_service, catalogue_device;

/* All rows, part after part. */
size_t catalogue_detectors(void);
/* Row i of them; NULL behind the last. */
const Detector *catalogue_detector(size_t i);

/* The first row of a type, by its name; NULL for a name that is not in the table. */
const Detector *catalogue_find(const char *type);
/* The first row of the t-th type, in the order of the table; NULL behind the last. */
const Detector *catalogue_first_of_type(size_t t);

#endif
