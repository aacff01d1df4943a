/* Text made safe for the place where it is put. Private to reports/.
 *
 * Names and ids come from the user, the corpus and file names, and may hold any byte. Each function
 * adds all of s to `out`. Bytes that are not UTF-8 become U+FFFD everywhere; for people (all but CSV
 * and JSON) so do control characters and direction marks, and a line break or tab becomes a space. */
#ifndef ROTE_ESCAPE_H
#define ROTE_ESCAPE_H

#include "audit/base/buf.h"
#include "audit/base/str.h"

/* Terminal. */
void escape_plain(Buf *out, Str s);

/* HTML or XML text, and attribute values in double quotes. */
void escape_html(Buf *out, Str s);

/* Inline text of GitHub-flavoured Markdown, table cells included. */
void escape_markdown(Buf *out, Str s);

/* One field, quoted where RFC 4180 asks for it. "No string" gives an empty field. */
void escape_csv(Buf *out, Str s);

/* A JSON string with its quotes. Source: RFC 8259, section 7. */
void escape_json(Buf *out, Str s);

#endif
