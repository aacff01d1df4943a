/* Merging parts of an audit: see mergingaudits.h. Part i of n took the prompts number i-1, i-1+n ...,
 * so the whole is their lines dealt out in turn. */
#include "audit/mergingaudits.h"

#include "audit/base/file.h"
#include "audit/base/filewriter.h"
#include "audit/base/mem.h"
#include "audit/jsonline.h"
#include "audit/plan.h"
#include "audit/rechecking.h"
#include "audit/resultfile.h"
#include "audit/samplefile.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const RunDir *dir;
    SampleFile *samples;
    ResultReader *results, *rechecks;
} Share;

typedef struct {
    const RunDir *to;
    Share *shares; /* [n] */
    size_t n;
    bool recheck;
    FileWriter *samples, *results, *rechecks; /* rechecks NULL until one is needed */
    uint64_t prompts;
} Merging;

static int unfinished(const Share *s, const char *file, Err *e)
{
    err_set(e, ERR_FORMAT,
            "%s: %s has fewer lines than its sample asks for: the part is not finished; run its "
            "command again to go on",
            rundir_path(s->dir), file);
    return -1;
}

static int shares_open(Merging *m, const Parts *p, Err *e)
{
    for (size_t i = 0; i < p->n; i++) {
        Share *s = &m->shares[i];
        s->dir = p->dirs[i];
        s->samples = samplefile_open(s->dir, e);
        s->results = s->samples ? resultreader_open(s->dir, RESULTFILE_RESULTS, e) : NULL;
        s->rechecks = s->results ? resultreader_open(s->dir, RESULTFILE_RECHECKS, e) : NULL;
        if (!s->rechecks) {
            err_add(e, "%s", rundir_path(s->dir));
            return -1;
        }
    }
    return 0;
}

static FileWriter *writer_open(const Merging *m, const char *name, Err *e)
{
    Arena a = {0};
    FileWriter *w = filewriter_open(rundir_file(m->to, name, &a), e);
    arena_free(&a);
    return w;
}

static void line_write(FileWriter *w, Str text)
{
    filewriter_add(w, text);
    filewriter_add(w, str_of("\n"));
}

/* One line of a file of results, which is to be of this prompt, into its writer. */
static int result_take(const Share *s, ResultReader *from, const char *name, const SampleLine *line,
                       FileWriter *to, bool *needs_recheck, Err *e)
{
    ResultLine l;
    const int rc = resultreader_next(from, &l, e);
    if (rc == 0)
        return unfinished(s, name, e);
    if (rc < 0)
        return -1;
    const bool belongs = resultline_belongs(&l, line, name, e) == 0;
    if (belongs)
        line_write(to, l.text);
    *needs_recheck = rechecking_needs(&l);
    resultline_free(&l);
    return belongs ? 0 : -1;
}

/* The next prompt of a share: 1, 0 when it has no more, -1. */
static int prompt_take(Merging *m, const Share *s, Err *e)
{
    SampleLine line;
    bool needed = false, ignored = false;
    int rc = samplefile_next(s->samples, &line, e);
    if (rc <= 0)
        return rc;
    line_write(m->samples, line.text);
    rc = result_take(s, s->results, RESULTFILE_RESULTS, &line, m->results, &needed, e);
    if (rc == 0 && needed && m->recheck && !m->rechecks) {
        m->rechecks = writer_open(m, RESULTFILE_RECHECKS, e);
        rc = m->rechecks ? 0 : -1;
    }
    if (rc == 0 && needed && m->recheck)
        rc = result_take(s, s->rechecks, RESULTFILE_RECHECKS, &line, m->rechecks, &ignored, e);
    sampleline_free(&line);
    return rc == 0 ? 1 : -1;
}

/* In turn, until the share whose turn it is has no more; then none may have. */
static int prompts_deal(Merging *m, Err *e)
{
    int rc;
    while ((rc = prompt_take(m, &m->shares[m->prompts % m->n], e)) > 0)
        m->prompts++;
    if (rc < 0)
        return -1;
    uint64_t all = 0;
    for (size_t i = 0; i < m->n; i++)
        all += samplefile_prompts(m->shares[i].samples);
    if (all == m->prompts)
        return 0;
    err_set(e, ERR_FORMAT,
            "the parts have %" PRIu64 " prompts, which cannot be dealt out in turn: after %" PRIu64
            " the next part has no more",
            all, m->prompts);
    return -1;
}

/* sources.json: what was counted of the whole sample is the same in each part; of what is written,
 * each part counts its own. */
static json_t *sources_sum(const Merging *m)
{
    static const char *const summed[] = {"sampled", "prompts"};
    json_t *list = json_deep_copy(samplefile_sources(m->shares[0].samples));
    for (size_t i = 0; i < json_array_size(list); i++)
        for (size_t k = 0; k < sizeof summed / sizeof *summed; k++) {
            json_int_t sum = 0;
            for (size_t s = 0; s < m->n; s++)
                sum += json_integer_value(json_object_get(
                    json_array_get(samplefile_sources(m->shares[s].samples), i), summed[k]));
            json_object_set_new(json_array_get(list, i), summed[k], json_integer(sum));
        }
    return list;
}

/* Prompts taken from a sample as they were must be its file again. */
static int check_sample(const json_t *plan, const char *sha256, Err *e)
{
    const char *want =
        json_string_value(json_object_get(json_object_get(plan, "sample"), "sha256"));
    if (!want || plan_anew(plan) || strcmp(want, sha256) == 0)
        return 0;
    err_set(e, ERR_FORMAT,
            "the parts' prompts together are not the sample that their plan names (SHA-256 "
            "%.12s..., not %.12s...)",
            sha256, want);
    return -1;
}

static int files_commit(Merging *m, const json_t *plan, Err *e)
{
    Arena a = {0};
    Buf facts = {0};
    char sha256[SHA256_HEX_BYTES];
    int rc = filewriter_commit(m->results, NULL, e);
    if (rc == 0 && m->rechecks)
        rc = filewriter_commit(m->rechecks, NULL, e);
    if (rc == 0)
        rc = filewriter_commit(m->samples, sha256, e);
    if (rc == 0)
        rc = check_sample(plan, sha256, e);
    if (rc == 0) {
        jsonline_add_checked(&facts, json_pack("{s:I, s:s, s:n, s:o}", "samples",
                                               (json_int_t)m->prompts, "samples_sha256", sha256,
                                               "texts_sha256", "sources", sources_sum(m)));
        rc = file_replace(rundir_file(m->to, SAMPLEFILE_SOURCES, &a), buf_str(&facts), e);
    }
    buf_free(&facts);
    arena_free(&a);
    return rc;
}

int mergingaudits_run(const RunDir *to, const Parts *p, Err *e)
{
    Protocol protocol;
    Merging m = {.to = to, .shares = mem_zero(p->n, sizeof *m.shares), .n = p->n};
    int rc = plan_protocol(p->plan, &protocol, e);
    if (rc == 0 && !plan_settled(p->plan)) {
        err_set(e, ERR_FORMAT, "the parts are not finished: their weights are not vetted yet");
        rc = -1;
    }
    m.recheck = rc == 0 && protocol.recheck;
    if (rc == 0)
        rc = shares_open(&m, p, e);
    if (rc == 0) {
        m.samples = writer_open(&m, SAMPLEFILE_SAMPLES, e);
        m.results = m.samples ? writer_open(&m, RESULTFILE_RESULTS, e) : NULL;
        rc = m.results ? prompts_deal(&m, e) : -1;
    }
    if (rc == 0)
        rc = files_commit(&m, p->plan, e);
    filewriter_close(m.samples);
    filewriter_close(m.results);
    filewriter_close(m.rechecks);
    for (size_t i = 0; i < m.n; i++) {
        samplefile_close(m.shares[i].samples);
        resultreader_close(m.shares[i].results);
        resultreader_close(m.shares[i].rechecks);
    }
    free(m.shares);
    return rc;
}
