/* The header of one WARC record: what kind of record it is, how long, and of which address. */
#ifndef ROTE_WARCHEADER_H
#define ROTE_WARCHEADER_H

#include "audit/base/buf.h"
#include "audit/base/err.h"
#include "audit/base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* All Strs point into the header that was parsed; s NULL: the field is not there. */
typedef struct {
    Str type;         /* WARC-Type */
    Str content_type; /* the media type alone: text/plain of "text/plain; charset=utf-8" */
    Str uri;          /* WARC-Target-URI, without the angle brackets that some writers put */
    uint64_t length;  /* Content-Length: bytes of the block */
    bool is_segment;  /* the block is one part of several */
} WarcHeader;

/* True of a line "WARC/1.0", whatever the numbers; its line end may be there or not. */
bool warcheader_is_version(Str line);

/* Parses a header: version line, fields, without the empty line behind them. Names are compared
 * without regard to case; a field that is not needed is passed over. 0, or -1 with ERR_FORMAT:
 * version unknown, a line that is no field, one of the needed fields missing, twice, or no value
 * that it can have. The message quotes nothing of the text. Source: ISO 28500:2017 (WARC 1.1), 4. */
int warcheader_parse(WarcHeader *h, Str header, Err *e);

/* Sets `host` to the host of an address in lower case, without user and port; to nothing when it has
 * none. Source: RFC 3986, 3.2. */
void warcheader_host(Str uri, Buf *host);

/* ASCII letters are equal in either case. */
bool warcheader_is(Str value, const char *word);

#endif
