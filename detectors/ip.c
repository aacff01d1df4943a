/* IP addresses that name one host. Source: RFC 791; RFC 4291, section 2.2, and RFC 5952 (text
 * forms); the special-purpose registries of IANA (RFC 6890). */
#include "detectors/validators.h"

#include "detectors/ascii.h"
#include "detectors/mask.h"

#include <arpa/inet.h>
#include <string.h>

enum { IP_TEXT_BYTES = 64 };

/* The n bytes as a string for inet_pton; false when they are too many or hold a NUL. */
static bool ip_text(Str s, char text[IP_TEXT_BYTES])
{
    if (s.n >= IP_TEXT_BYTES || memchr(s.s, '\0', s.n))
        return false;
    memcpy(text, s.s, s.n);
    text[s.n] = '\0';
    return true;
}

/* "3.10.0.1-beta", "lib.1.2.3.4", "1.2.3.4.5": part of a version or a file's name. A range
 * "10.0.0.1-10.0.0.9" and a URL's "//10.0.0.1/" are not. */
static bool v4_joined(const Candidate *c)
{
    const Str t = c->text;
    if (c->start > 1) {
        const char before = t.s[c->start - 1], further = t.s[c->start - 2];
        if ((before == '.' || before == '/') && ascii_alnum(further))
            return true;
        if (before == '-' && ascii_letter(further))
            return true;
    }
    if (c->start == 1 && t.s[0] == '.')
        return true;
    if (t.n - c->end > 1) {
        const char behind = t.s[c->end], further = t.s[c->end + 1];
        if ((behind == '.' && ascii_alnum(further)) || (behind == '-' && ascii_letter(further)))
            return true;
    }
    return false;
}

/* "192.0.2.0/24": the prefix length behind the address leaves no bit for a host, so a whole network
 * is meant. */
static bool is_network(const Candidate *c, const unsigned char *b, size_t bytes)
{
    const Str t = c->text;
    if (c->end >= t.n || t.s[c->end] != '/')
        return false;
    size_t prefix = 0, at = c->end + 1;
    for (; at < t.n && at - c->end <= 3 && ascii_digit(t.s[at]); at++)
        prefix = prefix * 10 + (size_t)(t.s[at] - '0');
    if (at == c->end + 1 || prefix + 1 >= 8 * bytes) /* /31 and /32 have no network address */
        return false;
    for (size_t bit = prefix; bit < 8 * bytes; bit++)
        if (b[bit / 8] >> (7 - bit % 8) & 1)
            return false;
    return true;
}

Verdict ip_check_v4(Candidate *c)
{
    char text[IP_TEXT_BYTES];
    unsigned char b[4];
    if (v4_joined(c) || !ip_text(candidate_str(c), text) || inet_pton(AF_INET, text, b) != 1)
        return VERDICT_NO;
    /* This network, loopback, multicast and masks. */
    if (b[0] == 0 || b[0] == 127 || b[0] >= 224 || is_network(c, b, sizeof b))
        return VERDICT_NO;
    /* Versions and section numbers are made of small numbers; so is one address in fifty. */
    const bool small = b[0] < 100 && b[1] < 100 && b[2] < 100 && b[3] < 100;
    return small && !(b[0] == 10 && b[1] == 0) ? VERDICT_PLAUSIBLE : VERDICT_PROVEN;
}

/* How many groups of 16 bits are written out. */
static size_t v6_groups(Str s)
{
    size_t groups = 0;
    for (size_t i = 0; i < s.n; i++)
        groups += s.s[i] != ':' && (i == 0 || s.s[i - 1] == ':');
    return groups + (memchr(s.s, '.', s.n) != NULL);
}

/* Slices and scopes of programs ("1::2", "dead::beef") parse as addresses: only what has been
 * assigned to hosts counts, and needs to be written as addresses are. */
static Verdict v6_plausible(Str s, const unsigned char b[16])
{
    static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};
    static const unsigned char nat64[12] = {0x00, 0x64, 0xff, 0x9b};
    const size_t groups = v6_groups(s), first = strcspn(s.s, ":");
    if (memcmp(b, mapped, sizeof mapped) == 0 || memcmp(b, nat64, sizeof nat64) == 0)
        return memchr(s.s, '.', s.n) || groups > 3 ? VERDICT_PROVEN : VERDICT_NO;
    if (first != 4)
        return VERDICT_NO;
    if ((b[0] & 0xE0) == 0x20) /* 2000::/3, global unicast */
        return groups >= 3 ? VERDICT_PROVEN : VERDICT_NO;
    if (b[0] == 0xfe && (b[1] & 0xC0) == 0x80) /* fe80::/10, link-local */
        return groups >= 2 ? VERDICT_PROVEN : VERDICT_NO;
    if ((b[0] & 0xFE) == 0xFC) /* fc00::/7, unique local */
        return groups >= 2 ? VERDICT_PROVEN : VERDICT_NO;
    return VERDICT_NO;
}

Verdict ip_check_v6(Candidate *c)
{
    /* "source:2001:db8::1" and "to:2001:db8::1": a word before the address. */
    if (c->start > 0 && ascii_alnum(c->text.s[c->start - 1]))
        while (c->start < c->end && c->text.s[c->start] != ':')
            c->start++;
    if (c->end - c->start > 1 && c->text.s[c->start] == ':' && c->text.s[c->start + 1] != ':')
        c->start++;
    /* A sentence's or a label's colon may have matched too: "at 2001:db8::1: refused". */
    while (c->end > c->start && (c->text.s[c->end - 1] == '.' ||
                                 (c->text.s[c->end - 1] == ':' && c->end - c->start > 2 &&
                                  c->text.s[c->end - 2] != ':')))
        c->end--;
    char text[IP_TEXT_BYTES];
    unsigned char b[16];
    const Str s = candidate_str(c);
    if (!ip_text(s, text) || inet_pton(AF_INET6, text, b) != 1 || is_network(c, b, sizeof b))
        return VERDICT_NO;
    return v6_plausible((Str){text, s.n}, b);
}

Str ip_value(Str found, Arena *a)
{
    char text[IP_TEXT_BYTES];
    unsigned char b[16];
    if (ip_text(found, text) && inet_pton(AF_INET6, text, b) == 1 &&
        inet_ntop(AF_INET6, b, text, sizeof text))
        return arena_str(a, str_of(text));
    return value_exact(found, a);
}

Str ip_mask(Str found, Arena *a)
{
    size_t head = 0;
    while (head < found.n && ascii_hex(found.s[head]))
        head++;
    return mask_alnum(found, head, 0, a);
}
