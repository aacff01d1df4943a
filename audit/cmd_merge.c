/* rote merge: the run directories of parts -> the run of the whole. */
#include "audit/command.h"

#include "audit/base/file.h"
#include "audit/mergingaudits.h"
#include "audit/mergingsamples.h"
#include "audit/parts.h"
#include "audit/plan.h"
#include "audit/reporting.h"
#include "audit/sampletable.h"

#include <string.h>

static int check_options(const Options *o, Err *e)
{
    if (o->n_operands == 0)
        err_set(e, ERR_USAGE, "no parts are given: rote merge RUN... --out RUN");
    else if (!o->out)
        err_set(e, ERR_USAGE, "no --out is given: name the run directory of the whole");
    for (size_t i = 0; i < o->n_operands && e->kind == ERR_NONE; i++)
        if (file_same(o->operands[i], o->out))
            err_set(e, ERR_USAGE, "--out: %s is one of the parts; give another", o->out);
    return e->kind == ERR_NONE ? 0 : -1;
}

static int merge(const RunDir *to, const Parts *p, bool audit, const Options *o, Err *e)
{
    const int rc = audit ? mergingaudits_run(to, p, e) : mergingsamples_run(to, p, e);
    if (rc != 0)
        return err_exit_code(e);
    return audit ? reporting_finish(to, o, e) : sampletable_show(to, o, e);
}

int command_merge(const Options *o, Err *e)
{
    Parts p = {0};
    RunDir *to = NULL;
    int code = -1;
    if (check_options(o, e) == 0 && parts_open(&p, o->operands, o->n_operands, e) == 0) {
        const char *command = json_string_value(json_object_get(p.plan, "command"));
        to = rundir_open(o->out, true, e);
        if (to && rundir_bind(to, p.plan, e) == 0)
            code = merge(to, &p, command && strcmp(command, "audit") == 0, o, e);
    }
    rundir_close(to);
    parts_close(&p);
    return code >= 0 ? code : err_exit_code(e);
}
