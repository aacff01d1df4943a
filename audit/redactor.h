/* A text again, with its findings replaced. */
#ifndef ROTE_REDACTOR_H
#define ROTE_REDACTOR_H

#include "audit/base/buf.h"
#include "audit/scanplan.h"

typedef enum {
    REDACT_TYPE,     /* <EMAIL_ADDRESS> */
    REDACT_MASK,     /* j***@e***.com */
    REDACT_PSEUDONYM /* <EMAIL_ADDRESS:0123456789abcdef>, the same for the same value and key */
} RedactHow;

typedef struct Redactor Redactor;

/* The plan and the key (HMAC-SHA-256's; for pseudonyms) outlive it. */
Redactor *redactor_open(const ScanPlan *p, RedactHow how, Str key);
/* The next bytes of a text; what is settled is added to `out`, all of it when `last` ends the text. Every
 * byte outside of findings comes out as it was. */
void redactor_add(Redactor *r, Str bytes, bool last, Buf *out);
/* Findings replaced so far. */
uint64_t redactor_replaced(const Redactor *r);
/* Accepts NULL. */
void redactor_close(Redactor *r);

/* One line of JSON (without newline): the strings called `key` at the top of its object are redacted,
 * every other byte stays. A line that is no object with such a string is redacted as text. Returns
 * whether it was one. */
bool redactor_line(Redactor *r, Str line, const char *key, Buf *out);

#endif
