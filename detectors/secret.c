/* Secrets of many providers: see secret.h. Source of the checksums: the GitHub blog, "Announcing
 * npm's new access token format" (2021); Grafana's documentation of service accounts; RFC 7617. */
#include "detectors/secret.h"

#include "detectors/ascii.h"
#include "detectors/base64.h"
#include "detectors/mask.h"
#include "detectors/randomness.h"
#include "detectors/tokencrc.h"

#include "audit/base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "xxxxxxxx", "00000000": one character is most of it. */
static bool one_character_rules(Str s)
{
    size_t n[256] = {0}, most = 0;
    for (size_t i = 0; i < s.n; i++) {
        const size_t seen = ++n[(unsigned char)s.s[i]];
        most = seen > most ? seen : most;
    }
    return 2 * most > s.n;
}

/* What remains behind "sk_live_", "xoxb-", "NRAK-". */
static Str behind_prefix(Str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n && i < 14 && s.n - i > 16; i++)
        if (s.s[i] == '_' || s.s[i] == '-' || s.s[i] == '.')
            from = i + 1;
    return (Str){s.s + from, s.n - from};
}

Verdict secret_check_token(Candidate *c)
{
    const Str rest = behind_prefix(candidate_str(c));
    if (one_character_rules(rest))
        return VERDICT_NO;
    return randomness_is(rest, false) ? VERDICT_PROVEN : VERDICT_PLAUSIBLE;
}

Verdict secret_check_random(Candidate *c)
{
    const Str s = candidate_str(c);
    const bool random = !randomness_filler(s) &&
                        (randomness_is(s, false) || randomness_is(behind_prefix(s), false));
    return random ? VERDICT_PROVEN : VERDICT_NO;
}

Verdict secret_check_digits(Candidate *c)
{
    const Str s = candidate_str(c);
    return randomness_filler(s) || one_character_rules(s) ? VERDICT_NO : VERDICT_PROVEN;
}

Verdict secret_check_npm(Candidate *c)
{
    const Str s = candidate_str(c);
    const Str body = {s.s + 4, s.n - 4}; /* behind "npm_" */
    if (one_character_rules(body))
        return VERDICT_NO;
    return tokencrc_fits(body) ? VERDICT_PROVEN : VERDICT_PLAUSIBLE;
}

Verdict secret_check_grafana(Candidate *c)
{
    const Str s = candidate_str(c);
    const Str body = {s.s, s.n - 9}; /* without "_" and the checksum */
    char checksum[9];
    if (one_character_rules(behind_prefix(body)))
        return VERDICT_NO;
    snprintf(checksum, sizeof checksum, "%08x", (unsigned)tokencrc_of(body));
    return memcmp(checksum, s.s + s.n - 8, 8) == 0 ? VERDICT_PROVEN : VERDICT_PLAUSIBLE;
}

/* ---- headers ---- */

/* Decodes s, of either alphabet of base64 and with its '=' or without, to malloc'ed bytes. */
static char *decoded(Str s, size_t *n)
{
    char *url = mem_alloc(s.n + 1, 1), *out = mem_alloc(s.n + 1, 1);
    while (s.n > 0 && s.s[s.n - 1] == '=')
        s.n--;
    for (size_t i = 0; i < s.n; i++)
        url[i] = s.s[i] == '+' ? '-' : s.s[i] == '/' ? '_' : s.s[i];
    *n = base64url_decode((Str){url, s.n}, out);
    free(url);
    return out;
}

Verdict secret_check_basic(Candidate *c)
{
    size_t n;
    char *login = decoded(candidate_str(c), &n);
    const char *colon = memchr(login, ':', n);
    bool text = n >= 3 && colon && colon > login;
    for (size_t i = 0; i < n && text; i++)
        text = (unsigned char)login[i] >= ' ' && login[i] != 0x7F;
    free(login);
    return text ? VERDICT_PROVEN : VERDICT_NO;
}

/* ---- assignments ---- */

static char byte_before(const Candidate *c)
{
    return c->start > 0 ? c->text.s[c->start - 1] : '\n';
}

static char byte_behind(const Candidate *c)
{
    return c->end < c->text.n ? c->text.s[c->end] : '\n';
}

static bool is_quote(char c)
{
    return c == '"' || c == '\'' || c == '`';
}

/* The sentence's or the statement's end is no part of an unquoted value. */
static void cut_punctuation(Candidate *c)
{
    while (c->end > c->start && strchr(".,;:", c->text.s[c->end - 1]) && !is_quote(byte_before(c)))
        c->end--;
}

/* A call, an index, a path or a member of something: code, and no value. */
static bool goes_on_as_code(const Candidate *c)
{
    const char behind = byte_behind(c);
    return strchr("([{:$@", behind) ||
           (is_quote(byte_before(c)) && !is_quote(behind) && behind != '\n' && behind != '\\');
}

static size_t count_of(Str s, const char *signs)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += s.s[i] && strchr(signs, s.s[i]);
    return n;
}

Verdict secret_check_assigned(Candidate *c)
{
    cut_punctuation(c);
    const Str s = candidate_str(c);
    /* Paths and members have many of these; base64 has one '/' in 32 characters. */
    if (goes_on_as_code(c) || count_of(s, "/") * 10 > s.n || count_of(s, ".") > 2 ||
        ascii_count_digits(s) < 2 || !randomness_is(s, true))
        return VERDICT_NO;
    return VERDICT_PLAUSIBLE;
}

/* What stands for a password in documentation; randomness_filler knows more. */
static bool stands_for_password(Str s)
{
    static const char *const words[] = {"secret",   "secret1", "passw0rd", "test",   "test123",
                                        "test1234", "testing", "none",     "null",   "string",
                                        "default",  "pass123", "abc123",   "foobar", "hidden"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (ascii_equal_fold(s, words[i]))
            return true;
    return false;
}

Verdict secret_check_password(Candidate *c)
{
    cut_punctuation(c);
    const Str s = candidate_str(c);
    size_t letters = 0;
    for (size_t i = 0; i < s.n; i++)
        letters += ascii_letter(s.s[i]);
    const size_t digits = ascii_count_digits(s), signs = count_of(s, "!@#$%^&*?+~");
    if (s.n < 6 || letters == 0 || goes_on_as_code(c) || randomness_filler(s) ||
        stands_for_password(s) || count_of(s, "$%\\/=|&") > 1 || s.s[0] == '$' || s.s[0] == '%' ||
        s.s[0] == '/' || s.s[0] == '@')
        return VERDICT_NO;
    const bool quoted = is_quote(byte_before(c)) && byte_behind(c) == byte_before(c);
    /* "latin1", "urllib2": a name with a number. */
    const bool name = digits == 1 && letters + 1 == s.n && ascii_digit(s.s[s.n - 1]);
    const bool made_up = quoted ? digits + signs > 0 && !name : digits > 0 && signs > 0;
    return made_up || (digits >= 2 && s.n >= 8 && randomness_is(s, false)) ? VERDICT_PLAUSIBLE
                                                                           : VERDICT_NO;
}

Verdict secret_check_connection(Candidate *c)
{
    const Str s = candidate_str(c);
    if (s.s[0] == '$' || s.s[0] == '%' || s.s[0] == '@' || randomness_filler(s) ||
        stands_for_password(s) || one_character_rules(s))
        return VERDICT_NO;
    return VERDICT_PROVEN;
}

Verdict secret_check_login(Candidate *c)
{
    const Str s = candidate_str(c);
    const char *colon = memchr(s.s, ':', s.n);
    const Str password = {colon + 1, s.n - (size_t)(colon + 1 - s.s)};
    static const char *const words[] = {"pass", "pwd", "passwd", "passwd\\", "secret", "user"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (ascii_equal_fold(password, words[i]))
            return VERDICT_NO;
    if (password.n < 3 || randomness_filler(password) || one_character_rules(password))
        return VERDICT_NO;
    return VERDICT_PROVEN;
}

Verdict secret_check_hash(Candidate *c)
{
    const Str s = candidate_str(c);
    const Str digest = s.n > 22 ? (Str){s.s + s.n - 22, 22} : s;
    return one_character_rules(digest) ? VERDICT_NO : VERDICT_PROVEN;
}

Str secret_mask(Str found, Arena *a)
{
    enum { PREFIX_BYTES_MAX = 7 };
    size_t n = 0;
    while (n < found.n && n < PREFIX_BYTES_MAX && ascii_letter(found.s[n]))
        n++;
    const bool prefix = n >= 2 && n < found.n && n < PREFIX_BYTES_MAX && strchr("_-.", found.s[n]);
    return mask_rest(found, prefix ? n + 1 : 0, a);
}
