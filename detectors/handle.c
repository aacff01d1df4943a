/* Web addresses that name a user: profile pages of the large platforms, "/~user" and "/@user"
 * anywhere, and a login before the host. Source: the platforms' own rules for user names; RFC 3986,
 * section 3.2.1 (userinfo).
 *
 * Whether github.com/name is a person or an organisation cannot be seen: such rows are
 * plausible. */
#include "detectors/validators.h"

#include "detectors/ascii.h"
#include "detectors/mask.h"

#include <string.h>

typedef struct {
    const char *host; /* with the path up to the handle; the literals of the catalogue's row */
    unsigned char shortest, longest; /* of the handle, in bytes */
    const char *more;                /* what it may hold beside letters and digits */
    bool page_only;                  /* a path behind the handle makes it something else */
    Verdict verdict;
} Platform;

static const Platform platforms[] = {
    {"twitter.com/", 4, 15, "_", false, VERDICT_PROVEN},
    {"x.com/", 4, 15, "_", false, VERDICT_PROVEN},
    {"instagram.com/", 2, 30, "._", true, VERDICT_PROVEN},
    {"facebook.com/", 5, 50, ".", true, VERDICT_PLAUSIBLE},
    {"linkedin.com/in/", 3, 100, "-%", true, VERDICT_PROVEN},
    {"github.com/", 1, 39, "-", true, VERDICT_PLAUSIBLE},
    {"gitlab.com/", 2, 255, "._-", true, VERDICT_PLAUSIBLE},
    {"t.me/", 5, 32, "_", true, VERDICT_PLAUSIBLE},
    {"tiktok.com/@", 2, 24, "._", false, VERDICT_PROVEN},
    {"youtube.com/@", 3, 30, "._-", false, VERDICT_PROVEN},
    {"youtube.com/user/", 3, 30, "._-", false, VERDICT_PROVEN},
    {"reddit.com/user/", 3, 20, "_-", false, VERDICT_PROVEN},
    {"reddit.com/u/", 3, 20, "_-", false, VERDICT_PROVEN},
    {"medium.com/@", 1, 30, "._-", false, VERDICT_PROVEN},
    {"threads.net/@", 1, 30, "._", false, VERDICT_PROVEN},
    {"bsky.app/profile/", 4, 253, ".-", false, VERDICT_PROVEN},
    {"twitch.tv/", 4, 25, "_", true, VERDICT_PROVEN},
    {"vk.com/", 5, 32, "_.", true, VERDICT_PLAUSIBLE},
    {"keybase.io/", 2, 16, "_", true, VERDICT_PROVEN},
    {"snapchat.com/add/", 3, 15, "._-", true, VERDICT_PROVEN},
    {"steamcommunity.com/id/", 3, 32, "_-", false, VERDICT_PROVEN},
};

/* First path segments that are the platforms' own pages, and names that name nobody. */
static const char *const reserved[] = {
    "about",       "accounts",      "anonymous",     "apps",          "blog",     "business",
    "careers",     "channels",      "collections",   "company",       "compose",  "contact",
    "customer",    "developers",    "dialog",        "directory",     "docs",     "download",
    "enterprise",  "events",        "example",       "explore",       "features", "feed",
    "git",         "groups",        "hashtag",       "help",          "home",     "intent",
    "jobs",        "join",          "joinchat",      "legal",         "login",    "logout",
    "marketplace", "messages",      "notifications", "organizations", "orgs",     "pages",
    "photo",       "plugins",       "policies",      "policy",        "pricing",  "privacy",
    "profile.php", "public",        "pulls",         "search",        "security", "settings",
    "share",       "sharer",        "sharer.php",    "signin",        "signup",   "site",
    "sponsors",    "status",        "stories",       "support",       "terms",    "topics",
    "trending",    "user",          "username",      "users",         "video",    "videos",
    "watch",       "your-username", "yourname",      "yourusername",
};

static bool is_reserved(Str name)
{
    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++)
        if (ascii_equal_fold(name, reserved[i]))
            return true;
    return false;
}

/* Behind the handle that begins at `at`; sentence marks at its end are left out. */
static size_t handle_end(Str s, size_t at, const char *more)
{
    size_t end = at;
    while (end < s.n && (ascii_alnum(s.s[end]) || (s.s[end] && strchr(more, s.s[end]))))
        end++;
    while (end > at && strchr(".-", s.s[end - 1]))
        end--;
    return end;
}

/* Whether a path, a word or a file's ending goes on behind the handle. */
static bool page_goes_on(Str s, size_t end)
{
    if (end + 1 >= s.n)
        return false;
    if (s.s[end] == '/' || s.s[end] == '.' || s.s[end] == '-')
        return ascii_alnum(s.s[end + 1]) || s.s[end + 1] == '_';
    if (s.s[end] == '\\')
        return s.s[end + 1] == '-' || s.s[end + 1] == '/'; /* escaped, as in manual pages */
    return s.s[end] == '_' || s.s[end] == ':' || s.s[end] == '$' || s.s[end] == '{';
}

/* Back over "www." and "https://" before the host; false when the host is another's ("fax.com"). */
static bool address_start(Candidate *c)
{
    const Str s = c->text;
    size_t at = c->start;
    if (at > 0 && (ascii_alnum(s.s[at - 1]) || s.s[at - 1] == '-' || s.s[at - 1] == '_'))
        return false;
    if (at > 0 && s.s[at - 1] == '.') {
        size_t sub = at - 1;
        while (sub > 0 && at - sub < 16 && (ascii_alnum(s.s[sub - 1])))
            sub--;
        const Str name = {s.s + sub, at - 1 - sub};
        /* "www.", "m.", "de.": pages of the platform; "api.", "gist.", "raw." are not. */
        if (!(name.n > 0 && (name.n <= 2 || ascii_equal_fold(name, "www") ||
                             ascii_equal_fold(name, "mobile") || ascii_equal_fold(name, "old"))))
            return false;
        at = sub;
    }
    const char *const schemes[] = {"https://", "http://"};
    for (size_t i = 0; i < 2; i++) {
        const size_t n = strlen(schemes[i]);
        if (at >= n && memcmp(s.s + at - n, schemes[i], n) == 0) {
            at -= n;
            break;
        }
    }
    c->start = at;
    return true;
}

Verdict handle_check(Candidate *c)
{
    const Str s = c->text;
    const Platform *p = NULL;
    size_t host = 0;
    for (size_t i = 0; i < sizeof platforms / sizeof platforms[0] && !p; i++) {
        host = strlen(platforms[i].host);
        if (s.n - c->start >= host && memcmp(s.s + c->start, platforms[i].host, host) == 0)
            p = &platforms[i];
    }
    if (!p)
        return VERDICT_NO;
    const size_t at = c->start + host;
    const size_t end = handle_end(s, at, p->more);
    const Str name = {s.s + at, end - at};
    if (name.n < p->shortest || name.n > p->longest || is_reserved(name) ||
        (p->page_only && page_goes_on(s, end)) || !address_start(c))
        return VERDICT_NO;
    c->end = end;
    return p->verdict;
}

Verdict handle_check_generic(Candidate *c)
{
    const Str s = c->text;
    size_t name = c->end; /* the pattern ends with the handle, or with "@host" */
    const char *login = memchr(s.s + c->start, '@', c->end - c->start);
    const char *tilde = memchr(s.s + c->start, '~', c->end - c->start);
    const size_t slashes =
        (size_t)((const char *)memchr(s.s + c->start, ':', c->end - c->start) - s.s) + 3;
    if (login && login[-1] != '/') {
        if (is_reserved((Str){s.s + slashes, (size_t)(login - s.s) - slashes}))
            return VERDICT_NO;
        c->end = handle_end(s, (size_t)(login + 1 - s.s), ".-");
        return VERDICT_PROVEN;
    }
    name = (size_t)((login ? login : tilde) - s.s) + 1;
    c->end = handle_end(s, name, "._-");
    if (c->end - name < 2 || is_reserved((Str){s.s + name, c->end - name}) ||
        (login && page_goes_on(s, c->end)))
        return VERDICT_NO;
    return VERDICT_PROVEN;
}

/* Behind "https://" and "www.". */
static Str without_scheme(Str s)
{
    for (size_t i = 0; i + 3 <= s.n; i++)
        if (memcmp(s.s + i, "://", 3) == 0) {
            s = (Str){s.s + i + 3, s.n - i - 3};
            break;
        }
    return str_starts(s, "www.") ? (Str){s.s + 4, s.n - 4} : s;
}

Str handle_value(Str found, Arena *a)
{
    return value_lower(without_scheme(found), a);
}

/* The host is shown unless a login stands before it. */
Str handle_mask(Str found, Arena *a)
{
    const Str rest = without_scheme(found);
    const char *slash = memchr(rest.s, '/', rest.n);
    return mask_rest(found, slash ? (size_t)(slash + 1 - found.s) : (size_t)(rest.s - found.s), a);
}
