/* Reading the protocol-buffers wire format: one field after the other, every length checked.
 *
 * Source: "Encoding", Protocol Buffers documentation. Only what proto2 messages without groups use:
 * wire types 0 (varint), 1 (8 bytes), 2 (a length and that many bytes) and 5 (4 bytes). */
#ifndef ROTE_PROTOBUF_H
#define ROTE_PROTOBUF_H

#include "audit/base/err.h"
#include "audit/base/str.h"

#include <stddef.h>
#include <stdint.h>

typedef enum { WIRE_VARINT = 0, WIRE_8_BYTES = 1, WIRE_BYTES = 2, WIRE_4_BYTES = 5 } WireType;

typedef struct {
    const char *file; /* first byte of the file, from which offsets in messages count */
    const char *at, *end;
} ProtobufReader;

typedef struct {
    uint32_t number; /* of the field, >= 1 */
    WireType wire;
    uint64_t value; /* WIRE_VARINT, WIRE_8_BYTES and WIRE_4_BYTES (little endian) */
    Str bytes;      /* WIRE_BYTES: inside the file's bytes */
    size_t offset;  /* of the field's key in the file */
} ProtobufField;

ProtobufReader protobuf_reader(Str file);

/* The fields of a message that is itself a field (WIRE_BYTES) of r's. */
ProtobufReader protobuf_message(const ProtobufReader *r, const ProtobufField *f);

/* 1 with the next field in *f; 0 at the end; -1 with ERR_FORMAT and the byte offset. */
int protobuf_next(ProtobufReader *r, ProtobufField *f, Err *e);

#endif
