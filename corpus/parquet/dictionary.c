/* Dictionary pages: see dictionary.h. Values are PLAIN: u32 length and bytes, or bytes alone where
 * the width is fixed. */
#include "corpus/parquet/dictionary.h"

#include "audit/base/mem.h"

#include <inttypes.h>
#include <stdlib.h>

static uint32_t le32(const char *p)
{
    const unsigned char *u = (const unsigned char *)p;
    return (uint32_t)u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16 | (uint32_t)u[3] << 24;
}

static int cut_off(const Dictionary *d, Err *e)
{
    err_set(e, ERR_FORMAT,
            "the dictionary of %" PRIu64 " values is cut off: its page has %zu bytes", d->n,
            d->bytes.n);
    return -1;
}

/* n_values is at most a fourth of the page's bytes, or it is a lie. */
static int find_places(Dictionary *d, Err *e)
{
    if (d->n > d->bytes.n / 4)
        return cut_off(d, e);
    d->places = mem_resize(d->places, (size_t)d->n, sizeof *d->places);
    size_t at = 0;
    for (uint64_t i = 0; i < d->n; i++) {
        if (d->bytes.n - at < 4 || d->bytes.n - at - 4 < le32(d->bytes.s + at))
            return cut_off(d, e);
        d->places[i] = (uint32_t)at;
        at += 4 + (size_t)le32(d->bytes.s + at);
    }
    return 0;
}

int dictionary_read(Dictionary *d, PageStream *p, const PageHeader *h, const ParquetColumn *c,
                    Err *e)
{
    Buf unused = {0};
    if (h->encoding != ENCODING_PLAIN && h->encoding != ENCODING_PLAIN_DICTIONARY) {
        err_set(e, ERR_FORMAT, "the dictionary has encoding %" PRId64 ", which is not read",
                h->encoding);
        return -1;
    }
    if (h->bytes > DICTIONARY_MOST_BYTES) {
        err_set(e, ERR_FORMAT,
                "the dictionary has %" PRIu64 " bytes; more than %" PRIu64
                " are not read, write the file without dictionaries",
                h->bytes, DICTIONARY_MOST_BYTES);
        return -1;
    }
    buf_free(&d->bytes); /* one large dictionary must not be held through all row groups */
    d->n = h->n_values;
    d->width = c->width;
    const int rc = pagestream_start(p, h, &unused, &unused, e);
    if (rc != 0 || pagestream_copy(p, h->bytes, &d->bytes, e) != 0 || pagestream_finish(p, e) != 0)
        return -1;
    if (c->type == PARQUET_BYTES)
        return find_places(d, e);
    return d->width > 0 && d->n > d->bytes.n / d->width ? cut_off(d, e) : 0;
}

int dictionary_value(const Dictionary *d, uint64_t i, Str *v, Err *e)
{
    if (i >= d->n) {
        err_set(e, ERR_FORMAT,
                "the page points to value %" PRIu64 " of a dictionary that has %" PRIu64, i, d->n);
        return -1;
    }
    if (d->places) {
        const char *p = d->bytes.s + d->places[i];
        *v = (Str){p + 4, le32(p)};
    } else {
        *v = (Str){d->width > 0 ? d->bytes.s + i * d->width : "", d->width};
    }
    return 0;
}

void dictionary_free(Dictionary *d)
{
    buf_free(&d->bytes);
    free(d->places);
    *d = (Dictionary){0};
}
