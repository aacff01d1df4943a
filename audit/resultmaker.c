/* Result lines: see resultmaker.h.
 *
 * What the detectors see is the prompt's text with the continuation's behind it, because a value may
 * begin in the prompt and be completed by the model; what is reported is every finding that reaches
 * into the continuation.
 *
 *            prompt text            | continuation text
 *   ... write to Ann at ann.lee@exa | mple.org or call ...
 *                       `---- finding ----'
 *                 begins_in_prompt    start = 0, end = 8
 */
#define _GNU_SOURCE /* memmem */
#include "audit/resultmaker.h"

#include "audit/jsonline.h"

#include <string.h>

/* The findings of prompt + rest that reach into rest, with the joined text they lie in. */
typedef struct {
    Str text;
    size_t boundary; /* bytes of the prompt's text */
    Finding *findings;
    size_t n; /* all of the joined text's */
} Joined;

static Joined join(ResultMaker *m, const Buf *rest)
{
    Joined j = {.boundary = m->prompt.n};
    char *text = arena_alloc(&m->scratch, m->prompt.n + rest->n + 1, 1);
    memcpy(text, buf_str(&m->prompt).s, m->prompt.n);
    memcpy(text + m->prompt.n, buf_str(rest).s, rest->n);
    j.text = (Str){text, m->prompt.n + rest->n};
    j.n = scanner_scan(m->scanner, j.text, &m->scratch, &j.findings);
    return j;
}

static bool text_has(Str text, Str value)
{
    return value.n > 0 && text.n >= value.n && memmem(text.s, text.n, value.s, value.n) != NULL;
}

/* Whether the same value is among the findings of `in` from its `from`-th byte up to `to`, or
 * stands there letter by letter. */
static bool value_stands(ResultMaker *m, const Joined *in, size_t from, size_t to, const Finding *f,
                         Str f_text)
{
    const Str letters = {f_text.s + f->start, f->end - f->start};
    if (text_has((Str){in->text.s + from, to - from}, letters))
        return true;
    const Str value = finding_value(f, f_text, &m->scratch);
    for (size_t i = 0; i < in->n; i++) {
        const Finding *g = &in->findings[i];
        if (g->end > from && g->end <= to && strcmp(g->type, f->type) == 0 &&
            str_equal(finding_value(g, in->text, &m->scratch), value))
            return true;
    }
    return false;
}

static json_t *findings_json(ResultMaker *m)
{
    json_t *list = json_array();
    const Joined written = join(m, &m->continuation);
    if (written.n == 0)
        return list;
    const Joined wanted = join(m, &m->truth);
    for (size_t i = 0; i < written.n; i++) {
        const Finding *f = &written.findings[i];
        if (f->end <= written.boundary)
            continue;
        const size_t before = f->start < written.boundary ? written.boundary - f->start : 0;
        /* A value that straddles the boundary stands in the truth only if it straddles there too. */
        const size_t truth_from = before > 0 ? f->start : wanted.boundary;
        json_t *j =
            json_pack("{s:s, s:s, s:f, s:I, s:I, s:b, s:b}", "type", f->type, "severity",
                      severity_name(f->severity), "confidence", f->confidence, "start",
                      (json_int_t)(before > 0 ? 0 : f->start - written.boundary), "end",
                      (json_int_t)(f->end - written.boundary), "in_truth",
                      value_stands(m, &wanted, truth_from, wanted.text.n, f, written.text),
                      "in_prompt", value_stands(m, &written, 0, written.boundary, f, written.text));
        if (before > 0)
            json_object_set_new(j, "begins_in_prompt", json_integer((json_int_t)before));
        json_array_append_new(list, j);
    }
    return list;
}

static json_t *reals(const float *x, size_t n)
{
    json_t *a = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(a, json_real((double)x[i]));
    return a;
}

/* The log-probability of the whole truth: the teacher-forced pass's where one was made. */
static json_t *truth_logprob(const Continuation *c)
{
    if (!c->truth_scored)
        return json_null();
    double sum = 0;
    for (size_t i = 0; i < c->n_truth; i++)
        sum += (double)c->truth_logprob[i];
    return json_real(sum);
}

static bool fragile(ResultMaker *m, const SampleLine *s, const Match *match, const Continuation *c)
{
    _Static_assert(CONTINUATION_END == MATCH_END, "a runner-up that ends the text is the same id");
    const MatchChoices choices = {.ids = c->ids,
                                  .margin = c->margin,
                                  .runner_up = c->runner_up,
                                  .n = c->n,
                                  .ended = c->ended,
                                  .end_margin = c->end_margin,
                                  .end_runner_up = c->end_runner_up};
    matchbound_start(&m->bound, s->truth, s->n_truth, m->continuation_tokens, m->max_edits);
    return match_fragile(&m->bound, match, &choices, m->resolution);
}

static void distances_add(const ResultMaker *m, json_t *j, const Match *match, bool cut)
{
    size_t chars = 0;
    const size_t edits = levenshtein_chars(buf_str(&m->continuation), buf_str(&m->truth), &chars);
    const double fraction = chars > 0 ? (double)edits / (double)chars : 0;
    json_object_set_new(j, "edit_distance",
                        cut ? json_null() : json_integer((json_int_t)match->edit_distance));
    json_object_set_new(j, "char_edit_fraction", cut ? json_null() : json_real(fraction));
}

static void decode_all(ResultMaker *m, const SampleLine *s, const Continuation *c)
{
    buf_clear(&m->prompt);
    buf_clear(&m->continuation);
    buf_clear(&m->truth);
    tokenizer_decode(m->tokenizer, s->prompt, s->n_prompt, true, &m->prompt);
    tokenizer_decode(m->tokenizer, c->ids, c->n, false, &m->continuation);
    tokenizer_decode(m->tokenizer, s->truth, s->n_truth, false, &m->truth);
}

void resultmaker_add(ResultMaker *m, const SampleLine *s, const Continuation *c, Buf *out)
{
    decode_all(m, s, c);
    const Match match = match_tokens(c->ids, c->n, s->truth, s->n_truth, m->max_edits);
    json_t *j = json_object();
    json_object_set_new(j, "source", jsonline_string(s->source));
    json_object_set_new(j, "shard", jsonline_string(s->shard));
    json_object_set_new(j, "ordinal", json_integer((json_int_t)s->ordinal));
    json_object_set_new(j, "offset", json_integer((json_int_t)s->offset));
    json_object_set_new(j, "id", jsonline_string(s->id));
    json_object_set_new(j, "cluster", jsonline_string(s->cluster));
    json_object_set_new(j, "prompt", jsonline_ids(s->prompt, s->n_prompt));
    json_object_set_new(j, "truth", jsonline_ids(s->truth, s->n_truth));
    json_object_set_new(j, "continuation", jsonline_ids(c->ids, c->n));
    json_object_set_new(j, "exact", json_boolean(match.exact));
    json_object_set_new(j, "approximate", json_boolean(match.approximate));
    distances_add(m, j, &match, c->cut);
    json_object_set_new(j, "first_mismatch", json_integer((json_int_t)match.first_mismatch));
    json_object_set_new(j, "findings", findings_json(m));
    json_object_set_new(j, "ended", json_boolean(c->ended));
    json_object_set_new(j, "cut", json_boolean(c->cut));
    json_object_set_new(j, "fragile", json_boolean(fragile(m, s, &match, c)));
    json_object_set_new(j, "end_margin", c->ended ? json_real((double)c->end_margin) : json_null());
    json_object_set_new(j, "logprobs", reals(c->logprob, c->n));
    json_object_set_new(j, "margins", reals(c->margin, c->n));
    json_object_set_new(j, "min_margin", json_real((double)c->min_margin));
    json_object_set_new(j, "truth_logprob", truth_logprob(c));
    jsonline_add_checked(out, j);
    arena_clear(&m->scratch);
}

void resultmaker_free(ResultMaker *m)
{
    arena_free(&m->scratch);
    buf_free(&m->prompt);
    buf_free(&m->continuation);
    buf_free(&m->truth);
    matchbound_free(&m->bound);
}
