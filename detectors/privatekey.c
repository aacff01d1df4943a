/* Private keys in text armor. Source: RFC 7468 (PEM), RFC 4716 and OpenSSH's PROTOCOL.key, RFC
 * 4880, section 6.2 (OpenPGP).
 *
 *   -----BEGIN RSA PRIVATE KEY-----      the pattern's match
 *   Proc-Type: 4,ENCRYPTED               headers, perhaps
 *   MIIEowIBAAKCAQEA...                  base64, with newlines or the two characters \n of a string
 *   -----END RSA PRIVATE KEY-----
 *
 * A block that the text's end cuts is a finding, as its key material may be enough; a header that
 * something else follows is prose or code about keys. */
#include "detectors/validators.h"

#include "detectors/ascii.h"
#include "detectors/mask.h"

#include <string.h>

/* Fewer base64 characters are an example's "..." and no key. */
enum { KEY_CHARACTERS_MIN = 24 };

/* The first line of a key is longer than a word; none that long is a word. */
enum { KEY_LINE_MIN = 16, KEY_LINE_CERTAIN = 40 };

/* "-----END OPENSSH PRIVATE KEY-----" and its like are no longer. */
enum { KEY_END_BYTES = 64 };

static bool base64_char(char c)
{
    return ascii_alnum(c) || c == '+' || c == '/' || c == '=';
}

/* Behind white space, also written as "\n" or "\r" in a string, and what joins the
 * lines of one: quotes and commas. */
static size_t skip_line_ends(Str s, size_t at)
{
    while (at < s.n) {
        if (s.s[at] == '\\' && at + 1 < s.n && strchr("nrt", s.s[at + 1]) && s.s[at + 1])
            at += 2;
        else if (s.s[at] && strchr(" \t\r\n\\\"',", s.s[at]))
            at++;
        else
            break;
    }
    return at;
}

/* Behind "Name: value" headers of RFC 1421, which end with their line. */
static size_t skip_header(Str s, size_t at)
{
    size_t end = at;
    while (end < s.n && (ascii_alnum(s.s[end]) || s.s[end] == '-'))
        end++;
    if (end == at || end + 1 >= s.n || s.s[end] != ':' || s.s[end + 1] != ' ')
        return at;
    while (end < s.n && s.s[end] != '\n' && s.s[end] != '\\') {
        if (s.n - end >= 5 && memcmp(s.s + end, "-----", 5) == 0)
            return at; /* the next block, which is looked at by itself */
        end++;
    }
    return end;
}

/* Whether the n base64 characters that end before s[end] are a line of a key and no word of prose:
 * they end with their line or with the text, or are many. */
static bool is_key_line(Str s, size_t end, size_t n, bool first)
{
    if (end == s.n || n >= KEY_LINE_CERTAIN)
        return true;
    const bool line_ends = s.s[end] && strchr("\r\n\\\"'-", s.s[end]);
    return line_ends && (!first || n >= KEY_LINE_MIN);
}

/* Reads key material from `at` on; returns where it ends, *characters how much it is. */
static size_t skip_body(Str s, size_t at, size_t *characters)
{
    *characters = 0;
    size_t end = at;
    for (;;) {
        at = skip_line_ends(s, end);
        const size_t header = *characters == 0 ? skip_header(s, at) : at;
        if (header > at) {
            end = header;
            continue;
        }
        size_t line = at;
        while (line < s.n && base64_char(s.s[line]))
            line++;
        if (line == at || !is_key_line(s, line, line - at, *characters == 0))
            return end;
        *characters += line - at;
        end = line;
    }
}

Verdict privatekey_check(Candidate *c)
{
    const Str s = c->text;
    size_t characters;
    const size_t header_end = c->end;
    const size_t end = skip_body(s, header_end, &characters);
    const size_t behind = skip_line_ends(s, end);
    const Str rest = {s.s + behind, s.n - behind};
    if (str_starts(rest, "-----END ") && characters >= KEY_CHARACTERS_MIN) {
        size_t tail = behind + 9;
        while (tail < s.n && tail - behind < KEY_END_BYTES && s.s[tail] != '-' && s.s[tail] != '\n')
            tail++;
        while (tail < s.n && tail - behind < KEY_END_BYTES && s.s[tail] == '-')
            tail++;
        c->end = tail;
        return VERDICT_PROVEN;
    }
    if (characters >= KEY_CHARACTERS_MIN) {
        c->end = end;
        return VERDICT_PROVEN;
    }
    if (behind < s.n)
        return VERDICT_NO;
    c->end = characters > 0 ? end : header_end; /* the text ends there, or a few headers later */
    return VERDICT_PLAUSIBLE;
}

Str privatekey_value(Str found, Arena *a)
{
    char *out = arena_alloc(a, found.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < found.n; i++) {
        if (found.s[i] == '\\' && i + 1 < found.n)
            i++; /* an escaped line end */
        else if (base64_char(found.s[i]) || found.s[i] == '-')
            out[n++] = found.s[i];
    }
    return (Str){out, n};
}

Str privatekey_mask(Str found, Arena *a)
{
    const char *end = found.n > 11 ? memchr(found.s + 11, '-', found.n - 11) : NULL;
    return mask_rest(found, end ? (size_t)(end - found.s) : found.n < 11 ? found.n : 11, a);
}
