/* JSON lines: one JSON object on each line, UTF-8, lines ended by LF or CR LF (jsonlines.org; RFC
 * 8259). Blank lines are no records. A record that is no document hurts none but itself: the next
 * begins behind the next LF, which JSON strings cannot contain. */
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
    Input *in;
    ShardOptions options;
    Record *record;
    Buf partial;      /* a line whose beginning was in an earlier block */
    size_t lent;      /* bytes of the input that the last line pointed into */
    uint64_t n_lines; /* begun so far, blank ones included */
    uint64_t start;   /* input offset of the last line */
    uint64_t ordinal; /* of the next record */
} Jsonl;

typedef enum { LINE_FOUND, LINE_NONE, LINE_DAMAGED } LineStep;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* Some line begins like an object. The first alone does not decide: it may be the malformed one.
 * Nothing but blanks is a shard without documents. */
static bool jsonl_recognise(Str head)
{
    bool all_blank = true;
    size_t i = str_starts(head, "\xEF\xBB\xBF") ? 3 : 0;
    while (i < head.n) {
        while (i < head.n && is_blank(head.s[i]))
            i++;
        if (i < head.n && head.s[i] == '{') {
            for (i++; i < head.n && is_blank(head.s[i]);)
                i++;
            if (i == head.n || head.s[i] == '"' || head.s[i] == '}')
                return true;
        }
        if (i < head.n && head.s[i] != '\n')
            all_blank = false;
        const char *lf = i < head.n ? memchr(head.s + i, '\n', head.n - i) : NULL;
        i = lf ? (size_t)(lf - head.s) + 1 : head.n;
    }
    return all_blank;
}

static void *jsonl_open(Input *in, const ShardOptions *o, Err *e)
{
    (void)e;
    Jsonl *j = mem_zero(1, sizeof *j);
    *j = (Jsonl){.in = in, .options = *o, .record = record_open()};
    return j;
}

/* The next line without its LF; it points into the input's block where it lies there whole. */
static LineStep line_next(Jsonl *j, Str *line, Err *e)
{
    input_consume(j->in, j->lent);
    j->lent = 0;
    if (j->partial.capacity > JSONL_KEPT_BYTES)
        buf_free(&j->partial);
    buf_clear(&j->partial);
    j->start = input_offset(j->in);
    for (;;) {
        Str chunk;
        const int r = input_peek(j->in, &chunk, e);
        if (r < 0)
            return LINE_DAMAGED;
        if (r == 0) {
            *line = buf_str(&j->partial);
            return line->n > 0 ? LINE_FOUND : LINE_NONE;
        }
        const char *lf = memchr(chunk.s, '\n', chunk.n);
        const size_t n = lf ? (size_t)(lf - chunk.s) : chunk.n;
        if (lf && j->partial.n == 0) {
            *line = (Str){chunk.s, n};
            j->lent = n + 1;
            return LINE_FOUND;
        }
        buf_add(&j->partial, chunk.s, n);
        input_consume(j->in, lf ? n + 1 : n);
        if (lf) {
            *line = buf_str(&j->partial);
            return LINE_FOUND;
        }
    }
}

static bool line_is_blank(Str line)
{
    for (size_t i = 0; i < line.n; i++)
        if (!is_blank(line.s[i]))
            return false;
    return true;
}

static ShardStep jsonl_next(void *state, Doc *d, Err *e)
{
    Jsonl *j = state;
    for (;;) {
        Str line;
        const LineStep step = line_next(j, &line, e);
        *d = (Doc){.ordinal = j->ordinal};
        if (step == LINE_NONE)
            return SHARD_END;
        j->n_lines++;
        if (step == LINE_DAMAGED) {
            err_add(e, "line %" PRIu64, j->n_lines);
            return SHARD_DAMAGED;
        }
        if (j->n_lines == 1 && str_starts(line, "\xEF\xBB\xBF"))
            line = (Str){line.s + 3, line.n - 3};
        if (line_is_blank(line))
            continue;
        j->ordinal++;
        if (record_parse(j->record, line, &j->options, d, e) == 0)
            return SHARD_DOC;
        err_add(e, "line %" PRIu64 " (byte %" PRIu64 ")", j->n_lines, j->start);
        return SHARD_MALFORMED;
    }
}

static void jsonl_close(void *state)
{
    Jsonl *j = state;
    record_close(j->record);
    buf_free(&j->partial);
    free(j);
}

const Format format_jsonl = {
    .kind = {"jsonl", "jsonl.zst", "jsonl.gz", "jsonl.xz", "jsonl.bz2", "jsonl.lz4"},
    .recognise = jsonl_recognise,
    .open = jsonl_open,
    .next = jsonl_next,
    .close = jsonl_close,
};
