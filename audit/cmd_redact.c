/* rote redact: a text again, with what scan finds replaced. */
#include "audit/command.h"

#include "audit/base/file.h"
#include "audit/interrupt.h"
#include "audit/linereader.h"
#include "audit/redactor.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { KEY_BYTES_LEAST = 16, KEY_BYTES_MOST = 65536, WRITE_BYTES = 1 << 16 };

static int how_parse(const Options *o, RedactHow *how, Err *e)
{
    static const char *const names[] = {
        [REDACT_TYPE] = "type", [REDACT_MASK] = "mask", [REDACT_PSEUDONYM] = "pseudonym"};
    *how = REDACT_TYPE;
    for (size_t i = 0; o->with && i <= sizeof names / sizeof names[0]; i++) {
        if (i == sizeof names / sizeof names[0]) {
            err_set(e, ERR_USAGE, "--with: \"%s\" is neither type, mask nor pseudonym", o->with);
            return -1;
        }
        if (strcmp(o->with, names[i]) == 0) {
            *how = (RedactHow)i;
            break;
        }
    }
    if ((*how == REDACT_PSEUDONYM) == (o->key != NULL))
        return 0;
    err_set(
        e, ERR_USAGE,
        o->key ? "--key is for --with pseudonym"
               : "--with pseudonym needs --key: a file of at least 16 bytes that nobody can guess");
    return -1;
}

static int key_read(const char *path, Buf *key, Err *e)
{
    if (!path)
        return 0;
    if (file_read(path, key, e) != 0)
        return -1;
    if (key->n >= KEY_BYTES_LEAST && key->n <= KEY_BYTES_MOST)
        return 0;
    err_set(e, ERR_USAGE, "--key: %s has %zu bytes; a key has from %d to %d", path, key->n,
            KEY_BYTES_LEAST, KEY_BYTES_MOST);
    return -1;
}

static int out_write(Buf *out, Err *e)
{
    const bool written = fwrite(buf_str(out).s, 1, out->n, stdout) == out->n;
    buf_clear(out);
    if (written)
        return 0;
    err_set_errno(e, "the text cannot be written to standard output");
    return -1;
}

static int text_redact(Redactor *r, const char *path, const ScanPlan *p, Buf *out, Err *e)
{
    TextInputOptions input = p->input;
    input.kind = TEXTINPUT_TEXT;
    TextInput *in = textinput_open(path, &input, e);
    TextPiece piece;
    int rc = in ? 0 : -1;
    while (rc == 0 && !interrupt_asked()) {
        const TextInputStep step = textinput_next(in, &piece, e);
        if (step != TEXTINPUT_PIECE) {
            rc = step == TEXTINPUT_END ? 0 : -1;
            break;
        }
        redactor_add(r, piece.bytes, piece.last, out);
        rc = out_write(out, e);
    }
    textinput_close(in);
    return rc;
}

/* *others receives how many lines were redacted as text. */
static int lines_redact(Redactor *r, const char *path, const Options *o, Buf *out, uint64_t *others,
                        Err *e)
{
    const bool standard = strcmp(path, "-") == 0;
    LineReader lines = {.from = standard ? stdin : fopen(path, "re"),
                        .name = standard ? "standard input" : path};
    Str line;
    int rc = 1;
    if (!lines.from) {
        err_set_errno(e, "%s: cannot be opened", path);
        return -1;
    }
    while (!interrupt_asked() && (rc = linereader_next(&lines, &line, e)) > 0) {
        *others += !redactor_line(r, line, o->text_field, out) && line.n > 0;
        if (lines.ended)
            buf_add_char(out, '\n');
        if (out->n >= WRITE_BYTES && out_write(out, e) != 0) {
            rc = -1;
            break;
        }
    }
    linereader_free(&lines);
    if (!standard)
        fclose(lines.from);
    return rc < 0 ? -1 : out_write(out, e);
}

static int redact(const ScanPlan *p, const Options *o, RedactHow how, Str key, Err *e)
{
    Redactor *r = redactor_open(p, how, key);
    Buf out = {0};
    uint64_t others = 0;
    const char *path = o->n_operands > 0 ? o->operands[0] : "-";
    int rc =
        o->jsonl ? lines_redact(r, path, o, &out, &others, e) : text_redact(r, path, p, &out, e);
    if (rc == 0 && fflush(stdout) != 0) {
        err_set_errno(e, "the text cannot be written to standard output");
        rc = -1;
    }
    if (rc == 0 && !o->quiet)
        fprintf(stderr, "rote: %" PRIu64 " findings replaced\n", redactor_replaced(r));
    if (rc == 0 && others > 0)
        fprintf(stderr,
                "rote: %" PRIu64 " lines are no JSON object with a text in \"%s\"; they were "
                "redacted as text\n",
                others, o->text_field);
    redactor_close(r);
    buf_free(&out);
    return rc;
}

int command_redact(const Options *o, Err *e)
{
    Arena a = {0};
    ScanPlan p = {0};
    RedactHow how;
    Buf key = {0};
    if (o->n_operands > 1)
        err_set(e, ERR_USAGE, "give one text: rote redact [PATH]");
    else if (how_parse(o, &how, e) == 0 && key_read(o->key, &key, e) == 0 &&
             scanplan_open(&p, o, &a, e) == 0)
        redact(&p, o, how, buf_str(&key), e);
    scanplan_close(&p);
    buf_free(&key);
    arena_free(&a);
    if (e->kind == ERR_NONE && interrupt_asked())
        return EXIT_INTERRUPTED;
    return err_exit_code(e);
}
