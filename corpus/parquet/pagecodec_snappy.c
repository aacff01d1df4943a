/* Snappy, decoded a piece at a time: libsnappy wants a page whole, and pages of 100 MB exist.
 *
 *   varint              bytes of output
 *   llllll00 [n ..]     a literal of l + 1 bytes; l = 60 .. 63: of n + 1, in 1 .. 4 bytes
 *   ooolll01 o          copy l + 4 bytes from ooo'oooooooo back
 *   llllll10 o o        copy l + 1 bytes from a 16-bit offset back, little endian
 *   llllll11 o o o o    copy l + 1 bytes from a 32-bit offset back
 *
 * Compressors work on blocks of 64 KiB and offsets stay within; the format allows more, and so do
 * the pages that fit into the window. Source: format_description.txt of Snappy. */
#include "corpus/parquet/lzcopy.h"
#include "corpus/parquet/pagecodec.h"

#include "audit/base/mem.h"

#include <inttypes.h>
#include <stdlib.h>

enum {
    SNAPPY_HISTORY = 1 << 20,
    SNAPPY_LONGEST_TAG = 5,
    SNAPPY_SHORT_LITERAL = 60, /* the longest whose length is in its tag */
    SNAPPY_FAST_IN = SNAPPY_LONGEST_TAG + 64,
    SNAPPY_FAST_OUT = 64 + LZCOPY_SLACK,
};

typedef struct {
    uint64_t bytes; /* stated by the page */
    bool begun;     /* the length at the start is read */
    size_t literal; /* bytes of a literal that are still to come */
    size_t copy;    /* bytes of a copy that are still to come, from `offset` back */
    size_t offset;
} Snappy;

typedef struct {
    size_t tag_bytes; /* 1 .. 5 */
    size_t n;
    size_t offset; /* 0 for a literal */
} Tag;

static void *snappy_open(void)
{
    return mem_zero(1, sizeof(Snappy));
}

static void snappy_start(void *state, uint64_t bytes)
{
    *(Snappy *)state = (Snappy){.bytes = bytes};
}

static inline uint32_t le(const unsigned char *p, size_t n)
{
    uint32_t v = 0;
    for (size_t i = 0; i < n; i++)
        v |= (uint32_t)p[i] << 8 * i;
    return v;
}

/* Bytes of the tag that begins with t. */
static inline size_t tag_length(unsigned t)
{
    if ((t & 3) == 0)
        return t >> 2 < SNAPPY_SHORT_LITERAL ? 1 : 1 + (t >> 2) - (SNAPPY_SHORT_LITERAL - 1);
    return (t & 3) == 3 ? 5 : 1 + (t & 3);
}

static inline Tag read_tag(const unsigned char *p)
{
    const unsigned t = p[0];
    Tag tag = {.tag_bytes = tag_length(t)};
    switch (t & 3) {
    case 0:
        tag.n = (tag.tag_bytes == 1 ? (size_t)(t >> 2) : (size_t)le(p + 1, tag.tag_bytes - 1)) + 1;
        return tag;
    case 1:
        tag.n = (t >> 2 & 7) + 4;
        tag.offset = (size_t)(t >> 5) << 8 | p[1];
        break;
    case 2:
        tag.n = (t >> 2) + 1;
        tag.offset = le(p + 1, 2);
        break;
    default:
        tag.n = (t >> 2) + 1;
        tag.offset = le(p + 1, 4);
    }
    if (tag.offset == 0)
        tag.offset = SIZE_MAX; /* no copy has it; it fails as one from too far back */
    return tag;
}

/* Tags that lie whole within what is there, while there is room for the longest copy and more.
 * Returns bytes written; *used of s are consumed. Stops in front of whatever needs a closer
 * look. */
static size_t snappy_fast(const Str s, char *out, size_t room, size_t behind, size_t *used)
{
    const unsigned char *p = (const unsigned char *)s.s;
    size_t at = 0, n = 0;
    while (s.n - at >= SNAPPY_FAST_IN && room - n >= SNAPPY_FAST_OUT) {
        const Tag tag = read_tag(p + at);
        if (tag.offset == 0) {
            if (tag.tag_bytes > 1)
                break;
            memcpy(out + n, p + at + 1, 16);
            if (tag.n > 16)
                memcpy(out + n + 16, p + at + 17, 48);
            at += 1 + tag.n;
        } else {
            if (tag.offset > behind + n)
                break;
            lzcopy_fast(out + n, tag.offset, tag.n);
            at += tag.tag_bytes;
        }
        n += tag.n;
    }
    *used = at;
    return n;
}

static int snappy_begin(Snappy *z, PageRaw *in, Err *e)
{
    uint64_t bytes = 0;
    Str s;
    if (pageraw_peek(in, SNAPPY_LONGEST_TAG, &s, e) != 0)
        return -1;
    size_t k = 0;
    for (unsigned shift = 0; k < s.n && k < SNAPPY_LONGEST_TAG; shift += 7) {
        bytes |= (uint64_t)((unsigned char)s.s[k] & 0x7F) << shift;
        if (!((unsigned char)s.s[k++] & 0x80))
            break;
    }
    pageraw_take(in, k);
    z->begun = true;
    if (bytes == z->bytes)
        return 0;
    err_set(e, ERR_FORMAT,
            "the page's snappy data come to %" PRIu64 " bytes, its header says %" PRIu64, bytes,
            z->bytes);
    return -1;
}

static int snappy_tag(Snappy *z, PageRaw *in, size_t behind, Err *e)
{
    Str s;
    if (pageraw_peek(in, SNAPPY_LONGEST_TAG, &s, e) != 0)
        return -1;
    if (s.n == 0 || s.n < tag_length((unsigned char)s.s[0])) {
        err_set(e, ERR_FORMAT, "the page's snappy data are cut off");
        return -1;
    }
    unsigned char p[SNAPPY_LONGEST_TAG] = {0};
    memcpy(p, s.s, s.n < sizeof p ? s.n : sizeof p);
    const Tag tag = read_tag(p);
    pageraw_take(in, tag.tag_bytes);
    if (tag.offset == 0) {
        z->literal = tag.n;
        return 0;
    }
    if (tag.offset > behind) {
        err_set(e, ERR_FORMAT,
                "the page's snappy data are damaged: they point %zu bytes back where %zu are kept",
                tag.offset, behind);
        return -1;
    }
    z->copy = tag.n;
    z->offset = tag.offset;
    return 0;
}

static int snappy_literal(Snappy *z, PageRaw *in, char *out, size_t room, size_t *n, Err *e)
{
    Str s;
    if (pageraw_peek(in, 1, &s, e) != 0)
        return -1;
    size_t k = z->literal < s.n ? z->literal : s.n;
    k = k < room ? k : room;
    if (k == 0) {
        err_set(e, ERR_FORMAT, "the page's snappy data are cut off");
        return -1;
    }
    memcpy(out, s.s, k);
    pageraw_take(in, k);
    z->literal -= k;
    *n += k;
    return 0;
}

static int snappy_read(void *state, PageRaw *in, char *out, size_t room, size_t behind, size_t *n,
                       Err *e)
{
    Snappy *z = state;
    *n = 0;
    if (!z->begun && snappy_begin(z, in, e) != 0)
        return -1;
    while (*n < room) {
        if (z->literal > 0) {
            if (snappy_literal(z, in, out + *n, room - *n, n, e) != 0)
                return -1;
            continue;
        }
        if (z->copy > 0) {
            const size_t k = z->copy < room - *n ? z->copy : room - *n;
            lzcopy(out + *n, z->offset, k);
            z->copy -= k;
            *n += k;
            continue;
        }
        Str s;
        size_t used;
        if (pageraw_peek(in, SNAPPY_FAST_IN, &s, e) != 0)
            return -1;
        *n += snappy_fast(s, out + *n, room - *n, behind + *n, &used);
        pageraw_take(in, used);
        if (*n < room && snappy_tag(z, in, behind + *n, e) != 0)
            return -1;
    }
    return 0;
}

static int snappy_end(void *state, PageRaw *in, Err *e)
{
    const Snappy *z = state;
    if (z->literal == 0 && z->copy == 0 && pageraw_left(in) == 0)
        return 0;
    err_set(e, ERR_FORMAT, "the page holds more snappy data than its header states");
    return -1;
}

const PageCodec pagecodec_snappy = {"snappy",    SNAPPY_HISTORY, snappy_open, snappy_start,
                                    snappy_read, snappy_end,     free};
