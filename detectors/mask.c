/* Shared normalisers and masks: see mask.h. */
#include "detectors/mask.h"

#include "detectors/ascii.h"

Str value_exact(Str s, Arena *a)
{
    return arena_str(a, s);
}

Str value_lower(Str s, Arena *a)
{
    char *out = arena_alloc(a, s.n + 1, 1);
    for (size_t i = 0; i < s.n; i++)
        out[i] = ascii_to_lower(s.s[i]);
    return (Str){out, s.n};
}

Str value_digits(Str s, Arena *a)
{
    char *out = arena_alloc(a, s.n + 1, 1);
    return (Str){out, ascii_digits(s, out, s.n)};
}

Str value_alnum_upper(Str s, Arena *a)
{
    char *out = arena_alloc(a, s.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        if (ascii_alnum(s.s[i]))
            out[n++] = ascii_lower(s.s[i]) ? (char)(s.s[i] - 32) : s.s[i];
    return (Str){out, n};
}

static bool identifies(char c)
{
    return ascii_alnum(c) || (unsigned char)c >= 0x80;
}

Str mask_alnum(Str s, size_t head, size_t tail, Arena *a)
{
    char *out = arena_alloc(a, s.n + 1, 1);
    size_t total = 0, seen = 0;
    for (size_t i = 0; i < s.n; i++)
        total += identifies(s.s[i]);
    for (size_t i = 0; i < s.n; i++) {
        const bool hide = identifies(s.s[i]) && seen >= head && seen + tail < total;
        out[i] = hide ? '*' : s.s[i];
        seen += identifies(s.s[i]);
    }
    return (Str){out, s.n};
}

Str mask_rest(Str s, size_t head, Arena *a)
{
    const size_t shown = head < s.n ? head : s.n;
    return str_of(arena_printf(a, "%.*s***", (int)shown, s.s));
}
