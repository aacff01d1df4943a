/* Escapes in patterns: see splitreader.h. */
#include "infer/tokenizer/splitreader.h"

#include <string.h>

int splitreader_refuse(SplitReader *r, size_t from, const char *why)
{
    enum { SHOWN = 40 };
    const size_t to = r->at > from ? r->at : from + 1;
    size_t n = (to < r->regex.n ? to : r->regex.n) - from;
    if (n > SHOWN)
        n = SHOWN;
    if (n == 0)
        err_set(r->e, ERR_FORMAT, "byte %zu (its end): %s", from, why);
    else
        err_set(r->e, ERR_FORMAT, "byte %zu, \"%.*s\": %s", from, (int)n, r->regex.s + from, why);
    return -1;
}

int splitreader_enter(SplitReader *r)
{
    if (r->depth == SPLITREADER_DEEPEST)
        return splitreader_refuse(r, r->at, "nested deeper than 64 levels");
    r->depth++;
    return 0;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Reads up to `most` hexadecimal digits; their number. */
static size_t hex_digits(SplitReader *r, size_t most, uint32_t *code)
{
    size_t n = 0;
    *code = 0;
    for (; n < most && r->at < r->regex.n; n++, r->at++) {
        const int d = hex_digit(r->regex.s[r->at]);
        if (d < 0)
            break;
        *code = *code << 4 | (uint32_t)d;
    }
    return n;
}

/* \xHH, \x{H..}, \uHHHH; `at` stands behind the letter. */
static int escape_hex(SplitReader *r, size_t from, char letter, SplitEscape *out)
{
    const bool braced = letter == 'x' && splitreader_sees(r, "{");
    r->at += braced;
    const size_t n = hex_digits(r, braced ? 8 : letter == 'x' ? 2 : 4, &out->code);
    if (n == 0 || (letter == 'u' && n != 4))
        return splitreader_refuse(r, from, "a hexadecimal escape without its digits");
    if (braced) {
        if (!splitreader_sees(r, "}"))
            return splitreader_refuse(r, from, "\\x{ must hold one code point and end with }");
        r->at++;
    } else if (letter == 'x' && out->code >= 0x80) {
        return splitreader_refuse(r, from,
                                  "\\x of 80 and above is a raw byte, which no text of "
                                  "characters can be matched by; \\x{..} is a code point");
    }
    if (out->code > UNICODE_LAST || (out->code >= 0xD800 && out->code < 0xE000))
        return splitreader_refuse(r, from, "is no character");
    return 0;
}

/* \p{Name}, \p{^Name}, \P{Name}; `at` stands behind the letter. */
static int escape_property(SplitReader *r, size_t from, bool inverted, bool bare, SplitEscape *out)
{
    if (!splitreader_sees(r, "{"))
        return splitreader_refuse(r, from, "\\p and \\P need a name in braces");
    r->at++;
    if (splitreader_sees(r, "^")) {
        inverted = !inverted;
        r->at++;
    }
    const char *name = r->regex.s + r->at;
    const char *end = memchr(name, '}', r->regex.n - r->at);
    if (!end)
        return splitreader_refuse(r, from, "has no closing brace");
    r->at += (size_t)(end - name) + 1;
    if (!codeset_named((Str){name, (size_t)(end - name)}, bare, &out->set, r->arena))
        return splitreader_refuse(r, from, "a character property that is not supported");
    out->is_class = true;
    if (inverted)
        out->set = codeset_complement(out->set, r->arena);
    return 0;
}

/* \s \d \w \h and their complements; false: another letter. */
static bool escape_class(SplitReader *r, char letter, bool bare, SplitEscape *out)
{
    switch (letter) {
    case 's':
    case 'S':
        out->set = codeset_of_class(UNICODE_SPACE, r->arena);
        break;
    case 'd':
    case 'D':
        out->set = codeset_of_class(UNICODE_ND, r->arena);
        break;
    case 'w':
    case 'W':
        out->set = codeset_word(bare, r->arena);
        break;
    case 'h':
    case 'H':
        out->set = codeset_hex(r->arena);
        break;
    default:
        return false;
    }
    out->is_class = true;
    if (letter < 'a')
        out->set = codeset_complement(out->set, r->arena);
    return true;
}

int splitreader_escape(SplitReader *r, bool bare, SplitEscape *out)
{
    static const char control_letters[] = "tnrfvae";
    static const char controls[] = "\t\n\r\f\v\a\x1B";
    const size_t from = r->at++;
    *out = (SplitEscape){0};
    if (r->at == r->regex.n)
        return splitreader_refuse(r, from, "a backslash at the end");
    const char c = r->regex.s[r->at];
    if ((uint8_t)c >= 0x80) {
        out->code = unicode_next(r->regex, &r->at);
        return 0;
    }
    r->at++;
    const char *control = c ? strchr(control_letters, c) : NULL;
    if (control) {
        out->code = (uint32_t)controls[control - control_letters];
        return 0;
    }
    if (escape_class(r, c, bare, out))
        return 0;
    if (c == 'x' || c == 'u')
        return escape_hex(r, from, c, out);
    if (c == 'p' || c == 'P')
        return escape_property(r, from, c == 'P', bare, out);
    if (c == '0') {
        const bool more =
            r->at < r->regex.n && r->regex.s[r->at] >= '0' && r->regex.s[r->at] <= '9';
        return more ? splitreader_refuse(r, from, "octal escapes are not supported") : 0;
    }
    if (c >= '1' && c <= '9')
        return splitreader_refuse(r, from, "backreferences and octal escapes are not supported");
    if (c == 'k' || c == 'g')
        return splitreader_refuse(r, from,
                                  "backreferences and subexpression calls are not "
                                  "supported");
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        return splitreader_refuse(r, from, "this escape is not supported");
    out->code = (uint32_t)c;
    return 0;
}
