/* A sample drawn before: see keptsample.h. */
#include "audit/keptsample.h"

#include "audit/base/file.h"
#include "audit/plan.h"
#include "audit/samplefile.h"

#include <string.h>
#include <sys/stat.h>

/* The directory that is meant: of a file, the one that holds it. */
static const char *directory_of(const char *path, Arena *a)
{
    struct stat st;
    if (stat(path, &st) != 0 || !S_ISREG(st.st_mode))
        return path;
    const char *slash = strrchr(path, '/');
    return slash ? arena_str(a, (Str){path, (size_t)(slash - path) + 1}).s : ".";
}

static int check(const KeptSample *k, Err *e)
{
    WorkPart part;
    if (plan_part(k->plan, &part, e) != 0)
        return -1;
    if (part.n > 0) {
        err_set(e, ERR_USAGE,
                "%s: is part %llu of %llu of a sample; make one of the parts first (rote merge)",
                rundir_path(k->dir), (unsigned long long)part.i, (unsigned long long)part.n);
        return -1;
    }
    if (!samplefile_exists(k->dir)) {
        err_set(e, ERR_FORMAT, "%s: the sample is not drawn yet; run rote sample again to go on",
                rundir_path(k->dir));
        return -1;
    }
    return 0;
}

int keptsample_open(KeptSample *k, const char *path, const char *out, Err *e)
{
    Arena a = {0};
    SampleFile *f = NULL;
    const char *folder = directory_of(path, &a);
    *k = (KeptSample){0};
    if (file_same(folder, out)) {
        err_set(e, ERR_USAGE, "--out: %s is the sample's own directory; give another", out);
        goto done;
    }
    k->dir = rundir_open_reading(folder, e);
    k->plan = k->dir ? rundir_plan(k->dir, e) : NULL;
    if (k->plan && check(k, e) == 0)
        f = samplefile_open(k->dir, e);
    if (f)
        memcpy(k->sha256, samplefile_sha256(f), sizeof k->sha256);
done:
    if (!f) {
        err_add(e, "--sample");
        keptsample_close(k);
    }
    const int rc = f ? 0 : -1;
    samplefile_close(f);
    arena_free(&a);
    return rc;
}

void keptsample_close(KeptSample *k)
{
    json_decref(k->plan);
    rundir_close(k->dir);
    *k = (KeptSample){0};
}
