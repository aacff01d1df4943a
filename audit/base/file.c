/* Files: see file.h. */
#include "audit/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int file_write_all(int fd, const char *s, size_t n)
{
    while (n > 0) {
        const ssize_t w = write(fd, s, n);
        if (w < 0 && errno == EINTR)
            continue;
        if (w < 0)
            return -1;
        s += w;
        n -= (size_t)w;
    }
    return 0;
}

int file_sync_folder(const char *path)
{
    Buf dir = {0};
    const char *slash = strrchr(path, '/');
    if (!slash)
        buf_add_c(&dir, ".");
    else
        buf_add(&dir, path, slash == path ? 1 : (size_t)(slash - path));
    const int fd = open(buf_cstr(&dir), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    buf_free(&dir);
    if (fd < 0)
        return -1;
    const int rc = fsync(fd);
    close(fd);
    return rc;
}

int file_replace(const char *path, Str content, Err *e)
{
    Buf tmp = {0};
    buf_printf(&tmp, "%s.tmp", path);
    const char *tmp_path = buf_cstr(&tmp);
    int rc = -1;
    const int fd = open(tmp_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) {
        err_set_errno(e, "%s: cannot be created", tmp_path);
        goto done;
    }
    int bad = file_write_all(fd, content.s, content.n) != 0 || fsync(fd) != 0;
    const int write_errno = errno;
    bad |= close(fd) != 0;
    if (bad || rename(tmp_path, path) != 0 || file_sync_folder(path) != 0) {
        if (bad)
            errno = write_errno;
        err_set_errno(e, "%s: %zu bytes cannot be written", path, content.n);
        unlink(tmp_path);
        goto done;
    }
    rc = 0;
done:
    buf_free(&tmp);
    return rc;
}

int file_read(const char *path, Buf *out, Err *e)
{
    const int64_t size = file_size(path, e);
    if (size < 0)
        return -1;
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        err_set_errno(e, "%s: cannot be opened", path);
        return -1;
    }
    for (;;) {
        char *at = buf_reserve(out, 1 << 16);
        const ssize_t r = read(fd, at, 1 << 16);
        if (r < 0 && errno == EINTR)
            continue;
        if (r < 0) {
            err_set_errno(e, "%s: cannot be read", path);
            close(fd);
            return -1;
        }
        if (r == 0)
            break;
        out->n += (size_t)r;
    }
    close(fd);
    return 0;
}

bool file_same(const char *a, const char *b)
{
    struct stat sa, sb;
    return stat(a, &sa) == 0 && stat(b, &sb) == 0 && sa.st_dev == sb.st_dev &&
           sa.st_ino == sb.st_ino;
}

bool file_exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

int64_t file_size(const char *path, Err *e)
{
    struct stat st;
    if (stat(path, &st) != 0) {
        err_set_errno(e, "%s: cannot be opened", path);
        return -1;
    }
    if (!S_ISREG(st.st_mode)) {
        err_set(e, ERR_IO, "%s: is not a regular file", path);
        return -1;
    }
    return (int64_t)st.st_size;
}
