/* Err: see err.h. */
#include "audit/base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void mark_if_cut(char *text, int wanted)
{
    if (wanted >= ERR_TEXT_BYTES)
        memcpy(text + ERR_TEXT_BYTES - 4, "...", 4);
}

void err_set(Err *e, ErrKind kind, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    e->kind = kind;
    mark_if_cut(e->text, vsnprintf(e->text, sizeof e->text, fmt, ap));
    va_end(ap);
}

void err_set_errno(Err *e, const char *fmt, ...)
{
    const int saved = errno;
    va_list ap;
    va_start(ap, fmt);
    e->kind = ERR_IO;
    int n = vsnprintf(e->text, sizeof e->text, fmt, ap);
    va_end(ap);
    if (n >= 0 && n < ERR_TEXT_BYTES)
        n += snprintf(e->text + n, sizeof e->text - (size_t)n, ": %s", strerror(saved));
    mark_if_cut(e->text, n);
}

void err_add(Err *e, const char *fmt, ...)
{
    if (e->kind == ERR_NONE)
        return;
    char old[ERR_TEXT_BYTES];
    memcpy(old, e->text, sizeof old);
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(e->text, sizeof e->text, fmt, ap);
    va_end(ap);
    if (n >= 0 && n < ERR_TEXT_BYTES)
        n += snprintf(e->text + n, sizeof e->text - (size_t)n, ": %s", old);
    mark_if_cut(e->text, n);
}

void err_advise(Err *e, const char *fmt, ...)
{
    if (e->kind == ERR_NONE)
        return;
    const size_t n = strlen(e->text);
    va_list ap;
    va_start(ap, fmt);
    const int more = snprintf(e->text + n, sizeof e->text - n, "; ");
    const size_t at = n + (size_t)more < sizeof e->text ? n + (size_t)more : sizeof e->text - 1;
    const int rest = vsnprintf(e->text + at, sizeof e->text - at, fmt, ap);
    va_end(ap);
    mark_if_cut(e->text, (int)n + more + rest);
}

int err_exit_code(const Err *e)
{
    switch (e->kind) {
    case ERR_NONE:
        return 0;
    case ERR_USAGE:
        return 2;
    case ERR_FORMAT:
    case ERR_IO:
        return 3;
    case ERR_PLAN:
        return 4;
    }
    return 70;
}
