/* Differences, block by block: see deltaints.h. The encoded bytes are walked once to find where
 * they end, since what follows them in the page is read side by side with them. */
#include "corpus/parquet/deltaints.h"

#include <string.h>

enum { WIDEST = 64, LONGEST_VARINT = 10 };

static int damaged(Err *e)
{
    err_set(e, ERR_FORMAT, "the page's packed integers are damaged");
    return -1;
}

/* A varint out of s at *at. */
static int varint(Str s, size_t *at, uint64_t *v, Err *e)
{
    *v = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (*at == s.n)
            return damaged(e);
        const unsigned char b = (unsigned char)s.s[(*at)++];
        *v |= (uint64_t)(b & 0x7F) << shift;
        if (!(b & 0x80))
            return 0;
    }
    return damaged(e);
}

static uint64_t unzigzag(uint64_t u)
{
    return u >> 1 ^ (~(u & 1) + 1);
}

/* ---- moving the encoded bytes out of the page ---- */

static int copy_varint(DeltaInts *d, PageStream *p, uint64_t *v, Err *e)
{
    Str s;
    size_t at = 0;
    if (pagestream_peek(p, LONGEST_VARINT, &s, e) != 0 || varint(s, &at, v, e) != 0)
        return -1;
    return pagestream_copy(p, at, &d->bytes, e);
}

static int copy_block(DeltaInts *d, PageStream *p, uint64_t *left, Err *e)
{
    uint64_t unused;
    if (copy_varint(d, p, &unused, e) != 0)
        return -1;
    const size_t widths = d->bytes.n;
    if (pagestream_copy(p, d->n_mini, &d->bytes, e) != 0)
        return -1;
    for (uint64_t i = 0; i<d->n_mini && * left> 0; i++) {
        const unsigned width = (unsigned char)d->bytes.s[widths + i];
        if (width > WIDEST)
            return damaged(e);
        if (pagestream_copy(p, d->mini_values / 8 * width, &d->bytes, e) != 0)
            return -1;
        *left -= *left < d->mini_values ? *left : d->mini_values;
    }
    return 0;
}

int deltaints_start(DeltaInts *d, PageStream *p, Err *e)
{
    Buf bytes = d->bytes;
    buf_clear(&bytes);
    *d = (DeltaInts){.bytes = bytes};
    uint64_t block, first;
    if (copy_varint(d, p, &block, e) != 0 || copy_varint(d, p, &d->n_mini, e) != 0 ||
        copy_varint(d, p, &d->n_values, e) != 0 || copy_varint(d, p, &first, e) != 0)
        return -1;
    if (d->n_mini == 0 || d->n_mini > block || block > INT32_MAX || block % d->n_mini != 0 ||
        block / d->n_mini % 8 != 0 || d->n_values > INT32_MAX)
        return damaged(e);
    d->mini_values = block / d->n_mini;
    d->at = d->bytes.n;
    d->left = d->n_values;
    d->last = unzigzag(first);
    d->at_first = true;
    d->mini = d->n_mini;
    for (uint64_t left = d->n_values > 0 ? d->n_values - 1 : 0; left > 0;)
        if (copy_block(d, p, &left, e) != 0)
            return -1;
    return 0;
}

/* ---- reading them ---- */

static unsigned mini_width(const DeltaInts *d)
{
    return (unsigned char)d->bytes.s[d->widths + d->mini];
}

/* The miniblock with the next value. */
static int next_mini(DeltaInts *d, Err *e)
{
    if (d->mini < d->n_mini) {
        d->mini_start += (size_t)(d->mini_values / 8 * mini_width(d));
        d->mini++;
        d->at = d->mini_start;
    }
    if (d->mini == d->n_mini) {
        uint64_t least;
        if (varint(buf_str(&d->bytes), &d->at, &least, e) != 0)
            return -1;
        d->least = unzigzag(least);
        d->widths = d->at;
        d->mini_start = d->at + (size_t)d->n_mini;
        d->mini = 0;
    }
    d->mini_at = 0;
    return 0;
}

static uint64_t mini_bits(const DeltaInts *d, unsigned width)
{
    const uint64_t bit = d->mini_at * width;
    const size_t at = d->mini_start + (size_t)(bit / 8);
    const unsigned shift = bit % 8;
    const unsigned char *p = (const unsigned char *)d->bytes.s + at;
    const size_t there = d->bytes.n - at;
    uint64_t v = 0;
    for (size_t i = 0; i < 8 && i < there; i++)
        v |= (uint64_t)p[i] << 8 * i;
    v >>= shift;
    if (shift > 0 && width + shift > 64 && there > 8)
        v |= (uint64_t)p[8] << (64 - shift);
    return width == 64 ? v : v & (((uint64_t)1 << width) - 1);
}

int deltaints_next(DeltaInts *d, int64_t *v, Err *e)
{
    if (d->left == 0) {
        err_set(e, ERR_FORMAT, "the page has fewer packed integers than values");
        return -1;
    }
    d->left--;
    if (d->at_first) {
        d->at_first = false;
    } else {
        if ((d->mini == d->n_mini || d->mini_at == d->mini_values) && next_mini(d, e) != 0)
            return -1;
        const unsigned width = mini_width(d);
        d->last += d->least + (width > 0 ? mini_bits(d, width) : 0);
        d->mini_at++;
    }
    *v = (int64_t)d->last;
    return 0;
}

void deltaints_free(DeltaInts *d)
{
    buf_free(&d->bytes);
    *d = (DeltaInts){0};
}
