/* Integers of files -> ids: see tokentype.h. The two common types have loops of their own, which the
 * compiler makes fast; they are plain loads on a little-endian machine. */
#include "corpus/tokentype.h"

#include <string.h>

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "loads of u16 and u32 below are those of a little-endian machine"
#endif

static bool is_plain(TokenType t, unsigned bytes)
{
    return t.bytes == bytes && !t.is_signed && !t.is_big;
}

/* The i-th integer; *is_id false when it is none that an id can have. */
static uint32_t load(TokenType t, const char *from, size_t i, bool *is_id)
{
    const unsigned char *p = (const unsigned char *)from + i * t.bytes;
    uint64_t v = 0;
    for (unsigned k = 0; k < t.bytes; k++)
        v |= (uint64_t)p[t.is_big ? t.bytes - 1 - k : k] << (8 * k);
    const bool is_negative = t.is_signed && v >> (8 * t.bytes - 1) != 0;
    *is_id = !is_negative && v <= UINT32_MAX;
    return (uint32_t)v;
}

size_t tokentype_read(TokenType t, const char *from, size_t n, uint32_t *ids)
{
    if (is_plain(t, 2)) {
        for (size_t i = 0; i < n; i++) {
            uint16_t v;
            memcpy(&v, from + 2 * i, sizeof v);
            ids[i] = v;
        }
        return n;
    }
    if (is_plain(t, 4)) {
        memcpy(ids, from, n * sizeof *ids);
        return n;
    }
    for (size_t i = 0; i < n; i++) {
        bool is_id;
        ids[i] = load(t, from, i, &is_id);
        if (!is_id)
            return i;
    }
    return n;
}

size_t tokentype_find(TokenType t, const char *from, size_t n, uint32_t id)
{
    size_t i = 0;
    if (is_plain(t, 2)) {
        for (uint16_t v; i < n; i++) {
            memcpy(&v, from + 2 * i, sizeof v);
            if (v == id)
                break;
        }
        return i;
    }
    if (is_plain(t, 4)) {
        for (uint32_t v; i < n; i++) {
            memcpy(&v, from + 4 * i, sizeof v);
            if (v == id)
                break;
        }
        return i;
    }
    for (bool is_id; i < n; i++)
        if (load(t, from, i, &is_id) == id && is_id)
            break;
    return i;
}
