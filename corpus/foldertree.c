/* Folders one in another: see foldertree.h. */
#include "corpus/foldertree.h"

#include "audit/base/buf.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* The folders that the walk is in, innermost first. */
typedef struct Inside {
    dev_t device;
    ino_t inode;
    const struct Inside *outer;
} Inside;

typedef struct {
    Buf path; /* of what is looked at */
    bool hidden;
    FolderVisit visit;
    void *ctx;
    uint64_t *n_hidden;
} Walk;

static bool is_inside(const Inside *in, const struct stat *st)
{
    for (; in; in = in->outer)
        if (in->device == st->st_dev && in->inode == st->st_ino)
            return true;
    return false;
}

/* What w->path names: visits it, or walks through it when it is a folder. */
static int walk(Walk *w, const Inside *outer, Err *e)
{
    struct stat st;
    if (stat(buf_cstr(&w->path), &st) != 0 || !S_ISDIR(st.st_mode))
        return w->visit(w->ctx, buf_cstr(&w->path), e);
    if (is_inside(outer, &st)) {
        err_set(e, ERR_USAGE, "%s: this link leads back to a folder that it is in",
                buf_cstr(&w->path));
        return -1;
    }
    const Inside here = {st.st_dev, st.st_ino, outer};
    const size_t n = w->path.n;
    int rc = 0;
    DIR *dir = opendir(buf_cstr(&w->path));
    while (dir && rc == 0) {
        errno = 0;
        const struct dirent *entry = readdir(dir);
        if (!entry)
            break;
        const char *name = entry->d_name;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
            continue;
        if (*name == '.' && !w->hidden) {
            (*w->n_hidden)++;
            continue;
        }
        buf_printf(&w->path, "%s%s", w->path.s[n - 1] == '/' ? "" : "/", name);
        rc = walk(w, &here, e);
        w->path.n = n;
    }
    if (rc == 0 && errno != 0) {
        err_set_errno(e, "%s: this folder cannot be read", buf_cstr(&w->path));
        rc = -1;
    }
    if (dir)
        closedir(dir);
    return rc;
}

int foldertree_walk(const char *root, bool hidden, FolderVisit visit, void *ctx, uint64_t *n_hidden,
                    Err *e)
{
    Walk w = {.hidden = hidden, .visit = visit, .ctx = ctx, .n_hidden = n_hidden};
    buf_add_c(&w.path, root);
    const int rc = walk(&w, NULL, e);
    buf_free(&w.path);
    return rc;
}
