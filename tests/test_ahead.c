/* One file decoded by several threads gives what one decoder gives: the same bytes, and of a damaged
 * file the same bytes and the same sentence. Damage of every kind, wrong guesses about where a thread
 * may begin, hardly any memory, and readers that stop early. */
#define _GNU_SOURCE /* memfd_create */
#include "tests/shardmaker.h"

#include "audit/base/file.h"
#include "corpus/input.h"

#include <sys/mman.h>
#include <sys/resource.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { N_FLIPS = 12, N_CUTS = 8, SLOW = 1 };
#else
enum { N_FLIPS = 72, N_CUTS = 24, SLOW = 0 };
#endif

enum { TEXT_BYTES = 700000 };

/* ---- files ---- */

/* Lines of words; compresses about as text does. */
static Buf make_text(size_t bytes)
{
    static const char *const words[] = {"harbour", "master", "counted", "nine",  "boats", "and",
                                        "wrote",   "eight",  "of",      "the",   "tide",  "lists",
                                        "salt",    "rope",   "weather", "ledger"};
    Buf b = {0};
    uint32_t x = 12345;
    while (b.n < bytes) {
        x = x * 1664525 + 1013904223;
        buf_printf(&b, "%s%s", words[x >> 28], x >> 24 & 15 ? " " : "\n");
        if ((x >> 20 & 15) == 0)
            buf_printf(&b, "%u ", x);
    }
    b.n = bytes;
    return b;
}

/* A member as bgzip writes it: how long it is stands in its header. */
static Buf make_bgzf(Str s)
{
    static const char header[] = "\x1f\x8b\x08\x04\0\0\0\0\0\xff\x06\0BC\x02\0";
    Buf plain = make_gzip(s), b = {0};
    buf_add(&b, header, sizeof header - 1);
    const size_t n = plain.n + 8 - 1;
    assert_true(n <= 0xFFFF);
    buf_add_char(&b, (char)(n & 0xFF));
    buf_add_char(&b, (char)(n >> 8));
    buf_add(&b, plain.s + 10, plain.n - 10);
    buf_free(&plain);
    return b;
}

/* A member with every field that a header may have. */
static Buf make_named(Str s)
{
    static const char fields[] = "\x03\0abcname of a file\0a comment";
    Buf plain = make_gzip(s), b = {0};
    buf_add(&b, plain.s, 10);
    b.s[3] = 4 | 8 | 16 | 2;
    buf_add(&b, fields, sizeof fields);
    const uLong crc = crc32(0, (const Bytef *)b.s, (uInt)b.n);
    buf_add_char(&b, (char)(crc & 0xFF));
    buf_add_char(&b, (char)(crc >> 8 & 0xFF));
    buf_add(&b, plain.s + 10, plain.n - 10);
    buf_free(&plain);
    return b;
}

/* A member that stores its text as it is: where this is a gzip file, headers stand where no member
 * begins. */
static Buf make_stored(Str s)
{
    Buf b = {0}, inner = make_gzip(s);
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 0, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (Bytef *)inner.s;
    z.avail_in = (uInt)inner.n;
    z.avail_out = (uInt)inner.n + 100;
    z.next_out = (Bytef *)buf_reserve(&b, inner.n + 100);
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    b.n = inner.n + 100 - z.avail_out;
    deflateEnd(&z);
    buf_free(&inner);
    return b;
}

static Buf make_zstd_frame(Str s)
{
    return make_zstd(s, 0);
}

/* A frame that knows its size, after a skippable one that says how long it is, as pzstd writes them. */
static Buf make_pzstd(Str s)
{
    Buf b = {0};
    buf_add(&b, "\x50\x2A\x4D\x18\x04\0\0\0size", 12);
    const size_t bound = ZSTD_compressBound(s.n);
    const size_t n = ZSTD_compress(buf_reserve(&b, bound), bound, s.s, s.n, 1);
    assert_false(ZSTD_isError(n));
    b.n += n;
    return b;
}

static Buf make_lz4_frame(Str s)
{
    return make_lz4(s, s.n % 2 == 0);
}

typedef struct {
    const char *name;
    Buf (*make)(Str s);
    size_t unit_bytes;
    const char *tail; /* behind the last unit */
    size_t tail_bytes;
} Kind;

/* The tail of a seekable zstd file is a table in a skippable frame. */
static const Kind KINDS[] = {
    {"zstd, frames", make_zstd_frame, 30000, "\x5E\x2A\x4D\x18\x04\0\0\0tabl", 12},
    {"zstd, frames as of pzstd", make_pzstd, 9000, NULL, 0},
    {"zstd, one frame", make_zstd_frame, TEXT_BYTES, NULL, 0},
    {"gzip, members", make_gzip, 20000, NULL, 0},
    {"gzip, small members", make_named, 1500, NULL, 0},
    {"gzip, as of bgzip", make_bgzf, 65280, "\0\0\0\0\0\0\0\0\0\0\0\0", 12},
    {"gzip, stored gzip", make_stored, 11000, NULL, 0},
    {"gzip, one member", make_gzip, TEXT_BYTES, NULL, 0},
    {"bzip2, streams", make_bzip2, 40000, NULL, 0},
    {"lz4, frames", make_lz4_frame, 33333, NULL, 0},
    {"xz, streams", make_xz, 100000, NULL, 0},
};
enum { N_KINDS = sizeof KINDS / sizeof *KINDS, MOST_UNITS = 1000 };

typedef struct {
    Buf bytes;
    size_t starts[MOST_UNITS]; /* of units */
    size_t n_units;
} Made;

static Made make(const Kind *k, Str text)
{
    Made m = {0};
    for (size_t at = 0; at < text.n; at += k->unit_bytes) {
        const size_t left = text.n - at;
        assert_true(m.n_units < MOST_UNITS);
        m.starts[m.n_units++] = m.bytes.n;
        make_join(&m.bytes,
                  k->make((Str){text.s + at, left < k->unit_bytes ? left : k->unit_bytes}));
        if (m.n_units % 7 == 0 && k->unit_bytes < text.n)
            make_join(&m.bytes, k->make((Str){"", 0}));
    }
    buf_add(&m.bytes, k->tail, k->tail_bytes);
    return m;
}

/* ---- reading ---- */

static const AheadOptions ALONE = {0};

static const AheadOptions SETTINGS[] = {
    {.n_threads = 2, .chunk_bytes = 1},
    {.n_threads = 3, .chunk_bytes = 3000, .buffer_bytes = 1},
    {.n_threads = 2},
    {.n_threads = 9, .chunk_bytes = 20000},
};
enum { N_SETTINGS = sizeof SETTINGS / sizeof *SETTINGS };

typedef struct {
    Buf bytes;
    Err e; /* ERR_NONE: not damaged */
} Read;

/* Reads all, or as much as `most` bytes and closes then. */
static Read read_all(Str file, const AheadOptions *o, size_t most)
{
    const int fd = memfd_create("shard", MFD_CLOEXEC);
    assert_true(fd >= 0);
    assert_int_equal(file_write_all(fd, file.s, file.n), 0);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    Read r = {0};
    Input *in = input_open_ahead(path, o, &r.e);
    assert_non_null(in);
    Str chunk;
    int step = 1;
    uint64_t progress = 0;
    while (r.bytes.n < most && (step = input_peek(in, &chunk, &r.e)) == 1) {
        const size_t part = chunk.n < 100000 ? chunk.n : 100000; /* not always all that is there */
        buf_add(&r.bytes, chunk.s, part);
        input_consume(in, part);
        assert_true(input_bytes_read(in) >= progress);
        progress = input_bytes_read(in);
    }
    assert_int_equal(input_offset(in), r.bytes.n);
    if (step < 0) {
        Err again = {0};
        assert_int_equal(input_peek(in, &chunk, &again), -1);
        assert_string_equal(again.text, r.e.text);
    }
    assert_true((step < 0) == (r.e.kind != ERR_NONE));
    input_close(in);
    close(fd);
    return r;
}

/* Fails unless the file gives the same under every setting; true when it is damaged. */
static bool same_for_all(const char *name, const char *what, size_t where, Str file)
{
    Read want = read_all(file, &ALONE, SIZE_MAX);
    for (size_t i = 0; i < N_SETTINGS; i++) {
        Read got = read_all(file, &SETTINGS[i], SIZE_MAX);
        if (got.bytes.n != want.bytes.n || memcmp(got.bytes.s, want.bytes.s, got.bytes.n) != 0)
            fail_msg("%s, %s %zu, setting %zu: %zu bytes differ from %zu (%s)", name, what, where,
                     i, got.bytes.n, want.bytes.n, got.e.text);
        if (strcmp(got.e.text, want.e.text) != 0)
            fail_msg("%s, %s %zu, setting %zu: \"%s\" is not \"%s\"", name, what, where, i,
                     got.e.text, want.e.text);
        buf_free(&got.bytes);
    }
    const bool damaged = want.e.kind != ERR_NONE;
    buf_free(&want.bytes);
    return damaged;
}

/* ---- tests ---- */

static void the_text_is_the_same(void **state)
{
    (void)state;
    Buf text = make_text(TEXT_BYTES);
    for (size_t k = 0; k < N_KINDS; k++) {
        Made m = make(&KINDS[k], buf_str(&text));
        for (size_t i = 0; i < N_SETTINGS; i++) {
            Read r = read_all(buf_str(&m.bytes), &SETTINGS[i], SIZE_MAX);
            if (r.e.kind != ERR_NONE)
                fail_msg("%s: %s", KINDS[k].name, r.e.text);
            if (KINDS[k].make ==
                make_stored) { /* gzip files in gzip: their number is enough here */
                assert_true(r.bytes.n > 0);
            } else {
                assert_int_equal(r.bytes.n, text.n);
                assert_memory_equal(r.bytes.s, text.s, text.n);
            }
            buf_free(&r.bytes);
        }
        same_for_all(KINDS[k].name, "whole", 0, buf_str(&m.bytes));
        buf_free(&m.bytes);
    }
    buf_free(&text);
}

/* Bits all over the file, and every byte of some units' headers. */
static void a_flipped_bit_is_told_by_the_same_words(void **state)
{
    (void)state;
    Buf text = make_text(TEXT_BYTES);
    for (size_t k = 0; k < N_KINDS; k++) {
        Made m = make(&KINDS[k], buf_str(&text));
        const size_t bits = 8 * m.bytes.n;
        size_t told = 0, n = 0;
        for (size_t i = 0; i < N_FLIPS; i++, n++) {
            const size_t unit = m.starts[(i / 24 * 5 + 3) % m.n_units];
            const size_t bit =
                i % 2 == 0 ? bits / N_FLIPS * i + i % 8 : 8 * (unit + i % 24) + i % 8;
            m.bytes.s[bit / 8] ^= (char)(1 << bit % 8);
            told += same_for_all(KINDS[k].name, "bit", bit, buf_str(&m.bytes));
            m.bytes.s[bit / 8] ^= (char)(1 << bit % 8);
        }
        print_message("%-26s %zu of %zu flipped bits told\n", KINDS[k].name, told, n);
        assert_true(told >= n / 2);
        buf_free(&m.bytes);
    }
    buf_free(&text);
}

/* What zlib makes of the member at s before it notices damage; whether it does. */
static bool zlib_damage(Str s, Buf *out)
{
    z_stream z = {0};
    assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
    z.next_in = (Bytef *)(uintptr_t)s.s;
    z.avail_in = (uInt)s.n;
    int code;
    do {
        z.next_out = (Bytef *)buf_reserve(out, 1 << 16);
        z.avail_out = 1 << 16;
        code = inflate(&z, Z_NO_FLUSH);
        out->n += (1 << 16) - z.avail_out;
    } while (code == Z_OK);
    inflateEnd(&z);
    return code != Z_STREAM_END;
}

/* What zlib takes for damaged is, and nothing else; text that stands well before the damage is given. */
static void gzip_is_damaged_where_zlib_says_so(void **state)
{
    (void)state;
    enum { MARGIN = 10000 };
    Buf text = make_text(90000), whole = make_gzip(buf_str(&text));
    size_t n_told = 0;
    for (size_t bit = 8 * 3; bit < 8 * whole.n; bit += SLOW ? 2003 : 157) {
        whole.s[bit / 8] ^= (char)(1 << bit % 8);
        Buf want = {0};
        const bool told = zlib_damage(buf_str(&whole), &want);
        Read got = read_all(buf_str(&whole), &ALONE, SIZE_MAX);
        const size_t same = want.n > MARGIN ? want.n - MARGIN : 0;
        if (told != (got.e.kind != ERR_NONE) || got.bytes.n < same ||
            (same > 0 && memcmp(got.bytes.s, want.s, same) != 0))
            fail_msg("bit %zu: %zu bytes, zlib %zu: %s", bit, got.bytes.n, want.n, got.e.text);
        n_told += told;
        buf_free(&want);
        buf_free(&got.bytes);
        whole.s[bit / 8] ^= (char)(1 << bit % 8);
    }
    assert_true(n_told > 10);
    buf_free(&whole);
    buf_free(&text);
}

static void a_cut_is_told_by_the_same_words(void **state)
{
    (void)state;
    Buf text = make_text(TEXT_BYTES);
    for (size_t k = 0; k < N_KINDS; k++) {
        Made m = make(&KINDS[k], buf_str(&text));
        size_t told = 0;
        for (size_t i = 1; i <= N_CUTS; i++) {
            const size_t near = m.starts[m.n_units - 1 - i % m.n_units / 2] + i % 12 + 1;
            const size_t n = i % 2 ? m.bytes.n / N_CUTS * i : near;
            told += same_for_all(KINDS[k].name, "cut", n, (Str){m.bytes.s, n});
        }
        if (told < N_CUTS * 3 / 4)
            fail_msg("%s: %zu of %d cuts told", KINDS[k].name, told, N_CUTS);
        buf_free(&m.bytes);
    }
    buf_free(&text);
}

static void what_is_appended_is_told_by_the_same_words(void **state)
{
    (void)state;
    static const Str appended[] = {
        {"hello", 5},
        {"\0\0\0\0hello", 9},
        {"\x1f\x8b\x08\0\0\0\0\0\0\x03garbage that begins like gzip", 40},
        {"\x28\xB5\x2F\xFD\x04\x58garbage that begins like zstd", 36},
        {"BZh91AY&SYgarbage that begins like bzip2", 40},
        {"\x04\x22\x4D\x18garbage that begins like lz4", 33},
    };
    Buf text = make_text(TEXT_BYTES);
    for (size_t k = 0; k < N_KINDS; k++) {
        Made m = make(&KINDS[k], buf_str(&text));
        const size_t whole = m.bytes.n;
        for (size_t i = 0; i < sizeof appended / sizeof *appended; i++) {
            buf_add_str(&m.bytes, appended[i]);
            assert_true(same_for_all(KINDS[k].name, "appended", i, buf_str(&m.bytes)));
            m.bytes.n = whole;
        }
        buf_free(&m.bytes);
    }
    buf_free(&text);
}

static void a_reader_may_stop_early(void **state)
{
    (void)state;
    Buf text = make_text(TEXT_BYTES);
    for (size_t k = 0; k < N_KINDS; k++) {
        Made m = make(&KINDS[k], buf_str(&text));
        for (size_t i = 0; i < N_SETTINGS; i++)
            for (size_t most = 1; most < TEXT_BYTES; most += 130000) {
                Read r = read_all(buf_str(&m.bytes), &SETTINGS[i], most);
                assert_true(r.e.kind == ERR_NONE && r.bytes.n > 0);
                buf_free(&r.bytes);
            }
        buf_free(&m.bytes);
    }
    buf_free(&text);
}

static size_t most_memory(void)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return (size_t)used.ru_maxrss * 1024;
}

/* 1 GB of zeros in 1 MB: what it unpacks to never lies in memory. */
static void a_bomb_takes_no_memory(void **state)
{
    (void)state;
    const size_t bytes = SLOW ? 1 << 24 : 1 << 30, piece = 1 << 22;
    char *zeros = calloc(1, piece);
    Buf (*const makers[])(Str s) = {make_gzip, make_zstd_frame, make_bzip2, make_lz4_frame};
    for (size_t k = 0; k < sizeof makers / sizeof *makers; k++) {
        Buf unit = makers[k]((Str){zeros, piece}), file = {0};
        for (size_t i = 0; i < bytes / piece; i++)
            buf_add_str(&file, buf_str(&unit));
        const size_t before = most_memory();
        const int fd = memfd_create("bomb", MFD_CLOEXEC);
        assert_int_equal(file_write_all(fd, file.s, file.n), 0);
        char path[64];
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        Err e = {0};
        const AheadOptions o = {.n_threads = 4};
        Input *in = input_open_ahead(path, &o, &e);
        Str chunk;
        while (input_peek(in, &chunk, &e) == 1)
            input_consume(in, chunk.n);
        assert_int_equal(e.kind, ERR_NONE);
        assert_int_equal(input_offset(in), bytes / piece * piece);
        input_close(in);
        close(fd);
        const size_t more = most_memory() - before;
        print_message("%zu bytes of %zu: %zu MB of memory more\n", file.n, bytes, more >> 20);
        assert_true(SLOW || more < (size_t)64 << 20);
        buf_free(&unit);
        buf_free(&file);
    }
    free(zeros);
}

/* ---- limits ---- */

/* A frame that asks for a window of 2^41 bytes, and an xz block that asks for a dictionary of 4 GiB. */
static void a_window_above_the_limit_is_refused_by_name(void **state)
{
    (void)state;
    Read r = read_all((Str){"\x28\xB5\x2F\xFD\x00\xF8\x01\x00\x00", 9}, &ALONE, SIZE_MAX);
    assert_non_null(strstr(r.e.text, "zstd frame 1: it needs a window of more than 2048 MiB"));
    buf_free(&r.bytes);

    unsigned char xz[24] = {0xFD, '7', 'z', 'X', 'Z', 0, 0, 0, 0, 0, 0, 0, 2, 0, 0x21, 1, 40};
    uLong crc = crc32(0, xz + 6, 2);
    for (int i = 0; i < 4; i++)
        xz[8 + i] = (unsigned char)(crc >> 8 * i);
    crc = crc32(0, xz + 12, 8);
    for (int i = 0; i < 4; i++)
        xz[20 + i] = (unsigned char)(crc >> 8 * i);
    r = read_all((Str){(const char *)xz, sizeof xz}, &ALONE, SIZE_MAX);
    assert_non_null(strstr(r.e.text, "dictionary of more than 2 GiB"));
    buf_free(&r.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bomb_takes_no_memory), /* first: it looks at the most memory so far */
        cmocka_unit_test(the_text_is_the_same),
        cmocka_unit_test(a_flipped_bit_is_told_by_the_same_words),
        cmocka_unit_test(gzip_is_damaged_where_zlib_says_so),
        cmocka_unit_test(a_cut_is_told_by_the_same_words),
        cmocka_unit_test(what_is_appended_is_told_by_the_same_words),
        cmocka_unit_test(a_reader_may_stop_early),
        cmocka_unit_test(a_window_above_the_limit_is_refused_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
