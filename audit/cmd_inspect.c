/* rote inspect: what a checkpoint is, whether auditing it means anything, and what it will take. */
#include "audit/command.h"

#include "audit/base/buf.h"
#include "audit/base/pool.h"
#include "audit/factsheet.h"
#include "audit/jsonline.h"
#include "audit/vetting.h"

#include <stdio.h>

static int output_write(const Buf *out, Err *e)
{
    if (fwrite(buf_str(out).s, 1, out->n, stdout) == out->n && fflush(stdout) == 0)
        return 0;
    err_set_errno(e, "the result cannot be written to standard output");
    return -1;
}

/* The facts are shown even where a check is not passed; the exit code then says so. */
static int inspect(const Checkpoint *c, const Options *o, const char *kernel, Err *e)
{
    Preflight p;
    const char *sha256 = NULL;
    Buf out = {0};
    int rc = preflight_run(&p, c, o, e);
    /* Behind the timing, so that it does not share the processors with the digest. */
    Vetting *v =
        rc == 0 ? vetting_start(c->model, o->threads > 0 ? (int)o->threads : pool_processors(), e)
                : NULL;
    rc = v ? vetting_wait(v, &sha256, e) : -1;
    if (rc == 0) {
        if (o->json)
            jsonline_add(&out, factsheet_json(c, o, &p, sha256, kernel));
        else
            factsheet_text(&out, c, o, &p, sha256, 0);
        rc = output_write(&out, e);
    }
    if (rc == 0)
        rc = preflight_judge(&p, o, e);
    vetting_close(v);
    buf_free(&out);
    return rc;
}

int command_inspect(const Options *o, Err *e)
{
    Checkpoint c = {0};
    if (o->n_operands != 1) {
        err_set(e, ERR_USAGE, "give one checkpoint: rote inspect MODEL");
        return err_exit_code(e);
    }
    const char *kernel = kernel_name(e);
    if (kernel && checkpoint_open(&c, o->operands[0], false, e) == 0)
        inspect(&c, o, kernel, e);
    checkpoint_close(&c);
    return err_exit_code(e);
}
