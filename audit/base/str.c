/* Strings: see str.h. */
#include "audit/base/str.h"

#include <string.h>

Str str_of(const char *c)
{
    return (Str){c, c ? strlen(c) : 0};
}

bool str_equal(Str a, Str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, a.n) == 0);
}

bool str_equal_c(Str a, const char *c)
{
    return str_equal(a, str_of(c));
}

int str_compare(Str a, Str b)
{
    const size_t n = a.n < b.n ? a.n : b.n;
    const int c = n > 0 ? memcmp(a.s, b.s, n) : 0;
    return c != 0 ? c : (a.n > b.n) - (a.n < b.n);
}

bool str_starts(Str s, const char *prefix)
{
    const size_t n = strlen(prefix);
    return s.n >= n && (n == 0 || memcmp(s.s, prefix, n) == 0);
}

bool str_ends(Str s, const char *suffix)
{
    const size_t n = strlen(suffix);
    return s.n >= n && (n == 0 || memcmp(s.s + s.n - n, suffix, n) == 0);
}
