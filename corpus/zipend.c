/* The end of a zip archive. Integers are little endian:
 *
 *   ... central directory | zip64 record | zip64 locator | end record | comment | EOF
 *
 *   end record       "PK\5\6"  +4 disk  +6 directory's disk  +8 entries here  +10 entries in all
 *                    +12 directory's size  +16 its offset  +20 comment's length      22 bytes
 *   zip64 locator    "PK\6\7"  +4 disk  +8 offset of the zip64 record  +16 disks     20 bytes
 *   zip64 record     "PK\6\6"  ... +32 entries in all                                56 bytes
 */
#include "corpus/zipend.h"

#include "audit/base/mem.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
    ZIPEND_BYTES = 22,
    ZIPEND_COMMENT_BYTES = 65535, /* the longest: its length has 16 bits */
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

static int read_zip64(const InFile *f, const char *locator, ZipEnd *end, Err *e)
{
    const uint64_t offset = le(locator + 8, 8);
    char record[ZIPEND_RECORD64_BYTES];
    if (offset >= infile_bytes(f) ||
        infile_look_at(f, offset, record, sizeof record) < sizeof record ||
        memcmp(record, "PK\6\6", 4) != 0) {
        err_set(e, ERR_FORMAT, "no zip64 end record at byte %" PRIu64 ", where its locator points",
                offset);
        return -1;
    }
    *end = (ZipEnd){.found = true, .n_members = le(record + 32, 8)};
    return 0;
}

/* Looks for the end record in the file's last bytes. */
static int find_end(const InFile *f, Str tail, ZipEnd *end, Err *e)
{
    for (size_t i = tail.n < ZIPEND_BYTES ? 0 : tail.n - ZIPEND_BYTES + 1; i-- > 0;) {
        const char *p = tail.s + i;
        /* A comment may quote the signature; only the true record's comment ends with the file. */
        if (memcmp(p, "PK\5\6", 4) != 0 || i + ZIPEND_BYTES + le(p + 20, 2) != tail.n)
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

int zipend_read(const InFile *f, ZipEnd *end, Err *e)
{
    *end = (ZipEnd){0};
    const uint64_t bytes = infile_bytes(f), most = ZIPEND_BYTES + ZIPEND_COMMENT_BYTES;
    char *tail = mem_alloc(most, 1);
    const size_t n = infile_look_at(f, bytes > most ? bytes - most : 0, tail, most);
    const int rc = find_end(f, (Str){tail, n}, end, e);
    free(tail);
    return rc;
}
