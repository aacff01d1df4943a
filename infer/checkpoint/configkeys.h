/* The keys of one config.json, sorted by what they say: every key is one of the family's facts,
 * known to be without influence on the mathematics, or known to change it; the last is refused
 * by name unless its value is the neutral one, and so is a key that is not known at all. */
#ifndef ROTE_CONFIGKEYS_H
#define ROTE_CONFIGKEYS_H

#include "audit/base/err.h"
#include "infer/checkpoint/family.h"

#include <jansson.h>

typedef struct {
    const char *name;    /* the key in the file, or the first that the family has for it; NULL: the
                            family has none */
    const json_t *value; /* the file's, or the family's default; NULL: the default is null */
    bool in_file;
} ConfigKey;

typedef struct {
    const Family *family;
    ConfigKey facts[FACT_COUNT];
    json_t *defaults; /* an array that owns them */
} ConfigKeys;

/* root must outlive k. 0, or -1 with ERR_FORMAT naming the key; configkeys_free is due in both
 * cases. Two keys that say the same must not contradict each other. */
int configkeys_read(ConfigKeys *k, const Family *f, json_t *root, Err *e);
void configkeys_free(ConfigKeys *k);

/* The keys beside a family's `nested` member: known to be harmless, or refused by name. */
int configkeys_check_outer(const Family *f, json_t *root, Err *e);

/* Whether the family has a key for this fact. */
static inline bool configkeys_has(const ConfigKeys *k, FactName f)
{
    return k->facts[f].name != NULL;
}

/* The value of a fact: 1 where there is one, 0 where it is null or the family has no key for it
 * (*out stays as it was), -1 with ERR_FORMAT naming the key.
 *   size     an integer, 1 .. most
 *   number   finite and above 0
 *   bool     true or false; null is an error, as nobody can know what it stands for */
int configkeys_size(const ConfigKeys *k, FactName f, size_t most, size_t *out, Err *e);
int configkeys_number(const ConfigKeys *k, FactName f, double *out, Err *e);
int configkeys_bool(const ConfigKeys *k, FactName f, bool *out, Err *e);

/* A finite number above 0. 0, or -1 with ERR_FORMAT. */
int configkeys_positive(const json_t *v, const char *key, double *out, Err *e);

#endif
