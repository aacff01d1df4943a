/* A file in blocks: see infile.h. Invariant: block[at .. n) are the bytes at file offset `offset`.
 */
#include "corpus/infile.h"

#include "audit/base/mem.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* How far ahead of the block that is read the system is asked for more: what a disk or a server
 * gives while a decoder works. */
enum { INFILE_AHEAD_BYTES = 1 << 21 };

struct InFile {
    int fd;
    bool is_shared; /* fd belongs to another InFile */
    bool is_aligned;
    uint64_t bytes;
    uint64_t offset; /* of block[at] in the file */
    uint64_t bytes_read;
    uint64_t stop;
    uint64_t asked; /* up to here the system was asked to read ahead */
    size_t at, n;
    char *block; /* [INFILE_BLOCK_BYTES] */
};

static InFile *infile_new(int fd, uint64_t bytes, bool is_shared)
{
    InFile *f = mem_zero(1, sizeof *f);
    f->fd = fd;
    f->is_shared = is_shared;
    f->bytes = bytes;
    f->stop = UINT64_MAX;
    f->block = mem_alloc(INFILE_BLOCK_BYTES, 1);
    return f;
}

InFile *infile_open(const char *path, Err *e)
{
    /* O_NONBLOCK so that opening a pipe nobody writes to does not wait for ever. */
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        err_set_errno(e, "%s: cannot be opened", path);
        return NULL;
    }
    struct stat st;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        err_set(e, ERR_IO, "%s: is not a regular file", path);
        close(fd);
        return NULL;
    }
    (void)posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL); /* a hint; refusing it harms nothing */
    return infile_new(fd, (uint64_t)st.st_size, false);
}

void infile_align_blocks(InFile *f)
{
    f->is_aligned = true;
}

InFile *infile_share(const InFile *f)
{
    InFile *shared = infile_new(f->fd, f->bytes, true);
    shared->is_aligned = f->is_aligned;
    return shared;
}

/* Asks for what comes behind the block at f->offset, of which `n` bytes are wanted now. A hint, too.
 * Only for the second of two blocks in a row: an archive's directory is not read on. */
static void infile_ask_ahead(InFile *f, size_t n)
{
    const uint64_t behind = f->offset + n;
    if (f->asked < f->offset || f->asked > behind + INFILE_AHEAD_BYTES) {
        f->asked = behind;
    } else if (f->asked < behind + INFILE_AHEAD_BYTES / 2 && f->asked < f->bytes) {
        (void)posix_fadvise(f->fd, (off_t)f->asked, INFILE_AHEAD_BYTES, POSIX_FADV_WILLNEED);
        f->asked += INFILE_AHEAD_BYTES;
    }
}

int infile_peek(InFile *f, Str *chunk, Err *e)
{
    if (f->at == f->n) {
        f->at = f->n = 0;
        const size_t off = f->is_aligned ? (size_t)(f->offset % INFILE_BLOCK_BYTES) : 0;
        const size_t wanted = INFILE_BLOCK_BYTES - off;
        infile_ask_ahead(f, wanted);
        while (f->n < wanted) {
            const ssize_t r =
                pread(f->fd, f->block + f->n, wanted - f->n, (off_t)(f->offset + f->n));
            if (r < 0 && errno == EINTR)
                continue;
            if (r < 0) {
                err_set_errno(e, "byte %" PRIu64 " of the file cannot be read", f->offset + f->n);
                f->n = 0;
                return -1;
            }
            if (r == 0)
                break;
            f->n += (size_t)r;
            f->bytes_read += (uint64_t)r;
        }
    }
    *chunk = (Str){f->block + f->at, f->n - f->at};
    return chunk->n > 0;
}

void infile_consume(InFile *f, size_t n)
{
    assert(n <= f->n - f->at);
    f->at += n;
    f->offset += n;
}

void infile_seek(InFile *f, uint64_t offset)
{
    const uint64_t block_start = f->offset - f->at;
    if (offset >= block_start && offset - block_start <= f->n) {
        f->at = (size_t)(offset - block_start);
    } else {
        f->at = f->n = 0;
    }
    f->offset = offset;
}

int infile_read_at(InFile *f, uint64_t offset, void *to, size_t n, size_t *got, Err *e)
{
    infile_seek(f, offset);
    for (*got = 0; *got < n;) {
        Str chunk;
        const int r = infile_peek(f, &chunk, e);
        if (r <= 0)
            return r;
        const size_t take = chunk.n < n - *got ? chunk.n : n - *got;
        memcpy((char *)to + *got, chunk.s, take);
        infile_consume(f, take);
        *got += take;
    }
    return 0;
}

size_t infile_look_at(const InFile *f, uint64_t offset, void *to, size_t n)
{
    size_t got = 0;
    while (got < n) {
        const ssize_t r = pread(f->fd, (char *)to + got, n - got, (off_t)(offset + got));
        if (r < 0 && errno == EINTR)
            continue;
        if (r <= 0)
            break;
        got += (size_t)r;
    }
    return got;
}

void infile_set_stop(InFile *f, uint64_t offset)
{
    f->stop = offset;
}

bool infile_is_at_stop(const InFile *f)
{
    return f->offset >= f->stop;
}

uint64_t infile_offset(const InFile *f)
{
    return f->offset;
}

uint64_t infile_bytes(const InFile *f)
{
    return f->bytes;
}

uint64_t infile_bytes_read(const InFile *f)
{
    return f->bytes_read;
}

int infile_check_unchanged(const InFile *f, Err *e)
{
    struct stat st;
    if (fstat(f->fd, &st) == 0 && (uint64_t)st.st_size == f->bytes)
        return 0;
    err_set(e, ERR_FORMAT,
            "the file was changed while it was read: %" PRIu64 " bytes at first, %jd at the end",
            f->bytes, (intmax_t)st.st_size);
    return -1;
}

void infile_close(InFile *f)
{
    if (!f)
        return;
    if (!f->is_shared)
        close(f->fd);
    free(f->block);
    free(f);
}
