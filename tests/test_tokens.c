/* Corpora of token ids: NumPy arrays, raw files, Megatron's indexed datasets. */
#define _GNU_SOURCE /* memfd_create */
#include "tests/formatseen.h"
#include "tests/shardmaker.h"

#define GOLDEN "tests/golden/formats/tokens/"

/* "e3": 3 ends a document; "r8": rows of 8 ids; "none". */
static ShardOptions options_of(const char *how, unsigned token_bytes)
{
    ShardOptions o = {.text_field = "text", .token_bytes = token_bytes};
    o.has_end_of_document = how[0] == 'e';
    if (how[0] == 'e')
        o.end_of_document = (uint32_t)atoi(how + 1);
    if (how[0] == 'r')
        o.row_tokens = (uint64_t)atoi(how + 1);
    return o;
}

static const struct {
    const char *file, *kind;
    unsigned token_bytes;
    const char *how[4];
} FILES[] = {
    {"row-u1.npy", "npy", 0, {"e3", "r8", "r100"}},
    {"row-i2.npy", "npy", 0, {"e3", "r8", "r100"}},
    {"row-u2.npy", "npy", 0, {"e3", "r8", "r100"}},
    {"row-big-u2.npy", "npy", 0, {"e3", "r8", "r100"}},
    {"row-i4.npy", "npy", 0, {"e3", "r8", "r100"}},
    {"row-u4.npy", "npy", 4, {"e3", "r8", "r100"}}, /* an option for raw files changes nothing */
    {"row-i8.npy", "npy", 0, {"e3", "r8", "r100"}},
    {"row-big-i8.npy", "npy", 0, {"e3", "r8", "r100"}},
    {"wide.npy", "npy", 0, {"e3"}},
    {"large.npy", "npy", 0, {"none"}},
    {"version2.npy", "npy", 0, {"none"}},
    {"version3.npy", "npy", 0, {"none"}},
    {"empty.npy", "npy", 0, {"e3"}},
    {"raw.u16", "tokens", 2, {"e3", "r8"}},
    {"raw.u32", "tokens", 4, {"e3", "r8"}},
    {"megatron-uint8.bin", "megatron", 0, {"none", "e3"}},
    {"megatron-int8.bin", "megatron", 0, {"none", "e3"}},
    {"megatron-int16.bin", "megatron", 2, {"none", "e3"}},
    {"megatron-int32.bin", "megatron", 0, {"none", "e3"}},
    {"megatron-int64.bin", "megatron", 0, {"none", "e3"}},
    {"megatron-uint16.bin", "megatron", 0, {"none", "e3"}},
};

/* tests/oracle/tokens_golden.py: numpy and Megatron-LM's own writer made these. */
static void what_other_software_wrote_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
        char *path = test_path(GOLDEN, FILES[i].file);
        for (size_t k = 0; FILES[i].how[k]; k++) {
            const ShardOptions o = options_of(FILES[i].how[k], FILES[i].token_bytes);
            Buf name = {0}, want = {0};
            Err e = {0};
            buf_printf(&name, "%s.%s.expected", path, FILES[i].how[k]);
            if (file_read(buf_cstr(&name), &want, &e) != 0)
                fail_msg("%s", e.text);
            listing_expect(path, listing_of(path, &o, false), buf_cstr(&want));
            listing_expect_same_when_passing(path, (Str){NULL, 0}, path, &o);
            Shard *s = shard_open(path, &o, &e);
            assert_non_null(s);
            assert_string_equal(shard_kind(s), FILES[i].kind);
            shard_close(s);
            buf_free(&name);
            buf_free(&want);
        }
        free(path);
    }
}

/* Naming the index is naming the dataset. */
static void either_of_a_pair_may_be_named(void **state)
{
    (void)state;
    const ShardOptions o = options_of("none", 0);
    Buf want = listing_of(GOLDEN "megatron-int32.bin", &o, true);
    listing_expect("index", listing_of(GOLDEN "megatron-int32.idx", &o, true), buf_cstr(&want));
    buf_free(&want);
}

static void ids_lie_where_a_document_says(void **state)
{
    (void)state;
    const ShardOptions o = options_of("r2", 2);
    static const unsigned char bytes[] = {1, 0, 2, 1, 255, 255, 0, 0, 7, 0};
    static const uint32_t ids[] = {1, 258, 65535, 0, 7};
    const int fd = memfd_create("shard", MFD_CLOEXEC);
    assert_int_equal(file_write_all(fd, (const char *)bytes, sizeof bytes), 0);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    Err e = {0};
    Shard *s = shard_open(path, &o, &e);
    assert_non_null(s);
    for (uint64_t i = 0; i < 3; i++) {
        Doc d;
        assert_int_equal(shard_next(s, &d, &e), SHARD_DOC);
        assert_int_equal(d.ordinal, i);
        assert_int_equal(d.n_ids, i < 2 ? 2 : 1); /* the last row is shorter */
        assert_int_equal(d.record_bytes, 2 * d.n_ids);
        assert_int_equal(d.text.n, 0);
        assert_memory_equal(d.ids, ids + 2 * i, d.n_ids * sizeof *ids);
    }
    Doc d;
    assert_int_equal(shard_next(s, &d, &e), SHARD_END);
    shard_close(s);
    close(fd);
}

/* ---- what is refused ---- */

#define BYTES(s)                                                                                   \
    {                                                                                              \
        s, sizeof s - 1                                                                            \
    }

/* Headers of version 1.0 around these. */
static const struct {
    Str literal;
    const char *says;
} HEADERS[] = {
    {BYTES("{'descr': '<f2', 'fortran_order': False, 'shape': (3,), }"),
     "something else than integers"},
    {BYTES("{'descr': '\0u2', 'fortran_order': False, 'shape': (3,), }"),
     "something else than integers"},
    {BYTES("{'descr': [('a', '<u2')], 'fortran_order': False, 'shape': (3,), }"),
     "something else than integers"},
    {BYTES("{'descr': '<u2', 'fortran_order': False, 'shape': (), }"), "of 0 dimensions"},
    {BYTES("{'descr': '<u2', 'fortran_order': False, 'shape': (1,1,1,1), }"), "of 4 dimensions"},
    {BYTES("{'descr': '<u2', 'fortran_order': False, 'shape': (3,0), }"), "whose rows are empty"},
    {BYTES("{'descr': '<u2', 'fortran_order': True, 'shape': (3,3), }"), "ascontiguousarray"},
    {BYTES("{'descr': '<u8', 'fortran_order': False, 'shape': (4294967296,536870912), }"),
     "damaged"},
    {BYTES("{'descr': '<u8', 'fortran_order': False, 'shape': (99999999999999999999,), }"),
     "damaged"},
    {BYTES("{'descr': '<u2', 'fortran_order': False}"), "damaged"},
    {BYTES("{'descr': '<u2', 'descr': '<u2', 'fortran_order': False, 'shape': (3,), }"), "damaged"},
    {BYTES("{'descr': '<u2', 'fortran_order': None, 'shape': (3,), }"), "damaged"},
    {BYTES("{'descr': '<u2', 'fortran_order': False, 'shape': (3 4), }"), "damaged"},
    {BYTES("{'descr': '<u2', 'fortran_order': False, 'shape': (-3,), }"), "damaged"},
    {BYTES("{'descr': '<u2', 'fortran_order': False, 'shape': (3,), } x"), "damaged"},
    {BYTES("{'descr': '<u2', 'fortran_order': False, 'shape': (3,"), "damaged"},
    {BYTES("{'descr': '<u2', 'more': 1, 'fortran_order': False, 'shape': (3,)}"), "damaged"},
    {BYTES(""), "damaged"},
};

static const struct {
    Str bytes;
    const char *how;
    unsigned token_bytes;
    const char *says;
} REFUSED[] = {
    {BYTES("\x93NUMPY\1\0\xff\xff{'descr'"), "e0", 0, "the file has not"},
    {BYTES("\x93NUMPY\2\0\xff\xff\xff\xff{'descr'"), "e0", 0, "the file has not"},
    {BYTES("\x93NUMPY\4\0\1\0\0\0{'descr'"), "e0", 0, "version 4"},
    {BYTES("\x93NUMPY\1"), "e0", 0, "damaged"},
    {BYTES("\1\0\2\0"), "none", 2, "say where documents end"},
    {BYTES("\1\0\2\0"), "e0", 0, "say of which width"},
    {BYTES("MMIDIDX\0\0\1\0\0\0\0\0\0\0"), "e0", 2, "name it FILE.idx"},
    {BYTES("\x89HDF\r\n\x1a\n\0\0\0\0"), "e0", 2, "HDF5"},
};

static void headers_of_no_ids_are_refused(void **state)
{
    (void)state;
    const ShardOptions o = options_of("e0", 0), none = options_of("none", 0);
    Buf b = {0};
    for (size_t i = 0; i < sizeof HEADERS / sizeof *HEADERS; i++) {
        buf_clear(&b);
        buf_add(&b, "\x93NUMPY\1\0", 8);
        buf_add_char(&b, (char)HEADERS[i].literal.n);
        buf_add_char(&b, 0);
        buf_add_str(&b, HEADERS[i].literal);
        Buf got = listing_of_bytes(buf_str(&b), &o, true);
        if (strncmp(buf_cstr(&got), "refused", 7) != 0 || !strstr(got.s, HEADERS[i].says))
            fail_msg("%zu: %s does not say \"%s\"", i, got.s, HEADERS[i].says);
        buf_free(&got);
    }
    buf_free(&b);
    b = listing_of(GOLDEN "row-u2.npy", &none, true);
    assert_non_null(strstr(buf_cstr(&b), "say where documents end"));
    buf_free(&b);
}

static void what_holds_no_ids_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
        const ShardOptions o = options_of(REFUSED[i].how, REFUSED[i].token_bytes);
        Buf b = listing_of_bytes(REFUSED[i].bytes, &o, true);
        if (strncmp(buf_cstr(&b), "refused", 7) != 0 || !strstr(b.s, REFUSED[i].says))
            fail_msg("%zu: %s does not say \"%s\"", i, b.s, REFUSED[i].says);
        buf_free(&b);
    }
    static const char *const files[] = {"float.npy", "cube.npy", "fortran.npy", "object.npy"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *path = test_path(GOLDEN, files[i]);
        const ShardOptions o = options_of("e3", 0);
        listing_expect(path, listing_of(path, &o, false), "refused\n");
        free(path);
    }
}

/* What is no raw file stays what it is, though the option says that there are such files. */
static void raw_files_are_what_is_nothing_else(void **state)
{
    (void)state;
    const ShardOptions o = options_of("r1024", 2);
    Member m[] = {{.name = "a", .text = str_of("text")}};
    Buf tar = make_archive("ustar", NULL, NULL, m, 1), zip = make_archive("zip", NULL, NULL, m, 1),
        zeros = {0}, packed;
    memset(buf_reserve(&zeros, 2048), 0, 2048);
    zeros.n = 2048;
    packed = make_zstd(buf_str(&zeros), 0);
    const struct {
        Str bytes;
        const char *gives;
    } cases[] = {
        {buf_str(&tar), "doc 0 4 a"},
        {buf_str(&zip), "doc 0 4 a"},
        {str_of("{\"text\": \"a\"}\n"), "doc 0 "},
        {str_of("words"), "doc 0 5 - - " /* and the hash of a text */},
        {buf_str(&zeros), "doc 0 2048 - - "},
        {buf_str(&packed), "doc 0 2048 - - "},
        {{"", 0}, "end"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Buf b = listing_of_bytes(cases[i].bytes, &o, true);
        if (strncmp(buf_cstr(&b), cases[i].gives, strlen(cases[i].gives)) != 0)
            fail_msg("%zu: %s", i, b.s);
        buf_free(&b);
    }
    buf_free(&tar);
    buf_free(&zip);
    buf_free(&zeros);
    buf_free(&packed);
}

/* ---- blocks of the input ---- */

/* A header of odd length puts ids across the borders of blocks, plain and compressed. */
static void ids_may_lie_across_blocks(void **state)
{
    (void)state;
    enum { N = 200000 };
    Buf b = {0}, wanted_rows = {0};
    static const char literal[] =
        "{'descr': '<u4', 'fortran_order': False, 'shape': (200000,), }\n";
    buf_add(&b, "\x93NUMPY\1\0", 8);
    buf_add_char(&b, (char)(sizeof literal - 1));
    buf_add_char(&b, 0);
    buf_add(&b, literal, sizeof literal - 1);
    assert_int_equal(b.n % 2, 1);
    uint32_t *ids = malloc(N * sizeof *ids);
    for (uint32_t i = 0; i < N; i++)
        ids[i] = i * 2654435761u;
    buf_add(&b, (const char *)ids, N * sizeof *ids);
    for (uint64_t i = 0; i < N; i += 70001) {
        const uint64_t n = i + 70001 < N ? 70001 : N - i;
        buf_printf(&wanted_rows, "doc %" PRIu64 " %" PRIu64 " - -", i / 70001, 4 * n);
        listing_hash(ids + i, n * sizeof *ids, &wanted_rows);
        buf_add_c(&wanted_rows, "\n");
    }
    buf_add_c(&wanted_rows, "end\n");
    ShardOptions rows = options_of("r70001", 0), stretches = options_of("e0", 0);
    stretches.end_of_document = ids[65535 - 18]; /* one that lies across a border */
    Buf packed[] = {make_gzip(buf_str(&b)), b};
    Buf whole = {0};
    for (size_t i = 0; i < 2; i++) {
        const Str bytes = buf_str(&packed[i]);
        listing_expect("rows", listing_of_bytes(bytes, &rows, true), buf_cstr(&wanted_rows));
        listing_expect_same_when_passing("rows", bytes, NULL, &rows);
        listing_expect_same_when_passing("stretches", bytes, NULL, &stretches);
        Buf got = listing_of_bytes(bytes, &stretches, true);
        if (i == 0)
            whole = got;
        else
            listing_expect("stretches", got, buf_cstr(&whole));
    }
    char two[64];
    snprintf(two, sizeof two, "doc 0 %d - - ", 4 * (65535 - 18));
    assert_int_equal(strncmp(buf_cstr(&whole), two, strlen(two)), 0);
    buf_free(&whole);
    buf_free(&packed[0]);
    buf_free(&packed[1]);
    buf_free(&wanted_rows);
    free(ids);
}

static bool wants_last(void *ctx, uint64_t ordinal)
{
    return ordinal == *(uint64_t *)ctx;
}

static void rows_that_are_not_wanted_are_not_read(void **state)
{
    enum { N = 4 << 20 };
    uint16_t *ids = calloc(N, sizeof *ids);
    ids[N - 1] = 7;
    char *path = test_file(*state, "raw", ids, N * sizeof *ids);
    uint64_t last = N / 2048 - 1;
    ShardOptions o = options_of("r2048", 2);
    o.wants = wants_last;
    o.wants_ctx = &last;
    Err e = {0};
    Shard *s = shard_open(path, &o, &e);
    Doc d;
    for (uint64_t i = 0; i < last; i++)
        assert_int_equal(shard_next(s, &d, &e), SHARD_PASSED);
    assert_int_equal(shard_next(s, &d, &e), SHARD_DOC);
    assert_int_equal(d.n_ids, 2048);
    assert_int_equal(d.ids[2047], 7);
    assert_int_equal(shard_next(s, &d, &e), SHARD_END);
    assert_true(shard_bytes_read(s) < N / 4);
    shard_close(s);
    free(path);
    free(ids);
}

/* ---- damage ---- */

/* Cut at every byte. Rows of a raw file may end anywhere between two ids. */
static void what_is_cut_off_is_damaged(void **state)
{
    static const struct {
        const char *file, *how;
        unsigned token_bytes;
    } cases[] = {{"wide.npy", "none", 0},
                 {"row-i4.npy", "e3", 0},
                 {"row-u2.npy", "r8", 0},
                 {"raw.u32", "r8", 4},
                 {"raw.u32", "e3", 4}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *path = test_path(GOLDEN, cases[i].file);
        Buf b = {0};
        Err e = {0};
        assert_int_equal(file_read(path, &b, &e), 0);
        const ShardOptions o = options_of(cases[i].how, cases[i].token_bytes);
        for (size_t n = 8; n < b.n; n++) {
            const Str part = {b.s, n};
            Buf cut = listing_of_bytes(part, &o, false);
            const bool told = strstr(buf_cstr(&cut), "damaged") || strstr(cut.s, "refused");
            const bool invisible = cases[i].token_bytes && n % cases[i].token_bytes == 0;
            if (told == invisible)
                fail_msg("%s: %zu of %zu bytes: %s", cases[i].file, n, b.n, cut.s);
            listing_expect_same_when_passing(cases[i].file, part, NULL, &o);
            buf_free(&cut);
        }
        buf_add_char(&b, 'x');
        Buf longer = listing_of_bytes(buf_str(&b), &o, true);
        assert_non_null(strstr(buf_cstr(&longer), cases[i].token_bytes ? "ends inside a token id"
                                                                       : "something follows"));
        buf_free(&longer);
        buf_free(&b);
        free(path);
    }
}

/* One of the pair changed; free the listing. */
static Buf listing_of_pair(const char *folder, Str data, Str index, bool why)
{
    char *bin = test_file(folder, "x.bin", data.s, data.n),
         *idx = test_file(folder, "x.idx", index.s, index.n);
    const ShardOptions o = options_of("none", 0);
    Buf b = listing_of(bin, &o, why);
    listing_expect_same_when_passing("pair", (Str){NULL, 0}, bin, &o);
    free(bin);
    free(idx);
    return b;
}

static void a_damaged_pair_is_told(void **state)
{
    Buf data = {0}, index = {0};
    Err e = {0};
    assert_int_equal(file_read(GOLDEN "megatron-uint16.bin", &data, &e), 0);
    assert_int_equal(file_read(GOLDEN "megatron-uint16.idx", &index, &e), 0);
    for (size_t n = 0; n < data.n; n += n < 8 ? 1 : 37) {
        Buf b = listing_of_pair(*state, (Str){data.s, n}, buf_str(&index), true);
        assert_non_null(strstr(buf_cstr(&b), "cut off, or of another index"));
        buf_free(&b);
    }
    for (size_t n = 9; n < index.n; n += n < 40 ? 1 : 11) {
        Buf b = listing_of_pair(*state, buf_str(&data), (Str){index.s, n}, true);
        assert_non_null(strstr(buf_cstr(&b), "cut off"));
        assert_int_equal(strncmp(b.s, "refused", 7), 0);
        buf_free(&b);
    }
    buf_add_char(&data, 0);
    Buf b = listing_of_pair(*state, buf_str(&data), buf_str(&index), true);
    assert_non_null(strstr(buf_cstr(&b), "do the two belong together?"));
    buf_free(&b);
    data.n--;
    size_t quiet = 0;
    for (size_t bit = 8 * 9; bit < 8 * index.n; bit += 29) { /* nothing crashes, most is told */
        index.s[bit / 8] ^= (char)(1 << bit % 8);
        b = listing_of_pair(*state, buf_str(&data), buf_str(&index), false);
        quiet += strstr(buf_cstr(&b), "end\n") != NULL;
        buf_free(&b);
        index.s[bit / 8] ^= (char)(1 << bit % 8);
    }
    print_message("of %zu flipped bits of an index %zu change documents without a word\n",
                  (8 * index.n - 72) / 29, quiet);
    buf_free(&data);
    buf_free(&index);
}

static void a_pair_needs_both(void **state)
{
    Buf index = {0};
    Err e = {0};
    assert_int_equal(file_read(GOLDEN "megatron-uint16.idx", &index, &e), 0);
    char *path = test_file(*state, "alone.idx", index.s, index.n);
    const ShardOptions o = options_of("none", 0);
    Buf b = listing_of(path, &o, true);
    assert_non_null(strstr(buf_cstr(&b), "alone.bin: cannot be opened: No such file"));
    buf_free(&b);
    /* Modes, as multimodal datasets have. */
    uint64_t n_sequences;
    memcpy(&n_sequences, index.s + 18, sizeof n_sequences);
    memset(buf_reserve(&index, n_sequences), 0, n_sequences);
    index.n += n_sequences;
    b = listing_of_pair(*state, str_of("x"), buf_str(&index), true);
    assert_non_null(strstr(buf_cstr(&b), "multimodal"));
    buf_free(&b);
    index.n -= n_sequences;
    index.s[9] = 2;
    b = listing_of_pair(*state, str_of("x"), buf_str(&index), true);
    assert_non_null(strstr(buf_cstr(&b), "version 2"));
    buf_free(&b);
    index.s[9] = 1;
    index.s[17] = 7;
    b = listing_of_pair(*state, str_of("x"), buf_str(&index), true);
    assert_non_null(strstr(buf_cstr(&b), "type 7, which is none of ids"));
    buf_free(&b);
    buf_free(&index);
    free(path);
}

#define FOLDER_TEST(f) cmocka_unit_test_setup_teardown(f, test_folder_make, test_folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_other_software_wrote_is_read),
        cmocka_unit_test(either_of_a_pair_may_be_named),
        cmocka_unit_test(ids_lie_where_a_document_says),
        cmocka_unit_test(headers_of_no_ids_are_refused),
        cmocka_unit_test(what_holds_no_ids_is_refused),
        cmocka_unit_test(raw_files_are_what_is_nothing_else),
        cmocka_unit_test(ids_may_lie_across_blocks),
        FOLDER_TEST(rows_that_are_not_wanted_are_not_read),
        cmocka_unit_test(what_is_cut_off_is_damaged),
        FOLDER_TEST(a_damaged_pair_is_told),
        FOLDER_TEST(a_pair_needs_both),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
