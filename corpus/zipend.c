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

_Static_assert(INFILE_BLOCK_BYTES >= ZIPEND_BYTES + ZIPEND_COMMENT_BYTES + ZIPEND_ZEROS_BYTES,
               "one look shows it all");

static uint64_t le(const char *p, int n_bytes)
{
    uint64_t v = 0;
    for (int i = n_bytes - 1; i >= 0; i--)
        v = v << 8 | (unsigned char)p[i];
    return v;
}

static int read_zip64(InFile *f, const char *locator, ZipEnd *end, Err *e)
{
    const uint64_t offset = le(locator + 8, 8);
    Str record = {"", 0};
    if (offset < infile_bytes(f)) {
        infile_seek(f, offset);
        if (infile_peek(f, &record, e) < 0)
            return -1;
    }
    if (record.n < ZIPEND_RECORD64_BYTES || memcmp(record.s, "PK\6\6", 4) != 0) {
        err_set(e, ERR_FORMAT, "no zip64 end record at byte %" PRIu64 ", where its locator points",
                offset);
        return -1;
    }
    *end = (ZipEnd){.found = true, .n_members = le(record.s + 32, 8)};
    return 0;
}

static size_t zeros_at_end(Str s)
{
    size_t n = 0;
    while (n < s.n && n < ZIPEND_ZEROS_BYTES && s.s[s.n - 1 - n] == 0)
        n++;
    return n;
}

int zipend_read(InFile *f, ZipEnd *end, Err *e)
{
    *end = (ZipEnd){0};
    const uint64_t bytes = infile_bytes(f),
                   most = ZIPEND_BYTES + ZIPEND_COMMENT_BYTES + ZIPEND_ZEROS_BYTES;
    Str tail = {"", 0};
    infile_seek(f, bytes > most ? bytes - most : 0);
    if (infile_peek(f, &tail, e) < 0)
        return -1;
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
            return read_zip64(f, p - ZIPEND_LOCATOR_BYTES, end, e);
        *end = (ZipEnd){.found = true, .n_members = le(p + 10, 2)};
        return 0;
    }
    return 0;
}
