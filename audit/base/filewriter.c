/* Files written piece by piece: see filewriter.h. */
#include "audit/base/filewriter.h"

#include "audit/base/buf.h"
#include "audit/base/file.h"
#include "audit/base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILEWRITER_GROUP_BYTES = 1 << 16 };

struct FileWriter {
    char *path, *temporary;
    int fd; /* -1 once closed */
    Buf group;
    Sha256 *digest;
    uint64_t bytes;
    int failed; /* errno of the first write that failed, else 0 */
};

FileWriter *filewriter_open(const char *path, Err *e)
{
    Buf name = {0};
    buf_printf(&name, "%s.tmp", path);
    FileWriter *w = NULL;
    const int fd = open(buf_cstr(&name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) {
        err_set_errno(e, "%s: cannot be created", buf_cstr(&name));
    } else {
        w = mem_zero(1, sizeof *w);
        w->path = mem_copy(path, strlen(path));
        w->temporary = mem_copy(name.s, name.n);
        w->fd = fd;
        w->digest = sha256_open();
    }
    buf_free(&name);
    return w;
}

static void write_out(FileWriter *w, Str bytes)
{
    if (w->failed == 0 && file_write_all(w->fd, bytes.s, bytes.n) != 0)
        w->failed = errno;
    sha256_add(w->digest, bytes.s, bytes.n);
}

void filewriter_add(FileWriter *w, Str bytes)
{
    w->bytes += bytes.n;
    if (w->group.n + bytes.n > FILEWRITER_GROUP_BYTES) {
        write_out(w, buf_str(&w->group));
        buf_clear(&w->group);
    }
    if (bytes.n > FILEWRITER_GROUP_BYTES)
        write_out(w, bytes);
    else
        buf_add_str(&w->group, bytes);
}

int filewriter_commit(FileWriter *w, char sha256[SHA256_HEX_BYTES], Err *e)
{
    char hex[SHA256_HEX_BYTES];
    write_out(w, buf_str(&w->group));
    sha256_hex(w->digest, sha256 ? sha256 : hex);
    if (w->failed == 0 && fsync(w->fd) != 0)
        w->failed = errno;
    if (close(w->fd) != 0 && w->failed == 0)
        w->failed = errno;
    w->fd = -1;
    if (w->failed == 0 && (rename(w->temporary, w->path) != 0 || file_sync_folder(w->path) != 0))
        w->failed = errno;
    if (w->failed == 0)
        return 0;
    errno = w->failed;
    err_set_errno(e, "%s: %" PRIu64 " bytes cannot be written", w->path, w->bytes);
    unlink(w->temporary);
    return -1;
}

void filewriter_close(FileWriter *w)
{
    if (!w)
        return;
    if (w->fd >= 0) {
        close(w->fd);
        unlink(w->temporary);
    }
    sha256_close(w->digest);
    buf_free(&w->group);
    free(w->path);
    free(w->temporary);
    free(w);
}
