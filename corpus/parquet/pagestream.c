/* The window over a page: see pagestream.h.
 *
 *   window   | history | consumed | shown ... | room |
 *                                 at          n      capacity
 */
#include "corpus/parquet/pagestream.h"

#include "audit/base/mem.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* A page up to this size is decompressed in one go. */
enum { PAGESTREAM_WINDOW_BYTES = 4 << 20 };

void pagestream_set_codec(PageStream *p, const PageCodec *codec)
{
    if (p->codec == codec)
        return;
    if (p->codec)
        p->codec->close(p->state);
    p->codec = codec;
    p->state = codec->open();
}

static int too_short(Err *e)
{
    err_set(e, ERR_FORMAT, "the page ends in the middle of a value");
    return -1;
}

/* A window that grew for a long value goes back to its ordinary size with the next page. */
static void resize_window(PageStream *p, uint64_t page_bytes)
{
    const size_t want =
        page_bytes < PAGESTREAM_WINDOW_BYTES ? (size_t)page_bytes : PAGESTREAM_WINDOW_BYTES;
    if (p->capacity >= want && p->capacity <= PAGESTREAM_WINDOW_BYTES)
        return;
    free(p->window);
    p->window = mem_alloc(want, 1);
    p->capacity = want;
}

static int take_levels(PageStream *p, uint64_t n, Buf *out, Err *e)
{
    while (n > 0) {
        Str s;
        if (pageraw_peek(&p->raw, 1, &s, e) != 0)
            return -1;
        if (s.n == 0)
            return too_short(e);
        const size_t k = s.n < n ? s.n : (size_t)n;
        buf_add(out, s.s, k);
        pageraw_take(&p->raw, k);
        n -= k;
    }
    return 0;
}

int pagestream_start(PageStream *p, const PageHeader *h, Buf *repetition, Buf *definition, Err *e)
{
    const bool v2 = h->type == PAGE_DATA_V2;
    const uint64_t levels = v2 ? h->levels_bytes[0] + h->levels_bytes[1] : 0;
    p->is_packed = p->codec != &pagecodec_none && (!v2 || h->is_packed);
    p->to_come = h->bytes - levels;
    p->n_made = 0;
    p->at = p->n = 0;
    buf_clear(repetition);
    buf_clear(definition);
    if (!p->is_packed && h->packed_bytes != h->bytes) {
        err_set(e, ERR_FORMAT,
                "the page is not compressed, yet has two sizes: %" PRIu64 " and %" PRIu64,
                h->packed_bytes, h->bytes);
        return -1;
    }
    resize_window(p, p->to_come);
    pageraw_start(&p->raw, h);
    if (v2 && (take_levels(p, h->levels_bytes[0], repetition, e) != 0 ||
               take_levels(p, h->levels_bytes[1], definition, e) != 0))
        return -1;
    if (p->is_packed && p->to_come > 0)
        p->codec->start(p->state, p->to_come);
    return 0;
}

uint64_t pagestream_left(const PageStream *p)
{
    return p->n - p->at + p->to_come;
}

/* Room behind window[n): what is consumed and not history is dropped; else the window grows, no
 * faster than bytes arrive. */
static void make_room(PageStream *p)
{
    const size_t history = p->is_packed ? p->codec->history : 0;
    const size_t keep_from = p->at > history ? p->at - history : 0;
    /* Moving must be worth it: at least as much is gained as is moved, or the window would
     * crawl. */
    if (keep_from > 0 && keep_from >= p->n - keep_from) {
        memmove(p->window, p->window + keep_from, p->n - keep_from);
        p->at -= keep_from;
        p->n -= keep_from;
    } else {
        const uint64_t more = p->capacity < 64 ? 64 : p->capacity / 2;
        p->capacity += (size_t)(more < p->to_come ? more : p->to_come);
        p->window = mem_resize(p->window, p->capacity, 1);
    }
}

/* At least one more byte in the window. */
static int fill(PageStream *p, Err *e)
{
    assert(p->to_come > 0);
    if (p->n == p->capacity)
        make_room(p);
    size_t room = p->capacity - p->n, got;
    if (room > p->to_come)
        room = (size_t)p->to_come;
    const PageCodec *codec = p->is_packed ? p->codec : &pagecodec_none;
    if (codec->read(p->state, &p->raw, p->window + p->n, room, p->n, &got, e) != 0)
        return -1;
    if (got == 0) {
        err_set(e, ERR_FORMAT,
                "the page's %s data come to %" PRIu64 " bytes, %" PRIu64
                " fewer than its header says",
                codec->name, p->n_made, p->to_come);
        return -1;
    }
    p->n += got;
    p->n_made += got;
    p->to_come -= got;
    return p->to_come == 0 ? codec->end(p->state, &p->raw, e) : 0;
}

int pagestream_need(PageStream *p, uint64_t n, Str *s, Err *e)
{
    if (n > pagestream_left(p))
        return too_short(e);
    if (n > PAGESTREAM_SHOWN_BYTES) {
        err_set(e, ERR_FORMAT,
                "a value of the page has %" PRIu64 " bytes; more than %" PRIu64 " are not read", n,
                PAGESTREAM_SHOWN_BYTES);
        return -1;
    }
    while (p->n - p->at < n)
        if (fill(p, e) != 0)
            return -1;
    *s = (Str){p->window ? p->window + p->at : "", p->n - p->at};
    return 0;
}

int pagestream_peek(PageStream *p, uint64_t n, Str *s, Err *e)
{
    const uint64_t left = pagestream_left(p);
    return pagestream_need(p, n < left ? n : left, s, e);
}

void pagestream_take(PageStream *p, size_t n)
{
    assert(n <= p->n - p->at);
    p->at += n;
}

int pagestream_skip(PageStream *p, uint64_t n, Err *e)
{
    if (n > pagestream_left(p))
        return too_short(e);
    while (n > p->n - p->at) {
        n -= p->n - p->at;
        p->at = p->n;
        if (fill(p, e) != 0)
            return -1;
    }
    p->at += (size_t)n;
    return 0;
}

int pagestream_copy(PageStream *p, uint64_t n, Buf *out, Err *e)
{
    if (n > pagestream_left(p))
        return too_short(e);
    if (out->n + n > PAGESTREAM_HELD_BYTES) {
        err_set(e, ERR_FORMAT,
                "the page has %" PRIu64 " bytes that are needed at once; more than %" PRIu64
                " are not read",
                out->n + n, PAGESTREAM_HELD_BYTES);
        return -1;
    }
    while (n > 0) {
        Str s;
        if (pagestream_need(p, 1, &s, e) != 0)
            return -1;
        const size_t k = s.n < n ? s.n : (size_t)n;
        buf_add(out, s.s, k);
        p->at += k;
        n -= k;
    }
    return 0;
}

int pagestream_finish(PageStream *p, Err *e)
{
    return pagestream_skip(p, pagestream_left(p), e) != 0 ? -1 : pageraw_drain(&p->raw, e);
}

void pagestream_free(PageStream *p)
{
    if (p->codec)
        p->codec->close(p->state);
    free(p->window);
    pageraw_free(&p->raw);
    *p = (PageStream){.raw = p->raw};
}
