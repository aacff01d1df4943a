/* What a shard gives, as lines of text: one a step, then what was left out. Compared with golden
 * files, and with what the same shard gives when some records are not wanted. */
#ifndef ROTE_FORMATSEEN_H
#define ROTE_FORMATSEEN_H

#include "tests/testing.h"

#include "audit/base/buf.h"
#include "audit/base/file.h"
#include "audit/base/hash.h"
#include "corpus/corpus.h"

#include <inttypes.h>
#include <sys/mman.h> /* memfd_create: whoever includes this defines _GNU_SOURCE */

static inline const char *listing_name(ShardStep step)
{
    return step == SHARD_DOC         ? "doc"
           : step == SHARD_PASSED    ? "passed"
           : step == SHARD_MALFORMED ? "malformed"
           : step == SHARD_DAMAGED   ? "damaged"
                                     : "end";
}

static inline void listing_hash(const void *bytes, size_t n, Buf *out)
{
    char hex[SHA256_HEX_BYTES];
    sha256_bytes(bytes, n, hex);
    buf_printf(out, " %s", hex);
}

static inline int listing_order(const void *a, const void *b)
{
    return strcmp(((const ShardLeftOut *)a)->what, ((const ShardLeftOut *)b)->what);
}

static inline void listing_left_out(const Shard *s, Buf *out)
{
    size_t n;
    const ShardLeftOut *left = shard_left_out(s, &n);
    ShardLeftOut sorted[16];
    assert_true(n <= 16);
    if (n > 0)
        memcpy(sorted, left, n * sizeof *left);
    qsort(sorted, n, sizeof *sorted, listing_order);
    for (size_t i = 0; i < n; i++)
        if (sorted[i].n > 0)
            buf_printf(out, "left %" PRIu64 " %s\n", sorted[i].n, sorted[i].what);
}

/* Free it. With `why`, malformed and damaged say what they say; else only that they are. */
static inline Buf listing_of(const char *path, const ShardOptions *o, bool why)
{
    Buf out = {0};
    Err e = {0};
    Shard *s = shard_open(path, o, &e);
    if (!s) {
        assert_true(e.kind == ERR_FORMAT || e.kind == ERR_IO);
        assert_int_equal(strncmp(e.text, path, strlen(path)), 0);
        buf_printf(&out, "refused%s\n", why ? e.text + strlen(path) : "");
        return out;
    }
    ShardStep step = SHARD_DOC;
    while (step != SHARD_END && step != SHARD_DAMAGED) {
        Doc d = {0};
        e = (Err){0};
        step = shard_next(s, &d, &e);
        buf_add_c(&out, listing_name(step));
        if (step == SHARD_DOC) {
            buf_printf(&out, " %" PRIu64 " %" PRIu64, d.ordinal, d.record_bytes);
            buf_printf(&out, " %.*s %.*s", (int)(d.id.s ? d.id.n : 1), d.id.s ? d.id.s : "-",
                       (int)(d.cluster.s ? d.cluster.n : 1), d.cluster.s ? d.cluster.s : "-");
            if (d.ids)
                listing_hash(d.ids, d.n_ids * sizeof *d.ids, &out);
            else
                listing_hash(d.text.s, d.text.n, &out);
        } else if (step == SHARD_PASSED) {
            buf_printf(&out, " %" PRIu64 " %" PRIu64, d.ordinal, d.record_bytes);
        } else if (step != SHARD_END) {
            assert_int_not_equal(e.kind, ERR_NONE);
            assert_null(strchr(e.text, '\n'));
            buf_printf(&out, " %" PRIu64 "%s%s", d.ordinal, why ? " " : "", why ? e.text : "");
        }
        buf_add_char(&out, '\n');
    }
    listing_left_out(s, &out);
    shard_close(s);
    return out;
}

/* The same of bytes, in a file in memory: tests open tens of thousands. */
static inline Buf listing_of_bytes(Str bytes, const ShardOptions *o, bool why)
{
    const int fd = memfd_create("shard", MFD_CLOEXEC);
    assert_true(fd >= 0);
    assert_int_equal(file_write_all(fd, bytes.s, bytes.n), 0);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    Buf b = listing_of(path, o, why);
    close(fd);
    return b;
}

static inline void listing_expect(const char *name, Buf got, const char *want)
{
    if (strcmp(buf_cstr(&got), want) != 0)
        fail_msg("%s gives\n%s\nand should give\n%s", name, buf_cstr(&got), want);
    buf_free(&got);
}

/* The file beside `path` called NAME.expected. */
static inline void listing_expect_golden(const char *path, const ShardOptions *o)
{
    Buf name = {0}, want = {0};
    buf_printf(&name, "%s.expected", path);
    Err e = {0};
    if (file_read(buf_cstr(&name), &want, &e) != 0)
        fail_msg("%s", e.text);
    listing_expect(path, listing_of(path, o, false), buf_cstr(&want));
    buf_free(&name);
    buf_free(&want);
}

/* ---- what is not wanted ---- */

static inline bool listing_wants(void *every, uint64_t ordinal)
{
    const uint64_t n = *(uint64_t *)every;
    return n > 0 && ordinal % n == 1 % n;
}

/* Whatever is wanted, the same records have the same ordinals and the wanted ones the same content:
 * each line of the whole listing against that of a listing in which most are passed over. */
static inline void listing_expect_same_when_passing(const char *name, Str bytes, const char *path,
                                                    const ShardOptions *o)
{
    static const uint64_t every[] = {0, 2, 3, 7};
    Buf all = path ? listing_of(path, o, false) : listing_of_bytes(bytes, o, false);
    for (size_t i = 0; i < sizeof every / sizeof *every; i++) {
        ShardOptions some = *o;
        uint64_t n = every[i];
        some.wants = listing_wants;
        some.wants_ctx = &n;
        Buf few = path ? listing_of(path, &some, false) : listing_of_bytes(bytes, &some, false);
        const char *a = buf_cstr(&all), *b = buf_cstr(&few);
        while (*a && *b) {
            uint64_t ordinal = 0, size = 0;
            const bool passed = sscanf(b, "passed %" SCNu64 " %" SCNu64, &ordinal, &size) == 2;
            const size_t n_a = strcspn(a, "\n"), n_b = strcspn(b, "\n");
            uint64_t ordinal_a = 0, size_a = 0;
            if (passed) {
                const bool is_doc = sscanf(a, "doc %" SCNu64 " %" SCNu64, &ordinal_a, &size_a) == 2;
                const bool is_bad = sscanf(a, "malformed %" SCNu64, &ordinal_a) == 1;
                if (ordinal != ordinal_a || (is_doc && size != size_a) || !(is_doc || is_bad) ||
                    listing_wants(&n, ordinal))
                    fail_msg("%s, every %" PRIu64 ": passed %" PRIu64 " %" PRIu64 " for %.*s", name,
                             n, ordinal, size, (int)n_a, a);
            } else if (n_a != n_b || memcmp(a, b, n_a) != 0) {
                fail_msg("%s, every %" PRIu64 ":\n%.*s\nand\n%.*s", name, n, (int)n_a, a, (int)n_b,
                         b);
            } else if (sscanf(b, "doc %" SCNu64, &ordinal) == 1 && !listing_wants(&n, ordinal)) {
                fail_msg("%s, every %" PRIu64 ": %" PRIu64 " is not wanted", name, n, ordinal);
            }
            a += n_a + (a[n_a] == '\n');
            b += n_b + (b[n_b] == '\n');
        }
        assert_true(!*a && !*b);
        buf_free(&few);
    }
    buf_free(&all);
}

#endif
