/* The end of a zip archive. Integers are little endian:
 *
 *   ... central directory | zip64 record | zip64 locator | end record | comment | (zeros) | EOF
 *
 * bsdtar fills the last 10 KiB with zeros when it writes to a pipe.
 *
 *   end record       "PK\5\6"  +4 disk  +6 directory's disk  +8 entries here  +10 entries in all
 *                    +12 directory's size  +16 its offset  +20 comment's length      22 bytes
 *   zip64 locator    "PK\6\7"  +4 disk  +8 offset of the zip64 record  +16 disks     20 bytes
 *   zip64 record     "PK\6\6"  ... +32 entries in all                                56 bytes
 */
#include "corpus/zipend.h"

#include "audit/base/buf.h"

#include <inttypes.h>
#include <string.h>

enum {
    ZIPEND_BYTES = 22,
    ZIPEND_COMMENT_BYTES = 65535, /* the longest: its length has 16 bits */
    ZIPEND_ZEROS_BYTES = 1 << 16, /* the most that may follow */
    ZIPEND_LOCATOR_BYTES = 20,
    ZIPEND_RECORD64_BYTES = 56,
    ZIPEND_SEE_ZIP64 = 0xFFFF,
};

static uint64_t le(const char *p, int n_bytes)
{
    uint64_t v = 0;
    for (int i = n_bytes - 1; i >= 0; i--)
        v = v << 8 | (unsigned char)p[i];
    return v;
}

/* Sets `to` to up to n bytes from `offset` on, fewer where the file ends: they may lie in two blocks. */
static int read_at(InFile *f, uint64_t offset, size_t n, Buf *to, Err *e)
{
    buf_clear(to);
    infile_seek(f, offset);
    while (to->n < n) {
        Str chunk;
        const int r = infile_peek(f, &chunk, e);
        if (r <= 0)
            return r;
        const size_t used = chunk.n < n - to->n ? chunk.n : n - to->n;
        buf_add(to, chunk.s, used);
        infile_consume(f, used);
    }
    return 0;
}

static int read_zip64(InFile *f, uint64_t offset, ZipEnd *end, Err *e)
{
    Buf record = {0};
    int rc = read_at(f, offset, ZIPEND_RECORD64_BYTES, &record, e);
    if (rc == 0 && (record.n < ZIPEND_RECORD64_BYTES || memcmp(record.s, "PK\6\6", 4) != 0)) {
        err_set(e, ERR_FORMAT, "no zip64 end record at byte %" PRIu64 ", where its locator points",
                offset);
        rc = -1;
    }
    if (rc == 0)
        *end = (ZipEnd){.found = true, .n_members = le(record.s + 32, 8)};
    buf_free(&record);
    return rc;
}

static size_t zeros_at_end(Str s)
{
    size_t n = 0;
    while (n < s.n && n < ZIPEND_ZEROS_BYTES && s.s[s.n - 1 - n] == 0)
        n++;
    return n;
}

/* The end record in the file's last bytes; `found` stays false when it is not there. */
static int find(InFile *f, Str tail, ZipEnd *end, Err *e)
{
    const size_t zeros = zeros_at_end(tail);
    for (size_t i = tail.n < ZIPEND_BYTES ? 0 : tail.n - ZIPEND_BYTES + 1; i-- > 0;) {
        const char *p = tail.s + i;
        /* A comment may quote the signature; only the true record's comment ends with the file. */
        if (memcmp(p, "PK\5\6", 4) != 0)
            continue;
        const size_t record_end = i + ZIPEND_BYTES + (size_t)le(p + 20, 2);
        if (record_end > tail.n || record_end + zeros < tail.n)
            continue;
        if (le(p + 4, 2) != 0 && le(p + 4, 2) != ZIPEND_SEE_ZIP64) {
            err_set(e, ERR_FORMAT, "one part of a split zip archive; join the parts (zip -s 0)");
            return -1;
        }
        if (i >= ZIPEND_LOCATOR_BYTES && memcmp(p - ZIPEND_LOCATOR_BYTES, "PK\6\7", 4) == 0)
            return read_zip64(f, le(p - ZIPEND_LOCATOR_BYTES + 8, 8), end, e);
        *end = (ZipEnd){.found = true, .n_members = le(p + 10, 2)};
        return 0;
    }
    return 0;
}

int zipend_read(InFile *f, ZipEnd *end, Err *e)
{
    *end = (ZipEnd){0};
    const uint64_t bytes = infile_bytes(f);
    const size_t most = ZIPEND_BYTES + ZIPEND_COMMENT_BYTES + ZIPEND_ZEROS_BYTES;
    Buf tail = {0};
    int rc = read_at(f, bytes > most ? bytes - most : 0, most, &tail, e);
    if (rc == 0)
        rc = find(f, buf_str(&tail), end, e);
    buf_free(&tail);
    return rc;
}
