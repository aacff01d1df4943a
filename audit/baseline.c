/* Known findings: see baseline.h. */
#include "audit/baseline.h"

#include "audit/base/buf.h"
#include "audit/base/hash.h"
#include "audit/base/mem.h"
#include "audit/jsonline.h"
#include "audit/linereader.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    uint64_t fingerprint;
    atomic_uint_fast64_t left;
} Known;

struct Baseline {
    uint64_t *all; /* [n_all] as read */
    size_t n_all, capacity;
    Known *known; /* [n] in order of fingerprint */
    size_t n;
};

static int fingerprint_read(Str line, uint64_t *out, Err *e)
{
    Str text;
    json_t *j = jsonline_read(line, false, e);
    if (!j) /* the parser's words quote the line */
        err_set(e, ERR_FORMAT, "is not a JSON object");
    int rc = j ? jsonline_get_string(j, "fingerprint", false, &text, e) : -1;
    if (rc == 0) {
        char *end = NULL;
        *out = strtoull(text.s, &end, 16);
        if (text.n != 16 || *end != '\0' || strspn(text.s, "0123456789abcdef") != 16) {
            err_set(e, ERR_FORMAT, "\"fingerprint\" is not 16 hexadecimal digits");
            rc = -1;
        }
    }
    json_decref(j);
    return rc;
}

static int compare_u64(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void known_make(Baseline *b)
{
    if (b->n_all > 0)
        qsort(b->all, b->n_all, sizeof *b->all, compare_u64);
    b->known = mem_zero(b->n_all, sizeof *b->known);
    for (size_t i = 0; i < b->n_all; i++) {
        if (i == 0 || b->all[i] != b->all[i - 1])
            b->known[b->n++].fingerprint = b->all[i];
        b->known[b->n - 1].left++;
    }
}

Baseline *baseline_open(const char *path, Err *e)
{
    FILE *from = fopen(path, "re");
    if (!from) {
        err_set_errno(e, "%s: cannot be opened", path);
        return NULL;
    }
    Baseline *b = mem_zero(1, sizeof *b);
    LineReader lines = {.from = from, .name = path};
    Str line;
    int rc;
    while ((rc = linereader_next(&lines, &line, e)) > 0) {
        uint64_t fingerprint;
        if (fingerprint_read(line, &fingerprint, e) != 0) {
            err_add(e, "%s: line %" PRIu64, path, lines.line);
            err_advise(e, "a baseline is what rote scan --format jsonl wrote");
            rc = -1;
            break;
        }
        if (b->n_all == b->capacity) {
            b->capacity = b->capacity ? 2 * b->capacity : 64;
            b->all = mem_resize(b->all, b->capacity, sizeof *b->all);
        }
        b->all[b->n_all++] = fingerprint;
    }
    linereader_free(&lines);
    fclose(from);
    if (rc < 0) {
        baseline_close(b);
        return NULL;
    }
    known_make(b);
    return b;
}

bool baseline_knows(Baseline *b, uint64_t fingerprint)
{
    size_t from = 0, to = b->n;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (b->known[middle].fingerprint < fingerprint)
            from = middle + 1;
        else
            to = middle;
    }
    if (from == b->n || b->known[from].fingerprint != fingerprint)
        return false;
    uint_fast64_t left = atomic_load(&b->known[from].left);
    while (left > 0 && !atomic_compare_exchange_weak(&b->known[from].left, &left, left - 1))
        ;
    return left > 0;
}

void baseline_close(Baseline *b)
{
    if (!b)
        return;
    free(b->all);
    free(b->known);
    free(b);
}

uint64_t baseline_fingerprint(const char *type, Str masked, const char *path, Str id,
                              uint64_t document)
{
    Buf key = {0};
    buf_add(&key, type, strlen(type) + 1);
    buf_add_str(&key, masked);
    buf_add(&key, "", 1);
    buf_add(&key, path, strlen(path) + 1);
    if (id.s)
        buf_add_str(&key, id);
    else
        buf_printf(&key, "#%" PRIu64, document);
    const uint64_t hash = hash_xxh3(0, buf_str(&key).s, key.n);
    buf_free(&key);
    return hash;
}
