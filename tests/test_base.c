/* The cellar: strings, buffers, arenas, errors, hashes, files, threads. */
#include "tests/testing.h"

#include "audit/base/arena.h"
#include "audit/base/buf.h"
#include "audit/base/file.h"
#include "audit/base/filemap.h"
#include "audit/base/hash.h"
#include "audit/base/mem.h"
#include "audit/base/pool.h"
#include "audit/base/utf8.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void err_puts_context_in_front(void **state)
{
    (void)state;
    Err e = {0};
    err_add(&e, "ignored");
    assert_string_equal(e.text, "");
    err_set(&e, ERR_FORMAT, "byte %d is wrong", 7);
    err_add(&e, "%s", "file");
    assert_string_equal(e.text, "file: byte 7 is wrong");
    assert_int_equal(err_exit_code(&e), 3);
}

static void err_marks_a_text_that_was_cut(void **state)
{
    (void)state;
    char longer[ERR_TEXT_BYTES * 2];
    memset(longer, 'x', sizeof longer);
    longer[sizeof longer - 1] = '\0';
    Err e = {0};
    err_set(&e, ERR_IO, "%s", longer);
    assert_int_equal(strlen(e.text), ERR_TEXT_BYTES - 1);
    assert_string_equal(e.text + ERR_TEXT_BYTES - 4, "...");
}

/* A wrong byte at every place of texts that are ASCII for long, for short, and not at all. */
static void utf8_span_ends_at_the_first_wrong_byte(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        "a",
                                        "abcdefghijklmnopqrstuvwxyz",
                                        "Käse",
                                        "abcdefg\xC3\xA4",
                                        "\xF0\x9F\x9A\xA2 is a ship, \xF0\x9F\x9A\xA2 too"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char s[64];
        const size_t n = strlen(texts[i]);
        memcpy(s, texts[i], n);
        assert_int_equal(utf8_span((Str){s, n}), n);
        for (size_t k = 0; k < n; k++) {
            s[k] = '\xFF';
            size_t start = k; /* of the character that was broken */
            while (start > 0 && ((unsigned char)texts[i][start] & 0xC0) == 0x80)
                start--;
            assert_int_equal(utf8_span((Str){s, n}), start);
            s[k] = texts[i][k];
        }
    }
}

static void arena_keeps_what_it_gave(void **state)
{
    (void)state;
    Arena a = {0};
    char *kept[500];
    for (int i = 0; i < 500; i++)
        kept[i] = arena_printf(&a, "%0*d", i + 1, i);
    for (int i = 0; i < 500; i++) {
        assert_int_equal(strlen(kept[i]), i + 1);
        assert_int_equal(atoi(kept[i]), i);
    }
    const char *large = arena_alloc(&a, 3, 1 << 20);
    for (size_t i = 0; i < (size_t)3 << 20; i += 4093)
        assert_int_equal(large[i], 0);
    arena_free(&a);
}

/* Values of the published xxHash (python-xxhash 3.x: xxh3_64_intdigest). */
static void hash_agrees_with_xxhash(void **state)
{
    (void)state;
    assert_true(hash_xxh3(0, "", 0) == 0x2d06800538d394c2ULL);
    assert_true(hash_document(7, str_of("web"), str_of("part-0"), 258) == 0x1254201803efd6e4ULL);
    char hex[SHA256_HEX_BYTES];
    sha256_bytes("abc", 3, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void file_replace_is_private_and_whole(void **state)
{
    char *path = test_path(*state, "x");
    Err e = {0};
    assert_int_equal(file_replace(path, str_of("one"), &e), 0);
    assert_int_equal(file_replace(path, str_of("second"), &e), 0);
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    Buf b = {0};
    assert_int_equal(file_read(path, &b, &e), 0);
    assert_true(str_equal_c(buf_str(&b), "second"));
    buf_free(&b);
    FileMap *m = filemap_open(path, &e);
    assert_true(str_equal_c(filemap_bytes(m), "second"));
    filemap_close(m);
    free(path);

    path = test_path(*state, "missing/x");
    assert_int_equal(file_replace(path, str_of("one"), &e), -1);
    assert_int_equal(e.kind, ERR_IO);
    assert_non_null(strstr(e.text, "No such file"));
    assert_null(filemap_open(path, &e));
    free(path);
}

static long resident_pages(void)
{
    long pages = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    assert_non_null(f);
    assert_int_equal(fscanf(f, "%*d %ld", &pages), 1);
    fclose(f);
    return pages;
}

/* Of a file that was read to its end, only what the last step left counts; reading again works. */
static void passed_pages_are_handed_back(void **state)
{
    enum { N = 16 << 20, PAGE = 4096 };
    char *text = mem_zero(N, 1);
    text[N - 1] = 'x';
    char *path = test_file(*state, "x", text, N);
    free(text);
    Err e = {0};
    FileMap *m = filemap_open(path, &e);
    const Str bytes = filemap_bytes(m);
    for (int round = 0; round < 2; round++) {
        const long before = resident_pages();
        unsigned sum = 0;
        for (size_t at = 0; at < N; at += PAGE) {
            sum += (unsigned char)bytes.s[at + PAGE - 1];
            filemap_passed(m, bytes.s + at);
        }
        filemap_passed(m, bytes.s + N);
        assert_int_equal(sum, 'x');
        assert_true(resident_pages() - before < N / PAGE / 2);
    }
    filemap_close(m);
    free(path);
}

static void add_thread(void *arg, int thread)
{
    atomic_fetch_add((atomic_int *)arg, 1 << (8 * thread));
}

static void pool_runs_each_thread_once(void **state)
{
    (void)state;
    Err e = {0};
    Pool *p = pool_open(3, &e);
    assert_non_null(p);
    for (int i = 0; i < 300; i++) {
        atomic_int sum = 0;
        pool_run(p, add_thread, &sum);
        assert_int_equal(atomic_load(&sum), 0x010101);
        if (i % 100 == 99)
            usleep(5000); /* long enough for the workers to fall asleep */
    }
    pool_close(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(err_puts_context_in_front),
        cmocka_unit_test(err_marks_a_text_that_was_cut),
        cmocka_unit_test(utf8_span_ends_at_the_first_wrong_byte),
        cmocka_unit_test(arena_keeps_what_it_gave),
        cmocka_unit_test(hash_agrees_with_xxhash),
        cmocka_unit_test_setup_teardown(file_replace_is_private_and_whole, test_folder_make,
                                        test_folder_remove),
        cmocka_unit_test_setup_teardown(passed_pages_are_handed_back, test_folder_make,
                                        test_folder_remove),
        cmocka_unit_test(pool_runs_each_thread_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
