/* Cutting a text: see textcut.h. */
#include "infer/tokenizer/textcut.h"

#include "infer/tokenizer/punctuation.h"
#include "infer/tokenizer/textfind.h"
#include "infer/tokenizer/unicode.h"

static bool is_wanted(TextCutFinder finder, uint32_t code)
{
    switch (finder) {
    case CUT_AT_NUMERIC:
        return punctuation_is_numeric(code);
    case CUT_AT_PUNCTUATION:
        return punctuation_is(code);
    default:
        return unicode_class(code) & UNICODE_SPACE;
    }
}

/* is_wanted for ASCII, without a look into tables. */
static bool is_wanted_ascii(TextCutFinder finder, uint8_t c)
{
    switch (finder) {
    case CUT_AT_NUMERIC:
        return c >= '0' && c <= '9';
    case CUT_AT_PUNCTUATION:
        return (c > ' ' && c < '0') || (c > '9' && c < 'A') || (c > 'Z' && c < 'a') ||
               (c > 'z' && c < 0x7F);
    default:
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}

/* The next stretch in text[from, n) that the finder finds. */
static bool find(const TextCut *c, Str text, size_t from, size_t *begin, size_t *end)
{
    if (c->finder == CUT_AT_PATTERN)
        return splitpattern_next(c->pattern, text, from, begin, end);
    if (c->finder == CUT_AT_STRING) {
        *begin = textfind(text, from, c->string);
        *end = *begin + c->string.n;
        return *begin < text.n;
    }
    for (size_t i = from; i < text.n;) {
        const uint8_t byte = (uint8_t)text.s[i];
        bool wanted;
        *begin = i;
        if (byte < 0x80) {
            wanted = is_wanted_ascii(c->finder, byte);
            i++;
        } else {
            wanted = is_wanted(c->finder, unicode_next(text, &i));
        }
        *end = i;
        if (wanted)
            return true;
    }
    return false;
}

static bool take_stretch(const TextCut *c, Str text, TextCutWalk *w, TextStretch *s)
{
    if (w->looked.end > 0) {
        *s = w->looked;
        w->looked.end = 0;
        return true;
    }
    if (w->match.end > 0) {
        *s = w->match;
        w->match.end = 0;
    } else {
        size_t begin = text.n, end = 0;
        if (w->done == text.n)
            return false;
        const bool found = c->finder != CUT_AT_NOTHING && find(c, text, w->done, &begin, &end);
        const TextStretch match = {begin, found ? end : 0, !c->invert};
        if (found && begin == w->done) {
            *s = match;
        } else {
            *s = (TextStretch){w->done, found ? begin : text.n, c->invert};
            w->match = match;
        }
    }
    w->done = s->end;
    return true;
}

/* Whether the stretch that was looked at belongs to s, which is the last of its piece so far. */
static bool belongs(TextCutBehavior behavior, const TextStretch *s, const TextStretch *looked)
{
    switch (behavior) {
    case CUT_CONTIGUOUS:
        return s->found == looked->found;
    case CUT_MERGED_PREVIOUS:
        return !s->found && looked->found;
    case CUT_MERGED_NEXT:
        return s->found && !looked->found;
    default:
        return false;
    }
}

bool textcut_next(const TextCut *c, Str text, TextCutWalk *w, Str *piece)
{
    const TextCutBehavior behavior = c->behavior;
    TextStretch s, next;
    do {
        if (!take_stretch(c, text, w, &s))
            return false;
    } while (behavior == CUT_REMOVED && s.found);
    while (behavior != CUT_ISOLATED && behavior != CUT_REMOVED && take_stretch(c, text, w, &next)) {
        if (!belongs(behavior, &s, &next)) {
            w->looked = next;
            break;
        }
        s.end = next.end;
        if (behavior != CUT_CONTIGUOUS)
            break;
    }
    *piece = (Str){text.s + s.begin, s.end - s.begin};
    return true;
}
