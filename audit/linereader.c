/* Lines of a stream: see linereader.h. */
#include "audit/linereader.h"

#include "audit/base/mem.h"

#include <errno.h>
#include <stdlib.h>

int linereader_next(LineReader *r, Str *line, Err *e)
{
    errno = 0;
    const ssize_t n = getline(&r->text, &r->capacity, r->from);
    if (n >= 0) {
        const bool ended = n > 0 && r->text[n - 1] == '\n';
        r->text[ended ? n - 1 : n] = '\0';
        r->line++;
        r->ended = ended;
        *line = (Str){r->text, (size_t)n - (ended ? 1 : 0)};
        return 1;
    }
    if (errno == ENOMEM)
        mem_out(r->capacity, 2); /* getline doubles what it holds */
    if (!ferror(r->from))
        return 0;
    if (errno != EINTR)
        err_set_errno(e, "%s: cannot be read after line %llu", r->name,
                      (unsigned long long)r->line);
    return -1;
}

void linereader_free(LineReader *r)
{
    free(r->text);
    r->text = NULL;
    r->capacity = 0;
}
