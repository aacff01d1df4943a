/* The types of a GGUF file's metadata and the bytes of their numbers: what gguf.c, which checks
 * them, and ggufvalue.c, which reads them afterwards, share. */
#ifndef ROTE_GGUFVALUE_H
#define ROTE_GGUFVALUE_H

#include "infer/checkpoint/gguf.h"

#include <stdint.h>

/* "u8", "string" ...: for sentences. */
const char *ggufvalue_type_name(GgufType type);

/* Bytes of a value of this type; 0 for GGUF_STRING and GGUF_ARRAY, which have their own length. */
unsigned ggufvalue_type_bytes(GgufType type);

/* The unsigned number in n_bytes <= 8 bytes, the lowest first. */
uint64_t ggufvalue_number(const char *p, unsigned n_bytes);

#endif
