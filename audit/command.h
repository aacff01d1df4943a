/* The subcommands: rows of one table in main.c. */
#ifndef ROTE_COMMAND_H
#define ROTE_COMMAND_H

#include "audit/base/err.h"
#include "audit/options.h"

/* Each returns the process's exit code and sets *e when there is a sentence to print. Options are
 * parsed; checking that they make sense together is the command's. */
int command_audit(const Options *o, Err *e);
int command_sample(const Options *o, Err *e);
int command_merge(const Options *o, Err *e);
int command_report(const Options *o, Err *e);
int command_inspect(const Options *o, Err *e);
int command_tokenize(const Options *o, Err *e);
int command_generate(const Options *o, Err *e);

#endif
