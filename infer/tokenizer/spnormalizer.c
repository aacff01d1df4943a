/* Normalization: see spnormalizer.h. */
#include "infer/tokenizer/spnormalizer.h"

#include "infer/tokenizer/spchar.h"

#include <string.h>

#define REPLACEMENT_CHARACTER "\xef\xbf\xbd"

int spnormalizer_open(SpNormalizer *n, const SpModel *model, const SpTrie *symbols, Err *e)
{
    *n = (SpNormalizer){.model = model, .symbols = symbols};
    if (spcharsmap_open(&n->charsmap, model->charsmap, e) != 0)
        return -1;
    for (unsigned byte = 0; byte < 128; byte++) {
        const bool in_symbol =
            symbols->capacity && sptrie_step(symbols, SPTRIE_ROOT, (uint8_t)byte) != NULL;
        n->keeps[byte] = byte != ' ' && !n->charsmap.begins[byte] && !in_symbol;
    }
    return 0;
}

void spnormalizer_close(SpNormalizer *n)
{
    spcharsmap_close(&n->charsmap);
    *n = (SpNormalizer){0};
}

/* What the text's first bytes become, in *to; returns how many bytes those are. */
static size_t normalize_prefix(const SpNormalizer *n, Str text, Str *to)
{
    const size_t symbol = sptrie_longest(n->symbols, text);
    if (symbol > 0) {
        *to = (Str){text.s, symbol};
        return symbol;
    }
    const size_t rule = spcharsmap_match(&n->charsmap, text, to);
    if (rule > 0)
        return rule;
    const size_t character = spchar_valid(text.s, text.n);
    *to = character ? (Str){text.s, character} : str_of(REPLACEMENT_CHARACTER);
    return character ? character : 1;
}

static Str space_of(const SpNormalizer *n)
{
    return str_of(n->model->escape_spaces ? SPCHAR_SPACE : " ");
}

static Str skip_leading_spaces(const SpNormalizer *n, Str text)
{
    while (text.n > 0) {
        Str to;
        const size_t taken = normalize_prefix(n, text, &to);
        if (!str_equal_c(to, " "))
            break;
        text = (Str){text.s + taken, text.n - taken};
    }
    return text;
}

static void add_escaped(Buf *out, Str s, Str space)
{
    for (size_t i = 0; i < s.n;) {
        if (s.s[i] == ' ') {
            buf_add_str(out, space);
            i++;
            continue;
        }
        const char *end = memchr(s.s + i, ' ', s.n - i);
        const size_t n = end ? (size_t)(end - s.s) - i : s.n - i;
        buf_add(out, s.s + i, n);
        i += n;
    }
}

static void strip_trailing_spaces(Buf *out, Str space)
{
    while (out->n >= space.n && memcmp(out->s + out->n - space.n, space.s, space.n) == 0)
        out->n -= space.n;
}

void spnormalizer_run(const SpNormalizer *n, Str text, Buf *out)
{
    const SpModel *m = n->model;
    const Str space = space_of(n);
    buf_clear(out);
    if (m->remove_extra_spaces)
        text = skip_leading_spaces(n, text);
    if (text.n == 0)
        return;
    if (m->dummy_prefix && !m->space_is_suffix)
        buf_add_str(out, space);
    bool after_space = m->remove_extra_spaces; /* and spaces are to be collapsed */
    for (size_t i = 0; i < text.n;) {
        size_t kept = i;
        while (kept < text.n && n->keeps[(uint8_t)text.s[kept]])
            kept++;
        if (kept > i) {
            buf_add(out, text.s + i, kept - i);
            after_space = false;
            i = kept;
            continue;
        }
        Str to;
        i += normalize_prefix(n, (Str){text.s + i, text.n - i}, &to);
        while (after_space && to.n > 0 && to.s[0] == ' ')
            to = (Str){to.s + 1, to.n - 1};
        if (to.n == 0)
            continue;
        add_escaped(out, to, space);
        after_space = m->remove_extra_spaces && to.s[to.n - 1] == ' ';
    }
    if (m->remove_extra_spaces)
        strip_trailing_spaces(out, space);
    if (m->dummy_prefix && m->space_is_suffix)
        buf_add_str(out, space);
}
