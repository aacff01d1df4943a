/* Mapped files: see filemap.h. */
#include "audit/base/filemap.h"

#include "audit/base/mem.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct FileMap {
    Str bytes;
    size_t passed; /* bytes whose pages were handed back */
};

FileMap *filemap_open(const char *path, Err *e)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        err_set_errno(e, "%s: cannot be opened", path);
        return NULL;
    }
    FileMap *f = NULL;
    struct stat st;
    if (fstat(fd, &st) != 0) {
        err_set_errno(e, "%s: cannot be examined", path);
        goto done;
    }
    if (!S_ISREG(st.st_mode)) {
        err_set(e, ERR_IO, "%s: is not a regular file", path);
        goto done;
    }
    const char *bytes = "";
    if (st.st_size > 0) {
        void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (p == MAP_FAILED) {
            err_set_errno(e, "%s: %lld bytes cannot be mapped", path, (long long)st.st_size);
            goto done;
        }
        bytes = p;
    }
    f = mem_zero(1, sizeof *f);
    f->bytes = (Str){bytes, (size_t)st.st_size};
done:
    close(fd);
    return f;
}

Str filemap_bytes(const FileMap *f)
{
    return f->bytes;
}

void filemap_passed(FileMap *f, const char *at)
{
    enum { STEP = 1 << 22 }; /* a multiple of every page size */
    const size_t to = (size_t)(at - f->bytes.s) / STEP * STEP;
    if (to < f->passed)
        f->passed = 0; /* read from the start again */
    if (to == f->passed)
        return;
    madvise((void *)(uintptr_t)(f->bytes.s + f->passed), to - f->passed, MADV_DONTNEED);
    f->passed = to;
}

void filemap_unneeded(const void *at, size_t n)
{
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    const uintptr_t from = ((uintptr_t)at + page - 1) / page * page;
    const uintptr_t to = ((uintptr_t)at + n) / page * page;
    if (from < to)
        madvise((void *)from, to - from, MADV_DONTNEED);
}

void filemap_close(FileMap *f)
{
    if (!f)
        return;
    if (f->bytes.n > 0)
        munmap((void *)(uintptr_t)f->bytes.s, f->bytes.n);
    free(f);
}
