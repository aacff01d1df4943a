/* Texts from anywhere: see textinput.h. */
#include "audit/textinput.h"

#include "audit/base/buf.h"
#include "audit/base/mem.h"
#include "audit/base/utf8.h"
#include "audit/jsonline.h"
#include "audit/resultfile.h"
#include "audit/rundir.h"
#include "corpus/corpus.h"
#include "infer/infer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE_BYTES = 1 << 18 };

struct TextInput {
    char *path;
    /* a shard */
    Shard *shard;
    ShardOptions shard_options;
    /* a text */
    int fd; /* -1: none */
    char *piece;
    size_t head_bytes; /* of the text's beginning, which is in `piece` until the first read */
    bool ended;
    /* a run */
    RunDir *run;
    ResultReader *results;
    Tokenizer *tokenizer;
    ResultLine line;
    Buf text, id;
    uint64_t documents;
};

/* ---- texts ---- */

static ssize_t fill(int fd, char *to, size_t n)
{
    size_t have = 0;
    while (have < n) {
        const ssize_t got = read(fd, to + have, n - have);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        have += (size_t)got;
    }
    return (ssize_t)have;
}

/* No NUL, and at most a tenth of the bytes beyond ASCII-or-UTF-8, as in old one-byte encodings. */
static bool looks_like_text(Str head)
{
    size_t broken = 0;
    if (memchr(head.s, '\0', head.n))
        return false;
    for (size_t at = 0; at < head.n;) {
        const size_t n = utf8_length((Str){head.s + at, head.n - at});
        broken += n == 0;
        at += n ? n : 1;
    }
    return broken <= head.n / 10 + 3; /* a character may be cut at the end */
}

/* Opens t->path as a text; with `check`, only one that looks like it: 1, 0 when it does not, -1. */
static int text_open(TextInput *t, bool check, Err *e)
{
    t->piece = mem_alloc(PIECE_BYTES, 1);
    t->fd = strcmp(t->path, "-") == 0 ? dup(STDIN_FILENO) : open(t->path, O_RDONLY | O_CLOEXEC);
    if (t->fd < 0) {
        err_set_errno(e, "%s: cannot be opened", t->path);
        return -1;
    }
    if (!check)
        return 1;
    const ssize_t n = fill(t->fd, t->piece, PIECE_BYTES);
    if (n < 0 || lseek(t->fd, 0, SEEK_SET) < 0) {
        err_set_errno(e, "%s: cannot be read", t->path);
        return -1;
    }
    t->head_bytes = (size_t)n;
    return looks_like_text((Str){t->piece, t->head_bytes});
}

static TextInputStep text_next(TextInput *t, TextPiece *p, Err *e)
{
    if (t->ended)
        return TEXTINPUT_END;
    const ssize_t n = fill(t->fd, t->piece, PIECE_BYTES);
    if (n < 0) {
        err_set_errno(e, "cannot be read");
        return TEXTINPUT_DAMAGED;
    }
    t->ended = n < PIECE_BYTES;
    *p = (TextPiece){.bytes = {t->piece, (size_t)n}, .last = t->ended};
    return TEXTINPUT_PIECE;
}

/* ---- runs ---- */

static int run_open(TextInput *t, Err *e)
{
    t->run = rundir_open(t->path, false, e);
    json_t *plan = t->run ? rundir_plan(t->run, e) : NULL;
    const char *path = json_string_value(json_object_get(json_object_get(plan, "paths"), "model"));
    const char *sha256 =
        json_string_value(json_object_get(json_object_get(plan, "tokenizer"), "sha256"));
    if (plan && (!path || !sha256))
        err_set(e, ERR_FORMAT, "plan.json does not say which tokenizer it is of");
    t->tokenizer = path && sha256 ? tokenizer_open(path, e) : NULL;
    if (t->tokenizer && strcmp(tokenizer_sha256(t->tokenizer), sha256) != 0) {
        err_set(e, ERR_PLAN, "the tokenizer of %s is another one than when the run was made", path);
        json_decref(plan);
        return -1;
    }
    t->results = t->tokenizer ? resultreader_open(t->run, RESULTFILE_RESULTS, e) : NULL;
    json_decref(plan);
    if (t->results)
        return 0;
    err_add(e, "%s", t->path);
    return -1;
}

static TextInputStep run_next(TextInput *t, TextPiece *p, Err *e)
{
    uint32_t *ids = NULL;
    size_t n = 0;
    resultline_free(&t->line);
    const int rc = resultreader_next(t->results, &t->line, e);
    if (rc == 0)
        return TEXTINPUT_END;
    if (rc < 0 || jsonline_get_ids(t->line.json, "continuation", &ids, &n, e) != 0)
        return TEXTINPUT_DAMAGED;
    for (size_t i = 0; i < n; i++)
        if (ids[i] >= tokenizer_size(t->tokenizer)) {
            err_set(e, ERR_FORMAT, "result %llu has an id that the tokenizer has not",
                    (unsigned long long)t->documents);
            free(ids);
            return TEXTINPUT_DAMAGED;
        }
    buf_clear(&t->text);
    buf_clear(&t->id);
    tokenizer_decode(t->tokenizer, ids, n, false, &t->text);
    free(ids);
    buf_printf(&t->id, "%.*s %.*s document %llu", STR_FMT(t->line.source), STR_FMT(t->line.shard),
               (unsigned long long)t->line.ordinal);
    *p = (TextPiece){.bytes = buf_str(&t->text),
                     .last = true,
                     .has_document = true,
                     .document = t->documents++,
                     .id = buf_str(&t->id)};
    return TEXTINPUT_PIECE;
}

/* ---- all ---- */

/* JSON lines have no signature: any text would pass for some with malformed records. */
static bool begins_like_json(Str head)
{
    size_t at = head.n >= 3 && memcmp(head.s, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < head.n && strchr(" \t\r\n", head.s[at]))
        at++;
    return at == head.n || head.s[at] == '{';
}

/* What a shard holds as one document, or as JSON that may as well be a program's configuration, is
 * scanned as it stands: piece by piece, and with every byte of it. */
static bool is_whole_text(const char *kind)
{
    return strcmp(kind, "text") == 0 || strcmp(kind, "json") == 0;
}

static int file_open(TextInput *t, TextInputKind kind, Err *e)
{
    if (kind != TEXTINPUT_TEXT) {
        t->shard = shard_open(t->path, &t->shard_options, e);
        if (t->shard && kind == TEXTINPUT_ANY && is_whole_text(shard_kind(t->shard))) {
            shard_close(t->shard);
            t->shard = NULL;
            return text_open(t, false, e) == 1 ? 0 : -1;
        }
        const bool lines = t->shard && strcmp(shard_kind(t->shard), "jsonl") == 0;
        if (t->shard && (kind == TEXTINPUT_SHARD || !lines))
            return 0;
        const int rc = lines ? text_open(t, true, e) : 0;
        if (rc < 0)
            return -1;
        if (lines && (rc == 0 || begins_like_json((Str){t->piece, t->head_bytes}))) {
            close(t->fd);
            t->fd = -1;
            return 0;
        }
        shard_close(t->shard);
        t->shard = NULL;
        if (lines)
            return 0;
        if (kind == TEXTINPUT_SHARD || e->kind != ERR_FORMAT)
            return -1;
    }
    Err other = {0};
    const int rc = text_open(t, kind == TEXTINPUT_ANY, &other);
    if (rc < 0)
        *e = other;
    else if (rc == 0)
        err_advise(e, "--as text scans its bytes as they are");
    else
        *e = (Err){0};
    return rc == 1 ? 0 : -1;
}

TextInput *textinput_open(const char *path, const TextInputOptions *o, Err *e)
{
    TextInput *t = mem_zero(1, sizeof *t);
    struct stat st;
    int rc = -1;
    t->path = mem_copy(path, strlen(path));
    t->fd = -1;
    t->shard_options = (ShardOptions){.text_field = o->text_field, .id_field = o->id_field};
    if (strcmp(path, "-") == 0)
        rc = text_open(t, false, e) == 1 ? 0 : -1;
    else if (stat(path, &st) != 0)
        err_set_errno(e, "%s: cannot be opened", path);
    else if (S_ISDIR(st.st_mode))
        rc = run_open(t, e);
    else if (S_ISREG(st.st_mode))
        rc = file_open(t, o->kind, e);
    else
        rc = text_open(t, false, e) == 1 ? 0 : -1; /* a pipe, as a shell's <(command) */
    if (rc == 0)
        return t;
    textinput_close(t);
    return NULL;
}

TextInputStep textinput_next(TextInput *t, TextPiece *p, Err *e)
{
    if (t->results)
        return run_next(t, p, e);
    if (!t->shard)
        return text_next(t, p, e);
    Doc d;
    const ShardStep step = shard_next(t->shard, &d, e);
    *p = (TextPiece){.has_document = true, .document = d.ordinal};
    switch (step) {
    case SHARD_DOC:
        if (d.ids) {
            err_set(e, ERR_FORMAT, "holds token ids, not texts: scan what they were made from");
            return TEXTINPUT_DAMAGED;
        }
        p->bytes = d.text;
        p->last = true;
        p->id = d.id;
        return TEXTINPUT_PIECE;
    case SHARD_END:
        return TEXTINPUT_END;
    case SHARD_MALFORMED:
        return TEXTINPUT_MALFORMED;
    case SHARD_PASSED: /* all are wanted */
    case SHARD_DAMAGED:
        break;
    }
    return TEXTINPUT_DAMAGED;
}

const char *textinput_kind(const TextInput *t)
{
    return t->results ? "run" : t->shard ? shard_kind(t->shard) : "text";
}

void textinput_close(TextInput *t)
{
    if (!t)
        return;
    shard_close(t->shard);
    resultline_free(&t->line);
    resultreader_close(t->results);
    tokenizer_close(t->tokenizer);
    rundir_close(t->run);
    if (t->fd >= 0)
        close(t->fd);
    buf_free(&t->text);
    buf_free(&t->id);
    free(t->piece);
    free(t->path);
    free(t);
}
