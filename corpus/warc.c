/* WARC (ISO 28500:2017; 1.1, 1.0 and the drafts 0.18 and 0.17), and so WET: records one after
 * another,
 *
 *   WARC/1.0 CRLF  *(field CRLF)  CRLF  block of Content-Length bytes  CRLF CRLF
 *
 * whose compression, one gzip member or zstd frame a record, is undone before they come here.
 *
 * Documents are the conversions to text (what Common Crawl's WET files hold) and the records of
 * plain text that are neither traffic (request, response, revisit) nor about the archive. Everything
 * else is counted by type and has no ordinal; its block is passed over without being held, as is one
 * that is not wanted.
 *
 * A header that cannot be read, or a block that no empty line follows, is a malformed record. Reading
 * goes on at the next line that looks like the beginning of a record, whatever is wanted, so that the
 * ordinals of those behind do not depend on it; a Content-Length that is too large may take others
 * with it. */
#include "corpus/format.h"
#include "corpus/warcheader.h"

#include "audit/base/mem.h"
#include "audit/base/utf8.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    WARC_HEADER_BYTES = 1 << 20, /* the most that a header may have: real ones have hundreds */
    WARC_KEPT_BYTES = 1 << 20,   /* a larger block gives its memory back afterwards */
};

/* What of a type is a document. */
typedef enum { TAKEN_NEVER, TAKEN_PLAIN_TEXT, TAKEN_TEXT } Taken;

typedef struct {
    const char *type; /* NULL: any other */
    Taken taken;
    const char *left_out; /* what is no document of it, for the count */
} WarcType;

static const WarcType TYPES[] = {
    {"warcinfo", TAKEN_NEVER, "warcinfo records"},
    {"request", TAKEN_NEVER, "request records"},
    {"response", TAKEN_NEVER, "response records"},
    {"revisit", TAKEN_NEVER, "revisit records"},
    {"continuation", TAKEN_NEVER, "continuation records"},
    {"conversion", TAKEN_TEXT, "conversion records that are no text"},
    {"resource", TAKEN_PLAIN_TEXT, "resource records that are no plain text"},
    {"metadata", TAKEN_PLAIN_TEXT, "metadata records that are no plain text"},
    {NULL, TAKEN_PLAIN_TEXT, "records of other types that are no plain text"},
};
enum { N_TYPES = sizeof TYPES / sizeof *TYPES };

typedef struct {
    Input *in;
    ShardOptions options;
    Buf header, block;
    Buf id, host;
    Buf partial;         /* a line whose beginning was in an earlier block of the input */
    size_t lent;         /* bytes of the input that the last line or text pointed into */
    Str line;            /* when has_line: read, and to be read again */
    uint64_t line_start; /* input offset of it */
    bool has_line;
    bool lost;          /* where the next record begins must be searched for */
    bool cut;           /* the last block ended with the file */
    uint64_t n_records; /* begun, of any type */
    uint64_t start;     /* input offset of the last of them */
    uint64_t ordinal;   /* of the next record that has one */
    ShardLeftOut left_out[N_TYPES];
} Warc;

/* FOUND; NONE at the end of the input; BAD: this record is malformed; BROKEN: nothing more can be
 * read. *e is set for the last two. */
typedef enum { STEP_FOUND, STEP_NONE, STEP_BAD, STEP_BROKEN } Step;

static bool warc_recognise(Str head)
{
    return str_starts(head, "WARC/");
}

static void *warc_open(Input *in, const ShardOptions *o, Err *e)
{
    (void)e;
    Warc *w = mem_zero(1, sizeof *w);
    *w = (Warc){.in = in, .options = *o};
    for (size_t i = 0; i < N_TYPES; i++)
        w->left_out[i].what = TYPES[i].left_out;
    return w;
}

static void warc_close(void *state)
{
    Warc *w = state;
    buf_free(&w->header);
    buf_free(&w->block);
    buf_free(&w->id);
    buf_free(&w->host);
    buf_free(&w->partial);
    free(w);
}

/* ---- headers ---- */

static void let_go(Warc *w)
{
    input_consume(w->in, w->lent);
    w->lent = 0;
}

/* The next line with its LF; the last of the input may have none, and one that is longer than a
 * header may be comes in pieces. */
static Step line_next(Warc *w, Str *line, Err *e)
{
    *line = w->line;
    if (w->has_line) {
        w->has_line = false;
        return STEP_FOUND;
    }
    let_go(w);
    buf_clear(&w->partial);
    for (;;) {
        Str chunk;
        const int r = input_peek(w->in, &chunk, e);
        if (r < 0)
            return STEP_BROKEN;
        if (r == 0) {
            *line = buf_str(&w->partial);
            return line->n > 0 ? STEP_FOUND : STEP_NONE;
        }
        const char *lf = memchr(chunk.s, '\n', chunk.n);
        const size_t n = lf ? (size_t)(lf - chunk.s) + 1 : chunk.n;
        if (lf && w->partial.n == 0) {
            *line = (Str){chunk.s, n};
            w->lent = n;
            return STEP_FOUND;
        }
        buf_add(&w->partial, chunk.s, n);
        input_consume(w->in, n);
        if (lf || w->partial.n > WARC_HEADER_BYTES) {
            *line = buf_str(&w->partial);
            return STEP_FOUND;
        }
    }
}

static bool is_empty(Str line)
{
    return str_equal_c(line, "\r\n") || str_equal_c(line, "\n");
}

/* The input's last line, which has no LF. */
static bool is_cut(Str line)
{
    return line.s[line.n - 1] != '\n' && line.n <= WARC_HEADER_BYTES;
}

static Step cut_off(const char *where, Err *e)
{
    err_set(e, ERR_FORMAT, "the file is cut off: it ends %s", where);
    return STEP_BROKEN;
}

/* The line that begins the next record. */
static Step version_next(Warc *w, Str *line, Err *e)
{
    for (;;) {
        const uint64_t start = w->has_line ? w->line_start : input_offset(w->in) + w->lent;
        const Step step = line_next(w, line, e);
        if (step == STEP_NONE)
            return step;
        if (!w->lost && step == STEP_FOUND && is_empty(*line))
            continue; /* more of them between two records than there should be */
        const bool begins = step == STEP_FOUND && warcheader_is_version(*line);
        if (w->lost && step == STEP_FOUND && !begins)
            continue;
        w->n_records++;
        w->start = start;
        if (step != STEP_FOUND)
            return step;
        if (is_cut(*line) && strncmp("WARC/", line->s, line->n < 5 ? line->n : 5) == 0)
            return cut_off("in the first line of a record", e);
        w->lost = !begins;
        if (begins)
            return STEP_FOUND;
        err_set(e, ERR_FORMAT, "no record begins here");
        return STEP_BAD;
    }
}

/* The next record's header into w->header and *h. */
static Step header_next(Warc *w, WarcHeader *h, Err *e)
{
    Str line;
    Step step = version_next(w, &line, e);
    if (step != STEP_FOUND)
        return step;
    buf_clear(&w->header);
    buf_add_str(&w->header, line);
    for (;;) {
        step = line_next(w, &line, e);
        if (step == STEP_BROKEN)
            return step;
        if (step == STEP_NONE || is_cut(line))
            return cut_off("in the header of a record", e);
        if (is_empty(line))
            break;
        if (warcheader_is_version(line)) {
            w->line = line;
            w->has_line = true;
            w->line_start = input_offset(w->in) + w->lent - line.n;
            err_set(e, ERR_FORMAT, "another record begins inside its header");
            return STEP_BAD;
        }
        buf_add_str(&w->header, line);
        if (w->header.n > WARC_HEADER_BYTES) {
            w->lost = true;
            err_set(e, ERR_FORMAT, "its header is longer than the %d bytes that are read of one",
                    WARC_HEADER_BYTES);
            return STEP_BAD;
        }
    }
    let_go(w);
    if (warcheader_parse(h, buf_str(&w->header), e) == 0)
        return STEP_FOUND;
    w->lost = true;
    return STEP_BAD;
}

/* ---- blocks ---- */

/* Bytes of the line end at the start of s: 0 when there is none, or not enough to tell. */
static size_t line_end(Str s)
{
    return str_starts(s, "\r\n") ? 2 : str_starts(s, "\n") ? 1 : 0;
}

static Step wrong_length(Warc *w, Err *e)
{
    w->lost = true;
    err_set(
        e, ERR_FORMAT,
        "no empty line stands where its Content-Length ends it: the length is wrong or the file "
        "damaged; reading goes on at the next record that can be found");
    return STEP_BAD;
}

/* Passes the two line ends behind a block. One that the file ends before is there all the same. */
static Step trailer_pass(Warc *w, Err *e)
{
    bool in_pair = false; /* behind a CR */
    for (int n = 0; n < 2;) {
        Str chunk;
        const int r = input_peek(w->in, &chunk, e);
        if (r < 0)
            return STEP_BROKEN;
        if (r == 0) {
            w->cut = true;
            return STEP_FOUND;
        }
        if (*chunk.s != '\n' && (in_pair || *chunk.s != '\r'))
            return wrong_length(w, e);
        in_pair = *chunk.s == '\r';
        n += !in_pair;
        input_consume(w->in, 1);
    }
    return STEP_FOUND;
}

/* The block of `length` bytes: into w->block or nowhere, and what must stand behind it. */
static Step block_pass(Warc *w, uint64_t length, bool keep, Err *e)
{
    for (uint64_t left = length - (keep ? 0 : input_skip(w->in, length)); left > 0;) {
        Str chunk;
        const int r = input_peek(w->in, &chunk, e);
        if (r < 0)
            return STEP_BROKEN;
        if (r == 0) {
            err_set(e, ERR_FORMAT,
                    "the file is cut off: it ends %" PRIu64 " bytes before the end of the block of "
                    "%" PRIu64 " bytes",
                    left, length);
            return STEP_BROKEN;
        }
        const size_t n = left < chunk.n ? (size_t)left : chunk.n;
        if (keep)
            buf_add(&w->block, chunk.s, n);
        input_consume(w->in, n);
        left -= n;
    }
    return trailer_pass(w, e);
}

/* The block as a text; it points into the input where it lies there whole. */
static Step block_read(Warc *w, uint64_t length, Str *text, Err *e)
{
    Str chunk = {"", 0};
    if (input_peek(w->in, &chunk, e) < 0)
        return STEP_BROKEN;
    if (length < chunk.n) {
        Str rest = {chunk.s + length, chunk.n - (size_t)length};
        const size_t first = line_end(rest);
        rest = (Str){rest.s + first, rest.n - first};
        const size_t second = line_end(rest);
        if (first > 0 && second > 0) {
            *text = (Str){chunk.s, (size_t)length};
            w->lent = (size_t)length + first + second;
            return STEP_FOUND;
        }
    }
    const Step step = block_pass(w, length, true, e);
    *text = buf_str(&w->block);
    return step;
}

/* ---- records ---- */

static bool is_text(Str content_type)
{
    return (content_type.n > 5 && strncasecmp(content_type.s, "text/", 5) == 0) ||
           content_type.n == 0 || /* what some writers put when nobody tells them better: */
           warcheader_is(content_type, "application/warc-record") ||
           warcheader_is(content_type, "application/octet-stream");
}

/* Index into TYPES; *taken: whether the record is a document. */
static size_t type_of(const WarcHeader *h, bool *taken)
{
    size_t i = 0;
    while (TYPES[i].type && !warcheader_is(h->type, TYPES[i].type))
        i++;
    *taken = TYPES[i].taken == TAKEN_TEXT         ? is_text(h->content_type)
             : TYPES[i].taken == TAKEN_PLAIN_TEXT ? warcheader_is(h->content_type, "text/plain")
                                                  : false;
    return i;
}

static bool is_wanted(const Warc *w)
{
    return !w->options.wants || w->options.wants(w->options.wants_ctx, w->ordinal);
}

static void set_address(Warc *w, const WarcHeader *h, Doc *d)
{
    if (h->uri.n == 0)
        return;
    buf_clear(&w->id);
    utf8_printable(&w->id, h->uri);
    d->id = buf_str(&w->id);
    warcheader_host(d->id, &w->host);
    if (w->host.n > 0)
        d->cluster = buf_str(&w->host);
}

static ShardStep broken(const Warc *w, Err *e)
{
    err_add(e, "record %" PRIu64 " (byte %" PRIu64 ")", w->n_records, w->start);
    return SHARD_DAMAGED;
}

/* A record that is no document though it should be, or may hide some. */
static ShardStep bad(Warc *w, Err *e)
{
    const bool wanted = is_wanted(w);
    w->ordinal++;
    err_add(e, "record %" PRIu64 " (byte %" PRIu64 ")", w->n_records, w->start);
    return wanted ? SHARD_MALFORMED : SHARD_PASSED;
}

/* The record whose header is h. *left_out: it is of no concern, and the next is to be read. */
static ShardStep record_read(Warc *w, const WarcHeader *h, Doc *d, bool *left_out, Err *e)
{
    bool taken;
    const size_t type = type_of(h, &taken);
    const bool wanted = taken && is_wanted(w);
    Str text = {"", 0};
    const Step step =
        wanted ? block_read(w, h->length, &text, e) : block_pass(w, h->length, false, e);
    if (step == STEP_BROKEN)
        return broken(w, e);
    d->record_bytes = h->length;
    if (step == STEP_BAD)
        return bad(w, e);
    if (!taken) {
        w->left_out[type].n++;
        *left_out = true;
        return SHARD_PASSED;
    }
    if (!wanted) {
        w->ordinal++;
        return SHARD_PASSED;
    }
    const size_t good = utf8_span(text);
    if (!h->is_segment && good == text.n) {
        w->ordinal++;
        d->text = text;
        set_address(w, h, d);
        return SHARD_DOC;
    }
    if (h->is_segment) {
        err_set(e, ERR_FORMAT, "it is one segment of a longer record; join its segments");
    } else {
        d->fault = FAULT_NOT_UTF8;
        err_set(e, ERR_FORMAT, "it is not UTF-8 text: byte %zu of its block is 0x%02x", good,
                (unsigned char)text.s[good]);
    }
    return bad(w, e);
}

static ShardStep warc_next(void *state, Doc *d, Err *e)
{
    Warc *w = state;
    for (;;) {
        if (!w->has_line)
            let_go(w);
        if (w->block.capacity > WARC_KEPT_BYTES)
            buf_free(&w->block);
        buf_clear(&w->block);
        *d = (Doc){.ordinal = w->ordinal};
        if (w->cut) {
            cut_off("without the empty lines that close a record", e);
            return broken(w, e);
        }
        WarcHeader h;
        const Step step = header_next(w, &h, e);
        if (step == STEP_NONE)
            return SHARD_END;
        if (step == STEP_BROKEN)
            return broken(w, e);
        if (step == STEP_BAD)
            return bad(w, e);
        bool left_out = false;
        const ShardStep s = record_read(w, &h, d, &left_out, e);
        if (!left_out)
            return s;
    }
}

static const ShardLeftOut *warc_left_out(const void *state, size_t *n)
{
    *n = N_TYPES;
    return ((const Warc *)state)->left_out;
}

const Format format_warc = {
    .kind = FORMAT_KINDS("warc"),
    .recognise = warc_recognise,
    .open = warc_open,
    .next = warc_next,
    .close = warc_close,
    .left_out = warc_left_out,
};
