/* Archives of text files, tar and zip, through libarchive: every regular file is a document.
 *
 * libarchive forgives what an audit may not: a tar that stops between two members, bytes behind its
 * end mark, a zip whose directory is missing or lost an entry. Those are looked for here. Folders, in
 * a tar links and devices, and members that no pattern takes are no records, and counted. What is not
 * wanted is skipped: in a zip its bytes are not even read, nor in a tar without compression. Where the
 * reading ends does not depend on what is wanted: a member is passed only if it is there whole, and
 * one of a zip whose content is broken is malformed alone. A zip's central directory is held in
 * memory, about 170 bytes a member. */
#define _GNU_SOURCE /* newlocale, uselocale */
#include "corpus/format.h"
#include "corpus/globmatch.h"
#include "corpus/zipend.h"

#include "audit/base/buf.h"
#include "audit/base/mem.h"
#include "audit/base/utf8.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <inttypes.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

enum { TAR_BLOCK_BYTES = 512, MEMBER_NAME_SHOWN = 200 };

/* Members that are no records. */
enum { LEFT_FOLDERS, LEFT_LINKS, LEFT_DEVICES, LEFT_UNMATCHED, N_LEFT };

typedef struct {
    Input *in;
    ShardOptions options;
    struct archive *a;
    locale_t utf8;  /* libarchive turns names into the thread's character set; 0 if there is none */
    bool is_zip;    /* else tar */
    ZipEnd end;     /* zip only */
    size_t lent;    /* bytes of the input that libarchive is looking at */
    uint64_t fed;   /* tar: bytes given to libarchive */
    uint64_t zeros; /* tar: how many of the last of them are 0 */
    Err input_error;
    uint64_t n_members; /* of any type */
    uint64_t ordinal;   /* of the next regular file */
    bool is_stuck;      /* libarchive goes no further, though there are more members */
    Buf text, name, shown;
    ShardLeftOut left_out[N_LEFT];
} Members;

/* The member's name as it may stand in a message: one line, UTF-8, not endless. */
static const char *shown_name(Members *m)
{
    const bool whole = m->name.n <= MEMBER_NAME_SHOWN;
    buf_clear(&m->shown);
    buf_printf(&m->shown, "member %" PRIu64 " \"", m->n_members);
    utf8_printable(&m->shown, (Str){m->name.s, whole ? m->name.n : MEMBER_NAME_SHOWN});
    for (size_t i = 0; i < m->shown.n; i++)
        if ((unsigned char)m->shown.s[i] < 0x20 || m->shown.s[i] == 0x7f)
            m->shown.s[i] = '?';
    buf_add_c(&m->shown, whole ? "\"" : "...\"");
    return buf_cstr(&m->shown);
}

/* ---- what libarchive reads from ---- */

static la_ssize_t feed_failed(Members *m, struct archive *a)
{
    archive_set_error(a, EIO, "%s", m->input_error.text);
    return -1;
}

static la_ssize_t tar_feed(struct archive *a, void *ctx, const void **bytes)
{
    Members *m = ctx;
    input_consume(m->in, m->lent);
    m->lent = 0;
    Str chunk;
    const int r = input_peek(m->in, &chunk, &m->input_error);
    if (r < 0)
        return feed_failed(m, a);
    if (r == 0)
        return 0;
    size_t zeros = 0;
    while (zeros < chunk.n && chunk.s[chunk.n - 1 - zeros] == 0)
        zeros++;
    m->zeros = zeros == chunk.n ? m->zeros + zeros : zeros;
    m->fed += chunk.n;
    m->lent = chunk.n;
    *bytes = chunk.s;
    return (la_ssize_t)chunk.n;
}

/* Fewer than asked for, or none, is no error: libarchive reads the rest, or finds the file's end. */
static la_int64_t tar_skip(struct archive *a, void *ctx, la_int64_t n)
{
    (void)a;
    Members *m = ctx;
    input_consume(m->in, m->lent);
    m->lent = 0;
    const uint64_t skipped = n > 0 ? input_skip(m->in, (uint64_t)n) : 0;
    if (skipped > 0) {
        m->fed += skipped;
        m->zeros = 0;
    }
    return (la_int64_t)skipped;
}

static la_ssize_t zip_feed(struct archive *a, void *ctx, const void **bytes)
{
    Members *m = ctx;
    InFile *f = input_file(m->in);
    infile_consume(f, m->lent);
    m->lent = 0;
    Str chunk;
    const int r = infile_peek(f, &chunk, &m->input_error);
    if (r < 0)
        return feed_failed(m, a);
    m->lent = chunk.n;
    *bytes = chunk.s;
    return (la_ssize_t)chunk.n;
}

static la_int64_t zip_seek(struct archive *a, void *ctx, la_int64_t offset, int whence)
{
    (void)a;
    Members *m = ctx;
    InFile *f = input_file(m->in);
    const int64_t base = whence == SEEK_SET   ? 0
                         : whence == SEEK_CUR ? (int64_t)(infile_offset(f) + m->lent)
                                              : (int64_t)infile_bytes(f);
    if (offset < -base || offset > INT64_MAX - base)
        return ARCHIVE_FATAL;
    infile_seek(f, (uint64_t)(base + offset));
    m->lent = 0;
    return base + offset;
}

/* ---- opening ---- */

static void members_close(void *state)
{
    Members *m = state;
    archive_read_free(m->a);
    if (m->utf8)
        freelocale(m->utf8);
    buf_free(&m->text);
    buf_free(&m->name);
    buf_free(&m->shown);
    free(m);
}

/* A reader at the beginning of the archive. -1 with ERR_FORMAT. */
static int reader_open(Members *m, Err *e)
{
    archive_read_free(m->a);
    m->a = archive_read_new();
    if (!m->a)
        mem_out(1, 1 << 12);
    m->lent = 0;
    archive_read_set_callback_data(m->a, m);
    archive_read_set_read_callback(m->a, m->is_zip ? zip_feed : tar_feed);
    if (m->is_zip) {
        infile_seek(input_file(m->in), 0);
        archive_read_set_seek_callback(m->a, zip_seek);
    } else {
        archive_read_set_skip_callback(m->a, tar_skip);
    }
    const int supported =
        m->is_zip ? archive_read_support_format_zip(m->a) : archive_read_support_format_tar(m->a);
    if (supported == ARCHIVE_OK && archive_read_open1(m->a) == ARCHIVE_OK)
        return 0;
    err_set(e, ERR_FORMAT, "%s", archive_error_string(m->a));
    return -1;
}

static Members *members_open(Input *in, const ShardOptions *o, bool is_zip)
{
    static const char *const left_out[N_LEFT] = {"folders", "links", "devices and pipes",
                                                 "members that no pattern takes"};
    Members *m = mem_zero(1, sizeof *m);
    m->in = in;
    m->options = *o;
    m->is_zip = is_zip;
    for (size_t i = 0; i < N_LEFT; i++)
        m->left_out[i].what = left_out[i];
    m->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    return m;
}

static void *tar_open(Input *in, const ShardOptions *o, Err *e)
{
    Members *m = members_open(in, o, false);
    if (reader_open(m, e) == 0)
        return m;
    members_close(m);
    return NULL;
}

static void *zip_open(Input *in, const ShardOptions *o, Err *e)
{
    Members *m = members_open(in, o, true);
    int rc = zipend_read(input_file(in), &m->end, e);
    if (rc == 0 && !m->end.found) {
        err_set(e, ERR_FORMAT,
                "the zip archive is cut off: the directory, which stands at its end, is missing");
        rc = -1;
    }
    if (rc == 0 && reader_open(m, e) == 0)
        return m;
    members_close(m);
    return NULL;
}

/* ---- reading ---- */

/* libarchive's own words; some of them end in a newline. */
static void set_reason(const Members *m, Err *e)
{
    const char *why = archive_error_string(m->a);
    if (!why)
        why = "the archive is damaged or cut off";
    err_set(e, ERR_FORMAT, "%.*s", (int)strcspn(why, "\n"), why);
}

/* What libarchive complains about, with its place. */
static ShardStep broken(Members *m, Err *e)
{
    if (m->input_error.kind != ERR_NONE) {
        *e = m->input_error;
    } else {
        if (archive_errno(m->a) == ENOMEM)
            mem_out(1, 1 << 16);
        set_reason(m, e);
    }
    const char *which = m->name.n > 0 ? shown_name(m) : "the member behind the last one";
    const la_int64_t at = archive_read_header_position(m->a);
    if (at >= 0) /* a zip's directory may point in front of the file */
        err_add(e, "%s at byte %jd of the archive", which, (intmax_t)at);
    else
        err_add(e, "%s", which);
    return SHARD_DAMAGED;
}

/* Nothing but zeros may follow a tar's last member, one block of them at least. */
static ShardStep tar_end(Members *m, Err *e)
{
    const uint64_t last = (uint64_t)archive_read_header_position(m->a);
    const void *unused;
    la_ssize_t r;
    while ((r = tar_feed(m->a, m, &unused)) > 0)
        ;
    if (r < 0) {
        *e = m->input_error;
        return SHARD_DAMAGED;
    }
    if (m->fed < last || m->fed - last < TAR_BLOCK_BYTES) {
        err_set(e, ERR_FORMAT,
                "the tar archive is cut off: it ends at byte %" PRIu64 " behind %" PRIu64
                " members, without the zeros that mark its end",
                m->fed, m->n_members);
        return SHARD_DAMAGED;
    }
    if (m->zeros < m->fed - last) {
        err_set(e, ERR_FORMAT,
                "something follows the end mark of the tar archive at byte %" PRIu64
                "; archives joined by cat must be given one by one",
                last);
        return SHARD_DAMAGED;
    }
    return SHARD_END;
}

static ShardStep zip_end(const Members *m, Err *e)
{
    if (m->n_members != m->end.n_members) {
        err_set(e, ERR_FORMAT,
                "the zip archive is damaged: it should have %" PRIu64 " members, %" PRIu64
                " were found",
                m->end.n_members, m->n_members);
        return SHARD_DAMAGED;
    }
    return SHARD_END;
}

static ShardStep has_holes(Members *m, Err *e)
{
    err_set(e, ERR_FORMAT, "%s is a file with holes, not a text", shown_name(m));
    return SHARD_MALFORMED;
}

/* libarchive gives the whole archive up where one member's content cannot be unpacked. A zip's
 * directory tells where the others are. */
static ShardStep content_broken(Members *m, Err *e)
{
    if (!m->is_zip || m->input_error.kind != ERR_NONE)
        return broken(m, e);
    (void)broken(m, e);
    m->is_stuck = true;
    return SHARD_MALFORMED;
}

/* The member's content into m->text. MALFORMED when only this member cannot be read. */
static ShardStep read_content(Members *m, struct archive_entry *entry, Err *e)
{
    buf_clear(&m->text);
    for (;;) {
        const void *block;
        size_t n;
        la_int64_t offset;
        const int r = archive_read_data_block(m->a, &block, &n, &offset);
        if (r == ARCHIVE_EOF) {
            const uint64_t whole = (uint64_t)archive_entry_size(entry);
            return !m->is_zip && m->text.n != whole ? has_holes(m, e) : SHARD_DOC;
        }
        if (r == ARCHIVE_FAILED) {
            set_reason(m, e);
            err_add(e, "%s", shown_name(m));
            return SHARD_MALFORMED;
        }
        if (r != ARCHIVE_OK)
            return content_broken(m, e);
        if (offset < 0 || (uint64_t)offset != m->text.n)
            return has_holes(m, e);
        buf_add(&m->text, block, n);
    }
}

static ShardStep read_document(Members *m, struct archive_entry *entry, Doc *d, Err *e)
{
    m->ordinal++;
    if (archive_entry_is_data_encrypted(entry)) {
        err_set(e, ERR_FORMAT, "%s is encrypted", shown_name(m));
        return SHARD_MALFORMED;
    }
    if (archive_entry_filetype(entry) != AE_IFREG) {
        err_set(e, ERR_FORMAT, "%s is marked as %s, not as a file", shown_name(m),
                archive_entry_filetype(entry) == AE_IFLNK   ? "a symbolic link"
                : archive_entry_filetype(entry) == AE_IFDIR ? "a folder, yet has content"
                                                            : "a device");
        return SHARD_MALFORMED;
    }
    const ShardStep step = read_content(m, entry, e);
    if (step != SHARD_DOC)
        return step;
    const Str text = buf_str(&m->text);
    const size_t good = utf8_span(text);
    if (good < text.n) {
        d->fault = FAULT_NOT_UTF8;
        err_set(e, ERR_FORMAT, "%s is not UTF-8 text: byte %zu is 0x%02x", shown_name(m), good,
                (unsigned char)text.s[good]);
        return SHARD_MALFORMED;
    }
    d->text = text;
    buf_clear(&m->shown);
    utf8_printable(&m->shown, buf_str(&m->name)); /* the name itself where it is UTF-8 */
    d->id = m->name.n > 0 ? buf_str(&m->shown) : (Str){NULL, 0};
    return SHARD_DOC;
}

/* Why a member is no record; N_LEFT when it is one. A tar's headers have checksums, so their types are
 * true; a hard link is a second name of a file that the archive holds already. Nothing protects a
 * zip's types: one flipped bit hides a document behind a link or a device. There they count as
 * records, malformed ones, and so does a folder with content. */
static size_t why_left_out(const Members *m, struct archive_entry *entry)
{
    const unsigned type = archive_entry_filetype(entry);
    if (type == AE_IFDIR && (!m->is_zip || archive_entry_size(entry) == 0))
        return LEFT_FOLDERS;
    if (!m->is_zip &&
        (type == AE_IFLNK || archive_entry_hardlink(entry) || archive_entry_hardlink_w(entry)))
        return LEFT_LINKS;
    if (!m->is_zip && type != AE_IFREG)
        return LEFT_DEVICES;
    const ShardOptions *o = &m->options;
    for (size_t i = 0; i < o->n_members; i++)
        if (globmatch_member(str_of(o->members[i]), buf_str(&m->name)))
            return N_LEFT;
    return o->n_members > 0 ? LEFT_UNMATCHED : N_LEFT;
}

/* A member that is a record: its document, unless it is not wanted. */
static ShardStep take_record(Members *m, struct archive_entry *entry, Doc *d, Err *e)
{
    const ShardOptions *o = &m->options;
    const la_int64_t bytes = archive_entry_size(entry);
    d->record_bytes = bytes > 0 ? (uint64_t)bytes : 0;
    ShardStep step = SHARD_PASSED;
    if (!o->wants || o->wants(o->wants_ctx, m->ordinal))
        step = read_document(m, entry, d, e);
    else
        m->ordinal++;
    if (m->is_zip || step == SHARD_DAMAGED)
        return step;
    const int r = archive_read_data_skip(m->a); /* to the end of its last block */
    return r == ARCHIVE_OK || r == ARCHIVE_WARN ? step : broken(m, e);
}

/* Goes on behind the last member with a new reader. */
static int get_unstuck(Members *m, Err *e)
{
    m->is_stuck = false;
    if (reader_open(m, e) != 0)
        return -1;
    for (uint64_t i = 0; i < m->n_members; i++) {
        struct archive_entry *unused;
        const int r = archive_read_next_header(m->a, &unused);
        if (r != ARCHIVE_OK && r != ARCHIVE_WARN) {
            (void)broken(m, e);
            return -1;
        }
    }
    return 0;
}

static ShardStep next_member(Members *m, Doc *d, Err *e)
{
    for (;;) {
        *d = (Doc){.ordinal = m->ordinal};
        buf_clear(&m->name);
        if (m->is_stuck && get_unstuck(m, e) != 0)
            return SHARD_DAMAGED;
        struct archive_entry *entry;
        const int r = archive_read_next_header(m->a, &entry);
        if (r == ARCHIVE_EOF)
            return m->is_zip ? zip_end(m, e) : tar_end(m, e);
        if (r != ARCHIVE_OK && r != ARCHIVE_WARN)
            return broken(m, e);
        m->n_members++;
        const char *name = archive_entry_pathname(entry);
        if (name)
            buf_add_c(&m->name, name);
        /* zip warns when the directory and the member contradict each other; tar of attributes that
         * are no concern here, unless there is not even a name. */
        if (r == ARCHIVE_WARN && (m->is_zip || !name))
            return broken(m, e);
        const size_t left_out = why_left_out(m, entry);
        if (left_out == N_LEFT)
            return take_record(m, entry, d, e);
        m->left_out[left_out].n++;
    }
}

static ShardStep members_next(void *state, Doc *d, Err *e)
{
    Members *m = state;
    const locale_t before = m->utf8 ? uselocale(m->utf8) : (locale_t)0;
    const ShardStep step = next_member(m, d, e);
    if (before)
        uselocale(before);
    return step;
}

static const ShardLeftOut *members_left_out(const void *state, size_t *n)
{
    *n = N_LEFT;
    return ((const Members *)state)->left_out;
}

/* ---- recognising ---- */

/* A header's checksum is the sum of its bytes with the checksum's own field as blanks (POSIX.1
 * ustar); archives older than the "ustar" mark are known by it. A block of zeros is an empty
 * archive. */
static bool tar_recognise(Str head)
{
    enum { SUM_AT = 148, SUM_BYTES = 8, MAGIC_AT = 257 };
    if (head.n < TAR_BLOCK_BYTES)
        return false;
    if (memcmp(head.s + MAGIC_AT, "ustar", 5) == 0)
        return true;
    unsigned long sum = 0;
    bool all_zero = true;
    for (size_t i = 0; i < TAR_BLOCK_BYTES; i++) {
        const bool in_field = i >= SUM_AT && i < SUM_AT + SUM_BYTES;
        sum += in_field ? ' ' : (unsigned char)head.s[i];
        all_zero = all_zero && head.s[i] == 0;
    }
    char field[SUM_BYTES + 1] = {0};
    memcpy(field, head.s + SUM_AT, SUM_BYTES);
    char *stop;
    const unsigned long stated = strtoul(field, &stop, 8);
    const bool octal = stop != field && (*stop == '\0' || *stop == ' ') && field[0] != '-';
    return all_zero || (octal && stated == sum);
}

static bool zip_recognise(Str head)
{
    return head.n >= 4 && (memcmp(head.s, "PK\3\4", 4) == 0 || memcmp(head.s, "PK\5\6", 4) == 0);
}

const Format format_tar = {
    .kind = {"tar", "tar.zst", "tar.gz", "tar.xz"},
    .recognise = tar_recognise,
    .open = tar_open,
    .next = members_next,
    .close = members_close,
    .left_out = members_left_out,
};

const Format format_zip = {
    .kind = {"zip", NULL, NULL, NULL},
    .recognise = zip_recognise,
    .open = zip_open,
    .next = members_next,
    .close = members_close,
    .left_out = members_left_out,
};
