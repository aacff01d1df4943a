/* Token ids without boundaries of their own: NumPy arrays (.npy) and raw files, cut into documents.
 *
 *   .npy, 2-D    a document is a row
 *   .npy, 1-D    as a raw file
 *   raw          documents of ShardOptions.row_tokens ids, the last may be shorter; or what stands
 *                between two end_of_document ids, where nothing is no document
 *
 * Only an option makes a raw file one: nothing in its bytes says what they are. What is not wanted is
 * not converted; rows that are not wanted are not even read where no compression stands before them.
 * An integer that is no id makes its document malformed. */
#include "corpus/format.h"
#include "corpus/npyheader.h"
#include "corpus/tokentype.h"

#include "audit/base/buf.h"
#include "audit/base/mem.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
    TOKENS_KEPT_BYTES = 1 << 20, /* a larger document gives its memory back afterwards */
    TOKENS_WIDEST = 8,           /* bytes of the widest integer */
};

typedef struct {
    Input *in;
    ShardOptions options;
    TokenType type;
    uint64_t row;  /* ids a document; 0: cut at the end of document */
    bool is_sized; /* n_left is known */
    uint64_t n_left;
    Buf ids;                   /* uint32_t of the document */
    char carry[TOKENS_WIDEST]; /* an integer that lies in two blocks of the input */
    size_t n_carry;
    uint64_t ordinal;
} Tokens;

/* A document that is being read. */
typedef struct {
    bool keep;
    uint64_t n;      /* integers so far */
    bool has_bad;    /* one of them is no id: */
    uint64_t bad_at; /* the first of these */
} Reading;

/* ---- integers ---- */

static int cut_off(const Tokens *t, Err *e)
{
    if (t->is_sized)
        err_set(e, ERR_FORMAT, "the file is cut off: %" PRIu64 " more token ids should follow",
                t->n_left);
    else
        err_set(e, ERR_FORMAT,
                "the file ends inside a token id: it is cut off, or of another width");
    return -1;
}

/* Whole integers from where the input stands, n of them at *s: 1; 0 at the end; -1 for damage. */
static int peek(Tokens *t, const char **s, size_t *n, Err *e)
{
    const size_t width = t->type.bytes;
    for (;;) {
        Str chunk;
        if (t->n_carry == width) {
            *s = t->carry;
            *n = 1;
            return 1;
        }
        const int r = input_peek(t->in, &chunk, e);
        if (r < 0)
            return -1;
        if (r == 0)
            return t->n_carry > 0 ? cut_off(t, e) : 0;
        if (t->n_carry == 0 && chunk.n >= width) {
            *s = chunk.s;
            *n = chunk.n / width;
            return 1;
        }
        const size_t missing = width - t->n_carry, used = chunk.n < missing ? chunk.n : missing;
        memcpy(t->carry + t->n_carry, chunk.s, used);
        t->n_carry += used;
        input_consume(t->in, used);
    }
}

/* Passes the first n of what peek showed; they belong to the document. */
static void take(Tokens *t, Reading *r, const char *s, size_t n)
{
    if (r->keep && !r->has_bad && n > 0) {
        uint32_t *to = (uint32_t *)(void *)buf_reserve(&t->ids, n * sizeof *to);
        const size_t good = tokentype_read(t->type, s, n, to);
        t->ids.n += good * sizeof *to;
        r->has_bad = good < n;
        r->bad_at = r->n + good;
    }
    r->n += n;
}

static void pass(Tokens *t, size_t n)
{
    if (t->is_sized)
        t->n_left -= n;
    if (t->n_carry == t->type.bytes)
        t->n_carry = 0;
    else
        input_consume(t->in, n * t->type.bytes);
}

/* ---- documents ---- */

/* Rows that nobody wants to see are stepped over, where the file can be. */
static uint64_t step_over(Tokens *t, uint64_t n)
{
    const uint64_t width = t->type.bytes;
    if (t->n_carry > 0 || n > UINT64_MAX / width)
        return 0;
    const uint64_t skipped = input_skip(t->in, n * width);
    t->n_carry = (size_t)(skipped % width); /* an integer that the file's end cuts */
    if (t->is_sized)
        t->n_left -= skipped / width;
    return skipped / width;
}

/* 1: a row was read, maybe a shorter one at the end; 0: nothing is left; -1: damage. */
static int row_read(Tokens *t, Reading *r, Err *e)
{
    const uint64_t whole = t->is_sized && t->n_left < t->row ? t->n_left : t->row;
    if (!r->keep)
        r->n = step_over(t, whole);
    while (r->n < whole) {
        const char *s;
        size_t n;
        const int found = peek(t, &s, &n, e);
        if (found < 0 || (found == 0 && t->is_sized))
            return found < 0 ? -1 : cut_off(t, e);
        if (found == 0)
            break;
        if (n > whole - r->n)
            n = (size_t)(whole - r->n);
        take(t, r, s, n);
        pass(t, n);
    }
    return r->n > 0;
}

/* The same for what stands in front of the next end of document. */
static int stretch_read(Tokens *t, Reading *r, Err *e)
{
    while (!t->is_sized || t->n_left > 0) {
        const char *s;
        size_t n;
        const int found = peek(t, &s, &n, e);
        if (found < 0 || (found == 0 && t->is_sized))
            return found < 0 ? -1 : cut_off(t, e);
        if (found == 0)
            break;
        if (t->is_sized && n > t->n_left)
            n = (size_t)t->n_left;
        const size_t before = tokentype_find(t->type, s, n, t->options.end_of_document);
        take(t, r, s, before);
        pass(t, before < n ? before + 1 : n);
        if (before < n && r->n > 0)
            return 1;
    }
    return r->n > 0;
}

/* Nothing may follow the numbers that an array's header speaks of. */
static ShardStep tokens_end(Tokens *t, Err *e)
{
    Str chunk;
    const int r = input_peek(t->in, &chunk, e);
    if (r == 0)
        return SHARD_END;
    if (r > 0)
        err_set(e, ERR_FORMAT, "something follows the numbers that the array's header speaks of");
    return SHARD_DAMAGED;
}

static ShardStep tokens_next(void *state, Doc *d, Err *e)
{
    Tokens *t = state;
    const ShardOptions *o = &t->options;
    if (t->ids.capacity > TOKENS_KEPT_BYTES)
        buf_free(&t->ids);
    buf_clear(&t->ids);
    buf_reserve(&t->ids, sizeof(uint32_t));
    *d = (Doc){.ordinal = t->ordinal};
    Reading r = {.keep = !o->wants || o->wants(o->wants_ctx, t->ordinal)};
    const int found = t->row > 0 ? row_read(t, &r, e) : stretch_read(t, &r, e);
    if (found < 0) {
        err_add(e, "document %" PRIu64, t->ordinal);
        return SHARD_DAMAGED;
    }
    if (found == 0)
        return tokens_end(t, e);
    t->ordinal++;
    d->record_bytes = r.n * t->type.bytes;
    if (!r.keep)
        return SHARD_PASSED;
    if (r.has_bad) {
        err_set(e, ERR_FORMAT,
                "document %" PRIu64 ": integer %" PRIu64 " of it is negative or has more than 32 "
                "bits, so it is no token id",
                d->ordinal, r.bad_at);
        return SHARD_MALFORMED;
    }
    d->text = (Str){"", 0};
    d->ids = (const uint32_t *)(const void *)t->ids.s;
    d->n_ids = t->ids.n / sizeof *d->ids;
    return SHARD_DOC;
}

/* ---- opening ---- */

static void tokens_close(void *state)
{
    Tokens *t = state;
    buf_free(&t->ids);
    free(t);
}

/* In a row without boundaries, the options say where documents end. */
static int cut_as_asked(Tokens *t, Err *e)
{
    if (t->options.row_tokens == 0 && !t->options.has_end_of_document) {
        err_set(e, ERR_FORMAT,
                "its token ids stand in one row; say where documents end, by the id that ends one "
                "(--end-of-document) or by their length (--row-tokens)");
        return -1;
    }
    t->row = t->options.row_tokens;
    return 0;
}

static void *raw_open(Input *in, const ShardOptions *o, Err *e)
{
    Tokens *t = mem_zero(1, sizeof *t);
    *t = (Tokens){.in = in, .options = *o, .type = {.bytes = o->token_bytes}};
    if (cut_as_asked(t, e) == 0)
        return t;
    tokens_close(t);
    return NULL;
}

static bool npy_recognise(Str head)
{
    return str_starts(head, "\x93NUMPY");
}

static void *npy_open(Input *in, const ShardOptions *o, Err *e)
{
    Str head = {"", 0};
    NpyHeader h;
    if (input_peek(in, &head, e) < 0 || npyheader_parse(&h, head, e) != 0)
        return NULL;
    Tokens *t = mem_zero(1, sizeof *t);
    *t = (Tokens){.in = in, .options = *o, .type = h.type, .is_sized = true};
    t->n_left = h.n_shape == 2 ? h.shape[0] * h.shape[1] : h.shape[0];
    t->row = h.n_shape == 2 ? h.shape[1] : 0;
    if (h.n_shape == 2 || cut_as_asked(t, e) == 0) {
        input_consume(in, h.bytes);
        return t;
    }
    tokens_close(t);
    return NULL;
}

static bool raw_recognise(Str head)
{
    (void)head;
    return true;
}

const Format format_npy = {
    .kind = FORMAT_KINDS("npy"),
    .recognise = npy_recognise,
    .open = npy_open,
    .next = tokens_next,
    .close = tokens_close,
};

const Format format_tokens = {
    .kind = FORMAT_KINDS("tokens"),
    .recognise = raw_recognise,
    .open = raw_open,
    .next = tokens_next,
    .close = tokens_close,
};
