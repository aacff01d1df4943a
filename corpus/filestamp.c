/* Files that change: see filestamp.h. A writer that keeps size, inode and time of change is not
 * noticed; its bytes are only when a checksum stands over them. */
#include "corpus/filestamp.h"

#include <fcntl.h>
#include <inttypes.h>
#include <unistd.h>

enum { FILESTAMP_AHEAD_BYTES = 1 << 20 };

FileStamp filestamp_of(const char *path)
{
    FileStamp s = {0};
    s.found = stat(path, &s.st) == 0;
    return s;
}

static bool same(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

bool filestamp_changed(const FileStamp *before, const ShardFile *planned, Err *e)
{
    struct stat now;
    if (stat(planned->path, &now) != 0) {
        err_set_errno(e, "the file is gone, or cannot be looked at any more");
        return true;
    }
    if ((uint64_t)now.st_size != planned->bytes) {
        err_set(e, ERR_FORMAT,
                "the file was changed: it has %jd bytes now and had %" PRIu64
                " when the run was planned",
                (intmax_t)now.st_size, planned->bytes);
        return true;
    }
    if (before->found && !same(&before->st, &now)) {
        err_set(e, ERR_FORMAT, "the file was changed while it was read: its %s",
                before->st.st_ino != now.st_ino ? "name is another file's now"
                                                : "time of change is later than before");
        return true;
    }
    return false;
}

FaultKind filestamp_kind(const FileStamp *s)
{
    if (!s->found || S_ISREG(s->st.st_mode))
        return FAULT_UNREADABLE;
    return S_ISDIR(s->st.st_mode) ? FAULT_DIRECTORY : FAULT_PIPE;
}

void filestamp_read_ahead(const char *path)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return;
    (void)posix_fadvise(fd, 0, FILESTAMP_AHEAD_BYTES, POSIX_FADV_WILLNEED);
    close(fd);
}
