/* Context words by plain comparison: two short windows, asked only for values that passed every
 * other check. */
#include "detectors/context.h"

#include "detectors/ascii.h"
#include "detectors/codepoint.h"

#include <string.h>

/* A letter of any script; '_' and digits separate the parts of an identifier. */
static bool is_letter(uint32_t c)
{
    return codepoint_in_word(c) && c != '_' && !(c >= '0' && c <= '9');
}

static bool part_starts(Str s, size_t at)
{
    if (at == 0)
        return true;
    size_t start;
    const uint32_t before = codepoint_before(s, at, &start);
    return !is_letter(before) ||
           (before < 0x80 && ascii_lower((char)before) && at < s.n && ascii_upper(s.s[at]));
}

static bool part_ends(Str s, size_t at)
{
    if (at >= s.n)
        return true;
    const bool hump = at > 0 && ascii_lower(s.s[at - 1]) && ascii_upper(s.s[at]);
    size_t next = at;
    return hump || !is_letter(codepoint_next(s, &next));
}

static bool blank_stands_for(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '_' || c == '-' || c == '.';
}

/* Whether word[0..n) stands at s[at]. */
static bool word_at(Str s, size_t at, const char *word, size_t n)
{
    if (s.n - at < n)
        return false;
    for (size_t i = 0; i < n; i++) {
        const char c = s.s[at + i];
        if (word[i] == ' ' ? !blank_stands_for(c) : ascii_to_lower(c) != word[i])
            return false;
    }
    const size_t end = at + n;
    return part_ends(s, end) ||
           (end < s.n && ascii_to_lower(s.s[end]) == 's' && part_ends(s, end + 1));
}

/* The bytes that words begin with, so that most places need no comparison. */
typedef struct {
    bool begins[256];
} FirstBytes;

static void first_bytes(const char *words, FirstBytes *first)
{
    memset(first, 0, sizeof *first);
    for (const char *c = words; *c; c++)
        if (c == words || c[-1] == '|') {
            first->begins[(unsigned char)*c] = true;
            if (ascii_lower(*c))
                first->begins[(unsigned char)*c - 32] = true;
        }
}

static bool word_stands(Str s, size_t at, const char *words)
{
    for (const char *word = words; *word;) {
        const size_t n = strcspn(word, "|");
        if (word_at(s, at, word, n))
            return true;
        word += n + (word[n] == '|');
    }
    return false;
}

/* Words that begin in s[from, to). */
static bool window_has(Str s, size_t from, size_t to, const FirstBytes *first, const char *words)
{
    for (size_t at = from; at < to; at++)
        if (first->begins[(unsigned char)s.s[at]] && part_starts(s, at) &&
            word_stands(s, at, words))
            return true;
    return false;
}

bool context_has(Str text, size_t start, size_t end, const char *words)
{
    if (!words)
        return false;
    const size_t from = start < CONTEXT_BEFORE_BYTES ? 0 : start - CONTEXT_BEFORE_BYTES;
    const size_t to = text.n - end < CONTEXT_AFTER_BYTES ? text.n : end + CONTEXT_AFTER_BYTES;
    FirstBytes first;
    first_bytes(words, &first);
    return window_has((Str){text.s, start}, from, start, &first, words) ||
           window_has(text, end, to, &first, words);
}
