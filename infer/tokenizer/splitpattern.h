/* The regular expressions by which byte-level BPE tokenizers cut a text into words before merging.
 *
 * The subset of Oniguruma's syntax that published tokenizer.json files use, with the same meaning:
 * leftmost match, alternatives tried in order, backtracking quantifiers. Whatever lies outside it
 * is refused by name (splitparse.h). Immutable once compiled; any number of threads may match with
 * it. */
#ifndef ROTE_SPLITPATTERN_H
#define ROTE_SPLITPATTERN_H

#include "audit/base/err.h"
#include "audit/base/str.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct SplitPattern SplitPattern;

/* NULL with ERR_FORMAT naming the construct and its place. A pattern that could match nothing is
 * refused too, so that every match has at least one byte. */
SplitPattern *splitpattern_compile(Str regex, Err *e);
void splitpattern_free(SplitPattern *p); /* accepts NULL */

/* The leftmost match of at least one byte in text[from, n): true, with its span in text. text is
 * valid UTF-8, and `from` stands between two characters; what lies before it is seen by anchors and
 * \b alone (no pattern looks behind). Where the library is given a part of a text, so that ^ and $
 * mean that part's ends, `text` must be that part.
 *
 * One call takes time linear in the span looked at; it looks no further behind the match than a few
 * times its length for the patterns of published tokenizers. (Lookahead over a repetition without
 * end is looked through at every place, as Oniguruma does; no published pattern known here has
 * one.) Memory is bounded whatever the text: on the stack, but for patterns and texts that go
 * through splitsteps.h. */
bool splitpattern_next(const SplitPattern *p, Str text, size_t from, size_t *start, size_t *end);

#endif
