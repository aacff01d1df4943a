/* A file in blocks: see infile.h. Invariant: block[at .. n) are the bytes at file offset `offset`.
 */
#include "corpus/infile.h"

#include "audit/base/mem.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct InFile {
    int fd;
    uint64_t bytes;
    uint64_t offset; /* of block[at] in the file */
    uint64_t bytes_read;
    size_t at, n;
    char *block; /* [INFILE_BLOCK_BYTES] */
};

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
    InFile *f = mem_zero(1, sizeof *f);
    f->fd = fd;
    f->bytes = (uint64_t)st.st_size;
    f->block = mem_alloc(INFILE_BLOCK_BYTES, 1);
    return f;
}

int infile_peek(InFile *f, Str *chunk, Err *e)
{
    if (f->at == f->n) {
        f->at = f->n = 0;
        while (f->n < INFILE_BLOCK_BYTES) {
            const ssize_t r =
                pread(f->fd, f->block + f->n, INFILE_BLOCK_BYTES - f->n, (off_t)(f->offset + f->n));
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
    close(f->fd);
    free(f->block);
    free(f);
}
