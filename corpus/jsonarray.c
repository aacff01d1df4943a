/* One JSON array whose elements are the records, or JSON objects one after another that go over
 * several lines: a single one, or many as `jq .` prints them.
 *
 *   [ record , record , ... ]            record record ...
 *
 * Where a record ends is found by its brackets and quotes alone, block by block, wanted or not: so an
 * array of any size is read in the memory of one record, and of none that is not wanted. A record
 * whose brackets balance hurts none but itself. Where what stands between two records is not what
 * belongs there, the structure is broken, and nothing behind it can be trusted to be a record. */
#include "corpus/blocks.h"
#include "corpus/format.h"
#include "corpus/jsonscan.h"
#include "corpus/record.h"

#include "audit/base/buf.h"
#include "audit/base/mem.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* A record longer than this that straddled two blocks gives its memory back afterwards. */
enum { JSONARRAY_KEPT_BYTES = 1 << 20 };

/* How far into a record the search for its end is. */
typedef struct {
    uint64_t depth; /* brackets and braces that are open */
    bool in_string, escape;
    bool bare; /* neither begun by a bracket nor by a quote: a number, a word, garbage */
} Ending;

typedef struct {
    Blocks blocks;
    ShardOptions options;
    Record *record;
    Buf partial;   /* a wanted record that does not lie in one block */
    bool in_array; /* else objects one after another */
    bool over;     /* the array's ']' was read */
    uint64_t ordinal;
} JsonArray;

static bool is_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c);
}

static bool is_blank(char c)
{
    return is_one_of(c, " \t\r\n");
}

/* ---- recognising ---- */

/* An object over several lines: a line break where only blanks may stand, as far as can be seen. An
 * object that is no JSON is taken for one when its brace stands alone on its line. */
static bool is_tall_object(Str s)
{
    JsonScan j = jsonscan_start(s);
    const bool fine = jsonscan_value(&j) == 0 || j.at == j.end;
    const size_t seen = (size_t)(j.at - j.begin);
    if (fine)
        return memchr(s.s, '\n', seen) != NULL;
    size_t i = 1;
    while (i < s.n && (s.s[i] == ' ' || s.s[i] == '\t' || s.s[i] == '\r'))
        i++;
    return i < s.n && s.s[i] == '\n';
}

static bool jsonarray_recognise(Str head)
{
    JsonScan j = jsonscan_start(head);
    if (str_starts(head, "\xEF\xBB\xBF"))
        j.at += 3;
    jsonscan_blanks(&j);
    if (jsonscan_peek(&j) == '{')
        return is_tall_object((Str){j.at, (size_t)(j.end - j.at)});
    if (jsonscan_peek(&j) != '[')
        return false;
    j.at++;
    jsonscan_blanks(&j);
    if (jsonscan_peek(&j) == '{')
        return true;
    if (jsonscan_peek(&j) != ']')
        return false;
    j.at++;
    jsonscan_blanks(&j);
    return j.at == j.end; /* an array of nothing */
}

/* ---- where a record ends ---- */

/* Inside a string, up to the byte behind its closing quote, or to `end`. */
static const char *skip_string(Ending *g, const char *at, const char *end)
{
    const char *quote = NULL;
    while (at < end) {
        if (g->escape) {
            g->escape = false;
            at++;
            continue;
        }
        if (!quote || quote < at) { /* looked for once, however many escapes stand before it */
            quote = memchr(at, '"', (size_t)(end - at));
            quote = quote ? quote : end;
        }
        const char *escape = memchr(at, '\\', (size_t)(quote - at));
        if (!escape) {
            g->in_string = quote == end;
            return quote == end ? end : quote + 1;
        }
        at = escape + 1;
        g->escape = true;
    }
    return end;
}

/* The byte behind the record, or `end` where it goes on; *done says which. */
static const char *skip_record(Ending *g, const char *at, const char *end, bool *done)
{
    *done = false;
    while (at < end) {
        if (g->in_string) {
            at = skip_string(g, at, end);
            if (!g->in_string && g->depth == 0)
                *done = true;
        } else if (g->bare) {
            *done = is_one_of(*at, " \t\r\n,[]{}\"");
            at += !*done;
        } else {
            const char c = *at++;
            g->in_string = c == '"';
            g->depth += c == '{' || c == '[';
            if (c == '}' || c == ']')
                *done = --g->depth == 0;
        }
        if (*done)
            return at;
    }
    return end;
}

/* ---- reading ---- */

static void *jsonarray_open(Input *in, const ShardOptions *o, Err *e)
{
    (void)e;
    JsonArray *j = mem_zero(1, sizeof *j);
    *j = (JsonArray){.blocks = {.in = in}, .options = *o, .record = record_open(o)};
    Err broken = {0}; /* said again when the first record is read */
    Blocks *b = &j->blocks;
    if (blocks_more(b, &broken) > 0 && b->end - b->at >= 3 && memcmp(b->at, "\xEF\xBB\xBF", 3) == 0)
        b->at += 3;
    return j;
}

/* Moves to the next byte that is no blank: 1, 0 at the end, -1. */
static int skip_blanks(Blocks *b, Err *e)
{
    for (;;) {
        const int r = blocks_more(b, e);
        if (r <= 0 || !is_blank(*b->at))
            return r;
        b->at++;
    }
}

static ShardStep broken(const JsonArray *j, const char *why, Err *e)
{
    err_set(e, ERR_FORMAT, "byte %" PRIu64 ": %s", blocks_offset(&j->blocks), why);
    return SHARD_DAMAGED;
}

/* Takes what stands between two records. SHARD_DOC when a record begins at the next byte. */
static ShardStep to_record(JsonArray *j, Err *e)
{
    Blocks *b = &j->blocks;
    bool first = j->ordinal == 0 && !j->in_array, comma = false;
    for (;;) {
        const int r = skip_blanks(b, e);
        if (r < 0)
            return SHARD_DAMAGED;
        if (r == 0)
            return !j->in_array || j->over ? SHARD_END : broken(j, "the array is cut off", e);
        if (j->over)
            return broken(j, "something stands behind the array", e);
        if (first && *b->at == '[') {
            j->in_array = true;
            first = false;
            comma = true; /* no comma stands before the first */
        } else if (!j->in_array) {
            return *b->at == '{' ? SHARD_DOC : broken(j, "a '{' was expected", e);
        } else if (*b->at == ']' && (!comma || j->ordinal == 0)) {
            j->over = true;
        } else if (*b->at == ',' && !comma) {
            comma = true;
        } else if (is_one_of(*b->at, ",]}") || !comma) {
            return broken(j, comma ? "a record was expected" : "a ',' or ']' was expected", e);
        } else {
            return SHARD_DOC;
        }
        b->at++;
    }
}

/* The record that begins at the next byte; it points into the block where it lies there whole. Where
 * it is not wanted it is passed over, and *text stays empty. */
static ShardStep take_record(JsonArray *j, bool wanted, Str *text, Doc *d, Err *e)
{
    Blocks *b = &j->blocks;
    Ending g = {.bare = !is_one_of(*b->at, "{[\"")};
    *text = (Str){"", 0};
    if (j->partial.capacity > JSONARRAY_KEPT_BYTES)
        buf_free(&j->partial);
    buf_clear(&j->partial);
    for (;;) {
        bool done = false;
        const int r = blocks_more(b, e);
        if (r < 0)
            return SHARD_DAMAGED;
        if (r == 0)
            return broken(j, "the file ends in the middle of a record", e);
        const char *end = skip_record(&g, b->at, b->end, &done);
        const Str part = {b->at, (size_t)(end - b->at)};
        const bool whole = done && j->partial.n == 0;
        d->record_bytes += part.n;
        if (wanted && !whole)
            buf_add(&j->partial, part.s, part.n);
        b->at = end;
        if (!done)
            continue;
        if (wanted)
            *text = whole ? part : buf_str(&j->partial);
        return SHARD_DOC;
    }
}

static ShardStep jsonarray_next(void *state, Doc *d, Err *e)
{
    JsonArray *j = state;
    *d = (Doc){.ordinal = j->ordinal};
    ShardStep step = to_record(j, e);
    if (step != SHARD_DOC)
        return step;
    const ShardOptions *o = &j->options;
    const uint64_t start = blocks_offset(&j->blocks);
    const bool wanted = !o->wants || o->wants(o->wants_ctx, d->ordinal);
    Str text;
    step = take_record(j, wanted, &text, d, e);
    if (step == SHARD_DAMAGED) {
        err_add(e, "the record at byte %" PRIu64, start);
        return step;
    }
    j->ordinal++;
    if (!wanted)
        return SHARD_PASSED;
    if (record_parse(j->record, text, j->partial.n > 0 ? j->partial.s : NULL, d, e) == 0)
        return SHARD_DOC;
    err_add(e, "the record at byte %" PRIu64, start);
    return SHARD_MALFORMED;
}

static void jsonarray_close(void *state)
{
    JsonArray *j = state;
    record_close(j->record);
    buf_free(&j->partial);
    free(j);
}

const Format format_jsonarray = {
    .kind = FORMAT_KINDS("json"),
    .recognise = jsonarray_recognise,
    .open = jsonarray_open,
    .next = jsonarray_next,
    .close = jsonarray_close,
};
