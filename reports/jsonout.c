/* Writing JSON: see jsonout.h. */
#include "reports/jsonout.h"

#include "reports/escape.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static void new_line(JsonOut *j, size_t depth)
{
    buf_add_char(j->out, '\n');
    for (size_t i = 0; i < depth; i++)
        buf_add_c(j->out, "  ");
}

/* What stands in front of a value: comma, line, key. */
static void begin_value(JsonOut *j, const char *key)
{
    if (j->depth > 0) {
        const bool one_line = j->level[j->depth - 1].one_line;
        if (j->level[j->depth - 1].any)
            buf_add_c(j->out, one_line ? ", " : ",");
        j->level[j->depth - 1].any = true;
        if (!one_line)
            new_line(j, j->depth);
    }
    if (key) {
        escape_json(j->out, str_of(key));
        buf_add_c(j->out, ": ");
    }
}

static void begin_level(JsonOut *j, const char *key, const char *brackets, bool one_line)
{
    assert(j->depth < JSONOUT_DEPTH);
    begin_value(j, key);
    buf_add_char(j->out, brackets[0]);
    const bool within = j->depth > 0 && j->level[j->depth - 1].one_line;
    j->level[j->depth].closer = brackets[1];
    j->level[j->depth].one_line = one_line || within;
    j->level[j->depth].any = false;
    j->depth++;
}

void jsonout_object(JsonOut *j, const char *key, bool one_line)
{
    begin_level(j, key, "{}", one_line);
}

void jsonout_array(JsonOut *j, const char *key, bool one_line)
{
    begin_level(j, key, "[]", one_line);
}

void jsonout_close(JsonOut *j)
{
    assert(j->depth > 0);
    j->depth--;
    if (j->level[j->depth].any && !j->level[j->depth].one_line)
        new_line(j, j->depth);
    buf_add_char(j->out, j->level[j->depth].closer);
    if (j->depth == 0)
        buf_add_char(j->out, '\n');
}

void jsonout_count(JsonOut *j, const char *key, uint64_t n)
{
    begin_value(j, key);
    buf_printf(j->out, "%" PRIu64, n);
}

void jsonout_real(JsonOut *j, const char *key, double x)
{
    assert(isfinite(x));
    begin_value(j, key);
    char digits[32];
    snprintf(digits, sizeof digits, "%.12g", x);
    buf_add_c(j->out, digits);
    if (!strpbrk(digits, ".e"))
        buf_add_c(j->out, ".0");
}

void jsonout_bool(JsonOut *j, const char *key, bool b)
{
    begin_value(j, key);
    buf_add_c(j->out, b ? "true" : "false");
}

void jsonout_null(JsonOut *j, const char *key)
{
    begin_value(j, key);
    buf_add_c(j->out, "null");
}

void jsonout_str(JsonOut *j, const char *key, Str s)
{
    if (!s.s) {
        jsonout_null(j, key);
        return;
    }
    begin_value(j, key);
    escape_json(j->out, s);
}

void jsonout_text(JsonOut *j, const char *key, const char *s)
{
    jsonout_str(j, key, str_of(s));
}
