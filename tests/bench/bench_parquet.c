/* bench_parquet read FILE FIELD: reads one column of a Parquet file (or any shard) and prints
 * "ROWS MEGABYTES MB/S": documents, text, and text a second, the best of three turns.
 *
 * bench_parquet write TEXT FILE ZST: 256 MB of documents made of a text's words as the column "text"
 * of a Parquet file of row groups of 64 MB, in zstd pages of 1 MB, beside a second column of the same
 * size, which nobody reads; and to ZST the frames of its pages, for `zstd -dc`. */
#include "tests/parquetmaker.h"

#include "audit/base/clock.h"
#include "audit/base/file.h"
#include "corpus/corpus.h"

#include <fcntl.h>
#include <inttypes.h>
#include <zstd.h>

enum {
    ROUNDS = 3,
    PAGE_BYTES = 1 << 20,
    GROUP_PAGES = 64,
    GROUPS = 4,
    LEVEL = 3,
    DOCUMENT_PIECES = 150,
    PIECE_WORDS = 4
};

static int say(const Err *e)
{
    fprintf(stderr, "bench_parquet: %s\n", e->text);
    return 1;
}

static int read_file(const char *path, const char *field)
{
    const ShardOptions o = {.text_field = field};
    double best = 0;
    uint64_t rows = 0, bytes = 0;
    for (int round = 0; round < ROUNDS; round++) {
        Err e = {0};
        Doc d;
        ShardStep step = SHARD_DOC;
        const double start = clock_seconds();
        Shard *s = shard_open(path, &o, &e);
        if (!s)
            return say(&e);
        rows = bytes = 0;
        while ((step = shard_next(s, &d, &e)) == SHARD_DOC || step == SHARD_MALFORMED) {
            rows++;
            bytes += d.text.n;
        }
        shard_close(s);
        if (step == SHARD_DAMAGED)
            return say(&e);
        const double speed = (double)bytes / 1e6 / (clock_seconds() - start);
        best = speed > best ? speed : best;
    }
    printf("%" PRIu64 " %.1f %.1f\n", rows, (double)bytes / 1e6, best);
    return 0;
}

/* A document of words from all over the text, a few from each place: zstd finds in it about what it
 * finds in prose, while the text itself, over and over, would be little but one long match. */
static void add_document(Buf *out, Str text, uint64_t *seed)
{
    Buf document = {0};
    for (int i = 0; i < DOCUMENT_PIECES; i++) {
        *seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407;
        size_t at = (size_t)((*seed >> 20) % (text.n - 1));
        while (at + 1 < text.n && text.s[at++] != ' ')
            ;
        size_t end = at;
        for (int words = 0; words < PIECE_WORDS && end < text.n; end++)
            words += text.s[end] == ' ';
        buf_add(&document, text.s + at, end - at);
    }
    maker_plain(out, buf_str(&document));
    buf_free(&document);
}

static Buf page_of(Str text, uint64_t *seed, uint64_t *n)
{
    Buf plain = {0}, packed = {0};
    for (*n = 0; plain.n < PAGE_BYTES; (*n)++)
        add_document(&plain, text, seed);
    const size_t bound = ZSTD_compressBound(plain.n);
    packed.n = ZSTD_compress(buf_reserve(&packed, bound), bound, plain.s, plain.n, LEVEL);
    packed.capacity = bound;
    buf_free(&plain);
    return packed;
}

static int write_bytes(const char *path, const Buf *b)
{
    Err e = {0};
    const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const int rc = fd < 0 ? -1 : file_write_all(fd, b->s, b->n);
    if (rc != 0)
        err_set_errno(&e, "%s", path);
    close(fd);
    return rc == 0 ? 0 : say(&e);
}

static int write_files(const char *from, const char *parquet, const char *zst)
{
    Err e = {0};
    Buf text = {0}, frames = {0}, bodies[GROUP_PAGES];
    if (file_read(from, &text, &e) != 0)
        return say(&e);
    if (text.n < PAGE_BYTES)
        err_set(&e, ERR_USAGE, "%s: is shorter than 1 MB", from);
    if (e.kind != ERR_NONE)
        return say(&e);
    MakerPage pages[GROUP_PAGES] = {0};
    MakerFile f = {.codec = 6, .pages = pages, .n_pages = GROUP_PAGES, .n_groups = GROUPS};
    uint64_t seed = 1;
    for (size_t i = 0; i < GROUP_PAGES; i++) {
        uint64_t n;
        bodies[i] = page_of(buf_str(&text), &seed, &n);
        pages[i].body = buf_str(&bodies[i]);
        pages[i].header = (PageHeader){.n_values = n, .has_crc = true};
        pages[i].header.bytes = ZSTD_getFrameContentSize(bodies[i].s, bodies[i].n);
        f.n_rows += (int64_t)n;
        buf_add_str(&frames, pages[i].body);
    }
    f.gap = frames.n;
    Buf b = make_parquet(&f);
    const Str once = buf_str(&frames);
    Buf all = {0};
    for (size_t i = 0; i < GROUPS; i++)
        buf_add_str(&all, once);
    return write_bytes(parquet, &b) != 0 || write_bytes(zst, &all) != 0;
}

int main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "read") == 0)
        return read_file(argv[2], argv[3]);
    if (argc == 5 && strcmp(argv[1], "write") == 0)
        return write_files(argv[2], argv[3], argv[4]);
    fprintf(stderr, "usage: bench_parquet read FILE FIELD | bench_parquet write TEXT FILE ZST\n");
    return 2;
}
