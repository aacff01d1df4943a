/* WARC headers: see warcheader.h.
 *
 *   WARC/1.0 CRLF
 *   WARC-Type: conversion CRLF
 *   Content-Length: 1234 CRLF
 *   ...
 *
 * A field goes on in the next line if that begins with a blank. Such lines are passed over: of the
 * fields that are needed, none has a reason to be that long. */
#include "corpus/warcheader.h"

#include <string.h>
#include <strings.h>

static const char *const VERSIONS[] = {"0.17", "0.18", "1.0", "1.1"};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static Str trimmed(Str s)
{
    while (s.n > 0 && is_blank(*s.s))
        s = (Str){s.s + 1, s.n - 1};
    while (s.n > 0 && is_blank(s.s[s.n - 1]))
        s.n--;
    return s;
}

bool warcheader_is(Str value, const char *word)
{
    return value.n == strlen(word) && strncasecmp(value.s, word, value.n) == 0;
}

bool warcheader_is_version(Str line)
{
    if (!str_starts(line, "WARC/"))
        return false;
    const Str v = trimmed((Str){line.s + 5, line.n - 5});
    size_t i = 0, whole, part;
    while (i < v.n && is_digit(v.s[i]))
        i++;
    whole = i;
    if (i < v.n && v.s[i] == '.')
        i++;
    part = i;
    while (i < v.n && is_digit(v.s[i]))
        i++;
    return i == v.n && whole > 0 && part > whole && i > part;
}

static int check_version(Str line, Err *e)
{
    if (warcheader_is_version(line)) {
        const Str version = trimmed((Str){line.s + 5, line.n - 5});
        for (size_t i = 0; i < sizeof VERSIONS / sizeof *VERSIONS; i++)
            if (str_equal_c(version, VERSIONS[i]))
                return 0;
    }
    err_set(e, ERR_FORMAT, "its version is none of 0.17, 0.18, 1.0 and 1.1");
    return -1;
}

static int parse_length(Str value, uint64_t *length, Err *e)
{
    uint64_t v = 0;
    bool good = value.n > 0;
    for (size_t i = 0; i < value.n && good; i++) {
        good = is_digit(value.s[i]) && v <= (UINT64_MAX - 9) / 10;
        v = good ? v * 10 + (uint64_t)(value.s[i] - '0') : 0;
    }
    if (!good)
        err_set(e, ERR_FORMAT, "its Content-Length is no number of bytes");
    *length = v;
    return good ? 0 : -1;
}

static int take_once(Str *field, Str value, const char *name, Err *e)
{
    if (field->s) {
        err_set(e, ERR_FORMAT, "it has the field %s twice", name);
        return -1;
    }
    *field = value;
    return 0;
}

static int take_field(WarcHeader *h, Str *length, Str name, Str value, Err *e)
{
    if (warcheader_is(name, "WARC-Type"))
        return take_once(&h->type, value, "WARC-Type", e);
    if (warcheader_is(name, "Content-Length"))
        return take_once(length, value, "Content-Length", e);
    if (warcheader_is(name, "Content-Type"))
        return take_once(&h->content_type, value, "Content-Type", e);
    if (warcheader_is(name, "WARC-Target-URI"))
        return take_once(&h->uri, value, "WARC-Target-URI", e);
    if (warcheader_is(name, "WARC-Segment-Number"))
        h->is_segment = true;
    return 0;
}

static Str next_line(Str *rest)
{
    const char *lf = memchr(rest->s, '\n', rest->n);
    const Str line = {rest->s, lf ? (size_t)(lf - rest->s) + 1 : rest->n};
    *rest = (Str){rest->s + line.n, rest->n - line.n};
    return line;
}

int warcheader_parse(WarcHeader *h, Str header, Err *e)
{
    *h = (WarcHeader){0};
    if (check_version(next_line(&header), e) != 0)
        return -1;
    Str length = {NULL, 0};
    for (size_t n = 2; header.n > 0; n++) {
        const Str line = next_line(&header);
        if (*line.s == ' ' || *line.s == '\t')
            continue;
        const char *colon = memchr(line.s, ':', line.n);
        if (!colon || colon == line.s) {
            err_set(e, ERR_FORMAT, "line %zu of its header is no \"name: value\"", n);
            return -1;
        }
        const size_t name = (size_t)(colon - line.s);
        const Str value = trimmed((Str){colon + 1, line.n - name - 1});
        if (take_field(h, &length, trimmed((Str){line.s, name}), value, e) != 0)
            return -1;
    }
    if (!h->type.s || !length.s) {
        err_set(e, ERR_FORMAT, "it has no %s", h->type.s ? "Content-Length" : "WARC-Type");
        return -1;
    }
    if (h->content_type.s) {
        const char *semicolon = memchr(h->content_type.s, ';', h->content_type.n);
        if (semicolon)
            h->content_type.n = (size_t)(semicolon - h->content_type.s);
        h->content_type = trimmed(h->content_type);
    }
    if (h->uri.n >= 2 && h->uri.s[0] == '<' && h->uri.s[h->uri.n - 1] == '>')
        h->uri = (Str){h->uri.s + 1, h->uri.n - 2};
    return parse_length(length, &h->length, e);
}

/* Where `c` stands last in s, or NULL. */
static const char *last_of(Str s, char c)
{
    for (size_t i = s.n; i-- > 0;)
        if (s.s[i] == c)
            return s.s + i;
    return NULL;
}

void warcheader_host(Str uri, Buf *host)
{
    buf_clear(host);
    size_t i = 0;
    while (i < uri.n && uri.s[i] && !strchr(":/?#", uri.s[i]))
        i++;
    if (uri.n - i < 3 || memcmp(uri.s + i, "://", 3) != 0)
        return;
    Str a = {uri.s + i + 3, uri.n - i - 3}; /* the authority: [user@]host[:port] */
    for (i = 0; i < a.n && a.s[i] && !strchr("/?#\\", a.s[i]);)
        i++;
    a.n = i;
    const char *at = last_of(a, '@');
    if (at)
        a = (Str){at + 1, a.n - (size_t)(at + 1 - a.s)};
    const char *bracket = last_of(a, ']'), *colon = last_of(a, ':');
    if (colon && (!bracket || colon > bracket))
        a.n = (size_t)(colon - a.s);
    for (i = 0; i < a.n; i++)
        buf_add_char(host, a.s[i] >= 'A' && a.s[i] <= 'Z' ? (char)(a.s[i] + 32) : a.s[i]);
}
