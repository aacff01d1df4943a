/* Users' rules: a YAML file, a list of mappings whose keys are the fields of detectors' Rule.
 *
 *   - type: EMPLOYEE_NUMBER
 *     severity: high
 *     literals: [emp-]
 *     pattern: 'emp-([0-9]{6})'
 *     window: 32
 *     context: [employee, staff]
 */
#ifndef ROTE_RULEFILE_H
#define ROTE_RULEFILE_H

#include "audit/base/arena.h"
#include "audit/base/err.h"
#include "detectors/detectors.h"

#include <stddef.h>

/* Rules and where they stand in their file. */
typedef struct {
    Rule *rules;   /* [n], in the arena, as their strings */
    size_t *lines; /* [n], from 1 */
    size_t *columns;
    size_t n;
} RuleList;

/* Reads the file's rules behind those of `list`. 0, or -1 with ERR_USAGE naming file, line and column,
 * or ERR_IO. Whether a pattern compiles is the scanner's to say. */
int rulefile_read(const char *path, RuleList *list, Arena *a, Err *e);

/* The same of text in memory; `name` stands in sentences. */
int rulefile_parse(const char *name, Str text, RuleList *list, Arena *a, Err *e);

#endif
