/* What several states share: value added tax in the European Union, machine-readable zones.
 * Rows of the table: see catalogue.h. */
#include "detectors/catalogue.h"

#include "detectors/ids/ids.h"
#include "detectors/ids/idtext.h"
#include "detectors/mask.h"

enum {
    TYPE_VAT,
    TYPE_MRZ,
};

static const FindingType types[] = {
    [TYPE_VAT] = {"VAT_NUMBER", SEVERITY_MODERATE, "EU value added tax number"},
    [TYPE_MRZ] = {"MACHINE_READABLE_ZONE", SEVERITY_HIGH,
                  "machine-readable zone of a travel document"},
};

static const char vat_words[] = "vat|vat number|vat no|vat id|vatin|ust id|ust idnr|ustid|"
                                "umsatzsteuer|umsatzsteuer id|tva|iva|btw|moms|partita iva|"
                                "p.iva|mwst|uid|dph|dič|dic|nip|pvm|alv|áfa|ддс|"
                                "tax number|tax id|cif|nif|kmkr|pdv|ddv|momsnr|ust";
static const char mrz_words[] = "passport|mrz|visa|identity card";

static const Detector rows[] = {
    {
        .type = &types[TYPE_VAT],
        .anchor = ANCHOR_NUMBER,
        .digits = 8,
        .lead = "A-Za-z",
        .lead_min_bytes = 2,
        .lead_max_bytes = 2,
        .region = "eu",
        .pattern = "[A-Za-z]{2}[ -]?[0-9]{8,12}",
        .window_bytes = 16,
        .check = vatids_check,
        .proven = 0.62,
        .alone = true,
        .context = vat_words,
        .value = value_alnum_upper,
        .mask = idtext_mask,
    },
    {
        .type = &types[TYPE_VAT],
        .anchor = ANCHOR_NUMBER,
        .digits = 8,
        .lead = "A-Za-z -",
        .lead_min_bytes = 2,
        .lead_max_bytes = 3,
        .region = "eu",
        .pattern = "(?:[Bb][Ee][ -]?[01]?[0-9]{3}[. ][0-9]{3}[. ][0-9]{3}|[A-Za-z]{2}[ -]?"
                   "[0-9]{3}[ .][0-9]{3}[ .][0-9]{3}|[A-Za-z]{2}[ -]?[0-9]{3}[ .-][0-9]{3}"
                   "[ .-][0-9]{2}[ .-][0-9]{2}|[A-Za-z]{2}[ -]?[0-9]{2}(?:[ .][0-9]{2}){3}|"
                   "[Ff][Rr] ?[0-9]{2} [0-9]{3} [0-9]{3} [0-9]{3})",
        .window_bytes = 18,
        .check = vatids_check,
        .proven = 0.62,
        .alone = true,
        .context = vat_words,
        .value = value_alnum_upper,
        .mask = idtext_mask,
    },
    {
        .type = &types[TYPE_VAT],
        .anchor = ANCHOR_NUMBER,
        .digits = 8,
        .lead = "A-Za-z -",
        .lead_min_bytes = 3,
        .lead_max_bytes = 3,
        .region = "eu",
        .pattern = "[A-Za-z]{2}[ -][0-9]{8,12}",
        .window_bytes = 16,
        .check = vatids_check,
        .proven = 0.62,
        .alone = true,
        .context = vat_words,
        .value = value_alnum_upper,
        .mask = idtext_mask,
    },
    {
        .type = &types[TYPE_VAT],
        .anchor = ANCHOR_NUMBER,
        .digits = 4,
        .lead = "A-Za-z",
        .lead_min_bytes = 2,
        .lead_max_bytes = 2,
        .region = "eu",
        .pattern = "[Rr][Oo] ?[0-9]{4,7}",
        .window_bytes = 10,
        .check = vatids_check,
        .proven = 0.3,
        .alone = true,
        .context = vat_words,
        .value = value_alnum_upper,
        .mask = idtext_mask,
    },
    {
        .type = &types[TYPE_VAT],
        .anchor = ANCHOR_NUMBER,
        .digits = 7,
        .lead = "A-Za-z",
        .lead_min_bytes = 3,
        .lead_max_bytes = 3,
        .region = "eu",
        .pattern = "(?:[Aa][Tt][ -]?[Uu][0-9]{8}|[Ee][Ss][ -]?[A-Za-z][0-9]{7}[0-9A-Za-z]|[Ff]"
                   "[Rr][ -]?[A-Za-z][0-9]{10})",
        .window_bytes = 13,
        .check = vatids_check,
        .proven = 0.72,
        .alone = true,
        .context = vat_words,
        .value = value_alnum_upper,
        .mask = idtext_mask,
    },
    {
        .type = &types[TYPE_VAT],
        .anchor = ANCHOR_NUMBER,
        .digits = 7,
        .lead = "A-Za-z -",
        .lead_min_bytes = 4,
        .lead_max_bytes = 4,
        .region = "eu",
        .pattern = "(?:[Aa][Tt][ -][Uu][0-9]{8}|[Ee][Ss][ -][A-Za-z]-?[0-9]{7}-?[0-9A-Za-z])",
        .window_bytes = 13,
        .check = vatids_check,
        .proven = 0.72,
        .alone = true,
        .context = vat_words,
        .value = value_alnum_upper,
        .mask = idtext_mask,
    },
    {
        .type = &types[TYPE_VAT],
        .anchor = ANCHOR_NUMBER,
        .digits = 1,
        .lead = "A-Za-z",
        .lead_min_bytes = 2,
        .lead_max_bytes = 2,
        .region = "eu",
        .pattern = "(?:[Cc][Yy] ?[0-9]{8}[A-Za-z]|[Ii][Ee] ?[0-9]{7}[A-Za-z]{1,2}|[Ii][Ee] ?"
                   "[0-9][A-Za-z][0-9]{5}[A-Za-z]|[Ee][Ss] ?[0-9]{8}[A-Za-z]|[Nn][Ll][ .]?"
                   "[0-9]{9}[ .]?[Bb][0-9]{2}|[Nn][Ll][ .]?[0-9]{4}[.][0-9]{2}[.][0-9]{3}[.]"
                   "[Bb][.]?[0-9]{2}|[Ff][Rr] ?[0-9][A-Za-z][0-9]{9})",
        .window_bytes = 18,
        .check = vatids_check,
        .proven = 0.72,
        .alone = true,
        .context = vat_words,
        .value = value_alnum_upper,
        .mask = idtext_mask,
    },
    {
        .type = &types[TYPE_VAT],
        .anchor = ANCHOR_NUMBER,
        .digits = 9,
        .lead = "A-Za-z ",
        .lead_min_bytes = 4,
        .lead_max_bytes = 4,
        .region = "eu",
        .pattern = "(?:[Ff][Rr][ ]?[A-Za-z]{2} ?[0-9]{9})",
        .window_bytes = 14,
        .check = vatids_check,
        .proven = 0.72,
        .alone = true,
        .context = vat_words,
        .value = value_alnum_upper,
        .mask = idtext_mask,
    },
    {
        .type = &types[TYPE_MRZ],
        .anchor = ANCHOR_LITERAL,
        .literals = "P< PP PD PO PS PE PM PA PB PC PF PG PL PN PR PT PU V< VA VB VC VD VE VN "
                    "VR VS VT",
        .pattern = "[PV][A-Z<][A-Z<]{3}[A-Z<]{39}[ \\r\\n]{1,3}[0-9A-Z<]{9}[0-9<][A-Z<]{3}"
                   "[0-9<]{6}[0-9<][MFX<][0-9<]{6}[0-9<][0-9A-Z<]{16}",
        .window_bytes = 91,
        .check = mrz_check,
        .proven = 0.99,
        .context = mrz_words,
        .value = value_alnum_upper,
        .mask = idtext_mask,
    },
    {
        .type = &types[TYPE_MRZ],
        .anchor = ANCHOR_LITERAL,
        .literals = "P< I< A< C< V< ID IP IR IX IA IC IE IF IG IN IS IT AC AR AN AS CR CI CA "
                    "CP VA VB VC VD VE VN VR VS VT PP PO PD",
        .pattern = "[PIACV][A-Z<][A-Z<]{3}[A-Z<]{31}[ \\r\\n]{1,3}[0-9A-Z<]{9}[0-9<][A-Z<]{3}"
                   "[0-9<]{6}[0-9<][MFX<][0-9<]{6}[0-9<][0-9A-Z<]{8}",
        .window_bytes = 75,
        .check = mrz_check,
        .proven = 0.99,
        .context = mrz_words,
        .value = value_alnum_upper,
        .mask = idtext_mask,
    },
    {
        .type = &types[TYPE_MRZ],
        .anchor = ANCHOR_LITERAL,
        .literals = "I< A< C< ID IP IR IX IA IC IE IF IG IN IS IT AC AR AN AS CR CI CA CP",
        .pattern = "[IAC][0-9A-Z<][A-Z<]{3}[0-9A-Z<]{25}[ \\r\\n]{1,3}[0-9<]{6}[0-9<][MFX<]"
                   "[0-9<]{6}[0-9<][A-Z<]{3}[0-9A-Z<]{12}[ \\r\\n]{1,3}[A-Z<]{30}",
        .window_bytes = 96,
        .check = mrz_check,
        .proven = 0.99,
        .context = mrz_words,
        .value = value_alnum_upper,
        .mask = idtext_mask,
    },
};

const CatalogueRows catalogue_travel = {rows, sizeof rows / sizeof rows[0]};
