/* Walking over JSON without reading it: see jsonspan.h. Source: RFC 8259. */
#include "audit/jsonspan.h"

#include <jansson.h>
#include <string.h>

static size_t blanks_end(Str s, size_t at)
{
    while (at < s.n && s.s[at] && strchr(" \t\r\n", s.s[at]))
        at++;
    return at;
}

/* Behind the string that begins at s.s[at]; s.n when it does not end. */
static size_t string_end(Str s, size_t at)
{
    for (at++; at < s.n; at++) {
        if (s.s[at] == '\\')
            at++;
        else if (s.s[at] == '"')
            return at + 1;
    }
    return s.n;
}

/* Behind the value that begins at s.s[at]. */
static size_t value_end(Str s, size_t at)
{
    size_t depth = 0;
    while (at < s.n) {
        const char c = s.s[at];
        if (c == '"') {
            at = string_end(s, at);
            if (depth == 0)
                return at;
            continue;
        }
        if (depth == 0 && (c == ',' || c == '}' || c == ']'))
            return at;
        at++;
        if (c == '{' || c == '[')
            depth++;
        else if ((c == '}' || c == ']') && --depth == 0)
            return at;
    }
    return s.n;
}

/* Whether the string with its quotes says `key`. */
static bool string_is(Str quoted, const char *key)
{
    if (quoted.n < 2)
        return false;
    if (!memchr(quoted.s, '\\', quoted.n))
        return str_equal_c((Str){quoted.s + 1, quoted.n - 2}, key);
    json_t *j = json_loadb(quoted.s, quoted.n, JSON_DECODE_ANY, NULL);
    const bool is = json_is_string(j) && strcmp(json_string_value(j), key) == 0;
    json_decref(j);
    return is;
}

bool jsonspan_next(Str line, const char *key, size_t *at, size_t *from, size_t *to)
{
    while (*at < line.n) {
        size_t i = blanks_end(line, *at);
        if (i < line.n && (line.s[i] == '{' || line.s[i] == ','))
            i = blanks_end(line, i + 1);
        if (i >= line.n || line.s[i] != '"')
            return false;
        const size_t name = i;
        i = string_end(line, i);
        const Str quoted = {line.s + name, i - name};
        i = blanks_end(line, i);
        if (i >= line.n || line.s[i] != ':')
            return false;
        *from = blanks_end(line, i + 1);
        *to = *at = value_end(line, *from);
        if (*from < *to && line.s[*from] == '"' && *to - *from >= 2 && string_is(quoted, key))
            return true;
    }
    return false;
}
