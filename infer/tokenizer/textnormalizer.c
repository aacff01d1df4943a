/* Normalizers: see textnormalizer.h. */
#include "infer/tokenizer/textnormalizer.h"

#include "infer/tokenizer/jsonfield.h"
#include "infer/tokenizer/textfind.h"
#include "infer/tokenizer/unicode.h"

#include <string.h>

/* What the steps may make of a byte, multiplied up; more is an attempt to fill the memory. Published
 * files write three bytes for one. */
enum { GROWTH_MOST = 64 };

static int check_growth(const TextNormalizer *t, Err *e)
{
    size_t growth = 1;
    for (size_t i = 0; i < t->n; i++) {
        const NormalizeStep *s = &t->steps[i];
        const size_t from = s->pattern.n ? s->pattern.n : 1;
        const size_t each = s->content.n / from + (s->content.n % from ? 1 : 0);
        growth *= each > 1 && each <= GROWTH_MOST ? each : 1;
        if (each > GROWTH_MOST || growth > GROWTH_MOST) {
            err_set(e, ERR_FORMAT,
                    "step %zu (from 0): makes a text more than %d times as long, which is not "
                    "implemented",
                    i, (int)GROWTH_MOST);
            return -1;
        }
    }
    return 0;
}

static int parse_replace(const json_t *json, NormalizeStep *s, Err *e)
{
    bool is_regex;
    if (jsonfield_pattern(json, "pattern", &is_regex, &s->pattern, e) != 0 ||
        jsonfield_string(json, "content", &s->content, e) != 0)
        return -1;
    if (is_regex || s->pattern.n == 0) {
        err_set(e, ERR_FORMAT, "a Replace of %s is not implemented",
                is_regex ? "a Regex" : "an empty String");
        return -1;
    }
    return 0;
}

static int parse_step(void *ctx, const json_t *json, Str type, Err *e)
{
    TextNormalizer *t = ctx;
    NormalizeStep s = {.kind = NORMALIZE_NFC};
    if (str_equal_c(type, "Replace")) {
        s.kind = NORMALIZE_REPLACE;
        if (parse_replace(json, &s, e) != 0)
            return -1;
    } else if (str_equal_c(type, "Prepend")) {
        s.kind = NORMALIZE_PREPEND;
        if (jsonfield_string(json, "prepend", &s.content, e) != 0)
            return -1;
    } else if (!str_equal_c(type, "NFC")) {
        err_set(e, ERR_FORMAT, "the kind %.*s is not implemented", (int)(type.n < 60 ? type.n : 60),
                type.s);
        return -1;
    }
    if (t->n == t->room) {
        t->room = t->room ? t->room * 2 : 4;
        NormalizeStep *larger = arena_alloc(t->arena, t->room, sizeof *larger);
        if (t->n)
            memcpy(larger, t->steps, t->n * sizeof *larger);
        t->steps = larger;
    }
    s.pattern = arena_str(t->arena, s.pattern);
    s.content = arena_str(t->arena, s.content);
    t->steps[t->n++] = s;
    return 0;
}

int textnormalizer_parse(TextNormalizer *t, const json_t *json, Arena *a, Err *e)
{
    *t = (TextNormalizer){.arena = a};
    const bool good =
        jsonfield_steps(json, "normalizers", parse_step, t, e) == 0 && check_growth(t, e) == 0;
    if (!good)
        err_add(e, "normalizer");
    t->arena = NULL;
    return good ? 0 : -1;
}

static bool replace(const NormalizeStep *s, Str text, Buf *out)
{
    size_t at = textfind(text, 0, s->pattern), done = 0;
    if (at == text.n)
        return false;
    buf_clear(out);
    for (; at < text.n; at = textfind(text, done, s->pattern)) {
        buf_add(out, text.s + done, at - done);
        buf_add_str(out, s->content);
        done = at + s->pattern.n;
    }
    buf_add(out, text.s + done, text.n - done);
    return true;
}

/* False where the step changes nothing. */
static bool run_step(const NormalizeStep *s, Str text, Buf *out)
{
    switch (s->kind) {
    case NORMALIZE_NFC:
        if (unicode_is_nfc(text))
            return false;
        buf_clear(out);
        unicode_nfc(text, out);
        return true;
    case NORMALIZE_REPLACE:
        return replace(s, text, out);
    case NORMALIZE_PREPEND:
        if (text.n == 0)
            return false;
        buf_clear(out);
        buf_add_str(out, s->content);
        buf_add_str(out, text);
        return true;
    }
    return false;
}

Str textnormalizer_run(const TextNormalizer *t, Str text, Buf buffers[2])
{
    int to = 0;
    for (size_t i = 0; i < t->n; i++) {
        if (run_step(&t->steps[i], text, &buffers[to])) {
            text = buf_str(&buffers[to]);
            to = !to;
        }
    }
    return text;
}

bool textnormalizer_prepends(const TextNormalizer *t)
{
    for (size_t i = 0; i < t->n; i++) {
        if (t->steps[i].kind == NORMALIZE_PREPEND)
            return true;
    }
    return false;
}
