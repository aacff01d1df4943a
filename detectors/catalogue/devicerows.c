/* Devices, vehicles, places and dates of birth. Rows of the table: see catalogue.h. Source: 3GPP TS
 * 23.003, ITU-T E.118 and E.212, 49 CFR 565, ISO 6709; the United States Postal Service's publication
 * 28, Royal Mail's and Deutsche Post's rules for addresses. */
#include "detectors/catalogue.h"

#include "detectors/catalogue/secretforms.h"
#include "detectors/device.h"

enum {
    TYPE_IMEI,
    TYPE_IMSI,
    TYPE_ICCID,
    TYPE_ADVERTISING,
    TYPE_VIN,
    TYPE_PLATE,
    TYPE_BIRTH,
    TYPE_COORDINATES,
    TYPE_STREET,
};

static const FindingType types[] = {
    [TYPE_IMEI] = {"IMEI_HARDWARE_ID", SEVERITY_MODERATE, "number of a mobile device"},
    [TYPE_IMSI] = {"IMSI_ID", SEVERITY_MODERATE, "number of a mobile subscriber"},
    [TYPE_ICCID] = {"ICCID_NUMBER", SEVERITY_MODERATE, "number of a SIM card"},
    [TYPE_ADVERTISING] = {"ADVERTISING_ID", SEVERITY_MODERATE, "advertising identifier"},
    [TYPE_VIN] = {"VEHICLE_IDENTIFICATION_NUMBER", SEVERITY_MODERATE, "number of a vehicle"},
    [TYPE_PLATE] = {"VEHICLE_LICENSE_PLATE", SEVERITY_MODERATE, "number plate"},
    [TYPE_BIRTH] = {"DATE_OF_BIRTH", SEVERITY_MODERATE, "date of birth"},
    [TYPE_COORDINATES] = {"LOCATION_COORDINATES", SEVERITY_MODERATE, "place on the globe"},
    [TYPE_STREET] = {"STREET_ADDRESS", SEVERITY_MODERATE, "street address"},
};

#define NUMBER(t, least, form, bytes, checked, sure, words)                                        \
    {                                                                                              \
        .type = &types[t], .anchor = ANCHOR_NUMBER, .digits = least, .pattern = form,              \
        .window_bytes = bytes, .check = checked, .plausible = 0.3, .proven = sure,                 \
        .context = words, .value = value_alnum_upper, .mask = device_mask                          \
    }

#define BEHIND(t, words, form, bytes, checked, sure)                                               \
    {                                                                                              \
        .type = &types[t], .anchor = ANCHOR_LITERAL, .literals = words, .folds = true,             \
        .not_before = "A-Za-z", .pattern = form, .window_bytes = bytes, .check = checked,          \
        .proven = sure, .value = value_alnum_upper, .mask = device_mask                            \
    }

#define IS "[\"')]{0,2}[ \\t]{0,3}(?:[:=#-]|is|was|on|am|,)?[ \\t]{0,3}[\"']?"

#define MONTH                                                                                      \
    "(?:Jan(?:uary|uar)?|Feb(?:ruary|ruar)?|Mar(?:ch)?|M\\xC3\\xA4rz|Apr(?:il)?|May|Mai|"          \
    "Jun[ei]?|Jul[yi]?|Aug(?:ust)?|Sept?(?:ember)?|O[ck]t(?:ober)?|Nov(?:ember)?|"                 \
    "De[cz](?:ember)?)\\.?"

#define DATE                                                                                       \
    "(?:[0-9]{1,2}[./-][0-9]{1,2}[./-](?:[0-9]{4}|[0-9]{2})|[0-9]{4}[./-][0-9]{1,2}[./-]"          \
    "[0-9]{1,2}|[0-9]{1,2}(?:st|nd|rd|th|\\.)?[ -]" MONTH "[ -,]{1,2}[0-9]{4}|" MONTH              \
    " [0-9]{1,2}(?:st|nd|rd|th)?,? [0-9]{4})"

#define STREET_KIND                                                                                \
    "(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Court|Ct|Place|Pl|Square|Sq|" \
    "Terrace|Ter|Parkway|Pkwy|Circle|Cir|Highway|Hwy|Way|Close|Crescent|Cres|Gardens|Grove|Mews|"  \
    "Row|Hill|Trail|Trl)"

#define US_PLACE                                                                                   \
    "(?:,? (?:Apt|Apartment|Suite|Ste|Unit|Floor|Fl|#)\\.? ?[A-Za-z0-9-]{1,6})?"                   \
    "(?:,? ?\\n?[A-Z][A-Za-z.'-]+(?: [A-Z][A-Za-z.'-]+){0,2},? (?:[A-Z]{2} [0-9]{5}(?:-[0-9]{4})?" \
    "|[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}))?"

static const Detector rows[] = {
    NUMBER(TYPE_IMEI, 15, "[0-9]{2}[ -]?[0-9]{6}[ -]?[0-9]{6}[ -]?[0-9]", 18, device_check_imei,
           0.25, "imei|imeisv|device|handset|equipment identity"),
    NUMBER(TYPE_IMSI, 15, "[2-7][0-9]{14}", 15, device_check_imsi, 0.2,
           "imsi|subscriber identity|subscriber id"),
    NUMBER(TYPE_ICCID, 19, "89[0-9]{2}(?:[ -]?[0-9]{4}){3}[ -]?[0-9]{3,4}", 28, device_check_iccid,
           0.6, "iccid|sim|sim card|icc"),
    BEHIND(TYPE_ADVERTISING, "idfa gaid aaid adid advertising advertiser ad_id adsid idfv",
           "(?i:idfa|gaid|aaid|adid|advertis(?:ing|er)|ad_id|adsid|idfv)" ASSIGNS_BY(
               "|[ \\t]") "(" UUID ")",
           160, device_check_uuid, 0.9),
    {.type = &types[TYPE_VIN],
     .anchor = ANCHOR_NUMBER,
     .digits = 4,
     .lead = "A-HJ-NPR-Z0-9",
     .lead_min_bytes = 3,
     .lead_max_bytes = 13,
     .pattern = "[A-HJ-NPR-Z0-9]{17}",
     .window_bytes = 17,
     .check = device_check_vin,
     .proven = 0.55,
     .context = "vin|vehicle|chassis|car|truck|fahrgestellnummer",
     .against = "hash|base32|key|token",
     .value = value_alnum_upper,
     .mask = device_mask},
    BEHIND(TYPE_PLATE, "license licence number registration kennzeichen plate reg",
           "(?i:licen[cs]e plate|number plate|registration(?: plate)?|kennzeichen|plate|reg\\.?)"
           "(?i:[ _.-]?(?:number|no|nr|#)\\.?)?" IS
           "((?:[A-Z]{2}[0-9]{2} ?[A-Z]{3}|[A-Z]{1,3}[ -][A-Z]{1,2} ?[0-9]{1,4}[EH]?|"
           "[0-9][A-Z]{3}[0-9]{3}|[A-Z]{3}[ -]?[0-9]{3,4}|[A-Z]{2}-[0-9]{3}-[A-Z]{2}))",
           80, device_check_plate, 0.75),
    BEHIND(TYPE_BIRTH, "birth dob d.o.b born geboren geb geburtsdatum naissance nacimiento nascita",
           "(?i:birth|dob|d\\.o\\.b\\.?|born|geboren|geb\\.?|geburtsdatum|naissance|nacimiento|"
           "nascita)(?i:[ _-]?(?:date|day))?" IS "(" DATE ")",
           80, device_check_birth, 0.85),
    BEHIND(TYPE_BIRTH, "birthday birthdate birthdays", "(?i:birthda(?:y|te))" IS "(" DATE ")", 80,
           device_check_birth, 0.85),
    NUMBER(TYPE_COORDINATES, 2,
           "[0-9]{1,2}\\.[0-9]{3,10}\\xC2?\\xB0? ?[NS]?[,;/ ]{1,3}[+-]?[0-9]{1,3}\\."
           "[0-9]{3,10}(?:\\xC2?\\xB0? ?[EW])?",
           64, device_check_coordinates, 0.3,
           "lat|latitude|lon|lng|long|longitude|gps|coordinates|coords|coordinate|location|geo|"
           "position|latlng|latlong|koordinaten|map|maps"),
    {.type = &types[TYPE_COORDINATES],
     .anchor = ANCHOR_NUMBER,
     .digits = 2,
     .lead = "+-",
     .lead_max_bytes = 1,
     .pattern = "[+-]?[0-9]{1,2}\\.[0-9]{3,10}\\xC2?\\xB0? ?[NS]?[,;/ ]{1,3}[+-]?[0-9]{1,3}\\."
                "[0-9]{3,10}(?:\\xC2?\\xB0? ?[EW])?",
     .window_bytes = 64,
     .check = device_check_coordinates,
     .proven = 0.3,
     .context = "lat|latitude|lon|lng|long|longitude|gps|coordinates|coords|coordinate|location|"
                "geo|position|latlng|latlong|koordinaten|map|maps",
     .value = value_alnum_upper,
     .mask = device_mask},
    NUMBER(TYPE_COORDINATES, 2,
           "[0-9]{1,2}\\xC2\\xB0 ?[0-9]{1,2}(?:'|\\xE2\\x80\\xB2) ?(?:[0-9.]{1,7}(?:\"|''|"
           "\\xE2\\x80\\xB3) ?)?[NS],? ?[0-9]{1,3}\\xC2\\xB0 ?[0-9]{1,2}"
           "(?:'|\\xE2\\x80\\xB2) ?(?:[0-9.]{1,7}(?:\"|''|\\xE2\\x80\\xB3) ?)?[EW]",
           64, device_check_coordinates, 0.9, NULL),
    BEHIND(
        TYPE_COORDINATES, "lat",
        "(?i:lat(?:itude)?)[\"']?[ \\t]{0,2}[:=][ \\t]{0,2}[\"']?(-?[0-9]{1,2}\\.[0-9]{3,12}[\"']?"
        "[,;&]?\\s{0,8}[\"']?(?i:lo?ng?(?:itude)?)[\"']?[ \\t]{0,2}[:=][ \\t]{0,2}[\"']?-?"
        "[0-9]{1,3}\\.[0-9]{3,12})",
        128, device_check_coordinates, 0.9),
    NUMBER(TYPE_STREET, 1,
           "[1-9][0-9]{0,4}[A-Za-z]?,? (?:(?:[NSEW]|N[EW]|S[EW]|North|South|East|West)\\.? )?"
           "(?:[A-Z][a-z'-]+|[0-9]{1,3}(?:st|nd|rd|th))(?: [A-Z][a-z'-]+){0,3} " STREET_KIND
           "\\b\\.?" US_PLACE,
           128, device_check_street, 0.7, "address|live|lives|street|ship|mail|home|deliver"),
    {.type = &types[TYPE_STREET],
     .anchor = ANCHOR_LITERAL,
     .literals = "stra\xC3\x9F"
                 "e strasse str. allee platz gasse damm weg",
     .lead = "A-Za-z\x80-\xFF-",
     .lead_min_bytes = 3,
     .lead_max_bytes = 40,
     .pattern = "[A-Z\\xC3][A-Za-z\\x80-\\xFF-]{2,40}(?:stra\\xC3\\x9Fe|strasse|str\\.|"
                "allee|platz|gasse|damm|weg) [1-9][0-9]{0,3} ?[a-h]?\\b"
                "(?:,? ?\\n?[0-9]{5} [A-Z\\xC3][A-Za-z\\x80-\\xFF-]{2,30})?",
     .window_bytes = 128,
     .check = device_check_street,
     .proven = 0.75,
     .value = value_alnum_upper,
     .mask = device_mask},
};

const CatalogueRows catalogue_device = {rows, sizeof rows / sizeof rows[0]};
