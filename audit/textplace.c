/* Counting characters: see textplace.h. */
#include "audit/textplace.h"

#include "audit/base/utf8.h"

#include <string.h>

/* Passes runs of ASCII eight bytes at a time. */
static size_t ascii_run(Str text, size_t at, size_t to)
{
    const size_t from = at;
    uint64_t eight;
    while (to - at >= sizeof eight) {
        memcpy(&eight, text.s + at, sizeof eight);
        if (eight & UINT64_C(0x8080808080808080))
            break;
        at += sizeof eight;
    }
    while (at < to && (unsigned char)text.s[at] < 0x80)
        at++;
    return at - from;
}

void textplace_advance(TextPlace *p, Str text, size_t from, size_t to)
{
    p->bytes += to - from;
    if (p->inside >= to - from) {
        p->inside -= to - from;
        return;
    }
    size_t at = from + p->inside;
    p->inside = 0;
    while (at < to) {
        const size_t run = ascii_run(text, at, to);
        p->chars += run;
        p->units += run;
        at += run;
        if (at == to)
            return;
        const size_t n = utf8_length((Str){text.s + at, text.n - at});
        p->chars++;
        p->units += n == 4 ? 2 : 1;
        at += n ? n : 1;
    }
    p->inside = at - to;
}
