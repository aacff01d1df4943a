/* Patterns, folders and lists -> the shards of a source. A shard's name must be the same on another
 * machine, since it enters the sampling hash: the part of the path that the pattern left open, the
 * path below the folder, a relative path as its list has it, or the base name. */
#define _GNU_SOURCE /* GLOB_TILDE */
#include "corpus/corpus.h"

#include "corpus/foldertree.h"
#include "corpus/globmatch.h"
#include "corpus/megatron.h"

#include "audit/base/buf.h"
#include "audit/base/file.h"
#include "audit/base/filemap.h"
#include "audit/base/mem.h"

#include <errno.h>
#include <glob.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { SOURCE_IDENTITY_BYTES = 1 << 20 }; /* at each end of the file */

typedef struct {
    ShardFile file;
    bool by_index; /* the .idx of a pair was named */
} Listed;

typedef struct {
    Arena *arena;
    Listed *at; /* [n] */
    size_t n, capacity;
    uint64_t n_hidden;
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

/* Adds the size (8 bytes, little endian), the first MiB and the last MiB (less where the file is
 * shorter; they may overlap). */
static int identify(const char *path, Sha256 *h, uint64_t *bytes, Err *e)
{
    FileMap *map = filemap_open(path, e);
    if (!map)
        return -1;
    const Str all = filemap_bytes(map);
    *bytes = all.n;
    unsigned char size[8];
    for (int i = 0; i < 8; i++)
        size[i] = (unsigned char)((uint64_t)all.n >> (8 * i));
    const size_t n = all.n < SOURCE_IDENTITY_BYTES ? all.n : SOURCE_IDENTITY_BYTES;
    sha256_add(h, size, sizeof size);
    sha256_add(h, all.s, n);
    sha256_add(h, all.s + (all.n - n), n);
    filemap_close(map);
    return 0;
}

static int check_file(const char *path, Err *e)
{
    struct stat st;
    if (stat(path, &st) != 0) {
        err_set_errno(e, "%s: cannot be opened", path);
        return -1;
    }
    if (S_ISDIR(st.st_mode)) {
        err_set(
            e, ERR_USAGE,
            "%s is a folder; name the shards in it, for example '%s/*', or all that is below it "
            "by '%s/**'",
            path, path, path);
        return -1;
    }
    if (!S_ISREG(st.st_mode)) {
        err_set(e, ERR_IO, "%s: is not a regular file", path);
        return -1;
    }
    return 0;
}

/* `name` is the shard's name if path is not that of an index, which gives way to the .bin beside it. */
static int add_shard(ShardList *list, const char *path, const char *name, Err *e)
{
    char *data = NULL, *index = NULL;
    int rc = -1;
    if (check_file(path, e) != 0)
        goto done;
    const bool is_pair = megatron_pair(path, &data, &index);
    if (is_pair && check_file(data, e) != 0) {
        err_add(e, "%s is the index of a .bin", path);
        goto done;
    }
    if (list->n == list->capacity) {
        list->capacity = list->capacity ? list->capacity * 2 : 16;
        list->at = mem_resize(list->at, list->capacity, sizeof *list->at);
    }
    Listed *l = &list->at[list->n++];
    *l = (Listed){.by_index = is_pair && strcmp(path, index) == 0};
    l->file.path = arena_cstr(list->arena, l->by_index ? data : path);
    char *own_name = arena_cstr(list->arena, name);
    if (l->by_index)
        memcpy(own_name + strlen(own_name) - strlen(".bin"), ".bin", strlen(".bin"));
    l->file.name = own_name;
    Sha256 *h = sha256_open();
    uint64_t index_bytes;
    rc = identify(l->file.path, h, &l->file.bytes, e);
    if (rc == 0 && is_pair)
        rc = identify(index, h, &index_bytes, e);
    sha256_hex(h, l->file.identity);
    sha256_close(h);
done:
    free(data);
    free(index);
    return rc;
}

/* ---- globs ---- */

static int expand_glob(ShardList *list, const char *pattern, Err *e)
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
    for (size_t i = 0; i < g.gl_pathc; i++) {
        const char *path = g.gl_pathv[i];
        const char *name = last_components(list->arena, path, open_components(pattern));
        if (add_shard(list, path, name, e) != 0)
            goto done;
    }
    rc = 0;
done:
    globfree(&g);
    return rc;
}

/* ---- folders and ** ---- */

typedef struct {
    ShardList *list;
    size_t root;         /* bytes of a path up to the part below the root */
    const char *pattern; /* that this part must match; NULL: any does */
    size_t n_found;
} Search;

static int visit(void *ctx, const char *path, Err *e)
{
    Search *s = ctx;
    const char *name = path + s->root;
    name += strspn(name, "/");
    if (s->pattern && !globmatch_path(str_of(s->pattern), str_of(name), true))
        return 0;
    s->n_found++;
    return add_shard(s->list, path, name, e);
}

static int expand_folder(ShardList *list, const char *folder, Err *e)
{
    Search s = {.list = list, .root = strlen(folder)};
    if (foldertree_walk(folder, false, visit, &s, &list->n_hidden, e) != 0)
        return -1;
    if (s.n_found > 0)
        return 0;
    err_set(e, ERR_USAGE, "%s: there is no file in this folder", folder);
    return -1;
}

/* The pattern's folder in front of the first wildcard, with the home folder for "~", and without
 * the backslashes; *rest is the pattern behind it. */
static int fixed_folder(const char *pattern, Buf *folder, const char **rest, Err *e)
{
    *rest = pattern;
    for (const char *p = pattern; *p;) {
        const size_t len = strcspn(p, "/");
        if (has_wildcard(p, len))
            break;
        p += len + strspn(p + len, "/");
        *rest = p;
    }
    const char *from = pattern;
    if (strncmp(pattern, "~/", 2) == 0 && getenv("HOME")) {
        buf_add_c(folder, getenv("HOME"));
        from++;
    } else if (*pattern == '~') {
        err_set(e, ERR_USAGE, "%s: write the home folder out in a pattern with \"**\"", pattern);
        return -1;
    }
    for (; from < *rest; from++) {
        if (*from == '\\' && from + 1 < *rest)
            from++;
        buf_add_char(folder, *from);
    }
    if (folder->n == 0)
        buf_add_c(folder, "./");
    return 0;
}

/* glob knows no **. */
static int expand_deep_glob(ShardList *list, const char *pattern, Err *e)
{
    Buf folder = {0};
    Search s = {.list = list};
    int rc = fixed_folder(pattern, &folder, &s.pattern, e);
    if (rc == 0) {
        s.root = folder.n;
        uint64_t unused = 0; /* what a pattern does not name is not missed */
        rc = foldertree_walk(buf_cstr(&folder), strstr(s.pattern, "/.") || *s.pattern == '.', visit,
                             &s, &unused, e);
    }
    if (rc == 0 && s.n_found == 0) {
        err_set(e, ERR_USAGE, "%s matches no file", pattern);
        rc = -1;
    }
    buf_free(&folder);
    return rc;
}

static bool has_deep_part(const char *pattern)
{
    for (const char *p = pattern; *p;) {
        const size_t len = strcspn(p, "/");
        if (len == 2 && memcmp(p, "**", 2) == 0)
            return true;
        p += len + strspn(p + len, "/");
    }
    return false;
}

/* ---- lists ---- */

/* A line of a list names a file: its path, and its name unless the path is absolute. */
static int add_line(ShardList *list, Str line, Err *e)
{
    while (str_starts(line, "./") && line.n > 2)
        line = (Str){line.s + 2, line.n - 2};
    const char *path = arena_str(list->arena, line).s;
    if (strlen(path) != line.n) {
        err_set(e, ERR_USAGE, "a path cannot have a NUL character");
        return -1;
    }
    const char *name = last_components(list->arena, path, *path == '/' ? 1 : SIZE_MAX);
    return add_shard(list, path, name, e);
}

static int expand_list(ShardList *list, const char *path, Err *e)
{
    Buf text = {0};
    const size_t before = list->n;
    int rc = file_read(path, &text, e);
    Str rest = buf_str(&text);
    for (uint64_t n = 1; rc == 0 && rest.n > 0; n++) {
        const char *lf = memchr(rest.s, '\n', rest.n);
        Str line = {rest.s, lf ? (size_t)(lf - rest.s) : rest.n};
        rest = (Str){rest.s + line.n + (lf != NULL), rest.n - line.n - (lf != NULL)};
        if (str_ends(line, "\r"))
            line.n--;
        if (line.n == 0)
            continue;
        rc = add_line(list, line, e);
        if (rc != 0)
            err_add(e, "%s, line %" PRIu64, path, n);
    }
    if (rc == 0 && list->n == before) {
        err_set(e, ERR_USAGE, "%s: this list names no file", path);
        rc = -1;
    }
    buf_free(&text);
    return rc;
}

/* ---- the whole ---- */

static int expand(ShardList *list, const char *pattern, Err *e)
{
    struct stat st;
    if (stat(pattern, &st) == 0) /* a name that merely looks like a pattern is a name */
        return S_ISDIR(st.st_mode)
                   ? expand_folder(list, pattern, e)
                   : add_shard(list, pattern, last_components(list->arena, pattern, 1), e);
    if (*pattern == '@')
        return expand_list(list, pattern + 1, e);
    if (!has_wildcard(pattern, strlen(pattern)) && *pattern != '~' && errno != ENOENT) {
        err_set_errno(e, "%s: cannot be opened", pattern);
        return -1;
    }
    return has_deep_part(pattern) ? expand_deep_glob(list, pattern, e)
                                  : expand_glob(list, pattern, e);
}

static int by_name(const void *x, const void *y)
{
    const Listed *a = x, *b = y;
    const int name = strcmp(a->file.name, b->file.name);
    const int path = strcmp(a->file.path, b->file.path); /* so that a message is always the same */
    return name ? name : path ? path : a->by_index - b->by_index;
}

/* Sorts, and lets the .bin of a pair count once where both files were found. */
static void sort(ShardList *list)
{
    qsort(list->at, list->n, sizeof *list->at, by_name);
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++) {
        const Listed *l = &list->at[i];
        if (n == 0 || !l->by_index || strcmp(list->at[n - 1].file.path, l->file.path) != 0)
            list->at[n++] = *l;
    }
    list->n = n;
}

static int check_names(const ShardList *list, Err *e)
{
    for (size_t i = 1; i < list->n; i++) {
        const ShardFile *a = &list->at[i - 1].file, *b = &list->at[i].file;
        if (strcmp(a->name, b->name) != 0)
            continue;
        const bool twice = strcmp(a->path, b->path) == 0;
        err_set(e, ERR_USAGE,
                twice ? "the shard %s is named twice (as %s and %s)"
                      : "two shards would be called %s: %s and %s; name them by one pattern, with "
                        "a wildcard where their folders differ",
                b->name, a->path, b->path);
        return -1;
    }
    return 0;
}

int source_expand(Source *s, Arena *a, const char *name, const char *const *patterns, size_t n,
                  Err *e)
{
    ShardList list = {.arena = a};
    int rc = -1;
    if (n == 0) {
        err_set(e, ERR_USAGE, "no shards are named");
        goto done;
    }
    for (size_t i = 0; i < n; i++)
        if (expand(&list, patterns[i], e) != 0)
            goto done;
    sort(&list);
    if (check_names(&list, e) != 0)
        goto done;
    *s = (Source){.name = arena_cstr(a, name), .n_shards = list.n, .n_hidden = list.n_hidden};
    s->shards = arena_alloc(a, list.n, sizeof *s->shards);
    for (size_t i = 0; i < list.n; i++)
        s->shards[i] = list.at[i].file;
    rc = 0;
done:
    if (rc != 0)
        err_add(e, "source %s", name);
    free(list.at);
    return rc;
}
