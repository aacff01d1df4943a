/* E-mail addresses. Source: RFC 5321, section 4.5.3.1 (lengths), RFC 1035, section 2.3.1 (labels),
 * RFC 6531 (letters beyond ASCII).
 *
 * Of the characters that RFC 5322 allows in a local part, only those that addresses really use are
 * taken: letters, digits and ". _ + -", and the apostrophe of O'Brien. The others ('=', '/', '{'
 * ...) stand around addresses far more often than in them. */
#include "detectors/validators.h"

#include "detectors/ascii.h"
#include "detectors/codepoint.h"
#include "detectors/mask.h"

#include <string.h>

enum { LOCAL_BYTES_MAX = 64, DOMAIN_BYTES_MAX = 255, LABEL_BYTES_MAX = 63 };

/* A letter beyond ASCII of a script that needs spaces, so that it belongs to the address and is not
 * text around it. */
static bool letter_beyond_ascii(uint32_t c)
{
    return c >= 0x80 && codepoint_in_word(c);
}

/* The local part's first byte: back from the '@' over its characters. */
static size_t local_start(Str s, size_t from, size_t at)
{
    size_t start = at;
    while (start > from) {
        size_t before;
        const uint32_t c = codepoint_before(s, start, &before);
        const bool name = before > from && ascii_letter(s.s[before - 1]) &&
                          memchr("oOdD", s.s[before - 1], 4) &&
                          codepoint_word_starts(s, before - 1);
        if (!(c < 0x80 && (ascii_alnum((char)c) || (c && strchr("._+-", (int)c)))) &&
            !letter_beyond_ascii(c) && !(c == '\'' && name && start < at))
            break;
        start = before;
    }
    while (start < at && strchr(".+-", s.s[start]))
        start++;
    /* What is left of an escape: "%20joe@", "\\njoe@". */
    if (start >= 1 && s.s[start - 1] == '%' && at - start > 2 && ascii_hex(s.s[start]) &&
        ascii_hex(s.s[start + 1]))
        start += 2;
    if (start >= 1 && s.s[start - 1] == '\\' && at - start > 1 && strchr("nrt", s.s[start]))
        start++;
    return start;
}

/* Behind the last byte from `at` on that may stand in a domain's labels. */
static size_t domain_end(Str s, size_t at)
{
    const size_t limit = s.n - at < DOMAIN_BYTES_MAX + 1 ? s.n : at + DOMAIN_BYTES_MAX + 1;
    while (at < limit) {
        size_t next = at;
        const uint32_t c = codepoint_next(s, &next);
        if (!(c < 0x80 && (ascii_alnum((char)c) || c == '-' || c == '.')) &&
            !letter_beyond_ascii(c))
            break;
        at = next;
    }
    return at;
}

static bool labels_fit(Str domain)
{
    size_t start = 0;
    for (size_t i = 0; i <= domain.n; i++) {
        if (i < domain.n && domain.s[i] != '.')
            continue;
        const size_t n = i - start;
        if (n == 0 || n > LABEL_BYTES_MAX || domain.s[start] == '-' || domain.s[i - 1] == '-')
            return false;
        start = i + 1;
    }
    return true;
}

/* The longest beginning of s[at, end) that is a domain under a real top-level domain; its end, or
 * 0. Each step cuts what stands behind the last '.' or '-': "joe@example.com.Then",
 * "joe@a.com--". */
static size_t domain_cut(Str s, size_t at, size_t end)
{
    while (end > at) {
        size_t dot = end;
        while (dot > at && s.s[dot - 1] != '.')
            dot--;
        if (dot <= at + 1)
            return 0;
        if (tld_known((Str){s.s + dot, end - dot}) && labels_fit((Str){s.s + at, end - at}))
            return end;
        size_t cut = end - 1;
        while (cut > at && s.s[cut] != '.' && s.s[cut] != '-')
            cut--;
        end = cut;
    }
    return 0;
}

/* "//user@host", "//user:word@host": a login in a URL, which rows of its own look at. */
static bool is_login(const Candidate *c)
{
    const Str s = c->text;
    size_t at = c->start;
    while (at > 0 && c->start - at < LOCAL_BYTES_MAX && (unsigned char)s.s[at - 1] > ' ' &&
           !strchr("/<>\"", s.s[at - 1]))
        at--;
    return at > 1 && s.s[at - 1] == '/' && s.s[at - 2] == '/' &&
           (at == c->start || s.s[c->start - 1] == ':');
}

/* "Message-ID: <123@host.example>" has the form, and names a message. Only right before: the
 * sender's address may stand in the next line. */
static bool is_message_id(const Candidate *c)
{
    static const char *const names[] = {"message-id", "msgid", "in-reply-to", "references"};
    size_t end = c->start;
    while (end > 0 && c->start - end < 8 && strchr("<: \t", c->text.s[end - 1]))
        end--;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const size_t n = strlen(names[i]);
        if (end >= n && ascii_equal_fold((Str){c->text.s + end - n, n}, names[i]))
            return true;
    }
    return false;
}

static bool is_git_remote(const Candidate *c, size_t at)
{
    const Str local = {c->text.s + c->start, at - c->start};
    return str_equal_c(local, "git") && c->end < c->text.n && c->text.s[c->end] == ':';
}

Verdict email_check(Candidate *c)
{
    const Str s = c->text;
    const char *sign = memchr(s.s + c->start, '@', c->end - c->start);
    const size_t at = (size_t)(sign - s.s);
    c->start = local_start(s, c->start, at);
    const size_t local = at - c->start;
    if (local == 0 || local > LOCAL_BYTES_MAX || s.s[at - 1] == '.' || is_login(c))
        return VERDICT_NO;
    for (size_t i = c->start; i + 1 < at; i++)
        if (s.s[i] == '.' && s.s[i + 1] == '.')
            return VERDICT_NO;
    const size_t end = domain_end(s, at + 1);
    c->end = domain_cut(s, at + 1, end);
    if (c->end == 0 || c->end - at - 1 > DOMAIN_BYTES_MAX) {
        c->end = at;
        return VERDICT_NO;
    }
    return is_git_remote(c, at) || is_message_id(c) ? VERDICT_NO : VERDICT_PROVEN;
}

Str email_value(Str found, Arena *a)
{
    return value_lower(found, a);
}

/* A first letter is shown only where more follows, and whole characters only. */
static size_t shown(Str part)
{
    size_t first = 0;
    if (part.n > 0)
        codepoint_next(part, &first);
    return first < part.n && first > 0 ? first : 0;
}

Str email_mask(Str found, Arena *a)
{
    const char *sign = memchr(found.s, '@', found.n);
    size_t dot = found.n;
    while (dot > 0 && found.s[dot - 1] != '.')
        dot--;
    if (!sign || found.s + dot <= sign)
        return mask_rest(found, 0, a);
    const Str local = {found.s, (size_t)(sign - found.s)};
    const Str domain = {sign + 1, (size_t)(found.s + dot - 1 - (sign + 1))};
    return str_of(arena_printf(a, "%.*s***@%.*s***.%.*s", (int)shown(local), local.s,
                               (int)shown(domain), domain.s, (int)(found.n - dot), found.s + dot));
}
