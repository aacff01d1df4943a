/* Decoders: see tokendecoder.h. */
#include "infer/tokenizer/tokendecoder.h"

#include "infer/tokenizer/bytealphabet.h"
#include "infer/tokenizer/bytebpe.h"
#include "infer/tokenizer/jsonfield.h"
#include "infer/tokenizer/textfind.h"

#include <string.h>

/* ---- parsing ---- */

static int parse_bytes(TokenDecoder *d, const json_t *json, Err *e)
{
    (void)json, (void)e;
    d->bytes = true;
    return 0;
}

static int parse_fallback(TokenDecoder *d, const json_t *json, Err *e)
{
    (void)json, (void)e;
    d->byte_fallback = true;
    return 0;
}

static int parse_fuse(TokenDecoder *d, const json_t *json, Err *e)
{
    (void)json, (void)e;
    d->fuses = true;
    return 0;
}

static int parse_replace(TokenDecoder *d, const json_t *json, Err *e)
{
    DecoderReplace r;
    bool is_regex;
    if (jsonfield_pattern(json, "pattern", &is_regex, &r.from, e) != 0 ||
        jsonfield_string(json, "content", &r.to, e) != 0)
        return -1;
    if (is_regex || r.from.n == 0 || d->byte_fallback || d->fuses || d->metaspace.n > 0) {
        err_set(e, ERR_FORMAT, "a Replace of %s is not implemented",
                is_regex        ? "a Regex"
                : r.from.n == 0 ? "an empty String"
                                : "what other steps have made");
        return -1;
    }
    if (d->n_replace == d->room) {
        d->room = d->room ? d->room * 2 : 4;
        DecoderReplace *larger = arena_alloc(d->arena, d->room, sizeof *larger);
        if (d->n_replace)
            memcpy(larger, d->replace, d->n_replace * sizeof *larger);
        d->replace = larger;
    }
    d->replace[d->n_replace++] =
        (DecoderReplace){arena_str(d->arena, r.from), arena_str(d->arena, r.to)};
    return 0;
}

static int parse_strip(TokenDecoder *d, const json_t *json, Err *e)
{
    uint64_t start, stop;
    Str content;
    if (jsonfield_character(json, "content", &content, e) != 0 ||
        jsonfield_integer(json, "start", SIZE_MAX, &start, e) != 0 ||
        jsonfield_integer(json, "stop", 0, &stop, e) != 0)
        return -1;
    if (!d->fuses || d->strip.n > 0) {
        err_set(e, ERR_FORMAT, "only one, behind a Fuse, is implemented");
        return -1;
    }
    d->strip = arena_str(d->arena, content);
    d->n_strip = (size_t)start;
    return 0;
}

static int parse_metaspace(TokenDecoder *d, const json_t *json, Err *e)
{
    Str scheme = str_of("always"), space;
    bool add_prefix_space = true;
    if (jsonfield_character(json, "replacement", &space, e) != 0 ||
        jsonfield_bool(json, "add_prefix_space", &add_prefix_space, e) != 0)
        return -1;
    if (json_object_get(json, "prepend_scheme") &&
        jsonfield_string(json, "prepend_scheme", &scheme, e) != 0)
        return -1;
    if (d->byte_fallback || d->fuses || d->metaspace.n > 0) {
        err_set(e, ERR_FORMAT, "behind other steps is not implemented");
        return -1;
    }
    d->metaspace = arena_str(d->arena, space);
    d->metaspace_drops = add_prefix_space && !str_equal_c(scheme, "never");
    return 0;
}

static int parse_step(void *ctx, const json_t *json, Str type, Err *e)
{
    static const struct {
        const char *type;
        int (*parse)(TokenDecoder *d, const json_t *json, Err *e);
    } kinds[] = {
        {"ByteLevel", parse_bytes}, {"Replace", parse_replace}, {"ByteFallback", parse_fallback},
        {"Fuse", parse_fuse},       {"Strip", parse_strip},     {"Metaspace", parse_metaspace},
    };
    TokenDecoder *d = ctx;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (!str_equal_c(type, kinds[i].type))
            continue;
        const bool bytes = d->bytes;
        int rc = kinds[i].parse(d, json, e);
        const bool others = d->n_replace || d->byte_fallback || d->strip.n || d->metaspace.n;
        if (rc == 0 && (bytes || d->bytes) && (others || (bytes && i == 0))) {
            err_set(e, ERR_FORMAT, "beside ByteLevel is not implemented");
            rc = -1;
        }
        if (rc != 0)
            err_add(e, "%s", kinds[i].type);
        return rc;
    }
    err_set(e, ERR_FORMAT, "the kind %.*s is not implemented", (int)(type.n < 60 ? type.n : 60),
            type.s);
    return -1;
}

int tokendecoder_parse(TokenDecoder *d, const json_t *json, bool bytes, Arena *a, Err *e)
{
    *d = (TokenDecoder){.arena = a};
    const bool none = !json || json_is_null(json);
    int rc = jsonfield_steps(json, "decoders", parse_step, d, e);
    if (none)
        d->bytes = bytes;
    if (rc == 0 && d->bytes != bytes) {
        err_set(e, ERR_FORMAT, "is %s where the pre_tokenizer has %s ByteLevel",
                none       ? "null"
                : d->bytes ? "ByteLevel"
                           : "not ByteLevel",
                bytes ? "a" : "no");
        rc = -1;
    } else if (rc == 0 && none && !bytes) {
        err_set(e, ERR_FORMAT, "is missing: the text of tokens is not told");
        rc = -1;
    }
    if (rc != 0)
        err_add(e, "decoder");
    d->arena = NULL;
    return rc;
}

/* ---- decoding ---- */

/* Replaces in out[at, n). */
static void replace(Str from, Str to, size_t at, Buf *out)
{
    const Str text = {out->s + at, out->n - at};
    size_t place = textfind(text, 0, from), done = 0;
    if (place == text.n)
        return;
    Buf made = {0};
    for (; place < text.n; place = textfind(text, done, from)) {
        buf_add(&made, text.s + done, place - done);
        buf_add_str(&made, to);
        done = place + from.n;
    }
    buf_add(&made, text.s + done, text.n - done);
    out->n = at;
    buf_add_str(out, buf_str(&made));
    buf_free(&made);
}

void tokendecoder_add(const TokenDecoder *d, Str token, bool verbatim, bool first, Buf *out)
{
    if (d->bytes) {
        if (verbatim || !bytealphabet_read(token, out))
            buf_add_str(out, token);
        return;
    }
    const size_t at = out->n;
    buf_add_str(out, token);
    for (size_t i = 0; i < d->n_replace; i++)
        replace(d->replace[i].from, d->replace[i].to, at, out);
    if (d->metaspace.n > 0)
        replace(d->metaspace, first && d->metaspace_drops ? (Str){"", 0} : (Str){" ", 1}, at, out);
    const int byte = bytebpe_fallback_byte((Str){out->s + at, out->n - at});
    if (d->byte_fallback && byte >= 0) {
        out->n = at;
        buf_add_char(out, (char)byte);
    }
}

size_t tokendecoder_front(const TokenDecoder *d, Str text)
{
    size_t n = 0;
    for (size_t i = 0; i < d->n_strip; i++) {
        if (text.n - n < d->strip.n || memcmp(text.s + n, d->strip.s, d->strip.n) != 0)
            break;
        n += d->strip.n;
    }
    return n;
}
