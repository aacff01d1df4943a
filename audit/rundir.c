/* The run directory: see rundir.h. */
#include "audit/rundir.h"

#include "audit/base/buf.h"
#include "audit/base/file.h"
#include "audit/base/mem.h"
#include "audit/jsonline.h"
#include "audit/plan.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct RunDir {
    char *path;
    int fd; /* of the directory; holds the lock */
};

/* mkdir -p, each new folder readable by its owner only: the run will hold corpus text. */
static int make_folders(const char *path, Err *e)
{
    Buf b = {0};
    buf_add_c(&b, path);
    char *p = (char *)(uintptr_t)buf_cstr(&b);
    int rc = 0;
    for (size_t i = 1; i <= b.n && rc == 0; i++) {
        if (p[i] != '/' && p[i] != '\0')
            continue;
        const char saved = p[i];
        p[i] = '\0';
        if (mkdir(p, 0700) != 0 && errno != EEXIST) {
            err_set_errno(e, "%s: cannot be made", p);
            rc = -1;
        }
        p[i] = saved;
    }
    buf_free(&b);
    return rc;
}

static RunDir *open_locked(const char *path, int lock, Err *e)
{
    const int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        err_set_errno(e, "%s: cannot be opened as a run directory", path);
        return NULL;
    }
    if (flock(fd, lock | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            err_set(e, ERR_IO, "%s: another rote is at work in this run directory", path);
        else
            err_set_errno(e, "%s: cannot be locked", path);
        close(fd);
        return NULL;
    }
    RunDir *r = mem_zero(1, sizeof *r);
    r->path = mem_copy(path, strlen(path));
    r->fd = fd;
    return r;
}

RunDir *rundir_open(const char *path, bool make, Err *e)
{
    if (make && make_folders(path, e) != 0)
        return NULL;
    return open_locked(path, LOCK_EX, e);
}

RunDir *rundir_open_reading(const char *path, Err *e)
{
    return open_locked(path, LOCK_SH, e);
}

const char *rundir_path(const RunDir *r)
{
    return r->path;
}

const char *rundir_file(const RunDir *r, const char *name, Arena *a)
{
    return arena_printf(a, "%s/%s", r->path, name);
}

/* Of everything in a run directory: another number is another program's. */
enum { RUNDIR_FORMAT = 2 };

/* plan.json is one line: the directory's format, the plan, its fingerprint, and the line's check. */
static int plan_write(const char *path, const json_t *plan, Err *e)
{
    char fingerprint[SHA256_HEX_BYTES];
    plan_fingerprint(plan, fingerprint);
    json_t *line = json_pack("{s:i, s:s, s:O}", "format", RUNDIR_FORMAT, "fingerprint", fingerprint,
                             "plan", (json_t *)(uintptr_t)plan);
    Buf text = {0};
    jsonline_add_checked(&text, line);
    const int rc = file_replace(path, buf_str(&text), e);
    buf_free(&text);
    return rc;
}

json_t *rundir_plan(const RunDir *r, Err *e)
{
    Arena scratch = {0};
    Buf text = {0};
    json_t *plan = NULL;
    const char *path = rundir_file(r, "plan.json", &scratch);
    if (!file_exists(path)) {
        err_set(e, ERR_IO, "%s: there is no plan.json: this is not a run directory", r->path);
        goto done;
    }
    if (file_read(path, &text, e) != 0)
        goto done;
    Str line = buf_str(&text);
    if (line.n > 0 && line.s[line.n - 1] == '\n')
        line.n--;
    json_t *outer = jsonline_read(line, true, e);
    if (!outer) {
        err_add(e, "%s", path);
        goto done;
    }
    const json_t *format = json_object_get(outer, "format");
    if (json_integer_value(format) == RUNDIR_FORMAT)
        plan = json_incref(json_object_get(outer, "plan"));
    else
        err_set(e, ERR_PLAN,
                "%s: was made by another version of rote, whose files have another form; use that "
                "version, or start again in another --out",
                r->path);
    json_decref(outer);
done:
    buf_free(&text);
    arena_free(&scratch);
    return plan;
}

/* A first run in a directory that holds somebody's files would mix with them. A temporary file of
 * an earlier start that was killed is ours. */
static int check_empty(const RunDir *r, Err *e)
{
    DIR *d = opendir(r->path);
    if (!d) {
        err_set_errno(e, "%s: cannot be listed", r->path);
        return -1;
    }
    int rc = 0;
    for (const struct dirent *f = readdir(d); f && rc == 0; f = readdir(d)) {
        if (strcmp(f->d_name, ".") == 0 || strcmp(f->d_name, "..") == 0 ||
            strcmp(f->d_name, "plan.json.tmp") == 0)
            continue;
        err_set(e, ERR_PLAN,
                "%s: has no plan.json but is not empty (\"%s\" is there); give another --out",
                r->path, f->d_name);
        rc = -1;
    }
    closedir(d);
    return rc;
}

int rundir_bind(RunDir *r, const json_t *plan, Err *e)
{
    Arena scratch = {0};
    int rc = -1;
    const char *path = rundir_file(r, "plan.json", &scratch);
    if (!file_exists(path)) {
        rc = check_empty(r, e) != 0 ? -1 : plan_write(path, plan, e);
        goto done;
    }
    json_t *have = rundir_plan(r, e);
    if (!have)
        goto done;
    rc = plan_compare(have, plan, e);
    if (rc != 0 && !file_exists(rundir_file(r, "sources.json", &scratch))) {
        *e = (Err){0};
        rc = plan_write(path, plan, e);
    }
    if (rc != 0)
        err_add(e, "%s", r->path);
    json_decref(have);
done:
    arena_free(&scratch);
    return rc;
}

/* Whether the file is there and holds something. */
static bool holds_bytes(const RunDir *r, const char *name)
{
    Arena scratch = {0};
    struct stat st;
    const bool holds = stat(rundir_file(r, name, &scratch), &st) == 0 && st.st_size > 0;
    arena_free(&scratch);
    return holds;
}

int rundir_settle(RunDir *r, json_t *plan, const char *sha256, Err *e)
{
    Arena scratch = {0};
    json_t *have = rundir_plan(r, e);
    int rc = have ? 0 : -1;
    plan_settle(plan, sha256);
    if (rc == 0 && plan_settled(have)) {
        rc = plan_compare(have, plan, e);
    } else if (rc == 0 && holds_bytes(r, "results.jsonl")) {
        err_set(e, ERR_FORMAT,
                "results.jsonl has results, but plan.json does not say of which weights: the files "
                "do not belong together");
        rc = -1;
    } else if (rc == 0) {
        rc = plan_write(rundir_file(r, "plan.json", &scratch), plan, e);
    }
    if (have && rc != 0 && e->kind != ERR_IO)
        err_add(e, "%s", r->path);
    json_decref(have);
    arena_free(&scratch);
    return rc;
}

void rundir_close(RunDir *r)
{
    if (!r)
        return;
    close(r->fd);
    free(r->path);
    free(r);
}
