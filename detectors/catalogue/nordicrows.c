/* The Nordic and Baltic countries: numbers of persons.
 * Rows of the table: see catalogue.h. */
#include "detectors/catalogue.h"

#include "detectors/ids/ids.h"
#include "detectors/ids/idtext.h"
#include "detectors/mask.h"

enum {
    TYPE_CPR,
    TYPE_NORWAY,
    TYPE_SWEDEN,
    TYPE_FINLAND,
    TYPE_ICELAND,
    TYPE_ESTONIA,
    TYPE_LATVIA,
    TYPE_SE_PASSPORT,
};

static const FindingType types[] = {
    [TYPE_CPR] = {"DENMARK_CPR_NUMBER", SEVERITY_HIGH, "Danish personal number"},
    [TYPE_NORWAY] = {"NORWAY_NI_NUMBER", SEVERITY_HIGH, "Norwegian identity number"},
    [TYPE_SWEDEN] = {"SWEDEN_NATIONAL_ID_NUMBER", SEVERITY_HIGH, "Swedish personal number"},
    [TYPE_FINLAND] = {"FINLAND_NATIONAL_ID_NUMBER", SEVERITY_HIGH,
                      "Finnish personal identity code"},
    [TYPE_ICELAND] = {"ICELAND_NATIONAL_ID_NUMBER", SEVERITY_HIGH, "Icelandic identity number"},
    [TYPE_ESTONIA] = {"ESTONIA_PERSONAL_ID_NUMBER", SEVERITY_HIGH,
                      "Estonian or Lithuanian personal code"},
    [TYPE_LATVIA] = {"LATVIA_PERSONAL_ID_NUMBER", SEVERITY_HIGH, "Latvian personal code"},
    [TYPE_SE_PASSPORT] = {"SWEDEN_PASSPORT", SEVERITY_HIGH, "Swedish passport number"},
};

static const char cpr_words[] = "cpr|cpr nr|cpr nummer|cprnummer|personnummer|cpr number|"
                                "danish|denmark|danmark";
static const char norway_words[] = "fødselsnummer|fodselsnummer|fødselsnr|personnummer|"
                                   "d nummer|fnr|norwegian|norway|norge|national identity|"
                                   "folkeregister";
static const char sweden_words[] = "personnummer|personnumret|samordningsnummer|pnr|swedish|"
                                   "sweden|sverige|personal identity|folkbokföring|"
                                   "skatteverket|personal number";
static const char latvia_words[] = "personas kods|personas koda|latvia|latvian|latvija|p.k|"
                                   "personal code";

static const Detector rows[] = {
    {
        .type = &types[TYPE_CPR],
        .anchor = ANCHOR_NUMBER,
        .digits = 10,
        .pattern = "[0-9]{6}-[0-9]{4}",
        .window_bytes = 11,
        .check = nordicids_check_cpr,
        .plausible = 0.3,
        .proven = 0.55,
        .alone = true,
        .context = cpr_words,
        .value = value_alnum_upper,
        .mask = idtext_mask,
    },
    {
        .type = &types[TYPE_CPR],
        .anchor = ANCHOR_NUMBER,
        .digits = 10,
        .pattern = "[0-9]{6} ?[0-9]{4}",
        .window_bytes = 11,
        .check = nordicids_check_cpr,
        .plausible = 0.2,
        .proven = 0.5,
        .alone = true,
        .context = cpr_words,
        .value = value_alnum_upper,
        .mask = idtext_mask,
    },
    {
        .type = &types[TYPE_NORWAY],
        .anchor = ANCHOR_NUMBER,
        .digits = 11,
        .pattern = "[0-9]{6}[ -]?[0-9]{5}",
        .window_bytes = 12,
        .check = nordicids_check_norway,
        .proven = 0.65,
        .alone = true,
        .context = norway_words,
        .value = value_alnum_upper,
        .mask = idtext_mask,
    },
    {
        .type = &types[TYPE_NORWAY],
        .anchor = ANCHOR_NUMBER,
        .digits = 11,
        .pattern = "[0-9]{2}[.][0-9]{2}[.][0-9]{2}[ -]?[0-9]{5}",
        .window_bytes = 14,
        .check = nordicids_check_norway,
        .proven = 0.65,
        .alone = true,
        .context = norway_words,
        .value = value_alnum_upper,
        .mask = idtext_mask,
    },
    {
        .type = &types[TYPE_SWEDEN],
        .anchor = ANCHOR_NUMBER,
        .digits = 6,
        .pattern = "(?:19|20|18)?[0-9]{6}[+-][0-9]{4}",
        .window_bytes = 13,
        .check = nordicids_check_sweden,
        .proven = 0.55,
        .alone = true,
        .context = sweden_words,
        .value = value_alnum_upper,
        .mask = idtext_mask,
    },
    {
        .type = &types[TYPE_SWEDEN],
        .anchor = ANCHOR_NUMBER,
        .digits = 10,
        .pattern = "(?:19|20|18)?[0-9]{6} ?[0-9]{4}",
        .window_bytes = 13,
        .check = nordicids_check_sweden,
        .proven = 0.51,
        .alone = true,
        .context = sweden_words,
        .value = value_alnum_upper,
        .mask = idtext_mask,
    },
    {
        .type = &types[TYPE_FINLAND],
        .anchor = ANCHOR_NUMBER,
        .digits = 6,
        .pattern = "[0-9]{6}[-+A-FU-Ya-fu-y][0-9]{3}[0-9A-FHJ-NPR-Ya-fhj-npr-y]",
        .window_bytes = 11,
        .check = nordicids_check_finland,
        .proven = 0.85,
        .alone = true,
        .context = "henkilötunnus|henkilotunnus|hetu|sotu|sosiaaliturvatunnus|"
                   "personbeteckning|personal identity code|finnish|finland|suomi",
        .value = value_alnum_upper,
        .mask = idtext_mask,
    },
    {
        .type = &types[TYPE_ICELAND],
        .anchor = ANCHOR_NUMBER,
        .digits = 10,
        .region = "is",
        .pattern = "[0-9]{6}-?[0-9]{4}",
        .window_bytes = 11,
        .check = nordicids_check_iceland,
        .proven = 0.5,
        .alone = true,
        .context = "kennitala|kt|icelandic|iceland|ísland",
        .value = value_alnum_upper,
        .mask = idtext_mask,
    },
    {
        .type = &types[TYPE_ESTONIA],
        .anchor = ANCHOR_NUMBER,
        .digits = 11,
        .region = "ee|lt",
        .pattern = "[1-8][0-9]{10}",
        .window_bytes = 11,
        .check = nordicids_check_baltic,
        .proven = 0.51,
        .alone = true,
        .context = "isikukood|asmens kodas|estonia|estonian|eesti|lithuania|lithuanian|"
                   "lietuva|a.k|personal code|personal id",
        .value = value_alnum_upper,
        .mask = idtext_mask,
    },
    {
        .type = &types[TYPE_LATVIA],
        .anchor = ANCHOR_NUMBER,
        .digits = 11,
        .pattern = "[0-9]{6}-[0-9]{5}",
        .window_bytes = 12,
        .check = nordicids_check_latvia,
        .proven = 0.5,
        .alone = true,
        .context = latvia_words,
        .value = value_alnum_upper,
        .mask = idtext_mask,
    },
    {
        .type = &types[TYPE_LATVIA],
        .anchor = ANCHOR_NUMBER,
        .digits = 11,
        .pattern = "[0-9]{11}",
        .window_bytes = 11,
        .check = nordicids_check_latvia,
        .proven = 0.5,
        .alone = true,
        .context = latvia_words,
        .value = value_alnum_upper,
        .mask = idtext_mask,
    },
    {
        .type = &types[TYPE_SE_PASSPORT],
        .anchor = ANCHOR_NUMBER,
        .digits = 8,
        .pattern = "[0-9]{8}",
        .window_bytes = 8,
        .check = nordicids_check_passport,
        .plausible = 0.2,
        .context = "svenskt pass|passnummer|swedish passport|sweden passport|pass nr",
        .value = value_alnum_upper,
        .mask = idtext_mask,
    },
};

const CatalogueRows catalogue_nordic = {rows, sizeof rows / sizeof rows[0]};
