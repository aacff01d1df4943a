/* A page's bytes with the compression undone: a window that slides over them. It holds a page of
 * ordinary size whole; of a larger one the value in hand, and what the codec still refers to. */
#ifndef ROTE_PAGESTREAM_H
#define ROTE_PAGESTREAM_H

#include "corpus/parquet/pagecodec.h"

/* What is shown at once is no longer than this: a document of 1 GiB is one like any other, while
 * the sizes that a page states may be anything. */
#define PAGESTREAM_SHOWN_BYTES ((uint64_t)1 << 30)
/* And no more than this is collected of a page: such a document among the others of a dictionary. */
#define PAGESTREAM_HELD_BYTES (PAGESTREAM_SHOWN_BYTES + (1 << 24))

typedef struct {
    PageRaw raw;
    const PageCodec *codec; /* of the column; NULL: not known yet */
    void *state;            /* the codec's */
    bool is_packed;         /* this page is; else its bytes are those of the file */
    char *window;           /* [capacity]; bytes of this page only */
    size_t capacity, at, n; /* window[at .. n) is not consumed yet */
    uint64_t to_come;       /* bytes that the codec still has to give */
    uint64_t n_made;        /* bytes that it has given */
} PageStream;

/* Start from (PageStream){.raw.file = f}. The codec is that of the pages to come. */
void pagestream_set_codec(PageStream *p, const PageCodec *codec);

/* Begins page h. In front of the stream, in a version 2 page, stand its levels, never compressed:
 * they go to repetition and definition, whose contents are replaced; of other pages both are left
 * empty. 0, or -1 with ERR_IO or ERR_FORMAT. */
int pagestream_start(PageStream *p, const PageHeader *h, Buf *repetition, Buf *definition, Err *e);

/* Bytes not consumed yet, if the page is as long as it says. */
uint64_t pagestream_left(const PageStream *p);
/* Shows at least n bytes, and may show more; valid until the next call. -1 when the page has fewer
 * left, n is above PAGESTREAM_SHOWN_BYTES, or they cannot be had. */
int pagestream_need(PageStream *p, uint64_t n, Str *s, Err *e);
/* As pagestream_need of n bytes or what is left, if that is less. */
int pagestream_peek(PageStream *p, uint64_t n, Str *s, Err *e);
/* Consumes n bytes, at most what was shown. */
void pagestream_take(PageStream *p, size_t n);
/* Passes over n bytes without showing them. */
int pagestream_skip(PageStream *p, uint64_t n, Err *e);
/* Adds n bytes to out, which may come to at most PAGESTREAM_HELD_BYTES. */
int pagestream_copy(PageStream *p, uint64_t n, Buf *out, Err *e);
/* Reads the page to its end: all that it stated is there, and the checksums are right. */
int pagestream_finish(PageStream *p, Err *e);
void pagestream_free(PageStream *p);

#endif
