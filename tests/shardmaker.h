/* Shards for tests, made by the libraries' own writers: bytes compressed in various ways, archives
 * in various dialects. Every function returns bytes that the caller frees with buf_free. */
#ifndef ROTE_SHARDMAKER_H
#define ROTE_SHARDMAKER_H

#include "tests/testing.h"

#include "audit/base/buf.h"

#include <archive.h>
#include <archive_entry.h>
#include <bzlib.h>
#include <lz4frame.h>
#include <zlib.h>
#include <zstd.h>

/* One zstd frame with a checksum; a window of 2^window_log bytes if that is not 0. */
static inline Buf make_zstd(Str s, int window_log)
{
    ZSTD_CCtx *c = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(c, ZSTD_c_checksumFlag, 1);
    if (window_log) {
        ZSTD_CCtx_setParameter(c, ZSTD_c_windowLog, window_log);
        ZSTD_CCtx_setParameter(c, ZSTD_c_enableLongDistanceMatching, 1);
        ZSTD_CCtx_setParameter(c, ZSTD_c_contentSizeFlag, 0); /* else the window shrinks to it */
    }
    Buf b = {0};
    ZSTD_outBuffer o = {buf_reserve(&b, ZSTD_compressBound(s.n)), ZSTD_compressBound(s.n), 0};
    ZSTD_inBuffer i = {s.s, s.n, 0};
    /* Streamed in two steps, so that the frame does not know its size in advance. */
    assert_false(ZSTD_isError(ZSTD_compressStream2(c, &o, &i, ZSTD_e_continue)));
    assert_int_equal(ZSTD_compressStream2(c, &o, &i, ZSTD_e_end), 0);
    b.n = o.pos;
    ZSTD_freeCCtx(c);
    return b;
}

static inline Buf make_gzip(Str s)
{
    Buf b = {0};
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    const size_t bound = deflateBound(&z, s.n);
    z.next_in = (Bytef *)(uintptr_t)s.s;
    z.avail_in = (uInt)s.n;
    z.next_out = (Bytef *)buf_reserve(&b, bound);
    z.avail_out = (uInt)bound;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    b.n = bound - z.avail_out;
    deflateEnd(&z);
    return b;
}

static inline la_ssize_t make_sink(struct archive *a, void *ctx, const void *bytes, size_t n)
{
    (void)a;
    buf_add(ctx, bytes, n);
    return (la_ssize_t)n;
}

static inline Buf make_xz(Str s)
{
    Buf b = {0};
    struct archive *a = archive_write_new();
    assert_int_equal(archive_write_set_format_raw(a), ARCHIVE_OK);
    assert_int_equal(archive_write_add_filter_xz(a), ARCHIVE_OK);
    archive_write_set_bytes_per_block(a, 0);
    assert_int_equal(archive_write_open(a, &b, NULL, make_sink, NULL), ARCHIVE_OK);
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_pathname(entry, "data");
    assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
    assert_int_equal(archive_write_data(a, s.s, s.n), s.n);
    archive_entry_free(entry);
    assert_int_equal(archive_write_close(a), ARCHIVE_OK);
    archive_write_free(a);
    return b;
}

static inline Buf make_bzip2(Str s)
{
    Buf b = {0};
    unsigned n = (unsigned)(s.n + s.n / 100 + 600); /* the bound that libbz2 states */
    char *to = buf_reserve(&b, n);
    assert_int_equal(
        BZ2_bzBuffToBuffCompress(to, &n, (char *)(uintptr_t)s.s, (unsigned)s.n, 1, 0, 0), BZ_OK);
    b.n = n;
    return b;
}

/* One frame with a content checksum, in blocks of 64 KiB that do not need each other; block_checksums
 * and the content's size on demand. */
static inline Buf make_lz4(Str s, bool everything)
{
    LZ4F_preferences_t p = {0};
    p.frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled;
    p.frameInfo.blockChecksumFlag = everything ? LZ4F_blockChecksumEnabled : LZ4F_noBlockChecksum;
    p.frameInfo.contentSize = everything ? s.n : 0;
    Buf b = {0};
    const size_t bound = LZ4F_compressFrameBound(s.n, &p);
    b.n = LZ4F_compressFrame(buf_reserve(&b, bound), bound, s.s, s.n, &p);
    assert_false(LZ4F_isError(b.n));
    return b;
}

/* A member of an archive to be made. */
typedef struct {
    const char *name;
    Str text;
    unsigned type;    /* AE_IFREG if 0 */
    const char *link; /* target, for a link; with type 0 a hard link */
} Member;

/* format: ustar, pax, gnutar, v7tar or zip, as libarchive calls them; options: its own words, NULL
 * for none, such as "zip:compression=store". */
static inline Buf make_archive(const char *format, const char *options, const char *passphrase,
                               const Member *members, size_t n)
{
    Buf b = {0};
    struct archive *a = archive_write_new();
    assert_int_equal(archive_write_set_format_by_name(a, format), ARCHIVE_OK);
    if (passphrase)
        assert_int_equal(archive_write_set_passphrase(a, passphrase), ARCHIVE_OK);
    if (options)
        assert_int_equal(archive_write_set_options(a, options), ARCHIVE_OK);
    archive_write_set_bytes_per_block(a, 0);
    assert_int_equal(archive_write_open(a, &b, NULL, make_sink, NULL), ARCHIVE_OK);
    for (size_t i = 0; i < n; i++) {
        const Member *m = &members[i];
        struct archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, m->name);
        archive_entry_set_mtime(entry, 1700000000, 0);
        archive_entry_set_mode(entry, (m->type ? m->type : AE_IFREG) | 0644);
        if (m->link && m->type == AE_IFLNK)
            archive_entry_set_symlink(entry, m->link);
        else if (m->link)
            archive_entry_set_hardlink(entry, m->link);
        archive_entry_set_size(entry, m->link || m->type ? 0 : (la_int64_t)m->text.n);
        const int r = archive_write_header(a, entry);
        if (r != ARCHIVE_OK && r != ARCHIVE_WARN)
            fail_msg("%s: %s", m->name, archive_error_string(a));
        if (m->text.n > 0)
            assert_int_equal(archive_write_data(a, m->text.s, m->text.n), m->text.n);
        archive_entry_free(entry);
    }
    assert_int_equal(archive_write_close(a), ARCHIVE_OK);
    archive_write_free(a);
    return b;
}

/* Adds b's bytes to a and frees b. */
static inline void make_join(Buf *a, Buf b)
{
    buf_add(a, b.s, b.n);
    buf_free(&b);
}

#endif
