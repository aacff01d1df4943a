/* Digits, their groups and their neighbours: see number.h. */
#include "detectors/number.h"

#include "detectors/ascii.h"

#include <string.h>

/* An identifier that a number may be joined to is looked at so far. */
enum { JOINED_BYTES = 40 };

bool number_groups(Str s, NumberGroups *g)
{
    memset(g, 0, sizeof *g);
    for (size_t i = 0; i < s.n; i++) {
        if (!ascii_digit(s.s[i]))
            continue;
        if (i == 0 || !ascii_digit(s.s[i - 1])) {
            if (g->n == NUMBER_GROUPS)
                return false;
            if (g->n > 0)
                g->separator[g->n - 1] = s.s[g->end[g->n - 1]];
            g->n++;
        }
        g->digits[g->n - 1]++;
        g->end[g->n - 1] = i + 1;
    }
    return true;
}

/* Whether the letters and digits that end before s[at] (begin at s[at]) hold a digit. */
static bool digit_in_part_before(Str s, size_t at)
{
    for (size_t i = at; i > 0 && at - i < JOINED_BYTES && ascii_alnum(s.s[i - 1]); i--)
        if (ascii_digit(s.s[i - 1]))
            return true;
    return false;
}

static bool digit_in_part_behind(Str s, size_t at)
{
    for (size_t i = at; i < s.n && i - at < JOINED_BYTES && ascii_alnum(s.s[i]); i++)
        if (ascii_digit(s.s[i]))
            return true;
    return false;
}

static bool joined_before(Str s, size_t start)
{
    if (start == 0)
        return false;
    const bool letter = start > 1 && ascii_letter(s.s[start - 2]);
    const bool digit = start > 1 && ascii_digit(s.s[start - 2]);
    switch (s.s[start - 1]) {
    case '.':
        return !letter; /* "Tel.212..." is free, "0.212..." and ".212..." are decimals */
    case '/':
    case '+':
        return digit;
    case '-':
        return digit_in_part_before(s, start - 1);
    case '$':
        return true;
    default:
        return ascii_digit(s.s[start - 1]);
    }
}

static bool joined_behind(Str s, size_t end)
{
    if (end >= s.n)
        return false;
    const bool digit = end + 1 < s.n && ascii_digit(s.s[end + 1]);
    switch (s.s[end]) {
    case '.':
    case '/':
        return digit;
    case '-':
        return digit_in_part_behind(s, end + 1);
    case '%':
        return true;
    default:
        return ascii_digit(s.s[end]);
    }
}

bool number_stands_free(Str text, size_t start, size_t end)
{
    return !joined_before(text, start) && !joined_behind(text, end);
}

bool number_luhn(const char *digits, size_t n)
{
    unsigned sum = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned d = (unsigned)(digits[n - 1 - i] - '0');
        if (i % 2 == 1)
            d = d > 4 ? 2 * d - 9 : 2 * d;
        sum += d;
    }
    return n > 0 && sum % 10 == 0;
}

bool number_repeats(const char *digits, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (digits[i] != digits[0])
            return false;
    return true;
}
