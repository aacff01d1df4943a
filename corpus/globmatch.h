/* Names held against patterns. */
#ifndef ROTE_GLOBMATCH_H
#define ROTE_GLOBMATCH_H

#include "audit/base/str.h"

#include <stdbool.h>

/* True when the parts of `name`, between slashes, are those of `pattern`: in a part, * ? [abc] and \
 * mean what they do to a shell (POSIX.1 fnmatch, characters of the thread's locale); a part ** stands
 * for any number of parts, none too, but for one at least at the pattern's end. Empty parts and "."
 * count for nothing. With `hide`, a part that begins with a point is matched only by one that does. */
bool globmatch_path(Str pattern, Str name, bool hide);

/* As above, but a pattern without a slash is held against the name's last part alone. */
bool globmatch_member(Str pattern, Str name);

#endif
