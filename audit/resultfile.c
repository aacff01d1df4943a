/* The results on disk: see resultfile.h. */
#include "audit/resultfile.h"

#include "audit/base/file.h"
#include "audit/base/filemap.h"
#include "audit/base/mem.h"
#include "audit/jsonline.h"
#include "detectors/detectors.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- reading ---- */

struct ResultReader {
    char *path;
    FileMap *map; /* NULL when the file is not there */
    Str rest;
    uint64_t bytes, line;
};

ResultReader *resultreader_open(const RunDir *r, const char *name, Err *e)
{
    Arena scratch = {0};
    const char *path = rundir_file(r, name, &scratch);
    ResultReader *reader = mem_zero(1, sizeof *reader);
    reader->path = mem_copy(path, strlen(path));
    reader->rest = str_of("");
    if (file_exists(path)) {
        reader->map = filemap_open(path, e);
        if (!reader->map) {
            resultreader_close(reader);
            reader = NULL;
        } else {
            reader->rest = filemap_bytes(reader->map);
        }
    }
    arena_free(&scratch);
    return reader;
}

/* A power cut can leave zeros where the file system had promised room but not yet written. */
static bool all_zero(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.s[i] != '\0')
            return false;
    return true;
}

static int read_finding(const json_t *j, ResultFinding *f, Err *e)
{
    Str type = {0}, severity = {0};
    Severity s;
    if (jsonline_get_string(j, "type", false, &type, e) != 0 ||
        jsonline_get_string(j, "severity", false, &severity, e) != 0 ||
        jsonline_get_bool(j, "in_truth", &f->in_truth, e) != 0 ||
        jsonline_get_bool(j, "in_prompt", &f->in_prompt, e) != 0)
        return -1;
    if (severity_parse(severity.s, &s) != 0) {
        err_set(e, ERR_FORMAT, "\"%s\" is no severity", severity.s);
        return -1;
    }
    f->type = type.s;
    f->severity = (int)s;
    return 0;
}

/* The distances: null where the continuation was cut, numbers everywhere else. A cut continuation
 * matches nothing, or it would not have been cut. */
static int read_distances(ResultLine *l, Err *e)
{
    if (!l->cut)
        return jsonline_get_u64(l->json, "edit_distance", &l->edit_distance, e) != 0 ||
                       jsonline_get_real(l->json, "char_edit_fraction", &l->char_edit_fraction,
                                         e) != 0
                   ? -1
                   : 0;
    if (!json_is_null(json_object_get(l->json, "edit_distance")) ||
        !json_is_null(json_object_get(l->json, "char_edit_fraction"))) {
        err_set(e, ERR_FORMAT,
                "the continuation was cut, but \"edit_distance\" or \"char_edit_fraction\" is not "
                "null");
        return -1;
    }
    if (l->exact || l->approximate) {
        err_set(e, ERR_FORMAT, "the continuation was cut, but is exact or approximate");
        return -1;
    }
    return 0;
}

static int read_fields(ResultLine *l, Err *e)
{
    json_t *findings = NULL;
    if (jsonline_get_string(l->json, "source", false, &l->source, e) != 0 ||
        jsonline_get_string(l->json, "shard", false, &l->shard, e) != 0 ||
        jsonline_get_u64(l->json, "ordinal", &l->ordinal, e) != 0 ||
        jsonline_get_u64(l->json, "offset", &l->offset, e) != 0 ||
        jsonline_get_string(l->json, "id", true, &l->id, e) != 0 ||
        jsonline_get_string(l->json, "cluster", true, &l->cluster, e) != 0 ||
        jsonline_get_bool(l->json, "exact", &l->exact, e) != 0 ||
        jsonline_get_bool(l->json, "approximate", &l->approximate, e) != 0 ||
        jsonline_get_bool(l->json, "cut", &l->cut, e) != 0 ||
        jsonline_get_bool(l->json, "fragile", &l->fragile, e) != 0 || read_distances(l, e) != 0 ||
        jsonline_get_array(l->json, "findings", &findings, e) != 0)
        return -1;
    l->n_findings = json_array_size(findings);
    l->findings = mem_zero(l->n_findings, sizeof *l->findings);
    for (size_t i = 0; i < l->n_findings; i++)
        if (read_finding(json_array_get(findings, i), &l->findings[i], e) != 0) {
            err_add(e, "finding %zu", i);
            return -1;
        }
    return 0;
}

void resultline_free(ResultLine *l)
{
    json_decref(l->json);
    free(l->findings);
    *l = (ResultLine){0};
}

int resultline_parse(Str text, bool checked, ResultLine *l, Err *e)
{
    *l = (ResultLine){.text = text, .json = jsonline_read(text, checked, e)};
    if (l->json && read_fields(l, e) == 0)
        return 0;
    resultline_free(l);
    return -1;
}

int resultreader_next(ResultReader *r, ResultLine *l, Err *e)
{
    *l = (ResultLine){0};
    const char *newline = r->rest.n > 0 ? memchr(r->rest.s, '\n', r->rest.n) : NULL;
    if (!newline || all_zero(r->rest))
        return 0;
    const Str text = {r->rest.s, (size_t)(newline - r->rest.s)};
    r->line++;
    if (resultline_parse(text, true, l, e) != 0) {
        err_add(e, "%s: line %" PRIu64 " (byte %" PRIu64 ")", r->path, r->line, r->bytes);
        err_advise(e, "cut the file before this line to compute the rest again, or start in "
                      "another --out");
        return -1;
    }
    r->rest.s += text.n + 1;
    r->rest.n -= text.n + 1;
    r->bytes += text.n + 1;
    filemap_passed(r->map, text.s);
    return 1;
}

uint64_t resultreader_bytes(const ResultReader *r)
{
    return r->bytes;
}

void resultreader_close(ResultReader *r)
{
    if (!r)
        return;
    filemap_close(r->map);
    free(r->path);
    free(r);
}

int resultline_belongs(const ResultLine *l, const SampleLine *s, const char *name, Err *e)
{
    if (str_equal(l->source, s->source) && str_equal(l->shard, s->shard) &&
        l->ordinal == s->ordinal && l->offset == s->offset)
        return 0;
    err_set(e, ERR_FORMAT,
            "%s has %.*s %.*s document %" PRIu64 " at token %" PRIu64
            " where samples.jsonl has %.*s %.*s document %" PRIu64 " at token %" PRIu64
            ": the files do not belong together",
            name, STR_FMT(l->source), STR_FMT(l->shard), l->ordinal, l->offset, STR_FMT(s->source),
            STR_FMT(s->shard), s->ordinal, s->offset);
    return -1;
}

/* ---- writing ---- */

struct ResultWriter {
    char *path;
    int fd;
};

ResultWriter *resultwriter_open(const RunDir *r, const char *name, uint64_t keep_bytes, Err *e)
{
    Arena scratch = {0};
    const char *path = rundir_file(r, name, &scratch);
    ResultWriter *w = NULL;
    const int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0 || ftruncate(fd, (off_t)keep_bytes) != 0 || lseek(fd, 0, SEEK_END) < 0 ||
        fsync(fd) != 0) {
        err_set_errno(e, "%s: cannot be opened for writing", path);
        if (fd >= 0)
            close(fd);
        goto done;
    }
    w = mem_zero(1, sizeof *w);
    w->path = mem_copy(path, strlen(path));
    w->fd = fd;
done:
    arena_free(&scratch);
    return w;
}

int resultwriter_append(ResultWriter *w, Str lines, Err *e)
{
    if (lines.n == 0)
        return 0;
    if (file_write_all(w->fd, lines.s, lines.n) != 0 || fdatasync(w->fd) != 0) {
        err_set_errno(e, "%s: cannot be written", w->path);
        err_advise(e, "nothing is lost: make room and run the same command again to go on");
        return -1;
    }
    return 0;
}

void resultwriter_close(ResultWriter *w)
{
    if (!w)
        return;
    close(w->fd);
    free(w->path);
    free(w);
}
