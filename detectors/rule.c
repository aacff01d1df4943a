/* Users' rules: see rule.h. What the table does by functions, a rule names from two short lists. */
#include "detectors/rule.h"

#include "detectors/ascii.h"
#include "detectors/catalogue.h"
#include "detectors/mask.h"
#include "detectors/number.h"

#include <string.h>

static Verdict check_form(Candidate *c)
{
    (void)c;
    return VERDICT_PLAUSIBLE;
}

static Verdict check_luhn(Candidate *c)
{
    char digits[64];
    const size_t n = ascii_digits(candidate_str(c), digits, sizeof digits);
    return n > 1 && n <= sizeof digits && number_luhn(digits, n) ? VERDICT_PROVEN : VERDICT_NO;
}

static const struct {
    const char *name;
    Verdict (*check)(Candidate *c);
} checks[] = {{"luhn", check_luhn}};

static Str mask_all(Str found, Arena *a)
{
    return mask_alnum(found, 0, 0, a);
}

static Str mask_but_last_four(Str found, Arena *a)
{
    return mask_alnum(found, 0, found.n > 8 ? 4 : 0, a);
}

static Str mask_but_first_four(Str found, Arena *a)
{
    return mask_rest(found, found.n > 8 ? 4 : 0, a);
}

static const struct {
    const char *name;
    Str (*mask)(Str found, Arena *a);
} masks[] = {{"all", mask_all}, {"last4", mask_but_last_four}, {"first4", mask_but_first_four}};

enum { CHECKS = sizeof checks / sizeof checks[0], MASKS = sizeof masks / sizeof masks[0] };

const char *rule_check_name(size_t i)
{
    return i < CHECKS ? checks[i].name : NULL;
}

const char *rule_mask_name(size_t i)
{
    return i < MASKS ? masks[i].name : NULL;
}

static bool type_is_name(const char *type)
{
    if (!type || !type[0])
        return false;
    for (const char *c = type; *c; c++)
        if (!ascii_upper(*c) && !ascii_digit(*c) && *c != '_' && *c != '/')
            return false;
    return true;
}

static bool has_upper(const char *s)
{
    while (*s && !ascii_upper(*s))
        s++;
    return *s != '\0';
}

static const char *field_wrong(const Rule *r)
{
    if (!type_is_name(r->type))
        return "type: is not of the form EMPLOYEE_NUMBER or SECRET/OUR_TOKEN";
    if (catalogue_find(r->type))
        return "type: is a built-in type's; choose another name";
    if (!r->pattern || !r->pattern[0])
        return "pattern: is missing";
    if (r->literals ? strspn(r->literals, " ") == strlen(r->literals) : r->digits == 0)
        return "literals: name the words that a value begins with, or in digits the fewest digits "
               "that it begins with";
    if (r->literals && r->folds && has_upper(r->literals))
        return "literals: are given in lower case where case does not count";
    if (r->window_bytes < 1 || r->window_bytes > RULE_WINDOW_BYTES)
        return "window: is not from 1 to 4096 bytes";
    if (r->lead_max_bytes > RULE_WINDOW_BYTES || r->lead_min_bytes > r->lead_max_bytes)
        return "lead_most: is not from lead_least to 4096 bytes";
    if (!(r->confidence > 0 && r->confidence < 1))
        return "confidence: is not between 0 and 1";
    if (!(r->threshold >= 0 && r->threshold < 1))
        return "threshold: is not from 0 to below 1";
    return NULL;
}

/* What the rule names from the lists; NULL or the field that names what is in none. */
static const char *functions_set(const Rule *r, Detector *d)
{
    d->check = check_form;
    d->mask = masks[0].mask;
    bool check = r->check == NULL, mask = r->mask == NULL;
    for (size_t i = 0; r->check && i < CHECKS; i++)
        if (strcmp(r->check, checks[i].name) == 0) {
            d->check = checks[i].check;
            check = true;
        }
    for (size_t i = 0; r->mask && i < MASKS; i++)
        if (strcmp(r->mask, masks[i].name) == 0) {
            d->mask = masks[i].mask;
            mask = true;
        }
    return !check  ? "check: there is none of this name"
           : !mask ? "mask: there is none of this name"
                   : NULL;
}

const Detector *rule_detector(const Rule *r, Arena *a, Err *e)
{
    FindingType *type = arena_alloc(a, 1, sizeof *type);
    Detector *d = arena_alloc(a, 1, sizeof *d);
    *type = (FindingType){r->type, r->severity, r->title ? r->title : r->type};
    *d = (Detector){.type = type,
                    .region = r->region,
                    .anchor = r->literals ? ANCHOR_LITERAL : ANCHOR_NUMBER,
                    .literals = r->literals,
                    .folds = r->folds,
                    .digits = r->digits,
                    .lead = r->lead,
                    .lead_min_bytes = r->lead_min_bytes,
                    .lead_max_bytes = r->lead_max_bytes,
                    .not_before = r->not_before,
                    .pattern = r->pattern,
                    .window_bytes = r->window_bytes,
                    .plausible = r->confidence,
                    .proven = r->confidence,
                    .threshold = r->threshold,
                    .context = r->context,
                    .against = r->against,
                    .value = value_exact};
    const char *wrong = field_wrong(r);
    if (!wrong)
        wrong = functions_set(r, d);
    if (!wrong)
        return d;
    err_set(e, ERR_FORMAT, "%s", wrong);
    return NULL;
}
