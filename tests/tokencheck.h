/* Holding a tokenizer against golden files: a line of hex digits for each generated string
 * (tokenstrings.h), the head of the SHA-256 of its ids (4 bytes each, little endian) and of the text
 * that they decode to. */
#ifndef ROTE_TESTS_TOKENCHECK_H
#define ROTE_TESTS_TOKENCHECK_H

#include "tests/tokenstrings.h"

#include "audit/base/hash.h"
#include "audit/base/utf8.h"
#include "infer/infer.h"

static inline Tokenizer *open_good(const char *path)
{
    Err e = {0};
    Tokenizer *t = tokenizer_open(path, &e);
    if (!t)
        fail_msg("%s", e.text);
    return t;
}

/* One thread's work on one tokenizer. */
typedef struct {
    const Tokenizer *t;
    TokenizerScratch *scratch;
    uint32_t *ids; /* [n] of the last text */
    size_t n, room;
} Encoder;

static inline void encode(Encoder *x, Str text)
{
    x->n = tokenizer_encode(x->t, &x->scratch, text, x->ids, x->room);
    if (x->n > x->room) {
        x->room = x->n * 2;
        x->ids = mem_resize(x->ids, x->room, sizeof *x->ids);
        assert_int_equal(tokenizer_encode(x->t, &x->scratch, text, x->ids, x->room), x->n);
    }
    /* A window is the same ids, and no more are written than there are. */
    enum { WINDOW = 7 };
    uint32_t window[WINDOW + 1];
    const size_t first = x->n / 2, want = x->n - first < WINDOW ? x->n - first : WINDOW;
    window[want] = 0xABCDEF01;
    assert_int_equal(tokenizer_encode_window(x->t, &x->scratch, text, first, window, WINDOW), x->n);
    assert_memory_equal(window, x->ids + first, want * sizeof *window);
    assert_int_equal(window[want], 0xABCDEF01);
    assert_int_equal(tokenizer_encode_window(x->t, &x->scratch, text, x->n, window, WINDOW), x->n);
}

static inline void encoder_free(Encoder *x)
{
    tokenizer_scratch_free(x->scratch);
    free(x->ids);
}

/* The golden file's lines behind its head; the caller frees them. */
static inline char *golden_lines(const char *path)
{
    Buf file = {0};
    Err e = {0};
    if (file_read(path, &file, &e) != 0)
        fail_msg("%s", e.text);
    char *copy = strdup(strchr(buf_cstr(&file), '\n') + 1);
    buf_free(&file);
    return copy;
}

/* The digest of the last text's ids and of what they decode to; the latter is returned, in `scratch`.
 */
static inline Str answer_digest(const Encoder *x, Buf *scratch, char hex[SHA256_HEX_BYTES])
{
    buf_clear(scratch);
    for (size_t k = 0; k < x->n * 4; k++)
        buf_add_char(scratch, (char)(x->ids[k / 4] >> (8 * (k % 4))));
    tokenizer_decode(x->t, x->ids, x->n, true, scratch);
    sha256_bytes(buf_str(scratch).s, scratch->n, hex);
    return (Str){scratch->s + x->n * 4, scratch->n - x->n * 4};
}

static inline bool is_utf8(Str text)
{
    Buf printable = {0};
    utf8_printable(&printable, text);
    const bool same = str_equal(buf_str(&printable), text);
    buf_free(&printable);
    return same;
}

/* Strings 0 .. n - 1, and n_long long ones behind them, against the lines of a golden file. lossless:
 * decoding what was encoded gives a text back. */
static inline void strings_check(Encoder *x, const Fragments *f, const char *golden_path,
                                 uint64_t n, uint64_t n_long, size_t digits, bool lossless)
{
    Buf text = {0}, answer = {0};
    char *golden = golden_lines(golden_path), hex[SHA256_HEX_BYTES];
    const char *line = golden;
    for (uint64_t i = 0; i < n + n_long; i++, line += digits + 1) {
        if (i < n)
            string_at(f, i, &text);
        else
            long_string_at(f, i, &text);
        encode(x, buf_str(&text));
        const Str back = answer_digest(x, &answer, hex);
        if (strncmp(line, hex, digits) != 0)
            fail_msg("%s: string %d differs", golden_path, (int)i);
        if (lossless && is_utf8(buf_str(&text)) && !str_equal(back, buf_str(&text)))
            fail_msg("%s: string %d does not come back", golden_path, (int)i);
    }
    assert_int_equal(*line, '\0');
    free(golden);
    buf_free(&text);
    buf_free(&answer);
}

#endif
