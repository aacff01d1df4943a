/* Runs and groups of small integers: see hybrid.h. */
#include "corpus/parquet/hybrid.h"

#include <assert.h>
#include <string.h>

int hybrid_start(Hybrid *h, unsigned width, Err *e)
{
    *h = (Hybrid){.width = width};
    if (width <= HYBRID_WIDEST)
        return 0;
    err_set(e, ERR_FORMAT, "the page's runs are of %u bits a value, which is impossible", width);
    return -1;
}

static int cut_off(Err *e)
{
    err_set(e, ERR_FORMAT, "the page's runs of levels or indices are cut off");
    return -1;
}

/* Head of the next run; *used grows. */
static int read_head(Hybrid *h, Str s, size_t *used, Err *e)
{
    uint64_t head = 0;
    for (unsigned shift = 0;; shift += 7) {
        if (*used == s.n || shift > 35)
            return cut_off(e);
        const unsigned char b = (unsigned char)s.s[(*used)++];
        head |= (uint64_t)(b & 0x7F) << shift;
        if (!(b & 0x80))
            break;
    }
    h->is_packed = head & 1;
    h->run = h->is_packed ? (head >> 1) * 8 : head >> 1;
    if (h->is_packed)
        return 0;
    const size_t bytes = (h->width + 7) / 8;
    if (s.n - *used < bytes)
        return cut_off(e);
    h->value = 0;
    for (size_t i = 0; i < bytes; i++)
        h->value |= (uint32_t)(unsigned char)s.s[*used + i] << 8 * i;
    *used += bytes;
    if (h->width == HYBRID_WIDEST || h->value >> h->width == 0)
        return 0;
    err_set(e, ERR_FORMAT, "the page's runs hold a value that is wider than %u bits", h->width);
    return -1;
}

/* 8 values; the last group of a page may have been cut behind the values that count. */
static int read_group(Hybrid *h, Str s, size_t *used, Err *e)
{
    unsigned char bytes[HYBRID_WIDEST + 8] = {0};
    const size_t there = s.n - *used, want = h->width;
    const size_t k = there < want ? there : want;
    if (k == 0 && want > 0)
        return cut_off(e);
    memcpy(bytes, s.s + *used, k);
    *used += k;
    const uint64_t mask = ((uint64_t)1 << h->width) - 1;
    for (unsigned i = 0; i < 8; i++) {
        const unsigned bit = i * h->width;
        uint64_t v = 0;
        for (unsigned b = 0; b < 5; b++)
            v |= (uint64_t)bytes[bit / 8 + b] << 8 * b;
        h->group[i] = (uint32_t)(v >> bit % 8 & mask);
    }
    h->group_at = 0;
    h->group_n = k < want ? (unsigned)(8 * k / h->width) : 8;
    h->run -= 8;
    return h->group_n > 0 ? 0 : cut_off(e);
}

int hybrid_next(Hybrid *h, Str s, size_t *used, uint64_t *n, uint32_t *value, Err *e)
{
    *used = 0;
    while (h->group_at == h->group_n && h->run == 0)
        if (read_head(h, s, used, e) != 0)
            return -1;
    if (h->group_at == h->group_n && h->is_packed && read_group(h, s, used, e) != 0)
        return -1;
    const bool in_group = h->group_at < h->group_n;
    *n = in_group ? 1 : h->run;
    *value = in_group ? h->group[h->group_at] : h->value;
    return 0;
}

void hybrid_take(Hybrid *h, uint64_t k)
{
    if (h->group_at < h->group_n) {
        assert(k <= 1);
        h->group_at += (unsigned)k;
    } else {
        assert(k <= h->run);
        h->run -= k;
    }
}

uint32_t hybrid_old_bits(const char *bytes, unsigned width, uint64_t i)
{
    uint32_t v = 0;
    for (unsigned b = 0; b < width; b++) {
        const uint64_t bit = i * width + b;
        v = v << 1 | ((unsigned char)bytes[bit / 8] >> (7 - bit % 8) & 1u);
    }
    return v;
}
