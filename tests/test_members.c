/* Archives from other software, and their members by pattern and by wish. */
#define _GNU_SOURCE /* memfd_create */
#include "tests/formatseen.h"
#include "tests/shardmaker.h"

#include "corpus/globmatch.h"

#define GOLDEN "tests/golden/formats/"

static const char *const SOME[] = {"*.txt", "deep/**/c[ad]?", "?"}; /* archives_golden.py's */

static const char *const FILES[] = {
    "gnu.tar.gz",        "posix.tar.gz",      "names.tar.gz",    "bsd.tar.gz",    "bsdpax.tar.gz",
    "python-gnu.tar.gz", "python-pax.tar.gz", "info.zip",        "info-file.zip", "info-zip64.zip",
    "bsd.zip",           "python.zip",        "python-lzma.zip",
};

static void archives_of_other_software_are_read(void **state)
{
    (void)state;
    const ShardOptions all = {.text_field = "text"},
                       some = {.text_field = "text", .members = SOME, .n_members = 3};
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
        char *path = test_path(GOLDEN, FILES[i]);
        listing_expect_golden(path, &all);
        Buf name = {0}, want = {0};
        Err e = {0};
        buf_printf(&name, "%s.some.expected", path);
        assert_int_equal(file_read(buf_cstr(&name), &want, &e), 0);
        listing_expect(path, listing_of(path, &some, false), buf_cstr(&want));
        listing_expect_same_when_passing(path, (Str){NULL, 0}, path, &all);
        listing_expect_same_when_passing(path, (Str){NULL, 0}, path, &some);
        buf_free(&name);
        buf_free(&want);
        free(path);
    }
}

/* ---- patterns ---- */

static const struct {
    const char *pattern, *name;
    bool member, path, hiding; /* globmatch_member, globmatch_path without and with `hide` */
} MATCHES[] = {
    {"a", "a", true, true, true},
    {"a", "b", false, false, false},
    {"a", "x/a", true, false, false},
    {"*", "x/a", true, false, false},
    {"*", ".a", true, true, false},
    {".*", ".a", true, true, true},
    {"*.txt", "x/y/a.txt", true, false, false},
    {"*.txt", "a.txt.gz", false, false, false},
    {"x/*", "x/a", true, true, true},
    {"x/*", "x/y/a", false, false, false},
    {"./x//*", "x/a", true, true, true},
    {"x/*", "./x/./a", true, true, true},
    {"**", "a", true, true, true},
    {"**/", "x/a", true, true, true},
    {"**/*", "x/y/a", true, true, true},
    {"**/a", "a", true, true, true},
    {"**/a", "x/y/a", true, true, true},
    {"**/a", "x/y/b", false, false, false},
    {"**/a", "x/.y/a", true, true, false},
    {"**/a", ".x/y/a", true, true, false},
    {"**/.y/a", "x/.y/a", true, true, true},
    {"x/**", "x", false, false, false},
    {"x/**", "x/a", true, true, true},
    {"x/**", "x/y/a", true, true, true},
    {"x/**", "x/.y/a", true, true, false},
    {"x/**/a", "x/a", true, true, true},
    {"x/**/y/**/a", "x/y/a", true, true, true},
    {"x/**/y/**/a", "x/1/y/2/y/3/a", true, true, true},
    {"x/**/y/**/a", "x/1/2/3/a", false, false, false},
    {"**/y/*/a", "y/1/2/y/3/a", true, true, true},
    {"**/**/a", "x/a", true, true, true},
    {"x**/a", "xyz/a", true, true, true}, /* no part of its own: two * in a row */
    {"x**/a", "x/y/a", false, false, false},
    {"x/[ab]?", "x/b7", true, true, true},
    {"x/[!ab]?", "x/b7", false, false, false},
    {"\\*", "*", true, true, true},
    {"\\*", "a", false, false, false},
    {"[", "[", true, true, true},
    {"", "", true, true, true},
    {"", "a", false, false, false},
};

static void patterns_are_held_against_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof MATCHES / sizeof *MATCHES; i++) {
        const Str p = str_of(MATCHES[i].pattern), n = str_of(MATCHES[i].name);
        const bool member = globmatch_member(p, n), path = globmatch_path(p, n, false),
                   hiding = globmatch_path(p, n, true);
        if (member != MATCHES[i].member || path != MATCHES[i].path || hiding != MATCHES[i].hiding)
            fail_msg("\"%s\" against \"%s\": %d %d %d", p.s, n.s, member, path, hiding);
    }
}

/* Names and patterns of two letters, wild cards and slashes, against the definition by recursion. */
static bool plainly_matches(const char *p, const char *n)
{
    if (strncmp(p, "**", 2) == 0 && (p[2] == '/' || !p[2])) {
        const char *slash = strchr(n, '/');
        if (!p[2])
            return *n != '\0';
        return plainly_matches(p + 3, n) || (slash && plainly_matches(p, slash + 1));
    }
    const size_t p_n = strcspn(p, "/"), n_n = strcspn(n, "/");
    const bool any = p_n == 1 && *p == '*', same = p_n == n_n && memcmp(p, n, p_n) == 0;
    if (!(any || same) || (p[p_n] == '/') != (n[n_n] == '/'))
        return false;
    return p[p_n] == '\0' || plainly_matches(p + p_n + 1, n + n_n + 1);
}

static void patterns_agree_with_their_definition(void **state)
{
    (void)state;
    static const char *const parts[] = {"a", "b", "*", "**"};
    for (unsigned code = 0; code < 4 * 4 * 4 * 4 * 4 * 2; code++) {
        char pattern[64] = "", name[64] = "";
        const unsigned length = 2 + code % 4;
        for (unsigned i = 0, c = code / 4; i < length; i++, c /= 4)
            sprintf(pattern + strlen(pattern), "%s%s", i ? "/" : "", parts[c % 4]);
        for (unsigned bits = 2; bits < 256; bits++) { /* the highest bit ends the name */
            *name = '\0';
            for (unsigned b = bits; b > 1; b /= 2)
                sprintf(name + strlen(name), "%s%s", *name ? "/" : "", parts[b % 2]);
            if (globmatch_path(str_of(pattern), str_of(name), true) !=
                plainly_matches(pattern, name))
                fail_msg("\"%s\" against \"%s\"", pattern, name);
        }
    }
}

/* ---- what is not wanted ---- */

static bool none(void *ctx, uint64_t ordinal)
{
    (void)ctx;
    (void)ordinal;
    return false;
}

static void what_is_not_wanted_is_not_read(void **state)
{
    static const char *const formats[][2] = {
        {"ustar", NULL}, {"pax", NULL}, {"zip", "zip:compression=store"}};
    Buf text = {0};
    memset(buf_reserve(&text, 3 << 20), 'x', 3 << 20);
    text.n = 3 << 20;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        Member m[6];
        for (size_t k = 0; k < 6; k++)
            m[k] = (Member){.name = "a.txt", .text = buf_str(&text)};
        Buf b = make_archive(formats[i][0], formats[i][1], NULL, m, 6);
        char *path = test_file(*state, "x", b.s, b.n);
        static const char *const other[] = {"*.md"};
        const ShardOptions unwanted = {.text_field = "text", .wants = none},
                           unmatched = {.text_field = "text", .members = other, .n_members = 1};
        for (size_t k = 0; k < 2; k++) {
            Err e = {0};
            Shard *s = shard_open(path, k ? &unmatched : &unwanted, &e);
            assert_non_null(s);
            Doc d;
            size_t n = 0;
            ShardStep step;
            for (; (step = shard_next(s, &d, &e)) == SHARD_PASSED; n++)
                assert_true(d.ordinal == n && d.record_bytes == 3 << 20);
            if (step != SHARD_END)
                fail_msg("%s: %s", formats[i][0], e.text);
            assert_int_equal(n, k ? 0 : 6);
            /* libarchive asks for a block or two a member. */
            assert_true(shard_bytes_read(s) < b.n / 4);
            shard_close(s);
        }
        free(path);
        buf_free(&b);
    }
    buf_free(&text);
}

/* Cut at every byte: what is skipped must not hide that it is not there, nor move the place where the
 * reading ends. */
static void a_cut_is_found_behind_what_is_skipped(void **state)
{
    (void)state;
    static const char *const formats[] = {"ustar", "pax", "zip"};
    static const Member m[] = {
        {.name = "a", .text = {"some text", 9}}, {.name = "b", .text = {"more", 4}}, {.name = "c"}};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        Buf b = make_archive(formats[i], NULL, NULL, m, 3);
        for (size_t n = 6; n < b.n; n++) {
            const ShardOptions o = {.text_field = "text"};
            const Str part = {b.s, n};
            listing_expect_same_when_passing(formats[i], part, NULL, &o);
            Buf gz = make_gzip(part);
            listing_expect_same_when_passing(formats[i], buf_str(&gz), NULL, &o);
            buf_free(&gz);
        }
        buf_free(&b);
    }
}

/* Two of five members that cannot be unpacked, and one whose checksum is wrong. */
static void broken_content_hurts_one_member_of_a_zip(void **state)
{
    (void)state;
    static const char *const names[] = {"a", "b", "c", "d", "e"};
    Member m[5];
    for (size_t i = 0; i < 5; i++)
        m[i] = (Member){.name = names[i], .text = {"some text, some text, some text", 31}};
    Buf b = make_archive("zip", "zip:compression=deflate", NULL, m, 5);
    size_t n = 0;
    for (size_t i = 0; i + 4 < b.n; i++) {
        if (memcmp(b.s + i, "PK\3\4", 4) != 0)
            continue;
        const size_t data = i + 30 + (unsigned char)b.s[i + 26] + (unsigned char)b.s[i + 28];
        if (n == 1 || n == 2)
            b.s[data] = (char)0xFF; /* no kind of deflate block */
        if (n == 4)
            b.s[data + 6] ^= 1;
        n++;
    }
    assert_int_equal(n, 5);
    const ShardOptions o = {.text_field = "text"};
    Buf got = listing_of_bytes(buf_str(&b), &o, false), want = {0};
    for (size_t i = 0; i < 5; i++) {
        const bool good = i == 0 || i == 3;
        if (good)
            buf_printf(&want, "doc %zu 31 %s -", i, names[i]);
        else
            buf_printf(&want, "malformed %zu", i);
        if (good)
            listing_hash(m[i].text.s, m[i].text.n, &want);
        buf_add_c(&want, "\n");
    }
    buf_add_c(&want, "end\n");
    listing_expect("broken content", got, buf_cstr(&want));
    listing_expect_same_when_passing("broken content", buf_str(&b), NULL, &o);
    buf_free(&want);
    buf_free(&b);
}

#define FOLDER_TEST(f) cmocka_unit_test_setup_teardown(f, test_folder_make, test_folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(archives_of_other_software_are_read),
        cmocka_unit_test(patterns_are_held_against_names),
        cmocka_unit_test(patterns_agree_with_their_definition),
        FOLDER_TEST(what_is_not_wanted_is_not_read),
        cmocka_unit_test(a_cut_is_found_behind_what_is_skipped),
        cmocka_unit_test(broken_content_hurts_one_member_of_a_zip),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
