/* The strings of tests/oracle/splitting_golden.py, generated the same way, and its block hashes. */
#ifndef ROTE_SPLITTINGSTRINGS_H
#define ROTE_SPLITTINGSTRINGS_H

#include "tests/testing.h"

#include "audit/base/arena.h"
#include "audit/base/buf.h"
#include "audit/base/file.h"
#include "audit/base/hash.h"
#include "infer/tokenizer/unicode.h"

#define SPLITTING "tests/golden/splitting/"

enum { SPLITTING_STRINGS = 3000, SPLITTING_BLOCK = 50, SPLITTING_HEX = 16 };

/* SplitMix64. */
static inline size_t splitting_below(uint64_t *state, size_t n)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return (size_t)((z ^ z >> 31) % n);
}

typedef struct {
    Arena arena;
    Str *all; /* [n] */
    size_t n;
} SplittingFragments;

/* A line each, in which \UXXXXXXXX stands for a code point. */
static inline SplittingFragments splitting_fragments(void)
{
    SplittingFragments f = {{0}, NULL, 0};
    Buf file = {0};
    Buf line = {0};
    Err e = {0};
    assert_int_equal(file_read(SPLITTING "fragments.txt", &file, &e), 0);
    f.all = arena_alloc(&f.arena, file.n, sizeof *f.all);
    for (size_t i = 0; i < file.n; i++) {
        if (file.s[i] == '\n') {
            f.all[f.n++] = arena_str(&f.arena, buf_str(&line));
            buf_clear(&line);
        } else if (file.s[i] == '\\') {
            const char digits[] = {file.s[i + 2], file.s[i + 3], file.s[i + 4],
                                   file.s[i + 5], file.s[i + 6], file.s[i + 7],
                                   file.s[i + 8], file.s[i + 9], '\0'};
            unicode_add(&line, (uint32_t)strtoul(digits, NULL, 16));
            i += 9;
        } else {
            buf_add_char(&line, file.s[i]);
        }
    }
    buf_free(&line);
    buf_free(&file);
    assert_true(f.n > 100);
    return f;
}

static inline uint32_t splitting_code(uint64_t *r, uint32_t most)
{
    const uint32_t c = (uint32_t)splitting_below(r, most);
    return c >= 0xD800 && c < 0xE000 ? 0xFFFD : c;
}

/* Replaces `out`. */
static inline void splitting_string(uint64_t i, const SplittingFragments *f, Buf *out)
{
    uint64_t r = i;
    buf_clear(out);
    if (splitting_below(&r, 25) == 0) {
        const Str part = f->all[splitting_below(&r, f->n)];
        for (size_t k = 1 + splitting_below(&r, 200); k; k--)
            buf_add_str(out, part);
        return;
    }
    for (size_t n = 1 + splitting_below(&r, 24); n; n--) {
        const size_t kind = splitting_below(&r, 100);
        if (kind < 70) {
            buf_add_str(out, f->all[splitting_below(&r, f->n)]);
        } else if (kind < 78) {
            buf_add_char(out, ' ');
        } else if (kind < 86) {
            unicode_add(out, splitting_code(&r, kind < 82 ? 0x3000 : 0x110000));
        } else if (kind < 94) {
            const char c = " \n\r\t'a1."[splitting_below(&r, 8)];
            for (size_t k = 1 + splitting_below(&r, 12); k; k--)
                buf_add_char(out, c);
        } else {
            buf_add_char(out, (char)(32 + splitting_below(&r, 95)));
        }
    }
}

/* Checks blocks of hashed strings against a golden file: one line a block. */
typedef struct {
    Buf golden;
    size_t at;
    Sha256 *sha;
    size_t n;
    const char *name;
} SplittingBlocks;

static inline SplittingBlocks splitting_blocks(const char *folder_and_name)
{
    SplittingBlocks b = {.sha = sha256_open(), .name = folder_and_name};
    Err e = {0};
    if (file_read(folder_and_name, &b.golden, &e) != 0)
        fail_msg("%s", e.text);
    return b;
}

/* Counts one string whose bytes have been added to b->sha. */
static inline void splitting_blocks_next(SplittingBlocks *b)
{
    if (++b->n % SPLITTING_BLOCK != 0)
        return;
    char hex[SHA256_HEX_BYTES];
    sha256_hex(b->sha, hex);
    sha256_close(b->sha);
    b->sha = sha256_open();
    assert_true(b->at + SPLITTING_HEX < b->golden.n);
    if (memcmp(hex, b->golden.s + b->at, SPLITTING_HEX) != 0)
        fail_msg("%s: among the strings %zu to %zu one differs", b->name, b->n - SPLITTING_BLOCK,
                 b->n - 1);
    b->at += SPLITTING_HEX + 1;
}

static inline void splitting_blocks_end(SplittingBlocks *b)
{
    assert_int_equal(b->at, b->golden.n);
    sha256_close(b->sha);
    buf_free(&b->golden);
}

#endif
