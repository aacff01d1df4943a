/* The protocol-buffers wire format: see protobuf.h.
 *
 *   field = key (varint: number << 3 | wire type), then by wire type
 *     0  varint, at most 10 bytes of 7 bits each, lowest first
 *     1  8 bytes          5  4 bytes          2  varint n, then n bytes */
#include "infer/tokenizer/protobuf.h"

enum { VARINT_BYTES = 10 };

static size_t offset_of(const ProtobufReader *r)
{
    return (size_t)(r->at - r->file);
}

static int varint(ProtobufReader *r, uint64_t *value, Err *e)
{
    const size_t begin = offset_of(r);
    *value = 0;
    for (unsigned i = 0; i < VARINT_BYTES; i++) {
        if (r->at == r->end) {
            err_set(e, ERR_FORMAT, "byte %zu: a number runs over the end of its message", begin);
            return -1;
        }
        const uint8_t byte = (uint8_t)*r->at++;
        *value |= (uint64_t)(byte & 0x7F) << (7 * i);
        if (byte < 0x80)
            return 0;
    }
    err_set(e, ERR_FORMAT, "byte %zu: a number is longer than 10 bytes", begin);
    return -1;
}

static int fixed(ProtobufReader *r, size_t n, uint64_t *value, Err *e)
{
    if ((size_t)(r->end - r->at) < n) {
        err_set(e, ERR_FORMAT, "byte %zu: %zu bytes are expected, %zu are left in the message",
                offset_of(r), n, (size_t)(r->end - r->at));
        return -1;
    }
    *value = 0;
    for (size_t i = 0; i < n; i++)
        *value |= (uint64_t)(uint8_t)r->at[i] << (8 * i);
    r->at += n;
    return 0;
}

static int length_and_bytes(ProtobufReader *r, Str *bytes, Err *e)
{
    const size_t begin = offset_of(r);
    uint64_t n;
    if (varint(r, &n, e) != 0)
        return -1;
    const size_t left = (size_t)(r->end - r->at);
    if (n > left) {
        err_set(e, ERR_FORMAT, "byte %zu: a field claims %llu bytes, %zu are left in the message",
                begin, (unsigned long long)n, left);
        return -1;
    }
    *bytes = (Str){r->at, (size_t)n};
    r->at += n;
    return 0;
}

ProtobufReader protobuf_reader(Str file)
{
    return (ProtobufReader){file.s, file.s, file.s + file.n};
}

ProtobufReader protobuf_message(const ProtobufReader *r, const ProtobufField *f)
{
    return (ProtobufReader){r->file, f->bytes.s, f->bytes.s + f->bytes.n};
}

int protobuf_next(ProtobufReader *r, ProtobufField *f, Err *e)
{
    if (r->at == r->end)
        return 0;
    uint64_t key;
    *f = (ProtobufField){.offset = offset_of(r)};
    if (varint(r, &key, e) != 0)
        return -1;
    const unsigned wire = key & 7;
    if (key >> 3 == 0 || key >> 3 >= 1u << 29) {
        err_set(e, ERR_FORMAT, "byte %zu: %llu is no field number", f->offset,
                (unsigned long long)(key >> 3));
        return -1;
    }
    f->number = (uint32_t)(key >> 3);
    f->wire = (WireType)wire;
    int rc;
    switch (wire) {
    case WIRE_VARINT:
        rc = varint(r, &f->value, e);
        break;
    case WIRE_8_BYTES:
        rc = fixed(r, 8, &f->value, e);
        break;
    case WIRE_4_BYTES:
        rc = fixed(r, 4, &f->value, e);
        break;
    case WIRE_BYTES:
        rc = length_and_bytes(r, &f->bytes, e);
        break;
    default:
        err_set(e, ERR_FORMAT, "byte %zu: field %u has wire type %u, which is not in use",
                f->offset, f->number, wire);
        return -1;
    }
    return rc == 0 ? 1 : -1;
}
