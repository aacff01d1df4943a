/* Numbers that a government issues. Rows of the table: see catalogue.h. */
#include "detectors/catalogue.h"

#include "detectors/mask.h"
#include "detectors/validators.h"

enum {
    TYPE_SSN,
};

static const FindingType types[] = {
    [TYPE_SSN] = {"US_SOCIAL_SECURITY_NUMBER", SEVERITY_HIGH, "US social security number"},
};

static const Detector rows[] = {
    {
        .type = &types[TYPE_SSN],
        .anchor = ANCHOR_NUMBER,
        .digits = 9,
        .pattern = "[0-9]{3}(?:-[0-9]{2}-| [0-9]{2} |[0-9]{2})[0-9]{4}",
        .window_bytes = 11,
        .check = ssn_check,
        .plausible = 0.15,
        .proven = 0.8,
        .context = "ssn|ssns|social security|socialsecurity|social|soc sec|ss#|taxpayer|tax id|tin|"
                   "w2|w9|1099",
        .against = "isbn|part number|order|serial|invoice|tracking|zip|phone|tel|fax",
        .value = value_digits,
        .mask = ssn_mask,
    },
};

const CatalogueRows catalogue_government = {rows, sizeof rows / sizeof rows[0]};
