/* Context words: by plain comparison, and by an index of all lists' words, which a text is looked
 * through for only where somebody asks. */
#include "detectors/context.h"

#include "detectors/ascii.h"
#include "detectors/codepoint.h"

#include "audit/base/mem.h"

#include <stdlib.h>
#include <string.h>

/* A letter of any script; '_' and digits separate the parts of an identifier. */
static bool is_letter(uint32_t c)
{
    return codepoint_in_word(c) && c != '_' && !(c >= '0' && c <= '9');
}

static bool part_starts(Str s, size_t at)
{
    if (at == 0)
        return true;
    const char last = s.s[at - 1];
    if ((unsigned char)last < 0x80) /* nearly always */
        return !ascii_letter(last) || (ascii_lower(last) && at < s.n && ascii_upper(s.s[at]));
    size_t start;
    const uint32_t before = codepoint_before(s, at, &start);
    return !is_letter(before);
}

static bool part_ends(Str s, size_t at)
{
    if (at >= s.n)
        return true;
    const bool hump = at > 0 && ascii_lower(s.s[at - 1]) && ascii_upper(s.s[at]);
    if ((unsigned char)s.s[at] < 0x80)
        return hump || !ascii_letter(s.s[at]);
    size_t next = at;
    return hump || !is_letter(codepoint_next(s, &next));
}

static bool blank_stands_for(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '_' || c == '-' || c == '.';
}

/* Whether the letters of word[0..n) stand at s[at]. */
static bool letters_at(Str s, size_t at, const char *word, size_t n)
{
    if (s.n - at < n)
        return false;
    for (size_t i = 0; i < n; i++) {
        const char c = s.s[at + i];
        if (word[i] == ' ' ? !blank_stands_for(c) : ascii_to_lower(c) != word[i])
            return false;
    }
    return true;
}

/* Whether a word may end at s[end], an 's' of the plural not counted. */
static bool word_ends(Str s, size_t end)
{
    return part_ends(s, end) ||
           (end < s.n && ascii_to_lower(s.s[end]) == 's' && part_ends(s, end + 1));
}

/* Whether word[0..n) stands at s[at]. */
static bool word_at(Str s, size_t at, const char *word, size_t n)
{
    return letters_at(s, at, word, n) && word_ends(s, at + n);
}

/* The bytes that words begin with, so that most places need no comparison. */
typedef struct {
    bool begins[256];
} FirstBytes;

static void first_bytes(const char *words, FirstBytes *first)
{
    memset(first, 0, sizeof *first);
    for (const char *c = words; *c; c++)
        if (c == words || c[-1] == '|') {
            first->begins[(unsigned char)*c] = true;
            if (ascii_lower(*c))
                first->begins[(unsigned char)*c - 32] = true;
        }
}

static bool word_stands(Str s, size_t at, const char *words)
{
    for (const char *word = words; *word;) {
        const size_t n = strcspn(word, "|");
        if (word_at(s, at, word, n))
            return true;
        word += n + (word[n] == '|');
    }
    return false;
}

/* Words that begin in s[from, to). */
static bool window_has(Str s, size_t from, size_t to, const FirstBytes *first, const char *words)
{
    for (size_t at = from; at < to; at++)
        if (first->begins[(unsigned char)s.s[at]] && part_starts(s, at) &&
            word_stands(s, at, words))
            return true;
    return false;
}

bool context_has(Str text, size_t start, size_t end, const char *words)
{
    if (!words)
        return false;
    const size_t from = start < CONTEXT_BEFORE_BYTES ? 0 : start - CONTEXT_BEFORE_BYTES;
    const size_t to = text.n - end < CONTEXT_AFTER_BYTES ? text.n : end + CONTEXT_AFTER_BYTES;
    FirstBytes first;
    first_bytes(words, &first);
    return window_has((Str){text.s, start}, from, start, &first, words) ||
           window_has(text, end, to, &first, words);
}

/* ---- the index ---- */

enum { BUCKETS = 4096 };

typedef struct {
    const char *s; /* n bytes of a list */
    size_t n;
    uint64_t *in; /* bit l: list l has the word */
} IndexWord;

typedef struct {
    uint32_t word;
    char third; /* the word's third byte; 0: it has none, or one that stands for several */
} BucketWord;

struct ContextIndex {
    IndexWord *words; /* [n_words] */
    size_t n_words, n_bits;
    BucketWord *bucket[BUCKETS]; /* words by their first two bytes */
    uint32_t n_bucket[BUCKETS];
    bool begins[256];
};

/* A word at its place in the text. */
typedef struct ContextWord {
    size_t at, end;
    const IndexWord *word;
    bool ends; /* word_ends, with all of the text behind it */
} ContextWord;

static size_t bucket_of(unsigned char first, unsigned char second)
{
    return ((size_t)first * 61 + second) % BUCKETS;
}

static void bucket_add(ContextIndex *x, unsigned char first, unsigned char second, size_t word)
{
    const size_t b = bucket_of(first, second);
    const IndexWord *w = &x->words[word];
    for (uint32_t i = 0; i < x->n_bucket[b]; i++)
        if (x->bucket[b][i].word == word)
            return;
    x->bucket[b] = mem_resize(x->bucket[b], x->n_bucket[b] + 1, sizeof **x->bucket);
    x->bucket[b][x->n_bucket[b]++] =
        (BucketWord){(uint32_t)word, w->n > 2 && w->s[2] != ' ' ? w->s[2] : '\0'};
}

/* Files a new word under every pair of bytes that it may begin with; a word of one byte has any
 * second. */
static void word_file(ContextIndex *x, size_t word)
{
    const IndexWord *w = &x->words[word];
    const unsigned char first = (unsigned char)w->s[0];
    x->begins[first] = true;
    if (ascii_lower(w->s[0]))
        x->begins[first - 32] = true;
    for (unsigned second = 0; second < 256; second++)
        if (w->n == 1 ||
            (w->s[1] == ' ' ? blank_stands_for((char)second) : second == (unsigned char)w->s[1]))
            bucket_add(x, first, (unsigned char)second, word);
}

static size_t word_find(ContextIndex *x, const char *s, size_t n)
{
    const size_t b = bucket_of((unsigned char)s[0], n > 1 ? (unsigned char)s[1] : 0);
    for (uint32_t i = 0; i < x->n_bucket[b]; i++) {
        const IndexWord *w = &x->words[x->bucket[b][i].word];
        if (w->n == n && memcmp(w->s, s, n) == 0)
            return x->bucket[b][i].word;
    }
    x->words = mem_resize(x->words, x->n_words + 1, sizeof *x->words);
    x->words[x->n_words] = (IndexWord){s, n, mem_zero(x->n_bits, sizeof(uint64_t))};
    word_file(x, x->n_words);
    return x->n_words++;
}

ContextIndex *contextindex_open(const char *const *lists, size_t n)
{
    ContextIndex *x = mem_zero(1, sizeof *x);
    x->n_bits = n / 64 + 1;
    for (size_t l = 0; l < n; l++)
        for (const char *word = lists[l] ? lists[l] : ""; *word;) {
            const size_t length = strcspn(word, "|");
            if (length > 0) {
                const size_t w = word_find(x, word, length);
                x->words[w].in[l / 64] |= UINT64_C(1) << (l % 64);
            }
            word += length + (word[length] == '|');
        }
    return x;
}

void contextindex_close(ContextIndex *x)
{
    if (!x)
        return;
    for (size_t i = 0; i < x->n_words; i++)
        free(x->words[i].in);
    for (size_t b = 0; b < BUCKETS; b++)
        free(x->bucket[b]);
    free(x->words);
    free(x);
}

static void view_add(ContextView *v, ContextWord w)
{
    if (v->n == v->capacity) {
        v->capacity = v->capacity ? 2 * v->capacity : 64;
        v->words = mem_resize(v->words, v->capacity, sizeof *v->words);
    }
    v->words[v->n++] = w;
}

/* Looks up the words that begin in text.s[v->to, to). */
static void view_extend(const ContextIndex *x, ContextView *v, Str text, size_t to)
{
    for (size_t at = v->to; at < to; at++) {
        const unsigned char c = (unsigned char)text.s[at];
        if (!x->begins[c] || !part_starts(text, at))
            continue;
        const char second = at + 1 < text.n ? text.s[at + 1] : '\0';
        const size_t b = bucket_of((unsigned char)ascii_to_lower((char)c),
                                   (unsigned char)ascii_to_lower(second));
        const char third = at + 2 < text.n ? ascii_to_lower(text.s[at + 2]) : '\0';
        for (uint32_t i = 0; i < x->n_bucket[b]; i++) {
            const BucketWord *in = &x->bucket[b][i];
            const IndexWord *w = &x->words[in->word];
            if (in->third != '\0' && in->third != third)
                continue;
            if (letters_at(text, at, w->s, w->n))
                view_add(v, (ContextWord){at, at + w->n, w, word_ends(text, at + w->n)});
        }
    }
    v->to = to;
}

/* Whether a word that begins before the value is whole where the text ends at `start`. */
static bool word_before(const ContextWord *w, Str text, size_t start)
{
    return w->end <= start && (w->ends || w->end == start ||
                               (w->end + 1 == start && ascii_to_lower(text.s[w->end]) == 's'));
}

bool contextindex_has(const ContextIndex *x, ContextView *v, Str text, size_t start, size_t end,
                      size_t list)
{
    enum { WORDS_KEPT = 4096 };
    const size_t from = start < CONTEXT_BEFORE_BYTES ? 0 : start - CONTEXT_BEFORE_BYTES;
    const size_t to = text.n - end < CONTEXT_AFTER_BYTES ? text.n : end + CONTEXT_AFTER_BYTES;
    if (from < v->from || from > v->to || v->n > WORDS_KEPT) {
        v->n = 0;
        v->from = v->to = from;
    }
    if (to > v->to)
        view_extend(x, v, text, to);
    for (size_t i = v->n; i > 0 && v->words[i - 1].at >= from; i--) {
        const ContextWord *w = &v->words[i - 1];
        if (!(w->word->in[list / 64] >> (list % 64) & 1) || w->at >= to)
            continue;
        if (w->at < start ? word_before(w, text, start) : w->at >= end && w->ends)
            return true;
    }
    return false;
}

void contextview_free(ContextView *v)
{
    free(v->words);
    *v = (ContextView){0};
}
