/* Patterns with **: see globmatch.h. Of several ** only the last that was passed is ever moved: what
 * stands before it has found the earliest place that it can have. */
#include "corpus/globmatch.h"

#include "audit/base/buf.h"

#include <fnmatch.h>
#include <string.h>

/* Moves *rest behind its next part that is not empty or "."; false when there is none. */
static bool part_next(Str *rest, Str *part)
{
    while (rest->n > 0) {
        const char *slash = memchr(rest->s, '/', rest->n);
        *part = (Str){rest->s, slash ? (size_t)(slash - rest->s) : rest->n};
        const size_t used = part->n + (slash != NULL);
        *rest = (Str){rest->s + used, rest->n - used};
        if (part->n > 0 && !str_equal_c(*part, "."))
            return true;
    }
    return false;
}

static bool part_matches(Str pattern, Str name, bool hide)
{
    Buf p = {0}, n = {0};
    buf_add_str(&p, pattern);
    buf_add_str(&n, name);
    const bool matches = fnmatch(buf_cstr(&p), buf_cstr(&n), hide ? FNM_PERIOD : 0) == 0;
    buf_free(&p);
    buf_free(&n);
    return matches;
}

bool globmatch_path(Str pattern, Str name, bool hide)
{
    bool has_star = false;
    Str star_pattern = {"", 0}, star_name = {"", 0}; /* what stands behind the last ** */
    Str p, n;
    for (;;) {
        Str rest_pattern = pattern, rest_name = name;
        const bool more = part_next(&rest_pattern, &p);
        if (!part_next(&rest_name, &n))
            return !more;
        if (more && str_equal_c(p, "**")) {
            has_star = true;
            star_pattern = pattern = rest_pattern;
            star_name = name;
            if (!part_next(&rest_pattern, &p)) { /* at the end: whatever is left */
                while (part_next(&name, &n))
                    if (hide && *n.s == '.')
                        return false;
                return true;
            }
        } else if (more && part_matches(p, n, hide)) {
            pattern = rest_pattern;
            name = rest_name;
        } else if (has_star && part_next(&star_name, &n) && !(hide && *n.s == '.')) {
            pattern = star_pattern;
            name = star_name;
        } else {
            return false;
        }
    }
}

bool globmatch_member(Str pattern, Str name)
{
    if (memchr(pattern.s, '/', pattern.n))
        return globmatch_path(pattern, name, false);
    Str part, last = {"", 0};
    while (part_next(&name, &part))
        last = part;
    return part_matches(pattern, last, false);
}
