/* Walking over JSON: see jsonscan.h. Most of a corpus is long strings, so those are looked at in
 * runs of bytes; values that nobody wants are walked over with a bit a level instead of recursion,
 * since their depth is in a stranger's hands. */
#include "corpus/jsonscan.h"

#include "corpus/plainrun.h"

#include "audit/base/utf8.h"

#include <string.h>

JsonScan jsonscan_start(Str json)
{
    return (JsonScan){.begin = json.s, .at = json.s, .end = json.s + json.n};
}

int jsonscan_fail(JsonScan *j, FaultKind fault, const char *why)
{
    j->fault = fault;
    j->why = why;
    return -1;
}

static int no_json(JsonScan *j, const char *why)
{
    return jsonscan_fail(j, FAULT_NOT_JSON, j->at < j->end ? why : "it ends too early");
}

char jsonscan_peek(const JsonScan *j)
{
    return j->at < j->end ? *j->at : '\0';
}

void jsonscan_blanks(JsonScan *j)
{
    while (j->at < j->end && (*j->at == ' ' || *j->at == '\t' || *j->at == '\n' || *j->at == '\r'))
        j->at++;
}

int jsonscan_take(JsonScan *j, char c, const char *why)
{
    if (j->at == j->end || *j->at != c)
        return no_json(j, why);
    j->at++;
    return 0;
}

int jsonscan_enter(JsonScan *j)
{
    if (j->depth == JSONSCAN_DEEPEST)
        return jsonscan_fail(j, FAULT_TOO_DEEP, "arrays and objects are nested too deep here");
    j->depth++;
    return 0;
}

void jsonscan_leave(JsonScan *j)
{
    j->depth--;
}

/* ---- strings ---- */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* The four digits behind "\u", at s; -1 when they are not four. */
static int32_t hex4(const char *s, size_t n)
{
    int32_t v = 0;
    if (n < 4)
        return -1;
    for (size_t i = 0; i < 4; i++) {
        const int digit = hex_digit(s[i]);
        if (digit < 0)
            return -1;
        v = v << 4 | digit;
    }
    return v;
}

static bool is_high_half(int32_t u)
{
    return u >= 0xD800 && u <= 0xDBFF;
}

static bool is_low_half(int32_t u)
{
    return u >= 0xDC00 && u <= 0xDFFF;
}

static int take_unicode_escape(JsonScan *j)
{
    const int32_t u = hex4(j->at + 2, (size_t)(j->end - j->at) - 2);
    if (u < 0)
        return no_json(j, "\\u without four hexadecimal digits");
    if (is_low_half(u))
        return no_json(j, "half a surrogate pair");
    if (is_high_half(u)) {
        const char *low = j->at + 6;
        if (j->end - low < 6 || low[0] != '\\' || low[1] != 'u' || !is_low_half(hex4(low + 2, 4)))
            return no_json(j, "half a surrogate pair");
        j->at += 6;
    }
    j->at += 6;
    return 0;
}

static int take_escape(JsonScan *j)
{
    if (j->end - j->at < 2) {
        j->at = j->end;
        return no_json(j, "");
    }
    if (j->at[1] == 'u')
        return take_unicode_escape(j);
    if (!j->at[1] || !strchr("\"\\/bfnrt", j->at[1]))
        return no_json(j, "an escape that there is not");
    j->at += 2;
    return 0;
}

/* Characters from 0x80 on, one after another. Most are of two or three bytes and plainly well formed;
 * utf8_length knows the rest. */
static int take_characters(JsonScan *j)
{
    while (j->at < j->end && (unsigned char)*j->at >= 0x80) {
        const unsigned char *u = (const unsigned char *)j->at;
        const size_t left = (size_t)(j->end - j->at);
        size_t n = 0;
        if (left >= 3 && u[0] >= 0xE1 && u[0] <= 0xEC && (u[1] & 0xC0) == 0x80 &&
            (u[2] & 0xC0) == 0x80)
            n = 3;
        else if (left >= 2 && u[0] >= 0xC2 && u[0] <= 0xDF && (u[1] & 0xC0) == 0x80)
            n = 2;
        else
            n = utf8_length((Str){j->at, left});
        if (n == 0)
            return jsonscan_fail(j, FAULT_NOT_UTF8, "a byte that is no part of a character");
        j->at += n;
    }
    return 0;
}

int jsonscan_string(JsonScan *j, JsonString *s)
{
    if (jsonscan_take(j, '"', "a string was expected") != 0)
        return -1;
    const char *begin = j->at;
    *s = (JsonString){0};
    for (;;) {
        j->at += plainrun_length(j->at, (size_t)(j->end - j->at));
        if (j->at == j->end)
            return no_json(j, "");
        if (*j->at == '"')
            break;
        if (*j->at == '\\') {
            s->escaped = true;
            if (take_escape(j) != 0)
                return -1;
        } else if ((unsigned char)*j->at >= 0x80) {
            if (take_characters(j) != 0)
                return -1;
        } else {
            return no_json(j, "a control character inside a string");
        }
    }
    s->raw = (Str){begin, (size_t)(j->at - begin)};
    j->at++;
    return 0;
}

static char *put_character(char *to, uint32_t c)
{
    if (c < 0x80) {
        *to++ = (char)c;
    } else if (c < 0x800) {
        *to++ = (char)(0xC0 | c >> 6);
        *to++ = (char)(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        *to++ = (char)(0xE0 | c >> 12);
        *to++ = (char)(0x80 | (c >> 6 & 0x3F));
        *to++ = (char)(0x80 | (c & 0x3F));
    } else {
        *to++ = (char)(0xF0 | c >> 18);
        *to++ = (char)(0x80 | (c >> 12 & 0x3F));
        *to++ = (char)(0x80 | (c >> 6 & 0x3F));
        *to++ = (char)(0x80 | (c & 0x3F));
    }
    return to;
}

/* The escape at *at becomes a character at `to`; gives the place behind that. */
static char *decode_escape(const char **at, char *to)
{
    static const char from[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    const char kind = (*at)[1];
    if (kind != 'u') {
        *to = meant[strchr(from, kind) - from];
        *at += 2;
        return to + 1;
    }
    uint32_t c = (uint32_t)hex4(*at + 2, 4);
    *at += 6;
    if (is_high_half((int32_t)c)) {
        c = 0x10000 + ((c - 0xD800) << 10) + ((uint32_t)hex4(*at + 2, 4) - 0xDC00);
        *at += 6;
    }
    return put_character(to, c);
}

Str jsonscan_decode(const JsonString *s, char *to)
{
    const char *at = s->raw.s, *end = at + s->raw.n;
    char *begin = to;
    while (at < end) {
        const char *escape = memchr(at, '\\', (size_t)(end - at));
        const size_t n = (size_t)((escape ? escape : end) - at);
        memmove(to, at, n); /* `to` never overtakes `at` where they are the same memory */
        to += n;
        at += n;
        while (at < end && *at == '\\')
            to = decode_escape(&at, to);
    }
    return (Str){begin, (size_t)(to - begin)};
}

/* ---- numbers, words, values ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int take_digits(JsonScan *j)
{
    if (!is_digit(jsonscan_peek(j)))
        return no_json(j, "a digit was expected");
    while (is_digit(jsonscan_peek(j)))
        j->at++;
    return 0;
}

static int take_number(JsonScan *j)
{
    if (jsonscan_peek(j) == '-')
        j->at++;
    if (jsonscan_peek(j) == '0')
        j->at++;
    else if (take_digits(j) != 0)
        return -1;
    if (is_digit(jsonscan_peek(j)))
        return no_json(j, "a number begins with 0");
    if (jsonscan_peek(j) == '.') {
        j->at++;
        if (take_digits(j) != 0)
            return -1;
    }
    if ((jsonscan_peek(j) | 0x20) == 'e') {
        j->at++;
        if (jsonscan_peek(j) == '+' || jsonscan_peek(j) == '-')
            j->at++;
        return take_digits(j);
    }
    return 0;
}

/* A string, a number, or one of the three words. */
static int take_scalar(JsonScan *j)
{
    static const char *const words[] = {"true", "false", "null"};
    JsonString s;
    const char c = jsonscan_peek(j);
    if (c == '"')
        return jsonscan_string(j, &s);
    if (c == '-' || is_digit(c))
        return take_number(j);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const size_t n = strlen(words[i]);
        if ((size_t)(j->end - j->at) >= n && memcmp(j->at, words[i], n) == 0) {
            j->at += n;
            return 0;
        }
    }
    return no_json(j, "a value was expected");
}

static int take_key(JsonScan *j)
{
    JsonString key;
    if (jsonscan_string(j, &key) != 0)
        return -1;
    jsonscan_blanks(j);
    if (jsonscan_take(j, ':', "':' was expected") != 0)
        return -1;
    jsonscan_blanks(j);
    return 0;
}

/* Whether each open level is an object; level 1 is bit 0. */
typedef struct {
    uint64_t is_object[JSONSCAN_DEEPEST / 64];
} Levels;

static bool in_object(const Levels *l, size_t depth)
{
    return l->is_object[(depth - 1) / 64] >> ((depth - 1) % 64) & 1;
}

/* An array or object begins: 1 when it has a first value, 0 when it is over already, -1. */
static int begin_level(JsonScan *j, Levels *l)
{
    const bool object = *j->at == '{';
    if (jsonscan_enter(j) != 0)
        return -1;
    j->at++;
    const uint64_t bit = UINT64_C(1) << ((j->depth - 1) % 64);
    uint64_t *word = &l->is_object[(j->depth - 1) / 64];
    *word = object ? *word | bit : *word & ~bit;
    jsonscan_blanks(j);
    if (jsonscan_peek(j) == (object ? '}' : ']')) {
        j->at++;
        jsonscan_leave(j);
        return 0;
    }
    return !object || take_key(j) == 0 ? 1 : -1;
}

/* Behind a value: 1 when the next value of its level comes, 0 when the level is over, -1. */
static int next_of_level(JsonScan *j, const Levels *l)
{
    const bool object = in_object(l, j->depth);
    jsonscan_blanks(j);
    if (jsonscan_peek(j) == (object ? '}' : ']')) {
        j->at++;
        jsonscan_leave(j);
        return 0;
    }
    if (jsonscan_take(j, ',', object ? "',' or '}' was expected" : "',' or ']' was expected") != 0)
        return -1;
    jsonscan_blanks(j);
    return !object || take_key(j) == 0 ? 1 : -1;
}

int jsonscan_value(JsonScan *j)
{
    const size_t outside = j->depth;
    Levels levels; /* a bit is written before it is read */
    for (;;) {
        const char c = jsonscan_peek(j);
        int more = 0;
        if (c == '{' || c == '[')
            more = begin_level(j, &levels);
        else if (take_scalar(j) != 0)
            return -1;
        while (more == 0 && j->depth > outside)
            more = next_of_level(j, &levels);
        if (more <= 0)
            return more;
    }
}
