/* Thrift's compact protocol, read straight from a file: Parquet's footer and page headers are
 * written in it. Nothing is held of what is read, so a footer may be as long as it likes.
 *
 * A struct is read by `ThriftField f = {0}; while (thrift_field(t, &f, e) == 1) ...`, where each
 * turn reads the value of f or skips it. Source: thrift-compact-protocol.md of Apache Thrift. */
#ifndef ROTE_THRIFT_H
#define ROTE_THRIFT_H

#include "corpus/infile.h"

#include "audit/base/buf.h"

#include <stdbool.h>

/* Plain values; start from thrift_start. */
typedef struct {
    InFile *file;
    uint64_t left; /* bytes that may still be asked of the file */
    Str chunk;     /* what the file showed last */
    size_t at;     /* chunk.s[0 .. at) is read */
} Thrift;

typedef enum {
    THRIFT_TRUE = 1,
    THRIFT_FALSE = 2,
    THRIFT_BYTE = 3,
    THRIFT_I16 = 4,
    THRIFT_I32 = 5,
    THRIFT_I64 = 6,
    THRIFT_DOUBLE = 7,
    THRIFT_BINARY = 8,
    THRIFT_LIST = 9,
    THRIFT_SET = 10,
    THRIFT_MAP = 11,
    THRIFT_STRUCT = 12,
} ThriftType;

typedef struct {
    int id;
    unsigned type;
} ThriftField;

/* Reads from byte `offset` of the file on, at most `limit` bytes; what lies behind is not looked
 * at. */
void thrift_start(Thrift *t, InFile *f, uint64_t offset, uint64_t limit);
/* Leaves the file's position at the byte behind the last one read, and returns it. */
uint64_t thrift_end(Thrift *t);

/* The next field of a struct: 1; 0 at the struct's end; -1 with ERR_FORMAT or ERR_IO. The field
 * before must have been read or skipped, and *f is what was given then. */
int thrift_field(Thrift *t, ThriftField *f, Err *e);

/* The value of f, which must be of the kind asked for: 0, or -1 with the error. */
int thrift_int(Thrift *t, const ThriftField *f, int64_t *v, Err *e);
int thrift_bool(Thrift *t, const ThriftField *f, bool *v, Err *e);
/* Replaces out's content. */
int thrift_binary(Thrift *t, const ThriftField *f, Buf *out, Err *e);
/* *n elements follow, each a struct to be read by thrift_field or skipped by thrift_skip_struct. */
int thrift_structs(Thrift *t, const ThriftField *f, uint64_t *n, Err *e);
/* Says that f must be a struct, whose fields follow. */
int thrift_struct(const ThriftField *f, Err *e);
int thrift_skip(Thrift *t, const ThriftField *f, Err *e);
int thrift_skip_struct(Thrift *t, Err *e);

#endif
