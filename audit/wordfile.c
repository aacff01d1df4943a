/* Lists of values: see wordfile.h. */
#include "audit/wordfile.h"

#include "audit/base/buf.h"
#include "audit/base/file.h"
#include "audit/base/hash.h"
#include "audit/base/mem.h"

#include <stdlib.h>
#include <string.h>

/* The next line that is not empty, without white space around it; *line counts lines. */
static bool line_next(Str *rest, Str *word, size_t *line)
{
    while (rest->n > 0) {
        const char *newline = memchr(rest->s, '\n', rest->n);
        const size_t n = newline ? (size_t)(newline - rest->s) : rest->n;
        *word = (Str){rest->s, n};
        *rest = (Str){rest->s + n + (newline != NULL), rest->n - n - (newline != NULL)};
        ++*line;
        while (word->n > 0 && strchr(" \t\r", word->s[word->n - 1]))
            word->n--;
        while (word->n > 0 && strchr(" \t", word->s[0]))
            *word = (Str){word->s + 1, word->n - 1};
        if (word->n > 0)
            return true;
    }
    return false;
}

static void slot_put(WordSet *w, Str word)
{
    size_t at = hash_xxh3(0, word.s, word.n) % w->n_slots;
    while (w->slots[at].s && !str_equal(w->slots[at], word))
        at = (at + 1) % w->n_slots;
    w->n += w->slots[at].s == NULL;
    w->slots[at] = word;
}

static void word_put(WordSet *w, Str word)
{
    if (2 * (w->n + 1) > w->n_slots) {
        const WordSet old = *w;
        w->n = 0;
        w->n_slots = old.n_slots ? 2 * old.n_slots : 64;
        w->slots = mem_zero(w->n_slots, sizeof *w->slots);
        for (size_t i = 0; i < old.n_slots; i++)
            if (old.slots[i].s)
                slot_put(w, old.slots[i]);
        free(old.slots);
    }
    slot_put(w, word);
}

int wordset_read(const char *path, WordSet *w, Arena *a, Err *e)
{
    Buf text = {0};
    Str word;
    size_t line = 0;
    if (file_read(path, &text, e) != 0)
        return -1;
    Str rest = buf_str(&text);
    while (line_next(&rest, &word, &line))
        word_put(w, arena_str(a, word));
    buf_free(&text);
    return 0;
}

bool wordset_has(const WordSet *w, Str word)
{
    if (w->n == 0)
        return false;
    size_t at = hash_xxh3(0, word.s, word.n) % w->n_slots;
    for (; w->slots[at].s; at = (at + 1) % w->n_slots)
        if (str_equal(w->slots[at], word))
            return true;
    return false;
}

void wordset_free(WordSet *w)
{
    free(w->slots);
    *w = (WordSet){0};
}

/* A pattern that matches just these bytes. */
static const char *quoted(Str word, Arena *a)
{
    char *out = arena_alloc(a, 4 * word.n + 1, 1);
    size_t n = 0;
    static const char hex[] = "0123456789abcdef";
    for (size_t i = 0; i < word.n; i++) {
        const unsigned char c = (unsigned char)word.s[i];
        out[n++] = '\\';
        out[n++] = 'x';
        out[n++] = hex[c / 16];
        out[n++] = hex[c % 16];
    }
    return out;
}

/* A list with room for twice as many. */
static RuleList list_grow(const RuleList *old, size_t room, Arena *a)
{
    RuleList more = {arena_alloc(a, room, sizeof *more.rules),
                     arena_alloc(a, room, sizeof *more.lines),
                     arena_alloc(a, room, sizeof *more.columns), old->n};
    for (size_t i = 0; i < old->n; i++) {
        more.rules[i] = old->rules[i];
        more.lines[i] = old->lines[i];
        more.columns[i] = old->columns[i];
    }
    return more;
}

/* The rule that finds `word`. */
static Rule word_rule(Str word, Arena *a)
{
    const char *blank = memchr(word.s, ' ', word.n);
    const Str first = {word.s, blank ? (size_t)(blank - word.s) : word.n};
    return (Rule){.type = "DENIED_VALUE",
                  .title = "value of the deny list",
                  .severity = SEVERITY_HIGH,
                  .literals = arena_str(a, first).s,
                  .pattern = quoted(word, a),
                  .window_bytes = word.n,
                  .confidence = 0.99};
}

int wordfile_rules(const char *path, RuleList *list, Arena *a, Err *e)
{
    Buf text = {0};
    Str word;
    size_t line = 0, room = list->n;
    if (file_read(path, &text, e) != 0)
        return -1;
    RuleList all = *list;
    for (Str rest = buf_str(&text); line_next(&rest, &word, &line);) {
        if (word.n > RULE_WINDOW_BYTES || memchr(word.s, '\0', word.n)) {
            err_set(e, ERR_USAGE, "%s: line %zu: is longer than %d bytes, or has a NUL", path, line,
                    RULE_WINDOW_BYTES);
            buf_free(&text);
            return -1;
        }
        if (all.n == room) {
            room = room ? 2 * room : 64;
            all = list_grow(&all, room, a);
        }
        all.rules[all.n] = word_rule(word, a);
        all.lines[all.n] = line;
        all.columns[all.n++] = 1;
    }
    buf_free(&text);
    *list = all;
    return 0;
}
