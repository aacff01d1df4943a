/* JSON lines: one JSON object on each line, UTF-8, lines ended by LF or CR LF (jsonlines.org; RFC
 * 8259). Blank lines are no records. A record that is no document hurts none but itself: the next
 * begins behind the next LF, which JSON strings cannot contain.
 *
 * A line that is not wanted costs the search for its end and nothing else: it is neither looked at nor
 * held, however long it is. */
#include "corpus/blocks.h"
#include "corpus/format.h"
#include "corpus/record.h"

#include "audit/base/buf.h"
#include "audit/base/mem.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* A line longer than this that straddled two blocks gives its memory back afterwards. */
enum { JSONL_KEPT_BYTES = 1 << 20 };

typedef struct {
    Blocks blocks;
    ShardOptions options;
    Record *record;
    Buf partial;      /* a wanted line that does not lie in one block */
    uint64_t n_lines; /* begun so far, blank ones included */
    uint64_t start;   /* offset of the last line */
    uint64_t ordinal; /* of the next record */
} Jsonl;

typedef enum { LINE_FOUND, LINE_NONE, LINE_DAMAGED } LineStep;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* At least half of the lines begin like objects. The first alone does not decide: it may be a
 * malformed one; nor does a single one of many: texts quote JSON. Nothing but blanks is a shard
 * without documents. */
static bool jsonl_recognise(Str head)
{
    size_t n_objects = 0, n_others = 0;
    size_t i = str_starts(head, "\xEF\xBB\xBF") ? 3 : 0;
    while (i < head.n) {
        while (i < head.n && is_blank(head.s[i]))
            i++;
        const size_t start = i;
        bool is_object = false;
        if (i < head.n && head.s[i] == '{') {
            for (i++; i < head.n && is_blank(head.s[i]);)
                i++;
            is_object = i == head.n || head.s[i] == '"' || head.s[i] == '}';
        }
        n_objects += is_object;
        n_others += !is_object && start < head.n && head.s[start] != '\n';
        const char *lf = i < head.n ? memchr(head.s + i, '\n', head.n - i) : NULL;
        i = lf ? (size_t)(lf - head.s) + 1 : head.n;
    }
    return n_objects >= n_others;
}

static void *jsonl_open(Input *in, const ShardOptions *o, Err *e)
{
    Jsonl *j = mem_zero(1, sizeof *j);
    *j = (Jsonl){.blocks = {.in = in}, .options = *o, .record = record_open(o)};
    Err broken = {0}; /* said again when the first line is read */
    (void)e;
    Blocks *b = &j->blocks;
    if (blocks_more(b, &broken) > 0 && b->end - b->at >= 3 && memcmp(b->at, "\xEF\xBB\xBF", 3) == 0)
        b->at += 3;
    return j;
}

/* The next line that is not blank, up to the byte that makes it a record; *d gets what stood before
 * that. */
static LineStep line_begin(Jsonl *j, Doc *d, Err *e)
{
    Blocks *b = &j->blocks;
    bool begun = false;
    for (;;) {
        const int r = blocks_more(b, e);
        if (r < 0) {
            j->n_lines += !begun;
            return LINE_DAMAGED;
        }
        if (r == 0)
            return LINE_NONE;
        if (!begun) {
            begun = true;
            j->n_lines++;
            j->start = blocks_offset(b);
            d->record_bytes = 0;
        }
        if (*b->at == '\n') {
            begun = false;
        } else if (is_blank(*b->at)) {
            d->record_bytes++;
        } else {
            return LINE_FOUND;
        }
        b->at++;
    }
}

/* The rest of the line, without its LF; it points into the block where it lies there whole. Where it is
 * not wanted it is passed over, and *line stays empty. */
static LineStep line_end(Jsonl *j, bool wanted, Str *line, Doc *d, Err *e)
{
    Blocks *b = &j->blocks;
    *line = (Str){"", 0};
    if (j->partial.capacity > JSONL_KEPT_BYTES)
        buf_free(&j->partial);
    buf_clear(&j->partial);
    for (;;) {
        const int r = blocks_more(b, e);
        if (r < 0)
            return LINE_DAMAGED;
        const char *lf = r > 0 ? memchr(b->at, '\n', (size_t)(b->end - b->at)) : NULL;
        const bool ends = lf || r == 0;
        const Str part = {b->at, (size_t)((lf ? lf : b->end) - b->at)};
        const bool whole = ends && j->partial.n == 0 && part.n > 0;
        d->record_bytes += part.n;
        if (wanted && !whole)
            buf_add(&j->partial, part.s, part.n);
        b->at += part.n + (lf != NULL);
        if (!ends)
            continue;
        if (wanted)
            *line = whole ? part : buf_str(&j->partial);
        return LINE_FOUND;
    }
}

static ShardStep jsonl_next(void *state, Doc *d, Err *e)
{
    Jsonl *j = state;
    *d = (Doc){.ordinal = j->ordinal};
    LineStep step = line_begin(j, d, e);
    if (step == LINE_NONE)
        return SHARD_END;
    const ShardOptions *o = &j->options;
    Str line;
    bool wanted = false;
    if (step == LINE_FOUND) {
        wanted = !o->wants || o->wants(o->wants_ctx, d->ordinal);
        step = line_end(j, wanted, &line, d, e);
    }
    if (step == LINE_DAMAGED) {
        err_add(e, "line %" PRIu64, j->n_lines);
        return SHARD_DAMAGED;
    }
    j->ordinal++;
    if (!wanted)
        return SHARD_PASSED;
    if (record_parse(j->record, line, j->partial.n > 0 ? j->partial.s : NULL, d, e) == 0)
        return SHARD_DOC;
    err_add(e, "line %" PRIu64 " (byte %" PRIu64 ")", j->n_lines, j->start);
    return SHARD_MALFORMED;
}

static void jsonl_close(void *state)
{
    Jsonl *j = state;
    record_close(j->record);
    buf_free(&j->partial);
    free(j);
}

const Format format_jsonl = {
    .kind = {"jsonl", "jsonl.zst", "jsonl.gz", "jsonl.xz"},
    .recognise = jsonl_recognise,
    .open = jsonl_open,
    .next = jsonl_next,
    .close = jsonl_close,
};
