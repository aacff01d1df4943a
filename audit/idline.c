/* Lines of ids: see idline.h. */
#include "audit/idline.h"

#include "audit/base/mem.h"

#include <stdlib.h>
#include <string.h>

void idlist_reserve(IdList *l, size_t n)
{
    if (n <= l->capacity)
        return;
    const size_t twice = l->capacity <= SIZE_MAX / 2 ? 2 * l->capacity : n;
    l->capacity = n > twice ? n : twice;
    l->ids = mem_resize(l->ids, l->capacity, sizeof *l->ids);
}

void idlist_free(IdList *l)
{
    free(l->ids);
    *l = (IdList){0};
}

void idline_add(Buf *out, const uint32_t *ids, size_t n)
{
    enum { ID_DIGITS = 10 };
    buf_add_char(out, '[');
    for (size_t i = 0; i < n; i++) {
        char digits[ID_DIGITS + 1];
        char *p = digits + sizeof digits;
        uint32_t v = ids[i];
        do {
            *--p = (char)('0' + v % 10);
            v /= 10;
        } while (v > 0);
        if (i > 0)
            *--p = ',';
        buf_add(out, p, (size_t)(digits + sizeof digits - p));
    }
    buf_add_char(out, ']');
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void trim(Str *s)
{
    while (s->n > 0 && is_blank(s->s[s->n - 1]))
        s->n--;
    while (s->n > 0 && is_blank(*s->s)) {
        s->s++;
        s->n--;
    }
}

bool idline_claims(Str line)
{
    trim(&line);
    if (line.n < 2 || line.s[0] != '[')
        return false;
    size_t i = 1;
    while (i < line.n && (is_digit(line.s[i]) || is_blank(line.s[i]) || line.s[i] == ','))
        i++;
    return i == line.n || (i + 1 == line.n && line.s[i] == ']');
}

static size_t skip_blanks(Str s, size_t at)
{
    while (at < s.n && is_blank(s.s[at]))
        at++;
    return at;
}

/* One number at *at. */
static int read_id(Str s, size_t *at, uint32_t *id, Err *e)
{
    const size_t begin = *at;
    uint64_t v = 0;
    while (*at < s.n && is_digit(s.s[*at]) && v <= UINT32_MAX)
        v = 10 * v + (uint64_t)(s.s[(*at)++] - '0');
    const bool zero_first = *at > begin + 1 && s.s[begin] == '0';
    if (*at == begin || zero_first || v > UINT32_MAX) {
        err_set(e, ERR_FORMAT,
                "byte %zu: a token id, a whole number from 0 to 4294967295, is expected", begin);
        return -1;
    }
    *id = (uint32_t)v;
    return 0;
}

int idline_parse(Str line, IdList *out, Err *e)
{
    size_t at = skip_blanks(line, 0);
    out->n = 0;
    if (at == line.n || line.s[at] != '[') {
        err_set(e, ERR_FORMAT, "not a JSON array of token ids such as [3,14,15]");
        return -1;
    }
    at = skip_blanks(line, at + 1);
    bool closed = at < line.n && line.s[at] == ']';
    while (!closed) {
        idlist_reserve(out, out->n + 1);
        if (read_id(line, &at, &out->ids[out->n], e) != 0)
            return -1;
        out->n++;
        at = skip_blanks(line, at);
        closed = at < line.n && line.s[at] == ']';
        if (!closed && (at == line.n || line.s[at] != ',')) {
            err_set(e, ERR_FORMAT, "byte %zu: \",\" or \"]\" is expected", at);
            return -1;
        }
        if (!closed)
            at = skip_blanks(line, at + 1);
    }
    at = skip_blanks(line, at + 1);
    if (at != line.n) {
        err_set(e, ERR_FORMAT, "byte %zu: something stands behind the array", at);
        return -1;
    }
    return 0;
}
