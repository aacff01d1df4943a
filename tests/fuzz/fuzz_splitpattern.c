/* A splitting pattern of any bytes, and a text: compiling says what is wrong, or the two ways of
 * matching agree and keep their promises.
 *
 * Input: 1 byte n, n bytes of pattern, the text (made UTF-8). */
#include "audit/base/buf.h"
#include "audit/base/utf8.h"
#include "infer/tokenizer/splitpattern.h"
#include "infer/tokenizer/splitprogram.h"
#include "infer/tokenizer/splitsteps.h"
#include "infer/tokenizer/unicode.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TEXT_MOST = 256 }; /* lookahead inside of lookahead multiplies */

static void match(const SplitPattern *p, const SplitForm *steps, Str text)
{
    size_t start = 0;
    size_t end = 0;
    for (size_t at = 0;; at = end) {
        size_t start_2 = 0;
        size_t end_2 = 0;
        const bool found = splitpattern_next(p, text, at, &start, &end);
        assert(found == splitsteps_next(steps, text, at, &start_2, &end_2));
        if (!found)
            return;
        assert(start == start_2 && end == end_2);
        assert(start >= at && end > start && end <= text.n);
        assert(end == text.n || ((uint8_t)text.s[end] & 0xC0) != 0x80);
    }
}

static void check_nfc(Str text)
{
    Buf once = {0};
    Buf twice = {0};
    unicode_nfc(text, &once);
    unicode_nfc(buf_str(&once), &twice);
    assert(str_equal(buf_str(&once), buf_str(&twice)));
    assert(!unicode_is_nfc(text) || str_equal(text, buf_str(&once)));
    buf_free(&once);
    buf_free(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    const size_t n = data[0] < size - 1 ? data[0] : size - 1;
    const Str regex = {(const char *)data + 1, n};
    Buf text = {0};
    for (size_t at = 1 + n; at < size && text.n < TEXT_MOST;) {
        const Str left = {(const char *)data + at, size - at};
        const size_t k = utf8_length(left);
        buf_add(&text, left.s, k);
        at += k ? k : 1;
    }
    Err e = {0};
    SplitPattern *p = splitpattern_compile(regex, &e);
    assert((p != NULL) == (e.kind == ERR_NONE));
    assert(p || strlen(e.text) > 0);
    if (p) {
        Arena a = {0};
        SplitProgram program;
        const int rc = splitprogram_compile(&program, splitparse(regex, &a, &e), &a, &e);
        assert(rc == 0);
        if (rc == 0)
            match(p, &program.steps, buf_str(&text));
        arena_free(&a);
        splitpattern_free(p);
    }
    check_nfc(buf_str(&text));
    buf_free(&text);
    return 0;
}
