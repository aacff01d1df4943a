/* International bank account numbers. Source: ISO 13616, and its registry of national structures
 * (SWIFT): 89 countries. */
#include "detectors/validators.h"

#include "detectors/ascii.h"
#include "detectors/mask.h"

#include <stdlib.h>
#include <string.h>

enum { IBAN_BYTES_MAX = 34 };

/* What follows country and check digits: so many digits (n), capitals (a), either (c). */
typedef struct {
    char country[3];
    const char *structure;
} Country;

static const Country countries[] = {
    {"AD", "n8c12"},    {"AE", "n19"},      {"AL", "n8c16"},    {"AT", "n16"},
    {"AZ", "a4c20"},    {"BA", "n16"},      {"BE", "n12"},      {"BG", "a4n6c8"},
    {"BH", "a4c14"},    {"BI", "n23"},      {"BR", "c8n15c2"},  {"BY", "c4n4c16"},
    {"CH", "n5c12"},    {"CR", "n18"},      {"CY", "n8c16"},    {"CZ", "n20"},
    {"DE", "n18"},      {"DJ", "n23"},      {"DK", "n14"},      {"DO", "c4n20"},
    {"EE", "n16"},      {"EG", "n25"},      {"ES", "n20"},      {"FI", "n14"},
    {"FK", "a2n12"},    {"FO", "n14"},      {"FR", "n10c11n2"}, {"GB", "a4n14"},
    {"GE", "a2n16"},    {"GI", "a4c15"},    {"GL", "n14"},      {"GR", "n7c16"},
    {"GT", "c24"},      {"HN", "a4n20"},    {"HR", "n17"},      {"HU", "n24"},
    {"IE", "a4n14"},    {"IL", "n19"},      {"IQ", "a4n15"},    {"IS", "n22"},
    {"IT", "a1n10c12"}, {"JO", "a4n4c18"},  {"KW", "a4c22"},    {"KZ", "n3c13"},
    {"LB", "n4c20"},    {"LC", "a4c24"},    {"LI", "n5c12"},    {"LT", "n16"},
    {"LU", "n3c13"},    {"LV", "a4c13"},    {"LY", "n21"},      {"MC", "n10c11n2"},
    {"MD", "c20"},      {"ME", "n18"},      {"MK", "n3c10n2"},  {"MN", "n16"},
    {"MR", "n23"},      {"MT", "a4n5c18"},  {"MU", "a4n19a3"},  {"NI", "a4n20"},
    {"NL", "a4n10"},    {"NO", "n11"},      {"OM", "n3c16"},    {"PK", "a4c16"},
    {"PL", "n24"},      {"PS", "a4c21"},    {"PT", "n21"},      {"QA", "a4c21"},
    {"RO", "a4c16"},    {"RS", "n18"},      {"RU", "n14c15"},   {"SA", "n2c18"},
    {"SC", "a4n20a3"},  {"SD", "n14"},      {"SE", "n20"},      {"SI", "n15"},
    {"SK", "n20"},      {"SM", "a1n10c12"}, {"SO", "n19"},      {"ST", "n21"},
    {"SV", "a4n20"},    {"TL", "n19"},      {"TN", "n20"},      {"TR", "n6c16"},
    {"UA", "n6c19"},    {"VA", "n18"},      {"VG", "a4n16"},    {"XK", "n16"},
    {"YE", "a4n4c18"},
};

/* Takes from s the n-th letter or digit on, across blanks; 0 at the end. */
typedef struct {
    Str text;
    size_t at;
    size_t groups_wrong; /* blanks that stand elsewhere than behind every fourth character */
    size_t blanks, taken;
} Reader;

static char reader_next(Reader *r)
{
    while (r->at < r->text.n && r->text.s[r->at] == ' ' && r->taken > 0) {
        r->groups_wrong += r->taken % 4 != 0;
        r->blanks++;
        r->at++;
    }
    if (r->at >= r->text.n)
        return 0;
    r->taken++;
    return r->text.s[r->at++];
}

static bool kind_fits(char kind, char c)
{
    return (kind != 'a' && ascii_digit(c)) || (kind != 'n' && ascii_upper(c));
}

static const char *structure_of(const char *country)
{
    for (size_t i = 0; i < sizeof countries / sizeof countries[0]; i++)
        if (memcmp(countries[i].country, country, 2) == 0)
            return countries[i].structure;
    return NULL;
}

/* Reads the whole number into iban; its length, or 0 when it breaks the country's structure. */
static size_t iban_read(Reader *r, char iban[IBAN_BYTES_MAX])
{
    size_t n = 0;
    for (; n < 4; n++)
        if (!kind_fits(n < 2 ? 'a' : 'n', iban[n] = reader_next(r)))
            return 0;
    const char *structure = structure_of(iban);
    if (!structure)
        return 0;
    while (*structure) {
        const char kind = *structure++;
        for (unsigned long left = strtoul(structure, (char **)&structure, 10); left > 0; left--)
            if (!kind_fits(kind, iban[n++] = reader_next(r)))
                return 0;
    }
    return n;
}

/* ISO 7064 mod 97-10: country and check digits behind, letters as 10 to 35. */
static unsigned iban_mod97(const char *iban, size_t n)
{
    unsigned rest = 0;
    for (size_t i = 0; i < n; i++) {
        const char c = iban[(i + 4) % n];
        rest = ascii_digit(c) ? rest * 10 + (unsigned)(c - '0')
                              : rest * 100 + (unsigned)(c - 'A') + 10;
        rest %= 97;
    }
    return rest;
}

Verdict iban_check(Candidate *c)
{
    char iban[IBAN_BYTES_MAX];
    Reader r = {.text = candidate_str(c)};
    const size_t n = iban_read(&r, iban);
    if (n == 0 || r.groups_wrong > 0 || iban_mod97(iban, n) != 1)
        return VERDICT_NO;
    const unsigned check = (unsigned)(iban[2] - '0') * 10 + (unsigned)(iban[3] - '0');
    if (check < 2 || check > 98 || (r.blanks > 0 && r.blanks != (n - 1) / 4))
        return VERDICT_NO;
    c->end = c->start + r.at;
    return VERDICT_PROVEN;
}

Str iban_mask(Str found, Arena *a)
{
    return mask_alnum(found, 2, 0, a);
}
