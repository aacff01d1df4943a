/* Writing JSON text, laid out for people and for diff. Private to reports/.
 *
 * Keys stand in the order of the calls. Reals have 12 significant digits: enough for any reader, and
 * few enough that a last-bit difference between two machines' libm does not show. Inside an array
 * `key` is NULL. Source: RFC 8259. */
#ifndef ROTE_JSONOUT_H
#define ROTE_JSONOUT_H

#include "audit/base/buf.h"
#include "audit/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { JSONOUT_DEPTH = 12 }; /* of nesting; report.json needs 6 */

typedef struct {
    Buf *out;
    size_t depth;
    struct {
        char closer;
        bool one_line; /* holds for everything inside too */
        bool any;
    } level[JSONOUT_DEPTH];
} JsonOut;

/* An object or array begins; the top-level one has no key. */
void jsonout_object(JsonOut *j, const char *key, bool one_line);
void jsonout_array(JsonOut *j, const char *key, bool one_line);
/* The innermost one ends; behind the outermost stands a newline. */
void jsonout_close(JsonOut *j);

void jsonout_count(JsonOut *j, const char *key, uint64_t n);
/* x must be finite. Always with a point or exponent, so that readers see a real. */
void jsonout_real(JsonOut *j, const char *key, double x);
void jsonout_bool(JsonOut *j, const char *key, bool b);
void jsonout_null(JsonOut *j, const char *key);
/* "No string" is null. */
void jsonout_str(JsonOut *j, const char *key, Str s);
void jsonout_text(JsonOut *j, const char *key, const char *s);

#endif
