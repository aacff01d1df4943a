/* rote tokenize: text in, ids out, or the other way; so that anyone can hold the tokenizer against
 * another. */
#include "audit/command.h"

#include "audit/base/buf.h"
#include "audit/idline.h"
#include "audit/interrupt.h"
#include "audit/jsonline.h"
#include "audit/linereader.h"
#include "infer/infer.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Output is written in portions of about this size. */
enum { OUTPUT_BYTES = 1 << 16 };

typedef struct {
    const Options *o;
    const Tokenizer *tokenizer;
    TokenizerScratch *scratch;
    IdList ids;
    Buf text, out;
} Tokenizing;

static int output_write(Tokenizing *t, Err *e)
{
    const bool ok =
        fwrite(buf_str(&t->out).s, 1, t->out.n, stdout) == t->out.n && fflush(stdout) == 0;
    buf_clear(&t->out);
    if (!ok)
        err_set_errno(e, "the result cannot be written to standard output");
    return ok ? 0 : -1;
}

/* ---- encoding ---- */

static void text_encode(Tokenizing *t, Str text)
{
    const size_t bos = t->o->bos && tokenizer_adds_bos(t->tokenizer) ? 1 : 0;
    idlist_reserve(&t->ids, text.n + bos + 1); /* mostly enough: a byte is rarely two tokens */
    size_t room = t->ids.capacity - bos;
    size_t n = tokenizer_encode(t->tokenizer, &t->scratch, text, t->ids.ids + bos, room);
    if (n > room) {
        idlist_reserve(&t->ids, n + bos);
        n = tokenizer_encode(t->tokenizer, &t->scratch, text, t->ids.ids + bos, n);
    }
    if (bos > 0)
        t->ids.ids[0] = tokenizer_bos(t->tokenizer);
    idline_add(&t->out, t->ids.ids, n + bos);
    buf_add_char(&t->out, '\n');
}

static int line_encode(Tokenizing *t, Str line, Err *e)
{
    Str text = line;
    json_t *value = NULL;
    if (t->o->json) {
        value = jsonline_read_text(line, &text, e);
        if (!value)
            return -1;
    }
    text_encode(t, text);
    json_decref(value);
    return 0;
}

/* ---- decoding ---- */

/* Whether a leading BOS stands before the text instead of in it: with --bos, and where it is a token
 * that no text becomes (a control piece). Elsewhere a text that begins with "<s>" must come back. */
static bool bos_stands_before(Tokenizing *t, uint32_t first)
{
    const Tokenizer *k = t->tokenizer;
    if (!tokenizer_adds_bos(k) || first != tokenizer_bos(k))
        return false;
    buf_clear(&t->text);
    tokenizer_decode(k, &first, 1, true, &t->text);
    return t->o->bos || t->text.n == 0;
}

static int ids_decode(Tokenizing *t, Str line, Err *e)
{
    if (idline_parse(line, &t->ids, e) != 0)
        return -1;
    const uint32_t *ids = t->ids.ids;
    size_t n = t->ids.n;
    for (size_t i = 0; i < n; i++)
        if (ids[i] >= tokenizer_size(t->tokenizer)) {
            err_set(e, ERR_FORMAT,
                    "id %" PRIu32 " at place %zu is not among the tokenizer's %" PRIu32, ids[i], i,
                    tokenizer_size(t->tokenizer));
            return -1;
        }
    /* What is special at the beginning of a text is so behind BOS. */
    const bool bos = n > 0 && bos_stands_before(t, *ids);
    buf_clear(&t->text);
    tokenizer_decode(t->tokenizer, ids + bos, n - bos, true, &t->text);
    return 0;
}

static int line_decode(Tokenizing *t, Str line, uint64_t number, Err *e)
{
    if (ids_decode(t, line, e) != 0)
        return -1;
    const Str text = buf_str(&t->text);
    if (t->o->json) {
        jsonline_add(&t->out, jsonline_text(text));
        return 0;
    }
    if (t->o->lines && text.n > 0 && memchr(text.s, '\n', text.n)) {
        err_set(e, ERR_FORMAT,
                "the text has a newline in it, so that it would be read as two; use "
                "--json instead of --lines");
        return -1;
    }
    if (!t->o->lines && number > 1) {
        err_set(e, ERR_FORMAT, "a second text would run into the first; use --lines or --json");
        return -1;
    }
    buf_add_str(&t->out, text);
    if (t->o->lines)
        buf_add_char(&t->out, '\n');
    return 0;
}

/* ---- the input ---- */

static int interrupted_or_failed(const Err *e)
{
    return e->kind == ERR_NONE ? EXIT_INTERRUPTED : err_exit_code(e);
}

static int lines_run(Tokenizing *t, Err *e)
{
    LineReader r = {.from = stdin, .name = "standard input"};
    Str line;
    int rc;
    while ((rc = linereader_next(&r, &line, e)) > 0) {
        rc = t->o->decode ? line_decode(t, line, r.line, e) : line_encode(t, line, e);
        if (rc != 0) {
            err_add(e, "%s: line %" PRIu64, r.name, r.line);
            break;
        }
        if (t->out.n >= OUTPUT_BYTES && (rc = output_write(t, e)) != 0)
            break;
    }
    linereader_free(&r);
    /* What came before the mistake stands. */
    Err ignored = {0};
    if (output_write(t, rc == 0 ? e : &ignored) != 0)
        rc = -1;
    return rc == 0 ? 0 : interrupted_or_failed(e);
}

static int whole_run(Tokenizing *t, Err *e)
{
    Buf text = {0};
    for (;;) {
        char *at = buf_reserve(&text, OUTPUT_BYTES);
        errno = 0;
        const size_t n = fread(at, 1, OUTPUT_BYTES, stdin);
        text.n += n;
        if (n < OUTPUT_BYTES)
            break;
    }
    int code = 0;
    if (ferror(stdin)) {
        if (errno != EINTR)
            err_set_errno(e, "standard input: cannot be read after byte %zu", text.n);
        code = interrupted_or_failed(e);
    } else {
        text_encode(t, buf_str(&text));
        code = output_write(t, e) == 0 ? 0 : err_exit_code(e);
    }
    buf_free(&text);
    return code;
}

static int check_options(const Options *o, Err *e)
{
    if (o->n_operands != 1)
        err_set(e, ERR_USAGE,
                "give one checkpoint or tokenizer file: rote tokenize MODEL, texts on standard "
                "input");
    else if (o->lines && o->json)
        err_set(e, ERR_USAGE, "--lines and --json exclude each other");
    else
        return 0;
    return -1;
}

int command_tokenize(const Options *o, Err *e)
{
    if (check_options(o, e) != 0)
        return err_exit_code(e);
    Tokenizer *tokenizer = tokenizer_open(o->operands[0], e);
    if (!tokenizer)
        return err_exit_code(e);
    Tokenizing t = {.o = o, .tokenizer = tokenizer};
    const int code = o->lines || o->json || o->decode ? lines_run(&t, e) : whole_run(&t, e);
    tokenizer_scratch_free(t.scratch);
    idlist_free(&t.ids);
    buf_free(&t.text);
    buf_free(&t.out);
    tokenizer_close(tokenizer);
    return code;
}
