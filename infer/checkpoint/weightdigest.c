/* SHA-256 of a checkpoint, for provenance: each file on a thread of its own, since one digest cannot
 * be divided.
 *
 *   directory   the SHA-256 of the lines "DIGEST  NAME\n" (as sha256sum prints them) of config.json,
 *               generation_config.json where there is one, and the weight files in order of name
 *   GGUF file   its own SHA-256, whatever it is called */
#include "audit/base/buf.h"
#include "audit/base/mem.h"
#include "audit/base/pool.h"
#include "infer/checkpoint/model.h"

#include <stdio.h>
#include <stdlib.h>

/* Bytes between two looks at *stop: a few hundredths of a second. */
enum { DIGEST_STEP_BYTES = 1 << 24 };

typedef struct {
    const Model *model;
    const atomic_bool *stop;
    size_t n_files;
    atomic_size_t next;
    char (*hex)[SHA256_HEX_BYTES]; /* [n_files] */
} Digesting;

static void file_digest(const Digesting *d, Str bytes, char hex[SHA256_HEX_BYTES])
{
    Sha256 *h = sha256_open();
    for (size_t at = 0; at < bytes.n && !atomic_load(d->stop);) {
        const size_t rest = bytes.n - at;
        const size_t n = rest < DIGEST_STEP_BYTES ? rest : DIGEST_STEP_BYTES;
        sha256_add(h, bytes.s + at, n);
        weights_unneeded(d->model->weights, bytes.s + at, n);
        at += n;
    }
    sha256_hex(h, hex);
    sha256_close(h);
}

static void digest_files(void *arg, int thread)
{
    Digesting *d = arg;
    (void)thread;
    for (size_t i; (i = atomic_fetch_add(&d->next, 1)) < d->n_files;) {
        Str bytes;
        weights_file(d->model->weights, i, &bytes);
        file_digest(d, bytes, d->hex[i]);
    }
}

static void digest_join(const Digesting *d, char hex[SHA256_HEX_BYTES])
{
    const Model *m = d->model;
    Buf lines = {0};
    if (*m->config_sha256)
        buf_printf(&lines, "%s  config.json\n", m->config_sha256);
    if (*m->generation_sha256)
        buf_printf(&lines, "%s  generation_config.json\n", m->generation_sha256);
    for (size_t i = 0; i < d->n_files; i++) {
        Str bytes;
        buf_printf(&lines, "%s  %s\n", d->hex[i], weights_file(m->weights, i, &bytes));
    }
    if (!*m->config_sha256 && d->n_files == 1)
        snprintf(hex, SHA256_HEX_BYTES, "%s", d->hex[0]);
    else
        sha256_bytes(buf_str(&lines).s, lines.n, hex);
    buf_free(&lines);
}

int model_digest(const Model *m, int n_threads, const atomic_bool *stop, char hex[SHA256_HEX_BYTES],
                 Err *e)
{
    Digesting d = {.model = m, .stop = stop, .n_files = weights_files(m->weights)};
    const size_t most = n_threads > 1 ? (size_t)n_threads : 1;
    Pool *pool = pool_open((int)(d.n_files < most ? (d.n_files > 0 ? d.n_files : 1) : most), e);
    if (!pool)
        return -1;
    d.hex = mem_zero(d.n_files, sizeof *d.hex);
    pool_run(pool, digest_files, &d);
    pool_close(pool);
    const bool stopped = atomic_load(stop);
    if (!stopped)
        digest_join(&d, hex);
    free(d.hex);
    return stopped ? -1 : 0;
}
