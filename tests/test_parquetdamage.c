/* Damaged Parquet files: cut at every byte, bits flipped. Nothing crashes, and where a page has a
 * checksum nothing changes without a word. */
#define _GNU_SOURCE /* memfd_create */
#include "tests/sharddigest.h"
#include "tests/shardseen.h"

#include "corpus/parquet/pageheader.h"

#define GOLDEN "tests/golden/parquet/"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { FLIP_STRIDE = 331, CUT_STRIDE = 17 };
#else
enum { FLIP_STRIDE = 5, CUT_STRIDE = 1 };
#endif

static const struct {
    const char *file;
    bool has_crc;
} DAMAGED[] = {
    {"zstd-plain", true},
    {"snappy-dictionary", true},
    {"gzip-delta_byte_array", true},
    {"brotli-delta_length_byte_array", true},
    {"lz4-delta_byte_array", true},
    {"none-delta_length_byte_array", true},
    {"deep-v2", false},
    {"duckdb-snappy-v2", false},
    {"polars", false},
    {"fastparquet-lz4", false},
};

static Buf golden_bytes(const char *name)
{
    char path[256];
    Buf b = {0};
    Err e = {0};
    snprintf(path, sizeof path, GOLDEN "%s.parquet", name);
    if (file_read(path, &b, &e) != 0)
        fail_msg("%s", e.text);
    return b;
}

static void digest_bytes(ShardDigest *g, Str bytes, const ShardOptions *o)
{
    const int fd = memfd_create("shard", MFD_CLOEXEC);
    assert_true(fd >= 0);
    assert_int_equal(file_write_all(fd, bytes.s, bytes.n), 0);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    digest_shard(g, path, o, 16);
    close(fd);
}

/* The footer is at the end, so that no cut goes unnoticed. */
static void a_file_that_is_cut_off_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof DAMAGED / sizeof *DAMAGED; i++) {
        Buf b = golden_bytes(DAMAGED[i].file);
        for (size_t n = 4; n < b.n; n += CUT_STRIDE) {
            ShardDigest g;
            digest_bytes(&g, (Str){b.s, n}, &OPTIONS);
            if (g.opened || g.e.kind != ERR_FORMAT)
                fail_msg("%s: %zu of %zu bytes open", DAMAGED[i].file, n, b.n);
        }
        buf_free(&b);
    }
}

/* Marks the bytes of all pages' bodies, which follow one another. */
static void mark_bodies(Str file, char *is_body)
{
    const int fd = memfd_create("shard", MFD_CLOEXEC);
    assert_int_equal(file_write_all(fd, file.s, file.n), 0);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    Err e = {0};
    InFile *f = infile_open(path, &e);
    const unsigned char *u = (const unsigned char *)file.s + file.n - 8;
    const uint64_t data_end = file.n - 8 - (u[0] | (uint64_t)u[1] << 8);
    PageHeader h;
    size_t n = 0;
    for (uint64_t at = 4; pageheader_read(&h, f, at, data_end, &e) == 0; n++) {
        memset(is_body + h.body, 1, (size_t)h.packed_bytes);
        at = h.body + h.packed_bytes;
        if (at == data_end)
            break;
    }
    assert_true(n > 2);
    infile_close(f);
    close(fd);
}

static void a_flipped_bit_is_told_where_there_is_a_checksum(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof DAMAGED / sizeof *DAMAGED; i++) {
        Buf b = golden_bytes(DAMAGED[i].file);
        char *is_body = calloc(b.n, 1);
        if (DAMAGED[i].has_crc)
            mark_bodies(buf_str(&b), is_body);
        const bool nested = strstr(DAMAGED[i].file, "deep") != NULL;
        ShardOptions o = OPTIONS;
        Err e = {0};
        char path[256];
        snprintf(path, sizeof path, GOLDEN "%s.parquet", DAMAGED[i].file);
        Shard *probe = shard_open(path, &o, &e);
        if (!probe)
            o.text_field = nested ? "meta.in.text" : "meta.text";
        shard_close(probe);
        ShardDigest whole, g;
        digest_bytes(&whole, buf_str(&b), &o);
        assert_true(whole.opened && whole.end == SHARD_END);
        size_t told = 0, harmless = 0, silent = 0;
        for (size_t bit = 0; bit < 8 * b.n; bit += FLIP_STRIDE) {
            b.s[bit / 8] ^= (char)(1 << bit % 8);
            digest_bytes(&g, buf_str(&b), &o);
            const bool quiet = g.opened && g.end == SHARD_END;
            const bool same = quiet && strcmp(g.sha256, whole.sha256) == 0;
            if (!quiet)
                assert_true(g.e.text[0] && !strchr(g.e.text, '\n') && g.end != (ShardStep)-1);
            if (quiet && !same && is_body[bit / 8])
                fail_msg("%s: bit %zu of byte %zu changes the documents without a word",
                         DAMAGED[i].file, bit % 8, bit / 8);
            told += !quiet;
            harmless += same;
            silent += quiet && !same;
            b.s[bit / 8] ^= (char)(1 << bit % 8);
        }
        print_message("%-32s %zu bits told, %zu harmless, %zu change what no checksum covers\n",
                      DAMAGED[i].file, told, harmless, silent);
        free(is_body);
        buf_free(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_that_is_cut_off_is_refused),
        cmocka_unit_test(a_flipped_bit_is_told_where_there_is_a_checksum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
