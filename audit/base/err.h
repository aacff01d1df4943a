/* What went wrong, in one sentence that a user can act on.
 *
 * A function that can fail takes `Err *e` last and returns 0/-1, or a pointer/NULL. The error is
 * set once, where the fact is known, with the numbers in it; each layer above may put its own
 * context in front. Only audit/ prints it. Three kinds of trouble, three tools: bad input is an
 * Err; our own bug is an assert; out of memory ends the process (mem.h). */
#ifndef ROTE_ERR_H
#define ROTE_ERR_H

enum { ERR_TEXT_BYTES = 4096 };

/* The kind decides the exit code (err_exit_code). */
typedef enum {
    ERR_NONE,
    ERR_USAGE,  /* the command line or the configuration asks for something that makes no sense */
    ERR_FORMAT, /* the bytes of an input are not what they claim to be */
    ERR_IO,     /* the operating system refused: no such file, no permission, disk full */
    ERR_PLAN,   /* the run directory belongs to another plan */
} ErrKind;

/* text: a sentence without a final newline; one longer than the buffer ends in "...". Start from
 * (Err){0}. */
typedef struct {
    ErrKind kind;
    char text[ERR_TEXT_BYTES];
} Err;

/* Sets kind and text; what was there before is replaced. e must not be NULL. */
__attribute__((format(printf, 3, 4))) void err_set(Err *e, ErrKind kind, const char *fmt, ...);

/* As err_set, with ": " and the system's words for errno behind the text; kind is ERR_IO. */
__attribute__((format(printf, 2, 3))) void err_set_errno(Err *e, const char *fmt, ...);

/* Puts "context: " in front of the text; does nothing when no error is set. */
__attribute__((format(printf, 2, 3))) void err_add(Err *e, const char *fmt, ...);

/* Puts "; advice" behind the text: what the user can do; does nothing when no error is set. */
__attribute__((format(printf, 2, 3))) void err_advise(Err *e, const char *fmt, ...);

/* The process exit code of DESIGN.md for this kind: 0, 2, 3 or 4. */
int err_exit_code(const Err *e);

#endif
