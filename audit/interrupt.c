/* Signals: see interrupt.h. */
#include "audit/interrupt.h"

#include <signal.h>
#include <stddef.h>
#include <unistd.h>

static volatile sig_atomic_t asked;

static void note(int signal_number)
{
    (void)signal_number;
    asked = 1;
}

static void file_was_cut(int signal_number)
{
    (void)signal_number;
    static const char text[] = "rote: a file that is being read was cut by somebody else; nothing "
                               "is lost: put it back and "
                               "run the same command again\n";
    if (write(STDERR_FILENO, text, sizeof text - 1) < 0)
        _exit(3);
    _exit(3);
}

void interrupt_install(void)
{
    struct sigaction a = {0};
    sigemptyset(&a.sa_mask);
    a.sa_handler = note;
    a.sa_flags = (int)SA_RESETHAND;
    sigaction(SIGINT, &a, NULL);
    sigaction(SIGTERM, &a, NULL);
    sigaction(SIGHUP, &a, NULL);
    a.sa_handler = file_was_cut;
    sigaction(SIGBUS, &a, NULL);
    a.sa_handler = SIG_IGN;
    a.sa_flags = 0;
    sigaction(SIGPIPE, &a, NULL);
}

bool interrupt_asked(void)
{
    return asked != 0;
}
