/* Plain text in UTF-8: a document is the whole file, a line, or a paragraph (TextUnit). Nothing marks
 * such a file, so it is recognised last.
 *
 *   line       without its LF or CR LF; blank ones are no records
 *   paragraph  lines in a row that are not blank; the line end behind the last is not part of it
 *
 * A mark of byte order at the beginning belongs to no document. What is not wanted is read, for its
 * size, but not held. */
#include "corpus/format.h"

#include "audit/base/buf.h"
#include "audit/base/mem.h"
#include "audit/base/utf8.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* A document larger than this gives its memory back afterwards. */
enum { TEXT_KEPT_BYTES = 1 << 20 };

typedef struct {
    Input *in;
    ShardOptions options;
    Buf text;         /* a document that does not lie in one block of the input */
    size_t lent;      /* bytes of the input that the last piece or document points into */
    uint64_t n_lines; /* begun so far */
    uint64_t ordinal; /* of the next record */
} Text;

/* A document that is being read. */
typedef struct {
    bool keep;
    Str whole;           /* where it lies in one block of the input; s NULL where it does not */
    uint64_t bytes;      /* up to the end of its last line that is not blank, without the LF */
    uint64_t pending;    /* bytes behind that */
    bool line_is_blank;  /* the line that is being read, so far */
    bool in_line;        /* its beginning has been read */
    uint64_t first_line; /* number of the first line that is not blank, from 1; 0: none yet */
    uint64_t start;      /* input offset of that line */
    uint64_t line_start; /* of the one that is being read */
} Reading;

static bool is_blank(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!strchr(" \t\r\n", s.s[i]) || s.s[i] == '\0')
            return false;
    return true;
}

/* UTF-8 without NUL, but for a character that the end of the head may have cut. */
static bool text_recognise(Str head)
{
    enum { LONGEST = 4 };
    return head.n > 0 && !memchr(head.s, '\0', head.n) && utf8_span(head) + LONGEST > head.n;
}

static void *text_open(Input *in, const ShardOptions *o, Err *e)
{
    (void)e;
    Text *t = mem_zero(1, sizeof *t);
    *t = (Text){.in = in, .options = *o};
    Str chunk;
    Err unused = {0};
    if (input_peek(in, &chunk, &unused) > 0 && str_starts(chunk, "\xEF\xBB\xBF"))
        input_consume(in, 3);
    return t;
}

static void text_close(void *state)
{
    Text *t = state;
    buf_free(&t->text);
    free(t);
}

/* The rest of a line, with its LF, as far as it lies in one block. 1; 0 at the end; -1 for damage. */
static int piece_next(Text *t, Str *piece, Err *e)
{
    input_consume(t->in, t->lent);
    t->lent = 0;
    Str chunk;
    const int r = input_peek(t->in, &chunk, e);
    if (r <= 0)
        return r;
    const bool is_file = t->options.text_unit == TEXTUNIT_FILE;
    const char *lf = is_file ? NULL : memchr(chunk.s, '\n', chunk.n);
    *piece = (Str){chunk.s, lf ? (size_t)(lf - chunk.s) + 1 : chunk.n};
    t->lent = piece->n;
    return 1;
}

/* The line that was read ends here. True when the document ends with it. */
static bool line_ends(Text *t, Reading *r)
{
    r->in_line = false;
    if (!r->line_is_blank) {
        r->bytes += r->pending - 1;
        r->pending = 1;
        return t->options.text_unit == TEXTUNIT_LINE;
    }
    if (r->bytes > 0) /* behind a paragraph */
        return true;
    r->pending = 0; /* blank lines in front are forgotten */
    buf_clear(&t->text);
    return false;
}

/* Adds a piece of a line to what is read. True when the document ends with it. */
static bool take_piece(Text *t, Reading *r, Str piece)
{
    const TextUnit unit = t->options.text_unit;
    const bool begins = !r->in_line, ends = unit != TEXTUNIT_FILE && piece.s[piece.n - 1] == '\n';
    if (begins) {
        r->line_is_blank = unit != TEXTUNIT_FILE;
        r->line_start = input_offset(t->in);
        r->in_line = true;
        t->n_lines++;
    }
    r->line_is_blank = r->line_is_blank && is_blank(piece);
    if (unit == TEXTUNIT_LINE && begins && ends)
        r->whole = (Str){piece.s, piece.n - 1};
    else if (r->keep)
        buf_add_str(&t->text, piece);
    r->pending += piece.n;
    if (!r->line_is_blank && r->first_line == 0) {
        r->first_line = t->n_lines;
        r->start = r->line_start;
    }
    return ends && line_ends(t, r);
}

/* The document's bytes, of which the LF and blank lines behind it are none. */
static Str text_of(const Text *t, const Reading *r)
{
    const bool is_whole = r->whole.s && t->text.n == 0;
    Str text = is_whole ? r->whole : (Str){buf_str(&t->text).s, (size_t)r->bytes};
    if (t->options.text_unit != TEXTUNIT_FILE && text.n > 0 && text.s[text.n - 1] == '\r')
        text.n--;
    return text;
}

static ShardStep give(Text *t, const Reading *r, Doc *d, Err *e)
{
    t->ordinal++;
    d->record_bytes = r->bytes;
    if (!r->keep)
        return SHARD_PASSED;
    d->text = text_of(t, r);
    const size_t good = utf8_span(d->text);
    if (good == d->text.n)
        return SHARD_DOC;
    d->fault = FAULT_NOT_UTF8;
    err_set(e, ERR_FORMAT, "line %" PRIu64 " (byte %" PRIu64 "): not UTF-8: byte %zu is 0x%02x",
            r->first_line, r->start, good, (unsigned char)d->text.s[good]);
    return SHARD_MALFORMED;
}

static ShardStep text_next(void *state, Doc *d, Err *e)
{
    Text *t = state;
    const ShardOptions *o = &t->options;
    if (t->text.capacity > TEXT_KEPT_BYTES)
        buf_free(&t->text);
    buf_clear(&t->text);
    *d = (Doc){.ordinal = t->ordinal};
    Reading r = {.keep = !o->wants || o->wants(o->wants_ctx, t->ordinal)};
    for (;;) {
        Str piece;
        const int found = piece_next(t, &piece, e);
        if (found < 0) {
            err_add(e, "line %" PRIu64, t->n_lines + !r.in_line);
            return SHARD_DAMAGED;
        }
        if (found > 0) {
            if (take_piece(t, &r, piece))
                return give(t, &r, d, e);
            continue;
        }
        if (r.in_line && !r.line_is_blank) /* the last line has no LF */
            r.bytes += r.pending;
        return r.bytes > 0 ? give(t, &r, d, e) : SHARD_END;
    }
}

const Format format_text = {
    .kind = FORMAT_KINDS("text"),
    .recognise = text_recognise,
    .open = text_open,
    .next = text_next,
    .close = text_close,
};
