/* A text in windows: see detectors.h.
 *
 *   ... | before | from ............ cut | behind |
 *         kept     new bytes, settled      waits
 *
 * A window is scanned as a text of its own. What begins in its last bytes may go on in the next
 * window and waits; what was settled stays in front of the next window for a while, so that words and
 * leads before a value are seen as they were. */
#include "detectors/detectors.h"

#include "audit/base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { BEFORE_BYTES = 4096 };

struct TextScan {
    const Scanner *scanner;
    TextSettle settle;
    void *arg;
    size_t window_bytes; /* new bytes in a window */
    Buf window;
    size_t from;   /* of what is not settled yet */
    uint64_t base; /* bytes of the text before the window */
    Arena arena;
};

TextScan *textscan_open(const Scanner *s, size_t window_bytes, TextSettle settle, void *arg)
{
    TextScan *t = mem_zero(1, sizeof *t);
    t->scanner = s;
    t->settle = settle;
    t->arg = arg;
    t->window_bytes = window_bytes ? window_bytes : (size_t)1 << 20;
    return t;
}

void textscan_close(TextScan *t)
{
    if (!t)
        return;
    buf_free(&t->window);
    arena_free(&t->arena);
    free(t);
}

/* Scans the window and settles what can be. Of findings that were settled before nothing is said. */
static size_t window_settle(TextScan *t, Str text, size_t from, bool last)
{
    Finding *f;
    const size_t n = scanner_scan(t->scanner, text, &t->arena, &f);
    size_t cut = last ? text.n : text.n - TEXTSCAN_FINDING_BYTES, first = 0, behind = n;
    while (first < n && f[first].start < from)
        first++;
    for (size_t i = first; i < n; i++) {
        if (f[i].start < cut && f[i].end > cut)
            cut = f[i].end;
        if (f[i].start >= cut) {
            behind = i;
            break;
        }
    }
    t->settle(t->arg,
              &(TextPart){.text = text,
                          .from = from,
                          .to = cut,
                          .last = last,
                          .base = t->base,
                          .findings = f + first,
                          .n_findings = behind - first},
              &t->arena);
    arena_clear(&t->arena);
    return cut;
}

static void window_move(TextScan *t, size_t cut)
{
    const size_t drop = cut > BEFORE_BYTES ? cut - BEFORE_BYTES : 0;
    memmove(t->window.s, t->window.s + drop, t->window.n - drop);
    t->window.n -= drop;
    t->base += drop;
    t->from = cut - drop;
}

void textscan_add(TextScan *t, Str bytes, bool last)
{
    const size_t full = t->window_bytes + TEXTSCAN_FINDING_BYTES;
    if (last && t->base == 0 && t->window.n == 0 && bytes.n <= full) {
        if (bytes.n > 0)
            window_settle(t, bytes, 0, true); /* in one piece: nothing is copied */
        return;
    }
    while (bytes.n > 0) {
        const size_t room = t->from + full - t->window.n;
        const size_t n = bytes.n < room ? bytes.n : room;
        buf_add(&t->window, bytes.s, n);
        bytes = (Str){bytes.s + n, bytes.n - n};
        if (t->window.n - t->from == full && (bytes.n > 0 || !last))
            window_move(t, window_settle(t, buf_str(&t->window), t->from, false));
    }
    if (!last)
        return;
    if (t->window.n > t->from)
        window_settle(t, buf_str(&t->window), t->from, true);
    buf_clear(&t->window);
    t->from = 0;
    t->base = 0;
}
