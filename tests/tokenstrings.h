/* Strings for tests of tokenizers, generated as in tests/oracle/tokenizer_golden.py: string number
 * i is the same there and here. */
#ifndef ROTE_TOKENSTRINGS_H
#define ROTE_TOKENSTRINGS_H

#include "tests/testing.h"

#include "audit/base/arena.h"
#include "audit/base/buf.h"
#include "audit/base/file.h"
#include "audit/base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { LONG_BYTES = 40000 };

typedef struct {
    Arena arena;
    Str *all;
    size_t n;
} Fragments;

static Str unescape(Arena *a, const char *s, size_t n)
{
    char *out = arena_alloc(a, n + 1, 1);
    size_t used = 0;
    for (size_t i = 0; i < n; used++) {
        if (s[i] == '\\' && s[i + 1] == 'x') {
            const char digits[] = {s[i + 2], s[i + 3], '\0'};
            out[used] = (char)strtoul(digits, NULL, 16);
            i += 4;
        } else {
            i += s[i] == '\\';
            out[used] = s[i++];
        }
    }
    return (Str){out, used};
}

static void add_code(Buf *out, uint32_t c)
{
    if (c < 0x80) {
        buf_add_char(out, (char)c);
        return;
    }
    const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const unsigned lead[] = {0, 0xC0, 0xE0, 0xF0};
    buf_add_char(out, (char)(lead[more] | c >> (6 * more)));
    for (int i = more - 1; i >= 0; i--)
        buf_add_char(out, (char)(0x80 | (c >> (6 * i) & 63)));
}

/* A character of JSON: \n, \uXXXX (a pair for one beyond U+FFFF) or the byte itself. */
static size_t json_character(const char *s, Buf *out)
{
    static const char names[] = "nrtbf\"\\/", codes[] = "\n\r\t\b\f\"\\/";
    if (s[0] != '\\') {
        buf_add_char(out, s[0]);
        return 1;
    }
    if (s[1] != 'u') {
        buf_add_char(out, codes[strchr(names, s[1]) - names]);
        return 2;
    }
    const char high[] = {s[2], s[3], s[4], s[5], '\0'};
    uint32_t code = (uint32_t)strtoul(high, NULL, 16);
    if (code < 0xD800 || code >= 0xDC00) {
        add_code(out, code);
        return 6;
    }
    const char low[] = {s[8], s[9], s[10], s[11], '\0'};
    code = 0x10000 + ((code - 0xD800) << 10) + ((uint32_t)strtoul(low, NULL, 16) - 0xDC00);
    add_code(out, code);
    return 12;
}

static Str json_unescape(Arena *a, const char *s, size_t n)
{
    Buf out = {0};
    for (size_t i = 0; i < n;)
        i += json_character(s + i, &out);
    const Str copy = arena_str(a, buf_str(&out));
    buf_free(&out);
    return copy;
}

static void fragments_add(Fragments *f, const char *path,
                          Str (*read)(Arena *, const char *, size_t))
{
    Buf file = {0};
    Err e = {0};
    assert_int_equal(file_read(path, &file, &e), 0);
    for (size_t i = 0; i < file.n;) {
        const char *end = memchr(file.s + i, '\n', file.n - i);
        assert_non_null(end);
        const size_t n = (size_t)(end - file.s) - i;
        f->all = mem_resize(f->all, f->n + 1, sizeof *f->all);
        f->all[f->n++] = read(&f->arena, file.s + i, n);
        i += n + 1;
    }
    buf_free(&file);
}

/* The lines of a file, \xHH a byte; behind them, those of another one, as JSON writes strings. */
static inline Fragments fragments_read(const char *path, const char *json_path)
{
    Fragments f = {{0}, NULL, 0};
    fragments_add(&f, path, unescape);
    if (json_path)
        fragments_add(&f, json_path, json_unescape);
    assert_true(f.n > 300);
    return f;
}

static inline void fragments_free(Fragments *f)
{
    arena_free(&f->arena);
    free(f->all);
}

/* SplitMix64. */
static size_t below(uint64_t *state, size_t n)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return (size_t)((z ^ z >> 31) % n);
}

static void add_codes(Buf *out, uint64_t *r)
{
    static const uint32_t ranges[][2] = {{0, 0x80},           {0, 0x800},       {0, 0x10000},
                                         {0x10000, 0x100000}, {0x4E00, 0x5200}, {0x1F300, 0x400}};
    for (size_t n = 1 + below(r, 24); n > 0; n--) {
        const uint32_t *range = ranges[below(r, 6)];
        add_code(out, range[0] + (uint32_t)below(r, range[1]));
    }
}

static inline void string_at(const Fragments *f, uint64_t i, Buf *out)
{
    uint64_t r = i;
    buf_clear(out);
    const size_t kind = below(&r, 8);
    if (kind == 5) {
        add_codes(out, &r);
        return;
    }
    if (kind >= 6) {
        const Str first = f->all[below(&r, f->n)];
        size_t n = 1 + below(&r, kind == 6 ? 16 : 60);
        buf_add_str(out, kind == 6 ? first : (Str){first.s, 0});
        for (; n > 0; n--) {
            if (kind == 6)
                buf_add_char(out, (char)below(&r, 256));
            else
                buf_add_str(out, first);
        }
        buf_add_str(out, f->all[below(&r, f->n)]);
        return;
    }
    const size_t n = kind == 0 ? 1 : 1 + below(&r, kind == 4 ? 20 : 12);
    for (size_t k = 0; k < n; k++) {
        if (kind == 4 && k > 0)
            buf_add_char(out, ' ');
        buf_add_str(out, f->all[below(&r, f->n)]);
    }
}

static inline void long_string_at(const Fragments *f, uint64_t i, Buf *out)
{
    uint64_t r = i;
    const Str fragment = f->all[below(&r, f->n)];
    buf_clear(out);
    for (size_t n = LONG_BYTES / fragment.n; n > 0; n--)
        buf_add_str(out, fragment);
}

#endif
