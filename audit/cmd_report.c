/* rote report: render a finished run again. */
#include "audit/command.h"

#include "audit/limits.h"
#include "audit/reporting.h"
#include "audit/rundir.h"

int command_report(const Options *o, Err *e)
{
    if (o->n_operands != 1) {
        err_set(e, ERR_USAGE, "give one run directory: rote report RUN");
        return err_exit_code(e);
    }
    if (limits_check(&o->limit, e) != 0)
        return err_exit_code(e);
    RunDir *r = rundir_open(o->operands[0], false, e);
    const int code = r ? reporting_finish(r, o, e) : err_exit_code(e);
    rundir_close(r);
    return code;
}
