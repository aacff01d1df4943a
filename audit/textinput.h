/* What scan and redact read: the documents of a shard, a text file, standard input, or the
 * continuations of a run; one text after another, a long one in pieces. */
#ifndef ROTE_TEXTINPUT_H
#define ROTE_TEXTINPUT_H

#include "audit/base/err.h"
#include "audit/base/str.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum { TEXTINPUT_ANY, TEXTINPUT_TEXT, TEXTINPUT_SHARD } TextInputKind;

typedef struct {
    TextInputKind kind; /* ANY: by the bytes */
    const char *text_field, *id_field;
} TextInputOptions;

/* Valid until the next call. */
typedef struct {
    Str bytes;
    bool last; /* ends the text */
    bool has_document;
    uint64_t document; /* index in the shard or run, from 0 */
    Str id;            /* s NULL: none */
} TextPiece;

typedef enum {
    TEXTINPUT_PIECE,
    TEXTINPUT_END,
    TEXTINPUT_MALFORMED, /* a record is no document; *e says which, and reading goes on */
    TEXTINPUT_DAMAGED,   /* nothing more can be read; *e says why */
} TextInputStep;

typedef struct TextInput TextInput;

/* path "-" is standard input, always a text. A file that is no shard but looks like text is one; what
 * looks like neither is an error, since a scan of its bytes would find nothing whatever it holds. A
 * run directory gives its continuations, decoded. NULL with ERR_FORMAT or ERR_IO; e begins with the
 * path. */
TextInput *textinput_open(const char *path, const TextInputOptions *o, Err *e);
TextInputStep textinput_next(TextInput *t, TextPiece *p, Err *e);
/* "text", "run", or what the shard was recognised as. */
const char *textinput_kind(const TextInput *t);
/* Accepts NULL. */
void textinput_close(TextInput *t);

#endif
