/* Patterns -> the shards of a source. A shard's name must be the same on another machine, since it
 * enters the sampling hash: the part of the path that the pattern left open, or the base name. */
#define _GNU_SOURCE /* GLOB_TILDE */
#include "corpus/corpus.h"

#include "audit/base/filemap.h"
#include "audit/base/mem.h"

#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { SOURCE_IDENTITY_BYTES = 1 << 20 }; /* at each end of the file */

typedef struct {
    ShardFile *at; /* [n] */
    size_t n, capacity;
} ShardList;

static bool has_wildcard(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '\\')
            i++; /* glob takes the next character as it is */
        else if (strchr("*?[", s[i]))
            return true;
    }
    return false;
}

/* Components from the first one with a wildcard on; 1 where there is none. */
static size_t open_components(const char *pattern)
{
    size_t n = 0;
    for (const char *p = pattern; *p;) {
        const size_t len = strcspn(p, "/");
        if (len > 0 && (n > 0 || has_wildcard(p, len)))
            n++;
        p += len + strspn(p + len, "/");
    }
    return n > 0 ? n : 1;
}

/* The last n components of path, one slash between two. */
static const char *last_components(Arena *a, const char *path, size_t n)
{
    const char *p = path + strlen(path);
    while (p > path) {
        if (p[-1] == '/' && *p != '/' && --n == 0)
            break;
        p--;
    }
    char *name = arena_cstr(a, p), *to = name;
    for (const char *from = name; *from; from++)
        if (from[0] != '/' || from[1] != '/')
            *to++ = *from;
    *to = '\0';
    return name;
}

/* SHA-256 of the size (8 bytes, little endian), the first MiB and the last MiB (less where the file
 * is shorter; they may overlap). */
static int identify(ShardFile *f, Err *e)
{
    FileMap *map = filemap_open(f->path, e);
    if (!map)
        return -1;
    const Str all = filemap_bytes(map);
    f->bytes = all.n;
    unsigned char size[8];
    for (int i = 0; i < 8; i++)
        size[i] = (unsigned char)((uint64_t)all.n >> (8 * i));
    const size_t n = all.n < SOURCE_IDENTITY_BYTES ? all.n : SOURCE_IDENTITY_BYTES;
    Sha256 *h = sha256_open();
    sha256_add(h, size, sizeof size);
    sha256_add(h, all.s, n);
    sha256_add(h, all.s + (all.n - n), n);
    sha256_hex(h, f->identity);
    sha256_close(h);
    filemap_close(map);
    return 0;
}

static int add_shard(ShardList *list, Arena *a, const char *path, size_t n_components, Err *e)
{
    struct stat st;
    if (stat(path, &st) != 0) {
        err_set_errno(e, "%s: cannot be opened", path);
        return -1;
    }
    if (S_ISDIR(st.st_mode)) {
        err_set(e, ERR_USAGE, "%s is a folder; name the shards in it, for example '%s/*'", path,
                path);
        return -1;
    }
    if (!S_ISREG(st.st_mode)) {
        err_set(e, ERR_IO, "%s: is not a regular file", path);
        return -1;
    }
    if (list->n == list->capacity) {
        list->capacity = list->capacity ? list->capacity * 2 : 16;
        list->at = mem_resize(list->at, list->capacity, sizeof *list->at);
    }
    ShardFile *f = &list->at[list->n++];
    *f = (ShardFile){.path = arena_cstr(a, path)};
    f->name = last_components(a, f->path, n_components);
    return identify(f, e);
}

static int expand_glob(ShardList *list, Arena *a, const char *pattern, Err *e)
{
    glob_t g = {0};
    int rc = -1;
    /* A folder that cannot be read would make the corpus smaller without a word: GLOB_ERR. */
    const int r = glob(pattern, GLOB_ERR | GLOB_NOSORT | GLOB_TILDE, NULL, &g);
    if (r == GLOB_NOSPACE)
        mem_out(1, strlen(pattern));
    if (r == GLOB_ABORTED) {
        err_set_errno(e, "%s: a folder that it goes through cannot be read", pattern);
        goto done;
    }
    if (r == GLOB_NOMATCH) {
        err_set(e, ERR_USAGE, "%s matches no file", pattern);
        goto done;
    }
    for (size_t i = 0; i < g.gl_pathc; i++)
        if (add_shard(list, a, g.gl_pathv[i], open_components(pattern), e) != 0)
            goto done;
    rc = 0;
done:
    globfree(&g);
    return rc;
}

static int expand(ShardList *list, Arena *a, const char *pattern, Err *e)
{
    struct stat st;
    if (stat(pattern, &st) == 0) /* a name that merely looks like a pattern is a name */
        return add_shard(list, a, pattern, 1, e);
    if (!has_wildcard(pattern, strlen(pattern)) && *pattern != '~' && errno != ENOENT) {
        err_set_errno(e, "%s: cannot be opened", pattern);
        return -1;
    }
    if (strstr(pattern, "**")) {
        err_set(e, ERR_USAGE, "%s: \"**\" is not understood; write one \"*\" for each level",
                pattern);
        return -1;
    }
    return expand_glob(list, a, pattern, e);
}

static int by_name(const void *x, const void *y)
{
    const ShardFile *a = x, *b = y;
    const int c = strcmp(a->name, b->name);
    return c ? c : strcmp(a->path, b->path); /* so that a message is the same every time */
}

int source_expand(Source *s, Arena *a, const char *name, const char *const *patterns, size_t n,
                  Err *e)
{
    ShardList list = {0};
    int rc = -1;
    if (n == 0) {
        err_set(e, ERR_USAGE, "no shards are named");
        goto done;
    }
    for (size_t i = 0; i < n; i++)
        if (expand(&list, a, patterns[i], e) != 0)
            goto done;
    qsort(list.at, list.n, sizeof *list.at, by_name);
    for (size_t i = 1; i < list.n; i++) {
        if (strcmp(list.at[i - 1].name, list.at[i].name) != 0)
            continue;
        const bool twice = strcmp(list.at[i - 1].path, list.at[i].path) == 0;
        err_set(e, ERR_USAGE,
                twice ? "the shard %s is named twice (as %s and %s)"
                      : "two shards would be called %s: %s and %s; name them by one pattern, with "
                        "a wildcard where their folders differ",
                list.at[i].name, list.at[i - 1].path, list.at[i].path);
        goto done;
    }
    *s = (Source){.name = arena_cstr(a, name), .n_shards = list.n};
    s->shards = arena_alloc(a, list.n, sizeof *s->shards);
    memcpy(s->shards, list.at, list.n * sizeof *s->shards);
    rc = 0;
done:
    if (rc != 0)
        err_add(e, "source %s", name);
    free(list.at);
    return rc;
}
