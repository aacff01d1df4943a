/* Escaping by format: see escape.h. */
#include "reports/escape.h"

#include "reports/glyph.h"

#include <stdbool.h>
#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD */

/* What stands for c in shown text; NULL for c itself. */
static const char *shown_instead(uint32_t c)
{
    if (c == '\n' || c == '\t' || c == '\r')
        return " ";
    return c == GLYPH_BAD || glyph_controls(c) ? REPLACEMENT : NULL;
}

static const char *html_instead(uint32_t c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return shown_instead(c);
    }
}

void escape_plain(Buf *out, Str s)
{
    for (size_t at = 0; at < s.n;) {
        const size_t from = at;
        const char *instead = shown_instead(glyph_next(s, &at));
        if (instead)
            buf_add_c(out, instead);
        else
            buf_add(out, s.s + from, at - from);
    }
}

void escape_html(Buf *out, Str s)
{
    for (size_t at = 0; at < s.n;) {
        const size_t from = at;
        const char *instead = html_instead(glyph_next(s, &at));
        if (instead)
            buf_add_c(out, instead);
        else
            buf_add(out, s.s + from, at - from);
    }
}

static bool is_word(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void escape_markdown(Buf *out, Str s)
{
    for (size_t at = 0; at < s.n;) {
        const size_t from = at;
        const uint32_t c = glyph_next(s, &at);
        const char *instead = c == '"' || c == '\'' ? NULL : html_instead(c);
        /* An underscore inside a word means nothing, and EMAIL\_ADDRESS reads badly. */
        const bool inside = c == '_' && from > 0 && at < s.n &&
                            is_word((unsigned char)s.s[from - 1]) &&
                            is_word((unsigned char)s.s[at]);
        if (instead) {
            buf_add_c(out, instead);
            continue;
        }
        if (c < 0x80 && c != 0 && strchr("\\`*_[]|~#!", (int)c) && !inside)
            buf_add_char(out, '\\');
        buf_add(out, s.s + from, at - from);
    }
}

void escape_csv(Buf *out, Str s)
{
    bool quoted = s.n > 0 && (s.s[0] == ' ' || s.s[s.n - 1] == ' ');
    for (size_t i = 0; i < s.n && !quoted; i++)
        quoted = s.s[i] == ',' || s.s[i] == '"' || s.s[i] == '\n' || s.s[i] == '\r';
    if (quoted)
        buf_add_char(out, '"');
    for (size_t at = 0; at < s.n;) {
        const size_t from = at;
        const uint32_t c = glyph_next(s, &at);
        if (c == '"')
            buf_add_char(out, '"');
        if (c == GLYPH_BAD)
            buf_add_c(out, REPLACEMENT);
        else
            buf_add(out, s.s + from, at - from);
    }
    if (quoted)
        buf_add_char(out, '"');
}

void escape_json(Buf *out, Str s)
{
    buf_add_char(out, '"');
    for (size_t at = 0; at < s.n;) {
        const size_t from = at;
        const uint32_t c = glyph_next(s, &at);
        if (c == GLYPH_BAD)
            buf_add_c(out, REPLACEMENT);
        else if (c == '"' || c == '\\')
            buf_printf(out, "\\%c", (int)c);
        else if (c == '\n')
            buf_add_c(out, "\\n");
        else if (c == '\t')
            buf_add_c(out, "\\t");
        else if (c < 0x20)
            buf_printf(out, "\\u%04x", (unsigned)c);
        else
            buf_add(out, s.s + from, at - from);
    }
    buf_add_char(out, '"');
}
