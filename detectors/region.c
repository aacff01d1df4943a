/* Regions, by what names of types begin with. Source of the codes: ISO 3166-1, and "uk", "eu". */
#include "detectors/region.h"

#include "detectors/catalogue.h"

#include <string.h>

static const struct {
    const char *prefix, *region;
} prefixes[] = {
    {"AMERICAN_", "us"},    {"ARGENTINA_", "ar"},    {"AUSTRALIA_", "au"}, {"AUSTRIA_", "at"},
    {"BELGIUM_", "be"},     {"BRAZIL_", "br"},       {"BULGARIA_", "bg"},  {"CANADA_", "ca"},
    {"CHILE_", "cl"},       {"CHINA_", "cn"},        {"COLOMBIA_", "co"},  {"CROATIA_", "hr"},
    {"CYPRUS_", "cy"},      {"CZECHIA_", "cz"},      {"CZECH_", "cz"},     {"DENMARK_", "dk"},
    {"ESTONIA_", "ee"},     {"EU_", "eu"},           {"FINLAND_", "fi"},   {"FRANCE_", "fr"},
    {"GERMANY_", "de"},     {"GREECE_", "gr"},       {"HONG_KONG_", "hk"}, {"HUNGARY_", "hu"},
    {"INDIA_", "in"},       {"INDONESIA_", "id"},    {"IRELAND_", "ie"},   {"ISRAEL_", "il"},
    {"ITALY_", "it"},       {"JAPAN_", "jp"},        {"KOREA_", "kr"},     {"LATVIA_", "lv"},
    {"LITHUANIA_", "lt"},   {"LUXEMBOURG_", "lu"},   {"MALTA_", "mt"},     {"MEXICO_", "mx"},
    {"NETHERLANDS_", "nl"}, {"NEW_ZEALAND_", "nz"},  {"NORWAY_", "no"},    {"PARAGUAY_", "py"},
    {"PERU_", "pe"},        {"PHILIPPINES_", "ph"},  {"POLAND_", "pl"},    {"PORTUGAL_", "pt"},
    {"ROMANIA_", "ro"},     {"SCOTLAND_", "uk"},     {"SINGAPORE_", "sg"}, {"SLOVAKIA_", "sk"},
    {"SLOVENIA_", "si"},    {"SOUTH_AFRICA_", "za"}, {"SPAIN_", "es"},     {"SWEDEN_", "se"},
    {"SWITZERLAND_", "ch"}, {"TAIWAN_", "tw"},       {"THAILAND_", "th"},  {"TURKEY_", "tr"},
    {"UK_", "uk"},          {"URUGUAY_", "uy"},      {"US_", "us"},        {"VENEZUELA_", "ve"},
};

const char *region_of(const Detector *d)
{
    if (d->region)
        return d->region;
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++)
        if (strncmp(d->type->type, prefixes[i].prefix, strlen(prefixes[i].prefix)) == 0)
            return prefixes[i].region;
    return NULL;
}

/* Whether `name` is one of the codes between the '|' of `list`. */
static bool list_has(const char *list, const char *name)
{
    const size_t n = strlen(name);
    while (*list) {
        const size_t length = strcspn(list, "|");
        if (length == n && memcmp(list, name, n) == 0)
            return true;
        list += length + (list[length] == '|');
    }
    return false;
}

bool region_wanted(const Detector *d, const char *const *regions, size_t n)
{
    const char *list = region_of(d);
    bool wanted = n == 0 || !list;
    for (size_t i = 0; i < n && !wanted; i++)
        wanted = list_has(list, regions[i]);
    return wanted;
}

bool region_known(const char *name)
{
    const Detector *d;
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++)
        if (strcmp(prefixes[i].region, name) == 0)
            return true;
    for (size_t i = 0; (d = catalogue_detector(i)); i++)
        if (region_of(d) && list_has(region_of(d), name))
            return true;
    return false;
}
