/* Ctrl-C and its kin: asked once, the run stops at the next safe place; asked twice, at once. */
#ifndef ROTE_INTERRUPT_H
#define ROTE_INTERRUPT_H

#include <stdbool.h>

/* The shell's convention for a process that ended on SIGINT. */
enum { EXIT_INTERRUPTED = 130 };

/* From here on the first SIGINT, SIGTERM or SIGHUP is noted, a second one ends the process; SIGPIPE
 * is ignored, so that a closed pipe is an error like any other; SIGBUS, which a mapped file raises
 * when somebody else cuts it, ends the process with a sentence and exit 3. */
void interrupt_install(void);

/* Whether a signal has asked to stop. */
bool interrupt_asked(void);

#endif
